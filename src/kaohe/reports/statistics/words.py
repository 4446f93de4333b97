"""The results in a few sentences, as a leader reads them before any table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kaohe.assessment.scoring import plain
from kaohe.reports.statistics.model import CategoryFigures, ReasonFigures, Statistics

#: So many units are named where several lead, and so many categories one by one.
_MOST_NAMED = 3
_MOST_CATEGORIES = 12
#: In a longer list of categories one unit of each is named.
_FEW_CATEGORIES = 4
#: Characters of a reason; longer ones are cut, and end in an ellipsis.
LONGEST = 60


def sentences(found: Statistics) -> tuple[str, ...]:
    """Return who leads, how the categories stand, what cost most, what changed, and what is still open."""
    return tuple(filter(None, (_leaders(found), _averages(found), _cost(found), found.changes, _open(found))))


def shortened(text: str) -> str:
    """Return a reason in one line of a length that a table can show."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _leaders(found: Statistics) -> str:
    scored = [each for each in found.categories if each.highest is not None]
    if not scored:
        return ""
    if len(scored) > _MOST_CATEGORIES:
        return f"得分最高的是{_first(found.everything)}；各类别的最高分见下表。"
    if len(scored) == 1:
        return f"得分最高的是{_first(scored[0])}。"
    named = _MOST_NAMED if len(scored) <= _FEW_CATEGORIES else 1
    return f"各类别得分最高的单位：{'；'.join(f'{each.name}为{_first(each, named)}' for each in scored)}。"


def _first(category: CategoryFigures, most: int = _MOST_NAMED) -> str:
    names, points = category.leaders, f"{plain(category.highest or Decimal(0))}分"
    if len(names) == category.scored > 1:
        return f"全部{len(names)}个单位（同为{points}）"
    if len(names) > most:
        return f"{_named(names[:most])}等{len(names)}个单位（并列{points}）"
    return f"{_named(names)}（{'并列' * (len(names) > 1)}{points}）"


def _named(names: Sequence[str]) -> str:
    return "、".join(name or "（未写单位）" for name in names[:_MOST_NAMED])


def _averages(found: Statistics) -> str:
    average = found.everything.average
    if average is None:
        return ""
    told = f"全部单位平均{plain(average)}分"
    known = [each.average for each in found.categories if each.average is not None]
    best, worst = max(known), min(known)
    if best != worst:
        told += f"，其中{_with_average(found, best)}最高（{plain(best)}分），{_with_average(found, worst)}最低（{plain(worst)}分）"
    full, units = found.everything.full, found.everything.units
    without = "各单位均没有扣分" if full == units else f"有{full}个单位没有扣分"
    return f"{told}；{without if full else '各单位均有扣分'}。"


def _with_average(found: Statistics, average: Decimal) -> str:
    names = [each.name for each in found.categories if each.average == average]
    return _named(names) + (f"等{len(names)}类" if len(names) > _MOST_NAMED else "")


def _cost(found: Statistics) -> str:
    lost = found.everything.deducted
    if not found.reasons:
        return ""
    first, *others = found.reasons
    share = first.points / lost if lost else Decimal(0)
    times = f"{first.times}次，涉及{first.units}个单位，" if first.times > 1 else ""
    # Points typed without a reason, or a limit on what a unit can lose, make the two sums differ.
    is_all = lost == sum(group.points for group in found.groups)
    part = f"，占全部扣分（{plain(lost)}分）的{plain(round(share * 100, 1))}%" if is_all and found.kinds > 1 else ""
    told = f"扣分最多的是{_quoted(first)}：{times}共扣{plain(first.points)}分{part}"
    return told + "".join(_next(others)) + "。"


def _next(others: Sequence[ReasonFigures]) -> Iterator[str]:
    for each in others[:1]:
        yield f"；其次是{_quoted(each)}，共扣{plain(each.points)}分"


def _quoted(reason: ReasonFigures) -> str:
    return f"“{shortened(reason.wording)}”" + (f"（{reason.code}）" if reason.code else "")


def _open(found: Statistics) -> str:
    count = found.everything.units - found.everything.scored
    return f"另有{count}个单位的得分尚未确定，未计入平均分和分布。" if count else ""
