"""A year's work by a clerk who knows only the guide: last year's document and five departments' lists, to answers to appeals.

What each step says is kept in 过程.txt of the test's folder.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from tests.five_departments import OFFICES, PARTY, TOWNS, make_five
from tests.libreoffice import convert

import kaohe as library
from kaohe.core.schema import CatalogueField, Field, RosterField, Sheet

pytestmark = pytest.mark.libreoffice

LAST_YEAR = "2024年度考核表.docx"
TITLE = "2025年度乡村振兴工作考核加扣分情况表"


class Clerk:
    """Types commands in a folder, and edits workbooks as one does in Excel or WPS."""

    def __init__(self, kaohe: Callable) -> None:
        self._kaohe = kaohe

    def run(self, command: str, code: int = 0) -> str:
        """Return what a command says; nothing that it says may be a failure of the program."""
        run = self._kaohe(*command.split())
        with Path("过程.txt").open("a", encoding="utf-8") as log:
            log.write(f"$ kaohe {command}\n{run.out}{run.err}\n")
        assert run.code == code, run.err
        assert "Traceback" not in run.err
        return str(run.out)

    def type(self, file: str, sheet: str, changes: Callable) -> None:
        """Let ``changes`` edit a sheet, and save."""
        book = openpyxl.load_workbook(file)
        changes(book[sheet])
        book.save(file)


@pytest.fixture
def clerk(kaohe: Callable, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """A clerk in a folder with last year's document and the five departments' files, one of them an old .xls."""
    monkeypatch.chdir(tmp_path)
    Path(LAST_YEAR).write_bytes((data / "assessment_form.docx").read_bytes())
    for path in make_five(tmp_path):
        if path.stem == "区政府督查室":
            convert(path, "xls", tmp_path)
            path.unlink()
    return Clerk(kaohe)


DEPARTMENTS = "区委组织部.xlsx 区农业农村局.docx 区纪委监委.csv 区政府督查室.xls 区信访局.xlsx"


def heads_of(sheet: openpyxl.worksheet.worksheet.Worksheet) -> dict[str, int]:
    """Return the column of each heading of a sheet of the template, whose headings stand in row 3."""
    return {str(cell.value): cell.column for cell in sheet[3] if cell.value is not None}


def decide_roster(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
    """Answer 是 to each pair of names that is asked about."""
    column = heads_of(sheet)
    for row in range(4, sheet.max_row + 1):
        if sheet.cell(row, column[RosterField.ALIAS]).value and not sheet.cell(row, column[RosterField.SAME]).value:
            sheet.cell(row, column[RosterField.SAME]).value = "是"


def replaced(unit: str, old: str, new: str) -> Callable:
    """Return an edit of the reasons of one unit."""

    def edit(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        column = heads_of(sheet)
        for row in range(4, sheet.max_row + 1):
            cell = sheet.cell(row, column[Field.REASONS])
            if sheet.cell(row, column[Field.UNIT]).value == unit:
                assert old in cell.value
                cell.value = cell.value.replace(old, new)
                return
        raise AssertionError(unit)

    return edit


def settings(**values: str) -> Callable:
    def edit(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        labels = {str(row[0].value): row[1] for row in sheet.iter_rows(min_row=4)}
        for label, value in values.items():
            labels[label].value = value

    return edit


def results(file: str) -> dict[str, tuple[str | None, str, int | None]]:
    """Return category, score and rank by unit."""
    units = library.recalculate(library.read(file)).units
    return {each.unit: (each.category, str(each.score), each.rank) for each in units}


def texts_of(document: str) -> str:
    """Return all that a Word document says."""
    opened = docx.Document(document)
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])


def errors_in(said: str) -> int:
    return int(re.findall(r"其中错误(\d+)条", said)[-1])


def test_a_year(clerk: Clerk) -> None:
    merge_lists(clerk)
    decide(clerk)
    hand_out(clerk)
    split_and_merge_back(clerk)
    compare_and_answer(clerk)


def merge_lists(clerk: Clerk) -> None:
    """Departments' lists onto last year's units; what is not clear is asked once."""
    said = clerk.run(f"merge {DEPARTMENTS} -o 汇总.xlsx --roster {LAST_YEAR}")
    assert "可能是同一单位" in said
    assert "各部门都没有提到的单位：51个单位" in said
    clerk.type("汇总.xlsx", Sheet.ROSTER, decide_roster)
    said = clerk.run(f"merge {DEPARTMENTS} -o 年度考核.xlsx --roster 汇总.xlsx")
    assert "可能是同一单位" not in said
    assert "已汇总5个文件，75个单位" in said
    assert {category for category, *_ in results("年度考核.xlsx").values()} == {TOWNS, PARTY, OFFICES}


def decide(clerk: Clerk) -> None:
    """What is contradictory or left open keeps exactly its unit without a score; the clerk decides."""
    assert errors_in(clerk.run("check 年度考核.xlsx", code=1)) == 2
    assert [unit for unit, (_, score, _) in results("年度考核.xlsx").items() if score == "None"] == ["登科街道"]
    clerk.type("年度考核.xlsx", Sheet.DATA, replaced("登科街道", "扣0.2分或扣0.3分", "扣0.2分"))
    clerk.type("年度考核.xlsx", Sheet.DATA, replaced("登科街道", "酌情扣分", "扣0.1分"))
    clerk.run("accept 年度考核.xlsx --alias 暗访发现驻村干部未在岗 --in-place")
    clerk.run("catalogue 年度考核.xlsx -o 目录整理.xlsx")
    clerk.run("catalogue 年度考核.xlsx --adopt 目录整理.xlsx --in-place")
    clerk.type("年度考核.xlsx", Sheet.DATA, replaced("区住建局", "扣0.3分", "扣0.2分"))
    clerk.type("年度考核.xlsx", Sheet.SETTINGS, settings(上报表标题=TITLE, 等次="优秀 前20%；良好 前60%；合格"))
    assert errors_in(clerk.run("recalc 年度考核.xlsx --in-place")) == 0
    assert results("年度考核.xlsx")["登科街道"] == (TOWNS, "99.5", 5)
    assert results("年度考核.xlsx")["区委政法委"] == (PARTY, "101", 1)


def hand_out(clerk: Clerk) -> None:
    """What goes to the leader and to the units."""
    for command in ("form", "ranking", "stats"):
        assert errors_in(clerk.run(f"{command} 年度考核.xlsx --in-place")) == 0
    assert {Sheet.FORM, Sheet.RANKING, Sheet.STATISTICS} <= set(openpyxl.load_workbook("年度考核.xlsx").sheetnames)
    clerk.run("export 年度考核.xlsx --docx 上报表.docx")
    clerk.run("ranking 年度考核.xlsx --docx 排名榜.docx")
    assert TITLE in texts_of("上报表.docx")
    assert "区委政法委" in texts_of("排名榜.docx")
    said = clerk.run(
        "notices 年度考核.xlsx --docx 反馈单.docx --office 区委组织部 --date 2025年12月25日 --deadline 2025年12月31日"
    )
    assert "已生成反馈单：75个单位" in said
    assert "请于2025年12月31日前以书面形式提出申诉" in texts_of("反馈单.docx")


def split_and_merge_back(clerk: Clerk) -> None:
    """Each category, each department its own workbook; the departments' together again are the same."""
    clerk.run("split 年度考核.xlsx --by 类别 -o 分类别")
    clerk.run("split 年度考核.xlsx --by 来源 -o 分部门")
    parts = sorted(Path("分部门").iterdir())
    assert [part.stem for part in parts if "未注明" not in part.stem] == sorted(
        f"年度考核-{Path(name).stem}" for name in DEPARTMENTS.split()
    )
    (town,) = [part for part in Path("分类别").iterdir() if "镇" in part.stem]
    assert len(results(str(town))) == 18
    clerk.run(f"merge {' '.join(map(str, parts))} -o 合回.xlsx --roster 年度考核.xlsx")
    assert results("合回.xlsx") == results("年度考核.xlsx")
    assert "两版一致" in clerk.run("compare 年度考核.xlsx 合回.xlsx")


