"""Names of files in sentences."""

from __future__ import annotations

from pathlib import Path


def shown(path: Path) -> str:
    """Return a file's name as one line of text, whatever is in it."""
    return printable(path.name)


def printable(text: str) -> str:
    """Return text with a blank for each character that could break the line it is shown in."""
    return "".join(char if char.isprintable() else " " for char in text)
