"""Rows that are written by themselves hold what XlsxWriter would have written, cell by cell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from tests.files.xlsx.packages import parts
from tests.ooxml import problems

from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.problem import FileProblem
from kaohe.core.spreadsheet import LONGEST_TEXT
from kaohe.files.template import style
from kaohe.files.template.book import Book, write
from kaohe.files.template.rows import Pattern, Row, Rows
from kaohe.files.xlsx.reader import read_grids

VALUES: tuple[CellValue, ...] = (
    None, "", "迟到", " 前后有空格 ", "一行\n两行", "<b> & \"引号\" ' ]]>", "_x0041_ _x", "\x01\x1f\t\r", "\ufffe\ud800",
    "=1+1", "<r>不是格式</r>", "<r><t>甲</t></r>", "\u3000全角", "𠮷", Decimal("99.6"), Decimal(100), Decimal("1E-7"), Decimal("-0.05"),
    True, False, ExcelError.NA, ExcelError.SPILL, date(2025, 1, 10),
)  # fmt: skip


def made(values: tuple[CellValue, ...], *, as_rows: bool) -> bytes:
    buffer = BytesIO()
    with Book(buffer) as book:
        page = book.page("表", "#112233")
        looks = (book.look(style.TYPED), book.look(style.COMPUTED))
        write(page, 0, 0, "标题", looks[0])
        write(page, len(values) + 1, 0, "表尾", looks[0])
        if as_rows:
            rows = (Row(0, (value, value), 20.0) for value in values)
            page.add_rows(Rows(1, len(values), [Pattern(looks, (None, None))], rows))
        else:
            for number, value in enumerate(values, 1):
                page.set_row(number, 20.0)
                write(page, number, 0, value, looks[0])
                write(page, number, 1, value, looks[1])
    return buffer.getvalue()


def cells(content: bytes) -> list[list[tuple[object, str, str]]]:
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    return [
        [(cell.value, cell.data_type, cell.has_style and cell.fill.fgColor.rgb) for cell in row]
        for row in sheet.iter_rows()
    ]


def test_rows_are_what_xlsxwriter_writes() -> None:
    alone, together = made(VALUES, as_rows=False), made(VALUES, as_rows=True)
    assert cells(together) == cells(alone)
    assert {name: part for name, part in parts(together).items() if "sheet1" not in name and "Strings" not in name} == {
        name: part for name, part in parts(alone).items() if "sheet1" not in name and "Strings" not in name
    }


@pytest.mark.node
def test_office_takes_them(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(made(VALUES, as_rows=True))
    assert not problems(path)


def test_rows_stand_between_those_of_others() -> None:
    part = parts(made(("甲", "乙"), as_rows=True))["xl/worksheets/sheet1.xml"].decode()
    assert [part.index(f'<row r="{number}"') for number in range(1, 5)] == sorted(
        part.index(f'<row r="{number}"') for number in range(1, 5)
    )
    assert '<dimension ref="A1:B4"/>' in part
    assert "<!--" not in part


def test_equal_texts_are_one_string() -> None:
    part = parts(made(("标题", "甲", "甲"), as_rows=True))["xl/sharedStrings.xml"].decode()
    assert 'count="8" uniqueCount="3"' in part
    assert part.count("<si>") == 3


@pytest.mark.parametrize(("value", "shown"), [(None, None), ("无误 <&>", "无误 <&>"), (Decimal("0.30"), 0.3), (4, 4)])
def test_computed_cells_keep_formula_and_value(value: CellValue | int, shown: object) -> None:
    buffer = BytesIO()
    with Book(buffer) as book:
        page = book.page("表", "#112233")
        pattern = Pattern((book.look(style.COMPUTED),), ('=IF(1<2,"&","")',))
        write(page, 0, 0, "结果", book.look(style.TYPED))
        page.add_rows(Rows(1, 2, [pattern], iter([Row(0, (value,), 20.0)] * 2)))
    assert [row[0].value for row in openpyxl.load_workbook(buffer).active][1:] == ['=IF(1<2,"&","")'] * 2
    assert [row[0].value for row in openpyxl.load_workbook(buffer, data_only=True).active][1:] == [shown] * 2


def test_a_text_too_long_is_refused_with_its_cell() -> None:
    with pytest.raises(FileProblem, match="“表”的 A3 要写入32768个字符"):
        made(("甲", "长" * (LONGEST_TEXT + 1)), as_rows=True)


def test_what_looks_like_formatted_pieces_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(made(("<r>甲 & <乙></r>",), as_rows=False))
    grids, _ = read_grids(path)
    assert grids[0].value(2, 1) == "<r>甲 & <乙></r>"
