"""Kaohe: scores, ranks and checks yearly assessment tables (考核) in Excel.

The names below are the Python door (see :mod:`kaohe.api`); every other module is private and may change.
They are loaded when they are first asked for: ``import kaohe`` alone costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kaohe.api import (
        FileProblem,
        Finding,
        Match,
        Matcher,
        Outcome,
        Reading,
        Sheets,
        UnitResult,
        WriteReport,
        explain,
        match,
        matcher,
        parse,
        read,
        recalculate,
        write,
    )

__version__ = "0.2.0"

__all__ = [
    "FileProblem",
    "Finding",
    "Match",
    "Matcher",
    "Outcome",
    "Reading",
    "Sheets",
    "UnitResult",
    "WriteReport",
    "__version__",
    "explain",
    "match",
    "matcher",
    "parse",
    "read",
    "recalculate",
    "write",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module("kaohe.api"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*globals(), *(name for name in __all__ if name not in globals())]
