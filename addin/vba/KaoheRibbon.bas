Attribute VB_Name = "KaoheRibbon"
Option Explicit
Option Private Module
' The ribbon's callbacks: a command is one call of a macro of kaohe.excel.server.ribbon. Which
' one, and the control's words in both languages, stand in the tag of each control, as
'   macro:label|label in English|screen tip|in English|super tip|in English
'
' A ribbon control is an Object here: its type needs no reference to another library.

Private mSearch As String

Public Sub GetLabel(control As Object, ByRef text As Variant)
    text = KaoheLanguage.WordOf(control.Tag, 0)
End Sub

Public Sub GetScreentip(control As Object, ByRef text As Variant)
    text = KaoheLanguage.WordOf(control.Tag, 1)
End Sub

Public Sub GetSupertip(control As Object, ByRef text As Variant)
    text = KaoheLanguage.WordOf(control.Tag, 2)
End Sub

Public Sub Click(control As Object)
    RunMacro Left$(control.Tag, InStr(control.Tag, ":") - 1)
End Sub

Public Sub InsertReason(control As Object)
    ' A line of the menu: its tag is the code of the catalogue's entry.
    RunMacro "insert_reason", control.Tag
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
    RunMacro "error_details", KaoheTrouble.LastText
End Sub

Private Sub RunMacro(ByVal macroName As String, Optional ByVal argument As Variant)
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
