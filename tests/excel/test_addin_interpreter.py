"""The add-in's VBA in pyOpenVBA's interpreter, which is held to what live Excel does.

It makes no predeclared classes and knows no WithEvents: variables of the classes' names stand in for
the former, and KaoheEvents stays out.  A stand-in bridge echoes what it gets, or gives a fixed answer.
"""

from __future__ import annotations

import pytest
from pyopenvba.apps.excel import ExcelApplication

from kaohe.excel.addin.sources import read_modules

BRIDGE = """
Option Explicit
Public Answer As Variant
Public Calls As Long

Public Function CallFunction(ByVal functionName As String, ByVal arguments As Variant) As Variant
    Dim index As Long
    Calls = Calls + 1
    If Answer = "echo" Then
        CallFunction = functionName & ":"
        For index = LBound(arguments) To UBound(arguments)
            CallFunction = CallFunction & " " & Described(arguments(index))
        Next index
    ElseIf Answer = "row" Then
        CallFunction = Array(1#, CLng(2042))
    ElseIf Answer = "table" Then
        CallFunction = Table()
    ElseIf Answer = "error" Then
        CallFunction = CLng(2023)
    ElseIf Answer = "number" Then
        CallFunction = 2042#
    Else
        Err.Raise 462, "COM", "The remote server does not exist"
    End If
End Function

Private Function Described(ByVal value As Variant) As String
    Described = TypeName(value)
    If IsArray(value) Then Described = Described & "[" & UBound(value, 1) & "x" & UBound(value, 2) & "]"
End Function

Private Function Table() As Variant
    Dim cells(2, 0) As Variant
    cells(0, 0) = 2#
    cells(1, 0) = CLng(2042)
    cells(2, 0) = 1#
    Table = cells
End Function
"""

LAB = """
Option Explicit
Public Sub Fill()
    Range("A1").Value = "text"
    Range("A2").Value = 5
    Range("A3").Formula = "=NA()"
    Range("A5").Value = True
    Range("C2").Value = "z"
End Sub
Public Function Ask(ByVal answer As String, ByVal address As String) As Variant
    KaoheBridge.Answer = answer
    Ask = SCORE_UNIT(Range(address))
End Function
Public Function Echo(ByVal address As String) As String
    Echo = Ask("echo", address)
End Function
Public Function EchoValues() As String
    KaoheBridge.Answer = "echo"
    EchoValues = RANK_UNIT(1.5, True, , CVErr(2042)) & SCORE_UNIT("x")
End Function
Public Function Shown(ByVal answer As String) As String
    Dim value As Variant
    Dim cell As Variant
    value = Ask(answer, "A1")
    If Not IsArray(value) Then
        Shown = TypeName(value) & " " & CStr(value)
        Exit Function
    End If
    For Each cell In value
        Shown = Shown & TypeName(cell) & " " & CStr(cell) & "; "
    Next cell
End Function
Public Function Trouble() As String
    Trouble = KaoheTrouble.LastText
End Function
Public Function RowForm(ByVal address As String) As String
    KaoheBridge.Answer = "table"
    RowForm = CStr(KaoheRows.RankHere(Range(address)))
End Function
Public Sub FillScores()
    Dim row As Long
    For row = 1 To 3
        Range("G" & row).Value = 100 - row
        Range("H" & row).Value = "x"
    Next row
    KaoheBridge.Calls = 0
    KaoheBridge.Answer = "table"
End Sub
Public Function RankOf(ByVal row As Long) As String
    RankOf = CStr(RANK_UNIT(Range("G" & row), Range("G1:G3"), Range("H" & row), Range("H1:H3")))
End Function
Public Function RanksOfColumn() As String
    FillScores
    KaoheColumns.Refresh
    RanksOfColumn = RankOf(1) & " " & RankOf(2) & " " & RankOf(3) & " " & RankOf(1) & " calls " & KaoheBridge.Calls
End Function
Public Function RanksAfterChange(ByVal isSaid As Boolean) As String
    FillScores
    KaoheColumns.Refresh
    RanksAfterChange = RankOf(1)
    Range("G1").Value = 77
    KaoheBridge.Answer = "number"
    If isSaid Then KaoheColumns.Refresh
    RanksAfterChange = RankOf(1) & " calls " & KaoheBridge.Calls
End Function
Public Function RanksInTheDark() As String
    FillScores
    KaoheColumns.Refresh
    KaoheBridge.Answer = "number"
    Application.EnableEvents = False
    RanksInTheDark = RankOf(1) & " " & RankOf(1) & " calls " & KaoheBridge.Calls
    Application.EnableEvents = True
End Function
Public Function ManyAreas() As String
    ManyAreas = CStr(Ask("echo", "A1,A3"))
End Function
"""

