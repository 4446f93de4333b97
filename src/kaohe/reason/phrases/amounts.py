"""Figures after a verb or a sign: 0.1分, 两分半, 1-3分, 0.1分×2次=0.2分, 0.1分/次."""

from __future__ import annotations

import re
from decimal import Decimal

from kaohe.core.numerals import read
from kaohe.core.patterns import compile_on_use
from kaohe.core.records import dataclass
from kaohe.reason.model import Doubt
from kaohe.reason.phrases.lexicon import ANY_MEASURE, BOUNDARY, MEASURE, NUMBER, SLIP, UNIT

_VERB = "(?:扣除?|[减加奖+-])?"
_AMOUNT = compile_on_use(
    rf"(?P<sign>[+-]{{1,3}}|[负正±—])?(?P<first>{SLIP}|{NUMBER})(?:(?P<unit>{UNIT}(?P<half>半)?分?)|{MEASURE}(?=[x×*✕✖]))?"
    rf"(?:(?:[-~—]{{1,4}}|至|到){_VERB}{NUMBER}(?:{UNIT}(?P<wide>)|(?(unit)(?!)){BOUNDARY}(?P<bare>))"
    rf"|(?:[、,/和及与]|"
    rf"(?:或者?|还是){_VERB}){NUMBER}(?:{UNIT})?(?:[、,/和及与]{NUMBER}(?:{UNIT})?){{0,8}}(?<=分)(?!封顶|为限|"
    rf"为上限|为止|以[上下内]|的|制|起)(?P<list>)"
    rf"|\((?P<again>[+-]{NUMBER}(?:分)?|{NUMBER}分|[0-9]{{1,3}}\.[0-9]{{1,3}}|(?(unit)(?!)){NUMBER})\)(?(unit)|分)(?P<twice>)"
    rf"|[x×*✕✖]{NUMBER}%(?P<share>)|[x*×✕✖](?P<times>{NUMBER})(?:{MEASURE})?(?:{UNIT})?(?:=(?P<product>{NUMBER})(?:{UNIT})?)?)?"
    rf"(?P<per>/(?:{MEASURE}|/){{1,3}}|/{ANY_MEASURE}{BOUNDARY}|\((?:每|/)?(?:{MEASURE}){{1,2}}\)|(?:每(?:{MEASURE}){{1,2}}|一[次个例处项]){BOUNDARY})?"
    r"(?P<vague>\((?:不)?含\)以[上下]|左右|上下|不等|以上(?![各共合三两四五小总累])|以下|以内|之间|"
    r"起(?:步)?(?![草火诉因重到初])|多(?![次人处项数名个户])|余)?"
)
_FIGURES = compile_on_use(NUMBER)
#: After a figure without 分, these make it something else than points.
_OTHER_UNIT = compile_on_use(
    rf"{MEASURE}|[%‰元万亿块角倍成折米吨斤度克升层级]|[0-9]|,000|,[0-9]{{3}}[元块万]|\.\.|[\-~—]|[、,.。][0-9]{{1,2}}分"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """What a figure with its surroundings says.

    ``value`` is unsigned and None where ``doubt`` says why; ``sign`` is that of the figure
    itself (0 for none).  ``values`` are the members of a list (0.1分、0.2分).  ``per`` is
    the measure of 0.1分/次.  ``unit`` tells whether 分 is there, ``spelt`` whether the
    figure is in Chinese numerals.
    """

    end: int
    value: Decimal | None
    sign: int
    unit: bool
    doubt: Doubt | None = None
    values: tuple[Decimal, ...] = ()
    per: str | None = None
    bare: bool = False
    spelt: bool = False


def read_amount(plain: str, start: int) -> Amount | None:
    """Return the amount that starts at ``start``, or None where no figure does."""
    found = _AMOUNT.match(plain, start)
    if found is None:
        return None
    value, doubt = _value(found)
    values = _members(found) if found["list"] is not None else ()
    return Amount(
        end=found.end(),
        value=value,
        sign=_sign(found["sign"]),
        unit=found["unit"] is not None or "分" in found[0],
        doubt=doubt,
        values=values,
        per=found["per"],
        bare=found["unit"] is None and "分" not in found[0],
        spelt=not found["first"][0].isdigit() and found["first"][0] != ".",
    )


def is_other(plain: str, place: int) -> bool:
    """Tell whether what follows a figure without 分 makes it a count, money, a date or a longer figure."""
    return _OTHER_UNIT.match(plain, place) is not None


def _sign(words: str | None) -> int:
    if not words or words == "±":
        return 0
    return 1 if words[0] in "+正" else -1


def _value(found: re.Match[str]) -> tuple[Decimal | None, Doubt | None]:
    if found["list"] is not None and not found["unit"] and found.string[found.end("first")] == ",":
        return None, Doubt.UNREADABLE
    if found["wide"] is not None or found["bare"] is not None or found["list"] is not None or found["vague"]:
        return None, Doubt.RANGE
    first = read(found["first"].replace("。", "."))
    if first is None:
        return None, _misread(found["first"])
    if found["half"]:
        first += Decimal("0.5")
    if found["twice"] is not None and (read(found["again"].strip("+-分")) or 0) != first:
        return None, Doubt.UNCLEAR
    return (None, Doubt.SIGN_CLASH) if _clashes(found["sign"] or "") else _multiplied(first, found)


def _clashes(signs: str) -> bool:
    return signs == "±" or len(set(signs)) > 1


def _multiplied(first: Decimal, found: re.Match[str]) -> tuple[Decimal | None, Doubt | None]:
    if found["share"] is not None:
        return None, Doubt.REPLACED
    if not found["times"]:
        return first, None
    times, product = read(found["times"]), found["product"] and read(found["product"])
    if times is None or (product is not None and product != first * times):
        return None, Doubt.UNCLEAR
    return first * times, None


def _misread(words: str) -> Doubt:
    """Two numerals side by side (两三分) are an estimate; all else is a slip."""
    return Doubt.UNREADABLE if re.search(r"[0-9ol]", words) else Doubt.RANGE


def _members(found: re.Match[str]) -> tuple[Decimal, ...]:
    members = [read(figure[0]) for figure in _FIGURES.finditer(found[0])]
    return tuple(member for member in members if member is not None)
