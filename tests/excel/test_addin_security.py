"""What other workbooks can do with the loaded add-in: call the worksheet functions, and nothing else."""

from __future__ import annotations

import re

import pytest
from tests.excel.vba_text import all_procedures, code_lines, without_strings

from kaohe.core.functions import FUNCTIONS
from kaohe.excel.addin.sources import Module, read_modules

MODULES = read_modules()
CODE = [(module.name, line) for module in MODULES for line in code_lines(module)]

#: Members that bring in what another workbook, a file or the environment says; none is a value of a cell.
READERS = [
    "ActiveSheet",
    "ActiveCell",
    "Selection",
    "Evaluate",
    "ExecuteExcel4Macro",
    "Environ",
    "Shell",
    "CreateObject",
    "GetObject",
    "CallByName",
    "Open",
    "Input",
    "Dir",
    "FileSystemObject",
    "GetSetting",
    "CustomDocumentProperties",
    "BuiltinDocumentProperties",
    "CustomXMLParts",
    "VBProject",
    "FollowHyperlink",
    "LoadLibrary",
    "Run",
]


def test_only_the_worksheet_functions_can_be_called_from_a_cell() -> None:
    """A cell can call Functions of standard modules: of a class or a document module it can call nothing."""
    standard = {module.name for module in MODULES if not module.is_class}
    functions = {each.name for each in all_procedures() if each.module in standard and each.kind != "Sub"}
    assert functions == {function.name for function in FUNCTIONS}


@pytest.mark.parametrize("module", [each for each in MODULES if not each.is_class], ids=lambda each: each.name)
def test_other_standard_modules_are_private(module: Module) -> None:
    assert ("\r\nOption Private Module\r\n" in module.text) == (module.name != "KaoheFunctions")


def test_classes_cannot_be_made_by_other_projects() -> None:
    for module in MODULES:
        if module.is_class and module.name != "ThisWorkbook":
            assert "Attribute VB_Exposed = False\r\n" in module.text
            assert "Attribute VB_Creatable = False\r\n" in module.text


def test_commands_refuse_cells() -> None:
    run = next(each for each in all_procedures() if (each.module, each.name) == ("KaoheRibbon", "RunMacro"))
    lines = (line.strip() for line in run.body.splitlines())
    first = next(line for line in lines if line and not line.startswith("'"))
    assert first == 'If TypeName(Application.Caller) = "Range" Then Exit Sub'


def test_interpreter_library_and_start_line_are_constants() -> None:
    folder = r"C:\ProgramData\Kaohe\python"
    declared = [line for _, line in CODE if re.search(r"\bDeclare\b", line)]
    libraries = [re.search(r'Lib "(.*?)"', line)[1] for line in declared]
    assert libraries == [rf"{folder}\xlwings64-0.37.8.dll", rf"{folder}\xlwings32-0.37.8.dll"]
    start = [line for _, line in CODE if "pythonw" in line]
    assert len(start) == 1
    assert start[0].startswith(rf'Private Const COMMAND_LINE As String = """{folder}\pythonw.exe"" -I -B -c ')
    assert "cmd" not in start[0]
    uses = [line.strip() for _, line in CODE if "COMMAND_LINE" in line and "Const" not in line]
    assert uses == ['If ActivateServer(server, COMMAND_LINE & " " & mStarts, 1) <> 0 Then']


def test_library_is_that_of_the_pinned_xlwings() -> None:
    import xlwings

    for bits in (64, 32):
        assert any(f"xlwings{bits}-{xlwings.__version__}.dll" in line for _, line in CODE)


def test_python_called_is_named_by_constants_of_the_bridge() -> None:
    calls = [line for name, line in CODE if "CallUDF" in line]
    assert {name for name, line in CODE if "CallUDF" in line} == {"KaoheBridge"}
    assert len(calls) == 2
    named = [line for _, line in CODE if "= CallPython(" in line]
    assert [re.search(r"CallPython\((\w+),", line)[1] for line in named] == ["FUNCTIONS_MODULE", "MACROS_MODULE"]


@pytest.mark.parametrize("member", READERS)
def test_nothing_is_read_from_workbooks_files_or_the_environment(member: str) -> None:
    found = [(name, line) for name, line in CODE if re.search(rf"\b{member}\b(?!_)", without_strings(line))]
    assert found == []


#: The arguments of RANK_UNIT: the columns, this row's cells, the method.
COLUMNS_READ = ("method = arguments(4).Value2",)
RANKED_READ = (
    "mScoresThen = mScores.Value2",
    "mGroupsThen = mGroups.Value2",
    "method = arguments(4).Value2",
    "HoldsNow = IsSame(arguments(0).Value2, mScoresThen(row, 1)) And Ranks.Covers(row)",
    "If IsArray(mGroupsThen) Then HoldsNow = HoldsNow And IsSame(arguments(2).Value2, mGroupsThen(row, 1))",
    "HasChanged = Differs(mScores.Value2, mScoresThen)",
    "If Not HasChanged And IsArray(mGroupsThen) Then HasChanged = Differs(mGroups.Value2, mGroupsThen)",
)


def test_only_values_of_arguments_and_of_the_callers_own_table_are_read() -> None:
    found = {
        (name, line.strip()) for name, line in CODE if re.search(r"\.(Value2?|Text|Formula\w*|RefersTo\w*)\b", line)
    }
    assert found == {
        ("KaoheCells", "PlainValue = UsedPart(cells).Value2"),
        *(("KaoheColumns", line) for line in COLUMNS_READ),
        *(("KaoheRankedColumn", line) for line in RANKED_READ),
        (
            "KaoheRows",
            "Array(used.Value2, RankGroups(sheet.Parent), RankMethod(sheet.Parent), KeptAnswers(sheet)))",
        ),
        ("KaoheRows", "If InStr(kept.Name, ANSWER_NAME) > 0 Then KeptAnswers = KeptAnswers & vbLf & kept.RefersTo"),
        ("KaoheRows", "If setting.Name = METHOD_NAME Then RankMethod = setting.RefersToRange.Value2"),
        ("KaoheRows", "If table.Name = CATEGORIES_TABLE Then RankGroups = table.Range.Value2"),
    }
