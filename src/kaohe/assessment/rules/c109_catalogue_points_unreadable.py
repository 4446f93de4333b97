"""C109: catalogue points unreadable."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.matching.catalogue import CatalogueProblem, ProblemKind


@words("C109", Severity.ERROR, ProblemKind.POINTS_UNREADABLE, ProblemKind.SIGN_CLASH)
def catalogue_points_unreadable(problem: CatalogueProblem) -> Worded:
    """目录分值无法识别

    标准目录这一条的分值不是一个数，或者正负号与“加扣”相反，分值不能核对。

    改法：分值写成不带正负号的数，例如“0.1”。

    反例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 无
        〔标准目录〕
        编号 | 标准表述 | 加扣 | 分值 | 别名
        A01 | 迟到 | 扣 | 一点 |
        A02 | 获表彰 | 加 | -0.5 |

    正例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 无
        〔标准目录〕
        编号 | 标准表述 | 加扣 | 分值 | 别名
        A01 | 迟到 | 扣 | 0.1 |
        A02 | 获表彰 | 加 | 0.5 |
    """
    return Worded(f"分值{quote(problem.values[-1])}无法识别，不能用来核对。请写成不带正负号的数，例如“0.1”。")
