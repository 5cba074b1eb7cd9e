"""Speakers over many reports: names that are certainly one speaker's put together, and nothing else.

What puts names together, each with its reason in the log: they differ in title, case, accents or points only; a
middle initial is left out, or a first name is an initial, and one full name alone fits; a report's own source
words give an acronym with the name (`Joint Relief Office (JRO)`); a report names one bearer of a surname in
full; a body's name that any country has (`Interior Ministry`) stands behind one owner in the report.

What stays apart: a bare surname that the report does not resolve, a common body's name without an owner (both list
whom they can mean), and whoever is not named: `a senior official` of two reports is two speakers, of a report and
its copies one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.corpus.copies import Group, group_reports, origins
from onrecord.corpus.names import (
    fold_name,
    is_generic,
    is_personal,
    owned,
    owner_key,
    owners_of,
    without_place,
)
from onrecord.corpus.reports import Report, in_order
from onrecord.corpus.words import folded, words_of
from onrecord.language.countries import load_countries
from onrecord.language.names import bare, initials, is_acronym
from onrecord.lexicons.load import lexicon
from onrecord.schema.record import Record
from onrecord.schema.statement import SpeakerType, Statement

SURNAME_ONLY = "surname only"
OWNER_UNTOLD = "owner not told"

_ACRONYM = re.compile(r"\(([A-Z][A-Z.]{1,9})\)|,\s*([A-Z][A-Z.]{1,9})\s*,?\s*$")
_TYPES: tuple[SpeakerType, ...] = ("person", "organisation", "document", "group", "none")


@dataclass(frozen=True, slots=True)
class Speaker:
    """One speaker over all reports.

    Attributes:
        name: the full name most often printed, without title; with a bracket where it tells no one apart:
            `Morrand (surname only)`, `Interior Ministry (owner not told)`, `an aide (<report id>)`.
        type: what most statements take the speaker for.
        names: the names by which the records know it.
        reports: those that report a statement of it, by day.
        candidates: names of speakers whom it can be, where that is not clear.
    """

    name: str
    type: SpeakerType
    names: tuple[str, ...]
    reports: tuple[Report, ...]
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """One line of the log: why a printed name was put to a speaker; `report` where it holds for that one alone."""

    printed: str
    speaker: str
    reason: str
    report: Report | None = None


@dataclass(frozen=True)
class Speakers:
    """The speakers of some records, by name, and the log of what was put together."""

    speakers: tuple[Speaker, ...]
    log: tuple[Merge, ...]
    _of: Mapping[tuple[Report, str], Speaker] = field(repr=False)
    _named: Mapping[str, Speaker] = field(repr=False)

    def of(self, report: Report, statement: Statement) -> Speaker | None:
        """The speaker of a statement of a report; None where the record has none."""
        return self._of.get((report, statement.id))

    def named(self, name: str) -> Speaker | None:
        """The speaker called so; a printed name finds one only where it is not printed for two."""
        return self._named.get(name) or self._named.get(fold_name(name))


@dataclass(slots=True, eq=False)
class _Mention:
    report: Report
    record: Record
    statement: Statement
    name: str
    key: str = ""
    reason: str = ""
    local: bool = False  # the reason is one of this report
    owner: str = ""  # as printed, or the country's name

    def put(self, key: str, reason: str, local: bool = False) -> None:
        self.key, self.reason, self.local = key, reason, local


def fold_speakers(
    records: Iterable[Record], merges: Mapping[str, str] | None = None, *, groups: Sequence[Group] | None = None
) -> Speakers:
    """The speakers of all statements.

    Args:
        records: the records.
        merges: printed names, or names of speakers, to the name of the speaker who is meant; they overrule all else.
        groups: which reports are copies, from `group_reports`; found here if not given.
    """
    pairs = in_order(records)
    if groups is None:
        groups = group_reports(record.article for _, record in pairs)
    mentions = [
        _Mention(report, record, s, s.speaker) for report, record in pairs for s in record.statements if s.speaker
    ]
    named = [m for m in mentions if m.statement.named]
    _by_name(named)
    _by_place(named)
    _by_owner(named)
    _by_initials(named)
    _by_acronym(mentions)
    candidates = _by_surname(named)
    _unnamed(mentions, origins(groups))
    shown = _shown(mentions)
    candidates.update(_owner_candidates({m.key for m in mentions}))
    _by_hand(mentions, merges or {}, shown)
    return _speakers(mentions, shown, candidates)


def groups_and_speakers(
    records: Iterable[Record], groups: Sequence[Group] | None, speakers: Speakers | None
) -> tuple[Sequence[Group], Speakers]:
    """Those that are given, from `group_reports` and `fold_speakers`; what is None is found in the records."""
    records = list(records)
    if groups is None:
        groups = group_reports(record.article for record in records)
    if speakers is None:
        speakers = fold_speakers(records, groups=groups)
    return groups, speakers


# ---- what puts names together; each step looks at the keys that the steps before it gave


def _by_name(mentions: Iterable[_Mention]) -> None:
    for m in mentions:
        m.put(fold_name(m.name) or m.name, "differs in title, case, accents or points only")


def _by_place(mentions: Sequence[_Mention]) -> None:
    full = {m.key for m in mentions}
    for m in mentions:
        if (name := without_place(m.name)) and fold_name(name) in full:
            m.put(fold_name(name), "has a place behind the name")


def _by_owner(mentions: Iterable[_Mention]) -> None:
    """Common names of bodies with whom they belong to: by the name, else by the source, else by the report."""
    for m in mentions:
        source = " ".join(span.text for span in m.statement.source)
        if parts := owned(m.name):
            key, m.owner = owner_key(parts.owner)
            m.put(_owner_entry(key, parts.body), "differs in case or in the word for its owner only")
        elif is_generic(m.name) and m.statement.speaker_type != "person":
            body = bare(m.name)
            owners = owners_of(body, source) or owners_of(body, m.record.article.text)
            if len(owners) == 1:
                key, m.owner = owners.popitem()
                m.put(_owner_entry(key, body), "stands behind this one owner in the report", True)
            else:
                m.put(_owner_entry("", body), "")


def _owner_entry(owner: str, body: str) -> str:
    return f"owner:{owner}:{fold_name(body)}"


def _by_initials(mentions: Sequence[_Mention]) -> None:
    """Full names with and without a middle initial, or with an initial for the first name, where one name fits."""
    full = {m.key for m in mentions if is_personal(m.name)}
    without: dict[str, set[str]] = defaultdict(set)
    spelled: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key in full:
        parts = key.split()
        short = " ".join(_without_middle(parts))
        if short != key:
            without[short].add(key)
        if len(parts[0]) > 1:
            spelled[parts[0][0], parts[-1]].add(short)
    for m in mentions:
        parts = m.key.split()
        if m.key not in full:
            continue
        short = " ".join(_without_middle(parts))
        if short != m.key and short in full and len(without[short]) == 1:
            m.put(short, "has a middle initial, and no other of this name has one")
        elif len(parts) == 2 and len(parts[0]) == 1 and len(fits := spelled[parts[0], parts[1]]) == 1:
            m.put(next(iter(fits)), "has an initial for the first name, and one full name alone fits it")


def _without_middle(parts: Sequence[str]) -> list[str]:
    return [parts[0], *(p for p in parts[1:-1] if len(p) > 1), parts[-1]] if len(parts) > 1 else list(parts)


def _by_acronym(mentions: Sequence[_Mention]) -> None:
    """Acronyms that the source words of some report give with a name; where two reports give names that have no
    word in common, the acronym stands for neither."""
    given: dict[str, Counter[str]] = defaultdict(Counter)
    beside: dict[int, str] = {}
    for at, m in enumerate(mentions):
        for span in m.statement.source:
            match = _ACRONYM.search(span.text)
            acronym = (match[1] or match[2]).replace(".", "") if match else ""
            if acronym and m.statement.speaker_type != "person" and _abbreviates(acronym, m.name):
                beside[at] = acronym.casefold()
                if m.statement.named:
                    given[acronym.casefold()][m.key] += 1
    reason = "is an acronym that a report's source words explain"
    clear = {acronym: _most(names) for acronym, names in given.items() if _agree(names)}
    explained = {name: acronym for acronym, names in given.items() if acronym in clear for name in names}
    for at, m in enumerate(mentions):
        acronym = beside.get(at, "") if beside.get(at) in clear else ""
        if m.statement.named and m.key in clear:
            m.put(clear[m.key], reason)
        elif acronym or (m.statement.named and m.key in explained):
            into = clear[acronym or explained[m.key]]
            if into != m.key:
                m.put(into, "stands with the acronym of this name in a report's source words")


def _most(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], -len(name), name))


def _agree(names: Iterable[str]) -> bool:
    small = frozenset(lexicon("corpus")["small"])
    common = [frozenset(name.split()) - small for name in names]
    return bool(frozenset.intersection(*common))


def _abbreviates(acronym: str, name: str) -> bool:
    """Whether the letters with which a name's words begin stand in the acronym, in order; a word in capitals is
    taken whole (`UN Observer Mission`: UNOMLS). The name may be cut, the acronym may not."""
    if fold_name(name) == acronym.casefold():
        return False
    if acronym in initials(name):
        return True
    letters = "".join(w if is_acronym(w) else w[:1].upper() for w in bare(name).split() if w[:1].isalpha())
    rest = iter(acronym)
    return len(letters) > 1 and letters[0] == acronym[0] and all(letter in rest for letter in letters)


def _by_surname(mentions: Sequence[_Mention]) -> dict[str, tuple[str, ...]]:
    """Bare surnames; the candidates (keys) of those that no report resolves, by key."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for m in mentions:
        if is_personal(m.name) and not without_place(m.name) and not m.key.startswith("owner:"):
            bearers[m.key.split()[-1]].add(m.key)
    bodies = {m.key for m in mentions if m.statement.speaker_type != "person"}
    bodies |= {m.key.split(":")[1] for m in mentions if m.key.startswith("owner:")}
    found: dict[str, tuple[str, ...]] = {}
    for m in mentions:
        fits = bearers.get(m.key, set())
        if " " in m.key or is_acronym(m.name) or (not fits and (m.key in bodies or load_countries().any(m.key))):
            continue
        printed = _in_full(m.key, m.record.article.text)
        if len(printed) == 1 and printed <= fits:
            m.put(printed.pop(), "is the only one of this surname whom the report names in full", True)
        else:
            surname = m.key
            m.put(f"surname:{surname}", "")
            found[m.key] = tuple(sorted(fits))
    return found


