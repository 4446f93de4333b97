"""The module KaoheFunctions: one VBA function for each worksheet function, made from its Python signature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from inspect import Parameter

from kaohe.excel.addin.sources import LINE_END
from kaohe.excel.functions.model import WorksheetFunction

NAME = "KaoheFunctions"

_HEAD = f"""\
Attribute VB_Name = "{NAME}"
Option Explicit
' Made from the Python signatures by kaohe.excel.addin.wrappers: change those, not this file.
' These functions are the only procedures that a cell of any workbook can call.
"""


def functions_module(functions: Sequence[WorksheetFunction]) -> str:
    """Return the module's text."""
    lines = _HEAD.splitlines()
    for function in functions:
        lines += ["", *_wrapper(function)]
    return LINE_END.join(lines) + LINE_END


def _wrapper(function: WorksheetFunction) -> Iterator[str]:
    name, parameters = function.name, function.parameters
    arguments = ", ".join(parameter.name for parameter in parameters)
    call = f'{name} = KaoheCells.Answer("{name}", Array({arguments}))'
    yield f"Public Function {name}({', '.join(map(_declaration, parameters))}) As Variant"
    if function.row_form:
        yield f"    If {' And '.join(f'IsMissing({parameter.name})' for parameter in parameters)} Then"
        yield f"        {name} = KaoheRows.RankHere(Application.Caller)"
        yield "    Else"
        yield f"        {call}"
        yield "    End If"
    else:
        yield f"    {call}"
    yield "End Function"


def _declaration(parameter: Parameter) -> str:
    optional = "" if parameter.default is Parameter.empty else "Optional "
    return f"{optional}ByVal {parameter.name} As Variant"
