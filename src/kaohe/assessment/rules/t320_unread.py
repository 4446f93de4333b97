"""T320: unread."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.core.findings import Severity
from kaohe.reason.model import Doubt


@words("T320", Severity.ERROR, Doubt.UNREAD)
def unread(doubted: Doubted) -> Worded:
    """文字太多，没有读到这里

    文件里的文字比文件本身的大小多出几十倍，不像人写的表，全部读完要很久，所以读到这里为止。没有读到的单元格，得分和名次留空。

    改法：把表拆成几个文件，分别核对；单元格里重复了许多遍的文字，只留一遍。
    """
    return Worded(
        f"这个文件里的文字太多，没有读到本单元格（共{len(doubted.text)}字），得分和名次留空。请把表拆成几个文件，分别核对。"
    )
