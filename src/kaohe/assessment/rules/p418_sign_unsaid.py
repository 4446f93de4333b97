"""P418: sign unsaid."""

from __future__ import annotations

from kaohe.assessment.figures import Flaw, FlawedCell
from kaohe.assessment.rules.rule import Worded, words
from kaohe.core.findings import Severity


@words("P418", Severity.ERROR, Flaw.SIGN_UNSAID)
def sign_unsaid(cell: FlawedCell) -> Worded:
    """看不出是加还是扣

    这一列的标题（例如“加扣分值”）没有说是加还是扣，整列的数前面也都没有负号，原因里也没有写分值，不知道这个数是加还是扣。得分和名次留空。

    有的数写着加号、有的没有写时，没有写的那几个也不知道是加还是扣。

    改法：扣分的数前面加负号，或把列标题改为“加分”“扣分”，或在原因里写明；只有几个数没有写的，写成“加0.3”或“扣0.3”。

    反例：
        被考核单位 | 加扣分值
        甲镇 | 0.3
        乙镇 | 0.2

    正例：
        被考核单位 | 加扣分值
        甲镇 | 0.3
        乙镇 | -0.2
    """
    if len(cell.values) > 1:
        said = f"本列有的数写着加号或“加”，{cell.values[0]}没有写，不能确定是加还是扣。"
        return Worded(f"{said}请写明，例如“加{cell.values[0]}”或“扣{cell.values[0]}”。")
    return Worded(
        f"列标题没有写明加还是扣，{cell.values[0]}前也没有正负号。请在扣分的数前加负号，或把列标题改为“加分”或“扣分”。"
    )
