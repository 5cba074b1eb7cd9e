"""Waits: how long, and on whose word."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from onrecord.articles.fetch import Answer, UnavailableError
from onrecord.errors import InputError
from onrecord.watch.politeness import DAY, Politeness, backoff, origin_of, retry_after

NOW = datetime(2024, 5, 10, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("99999999", DAY),
        ("0", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("Fri, 10 May 2024 08:10:00 GMT", 600),
        ("Fri, 10 May 2024 10:10:00 +0200", 600),
        ("Fri, 10 May 2024 07:00:00 GMT", None),
        ("Fri, 10 May 2034 07:00:00 GMT", DAY),
        ("Fri, 99 May 2024 07:00:00 GMT", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after(Answer("https://post.example/", 503, {"retry-after": value}), NOW) == seconds


def test_backoff_doubles_up_to_a_day() -> None:
    minutes = [backoff(failures) / 60 for failures in (1, 2, 3, 4, 7, 8, 1000)]
    assert minutes == [15, 30, 60, 120, 960, 1440, 1440]


def test_origins() -> None:
    assert origin_of("HTTPS://Post.example:8080/a?b#c") == "https://post.example:8080"


def test_robots() -> None:
    time = [0.0]
    politeness = Politeness(lambda: time[0])
    address = "https://post.example/a*b"
    with pytest.raises(UnavailableError):
        politeness.refuse_forbidden(address)
    text = "\ufeffUser-agent: *\nDisallow: /*/private$\nCrawl-delay: 99999999".encode()
    politeness.note_robots(address, Answer(address, 200, {}, text))
    politeness.refuse_forbidden(address)
    with pytest.raises(InputError, match=r"robots\.txt asks programs not to"):
        politeness.refuse_forbidden("https://post.example/x/private")
    politeness.note_request(address)
    assert politeness.ready_at("post.example") == DAY
    assert politeness.knows_robots(address)
    time[0] = DAY + 1
    assert not politeness.knows_robots(address)


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_no_robots_allow_everything(status: int) -> None:
    politeness = Politeness(lambda: 0.0)
    politeness.note_robots("https://post.example/", Answer("https://post.example/", status))
    politeness.refuse_forbidden("https://post.example/any")
