"""自检: the installation first, then, where the person wants it, every command on a workbook of its own.

It stands above the scenarios, which play the other commands; so it is no part of them.
"""

from __future__ import annotations

import xlwings as xw

from kaohe.excel.commands.assistance import examine_installation
from kaohe.excel.session.questions import agrees, tell

_WHOLE_CHECK = (
    "要做完整检查吗？\n\n会在临时的工作簿里把各个命令试一遍，约一两分钟，其间请不要操作 Excel；"
    "不碰已打开的工作簿，做完就关闭。"
)
_ALL_PASSED = "完整检查全部通过。\n\n报告：{file}"
_SOME_FAILED = "完整检查有未通过的项目，请把报告发给信息化人员。\n\n报告：{file}"


def self_check(app: xw.App) -> None:
    """Tell what is wrong with the installation; then try every command, if wanted, and say where the report is."""
    examine_installation(app)
    if not agrees(app, _WHOLE_CHECK):
        return
    from kaohe.excel.selftest.program import examine_excel
    from kaohe.excel.server.serving import log_file

    target = log_file().with_name("考核完整检查报告.txt")
    passed = examine_excel(app, target)
    tell(app, (_ALL_PASSED if passed else _SOME_FAILED).format(file=target), trouble=not passed)
