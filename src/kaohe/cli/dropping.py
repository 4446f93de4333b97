"""Files that are dropped on an icon, or sent to one: worked on in place, and one box says in Chinese what came of it.

Started by shortcuts (:mod:`kaohe.excel.windows.shortcuts`) in pythonw.exe, which has neither screen nor keyboard, and by
the file managers of Linux desktops (:mod:`kaohe.cli.linux`).
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from kaohe.cli import messages

#: Says something; asked a question, returns whether the answer is yes.
Box = Callable[[str, bool], bool]

_FAILED = 2
#: Of MessageBoxW: buttons, sign, before all other windows, and its answer for yes.
_YES_NO, _SIGN, _IN_FRONT, _YES = 0x4, 0x40, 0x10000 | 0x40000, 6


def main(arguments: Sequence[str] | None = None) -> None:
    """Work on the files of the command line: the action first, then the files."""
    action, *files = sys.argv[1:] if arguments is None else arguments
    drop(action, [*map(_path, files)], _box)


def drop(action: str, files: Sequence[Path], box: Box) -> None:
    """Work on each file and say what came of it; one that fails keeps no other from being worked on."""
    if not files:
        box(messages.DROP_NOTHING, False)
    for file in files:
        target, command = _command(action, file)
        code, said = _run(command)
        if code == _FAILED:
            box(f"{file.name}\n\n{said}", False)
        elif box(f"{file.name}\n\n{_brief(said)}\n\n{messages.DROP_OPEN}", True):
            _open(target, box)


def _path(given: str) -> Path:
    """Return a file that was handed over by its path, or as some file managers do, by its address."""
    path = url2pathname(urlsplit(given).path) if given.startswith("file://") else given
    return Path(path).absolute()  # a name that begins with - would be an option


def _command(action: str, file: Path) -> tuple[Path, list[str]]:
    if action == "docx":
        target = file.with_name(f"{file.stem}_上报表.docx")
        return target, ["export", str(file), "--docx", str(target)]
    return file, [action, str(file), "--in-place"]


def _run(command: list[str]) -> tuple[int, str]:
    """Run the command line; return its exit code and what it said."""
    from kaohe.cli.main import main as run

    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        try:
            run(command)
        except SystemExit as end:
            return int(end.code or 0), said.getvalue().strip()
    return 0, said.getvalue().strip()


def _brief(said: str) -> str:
    """Return what was said without the findings one by one: they stand in the sheet 核对结果."""
    return "\n".join(line for line in said.splitlines() if not line.startswith("【"))


def _open(file: Path, box: Box) -> None:
    if sys.platform == "win32":
        try:
            os.startfile(file)  # noqa: S606  the file that was just written
        except OSError:
            box(messages.DROP_NO_PROGRAM.format(name=file.name), False)
    else:
        from kaohe.cli.linux import boxes

        if not boxes.open_file(file):
            box(messages.DROP_NO_PROGRAM.format(name=file.name), False)


def _box(text: str, is_question: bool) -> bool:
    if sys.platform == "win32":
        import ctypes

        kind = _IN_FRONT | _SIGN | (_YES_NO if is_question else 0)
        return bool(ctypes.windll.user32.MessageBoxW(None, text, messages.DROP_TITLE, kind) == _YES)
    from kaohe.cli.linux.boxes import show_box

    return show_box(text, is_question)
