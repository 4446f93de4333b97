"""The ranking list (排名榜) as a sheet: what the office publishes, on A4, upright."""

from __future__ import annotations

from functools import partial
from io import BytesIO

from kaohe.assessment.outcome import Outcome
from kaohe.core.cells import CellValue
from kaohe.core.decimals import fixed_format
from kaohe.core.records import NamedTuple
from kaohe.core.schema import Mark, Sheet
from kaohe.core.settings import RankingColumn
from kaohe.files.ooxml.own_sheet import marked_sheet
from kaohe.files.ooxml.transplant import put_page
from kaohe.files.ooxml.workbook import DefinedName, Workbook
from kaohe.files.template import style
from kaohe.files.template.book import CREATED, Book, Page, write
from kaohe.files.template.measure import row_height
from kaohe.reports.ranking_list import RankingGroup, RankingLine, RankingList, make_ranking_list

#: Columns of texts share what the narrow ones leave of a page.
_NARROW = {
    RankingColumn.RANK: 12.0,
    RankingColumn.SCORE: 12.0,
    RankingColumn.GRADE: 12.0,
    RankingColumn.ADDED: 10.0,
    RankingColumn.DEDUCTED: 10.0,
    RankingColumn.ITEMS: 13.0,
}
_PAGE, _LEAST = 88.0, 22.0
_WEIGHTS = {RankingColumn.REASONS: 3.0}
_SIZE = 12
_ROW, _HEAD, _BAND = 24, 28, 28
#: Equal ranks stay numbers that can be sorted; that they are shared is only shown.
_LONGEST_CONSTANT = 200
_TIED = '0"（并列）"'
_CELL: style.Look = {**style.TYPED, "font_size": _SIZE, "align": "center"}
_TEXT: style.Look = {**style.TYPED, "font_size": _SIZE, "indent": 1}
_BAND_LOOK: style.Look = {**style.LABEL, "font_size": 13, "align": "center", "font_color": style.NAVY}


class _Column(NamedTuple):
    """A column of the list: its heading, its width in Excel's units, and how its cells look."""

    heading: RankingColumn
    width: float
    look: style.Look


def put_ranking(workbook: Workbook, found: RankingList) -> str:
    """Put the list into a closed workbook, in the place of an earlier one; return the sheet's name."""
    name = put_page(workbook, partial(build_ranking, found), Sheet.RANKING, Mark.RANKING)
    workbook.define(DefinedName(Mark.RANKING_TITLE, as_formula(found.title), hidden=True))
    return name


def refresh_ranking(workbook: Workbook, outcome: Outcome) -> None:
    """Let the list follow an outcome, if the workbook has one; a title that no setting gives stays as it was."""
    if marked_sheet(workbook, Mark.RANKING):
        titles = (as_text(name.refers_to) for name in workbook.names if name.name == Mark.RANKING_TITLE)
        put_ranking(workbook, make_ranking_list(outcome, next(titles, "")))


def as_formula(text: str) -> str:
    """Return a text as a hidden name refers to it; Excel takes 255 characters."""
    return '"' + text[:_LONGEST_CONSTANT].replace('"', '""') + '"'


def as_text(formula: str) -> str:
    """Return the text that a hidden name refers to."""
    return formula.removeprefix("=")[1:-1].replace('""', '"')


def build_ranking(found: RankingList, name: str) -> bytes:
    """Return a workbook whose only sheet, called ``name``, is the list; the same list gives the same bytes."""
    buffer = BytesIO()
    with Book(buffer) as book:
        book.workbook.set_properties({"title": name, "comments": "由 Kaohe 生成", "created": CREATED})
        page = book.page(name, "#C55A11")
        page.set_portrait()
        page.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.8)
        columns = _columns(found)
        for number, column in enumerate(columns):
            page.set_column(number, number, column.width)
        _head(book, page, found.title, columns)
        row = 2
        for group in found.groups:
            row = _group(book, page, row, group, columns)
        page.repeat_rows(1)
        page.freeze_panes(2, 0)
    return buffer.getvalue()


def ranking_rows(found: RankingList) -> list[list[CellValue]]:
    """Return what the cells of the sheet hold, row by row, as long as its columns are many."""
    width = len(found.columns)
    rows: list[list[CellValue]] = [_alone(found.title, width), [column.value for column in found.columns]]
    for group in found.groups:
        rows += [_alone(group.name, width)] if group.name else []
        rows += [list(place.cells) for place in group.places]
        rows += [_alone(group.remark, width)] if group.remark else []
    return rows


def _alone(text: str, width: int) -> list[CellValue]:
    return [text, *[None] * (width - 1)]


def _columns(found: RankingList) -> list[_Column]:
    return [
        _Column(heading, width, _look(heading, decimals))
        for heading, width, decimals in zip(found.columns, _widths(found.columns), found.decimals, strict=True)
    ]


def _look(heading: RankingColumn, decimals: int | None) -> style.Look:
    if heading in {RankingColumn.UNIT, RankingColumn.REASONS}:
        return _TEXT
    return _CELL if decimals is None else {**_CELL, "num_format": fixed_format(decimals)}


def _widths(columns: tuple[RankingColumn, ...]) -> list[float]:
    room = _PAGE - sum(_NARROW.get(column, 0.0) for column in columns)
    weights = {column: _WEIGHTS.get(column, 1.0) for column in columns if column not in _NARROW}
    share = room / sum(weights.values())
    return [_NARROW.get(column) or max(share * weights[column], _LEAST) for column in columns]


def _head(book: Book, page: Page, title: str, columns: list[_Column]) -> None:
    look = book.look(style.TITLE, align="center", text_wrap=True)
    page.merge_range(0, 0, 0, len(columns) - 1, title, look)
    page.set_row(0, row_height([(title, _whole(columns))], size=18) + 14)
    for number, column in enumerate(columns):
        page.write_string(1, number, column.heading, book.look(style.HEADS["typed"], font_size=_SIZE))
    page.set_row(1, _HEAD)


def _whole(columns: list[_Column]) -> float:
    return sum(column.width for column in columns)


def _group(book: Book, page: Page, row: int, group: RankingGroup, columns: list[_Column]) -> int:
    """Write one group from ``row`` on; return the next free row."""
    last = len(columns) - 1
    if group.name:
        page.merge_range(row, 0, row, last, group.name, book.look(_BAND_LOOK))
        page.set_row(row, max(_BAND, row_height([(group.name, _whole(columns))], size=13)))
        row += 1
    for place in group.places:
        _place(book, page, row, place, columns)
        row += 1
    if group.remark:
        page.merge_range(row, 0, row, last, group.remark, book.look(style.HINT, text_wrap=True))
        page.set_row(row, row_height([(group.remark, _whole(columns))], size=10))
        row += 1
    return row


def _place(book: Book, page: Page, row: int, place: RankingLine, columns: list[_Column]) -> None:
    for number, (column, value) in enumerate(zip(columns, place.cells, strict=True)):
        tied: style.Look = {"num_format": _TIED} if place.tied and column.heading is RankingColumn.RANK else {}
        write(page, row, number, value, book.look(column.look, **tied))
    texts = [
        (value, column.width - 2) for column, value in zip(columns, place.cells, strict=True) if isinstance(value, str)
    ]
    page.set_row(row, max(row_height(texts, size=_SIZE), _ROW))
