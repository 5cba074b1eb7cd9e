"""`onrecord serve`: the store in a browser."""

from __future__ import annotations

import ipaddress
import os
import secrets
import socket
from pathlib import Path

from onrecord.cli.console import complain
from onrecord.cli.logs import log_as_asked
from onrecord.cli.where import store_name
from onrecord.errors import InputError, OnrecordError, SetupError

TOKEN = "ONRECORD_TOKEN"
"""The variable that holds the token which is demanded on other addresses than this machine's own."""

_SHORTEST = 16


def serve(store: str | None, host: str, port: int) -> int:
    """Serve the pages and the API until Ctrl-C. The exit status: 0 it ended as asked, 2 it could not begin."""
    from onrecord.store.open import open_store

    try:
        log_as_asked()
        _installed()
        token = demanded_token(host)
        new = "://" not in (name := store_name(store)) and not Path(name).exists()
        with listening(host, port) as listener, open_store(name) as opened:
            import uvicorn

            from onrecord.web.app import create_app

            shown = address_of(host, port)
            print(
                f"{opened.where}{' (new, and empty)' if new else ''} is at {shown}/"
                + (f"?token={token}" if token and TOKEN not in os.environ else "")
            )
            if token is not None:
                made = f"of ${TOKEN}" if TOKEN in os.environ else "in this address, which is not shown again"
                print(f"Everything needs the token {made}; put a server that speaks HTTPS in front.")
            print("Ctrl-C ends it.", flush=True)
            app = create_app(opened, token=token, hosts=hosts_of(host))
            # No access log: an address can hold the token, and what somebody looks up is nobody else's business.
            config = uvicorn.Config(app, access_log=False, log_level="warning", server_header=False)
            try:
                uvicorn.Server(config).run(sockets=[listener])
            finally:
                for job in app.state.jobs.close():
                    complain(f"{job}: was not read to its end; add it again")
        return 0
    except OnrecordError as error:
        return complain(str(error))


def listening(host: str, port: int) -> socket.socket:
    """A socket that takes connections at this address.

    Raises:
        InputError: it cannot: the port is taken, or the address is none of this machine's.
    """
    bare = host.strip("[]")
    try:
        family = socket.getaddrinfo(bare, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((bare, port), family=family)
    except OSError as error:
        reason = f"cannot be listened on ({error.strerror or error}); give another --host or --port"
        raise InputError(address_of(host, port), reason) from error


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def address_of(host: str, port: int) -> str:
    """The address to open; an IPv6 address stands in brackets."""
    bare = host.strip("[]")
    return f"http://{f'[{bare}]' if ':' in bare else bare}:{port}"


def hosts_of(host: str) -> tuple[str, ...]:
    """The hosts that a request may name: those of this machine and the one that is listened on; any where that is
    all of them, since their names cannot be known (the token is demanded then)."""
    bare = host.strip("[]")
    if bare in ("0.0.0.0", "::"):
        return ("*",)
    return ("127.0.0.1", "localhost", "[::1]", f"[{bare}]" if ":" in bare else bare.lower())


def demanded_token(host: str) -> str | None:
    """The token that every request must carry: that of the environment, else none on this machine's own addresses, and
    a new one on all others.

    Raises:
        InputError: the one of the environment is too short.
    """
    token = os.environ.get(TOKEN)
    if token is None:
        return None if is_loopback(host) else secrets.token_urlsafe(32)
    if len(token) < _SHORTEST:
        raise InputError(f"${TOKEN}", f"has fewer than {_SHORTEST} characters; `openssl rand -hex 32` makes a good one")
    return token


def _installed() -> None:
    try:
        import fastapi  # noqa: F401
        import prometheus_client  # noqa: F401
        import python_multipart  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError as error:
        raise SetupError('the pages need more packages; install them with `pip install "onrecord[web]"`') from error
