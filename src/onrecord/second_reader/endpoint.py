"""An OpenAI-compatible endpoint as a second reader, which is given little time and never stops the first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from onrecord.errors import InputError
from onrecord.second_reader.answer import Proposal, SecondReaderError, proposals_of, request
from onrecord.second_reader.placing import left_alone, placed
from onrecord.tagger.find import Attribution

MOST_TEXT = 60_000
"""Code points of an article that is sent; a longer one is not."""

MOST_BYTES = 2_000_000
"""Bytes of a response."""

TRIES = 2
"""Requests for one article, where the endpoint cannot be reached or is busy."""

FAILURES = 3
"""Articles in a row without an answer, after which it is asked no more."""

_BUSY = (429, 500, 502, 503, 504)


@dataclass(eq=False)
class SecondReader:
    """What `Reader.proposals` can be: asks the endpoint about each article.

    Attributes:
        url: the address below which `/chat/completions` is, such as `http://localhost:11434/v1`.
        model: the model's name, which the notes of its statements carry.
        complain: is told in one line what went wrong; reading goes on.
        key: sent as the bearer token, if given.
        seconds: that one article may take, with all tries.
    """

    url: str
    model: str
    complain: Callable[[str], object]
    key: str | None = field(default=None, repr=False)
    seconds: float = 60.0
    _failed: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        """Raises InputError where the address is none of http or https."""
        try:
            parts = urlsplit(self.url)
            usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            usable = False
        if not usable:
            raise InputError(self.url, "is no address of a second reader; it begins with http:// or https://")

    def __call__(self, text: str, found: Sequence[Attribution]) -> list[Attribution]:
        """What it proposes beside the attributions that were found; nothing where it fails, which is told once."""
        if self._failed >= FAILURES:
            return []
        if len(text) > MOST_TEXT:
            self.complain(
                f"the second reader {self.model} was not asked: the text has more than {MOST_TEXT} characters"
            )
            return []
        try:
            proposals = self._ask(text)
        except SecondReaderError as error:
            self._failed += 1
            last = "; it is asked no more" if self._failed == FAILURES else ""
            self.complain(f"the second reader {self.model} added nothing: {error}{last}")
            return []
        self._failed = 0
        at = [a for proposal in proposals if (a := placed(text, proposal, self.model))]
        if missing := len(proposals) - len(at):
            self.complain(
                f"the second reader {self.model}: {missing} of {len(proposals)} proposals left out, whose words do not"
                " stand in the article once and near each other"
            )
        return left_alone(at, found)

    def _ask(self, text: str) -> list[Proposal]:
        try:
            return proposals_of(asyncio.run(asyncio.wait_for(self._answer(text), self.seconds)))
        except TimeoutError as error:
            raise SecondReaderError(f"it gave no answer in {self.seconds:g} seconds") from error
        except UnicodeError as error:
            raise SecondReaderError("its address or its key has characters that cannot be sent") from error

    async def _answer(self, text: str) -> bytes:
        """The body of the response to the first request that has one."""
        import httpx2

        address = self.url.rstrip("/").removesuffix("/chat/completions") + "/chat/completions"
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        reason = ""
        # The time is limited as a whole, around this; no redirect is followed, since the key would travel with it.
        async with httpx2.AsyncClient(timeout=None, trust_env=False, headers=headers) as client:
            for again in range(TRIES):
                if again:
                    await asyncio.sleep(1)
                try:
                    async with client.stream("POST", address, json=request(self.model, text)) as response:
                        if response.status_code == 200:
                            return await _body(response)
                        reason = f"it answered with status {response.status_code}"
                        if response.status_code not in _BUSY:
                            break
                except (httpx2.HTTPError, httpx2.InvalidURL) as error:
                    reason = f"it cannot be reached ({type(error).__name__})"
        raise SecondReaderError(reason)


async def _body(response: object) -> bytes:
    import httpx2

    assert isinstance(response, httpx2.Response)
    body = b""
    async for part in response.aiter_bytes():
        body += part
        if len(body) > MOST_BYTES:
            raise SecondReaderError(f"its response has more than {MOST_BYTES} bytes")
    return body
