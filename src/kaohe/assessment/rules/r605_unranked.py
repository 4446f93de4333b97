"""R605: unranked."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.assessment.rules.rule import Remark, searches
from kaohe.assessment.rules.wording import quote
from kaohe.assessment.standing import Assessment, Standing
from kaohe.core.findings import Severity


@searches("R605", Severity.INFO)
def unranked(standing: Standing, assessment: Assessment) -> Iterator[Remark]:
    """按备注不参与排名

    备注（或名次、单位名称）里写着“不参与排名”一类的话。这个单位的得分照算，不排名次，也不占别的单位的名次。

    改法：要参与排名，就删去这几个字。

    反例：
        被考核单位 | 加扣分原因及分值 | 考核得分 | 名次 | 备注
        甲镇 | 无 | | | 今年新设，不参与排名
        乙镇 | 迟到，扣0.1分 | | |

    正例：
        被考核单位 | 加扣分原因及分值 | 考核得分 | 名次 | 备注
        甲镇 | 无 | | | 联系人：张三
        乙镇 | 迟到，扣0.1分 | | |
    """
    for each in standing.exclusions:
        if each.is_settled:
            yield Remark(
                each.unit, each.column, f"写着{quote(each.text)}，得分照算，不排名次。要参与排名的，请删去这几个字。"
            )
