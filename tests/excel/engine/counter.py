"""Counts what a macro asks of the object model, as every question is a call between two processes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar

_T = TypeVar("_T", bound=type)


class Calls:
    """``reads`` and ``writes`` by member, such as ``Range.raw_value``; ``steps`` lead to an object, no more."""

    def __init__(self) -> None:
        self.reads: Counter[str] = Counter()
        self.writes: Counter[str] = Counter()
        self.steps: Counter[str] = Counter()
        self.before_each: Callable[[str], None] = _nothing
        self.after_each: Callable[[str], None] = _nothing

    @contextmanager
    def around(self, kind: str, member: str) -> Iterator[None]:
        """Count a call, and let a test make it fail: before it takes effect, or after."""
        self.before_each(member)
        getattr(self, kind)[member] += 1
        yield
        self.after_each(member)

    def let_pass(self) -> None:
        """Let no further call fail."""
        self.before_each = self.after_each = _nothing

    def clear(self) -> None:
        for counter in (self.reads, self.writes, self.steps):
            counter.clear()

    @property
    def total(self) -> int:
        """Reads plus writes."""
        return self.reads.total() + self.writes.total()


def _nothing(member: str) -> None:
    """Let a call pass."""


calls = Calls()


def counted(*, writes: tuple[str, ...] = (), steps: tuple[str, ...] = ()) -> Callable[[_T], _T]:
    """Make a class of the engine count: its properties, and its methods as ``writes``, ``steps`` or else reads."""

    def count(cls: _T) -> _T:
        for name, member in list(vars(cls).items()):
            if name.startswith("_") or name in {"api", "app", "engine"}:
                continue
            kind = "writes" if name in writes else "steps" if name in steps else "reads"
            if isinstance(member, property):
                setter = member.fset and _counting(member.fset, "writes", f"{cls.__name__}.{name}")
                setattr(cls, name, property(_counting(member.fget, kind, f"{cls.__name__}.{name}"), setter))
            elif callable(member):
                setattr(cls, name, _counting(member, kind, f"{cls.__name__}.{name}"))
        return cls

    return count


def _counting(function: Any, kind: str, member: str) -> Any:
    @wraps(function)
    def call(*arguments: Any, **named: Any) -> Any:
        with calls.around(kind, member):
            return function(*arguments, **named)

    return call
