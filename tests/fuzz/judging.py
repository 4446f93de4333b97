"""What must hold whatever a file or a text is; each function raises where it does not."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

from kaohe.core.problem import FileProblem
from kaohe.excel.functions.checking import standard_reason
from kaohe.excel.functions.points import score_unit
from kaohe.files.disk.source import read_original
from kaohe.files.opening import read_sheets
from kaohe.files.xlsx.writer import write_outcome
from kaohe.reason import parse
from kaohe.recalculation import recalculate

_PIECES = (
    "迟到", "早退", "未及时报送材料", "会议缺席", "不", "未", "无", "没有", "获市级表彰", "每次", "每人", "共", "合计", "3次",
    "扣", "加", "减", "各", "分", "0.1", "0.2分", "1", "十", "半", "两", "扣0.1分", "加0.5分", "-0.1", "+1", "－0.2", "（", "）",
    "，", "；", "。", "、", ":", "\n", " ", "\u3000", "\u200b", "1.", "(2)", "①", "²", "％", "%", "1-3", "2025年3月", "1/2",
    "一票否决", "不扣分", "\x1b[2J", "\ud800", "\U0001f600", "e5", "NaN", "=", "'", "A1", "\u202e", "封顶", "最高", "以上", "另",
)  # fmt: skip


#: How many of the texts meet a catalogue: preparing one takes a hundred times longer than reading a text.
_WITH_CATALOGUE = 0.05


def file_is_read_or_refused(path: Path, out: Path) -> None:
    """Read, compute, write; what was written must be readable, and writing it again must change nothing."""
    try:
        source = read_original(path)
        sheets = read_sheets(source)
    except FileProblem as problem:
        _sentence(problem)
        return
    outcome = recalculate(sheets)
    if path.suffix != ".xlsx":
        return
    try:
        write_outcome(source, out, outcome)
    except FileProblem as problem:
        _sentence(problem)
        assert not out.exists(), "refused, and yet written"
        return
    again = read_original(out)
    assert not write_outcome(again, out, recalculate(read_sheets(again))).changed, "a second run changes something"


def _sentence(problem: FileProblem) -> None:
    assert problem.message.endswith("。"), problem.message
    assert "\n" not in problem.message, problem.message


def text_is_read(rng: random.Random) -> None:
    """Read a random text and put it into the wording of a random catalogue: no character lost, no point changed."""
    text = "".join(rng.choices(_PIECES, k=rng.randrange(1, 14)))
    reading = parse(text)
    for item in reading.items:
        start, end = item.span
        assert 0 <= start <= end <= len(text), text
    if rng.random() > _WITH_CATALOGUE:
        return
    rows = _catalogue(rng)

    before, after = _score(text), _score(standard_reason(text, rows))
    assert before == after, f"{text!r}: {before!r} → {after!r} in the wording of {rows!r}"


def _score(text: object) -> object:
    """Return the score of a text, or its error without the words that say why: they quote the text."""
    score = score_unit(text)
    return getattr(score, "error", score)


def _catalogue(rng: random.Random) -> tuple[tuple[object, ...], ...]:
    rows = [
        (
            f"A{number}",
            "".join(rng.choices(_PIECES, k=rng.randrange(1, 5))),
            rng.choice(("扣", "加")),
            Decimal(rng.randrange(1, 9)) / 10,
            "".join(rng.choices(_PIECES, k=rng.randrange(0, 3))),
        )
        for number in range(rng.randrange(1, 4))
    ]
    return (("编号", "标准表述", "加扣", "分值", "别名"), *rows)
