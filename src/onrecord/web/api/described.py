"""The JSON forms of frozen types, as models that describe them in OpenAPI.

`report.plain` writes any frozen type as an object of its fields; here the same rule makes the description, so that
the two cannot part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache, reduce
from operator import or_
from types import GenericAlias, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema, create_model

from onrecord.record.serialise import record_schema
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement


class SpanTold(BaseModel):
    """Words of an article, and where they stand in it."""

    span: tuple[int, int] = Field(description="[start, end) in Unicode code points of the report's text.")
    exact: str = Field(description="The words themselves.")


@cache
def described(kind: type[Any], /, **others: Any) -> type[BaseModel]:
    """The model of a frozen type as `plain` writes it; `others` are fields beside or in place of its own."""
    hints = get_type_hints(kind)
    own = {f.name: hints[f.name] for f in fields(kind) if not f.name.startswith("_")}
    told: dict[str, Any] = {name: (_as_told(hint), ...) for name, hint in {**own, **others}.items()}
    config = ConfigDict(extra="forbid", protected_namespaces=())
    model: type[BaseModel] = create_model(kind.__name__, __config__=config, __doc__=kind.__doc__, **told)
    return model


def _as_told(hint: Any) -> Any:
    """The type that stands for this one in JSON."""
    if hint is Span:
        return SpanTold
    if hint is Statement:
        return Annotated[dict[str, Any], WithJsonSchema(schema_of("statement"))]
    if isinstance(hint, type) and is_dataclass(hint):
        return described(hint)
    origin, parts = get_origin(hint), tuple(_as_told(part) for part in get_args(hint))
    if origin in (Union, UnionType):
        return reduce(or_, parts)
    if origin is tuple:
        return GenericAlias(tuple, parts)
    if origin in (dict, Mapping):
        return GenericAlias(dict, parts)
    return hint


def schema_of(name: str | None = None) -> dict[str, Any]:
    """The record's JSON Schema, or that of one of its parts, with what it refers to written out: OpenAPI would look
    for it in another place."""
    whole = record_schema()
    parts = whole.pop("$defs")
    wanted = {key: value for key, value in whole.items() if key not in ("$schema", "$id")} if name is None else None
    written: dict[str, Any] = _written_out(wanted if wanted is not None else parts[name], parts)
    return written


def _written_out(value: Any, parts: Mapping[str, Any]) -> Any:
    if isinstance(value, list):
        return [_written_out(part, parts) for part in value]
    if not isinstance(value, dict):
        return value
    rest = {key: _written_out(part, parts) for key, part in value.items() if key != "$ref"}
    if (reference := value.get("$ref")) is None:
        return rest
    return {**_written_out(parts[reference.removeprefix("#/$defs/")], parts), **rest}
