"""C103: no catalogue points."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.core.findings import Severity
from kaohe.matching.catalogue import CatalogueProblem, ProblemKind


@words("C103", Severity.WARNING, ProblemKind.NO_POINTS)
def no_catalogue_points(problem: CatalogueProblem) -> Worded:
    """目录没有分值

    标准目录的这一条没有分值，这条原因的分值不能核对。

    改法：填上分值；分值不固定的可以不管。

    反例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 无
        〔标准目录〕
        编号 | 标准表述 | 加扣 | 分值 | 别名
        A01 | 迟到 | 扣 |  |

    正例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 无
        〔标准目录〕
        编号 | 标准表述 | 加扣 | 分值 | 别名
        A01 | 迟到 | 扣 | 0.1 |
        A02 | 获表彰 | 加 | 0.5 |
    """
    return Worded("没有分值，无法核对这条原因的分值。请补填分值。")
