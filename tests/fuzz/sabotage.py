"""Safeguards switched off, one at a time: trials that do not notice would prove nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from kaohe.files.disk import lock, replacing


def _nothing(*_: object, **__: object) -> None:
    """Do nothing."""


def _alone(*_: object) -> Any:
    return nullcontext()


#: What is switched off → the places of the function that does it, and what stands in for it.
SABOTAGES: dict[str, tuple[tuple[tuple[Any, str], ...], Any]] = {
    "lock": (((lock, "alone"), (replacing, "alone")), _alone),
    "comparison": (((replacing, "_require_same"),), _nothing),
    "take-back": (((replacing, "_take_back"),), _nothing),
    "backup": (((replacing, "_backed_up"),), _nothing),
    "clearing": (((lock, "clear_leftovers"),), _nothing),
    "removal": (((replacing, "_remove"),), _nothing),
    "rename": (((replacing, "_rename"),), lambda fresh, target: target.write_bytes(fresh.read_bytes())),
}


@contextmanager
def sabotaged(name: str | None) -> Iterator[None]:
    """Switch one safeguard off for a while; none where no name is given."""
    places, instead = SABOTAGES[name] if name else ((), None)
    before = [getattr(module, function) for module, function in places]
    for module, function in places:
        setattr(module, function, instead)
    try:
        yield
    finally:
        for (module, function), real in zip(places, before, strict=True):
            setattr(module, function, real)
