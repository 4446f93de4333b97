"""A workbook for LibreOffice from the add-in's own modules, with only the bridge replaced.

LibreOffice 7.4 makes no predeclared classes (the module AllInstances does), has neither Range.Value2 nor
ListObjects and takes ``base`` for a keyword: those are the only other changes, listed below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from tests.excel.vba_text import Procedure, procedures
from xlsxwriter import Workbook

from kaohe.excel.addin import package
from kaohe.excel.addin.build import with_code
from kaohe.excel.addin.sources import DOCUMENT_MODULE, LINE_END, Module, read_modules

LAB = Path(__file__).parent / "lab"

#: Module, pattern, replacement.
_CHANGES = (
    ("KaoheFunctions", r"\bbase\b", "base_"),
    ("KaoheCells", r"UsedPart\(cells\)\.Value2", "KaoheLab.Value2Of(UsedPart(cells))"),
    ("KaoheRows", r"Array\(used\.Value2, RankGroups\(sheet\.Parent\)", "Array(KaoheLab.Value2Of(used), Empty"),
)
_INSTANCES = "AllInstances"


def write_lab_book(target: Path, fill: Callable[[Workbook], None]) -> None:
    """Write an ``.xlsm`` with the modules; ``fill`` makes its sheets."""
    plain = target.with_suffix(".xlsx")
    with Workbook(str(plain)) as book:
        fill(book)
    package.write_parts(target, with_code(plain, _modules()))


def canaries() -> list[str]:
    """Return the modules that answer when LibreOffice could compile them."""
    return [module.name for module in read_modules() if module.name not in {DOCUMENT_MODULE, "KaoheBridge"}]


def _modules() -> list[Module]:
    bridge, lab, control = (_read(LAB / name) for name in ("KaoheBridge.cls", "KaoheLab.bas", "KaoheLabControl.cls"))
    own = [bridge if module.name == bridge.name else _change(module) for module in read_modules()]
    ribbon = next(module for module in own if module.name == "KaoheRibbon")
    callbacks = [each for each in procedures(ribbon) if each.public and each.parameters]
    lab = replace(
        lab,
        text=lab.text.replace("'CALLBACKS'", _presses(callbacks)).replace("'CANARIES'", _calls_of_canaries()),
    )
    # LibreOffice takes a name for the module before it looks for a variable in a later one.
    return [_instances(own), *own, control, lab]


def _read(file: Path) -> Module:
    return Module(file.stem, file.suffix == ".cls", file.read_text(encoding="ascii").replace("\n", LINE_END))


def _change(module: Module) -> Module:
    text = module.text
    for name, pattern, replacement in _CHANGES:
        if name == module.name:
            text, count = re.subn(pattern, replacement, text)
            assert count, (name, pattern)
    if module.name == DOCUMENT_MODULE:
        return module
    canary = (
        f'Public Function Canary{module.name}() As String\n    Canary{module.name} = "{module.name}"\nEnd Function\n'
    )
    return replace(module, text=text + canary.replace("\n", LINE_END))


def _instances(modules: Sequence[Module]) -> Module:
    names = [module.name for module in modules if module.is_class and module.name != DOCUMENT_MODULE]
    lines = [
        f'Attribute VB_Name = "{_INSTANCES}"',
        *(f"Public {name} As {name}" for name in names),
        "Public Sub Create()",
        *(f"    Set {name} = New {name}" for name in names),
        "End Sub",
    ]
    return Module(_INSTANCES, False, LINE_END.join(lines) + LINE_END)


def _presses(callbacks: Sequence[Procedure]) -> str:
    arguments = {1: "control", 2: "control, text"}
    return LINE_END.join(
        f'    Case "{each.name}": KaoheRibbon.{each.name} {arguments[len(each.parameters)]}' for each in callbacks
    )


def _calls_of_canaries() -> str:
    return LINE_END.join(f'    alive = alive & {name}.Canary{name}() & " "' for name in canaries())
