"""What stands below a heading, whatever the heading says: numbers, names, dates, telephone numbers, sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal

from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.patterns import compile_on_use
from kaohe.core.points import Points, read_points, shows_no_points
from kaohe.core.records import dataclass
from kaohe.core.text import fold, once
from kaohe.tables.grid import is_blank

#: How many cells of a column are looked at.
SAMPLE = 300

_PHONE = compile_on_use(r"1\d{10}|(?:0\d{2,3}[- ]?)?[2-8]\d{6,7}")
_DATE = compile_on_use(
    r"(?:\d{2,4}[年./-])?\d{1,2}[月./-]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?|\d{4}年(?:\d{1,2}月)?|\d{1,2}:\d{2}"
)
_PERCENT = compile_on_use(r"\d+(?:\.\d+)?%")
_MARKS = frozenset({"√", "✓", "是", "有", "×", "否", "无", "y", "n", "yes", "no"})
_LONGEST_NAME = 20
#: Marks between clauses, which no name has.
_CLAUSES = frozenset(";。,")
_FIGURE = compile_on_use(r"\d")
_POINTS_IN_TEXT = compile_on_use(
    r"[加扣减奖罚]\s*+(?:(?:了|除|掉|去)\s*+)?\d|(?<!\d)\d++(?:\.\d++)?\s*+分(?![公厂院局行站部店校场社会支区钟之])"
)
_LARGEST_POINTS = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """What the filled cells of a column are, by count; ``distinct`` counts different shown values."""

    filled: int
    numbers: int
    texts: int
    dates: int
    phones: int
    names: int
    marks: int
    distinct: int
    nonzero: int
    whole: bool
    largest: Decimal
    negative: int
    positive: int
    with_points: int
    percents: int
    worded: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there, or nothing but dashes and zeros."""
        return not self.filled

    @property
    def is_numeric(self) -> bool:
        """Whether numbers outweigh everything else."""
        return self.numbers > 0 and self.numbers * 2 > self.filled - self.marks

    @property
    def is_date_or_phone(self) -> bool:
        """Whether all cells are dates, or all telephone numbers."""
        return self.filled > 0 and (self.dates * 10 >= self.filled * 9 or self.phones * 10 >= self.filled * 9)

    @property
    def names_units(self) -> bool:
        """Whether the cells are short, different texts without sentences: names."""
        return self.names > 0 and self.names * 10 >= self.filled * 9 and self.distinct * 10 >= self.filled * 6


def profile(values: Sequence[CellValue], *, whole: bool = False) -> ColumnProfile:
    """Return the profile of a column's cells; a long column is judged by its first and last ones unless ``whole``."""
    judge_all = whole
    if len(values) > SAMPLE and not judge_all:
        filled = [value for value in values if value is not None]
        values = filled if len(filled) <= SAMPLE else [*filled[: SAMPLE - 50], *filled[-50:]]
    counts = dict.fromkeys(_COUNTED, 0)
    shown: set[str] = set()
    filled_count, integers, largest = 0, True, Decimal(0)
    for value in values:
        if is_blank(value) or isinstance(value, ExcelError):
            continue
        filled_count += 1
        shown.add(str(value).strip())
        kinds, points = _judge_text(value) if isinstance(value, str) else _judge(value)
        for kind in kinds:
            counts[kind] += 1
        if points is not None:
            integers = integers and points == points.to_integral_value()
            largest = max(largest, abs(points))
    return ColumnProfile(filled_count, distinct=len(shown), whole=integers, largest=largest, **counts)


_COUNTED = (
    "numbers", "texts", "dates", "phones", "names", "marks", "nonzero", "negative", "positive", "with_points", "percents",
    "worded",
)  # fmt: skip
#: What a cell counts as, and the number of points in it.
_Judged = tuple[tuple[str, ...], Decimal | None]


def _judge(value: CellValue) -> _Judged:
    """Return what a cell that holds no text counts as."""
    if isinstance(value, date | time):
        return ("dates",), None
    if isinstance(value, bool):
        return ("marks",), None
    if not isinstance(value, Decimal):
        return ("texts", "names"), None
    if value > _LARGEST_POINTS and _PHONE.fullmatch(str(value)):
        return ("phones",), None
    return _judge_points((), Points(value))


@once
def _judge_text(value: str) -> _Judged:
    """Return what a text counts as: the same one stands in many cells, and is looked at twice."""
    text = fold(value).strip()
    if _PHONE.fullmatch(text):
        return ("phones",), None
    if _DATE.fullmatch(text):
        return ("dates",), None
    share = ("percents",) if _PERCENT.fullmatch(text) else ()
    if text in _MARKS or shows_no_points(value):
        return (*share, "marks"), None
    points = read_points(value)
    if points is not None:
        return _judge_points(share, points)
    if _POINTS_IN_TEXT.search(text):
        return (*share, "texts", "with_points"), None
    named = len(text) <= _LONGEST_NAME and _CLAUSES.isdisjoint(text)
    return (*share, "texts", "names") if named else (*share, "texts"), None


def _judge_points(share: tuple[str, ...], points: Points) -> _Judged:
    sign = () if not points.value else ("nonzero", "negative" if points.value < 0 else "positive")
    return (*share, "numbers", *sign, *(() if points.worded is None else ("worded",))), points.value


@once
def mentions_points(text: str) -> bool:
    """Say whether a text speaks of a number of points: 扣0.5分."""
    return bool(_FIGURE.search(text) and _POINTS_IN_TEXT.search(fold(text)))


#: A remark that takes points back, or leaves them open.
_RETRACTS = compile_on_use(
    r"撤销|免扣|免予扣|不予扣|不再扣|不扣分|取消|作废|申诉(?:成立|通过)|减半|加回|补加|补扣|追加|改为|更正为|应为|未计入|未扣|未加|暂不|暂缓|待(?:定|核|查|确认|研究)|拟[加扣]|应[加扣]|误扣|多扣|少扣|重复扣|一票否决"
)
#: The whole of a remark that says where the case stands.
_UNSETTLED = compile_on_use(
    r"(?:已|予以|不予?|未|暂不?|待|正在?|拟)?(?:申诉|复核|复议|核实|审核|计入|生效|采纳|认定|撤销|作废|无效|失效|免扣|扣分|加分|定)(?:中|期内?)?"
)
_SETTLED = compile_on_use(r"已?(?:复核|核实|审核|计入|生效|采纳|认定|扣分|加分)")
#: What a remark on another period, a rule or a document is about.
_ELSEWHERE = compile_on_use(
    r"去年|上年|往年|上[月季周期次]|上半年|同期|历史|较|环比|同比|依据|标准|每[次件人处起]|办法|细则|文件|\d{4}年度?得"
)


@once
def remark_questions(text: str) -> bool:
    """Say whether a remark may change a score: it holds points, or takes some back; other periods and rules aside."""
    folded = fold(text).strip()
    if _UNSETTLED.fullmatch(folded):
        return not _SETTLED.fullmatch(folded)
    if _ELSEWHERE.search(folded):
        return bool(re.search(r"未计入|不计入左|申诉成立", folded))
    return bool(_RETRACTS.search(folded) and re.search(r"扣|加|分|申诉|否决", folded)) or mentions_points(text)
