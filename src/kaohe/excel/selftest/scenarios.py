"""The scenarios: which command, what must stand in the workbook then, and that it can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import xlwings as xw

from kaohe.core.cells import ExcelError
from kaohe.core.records import dataclass, replace
from kaohe.core.schema import Sheet
from kaohe.core.settings import EarlierResults
from kaohe.excel.cells.blocks import enter, read_formulas, read_values
from kaohe.excel.commands import (
    answering,
    assistance,
    cataloguing,
    checking,
    earlier,
    explaining,
    exporting,
    freezing,
    gathering,
    handing_out,
    learning,
    menu,
    reading,
    recalculation,
    reports,
    wording,
)
from kaohe.excel.selftest.stage import FIRST_ROW, ROWS, SHEET, NotApplicableError, Stage, require, table

Play = Callable[[Stage], None]
_Command = Callable[[xw.Book], object]


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is tried, by the words of the ribbon."""

    title: str
    play: Play


def _then_undone(command: _Command, look: Play, *, selected: str = "") -> Play:
    """Return a scenario: a command, a look at what it did, 撤销, and all is as before."""

    def play(stage: Stage) -> None:
        if selected:
            stage.select(selected)
        before = stage.sight()
        command(stage.book)
        after = stage.sight()
        require(before != after, "命令没有写入任何内容")
        look(stage)
        said = checking.undo_last(stage.book)
        require(said.startswith("已撤销"), f"撤销没有成功：{said}")
        left = stage.sight()
        different = [what for what in before.keys() | left.keys() if before.get(what) != left.get(what)]
        require(not different, f"撤销后和原来不一样：{'、'.join(sorted(different))}")

    return play


def _scores(stage: Stage) -> None:
    for row, (unit, _, score, rank) in enumerate(ROWS, FIRST_ROW):
        for address, expected in ((f"D{row}", score), (f"E{row}", rank)):
            found = stage.shown(address)
            number = None if found is None else round(float(str(found)), 6)
            require(number == expected, f"{unit} {address} 应为 {expected}，实为 {found}")
    require(Sheet.FINDINGS in _names(stage), "没有加上“核对结果”")


def _names(stage: Stage) -> list[str]:
    return [sheet.name for sheet in stage.book.sheets]


def _marks(stage: Stage) -> None:
    sheet = stage.book.sheets[SHEET]
    require(len(sheet.cells.conditional_formats) >= 1, "没有标出底色")
    require(any("考核核对" in str(note.text) for note in sheet.notes), "没有加上批注")


def _clear(stage: Stage) -> None:
    checking.check_workbook(stage.book)
    _marks(stage)
    checking.clear_marks(stage.book)
    sheet = stage.book.sheets[SHEET]
    require(not any("考核核对" in str(note.text) for note in sheet.notes), "批注没有清除")
    checking.undo_last(stage.book)
    _marks(stage)


def _text_is(address: str, part: str, stage: Stage) -> None:
    found = str(stage.shown(address))
    require(part in found, f"{address} 应含“{part}”，实为“{found}”")


def _sheet_is_there(name: str, stage: Stage) -> None:
    require(name in _names(stage), f"没有“{name}”这张表")


def _has_catalogue(stage: Stage) -> None:
    _sheet_is_there(Sheet.CATALOGUE, stage)
    texts = [str(value) for value in (stage.shown(f"B{row}", Sheet.CATALOGUE) for row in (2, 3))]
    require(all(text != "None" for text in texts), "新建的“标准目录”是空的")


def _freeze(stage: Stage) -> None:
    cell = stage.book.sheets[SHEET].range(f"D{FIRST_ROW}")
    cell.api.Formula = "=100-0.2"
    stage.book.sheets[SHEET].api.Calculate()
    if stage.shown(f"D{FIRST_ROW}") is None:
        raise NotApplicableError("这个程序不计算公式")
    _then_undone(freezing.freeze_values, _frozen)(stage)


def _frozen(stage: Stage) -> None:
    formula = read_formulas(stage.book.sheets[SHEET].range(f"D{FIRST_ROW}"))[0][0]
    require(not formula.startswith("="), f"公式没有变成数值：{formula}")


def _explained(stage: Stage) -> None:
    stage.select(f"C{FIRST_ROW}")
    explaining.explain_score(stage.book)
    said = "\n".join(stage.person.boxes)
    require(ROWS[0][0] in said and "99.8" in said, f"没有说清得分怎样来的：{said}")


