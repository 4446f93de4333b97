"""新建考核表, 使用说明, 错误详情 and 自检."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import xlwings as xw

from kaohe.core.schema import Sheet
from kaohe.excel.session import failures
from kaohe.excel.session.questions import agrees, tell

#: How many reasons a box shows.
_MOST_FAILURES = 8

#: What a new workbook is called (Excel adds a number).
_NEW_NAME = "考核表.xlsx"

_NO_TROUBLE = "最近没有无法计算的单元格，也没有未完成的操作。"
_WHOLE_CHECK = (
    "要做完整检查吗？\n\n会在临时的工作簿里把各个命令试一遍，约一两分钟，其间请不要操作 Excel；"
    "不碰已打开的工作簿，做完就关闭。"
)
_ALL_PASSED = "完整检查全部通过。\n\n报告：{file}"
_SOME_FAILED = "完整检查有未通过的项目，请把报告发给信息化人员。\n\n报告：{file}"
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


def self_check(app: xw.App) -> None:
    """Examine the installation and tell what is wrong with it and what to do."""
    from kaohe.excel.windows.doctor import State, examine

    urgency = (State.FAILED, State.WARNING, State.UNKNOWN, State.OK)
    symbols = {State.OK: "√", State.WARNING: "▲", State.FAILED: "×", State.UNKNOWN: "○"}
    worst_first = sorted(examine(), key=lambda each: urgency.index(each.state))
    lines = [
        f"{symbols[each.state]} {each.title}：{each.detail}" + (f"\n　　→ {each.remedy}" if each.remedy else "")
        for each in worst_first
    ]
    tell(app, "\n".join(lines))
    if agrees(app, _WHOLE_CHECK):
        _check_whole(app)


def _check_whole(app: xw.App) -> None:
    """Try every command on workbooks of its own, and say where the report is."""
    from kaohe.excel.selftest.program import examine_excel
    from kaohe.excel.server.serving import log_file

    target = log_file().with_name("考核完整检查报告.txt")
    passed = examine_excel(app, target)
    tell(app, (_ALL_PASSED if passed else _SOME_FAILED).format(file=target), trouble=not passed)


def _distinct() -> list[failures.FailedCell]:
    """Return the latest failures, the same reason only once."""
    latest: dict[tuple[str, str], failures.FailedCell] = {}
    for each in failures.recent_failures():
        latest.setdefault((each.function, each.why), each)
    return [*latest.values()][:_MOST_FAILURES]
