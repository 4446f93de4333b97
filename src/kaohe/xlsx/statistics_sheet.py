"""The sheet 统计: four tables and, beside each, a native chart of its cells."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import Any

from kaohe.schema import Mark, Sheet
from kaohe.statistics import Statistics
from kaohe.statistics.panels import COLUMNS, LEAST_ROWS, TITLE, Panel, Panels, panels
from kaohe.xlsx.template import style
from kaohe.xlsx.template.book import CREATED, Book, Page, write
from kaohe.xlsx.template.measure import row_height
from kaohe.xlsx.transplant import put_page
from kaohe.xlsx.workbook import Workbook, quoted

_WIDTHS = (9.0, 32.0, *(7.8,) * (COLUMNS - 2))
_WORDING = 1
#: A chart fills this column, and so has the width that the system's fonts give to it.
_CHART_COLUMN, _CHART_WIDTH = COLUMNS + 1, 66
_CHART_SIZE = {"width": _CHART_WIDTH * 7, "height": 320}
#: Per cent: two tables fit a page. Excel takes no heed of page breaks where it is told a number of pages.
_SCALE = 60
#: Told apart by everybody, and on grey paper by their lightness; with the colour of a number on each.
_COLOURS = ("#1F4E79", "#E69F00", "#56B4E9", "#7F7F7F", "#009E73", "#CC79A7")
_ON = ("#FFFFFF", "#000000", "#000000", "#FFFFFF", "#FFFFFF", "#000000")
_BAR, _LINE_COLOUR = "#1F4E79", "#C55A11"
#: Shares as bars in their cells: a wide column would be empty otherwise.
_BARS = {"type": "data_bar", "bar_color": "#BDD7EE", "min_type": "num", "min_value": 0,
         "max_type": "num", "max_value": 1}  # fmt: skip
_SMALL = {"name": "等线", "size": 9, "color": style.INK}
_GRID = {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}}
_PERCENT = "0.0%"

Chart = Any


def put_statistics(workbook: Workbook, found: Statistics) -> str:
    """Put the statistics into a closed workbook, in the place of earlier ones; return the sheet's name."""
    return put_page(workbook, partial(build_statistics, found), Sheet.STATISTICS, Mark.STATISTICS)


def build_statistics(found: Statistics, name: str) -> bytes:
    """Return a workbook whose only sheet, called ``name``, is the statistics; the same figures give the same bytes."""
    buffer = BytesIO()
    with Book(buffer) as book:
        book.workbook.set_properties({"title": name, "comments": "由 Kaohe 生成", "created": CREATED})
        tables = panels(found)
        page = book.page(name, "#00897B")
        for column, width in enumerate(_WIDTHS):
            page.set_column(column, column, width)
        page.set_column(COLUMNS, COLUMNS, 2)
        page.set_column(_CHART_COLUMN, _CHART_COLUMN, _CHART_WIDTH)
        _head(book, page, tables)
        for panel, draw in zip(tables.all, (_stacked, _pareto, _bars, _compared), strict=True):
            _table(book, page, panel)
            if panel.rows:
                _insert(page, panel, draw(book, quoted(name), panel))
        page.set_print_scale(_SCALE)
        page.set_h_pagebreaks([tables.groups.top])
        page.print_area(0, 0, tables.categories.top + LEAST_ROWS + 2, _CHART_COLUMN)
    return buffer.getvalue()


def _head(book: Book, page: Page, tables: Panels) -> None:
    page.write_string(0, 0, TITLE, book.look(style.TITLE))
    page.set_row(0, 34)
    page.write_string(1, 0, tables.summary, book.look(style.HINT))
    page.set_row(1, 22)


def _table(book: Book, page: Page, panel: Panel) -> None:
    for column in range(COLUMNS):
        page.write_blank(panel.top, column, None, book.look(style.SECTION))
    page.write_string(panel.top, 0, panel.title, book.look(style.SECTION))
    page.set_row(panel.top, 24)
    for column, heading in enumerate(panel.headings):
        page.write_string(panel.top + 1, column, heading, book.look(style.HEADS["computed"], font_size=10))
    page.set_row(panel.top + 1, row_height(zip(panel.headings, _WIDTHS, strict=False), size=10))
    for row, cells in enumerate(panel.rows, panel.first):
        for column, value in enumerate(cells):
            write(page, row, column, value, book.look(style.TYPED, font_size=10, **_alignment(panel, column)))
        texts = [(str(cell), width - 1.5) for cell, width in zip(cells, _WIDTHS, strict=False) if isinstance(cell, str)]
        page.set_row(row, max(row_height(texts, size=10), 20))
    if panel.rows and "占比" in panel.headings[_WORDING]:
        page.conditional_format(panel.first, _WORDING, panel.last, _WORDING, _BARS)


def _alignment(panel: Panel, column: int) -> style.Look:
    if "占比" in panel.headings[column]:
        return {"align": "center", "num_format": _PERCENT}
    return {"indent": 1} if column == _WORDING else {"align": "center"}