def _in_full(surname: str, text: str) -> set[str]:
    """The full names with this surname that a text prints, folded."""
    found = set()
    for match in re.finditer(r"(?:[^\W\d_][\w.'’-]*\s+){1,4}[^\W\d_][\w-]*", _only_capitals(surname, text)):
        name = fold_name(match.group())
        if name.endswith(f" {surname}") and is_personal(name.title()):
            found.add(name)
    return found


def _only_capitals(surname: str, text: str) -> str:
    """The runs of capitalised words of a text that end with the surname, one a line."""
    runs = re.findall(r"(?:[A-ZÀ-Þ][\w.'’-]*[ \n]+)+[A-ZÀ-Þ][\w-]*", text)
    return "\n\n|".join(" ".join(run.split()) for run in runs if words_of(run)[-1:] == [surname])


def _unnamed(mentions: Iterable[_Mention], source: Mapping[Report, Report]) -> None:
    for m in mentions:
        if not m.key:
            origin = source.get(m.report, m.report)
            m.put(f"unnamed:{'|'.join(origin.order)}:{folded(m.name)}", "")


# ---- how they are shown


def _shown(mentions: Iterable[_Mention]) -> dict[str, str]:
    """For each key the name to show, no name twice."""
    printed: dict[str, Counter[str]] = defaultdict(Counter)
    first: dict[str, _Mention] = {}
    for m in mentions:
        own = fold_name(m.name) == m.key or ":" in m.key or not is_personal(m.name)
        printed[m.key][bare(m.name) if m.statement.named else m.name] += 1 if own else 0
        first.setdefault(m.key, m)
    shown: dict[str, str] = {}
    taken: set[str] = set()
    for key in sorted(printed):
        name = min(printed[key], key=lambda n: _rank(n, printed[key][n], key.startswith("owner:")))
        if key.startswith("owner:") and owned(name):
            name = name.replace("’", "'")
        elif key.startswith("owner:"):
            name = f"{first[key].owner}'s {name}" if first[key].owner else f"{name} ({OWNER_UNTOLD})"
        elif key.startswith("surname:"):
            name = f"{name} ({SURNAME_ONLY})"
        elif key.startswith("unnamed:"):
            name = f"{name} ({first[key].report.id})"
        number, base = 2, name
        while name in taken:
            name, number = f"{base} #{number}", number + 1
        taken.add(name)
        shown[key] = name
    return shown


