"""Units that an office leaves out of the ranking (不参与排名), as their remarks say."""

from __future__ import annotations

import csv
import re
from enum import Enum
from functools import cache

from kaohe.core.patterns import compile_on_use
from kaohe.core.shipped import read_shipped
from kaohe.core.text import fold

#: What a unit is ranked in that is not ranked, in the template's hidden column 排名组; no category is called so.
UNRANKED = "不参与排名"


class Ranked(Enum):
    """What a remark says of a unit's rank."""

    YES = "yes"  # nothing against it
    NO = "no"  # it has none
    OPEN = "open"  # something, but not what


@cache
def words() -> tuple[str, ...]:
    """Return the words that leave a unit out, from ``data/unranked.csv``; a clerk may add lines."""
    rows = csv.reader(read_shipped("unranked.csv").splitlines()[1:])
    return tuple(dict.fromkeys(word for row in rows if row and (word := fold(row[0]).strip())))


@cache
def _any_word() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words())) or r"(?!)")


def holds_words(text: str) -> bool:
    """Say whether a text holds one of the words, whatever else it says."""
    return _any_word().search(fold(text)) is not None


_BETWEEN = compile_on_use(r"[,，。.;；、:：()（）\[\]【】\s]+")
#: What may stand before the words in one clause without changing them.
_BEFORE = compile_on_use(
    r"(?:(?:该|本|此|属|系|为|按规定|经研究|经批准|今年|本年度?|当年|本季度?|本次|本期|本轮|新(?:设|成立|组建)?|单位|部门|街道|乡镇|镇|"
    r"[只仅](?:计分|打分|考核|评分)|计分|考核|暂时?|均|也|故|因此|所以|不作评比)|(?:因为?|由于|鉴于).{0,20}?)*"
)
#: What may stand behind them.
_BEHIND = compile_on_use(r"(?:和?评优|次|的?单位|范围)?")
#: Other years and denials make another thing of the same words.
_ELSEWHERE = compile_on_use(
    r"去年|上年|往年|上一?季|上[次期半]|明年|下[年季次期]|\d{4}年|取消|撤销|并非|不是|原[来定]|是否|不再不|[?？]"
)


def says_ranked(text: str) -> Ranked:
    """Return what a remark, a name or a cell for ranks says of the unit's rank.

    >>> says_ranked("今年新设，不参与排名"), says_ranked("去年不参与排名"), says_ranked("联系人：张三")
    (<Ranked.NO: 'no'>, <Ranked.OPEN: 'open'>, <Ranked.YES: 'yes'>)
    """
    folded = fold(text)
    if "排" not in folded and "名次" not in folded:
        return Ranked.YES
    said = [clause for clause in _BETWEEN.split(folded) if any(word in clause for word in words())]
    if not said:
        return Ranked.YES
    return Ranked.NO if all(map(_is_plain, said)) and not _ELSEWHERE.search(folded) else Ranked.OPEN


def _is_plain(clause: str) -> bool:
    for word in words():
        before, found, behind = clause.partition(word)
        if found and _BEFORE.fullmatch(before) and _BEHIND.fullmatch(behind):
            return True
    return False
