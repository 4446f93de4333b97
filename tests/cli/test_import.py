"""``kaohe new --from``: nothing of a file is dropped silently, and the form keeps its title and its lines to sign."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment

PICTURE = Path(__file__).parents[2] / "src/kaohe/files/guide/pictures/form.png"
HEADINGS = ("序号", "被考核单位", "加扣分原因及分值", "考核得分", "名次")


def texts(path: Path) -> list[str]:
    """Return what every cell of a workbook shows, formulas and blank cells apart."""
    book = openpyxl.load_workbook(path, data_only=True)
    return [
        str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value is not None
    ]


def document(path: Path, above: Sequence[str], rows: Sequence[Sequence[str]], below: Sequence[str] = ()) -> Any:
    made = docx.Document()
    for line in above:
        made.add_paragraph(line)
    table = made.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for line in below:
        made.add_paragraph(line)
    made.save(path)
    return made


def form_texts(path: Path) -> dict[str, object]:
    rows = openpyxl.load_workbook(path)["参数设置"].iter_rows(values_only=True)
    return {str(row[0]): row[1] for row in rows if str(row[0]).startswith(("上报表", "签字栏"))}


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "txt"])
def test_the_real_form_leaves_nothing(kaohe: Callable, data: Path, tmp_path: Path, suffix: str) -> None:
    run = kaohe("new", tmp_path / "a.xlsx", "--from", data / f"assessment_form.{suffix}")
    assert "没有导入" not in run.out
    assert "导入情况" not in openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames
    assert form_texts(tmp_path / "a.xlsx")["签字栏第一行左"] == "区委分管领导审核意见："


def test_what_finds_no_place_is_listed_with_its_place(kaohe: Callable, tmp_path: Path) -> None:
    document(
        tmp_path / "a.docx",
        [
            "2025年度驻村帮扶工作考核情况表",
            "考核办主任签字：            分管领导审核：",
            "填报单位：组织部　联系电话：0718-1234",
        ],
        [
            (*HEADINGS, "联系人"),
            ("1", "甲镇", "迟到，扣０．１分", "99.9", "2", "张三"),
            ("2", "乙镇", "无", "100", "1", ""),
            ("合计", "", "扣0.1分", "", "", ""),
        ],
        ["注：以上得分截至12月31日。", "经研究，同意上报。"],
    )
    run = kaohe("new", tmp_path / "a.xlsx", "--from", tmp_path / "a.docx")
    assert [line.partition("：")[2] for line in run.out.splitlines() if line.startswith("没有导入")] == [
        "a A3　填报单位：组织部 联系电话：0718-1234",
        "a A7　合计 扣0.1分",
        "a A8　注：以上得分截至12月31日。",
        "a A9　经研究，同意上报。",
        "a F4　“联系人”一列没有导入（1格）：甲镇：张三",
    ]
    assert "有5处内容没有导入，全文见工作表“导入情况”。" in run.out
    assert form_texts(tmp_path / "a.xlsx") == {
        "上报表标题": "2025年度驻村帮扶工作考核情况表",
        "签字栏第一行左": "考核办主任签字：",
        "签字栏第一行右": "分管领导审核：",
        "签字栏第二行左": None,
        "签字栏第二行右": None,
        "签字栏第三行左": None,
        "签字栏第三行右": None,
    }
    assert kaohe("check", tmp_path / "a.xlsx").code == 0, "the list is no second table"


def test_what_stands_beside_the_text_is_listed(kaohe: Callable, tmp_path: Path) -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "内部资料"
    made.sections[0].footer.paragraphs[0].text = "第 1 页"
    table = made.add_table(rows=0, cols=3)
    for row in [HEADINGS[:3], ("1", "甲镇", "迟到，扣0.5分")]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    made.add_comment(table.rows[1].cells[2].paragraphs[0].runs, text="再核实", author="王")
    paragraph = table.rows[1].cells[2].paragraphs[0]._p
    run = paragraph.r_lst[0]
    inserted = run.makeelement(run.tag.replace("}r", "}ins"), {})
    paragraph.replace(run, inserted)
    inserted.append(run)
    struck = table.rows[1].cells[2].add_paragraph().add_run("缺席，扣5分")
    struck.font.strike = True
    made.save(tmp_path / "a.docx")
    run_of_kaohe = kaohe("new", tmp_path / "a.xlsx", "--from", tmp_path / "a.docx")
    assert [line.partition("：")[2] for line in run_of_kaohe.out.splitlines() if line.startswith("没有导入")] == [
        "文档中还有未接受的修订（1处）：已按全部接受后的内容导入，请核对",
        "文档中有带删除线的文字（1处）：仍按正文导入，请核对",
        "页眉：内部资料",
        "批注：再核实",
    ]


def test_comments_on_cells_and_sheets_with_kaohes_names_are_listed(kaohe: Callable, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in [HEADINGS, (1, "甲镇", "迟到，扣0.1分", None, None)]:
        book.active.append(row)
    book.active["C2"].comment = Comment("问过 <老王> & 小李", "我")
    for name in ("统计", "核对结果", "使用说明", "参数设置", "上报表", "汇总情况"):
        book.create_sheet(name).append(["我的"])
    book.save(tmp_path / "a.xlsx")
    out = kaohe("new", tmp_path / "b.xlsx", "--from", tmp_path / "a.xlsx").out
    assert "没有导入：Sheet C2　批注：问过 <老王> & 小李" in out
    assert [name for name in ("统计", "核对结果", "使用说明", "参数设置", "上报表", "汇总情况") if f"没有导入：{name} A1" in out] == [
        "统计", "核对结果", "使用说明", "参数设置", "上报表", "汇总情况",
    ]  # fmt: skip


def test_nothing_of_a_workbook_of_kaohes_own_is_called_left_out(kaohe: Callable, data: Path, tmp_path: Path) -> None:
    kaohe("new", tmp_path / "a.xlsx", "--from", data / "assessment_form.docx")
    kaohe("stats", tmp_path / "a.xlsx", "--in-place")
    kaohe("form", tmp_path / "a.xlsx", "--in-place")
    assert "没有导入" not in kaohe("new", tmp_path / "b.xlsx", "--from", tmp_path / "a.xlsx").out


def test_a_sheet_without_a_table_is_named(kaohe: Callable, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in [HEADINGS, (1, "甲镇", "迟到，扣0.1分", None, None)]:
        book.active.append(row)
    book.create_sheet("通讯录").append(["张三", "0718"])
    book.save(tmp_path / "a.xlsx")
    run = kaohe("new", tmp_path / "b.xlsx", "--from", tmp_path / "a.xlsx")
    assert "没有导入：通讯录 A1　整张工作表没有考核表，没有导入（1行有内容）" in run.out


def test_a_form_of_kaohes_own_leaves_nothing(kaohe: Callable, data: Path, tmp_path: Path) -> None:
    kaohe("new", tmp_path / "a.xlsx", "--from", data / "assessment_form.docx")
    kaohe("export", tmp_path / "a.xlsx", "--docx", tmp_path / "b.docx")
    assert "没有导入" not in kaohe("new", tmp_path / "c.xlsx", "--from", tmp_path / "b.docx").out
    assert form_texts(tmp_path / "c.xlsx") == form_texts(tmp_path / "a.xlsx")


def test_a_title_and_lines_to_sign_come_back_on_the_form(kaohe: Callable, data: Path, tmp_path: Path) -> None:
    document(
        tmp_path / "a.docx",
        ["某县2025年考核情况表", "考核单位（盖章）：　　　　　主要领导签字：", "　　　　　　　　　　　年　　月　　日"],
        [HEADINGS, ("1", "甲镇", "迟到，扣0.1分", "99.9", "1")],
    )
    kaohe("new", tmp_path / "a.xlsx", "--from", tmp_path / "a.docx")
    kaohe("export", tmp_path / "a.xlsx", "--docx", tmp_path / "b.docx")
    said = [paragraph.text for paragraph in docx.Document(str(tmp_path / "b.docx")).paragraphs]
    assert "某县2025年考核情况表" in said
    assert any("考核单位（盖章）：" in line and "主要领导签字：" in line for line in said)
    assert any("年　　　月　　　日" in line for line in said)


@pytest.mark.parametrize("seed", range(40))
def test_every_text_of_a_file_is_somewhere_in_the_new_workbook(kaohe: Callable, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)

    def filler() -> str:
        return "".join(chance.choices("甲乙丙丁戊己庚辛壬癸子丑寅卯", k=9))

    book = openpyxl.Workbook()
    sheet = book.active
    for _ in range(chance.randrange(4)):
        sheet.append([filler() if chance.random() < 0.5 else None for _ in range(6)])
    more = [f"栏目{number}" for number in range(chance.randrange(3))]
    sheet.append([*HEADINGS, *more])
    for number in range(1, chance.randrange(3, 12)):
        reason = f"{filler()}，扣0.{chance.randrange(1, 9)}分"
        extra = [filler() if chance.random() < 0.7 else None for _ in more]
        sheet.append([number, f"{filler()}镇", reason, None, None, *extra])
        if chance.random() < 0.15:
            sheet.append([None, None, None, filler()])
    for _ in range(chance.randrange(3)):
        sheet.append([f"备注：{filler()}"])
    book.save(tmp_path / "a.xlsx")
    assert kaohe("new", tmp_path / "b.xlsx", "--from", tmp_path / "a.xlsx").code == 0
    shown = "\n".join(texts(tmp_path / "b.xlsx"))
    missing = [text for text in texts(tmp_path / "a.xlsx") if len(text) >= 9 and text not in shown]
    assert missing == []


def test_what_stands_beside_the_cells_is_listed(kaohe: Callable, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("考核表")
        for row, cells in enumerate([HEADINGS, (1, "甲镇", "迟到，扣0.1分", 99.9, 1)]):
            sheet.write_row(row, 0, cells)
        sheet.insert_textbox("G2", "丙局另扣0.5分 & 待核实")
        sheet.insert_image("G9", str(PICTURE))
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=考核表!$D$2:$D$2"})
        sheet.insert_chart("G20", chart)
        sheet.set_header('&L&D&C&"宋体"&14机密★一年')
        sheet.set_footer("&C第 &P 页，共 &N 页")
    out = kaohe("new", tmp_path / "b.xlsx", "--from", tmp_path / "a.xlsx").out
    assert [line.partition("：")[2] for line in out.splitlines() if line.startswith("没有导入")] == [
        "文本框：丙局另扣0.5分 & 待核实",
        "工作表里有1张图片，没有导入",
        "工作表里有1个图表或图形，没有导入",
        "页眉：机密★一年",
    ]
