"""P418: sign unsaid."""

from __future__ import annotations

from kaohe.assessment.figures import Flaw, FlawedCell
from kaohe.assessment.rules.rule import Worded, words
from kaohe.core.findings import Severity


@words("P418", Severity.ERROR, Flaw.SIGN_UNSAID)
def sign_unsaid(cell: FlawedCell) -> Worded:
    """看不出是加还是扣

    这一列的标题（例如“加扣分值”）没有说是加还是扣，整列的数前面也都没有负号，原因里也没有写分值，不知道这个数是加还是扣。得分和名次留空。

    改法：扣分的数前面加负号，或把列标题改为“加分”“扣分”，或在原因里写明。

    反例：
        被考核单位 | 加扣分值
        甲镇 | 0.3
        乙镇 | 0.2

    正例：
        被考核单位 | 加扣分值
        甲镇 | 0.3
        乙镇 | -0.2
    """
    return Worded(
        f"列标题没有写明加还是扣，{cell.values[0]}前也没有正负号。请在扣分的数前加负号，或把列标题改为“加分”或“扣分”。"
    )
