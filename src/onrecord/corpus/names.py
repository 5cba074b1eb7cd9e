"""Names folded for comparing: what of a printed name tells one speaker apart from others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.corpus.words import folded
from onrecord.language.countries import load_countries
from onrecord.language.names import bare, has_organisation_word
from onrecord.lexicons.load import lexicon

_OWNER = re.compile(r"^(?P<owner>.+?)['’]s\s+(?P<body>\S.*)$")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Yesterday", "Today")
_PART = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_OF_PLACE = re.compile(r"^(?P<name>\S+(?: \S+)+) of (?:the )?[A-Z]\S*(?: [A-Z]\S*)*$")


@cache
def fold_name(name: str) -> str:
    """A name without title, case, accents and points; folding it again changes nothing.

    >>> fold_name("President José  García-Pérez"), fold_name("J. R. Smith"), fold_name("J.R. Smith")
    ('jose garcia perez', 'jr smith', 'jr smith')
    """
    if name != name.casefold():  # `bare` takes small first words for a description: `driver Oksana Pell`
        name = bare(name)
    parts = _PART.findall(folded(name))
    parts = parts[1:] if len(parts) > 1 and parts[0] == "the" else parts
    joined: list[str] = []
    for at, part in enumerate(parts):
        if len(part) == 1 and part.isalpha() and at and len(parts[at - 1]) == 1 and parts[at - 1].isalpha():
            joined[-1] += part  # initials stand together
        else:
            joined.append(part)
    return " ".join(joined)


@cache
def is_generic(name: str) -> bool:
    """Whether a body's name would do in any country: `Interior Ministry`, `the police`."""
    generic = frozenset(lexicon("corpus")["generic_body"])
    small = frozenset(lexicon("corpus")["small"])
    words = [w for w in fold_name(name).split() if w not in small]
    return bool(words) and all(w in generic for w in words)


@cache
def is_personal(name: str) -> bool:
    """Whether a name can be a person's full one: two words or more, none of them a body's."""
    parts = fold_name(name).split()
    return (
        len(parts) > 1
        and not has_organisation_word(name)
        and not any(part.isdigit() or part in ("and", "of") for part in parts)
        and not _OWNER.match(name)
    )


@cache
def owner_key(owner: str) -> tuple[str, str]:
    """An owner folded, and as it is shown: the country that the words mean (`British`, `London`), else the words."""
    country = load_countries().any(owner)
    shown = country.name if country else owner
    return fold_name(shown), shown


@dataclass(frozen=True, slots=True)
class Owned:
    """A body's name parted from the name before it: `Corrava's Interior Ministry`."""

    owner: str
    body: str


def owned(name: str) -> Owned | None:
    """The parts of a name that begins with its owner, as a possessive or as a country's adjective.

    >>> owned("Corrava’s Interior Ministry"), owned("the British Foreign Office")
    (Owned(owner='Corrava', body='Interior Ministry'), Owned(owner='British', body='Foreign Office'))
    """
    name = " ".join(name.split())
    name = name[4:] if name[:4].casefold() == "the " else name
    if (match := _OWNER.match(name)) and is_generic(match["body"]):
        return Owned(match["owner"], match["body"])
    first, _, rest = name.partition(" ")
    if rest and is_generic(rest) and not is_generic(first) and load_countries().any(first):
        return Owned(first, rest)
    return None


def owners_of(body: str, text: str) -> dict[str, str]:
    """The owners that a text itself prints before the name of a body, folded and as shown (see `owner_key`)."""
    name = r"\s+".join(re.escape(part) for part in body.split())
    found = re.findall(rf"((?:[A-ZÀ-Þ][\w-]*\s+)*[A-ZÀ-Þ][\w-]*)(['’]s)?\s+{name}\b", text)
    owners = [_owner_in(words.split(), bool(possessive)) for words, possessive in found]
    return dict(sorted(owner_key(owner) for owner in owners if owner))


def _owner_in(words: list[str], possessive: bool) -> str:
    """Of capitalised words before a body's name those that are its owner; empty where there are none."""
    for at in range(len(words)):
        if load_countries().any(" ".join(words[at:])):
            return " ".join(words[at:])
    small = frozenset(lexicon("corpus")["small"])
    while words and (words[0].casefold() in small or words[0] in _DAYS):
        words = words[1:]
    return " ".join(words) if possessive else ""


def without_place(name: str) -> str | None:
    """A person's name without the place behind it, `Lisken Dray of Mardovel`; None where there is none."""
    match = _OF_PLACE.match(name)
    return match["name"] if match and is_personal(match["name"]) else None
