"""The ribbon's commands, as they are, on the engine: what they write, say, ask, and take back."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from tests.excel.desk import Desk
from tests.excel.tables import STANDARD, VARIANT, office, small

from kaohe.excel.workbook.reader import read_open_workbook
from kaohe.files.template import build_workbook, content_from
from kaohe.files.xlsx.reader import read_workbook
from kaohe.recalculation import recalculate

# -- 重新计算


def test_recalculation_fills_scores_and_ranks_of_an_office_table(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    assert desk.click("recalculate") == "共3个单位，提示2条，其中错误0条"
    assert [desk.cell("考核表", f"D{row}") for row in (2, 3, 4)] == [99.8, 100, 100]
    assert [desk.cell("考核表", f"E{row}") for row in (2, 3, 4)] == [2, 1, 1]
    assert desk.boxes == []
    assert desk.app._state["status_bar"] == "共3个单位，提示2条，其中错误0条"


def test_findings_sheet_says_what_the_file_says(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    desk.click("recalculate")
    page = [[cell.value for cell in row] for row in desk.book.sheets["核对结果"].impl.ws.iter_rows(min_row=4)]
    assert page[0] == ["级别", "编号", "工作表", "单元格", "被考核单位", "提示", "建议"]
    assert page[1][:5] == ["▲ 需核对", "M502", "考核表", """=HYPERLINK("#'考核表'!C2","C2")""", "登科街道"]
    assert page[1][6] == "改为标准表述（B01） → “暗访发现驻村工作队员未在岗”（请确认后再改）"
    assert page[2][:3] == ["○ 参考", "S205", "考核表"]


def test_second_recalculation_changes_nothing(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    desk.click("recalculate")
    before = desk.sight()
    desk.click("recalculate")
    assert desk.sight() == before


def test_renamed_findings_sheet_is_refreshed_not_added_again(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    desk.click("recalculate")
    desk.book.sheets["核对结果"].name = "核对2026"
    desk.book.impl._wb.defined_names["_kaohe_findings"].attr_text = "'核对2026'!$A$1"
    desk.click("recalculate")
    assert [sheet.name for sheet in desk.book.sheets] == ["考核表", "核对2026"]


@pytest.mark.parametrize(("answer", "score"), [("yes", 99.8), ("no", 97)])
def test_typed_scores_that_differ_are_overwritten_only_on_a_person_s_word(
    tmp_path: Path, answer: str, score: float
) -> None:
    desk = Desk(office(tmp_path / "typed.xlsx", [1, "登科街道", VARIANT, 97, 2], [2, "文治街道", "无", 100, 1]))
    desk.click("recalculate", answers=(answer,))
    assert desk.cell("考核表", "D2") == score
    assert len(desk.boxes) == 1
    assert "1个得分或名次与计算结果不同" in desk.boxes[0]


def test_formulas_of_the_template_are_bound_to_the_loaded_add_in(template: Path) -> None:
    desk = Desk(template)
    own = str(desk.cell("考核数据", "G10"))
    score = str(desk.cell("考核数据", "E10"))
    desk.type("考核数据", "E10", score.replace("ADDED_POINTS", r"'D:\旧\kaohe.xlam'!ADDED_POINTS"))
    desk.type("考核数据", "G11", 97)
    desk.click("recalculate")
    assert desk.cell("考核数据", "E10") == score
    assert desk.cell("考核数据", "G11") == own


def test_formulas_are_entered_again_on_opening_only_where_they_do_not_work(template: Path) -> None:
    desk = Desk(template)
    before = desk.sight()
    desk.click("rebind_formulas")
    assert desk.sight() == before
    score = str(desk.cell("考核数据", "E10"))
    desk.type("考核数据", "E10", score.replace("ADDED_POINTS", "[1]!ADDED_POINTS"))
    desk.click("rebind_formulas")
    assert desk.sight() == before


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    """核对 repeats what staff typed; as a formula it would run."""
    path = tmp_path / "frozen.xlsx"
    build_workbook(path, content_from(read_workbook(office(tmp_path / "a.xlsx", [1, "甲", "=1+1，扣0.1分"]))))
    desk = Desk(path)
    desk.click("freeze_values")
    desk.click("recalculate")
    kinds = {cell.data_type for cell in desk.book.sheets["核对结果"].impl.ws["F"]}
    assert "f" not in kinds


@pytest.mark.parametrize("formatted", [("D2", "D3", "D4"), ("D3",)])
def test_scores_are_numbers_even_in_cells_formatted_as_text(tmp_path: Path, formatted: tuple[str, ...]) -> None:
    path = small(tmp_path)
    book = load_workbook(path)
    for address in formatted:
        book["考核表"][address].number_format = "@"
    book.save(path)
    desk = Desk(path)
    before = desk.sight()
    desk.click("recalculate")
    assert [desk.cell("考核表", f"D{row}") for row in (2, 3, 4)] == [99.8, 100, 100]
    desk.click("undo_last")
    assert desk.sight() == before


def test_number_in_a_cell_formatted_as_text_stays_a_number_between_blank_ones(tmp_path: Path) -> None:
    """It was typed before the cell got its format; entered again it would become a text."""
    path = office(tmp_path / "a.xlsx", [1, "甲", "无"], [2, "乙", "无", 100], [3, "丙", "无"])
    book = load_workbook(path)
    book["考核表"]["D3"].number_format = "@"
    book.save(path)
    desk = Desk(path)
    before = desk.sight()
    desk.click("recalculate")
    assert [desk.cell("考核表", f"D{row}") for row in (2, 3, 4)] == [100, 100, 100]
    desk.click("undo_last")
    assert desk.sight() == before


def test_frozen_template_follows_what_is_typed(template: Path) -> None:
    desk = Desk(template)
    desk.click("freeze_values")
    desk.type("考核数据", "D10", "迟报材料，扣5分")
    desk.click("recalculate")
    assert (desk.cell("考核数据", "F10"), desk.cell("考核数据", "G10")) == (5, 95)


# -- 核对原因, 清除标记


def test_check_changes_neither_texts_nor_scores(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    before = {name: cell[0] for name, cell in desk.sight()["考核表"]["cells"].items()}
    assert desk.click("check_reasons") == "共3个单位，提示2条，其中错误0条"
    after = desk.sight()["考核表"]
    assert {name: cell[0] for name, cell in after["cells"].items() if cell[0] is not None} == before
    assert [rule for rule, _ in after["rules"]] == ['="kaohe-info"="kaohe-info"', '="kaohe-warning"="kaohe-warning"']
    assert "【M502】" in after["cells"]["C2"][4]


def test_the_person_s_own_colours_and_notes_come_back(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    sheet = desk.book.sheets["考核表"].impl.ws
    sheet["C2"].comment = Comment("请老王核实", "我")
    sheet["C2"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["C4"].fill = PatternFill("solid", fgColor="FFFF0000")
    before = desk.sight()["考核表"]
    desk.click("check_reasons")
    assert desk.sight()["考核表"] != before
    assert desk.click("clear_marks") == "已清除标记"
    assert desk.sight()["考核表"] == before
    assert desk.click("clear_marks") == "没有要清除的标记"


def test_marks_of_another_session_are_known(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    desk.click("check_reasons")
    noted = [note.text for note in desk.book.sheets["考核表"].notes]
    rules = [rule.formula for rule in desk.book.sheets["考核表"].impl.rules]
    desk.book.save(tmp_path / "saved.xlsx")
    later = Desk(tmp_path / "saved.xlsx")
    assert [note.text for note in later.book.sheets["考核表"].notes] == noted
    later.book.sheets["考核表"].impl.rules[:] = desk.book.sheets["考核表"].impl.rules
    assert rules
    later.click("clear_marks")
    assert len(later.book.sheets["考核表"].notes) == 0
    assert later.book.sheets["考核表"].impl.rules == []


# -- 插入标准原因, 采用标准表述


def test_entry_is_appended_to_the_selected_unit(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    desk.select("考核表", "$B$2")
    assert desk.click("insert_reason", "A05") == "已加到1个单位：个别帮扶干部未及时到村开展工作，扣0.1分"
    assert desk.cell("考核表", "C2") == f"{VARIANT}；个别帮扶干部未及时到村开展工作，扣0.1分"


def test_entry_takes_the_place_of_nothing_to_report(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    desk.select("考核表", "$A$3,$D$4")
    desk.click("insert_reason", "A05", answers=("yes",))
    assert desk.cell("考核表", "C3") == desk.cell("考核表", "C4") == "个别帮扶干部未及时到村开展工作，扣0.1分"
    assert "2个单位" in desk.boxes[0]


def test_several_units_need_a_word(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    before = desk.sight()
    desk.select("考核表", "$2:$4")
    desk.click("insert_reason", "A05", answers=("no",))
    assert desk.sight() == before


def test_standard_wording_is_shown_before_it_is_written(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    desk.select("考核表", "$C:$C")
    assert desk.click("adopt_wording", answers=("yes",)) == "已改1格为标准表述"
    assert f"原：{VARIANT}\n改：{STANDARD}" in desk.boxes[0]
    assert desk.cell("考核表", "C2") == STANDARD


@pytest.mark.parametrize("command", ["adopt_wording", "remember_alias", "mark_verified"])
def test_nothing_to_do_is_said(tmp_path: Path, command: str) -> None:
    desk = Desk(small(tmp_path))
    desk.select("考核表", "$C$3")
    before = desk.sight()
    assert desk.click(command) == ""
    assert desk.boxes[0].startswith("所选单位的原因里没有")
    assert desk.sight() == before


def test_selection_outside_the_table_is_said(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    for selected in ("$G$1", "$A$40"):
        desk.select("考核表", selected)
        assert desk.click("insert_reason", "A05") == ""
        assert desk.boxes == ["请先选中考核表里一个或几个单位的单元格（同一行的任何一格都可以），再点这个按钮。"]
    desk.app._selected = None  # a chart
    desk.click("insert_reason", "A05")
    assert "请先选中" in desk.boxes[0]


def test_reason_cell_that_is_no_text_is_left_alone(tmp_path: Path) -> None:
    desk = Desk(office(tmp_path / "a.xlsx", [1, "甲", "=B1"], [2, "乙", "迟报材料，扣0.1分"], [3, "丙", 5]))
    for row, said in ((2, "是公式"), (4, "不是文字")):
        desk.select("考核表", f"$C${row}")
        desk.click("insert_reason", "A05")
        assert f"C{row}" in desk.boxes[0]
        assert said in desk.boxes[0]


# -- 记为别名, 标为已核实


def test_alias_is_kept_and_the_next_check_accepts_it(template: Path) -> None:
    desk = Desk(template)
    findings = _codes(desk)
    rows = _rows_with(desk, "M502")
    desk.select("考核数据", f"$D${rows[0]}")
    assert desk.click("remember_alias", answers=("yes",)) == "记为别名：1条"
    assert "→ B01" in desk.boxes[0]
    assert _codes(desk).count("M502") < findings.count("M502")


def test_verified_wording_is_no_longer_taken_for_the_entry(template: Path) -> None:
    desk = Desk(template)
    row = _rows_with(desk, "M502")[0]
    desk.select("考核数据", f"$D${row}")
    assert desk.click("mark_verified", answers=("yes",)) == "标为已核实：1条"
    assert row not in _rows_with(desk, "M502")


def test_catalogue_is_added_where_there_is_none(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    before = desk.sight()
    desk.select("考核表", "$C$2")
    desk.click("remember_alias", answers=("yes",))
    assert "将新建一张" in desk.boxes[0]
    assert [sheet.name for sheet in desk.book.sheets] == ["考核表", "标准目录"]
    assert len(read_open_workbook(desk.book).sheets.catalogue or ()) == 22
    assert "M502" not in _codes(desk)
    desk.click("undo_last")
    assert desk.sight() == before


def test_catalogue_without_a_column_for_aliases_is_said(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    sheet = desk.book.impl._wb.create_sheet("标准目录")
    for row in (["编号", "标准表述", "加扣", "分值"], ["B01", "暗访发现驻村工作队员未在岗", "扣", 0.2]):
        sheet.append(row)
    desk.book.save(tmp_path / "with.xlsx")
    desk = Desk(tmp_path / "with.xlsx")
    before = desk.sight()
    desk.select("考核表", "$C$2")
    desk.click("remember_alias", answers=("yes",))
    assert desk.boxes[-1] == "“标准目录”缺少“别名”列，无法记入。请在表头加上这一列再试。"
    assert desk.sight() == before


# -- 固化为数值


def test_frozen_table_shows_the_same_and_holds_no_formula(template: Path) -> None:
    desk = Desk(template)
    before = read_open_workbook(desk.book).sheets.tables[0]
    said = desk.click("freeze_values")
    after = read_open_workbook(desk.book)
    assert said == f"已把{75 * 7}个公式固化为数值"
    assert after.grids["考核数据"].formulas == {}
    assert [list(column.values) for column in after.sheets.tables[0].columns] == [
        list(column.values) for column in before.columns
    ]
    assert desk.click("freeze_values") == "考核表里没有公式"


def test_error_values_are_not_frozen(tmp_path: Path) -> None:
    desk = Desk(office(tmp_path / "a.xlsx", [1, "甲", "无", "=1/0"]))
    desk.book.sheets["考核表"].impl._shown[2, 4] = "#DIV/0!"
    before = desk.sight()
    desk.click("freeze_values")
    assert "D2等1个单元格显示错误值（#DIV/0!）" in desk.boxes[0]
    assert desk.sight() == before


def _codes(desk: Desk) -> list[str]:
    return [each.code for each in recalculate(read_open_workbook(desk.book).sheets).findings]


def _rows_with(desk: Desk, code: str) -> list[int]:
    found = recalculate(read_open_workbook(desk.book).sheets).findings
    return [each.where.row for each in found if each.code == code and each.where]
