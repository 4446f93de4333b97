"""The ribbon's commands as Excel calls them (KaoheRibbon.bas): each works on the workbook that was active.

Nothing is imported here that a command does not need: Excel loads this module when the person
clicks for the first time.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import xlwings as xw

from kaohe.core import prepared
from kaohe.core.problem import FileProblem
from kaohe.excel.controls import Command, commands
from kaohe.excel.server.registering import as_called
from kaohe.excel.session import failures
from kaohe.excel.session.manners import letting_go, patient_caller
from kaohe.excel.session.old_format import in_new_format
from kaohe.excel.session.questions import tell
from kaohe.excel.session.refusal import LeftBehindError, RefusalError, StoppedError, is_busy, reason_of
from kaohe.excel.session.state import persistently, set_back

_STOPPED = "已停止，没有改动"
_BUSY = "Excel 正忙（可能正在编辑单元格，或有对话框开着），没有执行。请先按回车结束单元格编辑，再点一次。"
_FAILED = "“{title}”没有完成，没有留下改动。原因：{why}\n\n请再试一次；仍然不行，请点“错误详情”，把内容发给信息化人员。"
_LEFT_BEHIND = (
    "“{title}”没有完成，已写入的内容还有一部分未能还原：{places}。原因：{why}\n\n"
    "请点“撤销上次操作”再还原一次；仍然不行，请不要保存，关闭工作簿后重新打开。"
)
_READ_ONLY = "（本工作簿以只读方式打开，请另存为其他文件名）"
_NO_BOOK = "没有可以处理的工作簿。请先打开考核表；上方有黄色的“受保护的视图”提示时，请先点“启用编辑”。"

_Function = Callable[..., str | None]
_Macro = Callable[..., list[list[str]]]


def _macro(command: Command) -> _Macro:
    """Return the macro of a command: its answer goes to the status bar, its trouble to a box in Chinese."""

    def macro(*texts: object) -> list[list[str]]:
        with letting_go():
            app, book = _excel()
            status = _run(app, command.title, lambda: _call(command, app, book, texts))
            if status is not None:
                set_back(app, "status_bar", status)
            prepared.keep()
            return [[status or ""]]

    return as_called(macro, command.macro, ["text"] if command.takes_text else [])


def _call(command: Command, app: xw.App, book: xw.Book | None, texts: tuple[object, ...]) -> str | None:
    module, _, name = command.function.partition(".")
    function: _Function = getattr(import_module(f"kaohe.excel.commands.{module}"), name)
    passed = [text or "" for text in texts]
    if command.on_excel:
        return function(app, *passed)
    found = _require(book)
    is_read_only = command.writes and found.api.ReadOnly  # asked first: what fails later must be taken back
    in_format = in_new_format(found) if command.writes and command.adds else found
    status = None if in_format is None else function(in_format, *passed)
    return f"{status}{_READ_ONLY}" if status and is_read_only else status


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


def _rebind_formulas() -> list[list[str]]:
    """Enter the template's formulas again in a workbook that was just opened, in front or not."""
    from kaohe.excel.commands.recalculation import rebind_workbook

    with letting_go():
        try:
            rebind_workbook(xw.Book.caller())
        except Exception as problem:  # nobody asked for it: what stands in the way is told when somebody does
            failures.keep_bug("更新公式", problem)
    return [[""]]


def _reason_menu(search: str) -> list[list[str]]:
    """Return the menu of the catalogue for the ribbon; what goes wrong becomes a line of the menu there."""
    from kaohe.excel.commands import menu

    with letting_go():
        try:
            return [[menu.reason_menu(_excel()[1], search or "")]]
        except Exception as problem:
            failures.keep_bug("插入标准原因", problem)
            raise


#: The macros by their names: a command each, and two that nobody clicks.
MACROS = {command.macro: _macro(command) for command in commands()} | {
    "rebind_formulas": as_called(_rebind_formulas, "rebind_formulas", []),
    "reason_menu": as_called(_reason_menu, "reason_menu", ["search"]),
}


def __getattr__(name: str) -> _Macro:
    """Give xlwings' server the macro that Excel asks for."""
    try:
        return MACROS[name]
    except KeyError:
        raise AttributeError(name) from None
