"""What is made of Kaohe's own files at each start, kept between runs beside Python's bytecode.

To compile the patterns, to take the lists of words apart and to weigh the catalogue is a third of a short run, and comes to
the same each time.  So a run keeps the result where Python keeps the bytecode, and on the same terms: the file is trusted
as much as the modules beside it, any change of the sources makes it void, and where it can't be written, or
``PYTHONDONTWRITEBYTECODE`` is set, all is made anew.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from array import array
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from types import CodeType
from typing import Any, TypeVar
from zlib import crc32

#: The rooms whose code and words make what is kept.
_ROOMS = ("assessment", "core", "data", "matching", "reason", "tables")
#: A file that holds more has been fed with somebody's own ever new words.
_MOST = 2_000

_Made = TypeVar("_Made")


def prepared(name: str, make: Callable[[], _Made]) -> _Made:
    """Return what ``make`` returns, or returned in an earlier run.

    It must depend on nothing but the files of the rooms above and the office's own list of phrases.
    """
    store = _store()
    kept = store.values.get(name)
    if kept is not None:
        import pickle

        with suppress(Exception):  # what an unsuitable pickle raises can be anything
            value: _Made = pickle.loads(kept)  # noqa: S301 - as trusted as the bytecode beside it
            return value
    made = make()
    if store.path is not None:
        import pickle

        store.add(name, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
    return made


def pattern(source: str | bytes, flags: int) -> re.Pattern[Any]:
    """Return what ``re.compile`` would, from its program where that was kept."""
    store = _store()
    program = store.values.get((source, flags))
    if program is not None:
        with suppress(Exception):
            return _from_program(source, program)
    compiled = re.compile(source, flags)
    if store.path is not None:
        with suppress(Exception):  # in a Python whose parts are called otherwise
            program = _program(source, flags)
            if _from_program(source, program) == compiled:
                store.add((source, flags), program)
    return compiled


def code(source: str) -> CodeType:
    """Return a compiled source, as ``exec`` takes it."""
    store = _store()
    kept = store.values.get(("code", source))
    if isinstance(kept, CodeType):
        return kept
    compiled = compile(source, "<made by kaohe>", "exec")
    if store.path is not None:
        store.add(("code", source), compiled)
    return compiled


def keep() -> None:
    """Write down what this run had to make; where that fails, the next run makes it again."""
    store = _store()
    if store.path is None or not store.is_new or len(store.values) > _MOST:
        return
    temporary = store.path.with_name(f"{store.path.name}.{os.getpid()}")
    content = marshal.dumps(store.values)
    try:
        temporary.parent.mkdir(exist_ok=True)
        temporary.write_bytes(store.stamp + crc32(content).to_bytes(4, "little") + content)
        temporary.replace(store.path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
    store.is_new = False


class _Store:
    """The file: a stamp of what it was made of, a check sum, and the values by name or by pattern."""

    def __init__(self) -> None:
        self.values: dict[object, Any] = {}
        self.is_new = False
        self.path = _path()
        if self.path is None:
            return
        self.stamp = _stamp()
        with suppress(OSError, ValueError, EOFError, TypeError):
            content = self.path.read_bytes()
            start = len(self.stamp) + 4
            if content.startswith(self.stamp + crc32(content[start:]).to_bytes(4, "little")):
                self.values = marshal.loads(content[start:])  # noqa: S302 - as trusted as the bytecode beside it

    def add(self, name: object, value: object) -> None:
        self.values[name] = value
        self.is_new = True


@cache
def _store() -> _Store:
    return _Store()


def _path() -> Path | None:
    """Return the file's place, which is where Python keeps this module's bytecode; None where it keeps none."""
    cached = __spec__.cached
    if cached is None or sys.dont_write_bytecode:
        return None
    return Path(cached).with_suffix(".kept")


def _stamp() -> bytes:
    """Return what tells the sources, and this Python, from all others."""
    parts = [sys.version, os.environ.get("KAOHE_PHRASES", "")]
    parts += (f"{name} {size} {changed}" for name, size, changed in sorted(_sources()))
    return marshal.dumps(parts)


def _sources() -> Iterator[tuple[str, int, int]]:
    folder = Path(__file__).parents[1]
    folders = [str(folder / room) for room in _ROOMS]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    folders += [entry.path] * (entry.name != "__pycache__")
                else:
                    state = entry.stat()
                    yield entry.path, state.st_size, state.st_mtime_ns
    if own := os.environ.get("KAOHE_PHRASES"):
        with suppress(OSError):
            state = Path(own).stat()
            yield own, state.st_size, state.st_mtime_ns


def _program(source: str | bytes, flags: int) -> tuple[object, ...]:
    """Return what ``re.compile`` hands to its engine."""
    parsed = import_module("re._parser").parse(source, flags)
    code = import_module("re._compiler")._code(parsed, flags)
    groups = parsed.state.groupdict
    names = dict(map(reversed, groups.items()))
    indexed = tuple(names.get(number) for number in range(parsed.state.groups))
    return int(flags | parsed.state.flags), array("I", code).tobytes(), parsed.state.groups - 1, groups, indexed


def _from_program(source: str | bytes, program: tuple[Any, ...]) -> re.Pattern[Any]:
    flags, code, groups, names, indexed = program
    compiled: re.Pattern[Any] = import_module("_sre").compile(
        source, flags, memoryview(code).cast("I").tolist(), groups, names, indexed
    )
    return compiled
