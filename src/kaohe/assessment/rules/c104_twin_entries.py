"""C104: two entries that say the same in other words."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.assessment.rules.rule import finding, searches_all
from kaohe.assessment.rules.wording import place, quote
from kaohe.assessment.standing import Assessment
from kaohe.core.findings import Finding, Severity


@searches_all("C104", Severity.WARNING)
def twin_entries(assessment: Assessment) -> Iterator[Finding]:
    """目录里有两条意思相同

    标准目录里有两条意思相同、只是措辞不同。同一件事可能有人归到这一条，有人归到那一条，分值也可能不同。

    改法：只留一条，另一种说法记为别名。

    反例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 无
        〔标准目录〕
        编号 | 标准表述 | 加扣 | 分值 | 别名
        A01 | 暗访发现驻村工作队员未在岗 | 扣 | 0.2 |
        A02 | 暗访发现驻村干部未在岗 | 扣 | 0.1 |

    正例：
        被考核单位 | 加扣分原因及分值
        甲镇 | 无
        〔标准目录〕
        编号 | 标准表述 | 加扣 | 分值 | 别名
        A01 | 暗访发现驻村工作队员未在岗 | 扣 | 0.2 | 暗访发现驻村干部未在岗
        A02 | 对驻村工作队考勤不规范 | 扣 | 0.2 |
    """
    for one, other in assessment.twins:
        headline = (
            f"{quote(other.wording)}与{one.code}的{quote(one.wording)}意思相同。请只保留一条，把另一种说法记为别名。"
        )
        related = (one.where,) if one.where else ()
        at = other.where
        yield finding(twin_entries.code, twin_entries.severity, headline, where=at, place=place(at), related=related)
