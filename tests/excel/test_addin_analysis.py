"""pyVBAanalysis reads the built project as the compiler would: no error, in 64-bit and in 32-bit Excel."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyvbaanalysis import ConditionalCompilationEnvironment, analyze_office_file

from kaohe.excel.addin.build import build_addin


@pytest.fixture(scope="module")
def addin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("analysis") / "kaohe.xlam"
    build_addin(target)
    return target


@pytest.mark.parametrize("win64", [1, 0], ids=["64-bit", "32-bit"])
def test_compiler_would_find_no_error(win64: int, addin: Path) -> None:
    excel = ConditionalCompilationEnvironment({"VBA7": 1, "VBA6": 1, "Win64": win64, "Win32": 1, "Win16": 0, "Mac": 0})
    found = analyze_office_file(addin, conditional_compilation=excel)
    assert [
        (module, each.code, each.message)
        for module in found
        for each in found[module]
        if each.severity.value == "error"
    ] == []
    assert {module for module, remarks in found.items() if remarks} <= {"KaoheRows"}
