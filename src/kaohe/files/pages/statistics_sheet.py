"""The sheet 统计: figures, sentences, tables with bars in their cells, and a native chart, on upright A4."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from io import BytesIO
from itertools import accumulate

from kaohe.assessment.check_code import check_code
from kaohe.assessment.outcome import Outcome
from kaohe.core.cells import CellValue
from kaohe.core.records import replace
from kaohe.core.schema import Mark, Sheet
from kaohe.files.ooxml.own_sheet import marked_sheet
from kaohe.files.ooxml.transplant import put_page
from kaohe.files.ooxml.workbook import DefinedName, Workbook, quoted
from kaohe.files.pages.ranking_sheet import as_formula, as_text
from kaohe.files.pages.statistics_charts import Chart, stacked, unit_step
from kaohe.files.template import style
from kaohe.files.template.book import CREATED, Book, Page, write
from kaohe.files.template.measure import row_height
from kaohe.files.template.style import Look
from kaohe.reports.statistics import Statistics, compute
from kaohe.reports.statistics.panels import (
    CARD_ROW,
    CARD_SPANS,
    CHART_ROWS,
    COLUMNS,
    WORDS_ROW,
    WORDS_TITLE,
    ColumnKind,
    Panel,
    PanelColumn,
    Panels,
    panels,
)

_WIDTHS = (6.5, *(7.2,) * (COLUMNS - 3), 13.0, 13.0)
#: Per cent, so that the columns fit the page also where the workbook's own font is a wide one.
_SCALE = 80
#: What a page holds at that scale, in points; Excel takes no heed of page breaks where it is told a number of pages.
_PAGE_HEIGHT = 915
_TITLE_HEIGHT, _SECTION_HEIGHT, _LEAST, _GAP, _CHART_ROW = 44, 26, 20, 10, 19
_TWO_LINES = 31
_CARD_HEIGHTS = (22, 34)
#: Pixels of a point, and of the margin around a chart.
_PIXEL, _CHART_MARGIN = 4 / 3, 8
_INDENT = 1.5
_SIZE = 10
_CELL: Look = {**style.TYPED, "font_size": _SIZE}
_SENTENCE: Look = {**style.PROSE, "font_size": 11}
_CARD_WORD: Look = {**style.LABEL, "font_size": _SIZE, "bold": False, "align": "center", "bottom": 0}
_CARD_VALUE: Look = {**style.LABEL, "font_size": 18, "align": "center", "font_color": style.NAVY, "top": 0}
#: Bars from nought, the largest value as long as the cell; of two columns side by side each has its own.
_BAR: Look = {
    "type": "data_bar", "bar_solid": True, "bar_no_border": True, "bar_direction": "left", "bar_axis_position": "none",
    "min_type": "num", "min_value": 0, "max_type": "max", "min_length": 0, "max_length": 100,
}  # fmt: skip
#: Hidden names that keep what is said on the sheet and in no cell of the tables.
WORDS = (Mark.STATISTICS_TITLE, Mark.CHANGES)
_BAR_COLOURS = ("#BDD7EE", "#F8CBAD")


def put_statistics(workbook: Workbook, found: Statistics) -> str:
    """Put the statistics into a closed workbook, in the place of earlier ones; return the sheet's name."""
    return put_page(workbook, partial(build_statistics, found), Sheet.STATISTICS, Mark.STATISTICS)


def refresh_statistics(workbook: Workbook, outcome: Outcome) -> None:
    """Let the statistics follow an outcome, if the workbook has any."""
    if marked_sheet(workbook, Mark.STATISTICS):
        put_statistics(workbook, compute(outcome, **kept_words(_texts(workbook), outcome)))


def make_statistics(workbook: Workbook, outcome: Outcome, changes: str = "") -> None:
    """Put the statistics of an outcome, and keep what no cell of the tables says for when they are made again."""
    for mark, text in said_words(outcome, changes).items():
        workbook.define(DefinedName(mark, as_formula(text), hidden=True))
    put_statistics(workbook, compute(outcome, **kept_words(_texts(workbook), outcome)))


