"""A comparison as the lines that people read, on paper and on a screen alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from kaohe.assessment.outcome import UnitResult
from kaohe.assessment.scoring import plain
from kaohe.core.records import dataclass
from kaohe.core.text import once
from kaohe.reports.comparison.model import ChangeKind, ComparedItem, Comparison, ItemChange, UnitChange

#: What each kind is called, and the sign before it: colour never says it alone.
WORDS: dict[ChangeKind, str] = {
    ChangeKind.UNIT_ADDED: "＋ 新增单位",
    ChangeKind.UNIT_REMOVED: "－ 删去单位",
    ChangeKind.CATEGORY: "≠ 类别变动",
    ChangeKind.ITEM_ADDED: "＋ 新增条目",
    ChangeKind.ITEM_REMOVED: "－ 删去条目",
    ChangeKind.POINTS: "≠ 分值变动",
    ChangeKind.WORDING: "≠ 措辞变动",
    ChangeKind.POINTS_AND_WORDING: "≠ 分值和措辞变动",
    ChangeKind.REMARK: "≠ 附注变动",
    ChangeKind.SUMS: "≠ 加扣分数字变动",
    ChangeKind.SCORE: "↕ 得分随参数变动",
    ChangeKind.STATED: "≠ 填写的得分、名次变动",
    ChangeKind.RANK: "↕ 名次随他人变动",
}
#: Where settings changed too, nobody can say which of the two moved a rank.
_RANK_BY_SETTINGS = "↕ 名次随参数或他人变动"
SETTING_WORD = "≠ 参数变动"
SETTING_SUBJECT = "（参数设置）"
OPEN = "未定"
NO_CATEGORY = "（无类别）"
#: A hidden name keeps the sentence; Excel takes 255 characters.
_LONGEST_SENTENCE = 140


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change; scores and ranks are those of its unit.

    ``first`` marks the first row of a unit.  ``before`` and ``after`` are empty where there is
    nothing to show.
    """

    subject: str
    category: str
    word: str
    before: str
    after: str
    scores: tuple[str, str] = ("", "")
    ranks: tuple[str, str] = ("", "")
    first: bool = True


def rows(comparison: Comparison) -> list[ChangeRow]:
    """Return settings first, then the units that changed themselves, then those that were only moved."""
    found = [ChangeRow(SETTING_SUBJECT, "", SETTING_WORD, *_setting(each.label, each.before, each.after))
             for each in comparison.settings]  # fmt: skip
    words = WORDS | ({ChangeKind.RANK: _RANK_BY_SETTINGS} if comparison.settings else {})
    for unit in (*comparison.own, *comparison.moved):
        found += _unit_rows(unit, words)
    return found


def summary(comparison: Comparison) -> str:
    """Return the one line on everything."""
    if not comparison.units and not comparison.settings:
        return f"两版一致：{comparison.count}个单位的条目、得分、名次都没有变动。"
    kinds = Counter(kind for unit in comparison.units for kind in unit.kinds)
    added, removed = kinds[ChangeKind.UNIT_ADDED], kinds[ChangeKind.UNIT_REMOVED]
    changed = len(comparison.own) - added - removed
    counts = (
        (added, "新增"),
        (removed, "删去"),
        (changed, "有变动"),
        (kinds[ChangeKind.SCORE], "得分随参数变动"),
        (kinds[ChangeKind.RANK], "只有名次变动"),
        (comparison.count - added - changed - len(comparison.moved), "没有变动"),
    )
    parts = [f"{word}{count}个单位" for count, word in counts if count]
    parts += [f"参数变动{len(comparison.settings)}项"] if comparison.settings else []
    return "，".join(parts) + "。"


def in_words(comparison: Comparison) -> str:
    """Return what changed as a sentence of a report: how many units, and whose score moved most."""
    told = f"与上一版相比，{summary(comparison).removeprefix('两版一致：').rstrip('。')}"
    moved = [
        (abs(after - before), unit)
        for unit in comparison.units
        if (found := _scores(unit))
        for before, after in (found,)
    ]
    most, unit = max(moved, key=lambda each: each[0], default=(Decimal(0), None))
    if unit is None or not most or len(told) + len(unit.latest.unit) > _LONGEST_SENTENCE:
        return f"{told}。"
    before, after = _scores(unit) or (Decimal(0), Decimal(0))
    return f"{told}；得分变动最大的是{unit.latest.unit}，由{plain(before)}分变为{plain(after)}分。"


def _scores(change: UnitChange) -> tuple[Decimal, Decimal] | None:
    """Return the scores of a unit that has one in both versions."""
    before, after = change.before, change.after
    if before is None or after is None or before.score is None or after.score is None:
        return None
    return before.score, after.score


def _setting(label: str, before: str, after: str) -> tuple[str, str]:
    return f"{label}：{before}", f"{label}：{after}"


def _unit_rows(change: UnitChange, words: Mapping[ChangeKind, str]) -> Iterator[ChangeRow]:
    unit = change.latest
    scores = (_score(change.before), _score(change.after))
    ranks = (_rank(change.before), _rank(change.after))
    lines = [*(_whole(kind, change) for kind in change.kinds), *map(_item, change.items)]
    for number, (kind, before, after) in enumerate(lines):
        yield ChangeRow(unit.unit, unit.category or "", words[kind], before, after, scores, ranks, first=number == 0)


def _item(change: ItemChange) -> tuple[ChangeKind, str, str]:
    return change.kind, _line(change.before), _line(change.after)


def _line(line: ComparedItem | None) -> str:
    return "" if line is None else line.text


def _whole(kind: ChangeKind, change: UnitChange) -> tuple[ChangeKind, str, str]:
    describe = _DESCRIBED.get(kind)
    sides = (change.before, change.after)
    before, after = ("" if unit is None or describe is None else describe(unit) for unit in sides)
    return kind, before, after


def _reasons(unit: UnitResult) -> str:
    return "；".join([bare for text in unit.texts if (bare := _bare(text)) or text.strip()])


@once
def _bare(text: str) -> str:
    """Return a text without what ends it; one for all units that have it, as the same long text may stand in each row."""
    return text.strip("；;。 \n")


def _category(unit: UnitResult) -> str:
    return unit.category or NO_CATEGORY


def _sums(unit: UnitResult) -> str:
    return f"加{_number(unit.added)}，扣{_number(unit.deducted)}"


def _stated(unit: UnitResult) -> str:
    rank = "" if unit.stated_rank is None else str(unit.stated_rank)
    return f"填写得分{_number(unit.stated_score)}，名次{rank or OPEN}"


_DESCRIBED = {
    ChangeKind.UNIT_ADDED: _reasons,
    ChangeKind.UNIT_REMOVED: _reasons,
    ChangeKind.CATEGORY: _category,
    ChangeKind.SUMS: _sums,
    ChangeKind.STATED: _stated,
}


def _score(unit: UnitResult | None) -> str:
    return "" if unit is None else _number(unit.score)


def _rank(unit: UnitResult | None) -> str:
    return "" if unit is None else unit.rank_said or OPEN


def _number(value: Decimal | None) -> str:
    return OPEN if value is None else plain(value)
