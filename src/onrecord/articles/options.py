"""What a user says about the inputs."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.articles.dates import is_edtf_date
from onrecord.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class InputOptions:
    """Options that hold for every input of a run.

    `published` (EDTF: `2024`, `2024-05`, `2024-05-10`) and `publisher` win over whatever the
    input says; `allow_private` lets addresses on this machine and in private networks be
    fetched; `timeout` is the limit for one whole fetch, in seconds.

    InputError named after the option where a value cannot be one.
    """

    published: str | None = None
    publisher: str | None = None
    allow_private: bool = False
    timeout: float = 20.0

    def __post_init__(self) -> None:
        if self.published is not None and not is_edtf_date(self.published):
            raise InputError("--published", f"{self.published!r} is not a date; write YYYY-MM-DD, YYYY-MM or YYYY")
        if self.publisher is not None and not self.publisher.strip():
            raise InputError("--publisher", "is empty; name the publisher or leave the option out")
        if not self.timeout > 0:
            raise InputError("--timeout", f"{self.timeout!r} is not a number of seconds above 0")
