"""C101: code repeated."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.matching.catalogue import CatalogueProblem, ProblemKind


@words("C101", Severity.ERROR, ProblemKind.CODE_TWICE)
def code_repeated(problem: CatalogueProblem) -> Worded:
    """目录编号重复

    标准目录里有两条用了同一个编号，提示里写的编号就分不清是哪一条。

    改法：改掉其中一个编号。

    反例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 无
        〔标准目录〕
        编号 | 标准表述 | 加扣 | 分值 | 别名
        A01 | 迟到 | 扣 | 0.1 |
        A01 | 早退 | 扣 | 0.1 |

    正例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 无
        〔标准目录〕
        编号 | 标准表述 | 加扣 | 分值 | 别名
        A01 | 迟到 | 扣 | 0.1 |
        A02 | 获表彰 | 加 | 0.5 |
    """
    row = f"第{problem.other.row}行" if problem.other else "前面"
    return Worded(f"编号{quote(problem.values[0])}与{row}重复。请改用另一个编号。")
