"""M508: the catalogue has this wording more than once."""

from __future__ import annotations

from kaohe.assessment.appraisal import Concern, Judgement
from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity


@words("M508", Severity.WARNING, Concern.AMBIGUOUS)
def ambiguous(judgement: Judgement) -> Worded:
    """标准目录里有几条同样的表述

    这一条在标准目录里不止一条，不知道该按哪一条核对分值。得分照写的分值计算。

    改法：在标准目录里只留一条（另见 C102）。

    反例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 上班迟到，扣0.1分
        〔标准目录〕
        编号 | 标准表述 | 加扣 | 分值 | 别名
        A01 | 上班迟到 | 扣 | 0.1 |
        A02 | 上班迟到 | 扣 | 0.2 |

    正例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 上班迟到，扣0.1分
        〔标准目录〕
        编号 | 标准表述 | 加扣 | 分值 | 别名
        A01 | 上班迟到 | 扣 | 0.1 |
        A02 | 开会早退 | 扣 | 0.2 |
    """
    codes = "、".join(entry.code for entry in judgement.match.entries)
    return Worded(
        f"{quote(judgement.item.reason)}在标准目录中不止一条（{codes}），不能确定按哪一条核对。请只保留一条。"
    )
