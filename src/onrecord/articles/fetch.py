"""A page from the web, fetched with care.

One GET under the project's own name, with limits on time, size and redirects, and never to an
address of this machine or a private network unless that is allowed (`connection`, `guard`).

`fetch` follows redirects and has a page or an error; `ask` makes one request and tells what
was answered, for whoever has to wait between two requests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from onrecord.articles.decoding import MAX_BYTES
from onrecord.articles.guard import RefusalError
from onrecord.articles.options import CONTACT
from onrecord.articles.xml import MAX_LIST
from onrecord.errors import InputError

if TYPE_CHECKING:
    import httpx2

MAX_REDIRECTS = 5

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
TYPES = HTML_TYPES | {"text/plain"}
XML_TYPES = frozenset(
    {
        *("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"),
        *("text/x-opml", "text/x-opml+xml", "application/opml+xml", "application/x-rss+xml"),
        *("application/gzip", "application/x-gzip"),
    }
)

_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_CODINGS = frozenset({"gzip", "x-gzip", "deflate", "identity"})
_REDIRECTS = (301, 302, 303, 307, 308)
_SAVE = "save the page from your browser and give the file"
_MANY_REDIRECTS = f"the site redirects more than {MAX_REDIRECTS} times; {_SAVE}"

_STATUSES = {
    401: f"the site asks for a login (401); {_SAVE}",
    402: f"the article is behind a paywall (402); {_SAVE}",
    403: f"refused by the site (403); {_SAVE}",
    404: "there is no such page (404); check the address",
    410: "the page is gone (410); look for a copy in a web archive",
    429: "the site had too many requests (429); try again later",
    451: f"the site may not show the page here for legal reasons (451); {_SAVE}",
}


class UnavailableError(InputError):
    """An InputError that may pass: too many requests, a fault of the site, no answer. `status` if there was one."""

    def __init__(self, name: str, reason: str, status: int | None = None) -> None:
        super().__init__(name, reason)
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which answers are taken: their types (None: any) and the most bytes; `cut` takes the first of larger ones."""

    types: frozenset[str] | None = TYPES
    most: int = MAX_BYTES
    cut: bool = False

    def most_of(self, kind: str) -> int:
        """The most bytes of an answer of the type `kind`; a page is never larger than an article may be."""
        return min(self.most, MAX_BYTES) if kind in TYPES else self.most


PAGES = Wanted()
LISTS = Wanted(types=TYPES | XML_TYPES, most=MAX_LIST)


@dataclass(frozen=True, slots=True)
class Page:
    """What a site answered: the address after all redirects, the bytes, their type and charset as the site says."""

    url: str
    data: bytes
    type: str
    charset: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one request, whatever its status; the body is read for status 200 only.

    `headers` have small names; `location` is where a redirect leads, checked.
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    data: bytes = b""
    location: str | None = None

    def page(self, name: str) -> Page:
        """The answer as a page; InputError with `name` where it is none."""
        if self.status != 200:
            reason = _STATUSES.get(self.status) or _other_status(self.status)
            if self.status == 429 or self.status >= 500:
                raise UnavailableError(name, reason, self.status)
            raise InputError(name, reason)
        header = self.headers.get("content-type", "")
        charset = _CHARSET.search(header)
        return Page(self.url, self.data, _type(header), charset[1] if charset else None)


def fetch(
    address: str,
    *,
    timeout: float = 20.0,
    allow_private: bool = False,
    contact: str = CONTACT,
    wanted: Wanted = PAGES,
) -> Page:
    """The page at `address`; InputError with one clear line where there is none to be had.

    `timeout` is the limit for the whole of it, in seconds.
    """
    with _client(address, timeout, allow_private, contact, wanted) as client:
        url = address
        for _ in range(MAX_REDIRECTS + 1):
            answer = _once(client, url, {}, wanted, redirected=url != address)
            if answer.location is None:
                return answer.page(address)
            url = answer.location
        raise RefusalError(_MANY_REDIRECTS)


def ask(
    address: str,
    *,
    headers: Mapping[str, str],
    wanted: Wanted,
    timeout: float = 20.0,
    allow_private: bool = False,
    contact: str = CONTACT,
) -> Answer:
    """What is answered to one request for `address`; InputError where there is no answer that may be taken."""
    with _client(address, timeout, allow_private, contact, wanted) as client:
        return _once(client, address, headers, wanted, redirected=False)


def user_agent(contact: str = CONTACT) -> str:
    """The name under which pages are asked for."""
    return f"onrecord/{_release()} (+{contact})"


