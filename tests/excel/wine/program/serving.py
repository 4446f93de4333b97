"""Objects of the program as COM sees them: members by the numbers of the type library, arguments checked against it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pythoncom
import pywintypes
import win32com.server.policy
import win32com.server.util
import winerror
from tests.excel.engine.cells import ComError
from tests.excel.objectmodel.library import Member, bound, library
from tests.excel.objectmodel.typelib import CLASSES, LIBRARY, identifier
from win32com.server.exception import COMException

_PUT = pythoncom.DISPATCH_PROPERTYPUT | pythoncom.DISPATCH_PROPERTYPUTREF

#: What Excel gives for whatever it refuses, behind "exception occurred" (application-defined or object-defined error).
_REFUSED = -2146827284

#: What stands for an argument that is left out (DISP_E_PARAMNOTFOUND).
_LEFT_OUT = -2147352572

#: What was asked, by interface and member, and what was asked in vain.
asked: Counter[str] = Counter()
refused: list[str] = []


class Served:
    """An object that is served; ``interface`` is its name in the library."""

    interface: str

    def member(self, name: str) -> Any:
        """Return a value, or what takes the arguments; AttributeError where the program has no such member."""
        return getattr(self, name)

    def assign(self, name: str, value: Any) -> None:
        """Assign a property."""
        getattr(self, f"put_{name}")(value)


@cache
def _known(interface: str) -> tuple[Any, dict[int, str], dict[str, int]]:
    """Return the type information of an interface, and its members by number and by lower-case name."""
    types = pythoncom.LoadRegTypeLib(pywintypes.IID(f"{{{LIBRARY}}}"), 1, 9, 0)
    found = types.GetTypeInfoOfGuid(pywintypes.IID(f"{{{identifier(CLASSES.get(interface, interface))}}}"))
    names = {}
    for index in range(found.GetTypeAttr().cFuncs):
        number = found.GetFuncDesc(index).memid
        names[number] = found.GetNames(number)[0]
    return found, names, {name.lower(): number for number, name in names.items()}


class Policy(win32com.server.policy.BasicWrapPolicy):
    """Answers for one object."""

    def _wrap_(self, served: Served) -> None:
        self._obj_ = served
        self._types, self._names, self._numbers = _known(served.interface)
        served._policy_ = self  # type: ignore[attr-defined]

    def _query_interface_(self, iid: Any) -> int:
        interface = self._obj_.interface
        return int(iid == pywintypes.IID(f"{{{identifier(CLASSES.get(interface, interface))}}}"))

    def _getdispid_(self, name: str, fdex: int) -> int:
        if name.lower() not in self._numbers:
            refused.append(f"{self._obj_.interface}.{name}: no such member")
            raise COMException(scode=winerror.DISP_E_UNKNOWNNAME, desc=f"Unknown name {name}.")
        return self._numbers[name.lower()]

    def _GetTypeInfoCount_(self) -> int:  # noqa: N802 - pywin32's name
        return 1

    def _GetTypeInfo_(self, index: int, lcid: int) -> tuple[int, Any]:  # noqa: N802 - pywin32's name
        return 0, self._types

    def _invokeex_(self, dispid: int, lcid: int, flags: int, args: tuple[Any, ...], kwargs: Any, site: Any) -> Any:
        name = self._names.get(dispid)
        if name is None:
            raise COMException(scode=winerror.DISP_E_MEMBERNOTFOUND, desc="Member not found.")
        what = f"{self._obj_.interface}.{name}"
        asked[what] += 1
        try:
            return _answer(self._obj_, name, args, is_put=bool(flags & _PUT))
        except ComError as problem:
            raise _excel_says(problem.args[1], problem.hresult) from None
        except COMException:
            raise
        except Exception as problem:  # a fault of the caller's or of the program's: the test names it
            refused.append(f"{what}: {type(problem).__name__}: {problem}")
            raise _excel_says(f"{what}: {type(problem).__name__}: {problem}") from None


def _answer(served: Served, name: str, args: tuple[Any, ...], *, is_put: bool) -> Any:
    if name == "_NewEnum":
        items = [to_com(each) for each in served.member("items")()]
        return win32com.server.util.NewEnum(items)
    member = library().find(served.interface, "Item" if name == "_Default" else name)
    assert member is not None, name
    given = [None if arg == _LEFT_OUT else from_com(arg) for arg in args]
    if is_put:
        _require_writable(served, member)
        assert all(each is None for each in given[:-1]), "a property is assigned without arguments"
        served.assign(name, given[-1])
        return None
    while given and given[-1] is None:
        given.pop()  # left out, one by one
    arguments = {key: value for key, value in bound(member, given, {}).items() if value is not None}
    found = served.member(member.name)
    return to_com(found(**arguments) if callable(found) else found)


def _require_writable(served: Served, member: Member) -> None:
    if member.writable is False:
        refused.append(f"{served.interface}.{member.name}: can't be assigned")
        raise COMException(scode=winerror.DISP_E_MEMBERNOTFOUND, desc="Member not found.")


def _excel_says(text: str, hresult: int = winerror.DISP_E_EXCEPTION) -> COMException:
    """Return Excel's refusal: the sentence with its number, or the bare number of one that COM itself knows."""
    scode = _REFUSED if hresult == winerror.DISP_E_EXCEPTION else hresult
    return COMException(desc=text, scode=scode, source="Microsoft Excel")


def interface_pointer(served: Served) -> Any:
    """Return what COM hands over for an object; the same one each time."""
    policy = getattr(served, "_pointer_", None)
    if policy is None:
        policy = served._pointer_ = win32com.server.util.wrap(served, usePolicy=Policy)  # type: ignore[attr-defined]
    return policy


def to_com(value: Any) -> Any:
    """Return a value as it goes into a VARIANT; blocks as lists, since a tuple would be several answers."""
    if isinstance(value, Served):
        return interface_pointer(value)
    if isinstance(value, tuple):
        return [tuple(map(to_com, row)) if isinstance(row, tuple) else to_com(row) for row in value]
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC)
    return value


def from_com(value: Any) -> Any:
    """Return a value that came in: one of the program's own objects as itself, dates without a time zone."""
    if isinstance(value, pythoncom.TypeIIDs[pythoncom.IID_IDispatch]):
        return win32com.server.util.unwrap(value)
    if isinstance(value, tuple):
        return tuple(map(from_com, value))
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return value
