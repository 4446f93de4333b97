"""记为别名 and 标为已核实: what a person decided goes into the workbook's own catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import xlwings as xw

from kaohe.assessment.outcome import Outcome
from kaohe.core.letters import letters
from kaohe.core.records import NamedTuple
from kaohe.core.schema import CatalogueField, Sheet
from kaohe.core.table import CatalogueRow
from kaohe.excel.cells.blocks import Entry as CellEntry
from kaohe.excel.cells.blocks import enter, entry
from kaohe.excel.cells.places import address_of
from kaohe.excel.commands.recalculation import assess
from kaohe.excel.session.journal import Pen, recording
from kaohe.excel.session.manners import undisturbed
from kaohe.excel.session.questions import agrees
from kaohe.excel.session.refusal import RefusalError
from kaohe.excel.workbook.reader import OpenWorkbook, read_grid
from kaohe.excel.workbook.selection import SelectedUnit, selected_units
from kaohe.excel.workbook.writer import held, require_writable
from kaohe.matching.catalogue import Entry, confirm, reject
from kaohe.matching.model import Conflict, Match, Verdict
from kaohe.tables import Area, SheetGrid
from kaohe.tables.lists import catalogue_header, find_catalogue

_NO_ALIAS = "所选单位的原因里没有可以记为别名的说法。只有提示“意思相近”（M502）的说法可以记。"
_NO_VERDICT = (
    "所选单位的原因里没有可以标为已核实的提示。可以标的是“意思相近”（M502）和“意思相反”（M504）；"
    "其他提示请改正原文，或照原样保留。"
)
_REMEMBER = "以后把这些说法当作标准表述吗？（记入“标准目录”的“别名”列，可以撤销）\n\n{lines}"
_VERIFY = "已核实这些说法不是目录里的这一条，以后不再提示吗？（记入“标准目录”的“备注”列，可以撤销）\n\n{lines}"
_NO_COLUMN = "“{sheet}”缺少“{heading}”列，无法记入。请在表头加上这一列再试。"
_ADDED = "\n\n本工作簿没有“标准目录”，将新建一张，放入自带的标准原因。"


class Taught(NamedTuple):
    """A wording, and the entry of the catalogue that it is (or is not)."""

    wording: str
    entry: Entry


_RowChange = Callable[[CatalogueRow, str, date], CatalogueRow]


def remember_alias(book: xw.Book) -> str | None:
    """Keep the wordings of the selected units that mean an entry as its aliases."""
    return _decide(book, "记为别名", _is_variant, confirm, (_REMEMBER, _NO_ALIAS), "→")


def mark_verified(book: xw.Book) -> str | None:
    """Keep in mind that wordings of the selected units are not the entry that they look like."""
    return _decide(book, "标为已核实", _looks_like_entry, reject, (_VERIFY, _NO_VERDICT), "不是")


def _decide(
    book: xw.Book, title: str, concerns: Callable[[Match], bool], change: _RowChange, words: tuple[str, str], joint: str
) -> str | None:
    question, nothing = words
    with undisturbed(book) as progress:
        opened, outcome = assess(book, progress)
        decisions = _decisions(outcome, selected_units(book, opened), concerns)
        if not decisions:
            raise RefusalError(nothing)
        lines = "\n".join(f"“{each.wording}”{joint} {each.entry.code} {each.entry.wording}" for each in decisions)
        missing = "" if opened.sheets.catalogue else _ADDED
        if not agrees(book.app, question.format(lines=lines) + missing):
            return None
        with recording(book, title) as pen:
            _teach(book, pen, opened, decisions, change)
    return f"{title}：{len(decisions)}条"


def _is_variant(match: Match) -> bool:
    return match.verdict is Verdict.VARIANT


def _looks_like_entry(match: Match) -> bool:
    return match.verdict is Verdict.VARIANT or match.conflict is Conflict.OPPOSITE


def _decisions(outcome: Outcome, units: Iterable[SelectedUnit], concerns: Callable[[Match], bool]) -> list[Taught]:
    found: dict[tuple[str, str], Taught] = {}
    for unit in units:
        result = unit.result(outcome)
        items = [item for reading in result.readings for item in reading.items]
        for item, match in zip(items, result.matches, strict=True):
            if concerns(match):
                decision = Taught(item.reason, match.entries[0])
                found.setdefault((letters(item.reason), decision.entry.code), decision)
    return [*found.values()]


def _teach(book: xw.Book, pen: Pen, opened: OpenWorkbook, decisions: Iterable[Taught], change: _RowChange) -> None:
    grid = _catalogue_grid(book, pen, opened)
    catalogue, header = find_catalogue([grid]), catalogue_header(grid)
    if catalogue is None or header is None:
        raise RefusalError(f"“{grid.name}”的表头无法识别，未记入。请对照“使用说明”改好表头再试。")
    rows = {_shown(row.code): row for row in catalogue.rows}
    for decision in decisions:
        row = rows[decision.entry.code]
        rows[decision.entry.code] = change(row, decision.wording, date.today())
    before = {_shown(row.code): row for row in catalogue.rows}
    for code, row in rows.items():
        for field, old, new in _changes(before[code], row):
            if old != new and row.where is not None:
                _put(pen, grid, header[1], field, row.where.row, new)


def _changes(before: CatalogueRow, after: CatalogueRow) -> Iterator[tuple[CatalogueField, object, str]]:
    yield CatalogueField.ALIASES, _shown(before.aliases), _shown(after.aliases)
    yield CatalogueField.REMARK, _shown(before.remark), _shown(after.remark)


def _put(
    pen: Pen, grid: SheetGrid, columns: dict[CatalogueField, int], field: CatalogueField, row: int, text: str
) -> None:
    if field not in columns:
        raise RefusalError(_NO_COLUMN.format(sheet=grid.name, heading=field.value))
    column = columns[field]
    area = Area(row, column, row, column)
    pen.enter(grid.name, area, [[held(grid, row, column)]], [[entry(text or None)]])


def _shown(value: object) -> str:
    return "" if value is None else str(value).strip()


def _catalogue_grid(book: xw.Book, pen: Pen, opened: OpenWorkbook) -> SheetGrid:
    """Return the workbook's catalogue as it stands in its sheet, made where there is none."""
    where = opened.sheets.catalogue[0].where if opened.sheets.catalogue else None
    if where is not None:
        require_writable(book, [where.sheet])
        return read_grid(book.sheets[where.sheet], where.sheet)
    require_writable(book, [], adds_sheet=Sheet.CATALOGUE)
    sheet = _add_catalogue(pen, opened)
    return read_grid(sheet, Sheet.CATALOGUE)


def _add_catalogue(pen: Pen, opened: OpenWorkbook) -> xw.Sheet:
    from kaohe.matching.catalogue import builtin_rows

    if Sheet.CATALOGUE in opened.names:
        raise RefusalError(f"工作表“{Sheet.CATALOGUE}”里没有标准原因，未记入。请先填写，或删去这张表再试。")
    sheet = pen.add_sheet(Sheet.CATALOGUE)
    rows: list[list[CellEntry]] = [[*CatalogueField]]
    for row in builtin_rows():
        cells = (row.code, row.wording, row.sign, row.points, row.aliases, row.remark)
        rows.append([entry(cell) for cell in cells])
    enter(sheet.range(address_of(Area(1, 1, len(rows), len(CatalogueField)))), rows)
    for letter, width in zip("ABCDEF", (10, 84, 9, 9, 36, 24), strict=True):
        sheet.range(f"{letter}:{letter}").column_width = width
    sheet.range("A1:F1").font.bold = True
    return sheet
