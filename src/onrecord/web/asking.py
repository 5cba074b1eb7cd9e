"""What an address asks, with the limits of the API; a field that a form leaves empty asks nothing."""

from __future__ import annotations

from typing import TypeVar

from pydantic import ValidationError
from starlette.requests import Request

from onrecord.store.base import Store
from onrecord.store.errors import QueryError
from onrecord.web.answers import Answers
from onrecord.web.api.asked import Asked

A = TypeVar("A", bound=Asked)


def store_of(request: Request) -> Store:
    """The store that is shown."""
    store: Store = request.app.state.store
    return store


def answers_of(request: Request) -> Answers:
    """What questions over many reports have found."""
    answers: Answers = request.app.state.answers
    return answers


def given(request: Request) -> dict[str, str]:
    """The parameters that say something."""
    return {name: value.strip() for name, value in request.query_params.items() if value.strip()}


def asked(kind: type[A], request: Request) -> A:
    """The parameters as a question of this kind; others are left out of account.

    Raises:
        QueryError: one has a value that it cannot have.
    """
    try:
        return kind.model_validate({name: value for name, value in given(request).items() if name in kind.model_fields})
    except ValidationError as error:
        told = "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors())
        raise QueryError(told) from error
