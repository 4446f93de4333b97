"""The ribbon's commands as Excel calls them (KaoheRibbon.bas): each works on the workbook that was active.

Nothing is imported here that a command does not need: Excel loads this module when the person
clicks for the first time.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, Signature, signature

import xlwings as xw

from kaohe.core.problem import FileProblem
from kaohe.excel.session import failures
from kaohe.excel.session.manners import letting_go, patient_caller
from kaohe.excel.session.old_format import in_new_format
from kaohe.excel.session.questions import tell
from kaohe.excel.session.refusal import LeftBehindError, RefusalError, StoppedError, is_busy, reason_of
from kaohe.excel.session.state import persistently, set_back

_STOPPED = "已停止，没有改动"
_BUSY = "Excel 正忙（可能正在编辑单元格，或有对话框开着），没有执行。请先按回车结束单元格编辑，再点一次。"
_FAILED = "“{title}”没有完成，没有留下改动。原因：{why}\n\n请再试一次；仍然不行，请点“错误详情”，把内容告诉维护人员。"
_LEFT_BEHIND = (
    "“{title}”没有完成，已写入的内容还有一部分没能还原：{places}。原因：{why}\n\n"
    "请点“撤销上次操作”再还原一次；仍然不行，请不要保存，关闭工作簿后重新打开。"
)
_READ_ONLY = "（本工作簿以只读方式打开，请另存为别的文件名）"
_NO_BOOK = "没有可以处理的工作簿。请先打开考核表；上方有黄色的“受保护的视图”提示时，请先点“启用编辑”。"

_Command = Callable[..., str | None]
_Macro = Callable[..., list[list[str]]]


def _macro(title: str, *, writes: bool = True, adds: bool = True) -> Callable[[_Command], _Macro]:
    """Make a macro of a command on the workbook in front (see :func:`_macro_of_excel`).

    ``adds`` says that the command may need what only the new format can hold.
    """

    def make(command: _Command) -> _Macro:
        def call(app: xw.App, book: xw.Book | None, arguments: tuple[object, ...]) -> str | None:
            found = _require(book)
            is_read_only = writes and found.api.ReadOnly  # asked first: what fails later must be taken back
            in_format = in_new_format(found) if writes and adds else found
            status = None if in_format is None else command(in_format, *arguments)
            return f"{status}{_READ_ONLY}" if status and is_read_only else status

        return _make(title, command, call)

    return make


def _macro_of_excel(title: str) -> Callable[[_Command], _Macro]:
    """Make a macro of a command on Excel itself, whatever is open."""

    def make(command: _Command) -> _Macro:
        return _make(title, command, lambda app, book, arguments: command(app, *arguments))

    return make


def _make(
    title: str, command: _Command, call: Callable[[xw.App, xw.Book | None, tuple[object, ...]], str | None]
) -> _Macro:
    """Return a macro: its answer goes to the status bar, its trouble to a box in Chinese."""

    @wraps(command, assigned=("__name__", "__qualname__", "__doc__"))  # xlwings would convert by annotations
    def macro(*arguments: object) -> list[list[str]]:
        with letting_go():
            app, book = _excel()
            status = _run(app, title, lambda: call(app, book, arguments))
            if status is not None:
                set_back(app, "status_bar", status)
            return [[status or ""]]

    return _for_excel(macro, [*signature(command).parameters.values()][1:])


def _excel() -> tuple[xw.App, xw.Book | None]:
    """Return Excel and the workbook that the command was given for, None where no workbook can be worked on.

    While no workbook is open, or the one in front is in protected view, the one handed over is that of the
    code itself: it tells which Excel asks, and is not in front.
    """
    patient_caller()
    book = xw.Book.caller()
    fronts: list[str] = []
    persistently(lambda: fronts.append(book.app.books.active.name))  # fails where nothing is open
    return book.app, book if fronts and fronts[0] == book.name else None


def _require(book: xw.Book | None) -> xw.Book:
    if book is None:
        raise RefusalError(_NO_BOOK)
    return book


def _run(app: xw.App, title: str, command: Callable[[], str | None]) -> str | None:
    try:
        return command()
    except (RefusalError, FileProblem) as refusal:
        tell(app, refusal.message)
    except (StoppedError, KeyboardInterrupt):
        return _STOPPED
    except LeftBehindError as left:
        failures.keep_bug(title, left)
        places = "、".join(left.places)
        tell(app, _LEFT_BEHIND.format(title=title, places=places, why=reason_of(left.why)), trouble=True)
    except Exception as problem:  # Excel must stay usable, whatever failed
        if is_busy(problem):
            tell(app, _BUSY)
        else:
            failures.keep_bug(title, problem)
            tell(app, _FAILED.format(title=title, why=reason_of(problem)), trouble=True)
    return None


def _for_excel(macro: _Macro, parameters: list[Parameter]) -> _Macro:
    """Let xlwings' server call a macro with its arguments as they are, the workbook not among them."""
    macro.__annotations__ = {}
    macro.__signature__ = Signature([each.replace(annotation=Parameter.empty) for each in parameters])  # type: ignore[attr-defined]
    macro = xw.ret("raw")(xw.func(macro))
    for each in parameters:
        macro = xw.arg(each.name, "raw")(macro)
    return macro


@_macro("重新计算")
def recalculate(book: xw.Book) -> str:
    """Compute scores and ranks, check the reasons, write both."""
    from kaohe.excel.commands.recalculation import recalculate_workbook

    return recalculate_workbook(book)


