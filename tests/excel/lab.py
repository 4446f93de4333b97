"""LibreOffice in place of Excel: cells and ribbon callbacks go through the add-in's VBA to the real Python functions."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.excel.lab_book import write_lab_book
from xlsxwriter import Workbook

from kaohe.excel.server import udfs

#: The Python that knows LibreOffice (package python3-uno); not the one that the tests run in.
UNO_PYTHON = "/usr/bin/python3"
_DRIVER = Path(__file__).parent / "lab_driver.py"

#: What the bridge says when nobody answers.
LOST = "The RPC server is unavailable."

Call = Sequence[str]


@dataclass
class Outcome:
    """What the cells show, what the macros called gave back, and all that VBA asked Python."""

    cells: dict[str, Any]
    macros: list[Any]
    asked: list[tuple[str, str, list[Any]]] = field(default_factory=list)


def run_in_libreoffice(
    folder: Path,
    fill: Callable[[Workbook], None],
    cells: Sequence[str] = (),
    *,
    before: Sequence[Call] = (),
    after: Sequence[Call] = (),
    lost: Sequence[str] = (),
) -> Outcome:
    """Open a workbook with the add-in's modules, call macros, calculate, read cells, call macros.

    Calls of the functions and macros in ``lost`` fail as they do when the function server is gone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "lab.xlsm"
    write_lab_book(file, fill)
    job = {
        "file": file.as_uri(),
        "profile": (folder / "profile").as_uri(),
        "pipe": f"kaohe{os.getpid()}",
        "cells": list(cells),
        "before": [list(call) for call in before],
        "after": [list(call) for call in after],
    }
    return _converse(job, lost)


def _converse(job: dict[str, Any], lost: Sequence[str]) -> Outcome:
    asked: list[tuple[str, str, list[Any]]] = []
    with subprocess.Popen(
        [UNO_PYTHON, str(_DRIVER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as driver:
        assert driver.stdin is not None
        assert driver.stdout is not None
        _send(driver, job)
        for line in driver.stdout:
            message = json.loads(line)
            if "done" in message:
                return Outcome(message["done"]["cells"], message["done"]["macros"], asked)
            asked.append(tuple(message["ask"]))
            _send(driver, {"problem": LOST} if message["ask"][1] in lost else _reply(*message["ask"]))
    raise RuntimeError(f"LibreOffice gave up after {asked[-1:]}")


def _send(driver: subprocess.Popen[str], message: object) -> None:
    assert driver.stdin is not None
    driver.stdin.write(json.dumps(message) + "\n")
    driver.stdin.flush()


def _reply(kind: str, name: str, arguments: list[Any]) -> dict[str, Any]:
    if kind == "macro":
        return {"answer": f"{name} done"}
    answer = getattr(udfs, name)(*map(_from_cell, arguments))
    return {"answer": answer[0][0] if len(answer) == 1 and len(answer[0]) == 1 else answer}


def _from_cell(value: Any) -> Any:
    """Return a value as COM would bring it: rows as tuples, numbers floating-point but for the codes of errors."""
    if isinstance(value, list):
        return tuple(map(_from_cell, value))
    if isinstance(value, int) and not isinstance(value, bool) and value > -2_000_000_000:
        return float(value)
    return value
