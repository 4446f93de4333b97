"""What the doctor looks at, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import PureWindowsPath

from kaohe.core.records import dataclass, field
from kaohe.excel.windows.manifest import Damage

#: Stands for Office on ARM processors among the bitnesses.
ARM = 0xAA64


class State(StrEnum):
    """How a check ended; unknown where it could not be made."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Result:
    """A check: its name for programs, its title, how it ended, what was found, what to do ("" for nothing)."""

    check: str
    title: str
    state: State
    detail: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """Excel on this PC; None for what is not there.

    ``automation`` is the program that answers to ``Excel.Application``, ``bits`` 32, 64 or ARM.
    """

    excel: PureWindowsPath | None = None
    version: str | None = None
    bits: int | None = None
    automation: PureWindowsPath | None = None


@dataclass(frozen=True, slots=True)
class Protection:
    """What may keep Excel from running the add-in.

    ``policies`` are the names of policies and settings that are in force, ``rules`` the identifiers of
    Defender's rules that block, ``scanners`` the virus scanners that are running.
    """

    policies: Mapping[str, int] = field(default_factory=dict)
    rules: frozenset[str] = frozenset()
    scanners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interpreter:
    """The Python that runs, and its parts; None for a part that can't be loaded.

    ``broken_cache`` are files of pywin32's cache of Excel's type library that can't be read; they make every
    call to Excel fail.
    """

    version: str
    bits: int
    folder: PureWindowsPath
    pywin32: str | None = None
    xlwings: str | None = None
    libraries: tuple[str, ...] = ()
    library_problem: str = ""
    broken_cache: tuple[str, ...] = ()
    cache_mended: bool = False


@dataclass(frozen=True, slots=True)
class Installed:
    """The installation; ``version`` and ``damage`` are None where there is none."""

    version: str | None = None
    damage: Damage | None = None
    registered: bool = False
    switched_off: bool = False
    disabled: bool = False
    trusted: bool = False
    from_internet: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What the function server said to a question whose answer is known."""

    value: object = None
    seconds: float = 0.0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the checks look at."""

    office: Office
    protection: Protection
    interpreter: Interpreter
    installed: Installed
    answer: Answer
