"""What figures of a text must come to: parts and their total, a cap and what it limits, marks that are left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby

from kaohe.core.numerals import read
from kaohe.core.patterns import compile_on_use
from kaohe.reason.entries.clauses import Draft
from kaohe.reason.entries.totals import Discord
from kaohe.reason.model import Doubt
from kaohe.reason.phrases.lexicon import ARABIC
from kaohe.reason.phrases.phrase import Kind

_ZERO = Decimal(0)
#: Marks at the beginning are a multiple of this, where nobody says how many.
_ROUND = 5
_SPLIT = compile_on_use("[,;。、+\\n]|和|及")
#: 卫生0.2
_PART = compile_on_use(rf"[^0-9]{{1,12}}[:(]?({ARABIC})(?:分)?\)?")
#: 3月至5月, 1-9月, 前三季度
_STRETCH = compile_on_use(
    "(?:今年|本年|全年)?(?:[0-9]{1,2}月?份?[-~—至到][0-9]{1,2}月(?:份|底)?|[一二三四1-4]?[-~—、至到][一二三四1-4]季度|前[一二两三四五六七八九0-9]{1,2}个?(?:月|季度)|上半年|去年|上年)"
)
_FULL = compile_on_use(
    rf"(?:满分|总分|基础分|基本分|起评分|标准分|底分|原有|基准分|起始分?|初始分?|[本该此]项)(?:满分|总分|分值)?(?:为|是|:|共|有)?({ARABIC})分?"
)
_LEFT = compile_on_use(
    rf"(?:得分?|剩余?|余|结余|总分|总得分|扣后|加后|后为)(?:为|是|有|还有|:)?({ARABIC})分?(?=[,;。)\n]|\Z)"
)


def recount(plain: str, drafts: Sequence[Draft]) -> list[Discord]:
    """Return what does not add up; leave points open that a cap or a total of another time makes doubtful."""
    discords: list[Discord] = []
    settled = [draft for draft in drafts if draft.points]
    for draft in settled:
        if (parts := _parts(plain, draft)) is not None and draft.points is not None and parts != abs(draft.points):
            discords.append(Discord(draft.start, draft.end, draft.points, parts.copy_sign(draft.points)))
        if len(settled) > 1 and _is_of_a_stretch(plain, draft):
            draft.points, draft.doubt = None, Doubt.OTHER_PERIOD
    for _, group in groupby(settled, key=lambda draft: id(draft.segment)):
        _limit([*group])
    for draft in settled:
        _hold_to_full_marks(plain, draft)
    if settled and all(draft.points is not None for draft in drafts):
        discords.extend(_left(plain, settled))
    return discords


def _parts(plain: str, draft: Draft) -> Decimal | None:
    """Return the sum of the figures that stand without 分 before a total: 卫生0.2、纪律0.3，共扣0.5分."""
    if draft.phrase is None or draft.phrase.kind is not Kind.TOTAL or draft.forward:
        return None
    pieces = [piece for piece in _SPLIT.split(plain[draft.reason.start : draft.reason.end]) if piece]
    found = [part[1] for piece in pieces if (part := _PART.fullmatch(piece))]
    values = [value for value in map(read, found) if value is not None]
    return sum(values, _ZERO) if 1 < len(values) == len(pieces) else None


def _is_of_a_stretch(plain: str, draft: Draft) -> bool:
    """Tell what was deducted over months, 3月至5月累计扣1分, from what the other items deduct."""
    total = draft.phrase is not None and draft.phrase.kind is Kind.TOTAL
    return total and _STRETCH.fullmatch(plain, draft.reason.start, draft.reason.end) is not None


def _limit(group: Sequence[Draft]) -> None:
    """Leave open what a cap behind several items may limit as a whole: 迟到扣1分，旷工扣3分，最高扣3分."""
    last = group[-1]
    if len(group) < 2 or last.cap is None or last.phrase is None or last.phrase.rate is not None or last.phrase.each:
        return
    like = [draft.points for draft in group if draft.phrase is not None and draft.phrase.sign == last.phrase.sign]
    if abs(sum((points for points in like if points is not None), _ZERO)) > last.cap:
        last.points, last.doubt = None, Doubt.UNCLEAR


def _hold_to_full_marks(plain: str, draft: Draft) -> None:
    """Leave open what takes more than there is: 满分5分，扣6分."""
    if draft.points is None or draft.points > 0 or draft.forward:
        return
    full = [read(found[1]) for found in _FULL.finditer(plain, draft.reason.start, draft.reason.end)]
    if len(full) == 1 and full[0] is not None and -draft.points > full[0]:
        draft.points, draft.doubt = None, Doubt.UNCLEAR


def _left(plain: str, drafts: Sequence[Draft]) -> Iterable[Discord]:
    """Yield the marks that are said to be left and are not: 满分10分，扣2分，得7分; 扣0.5分后得99.4分."""
    last = drafts[-1]
    if last.phrase is None:
        return
    left = [*_LEFT.finditer(plain, last.phrase.end)]
    if len(left) != 1:
        return
    own = [draft for draft in drafts if draft.segment is last.segment]
    told = read(left[0][1])
    if told is None:
        return
    sums = [sum((draft.points or _ZERO for draft in some), _ZERO) for some in (own, drafts)]
    full = {read(found[1]) for found in _FULL.finditer(plain, 0, last.phrase.start)}
    if len(full) > 1 or any(_agrees(told, points, full) for points in sums):
        return
    base = full.pop() if full else None
    yield Discord(left[0].start(1), left[0].end(), told, (base or told) + sums[0] if base else told, rest=True)


def _agrees(told: Decimal, points: Decimal, full: set[Decimal | None]) -> bool:
    base = told - points
    return base in full if full else base > 0 and base % _ROUND == 0