def _rank(name: str, number: int, with_owner: bool) -> tuple[bool, bool, bool, int, int, str]:
    """Which of the printed names to show: the smallest. Whole words go before acronyms and capitals."""
    return (with_owner and not owned(name), is_acronym(name), name.isupper(), -number, -len(name), name)


def _owner_candidates(keys: set[str]) -> dict[str, tuple[str, ...]]:
    bodies: dict[str, list[str]] = defaultdict(list)
    for key in sorted(keys):
        if key.startswith("owner:") and not key.startswith("owner::"):
            bodies[key.split(":", 2)[2]].append(key)
    return {key: tuple(bodies[key[len("owner::") :]]) for key in keys if key.startswith("owner::")}


def _by_hand(mentions: Iterable[_Mention], merges: Mapping[str, str], shown: dict[str, str]) -> None:
    """The user's own merges, by printed name or by the name shown; a target that is a merge itself is followed."""
    if not merges:
        return
    keys = {name: key for key, name in shown.items()}
    for m in mentions:
        target, seen = "", {m.name, shown[m.key]}
        into = merges.get(m.name) or merges.get(shown[m.key])
        while into and into not in seen | {target}:
            target, into = into, merges.get(into)
            seen.add(target)
        if target:
            key = keys.setdefault(target, fold_name(target))
            shown.setdefault(key, target)
            m.put(key, "put together by hand")


