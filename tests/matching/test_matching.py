"""Matching: what holds for any catalogue, and for any text."""

from __future__ import annotations

import csv
import random
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.matching import Matcher, compare
from kaohe.matching.catalogue import Catalogue, Entry, builtin
from kaohe.matching.comparison import Side
from kaohe.matching.explanation import Signal, explain
from kaohe.matching.model import Conflict, Match, Verdict
from kaohe.matching.twins import find_twins

pytestmark = pytest.mark.core

MATCHER = Matcher(builtin())


def matcher(*wordings: str) -> Matcher:
    entries = (Entry(f"K{number}", wording, Decimal("-1")) for number, wording in enumerate(wordings, start=1))
    return Matcher(Catalogue(tuple(entries)))


def codes(match: Match) -> list[str]:
    return [entry.code for entry in match.entries]


def test_real_table(data: Path) -> None:
    found: Counter[tuple[str, str]] = Counter()
    with (data / "assessment_table.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            for item in filter(None, row["加扣分原因及分值"].split("；")):
                match = MATCHER.match(re.sub(r"，扣[\d.]+分$", "", item))
                found[match.verdict, codes(match)[0] if match.verdict is Verdict.VARIANT else ""] += 1
    assert found == {("standard", ""): 125, ("variant", "B01"): 11, ("variant", "B04"): 1}


class TestOtherCatalogues:
    SCHOOL = matcher(
        "未按规定开展消防安全演练",
        "食堂食品留样不规范",
        "校车驾驶员未签订安全责任书",
        "学生考勤登记每日少于2次",
        "学生考勤登记每日少于3次",
        "受到市级以上表彰",
    )

    @pytest.mark.parametrize(
        ("reason", "code"),
        [
            ("未按规定开展消防安全演", "K1"),
            ("检查发现未按规定开展消房安全演练", "K1"),
            ("食堂食品溜样不规范", "K2"),
            ("食品留样不规范", "K2"),
            ("校车驾驶员没有签订安全责任书", "K3"),
            ("安全责任书未签订（校车驾驶员）", "K3"),
        ],
    )
    def test_variant(self, reason: str, code: str) -> None:
        match = self.SCHOOL.match(reason)
        assert (match.verdict, codes(match)) == (Verdict.VARIANT, [code])

    @pytest.mark.parametrize(
        "reason", ["食堂食品留样规范", "校车驾驶员已签订安全责任书", "按规定开展消防安全演练", "未受到市级以上表彰"]
    )
    def test_opposite(self, reason: str) -> None:
        match = self.SCHOOL.match(reason)
        assert (match.verdict, match.conflict) == (Verdict.CONFLICT, Conflict.OPPOSITE)

    @pytest.mark.parametrize("reason", ["食堂从业人员未持健康证", "消防器材过期", "校车超载"])
    def test_unknown(self, reason: str) -> None:
        assert self.SCHOOL.match(reason).verdict is Verdict.UNKNOWN

    def test_other_number_is_another_entry(self) -> None:
        match = self.SCHOOL.match("学生考勤登记每日少于3次的问题")
        assert codes(match) == ["K5"]
        assert self.SCHOOL.match("学生考勤登记每日少于5次").verdict is Verdict.UNKNOWN

    def test_empty_catalogue(self) -> None:
        assert matcher().match("食堂食品留样不规范") == Match(Verdict.UNKNOWN)

    def test_entry_without_letters_is_no_entry(self) -> None:
        assert matcher("……", "食堂食品留样不规范").match("，").verdict is Verdict.UNKNOWN


class TestMemory:
    ALIAS = Entry("K1", "食堂食品留样不规范", None, aliases=("食品没留够48小时",), rejected=("食堂留样食品不规范",))
    TAUGHT = Matcher(Catalogue((ALIAS,)))

    def test_confirmed_wording_is_standard(self) -> None:
        assert self.TAUGHT.match("食品没留够48小时；").verdict is Verdict.STANDARD

    def test_slip_in_a_confirmed_wording_is_a_variant(self) -> None:
        assert self.TAUGHT.match("食品没留购48小时").verdict is Verdict.VARIANT

    def test_rejected_wording_is_never_offered_again(self) -> None:
        assert (
            Matcher(Catalogue((Entry("K1", "食堂食品留样不规范", None),))).match("食堂留样食品不规范").verdict
            is Verdict.VARIANT
        )
        assert self.TAUGHT.match("食堂 留样食品不规范。") == Match(Verdict.UNKNOWN)
        assert self.TAUGHT.match("1.食堂留样食品不规范") == Match(Verdict.UNKNOWN)


class TestDoubtfulCatalogues:
    def test_wording_twice_is_a_conflict_naming_both(self) -> None:
        match = matcher("食堂食品留样不规范", "食堂食品留样，不规范").match("食堂食品留样不规范")
        assert (match.verdict, match.conflict, codes(match)) == (Verdict.CONFLICT, Conflict.DUPLICATE, ["K1", "K2"])

    def test_reason_that_fits_two_entries_is_left_to_a_person(self) -> None:
        match = matcher("食堂管理不规范，食品留样不足", "食堂管理不规范，餐具消毒不严").match("食堂管理不规范")
        assert match.verdict is Verdict.UNKNOWN
        assert {candidate.entry.code for candidate in match.candidates} == {"K1", "K2"}

    def test_twins(self) -> None:
        doubtful = matcher("驻村队员脱岗", "食堂食品留样不规范", "暗访发现驻村工作队员未在岗", "驻村队员在岗")
        assert [(one.code, other.code) for one, other in find_twins(doubtful)] == [("K1", "K3")]

    def test_builtin_has_no_twins(self) -> None:
        assert find_twins(MATCHER) == ()


class TestCandidates:
    def test_at_most_three_best_first_each_entry_once(self) -> None:
        match = MATCHER.match("帮扶单位指导基层组织建设有差距")
        scores = [candidate.score for candidate in match.candidates]
        assert match.verdict is Verdict.UNKNOWN
        assert len(scores) == 3
        assert scores == sorted(scores, reverse=True)
        assert len({candidate.entry.code for candidate in match.candidates}) == 3

    def test_standard_scores_100(self) -> None:
        assert MATCHER.match("对驻村工作队考勤不规范").candidates[0].score == 100


class TestAnyText:
    @given(st.text())
    def test_total_and_repeatable(self, text: str) -> None:
        assert MATCHER.match(text) == MATCHER.match(text)

    @given(st.data())
    def test_pieces_of_the_catalogue_in_any_order(self, draw: st.DataObject) -> None:
        pieces = re.findall(r"\w{1,4}|\W", "".join(entry.wording for entry in MATCHER.catalogue.entries))
        text = "".join(draw.draw(st.lists(st.sampled_from(pieces), max_size=40)))
        match = MATCHER.match(text)
        assert (match.verdict is Verdict.UNKNOWN) == (not match.entries)
        assert (match.verdict is Verdict.CONFLICT) == (match.conflict is not None)

    @pytest.mark.parametrize(
        "piece", ["（", "1", "，", "未", "不", "1.", "驻村工作队员未在岗，", "、且", "\u200b", "𠮷", "帮扶"]
    )
    def test_longest_cell(self, piece: str) -> None:
        text = (piece * 32_767)[:32_767]
        assert MATCHER.match(text).verdict is Verdict.UNKNOWN
        assert (
            "".join(part.text for part in compare(text, MATCHER.catalogue.entries[0]) if part.side is not Side.STANDARD)
            == text
        )

    def test_order_of_entries_does_not_matter(self) -> None:
        entries = list(MATCHER.catalogue.entries)
        random.Random(7).shuffle(entries)
        shuffled = Matcher(Catalogue(tuple(entries)))
        for reason in ("督查发现队员脱岗", "个别帮扶干部满意度不高", "信访矛盾较多，环境卫生差", "驻村工作队员在岗"):
            ours, theirs = MATCHER.match(reason), shuffled.match(reason)
            assert (ours.verdict, set(codes(ours))) == (theirs.verdict, set(codes(theirs)))


class TestCompare:
    ENTRY = Entry("K1", "驻村队员“未在岗”", None)

    def test_original_characters_of_the_reason_are_kept(self) -> None:
        segments = compare("（驻村 干部）末在岗；", self.ENTRY)
        assert "".join(part.text for part in segments if part.side is not Side.STANDARD) == "（驻村 干部）末在岗；"
        assert [part.text for part in segments if part.side is Side.REASON] == ["干部）末"]
        assert [part.text for part in segments if part.side is Side.STANDARD] == ["队员“未"]

    def test_typography_is_no_difference(self) -> None:
        assert {part.side for part in compare("驻村队员 未在岗。", self.ENTRY)} == {Side.BOTH}

    def test_nothing_written(self) -> None:
        assert [part.side for part in compare("", self.ENTRY)] == [Side.STANDARD]


class TestExplain:
    @pytest.mark.parametrize(
        ("reason", "signal", "here", "there"),
        [
            ("个别帮扶干部未如实填写帮扶 记录", Signal.SAME_LETTERS, (), ()),
            ("个别帮扶干部未如实填写帮扶纪录", Signal.SLIP, ("纪",), ("记",)),
            ("督查发现驻村队员脱岗", Signal.SAME_MEANING, ("脱岗",), ("在岗",)),
            ("驻村工作队员在岗", Signal.OPPOSITE, ("在岗",), ("未", "在岗")),
            ("驻村工作队员未在岗、未挂牌", Signal.BESIDE, ("挂牌",), ()),
            ("驻村工作队员人身意外保险未购买", Signal.UNSAID, (), ("保障",)),
            ("帮扶单位指导基层组织建设有差距", Signal.AS_NEAR, (), ()),
            ("会议室投影设备损坏，驻村队员反映考勤机老化", Signal.TOO_FAR, (), ()),
            ("信访矛盾较多，环境卫生差", Signal.ALSO, (), ()),
        ],
    )
    def test_signal(self, reason: str, signal: Signal, here: tuple[str, ...], there: tuple[str, ...]) -> None:
        found = [(one.here, one.there) for one in explain(MATCHER, reason).evidence if one.signal is signal]
        assert found
        assert any(set(here) <= set(ours) and set(there) <= set(theirs) for ours, theirs in found)

    def test_memory_is_named(self) -> None:
        assert explain(TestMemory.TAUGHT, "食品没留够48小时。").evidence[0].there == ("食品没留够48小时",)
        assert explain(TestMemory.TAUGHT, "食堂留样食品不规范").evidence[0].signal is Signal.REJECTED

    def test_match_is_the_matchers(self) -> None:
        for reason in ("", "队员脱岗", "abc", "驻村工作队员在岗"):
            assert explain(MATCHER, reason).match == MATCHER.match(reason)
