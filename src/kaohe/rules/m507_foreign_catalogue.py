"""M507: the built-in catalogue does not suit this workbook."""

from __future__ import annotations

from collections.abc import Sequence

from kaohe.assessment import Assessment
from kaohe.findings import Finding, Severity
from kaohe.rules.m503_unknown import unknown
from kaohe.rules.rule import Rule, finding

MANUAL = """自带的标准目录不适用于本表

工作簿没有自己的标准目录，用的是自带目录；而本表大半原因都不在自带目录里。逐条提示没有用处，合为这一条。

改法：要核对原因，就在工作簿里加一个“标准目录”表（可从模板复制），填上本单位的条目。

反例：
    农家书屋开放时间不足，扣0.1分
    文物巡查记录缺失，扣0.1分；农家书屋开放时间不足，扣0.1分

正例：
    个别帮扶干部未如实填写帮扶记录，扣0.1分；农家书屋开放时间不足，扣0.1分
"""

foreign_catalogue = Rule("M507", Severity.INFO, MANUAL)


def fold_unknown(findings: Sequence[Finding], assessment: Assessment) -> list[Finding]:
    """Fold the findings on unknown reasons into one, where the catalogue is plainly not this office's."""
    if assessment.own_catalogue:
        return list(findings)
    others = [each for each in findings if each.code != unknown.code]
    missing = len(findings) - len(others)
    if not missing:
        return others
    items = sum(
        len(appraisal.judgements)
        for standing in assessment.standings
        for reason in standing.ledger.reasons
        for appraisal in reason.appraisals
        if appraisal is not None
    )
    if 2 * missing <= items:
        return list(findings)
    headline = (
        f"{items}条原因中有{missing}条不在自带的标准目录里，未逐条提示。要核对请在工作簿中加入本单位的“标准目录”表。"
    )
    return [*others, finding(foreign_catalogue.code, foreign_catalogue.severity, headline)]
