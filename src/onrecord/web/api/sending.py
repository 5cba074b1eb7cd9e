"""Answers on their way out, as the bytes that the command line would print."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import Response


def send_json(value: Any, status: int = 200) -> Response:
    """One object as JSON.

    Written out here and not by FastAPI, which would go over every value once more to check what frozen types already
    warrant: that takes longer than most searches.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Response(text.encode("utf-8", "replace"), status, media_type="application/json")


def send_csv(table: str, name: str, following: str | None) -> Response:
    """A table to keep as a file; `following` is where the rows after it are, told in the `Link` header."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if following is not None:
        headers["Link"] = f'<{following}>; rel="next"'
    return Response(table.encode("utf-8", "replace"), headers=headers, media_type="text/csv")
