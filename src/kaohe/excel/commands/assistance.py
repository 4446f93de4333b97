"""新建考核表, 使用说明, 错误详情, and what 自检 says of the installation."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import xlwings as xw

from kaohe.core.schema import Sheet
from kaohe.excel.session import failures
from kaohe.excel.session.questions import tell

#: How many reasons a box shows.
_MOST_FAILURES = 8

#: What a new workbook is called (Excel adds a number).
_NEW_NAME = "考核表.xlsx"

_NO_TROUBLE = "最近没有无法计算的单元格，也没有未完成的操作。"
_LOG = "\n\n更多内容见日志文件：{file}"


def new_workbook(app: xw.App) -> None:
    """Open a new, unsaved workbook that is a copy of the template."""
    from kaohe.files.template import build_workbook, empty_content

    buffer = BytesIO()
    build_workbook(buffer, empty_content())
    open_copy(app, buffer.getvalue(), _NEW_NAME)


def open_copy(app: xw.App, content: bytes, name: str) -> None:
    """Open a new, unsaved workbook with the content of a file; Excel adds a number to ``name``."""
    from kaohe.excel.commands.recalculation import rebind_workbook

    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        template = Path(folder, name)
        template.write_bytes(content)
        app.api.Workbooks.Add(str(template))
    rebind_workbook(app.books.active, is_new=True)


def open_guide(app: xw.App) -> None:
    """Show the guide of the workbook in front, or that of a new one."""
    if len(app.books) == 0 or Sheet.GUIDE not in {sheet.name for sheet in app.books.active.sheets}:
        new_workbook(app)
    app.books.active.sheets[Sheet.GUIDE].api.Activate()


def error_details(app: xw.App, seen_by_excel: str) -> None:
    """Tell why cells could not be computed lately, and what went wrong between Excel and Python."""
    from kaohe.excel.server.serving import log_file

    said = [f"{each.time:%H:%M:%S} {each.function}（{each.error}）：{each.why}" for each in _distinct()]
    if seen_by_excel:
        said.append(f"Excel 一侧：{seen_by_excel}")
    tell(app, "\n".join(said) + _LOG.format(file=log_file()) if said else _NO_TROUBLE)


def examine_installation(app: xw.App) -> None:
    """Tell what is wrong with the installation and what to do, the worst first."""
    from kaohe.excel.windows.doctor import State, examine

    urgency = (State.FAILED, State.WARNING, State.UNKNOWN, State.OK)
    symbols = {State.OK: "√", State.WARNING: "▲", State.FAILED: "×", State.UNKNOWN: "○"}
    worst_first = sorted(examine(), key=lambda each: urgency.index(each.state))
    lines = [
        f"{symbols[each.state]} {each.title}：{each.detail}" + (f"\n　　→ {each.remedy}" if each.remedy else "")
        for each in worst_first
    ]
    tell(app, "\n".join(lines))


def _distinct() -> list[failures.FailedCell]:
    """Return the latest failures, the same reason only once."""
    latest: dict[tuple[str, str], failures.FailedCell] = {}
    for each in failures.recent_failures():
        latest.setdefault((each.function, each.why), each)
    return [*latest.values()][:_MOST_FAILURES]
