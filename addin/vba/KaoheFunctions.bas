Attribute VB_Name = "KaoheFunctions"
Option Explicit
' Made from kaohe.core.functions by kaohe.excel.addin.wrappers: change that, not this file.
' These functions are the only procedures that a cell of any workbook can call.

Public Function SCORE_UNIT(ByVal reasons As Variant, Optional ByVal base As Variant) As Variant
    SCORE_UNIT = KaoheCells.Answer("SCORE_UNIT", Array(reasons, base))
End Function

Public Function RANK_UNIT(Optional ByVal score As Variant, Optional ByVal scores As Variant, Optional ByVal category As Variant, Optional ByVal categories As Variant, Optional ByVal method As Variant, Optional ByVal tie As Variant, Optional ByVal ties As Variant) As Variant
    If IsMissing(score) And IsMissing(scores) And IsMissing(category) And IsMissing(categories) And IsMissing(method) And IsMissing(tie) And IsMissing(ties) Then
        RANK_UNIT = KaoheRows.RankHere(Application.Caller)
    Else
        RANK_UNIT = KaoheCells.Answer("RANK_UNIT", Array(score, scores, category, categories, method, tie, ties))
    End If
End Function

Public Function CHECK_REASON(ByVal reasons As Variant, Optional ByVal catalogue As Variant, Optional ByVal score As Variant) As Variant
    CHECK_REASON = KaoheCells.Answer("CHECK_REASON", Array(reasons, catalogue, score))
End Function

Public Function STANDARD_REASON(ByVal reasons As Variant, Optional ByVal catalogue As Variant) As Variant
    STANDARD_REASON = KaoheCells.Answer("STANDARD_REASON", Array(reasons, catalogue))
End Function

Public Function SPLIT_REASONS(ByVal reasons As Variant) As Variant
    SPLIT_REASONS = KaoheCells.Answer("SPLIT_REASONS", Array(reasons))
End Function

Public Function DEDUCTED_POINTS(ByVal reasons As Variant) As Variant
    DEDUCTED_POINTS = KaoheCells.Answer("DEDUCTED_POINTS", Array(reasons))
End Function

Public Function ADDED_POINTS(ByVal reasons As Variant) As Variant
    ADDED_POINTS = KaoheCells.Answer("ADDED_POINTS", Array(reasons))
End Function

Public Function EXPLAIN_SCORE(ByVal reasons As Variant, Optional ByVal base As Variant) As Variant
    EXPLAIN_SCORE = KaoheCells.Answer("EXPLAIN_SCORE", Array(reasons, base))
End Function
