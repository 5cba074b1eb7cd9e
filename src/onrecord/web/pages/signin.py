"""The token, typed in instead of opened as an address."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from onrecord.web.security import SIGN_IN, signed_in

router = APIRouter()


@router.post(SIGN_IN)
async def sign_in(request: Request) -> Response:
    """On to the first page, for whoever has the token."""
    keys = request.app.state.keys
    if keys.token is None:
        return RedirectResponse("/", 303)
    async with request.form() as form:
        token = form.get("token")
    if not isinstance(token, str) or not keys.is_token(token.strip()):
        raise HTTPException(401)
    return signed_in(keys, "/")
