"""Everything that onrecord raises on purpose.

OnrecordError
├── InputError          an input cannot be read as an English news report
├── RecordFormatError   a file is not a record in the published format
├── VerificationError   a record says something that its article does not
├── SpanError           a span lies outside its text or covers other words than it says
├── SetupError          something that reading needs is not installed
├── StoreError          a store cannot be opened, read or written (store/errors.py)
│   └── NoSuchReportError   it does not hold the report that is asked for
├── OutputError         the output of a batch cannot be written (batch/durable.py)
└── QueryError          a search makes no sense
"""

from __future__ import annotations


class OnrecordError(Exception):
    """The base of all errors below; catch it to catch them all."""


class InputError(OnrecordError):
    """An input that cannot be read.

    `name` is the input as its user knows it (a path, an address, `articles.jsonl:12`),
    `reason` what is wrong and what to do, in one line.
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class RecordFormatError(InputError):
    """A file that is no record; `reason` names the field."""


class VerificationError(OnrecordError):
    """A record that does not match its article; `mismatches` has a line for each."""

    def __init__(self, mismatches: list[str]) -> None:
        super().__init__("; ".join(mismatches))
        self.mismatches = mismatches


class SpanError(OnrecordError, ValueError):
    """A span that lies outside its text, or is empty, or covers other words than it says."""


class SetupError(OnrecordError):
    """Something that reading needs is missing; the message says how to install it."""
