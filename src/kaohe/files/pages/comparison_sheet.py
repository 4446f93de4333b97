"""The workbook with the sheet 与上一版比较: what a leader reads after a revision, ready to print on A4."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

from kaohe.core.decimals import fixed_format, places
from kaohe.core.schema import Sheet
from kaohe.files.template import style
from kaohe.files.template.book import CREATED, Book, Page, write
from kaohe.files.template.measure import row_height
from kaohe.files.template.style import Look
from kaohe.reports.comparison import ChangeRow, Comparison, rows, summary

#: Heading and width of each column; the last four stand in pairs under 得分 and 名次.
_COLUMNS = (
    ("被考核单位", 16.0), ("类别", 16.0), ("变动", 23.0), ("上一版", 44.0), ("本版", 44.0),
    ("上一版得分", 9.0), ("本版得分", 9.0), ("上一版名次", 9.0), ("本版名次", 9.0),
)  # fmt: skip
_TOP = 4
_INDENT = 1.5

#: By the sign that opens the word of a change, so that nothing is said by colour alone.
_LOOKS: dict[str, Look] = {
    "＋": {"font_color": "#1F4E79", "bg_color": "#DDEBF7"},
    "－": {"font_color": "#9C0006", "bg_color": "#F8CBAD"},
    "≠": {"font_color": "#7F6000", "bg_color": "#FFF2CC"},
    "↕": {"font_color": style.QUIET, "bg_color": style.COMPUTED_FILL},
}
_LEGEND = {"＋": "＋ 新增", "－": "－ 删去", "≠": "≠ 有变动", "↕": "↕ 条目未变，只有得分或名次变动"}
_NOTHING = "没有变动"
_SAME: Look = {"font_color": style.QUIET}


def build_comparison(comparison: Comparison, old: str, new: str, name: str = Sheet.COMPARISON) -> bytes:
    """Return a workbook of one sheet, called ``name``; ``old`` and ``new`` are what the two versions are called."""
    buffer = BytesIO()
    with Book(buffer) as book:
        book.workbook.set_properties({"title": name, "comments": "由 Kaohe 生成", "created": CREATED})
        page = book.page(name, "#7F6000")
        _head(book, page, (f"上一版：{old}　　本版：{new}", summary(comparison)))
        found = rows(comparison)
        decimals = places(
            figure for row in found for shown in row.scores if isinstance(figure := _figure(shown), Decimal)
        )
        for number, row in enumerate(found, start=_TOP + 1):
            _write_row(book, page, number, row, fixed_format(decimals))
        if not found:
            page.merge_range(_TOP + 1, 0, _TOP + 1, len(_COLUMNS) - 1, _NOTHING, book.look(style.TYPED, align="center"))
        page.autofilter(_TOP, 0, _TOP + max(len(found), 1), len(_COLUMNS) - 1)
        page.freeze_panes(_TOP + 1, 1)
        page.repeat_rows(_TOP)
    return buffer.getvalue()


def _head(book: Book, page: Page, lines: Sequence[str]) -> None:
    page.write_string(0, 0, Sheet.COMPARISON, book.look(style.TITLE))
    page.set_row(0, 34)
    last = len(_COLUMNS) - 1
    for row, line in enumerate(lines, start=1):
        page.merge_range(row, 0, row, last, "", book.look(style.HINT, text_wrap=True))
        write(page, row, 0, line, book.look(style.HINT, text_wrap=True))
        page.set_row(row, row_height([(line, sum(width for _, width in _COLUMNS))], size=10))
    for column, (sign, words) in enumerate(_LEGEND.items()):
        page.write_string(3, column, words, book.look(style.TYPED, **_LOOKS[sign], font_size=10, align="center"))
    page.set_row(3, 20)
    head = book.look(style.HEADS["computed"])
    for column, (heading, width) in enumerate(_COLUMNS):
        page.set_column(column, column, width)
        page.write_string(_TOP, column, heading, head)
    page.set_row(_TOP, 36)


def _write_row(book: Book, page: Page, number: int, row: ChangeRow, score_format: str) -> None:
    """Write one change; what the further rows of a unit repeat stands back, but is there for filters."""
    repeated = {} if row.first else _SAME
    text = book.look(style.TYPED, indent=1)
    figure = book.look(style.TYPED, align="center", **repeated)
    name = book.look(style.TYPED, indent=1, bold=row.first, **repeated)
    write(page, number, 0, row.subject, name)
    write(page, number, 1, row.category or None, book.look(style.TYPED, indent=1, **repeated))
    write(page, number, 2, row.word, book.look(style.TYPED, indent=1, **_LOOKS[row.word[0]]))
    write(page, number, 3, row.before or None, text)
    write(page, number, 4, row.after or None, text)
    score = book.look(style.TYPED, align="center", num_format=score_format, **repeated)
    for column, shown in enumerate((*row.scores, *row.ranks), start=5):
        write(page, number, column, _figure(shown), score if column < 7 else figure)
    texts = (row.subject, row.category, row.word, row.before, row.after)
    widths = (width - _INDENT for _, width in _COLUMNS)
    page.set_row(number, row_height(zip(texts, widths, strict=False)))


def _figure(shown: str) -> Decimal | str | None:
    """Return a score or rank as a number, so that it can be sorted; 未定 stays a word."""
    if not shown:
        return None
    return Decimal(shown) if shown[0] in "-0123456789" else shown
