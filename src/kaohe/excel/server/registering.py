"""How functions become known to xlwings' server."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from inspect import Parameter, Signature
from typing import TypeVar

import xlwings as xw

_Function = TypeVar("_Function", bound=Callable[..., object])


def as_called(function: _Function, name: str, arguments: Iterable[str]) -> _Function:
    """Return a function under the name by which Excel asks for it, with its arguments left as they come.

    xlwings would convert them by annotations, and takes error cells for blank ones.
    """
    function.__name__ = function.__qualname__ = name
    function.__annotations__ = {}
    parameters = [Parameter(each, Parameter.POSITIONAL_OR_KEYWORD) for each in arguments]
    function.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    function = xw.ret("raw")(xw.func(function))
    for each in parameters:
        function = xw.arg(each.name, "raw")(function)
    return function
