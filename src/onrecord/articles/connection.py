"""A transport for httpx2 that connects to checked addresses only, and not longer than allowed.

The check is where the connection is made: a host's name is resolved once, every address it
has is checked, and the connection goes to the checked address itself. So neither another
answer of the name server nor a redirect leads elsewhere. TLS still verifies the host's name.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore2
import httpx2

from onrecord.articles.guard import PRIVATE, RefusalError, is_public, resolve

_TOO_SLOW = "the site did not answer in time; try again later, or save the page and give the file"


class Deadline:
    """A moment to be done by, `seconds` from its making."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left; RefusalError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise RefusalError(_TOO_SLOW, passing=True)
        return left


class CheckedBackend(httpcore2.NetworkBackend):
    """Opens connections to public addresses, or to any with `allow_private`."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """A stream to the first address of `host` that answers; RefusalError if any of them is not allowed."""
        addresses = resolve(host, port, timeout=self._deadline.left())
        if not self._allow_private and not all(is_public(address) for address in addresses):
            raise RefusalError(PRIVATE)
        for index, address in enumerate(addresses):
            # Every address gets its share of the time, so that a dead first one leaves some for the next.
            share = self._deadline.left() / (len(addresses) - index)
            try:
                stream = self._plain.connect_tcp(address, port, share, local_address, socket_options)
                return _TimedStream(stream, self._deadline)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        self._deadline.left()
        raise RefusalError("the host cannot be reached; check the address and the connection", passing=True)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore2.NetworkStream:
        """Never: a file of this machine is no site."""
        raise RefusalError(PRIVATE)


class _TimedStream(httpcore2.NetworkStream):
    """A stream whose every step ends by the deadline, however slowly the bytes drip."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        try:
            stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        except httpcore2.ConnectError as error:
            self.close()
            if isinstance(error.__cause__, ssl.SSLCertVerificationError):
                raise RefusalError("the site's certificate is not valid; save the page and give the file") from None
            raise RefusalError(
                "no secure connection to the site (TLS failed); try again or give the saved page"
            ) from None
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class CheckedTransport(httpx2.BaseTransport):
    """The transport over a CheckedBackend; no proxy, nothing from the environment."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(trust_env=False),
            network_backend=CheckedBackend(deadline, allow_private=allow_private),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request; httpcore2's errors come out as they are."""
        url = request.url
        response = self._pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx2.Response(response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, response: httpcore2.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()
