"""``kaohe export``: what goes out comes back the same, and what cannot go out is said."""

from __future__ import annotations

import csv
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.cli import messages
from kaohe.core.problem import FileProblem
from kaohe.core.schema import Field
from kaohe.core.table import Table
from kaohe.files.docx import write_document
from kaohe.files.export import csv_of, pdf_of
from kaohe.files.opening import read_tables
from kaohe.files.plaintext import grids_from_csv
from kaohe.files.plaintext.decode import typed
from kaohe.files.plaintext.formulas import guarded
from kaohe.reports.form import NO_TITLE, FormUnit, make_form

OUTPUTS = ("docx", "csv")
HEAD = ("类别", "序号", "被考核单位", "加扣分原因及分值")


@pytest.fixture
def workbook(kaohe: Callable, data: Path, tmp_path: Path) -> Path:
    """Return the real table as a recalculated workbook of the template."""
    path = tmp_path / "a.xlsx"
    kaohe("new", path, "--from", data / "assessment_form.docx")
    assert kaohe("recalc", path, "--in-place").code == 0
    return path


def only_table(path: Path) -> Table:
    (table,) = read_tables(path).tables
    return table


def texts(path: Path) -> list[tuple[object, ...]]:
    """Return what a file says of each unit: category, number, name and reasons, in order."""
    table = only_table(path)
    columns = [table.column(name) for name in (Field.NUMBER, Field.UNIT, Field.REASONS)]
    return [
        (category, *("" if column is None else str(column.values[unit]) for column in columns))
        for unit, category in enumerate(table.categories)
    ]


def results(kaohe: Callable, path: Path) -> list[tuple[str, str | None, int | None]]:
    """Return name, score and rank of each unit as ``check`` computes them."""
    return [(unit["unit"], unit["score"], unit["rank"]) for unit in kaohe("check", path, "--json").json["units"]]


def table_of(folder: Path, *rows: tuple[str, ...]) -> Path:
    """Write a small table as CSV, without guarding anything."""
    path = folder / "表.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    return path


def test_the_form_as_word_document_goes_round(kaohe: Callable, workbook: Path, tmp_path: Path) -> None:
    document, again = tmp_path / "b.docx", tmp_path / "c.xlsx"
    assert kaohe("export", workbook, "--docx", document).code == 0
    assert kaohe("new", again, "--from", document).code == 0
    assert len(texts(again)) == 75
    assert texts(again) == texts(workbook)
    assert results(kaohe, again) == results(kaohe, workbook)


def test_scores_and_ranks_of_the_form_are_kept_for_the_audit(kaohe: Callable, workbook: Path, tmp_path: Path) -> None:
    kaohe("export", workbook, "--docx", tmp_path / "b.docx")
    units = kaohe("check", tmp_path / "b.docx", "--json").json["units"]
    assert [unit["score"] for unit in units] == [unit["stated_score"] for unit in units]
    assert [unit["rank"] for unit in units] == [unit["stated_rank"] for unit in units]


