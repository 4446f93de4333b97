"""CSV and pasted text become the same tables as the workbook."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.problem import FileProblem
from kaohe.core.schema import Field
from kaohe.core.spreadsheet import LAST_COLUMN
from kaohe.core.table import GapKind, Sheets
from kaohe.files.opening import open_file
from kaohe.files.plaintext import grids_from_csv, grids_from_text
from kaohe.tables import SheetGrid, find_tables

pytestmark = pytest.mark.core

HEADINGS = "序号\n被考核单位\n加扣分原因及分值\n考核得分\n名次\n"
SHOWN = (Field.NUMBER, Field.UNIT, Field.REASONS, Field.SCORE, Field.RANK)


def units(sheets: Sheets) -> list[tuple[CellValue, ...]]:
    """Return (category, number, unit, reasons, score, rank) of every unit."""
    return [
        (table.categories[index], *(_column(sheets, name)[index] for name in SHOWN))
        for table in sheets.tables
        for index in range(len(table.rows))
    ]


def _column(sheets: Sheets, name: Field) -> list[CellValue]:
    return [value for table in sheets.tables for column in table.all(name) for value in column.values]


def read_text(text: str) -> tuple[list[tuple[CellValue, ...]], list[tuple[GapKind, tuple[str, ...]]]]:
    sheets = find_tables(grids_from_text(text))
    return units(sheets), [(gap.kind, gap.values) for gap in sheets.gaps]


def test_the_real_table_as_csv_and_as_text_is_the_same(data: Path) -> None:
    from_csv = find_tables(grids_from_csv((data / "assessment_table.csv").read_bytes()))
    from_text = find_tables(grids_from_text((data / "assessment_form.txt").read_bytes()))
    assert len(units(from_csv)) == 75
    assert units(from_csv) == units(from_text)
    assert len({category for category, *_ in units(from_text)}) == 3
    assert from_csv.gaps == from_text.gaps == ()
    assert "九  镇" in {unit for _, _, unit, *_ in units(from_text)}


def test_the_real_table_without_empty_lines_is_the_same(data: Path) -> None:
    text = (data / "assessment_form.txt").read_text(encoding="utf-8")
    dense = "\n".join(line for line in text.splitlines() if line.strip())
    assert units(find_tables(grids_from_text(dense))) == units(find_tables(grids_from_text(text)))


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_csv_is_read_in_any_dress(codec: str, delimiter: str, line_end: str) -> None:
    rows = [
        ["考核情况表", "", "", ""],
        ["被考核单位", "扣分原因", "得分", "名次"],
        ["登科街道", f'"迟报{delimiter}\n扣0.1分"', "99.9", "1"],
    ]
    data = line_end.join(delimiter.join(row) for row in rows).encode(codec)
    (grid,) = grids_from_csv(data, "考核.csv")
    assert grid.name == "考核.csv"
    assert grid.cells[2] == ["登科街道", f"迟报{delimiter}\n扣0.1分", Decimal("99.9"), Decimal(1)]


def test_a_catalogue_as_csv_is_read(data: Path) -> None:
    rows = find_tables(grids_from_csv((data / "catalogue.csv").read_bytes())).catalogue
    assert rows is not None
    assert len(rows) == 22
    assert (rows[0].code, rows[0].sign, rows[0].points) == ("A01", "扣", Decimal("0.1"))


def test_quotes_that_do_not_pair_swallow_nothing() -> None:
    data = '被考核单位,扣分原因,得分\n甲局,"迟报,99.9\n乙局,无,100\n'.encode()
    (grid,) = grids_from_csv(data)
    assert [row[0] for row in grid.cells] == ["被考核单位", "甲局", "乙局"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("99.6", Decimal("99.6")), ("-0.2", Decimal("-0.2")), ("+1", Decimal(1)), ("0", Decimal(0)), (" 5 ", Decimal(5)),
        ("007", "007"), ("1e5", "1e5"), ("１", "１"), ("1,000", "1,000"), ("12345678901234567890", "12345678901234567890"),
        ("", None), ("  ", None), ("\t", None), ("#N/A", ExcelError.NA), ("#DIV/0!", ExcelError.DIV0), ("=1+1", "=1+1"),
    ],
)  # fmt: skip
def test_cells_are_typed_as_excel_would_on_opening(written: str, value: CellValue) -> None:
    (grid,) = grids_from_csv(f'被考核单位,扣分原因,得分\n甲局,无,"{written}"\n'.encode())
    assert grid.cells[1][2] == value


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "没有内容"), (b"\n \r\n", "没有内容"), (b"\x00\x00", "没有内容"), (b"PK\x03\x04rest", "后缀改为 .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "工作簿"), (b"a\x00b\x00c", "不是文本"), (b"\xff\xff\xff\x80", "编码"),
        (b"\xff\xfea", "编码"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused_in_one_line(data: bytes, word: str) -> None:
    for read in (grids_from_csv, grids_from_text):
        with pytest.raises(FileProblem) as problem:
            read(data, "考核.csv")
        assert word in problem.value.message
        assert "考核.csv" in problem.value.message
        assert "\n" not in problem.value.message


def test_csv_with_a_cell_beyond_all_measure_is_refused() -> None:
    with pytest.raises(FileProblem, match="CSV 格式不对"):
        grids_from_csv("被考核单位,扣分原因\n甲,".encode() + b"a" * 200_000)


def test_rows_with_tabs_as_excel_and_word_paste_them() -> None:
    quoted = '序号\t单位\t扣分原因\t得分\t名次\n1\t登科街道\t"迟报，扣0.1分；\n早退，扣0.1分"\t99.8\t2\n'
    broken = "考核表\n" + quoted.replace('"', "") + "2\t文治街道\t无\t100\t1\n合计\n"
    expected = (None, Decimal(1), "登科街道", "迟报，扣0.1分；\n早退，扣0.1分", Decimal("99.8"), Decimal(2))
    assert read_text(quoted) == ([expected], [])
    assert read_text(broken) == ([expected, (None, Decimal(2), "文治街道", "无", Decimal(100), Decimal(1))], [])


def test_a_short_row_above_a_whole_one_is_no_broken_row() -> None:
    text = "单位\t扣分原因\t得分\t名次\n镇街\n登科街道\t无\t100\t1\n文治街道\n司城街道\t无\t100\t1\n"
    found, gaps = read_text_of_units(text)
    assert found == [("镇街", "登科街道"), ("文治街道", "司城街道")]
    assert gaps == []


def read_text_of_units(text: str) -> tuple[list[tuple[str | None, CellValue]], list[GapKind]]:
    sheets = find_tables(grids_from_text(text))
    named = [
        pair for table in sheets.tables for pair in zip(table.categories, _column(sheets, Field.UNIT), strict=True)
    ]
    return named, [gap.kind for gap in sheets.gaps]


def test_one_cell_a_line_with_blank_cells_several_reasons_and_a_missing_number() -> None:
    text = (
        f"考核表\n{HEADINGS}\n镇（街道）\n\n1\n登科街道\n迟报，扣0.1分；\n早退，扣0.1分\n99.8\n2\n\n"
        "2\n文治街道\n\n100\n1\n\n司城街道\n无\n100\n1\n\n区级部门\n\n1\n区委办\n\t\n100\n1\n\n备注：以上得分为初评\n"
    )
    town, office = "镇（街道）", "区级部门"
    assert read_text(text) == (
        [
            (town, Decimal(1), "登科街道", "迟报，扣0.1分；\n早退，扣0.1分", Decimal("99.8"), Decimal(2)),
            (town, Decimal(2), "文治街道", None, Decimal(100), Decimal(1)),
            (town, None, "司城街道", "无", Decimal(100), Decimal(1)),
            (office, Decimal(1), "区委办", None, Decimal(100), Decimal(1)),
        ],
        [],
    )


def test_without_empty_lines_a_rank_above_a_band_is_no_number_of_a_unit() -> None:
    text = f"{HEADINGS}1\n登科街道\n迟报，扣0.1分\n99.9\n2\n区级部门\n2\n区委办\n无\n100\n1\n本表一式两份\n"
    found, gaps = read_text(text)
    assert [(category, unit, rank) for category, _, unit, _, _, rank in found] == [
        (None, "登科街道", Decimal(2)),
        ("区级部门", "区委办", Decimal(1)),
    ]
    assert gaps == [(GapKind.UNPLACED, ("本表一式两份",))]


def test_a_cell_that_fits_two_columns_is_left_over_not_guessed() -> None:
    found, gaps = read_text(f"{HEADINGS}\n1\n登科街道\n迟报，扣0.1分\n3\n\n2\n文治街道\n无\n100\n1\n")
    assert found[0][1:] == (Decimal(1), "登科街道", "迟报，扣0.1分", None, None)
    assert gaps == [(GapKind.UNPLACED, ("3",))]


def test_a_row_that_fits_in_no_way_is_left_over_whole() -> None:
    found, gaps = read_text(f"{HEADINGS}\n1\n登科街道\n99.9\n迟报\n2\n\n2\n文治街道\n无\n100\n1\n")
    assert [unit for _, _, unit, *_ in found] == ["文治街道"]
    assert [values for _, values in gaps] == [("1",), ("登科街道",), ("99.9",), ("迟报",), ("2",)]


def test_headings_are_repeated_on_each_page() -> None:
    text = f"{HEADINGS}\n1\n甲镇\n无\n100\n1\n\n{HEADINGS}\n2\n乙镇\n无\n100\n1\n"
    found, gaps = read_text(text)
    assert [unit for _, _, unit, *_ in found] == ["甲镇", "乙镇"]
    assert gaps == []


def test_text_without_a_table_gives_its_lines_and_no_table() -> None:
    (grid,) = grids_from_text("会议通知\n\n请准时参加\n")
    assert grid.cells == [["会议通知"], ["请准时参加"]]
    assert find_tables([grid]).tables == ()


PIECES = st.sampled_from(
    ["1", "2", "3", "99.8", "100", "登科街道", "迟报，扣0.1分", "", "\t", "镇（街道）", "合计", "备注：无", '"', "\x0b", "1\t2",
     "序号\t单位\t得分", HEADINGS.strip(), "，", "第1名", "😀", "\u202e", "x" * 50]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40), st.booleans())
def test_no_line_is_dropped(pieces: list[str], with_headings: bool) -> None:
    """Whatever the text, every cell of it is in the grid or left over."""
    text = "\n".join([HEADINGS, *pieces] if with_headings else pieces)
    (grid,) = grids_from_text(text)
    kept = "".join(_shown(grid))
    for word in text.replace('"', "").split():
        assert word in kept


def _shown(grid: SheetGrid) -> list[str]:
    return [str(value) for row in grid.cells for value in row if value is not None] + list(grid.leftovers)


def test_more_columns_than_a_sheet_has_are_refused_unless_they_are_blank(tmp_path: Path) -> None:
    wide = tmp_path / "考核.csv"
    wide.write_text("被考核单位,加扣分原因及分值" + "," * LAST_COLUMN + "\n甲镇,无\n", encoding="utf-8")
    assert len(open_file(wide).sheets.tables) == 1
    wide.write_text("被考核单位,加扣分原因及分值" + ",扣分" * LAST_COLUMN + "\n甲镇,无\n", encoding="utf-8")
    with pytest.raises(FileProblem) as problem:
        open_file(wide)
    assert problem.value.message.startswith(f"“考核.csv”第1行的内容超过{LAST_COLUMN}列，Excel 放不下。")
