"""The Python door: what ``import kaohe`` gives, and the examples in its documentation."""

from __future__ import annotations

import doctest
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import kaohe
from kaohe import api
from kaohe.core.findings import Severity

EXAMPLES = [
    name
    for name in kaohe.__all__
    if getattr(getattr(kaohe, name), "__module__", None) and ">>>" in (getattr(kaohe, name).__doc__ or "")
]
CATALOGUE = "编号,标准表述,加扣,分值,别名\nZ9,食堂饭菜质量不高,扣,0.3,食堂伙食差\n"


@pytest.fixture
def desk(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with the files that the examples name."""
    (tmp_path / "考核表.xlsx").write_bytes((data / "assessment_form.xlsx").read_bytes())
    (tmp_path / "标准目录.csv").write_text(CATALOGUE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(documented: object, name: str, **names: object) -> doctest.TestResults:
    finder, runner = doctest.DocTestFinder(recurse=False), doctest.DocTestRunner()
    for test in finder.find(documented, name, globs=vars(api) | {"Decimal": Decimal} | names):
        runner.run(test)
    return runner.summarize()


def test_the_door_has_examples() -> None:
    assert {"explain", "match", "matcher", "parse", "read", "recalculate", "write"} <= set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_of_each_function_hold(desk: Path, name: str) -> None:
    if name == "write":
        (desk / "结果.xlsx").unlink(missing_ok=True)
    results = run(getattr(kaohe, name), name, sheets=kaohe.read("考核表.xlsx"))
    assert (results.failed, results.attempted > 0) == (0, True)


def test_the_example_of_the_whole_holds(desk: Path) -> None:
    results = run(api, "kaohe.api")
    assert (results.failed, results.attempted) == (0, 4)


def test_importing_is_cheap() -> None:
    script = "import sys; before = set(sys.modules); import kaohe; print(*sorted(set(sys.modules) - before))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert [name for name in loaded if name.startswith("kaohe")] == ["kaohe"]
    assert not {"click", "decimal", "dataclasses", "pathlib"} & set(loaded)


def test_the_function_is_not_hidden_by_a_module() -> None:
    script = "import kaohe.recalculation, kaohe.cli, kaohe; print(callable(kaohe.recalculate), callable(kaohe.match))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]


def test_no_door_has_the_name_of_a_module() -> None:
    folder = Path(kaohe.__file__).parent
    assert not set(kaohe.__all__) & {path.stem for path in folder.iterdir()}


def test_every_name_is_there_and_listed() -> None:
    assert set(kaohe.__all__) <= set(dir(kaohe))
    assert set(api.__all__) | {"__version__"} == set(kaohe.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        kaohe.nonsense  # noqa: B018


def test_in_place_keeps_what_was_there(desk: Path) -> None:
    before = (desk / "考核表.xlsx").read_bytes()
    report = kaohe.write(kaohe.recalculate(kaohe.read("考核表.xlsx")), "考核表.xlsx")
    assert report.changed
    assert report.backup is not None
    assert report.backup.read_bytes() == before


def test_a_file_that_cannot_be_read_is_one_line_for_people(desk: Path) -> None:
    for ask in (kaohe.read, kaohe.matcher):
        with pytest.raises(kaohe.FileProblem) as told:
            ask("没有.csv")
        assert "没有.csv" in told.value.message
        assert "\n" not in told.value.message


def test_findings_are_plain_data(desk: Path) -> None:
    (desk / "表.csv").write_text("单位,加扣分原因及分值\n甲镇,迟报材料，扣分\n".replace("，", "、"), encoding="utf-8")
    outcome = kaohe.recalculate(kaohe.read("表.csv"))
    assert outcome.units[0].score is None
    (error,) = [each for each in outcome.findings if each.severity is Severity.ERROR]
    assert (error.code, error.where.a1) == ("T301", "B2")
    assert kaohe.explain(error.code).startswith("T301")
    with pytest.raises(KeyError):
        kaohe.explain("T999")
