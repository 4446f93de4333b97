"""C105: sign missing."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.matching.catalogue import CatalogueProblem, ProblemKind


@words("C105", Severity.WARNING, ProblemKind.NO_SIGN, ProblemKind.SIGN_UNKNOWN)
def sign_missing(problem: CatalogueProblem) -> Worded:
    """目录没有写加还是扣

    标准目录这一条的“加扣”空着，或写的不是“加”“扣”，分值不能核对。

    改法：填“加”或“扣”。

    反例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 无
        〔标准目录〕
        编号 | 标准表述 | 加扣 | 分值 | 别名
        A01 | 迟到 |  | 0.1 |

    正例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 无
        〔标准目录〕
        编号 | 标准表述 | 加扣 | 分值 | 别名
        A01 | 迟到 | 扣 | 0.1 |
        A02 | 获表彰 | 加 | 0.5 |
    """
    written = f"“加扣”填的是{quote(problem.values[0])}" if problem.values else "“加扣”空着"
    return Worded(f"{written}，无法核对这条原因的分值。请填“加”或“扣”。")
