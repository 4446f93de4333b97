"""Somebody who answers in the person's place while the self-test runs: yes to questions, files where they are wanted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kaohe.core.records import dataclass, field


@dataclass(slots=True)
class StandIn:
    """``files`` are chosen in dialogues, in this order; ``boxes`` are what was asked and told.

    ``answers`` are given to the first questions, yes to all others.
    """

    files: list[Path] = field(default_factory=list)
    answers: list[bool] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)


_standing_in: list[StandIn] = []


def stand_in() -> StandIn | None:
    """Return who answers in the person's place, None where the person does."""
    return _standing_in[-1] if _standing_in else None


@contextmanager
def answered_by(someone: StandIn) -> Iterator[StandIn]:
    """Let somebody answer in the person's place."""
    _standing_in.append(someone)
    try:
        yield someone
    finally:
        _standing_in.pop()
