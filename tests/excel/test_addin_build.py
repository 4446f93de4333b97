"""The built files: the same bytes each time, and exactly the texts inside."""

from __future__ import annotations

import time
import warnings
import zipfile
from pathlib import Path

import openpyxl
import pytest
from tests.ooxml import problems

from kaohe.core.functions import FUNCTIONS
from kaohe.core.problem import FileProblem
from kaohe.excel.addin.build import build_addin, build_workbook
from kaohe.excel.addin.intellisense import SHEET, help_rows
from kaohe.excel.addin.ribbon_xml import ribbon_xml
from kaohe.excel.addin.sources import DOCUMENT_MODULE, read_modules

BUILDS = {"kaohe.xlam": build_addin, "kaohe.xlsm": build_workbook}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    for name, build in BUILDS.items():
        build(folder / name)
    return folder


@pytest.mark.parametrize("name", BUILDS)
def test_second_build_gives_the_same_bytes(name: str, built: Path, tmp_path: Path) -> None:
    time.sleep(2)  # a zip file keeps times at two seconds
    BUILDS[name](tmp_path / name)
    assert (tmp_path / name).read_bytes() == (built / name).read_bytes()
    assert [file.name for file in tmp_path.iterdir()] == [name]


def modules_inside(file: Path) -> dict[str, str]:
    """Return the modules that oletools finds in a file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # oletools calls its parser by old names
        from oletools.olevba import VBA_Parser

        return {Path(stream).stem: text for _, _, stream, text in VBA_Parser(str(file)).extract_macros()}


@pytest.mark.parametrize("name", BUILDS)
def test_modules_inside_are_the_sources(name: str, built: Path) -> None:
    found = modules_inside(built / name)
    for module in read_modules():
        assert found[module.name].endswith(module.code)
    documents = {DOCUMENT_MODULE, *(name for name in found if name.startswith("Sheet"))}
    assert set(found) - documents == {module.name for module in read_modules()} - documents


@pytest.mark.parametrize("name", BUILDS)
def test_ribbon_inside_is_the_source(name: str, built: Path) -> None:
    with zipfile.ZipFile(built / name) as package:
        assert package.read("customUI/customUI14.xml").decode() == ribbon_xml()


@pytest.mark.node
@pytest.mark.parametrize("name", BUILDS)
@pytest.mark.parametrize("office", ["Office2016", "Office2019", "Microsoft365"])
def test_open_xml_sdk_has_no_objection(name: str, office: str, built: Path) -> None:
    assert problems(built / name, office=office) == []


@pytest.mark.node
def test_open_xml_sdk_does_look_into_the_ribbon(built: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlam"
    with zipfile.ZipFile(built / "kaohe.xlam") as package, zipfile.ZipFile(broken, "w") as copy:
        for part in package.namelist():
            copy.writestr(part, package.read(part).replace(b"onAction=", b"onaction="))
    assert any("onaction" in problem.description for problem in problems(broken))


def test_addin_carries_its_help_sheet(built: Path, tmp_path: Path) -> None:
    copy = tmp_path / "help.xlsm"  # openpyxl knows no .xlam by name
    copy.write_bytes((built / "kaohe.xlam").read_bytes())
    with zipfile.ZipFile(copy) as package:
        assert b"addin.macroEnabled.main+xml" in package.read("[Content_Types].xml")
        workbook = package.read("xl/workbook.xml").decode()
    assert f'name="{SHEET}"' in workbook
    with zipfile.ZipFile(copy) as package:
        texts = package.read("xl/sharedStrings.xml").decode()
    for row in help_rows(FUNCTIONS):
        assert all(word in texts for word in row if word)


def test_workbook_is_the_template_with_code(built: Path) -> None:
    book = openpyxl.load_workbook(built / "kaohe.xlsm", keep_vba=True)
    assert book.sheetnames[0] == "考核数据"
    assert "kaohe_units" in book["考核数据"].tables
    assert book.code_name == DOCUMENT_MODULE
    assert [sheet.sheet_properties.codeName for sheet in book] == [
        f"Sheet{number}" for number in range(1, len(book.sheetnames) + 1)
    ]


def test_target_that_cannot_be_written_is_told_and_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "kaohe.xlam"
    target.mkdir()
    with pytest.raises(FileProblem):
        build_addin(target)
    assert [file.name for file in tmp_path.iterdir()] == ["kaohe.xlam"]
