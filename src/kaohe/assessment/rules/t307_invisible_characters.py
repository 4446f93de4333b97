"""T307: invisible characters."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Applicability, Edit, Fix, Severity
from kaohe.reason.model import Doubt


@words("T307", Severity.INFO, Doubt.INVISIBLE)
def invisible_characters(doubted: Doubted) -> Worded:
    """有看不见的字符

    文字里夹着零宽空格、控制字符之类看不见的字符，多半是从网页或其他软件粘贴来的。不影响得分，但查找和筛选会找不到。

    改法：删去这些字符。

    反例：
        迟报{U+200B}材料，扣0.1分
        迟报材料，扣0.1分{U+FEFF}

    正例：
        迟报材料，扣0.1分
    """
    chars = doubted.said
    names = "、".join(sorted({f"U+{ord(char):04X}" for char in chars}))
    before = quote(doubted.text[max(0, doubted.span.start - 8) : doubted.span.start])
    where = f"在{before}后面" if doubted.span.start else "在开头"
    fix = Fix("删去看不见的字符", (Edit(doubted.span, ""),), Applicability.SAFE)
    return Worded(f"{where}有看不见的字符（{names}）。请删去。", fix)
