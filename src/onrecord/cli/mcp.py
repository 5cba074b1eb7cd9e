"""`onrecord mcp`: the store and the reader as tools of the Model Context Protocol."""

from __future__ import annotations

import os
import signal
import sys

from onrecord.cli.console import complain
from onrecord.cli.serve import TOKEN, address_of, demanded_token, hosts_of, listening
from onrecord.cli.where import kept_store
from onrecord.errors import OnrecordError, SetupError


def serve_mcp(store: str | None, *, http: bool, host: str, port: int) -> int:
    """Answer over standard input and output, or over HTTP until Ctrl-C. The exit status: 0 it ended as asked, 2 it
    could not begin. Standard output is the protocol's; all else is told on standard error."""
    try:
        _installed()
        token = demanded_token(host) if http else None
        with kept_store(store) as opened:
            import anyio

            from onrecord.mcp.running import PATH, http_app, serve_stdio
            from onrecord.mcp.server import create_server

            server = create_server(opened)
            if not http:
                # The thread that waits for standard input cannot be called off, and nothing here is written that a
                # sudden end could leave half done.
                signal.signal(signal.SIGINT, lambda number, frame: os._exit(0))
                anyio.run(serve_stdio, server)
                return 0
            import uvicorn

            listener = listening(host, port)
            told = [f"{opened.where} is at {address_of(host, port)}{PATH}"]
            if token is not None:
                made = f"of ${TOKEN}" if TOKEN in os.environ else f"{token}, which is not shown again"
                told.append(f"Every request needs the token {made}; put a server that speaks HTTPS in front.")
            print(*told, "Ctrl-C ends it.", sep="\n", file=sys.stderr, flush=True)
            app = http_app(server, token=token, hosts=hosts_of(host))
            # No access log: what somebody looks up is nobody else's business.
            with listener:
                uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning")).run(sockets=[listener])
        return 0
    except OnrecordError as error:
        return complain(str(error))


def _installed() -> None:
    try:
        import mcp  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError as error:
        raise SetupError('the tools need more packages; install them with `pip install "onrecord[mcp]"`') from error
