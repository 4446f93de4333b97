"""The file of headings: what a clerk may add, and what becomes of a line that is wrong."""

from __future__ import annotations

import pytest

from kaohe.core.reading import Role
from kaohe.core.table import Gap, GapKind
from kaohe.tables import vocabulary
from kaohe.tables.find import find_tables
from kaohe.tables.vocabulary import Vocabulary, read_vocabulary, shipped

pytestmark = pytest.mark.core

HEAD = "词,位置,含义,把握"


def test_a_word_means_its_role_where_it_stands() -> None:
    words = read_vocabulary([HEAD, "督查,全,扣分,90", "罚,尾,扣分,80", "奖,首,加分,70", "电话,含,无关,100"])
    assert words.broken == ()
    found = {key: words.find(key) for key in ("督查", "督查表", "重罚", "奖励", "联系电话号码", "别的")}
    assert {key: word and word.role for key, word in found.items()} == {
        "督查": Role.DEDUCTED, "督查表": None, "重罚": Role.DEDUCTED, "奖励": Role.ADDED, "联系电话号码": Role.OUTSIDE, "别的": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    "line", ["督查,尾,扣分", "督查,中,扣分,90", "督查,尾,扣光,90", "督查,尾,扣分,多", ",尾,扣分,90"]
)
def test_a_broken_line_is_left_out_and_named(line: str) -> None:
    words = read_vocabulary([HEAD, line, "罚,尾,扣分,80"])
    assert words.broken == (f"第2行“{line}”",)
    assert words.find("重罚") is not None


def test_broken_lines_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Vocabulary(*shipped()[:4], broken=("第2行“督查,尾,扣分”",))
    monkeypatch.setattr("kaohe.tables.find.shipped", lambda: broken)
    assert find_tables([]).gaps == (Gap(GapKind.BROKEN_WORDS, None, (vocabulary.FILE, "第2行“督查,尾,扣分”")),)


def test_no_line_of_the_shipped_file_is_broken() -> None:
    assert shipped().broken == ()
