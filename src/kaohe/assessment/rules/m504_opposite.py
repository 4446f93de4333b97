"""M504: says the contrary of an entry."""

from __future__ import annotations

from kaohe.assessment.appraisal import Concern, Judgement
from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity


@words("M504", Severity.WARNING, Concern.OPPOSITE)
def opposite(judgement: Judgement) -> Worded:
    """与标准表述字面相近、意思相反

    这一条和标准目录里的某一条只差几个字，意思却相反（到位与不到位、较少与较多）。不会视为同一条。得分照写的分值计算。

    改法：核对是不是多写或漏写了“不”“未”之类的字。

    反例：
        驻村帮扶干部日常管理到位，扣0.2分

    正例：
        驻村帮扶干部日常管理不到位，扣0.2分
    """
    entry = judgement.match.entries[0]
    return Worded(
        f"{quote(judgement.item.reason)}与标准表述{quote(entry.wording)}（{entry.code}）字面相近、意思相反。"
        "请核对是否多字或漏字；没有写错的，请标为已核实。"
    )
