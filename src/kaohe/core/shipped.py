"""The data files that come with Kaohe (src/kaohe/data)."""

from __future__ import annotations

from pathlib import Path

#: importlib.resources would do as well, but takes 10 ms to import, and Kaohe always lies in a folder.
_FOLDER = Path(__file__).parents[1] / "data"


def shipped_file(name: str) -> Path:
    """Return the place of a data file."""
    return _FOLDER / name


def read_shipped(name: str) -> str:
    """Return the text of a data file, without byte order mark."""
    return shipped_file(name).read_text(encoding="utf-8-sig")
