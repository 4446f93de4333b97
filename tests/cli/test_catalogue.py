"""``kaohe catalogue`` and ``kaohe accept``: from a draft to a check that leaves nothing unknown."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from tests.cli.conftest import Run

TOWN = "catalogue/townwork.xlsx"


def codes(run: Run) -> set[str]:
    return {finding["code"] for finding in run.json["findings"]}


def test_draft_decide_check(kaohe: Callable[..., Run], data: Path, tmp_path: Path) -> None:
    draft, result = tmp_path / "整理.xlsx", tmp_path / "结果.xlsx"
    assert kaohe("catalogue", data / TOWN, "-o", draft).code == 0
    book = openpyxl.load_workbook(draft)
    sheet = book["目录整理"]
    head = [cell.value for cell in sheet[3]]
    assert head[:6] == ["处理", "并入", "编号", "标准表述", "加扣", "分值"]
    assert len(sheet.data_validations.dataValidation) == 3
    rows = {row[3].value: row for row in sheet.iter_rows(min_row=4) if row[3].value}
    rows["发生一般生产安全事故"][3].value = "发生一般安全生产事故"  # renamed
    rows["承办全省乡村振兴现场会"][0].value = "不要"
    rows["负面舆情处置不及时"][0].value, rows["负面舆情处置不及时"][1].value = "并入", rows["发生负面舆情"][2].value
    book.save(draft)
    assert kaohe("catalogue", data / TOWN, "--adopt", draft, "-o", result).code == 0
    run = kaohe("check", result, "--json")
    assert [each["message"] for each in run.json["findings"] if each["code"] == "M502"] == []
    unknown = [each["message"] for each in run.json["findings"] if each["code"] == "M503"]
    assert len(unknown) == 1
    assert "乡村振兴现场会" in unknown[0]
    # 督查事项反馈内容与事实不符 may be what was done, or what a review found of the deduction: asked (P430), its entry has no points.
    assert codes(run) <= {"M501", "M503", "M506", "P430", "C103"}


def test_drafting_twice_keeps_what_was_decided(kaohe: Callable[..., Run], data: Path, tmp_path: Path) -> None:
    draft, result, again = (tmp_path / name for name in ("整理.xlsx", "结果.xlsx", "再整理.xlsx"))
    kaohe("catalogue", data / TOWN, "-o", draft)
    kaohe("catalogue", data / TOWN, "--adopt", draft, "-o", result)
    kaohe("catalogue", result, "-o", again)
    assert kaohe("catalogue", result, "--adopt", again, "--in-place").code == 0
    sheets = [openpyxl.load_workbook(path)["目录整理"] for path in (draft, again)]
    first, second = (
        {(row[2], row[3], row[5]) for row in sheet.iter_rows(min_row=4, values_only=True)} for sheet in sheets
    )
    assert first == second


def test_draft_as_data(kaohe: Callable[..., Run], data: Path) -> None:
    (draft,) = [each for each in kaohe("catalogue", data / TOWN, "--json").json if each["wording"] == "露天焚烧垃圾"]
    assert (draft["sign"], draft["points"]) == ("-", "0.2")
    assert "9月4日露天梦烧垃圾" in draft["items"]


def test_the_real_table_finds_its_22_entries(kaohe: Callable[..., Run], data: Path) -> None:
    draft = kaohe("catalogue", data / "assessment_form.xlsx", "--json").json
    assert len(draft) == 22


@pytest.mark.parametrize(
    ("text", "column", "value"),
    [("不是一条保留的条目", 0, "并入"), ("用了两次", 2, "K01")],
)
def test_unclear_decisions_are_named(
    kaohe: Callable[..., Run], data: Path, tmp_path: Path, text: str, column: int, value: str
) -> None:
    draft = tmp_path / "整理.xlsx"
    kaohe("catalogue", data / TOWN, "-o", draft)
    book = openpyxl.load_workbook(draft)
    for row in list(book["目录整理"].iter_rows(min_row=6, max_row=7)):
        row[column].value = value
    book.save(draft)
    run = kaohe("catalogue", data / TOWN, "--adopt", draft, "-o", tmp_path / "结果.xlsx")
    assert run.code == 2
    assert text in run.err
    assert not (tmp_path / "结果.xlsx").exists()


def test_a_workbook_without_a_draft(kaohe: Callable[..., Run], data: Path, tmp_path: Path) -> None:
    run = kaohe("catalogue", data / TOWN, "--adopt", data / TOWN, "-o", tmp_path / "结果.xlsx")
    assert (run.code, "目录整理" in run.err) == (2, True)


def test_new_drafts_where_the_built_in_catalogue_does_not_fit(
    kaohe: Callable[..., Run], data: Path, tmp_path: Path
) -> None:
    out = tmp_path / "新表.xlsx"
    assert "整理出" in kaohe("new", out, "--from", data / TOWN).out
    assert "M507" not in codes(kaohe("check", out, "--json"))
    own = tmp_path / "恩阳.xlsx"
    assert "整理出" not in kaohe("new", own, "--from", data / "assessment_form.xlsx").out


class TestAccept:
    @pytest.mark.parametrize("how", ["--alias", "--adopt", "--verified"])
    def test_all_of_a_wording_at_once(self, kaohe: Callable[..., Run], data: Path, tmp_path: Path, how: str) -> None:
        book = tmp_path / "表.xlsx"
        shutil.copy(data / "assessment_form.xlsx", book)
        before = kaohe("check", book, "--json").json
        assert sum(each["code"] == "M502" for each in before["findings"]) == 12
        assert kaohe("accept", book, how, "暗访发现驻村干部未在岗", "--in-place").code == 0
        after = kaohe("check", book, "--json").json
        assert sum(each["code"] == "M502" for each in after["findings"]) == 7
        assert not any(each["code"] == "M503" for each in after["findings"])
        assert [unit["score"] for unit in after["units"]] == [unit["score"] for unit in before["units"]]

    def test_everything(self, kaohe: Callable[..., Run], data: Path, tmp_path: Path) -> None:
        out = tmp_path / "表.xlsx"
        assert kaohe("accept", data / "assessment_form.xlsx", "--alias", "全部", "-o", out).code == 0
        assert codes(kaohe("check", out, "--json")) == {"S204", "T306"}

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--alias", "没有这种说法"], "不是待定的说法"),
            (["--alias", "督查时驻村干部未在岗=Z99"], "没有编号"),
            (["--alias", "督查时驻村干部未在岗", "--verified", "督查时驻村干部未在岗"], "两种决定"),
            ([], "请写上决定"),
        ],
    )
    def test_what_cannot_be_done(
        self, kaohe: Callable[..., Run], data: Path, tmp_path: Path, arguments: list[str], said: str
    ) -> None:
        run = kaohe("accept", data / "assessment_form.xlsx", *arguments, "-o", tmp_path / "表.xlsx")
        assert (run.code, said in run.err) == (2, True)
        assert not (tmp_path / "表.xlsx").exists()
