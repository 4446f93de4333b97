"""Plain lines, which are read without click, mean what they mean to click."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click
import pytest
from tests.cli.conftest import Run

from kaohe.cli.jobs import of_plain_line
from kaohe.cli.program import program

PLAIN = (
    "check a.xlsx", "check a.xlsx --json", "check --json --json 考核表.xlsx",
    "recalc a.xlsx -o b.xlsx", "recalc --output b.xlsx a.xlsx --overwrite", "recalc a.xlsx --in-place --json",
    "recalc --dry-run --forget-earlier a.xlsx", "recalc a.xlsx", "recalc a.xlsx --in-place -o b.xlsx",
    "recalc a.xlsx -o b.xlsx -o c.xlsx",
)  # fmt: skip
OTHER = (
    "", "check", "check a.xlsx b.xlsx", "check -h", "check a.xlsx --sheet 表", "check a.xlsx --jso", "check -- -a.xlsx",
    "check *.xlsx", "check ~/a.xlsx", "recalc a.xlsx -ob.xlsx", "recalc a.xlsx --output=b.xlsx", "recalc a.xlsx -o",
    "recalc a.xlsx -o --json", "recalc a.xlsx -o -b.xlsx", "form a.xlsx", "--version", "chek a.xlsx", "check -",
)  # fmt: skip


@pytest.mark.parametrize("line", PLAIN)
def test_a_plain_line_means_the_same_to_click(line: str) -> None:
    name, *rest = line.split()
    asked = of_plain_line([name, *rest])
    assert isinstance(asked, partial)
    command = program.get_command(click.Context(program), name)
    assert command is not None
    meant = command.make_context(name, rest).params
    assert {"file": asked.args[0], **asked.keywords} == meant
    assert all(isinstance(value, Path) for key, value in meant.items() if key in ("file", "out") and value)


@pytest.mark.parametrize("line", OTHER)
def test_any_other_line_is_left_to_click(line: str) -> None:
    assert of_plain_line(line.split()) is None


def test_both_ways_say_the_same(kaohe: Callable[..., Run], tmp_path: Path) -> None:
    path = tmp_path / "没有.xlsx"
    plain, clicked = kaohe("check", path), kaohe("check", "--", path)
    assert (plain.code, plain.out, plain.err) == (clicked.code, clicked.out, clicked.err)
    assert plain.code == 2
    assert kaohe("recalc", path).err == kaohe("recalc", "--", path).err


def test_a_plain_line_loads_nothing_that_it_does_not_need() -> None:
    """That is what it is for: each of these takes as long to import as dozens of Kaohe's own modules."""
    table = Path(__file__).parents[1] / "data" / "assessment_form.xlsx"
    script = (
        "import sys; from kaohe.cli import main\n"
        "try:\n main(['check', sys.argv[1]])\n"
        "finally:\n print(*sorted(sys.modules), file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", script, str(table)], capture_output=True, text=True, check=True)
    loaded = set(run.stderr.split())
    assert not {"click", "rich", "inspect", "dataclasses", "json", "hashlib", "openpyxl", "xlwings"} & loaded
    assert "kaohe.recalculation" in loaded
