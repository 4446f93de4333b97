"""C108: no wording."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.core.findings import Severity
from kaohe.matching.catalogue import CatalogueProblem, ProblemKind


@words("C108", Severity.WARNING, ProblemKind.NO_WORDING)
def no_wording(problem: CatalogueProblem) -> Worded:
    """目录没有标准表述

    标准目录的这一行没有标准表述，未读取。

    改法：填上标准表述，或删去这一行。

    反例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 无
        〔标准目录〕
        编号 | 标准表述 | 加扣 | 分值 | 别名
        A01 |  | 扣 | 0.1 |

    正例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 无
        〔标准目录〕
        编号 | 标准表述 | 加扣 | 分值 | 别名
        A01 | 迟到 | 扣 | 0.1 |
        A02 | 获表彰 | 加 | 0.5 |
    """
    return Worded("没有标准表述，这一行未读取。请补填，或删去这一行。")