def _exported(
    export: Callable[[Any], object], suffix: str, begins: bytes, stage: Stage, *, of_excel: bool = False
) -> None:
    target = stage.folder / f"导出 测试{suffix}"
    stage.person.files[:] = [target]
    export(stage.app if of_excel else stage.book)
    require(target.exists(), f"没有写出 {target.name}")
    require(target.read_bytes().startswith(begins), f"{target.name} 的内容不对")


def _compared(stage: Stage) -> None:
    earlier = stage.folder / "上一版.xlsx"
    earlier.write_bytes(table())
    enter(stage.book.sheets[SHEET].range(f"C{FIRST_ROW + 1}"), [["会议迟到，扣0.3分"]])
    stage.person.files[:] = [earlier]
    _then_undone(explaining.compare_versions, partial(_sheet_is_there, Sheet.COMPARISON))(stage)


def _answered(stage: Stage) -> None:
    """A review found more than was deducted at first: the unit gets an answer."""
    former, target = stage.folder / "复核前.xlsx", stage.folder / "复核答复.docx"
    former.write_bytes(table())
    enter(stage.book.sheets[SHEET].range(f"C{FIRST_ROW + 1}"), [["会议迟到，扣0.3分"]])
    stage.person.files[:] = [former, target]
    said = answering.write_replies(stage.book)
    require("1个单位" in str(said), f"复核答复之后说的是：{said}")
    require(target.exists() and target.read_bytes().startswith(b"PK"), f"没有写出 {target.name}")


def _imported(stage: Stage) -> None:
    source = stage.folder / "要导入的表.xlsx"
    source.write_bytes(table())
    stage.person.files[:] = [source]
    said = gathering.import_table(stage.app)
    require(f"已导入{len(ROWS)}个单位" in str(said), f"导入后说的是：{said}")
    require(Sheet.DATA in [sheet.name for sheet in stage.app.books.active.sheets], "导入的工作簿里没有考核数据")


def _merged(stage: Stage) -> None:
    for name in ("一股.xlsx", "二股.xlsx"):
        stage.person.files.append(stage.folder / name)
        stage.person.files[-1].write_bytes(table())
    said = gathering.merge_files(stage.app)
    require(f"已汇总2个文件，{len(ROWS)}个单位" in str(said), f"汇总后说的是：{said}")
    names = [sheet.name for sheet in stage.app.books.active.sheets]
    require({Sheet.DATA, Sheet.MERGER} <= {*names}, f"汇总的工作簿里只有：{'、'.join(names)}")


def _catalogued(stage: Stage) -> None:
    _then_undone(cataloguing.draft_catalogue, partial(_sheet_is_there, Sheet.DRAFT))(stage)
    cataloguing.draft_catalogue(stage.book)
    _then_undone(cataloguing.adopt_catalogue, _has_catalogue)(stage)


def _earlier_passed(stage: Stage) -> None:
    source = stage.folder / "要导入的表.xlsx"
    source.write_bytes(table(stated=True))
    stage.person.files[:] = [source]
    gathering.import_table(stage.app)
    imported = replace(stage, book=stage.app.books.active)
    _then_undone(earlier.pass_earlier, partial(_setting_is, EarlierResults.PASSED))(imported)


def _setting_is(said: str, stage: Stage) -> None:
    texts = read_values(stage.book.sheets[Sheet.SETTINGS].used_range)
    require(any(said in [str(cell) for cell in row] for row in texts), f"“{Sheet.SETTINGS}”里没有记下“{said}”")


def _notices(stage: Stage) -> None:
    _exported(handing_out.write_notice_template, ".docx", b"PK", stage, of_excel=True)
    _exported(handing_out.write_notices, ".docx", b"PK", stage)
    stage.person.files[:] = [stage.folder / "反馈单.docx"]
    handing_out.write_notice_files(stage.book)
    made = [*stage.folder.glob("反馈单-*.docx")]
    scored = sum(score is not None for _, _, score, _ in ROWS)
    require(len(made) == scored, f"应有{scored}份反馈单，实有{len(made)}份")


def _split(stage: Stage) -> None:
    sheet = stage.book.sheets[SHEET]
    enter(sheet.range(f"F1:G{FIRST_ROW + 1}"), [["类别", "来源"], ["镇", "一科"], ["镇", "二科"]])
    enter(sheet.range(f"F{FIRST_ROW + 2}:G{len(ROWS) + 1}"), [["街道", "二科"]] * (len(ROWS) - 2))
    parts = {
        handing_out.split_by_unit: len(ROWS),
        handing_out.split_by_category: 2,
        handing_out.split_by_source: 2,
        handing_out.split_by_sheet: 2,
    }
    for number, (split, count) in enumerate(parts.items(), 1):
        if split is handing_out.split_by_sheet:
            other = stage.book.sheets.add(after=sheet)
            enter(other.range("A1:C2"), [["序号", "被考核单位", "加扣分原因及分值"], [1.0, "测试己镇", "无"]])
        stage.person.files[:] = [stage.folder / f"拆分{number}.xlsx"]
        split(stage.book)
        made = sorted(file.name for file in stage.folder.glob(f"拆分{number}-*.xlsx"))
        require(len(made) == count, f"应拆成{count}个文件，实有{len(made)}个：{'、'.join(made)}")


