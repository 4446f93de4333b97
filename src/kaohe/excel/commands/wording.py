"""插入标准原因 and 采用标准表述: the catalogue's words into reason texts, on a person's word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import xlwings as xw

from kaohe.assessment.adoption import adopt
from kaohe.assessment.appraisal import Concern
from kaohe.assessment.outcome import Outcome
from kaohe.assessment.rules.registry import rule_for
from kaohe.assessment.rules.wording import say_points
from kaohe.assessment.scoring import ZERO
from kaohe.core.cells import CellRef, CellValue, ExcelError
from kaohe.core.findings import Edit
from kaohe.core.records import NamedTuple
from kaohe.core.spreadsheet import LONGEST_TEXT, text_length
from kaohe.core.table import Column
from kaohe.excel.cells.blocks import entry
from kaohe.excel.commands.reading import adopt_answers
from kaohe.excel.commands.recalculation import NO_TABLE, assess
from kaohe.excel.session.journal import recording
from kaohe.excel.session.manners import undisturbed
from kaohe.excel.session.questions import agrees
from kaohe.excel.session.refusal import RefusalError
from kaohe.excel.workbook.reader import OpenWorkbook, read_open_workbook
from kaohe.excel.workbook.selection import SelectedUnit, selected_fixes, selected_units
from kaohe.excel.workbook.writer import held, require_writable
from kaohe.matching.catalogue import Entry, builtin, catalogue_from_rows
from kaohe.reason import parse
from kaohe.tables import Area

_SEVERAL = "要给所选的{count}个单位都加上这一条吗？\n\n{phrase}"
_UNKNOWN_CODE = "标准目录里没有编号“{code}”。请重新打开“插入标准原因”的菜单再选。"
_NO_POINTS = "标准目录里“{code} {wording}”的分值无法识别，未插入。请先在标准目录里填好“加扣”和“分值”。"
_NOT_TEXT = "{sheet} {cell}（{name}）{what}，不能在后面接着写。请先改好这一格。"
_TOO_LONG = "{sheet} {cell}（{name}）的原因加上这一条后超过{most}字，Excel 放不下，没有插入。"
_NOTHING = "所选单位的原因里没有可以改成标准表述的说法。能改的在“核对结果”里标有“改为标准表述”。"
_AGREE = "把下列{count}格改成标准表述吗？（分值不变，可以撤销）\n{shown}"

#: How many cells a box shows before and after; the others are counted.
_SHOWN = 5
_JOINTS = "；;，,、\n"


class NewText(NamedTuple):
    """A reason cell with its text before and after; ``before`` is None for a blank cell."""

    where: CellRef
    name: str
    before: str | None
    after: str


def insert_reason(book: xw.Book, code: str) -> str | None:
    """Append the entry of the catalogue with this code, and its points, to the selected units' reasons."""
    with undisturbed(book):
        opened = read_open_workbook(book)
        if not opened.sheets.tables:
            raise RefusalError(NO_TABLE.format(name=book.name))
        found = _entry(opened, code)
        phrase = f"{found.wording}，{say_points(found.points or ZERO)}"
        texts = [_appended(opened, unit, found, phrase) for unit in selected_units(book, opened)]
        if len(texts) > 1 and not agrees(book.app, _SEVERAL.format(count=len(texts), phrase=phrase)):
            return None
        _write(book, opened, "插入标准原因", texts)
    return f"已加到{len(texts)}个单位：{phrase}"


def adopt_wording(book: xw.Book) -> str | None:
    """Put the standard wording where the selected units' reasons say the same in other words.

    Where headings with a question are selected, the answers that their findings offer are adopted instead.
    """
    with undisturbed(book) as progress:
        opened, outcome = assess(book, progress)
        if fixes := selected_fixes(book, outcome):
            return adopt_answers(book, opened, fixes)
        texts = _standard_texts(opened, outcome, selected_units(book, opened))
        if not texts:
            raise RefusalError(_NOTHING)
        if not agrees(book.app, _AGREE.format(count=len(texts), shown=_before_and_after(texts))):
            return None
        _write(book, opened, "采用标准表述", texts)
    return f"已改{len(texts)}格为标准表述"


