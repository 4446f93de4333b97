"""What was made of the last few arguments, kept by the arguments themselves and not by what they hold.

Each row of a table asks with the same columns.  To compare, or to hash, thousands of cells for each row would cost
more than the answer; the same tuple, which can't change, is known again at once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """A function whose last few answers are kept as long as it is called with the very same objects.

    Arguments must be immutable.  Numbers, texts and the like are the same where they are equal.
    """

    def __init__(self, function: Callable[..., T], most: int = 8) -> None:
        self._function = function
        self._answers: deque[tuple[tuple[Any, ...], T]] = deque(maxlen=most)

    def __call__(self, *arguments: Any) -> T:
        """Return the answer."""
        for known, answer in self._answers:
            if all(map(_same, known, arguments)):
                return answer
        answer = self._function(*arguments)
        self._answers.appendleft((arguments, answer))
        return answer


def _same(known: object, now: object) -> bool:
    return known is now or (type(known) is type(now) and not isinstance(known, tuple | dict) and known == now)
