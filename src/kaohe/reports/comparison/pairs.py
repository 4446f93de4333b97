"""Which element of one list is which of another."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from kaohe.core.records import NamedTuple

T = TypeVar("T")


class Pairs(NamedTuple):
    """Indices: ``of_new[new]`` is the old element that a new one is; ``gone`` are the old ones without a new one."""

    of_new: dict[int, int]
    gone: list[int]


def pair(old: Sequence[T], new: Sequence[T], keys: Sequence[Callable[[T], Hashable | None]]) -> Pairs:
    """Pair elements by equal keys, the surest key first; each pass sees only what is left, in order.

    A key of None pairs with nothing.
    """
    of_new: dict[int, int] = {}
    left = list(range(len(old)))
    for key in keys:
        waiting = [index for index in range(len(new)) if index not in of_new]
        if not waiting or not left:
            break
        of_new |= _pass(old, new, left, waiting, key)
        taken = set(of_new.values())
        left = [index for index in left if index not in taken]
    return Pairs(of_new, left)


def _pass(
    old: Sequence[T], new: Sequence[T], left: Sequence[int], waiting: Sequence[int], key: Callable[[T], Hashable | None]
) -> dict[int, int]:
    by_key: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for index in left:
        if (found := key(old[index])) is not None:
            by_key[found].append(index)
    return {index: queue.popleft() for index in waiting if (queue := by_key.get(key(new[index])))}
