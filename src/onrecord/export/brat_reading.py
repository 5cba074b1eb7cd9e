"""Read back what `export --to brat` wrote, with what was changed by hand since."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from onrecord.errors import RecordFormatError
from onrecord.export import brat
from onrecord.export.brat import ROLES, Fragments
from onrecord.record.serialise import from_dict
from onrecord.schema.article import Article
from onrecord.schema.record import Record

_ROLE = re.compile(r"([A-Za-z]+)\d*:([TE]\d+)")

_NOBODY = {"name": None, "country": None, "sector": None}

Pairs = list[list[int]]


def read_brat(folder: Path) -> Iterator[Record]:
    """The records of a folder, in the order of reports.jsonl; one in memory at a time.

    Raises:
        RecordFormatError: a file is missing or is not what `write_brat` writes, or the words of an annotation are
            not those of the text; the message names the file.
    """
    try:
        with open(folder / brat.HEADS, encoding="utf-8") as heads:
            for line in heads:
                head = json.loads(line)
                name = str(folder / head.pop("file"))
                yield _record(head, name)
    except OSError as error:
        raise RecordFormatError(str(folder), f"is no folder of brat files ({error})") from error
    except (ValueError, KeyError) as error:
        raise RecordFormatError(str(folder / brat.HEADS), f"cannot be read ({error})") from error


def _record(head: dict[str, Any], name: str) -> Record:
    with open(f"{name}.txt", encoding="utf-8", newline="") as stream:
        text = stream.read()
    with open(f"{name}.ann", encoding="utf-8", newline="") as stream:
        lines = stream.read().split("\n")
    try:
        rows = _Annotations(text, lines).rows()
    except (KeyError, IndexError, ValueError) as error:
        raise RecordFormatError(f"{name}.ann", f"is not as onrecord writes it: {error}") from error
    return from_dict({**head, "text": text, "text_sha256": Article(text).sha256, **rows}, head.pop("name"))


class _Annotations:
    """The lines of one .ann file by what they are: words, events, attributes and notes by the id they are of."""

    def __init__(self, text: str, lines: list[str]) -> None:
        self.text = text
        self.type: dict[str, str] = {}
        self.words: dict[str, Pairs] = {}
        self.arguments: dict[str, list[tuple[str, str]]] = {}
        self.attributes: dict[str, dict[str, str | None]] = defaultdict(dict)
        self.notes: dict[str, dict[str, Any]] = {}
        read = {"T": self._read_words, "E": self._read_event, "A": self._read_attribute, "#": self._read_note}
        for line in filter(None, lines):
            key, rest = line.split("\t", 1)
            if key[0] not in read:
                raise ValueError(f"{key} is no line that onrecord writes")
            read[key[0]](key, rest)

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """The record's statements, figures, events and places in the published format."""
        rows: dict[str, list[dict[str, Any]]] = {"statements": [], "figures": [], "events": [], "places": []}
        for key, type_ in self.type.items():
            if type_ == brat.PLACE:
                (span,) = self.words[key]
                rows["places"].append({**self._note("place", key), **self._exact({"span": span})})
        for event, arguments in self.arguments.items():
            (type_, trigger), *others = arguments
            (span,) = self.words[trigger]
            if type_ in (brat.STATEMENT, brat.BARE):
                rows["statements"].append(self._statement(event, [span] if type_ == brat.STATEMENT else [], others))
            elif type_ == brat.FIGURE:
                rows["figures"].append(self._figure(event, span, others))
            else:
                rows["events"].append({"type": type_, **self._happening(event, span, others)})
        return rows

    def _statement(self, event: str, cue: Pairs, arguments: list[tuple[str, str]]) -> dict[str, Any]:
        row = self._common("statement", event, arguments)
        places = {**row["places"], "cue": cue}
        said_at = {"span": places["said_at"], "date": row["note"].get("said_at", {}).get("date")}
        exact = self._exact(places)
        return {
            **row["note"],
            **row["chosen"],
            **exact,
            "said_at": said_at,
            "parent": self._one(arguments, brat.WITHIN),
        }

    def _figure(self, event: str, span: list[int], arguments: list[tuple[str, str]]) -> dict[str, Any]:
        row = self._common("figure", event, arguments)
        exact = self._exact({**row["places"], "span": span})
        when = {"from": None, "to": None, **row["note"].get("period", {})}
        period = {**when, "span": row["places"]["period"]}
        return {**row["note"], **row["chosen"], **exact, "period": period, **self._links(arguments)}

    def _happening(self, event: str, span: list[int], arguments: list[tuple[str, str]]) -> dict[str, Any]:
        row = self._common("event", event, arguments)
        exact = self._exact({**row["places"], "span": span})
        people = {
            brat.ABOUT[side]: [{**_NOBODY, **about} for about in self._about(arguments, ROLES["event"][side])]
            for side in ("actor", "recipient")
        }
        told = self._about(arguments, ROLES["event"]["mentions"])
        mentions = [
            {"statement": None, **about, "span": place}
            for about, place in zip(told, row["places"]["mentions"], strict=True)
        ]
        return {
            **row["note"], **row["chosen"], **exact, **people, "mentions": mentions,
            "figures": self._linked(arguments, brat.COUNT), **self._links(arguments),
        }  # fmt: skip

    def _about(self, arguments: list[tuple[str, str]], role: str) -> list[dict[str, Any]]:
        """The notes of the words of a role, one for each span."""
        return [self.notes.get(key, {}) for role_, key in arguments if role_ == role for _ in self.words[key]]

    def _common(self, kind: str, event: str, arguments: list[tuple[str, str]]) -> dict[str, Any]:
        """What statements, figures and events are read by: where their words stand, attributes, the note."""
        places: dict[str, Pairs] = {
            field: [pair for role_, key in arguments if role_ == role for pair in self.words[key]]
            for field, role in ROLES[kind].items()
        }
        given = self.attributes[event]
        chosen: dict[str, Any] = {name: given.get(brat.attribute(name)) for name in brat.CHOICES[kind]}
        for name, value in chosen.items():
            if value is None and name != "mode":
                raise ValueError(f"{event} has no attribute {brat.attribute(name)}")
        chosen |= {name: brat.attribute(name) in given for name in brat.FLAGS[kind]}
        return {"places": places, "chosen": chosen, "note": self._note(kind, event)}

    def _note(self, kind: str, key: str) -> dict[str, Any]:
        """The note of something; what an annotator has added has none, and gets an id."""
        return {"id": self._id(key), **brat.NOTED[kind], **self.notes.get(key, {})}

    def _id(self, key: str) -> str:
        """The id in the note, else one of what it is and where it stands."""
        if key in self.notes:
            return str(self.notes[key]["id"])
        trigger = self.arguments[key][0][1] if key in self.arguments else key
        return "b" + sha256(f"{self.text} {self.type[trigger]} {self.words[trigger]}".encode()).hexdigest()[:12]

    def _exact(self, places: dict[str, Any]) -> dict[str, Any]:
        """The places of a row's fields, and the words that stand there."""
        span = {"span": self.text[slice(*places["span"])]} if "span" in places else {}
        others = {field: pairs for field, pairs in places.items() if field != "span"}
        words = {field: [self.text[start:end] for start, end in pairs] for field, pairs in others.items()}
        return {**places, "exact": {**span, **words}}

    def _links(self, arguments: list[tuple[str, str]]) -> dict[str, Any]:
        return {"statement": self._one(arguments, brat.WITHIN), "places": self._linked(arguments, brat.NAMED)}

    def _one(self, arguments: list[tuple[str, str]], role: str) -> str | None:
        return next(iter(self._linked(arguments, role)), None)

    def _linked(self, arguments: list[tuple[str, str]], role: str) -> list[str]:
        return [self._id(key) for role_, key in arguments if role_ == role]

    def _read_words(self, key: str, rest: str) -> None:
        where, words = rest.split("\t", 1)
        type_, places = where.split(" ", 1)
        fragments = [(int(start), int(end)) for start, end in (piece.split(" ") for piece in places.split(";"))]
        read = " ".join(self.text[start:end] for start, end in fragments)
        if read != words:
            raise ValueError(f"{key} says {words!r}, the text {read!r}")
        self.type[key], self.words[key] = type_, self._joined(fragments)

    def _joined(self, fragments: Fragments) -> Pairs:
        """Spans: fragments with nothing but line breaks between them are one."""
        spans: Pairs = []
        for start, end in fragments:
            if spans and not self.text[spans[-1][1] : start].strip(brat.LINE_BREAKS):
                spans[-1][1] = end
            else:
                spans.append([start, end])
        return spans

    def _read_event(self, key: str, rest: str) -> None:
        self.arguments[key] = [(role, of) for role, of in _ROLE.findall(rest)]

    def _read_attribute(self, key: str, rest: str) -> None:
        name, of, *value = rest.split(" ")
        self.attributes[of][name] = value[0] if value else None

    def _read_note(self, key: str, rest: str) -> None:
        about, words = rest.split("\t", 1)
        if about.startswith("AnnotatorNotes "):
            self.notes[about.split(" ")[1]] = json.loads(words)
