"""The command line, run in this process: arguments in, exit code and both streams out."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from kaohe.cli import main


class Run(NamedTuple):
    """What one run of ``kaohe`` left."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def kaohe(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """Return a function that runs ``kaohe`` with arguments and, where given, standard input."""

    def run(*arguments: object, stdin: str = "") -> Run:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Run(int(left.value.code or 0), captured.out, captured.err)

    return run


@pytest.fixture
def on_terminal() -> Callable[..., str]:
    """Return a function that runs ``kaohe`` on a terminal of 140 columns and returns what it shows there."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")

    def run(*arguments: object) -> str:
        ours, theirs = pty.openpty()
        command = [sys.executable, "-c", "from kaohe.cli import main; main()", *map(str, arguments)]
        environment = os.environ | {"COLUMNS": "140", "TERM": "xterm"}
        with subprocess.Popen(command, stdout=theirs, stderr=theirs, env=environment):
            os.close(theirs)
            return b"".join(_shown(ours)).decode()

    return run


def _shown(terminal: int) -> Iterator[bytes]:
    """Yield what is shown until the last program has left the terminal, which Linux reports as an error."""
    with os.fdopen(terminal, "rb", buffering=0) as stream:
        try:
            while chunk := stream.read(4096):
                yield chunk
        except OSError:
            return
