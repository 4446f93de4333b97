"""R604: earlier results."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.assessment.rules.rule import finding, searches_all
from kaohe.assessment.rules.wording import place, quote
from kaohe.assessment.scoring import plain
from kaohe.assessment.standing import Assessment, Standing
from kaohe.core.cells import CellRef
from kaohe.core.findings import Finding, Severity
from kaohe.core.schema import Sheet
from kaohe.core.settings import EarlierResults
from kaohe.core.table import Layout

_MOST_NAMED = 3


@searches_all("R604", Severity.INFO)
def earlier_results(assessment: Assessment) -> Iterator[Finding]:
    """与原表的得分、名次不同

    考核表是从原表导入的，“原得分”“原名次”两列记着原表上的数。现在的得分和名次按原因计算，与原表不同的只在这里列一次。原因改正后
    与原表不同是正常的，不影响得分和名次。同组还有单位的得分或名次没定时，名次先不对照。

    改法：核对过了，在“参数设置”里把“与原得分、原名次对照”改为“不再对照”（Excel 里点“不再对照”）。原来的数仍然留着。

    反例：
        〔考核数据〕
        序号 | 被考核单位 | 类别 | 加扣分原因及分值 | 加分 | 扣分 | 考核得分 | 名次 | 核对 | 原得分 | 原名次
        1 | 甲镇 | 镇 | 迟到，扣0.1分 | | | | | | 99.8 | 1

    正例：
        〔考核数据〕
        序号 | 被考核单位 | 类别 | 加扣分原因及分值 | 加分 | 扣分 | 考核得分 | 名次 | 核对 | 原得分 | 原名次
        1 | 甲镇 | 镇 | 迟到，扣0.1分 | | | | | | 99.9 | 1
    """
    unsettled = assessment.open_groups
    for standing in assessment.standings:
        if standing.table.layout is Layout.TEMPLATE:
            yield from _differences(standing, unsettled)


def _differences(standing: Standing, unsettled: frozenset[object]) -> Iterator[Finding]:
    scores, ranks = _other_scores(standing), _other_ranks(standing, unsettled)
    stated = standing.stated_scores or standing.stated_ranks
    if stated is None or not (scores or ranks):
        return
    where = CellRef(standing.table.sheet, standing.table.header_row, stated.column.index)
    told = "、".join(
        [*([f"{len(scores)}个单位的得分"] if scores else []), *([f"{len(ranks)}个单位的名次"] if ranks else [])]
    )
    named = "；".join((scores or ranks)[:_MOST_NAMED])
    headline = (
        f"{told}与原表不同（{named}{'等' if len(scores or ranks) > _MOST_NAMED else ''}），以计算结果为准。"
        f"核对后请点“{EarlierResults.PASSED}”，或在“{Sheet.SETTINGS}”里选“{EarlierResults.PASSED}”。"
    )
    yield finding("R604", Severity.INFO, headline, where=where, place=place(where, stated.column.header))


def _other_scores(standing: Standing) -> list[str]:
    stated = standing.stated_scores
    return [
        f"{quote(standing.ledger.tidy_names[unit])}原{plain(written)}、现{plain(score.value)}"
        for unit, (written, score) in enumerate(zip(stated.values if stated else (), standing.scores, strict=False))
        if written is not None and score is not None and written != score.value
    ]


def _other_ranks(standing: Standing, unsettled: frozenset[object]) -> list[str]:
    stated = standing.stated_ranks
    return [
        f"{quote(standing.ledger.tidy_names[unit])}原第{plain(written)}名、现第{rank}名"
        for unit, (written, rank) in enumerate(zip(stated.values if stated else (), standing.ranks, strict=False))
        if written is not None and rank is not None and written != rank and standing.groups[unit] not in unsettled
    ]
