"""R606: ranked or not."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.assessment.rules.rule import Remark, searches
from kaohe.assessment.rules.wording import quote
from kaohe.assessment.scoring import plain
from kaohe.assessment.standing import Assessment, Standing
from kaohe.core.findings import Severity
from kaohe.core.unranked import UNRANKED


@searches("R606", Severity.ERROR)
def ranked_or_not(standing: Standing, assessment: Assessment) -> Iterator[Remark]:
    """是否参与排名不清楚

    备注（或名次、单位名称）里提到不排名，但看不出说的是不是这一次，或者旁边又写着名次。得分照算，名次留空，别的单位先照排。

    改法：不参与排名就只写“不参与排名”，名次空着；参与排名就删去这几个字。

    反例：
        被考核单位 | 加扣分原因及分值 | 考核得分 | 名次 | 备注
        甲镇 | 无 | | | 去年不参与排名
        乙镇 | 迟到，扣0.1分 | | |

    正例：
        被考核单位 | 加扣分原因及分值 | 考核得分 | 名次 | 备注
        甲镇 | 无 | | | 不参与排名
        乙镇 | 迟到，扣0.1分 | | |
    """
    for each in standing.exclusions:
        if each.is_plain and each.rank is not None:
            said = f"写着{quote(each.text)}，名次却写了{plain(each.rank)}，暂不排名。请删去其中一个。"
            yield Remark(each.unit, each.column, said)
        elif not each.is_settled:
            said = f"{quote(each.text)}不能确定是否参与排名，暂不排名。不参与的，请只写“{UNRANKED}”；参与的，请删去这几个字。"
            yield Remark(each.unit, each.column, said)
