"""Plain lines and the JSON that scripts hold on to."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from tests.core.tables import table

from kaohe.core.schema import Field
from kaohe.core.table import Sheets
from kaohe.matching import Matcher
from kaohe.matching.catalogue import builtin
from kaohe.reason import parse
from kaohe.recalculation import recalculate
from kaohe.reports.render import finding_lines, match_json, outcome_json, reading_json, signed, summary, tie_text

pytestmark = pytest.mark.core

D = Decimal


def outcome_of(*reasons: str, **columns: list[object]) -> object:
    fields = {Field.UNIT: [f"第{n}镇" for n in range(len(reasons))], Field.REASONS: list(reasons)}
    extra = {Field[name]: values for name, values in columns.items()}
    return recalculate(Sheets((table(fields | extra, categories=["镇"] * len(reasons)),)))  # type: ignore[arg-type]


def test_outcome() -> None:
    outcome = outcome_of(
        "个别帮扶干部未如实填写帮扶记录，扣0.10分；暗访发现驻村工作队员未在岗被通报，扣0.2分",
        "迟报材料，扣分",
        SCORE=[D("99.7"), None],
        RANK=[D(1), None],
    )
    found = outcome_json(outcome)  # type: ignore[arg-type]
    assert found["units"] == [
        {
            "sheet": "考核数据",
            "row": 2,
            "unit": "第0镇",
            "category": "镇",
            "added": "0",
            "deducted": "0.3",
            "score": "99.7",
            "rank": 1,
            "stated_score": "99.7",
            "stated_rank": 1,
        },
        {
            "sheet": "考核数据",
            "row": 3,
            "unit": "第1镇",
            "category": "镇",
            "added": None,
            "deducted": None,
            "score": None,
            "rank": None,
            "stated_score": None,
            "stated_rank": None,
        },
    ]
    variant = found["findings"][0]  # type: ignore[index]
    assert variant == {
        "code": "M502",
        "severity": "warning",
        "message": variant["message"],
        "sheet": "考核数据",
        "cell": "B2",
        "span": [23, 39],
        "fix": {
            "title": "改为标准表述（B01）",
            "applicability": "suggested",
            "edits": [{"span": [23, 39], "text": "暗访发现驻村工作队员未在岗"}],
        },
    }
    assert found["changes"] == 0
    assert json.loads(json.dumps(found)) == found


def test_summary_and_lines() -> None:
    outcome = outcome_of("迟报材料，扣分", "无")
    assert summary(outcome) == "共2个单位，提示2条，其中错误1条"  # type: ignore[arg-type]
    lines = finding_lines(outcome.findings)  # type: ignore[attr-defined]
    assert lines[1] == (
        "【T301】考核数据 第2行“加扣分原因及分值”：“迟报材料，扣分”没有写分值。请在“扣”后写数字，例如“扣0.5分”。"
    )


@pytest.mark.parametrize(
    ("text", "total", "points"),
    [
        ("迟到，扣0.1分；早退，扣0.20分", "-0.3", ["-0.1", "-0.2"]),
        ("获表彰，加0.5分", "+0.5", ["+0.5"]),
        ("无", "0", []),
        ("迟到，扣分", None, [None]),
        ("迟到，扣0.1分；早退，扣0.2分，共扣0.5分", None, ["-0.1", "-0.2"]),
    ],
)
def test_reading(text: str, total: str | None, points: list[str | None]) -> None:
    found = reading_json(parse(text))
    assert found["total"] == total
    assert [item["points"] for item in found["items"]] == points  # type: ignore[index, attr-defined]
    assert json.loads(json.dumps(found)) == found


def test_findings_of_a_reading() -> None:
    (finding,) = reading_json(parse("迟到，扣分"))["findings"]  # type: ignore[misc]
    assert finding == {
        "code": "T301",
        "severity": "error",
        "message": "【T301】“迟到，扣分”没有写分值。请在“扣”后写数字，例如“扣0.5分”。",
        "span": [3, 5],
    }


@pytest.mark.parametrize(
    ("reason", "verdict", "code", "codes"),
    [
        ("暗访发现驻村工作队员未在岗", "standard", "B01", ["B01"]),
        ("暗访发现驻村工作队员未在岗被通报", "variant", "B01", ["B01"]),
        ("农家书屋开放时间不足", "unknown", None, []),
        ("个别帮扶干部未如实填写帮扶记录、对驻村工作队考勤不规范", "conflict", None, ["A06", "B03"]),
    ],
)
def test_match(reason: str, verdict: str, code: str | None, codes: list[str]) -> None:
    found = match_json(Matcher(builtin()).match(reason))
    assert (found["verdict"], found["code"], found["codes"]) == (verdict, code, codes)
    assert all(0 <= each["score"] <= 100 for each in found["candidates"])  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, ""), (1, "与甲并列"), (3, "与甲、乙、丙并列"), (5, "与甲、乙、丙等5个单位并列")],
)
def test_ties(count: int, said: str) -> None:
    assert tie_text("甲乙丙丁戊"[:count]) == said


@pytest.mark.parametrize(("points", "said"), [("0.50", "+0.5"), ("-0.10", "-0.1"), ("0", "0"), ("-0", "0")])
def test_signed(points: str, said: str) -> None:
    assert signed(D(points)) == said
