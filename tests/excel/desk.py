"""A person at the desk: opens a workbook on the engine, selects, clicks, answers; and what is then to be seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlwings as xw
from tests.excel.engine import Engine, EngineApp, open_workbook
from tests.excel.engine.cells import range_of

from kaohe.excel.server import ribbon


class Desk:
    """One Excel with workbooks; the last one opened is in front."""

    def __init__(self, *paths: Path) -> None:
        self.app = EngineApp()
        self.books = [open_workbook(path, self.app) for path in paths]

    @property
    def book(self) -> xw.Book:
        return self.books[-1]

    def click(self, command: str, *arguments: str, answers: tuple[str, ...] = (), files: tuple[Any, ...] = ()) -> str:
        """Click a command, answer what it asks (and nothing else), and return what the status bar says.

        ``files`` are what is chosen in dialogues for files: a path, several, or False for none.
        """
        self.app._answers, self.app._boxes[:] = [*answers], []
        self.app._files[:] = [tuple(map(str, each)) if isinstance(each, list) else each and str(each) for each in files]
        Engine.running = self.app
        self.book.set_mock_caller()
        said: str = getattr(ribbon, command)(*arguments)[0][0]
        assert self.app._answers == self.app._files == [], "every answer was asked for"
        return said

    @property
    def boxes(self) -> list[str]:
        """What was shown in boxes during the last click."""
        return self.app._boxes

    def select(self, sheet: str, address: str) -> None:
        self.app._selected = range_of(self.book.sheets[sheet].impl, address)

    def cell(self, sheet: str, address: str) -> Any:
        return range_of(self.book.sheets[sheet].impl, address)._cells().__next__().value

    def type(self, sheet: str, address: str, value: Any) -> None:
        area = range_of(self.book.sheets[sheet].impl, address)._areas[0]
        self.book.sheets[sheet].impl.enter(area[0], area[1], value)

    def sight(self) -> dict[str, Any]:
        """Return everything that a workbook shows: cells with their looks and notes, rules, merged areas, names."""
        wb = self.book.impl._wb
        return {sheet.ws.title: _sheet_sight(sheet) for sheet in self.book.impl._sheets} | {
            "names": sorted(wb.defined_names)
        }

    def state(self) -> dict[str, Any]:
        """Return Excel's own state and the sheet in front, without the status bar."""
        state = {name: value for name, value in self.app._state.items() if name != "status_bar"}
        return state | {"sheet": self.book.impl._active.ws.title}


def _sheet_sight(sheet: Any) -> dict[str, Any]:
    ws = sheet.ws
    cells = {
        cell.coordinate: (
            cell.value,
            cell.data_type,
            cell.fill.fgColor.rgb if cell.fill.fill_type else None,
            cell.font.b,
            cell.comment.text if cell.comment else None,
            cell.number_format,
        )
        for row in ws.iter_rows()
        for cell in row
        if cell.value is not None or getattr(cell, "comment", None) or cell.fill.fill_type
    }
    rules = sorted((str(rule.formula), rule.areas) for rule in sheet.rules)
    return {"cells": cells, "rules": rules, "merged": sorted(map(str, ws.merged_cells.ranges))}
