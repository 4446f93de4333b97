"""Excel's own objects as the engine hands them out: whatever Excel's type library does not know is refused.

Without this a misspelt member or argument could stand in a macro and in the engine alike.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.excel.engine.counter import calls
from tests.excel.objectmodel.library import Member, bound, library


class Held:
    """An object of an interface; ``target`` has what of it the engine knows, spelt as in the library."""

    def __init__(self, interface: str, target: Any) -> None:
        self.__dict__.update(_interface=interface, _target=target)

    def __getattr__(self, name: str) -> Any:
        member = self._member(name)
        if member.is_method:
            return partial(self._call, member)
        with calls.around("steps" if member.result else "reads", f"{self._interface}.{name}"):
            return getattr(self._target, name)

    def __setattr__(self, name: str, value: Any) -> None:
        member = self._member(name)
        if member.is_method or member.writable is False:
            raise AttributeError(f"Property '<{self._interface}>.{name}' can not be set.")
        with calls.around("writes", f"{self._interface}.{name}"):
            setattr(self._target, name, value)

    def __call__(self, *arguments: Any) -> Any:
        """Ask the default member of a collection."""
        return self.Item(*arguments)

    def _call(self, member: Member, *arguments: Any, **named: Any) -> Any:
        given = bound(member, arguments, named)
        with calls.around("writes", f"{self._interface}.{member.name}"):
            return getattr(self._target, member.name)(**given)

    def _member(self, name: str) -> Member:
        """Return a member; an object that pywin32 knows the library of raises the same for an unknown one."""
        member = None if name.startswith("__") else library().find(self._interface, name)
        if member is None:
            raise AttributeError(f"'<{self._interface} instance>' object has no attribute '{name}'")
        return member


def target_of(held: Any) -> Any:
    """Return the engine's own object behind one that was handed out."""
    return held.__dict__["_target"]
