"""What the function server lets other processes of the same user call: what Excel's bridge calls, and no more."""

from __future__ import annotations

import ast
import importlib.util
import re
from pathlib import Path

import pytest

from kaohe.excel.server.serving import narrowed

ROOT = Path(__file__).parents[2]


class Stock:
    """Stands for xlwings' class, which can be imported on Windows only."""

    _public_methods_ = ("Module", "Call", "CallUDF", "Eval", "Exec")

    def CallUDF(self, script: str, name: str, arguments: object, book: object = None) -> object:  # noqa: N802
        return script, name, arguments, book


def test_only_calls_of_its_own_functions_are_answered() -> None:
    server = narrowed(Stock)()
    assert tuple(server._public_methods_) == ("CallUDF",)
    assert server.CallUDF("kaohe.excel.server.udfs", "score_unit", (1,))[:2] == (
        "kaohe.excel.server.udfs",
        "score_unit",
    )
    assert server.CallUDF("kaohe.excel.server.ribbon", "recalculate", (), "book")[3] == "book"
    for module in ("os", "builtins", "kaohe.cli.main", "kaohe.excel.server.udfs.x", ""):
        with pytest.raises(PermissionError):
            server.CallUDF(module, "system", ("x",))


def test_the_bridge_calls_nothing_else() -> None:
    called = set(re.findall(r"mServer\.(\w+)", (ROOT / "addin/vba/KaoheBridge.cls").read_text("ascii")))
    assert called == {"CallUDF"}


def test_xlwings_still_answers_by_the_class_that_is_replaced() -> None:
    spec = importlib.util.find_spec("xlwings")
    assert spec is not None
    assert spec.origin is not None
    tree = ast.parse(Path(spec.origin).with_name("com_server.py").read_text("utf-8"))
    (serve,) = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "serve")
    assert any(isinstance(node, ast.Name) and node.id == "XLPython" for node in ast.walk(serve))
