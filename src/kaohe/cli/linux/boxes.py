"""A box in Chinese on a Linux desktop, by whichever program for boxes is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from kaohe.cli import messages

#: Exit codes of the programs: yes, no or closed; anything else means that no box could be shown.
_YES, _NO = 0, 1


def show_box(text: str, is_question: bool) -> bool:
    """Show a box and wait for the answer; return whether it is yes.  Without a screen the text goes to standard error."""
    for ask in _ways():
        answer = ask(text, is_question)
        if answer in (_YES, _NO):
            return is_question and answer == _YES
    sys.stderr.write(f"{text}\n")
    return False


def open_file(file: Path) -> bool:
    """Open a file with the program that a double click takes; say whether that was started."""
    for command in (["xdg-open"], ["gio", "open"]):
        if shutil.which(command[0]):
            with suppress(OSError):
                return subprocess.run([*command, str(file)], check=False).returncode == 0  # noqa: S603
    return False


def _ways() -> Iterator[Callable[[str, bool], int | None]]:
    """Yield what can show a box, the desktop's own first; xmessage shows no Chinese on most systems, so it is last."""
    programs = {"zenity": _zenity, "kdialog": _kdialog}
    if "KDE" in os.environ.get("XDG_CURRENT_DESKTOP", ""):
        programs = dict(reversed(programs.items()))
    for name, command in programs.items():
        if shutil.which(name):
            yield partial(_ended, command)
    yield _tkinter
    if shutil.which("xmessage"):
        yield _xmessage


def _ended(command: Callable[[str, bool], list[str]], text: str, is_question: bool) -> int | None:
    with suppress(OSError):
        return subprocess.run(command(text, is_question), capture_output=True, check=False).returncode  # noqa: S603
    return None


def _zenity(text: str, is_question: bool) -> list[str]:
    """Zenity takes backslashes in texts for signs of its own."""
    kind = ["--question", f"--ok-label={messages.DROP_YES}", f"--cancel-label={messages.DROP_NO}"]
    said = text.replace("\\", "\\\\")
    return [
        "zenity",
        *(kind if is_question else ["--info"]),
        "--no-markup",
        f"--title={messages.DROP_TITLE}",
        "--width=480",
        f"--text={said}",
    ]


def _kdialog(text: str, is_question: bool) -> list[str]:
    return ["kdialog", "--title", messages.DROP_TITLE, "--yesno" if is_question else "--msgbox", text]


def _tkinter(text: str, is_question: bool) -> int | None:
    try:
        from tkinter import TclError, Tk, messagebox
    except ImportError:  # many systems have Python without it
        return None
    try:
        root = Tk()
    except TclError:  # no screen
        return None
    root.withdraw()
    try:
        if is_question:
            return _YES if messagebox.askyesno(messages.DROP_TITLE, text) else _NO
        messagebox.showinfo(messages.DROP_TITLE, text)
    finally:
        root.destroy()
    return _YES


def _xmessage(text: str, is_question: bool) -> int | None:
    """Answers are exit codes; the text comes by standard input, as one that begins with ``-`` would be an option."""
    buttons = f"{messages.DROP_YES}:{_YES},{messages.DROP_NO}:{_NO}" if is_question else f"OK:{_YES}"
    command = ["xmessage", "-center", "-title", messages.DROP_TITLE, "-buttons", buttons, "-file", "-"]
    with suppress(OSError):
        return subprocess.run(command, input=text.encode(), capture_output=True, check=False).returncode  # noqa: S603
    return None
