"""The guide followed step by step by somebody who knows only what it says, on the engine."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from tests.excel.desk import Desk
from tests.five_departments import make_five

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Excel with a workbook of some other matter in front."""
    openpyxl.Workbook().save(tmp_path / "通讯录.xlsx")
    return Desk(tmp_path / "通讯录.xlsx")


def _turn_to_new(desk: Desk) -> None:
    """Turn to the workbook that was opened last, as Excel itself does."""
    from xlwings import Book

    desk.books.append(Book(impl=desk.app._books[-1]))


def test_three_steps_from_an_empty_table(desk: Desk) -> None:
    desk.click("new_workbook")
    _turn_to_new(desk)
    for column, value in zip(
        "ABCD", ("1", "甲镇", "镇（街道）", "迟报材料，扣0.1分；获市级表彰，加0.5分"), strict=True
    ):
        desk.type("考核数据", f"{column}4", value)
    assert desk.click("recalculate") == "共1个单位，提示2条，其中错误0条"
    assert "标准目录" in str([*desk.book.sheets["核对结果"].impl.ws.iter_rows(values_only=True)])
    desk.select("考核数据", "G4")
    desk.click("explain_score")
    assert desk.boxes[0].startswith("甲镇（镇（街道））：100.4分，第1名\n第1名：没有并列。\n100−0.1+0.5=100.4\n")


def test_last_year_s_word_file_to_this_year_s_form(desk: Desk, tmp_path: Path) -> None:
    said = desk.click("import_table", files=(DATA / "assessment_form.docx",))
    assert said.startswith("已导入75个单位、3个类别")
    _turn_to_new(desk)
    assert desk.click("recalculate") == "共75个单位，提示14条，其中错误0条"
    assert desk.click("make_form").startswith("已生成上报表：75个单位")
    assert desk.click("make_statistics") == "已生成统计：75个单位"
    desk.type("考核数据", "D4", "迟到，扣3分")
    assert desk.click("recalculate") == "共75个单位，提示17条，其中错误0条"
    assert "请重新生成上报表" in str([*desk.book.sheets["核对结果"].impl.ws.iter_rows(values_only=True)])
    said = desk.click("compare_versions", files=(DATA / "assessment_form.docx",))
    assert "登科街道" in str([*desk.book.sheets["与上一版比较"].impl.ws.iter_rows(values_only=True)])
    desk.click("make_form")
    said = desk.click("export_docx", files=(tmp_path / "上报表.docx",))
    assert said.startswith(
        f"已导出75个单位：{tmp_path / '上报表.docx'}；没有标题，可在“参数设置”的“上报表标题”中填写（其中1个单位原来写的与计算不一致"
    )
    for _ in range(6):
        desk.click("undo_last")
    assert "上报表" not in [sheet.name for sheet in desk.book.sheets]
    assert desk.cell("考核数据", "D4") == "迟到，扣3分", "what the person typed is the person's"


def test_several_departments_tables_become_one(desk: Desk, tmp_path: Path) -> None:
    paths = []
    for name in ("农业农村局", "水利局"):
        book = openpyxl.Workbook()
        book.active.append(["序号", "被考核单位", "加扣分原因及分值", "考核得分", "名次"])
        book.active.append([1, f"{name}一科", "迟到，扣0.1分", None, None])
        book.save(tmp_path / f"{name}.xlsx")
        paths.append(tmp_path / f"{name}.xlsx")
    assert desk.click("merge_files", files=(paths,)) == "已汇总2个文件，2个单位。请核对后保存"
    _turn_to_new(desk)
    headings = [cell.value for cell in desk.book.sheets["考核数据"].impl.ws[3]]
    source = headings.index("来源") + 1
    assert [desk.book.sheets["考核数据"].impl.ws.cell(row, source).value for row in (4, 5)] == [
        "农业农村局.xlsx",
        "水利局.xlsx",
    ]


def test_an_office_s_own_table_is_filled_without_a_template(tmp_path: Path) -> None:
    desk = Desk(DATA / "assessment_form.xlsx")
    assert desk.click("recalculate") == "共75个单位，提示14条，其中错误0条"
    assert desk.click("check_reasons") == "共75个单位，提示14条，其中错误0条"
    assert desk.click("clear_marks") == "已清除标记"


def test_from_a_finding_to_the_standard_wording_and_back(desk: Desk) -> None:
    desk.click("import_table", files=(DATA / "assessment_form.docx",))
    _turn_to_new(desk)
    desk.click("recalculate")
    texts = [cell.value for cell in desk.book.sheets["考核数据"].impl.ws["D"]]
    row = next(number for number, text in enumerate(texts, 1) if "未在岗被通报" in str(text))
    desk.select("考核数据", f"D{row}")
    assert desk.click("adopt_wording", answers=("yes",)) == "已改1格为标准表述"
    assert "未在岗被通报" not in str(desk.cell("考核数据", f"D{row}"))
    desk.click("undo_last")
    assert desk.cell("考核数据", f"D{row}") == texts[row - 1]
    assert desk.click("remember_alias", answers=("yes",)) == "记为别名：1条"
    assert desk.click("recalculate") == "共75个单位，提示13条，其中错误0条"
    assert desk.click("insert_reason", "A05").startswith("已加到1个单位：")
    assert desk.click("freeze_values").endswith("个公式固化为数值")


def test_departments_lists_onto_last_year_s_units_and_an_appeal(desk: Desk, tmp_path: Path) -> None:
    """Chapters three and eight of the guide, step by step."""
    files = make_five(tmp_path)
    desk.click("import_table", files=(DATA / "assessment_form.docx",))
    _turn_to_new(desk)
    said = desk.click("merge_files", answers=("yes",), files=(files,))
    assert said.startswith("已汇总5个文件，80个单位；各文件之间有")
    _turn_to_new(desk)
    roster = desk.book.sheets["单位名册"].impl.ws
    for row in range(4, roster.max_row + 1):
        if roster.cell(row, 3).value:
            desk.type("单位名册", f"D{row}", "是")
    said = desk.click("merge_files", files=(files,))
    assert said.startswith("已汇总5个文件，75个单位"), "the roster in front is not asked about"
    _turn_to_new(desk)
    assert desk.click("recalculate").endswith("其中错误2条")
    text = str(desk.cell("考核数据", "D4"))
    assert "扣0.2分或扣0.3分" in text
    desk.type("考核数据", "D4", text.replace("或扣0.3分", "").replace("酌情扣分", "扣0.1分"))
    assert desk.click("recalculate").endswith("其中错误0条")
    assert "已生成排名榜：75个单位" in desk.click("make_ranking")
    assert "75份" in desk.click("write_notices", files=(tmp_path / "反馈单.docx",))
    assert "按“来源”拆成6个文件" in desk.click("split_by_source", files=(tmp_path / "分部门.xlsx",))
    desk.book.save(tmp_path / "复核前.xlsx")
    desk.type("考核数据", "D4", str(desk.cell("考核数据", "D4")).replace("防返贫监测信息录入不及时，扣0.1分", "无"))
    desk.select("考核数据", "A1")
    said = desk.click("write_replies", files=(tmp_path / "复核前.xlsx", tmp_path / "答复.docx"))
    assert said.startswith("已生成申诉复核答复：1个单位")
