"""The sheet 统计: four tables and, beside or below each, a native chart of its cells."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from math import ceil

from kaohe.core.schema import Mark, Sheet
from kaohe.files.ooxml.transplant import put_page
from kaohe.files.ooxml.workbook import Workbook, quoted
from kaohe.files.pages.statistics_charts import CHARTS, Chart
from kaohe.files.template import style
from kaohe.files.template.book import CREATED, Book, Page, write
from kaohe.files.template.measure import row_height
from kaohe.reports.statistics import Statistics
from kaohe.reports.statistics.panels import COLUMNS, TITLE, Panel, Panels, panels

_WIDTHS = (9.0, 32.0, *(7.8,) * (COLUMNS - 2))
_WORDING = 1
#: Pixels of a chart, of the blank before it, of a narrow column, of one of the usual width, and of a row.
_CHART_SIZE, _CHART_GAP = {"width": 480, "height": 320}, 16
#: The chart below the widest table is as wide as that.
_WIDE_SIZE = {"width": 760, "height": 320}
_NARROW, _USUAL, _ROW = 60, 64, 20
#: Per cent: two tables fit a page. Excel takes no heed of page breaks where it is told a number of pages.
_SCALE = 64
#: So many categories leave room for their chart on the same page.
_MOST_ABOVE = 8
#: Shares as bars in their cells: a wide column would be empty otherwise.
_BARS = {"type": "data_bar", "bar_color": "#BDD7EE", "min_type": "num", "min_value": 0,
         "max_type": "num", "max_value": 1}  # fmt: skip
_PERCENT = "0.0%"


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
        _head(book, page, tables)
        beside = max(len(panel.headings) for panel in tables.all[:-1])
        below = tables.categories.last + 2
        for panel, draw in zip(tables.all, CHARTS, strict=True):
            _table(book, page, panel)
            if panel.rows:
                place = (below, 0) if panel is tables.categories else (panel.top + 1, beside)
                _insert(page, place, panel.title, draw(book, quoted(name), panel))
        page.set_print_scale(_SCALE)
        further = [below] if len(tables.categories.rows) > _MOST_ABOVE else []  # else the page's end cuts the chart
        page.set_h_pagebreaks([tables.groups.top, *further])
        page.print_area(0, 0, below + ceil(_CHART_SIZE["height"] / _ROW), _last_column(beside))
    return buffer.getvalue()


def _last_column(beside: int) -> int:
    """Return the last column that a chart reaches into which starts at column ``beside``."""
    further = _CHART_GAP + _CHART_SIZE["width"] - (COLUMNS - beside) * _NARROW
    return COLUMNS - 1 + max(ceil(further / _USUAL), 0)


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


def _insert(page: Page, place: tuple[int, int], title: str, chart: Chart) -> None:
    """Place a chart; it has the width that the system's fonts give to the columns."""
    is_beside = place[1] > 0
    chart.set_size(_CHART_SIZE if is_beside else _WIDE_SIZE)
    offset = _CHART_GAP if is_beside else 0
    page.insert_chart(*place, chart, {"object_position": 1, "description": title, "x_offset": offset})
