"""The server: what it lists and how a call is answered, whatever it is reached by."""

from __future__ import annotations

from typing import Any

from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
)

from onrecord.mcp import resources
from onrecord.mcp.archive import Archive
from onrecord.mcp.results import refused
from onrecord.mcp.tools import QUESTIONS
from onrecord.reading import Reader, package_version
from onrecord.store.base import Store
from onrecord.web.answers import Answers

_INSTRUCTIONS = (
    "onrecord keeps what news reports say: who said what, in which words, who counted how many, who did what to whom."
    " It tells what was reported and by whom, never what is true. Quote the exact words, name whose they are and give"
    " the link. An empty field with a note means that the report does not tell."
)


Context = ServerRequestContext[Any]


def create_server(store: Store, reader: Reader | None = None) -> Server[Any]:
    """The tools and resources over a store.

    Args:
        store: what is asked; it stays open when the server ends.
        reader: what reads texts; the shipped one, loaded when it is first needed, if not given.
    """
    archive = Archive(store, Answers(store), reader)
    questions = {question.name: question for question in QUESTIONS}

    async def list_tools(context: Context, wanted: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[question.tool() for question in QUESTIONS])

    async def call_tool(context: Context, call: CallToolRequestParams) -> CallToolResult:
        if (question := questions.get(call.name)) is None:
            raise MCPError(INVALID_PARAMS, f"there is no tool {call.name!r}; there are {', '.join(questions)}")
        try:
            return await question.answer(archive, question.takes.model_validate(call.arguments or {}))
        except Exception as error:  # whoever asked must be told, and the server go on
            return refused(error)

    async def list_resources(context: Context, wanted: PaginatedRequestParams | None) -> ListResourcesResult:
        return await resources.listed(store, wanted.cursor if wanted else None)

    async def list_templates(context: Context, wanted: PaginatedRequestParams | None) -> ListResourceTemplatesResult:
        return resources.templates()

    async def read_resource(context: Context, wanted: ReadResourceRequestParams) -> ReadResourceResult:
        return await resources.read(store, wanted.uri)

    return Server(
        "onrecord",
        title="onrecord",
        version=package_version(),
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_list_resource_templates=list_templates,
        on_read_resource=read_resource,
    )
