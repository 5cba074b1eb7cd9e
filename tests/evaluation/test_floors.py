"""The comparison of scores with floors, and the measuring itself where the gold data is there."""

from pathlib import Path

import pytest

from evaluation.__main__ import compare, main, tasks

SHARED = Path(__file__).parents[2].parent / "shared"


def test_a_score_below_its_floor_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert compare("times", {"f1": 50.0, "other": 1.0}, {"f1": 60.0}) == 1
    out = capsys.readouterr().out
    assert "50.0   floor  60.0   BELOW" in out
    assert "other" in out


def test_a_missing_score_is_below() -> None:
    assert compare("times", {}, {"f1": 60.0}) == 1


def test_an_unknown_task_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.argv", ["evaluation", str(tmp_path), "--only", "weather"])
    with pytest.raises(SystemExit) as error:
        main()
    assert error.value.code == 2


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the gold data is not here")
def test_mentions_keep_their_floor() -> None:
    assert tasks(SHARED)["mentions"]()["f1"] > 40
