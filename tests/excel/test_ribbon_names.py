"""Every command that VBA calls is a macro of that name with those arguments, and the reverse."""

from __future__ import annotations

import ast
import re
from inspect import signature
from pathlib import Path

from kaohe.excel.server import ribbon

VBA = Path(__file__).parents[2] / "addin" / "vba"
SOURCE = Path(ribbon.__file__)
LONGEST = 15


def _called_by_vba() -> dict[str, int]:
    """Return each macro that VBA names, with the number of arguments it passes."""
    called = {}
    for file in VBA.iterdir():
        text = file.read_text(encoding="ascii")
        called |= {name: 1 if more else 0 for name, more in re.findall(r'^\s*Run "(\w+)"(,)?', text, re.MULTILINE)}
        passed = re.findall(r'CallMacro\(?\s*"(\w+)", Array\(([^)]*)\)', text)
        called |= {name: len([each for each in arguments.split(",") if each.strip()]) for name, arguments in passed}
    return called


def _macros() -> dict[str, ast.FunctionDef]:
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"}


def test_vba_and_python_name_the_same_commands() -> None:
    called = _called_by_vba()
    assert called["recalculate"] == 0
    assert set(called) == set(_macros())
    assert {name: len(signature(getattr(ribbon, name)).parameters) for name in called} == called


def test_macros_are_short() -> None:
    lengths = {name: (node.end_lineno or 0) - node.lineno + 1 for name, node in _macros().items()}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}
