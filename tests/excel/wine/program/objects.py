"""Excel's objects over those of the test engine: first what is spelt out here, then what the engine itself hands out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from tests.excel.engine.cells import ComError
from tests.excel.engine.held import Held
from tests.excel.engine.sheet import REFUSED
from tests.excel.wine.program.serving import Served


class Over(Served):
    """An object over one of the engine's (``own``); ``behind`` is what the engine hands out as Excel's own object."""

    behind: Any = None

    def __init__(self, own: Any) -> None:
        self.own = own

    def member(self, name: str) -> Any:
        if hasattr(self, name):
            return getattr(self, name)
        return served(getattr(self.behind, name))

    def assign(self, name: str, value: Any) -> None:
        put = getattr(self, f"put_{name}", None)
        if put is None:
            setattr(self.behind, name, value)
        else:
            put(value)


class Anything(Over):
    """An object that the engine hands out, of whichever interface."""

    def __init__(self, interface: str, behind: Any) -> None:
        self.interface, self.behind = interface, behind


class Collection(Over):
    """A collection: asked by number or name."""

    @property
    def Application(self) -> Served:  # noqa: N802
        return Makers.application[0]

    def items(self) -> Sequence[Served]:
        """Return what is in it, in order."""
        raise NotImplementedError

    @property
    def Count(self) -> int:  # noqa: N802
        return len(self.items())

    def Item(self, Index: Any) -> Served:  # noqa: N802, N803
        items = self.items()
        if isinstance(Index, str):
            found = [each for each in items if str(each.member("Name")).casefold() == Index.casefold()]
        else:
            found = [*items[int(Index) - 1 : int(Index)]] if Index >= 1 else []
        if not found:
            raise ComError(REFUSED, "Subscript out of range")
        return found[0]


class Of(Collection):
    """A collection of what a function gives."""

    def __init__(self, interface: str, items: Callable[[], Sequence[Served]]) -> None:
        self.interface, self._items = interface, items

    def items(self) -> Sequence[Served]:
        return self._items()


class Makers:
    """Which class serves what of the engine, filled where the classes stand; and the application, once it runs."""

    of: ClassVar[dict[str, Callable[[Any], Served]]] = {}
    application: ClassVar[list[Served]] = []


def served(value: Any) -> Any:
    """Return what of the engine goes to the caller: its objects wrapped, calls that answer with objects as well."""
    if isinstance(value, Served):
        return value
    if isinstance(value, Held):
        return _behind(value)
    make = Makers.of.get(type(value).__name__)
    if make is not None:
        return make(value)
    if callable(value):
        return lambda **arguments: served(value(**arguments))
    return value


def _behind(held: Held) -> Served:
    interface, target = held.__dict__["_interface"], held.__dict__["_target"]
    own = next((each for each in (getattr(target, name, None) for name in ("sheet", "_cells", "book")) if each), None)
    make = Makers.of.get(interface)
    return make(own) if own is not None and make is not None else Anything(interface, target)
