"""The ribbon's commands as Excel calls them (KaoheRibbon.bas): each works on the workbook that was active.

Nothing is imported here that a command does not need: Excel loads this module when the person
clicks for the first time.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, Signature, signature

import xlwings as xw

from kaohe.excel import failures
from kaohe.excel.questions import tell
from kaohe.excel.refusal import RefusalError, StoppedError, is_busy

_STOPPED = "已停止，没有改动"
_BUSY = "Excel 正忙（可能正在编辑单元格，或有对话框开着），没有执行。请先按回车结束单元格编辑，再点一次。"
_FAILED = "“{title}”没有完成，没有留下改动。原因：{why}\n\n请再试一次；仍然不行，请点“错误详情”，把内容告诉维护人员。"

_Command = Callable[..., str | None]
_Macro = Callable[..., list[list[str]]]


def _macro(title: str) -> Callable[[_Command], _Macro]:
    """Make a macro of a command: its answer goes to the status bar, its trouble to a box in Chinese."""

    def make(command: _Command) -> _Macro:
        @wraps(command, assigned=("__name__", "__qualname__", "__doc__"))  # xlwings would convert by annotations
        def macro(*arguments: object) -> list[list[str]]:
            book = xw.Book.caller()
            status = _run(book.app, title, lambda: command(book, *arguments))
            if status is not None:
                book.app.status_bar = status
            return [[status or ""]]

        return _for_excel(macro, [*signature(command).parameters.values()][1:])

    return make


def _run(app: xw.App, title: str, command: Callable[[], str | None]) -> str | None:
    try:
        return command()
    except RefusalError as refusal:
        tell(app, refusal.message)
    except (StoppedError, KeyboardInterrupt):
        return _STOPPED
    except Exception as problem:  # Excel must stay usable, whatever failed
        if is_busy(problem):
            tell(app, _BUSY)
        else:
            failures.keep_bug(title, problem)
            tell(app, _FAILED.format(title=title, why=f"{type(problem).__name__}：{problem}"), trouble=True)
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
    from kaohe.excel.recalculation import recalculate_workbook

    return recalculate_workbook(book)


@_macro("更新公式")
def rebind_formulas(book: xw.Book) -> None:
    """Enter the template's formulas again where they call an add-in elsewhere, or none."""
    from kaohe.excel.recalculation import rebind_workbook

    rebind_workbook(book)


@_macro("核对原因")
def check_reasons(book: xw.Book) -> str:
    """Mark and list the findings, changing neither texts nor scores."""
    from kaohe.excel.checking import check_workbook

    return check_workbook(book)


@_macro("清除标记")
def clear_marks(book: xw.Book) -> str:
    """Remove Kaohe's own colours and notes."""
    from kaohe.excel import checking

    return checking.clear_marks(book)


@_macro("撤销上次操作")
def undo_last(book: xw.Book) -> str:
    """Take back what Kaohe wrote last."""
    from kaohe.excel import checking

    return checking.undo_last(book)