def said_words(outcome: Outcome, changes: str = "") -> dict[Mark, str]:
    """Return the texts that hidden names keep; a comparison holds for these very data only, so their code goes along."""
    kept = {Mark.STATISTICS_TITLE: outcome.title} if outcome.title else {}
    return kept | ({Mark.CHANGES: f"{check_code(outcome.units)} {changes}"} if changes else {})


def kept_words(texts: Mapping[str, str], outcome: Outcome) -> dict[str, str]:
    """Return title and sentence on changes that a workbook's hidden names keep, by what :func:`compute` calls them."""
    code, _, changes = texts.get(Mark.CHANGES, "").partition(" ")
    fits = bool(changes) and code == check_code(outcome.units)
    return {"title": texts.get(Mark.STATISTICS_TITLE, ""), "changes": changes if fits else ""}


def _texts(workbook: Workbook) -> dict[str, str]:
    return {name.name: as_text(name.refers_to) for name in workbook.names if name.name in set(WORDS)}


def build_statistics(found: Statistics, name: str) -> bytes:
    """Return a workbook whose only sheet, called ``name``, is the statistics; the same figures give the same bytes."""
    buffer = BytesIO()
    with Book(buffer) as book:
        book.workbook.set_properties({"title": name, "comments": "由 Kaohe 生成", "created": CREATED})
        shown = panels(found)
        page = book.page(name, "#00897B")
        _set_up(page, shown)
        _head(book, page, shown)
        for panel in shown.tables:
            _table(book, page, panel)
            if panel.has_chart:
                _insert(page, panel, stacked(book, quoted(name), panel))
    return buffer.getvalue()


def is_drawn_alike(before: Sequence[Sequence[CellValue]], shown: Panels) -> bool:
    """Say whether a sheet with these values needs only other values to show what is to be shown.

    ``before`` has a row more than the grid, blank where the sheet ends there.  Rows must be tall enough for other
    texts, and the axis of the chart fit other counts.
    """
    grid: list[Sequence[CellValue]] = [*shown.grid, [None] * COLUMNS]
    if [[value is None for value in row] for row in before] != [[value is None for value in row] for row in grid]:
        return False
    tables = tuple(
        replace(
            panel,
            rows=tuple(tuple(before[row][at] for at in panel.places) for row in range(panel.first, panel.last + 1)),
        )
        for panel in shown.tables
    )
    words = tuple(str(before[row][0]) for row in range(WORDS_ROW + 1, WORDS_ROW + 1 + len(shown.sentences)))
    earlier = replace(shown, title=str(before[0][0]), sentences=words, tables=tables)
    steps = ([unit_step(panel) for panel in each.tables if panel.has_chart] for each in (earlier, shown))
    return heights(earlier) == heights(shown) and next(steps) == next(steps)


def heights(shown: Panels) -> list[float]:
    """Return the height of each row in points, those of the charts and of the blank rows too."""
    end = max((panel.end for panel in shown.tables), default=WORDS_ROW + 1 + len(shown.sentences))
    found: list[float] = [_GAP] * end
    found[0] = max(_TITLE_HEIGHT, row_height([(shown.title, sum(_WIDTHS))], size=18) + 14)
    found[CARD_ROW : CARD_ROW + 2] = _CARD_HEIGHTS
    found[WORDS_ROW] = _SECTION_HEIGHT
    for row, sentence in enumerate(shown.sentences, WORDS_ROW + 1):
        found[row] = max(row_height([(sentence, sum(_WIDTHS) - _INDENT)]), _LEAST)
    for panel in shown.tables:
        found[panel.top] = _SECTION_HEIGHT
        head, *rows = (max(_row(panel, cells), _LEAST) for cells in _rows(panel))
        found[panel.top + 1 : panel.last + 1] = [head, *(_evened(rows) if panel.has_texts else rows)]
        found[panel.last + 1 : panel.end] = [_CHART_ROW] * (panel.end - panel.last - 1)
    return found


def _evened(heights_of_rows: Sequence[float]) -> list[float]:
    """Return heights of rows that look alike where none takes more than two lines."""
    least = min(max(heights_of_rows), _TWO_LINES)
    return [max(height, least) for height in heights_of_rows]


def _rows(panel: Panel) -> Iterator[Sequence[CellValue]]:
    yield tuple(column.heading for column in panel.columns)
    yield from panel.rows


