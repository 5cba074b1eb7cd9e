"""Logs of what goes on for long (`serve`, `watch`): none, lines for people, or one JSON object a line."""

from __future__ import annotations

import json
import logging
import os
import sys
from datetime import UTC, datetime

from onrecord.errors import InputError

VARIABLE = "ONRECORD_LOG"
"""The variable that says how to log: `text`, `json`; faults alone are told where it is not set."""


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, what is told with it, and the fault if any."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "told", {}),
        }
        if record.exc_info:
            line["fault"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class TextLines(logging.Formatter):
    """Time, level, message, then `name=value`."""

    def format(self, record: logging.LogRecord) -> str:
        told = "".join(f" {name}={value}" for name, value in getattr(record, "told", {}).items())
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        fault = "\n" + self.formatException(record.exc_info) if record.exc_info else ""
        return f"{time} {record.levelname.lower()} {record.getMessage()}{told}{fault}"


def log_as_asked() -> None:
    """Log to standard error as the environment asks.

    Raises:
        InputError: it asks for what there is not.
    """
    asked = os.environ.get(VARIABLE)
    if not asked:
        return
    formatters: dict[str, logging.Formatter] = {"json": JsonLines(), "text": TextLines()}
    if asked not in formatters:
        raise InputError(f"${VARIABLE}", f"is {asked!r}, not json or text")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatters[asked])
    logger = logging.getLogger("onrecord")
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False
