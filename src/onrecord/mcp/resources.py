"""The stored reports as resources: listed the newest first, each readable as its record in JSON."""

from __future__ import annotations

from mcp.shared.exceptions import MCPError
from mcp_types import (
    INTERNAL_ERROR,
    INVALID_PARAMS,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ReadResourceResult,
    Resource,
    ResourceTemplate,
    TextResourceContents,
)

from onrecord.errors import OnrecordError
from onrecord.inquiry.names import report_key
from onrecord.mcp.links import TEMPLATE, key_of, resource_of
from onrecord.mcp.results import reason_of
from onrecord.record.serialise import to_json
from onrecord.store.base import Store, Version
from onrecord.store.errors import NoSuchReportError, QueryError
from onrecord.web.api.taking_turns import reading

JSON = "application/json"
_TOLD = "The record of a report, as `onrecord read --json` writes it."


@reading
def listed(store: Store, cursor: str | None) -> ListResourcesResult:
    """A page of the reports, the newest first.

    Raises:
        MCPError: the cursor is not one from here, or the store cannot be read.
    """
    try:
        page = store.reports(cursor=cursor)
    except OnrecordError as error:
        raise _protocol_error(error) from error
    return ListResourcesResult(resources=[_resource(version) for version in page.reports], next_cursor=page.next)


def templates() -> ListResourceTemplatesResult:
    """The one sort of resource there is."""
    one = ResourceTemplate(
        name="report", title="A stored report", uri_template=TEMPLATE, description=_TOLD, mime_type=JSON
    )
    return ListResourceTemplatesResult(resource_templates=[one])


@reading
def read(store: Store, uri: str) -> ReadResourceResult:
    """The record of the report that an address names.

    Raises:
        MCPError: there is none, or the store cannot be read.
    """
    try:
        key = key_of(uri)
        if key is None or (found := report_key(store, key)) is None:
            raise MCPError(
                INVALID_PARAMS, f"there is no {uri}; a report is at {TEMPLATE}, its key percent-encoded", {"uri": uri}
            )
        text = to_json(store.record(found))
    except OnrecordError as error:
        raise _protocol_error(error) from error
    return ReadResourceResult(contents=[TextResourceContents(uri=uri, mime_type=JSON, text=text)])


def _resource(version: Version) -> Resource:
    told = " · ".join(part for part in (version.publisher, version.date) if part)
    uri = resource_of(version.report)
    return Resource(name=version.report, title=version.title, uri=uri, description=told or None, mime_type=JSON)


def _protocol_error(error: OnrecordError) -> MCPError:
    asked_wrongly = isinstance(error, QueryError | NoSuchReportError)
    return MCPError(INVALID_PARAMS if asked_wrongly else INTERNAL_ERROR, reason_of(error))