def _searched(stage: Stage) -> None:
    everything, found = (menu.reason_menu(stage.book, words) for words in ("", "帮扶记录"))
    count = found.count("InsertReason")
    require("帮扶记录" in found and 0 < count < everything.count("InsertReason"), f"“查找”没有缩短目录：{count}条")


def _details_told(stage: Stage) -> None:
    assistance.error_details(stage.app, "完整检查试一试")
    require("完整检查试一试" in stage.person.boxes[-1], f"错误详情说的是：{stage.person.boxes[-1]}")


def _guide_open(stage: Stage) -> None:
    assistance.open_guide(stage.app)
    front = stage.app.books.active.sheets.active.name
    require(front == Sheet.GUIDE, f"打开的是“{front}”，不是使用说明")


def _examined(stage: Stage) -> None:
    assistance.examine_installation(stage.app)
    told = stage.person.boxes[-1]
    require(any(line[:1] in "√▲×○" for line in told.splitlines()), f"自检说的是：{told}")


def _made_anew(stage: Stage) -> None:
    """The template's own formulas call Kaohe's functions: with the add-in they compute."""
    assistance.new_workbook(stage.app)
    sheet = stage.app.books.active.sheets[Sheet.DATA]
    enter(sheet.range("B4"), [["测试甲镇"]])
    enter(sheet.range("D4"), [["会议迟到，扣0.1分"]])
    sheet.api.Calculate()
    shown = read_values(sheet.range("F4"))[0][0]
    if shown is None or isinstance(shown, ExcelError):
        raise NotApplicableError("没有装考核加载项，模板里的公式不计算")
    require(round(float(str(shown)), 6) == 0.1, f"扣分应为 0.1，实为 {shown}")


#: What is tried, in this order.
SCENARIOS: tuple[Scenario, ...] = (
    Scenario("重新计算，撤销", _then_undone(recalculation.recalculate_workbook, _scores)),
    Scenario("核对原因，撤销", _then_undone(checking.check_workbook, _marks)),
    Scenario("清除标记，撤销", _clear),
    Scenario(
        "插入标准原因，撤销",
        _then_undone(lambda book: wording.insert_reason(book, "A05"), partial(_text_is, "C3", "分"), selected="C3"),
    ),
    Scenario(
        "采用标准表述，撤销",
        _then_undone(wording.adopt_wording, partial(_text_is, "C2", "驻村工作队员未在岗，扣0.2分"), selected="C2"),
    ),
    Scenario("记为别名，撤销", _then_undone(learning.remember_alias, _has_catalogue, selected="C2")),
    Scenario("标为已核实，撤销", _then_undone(learning.mark_verified, _has_catalogue, selected="C2")),
    Scenario("读表说明，撤销", _then_undone(reading.explain_reading, partial(_sheet_is_there, Sheet.READING))),
    Scenario("查找", _searched),
    Scenario("固化为数值，撤销", _freeze),
    Scenario("上报表，撤销", _then_undone(reports.make_form, partial(_sheet_is_there, Sheet.FORM))),
    Scenario("统计，撤销", _then_undone(reports.make_statistics, partial(_sheet_is_there, Sheet.STATISTICS))),
    Scenario("排名榜，撤销", _then_undone(reports.make_ranking, partial(_sheet_is_there, Sheet.RANKING))),
    Scenario("标准目录，撤销", _catalogued),
    Scenario("不再对照，撤销", _earlier_passed),
    Scenario("反馈单", _notices),
    Scenario("申诉复核答复", _answered),
    Scenario("拆分", _split),
    Scenario("与上一版比较，撤销", _compared),
    Scenario("解释得分", _explained),
    Scenario("导出 Word", partial(_exported, exporting.export_docx, ".docx", b"PK")),
    Scenario("导出 CSV", partial(_exported, exporting.export_csv, ".csv", b"\xef\xbb\xbf")),
    Scenario("导出 PDF", partial(_exported, exporting.export_pdf, ".pdf", b"%PDF")),
    Scenario("导入", _imported),
    Scenario("汇总", _merged),
    Scenario("新建考核表", _made_anew),
    Scenario("使用说明", _guide_open),
    Scenario("错误详情", _details_told),
    Scenario("自检", _examined),
)
