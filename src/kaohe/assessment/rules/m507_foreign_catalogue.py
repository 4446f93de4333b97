"""M507: the built-in catalogue does not suit this workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kaohe.assessment.appraisal import Appraisal, Concern
from kaohe.assessment.rules.rule import finding, searches_all
from kaohe.assessment.standing import Assessment
from kaohe.core.findings import Finding, Severity


@searches_all(
    "M507", Severity.INFO, stands_for=(Concern.UNKNOWN, Concern.VARIANT, Concern.OPPOSITE, Concern.POINTS_DIFFER)
)
def foreign_catalogue(assessment: Assessment) -> Iterator[Finding]:
    """自带的标准目录不适用于本表

    工作簿没有自己的标准目录，用的是自带目录；而本表大半原因都不在自带目录里。逐条提示没有用处，合为这一条。

    改法：由本表的原因整理一份自己的标准目录。加载项里点“导入”选这个文件，新工作簿的“标准目录”就是由这些原因整理的；
    命令行上用 kaohe catalogue，先逐条定夺再采用。从此按自己的目录核对。

    反例：
        农家书屋开放时间不足，扣0.1分
        文物巡查记录缺失，扣0.1分；农家书屋开放时间不足，扣0.1分

    正例：
        个别帮扶干部未如实填写帮扶记录，扣0.1分；农家书屋开放时间不足，扣0.1分
    """
    if assessment.own_catalogue:
        return
    items = missing = 0
    for appraisal, count in _appraisals(assessment).items():
        if appraisal is not None:
            items += count * len(appraisal.judgements)
            if appraisal.noisy:
                missing += count * sum(Concern.UNKNOWN in judgement.concerns for judgement in appraisal.judgements)
    if 2 * missing > items:
        headline = f"{items}条原因中有{missing}条不在自带的标准目录中，未逐条提示。要逐条核对，请点“导入”选择这个文件，新工作簿的“标准目录”由这些原因整理而成。"
        yield finding(foreign_catalogue.code, foreign_catalogue.severity, headline)


def _appraisals(assessment: Assessment) -> Counter[Appraisal | None]:
    counts: Counter[Appraisal | None] = Counter()
    for standing in assessment.standings:
        for reason in standing.ledger.reasons:
            counts.update(reason.appraisals)
    return counts