def _speakers(
    mentions: Sequence[_Mention], shown: Mapping[str, str], candidates: Mapping[str, Sequence[str]]
) -> Speakers:
    members: dict[str, list[_Mention]] = defaultdict(list)
    for m in mentions:
        members[m.key].append(m)
    speakers: dict[str, Speaker] = {}
    owners = {key.split(":")[1] for key in members if key.startswith("owner:")}
    for key, own in sorted(members.items(), key=lambda item: shown[item[0]]):
        types = Counter(m.statement.speaker_type for m in own)
        fits = sorted(shown[other] for other in candidates.get(key, ()) if other in members)
        speakers[key] = Speaker(
            shown[key],
            "organisation"
            if key in owners or load_countries().named(key)
            else min(types, key=lambda kind: (-types[kind], _TYPES.index(kind))),
            tuple(sorted({m.name for m in own})),
            tuple(sorted({m.report for m in own}, key=lambda report: report.order)),
            tuple(fits),
        )
    log = {
        Merge(m.name, shown[m.key], m.reason, m.report if m.local else None): None
        for m in mentions
        if m.reason and m.name != shown[m.key]
    }
    ordered = sorted(log, key=lambda line: (line.speaker, line.printed, line.report.order if line.report else ()))
    named = _names(speakers.values())
    return Speakers(
        tuple(speakers.values()), tuple(ordered), {(m.report, m.statement.id): speakers[m.key] for m in mentions}, named
    )


def _names(speakers: Iterable[Speaker]) -> dict[str, Speaker]:
    """By every name that is one speaker's alone; the name shown goes before printed ones."""
    found: dict[str, Speaker] = {}
    printed: dict[str, list[Speaker]] = defaultdict(list)
    for speaker in speakers:
        for name in {form for n in (speaker.name, *speaker.names) for form in (n, fold_name(n))}:
            printed[name].append(speaker)
    found.update((name, fits[0]) for name, fits in printed.items() if len(fits) == 1)
    found.update((speaker.name, speaker) for speaker in speakers)
    return found