def _insert(page: Page, panel: Panel, chart: Chart) -> None:
    """Place a chart beside its table."""
    chart.set_size(_CHART_SIZE)
    page.insert_chart(panel.top + 1, _CHART_COLUMN, chart, {"object_position": 1, "description": panel.title})


def _stacked(book: Book, sheet: str, panel: Panel) -> Chart:
    """Draw how many units have which score, the categories stacked."""
    chart: Chart = book.workbook.add_chart({"type": "column", "subtype": "stacked"})
    for number, column in enumerate(range(3, len(panel.headings))):
        chart.add_series(
            {
                "name": f"={sheet}!{_cell(panel.top + 1, column)}",
                "categories": _column(sheet, panel, 0),
                "values": _column(sheet, panel, column),
                "fill": {"color": _COLOURS[number % len(_COLOURS)]},
                "gap": 60,
                "data_labels": {
                    "value": True,
                    "font": {**_SMALL, "color": _ON[number % len(_ON)]},
                    "num_format": "0;;",
                },
            }
        )
    _finish(chart, "各得分的单位数", "得分", "单位数")
    chart.set_legend({"position": "bottom", "font": _SMALL})
    return chart


def _pareto(book: Book, sheet: str, panel: Panel) -> Chart:
    """Draw how often each reason occurs, and what share of all it makes up with those before it."""
    bars: Chart = book.workbook.add_chart({"type": "column"})
    line: Chart = book.workbook.add_chart({"type": "line"})
    times, share = (f"={sheet}!{_cell(panel.top + 1, column)}" for column in (2, 5))
    shared = {"categories": _column(sheet, panel, 0)}
    bars.add_series(
        {
            **shared, "name": times, "values": _column(sheet, panel, 2), "fill": {"color": _BAR}, "gap": 60,
            "data_labels": {"value": True, "font": _SMALL},
        }
    )  # fmt: skip
    line.add_series(
        {
            **shared, "name": share, "values": _column(sheet, panel, 5), "y2_axis": True,
            "line": {"color": _LINE_COLOUR, "width": 2},
            "marker": {"type": "circle", "size": 6, "fill": {"color": "#FFFFFF"}, "border": {"color": _LINE_COLOUR}},
        }
    )  # fmt: skip
    bars.combine(line)
    _finish(bars, "次数与累计占比", "原因编号", "次数")
    line.set_y2_axis(
        {"min": 0, "max": 1, "num_format": "0%", "num_font": _SMALL, "name": "累计占比", "name_font": _SMALL}
    )
    bars.set_legend({"position": "bottom", "font": _SMALL})
    return bars


def _bars(book: Book, sheet: str, panel: Panel) -> Chart:
    """Draw the points lost by each group of the catalogue."""
    chart: Chart = book.workbook.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": f"={sheet}!{_cell(panel.top + 1, 3)}", "categories": _column(sheet, panel, 0),
            "values": _column(sheet, panel, 3), "fill": {"color": _BAR}, "gap": 60,
            "data_labels": {"value": True, "font": _SMALL},
        }
    )  # fmt: skip
    _finish(chart, "各类原因扣了多少分", "目录分组", "扣分")
    # Of a bar chart the library calls the axis of categories y, that of values x.
    chart.set_y_axis({"reverse": True, "num_font": _SMALL, "name": "目录分组", "name_font": _SMALL})
    chart.set_x_axis({"min": 0, "major_gridlines": _GRID, "num_font": _SMALL, "name": "扣分", "name_font": _SMALL})
    chart.set_legend({"none": True})
    return chart


def _compared(book: Book, sheet: str, panel: Panel) -> Chart:
    """Draw highest, average and lowest score of each category; where the axis starts is left to Excel."""
    chart: Chart = book.workbook.add_chart({"type": "column"})
    for number, column in enumerate((5, 3, 6)):
        chart.add_series(
            {
                "name": f"={sheet}!{_cell(panel.top + 1, column)}", "categories": _column(sheet, panel, 1),
                "values": _column(sheet, panel, column), "fill": {"color": _COLOURS[number]}, "gap": 60,
                "data_labels": {"value": True, "font": _SMALL},
            }
        )  # fmt: skip
    _finish(chart, "各类别的最高分、平均分、最低分", "类别", "得分")
    chart.set_y_axis({"major_gridlines": _GRID, "num_font": _SMALL, "name": "得分", "name_font": _SMALL})
    chart.set_legend({"position": "bottom", "font": _SMALL})
    return chart


def _finish(chart: Chart, title: str, across: str, up: str) -> None:
    chart.set_title({"name": title, "name_font": {**_SMALL, "size": 12, "bold": True}, "overlay": False})
    chart.set_x_axis({"name": across, "name_font": _SMALL, "num_font": _SMALL})
    chart.set_y_axis({"name": up, "name_font": _SMALL, "num_font": _SMALL, "major_gridlines": _GRID, "min": 0})
    chart.set_chartarea({"border": {"color": "#BFBFBF"}})


def _column(sheet: str, panel: Panel, column: int) -> str:
    return f"={sheet}!{_cell(panel.first, column)}:{_cell(panel.last, column)}"


def _cell(row: int, column: int) -> str:
    return f"${chr(ord('A') + column)}${row + 1}"
