"""M501: points differ from the catalogue's."""

from __future__ import annotations

from kaohe.assessment.appraisal import Concern, Judgement
from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote, say_points
from kaohe.core.findings import Severity


@words("M501", Severity.WARNING, Concern.POINTS_DIFFER)
def points_differ(judgement: Judgement) -> Worded:
    """分值与标准目录不同

    这一条原因在标准目录里有，但写的分值和目录规定的不一样。得分照写的分值计算。

    改法：核对后改正分值；如果目录的分值旧了，改目录。

    反例：
        个别帮扶干部未如实填写帮扶记录，扣0.5分
        个别帮扶干部未如实填写帮扶记录，加0.1分

    正例：
        个别帮扶干部未如实填写帮扶记录，扣0.1分
        农家书屋开放时间不足，扣0.5分
    """
    code, (written, expected) = judgement.match.entries[0].code, map(say_points, judgement.clash)
    return Worded(
        f"{quote(judgement.item.reason)}写的是{written}，标准目录（{code}）规定{expected}。请改正分值；规定有变的，请改标准目录。"
    )
