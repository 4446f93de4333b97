"""申诉复核答复 on the engine: for those whose result changed, or for the units that are selected."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from tests.excel.desk import Desk

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def desk() -> Desk:
    return Desk(DATA / "assessment_form.xlsx")


def texts_of(path: Path) -> str:
    opened = docx.Document(path)
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])


def appeal(desk: Desk) -> str:
    """Change the reasons of the first unit of the real table; return its name."""
    sheet = desk.book.sheets[0].name
    row = next(cell.row for cell in desk.book.sheets[0].impl.ws["B"] if cell.value == "登科街道")
    text = str(desk.cell(sheet, f"C{row}"))
    desk.type(sheet, f"C{row}", text.split("；")[0])
    return sheet


def test_units_whose_result_changed_are_answered(desk: Desk, tmp_path: Path) -> None:
    sheet = appeal(desk)
    desk.select(sheet, "A1")
    said = desk.click("write_replies", files=(DATA / "assessment_form.docx", tmp_path / "答复.docx"))
    assert said == f"已生成申诉复核答复：1个单位：{tmp_path / '答复.docx'}"
    assert "登科街道：" in texts_of(tmp_path / "答复.docx")
    assert "调整考核结果：得分由99.6分改为" in texts_of(tmp_path / "答复.docx")


def test_a_selected_unit_is_told_that_its_result_holds(desk: Desk, tmp_path: Path) -> None:
    sheet = desk.book.sheets[0].name
    row = next(cell.row for cell in desk.book.sheets[0].impl.ws["B"] if cell.value == "柳林镇")
    desk.select(sheet, f"B{row}")
    desk.click("write_replies", files=(DATA / "assessment_form.docx", tmp_path / "答复.docx"))
    assert "维持原考核结果：得分仍为99.9分，名次仍为第1名" in texts_of(tmp_path / "答复.docx")


def test_selected_or_changed_is_asked_where_it_could_be_both(desk: Desk, tmp_path: Path) -> None:
    sheet = appeal(desk)
    row = next(cell.row for cell in desk.book.sheets[0].impl.ws["B"] if cell.value == "柳林镇")
    desk.select(sheet, f"B{row}")
    desk.click("write_replies", answers=("no",), files=(DATA / "assessment_form.docx", tmp_path / "答复.docx"))
    assert desk.boxes == ["只给所选的单位（柳林镇）写答复吗？\n\n选“否”：给结果有变动的1个单位各写一份。"]
    assert "登科街道：" in texts_of(tmp_path / "答复.docx")


def test_nothing_changed_and_nothing_selected_is_said(desk: Desk) -> None:
    desk.select(desk.book.sheets[0].name, "A1")
    desk.click("write_replies", files=(DATA / "assessment_form.docx",))
    assert desk.boxes[0].startswith("与“assessment_form.docx”相比，没有条目或得分变动的单位。")
