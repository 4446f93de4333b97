"""What words about points are: phrases (扣0.1分, 不扣分, 一票否决, 合计0.3分) and rates (每次…)."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum, auto

from kaohe.core.numerals import read
from kaohe.core.records import dataclass
from kaohe.reason.model import Doubt
from kaohe.reason.phrasebook import Effect
from kaohe.reason.phrases.amounts import Amount

#: Larger figures without 分 are rather money or a count.
_LARGEST_WITHOUT_UNIT = 20


@dataclass(frozen=True, slots=True)
class Rate:
    """Points for every ``size`` of a ``measure`` (每5户: 5, 户).

    A measure of several (每人每次) is kept as written; nothing counts in it.  ``verb`` is
    that of 每少1项; only what is missing counts then.
    """

    measure: str
    size: Decimal = Decimal(1)
    verb: str = ""


def rate_of(measure: str, size: str | None = None, verb: str | None = None) -> Rate:
    """Return the rate for the words after 每 or /."""
    count = read(size) if size else Decimal(1)
    return Rate(measure.strip("/每()"), count or Decimal(1), verb or "")


class Kind(Enum):
    """What a phrase does."""

    POINTS = auto()  # 扣0.1分
    TOTAL = auto()  # 合计扣0.3分
    CAP = auto()  # 最高2分, 扣完为止
    ZERO = auto()  # 不扣分
    EMPTY = auto()  # 扣分, without a figure
    VETO = auto()  # 一票否决
    MONEY = auto()  # 扣100元
    BARE = auto()  # 0.1分, without sign or verb
    HEADING = auto()  # 扣分项：
    REMARK = auto()  # 不重复扣分


@dataclass(slots=True)
class Phrase:
    """A phrase, in positions of ``Script.plain``.

    ``sign`` is 0 where the phrase itself has none; ``amount`` unsigned, None where open;
    ``values`` the members of a list (扣0.1分、0.2分).  ``rate`` is there for 每次… and …分/次,
    ``each`` tells 各 or 分别, ``worded`` whether a total has a verb (共扣0.3分, not 总0.3分) or
    a zero words (扣分：无, not 扣分：—), ``whole`` whether its parts follow (扣0.3分，其中…).
    ``relation`` is what its words do to the points before it: replace them, add to them, give them back.
    """

    kind: Kind
    start: int
    end: int
    sign: int = 0
    amount: Decimal | None = None
    doubt: Doubt | None = None
    values: tuple[Decimal, ...] = ()
    unit: bool = True
    rate: Rate | None = None
    each: bool = False
    worded: bool = False
    whole: bool = False
    relation: Effect | None = None


def points_phrase(start: int, amount: Amount, sign: int) -> Phrase:
    """Return a points phrase of ``amount``, whose own sign must not contradict the verb's."""
    phrase = Phrase(
        Kind.POINTS, start, amount.end, sign or amount.sign, amount.value, amount.doubt, amount.values, amount.unit
    )
    phrase.rate = rate_of(amount.per) if amount.per else None
    if sign and amount.sign and sign != amount.sign:
        phrase.amount, phrase.doubt = None, Doubt.SIGN_CLASH
    elif phrase.doubt is None and (not phrase.sign or _is_large(amount)):
        phrase.amount, phrase.doubt = None, Doubt.UNCLEAR
    return phrase


def _is_large(amount: Amount) -> bool:
    """Tell whether a figure without 分 is too large for points."""
    return amount.bare and amount.value is not None and amount.value > _LARGEST_WITHOUT_UNIT
