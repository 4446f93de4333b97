"""Signed figures: -0.2, +1, and what else a minus may stand before (3月1日-5日, 3号楼-5单元, 七年级-3班)."""

from __future__ import annotations

from enum import Enum, auto

from kaohe.core.patterns import compile_on_use
from kaohe.core.records import replace
from kaohe.reason.model import Doubt
from kaohe.reason.phrases.amounts import Amount, is_other, read_amount
from kaohe.reason.phrases.lexicon import BOUNDARY, MEASURE, NUMBER, SLIP
from kaohe.reason.phrases.phrase import Kind, Phrase, points_phrase
from kaohe.reason.text.script import Script

#: A minus, but not that of 3-5户; a dash — only where a bracket opens.
_SIGNED = compile_on_use(
    rf"(?<![0-9a-z+\-])(?<![0-9]分)(?:[+-]{{1,2}}|[±负])(?={SLIP}|{NUMBER})|(?<=[(\[])—(?={NUMBER})"
)
#: A sign without 分 after these belongs to a date, an order or a stretch of time.
_DATED = frozenset("年月日号时点期第届")
#: After these it may as well number a part of a building.
_NUMBERED = frozenset("栋楼座幢单元区")
#: After these, with a measure behind the figure, it names a group: 七年级-3班.
_GROUPED = frozenset("级年部校院队组科系")
_MEASURED = compile_on_use(MEASURE)
#: What ends a signed figure: a separator, another sign, a mark of a list.
_SIGN_END = compile_on_use(
    rf"{BOUNDARY}|[ =+\u2460-\u249b\u2776-\u2793→]|[扣减加](?=[0-9分])|[-—~](?![0-9]{{1,2}}[户人次名分时日月号])"
)
_SHARES = frozenset("%‰℃")
_FIGURES = frozenset("+-0123456789")
_SEPARATED = frozenset(",、;。)")
_GLUED_MARK = compile_on_use(r"(?P<figure>[+-]?[0-9]{1,2})(?P<stop>\.)(?P<mark>[0-9]{1,2})(?P<dot>[.、])(?![0-9])")
#: -0.52、: -0.5 and the mark 2、
_GLUED_FRACTION = compile_on_use(r"(?P<figure>[+-]?[0-9]{1,2}\.[0-9])(?P<stop>)(?P<mark>[2-9])(?P<dot>[.、])(?![0-9])")


class Place(Enum):
    """What a signed figure without 分 is, by its neighbours."""

    POINTS = auto()
    DOUBTFUL = auto()
    OTHER = auto()  # the second half of a date, an address, a stretch: 3月1日-5日, 1-3户


def read_signed(script: Script, start: int) -> Phrase | None:
    """Return the points that a sign at ``start`` begins, None where it begins none."""
    plain = script.plain
    sign = _SIGNED.match(plain, start)
    amount = sign and read_amount(plain, start)
    if sign is None or amount is None or (amount.value is None and amount.doubt is None):
        return None
    parted = without_mark(plain, start)
    amount = parted or amount
    place = Place.POINTS if parted or amount.unit or amount.per else _place(script, start, amount)
    if place is Place.OTHER:
        return None
    if plain[start : start + 2] == "--" and plain[start - 1 : start] != "(":
        return None  # 迟到——0.1分: a dash, and a figure without sign
    phrase = points_phrase(start, amount, 0)
    phrase.unit = True
    if place is Place.DOUBTFUL and phrase.doubt is None:
        phrase.amount, phrase.doubt = None, Doubt.UNCLEAR
    if plain[start - 1 : start] == "=":
        phrase.kind, phrase.worded = Kind.TOTAL, True  # -1-1=-2
    return phrase


def _place(script: Script, start: int, amount: Amount) -> Place:
    """Tell -0.2 from the -5 of 3月1日-5日, of 3号楼-5单元 and of a list (-1、…)."""
    plain = script.plain
    before, after = plain[start - 1 : start], plain[amount.end : amount.end + 1]
    whole = amount.value is not None and amount.value == int(amount.value)
    ended = amount.end in script.gaps or _SIGN_END.match(plain, amount.end) is not None
    if after in _SHARES:
        return Place.OTHER  # 增速-3.2%
    if after in ("、", ".", ")") and before in ("", "\n", ";", "。") and whole:
        return Place.OTHER
    if whole and before in _DATED:
        return Place.DOUBTFUL if ended and start in script.gaps else Place.OTHER
    if whole and before in _NUMBERED:
        return Place.DOUBTFUL if ended else Place.OTHER
    if after == "/" and plain[amount.end + 1 : amount.end + 2] in _FIGURES:
        return Place.DOUBTFUL  # -1/+1
    return Place.POINTS if ended else _glued(script, start, amount)


def _glued(script: Script, start: int, amount: Amount) -> Place:
    """Tell the -1 of 迟到-1早退-1 from the -3 of 七年级-3班; 迟到-1周报未交 may be either."""
    plain, before = script.plain, script.plain[start - 1 : start]
    if not (_is_word(before) or before in _SEPARATED or start in script.gaps):
        return Place.OTHER
    if not is_other(plain, amount.end):
        return Place.POINTS if _is_word(plain[amount.end : amount.end + 1]) else Place.OTHER
    doubtful = (
        (_is_word(before) or before in _SEPARATED) and before not in _GROUPED and _MEASURED.match(plain, amount.end)
    )
    return Place.DOUBTFUL if doubtful else Place.OTHER


def _is_word(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def without_mark(plain: str, start: int) -> Amount | None:
    """Part the -1 of 1.早操-1.2.卫生-2 from the mark of the next entry; None where there is no such mark."""
    for form in (_GLUED_MARK, _GLUED_FRACTION):
        glued = form.match(plain, start)
        if glued is not None and f"{int(glued['mark']) - 1}{glued['dot']}" in plain[:start]:
            amount = read_amount(plain[: glued.end("figure")], start)
            return amount and replace(amount, end=glued.end("stop"))
    return None