def test_the_csv_is_the_real_table_byte_for_byte(kaohe: Callable, workbook: Path, data: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.csv"
    assert kaohe("export", workbook, "--csv", target).code == 0
    assert target.read_bytes() == b"\xef\xbb\xbf" + (data / "assessment_table.csv").read_bytes()
    assert results(kaohe, target) == results(kaohe, workbook)


@pytest.mark.parametrize("name", ["assessment_form.xlsx", "assessment_table.csv", "assessment_form.txt"])
def test_any_readable_table_goes_out(kaohe: Callable, data: Path, tmp_path: Path, name: str) -> None:
    assert kaohe("export", data / name, "--docx", tmp_path / "b.docx").code == 0
    assert [row[1:3] for row in texts(tmp_path / "b.docx")] == [row[1:3] for row in texts(data / name)]


def test_formulas_in_texts_come_back_as_texts(kaohe: Callable, tmp_path: Path) -> None:
    rows = [
        ("甲类", "1", "'=cmd|' /C calc'!A0", "'=1+1，扣0.1分"),
        ("甲类", "2", "'@SUM(A1)", "'-未到岗，扣0.1分"),
        ("甲类", "3", "'+86局", "''=双引，扣0.1分"),
    ]
    source, target = table_of(tmp_path, *rows), tmp_path / "out.csv"
    kaohe("export", source, "--csv", target)
    with target.open(encoding="utf-8-sig", newline="") as file:
        assert [tuple(row[:4]) for row in csv.reader(file)] == [HEAD, *rows]
    assert texts(target) == texts(source)
    assert texts(target)[1][2:] == ("@SUM(A1)", "-未到岗，扣0.1分")


@given(st.text(st.sampled_from("'\"=+-@＝,;\t\r\n 　a甲0。"), max_size=12))
def test_any_text_in_a_csv_is_read_as_it_was(text: str) -> None:
    entry = FormUnit("甲类", Decimal(1), "甲局", text, Decimal("99.9"), 1)
    (grid,) = grids_from_csv(csv_of([entry]))
    expected = typed(text) if guarded(text) == text else text
    assert list(grid.row(2))[:6] == ["甲类", Decimal(1), "甲局", expected, Decimal("99.9"), Decimal(1)]


def test_half_a_character_is_marked() -> None:
    (grid,) = grids_from_csv(csv_of([FormUnit("甲类", Decimal(1), "坏\ud800字", None, None, None)]))
    assert list(grid.row(2))[:6] == ["甲类", Decimal(1), "坏\ufffd字", None, None, None]


def test_units_without_a_score_are_blank_and_said_so(kaohe: Callable, tmp_path: Path) -> None:
    source = table_of(tmp_path, ("甲类", "1", "甲局", "迟报材料，扣分"), ("甲类", "2", "乙局", "迟到，扣0.1分"))
    run = kaohe("export", source, "--docx", tmp_path / "b.docx")
    assert run.code == 1
    assert run.out.splitlines()[1:] == [
        messages.EXPORT_BLANK.format(count=1),
        messages.EXPORT_ERRORS.format(count=1, name=source.name),
        NO_TITLE,
    ]
    scores, ranks = (only_table(tmp_path / "b.docx").column(name) for name in (Field.SCORE, Field.RANK))
    assert scores is not None
    assert ranks is not None
    assert (list(scores.values), list(ranks.values)) == ([None, "99.9"], [None, "1"])


def test_computed_results_go_out_and_other_stated_ones_are_counted(kaohe: Callable, data: Path, tmp_path: Path) -> None:
    source, target = tmp_path / "表.csv", tmp_path / "b.csv"
    source.write_bytes((data / "assessment_table.csv").read_bytes().replace(b",99.6,4\r\n", b",99.5,4\r\n", 1))
    run = kaohe("export", source, "--csv", target)
    assert (run.code, messages.EXPORT_DIFFERS.format(count=1) in run.out) == (1, True)
    assert target.read_bytes()[3:] == (data / "assessment_table.csv").read_bytes()


@pytest.mark.parametrize("count", [0, 1, 2000])
@pytest.mark.parametrize("kind", OUTPUTS)
def test_forms_of_any_size(kaohe: Callable, tmp_path: Path, kind: str, count: int) -> None:
    rows = [(f"类别{number // 100}", str(number), f"单位{number}", "迟到，扣0.1分") for number in range(count)]
    target = tmp_path / f"b.{kind}"
    run = kaohe("export", table_of(tmp_path, *rows), f"--{kind}", target)
    assert messages.EXPORTED.format(units=count, path=target) in run.out
    assert texts(target) == [(category, *rest) for category, *rest in rows]


@pytest.mark.parametrize("kind", OUTPUTS)
def test_a_reason_of_five_pages_is_whole(kaohe: Callable, tmp_path: Path, kind: str) -> None:
    reasons = "；".join(f"第{number}次抽查时个别帮扶干部未如实填写帮扶记录，扣0.1分" for number in range(200))
    source = table_of(tmp_path, ("甲类", "1", "甲局", reasons))
    kaohe("export", source, f"--{kind}", tmp_path / f"b.{kind}")
    assert texts(tmp_path / f"b.{kind}") == [("甲类", "1", "甲局", reasons)]


def test_an_older_file_is_kept_under_a_dated_name(kaohe: Callable, data: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.csv"
    target.write_bytes(b"older")
    run = kaohe("export", data / "assessment_form.xlsx", "--csv", target)
    (kept,) = tmp_path.glob("b_备份_*.csv")
    assert kept.read_bytes() == b"older"
    assert messages.KEPT_BACKUP.format(path=kept) in run.out


@pytest.mark.parametrize("kind", OUTPUTS)
def test_twice_the_same_leaves_one_file(kaohe: Callable, data: Path, tmp_path: Path, kind: str) -> None:
    for _ in range(2):
        assert kaohe("export", data / "assessment_form.xlsx", f"--{kind}", tmp_path / f"b.{kind}").code == 0
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("choice", [(), ("--csv", "x.csv", "--docx", "x.docx")])
def test_one_target_is_wanted(kaohe: Callable, data: Path, choice: tuple[str, ...]) -> None:
    run = kaohe("export", data / "assessment_form.xlsx", *choice)
    assert (run.code, messages.EXPORT_WHERE_TO in run.err) == (2, True)


def test_the_source_is_never_the_target(kaohe: Callable, tmp_path: Path) -> None:
    source = table_of(tmp_path, ("甲类", "1", "甲局", "无"))
    before = source.read_bytes()
    assert kaohe("export", source, "--csv", source).code == 2
    assert source.read_bytes() == before


def test_the_suffix_must_say_what_is_in_the_file(kaohe: Callable, data: Path, tmp_path: Path) -> None:
    run = kaohe("export", data / "assessment_form.xlsx", "--docx", tmp_path / "b.doc")
    assert (run.code, ".docx" in run.err, list(tmp_path.iterdir())) == (2, True, [])


@pytest.mark.parametrize(
    ("name", "lock", "program"),
    [
        ("表.docx", ".~lock.表.docx#", "LibreOffice"),
        ("上报表.docx", "~$上报表.docx", "Word"),
        ("年度考核上报表.docx", "~$度考核上报表.docx", "Word"),
        ("二〇二五年考核上报表.docx", "~$二五年考核上报表.docx", "Word"),
        ("上报表.docx", ".~上报表.docx", "WPS 文字"),
        ("表.csv", "~$表.csv", "Excel"),
    ],
)
def test_a_target_that_is_open_elsewhere_is_refused(
    kaohe: Callable, data: Path, tmp_path: Path, name: str, lock: str, program: str
) -> None:
    target = tmp_path / name
    target.write_bytes(b"older")
    (tmp_path / lock).touch()
    run = kaohe("export", data / "assessment_form.xlsx", f"--{target.suffix[1:]}", target)
    assert (run.code, f"有人正在用 {program} 打开它" in run.err) == (2, True)
    assert target.read_bytes() == b"older"


def test_a_read_only_target_is_refused(kaohe: Callable, data: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.csv"
    target.write_bytes(b"older")
    target.chmod(stat.S_IREAD)
    run = kaohe("export", data / "assessment_form.xlsx", "--csv", target)
    target.chmod(stat.S_IREAD | stat.S_IWRITE)
    assert (run.code, "只读" in run.err, target.read_bytes()) == (2, True, b"older")


# -- PDF


def pages(pdf: Path) -> list[str]:
    """Return the text of each page."""
    command = ["pdftotext", "-layout", str(pdf), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    return text.split("\f")[:-1]


@pytest.mark.libreoffice
def test_the_form_as_pdf(kaohe: Callable, data: Path, tmp_path: Path) -> None:
    target = tmp_path / "上报表.pdf"
    assert kaohe("export", data / "assessment_form.docx", "--pdf", target).code == 0
    found = pages(target)
    assert "区委分管领导审核意见：" in found[0]
    assert all("被考核单位" in page and "加扣分原因及分值" in page for page in found)
    assert [f"第 {number} 页，共 {len(found)} 页" in page for number, page in enumerate(found, 1)] == [True] * len(
        found
    )
    (code,) = {line.split()[0] for page in found for line in page.splitlines() if line.startswith("数据校验码")}
    assert code == "数据校验码：GLVW-R84C"
    assert not [page for page in found if "区政府分管领导审核意见" in page][1:]


@pytest.mark.libreoffice
@pytest.mark.parametrize("count", range(10, 15))
def test_a_band_never_ends_a_page(tmp_path: Path, count: int) -> None:
    entries = [unit("甲类", f"甲{number}局") for number in range(count)] + [
        unit("乙类", f"乙{number}局") for number in range(9)
    ]
    path = tmp_path / "b.pdf"
    path.write_bytes(pdf_of(write_document(make_form(entries))))
    (page,) = [page for page in pages(path) if "乙类" in page]
    assert "乙0局" in page


def unit(category: str, name: str) -> FormUnit:
    return FormUnit(category, None, name, "迟到，扣0.1分", Decimal("99.9"), 1)


DOCUMENT = write_document(make_form([unit("甲类", "甲局")]))


def test_without_libreoffice_a_way_out_is_named(
    kaohe: Callable, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("kaohe.files.libreoffice.PLACES", ())
    run = kaohe("export", data / "assessment_form.xlsx", "--pdf", tmp_path / "b.pdf")
    assert run.code == 2
    assert "没有找到 LibreOffice" in run.err
    assert "Word 文档" in run.err
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a function that puts a shell script in the place of LibreOffice."""
    if sys.platform == "win32":
        pytest.skip("the stand-in for LibreOffice is a shell script")

    def install(script: str) -> None:
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    return install


def test_libreoffice_that_fails_is_quoted(stand_in: Callable[[str], None]) -> None:
    stand_in("echo 第一行 >&2; echo source file could not be loaded >&2; exit 1")
    with pytest.raises(FileProblem, match="source file could not be loaded") as problem:
        pdf_of(DOCUMENT)
    assert "\n" not in problem.value.message


def test_libreoffice_that_hangs_is_ended_with_all_it_started(stand_in: Callable[[str], None], tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    stand_in(f"sleep 60 & echo $! > {pid}; wait")
    with pytest.raises(FileProblem, match="超过 1 秒没有完成"):
        pdf_of(DOCUMENT, seconds=1)
    assert has_ended(int(pid.read_text()))


def has_ended(process: int) -> bool:
    """Say whether a process ends within five seconds; one that nobody waited for counts as ended."""
    deadline = datetime.now().timestamp() + 5
    while datetime.now().timestamp() < deadline:
        state = Path(f"/proc/{process}/stat")
        if not state.exists() or ") Z" in state.read_text():
            return True
        time.sleep(0.05)
    return False
