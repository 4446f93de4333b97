"""The calls to the system on the way from an old file to a new one, and what may befall them."""

from __future__ import annotations

import builtins
import io
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.fuzz.running import start, wait

CALLS = (
    "open", "replace", "link", "unlink", "chmod", "chown", "stat", "fsync", "utime", "scandir", "listdir", "rename",
    "listxattr", "close", "write",
)  # fmt: skip

#: Called at a call to the system, before it is made.
Strike = Callable[[], None]


@cache
def made_by(arguments: tuple[str, ...], book: bytes) -> dict[str, int]:
    """Return how often a command makes each call where nothing befalls it, so that a trial can choose one that is made.

    ``{file}`` stands in the arguments for the workbook.
    """
    reading, writing = os.pipe()
    with TemporaryDirectory() as folder, os.fdopen(reading) as report:
        file = Path(folder, "考核.xlsx")
        file.write_bytes(book)
        counts = dict.fromkeys(CALLS, 0)
        exit_now = os._exit

        def leave(status: int) -> None:
            os.write(writing, " ".join(f"{call}:{count}" for call, count in counts.items()).encode())
            exit_now(status)

        def prepare() -> None:
            os._exit = leave  # type: ignore[assignment]
            for call in CALLS:
                watch(call, lambda call=call: counts.update({call: counts[call] + 1}))

        status = wait(start(tuple(each.format(file=file) for each in arguments), prepare))
        os.close(writing)
        assert status in (0, 1), f"{arguments} ends with {status} where nothing befalls it"
        found = (pair.split(":") for pair in report.read().split())
        return {call: int(count) for call, count in found if int(count)}


def at_call(call: str, number: int, befall: Strike) -> Callable[[], None]:
    """Return what lets something befall the ``number``-th use of a call (the first is 1), in the process that calls it."""

    def prepare() -> None:
        left = [number]

        def strike() -> None:
            left[0] -= 1
            if left[0] == 0:
                befall()

        watch(call, strike)

    return prepare


def failing(error: OSError) -> Strike:
    """Return what lets a call fail."""

    def befall() -> None:
        raise error

    return befall


def saving(content: bytes, file: Path, *, in_place: bool) -> Strike:
    """Return what another program does that saves a file: a new one in its place, or into the file itself."""
    write, put = io.open, os.replace

    def befall() -> None:
        other = file if in_place else file.with_suffix(".other")
        with write(other, "wb") as stream:
            stream.write(content)
        if not in_place:
            put(other, file)

    return befall


def watch(call: str, strike: Strike) -> None:
    """Call ``strike`` before each use of a call from here on; closing is done first, whatever it says."""
    if call == "write":
        _watch_writes(strike)
        return
    real = getattr(os, call)

    def instead(*given: Any, **named: Any) -> Any:
        if call == "close":
            real(*given, **named)
            return strike()
        strike()
        return real(*given, **named)

    setattr(os, call, instead)
    if call == "open":
        opened = io.open
        io.open = lambda *given, **named: (strike(), opened(*given, **named))[1]  # type: ignore[assignment]
        builtins.open = io.open


def _watch_writes(strike: Strike) -> None:
    fdopen = os.fdopen

    class Stream:
        def __init__(self, stream: Any) -> None:
            self._stream = stream

        def __enter__(self) -> Stream:
            return self

        def __exit__(self, *_: object) -> None:
            self._stream.close()

        def __getattr__(self, name: str) -> Any:
            return getattr(self._stream, name)

        def writelines(self, chunks: Any) -> None:
            for chunk in chunks:
                self._stream.write(chunk[: len(chunk) // 2])
                self._stream.flush()
                strike()
                self._stream.write(chunk[len(chunk) // 2 :])

    os.fdopen = lambda *given, **named: Stream(fdopen(*given, **named))  # type: ignore[assignment]


def copied(book: bytes, folder: Path) -> Path:
    """Return a workbook in a folder."""
    file = folder / "考核.xlsx"
    file.write_bytes(book)
    return file


def others(file: Path) -> list[str]:
    """Return the names of what lies beside a file."""
    return sorted(path.name for path in file.parent.iterdir() if path != file)


def free_space(folder: Path) -> int:
    """Return the bytes that are free where a folder lies."""
    return shutil.disk_usage(folder).free
