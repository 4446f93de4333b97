"""Regular expressions that are compiled when they are first used.

Kaohe has some 300 of them, of which one run uses some 100: compiling all took longer than the work.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, AnyStr, cast

from kaohe.core.prepared import pattern

_METHODS = ("match", "search", "fullmatch", "finditer", "findall", "sub", "subn", "split")


def compile_on_use(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what ``re.compile`` would, but compiled at its first use; an error in it shows only then.

    It is used by its methods (``found.search(text)``), as functions of ``re`` don't take it.
    """
    return cast("re.Pattern[AnyStr]", _Pattern(source, int(flags)))


class _Pattern:
    """Stands for a compiled pattern; its methods become those of the pattern at the first use of one."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked by copy, pickle and the like
            raise AttributeError(name)
        compiled = pattern(self.pattern, self._flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str | bytes, int]]:
        return compile_on_use, (self.pattern, self._flags)
