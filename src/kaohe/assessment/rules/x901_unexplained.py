"""X901: points that stay open without a stated doubt."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Fault, Worded, words
from kaohe.core.findings import Severity


@words("X901", Severity.ERROR, Fault.UNEXPLAINED)
def unexplained(text: str) -> Worded:
    """程序未能说明不能计算的原因

    这个单元格的分值不能确定，程序却未能指出是哪一处。这是程序的缺陷，不是填写有误。宁可留空，也不猜。

    改法：把这一条改写成“原因，扣0.1分”的样子，并把原文发给负责安装的信息化人员。
    """
    return Worded(
        "分值不能确定，程序未能指出是哪一处（这是程序的缺陷）。请改写成“原因，扣0.1分”，并把原文发给负责安装的信息化人员。"
    )
