"""S137: lone name."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S137", Severity.ERROR, GapKind.LONE_NAME)
def lone_name(gap: Gap) -> Worded:
    """最后一行只有一个名称

    表的最后一行只有名称，其他格都空着，上面的单位都有内容。它可能是没有填写的单位，也可能是发文单位或落款，所以没有得分和名次。

    改法：是单位的，在原因或分值栏填“无”；不是的，前面加上“落款：”。

    反例：
        被考核单位 | 扣分 | 得分
        甲镇 | 1 |
        乙镇 | 2 |
        县考核办 |  |

    正例：
        被考核单位 | 扣分 | 得分
        甲镇 | 1 |
        乙镇 | 2 |
        落款：县考核办 |  |
    """
    name = quote(gap.values[0])
    return Worded(
        f"最后一行只有{name}，不能确定是单位还是落款，暂不计分。是单位的，请在原因或分值栏填“无”；不是的，请在前面加上“落款：”。"
    )