def compare_and_answer(clerk: Clerk) -> None:
    """Against last year, then an appeal that is granted."""
    said = clerk.run(f"compare {LAST_YEAR} 年度考核.xlsx -o 与去年比较.xlsx")
    assert "登科街道（镇（街道））　得分 99.6 → 99.5" in said
    Path("复核后.xlsx").write_bytes(Path("年度考核.xlsx").read_bytes())
    withdrawn = "防返贫监测信息录入不及时，扣0.1分"
    clerk.type("复核后.xlsx", Sheet.DATA, replaced("登科街道", f"{withdrawn}（来源：区农业农村局）\n", ""))
    assert "请重新生成上报表" in clerk.run("recalc 复核后.xlsx --in-place")
    assert "请重新生成上报表" not in clerk.run("form 复核后.xlsx --in-place")
    clerk.run("notices 复核后.xlsx --since 年度考核.xlsx --docx 复核答复.docx --office 区委组织部 --date 2026年1月8日")
    answer = texts_of("复核答复.docx")
    assert answer.count("考核申诉复核答复") == 1, "one unit's result changed"
    assert "调整考核结果：得分由99.5分改为99.6分，名次由第5名改为第4名" in answer
    assert withdrawn in answer


def test_last_year_s_table_is_corrected_without_errors_that_stay(clerk: Clerk) -> None:
    """Imported, a few reasons changed for this year: nothing that the clerk can't end."""
    said = clerk.run(f"new 今年.xlsx --from {LAST_YEAR}")
    assert "已导入75个单位" in said
    clerk.type("今年.xlsx", Sheet.DATA, replaced("登科街道", "，扣0.2分", "，扣0.3分"))
    assert errors_in(clerk.run("check 今年.xlsx")) == 0
    catalogue = openpyxl.load_workbook("今年.xlsx")[Sheet.CATALOGUE]
    assert CatalogueField.WORDING in heads_of(catalogue)
