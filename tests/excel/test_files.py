"""导入, 汇总, 导出 and 与上一版比较 on the ribbon: files chosen, refused, thought better of."""

from __future__ import annotations

import csv
import shutil
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from tests.excel.desk import Desk

from kaohe.excel.commands import exporting
from kaohe.files.docx import read_document
from kaohe.reports.form import FormTexts, untitled

DATA = Path(__file__).parents[1] / "data"
FORM = DATA / "assessment_form.xlsx"


def _table(path: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in [("序号", "被考核单位", "加扣分原因及分值", "考核得分", "名次"), *rows]:
        book.active.append(row)
    book.save(path)
    return path


# -- 导入


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "txt"])
def test_a_file_becomes_a_new_workbook(desk: Desk, suffix: str) -> None:
    before = desk.sight()
    said = desk.click("import_table", files=(DATA / f"assessment_form.{suffix}",))
    assert said == "已导入75个单位、3个类别。请核对后保存"
    assert desk.sight() == before
    new = desk.app._books[-1]
    assert new._name == "assessment_form_考核表1"
    assert new._wb["考核数据"]["B4"].value == "登科街道"
    assert desk.app._front is new


def test_what_is_left_out_is_said(desk: Desk, tmp_path: Path) -> None:
    path = _table(tmp_path / "a.xlsx", (1, "甲镇", "迟到，扣0.1分", None, None))
    book = openpyxl.load_workbook(path)
    book.create_sheet("通讯录").append(["张三"])
    book.save(path)
    said = desk.click("import_table", files=(path,))
    assert said == "已导入1个单位、0个类别；有1处内容没有导入，见“导入情况”。请核对后保存"


@pytest.mark.parametrize("command", ["import_table", "merge_files", "compare_versions", "export_pdf"])
def test_thinking_better_of_it_changes_nothing(desk: Desk, command: str) -> None:
    before, state = desk.sight(), desk.state()
    assert desk.click(command, files=(False,)) == ""
    assert (desk.sight(), desk.state(), desk.boxes, len(desk.app._books)) == (before, state, [], 1)


def test_a_file_that_can_t_be_read_is_named_with_a_remedy(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "坏.docx").write_bytes(b"no archive")
    desk.click("import_table", files=(tmp_path / "坏.docx",))
    assert desk.boxes == [
        f"无法读取“{tmp_path / '坏.docx'}”：这不是 Word 文档，或文件已损坏。请换成 .docx 文档，或重新拷贝一份。"
    ]
    desk.click("import_table", files=("https://d.docs.live.net/0123/表.xlsx",))
    assert desk.boxes == ["“表.xlsx”在网络上，不能直接读取。请先把它下载到本机，再选一次。"]
    assert len(desk.app._books) == 1


def test_a_file_that_is_open_is_not_read(desk: Desk, tmp_path: Path) -> None:
    path = _table(tmp_path / "a.xlsx", (1, "甲镇", "无", None, None))
    (tmp_path / "~$a.xlsx").write_bytes(b"")
    for command in ("import_table", "compare_versions"):
        desk.click(command, files=(path,))
        assert "可能有未保存的内容" in desk.boxes[0]


# -- 汇总


def test_several_files_become_one_and_a_bad_one_is_listed(desk: Desk, tmp_path: Path) -> None:
    paths = [
        _table(tmp_path / f"{name}.xlsx", (1, f"{name}镇", "迟到，扣0.1分", None, None)) for name in ("甲", "乙", "丙")
    ]
    (tmp_path / "坏.xlsx").write_bytes(b"no archive")
    said = desk.click("merge_files", answers=("no",), files=([*paths, tmp_path / "坏.xlsx"],))
    assert desk.boxes[0].startswith(f"“{desk.book.name}”里有75个单位。要用作单位名册吗？")
    assert said == "已汇总3个文件，3个单位；没有汇入1个，见“汇总情况”。请核对后保存"
    assert any("正在读取 2/4 乙.xlsx" in each for each in desk.app._said)
    new = desk.app._books[-1]._wb
    assert [new["考核数据"][f"B{row}"].value for row in (4, 5, 6)] == ["甲镇", "乙镇", "丙镇"]
    told = [value for row in new["汇总情况"].iter_rows(values_only=True) for value in row if value]
    assert "坏.xlsx" in told


def test_files_are_merged_onto_the_units_of_the_workbook_in_front(desk: Desk, tmp_path: Path) -> None:
    path = _table(tmp_path / "信访局.xlsx", (1, "登科街道办事处", "迟到，扣0.1分", None, None))
    said = desk.click("merge_files", answers=("yes",), files=([path],))
    assert said.startswith("已汇总1个文件，76个单位；各文件之间有")
    book = desk.app._books[-1]._wb
    assert [book["考核数据"][f"{column}4"].value for column in "BCD"] == ["登科街道", "镇（街道）", "无"]
    assert [cell.value for cell in book["单位名册"][4]] == ["登科街道", None, "登科街道办事处", None]


