"""What a part of a phrase tells of an actor."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.events.actors.tables import listed

ARMED = frozenset(("MIL", "COP", "REB", "PRM", "SPY", "UAF", "CRM"))

_OFFICES = frozenset(("GOV", "LEG", "JUD", "SPY", "PTY", "OPP"))


@dataclass(frozen=True, slots=True)
class Reading:
    """Sector and country as far as read. `bare`: a country, town or region and nothing else;
    `settled`: no country besides counts; `head`: the noun, empty for names; `open`: the head takes
    another's sector; `left`: who held the office does so no more; `named`: a body by its name."""

    sector: str | None = None
    country: str | None = None
    bare: bool = False
    settled: bool = False
    head: str = ""
    open: bool = False
    left: bool = False
    named: bool = False


def may_own(sector: str, own: str | None, named: bool) -> bool:
    """Whether a noun gives up its own sector: one for the armed does so to a body or to the armed only."""
    return named or own not in ARMED or sector in ARMED


def out_of_office(reading: Reading) -> Reading:
    """The sector of those who were something: officials are of the elite, soldiers and fighters civilians."""
    if reading.sector in _OFFICES or reading.head in listed("seniors"):
        return replace(reading, sector="ELI", left=False)
    return replace(reading, sector="CVL" if reading.sector in ARMED else reading.sector, left=False)
