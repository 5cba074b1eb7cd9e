"""Which addresses of the network may be contacted."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], list[str]]

_NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
_COMPATIBLE = ipaddress.IPv6Network("::/96")
_ISATAP = 0x5EFE


class RefusalError(Exception):
    """A fetch that stops; `reason` is the line for its user, `passing` whether a later try may do better.

    Only `fetch` sees it.
    """

    def __init__(self, reason: str, *, passing: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.passing = passing


PRIVATE = "not fetched: the address is on this machine or in a private network; give --allow-private if it is meant"


def is_public(address: str) -> bool:
    """Whether `address` (an IP address in digits) is one of the public network, with all that it embeds.

    An IPv6 address that carries an IPv4 one (mapped, compatible, 6to4, Teredo, NAT64, ISATAP)
    leads where that one leads, so that one must be public too.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_is_global(each) for each in (ip, *_embedded(ip)))


def _is_global(ip: Address) -> bool:
    if isinstance(ip, ipaddress.IPv6Address) and (ip.ipv4_mapped or ip in _NAT64[0]):
        return True  # as public as what it embeds
    if isinstance(ip, ipaddress.IPv6Address) and ip in _NAT64[1]:
        return False  # for use inside one network
    site_local = isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or site_local)


def _embedded(ip: Address) -> list[Address]:
    if isinstance(ip, ipaddress.IPv4Address):
        return []
    low = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    embedded: list[Address | None] = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    carries = any(ip in network for network in (*_NAT64, _COMPATIBLE)) or (int(ip) >> 32) & 0xFFFF == _ISATAP
    return [each for each in (*embedded, low if carries else None) if each is not None]


def resolve(host: str, port: int, *, timeout: float) -> list[str]:
    """The addresses of `host`, asked for once; RefusalError for none, or none within `timeout` seconds.

    The system's resolver reads odd spellings (`127.1`, `0x7f000001`) as a connection would.
    """
    answer: list[list[str] | None] = []
    # The system's call has no time limit of its own; a thread that it holds up dies with the process.
    thread = threading.Thread(target=lambda: answer.append(_look_up(host, port)), daemon=True)
    thread.start()
    thread.join(timeout)
    if not answer:
        raise RefusalError("the host's name was not resolved in time; try again later", passing=True)
    if not answer[0]:
        raise RefusalError("the host is unknown; check the address and the connection", passing=True)
    return answer[0]


def _look_up(host: str, port: int) -> list[str] | None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, ValueError):
        return None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
