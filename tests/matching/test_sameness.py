"""What is the same reason and what is not: pairs of other trades, both ways round."""

from __future__ import annotations

import json
import random
from decimal import Decimal
from pathlib import Path

import pytest

from kaohe.matching import Matcher
from kaohe.matching.catalogue import Catalogue, Entry, builtin
from kaohe.matching.comparison import what_tells_apart
from kaohe.matching.model import Conflict, Verdict
from kaohe.matching.occasion import counts_in, split_count, strip
from kaohe.matching.twins import find_twins

pytestmark = pytest.mark.core

SAME = (Verdict.STANDARD, Verdict.VARIANT)
APART = [
    "甲村环境卫生较差|乙村环境卫生较差",
    "青石村环境卫生较差|白云村环境卫生较差",
    "A类项目未开工|B类项目未开工",
    "信访件办结率低于90%|信访件办结率低于9%",
    "被区级通报批评|被省级通报批评",
    "迟报材料3天以上|迟报材料3天以内",
    "迟报材料3天以上|迟报材料30天以上",
    "上午迟到|下午迟到",
    "第一季度未完成任务|上半年未完成任务",
    "男职工未体检|女职工未体检",
    "新增一处违建|减少一处违建",
    "主要负责人未参加安委会会议|分管负责人未参加安委会会议",
    "发生一般生产安全事故|发生较大生产安全事故",
    "迟报安全生产周报|迟报安全生产月报",
    "未交班级总结|迟交班级总结",
    "灭火器过期|灭火器缺失",
    "受区政府通报表扬|受区政府通报批评",
    "化解信访积案|未化解信访积案",
    "校运动会团体第一名|校运动会团体第二名",
]
ONE_NOTION = ["早退", "未打卡", "卫生", "缺席", "旷工", "签到", "纠纷", "日志", "垃圾", "上访", "保险"]


def alone(wording: str) -> Matcher:
    return Matcher(Catalogue((Entry("K1", wording, Decimal("-0.1")),)))


@pytest.mark.parametrize("pair", APART)
@pytest.mark.parametrize("turned", [False, True])
def test_apart(pair: str, turned: bool) -> None:
    standard, reason = pair.split("|")[:: -1 if turned else 1]
    assert alone(standard).match(reason).verdict not in SAME


@pytest.mark.parametrize("pair", APART)
def test_each_is_itself_where_the_catalogue_knows_both(pair: str) -> None:
    both = pair.split("|")
    matcher = Matcher(Catalogue(tuple(Entry(wording, wording, None) for wording in both)))
    assert find_twins(matcher) == ()
    for wording in both:
        assert matcher.match(f"检查发现{wording}").entries in ((), matcher.match(wording).entries)


@pytest.mark.parametrize("word", ONE_NOTION)
def test_one_shared_notion_is_no_match(word: str) -> None:
    assert Matcher(builtin()).match(word).verdict is Verdict.UNKNOWN


def test_the_entrys_own_word_may_mean_it() -> None:
    assert Matcher(builtin()).match("未在岗").verdict is Verdict.VARIANT


def test_opposites_are_said_to_be_such() -> None:
    assert alone("化解信访积案").match("未化解信访积案").conflict is Conflict.OPPOSITE


@pytest.mark.parametrize(
    ("reason", "here", "there"), [("乙村环境卫生较差", "乙", "甲"), ("迟报材料30天以上", "30天", "3天")]
)
def test_what_differs_is_named(reason: str, here: str, there: str) -> None:
    standard = {"乙": "甲村环境卫生较差", "3": "迟报材料3天以上"}[here[0]]
    (difference,) = what_tells_apart(reason, Entry("K1", standard, None))
    assert (difference.here, difference.there) == (here, there)


def test_pairs_of_another_trade(data: Path) -> None:
    gold = json.loads((data / "catalogue" / "townwork.gold.json").read_text(encoding="utf-8"))
    wordings = {entry["id"]: entry["wording"] for entry in gold["entries"]}
    for pair in gold["never_join"]:
        one, other = wordings[pair["a"]], wordings[pair["b"]]
        assert alone(one).match(other).verdict not in SAME, (one, other)
        assert alone(other).match(one).verdict not in SAME, (other, one)


def test_no_text_of_another_trade_gets_a_wrong_entry(data: Path) -> None:
    gold = json.loads((data / "catalogue" / "townwork.gold.json").read_text(encoding="utf-8"))
    entries = [Entry(each["id"], each["wording"], None) for each in gold["entries"] if each["kind"] == "entry"]
    matcher = Matcher(Catalogue(tuple(entries)))
    found = {item["text"]: (matcher.match(item["text"]), item["entry"]) for item in gold["items"]}
    same = [(match.entries[0].code, entry) for match, entry in found.values() if match.verdict in SAME]
    assert all(code == entry for code, entry in same)
    assert len(same) >= 145


class TestOccasion:
    @pytest.mark.parametrize(
        ("reason", "left"),
        [
            ("3月12日晚自习迟到", "晚自习迟到"),
            ("第10周安全生产周报漏报", "安全生产周报漏报"),
            ("302宿舍被子未叠", "宿舍被子未叠"),
            ("5号楼2单元楼道有垃圾", "楼道有垃圾"),
            ("露天焚烧秸秆被区环委办通报", "露天焚烧秸秆"),
            ("暗访发现河道漂浮垃圾两处", "河道漂浮垃圾"),
            ("一般事故", "一般事故"),
        ],
    )
    def test_strip(self, reason: str, left: str) -> None:
        assert strip(reason).text == left

    @pytest.mark.parametrize(
        ("reason", "bare", "tail"),
        [
            ("未在岗2人", "未在岗", "2人"),
            ("未在岗，共2人次", "未在岗", "，共2人次"),
            ("迟报材料", "迟报材料", ""),
            ("2人", "2人", ""),
        ],
    )
    def test_split_count(self, reason: str, bare: str, tail: str) -> None:
        assert split_count(reason) == (bare, tail)

    def test_counts(self) -> None:
        assert counts_in("未在岗2人，每人扣0.2分") >= {2}
        assert counts_in("迟到，扣0.1分×3") >= {3}


class TestRemembered:
    def test_dates_and_names_are_judged_once(self) -> None:
        matcher, chance, asked = Matcher(builtin()), random.Random(5), []
        judging = matcher._judge
        judge = judging._judge  # counting steps, as times say nothing here
        judging._judge = lambda line: asked.append(line) or judge(line)  # type: ignore[method-assign]
        reasons = ["驻村队员脱岗", "未按时报送工作总结", "村里卫生脏乱差"]
        for _ in range(3_000):
            day = f"{chance.randint(1, 12)}月{chance.randint(1, 28)}日"
            matcher.match(day + chance.choice(reasons))
        assert len(asked) <= 4 * len(reasons)

    def test_numbers_count_where_an_entry_has_some(self) -> None:
        matcher = alone("学生考勤登记每日少于2次")
        assert matcher.match("学生考勤登记每日少于5次").verdict is Verdict.UNKNOWN
        assert matcher.match("学生考勤登记，每日少于2次的").verdict in SAME
