"""The chart of the sheet 统计: a native one, over the cells of the table above it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kaohe.files.template import style
from kaohe.files.template.book import Book
from kaohe.reports.statistics.panels import Panel

#: Told apart by everybody, and on grey paper by their lightness; with the colour of a number on each.
_COLOURS = ("#1F4E79", "#E69F00", "#56B4E9", "#7F7F7F", "#009E73", "#CC79A7")
_ON = ("#FFFFFF", "#000000", "#000000", "#FFFFFF", "#FFFFFF", "#000000")
_SMALL = {"name": "等线", "size": 9, "color": style.INK}
_GRID = {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}}
_AXIS = {"name_font": _SMALL, "num_font": _SMALL, "major_tick_mark": "outside", "minor_tick_mark": "none"}
#: What of a label is shown; what is not named some programs show too, when Excel 2016 saved the workbook last.
_LABEL_PARTS = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
#: Below so many units on the axis Excel would count halves of them.
_FEW_UNITS = 10

Chart = Any


def stacked(book: Book, sheet: str, panel: Panel) -> Chart:
    """Draw how many units have which score, the categories stacked; numbers stand where there is room for them."""
    chart = _chart(book, "column", "stacked")
    parts = [number for number, column in enumerate(panel.columns) if 0 < number < len(panel.columns) - 2]
    drawn = parts or [len(panel.columns) - 2]
    for number, column in enumerate(drawn):
        font = {**_SMALL, "color": _ON[number % len(_ON)]}
        look = {"fill": {"color": _COLOURS[number % len(_COLOURS)]}, "gap": 60}
        labels = _labels(font=font, num_format='[>=3]0;""' if parts else "0")
        _add(chart, sheet, panel, column, **look, data_labels=labels)
    _finish(chart, "各得分的单位数")
    chart.set_x_axis({**_AXIS, "name": "得分"})
    chart.set_y_axis(
        {**_AXIS, "name": "单位数", "major_gridlines": _GRID, "min": 0, "num_format": "0", **unit_step(panel)}
    )
    chart.set_legend({"position": "bottom", "font": _SMALL} if parts else {"none": True})
    return chart


def unit_step(panel: Panel) -> dict[str, int]:
    """Return the step of the axis of units where a program would choose halves of them."""
    totals = (row[-2] for row in panel.rows)
    most = max((total for total in totals if isinstance(total, Decimal)), default=Decimal(0))
    return {"major_unit": 1} if most <= _FEW_UNITS else {}


def _chart(book: Book, kind: str, subtype: str | None = None) -> Chart:
    """Return a chart whose labels say of every part of them whether it is shown (XlsxWriter says it only of some)."""
    chart: Chart = book.workbook.add_chart({"type": kind, "subtype": subtype} if subtype else {"type": kind})

    def write_parts() -> None:
        for part in _LABEL_PARTS:
            chart._xml_empty_tag(f"c:show{part}", [("val", int(part == "Val"))])

    chart._write_show_val = write_parts
    return chart


def _labels(**look: Any) -> dict[str, Any]:
    return {"value": True, **look}


def _add(chart: Chart, sheet: str, panel: Panel, column: int, **look: Any) -> None:
    """Add a column of a table as a series, its first column telling what each value belongs to."""
    name = f"={sheet}!{_cell(panel.top + 1, panel.places[column])}"
    chart.add_series(
        {"name": name, "categories": _column(sheet, panel, 0), "values": _column(sheet, panel, column), **look}
    )


def _finish(chart: Chart, title: str) -> None:
    chart.set_title({"name": title, "name_font": {**_SMALL, "size": 12, "bold": True}, "overlay": False})
    chart.set_chartarea({"border": {"none": True}})


def _column(sheet: str, panel: Panel, column: int) -> str:
    place = panel.places[column]
    return f"={sheet}!{_cell(panel.first, place)}:{_cell(panel.last, place)}"


def _cell(row: int, column: int) -> str:
    return f"${chr(ord('A') + column)}${row + 1}"