def rebind_formulas() -> list[list[str]]:
    """Enter the template's formulas again in a workbook that was just opened, in front or not."""
    from kaohe.excel.commands.recalculation import rebind_workbook

    with letting_go():
        try:
            rebind_workbook(xw.Book.caller())
        except Exception as problem:  # nobody asked for it: what stands in the way is told when somebody does
            failures.keep_bug("更新公式", problem)
    return [[""]]


def reason_menu(search: str) -> list[list[str]]:
    """Return the menu of the catalogue for the ribbon; what goes wrong becomes a line of the menu there."""
    from kaohe.excel.commands import menu

    with letting_go():
        try:
            return [[menu.reason_menu(_excel()[1], search or "")]]
        except Exception as problem:
            failures.keep_bug("插入标准原因", problem)
            raise


rebind_formulas = _for_excel(rebind_formulas, [])
reason_menu = _for_excel(reason_menu, [*signature(reason_menu).parameters.values()])


@_macro("核对原因")
def check_reasons(book: xw.Book) -> str:
    """Mark and list the findings, changing neither texts nor scores."""
    from kaohe.excel.commands.checking import check_workbook

    return check_workbook(book)


@_macro("清除标记")
def clear_marks(book: xw.Book) -> str:
    """Remove Kaohe's own colours and notes."""
    from kaohe.excel.commands import checking

    return checking.clear_marks(book)


@_macro("撤销上次操作", adds=False)
def undo_last(book: xw.Book) -> str:
    """Take back what Kaohe wrote last."""
    from kaohe.excel.commands import checking

    return checking.undo_last(book)


@_macro("插入标准原因")
def insert_reason(book: xw.Book, code: str) -> str | None:
    """Append an entry of the catalogue to the selected units' reasons."""
    from kaohe.excel.commands import wording

    return wording.insert_reason(book, code)


@_macro("采用标准表述")
def adopt_wording(book: xw.Book) -> str | None:
    """Put the standard wording into the selected units' reasons, once agreed."""
    from kaohe.excel.commands import wording

    return wording.adopt_wording(book)


@_macro("记为别名")
def remember_alias(book: xw.Book) -> str | None:
    """Keep wordings of the selected units as aliases of the entries that they mean."""
    from kaohe.excel.commands import learning

    return learning.remember_alias(book)


@_macro("标为已核实")
def mark_verified(book: xw.Book) -> str | None:
    """Keep in mind that wordings of the selected units are not the entries that they look like."""
    from kaohe.excel.commands import learning

    return learning.mark_verified(book)


@_macro("固化为数值")
def freeze_values(book: xw.Book) -> str:
    """Replace the formulas of the tables by their values."""
    from kaohe.excel.commands import freezing

    return freezing.freeze_values(book)


@_macro("上报表")
def make_form(book: xw.Book) -> str:
    """Make the form that is printed and signed."""
    from kaohe.excel.commands import reports

    return reports.make_form(book)


@_macro("统计")
def make_statistics(book: xw.Book) -> str:
    """Make the tables and charts."""
    from kaohe.excel.commands import reports

    return reports.make_statistics(book)


@_macro("导出", writes=False)
def export_pdf(book: xw.Book) -> str | None:
    """Export the form as PDF."""
    from kaohe.excel.commands import exporting

    return exporting.export_pdf(book)


@_macro("导出", writes=False)
def export_docx(book: xw.Book) -> str | None:
    """Export the form as a Word document."""
    from kaohe.excel.commands import exporting

    return exporting.export_docx(book)


@_macro("导出", writes=False)
def export_csv(book: xw.Book) -> str | None:
    """Export the table as CSV."""
    from kaohe.excel.commands import exporting

    return exporting.export_csv(book)


@_macro("与上一版比较")
def compare_versions(book: xw.Book) -> str | None:
    """List what changed since an earlier version."""
    from kaohe.excel.commands import explaining

    return explaining.compare_versions(book)


@_macro("读表说明")
def explain_reading(book: xw.Book) -> str:
    """Show how every sheet and column was read, with a list to choose from on each question."""
    from kaohe.excel.commands import reading

    return reading.explain_reading(book)


@_macro("解释得分", adds=False)
def explain_score(book: xw.Book) -> None:
    """Tell how the selected units' scores and ranks came about."""
    from kaohe.excel.commands import explaining

    explaining.explain_score(book)


@_macro_of_excel("导入")
def import_table(app: xw.App) -> str | None:
    """Make a new workbook from a file."""
    from kaohe.excel.commands import gathering

    return gathering.import_table(app)


@_macro_of_excel("汇总")
def merge_files(app: xw.App) -> str | None:
    """Make a new workbook of several files."""
    from kaohe.excel.commands import gathering

    return gathering.merge_files(app)


@_macro_of_excel("使用说明")
def open_guide(app: xw.App) -> None:
    """Show the guide."""
    from kaohe.excel.commands import assistance

    assistance.open_guide(app)


@_macro_of_excel("新建考核表")
def new_workbook(app: xw.App) -> None:
    """Open a new workbook from the template."""
    from kaohe.excel.commands import assistance

    assistance.new_workbook(app)


@_macro_of_excel("错误详情")
def error_details(app: xw.App, seen_by_excel: str) -> None:
    """Tell why cells could not be computed lately."""
    from kaohe.excel.commands import assistance

    assistance.error_details(app, seen_by_excel or "")


@_macro_of_excel("自检")
def self_check(app: xw.App) -> None:
    """Examine the installation."""
    from kaohe.excel.commands import assistance

    assistance.self_check(app)
