"""Names of files in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from kaohe.core.patterns import compile_on_use


def shown(path: Path) -> str:
    """Return a file's name as one line of text, whatever is in it."""
    return printable(path.name)


def printable(text: str) -> str:
    """Return text with a blank for each character that could break the line it is shown in."""
    return "".join(char if char.isprintable() else " " for char in text)


#: What no file's name may hold on Windows, and names that belong to its devices.
_NOT_IN_NAMES = compile_on_use(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{digit}" for name in ("com", "lpt") for digit in range(1, 10))}
)
_LONGEST = 80


def file_names(texts: Iterable[str], suffix: str) -> Iterator[str]:
    """Yield a name that every file system takes for each text, none twice: ``区教育局.docx``, ``区教育局（2）.docx``."""
    taken: set[str] = set()
    for text in texts:
        plain = "".join(_NOT_IN_NAMES.sub("_", text).split("\n")).strip(" .")[:_LONGEST].strip(" .") or "未命名"
        if plain.split(".")[0].casefold() in _DEVICES:
            plain = f"_{plain}"
        names = (f"{plain}{'' if number == 1 else f'（{number}）'}{suffix}" for number in count(1))
        name = next(name for name in names if name.casefold() not in taken)
        taken.add(name.casefold())
        yield name
