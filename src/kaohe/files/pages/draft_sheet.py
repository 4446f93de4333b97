"""The sheet 目录整理: a drafted catalogue, row by row for a person to keep, merge, rename or drop."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from kaohe.core.cells import CellRef, CellValue
from kaohe.core.schema import CatalogueField, Sheet
from kaohe.core.table import CatalogueRow
from kaohe.files.template import style
from kaohe.files.template.book import CREATED, Book, Page, write
from kaohe.files.template.measure import row_height
from kaohe.matching.drafting import Proposal
from kaohe.reports.drafting.decisions import Decision
from kaohe.reports.drafting.rows import DROP, HEADINGS, KEEP, MERGE, ProposalRow, as_lines
from kaohe.tables import SheetGrid

_WIDTHS = (8.0, 8.0, 8.0, 44.0, 7.0, 7.0, 7.0, 8.0, 46.0, 34.0, 38.0, 30.0, 30.0)
_TYPED, _CENTRED = 6, frozenset((0, 1, 2, 4, 5, 6, 7))
_TOP, _INDENT, _TALLEST = 2, 1.5, 130.0
_HINT = (
    "蓝色各栏由人定：“处理”选保留、并入或不要；并入的在“并入”栏选那一条的编号；改名、改分值直接改。"
    "相近的条目排在一起，意思相反的不会合并。定好后用命令“kaohe catalogue 考核表.xlsx --adopt 本文件 --in-place”采用。"
)


def build_draft(proposals: Sequence[Proposal], name: str) -> bytes:
    """Return a workbook whose only sheet, called ``name``, is the draft; the same draft gives the same bytes."""
    buffer = BytesIO()
    with Book(buffer) as book:
        book.workbook.set_properties({"title": name, "comments": "由 Kaohe 生成", "created": CREATED})
        page = book.page(name, "#548235")
        _head(book, page)
        lines = list(as_lines(proposals))
        for number, line in enumerate(lines, start=_TOP + 1):
            _write_line(book, page, number, line)
        last = _TOP + max(1, len(lines))
        page.data_validation(_TOP + 1, 0, last, 0, _choice([KEEP, MERGE, DROP], "请选保留、并入或不要。"))
        codes = f"=$C${_TOP + 2}:$C${last + 1}"
        page.data_validation(_TOP + 1, 1, last, 1, _choice(codes, "请选要并入的那一条的编号。"))
        page.data_validation(_TOP + 1, 4, last, 4, _choice(["加", "扣"], "请选“加”或“扣”。"))
        page.autofilter(_TOP, 0, last, len(HEADINGS) - 1)
        page.freeze_panes(_TOP + 1, 4)
        page.repeat_rows(_TOP)
    return buffer.getvalue()


def build_catalogue(rows: Sequence[CatalogueRow], name: str) -> bytes:
    """Return a workbook whose only sheet, called ``name``, is a standard catalogue."""
    buffer = BytesIO()
    widths = (10.0, 70.0, 9.0, 9.0, 60.0, 24.0)
    with Book(buffer) as book:
        book.workbook.set_properties({"title": name, "comments": "由 Kaohe 生成", "created": CREATED})
        page = book.page(name, "#548235")
        for column, (heading, width) in enumerate(zip(CatalogueField, widths, strict=True)):
            page.set_column(column, column, width)
            page.write_string(0, column, heading, book.look(style.HEADS["typed"]))
        page.set_row(0, 28)
        for number, row in enumerate(rows, start=1):
            cells = (row.code, row.wording, row.sign, row.points, row.aliases, row.remark)
            _write_cells(book, page, number, cells, widths, frozenset((0, 2, 3)))
        page.data_validation(1, 2, max(1, len(rows)), 2, _choice(["加", "扣"], "请选“加”或“扣”。"))
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
    return buffer.getvalue()


def find_draft(grids: Sequence[SheetGrid]) -> tuple[Decision, ...] | None:
    """Return the rows of the sheet 目录整理 as a person left them, None where there is no such sheet."""
    for grid in grids:
        for row in range(grid.first_row, min(grid.last_row, grid.first_row + _TOP + 3) + 1):
            columns = {str(value).strip(): column for column, value in grid.filled(row)}
            if all(heading in columns for heading in HEADINGS[:6]):
                return tuple(_decisions(grid, row, columns))
    return None


def _decisions(grid: SheetGrid, head: int, columns: dict[str, int]) -> list[Decision]:
    found = []
    for row in range(head + 1, grid.last_row + 1):
        cells = dict(grid.filled(row))
        values = {heading: cells.get(column) for heading, column in columns.items()}
        if _text(values.get("标准表述")):
            found.append(
                Decision(
                    CellRef(grid.name, row, columns["处理"]),
                    _text(values.get("处理")),
                    _text(values.get("并入")),
                    _text(values.get("编号")),
                    _text(values.get("标准表述")),
                    values.get("加扣"),
                    values.get("分值"),
                    "|".join(filter(None, (_text(values.get(HEADINGS[-1])), _text(values.get("其他写法"))))),
                )
            )
    return found


def _text(value: CellValue) -> str:
    return "" if value is None else str(value).strip()


def _head(book: Book, page: Page) -> None:
    page.write_string(0, 0, Sheet.DRAFT, book.look(style.TITLE))
    page.set_row(0, 34)
    look = book.look(style.HINT, text_wrap=True)
    page.merge_range(1, 0, 1, 9, "", look)
    write(page, 1, 0, _HINT, look)
    page.set_row(1, 34)
    for column, (heading, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True)):
        page.set_column(column, column, width, None, {"hidden": column == len(HEADINGS) - 1})
        page.write_string(_TOP, column, heading, book.look(style.HEADS["typed" if column < _TYPED else "computed"]))
    page.set_row(_TOP, 28)


def _write_line(book: Book, page: Page, number: int, line: ProposalRow) -> None:
    from decimal import Decimal

    cells: tuple[CellValue, ...] = (
        KEEP, None, line.code, line.wording, line.sign, line.points, Decimal(line.uses), Decimal(line.units),
        line.aliases.replace("|", " | ") or None, line.exceptions or None, line.near or None, line.unit_names or None, line.wording,
    )  # fmt: skip
    _write_cells(book, page, number, cells, _WIDTHS, _CENTRED, _TYPED)


def _write_cells(
    book: Book, page: Page, row: int, cells: Sequence[CellValue], widths: Sequence[float],
    centred: frozenset[int], typed: int = 99,
) -> None:  # fmt: skip
    for column, value in enumerate(cells):
        body = style.BODIES["typed" if column < typed else "computed"]
        more = {"align": "center"} if column in centred else {"indent": 1}
        write(page, row, column, value, book.look(body, **more))
    texts = [(value, width - _INDENT) for value, width in zip(cells, widths, strict=True) if isinstance(value, str)]
    page.set_row(row, min(_TALLEST, row_height(texts)))


def _choice(source: list[str] | str, remedy: str) -> dict[str, object]:
    return {"validate": "list", "source": source, "error_title": "不在列表里", "error_message": remedy}
