"""M506: the same entry twice in one unit."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.assessment.appraisal import Concern, Judgement
from kaohe.assessment.rules.rule import Worded, finding, words
from kaohe.assessment.rules.wording import place, quote
from kaohe.assessment.standing import Assessment, Standing
from kaohe.core.cells import CellRef
from kaohe.core.findings import Finding, Severity
from kaohe.core.table import Column


def _across(assessment: Assessment) -> Iterator[Finding]:
    """Yield the items that another reason cell of the same unit has already."""
    for standing in assessment.standings:
        yield from _across_cells(standing)


def _across_cells(standing: Standing) -> Iterator[Finding]:
    table, reasons = standing.table, standing.ledger.reasons
    if len(reasons) < 2:
        return
    for unit in range(len(table.rows)):
        seen: set[str] = set()
        for reason in reasons:
            appraisal = reason.appraisals[unit]
            judgements = appraisal.judgements if appraisal else ()
            for judgement in judgements:
                if judgement.identity in seen:
                    yield _elsewhere(judgement, reason.column, table.where(reason.column, unit))
            seen |= {judgement.identity for judgement in judgements if judgement.identity}


def _elsewhere(judgement: Judgement, column: Column, where: CellRef) -> Finding:
    headline = repeated.word(judgement).headline
    return finding(repeated.code, repeated.severity, headline, where=where, place=place(where, column.header))


@words("M506", Severity.WARNING, Concern.REPEATED, find=_across)
def repeated(judgement: Judgement) -> Worded:
    """同一条原因写了两次

    一个单位里同一条标准原因（或一字不差的同一句话）出现了两次以上，可能重复加扣。得分照写的计算。

    改法：重复的删去一条；确实发生两次的，写明次数，例如“2次，每次扣0.1分”。

    一个单位的原因分写在几个单元格里的，各格之间也核对。

    反例：
        个别帮扶干部未如实填写帮扶记录，扣0.1分；个别帮扶干部未如实填写帮扶记录，扣0.1分

    正例：
        个别帮扶干部未如实填写帮扶记录，扣0.1分；对驻村工作队考勤不规范，扣0.2分
    """
    said = quote(judgement.item.reason)
    entries = judgement.match.entries
    code = f"（{entries[0].code}）" if entries and entries[0].wording == judgement.identity else ""
    return Worded(
        f"本单位前面已写过{said}{code}，可能重复加扣。重复的请删去；不止一次的请合并，例如“2次，每次扣0.1分”。"
    )
