"""How a line of the log is written: an error is named with its place, never in its own words."""

import logging
import traceback
from types import TracebackType
from typing import Any

Fault = tuple[type[BaseException], BaseException, TracebackType | None]
# What Celery puts into its own lines besides ids: the error's words, arguments, return values.
CELERY_WORDS = frozenset({"exc", "traceback", "args", "kwargs", "return_value"})


class Discreet(logging.Formatter):
    """The words of an error may quote a row: PostgreSQL tells the values a constraint has refused,
    a conversion the text it could not read. Type and place are enough to find a fault; the event
    number on the visitor's page leads to the line (data protection 04).
    """

    def format(self, record: logging.LogRecord) -> str:
        plain = logging.makeLogRecord(record.__dict__)
        plain.args = _without_words(record.args)
        if isinstance(record.msg, BaseException):
            plain.msg, plain.args = type(record.msg).__name__, ()
        # Another handler may have kept the whole text on the record.
        plain.exc_text = None
        return super().format(plain)

    def formatException(self, ei: Any) -> str:  # noqa: N802 (the name the standard library calls)
        """Each error of the chain by its type, with the lines of code that led to it."""
        told: list[str] = []
        fault: BaseException | None = ei[1]
        while fault is not None and len(told) < DEEPEST:
            frames = traceback.format_tb(fault.__traceback__)
            told.append("".join([*frames, f"{type(fault).__module__}.{type(fault).__qualname__}"]))
            fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
        return "\nafter:\n".join(told)


DEEPEST = 8


def _without_words(args: Any) -> Any:
    """Errors among the arguments of a line become their types."""
    if isinstance(args, dict):
        return {
            name: "…" if name in CELERY_WORDS else _without_words_of(value)
            for name, value in args.items()
        }
    if isinstance(args, tuple):
        return tuple(_without_words_of(each) for each in args)
    return args


def _without_words_of(value: Any) -> Any:
    return type(value).__name__ if isinstance(value, BaseException) else value
