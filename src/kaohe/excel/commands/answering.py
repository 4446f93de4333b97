"""申诉复核答复: what a review changed for a unit, against the version before it, as a Word document."""

from __future__ import annotations

from pathlib import Path

import xlwings as xw

from kaohe.excel.commands.recalculation import assess
from kaohe.excel.commands.reports import with_title
from kaohe.excel.session.dialogs import choose_file, choose_target
from kaohe.excel.session.manners import undisturbed
from kaohe.excel.session.questions import agrees
from kaohe.excel.session.refusal import RefusalError
from kaohe.excel.workbook.reader import OpenWorkbook, with_own_words
from kaohe.excel.workbook.selection import selected_units
from kaohe.files.disk.saving import save
from kaohe.files.docx.notices import NoticeTemplate
from kaohe.files.export import entries_of
from kaohe.files.gathering import check_free
from kaohe.files.opening import read_tables
from kaohe.reports.comparison import compare
from kaohe.reports.notices import Notices, Occasion
from kaohe.reports.replies import make_replies

_ONLY_SELECTED = "只给所选的单位（{units}）写答复吗？\n\n选“否”：给结果有变动的{count}个单位各写一份。"
_NOTHING = "与“{name}”相比，没有条目或得分变动的单位。维持原结果的，请先选中要答复的单位，再点一次。"
_OPEN = "{units}的得分尚未确定，没有写答复。请先按核对提示改正原因，再点“重新计算”。"
_MOST_NAMED = 3


def write_replies(book: xw.Book) -> str | None:
    """Write a page for each unit whose result changed, or for those selected; return the line for the status bar."""
    former = choose_file(book.app, "申诉复核答复：请选择复核前的考核表")
    if former is None:
        return None
    with undisturbed(book) as progress:
        opened, outcome = assess(book, progress)
        progress.say(f"正在读取{former.name}")
        check_free(former, "比较")
        sheets = with_own_words(opened)
        texts = [entry.reasons for entry in entries_of(sheets, outcome)]
        wanted = _selected(book, opened)
        changes, titled = compare(read_tables(former), sheets), with_title(opened, outcome)
        found = make_replies(changes, titled, texts, Occasion.of(sheets.form_texts))
        if wanted and (not found.notices or agrees(book.app, _question(wanted, found))):
            found = make_replies(changes, titled, texts, Occasion.of(sheets.form_texts), wanted)
    if not found.notices:
        open_units = "、".join(found.open_units) if wanted else ""
        raise RefusalError(_OPEN.format(units=open_units) if open_units else _NOTHING.format(name=former.name))
    target = choose_target(book.app, "申诉复核答复", f"{Path(book.name).stem}_复核答复.docx", "Word 文档,*.docx")
    if target is None:
        return None
    kept = save(target, NoticeTemplate.read(None, reply=True).written(found.notices))
    told = f"已生成申诉复核答复：{len(found.notices)}个单位：{target}"
    return told + (f"；原有文件已备份为 {kept.name}" if kept else "")


def _selected(book: xw.Book, opened: OpenWorkbook) -> list[str]:
    """Return the names of the selected units; none where something else is selected."""
    try:
        return [unit.name for unit in selected_units(book, opened) if unit.name]
    except RefusalError:
        return []


def _question(wanted: list[str], found: Notices) -> str:
    named = "、".join(wanted[:_MOST_NAMED]) + ("等" if len(wanted) > _MOST_NAMED else "")
    return _ONLY_SELECTED.format(units=named, count=len(found.notices))