def _entry(opened: OpenWorkbook, code: str) -> Entry:
    rows = opened.sheets.catalogue
    catalogue = catalogue_from_rows(rows) if rows else builtin()
    found = next((each for each in catalogue.entries if each.code == code), None)
    if found is None:
        raise RefusalError(_UNKNOWN_CODE.format(code=code))
    if not found.points:
        raise RefusalError(_NO_POINTS.format(code=code, wording=found.wording))
    return found


def _appended(opened: OpenWorkbook, unit: SelectedUnit, found: Entry, phrase: str) -> NewText:
    column, where = _column_for(unit, found)
    before = _text(opened, unit, where, column.values[unit.index])
    after = append(before or "", phrase)
    if text_length(after) > LONGEST_TEXT:
        raise RefusalError(_TOO_LONG.format(sheet=where.sheet, cell=where.a1, name=unit.name, most=LONGEST_TEXT))
    return NewText(where, unit.name, before, after)


def _column_for(unit: SelectedUnit, found: Entry) -> tuple[Column, CellRef]:
    """Return the column of reasons whose heading adds or deducts as the entry does, else the first."""
    cells = [*unit.reason_cells()]
    if not cells:
        raise RefusalError(f"工作表“{unit.table.sheet}”的考核表没有写原因的列，不能插入。")
    deducts = found.points is not None and found.points < 0
    fitting = [each for each in cells if each[0].sign == (-1 if deducts else 1)]
    neutral = [each for each in cells if each[0].sign is None]
    return (fitting or neutral or cells)[0]


def append(text: str, phrase: str) -> str:
    """Return a reason text with one more item; a text that says 无 gives way to it."""
    if not text.strip():
        return phrase
    reading = parse(text)
    if not reading.items and reading.total == 0:
        return phrase
    kept = text.rstrip()
    if kept[-1] in _JOINTS:
        return kept + phrase
    joint = "\n" if "\n" in kept and "；" not in kept else "；"
    return f"{kept}{joint}{phrase}"


def _text(opened: OpenWorkbook, unit: SelectedUnit, where: CellRef, value: CellValue) -> str | None:
    if (where.row, where.column) in opened.grids[where.sheet].formulas:
        what = "是公式"
    elif isinstance(value, ExcelError):
        what = f"是错误值{value}"
    elif value is None or isinstance(value, str):
        return value
    else:
        what = "不是文字"
    raise RefusalError(_NOT_TEXT.format(sheet=where.sheet, cell=where.a1, name=unit.name, what=what))


def _standard_texts(opened: OpenWorkbook, outcome: Outcome, units: Sequence[SelectedUnit]) -> list[NewText]:
    edits: defaultdict[CellRef, list[Edit]] = defaultdict(list)
    variant = rule_for(Concern.VARIANT).code
    for finding in outcome.findings:
        if finding.code == variant and finding.fix is not None and finding.where is not None:
            edits[finding.where] += finding.fix.edits
    texts = []
    for unit in units:
        for column, where in unit.reason_cells():
            text = _text(opened, unit, where, column.values[unit.index]) if where in edits else None
            if text is not None:
                after = adopt(text, sorted(edits[where]), column.sign or 0)
                if after != text:
                    texts.append(NewText(where, unit.name, text, after))
    return texts


def _before_and_after(texts: Sequence[NewText]) -> str:
    lines = [f"\n{each.where.a1} {each.name}\n原：{each.before}\n改：{each.after}" for each in texts[:_SHOWN]]
    if len(texts) > _SHOWN:
        lines.append(f"\n……另有{len(texts) - _SHOWN}格")
    return "\n".join(lines)


def _write(book: xw.Book, opened: OpenWorkbook, title: str, texts: Sequence[NewText]) -> None:
    require_writable(book, [each.where.sheet for each in texts])
    with recording(book, title, opened.anchors) as pen:
        for each in texts:
            row, column = each.where.row, each.where.column
            before = held(opened.grids[each.where.sheet], row, column)
            pen.enter(each.where.sheet, Area(row, column, row, column), [[before]], [[entry(each.after)]])
