"""Formatted text of the engine's cells: which of it is struck out, raised or lowered."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock

#: One cell's characters, each with its font.
Characters = dict[tuple[int, int], list[Any]]


def formatted(path: Path | BytesIO, titles: Iterable[str]) -> dict[str, Characters]:
    """Return, by sheet, the fonts of the characters of cells that are formatted in parts."""
    if not _may_hold_any(path):
        return {title: {} for title in titles}
    wb = openpyxl.load_workbook(path, rich_text=True)
    return {title: dict(_of_sheet(wb[title])) for title in titles}


def _may_hold_any(path: Path | BytesIO) -> bool:
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.endswith(".xml")]
    return any(b"strike" in part or b"vertAlign" in part for part in parts)


def _of_sheet(ws: Any) -> Iterator[tuple[tuple[int, int], list[Any]]]:
    for row in ws.iter_rows():
        for cell in row:
            if isinstance(cell.value, CellRichText):
                runs = [(each.text, each.font) if isinstance(each, TextBlock) else (each, None) for each in cell.value]
                yield (cell.row, cell.column), [font or cell.font for text, font in runs for _ in text]


class FontApi:
    """Excel's own font object: of all characters of a range, or of some of one cell."""

    def __init__(self, fonts: Iterable[Any]) -> None:
        self._fonts = fonts

    def __getattr__(self, name: str) -> bool | None:
        answers = {_ANSWERS[name](font) for font in self._fonts}
        return answers.pop() if len(answers) == 1 else None


_ANSWERS = {
    "Strikethrough": lambda font: bool(font.strike),
    "Superscript": lambda font: font.vertAlign == "superscript",
    "Subscript": lambda font: font.vertAlign == "subscript",
}