def test_none_that_can_be_read_is_said(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"no archive")
    desk.click("merge_files", answers=("no",), files=([tmp_path / "坏.xlsx"],))
    assert desk.boxes[1].startswith(f"没有一个文件可以汇入。\n\n无法读取“{tmp_path / '坏.xlsx'}”")


# -- 导出


def test_the_word_form_is_read_back(desk: Desk, tmp_path: Path) -> None:
    before, state = desk.sight(), desk.state()
    said = desk.click("export_docx", files=(tmp_path / "上报表",))
    assert said == f"已导出75个单位：{tmp_path / '上报表.docx'}" + untitled(FormTexts())
    (table,) = read_document(tmp_path / "上报表.docx").tables
    assert len(table.rows) == 75
    assert (desk.sight(), desk.state()) == (before, state)


def test_the_table_as_csv_and_what_was_there_is_kept(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("我的", encoding="utf-8")
    said = desk.click("export_csv", files=(tmp_path / "a.csv",))
    (kept,) = tmp_path.glob("a_备份_*.csv")
    assert said.endswith(f"；原有文件已备份为 {kept.name}")
    rows = list(csv.reader(StringIO((tmp_path / "a.csv").read_text(encoding="utf-8-sig"))))
    assert (len(rows), rows[1][2], rows[1][4]) == (76, "登科街道", "99.6")


@pytest.mark.libreoffice
def test_excel_prints_the_form_as_pdf(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, state = desk.sight(), desk.state()
    monkeypatch.setattr(exporting, "pdf_of", None)  # the other way, which must not be needed
    desk.click("export_pdf", files=(tmp_path / "a.pdf",))
    assert desk.boxes == []
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert (desk.sight(), desk.state(), len(desk.app._books)) == (before, state, 1)


def test_without_a_way_to_pdf_another_way_is_named(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr("kaohe.files.libreoffice.PLACES", ())
    desk.click("export_pdf", files=(tmp_path / "a.pdf",))
    assert desk.boxes == [
        "Excel 没有导出成功：Excel 说“Document not saved”\n\n"
        "改用 LibreOffice 也不行：不能生成 PDF：这台电脑上没有找到 LibreOffice。请安装 LibreOffice 后再试；"
        "也可以先导出 Word 文档，再在 Word 或 WPS 里另存为 PDF。"
    ]
    assert not (tmp_path / "a.pdf").exists()
    assert len(desk.app._books) == 1


# -- 与上一版比较


def test_what_changed_is_listed_once_and_taken_back(desk: Desk, tmp_path: Path) -> None:
    before = desk.sight()
    assert desk.click("compare_versions", files=(FORM,)) == "两版一致：75个单位的条目、得分、名次都没有变动。"
    book = openpyxl.load_workbook(FORM)
    sheet = book.active
    row = next(cell.row for cell in sheet["B"] if cell.value == "登科街道")
    sheet.cell(row, 3).value = "迟到，扣3分"
    book.save(tmp_path / "old.xlsx")
    said = desk.click("compare_versions", files=(tmp_path / "old.xlsx",))
    assert "登科街道" in str([*desk.book.sheets["与上一版比较"].impl.ws.iter_rows(values_only=True)])
    assert said != ""
    assert desk.state()["sheet"] == "与上一版比较"
    assert "与上一版比较2" not in [sheet.name for sheet in desk.book.sheets]
    desk.click("undo_last")
    desk.click("undo_last")
    assert desk.sight() == before


# -- 解释得分


def test_a_score_is_accounted_for(desk: Desk) -> None:
    name = desk.book.sheets[0].name
    row = next(cell.row for cell in desk.book.sheets[name].impl.ws["B"] if cell.value == "登科街道")
    desk.select(name, f"E{row}")
    before = desk.sight()
    desk.click("explain_score")
    assert desk.boxes == [
        "登科街道（镇（街道））：99.6分，第4名\n"
        "第4名：与明阳镇、花丛镇、群乐镇并列。\n"
        "100−0.1−0.1−0.2=99.6\n"
        "· 扣0.1分　个别帮扶干部未结合帮扶户实际情况针对性制定帮扶措施（标准目录 A01）\n"
        "· 扣0.1分　个别帮扶干部给脱贫户算收入账和支出账不准确、不完整（标准目录 A02）\n"
        "· 扣0.2分　驻村帮扶干部日常管理不到位（标准目录 B02）"
    ]
    assert desk.sight() == before


def test_no_unit_selected_is_said(desk: Desk) -> None:
    desk.select(desk.book.sheets[0].name, "A1")
    desk.click("explain_score")
    assert desk.boxes == ["请先选中考核表里一个或几个单位的单元格（同一行的任何一格都可以），再点这个按钮。"]
