"""The plain segment: a reason, a comma, 扣, a figure, 分, and nothing that the grammar would have to weigh.

Most entries of a real table are plain, so they are recognised by two regular
expressions.  What is plain must read the same with the whole grammar, also side by side
with other plain segments: so additions, rates, thresholds, grades and whatever else
may bear on points or on neighbours is left to the grammar.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from kaohe.core.findings import Span
from kaohe.core.numerals import read, tidy
from kaohe.core.patterns import compile_on_use
from kaohe.reason.entries.alternatives import holds_grade
from kaohe.reason.model import Doubt, Filler, Item, Note, Part, Reading
from kaohe.reason.phrases.surroundings import weighs
from kaohe.reason.phrases.wording import is_net_label, is_total_wording
from kaohe.reason.text.script import TRADITIONAL

#: What sets plain segments apart.
SEPARATOR = "；"
_CLOSING = ("。", SEPARATOR)

#: Characters that may begin words about points, or open them: with these it is for the grammar.
_WEIGHED = "扣每各均酌拟暂票待满最至计" + TRADITIONAL
_NUMERAL = "0-9零一二两三四五六七八九十半百"
#: A reason that starts so may be a list mark, a total or a part of one.
_FIRST = f"(?![{_NUMERAL}第首其最]|[初再多屡]次|[凡若如]?(?:出现|发现|发生|查实|有)一次)"


def _class_of_reasons() -> str:
    """Return a character class of what a plain reason is made of: Chinese characters but those that are weighed."""
    ranges, start = [], 0x4E00
    for code in [*sorted(ord(char) for char in _WEIGHED), 0xA000]:
        if code > start:
            ranges.append(f"{chr(start)}-{chr(code - 1)}")
        start = code + 1
    return "".join(ranges) + "，、“”0-9%"


#: At least eight characters, so that the bare grades, levels and bands of tables stay out.
_PLAIN = compile_on_use(
    rf"{_FIRST}([{_class_of_reasons()}]{{8,200}})，扣((?:0|[1-9][0-9]?)\.[0-9]{{1,2}}|[1-9][0-9]?)分"
)
#: Words that the grammar weighs though their characters are common.
_WEIGHTY = compile_on_use(
    f"[{_NUMERAL}]个?分|[得计失加减奖罚]分|(?:表扬|表彰|嘉奖|[一二三特]等奖|优秀|优异|良好|正常|异常|问题|任务|锦旗|感谢信|事故|违规)[0-9一二两三四五六七八九十]{{0,3}}.?$|[不未免][^，]{{2,10}}[排名][名序位次]|[加减奖增罚处][^，]{{0,9}}[{_NUMERAL}分]|负[{_NUMERAL}]|"
    f"不[足到][{_NUMERAL}]|达到?[{_NUMERAL}]|未达|以[上下内外]|[低高少多大小]于|超过|[0-9]%?[至到][0-9]"
    f"|适当|视|不加|不奖|情节|[一二三四五六七八九]是|(?:^|，)(?:如|若|假如|倘|一旦)|，(?:国家|省|市|县|区|"
    f"乡|镇|村|全国|全省|全市|全县|全区|中央)级?的?$|[的者，、]$|^[，、“”]|[“”]$|分别|俩|仨|，[，、]|、，"
)
_SHORT = 14


def read_plainly(text: str) -> Reading | None:
    """Return the reading of a text of plain segments, None where one of them is not plain.

    A full stop or a separator at the very end changes nothing but the notes.
    """
    items = []
    for segment in segments_of(text):
        item = plain_segment(segment)
        if item is None:
            return None
        items.append(item)
    return join_plain(text, items)


def segments_of(text: str) -> list[str]:
    """Return what stands between the separators of a text, up to the mark that closes it."""
    return (text[:-1] if text.endswith(_CLOSING) else text).split(SEPARATOR)


def notes_of(text: str) -> tuple[Note, ...]:
    """Return what is to be noted on a text whose segments are plain: that a separator closes it."""
    if not text.endswith(SEPARATOR):
        return ()
    return (Note(Doubt.TRAILING_SEPARATOR, Span(len(text) - 1, len(text)), (SEPARATOR,)),)


def join_plain(text: str, items: Iterable[Item]) -> Reading:
    """Return the reading of a text whose segments are plain; ``items`` are theirs, as ``plain_segment`` gives them."""
    parts: list[Part] = []
    total, place = Decimal(0), 0
    for item in items:
        if place:
            parts.append(Filler(Span(place - 1, place)))
            item = _moved(item, place)
        parts.append(item)
        total += item.points
        place = item.span.end + 1
    if place == len(text):  # the closing mark is left
        parts.append(Filler(Span(place - 1, place)))
    return Reading(text, tuple(parts), notes_of(text), tidy(total))


def _moved(item: Item, place: int) -> Item:
    spans = (Span(start + place, end + place) for start, end in (item.span, item.reason_span, item.points_span))
    return Item(item.reason, item.points, *spans)


def plain_segment(segment: str) -> Item | None:
    """Return the item of a plain segment, with spans relative to it, or None where it is not plain.

    If every '；'-separated segment of a text is plain, the reading of the text holds
    their items, in order, with the separators as filler, and nothing else.
    """
    found = _PLAIN.fullmatch(segment)
    if found is None:
        return None
    reason, figure = found.groups()
    points = _deduction(figure)
    words = reason.replace("，", ",").replace("“", '"').replace("”", '"')  # the marks that part clauses, folded
    if points is None or _WEIGHTY.search(reason) or weighs(words):
        return None
    if is_net_label(words) or is_total_wording(words):
        return None
    if len(reason) <= _SHORT and holds_grade(reason):
        return None
    end, stop = len(reason), len(segment)
    return Item(reason, points, Span(0, stop), Span(0, end), Span(end + 1, stop))


@lru_cache(maxsize=4096)
def _deduction(figure: str) -> Decimal | None:
    """Return the points of a figure, None for nothing (0.0)."""
    value = read(figure)
    return -value if value else None
