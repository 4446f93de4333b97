"""The command ``kaohe`` and its exit codes.

0: clean; 1: findings of severity error; 2: something could not be read or written.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TextIO

from kaohe.cli import messages
from kaohe.cli.jobs import of_plain_line
from kaohe.cli.saying import say
from kaohe.core import prepared
from kaohe.core.problem import FileProblem

CLEAN, FAILED = 0, 2


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code; user errors never end in a traceback."""
    collects = gc.isenabled()
    gc.disable()  # a run ends after seconds; looking for cycles among a large table's cells took a sixth of its time
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()  # None where the caller has closed them
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that can't show a character must not stop the work
            stream.reconfigure(errors="backslashreplace")
    try:
        sys.exit(_run(arguments))
    finally:
        with suppress(KeyboardInterrupt):  # the work is done
            prepared.keep()
        if collects:
            gc.enable()
            gc.freeze()  # most runs end here, and Python would look through all that there is once more


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = _answer(arguments)
        _say_broken_words()
    except FileProblem as error:
        say(error.message, err=True)
        return FAILED
    except KeyboardInterrupt:
        say(messages.INTERRUPTED, err=True)
        return FAILED
    except SystemExit:  # click's answer where the reader has left, as in `kaohe … | head`
        return CLEAN
    except OSError as error:  # files that commands name are said to be the problem elsewhere
        gone = error.errno == errno.EPIPE
        if not gone:  # `kaohe … > file` on a full disk
            say(messages.NOT_SHOWN, err=True)
        sys.stdout = _nowhere()  # else the interpreter complains when it ends
        return CLEAN if gone else FAILED
    return code if isinstance(code, int) else CLEAN


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - the interpreter's last act is to flush it


def _answer(arguments: Sequence[str] | None) -> object:
    completing = "_KAOHE_COMPLETE" in os.environ
    plain = None if completing else of_plain_line(sys.argv[1:] if arguments is None else arguments)
    if plain is not None:
        return plain()
    from kaohe.cli import program

    return program.run(arguments)


def _say_broken_words() -> None:
    """Say which line of the list of phrases is broken, where the command read reasons at all."""
    book = sys.modules.get("kaohe.reason.phrasebook")
    if book is not None and book.PROBLEM:
        say(book.PROBLEM, err=True)
