"""Every macro that VBA calls by name is one of Python's, with those arguments."""

from __future__ import annotations

import re
from inspect import signature
from pathlib import Path

import pytest

from kaohe.excel.controls import commands
from kaohe.excel.server import ribbon

VBA = Path(__file__).parents[2] / "addin" / "vba"


def _called_by_vba() -> dict[str, int]:
    """Return each macro that VBA itself names, with the number of arguments it passes."""
    called = {}
    for file in VBA.iterdir():
        text = file.read_text(encoding="ascii")
        called |= {name: 1 if more else 0 for name, more in re.findall(r'^\s*RunMacro "(\w+)"(,)?', text, re.MULTILINE)}
        passed = re.findall(r'CallMacro\(?\s*"(\w+)", Array\(([^)]*)\)', text)
        called |= {name: len([each for each in arguments.split(",") if each.strip()]) for name, arguments in passed}
    return called


def test_vba_and_python_name_the_same_macros() -> None:
    clicked = {command.macro: 0 for command in commands() if not command.takes_text}
    called = _called_by_vba() | clicked
    assert {"recalculate", "rebind_formulas", "insert_reason"} <= set(called)
    assert {name: len(signature(macro).parameters) for name, macro in ribbon.MACROS.items()} == called


def test_no_other_macro() -> None:
    assert ribbon.recalculate.__name__ == "recalculate"
    with pytest.raises(AttributeError, match="nothing"):
        _ = ribbon.nothing
