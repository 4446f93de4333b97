"""Fonts, borders and fills of the engine's cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Border, Font, Side
from tests.excel.engine.counter import counted
from tests.excel.engine.held import Held
from xlwings import base_classes
from xlwings.utils import hex_to_rgb


def restyle(cells: Iterable[Cell], change: Callable[[Cell], None]) -> None:
    """Change the looks of cells; those that looked the same share the work, which is slow in openpyxl."""
    known: dict[bytes, Any] = {}
    for cell in cells:
        key = cell._style.tobytes() if cell._style is not None else b""
        if key in known:
            cell._style = copy(known[key])
        else:
            change(cell)
            known[key] = copy(cell._style)


@counted()
class CellFont(base_classes.Font):
    def __init__(self, cells: Any) -> None:
        self._cells = cells

    @property
    def size(self) -> float:
        return float(next(self._cells._cells()).font.size)

    @size.setter
    def size(self, value: float) -> None:
        self._change(size=value)

    @property
    def bold(self) -> bool:
        return bool(next(self._cells._cells()).font.bold)

    @bold.setter
    def bold(self, value: bool) -> None:
        self._change(bold=value)

    @property
    def color(self) -> str:
        return str(next(self._cells._cells()).font.color.rgb)

    @color.setter
    def color(self, value: Any) -> None:
        self._change(color=rgb(value))

    def _change(self, **changes: Any) -> None:
        def change(cell: Cell) -> None:
            old = cell.font
            kept = {"name": old.name, "size": old.size, "bold": old.bold, "color": old.color}
            cell.font = Font(**(kept | changes))

        restyle(self._cells._cells(), change)


class CellBorders(base_classes.Borders):
    def __init__(self, cells: Any) -> None:
        self._cells = cells

    @property
    def api(self) -> Held:
        return Held("Borders", BordersApi(self._cells))


class BordersApi:
    """Excel's own collection of all borders of a range."""

    def __init__(self, cells: Any) -> None:
        self.__dict__["cells"] = cells

    def __setattr__(self, name: str, value: int) -> None:
        side = Side("thin", color=f"FF{value:06X}") if name == "Color" else Side("thin" if value == 1 else None)

        def change(cell: Cell) -> None:
            cell.border = Border(side, side, side, side)

        restyle(self.cells._cells(), change)


def rgb(color: Any) -> str:
    red, green, blue = hex_to_rgb(color) if isinstance(color, str) else color
    return f"FF{red:02X}{green:02X}{blue:02X}"
