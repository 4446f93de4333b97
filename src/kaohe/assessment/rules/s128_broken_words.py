"""S128: broken words."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.table import Gap, GapKind


@words("S128", Severity.WARNING, GapKind.BROKEN_WORDS)
def broken_words(gap: Gap) -> Worded:
    """表头词表里有写错的行

    表头词表（headings.csv）里有几行写得不对，没有用。其余各行照用。

    改法：按“词,位置,含义,把握”四栏改好这几行。
    """
    file, lines = gap.values
    return Worded(f"词表{quote(file)}中有格式不对的行，未采用：{lines}。请改成“词,位置,含义,把握”四栏。")