def _row(panel: Panel, cells: Sequence[CellValue]) -> float:
    widths = (
        sum(_WIDTHS[place : place + column.span]) for place, column in zip(panel.places, panel.columns, strict=True)
    )
    texts = [(cell, width - 1) for cell, width in zip(cells, widths, strict=True) if isinstance(cell, str)]
    return row_height(texts, size=_SIZE)


def _set_up(page: Page, shown: Panels) -> None:
    page.set_portrait()
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)
    fitted = heights(shown)
    for row, height in enumerate(fitted):
        page.set_row(row, height)
    page.set_print_scale(_SCALE)
    page.set_h_pagebreaks([*_breaks(shown, fitted)])
    page.print_area(0, 0, len(fitted) - 1, COLUMNS - 1)
    page.repeat_rows(0)


def _breaks(shown: Panels, fitted: Sequence[float]) -> Iterator[int]:
    """Yield the rows that a new page begins with: a table stands whole on one page, with its chart."""
    start = 0.0
    before = [0.0, *accumulate(fitted)]
    for panel in shown.tables:
        if before[panel.end] - start > _PAGE_HEIGHT:
            yield panel.top
            start = before[panel.top] - fitted[0]  # the title stands on each page


def _head(book: Book, page: Page, shown: Panels) -> None:
    _across(book, page, 0, shown.title, {**style.TITLE, "align": "center", "text_wrap": True})
    places = accumulate(CARD_SPANS, initial=0)
    for place, span, (word, value, number_format) in zip(places, CARD_SPANS, shown.cards, strict=False):
        for row, cell, look in ((CARD_ROW, word, _CARD_WORD), (CARD_ROW + 1, value, _CARD_VALUE)):
            _spanned(book, page, row, place, span, cell, {**look, "num_format": number_format})
    _across(book, page, WORDS_ROW, WORDS_TITLE, style.SECTION)
    for row, sentence in enumerate(shown.sentences, WORDS_ROW + 1):
        _across(book, page, row, sentence, _SENTENCE)


def _across(book: Book, page: Page, row: int, text: str, look: Look) -> None:
    _spanned(book, page, row, 0, COLUMNS, text, look)


def _spanned(book: Book, page: Page, row: int, place: int, span: int, value: CellValue, look: Look) -> None:
    """Write a value over some columns of the grid."""
    drawn = book.look(look)
    if span > 1:
        page.merge_range(row, place, row, place + span - 1, "", drawn)
    write(page, row, place, value, drawn)


def _table(book: Book, page: Page, panel: Panel) -> None:
    _across(book, page, panel.top, panel.title, style.SECTION)
    colours = iter(_BAR_COLOURS)
    for place, column in zip(panel.places, panel.columns, strict=True):
        head = {**style.HEADS["computed"], "font_size": _SIZE}
        _spanned(book, page, panel.top + 1, place, column.span, column.heading, head)
        if column.kind is ColumnKind.BAR:
            bar = {**_BAR, "bar_color": next(colours)}
            page.conditional_format(panel.first, place, panel.last, place, bar)
    for row, cells in enumerate(panel.rows, panel.first):
        for place, column, value in zip(panel.places, panel.columns, cells, strict=True):
            _spanned(book, page, row, place, column.span, value, {**_CELL, **_set(column)})


def _set(column: PanelColumn) -> Look:
    """Return how the cells of a column are set."""
    match column.kind:
        case ColumnKind.TEXT:
            return {"indent": 1}
        case ColumnKind.NAME:
            return {"align": "center"}
        case ColumnKind.BAR:
            return {"align": "left", "indent": 1, "num_format": column.number_format}
    return {"align": "center", "num_format": column.number_format}


def _insert(page: Page, panel: Panel, chart: Chart) -> None:
    """Place a chart in the rows below its table; it grows with them and with the columns."""
    width = sum(int(width * 7 + 5) for width in _WIDTHS) - 2 * _CHART_MARGIN
    height = CHART_ROWS * _CHART_ROW * _PIXEL - 2 * _CHART_MARGIN
    chart.set_size({"width": width, "height": height})
    place = {"x_offset": _CHART_MARGIN, "y_offset": _CHART_MARGIN}
    page.insert_chart(panel.last + 1, 0, chart, {"object_position": 1, "description": panel.title, **place})
