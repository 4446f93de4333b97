"""The text as the grammar sees it: folded, simplified, without blanks and wraps, with the way back.

Blanks and line wraps fall anywhere in pasted tables, also inside words (违⏎者, 扣 0.1 分),
so the grammar works on a squeezed text; ``Script.origin`` leads every span back to the
ORIGINAL text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from kaohe.core.findings import Span
from kaohe.core.patterns import compile_on_use
from kaohe.core.records import dataclass
from kaohe.core.text import INVISIBLE, fold

#: Traditional forms of the characters the grammar knows, with their simplified ones.
_SIMPLIFIED = dict(
    zip(
        "減獎點兩個鐘鍾總計罰無處縣級給別員應還實貳參叄陸補項戶隊條類時間週從為爲於與並僅達滿優獲評檔雙據標準規則對該"
        "暫擬議視節輕況責額過後內調複復覆銷訂錯遲報務數積學績說緣遞層訴爭確認審資產發幣億萬圓塊錢場車輛張頁門題號歲組"
        "進種樣請單聯係開關嚴較稱註備見勵離崗國貼備響質廢轉約談適當黨",
        "减奖点两个钟钟总计罚无处县级给别员应还实贰叁叁陆补项户队条类时间周从为为于与并仅达满优获评档双据标准规则对该"
        "暂拟议视节轻况责额过后内调复复复销订错迟报务数积学绩说缘递层诉争确认审资产发币亿万圆块钱场车辆张页门题号岁组"
        "进种样请单联系开关严较称注备见励离岗国贴备响质废转约谈适当党",
        strict=True,
    )
)


#: Every traditional character among them.
TRADITIONAL = "".join(_SIMPLIFIED)
#: Characters that leave no trace on screen: whether they are there changes nothing of what is read.
UNSEEN = INVISIBLE | set(map(chr, (*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0))))
_HIDDEN = "\0"
#: The full stop 。 is no decimal point; the dash — may be a minus, or a dash.
_KEPT = {"。": "。", "｡": "。", "—": "—", "―": "—", "`": '"', "´": '"'}


class _Table(dict[int, str]):
    """One code point in, one out, computed once.

    Differs from ``text.fold`` where the grammar must tell apart what a search may not
    (see ``_KEPT``; ①, Ⅰ and ² are no digits), and in that 減 is 减.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in UNSEEN:
            folded = _HIDDEN
        elif char in _KEPT:
            folded = _KEPT[char]
        elif unicodedata.category(char) in ("No", "Nl"):
            folded = char
        else:
            folded = _SIMPLIFIED.get(char) or fold(char)
        self[code] = folded
        return folded


_TABLE = _Table()
_BLANKS = compile_on_use(r"[ \n]+")
#: A line that ends so is complete, whatever comes next.
_COMPLETE = compile_on_use(
    r"(?:[。;!?:)\]}…]|(?<![0-9])分|[0-9半]分|分/[一-鿿]{1,2}|[扣减加奖计共+\-:][^0-9\n]{0,3}[0-9]{1,6}(?:\.[0-9]{1,6})?) {0,4}\Z"
)
#: A line that starts so begins an entry of a list.
_ENTRY = compile_on_use(
    r"[(\[]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)\]、.](?![0-9]{1,2}分)|"
    r"[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793·●◆■□○◇▪►▶※☆★✓✔√]"
    r"|[-*] |[a-h][.、)]|[一二三四五六七八九]是|第[一二三四五六七八九十][,、]"
)
#: A line that starts so goes on with the one before: the points of its reason, the rest of 分⏎钟.
_CONTINUES = compile_on_use(
    r"[(\[]?(?:各|共|每|分别|均|应|予以)?(?:扣|减|加[0-9分]|奖[0-9励]|罚[0-9]|[+-] ?[0-9]|分|钟|元)"
)
#: What no line can end with: 扣⏎0.1分, 0.⏎1分.
_UNFINISHED = compile_on_use(r"(?:[,、+\-~:扣减加奖罚]|[0-9]\.|[零点])\Z")
_OPEN_ENDED = frozenset("每各共第扣减酌票")
#: What no line can start with: 0.1⏎分, 15分⏎钟.
_UNITS = frozenset("分钟元")
_FIGURES = frozenset("0123456789零一二两三四五六七八九十半")
#: Lines shorter than this (in characters) were ended by a person, longer ones may be wrapped.
_SHORT_LINE = 20


