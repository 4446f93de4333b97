Attribute VB_Name = "KaoheTimer"
Option Explicit
Option Private Module
' What Excel calls by name a moment later (Application.OnTime needs a standard module).

Public Sub WarmUp()
    ' Starts the function server while the user is still looking at the sheet.
    KaoheHelp.Register
    KaoheEvents.BindWaiting
End Sub

Public Sub BindFormulas()
    KaoheEvents.BindWaiting
End Sub

Public Sub ClearStatus()
    ' Gives the status bar back to Excel once the result of a command was read.
    Application.StatusBar = False
End Sub
