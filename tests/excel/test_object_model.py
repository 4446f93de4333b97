"""Everything that Kaohe asks of Excel's own objects stands in Excel's type library, spelt and ordered as there."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.excel.engine import EngineApp
from tests.excel.engine.held import Held
from tests.excel.objectmodel.constants import VBA, used_constants
from tests.excel.objectmodel.library import INTERFACES, library
from tests.excel.objectmodel.packages import fetch, old_arguments, rows_of
from tests.excel.objectmodel.python_uses import examine
from tests.excel.objectmodel.vba_uses import examine_vba

import kaohe.excel

SOURCES = Path(kaohe.excel.__file__).parent

#: What Excel 2010 did not have, who asks for it, and what is done where it is missing.
LATER = {
    "Range.HasSpill": "cells/spreads.py",  # 2021, 365: asked first; without it there are no spilled formulas
    "Range.SavedAsArray": "cells/spreads.py",  # 2021, 365: asked first
    "Range.SpillingToRange": "cells/spreads.py",  # only where HasSpill says yes
    "Range.Formula2": "cells/spreads.py",  # only where HasSpill or SavedAsArray says yes
    "Window.Hwnd": "session/journal.py",  # 2013, and Kaohe needs 2016
}


def test_python_asks_for_nothing_that_the_library_does_not_know() -> None:
    found = examine(SOURCES, library())
    assert found.problems == []
    assert len(found.uses) >= 55
    assert {use.member.name for use in found.uses} >= {"GetSaveAsFilename", "Find", "ExportAsFixedFormat", "Hwnd"}


def test_vba_asks_for_nothing_that_the_library_does_not_know() -> None:
    found = examine_vba(VBA, library())
    assert found.problems == []
    assert found.uses >= 70
    assert found.later == set()


def test_what_came_after_excel_2010_is_listed_and_asked_for_in_one_place() -> None:
    later: dict[str, set[str]] = {}
    for use in examine(SOURCES, library()).uses:
        if use.member.since == "later":
            later.setdefault(f"{use.interface}.{use.member.name}", set()).add(use.where.partition(":")[0])
    assert later == {member: {place} for member, place in LATER.items()}


@pytest.mark.parametrize(
    ("file", "right", "wrong", "said"),
    [
        (
            "session/dialogs.py",
            "InitialFilename=",
            "InitialFileName=",
            "GetSaveAsFilename has no argument InitialFileN",
        ),
        ("session/dialogs.py", "MultiSelect=", "Multiselect=", "GetOpenFilename has no argument Multiselect"),
        ("workbook/pages.py", ".Move(Before=", ".Move(before=", "Move has no argument before"),
        ("workbook/reader.py", 'Find("*", LookIn', 'Find("*", "", 1, 1, 1, 1, 1, 1, 1, 1, LookIn', "Find takes 9"),
        ("workbook/reader.py", 'Find("*", LookIn', 'Find("*", "", 1, LookIn', "Find is given LookIn twice"),
        ("workbook/writer.py", ".ProtectContents", ".Protected", "no Worksheet.Protected"),
        ("workbook/pages.py", ".api.Visible = seen", ".api.Copy = seen", "Worksheet.Copy can't be assigned"),
        ("session/journal.py", "windows(each).Hwnd", "windows(each).HWnd", "no Window.HWnd"),
        ("cells/spreads.py", '"HasSpill"', '"HasSpills"', "no Range.HasSpills"),
        ("workbook/selection.py", "cells: _ExcelRange", "cells: Any", ""),
        ("workbook/pages.py", "sheet.api.Activate)", "thing.api.Activate)", "what thing.api is can't be told"),
    ],
)
def test_a_misspelt_use_in_python_is_found(tmp_path: Path, file: str, right: str, wrong: str, said: str) -> None:
    shutil.copytree(SOURCES, tmp_path / "excel")
    copy = tmp_path / "excel" / file
    text = copy.read_text("utf-8")
    assert right in text
    copy.write_text(text.replace(right, wrong), "utf-8")
    found = examine(tmp_path / "excel", library())
    if said:
        assert any(said in problem for problem in found.problems), found.problems
    else:  # what has no type any more is not looked into: the number of uses tells
        assert len(found.uses) < len(examine(SOURCES, library()).uses)


@pytest.mark.parametrize(
    ("file", "right", "wrong", "said"),
    [
        ("KaoheHelp.cls", "ArgumentDescriptions:=", "ArgumentsDescription:=", "MacroOptions has no argument Argum"),
        ("KaoheHelp.cls", "ThisWorkbook.Saved", "ThisWorkbook.IsSaved", "no Workbook.IsSaved"),
        ("KaoheCells.cls", "cells.Resize(rows)", "cells.Resize(rows, 1, 1)", "Resize takes 2 arguments, 3"),
        ("KaoheRows.cls", "setting.RefersToRange", "setting.ReferToRange", "no Name.ReferToRange"),
        ("KaoheEvents.cls", "xlCalculationManual", "xlManualCalculation", ""),
        ("KaoheRankedSheet.cls", "mCells.Worksheet.Calculate", "mCells.Worksheet.Calculates", "no Worksheet.Calc"),
        ("KaoheTimer.bas", "Application.StatusBar", "Application.Statusbars", "no Application.Statusbars"),
    ],
)
def test_a_misspelt_use_in_vba_is_found(
    tmp_path: Path, file: str, right: str, wrong: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(VBA, tmp_path / "vba")
    copy = tmp_path / "vba" / file
    text = copy.read_text("ascii")
    assert right in text
    copy.write_text(text.replace(right, wrong), "ascii")
    if said:
        problems = examine_vba(tmp_path / "vba", library()).problems
        assert any(said in problem for problem in problems), problems
    else:
        monkeypatch.setattr("tests.excel.objectmodel.constants.VBA", tmp_path / "vba")
        assert used_constants().keys() - library().constants.keys() == {wrong}


def test_constants_have_the_numbers_of_the_library() -> None:
    used = used_constants()
    assert len(used) >= 20
    assert {name: number for name, number in used.items() if number is not None} == {
        name: library().constants.get(name) for name, number in used.items() if number is not None
    }
    assert used.keys() <= library().constants.keys()


@pytest.mark.node
def test_the_extract_is_what_the_published_descriptions_say() -> None:
    makepy, types = fetch()
    extract = library()
    rows = rows_of(makepy, types, used_constants())
    assert {(row["interface"], row["member"]) for row in rows if row["interface"]} == {
        (interface, name) for interface, members in extract.members.items() for name in members
    }
    for row in rows:
        if row["kind"] == "constant":
            assert extract.constants[row["member"]] == int(row["result"])
        else:
            member = extract.members[row["interface"]][row["member"]]
            assert (" ".join(member.arguments), member.since) == (row["arguments"], row["since"])
    assert set(INTERFACES) == extract.members.keys()


@pytest.mark.node
def test_both_descriptions_agree_about_the_methods_that_are_used() -> None:
    _, types = fetch()
    older, compared = old_arguments(types), 0
    for use in examine(SOURCES, library()).uses:
        names = older.get((use.interface, use.member.name))
        if names and use.member.is_method and use.member.since == "2010":
            compared += 1
            assert use.member.arguments[: len(names)] == names, use
    assert compared >= 8


def test_the_engine_refuses_what_the_library_does_not_know() -> None:
    api: Any = EngineApp().api
    with pytest.raises(TypeError, match="GetSaveAsFilename has no argument InitialFileName"):
        api.GetSaveAsFilename(InitialFileName="a", FileFilter="PDF,*.pdf", Title="")
    with pytest.raises(AttributeError, match="no attribute 'Workbook'"):
        _ = api.Workbook
    with pytest.raises(AttributeError, match="can not be set"):
        api.GetSaveAsFilename = 1
    with pytest.raises(AttributeError, match="ProtectContents' can not be set"):
        Held("Worksheet", None).ProtectContents = True
