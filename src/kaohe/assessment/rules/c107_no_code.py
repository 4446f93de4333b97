"""C107: no code."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.core.findings import Severity
from kaohe.matching.catalogue import CatalogueProblem, ProblemKind


@words("C107", Severity.WARNING, ProblemKind.NO_CODE)
def no_code(problem: CatalogueProblem) -> Worded:
    """目录没有编号

    标准目录的这一条没有编号，提示中无法指明是哪一条。

    改法：填上编号。

    反例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 无
        〔标准目录〕
        编号 | 标准表述 | 加扣 | 分值 | 别名
         | 迟到 | 扣 | 0.1 |

    正例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 无
        〔标准目录〕
        编号 | 标准表述 | 加扣 | 分值 | 别名
        A01 | 迟到 | 扣 | 0.1 |
        A02 | 获表彰 | 加 | 0.5 |
    """
    return Worded("没有编号，提示中无法指明是哪一条。请补填编号。")
