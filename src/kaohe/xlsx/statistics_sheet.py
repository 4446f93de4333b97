"""The sheet 统计: four tables and, beside each, a native chart of its cells."""

from __future__ import annotations

from functools import partial
from io import BytesIO

from kaohe.schema import Mark, Sheet
from kaohe.statistics import Statistics
from kaohe.statistics.panels import COLUMNS, LEAST_ROWS, TITLE, Panel, Panels, panels
from kaohe.xlsx.statistics_charts import CHARTS, Chart
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
        page.set_column(COLUMNS, COLUMNS, 2)
        page.set_column(_CHART_COLUMN, _CHART_COLUMN, _CHART_WIDTH)
        _head(book, page, tables)
        for panel, draw in zip(tables.all, CHARTS, strict=True):
            _table(book, page, panel)
            if panel.rows:
                _insert(page, panel, draw(book, quoted(name), panel))
        page.set_print_scale(_SCALE)
        page.set_h_pagebreaks([tables.groups.top])
        page.print_area(0, 0, max(tables.categories.last, tables.categories.top + LEAST_ROWS + 4), _CHART_COLUMN)
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
