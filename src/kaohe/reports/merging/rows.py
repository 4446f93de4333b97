"""Clashes as the lines that people read, on paper and on a screen alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kaohe.core.records import dataclass
from kaohe.reports.merging.model import Clash, ClashKind

#: What each kind is called, and what was done about it.
WORDS: dict[ClashKind, tuple[str, str]] = {
    ClashKind.UNIT_DIFFERS: ("同一单位，各表写的得分不同", "已合成一行，按全部原因重新计算"),
    ClashKind.UNIT_REPEATED: ("同一单位，内容相同", "只汇入一行，“来源”写明各文件"),
    ClashKind.POINTS_DIFFER: ("同一原因，分值不同", "分值待定，请在“考核数据”中改成一个分值"),
    ClashKind.CATEGORY_DIFFERS: ("同一单位，类别不同", "各留一行；请在“单位名册”中选定类别，重新汇总"),
    ClashKind.CATEGORY_SETTLED: ("类别与单位名册不同", "采用单位名册的类别"),
    ClashKind.NOT_TOLD: ("各部门都没有提到的单位", "照单位名册列入，原因写“无”"),
    ClashKind.NOT_LISTED: (
        "单位名册中没有的单位",
        "照样列入；若是名册中某单位的另一种写法，请写进它的“别名”并选“是”，重新汇总",
    ),
    ClashKind.LIKELY_SAME: ("可能是同一单位", "各留一行；请在“单位名册”中选“是”或“否”，重新汇总"),
    ClashKind.CATALOGUE: ("标准目录不一致", "采用第一个文件的"),
    ClashKind.SETTING: ("参数设置不一致", "采用第一个文件的"),
    ClashKind.RANK_GROUP: ("排名组不一致", "采用第一个文件的"),
    ClashKind.UNPLACED: ("考核表以外的内容", "没有汇入，请看是否要补"),
    ClashKind.UNREAD_TABLE: ("另一张表缺少列", "没有汇入，请看是否要补"),
}


#: Shown for a unit whose reasons are blank.
EMPTY = "（空）"


@dataclass(frozen=True, slots=True)
class ClashRow:
    """What one file says of one matter; ``first`` marks the first row of a matter."""

    word: str
    subject: str
    source: str
    text: str
    done: str
    first: bool = True


def rows(clashes: Iterable[Clash]) -> Iterator[ClashRow]:
    """Yield one row for each version of each clash."""
    for clash in clashes:
        word, done = WORDS[clash.kind]
        for number, version in enumerate(clash.versions):
            yield ClashRow(word, clash.subject, version.source, version.text or EMPTY, done, first=number == 0)
