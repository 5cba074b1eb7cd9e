"""What a user says about the inputs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from onrecord.articles.dates import is_edtf_date
from onrecord.errors import InputError

CONTACT = "https://onrecord.example/reader"
"""Where a site finds us, unless whoever runs this says so: a placeholder, since the project has no page yet."""

_CONTACT = re.compile(r"https?://[!-'*-~]+")


def _say_nothing(name: str, words: str) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class InputOptions:
    """Options that hold for every input of a run.

    `published` (EDTF: `2024`, `2024-05`, `2024-05-10`) and `publisher` win over whatever the
    input says; `allow_private` lets addresses on this machine and in private networks be
    fetched; `timeout` is the limit for one whole fetch, in seconds.

    `limit` is how many pages are fetched at most for one feed or sitemap, and `pause` how many
    seconds are left between two such pages of one host; `contact` is the address in our
    User-Agent, where a site's owner finds us. `notice` is called with the name of an input and
    what was left out of it on purpose, such as the records of a WARC file that are no pages.

    InputError named after the option where a value cannot be one.
    """

    published: str | None = None
    publisher: str | None = None
    allow_private: bool = False
    timeout: float = 20.0
    limit: int = 50
    pause: float = 1.0
    contact: str = CONTACT
    notice: Callable[[str, str], None] = field(default=_say_nothing, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.published is not None and not is_edtf_date(self.published):
            raise InputError("--published", f"{self.published!r} is not a date; write YYYY-MM-DD, YYYY-MM or YYYY")
        if self.publisher is not None and not self.publisher.strip():
            raise InputError("--publisher", "is empty; name the publisher or leave the option out")
        if not self.timeout > 0:
            raise InputError("--timeout", f"{self.timeout!r} is not a number of seconds above 0")
        if self.limit < 1:
            raise InputError("--limit", f"{self.limit!r} is not a number of pages above 0")
        if not self.pause >= 0:
            raise InputError("--pause", f"{self.pause!r} is not a number of seconds, 0 or more")
        if _CONTACT.fullmatch(self.contact) is None:
            raise InputError("--contact", f"{self.contact!r} is not a web address; write https://...")
