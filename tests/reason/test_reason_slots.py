"""The closed slots around points: no word between reason, 扣, figure and what follows changes them silently."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.core.text import fold
from kaohe.reason import parse
from kaohe.reason.model import Doubt, Reading
from kaohe.reason.parser import parse_closely
from kaohe.reason.phrasebook import BOOK, PROBLEM, BrokenLineError, Effect, Slot, load
from kaohe.reason.phrases.pieces import may_tell

pytestmark = pytest.mark.core

ROOM = Path(__file__).parent.parent
NUMERALS = frozenset("零〇一二两三四五六七八九十百半点俩仨壹贰叁肆伍陆柒捌玖拾佰")


def real_items() -> list[str]:
    with (ROOM / "data" / "assessment_table.csv").open(encoding="utf-8-sig", newline="") as rows:
        texts = [row["加扣分原因及分值"] for row in csv.DictReader(rows)]
    return sorted({item for text in texts for item in text.split("；") if "，扣" in item})


ITEMS = real_items()
CHARACTERS = sorted({char for text in [*ITEMS, *BOOK.words[Slot.BEFORE], *BOOK.words[Slot.BEHIND]] for char in text})
LETTERS = [char for char in CHARACTERS if "\u4e00" <= char <= "\u9fff" and char not in NUMERALS]


def short(words: dict[str, Effect]) -> list[str]:
    return [word for word in (each.strip("，") for each in words) if 0 < len(word) <= 4 and not NUMERALS & set(word)]


KNOWN = [
    word
    for slot in (Slot.BEFORE, Slot.BETWEEN, Slot.BEHIND, Slot.LOOKING_BACK, Slot.TALK, Slot.MAYBE, Slot.FRAME)
    for word in short(BOOK.words[slot])
]
insertions = st.one_of(st.text(st.sampled_from(LETTERS), min_size=1, max_size=4), st.sampled_from(KNOWN))


def inserted(item: str, words: str, place: str) -> str:
    verb = item.rindex("，扣")
    at = {"reason": verb, "verb": verb + 1, "figure": verb + 2, "unit": item.rindex("分"), "end": len(item)}[place]
    return item[:at] + words + item[at:]


@given(st.sampled_from(ITEMS), insertions, st.sampled_from(["reason", "verb", "figure", "unit", "end"]))
def test_no_word_changes_silently_what_counts(item: str, words: str, place: str) -> None:
    text = inserted(item, words, place)
    assert parse(text).total in (parse(item).total, None), text


@given(st.sampled_from(ITEMS), insertions, st.sampled_from(["reason", "verb", "figure", "unit", "end"]))
def test_fast_path_and_grammar_agree(item: str, words: str, place: str) -> None:
    text = inserted(item, words, place)
    assert parse(text) == parse_closely(text)


FRAGMENTS = sorted({clause for item in ITEMS for clause in item[: item.rindex("，扣")].split("，")})
reasons = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.sampled_from(KNOWN), st.just("，")), min_size=1, max_size=5)


@given(st.lists(reasons.map(lambda pieces: "".join(pieces) + "，扣0.1分"), min_size=1, max_size=3))
def test_fast_path_and_grammar_agree_on_any_reasons(segments: list[str]) -> None:
    text = "；".join(segments)
    assert parse(text) == parse_closely(text)


OPEN_BEFORE = {Effect.HOLD, Effect.CANCEL, Effect.ABOUT, Effect.PERIOD, Effect.CAP, Effect.DISCRETION, Effect.REPLACE}
OPEN_BEHIND = {Effect.HOLD, Effect.CANCEL, Effect.REPLACE, Effect.REFUND, Effect.CONDITION, Effect.PERIOD, Effect.ABOUT}


def words_of(slot: Slot, effects: set[Effect]) -> list[str]:
    return [word.strip("，") for word, effect in BOOK.words[slot].items() if effect in effects and "…" not in word]


def test_each_word_that_leaves_points_open_does_so_before_the_verb() -> None:
    read = {word: parse(f"会议缺席，{word}扣0.2分").total for word in words_of(Slot.BEFORE, OPEN_BEFORE)}
    assert {word: total for word, total in read.items() if total is not None} == {}


def test_each_word_that_leaves_points_open_does_so_behind_the_figure() -> None:
    words = words_of(Slot.BEHIND, OPEN_BEHIND)
    read = {word: parse(f"会议缺席，扣0.2分，{word}").total for word in words}
    halved = {word: total for word, total in read.items() if total not in (None, 0)}
    assert halved.keys() <= {"减半", "折半"}
    assert {word: total for word, total in read.items() if total == 0} == {}


@pytest.mark.parametrize(
    "text",
    [
        "迟到扣0.1分，{}，缺席扣0.2分",
        "迟到，扣0.1分；{}",
        "迟到，扣0.1分。{}。",
        "迟到，扣0.1分（{}）",
        "迟到，扣0.1分{}",
    ],
)
def test_words_that_look_back_reach_the_points_before_them(text: str) -> None:
    words = words_of(Slot.BEHIND, {Effect.HOLD, Effect.CANCEL, Effect.REFUND, Effect.PERIOD})
    read = {word: parse(text.format(word)).total for word in words if word not in ("销号不扣", "下不为例不扣")}
    assert {word: total for word, total in read.items() if total is not None} == {}


#: From here on the figure is the one that holds, or half of it.
SETTLED = re.compile("从[宽轻严重]")


@pytest.mark.parametrize("text", ["离开岗位，{}，扣0.1分", "离开岗位，扣0.1分，{}", "离开岗位，扣0.1分（{}）"])
def test_what_always_speaks_of_points_does_so_wherever_it_stands(text: str) -> None:
    words = [word for word in BOOK.words[Slot.TALK] if "…" not in word and not SETTLED.search(word)]
    read = {word: parse(text.format(word)) for word in words}
    silent = {word for word, reading in read.items() if reading.total == Decimal("-0.1") and not reading.notes}
    assert silent == set()


@pytest.mark.parametrize("slot", [Slot.TALK, Slot.MAYBE, Slot.NET])
def test_the_glance_overlooks_no_word(slot: Slot) -> None:
    assert [word for word in BOOK.words[slot] if not may_tell(word.replace("…", "某某"))] == []


def test_words_that_may_be_conduct_ask_only_where_nothing_was_done() -> None:
    assert parse("重复，扣0.1分").total is None
    assert parse("上报的数字重复，扣0.1分").total == Decimal("-0.1")


# -- the law of figures


_FIGURE = re.compile(
    r"(?<![0-9a-z.])[0-9]+(?:\.[0-9]+)?分(?![钟之管])|(?<![0-9a-z年月日号.])[+-][0-9]+(?:\.[0-9]+)?(?![0-9.]|[户人次名日月号时年])"
)
_ELSE = re.compile(r"满分|得|以[上下内]|封顶|上限|不超|最[高多低]|总分|基准|达|[（(\[【][0-9.]+分[）)\]】]")
#: Pieces that chance has stuck together to another figure, or to a part of a building.
_STUCK = re.compile(r"[0-9]{2}|楼[+-]|-[0-9.]+-[0-9]|[0-9]分[+-]|[)）][(（]")
PIECES = [
    "迟到", "卫生差", "纪律", "获奖", "301室", "，", "；", "。", " ", "、", "-1", "+2", "-0.5", "扣1分", "扣0.2", "加1分", "0.3分", "扣2", "加1", "减2",
    "（-1）", "共扣3分", "合计-2", "①", "1.", "2、", "周报未交", "3号楼", "2班", "每次扣0.1分", "2次", "不扣分", "已撤销", "经复核", "退回0.2分", "追加0.1分",
]  # fmt: skip


def unaccounted(reading: Reading) -> list[str]:
    """Return the figures that stand in nothing but wording while the total is known and nothing is said about them."""
    text = fold(reading.text)
    known = [item.points_span for item in reading.items if item.points_span]
    noted = [note.span for note in reading.notes]
    return [
        figure[0]
        for figure in _FIGURE.finditer(text)
        for wording in (item.reason_span for item in reading.items)
        if wording.start <= figure.start() < wording.end
        and not any(span.start <= figure.start() < span.end for span in [*known, *noted])
    ]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join))
def test_no_figure_stays_in_the_wording(text: str) -> None:
    reading = parse(text)
    if reading.total is not None and not _ELSE.search(text) and not _STUCK.search(text):
        assert unaccounted(reading) == [], text


# -- the list of words


def test_the_shipped_list_is_whole() -> None:
    assert PROBLEM is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("新词,动词前,无,", "第2行的位置“动词前”不认识"),
        ("新词,分值前,没了,", "第2行的作用“没了”不认识"),
        ("新词,分值前", "第2行应有4栏"),
        (",分值前,无,", "第2行没有写词语"),
        ("新词,分值前,无,\n新词,分值前,撤销,", "第3行的“新词”前面已有"),
    ],
)
def test_a_broken_line_is_named(line: str, said: str) -> None:
    with pytest.raises(BrokenLineError, match=said):
        load("词语,位置,作用,说明\n" + line)


def test_a_line_spells_out_its_words() -> None:
    book = load("词语,位置,作用,说明\n待/拟+（先）扣 ，甲,分值前,暂缓,")
    assert set(book.words[Slot.BEFORE]) == {"待扣", "待先扣", "拟扣", "拟先扣", "，甲"}


@pytest.mark.parametrize(
    ("own", "words"), [("新词,分值前,无,", None), ("新词,分值前,无", None), ("新词,何处,无,", "第1行的位置")]
)
def test_an_office_adds_its_own_words(tmp_path: Path, own: str, words: str | None) -> None:
    import subprocess
    import sys

    file = tmp_path / "词语.csv"
    file.write_text(own, encoding="utf-8")
    script = (
        "from kaohe.reason import parse, phrasebook; print(phrasebook.PROBLEM); print(parse('旷会，新词扣1分').total)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"KAOHE_PHRASES": str(file), "PYTHONUTF8": "1", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    problem, total = done.stdout.splitlines()
    assert (words in problem and "已改用自带的词语表" in problem) if words else problem == "None"
    assert total == ("None" if words else "-1")


def totals(texts: Sequence[str]) -> list[Decimal | None]:
    return [parse(text).total for text in texts]


def test_what_is_read_and_what_is_asked() -> None:
    read = [
        "旷会，应扣2分，实扣1分",
        "旷会，扣2分，减半执行",
        "旷会，扣0.5分，追加0.2分",
        "旷会，扣0.5分，核减0.2分",
        "旷会，扣0.5分，申诉成立，不予扣分",
    ]
    assert totals(read) == [Decimal(-1), Decimal(-1), Decimal("-0.7"), Decimal("-0.3"), Decimal(0)]
    asked = [
        "旷会，扣0.5分，申诉成立",
        "旷会，扣2分，迟到，扣1分，复核后改扣1分",
        "旷会，扣0.5分，退回0.6分",
        "旷会，扣2分，减半扣0.5分",
    ]
    assert totals(asked) == [None] * len(asked)
    assert Doubt.TAKEN_BACK in {note.doubt for note in parse(asked[0]).notes}
