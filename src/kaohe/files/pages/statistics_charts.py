"""The four charts of the sheet 统计: native ones, over the cells of the tables beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kaohe.files.template import style
from kaohe.files.template.book import Book
from kaohe.reports.statistics.panels import Panel

#: Told apart by everybody, and on grey paper by their lightness; with the colour of a number on each.
_COLOURS = ("#1F4E79", "#E69F00", "#56B4E9", "#7F7F7F", "#009E73", "#CC79A7")
_ON = ("#FFFFFF", "#000000", "#000000", "#FFFFFF", "#FFFFFF", "#000000")
_DARK, _WARM, _QUIET = "#1F4E79", "#E69F00", "#7F7F7F"
_SMALL = {"name": "等线", "size": 9, "color": style.INK}
_GRID = {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}}
_AXIS = {"name_font": _SMALL, "num_font": _SMALL, "major_tick_mark": "outside", "minor_tick_mark": "none"}
#: So many names of categories find room below a chart.
_MOST_NAMES = 8
#: What of a label is shown; what is not named some programs show too, when Excel 2016 saved the workbook last.
_LABEL_PARTS = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")

Chart = Any


def stacked(book: Book, sheet: str, panel: Panel) -> Chart:
    """Draw how many units have which score, the categories stacked; numbers stand where there is room for them."""
    chart = _chart(book, "column", "stacked")
    for number, column in enumerate(range(3, len(panel.headings))):
        font = {**_SMALL, "color": _ON[number % len(_ON)]}
        look = {"fill": {"color": _COLOURS[number % len(_COLOURS)]}, "gap": 60}
        _add(chart, sheet, panel, 0, column, **look, data_labels=_labels(font=font, num_format='[>=3]0;""'))
    _finish(chart, "各得分的单位数", "得分", "单位数")
    return chart


def pareto(book: Book, sheet: str, panel: Panel) -> Chart:
    """Draw how often each reason occurs, the points it costs, and what share of all it and those before it make up."""
    bars, line = _chart(book, "column"), _chart(book, "line")
    _add(bars, sheet, panel, 0, 2, fill={"color": _DARK}, gap=40)
    _add(bars, sheet, panel, 0, 4, fill={"color": _WARM})
    marker = {"type": "circle", "size": 6, "fill": {"color": "#FFFFFF"}, "border": {"color": _QUIET}}
    _add(line, sheet, panel, 0, 5, y2_axis=True, line={"color": _QUIET, "width": 2}, marker=marker)
    bars.combine(line)
    _finish(bars, "次数、扣分与累计占比", "原因编号", "次数、扣分")
    line.set_y2_axis({**_AXIS, "min": 0, "max": 1, "num_format": "0%", "name": "累计占比"})
    return bars


def bars(book: Book, sheet: str, panel: Panel) -> Chart:
    """Draw the points lost by each group of the catalogue."""
    chart = _chart(book, "bar")
    _add(chart, sheet, panel, 0, 3, fill={"color": _DARK}, gap=60, data_labels=_labels(font=_SMALL))
    _finish(chart, "各类原因扣分合计", "", "")
    # Of a bar chart the library calls the axis of categories y, that of values x.
    chart.set_y_axis({**_AXIS, "reverse": True})
    chart.set_x_axis({**_AXIS, "min": 0, "major_gridlines": _GRID, "label_position": "high"})
    chart.set_legend({"none": True})
    return chart


def compared(book: Book, sheet: str, panel: Panel) -> Chart:
    """Draw highest, average and lowest score of each category as points on a line: bars would have to start at 0."""
    chart = _chart(book, "line")
    across, title = (1, "类别") if len(panel.rows) <= _MOST_NAMES else (0, "类别（序号见上表）")
    for column, marker, colour in ((5, "triangle", _DARK), (3, "diamond", _WARM), (6, "square", _QUIET)):
        look = {"type": marker, "size": 9, "fill": {"color": colour}, "border": {"color": colour}}
        labels = _labels(font=_SMALL, position="right")
        _add(chart, sheet, panel, across, column, line={"none": True}, marker=look, data_labels=labels)
    chart.set_high_low_lines({"line": {"color": "#A6A6A6", "width": 1.5}})
    _finish(chart, "各类别的最高分、平均分、最低分", title, "得分", from_zero=False)
    return chart


#: A chart for each of the tables, in their order.
CHARTS: tuple[Callable[[Book, str, Panel], Chart], ...] = (stacked, pareto, bars, compared)


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


def _add(chart: Chart, sheet: str, panel: Panel, across: int, column: int, **look: Any) -> None:
    """Add a column of a table as a series, another column telling what each value belongs to."""
    name = f"={sheet}!{_cell(panel.top + 1, column)}"
    chart.add_series(
        {"name": name, "categories": _column(sheet, panel, across), "values": _column(sheet, panel, column), **look}
    )


def _finish(chart: Chart, title: str, across: str, up: str, *, from_zero: bool = True) -> None:
    chart.set_title({"name": title, "name_font": {**_SMALL, "size": 12, "bold": True}, "overlay": False})
    chart.set_x_axis({**_AXIS, "name": across})
    chart.set_y_axis({**_AXIS, "name": up, "major_gridlines": _GRID, **({"min": 0} if from_zero else {})})
    chart.set_chartarea({"border": {"color": "#BFBFBF"}})
    chart.set_legend({"position": "bottom", "font": _SMALL})


def _column(sheet: str, panel: Panel, column: int) -> str:
    return f"={sheet}!{_cell(panel.first, column)}:{_cell(panel.last, column)}"


def _cell(row: int, column: int) -> str:
    return f"${chr(ord('A') + column)}${row + 1}"
