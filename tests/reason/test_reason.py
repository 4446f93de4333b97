"""What every reading holds, whatever the text: spans, notes, totals, plain segments, length."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.core.findings import Span
from kaohe.reason import parse, plain_segment
from kaohe.reason.model import Clause, Doubt, Filler, Item, Reading
from kaohe.reason.parser import parse_closely
from kaohe.reason.plain import read_plainly
from kaohe.reason.text.script import UNSEEN

pytestmark = pytest.mark.core

ROOM = Path(__file__).parent.parent
LONGEST = 32_767  # characters in an Excel cell


def table_texts() -> list[str]:
    with (ROOM / "data" / "assessment_table.csv").open(encoding="utf-8-sig", newline="") as rows:
        return [row["加扣分原因及分值"] for row in csv.DictReader(rows)]


def case_texts() -> Iterator[str]:
    for file in sorted((ROOM / "cases" / "reading").glob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as rows:
            yield from (row["文字"].strip("『』") for row in csv.DictReader(rows))


CASES = list(case_texts())
WORDS = [
    *"；;，,。.、：:（）()【】“”\n \t-—+0123456789分扣加减每各共计其中无不未",
    "扣0.1分", "加0.5分", "-0.2", "（+1）", "扣分", "不扣分", "合计扣0.3分", "共扣0.1分", "最高2分", "扣完为止", "每次扣0.1分", "各扣0.1分",
    "1.", "（1）", "①", "一是", "一、", "扣分项：", "迟报材料", "会议缺席2次", "石桥村、柳湾村", "90分以上", "3月5日", "20%", "100元", "酌情", "待核实",
    "一票否决", "未完成", "完成", "情节严重的", "\u200b", "\ud800", "\x00", "🙂", "零点五", "半", "×2", "/次", "？",
]  # fmt: skip
texts = st.one_of(
    st.text(st.characters(), max_size=60),
    st.lists(st.sampled_from(WORDS), max_size=30).map("".join),
    st.tuples(st.sampled_from(CASES), st.sampled_from(WORDS), st.sampled_from(CASES)).map("".join),
)


# -- what a reading promises


def check(reading: Reading) -> None:
    """Assert what holds for the reading of any text."""
    place = 0
    for part in reading.parts:
        assert part.span.start == place
        place = part.span.end
        if not isinstance(part, Filler):
            assert reading.text[part.reason_span.start : part.reason_span.end] == part.reason
            for inner in (part.reason_span, part.points_span or part.span):
                assert part.span.start <= inner.start <= inner.end <= part.span.end
    assert place == len(reading.text)
    assert [note.span for note in reading.notes] == sorted(note.span for note in reading.notes)
    assert all(0 <= note.span.start <= note.span.end <= place for note in reading.notes)


@given(texts)
def test_parts_tile_any_text(text: str) -> None:
    check(parse(text))


@given(texts)
def test_total_is_the_sum_or_open(text: str) -> None:
    reading = parse(text)
    points = [part.points for part in reading.items if isinstance(part, Item)]
    is_open = any(isinstance(part, Clause) for part in reading.items) or any(
        note.doubt in (Doubt.ALTERNATIVES, Doubt.TOTAL_DIFFERS, Doubt.REST_DIFFERS) for note in reading.notes
    )
    assert reading.total == (None if is_open else sum(points, Decimal(0)))


@given(texts)
def test_every_clause_has_its_note(text: str) -> None:
    reading = parse(text)
    noted = [note.doubt for note in reading.notes]
    assert all(part.doubt in noted for part in reading.items if isinstance(part, Clause))


# -- the real table


def test_real_table_gives_the_stated_scores() -> None:
    with (ROOM / "data" / "assessment_table.csv").open(encoding="utf-8-sig", newline="") as rows:
        stated = [(row["加扣分原因及分值"], Decimal(row["考核得分"])) for row in csv.DictReader(rows)]
    assert len(stated) == 75
    assert [text for text, score in stated if 100 + (parse(text).total or 0) != score] == []


def test_real_table_deserves_one_remark_only() -> None:
    notes = [note for text in table_texts() for note in parse(text).notes]
    assert [note.doubt for note in notes] == [Doubt.TRAILING_SEPARATOR]


# -- spans and notes


def test_spans_lie_on_the_original_text() -> None:
    text = "１．迟报　材料，扣０．１\n分；"
    (item,) = parse(text).items
    assert isinstance(item, Item)
    assert text[item.reason_span.start : item.reason_span.end] == item.reason == "迟报　材料"
    assert item.points_span is not None
    assert text[item.points_span.start : item.points_span.end] == "扣０．１\n分"
    assert item.points == Decimal("-0.1")


@pytest.mark.parametrize(
    ("text", "doubt", "where", "values"),
    [
        ("迟报材料，扣分", Doubt.NO_POINTS, "扣分", ("扣分",)),
        ("迟报材料；缺席，扣0.1分", Doubt.NO_POINTS, "迟报材料", ("迟报材料",)),
        ("扣0.1分", Doubt.NO_REASON, "扣0.1分", ("扣0.1分",)),
        ("迟到，每次扣0.1分", Doubt.PER_COUNT, "每次扣0.1分", ("每次扣0.1分",)),
        ("迟到，扣1-3分", Doubt.RANGE, "扣1-3分", ("扣1-3分",)),
        ("迟到，酌情扣分", Doubt.DISCRETION, "酌情扣分", ("酌情扣分",)),
        ("迟到，最高扣2分", Doubt.CAP, "最高扣2分", ("最高扣2分",)),
        ("迟到，一票否决", Doubt.VETO, "一票否决", ("一票否决",)),
        ("迟到，待核实，暂扣0.2分", Doubt.PENDING, "待核实，暂扣0.2分", ("待核实，暂扣0.2分",)),
        ("迟到，扣100元", Doubt.MONEY, "扣100元", ("扣100元",)),
        ("迟到，扣0.1.2分", Doubt.UNREADABLE, "扣0.1.2分", ("扣0.1.2分",)),
        ("迟到，扣+0.1分", Doubt.SIGN_CLASH, "扣+0.1分", ("扣+0.1分",)),
        ("迟到，扣0.1（0.2）分", Doubt.UNCLEAR, "扣0.1（0.2）分", ("扣0.1（0.2）分",)),
        ("迟到，扣0.1分；缺席，扣0.2分。共扣0.4分", Doubt.TOTAL_DIFFERS, "共扣0.4分", ("-0.4", "-0.3")),
        ("完成加3分，未完成扣3分", Doubt.ALTERNATIVES, "完成加3分，未完成扣3分", ("完成加3分", "未完成扣3分")),
        ("迟到，扣0.1", Doubt.NO_UNIT, "扣0.1", ("扣0.1",)),
        ("迟到，扣0.1分；", Doubt.TRAILING_SEPARATOR, "；", ("；",)),
        ("迟\u200b到，扣0.1分", Doubt.INVISIBLE, "\u200b", ()),
        ("迟到，扣0.1分。以上请知悉", Doubt.RESIDUE, "以上请知悉", ("以上请知悉",)),
        ("迟到，甲乙扣0.1分", Doubt.UNKNOWN_WORD, "扣0.1分", ("扣0.1分", "甲乙")),
        ("迟到，扣0.1分，已撤销", Doubt.TAKEN_BACK, "扣0.1分", ("扣0.1分",)),
        ("迟到，初扣0.1分", Doubt.REPLACED, "初扣0.1分", ("初扣0.1分",)),
        ("如再迟到，扣0.1分", Doubt.CONDITION, "扣0.1分", ("扣0.1分",)),
        ("上年度扣0.1分", Doubt.OTHER_PERIOD, "上年度扣0.1分", ("上年度扣0.1分",)),
    ],
)
def test_notes_tell_where_and_what(text: str, doubt: Doubt, where: str, values: tuple[str, ...]) -> None:
    (note,) = [note for note in parse(text).notes if note.doubt is doubt]
    assert (text[note.span.start : note.span.end], note.values) == (where, values)


@pytest.mark.parametrize(
    "text", ["迟到，扣0.1分", "迟到（-0.1）；获奖（+1）", "无", "", "1.迟到，扣0.1分。2.缺席，扣0.2分。共扣0.3分。"]
)
def test_clean_texts_leave_no_note(text: str) -> None:
    assert parse(text).notes == ()


def test_columns_heading_lends_its_sign() -> None:
    assert parse("迟报材料0.1分；缺席0.2分").total is None
    assert parse("迟报材料0.1分；缺席0.2分", sign=-1).total == Decimal("-0.3")
    assert parse("获奖，加0.5分", sign=-1).total == Decimal("0.5")


# -- typography never matters


@pytest.mark.parametrize(
    "change",
    [
        str.maketrans("，；：（）", ",;:()"),
        str.maketrans("0123456789.-+()%:;", "０１２３４５６７８９．－＋（）％：；"),
        str.maketrans(
            "减奖点两个钟总计罚无处每员应还补项户类时间从为达", "減獎點兩個鐘總計罰無處每員應還補項戶類時間從為達"
        ),
        {ord("分"): "\u200b分"},
    ],
    ids=["half width", "full width", "traditional", "zero width"],
)
def test_typography_changes_no_total(change: dict[int, Any]) -> None:
    changed = {text: text.translate(change) for text in CASES}
    assert [text for text, other in changed.items() if parse(text).total != parse(other).total] == []


# -- plain segments

REASONS = [
    "个别帮扶干部", "未如实填写记录", "不到位", "驻村工作队员", "未在岗", "被通报", "较多", "参加", "部分", "分管", "负责", "增加", "合格", "一般", "严重",
    "2次", "3户", "3月5日", "20%", "第一书记", "“三会一课”", "执行不严格", "县级", "情况", "要求", "规定", "应", "原", "以上", "未达", "一次", "，", "、",
    "每", "各", "共", "待", "不足5户", "分", "处理", "如", "视", "其中", "并", "的", "10分", "优秀", "初步", "加", "扣", "计划", "建议", "满", "。", "1.",
]  # fmt: skip
segments = st.tuples(
    st.lists(st.sampled_from(REASONS), min_size=1, max_size=9).map("".join),
    st.sampled_from(["，扣0.1分", "，扣2分", "，扣0.20分", "扣0.1分", "，扣0分", "，加1分", ",扣0.1分", "，扣0.1", ""]),
).map("".join)


@given(texts, st.data())
def test_characters_that_nobody_sees_change_nothing(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    unseen = data.draw(st.sampled_from(sorted(UNSEEN)))
    one, other = parse(text), parse(f"{text[:place]}{unseen}{text[place:]}")
    assert one.total == other.total
    assert [getattr(item, "points", None) for item in one.items] == [
        getattr(item, "points", None) for item in other.items
    ]


@given(st.lists(segments, min_size=1, max_size=4))
def test_plain_segments_read_as_their_concatenation(parts: list[str]) -> None:
    text = "；".join(parts)
    items = [plain_segment(part) for part in parts]
    known = [item for item in items if item is not None]
    assert (read_plainly(text) is not None) == (len(known) == len(items))
    if len(known) < len(items):
        return
    reading = parse(text)
    assert reading == parse_closely(text)
    assert [(item.reason, item.points) for item in known] == [
        (item.reason, item.points) for item in reading.items if isinstance(item, Item)
    ]
    assert reading.total == sum((item.points for item in known), Decimal(0))
    assert [reading.text[part.span.start : part.span.end] for part in reading.parts if isinstance(part, Filler)] == [
        "；"
    ] * (len(parts) - 1)


def test_plain_segment_has_spans_of_its_own() -> None:
    item = plain_segment("个别帮扶干部未及时到村开展工作，扣0.1分")
    assert item == Item("个别帮扶干部未及时到村开展工作", Decimal("-0.1"), Span(0, 21), Span(0, 15), Span(16, 21))


@pytest.mark.parametrize("mark", ["。", "；"])
def test_a_closing_mark_keeps_a_text_plain(mark: str) -> None:
    for text in table_texts():
        closed = text.rstrip("；") + mark
        assert read_plainly(closed) is not None
        assert parse(closed) == parse_closely(closed)


def test_real_segments_are_plain() -> None:
    parts = [part for text in table_texts() for part in text.split("；") if part]
    assert [part for part in parts if plain_segment(part) is None] == []


@pytest.mark.parametrize(
    "segment",
    [
        "", "无", "扣0.1分", "迟报材料，扣0.1分", "按时完成全部帮扶工作任务，加3分", "个别帮扶干部未及时到村开展工作，扣0分",
        "驻村工作队员迟到早退，每次，扣0.1分", "群众满意度测评低于90%，扣0.2分", "考核测评结果为优秀等次的，扣0.2分", "1.个别帮扶干部未及时到村，扣0.1分",
        "个别帮扶干部未及时到村开展工作，扣01分", "个别帮扶干部未及时到村开展工作，待核实，扣0.1分", "石桥村、柳湾村未按时上报材料，各扣0.1分",
        "个别帮扶干部未及时到村开展工作，如属实，扣0.1分", "个别帮扶干部未及时到村开展工作，扣0.1分。",
    ],
)  # fmt: skip
def test_what_needs_weighing_is_not_plain(segment: str) -> None:
    assert plain_segment(segment) is None


def test_alternatives_stay_open_though_segments_look_plain() -> None:
    assert parse("按时完成帮扶工作任务的加3分；未完成的扣3分").total is None


# -- length

PATTERNS = [
    "(", ")", "()", "（（", "[(", "1", "1.", "1 ", "；", "，", "\n", " \n", "扣", "扣1分", "扣1分；", "扣0.1分，", "-1；", "每次", "每次扣", "每次扣0分，", "村、",
    "石桥村、", "共扣1分；", "合计扣1分。", "其中", "扣1分。其中扣1分。", "未完成扣1分；完成加1分；", "迟到1次扣1分，", "（扣1分）", "①扣1分", "一是", "不扣分；",
    "0.1分，", "0.1分×", "9" * 9 + "分", "零一二三", "点", "扣1-", "待核实", "：1.", "扣1分（待", "最高1分，", "\u200b", "\ud800", "情节严重的扣1分，", "”", "”扣1分",
    "））））扣1分（（（（",
]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_longest_cells_are_read(pattern: str) -> None:
    check(parse((pattern * LONGEST)[:LONGEST]))


def calls(text: str) -> int:
    """Return how many Python and C calls it takes to read ``text``."""
    count = 0

    def profile(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        parse(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "pattern",
    [
        "扣1分；",
        "扣1分。其中扣1分。",
        "①扣1分",
        "合计扣1分。",
        "（扣1分）",
        "迟到1次扣1分，",
        "未完成扣1分；完成加1分；",
    ],
)
def test_work_grows_with_the_length_only(pattern: str) -> None:
    few, many = calls(pattern * 200), calls(pattern * 800)
    assert many < 5 * few
