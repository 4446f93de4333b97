"""导入 and 汇总: a new workbook from a file, or from several."""

from __future__ import annotations

from collections.abc import Sequence

import xlwings as xw

from kaohe.assessment.scoring import plain
from kaohe.core.roster import Roster
from kaohe.core.schema import Sheet
from kaohe.excel.commands.assistance import open_copy
from kaohe.excel.session.dialogs import choose_file, choose_files
from kaohe.excel.session.manners import at_rest
from kaohe.excel.session.questions import agrees
from kaohe.excel.session.refusal import RefusalError
from kaohe.excel.workbook.reader import read_open_workbook, with_own_words
from kaohe.files.gathering import check_free, choose
from kaohe.files.importing import Imported, import_file
from kaohe.files.merging import MergedWorkbook, merged_workbook, read_sources
from kaohe.reports.merging import Source, base_of, merge

_MERGED_NAME = "汇总考核表.xlsx"
_AS_ROSTER = (
    "“{name}”里有{units}个单位。要用作单位名册吗？\n\n选“是”：单位的名称、类别和次序以它为准，各部门没有提到的单位也列入，"
    "标准目录、参数设置沿用它的，它的原因不计入；选“否”：只汇总刚才选的文件。"
)
_NONE_READ = "没有一个文件可以汇入。\n\n{why}"


def import_table(app: xw.App) -> str | None:
    """Make a new workbook from a file that the person chooses; return the line for the status bar."""
    path = choose_file(app, "导入：请选择要导入的考核表")
    if path is None:
        return None
    with at_rest(app) as progress:
        progress.say(f"正在导入{path.name}")
        check_free(path, "导入")
        made = import_file(path)
        open_copy(app, made.workbook, f"{path.stem}_考核表.xlsx")
        app.books.active.api.Saved = False  # closed by mistake, it would be gone without a question
    return _imported(made)


def merge_files(app: xw.App) -> str | None:
    """Make a new workbook of several files that the person chooses; return the line for the status bar."""
    paths = choose_files(app, "汇总：请选择各单位、部门的考核表（可以多选）")
    if not paths:
        return None
    base = _base(app)
    with at_rest(app) as progress:
        chosen, _ = choose(paths)
        numbers = {name: number for number, name in enumerate(chosen, 1)}
        sources, failures = read_sources(
            chosen, lambda name: progress.say(f"正在读取 {numbers[name]}/{len(chosen)} {name}")
        )
        if not sources:
            raise RefusalError(_NONE_READ.format(why="\n".join(failures.values())))
        progress.say("正在汇总")
        made = merged_workbook(merge([*base, *sources]), failures)
        open_copy(app, made.content, _MERGED_NAME)
        app.books.active.api.Saved = False  # as above
    return _merged(made, len(sources), [*failures])


def _base(app: xw.App) -> list[Source]:
    """Return the workbook in front, where the files are merged onto it.

    One with a roster is: there a person decides, then merges again.  Whether one with a table is, such as last year's, is asked.
    """
    book = app.books.active if app.books.count else None
    if book is None:
        return []
    opened = read_open_workbook(book)
    decided = opened.sheets.roster != Roster()
    units = sum(len(table.rows) for table in opened.sheets.tables)
    if not decided and not (units and agrees(app, _AS_ROSTER.format(name=book.name, units=units))):
        return []
    return [base_of(book.name, with_own_words(opened) if units else opened.sheets)]


def _imported(made: Imported) -> str:
    title = f"；上报表标题沿用“{made.title}”，请在“{Sheet.SETTINGS}”里核对" if made.title else ""
    title += "" if made.base is None else f"；基准分按原表设为{plain(made.base)}"
    left = f"；有{len(made.left)}处内容没有导入，见“{Sheet.IMPORT}”" if made.left else ""
    return f"已导入{made.units}个单位、{made.categories}个类别{title}{left}。请核对后保存"


def _merged(made: MergedWorkbook, files: int, failed: Sequence[str]) -> str:
    told = f"已汇总{files}个文件，{made.units}个单位"
    told += f"；没有汇入{len(failed)}个" if failed else ""
    told += f"；各文件之间有{len(made.clashes)}处要核对" if made.clashes else ""
    told += f"，见“{Sheet.MERGER}”" if failed or made.clashes else ""
    told += f"；上报表标题沿用“{made.title}”，请在“{Sheet.SETTINGS}”里核对" if made.title else ""
    return f"{told}。请核对后保存"
