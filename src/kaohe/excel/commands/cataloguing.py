"""整理标准目录 and 采用整理结果: a catalogue drafted from the workbook's own reasons, and taken over once a person has decided."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import xlwings as xw

from kaohe.core.schema import Mark, Sheet
from kaohe.core.table import CatalogueRow
from kaohe.excel.cells.blocks import entry
from kaohe.excel.cells.places import address_of, areas_of
from kaohe.excel.commands.recalculation import assess
from kaohe.excel.session.journal import Pen, recording
from kaohe.excel.session.manners import undisturbed
from kaohe.excel.session.questions import agrees
from kaohe.excel.session.refusal import RefusalError
from kaohe.excel.workbook.pages import mentions_of, put_page, show
from kaohe.excel.workbook.reader import OpenWorkbook, read_grid, read_list
from kaohe.excel.workbook.writer import held, require_room, require_writable
from kaohe.files.catalogue_writing import catalogue_changes
from kaohe.files.pages.draft_sheet import build_catalogue, build_draft, find_draft
from kaohe.reports.drafting import Decided, decide, draft_of
from kaohe.tables import Area

_NO_REASONS = "考核表里还没有加扣分原因，没有可以整理的。请先填写原因再试。"
_ANEW = "“{sheet}”里已有整理结果。重新整理会换掉它，您改过的也不保留（可以撤销）。要重新整理吗？"
_NO_DRAFT = "本工作簿还没有整理结果。请先点“整理标准目录”，在“{sheet}”里改好，再采用。"
_UNCLEAR = "“{sheet}”第{row}行：{why}。共{count}处要改，没有采用。"
_ADOPT = "采用这{count}条标准原因吗？（写入“{sheet}”，{dropped}条不要；可以撤销）"


def draft_catalogue(book: xw.Book) -> str | None:
    """Put the page 目录整理; return the line for the status bar."""
    with undisturbed(book) as progress:
        opened, outcome = assess(book, progress)
        progress.say("正在整理标准原因")
        proposals = draft_of([outcome], opened.sheets.catalogue)
        if not proposals:
            raise RefusalError(_NO_REASONS)
        require_room(book, opened, Mark.DRAFT, Sheet.DRAFT)
        if (earlier := opened.pages.get(Mark.DRAFT)) and not agrees(book.app, _ANEW.format(sheet=earlier)):
            return None
        with recording(book, "整理标准目录") as pen:
            build = partial(build_draft, proposals)
            sheet = put_page(book, pen, build, Sheet.DRAFT, Mark.DRAFT, mentions_of(opened, Mark.DRAFT))
        show(sheet)
    uses = sum(each.uses for each in proposals)
    return f"已由{uses}处原因整理出{len(proposals)}条标准原因。请在“{sheet.name}”里核对，再点“采用整理结果”"


def adopt_catalogue(book: xw.Book) -> str | None:
    """Let the workbook's catalogue be what the page 目录整理 says; return the line for the status bar."""
    with undisturbed(book) as progress:
        opened, _ = assess(book, progress)
        decided = _decided(book, opened)
        question = _ADOPT.format(count=len(decided.rows), sheet=Sheet.CATALOGUE, dropped=len(decided.dropped))
        if not agrees(book.app, question):
            return None
        where = opened.sheets.catalogue[0].where if opened.sheets.catalogue else None
        if where is None:
            require_writable(book, [], adds_sheet=Sheet.CATALOGUE)
        else:
            require_writable(book, [where.sheet])
        with recording(book, "采用整理结果") as pen:
            if where is None:
                put_page(book, pen, partial(build_catalogue, decided.rows), Sheet.CATALOGUE, Mark.CATALOGUE)
            else:
                _change(book, pen, opened, where.sheet, decided.rows)
    return f"已采用{len(decided.rows)}条标准原因。请点“重新计算”，按新目录核对"


def _decided(book: xw.Book, opened: OpenWorkbook) -> Decided:
    page = opened.pages.get(Mark.DRAFT)
    decisions = find_draft([read_list(book.sheets[page], page)]) if page else None
    if page is None or decisions is None:
        raise RefusalError(_NO_DRAFT.format(sheet=Sheet.DRAFT))
    decided = decide(decisions)
    if decided.unclear:
        where, why = decided.unclear[0]
        raise RefusalError(_UNCLEAR.format(sheet=page, row=where.row, why=why, count=len(decided.unclear)))
    return decided


def _change(book: xw.Book, pen: Pen, opened: OpenWorkbook, name: str, rows: Sequence[CatalogueRow]) -> None:
    """Change the catalogue's sheet in one block, and let its Excel Table reach what was added below."""
    grid = read_grid(book.sheets[name], name)
    cells = catalogue_changes(grid, opened.sheets.catalogue or (), rows)
    if not cells:
        return
    (top, left), (end, right) = map(min, zip(*cells, strict=True)), map(max, zip(*cells, strict=True))
    area = Area(top, left, end, right)
    places = [[(row, column) for column in range(left, right + 1)] for row in range(top, end + 1)]
    before = [[held(grid, *cell) for cell in line] for line in places]
    after = [[entry(cells[cell]) if cell in cells else held(grid, *cell) for cell in line] for line in places]
    _stretch(book, pen, name, area)
    pen.enter(name, area, before, after)


def _stretch(book: xw.Book, pen: Pen, name: str, area: Area) -> None:
    for table in book.sheets[name].tables:
        had = areas_of(table.range.address)[0]
        if had.row1 < area.row1 <= had.row2 + 1 and had.row2 < area.row2:
            pen.add_undo(f"工作表“{name}”的表格", partial(_resize, name, table.name, had))
            _resize(name, table.name, had._replace(row2=area.row2), book)


def _resize(name: str, table: str, area: Area, book: xw.Book) -> None:
    sheet = book.sheets[name]
    sheet.tables[table].resize(sheet.range(address_of(area)))
