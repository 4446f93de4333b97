"""What is made of Kaohe's own files at each start, kept between runs beside Python's bytecode.

To compile the patterns, to take the lists of words apart and to weigh the catalogue is a third of a short run, and comes to
the same each time.  So a run keeps the result where Python keeps the bytecode, and on the same terms: the file is trusted
as much as the modules beside it, any change of the sources makes it void, and where it can't be written, or
``PYTHONDONTWRITEBYTECODE`` is set and none is there, all is made anew.  What that costs beyond the making is spent by :func:`keep`, when the
answer has been given.
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
    if store.writes:
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
    if store.writes:
        store.compiled[source, flags] = compiled
    return compiled


def code(source: str) -> CodeType:
    """Return a compiled source, as ``exec`` takes it."""
    store = _store()
    kept = store.values.get(("code", source))
    if isinstance(kept, CodeType):
        return kept
    compiled = compile(source, "<made by kaohe>", "exec")
    if store.writes:
        store.add(("code", source), compiled)
    return compiled


def own_list() -> tuple[str, bytes | None] | None:
    """Return the office's own list of phrases, by name and content, which is None where it can't be read.

    It is read once in a run, so that what is made of it is never kept as made of another content: a list that is open in
    Excel can't be read, and looks no different when it can be read again.
    """
    return _store().own


def keep() -> None:
    """Write down what this run had to make; where that fails, the next run makes it again."""
    store = _store()
    if store.path is None or not (store.writes and (store.is_new or store.compiled)) or len(store.values) > _MOST:
        return
    temporary = store.path.with_name(f"{store.path.name}.{os.getpid()}")
    with suppress(OSError):
        temporary.parent.mkdir(exist_ok=True)
        temporary.touch(exist_ok=False)  # first, as the rest is for nothing where nothing can be written
        try:
            temporary.write_bytes(store.content())
            temporary.replace(store.path)
        finally:
            temporary.unlink(missing_ok=True)


class _Store:
    """The file: a stamp of what it was made of, a check sum, and the values by name or by pattern."""

    def __init__(self) -> None:
        self.values: dict[object, Any] = {}
        self.compiled: dict[tuple[str | bytes, int], re.Pattern[Any]] = {}
        self.is_new = False
        self.own = _own_list()
        self.path = _path()
        #: Like Python, it reads what is there in any case.
        self.writes = self.path is not None and not sys.dont_write_bytecode
        if self.path is None or not (self.writes or self.path.exists()):
            return
        try:
            self.stamp = _stamp(self.own)
        except OSError:  # from a zip file; or a file was gone between two looks
            self.path, self.writes = None, False
            return
        with suppress(OSError, ValueError, EOFError, TypeError):
            content = self.path.read_bytes()
            start = len(self.stamp) + 4
            if content.startswith(self.stamp + crc32(content[start:]).to_bytes(4, "little")):
                self.values = marshal.loads(content[start:])  # noqa: S302 - as trusted as the bytecode beside it

    def add(self, name: object, value: object) -> None:
        self.values[name] = value
        self.is_new = True

    def content(self) -> bytes:
        """Return what is to be written; what is added from now on is new again."""
        self.is_new = False
        while self.compiled:
            (source, flags), compiled = self.compiled.popitem()
            with suppress(Exception):  # in a Python whose parts are called otherwise
                program = _program(source, flags)
                if _from_program(source, program) == compiled:
                    self.values[source, flags] = program
        values = marshal.dumps(self.values)
        return self.stamp + crc32(values).to_bytes(4, "little") + values


@cache
def _store() -> _Store:
    return _Store()


def _path() -> Path | None:
    """Return the file's place, where Python would keep the bytecode of a module that nobody imports; None where it keeps none."""
    cached = __spec__.cached if __spec__ else None
    if cached is None:
        return None
    folder, _, name = cached.rpartition("prepared")
    return Path(f"{folder}kept{name}")


def _own_list() -> tuple[str, bytes | None] | None:
    name = os.environ.get("KAOHE_PHRASES")
    if not name:
        return None
    try:
        return name, Path(name).read_bytes()
    except (OSError, ValueError):
        return name, None


def _stamp(own: tuple[str, bytes | None] | None) -> bytes:
    """Return what tells the sources, and this Python, from all others."""
    version = sys.modules["kaohe"].__version__  # files may come out of an archive with one date for all versions
    told = sys.version, version, own, sorted(_sources())
    return marshal.dumps(told, 0)  # later forms tell too how often an object is held


def _sources() -> Iterator[tuple[str, int, int]]:
    """Yield each file by its name below the package, which an installation may move, its size and the time of its last change."""
    folder = Path(__file__).parents[1]
    outside = len(str(folder)) + 1
    folders = [str(folder / room) for room in _ROOMS]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    folders += [entry.path] * (entry.name != "__pycache__")
                elif entry.is_file():  # no link that leads nowhere, by which some editors mark a file as open
                    state = entry.stat()
                    yield entry.path[outside:], state.st_size, state.st_mtime_ns


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
