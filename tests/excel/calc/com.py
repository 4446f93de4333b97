"""Objects as COM hands them over: asked only for what Excel's type library knows, answered by plain classes.

A plain class (:class:`Behind`) has what of an interface the adapter knows, spelt as Excel spells it; what it gives
back that is such an object itself is handed over in the same way.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.excel.calc.windows import UNKNOWN_NAME, ComError, Dispatched, refusal
from tests.excel.objectmodel.library import Member, bound, library

#: pywin32's classes read a property that takes arguments by such a method too.
_READ = "Get"

#: What came after Excel 2010 and before 2016; the published descriptions do not tell these apart.
_OF_2013 = {("Window", "Hwnd")}


class Behind:
    """What answers for an object of ``interface``."""

    interface = ""


class Collection(Behind):
    """Objects in order, asked for by number or name."""

    def items(self) -> list[Any]:
        """Return them all."""
        raise NotImplementedError

    @property
    def Count(self) -> int:
        return len(self.items())

    def Item(self, Index: Any) -> Any:
        items = self.items()
        if isinstance(Index, str):
            found = [each for each in items if each.Name.casefold() == Index.casefold()]
        else:
            found = items[int(Index) - 1 : int(Index)]
        if not found:
            raise refusal("Subscript out of range")
        return found[0]


class _Unknown:
    """What pywin32 asks whether a member is there at all."""

    def GetIDsOfNames(self, *_: object) -> int:
        raise ComError(UNKNOWN_NAME, "Unknown name.")


class Com(Dispatched):
    """An object that was handed over."""

    def __init__(self, behind: Behind) -> None:
        self.__dict__.update(_behind=behind, _oleobj_=_Unknown())

    def __getattr__(self, name: str) -> Any:
        behind: Behind = self.__dict__["_behind"]
        member = _member(behind.interface, name)
        if member.is_method:
            return types.MethodType(_caller(member), self)
        with _own_words():
            return handed_over(getattr(behind, name))

    def __setattr__(self, name: str, value: Any) -> None:
        behind: Behind = self.__dict__["_behind"]
        member = _member(behind.interface, name)
        if member.is_method or member.writable is False:
            raise AttributeError(f"Property '<{behind.interface}>.{name}' can not be set.")
        with _own_words():
            setattr(behind, name, value)

    def __call__(self, *arguments: Any) -> Any:
        return self.Item(*arguments)

    def __iter__(self) -> Iterator[Any]:
        return map(handed_over, self.__dict__["_behind"].items())


def handed_over(result: Any) -> Any:
    """Return what an object behind gave back as COM hands it over."""
    return Com(result) if isinstance(result, Behind) else result


def behind(handed: Any) -> Any:
    """Return what answers for an object, also where xlwings has wrapped it; anything else as it is."""
    inner = handed.__dict__.get("_inner", handed) if hasattr(handed, "__dict__") else handed
    return inner.__dict__["_behind"] if isinstance(inner, Com) else inner


def _caller(member: Member) -> Any:
    def call(self: Com, *arguments: Any, **named: Any) -> Any:
        given = {name: behind(value) for name, value in bound(member, arguments, named).items() if value is not None}
        with _own_words():
            return handed_over(getattr(self.__dict__["_behind"], member.name)(**given))

    return call


def _member(interface: str, name: str) -> Member:
    known = library()
    member = None if name.startswith("__") else known.find(interface, name)
    if member is None and name.startswith(_READ):
        read = known.find(interface, name.removeprefix(_READ))
        member = None if read is None else Member(name, True, read.arguments, read.result, None, read.since)
    if member is None or (member.since != "2010" and (interface, name) not in _OF_2013):
        raise AttributeError(f"'<{interface} instance>' object has no attribute '{name}'")
    return member


@contextmanager
def _own_words() -> Iterator[None]:
    """Say of what goes wrong behind what COM would say; the adapter's own mistakes are told as such.

    xlwings takes an AttributeError for a busy Excel and asks again, for ever; LibreOffice's exceptions can't be raised
    through another ``with``.
    """
    try:
        yield
    except AttributeError as problem:
        raise NotImplementedError(f"the adapter does not know: {problem}") from problem
    except Exception as problem:
        if not hasattr(problem, "Message"):
            raise
        said = f"{type(problem).__name__}: {problem.Message}"
    else:
        return
    raise refusal(said)
