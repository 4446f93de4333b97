"""Excel's constants as Kaohe writes them: numbers in Python, names in VBA."""

from __future__ import annotations

import re
from pathlib import Path

from kaohe.excel import constants
from kaohe.excel.cells.values import ERROR_NUMBERS

VBA = Path(__file__).parents[3] / "addin" / "vba"


def used_constants() -> dict[str, int | None]:
    """Return the numbers that Kaohe takes constants for, by the library's names; None where VBA only names one."""
    found: dict[str, int | None] = {name: None for file in VBA.iterdir() for name in _named_in(file)}
    found |= {_spelled(name): value for name, value in vars(constants).items() if name.startswith("XL_")}
    return found | {_error_name(error.name): number for error, number in ERROR_NUMBERS.items()}


def _named_in(file: Path) -> list[str]:
    return re.findall(r"\bxl[A-Z]\w+", file.read_text("ascii")) if file.suffix in {".bas", ".cls"} else []


def _spelled(name: str) -> str:
    """``XL_SHEET_VISIBLE`` → ``xlSheetVisible``; what the library writes with more capitals is said there."""
    first, *others = name.split("_")
    spelled = first.lower() + "".join(each.capitalize() for each in others)
    return spelled.replace("Pdf", "PDF").replace("Xml", "XML")


def _error_name(name: str) -> str:
    special = {"DIV0": "Div0", "NA": "NA", "GETTING_DATA": "GettingData"}
    return "xlErr" + special.get(name, name.capitalize())
