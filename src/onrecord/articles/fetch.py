"""A page from the web, fetched with care.

One GET under the project's own name, with limits on time, size and redirects, and never to an
address of this machine or a private network unless that is allowed (`connection`, `guard`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from onrecord.articles.decoding import MAX_BYTES
from onrecord.articles.guard import RefusalError
from onrecord.errors import InputError

if TYPE_CHECKING:
    import httpx2

MAX_REDIRECTS = 5

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
TYPES = HTML_TYPES | {"text/plain"}

_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_CODINGS = frozenset({"gzip", "x-gzip", "deflate", "identity"})
_SAVE = "save the page from your browser and give the file"
_TOO_LARGE = "the page is larger than 5 MB; save its article as text and give the file"

_STATUSES = {
    401: f"the site asks for a login (401); {_SAVE}",
    402: f"the article is behind a paywall (402); {_SAVE}",
    403: f"refused by the site (403); {_SAVE}",
    404: "there is no such page (404); check the address",
    410: "the page is gone (410); look for a copy in a web archive",
    429: "the site had too many requests (429); try again later",
    451: f"the site may not show the page here for legal reasons (451); {_SAVE}",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What a site answered: the address after all redirects, the bytes, their type and charset as the site says."""

    url: str
    data: bytes
    type: str
    charset: str | None


def fetch(address: str, *, timeout: float = 20.0, allow_private: bool = False) -> Page:
    """The page at `address`; InputError with one clear line where there is none to be had.

    `timeout` is the limit for the whole of it, in seconds.
    """
    import httpcore2
    import httpx2

    from onrecord.articles.connection import CheckedTransport, Deadline

    deadline = Deadline(timeout)
    try:
        url = _checked(address)
        transport = CheckedTransport(deadline, allow_private=allow_private)
        with httpx2.Client(transport=transport, trust_env=False, headers=_headers()) as client:
            return _follow(client, url)
    except RefusalError as refused:
        raise InputError(address, refused.reason) from None
    except (httpx2.TimeoutException, httpcore2.TimeoutException):
        raise InputError(address, "the site did not answer in time; try again later") from None
    except (httpx2.DecodingError, httpx2.ProtocolError, httpcore2.ProtocolError):
        raise InputError(address, f"the site's answer is broken; {_SAVE}") from None
    except (httpx2.HTTPError, httpcore2.NetworkError, OSError):
        raise InputError(address, "the connection broke off; try again later") from None
    except (httpx2.InvalidURL, UnicodeError, ValueError):
        # Odd hosts and ports that the libraries find out late.
        raise InputError(address, "is not a web address") from None


def _follow(client: httpx2.Client, url: httpx2.URL) -> Page:
    for _ in range(MAX_REDIRECTS + 1):
        with client.stream("GET", url) as response:
            # Nothing is remembered between requests.
            client.cookies.clear()
            location = response.headers.get("location")
            if response.status_code not in (301, 302, 303, 307, 308) or not location:
                return _page(response)
            url = _checked(str(url.join(location)), redirected=True)
    raise RefusalError(f"the site redirects more than {MAX_REDIRECTS} times; {_SAVE}")


def _page(response: httpx2.Response) -> Page:
    status = response.status_code
    if status != 200:
        raise RefusalError(_STATUSES.get(status) or _other_status(status))
    header = response.headers.get("content-type", "")
    kind = header.partition(";")[0].strip().lower()
    if kind not in TYPES:
        shown = f"has the type {kind}" if re.fullmatch(r"[\w.+-]+/[\w.+-]+", kind) else "does not say its type"
        raise RefusalError(f"the page {shown}; only HTML and plain text are read")
    charset = _CHARSET.search(header)
    return Page(str(response.url.copy_with(fragment=None)), _body(response), kind, charset[1] if charset else None)


def _body(response: httpx2.Response) -> bytes:
    """The body, decompressed; counted while it comes, so neither a long one nor a bomb fills the memory."""
    codings = response.headers.get_list("content-encoding", split_commas=True)
    if any(coding.strip().lower() not in _CODINGS for coding in codings) or len(codings) > 1:
        raise RefusalError(f"the site's answer is packed in an unknown way; {_SAVE}")
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > MAX_BYTES:
        raise RefusalError(_TOO_LARGE)
    data = bytearray()
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) > MAX_BYTES or response.num_bytes_downloaded > MAX_BYTES:
            raise RefusalError(_TOO_LARGE)
    return bytes(data)


def _checked(address: str, *, redirected: bool = False) -> httpx2.URL:
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


def _headers() -> dict[str, str]:
    try:
        release = version("onrecord")
    except PackageNotFoundError:
        release = "0"
    return {
        "user-agent": f"onrecord/{release} (+https://pypi.org/project/onrecord/)",
        "accept": "text/html,application/xhtml+xml,text/plain;q=0.8",
        "accept-language": "en",
        "accept-encoding": "gzip, deflate",
    }
