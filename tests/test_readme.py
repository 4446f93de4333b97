"""The README and the Chinese one beside it: what they say works, and they say the same."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kaohe
from kaohe.cli import messages

ROOT = Path(__file__).parents[1]
NAMES = ("README.md", "README.zh.md")
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in NAMES}
both = pytest.mark.parametrize("text", TEXTS.values(), ids=NAMES)
#: How many lines of the page's source the first screen shows, its picture among them.
FIRST_SCREEN = 34


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


def tables(text: str) -> list[list[str]]:
    """Return the first column of each table that is about code."""
    found = re.findall(r"(?:^\|.*\n)+", text, re.M)
    columns = [[re.split(r"(?<!\\)\|", line)[1].strip() for line in table.splitlines()[2:]] for table in found]
    return [column for column in columns if column[0].startswith(("`kaohe", "`="))]


def typed(text: str) -> list[str]:
    """Return the commands that are typed after a prompt, without remarks."""
    lines = "".join(blocks(text, "console")).splitlines()
    return [line[2:].partition("  #")[0].strip() for line in lines if line.startswith("$ ")]


def test_both_have_the_same_commands() -> None:
    english, chinese = TEXTS.values()
    for language in ("sh", "python"):
        assert blocks(english, language) == blocks(chinese, language) != []
    assert typed(english) == typed(chinese) != []


def test_both_have_the_same_tables_of_commands_functions_and_names() -> None:
    english, chinese = map(tables, TEXTS.values())
    assert english == chinese
    assert len(english) == 3


def test_both_show_the_same_pictures() -> None:
    english, chinese = (re.findall(r'<img src="(.+?)" width="(.+?)"', text) for text in TEXTS.values())
    assert english == chinese
    assert len(english) == 5


def test_the_pictures_are_there_small_and_wide_enough_to_be_read() -> None:
    for name, width in re.findall(r'<img src="(.+?)" width="(\d+)%"', TEXTS["README.md"]):
        content = (ROOT / name).read_bytes()
        assert len(content) < 150_000, name
        assert int.from_bytes(content[16:20], "big") >= 1000, name
        assert int(width) > 60, name


@both
def test_the_table_has_every_command(text: str) -> None:
    commands = "\n".join(next(table for table in tables(text) if table[0] == "`kaohe demo`"))
    assert re.findall(r"`kaohe (\w+)", commands) != []
    assert set(re.findall(r"`kaohe (\w+)", commands)) == set(messages.COMMANDS)


@both
def test_the_table_has_every_name_of_the_python_door(text: str) -> None:
    names = "\n".join(next(table for table in tables(text) if table[0].startswith("`kaohe.")))
    functions = {name for name in kaohe.__all__ if name[0].islower()} - {"matcher"}
    assert set(re.findall(r"`kaohe\.(\w+)\(", names)) == functions


@both
def test_the_first_screen_says_what_matters(text: str) -> None:
    screen = "\n".join(text.splitlines()[:FIRST_SCREEN])
    assert len(re.findall("<img ", screen)) == 1
    assert all(block in screen for block in blocks(text, "sh")[:2])
    assert re.search(r"^\*\*.*Excel.*\*\*", screen, re.M)


@both
def test_links_lead_somewhere(text: str) -> None:
    for target in re.findall(r'(?:\]\(|src=")([^)"]+)', text):
        path, _, heading = target.partition("#")
        assert (ROOT / path).exists() if path else True, target
        page = TEXTS.get(path, text) if path in ("", *NAMES) else ""
        anchors = {
            re.sub(r"[^\w -]", "", line.strip("# ").lower()).replace(" ", "-")
            for line in re.findall(r"^#+ .*", page, re.M)
        }
        assert not heading or heading in anchors, target


def test_what_is_typed_works_and_prints_what_is_shown(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/data", tmp_path / "tests/data")
    printed = ""
    for command in typed(TEXTS["README.md"]):
        program, *arguments = shlex.split(command)
        assert program == "kaohe"
        done = subprocess.run(
            [sys.executable, "-m", "kaohe", *arguments], cwd=tmp_path, capture_output=True, check=True
        )
        printed += done.stdout.decode()
    for text in TEXTS.values():
        shown = [line for line in "".join(blocks(text, "console")).splitlines() if not line.startswith(("$ ", "…"))]
        assert shown
        assert [line for line in shown if line not in printed.splitlines()] == []


def test_the_python_works(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("考核表.xlsx").write_bytes((data / "assessment_form.xlsx").read_bytes())
    (block,) = blocks(TEXTS["README.md"], "python")
    exec(compile(ast.parse(block), "README.md", "exec"), {})  # a block of our own
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["[('登科街道', Decimal('99.6'), 4)]", "[]", "-0.3", "variant"]
    assert Path("结果.xlsx").exists()


@both
def test_completion_is_set_up_as_it_says(text: str) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert f"{shell}_source" in text
    assert "_KAOHE_COMPLETE=bash_source kaohe" in text