#: The rest needs what only Excel has: the language of its menus, its events, its ribbon.
USED = [
    "KaoheCells",
    "KaoheColumns",
    "KaoheFunctions",
    "KaoheRankedColumn",
    "KaoheRankedSheet",
    "KaoheRows",
    "KaoheTrouble",
]


@pytest.fixture(scope="module")
def excel() -> ExcelApplication:
    app = ExcelApplication()
    app.add_workbook()
    modules = [module for module in read_modules() if module.name in USED]
    instances = ["KaoheBridge", *(each.name for each in modules if "VB_PredeclaredId = True" in each.text)]
    app.add_module("".join(f"Public {name} As New {name}\n" for name in instances), name="AllInstances")
    app.add_module(BRIDGE, name="KaoheBridge", kind="class")
    for module in modules:
        text = module.text.replace("Application.Caller", 'Range("K1")')  # the interpreter knows no calling cell
        app.add_module(text, name=module.name, kind="class" if module.is_class else "standard")
    app.add_module(LAB, name="Lab")
    app.run("Fill")
    return app


@pytest.mark.parametrize(
    ("address", "seen"),
    [
        ("A1", "String"),
        ("A2", "Double"),
        ("A3", "Error"),
        ("A4", "Empty"),
        ("A5", "Boolean"),
        ("A1:A4", "Variant()[4x1]"),
        ("A1:C2", "Variant()[2x3]"),
        ("A:A", "Variant()[5x1]"),
        ("A2:A1048576", "Variant()[4x1]"),
        ("B1048576", "Empty"),
        ("A9:A1048576", "Empty"),
    ],
)
def test_range_goes_as_its_values_and_a_whole_column_as_its_used_part(
    address: str, seen: str, excel: ExcelApplication
) -> None:
    assert excel.run("Echo", address) == f"SCORE_UNIT: {seen} Empty"


def test_values_go_as_they_are_and_what_is_not_given_as_a_blank(excel: ExcelApplication) -> None:
    echoed = excel.evaluate("EchoValues()")
    assert echoed == "RANK_UNIT: Double Boolean Empty Error Empty Empty EmptySCORE_UNIT: String Empty"


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("number", "Double 2042"),
        ("error", "Error Error 2023"),
        ("row", "Double 1; Error Error 2042; "),
        ("table", "Double 2; Error Error 2042; Double 1; "),
        ("nobody", "Error Error 2015"),
    ],
)
def test_whole_numbers_become_excel_errors_wherever_they_stand(
    answer: str, shown: str, excel: ExcelApplication
) -> None:
    assert excel.run("Shown", answer) == shown


def test_several_areas_are_a_value_error_that_is_remembered(excel: ExcelApplication) -> None:
    assert excel.run("ManyAreas") == "Error 2015"
    assert "SCORE_UNIT: Type mismatch" in excel.run("Trouble")


@pytest.mark.parametrize(("address", "shown"), [("B1", "2"), ("B2", "Error 2042"), ("B3", "1")])
def test_row_form_gives_the_rank_of_its_row(address: str, shown: str, excel: ExcelApplication) -> None:
    assert excel.run("RowForm", address) == shown


def test_the_rows_of_a_column_take_their_ranks_from_one_call(excel: ExcelApplication) -> None:
    assert excel.run("RanksOfColumn") == "2 Error 2042 1 2 calls 1"


@pytest.mark.parametrize("is_said", [True, False])
def test_a_column_that_changed_is_sent_again(is_said: bool, excel: ExcelApplication) -> None:
    """Where Excel says so, and where it does not: then the row itself is seen to differ, and goes the usual way."""
    assert excel.run("RanksAfterChange", is_said) == "2042 calls 2"


def test_nothing_is_kept_while_nobody_would_say_that_it_is_over(excel: ExcelApplication) -> None:
    assert excel.run("RanksInTheDark") == "2042 2042 calls 2"
