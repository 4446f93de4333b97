"""M502: wording is a variant of a standard one."""

from __future__ import annotations

from kaohe.assessment.appraisal import Concern, Judgement
from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Applicability, Edit, Fix, Severity


@words("M502", Severity.WARNING, Concern.VARIANT)
def variant(judgement: Judgement) -> Worded:
    """意思与标准表述相同，措辞不同

    这一条看来就是标准目录里的某一条，只是说法不同。是不是同一条由人决定，不会自动改写。得分照写的分值计算。

    改法：是同一条，就采用标准表述，或把这种说法记为目录的别名；不是同一条，就标为已核实。

    反例：
        暗访发现驻村工作队员未在岗被通报，扣0.2分

    正例：
        暗访发现驻村工作队员未在岗，扣0.2分
        暗访发现驻村工作队员未在岗 ，扣0.2分
    """
    entry = judgement.match.entries[0]
    fix = Fix(f"改为标准表述（{entry.code}）", (Edit(judgement.wording_span, entry.wording),), Applicability.SUGGESTED)
    said, standard = quote(judgement.item.reason), quote(entry.wording)
    return Worded(f"{said}与标准表述{standard}（{entry.code}）意思相同、措辞不同。请确认后采用标准表述。", fix)
