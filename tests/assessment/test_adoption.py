"""Standard wordings into texts: whatever a catalogue holds, the points stay."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaohe.assessment.adoption import adopt, standard_wording
from kaohe.core.findings import Edit, Span
from kaohe.excel.functions.checking import check_reason, standard_reason
from kaohe.matching.catalogue import Entry
from kaohe.reason import parse

pytestmark = pytest.mark.core

HEAD = ("编号", "标准表述", "加扣", "分值", "别名")
STUBBORN = (
    "迟报材料，扣0.1分",
    "迟报材料扣0.1分",
    "迟报材料（扣0.1分）",
    "迟报材料，每次扣0.1分",
    "迟报材料；会议缺席",
    "迟报材料-0.1",
    "无",
    "迟报，加0.5分",
)


@pytest.mark.parametrize("wording", STUBBORN)
@pytest.mark.parametrize(
    "text", ["迟报，扣0.2分", "迟报，扣0.2分；会议缺席，扣0.3分", "1.迟报，扣0.2分", "迟报2次，每次扣0.1分"]
)
def test_no_wording_changes_points(wording: str, text: str) -> None:
    catalogue = (HEAD, ("A1", wording, "扣", Decimal("0.1"), "迟报"))
    changed = standard_reason(text, catalogue)
    assert parse(str(changed)).total == parse(text).total


def test_a_good_wording_is_put() -> None:
    catalogue = (HEAD, ("A1", "迟报材料", "扣", Decimal("0.1"), "迟报"))
    assert standard_reason("迟报2次，每次扣0.1分", catalogue) == "迟报材料2次，每次扣0.1分"


def test_the_count_stays() -> None:
    assert standard_wording("未在岗，共2人", Entry("A1", "驻村队员未在岗", None)) == "驻村队员未在岗，共2人"


def test_only_the_edit_that_changes_points_is_left_out() -> None:
    text = "迟报，扣0.2分；早退，扣0.1分"
    edits = [Edit(Span(0, 2), "迟报材料，扣1分"), Edit(Span(9, 11), "会议早退")]
    assert adopt(text, edits) == "迟报，扣0.2分；会议早退，扣0.1分"


class TestCounts:
    CATALOGUE = (HEAD, ("B01", "驻村队员未在岗", "扣", Decimal("0.2"), "未在岗"))

    @pytest.mark.parametrize(
        "text",
        [
            "未在岗2人，每人扣0.2分，共扣0.4分",
            "未在岗2人，每人扣0.2分",
            "未在岗3人次，扣0.6分",
            "未在岗，扣0.2分",
            "未在岗，扣0.2分×2",
        ],
    )
    def test_agree(self, text: str) -> None:
        assert check_reason(text, self.CATALOGUE) == "无误"

    @pytest.mark.parametrize(
        "text", ["未在岗，扣0.4分", "未在岗2人，扣0.6分", "未在岗2人，扣0.3分", "未在岗2人，加0.4分"]
    )
    def test_differ(self, text: str) -> None:
        assert "M501" in str(check_reason(text, self.CATALOGUE))