@contextmanager
def _client(address: str, timeout: float, allow_private: bool, contact: str, wanted: Wanted) -> Iterator[httpx2.Client]:
    """A client for some requests within `timeout` seconds; whatever goes wrong is an InputError about `address`."""
    import httpcore2
    import httpx2

    from onrecord.articles.connection import CheckedTransport, Deadline

    deadline = Deadline(timeout)
    try:
        _checked(address, redirected=False)
        transport = CheckedTransport(deadline, allow_private=allow_private)
        with httpx2.Client(transport=transport, trust_env=False, headers=_headers(contact, wanted)) as client:
            yield client
    except RefusalError as refused:
        kind = UnavailableError if refused.passing else InputError
        raise kind(address, refused.reason) from None
    except (httpx2.TimeoutException, httpcore2.TimeoutException):
        raise UnavailableError(address, "the site did not answer in time; try again later") from None
    except (httpx2.DecodingError, httpx2.ProtocolError, httpcore2.ProtocolError):
        raise InputError(address, f"the site's answer is broken; {_SAVE}") from None
    except (httpx2.HTTPError, httpcore2.NetworkError, OSError):
        raise UnavailableError(address, "the connection broke off; try again later") from None
    except (httpx2.InvalidURL, UnicodeError, ValueError):
        # Odd hosts and ports that the libraries find out late.
        raise InputError(address, "is not a web address") from None


def _once(
    client: httpx2.Client, address: str, headers: Mapping[str, str], wanted: Wanted, *, redirected: bool
) -> Answer:
    url = _checked(address, redirected=redirected)
    with client.stream("GET", url, headers=dict(headers)) as response:
        # Nothing is remembered between requests.
        client.cookies.clear()
        status = response.status_code
        location = response.headers.get("location") if status in _REDIRECTS else None
        target = str(_checked(str(url.join(location)), redirected=True)) if location else None
        data = _body(response, wanted) if status == 200 else b""
        here = str(response.url.copy_with(fragment=None))
        return Answer(here, status, {name.lower(): value for name, value in response.headers.items()}, data, target)


def _body(response: httpx2.Response, wanted: Wanted) -> bytes:
    """The body, decompressed; counted while it comes, so neither a long one nor a bomb fills the memory."""
    kind = _type(response.headers.get("content-type", ""))
    if wanted.types is not None and kind not in wanted.types:
        raise RefusalError(not_read(kind, wanted))
    codings = response.headers.get_list("content-encoding", split_commas=True)
    if any(coding.strip().lower() not in _CODINGS for coding in codings) or len(codings) > 1:
        raise RefusalError(f"the site's answer is packed in an unknown way; {_SAVE}")
    most = wanted.most_of(kind)
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > most and not wanted.cut:
        raise RefusalError(_too_large(most))
    data = bytearray()
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) > most or response.num_bytes_downloaded > most:
            if wanted.cut:
                break
            raise RefusalError(_too_large(most))
    return bytes(data[:most])


def not_read(kind: str, wanted: Wanted) -> str:
    """Why an answer of the type `kind` is not read."""
    shown = f"has the type {kind}" if re.fullmatch(r"[\w.+-]+/[\w.+-]+", kind) else "does not say its type"
    return f"the page {shown}; only HTML and plain text are read{_and_lists(wanted)}"


def _type(header: str) -> str:
    return header.partition(";")[0].strip().lower()


def _and_lists(wanted: Wanted) -> str:
    return ", and XML of feeds and sitemaps" if wanted.types and wanted.types >= XML_TYPES else ""


def _too_large(most: int) -> str:
    advice = "save its article as text and give the file" if most <= MAX_BYTES else "give a smaller list"
    return f"the page is larger than {most // 1_000_000} MB; {advice}"


def _checked(address: str, *, redirected: bool) -> httpx2.URL:
    """The address as a URL; RefusalError unless it is an http or https one without a password."""
    import httpx2

    where = "the site redirects to an address that" if redirected else "the address"
    try:
        url = httpx2.URL(address.strip())
    except (httpx2.InvalidURL, UnicodeError, ValueError):
        raise RefusalError(f"{where} is not a web address") from None
    if url.scheme not in ("http", "https"):
        raise RefusalError(f"{where} is neither http nor https")
    if url.userinfo:
        raise RefusalError(f"{where} holds a user name or password; leave them out")
    if not url.host or "%" in url.host or not 0 < (url.port or 80) < 65536:
        raise RefusalError(f"{where} names no host that can be")
    return url


def _other_status(status: int) -> str:
    if status >= 500:
        return f"the site has an error ({status}); try again later"
    return f"the site gave no page ({status}); check the address"


@cache
def _release() -> str:
    try:
        return version("onrecord")
    except PackageNotFoundError:
        return "0"


def _headers(contact: str, wanted: Wanted) -> dict[str, str]:
    pages = "text/html,application/xhtml+xml,text/plain;q=0.8"
    lists = ",application/rss+xml,application/atom+xml,application/xml;q=0.9,text/xml;q=0.9"
    accept = "*/*" if wanted.types is None else pages + (lists if _and_lists(wanted) else "")
    return {
        "user-agent": user_agent(contact),
        "accept": accept,
        "accept-language": "en",
        "accept-encoding": "gzip, deflate",
    }
