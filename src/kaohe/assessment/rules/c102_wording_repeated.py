"""C102: wording repeated."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.matching.catalogue import CatalogueProblem, ProblemKind


@words("C102", Severity.WARNING, ProblemKind.WORDING_TWICE)
def wording_repeated(problem: CatalogueProblem) -> Worded:
    """目录表述重复

    标准目录里有两条的标准表述（或别名）一样，标点空格不同也算一样。这样的原因归不到哪一条，要由人判断。

    改法：删去重复的一条或一个别名。

    反例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 无
        〔标准目录〕
        编号 | 标准表述 | 加扣 | 分值 | 别名
        A01 | 迟到 | 扣 | 0.1 |
        A02 | 迟 到 | 扣 | 0.2 |

    正例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 无
        〔标准目录〕
        编号 | 标准表述 | 加扣 | 分值 | 别名
        A01 | 迟到 | 扣 | 0.1 |
        A02 | 获表彰 | 加 | 0.5 |
    """
    said = f"{quote(problem.values[0])}与{problem.other_code}的{quote(problem.values[1])}重复"
    return Worded(f"{said}。请删去其中一个。")
