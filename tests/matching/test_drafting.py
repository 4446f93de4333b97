"""A catalogue drafted from a heap of reasons: what is joined, what is not, what is proposed."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from kaohe.matching.drafting import Proposal, Use, draft

pytestmark = pytest.mark.core


def of(*texts: str, points: str | None = "-0.2") -> tuple[Proposal, ...]:
    return draft([Use(text, None if points is None else Decimal(points)) for text in texts])


def groups(*texts: str) -> set[frozenset[str]]:
    return {frozenset(wording.text for wording in proposal.wordings) for proposal in of(*texts)}


@pytest.fixture(scope="module")
def gold() -> Any:
    path = Path(__file__).parents[1] / "data" / "catalogue" / "townwork.gold.json"
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def drafted(gold: Any) -> tuple[Proposal, ...]:
    return draft([Use(item["text"], Decimal(str(item["points"])), item["unit"]) for item in gold["items"]])


class TestAnotherTrade:
    def test_nothing_is_joined_wrongly(self, gold: Any, drafted: tuple[Proposal, ...]) -> None:
        entry = {item["text"]: item["entry"] for item in gold["items"]}
        for proposal in drafted:
            assert len({entry[wording.text] for wording in proposal.wordings}) == 1

    def test_most_is_found(self, gold: Any, drafted: tuple[Proposal, ...]) -> None:
        place = {wording.text: number for number, one in enumerate(drafted) for wording in one.wordings}
        texts = defaultdict(set)
        for item in gold["items"]:
            texts[item["entry"]].add(item["text"])
        pairs = [pair for found in texts.values() for pair in combinations(sorted(found), 2)]
        assert sum(place[one] == place[other] for one, other in pairs) > 0.9 * len(pairs)

    def test_points_of_one_time_by_majority(self, gold: Any, drafted: tuple[Proposal, ...]) -> None:
        entry = {item["text"]: item["entry"] for item in gold["items"]}
        right = {
            each["id"]: Decimal(str(each["points"])) * (-1 if each["sign"] == "-" else 1) for each in gold["entries"]
        }
        sizes = Counter(entry[one.wordings[0].text] for one in drafted)
        for proposal in drafted:
            name = entry[proposal.wordings[0].text]
            if sizes[name] == 1:
                assert proposal.points == right[name], proposal.wording


@pytest.mark.parametrize(
    "texts",
    [
        ("露天焚烧秸秆", "露天焚烧秸秆4处", "5月3日露天焚烧秸秆", "东湾村露天焚烧秸秆", "秸秆露天焚烧"),
        ("信访件未按期办结", "未按期办结信访件", "信访事项逾期办结"),
        ("病历书写不规范", "病案书写不合规", "检查发现病历书写不规范2份"),
        ("未佩戴安全帽", "没有戴安全帽", "3号车间未佩戴安全帽"),
    ],
)
def test_joined(texts: tuple[str, ...]) -> None:
    assert groups(*texts) == {frozenset(texts)}


@pytest.mark.parametrize(
    "texts",
    [
        ("男生宿舍未关灯", "女生宿舍未关灯"),
        ("迟报安全生产周报", "迟报安全生产月报"),
        ("未交月总结", "迟交月总结"),
        ("交接班未按时", "交接班记录未按时"),
        ("灭火器过期", "药品过期"),
        ("迟到5分钟以内", "迟到5分钟以上"),
        ("环境卫生被区级通报", "环境卫生被省级通报"),
        ("上半年未开展消防演练", "下半年未开展消防演练"),
        ("急诊科医生未洗手", "急诊科护士未洗手"),
        ("1500米未达标", "800米未达标"),
        ("获评周文明班级", "获评月文明班级"),
        ("班长未参加升旗", "副书记未参加升旗"),
    ],
)
def test_apart(texts: tuple[str, ...]) -> None:
    assert groups(*texts) == {frozenset({text}) for text in texts}


def test_plus_and_minus_are_never_one() -> None:
    found = draft([Use("获市级表扬", Decimal("0.5")), Use("获市级表扬的", Decimal("-0.5"))])
    assert len(found) == 2


def test_slip_of_the_hand() -> None:
    texts = ["督查事项未按期反馈"] * 3 + ["督查事项未按期反馈3项", "督查事项未按期反馈2项", "督查事项未按期反溃"]
    assert len(of(*texts)) == 1


def test_a_word_for_two_reasons_belongs_to_neither() -> None:
    many = ["男生宿舍卫生差"] * 3 + ["女生宿舍卫生差"] * 3 + ["宿舍卫生差"]
    assert len(of(*many)) == 3


def test_exceptions_and_units() -> None:
    (proposal,) = draft(
        [
            Use("迟报材料", Decimal("-0.2"), "甲镇"),
            Use("迟报材料", Decimal("-0.2"), "乙镇"),
            Use("迟报材料", Decimal("-0.5"), "丙镇"),
            Use("迟报材料2次", Decimal("-0.4"), "甲镇"),
        ]
    )
    assert (proposal.wording, proposal.points, proposal.sign, proposal.uses) == ("迟报材料", Decimal("-0.2"), -1, 4)
    assert [use.unit for use in proposal.exceptions] == ["丙镇"]
    assert proposal.units == ("丙镇", "乙镇", "甲镇")


def test_opposites_stand_side_by_side() -> None:
    found = of("化解信访积案", "迟报材料", "未化解信访积案")
    names = [proposal.wording for proposal in found]
    assert abs(names.index("化解信访积案") - names.index("未化解信访积案")) == 1
    assert all(near.opposite for proposal in found for near in proposal.near)


def test_nothing_to_draft() -> None:
    assert draft([]) == ()
    assert draft([Use("……", None)]) == ()
