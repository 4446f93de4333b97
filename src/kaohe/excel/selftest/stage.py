"""A workbook that a scenario plays in: made for it, seen before and after, closed unsaved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import xlwings as xw

from kaohe.core.records import dataclass
from kaohe.excel.cells.blocks import read_formulas, read_values
from kaohe.excel.cells.places import areas_of
from kaohe.excel.session.stand_in import StandIn, answered_by
from kaohe.files.template.book import Book

SHEET = "考核表"
_HEADINGS = ("序号", "被考核单位", "加扣分原因及分值", "考核得分", "名次")

#: Reasons with the score and the rank that they must get; most are of the built-in catalogue, or its wordings go unsaid.
ROWS: tuple[tuple[str, str, float | None, int | None], ...] = (
    ("测试甲镇", "暗访发现驻村工作队员未在岗被通报，扣0.2分", 99.8, 3),
    ("测试乙镇", "无", 100, 2),
    ("测试丙镇", "个别帮扶干部未如实填写帮扶记录，扣0.1分；工作经验被推广，加0.5分", 100.4, 1),
    ("测试丁镇", "个别帮扶干部未及时到村开展工作，扣分", None, None),
    ("测试戊镇", "个别帮扶干部未及时到村开展工作，扣0.1分；个别帮扶干部未如实填写帮扶记录，扣0.1分", 99.8, 3),
)
FIRST_ROW = 2


class FailedError(AssertionError):
    """Something is not as it must be; the text says in Chinese what."""


class NotApplicableError(Exception):
    """This program can't show what the scenario looks at; the text says in Chinese why."""


@dataclass(frozen=True, slots=True)
class Stage:
    """An open workbook, who answers there, and a folder for files."""

    app: xw.App
    book: xw.Book
    person: StandIn
    folder: Path

    def shown(self, address: str, sheet: str = SHEET) -> object:
        """Return what one cell shows."""
        return read_values(self.book.sheets[sheet].range(address))[0][0]

    def select(self, address: str) -> None:
        """Select cells of the table."""
        self.book.sheets[SHEET].api.Activate()
        self.book.sheets[SHEET].range(address).api.Select()

    def sight(self) -> dict[str, object]:
        """Return what of the workbook must be as before when all is taken back."""
        seen: dict[str, object] = {"工作表": [sheet.name for sheet in self.book.sheets]}
        for sheet in self.book.sheets:
            seen[f"{sheet.name} 单元格"] = _cells(sheet)
            seen[f"{sheet.name} 批注"] = sorted((note.location.address, note.text) for note in sheet.notes)
            seen[f"{sheet.name} 条件格式"] = len(sheet.cells.conditional_formats)
        return seen


def _cells(sheet: xw.Sheet) -> dict[tuple[int, int], str]:
    """Return the formulas and texts of all cells that hold something, by their place."""
    used = sheet.used_range
    rows = read_formulas(used)
    top, left = areas_of(used.address)[0][:2]
    return {(row, column): text for row, line in enumerate(rows, top) for column, text in enumerate(line, left) if text}


def require(is_so: bool, otherwise: str) -> None:
    """Raise FailedError with a sentence in Chinese where something is not so."""
    if not is_so:
        raise FailedError(otherwise)


@contextmanager
def staged(app: xw.App) -> Iterator[Stage]:
    """Open a workbook for one scenario; afterwards it and whatever else was opened is closed, unsaved."""
    before = {book.name for book in app.books}
    front = app.books.active.name if before else None
    with TemporaryDirectory(ignore_cleanup_errors=True) as name, answered_by(StandIn()) as person:
        folder = Path(name)
        source = folder / "~kaohe_selftest.xlsx"
        source.write_bytes(table())
        try:
            app.api.Workbooks.Add(str(source))
            yield Stage(app, app.books.active, person, folder)
        finally:
            for book in [each for each in app.books if each.name not in before]:
                book.close()
            if front is not None:
                app.books[front].api.Activate()


def table(*, stated: bool = False) -> bytes:
    """Return the workbook that scenarios play in: an office's own table with blank scores and ranks, or (``stated``) with wrong ones."""
    buffer = BytesIO()
    with Book(buffer) as book:
        sheet = book.workbook.add_worksheet(SHEET)
        sheet.write_row(0, 0, _HEADINGS)
        for number, (unit, reasons, _, _) in enumerate(ROWS, 1):
            sheet.write_row(number, 0, (number, unit, reasons, *((90 + number, number) if stated else ())))
    return buffer.getvalue()