#: A line no longer than this is rather part of a word than an entry, where other lines are wrapped.
_SHORTEST_ENTRY = 3
#: Points and a semicolon, with more behind it on the same line.
_PARTED = compile_on_use(r"[0-9半] ?分?\)?; {0,4}[^; ]")


@dataclass(frozen=True, slots=True)
class Script:
    """A reason text prepared for the grammar.

    ``plain`` is what the grammar reads; ``places`` the original position of each of its
    characters (None where they are the same).  ``gaps`` are the positions in ``plain``
    before which a blank was left out.
    """

    text: str
    plain: str
    places: Sequence[int] | None
    gaps: frozenset[int]

    def origin(self, start: int, end: int) -> Span:
        """Return the span of the original text for ``plain[start:end]``."""
        if self.places is None:
            return Span(start, end)
        if start >= end:
            place = self.places[start] if start < len(self.places) else len(self.text)
            return Span(place, place)
        return Span(self.places[start], self.places[end - 1] + 1)


def prepare(text: str) -> Script:
    """Return ``text`` folded and squeezed for the grammar; what can't be seen is as good as not there."""
    folded = text.translate(_TABLE)
    if _HIDDEN not in folded:
        return Script(text, *_squeezed(folded))
    seen = [place for place, char in enumerate(folded) if char != _HIDDEN]
    plain, places, gaps = _squeezed(folded.replace(_HIDDEN, ""))
    return Script(text, plain, seen if places is None else [seen[place] for place in places], gaps)


def _squeezed(folded: str) -> tuple[str, Sequence[int] | None, frozenset[int]]:
    """Return plain text, places and gaps of a folded text (see :class:`Script`)."""
    if " " not in folded and "\n" not in folded:
        return folded, None, frozenset()
    wrapped = "\n" in folded and _is_wrapped(folded)
    pieces: list[str] = []
    places: list[int] = []
    gaps: set[int] = set()
    cursor = line = 0
    for blank in _BLANKS.finditer(folded):
        start, end = blank.span()
        pieces.append(folded[cursor:start])
        places.extend(range(cursor, start))
        kept = _kept(folded, start, end, line)
        if wrapped and kept == "\n":
            kept = ""
        pieces.append(kept)
        places.extend(range(start, start + len(kept)))
        gaps.add(len(places))
        if "\n" in blank[0]:
            line = end
        cursor = end
    pieces.append(folded[cursor:])
    places.extend(range(cursor, len(folded)))
    return "".join(pieces), places, frozenset(gaps)


def _kept(folded: str, start: int, end: int, line: int) -> str:
    """Return what a run of blanks stands for: a line end, a blank between figures, or nothing."""
    if start == 0 or end == len(folded):
        return ""
    if "\n" in folded[start:end] and _ends_line(folded, start, end, line):
        return "\n"
    return " " if _is_figure(folded[start - 1]) and _is_figure(folded[end]) else ""


def _is_figure(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == ".")


def _is_wrapped(folded: str) -> bool:
    """Tell a text whose lines all end inside an entry, its entries being parted by semicolons: …扣2分;便民中心⏎无人值守扣3分."""
    lines = folded.strip().split("\n")
    if any(_ENTRY.match(line.lstrip()) for line in lines):
        return False
    if not all(line.strip() and not _COMPLETE.search(line, max(0, len(line) - 16)) for line in lines[:-1]):
        return False
    parted = [_PARTED.search(line) is not None for line in lines[:-1]]
    return any(parted) and all(
        part or len(line) <= _SHORTEST_ENTRY for part, line in zip(parted, lines[:-1], strict=True)
    )


def _ends_line(folded: str, start: int, end: int, line: int) -> bool:
    """Tell a line end that a person typed from the wrap of a long line."""
    following = folded[end : end + 12]
    if following[:1] in _FIGURES and _UNFINISHED.search(folded, max(line, start - 3), start):
        return False
    if folded[start - 1] in _OPEN_ENDED or following[:1] in _UNITS:
        return False
    if _ENTRY.match(following):
        return True
    if _COMPLETE.search(folded, max(line, start - 16), start):
        return True
    if folded[start - 1] in ",、+-" or (_CONTINUES.match(following) and not _CONTINUES.match(folded, line)):
        return False
    return start - line < _SHORT_LINE or "\n\n" in folded[start:end]
