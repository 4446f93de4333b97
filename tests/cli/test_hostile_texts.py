"""Small files with more text than any person writes: read as far as their size allows, and the rest is named."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import xlsxwriter
from tests.assessment.rules.written import sheets_of_text

from kaohe.assessment import appraisal
from kaohe.assessment.appraisal import Allowance, Appraiser
from kaohe.cli import changes
from kaohe.files.opening import read_sheets
from kaohe.files.pages import form_sheet
from kaohe.files.template.source import as_sheets, content_from
from kaohe.matching import Matcher
from kaohe.matching.catalogue import builtin
from kaohe.reason import parser
from kaohe.reason.model import Doubt
from kaohe.recalculation import recalculate
from kaohe.reports.comparison import compare, rows


def table(path: Path, texts: list[str]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("考核表")
        sheet.write_row(0, 0, ["被考核单位", "加扣分原因及分值", "考核得分"])
        for row, text in enumerate(texts, 1):
            sheet.write_row(row, 0, [f"单位{row}", text])
    return path


def test_what_is_not_read_is_named_and_has_no_score(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(appraisal, "_LEAST", 1000)
    texts = ["迟到，扣0.1分", *(f"{number}" + "扣1." * 1000 for number in range(20)), "早退，扣0.2分"]
    file = table(tmp_path / "考核.xlsx", texts)
    outcome = recalculate(read_sheets(file))
    unread = [each.where.row for each in outcome.findings if each.code == "T320" and each.where]
    assert 2 < unread[0] < 20
    assert unread == [*range(unread[0], 24)]
    assert [unit.row for unit in outcome.units if unit.score is None] == unread


def test_the_score_does_not_depend_on_how_many_findings_are_kept(tmp_path: Path) -> None:
    outcome = recalculate(read_sheets(table(tmp_path / "考核.xlsx", ["；".join(["迟到，扣0.1分"] * 250)])))
    assert str(outcome.units[0].score) == "75.0"
    again = [each for each in outcome.findings if each.code == "M506"]
    assert len(again) == 101
    assert again[-1].headline == "本单元格这类提示共249条，只列出前100条。其余149条请照样改正。"


def test_texts_without_a_file_are_all_read() -> None:
    assert recalculate(sheets_of_text("迟到，扣0.1分")).units[0].score is not None
    assert Allowance.of(0).left == float("inf")
    spent = Appraiser(Matcher(builtin()), allowance=Allowance(0))
    assert [note.doubt for note in spent["迟到，扣0.1分"].notes] == [Doubt.UNREAD]


def test_a_large_honest_table_is_read_whole(tmp_path: Path) -> None:
    texts = [
        f"第{number}次会议迟到，扣0.{number % 9 + 1}分；{number}号材料未按时报送，扣0.1分" for number in range(3000)
    ]
    outcome = recalculate(read_sheets(table(tmp_path / "考核.xlsx", texts)))
    assert "T320" not in {each.code for each in outcome.findings}


def test_what_is_made_of_a_file_is_read_as_far_as_the_file(tmp_path: Path) -> None:
    sheets = read_sheets(table(tmp_path / "考核.xlsx", ["迟到，扣0.1分"]))
    content = content_from(sheets)
    assert 0 < sheets.size == content.size == as_sheets(content).size


def test_a_long_text_is_read_once_for_all_cells_that_hold_it(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    plainly = parser.read_plainly
    monkeypatch.setattr(parser, "read_plainly", lambda text: read.append(text) or plainly(text))
    long = "迟到，扣0.1分；" * 200 + "没有记录在案"
    assert parser.parse(long) is parser.parse(long)
    assert read.count(long) == 1
    parser.parse(long, sign=-1)
    assert read.count(long) == 2


def test_a_form_measures_a_few_times_for_each_piece_of_a_long_text(monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[str] = []
    takes_more = form_sheet.takes_more
    monkeypatch.setattr(
        form_sheet, "takes_more", lambda text, *given: measured.append(text) or takes_more(text, *given)
    )
    text = "".join(f"第{number}次迟到，扣0.1分；" for number in range(500))
    pieces = form_sheet._pieces(text)
    assert "".join(pieces) == text
    assert len(pieces) > 10
    together = [each for each in measured if each.count("；") > 1]
    assert len(together) < 8 * len(pieces)
    for piece, following in pairwise(pieces):
        assert not form_sheet._takes_more(piece, form_sheet._PIECE_LINES)
        assert form_sheet._takes_more(piece + following[: following.index("；") + 1], form_sheet._PIECE_LINES)


def test_a_comparison_on_the_screen_shows_the_beginning_of_a_long_text(tmp_path: Path) -> None:
    texts = (["长" * 5000, "无"], ["无", "无"])
    old, new = (read_sheets(table(tmp_path / f"{number}.xlsx", each)) for number, each in enumerate(texts))
    shown = [line for row in rows(compare(old, new)) for line in (changes._change_line(row),)]
    assert any("…（共5000字）" in line for line in shown)
    assert max(map(len, shown)) < 1100
