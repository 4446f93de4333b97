Attribute VB_Name = "KaoheRibbon"
Option Explicit
Option Private Module
' The ribbon's callbacks: each command is one call of the macro of the same name in
' kaohe.excel.server.ribbon. Words in both languages stand in the tag of each control, as
'   label|label in English|screen tip|in English|super tip|in English
'
' A ribbon control is an Object here: its type needs no reference to another library.

Private mSearch As String

Public Sub GetLabel(control As Object, ByRef text As Variant)
    text = KaoheLanguage.PartOf(control.Tag, 0)
End Sub

Public Sub GetScreentip(control As Object, ByRef text As Variant)
    text = KaoheLanguage.PartOf(control.Tag, 1)
End Sub

Public Sub GetSupertip(control As Object, ByRef text As Variant)
    text = KaoheLanguage.PartOf(control.Tag, 2)
End Sub

Public Sub NewWorkbook(control As Object)
    Run "new_workbook"
End Sub

Public Sub Recalculate(control As Object)
    Run "recalculate"
End Sub

Public Sub CheckReasons(control As Object)
    Run "check_reasons"
End Sub

Public Sub AdoptWording(control As Object)
    Run "adopt_wording"
End Sub

Public Sub RememberAlias(control As Object)
    Run "remember_alias"
End Sub

Public Sub MarkVerified(control As Object)
    Run "mark_verified"
End Sub

Public Sub FreezeValues(control As Object)
    Run "freeze_values"
End Sub

Public Sub ClearMarks(control As Object)
    Run "clear_marks"
End Sub

Public Sub UndoLast(control As Object)
    Run "undo_last"
End Sub

Public Sub MakeForm(control As Object)
    Run "make_form"
End Sub

Public Sub MakeStatistics(control As Object)
    Run "make_statistics"
End Sub

Public Sub ImportTable(control As Object)
    Run "import_table"
End Sub

Public Sub MergeFiles(control As Object)
    Run "merge_files"
End Sub

Public Sub ExportPdf(control As Object)
    Run "export_pdf"
End Sub

Public Sub ExportDocx(control As Object)
    Run "export_docx"
End Sub

Public Sub ExportCsv(control As Object)
    Run "export_csv"
End Sub

Public Sub CompareVersions(control As Object)
    Run "compare_versions"
End Sub

Public Sub ExplainReading(control As Object)
    Run "explain_reading"
End Sub

Public Sub ExplainScore(control As Object)
    Run "explain_score"
End Sub

Public Sub OpenGuide(control As Object)
    Run "open_guide"
End Sub

Public Sub SelfCheck(control As Object)
    Run "self_check"
End Sub

Public Sub InsertReason(control As Object)
    ' A line of the menu: its tag is the code of the catalogue's entry.
    Run "insert_reason", control.Tag
End Sub

Public Sub SearchReason(control As Object, text As String)
    mSearch = text
End Sub

Public Sub GetReasonMenu(control As Object, ByRef content As Variant)
    On Error GoTo Failed
    content = KaoheBridge.CallMacro("reason_menu", Array(mSearch), ActiveWorkbook)
    Exit Sub
Failed:
    KaoheTrouble.Keep "reason_menu", Err.Description
    content = "<menu xmlns=""http://schemas.microsoft.com/office/2009/07/customui""><button id=""kaohe_none"" enabled=""false"" label=""" & KaoheTexts.NoMenu & """/></menu>"
End Sub

Public Sub ErrorDetails(control As Object)
    Run "error_details", KaoheTrouble.LastText
End Sub

Private Sub Run(ByVal macroName As String, Optional ByVal argument As Variant)
    ' No cell may start a command, whatever Excel lets it call.
    If TypeName(Application.Caller) = "Range" Then Exit Sub
    Dim events As Boolean
    Dim updating As Boolean
    Dim alerts As Boolean
    Dim why As String
    events = Application.EnableEvents
    updating = Application.ScreenUpdating
    alerts = Application.DisplayAlerts
    On Error GoTo Failed
    If IsMissing(argument) Then
        KaoheBridge.CallMacro macroName, Array(), ActiveWorkbook
    Else
        KaoheBridge.CallMacro macroName, Array(argument), ActiveWorkbook
    End If
    KaoheEvents.ClearStatusLater
    Exit Sub
Failed:
    why = Err.Description
    ' Python puts these back itself, unless it went away in the middle.
    Application.EnableEvents = events
    Application.ScreenUpdating = updating
    Application.DisplayAlerts = alerts
    KaoheTrouble.Show macroName, why
End Sub
