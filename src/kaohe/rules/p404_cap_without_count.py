"""P404: cap without count."""

from __future__ import annotations

from kaohe.findings import Severity
from kaohe.reason.model import Doubt, Note
from kaohe.rules.rule import Worded, words
from kaohe.rules.wording import quote


@words("P404", Severity.ERROR, Doubt.CAP)
def cap_without_count(note: Note, text: str) -> Worded:
    """只写了上限

    “最高扣2分”“扣完为止”是规定的上限，实际扣几分没有写。得分和名次留空。

    改法：写明实际加扣的分值。

    反例：
        迟报材料，最高扣2分

    正例：
        迟报材料，扣0.5分
    """
    said = quote(text[note.span.start : note.span.end])
    return Worded(f"{said}只写了上限，没有写实际分值。请写明实际加扣多少，例如“扣0.5分”。")
