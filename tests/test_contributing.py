"""CONTRIBUTING's recipes are true: one is carried out by its own words, the others' files are where they say."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
LONG_NAME = "甲镇" * 21


def recipe(heading: str) -> str:
    return TEXT.partition(f"### {heading}\n")[2].partition("\n### ")[0]


def files_of(text: str) -> dict[str, str]:
    """Return the files that a recipe writes out: a path in a line by itself, and the block below it."""
    return dict(re.findall(r"^`(\S+)`\n\n```\w+\n(.*?)^```$", text, re.M | re.S))


def commands_of(text: str) -> list[list[str]]:
    own = {"python": [sys.executable], "pytest": [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]}
    (block,) = re.findall(r"^```sh\n(.*?)^```$", text, re.M | re.S)
    return [[*own[program], *rest] for program, *rest in map(shlex.split, block.splitlines())]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what is needed of the tree."""
    unwanted = shutil.ignore_patterns("__pycache__", ".*")
    for name in ("src", "tests", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=unwanted)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def run(tree: Path, *command: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(tree / "src"), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_recipe_of_a_finding_works_by_its_own_words(tree: Path) -> None:
    text = recipe("A finding")
    files = files_of(text)
    assert [Path(name).stem[:4].upper() for name in files] == ["S299", "S299", "REME"]
    for name, content in files.items():
        with (tree / name).open("a", encoding="utf-8") as file:  # the remedies are there: one is added
            file.write(content)
    for command in commands_of(text):
        run(tree, *command)
    (case_file,) = (name for name in files if name.endswith(".json"))
    assert "”超过40个字。请只写单位的全称。" in (tree / case_file).read_text(encoding="utf-8")
    assert run(tree, sys.executable, "-m", "kaohe", "explain", "S299").startswith("S299　单位名称太长（参考）")
    (tree / "表.csv").write_text(f"单位,加扣分原因及分值\n{LONG_NAME},无\n乙镇,无\n", encoding="utf-8")
    found = run(tree, sys.executable, "-m", "kaohe", "check", "表.csv").splitlines()
    assert [line[:6] for line in found if "S299" in line] == ["【S299】"]


def test_the_toy_would_fail_without_its_rule(tree: Path) -> None:
    name, content = next(item for item in files_of(recipe("A finding")).items() if item[0].endswith(".json"))
    (tree / name).write_text(content, encoding="utf-8")
    with pytest.raises(AssertionError, match="S299"):
        run(tree, *commands_of(recipe("A finding"))[1])


def test_every_path_that_is_named_exists() -> None:
    toy = files_of(recipe("A finding"))
    paths = {path for path in re.findall(r"`((?:src|tests|addin|templates|\.ci)/[^`\s]*)`", TEXT) if path not in toy}
    assert len(paths) > 10
    for path in paths:
        assert "NAME" in path or "*" in path or (ROOT / path).exists(), path
        if "*" in path:
            assert list(ROOT.glob(path)), path


def test_the_set_up_is_one_command() -> None:
    (command,) = re.findall(r"<!-- set-up -->\n```sh\n(.*?)^```$", TEXT, re.M | re.S)
    assert len(command.splitlines()) == 1
