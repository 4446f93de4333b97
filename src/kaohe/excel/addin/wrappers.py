"""The module KaoheFunctions: one VBA function for each worksheet function, made from its declaration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaohe.core.functions import WorksheetFunction
from kaohe.excel.addin.sources import LINE_END

NAME = "KaoheFunctions"

_HEAD = f"""\
Attribute VB_Name = "{NAME}"
Option Explicit
' Made from kaohe.core.functions by kaohe.excel.addin.wrappers: change that, not this file.
' These functions are the only procedures that a cell of any workbook can call.
"""


def functions_module(functions: Sequence[WorksheetFunction]) -> str:
    """Return the module's text."""
    lines = _HEAD.splitlines()
    for function in functions:
        lines += ["", *_wrapper(function)]
    return LINE_END.join(lines) + LINE_END


def _wrapper(function: WorksheetFunction) -> Iterator[str]:
    name, names = function.name, list(function.arguments)
    declared = ", ".join(
        f"{'' if number < function.required else 'Optional '}ByVal {each} As Variant"
        for number, each in enumerate(names)
    )
    call = f'{name} = KaoheCells.Answer("{name}", Array({", ".join(names)}))'
    yield f"Public Function {name}({declared}) As Variant"
    if function.row_form:
        yield f"    If {' And '.join(f'IsMissing({each})' for each in names)} Then"
        yield f"        {name} = KaoheRows.RankHere(Application.Caller)"
        yield "    Else"
        yield f"        {call}"
        yield "    End If"
    else:
        yield f"    {call}"
    yield "End Function"
