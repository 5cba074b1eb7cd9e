"""Names that are one speaker's, on both databases."""

from __future__ import annotations

import pytest
from records_made import record

from onrecord.store.base import Store
from onrecord.store.errors import QueryError
from onrecord.store.open import open_store
from onrecord.store.query import Query


@pytest.fixture
def store(store: Store) -> Store:
    for speaker in ("John Kirby", "Kirby", "Adm. Kirby", "Ann Lee"):
        store.add(record("x", key=speaker, speaker=speaker))
    return store


def found(store: Store, speaker: str) -> list[str]:
    return sorted(hit.report for hit in store.search(Query(speaker=speaker)).hits)


def test_a_search_for_any_of_the_names_finds_all(store: Store) -> None:
    assert store.merge_speakers("Kirby", "John Kirby", note="same article")
    assert store.merge_speakers("adm. kirby", "John Kirby", decided_by="rule")
    for name in ("John Kirby", "kirby", "Adm. Kirby"):
        assert found(store, name) == ["Adm. Kirby", "John Kirby", "Kirby"]
    assert found(store, "Ann Lee") == ["Ann Lee"]
    page = store.search(Query())
    assert [(f.value, f.count) for f in page.facets["speaker"]] == [("John Kirby", 3), ("Ann Lee", 1)]
    assert {h.speaker for h in page.hits} == {"John Kirby", "Ann Lee"}
    assert {h.row.speaker for h in page.hits} >= {"Kirby", "Adm. Kirby"}


def test_a_merge_is_told_and_can_be_undone(store: Store) -> None:
    store.merge_speakers("Kirby", "John Kirby", note="same article")
    (name,) = store.speaker_names()
    assert (name.name, name.speaker, name.decided_by, name.note) == ("Kirby", "John Kirby", "user", "same article")
    assert name.at.endswith("Z")
    assert not store.merge_speakers("Kirby", "john kirby")
    assert store.unmerge_speaker("kirby", note="another man")
    assert not store.unmerge_speaker("Kirby")
    assert store.speaker_names() == ()
    assert found(store, "John Kirby") == ["John Kirby"]
    assert [(c.name, c.speaker, c.note) for c in store.speaker_changes()] == [
        ("Kirby", "John Kirby", "same article"),
        ("kirby", None, "another man"),
    ]


def test_a_rule_undoes_no_decision_of_a_user(store: Store) -> None:
    store.merge_speakers("Kirby", "John Kirby", decided_by="rule")
    assert store.unmerge_speaker("Kirby")
    assert not store.merge_speakers("Kirby", "John Kirby", decided_by="rule")
    assert store.merge_speakers("Kirby", "Ann Lee")
    assert not store.merge_speakers("Kirby", "John Kirby", decided_by="rule")
    assert not store.unmerge_speaker("Kirby", decided_by="rule")
    assert found(store, "Ann Lee") == ["Ann Lee", "Kirby"]


def test_merges_follow_each_other(store: Store) -> None:
    store.merge_speakers("Adm. Kirby", "Kirby")
    store.merge_speakers("Kirby", "John Kirby")
    assert found(store, "Adm. Kirby") == ["Adm. Kirby", "John Kirby", "Kirby"]
    assert {n.speaker for n in store.speaker_names()} == {"John Kirby"}
    store.merge_speakers("Ann Lee", "adm. kirby")
    assert found(store, "Ann Lee") == ["Adm. Kirby", "Ann Lee", "John Kirby", "Kirby"]


def test_a_merge_can_be_turned_round(store: Store) -> None:
    store.merge_speakers("John Kirby", "Kirby")
    store.merge_speakers("Adm. Kirby", "Kirby")
    assert store.merge_speakers("Kirby", "John Kirby")
    assert {(n.name, n.speaker) for n in store.speaker_names()} == {
        ("Kirby", "John Kirby"),
        ("Adm. Kirby", "John Kirby"),
    }
    assert found(store, "Kirby") == ["Adm. Kirby", "John Kirby", "Kirby"]


def test_a_merge_of_nothing_is_refused(store: Store) -> None:
    for name, into in (("Kirby", "KIRBY"), ("", "Kirby"), ("Kirby", "  ")):
        with pytest.raises(QueryError, match="merge"):
            store.merge_speakers(name, into)


def test_other_processes_see_a_merge(store: Store, where: str) -> None:
    with open_store(where) as other:
        assert found(other, "Kirby") == ["Kirby"]
        store.merge_speakers("Kirby", "John Kirby")
        assert found(other, "Kirby") == ["John Kirby", "Kirby"]


def test_more_names_than_an_expression_is_deep(store: Store) -> None:
    for i in range(400):
        store.merge_speakers(f"Kirby {i}", "John Kirby")
    assert found(store, "Kirby 7") == ["John Kirby"]
