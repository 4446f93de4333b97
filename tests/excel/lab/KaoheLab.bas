Attribute VB_Name = "KaoheLab"
Option Explicit
' What LibreOffice lacks, and the way to the test's Python process.

Private mServer As Object

Public Sub Connect(server As Object)
    Set mServer = server
    AllInstances.Create
End Sub

Public Function Ask(ByVal kind As String, ByVal name As String, ByVal arguments As Variant) As Variant
    Dim parts(2) As New com.sun.star.beans.NamedValue
    parts(0).Value = kind
    parts(1).Value = name
    parts(2).Value = arguments
    Ask = Answered(mServer.execute(parts))
End Function

Private Function Answered(ByVal rows As Variant) As Variant
    ' COM makes a two-dimensional array of rows; UNO leaves an array of arrays.
    Dim cells() As Variant
    Dim row As Long
    Dim column As Long
    If Not IsArray(rows) Then
        Answered = Decoded(rows)
        Exit Function
    End If
    ReDim cells(0 To UBound(rows), 0 To UBound(rows(0)))
    For row = 0 To UBound(rows)
        For column = 0 To UBound(rows(row))
            cells(row, column) = Decoded(rows(row)(column))
        Next column
    Next row
    Answered = cells
End Function

Private Function Decoded(ByVal value As Variant) As Variant
    ' UNO sends the smallest kind of whole number, COM a Long.
    Decoded = value
    If VarType(value) <> vbString Then Exit Function
    If Left$(value, 6) = "error:" Then Decoded = CLng(Mid$(value, 7))
End Function

Public Function Value2Of(ByVal cells As Range) As Variant
    ' LibreOffice has no Range.Value2, and its Range.Value takes error cells for numbers.
    Dim values As Variant
    Dim uno As Object
    Dim row As Long
    Dim column As Long
    uno = cells.CellRange
    values = cells.Value
    If Not IsArray(values) Then
        Value2Of = Checked(uno.getCellByPosition(0, 0), values)
        Exit Function
    End If
    For row = LBound(values, 1) To UBound(values, 1)
        For column = LBound(values, 2) To UBound(values, 2)
            values(row, column) = Checked(uno.getCellByPosition(column - 1, row - 1), values(row, column))
        Next column
    Next row
    Value2Of = values
End Function

Private Function Checked(ByVal cell As Object, ByVal value As Variant) As Variant
    Checked = value
    Select Case cell.getError()
        Case 32767
            Checked = -2146826246
        Case 532
            Checked = -2146826281
        Case 519
            Checked = -2146826273
    End Select
End Function

Public Function RankHere(ByVal address As String) As Variant
    ' LibreOffice has no Application.Caller: the cell is named instead.
    RankHere = Shown(KaoheRows.RankHere(ActiveSheet.Range(address)))
End Function

Public Function Trouble() As Variant
    Trouble = KaoheTrouble.LastText
End Function

Private Function Shown(ByVal value As Variant) As Variant
    Shown = value
    If IsError(value) Then Shown = CStr(value)
End Function

Public Function Press(ByVal name As String, ByVal tag As String) As Variant
    Dim control As New KaoheLabControl
    Dim text As Variant
    control.Tag = tag
    Select Case name
'CALLBACKS'
    End Select
    Press = text
End Function

Public Function Canaries() As Variant
    Dim alive As String
    On Error Resume Next
'CANARIES'
    Canaries = alive
End Function
