"""What the command line says of itself: help, examples, suggestions, completion."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from kaohe.assessment.rules import registered_codes
from kaohe.cli import messages
from kaohe.cli.program import program

#: These need Windows, or load its Python: their own tests run them.
ELSEWHERE = {"addin install", "addin uninstall", "addin bundle", "addin doctor", "addin selftest"}
CATALOGUE = "编号,标准表述,加扣,分值,别名\nZ9,食堂饭菜质量不高,扣,0.3,食堂伙食差\n"


def paths(command: click.Command, path: str = "") -> Iterator[str]:
    """Yield every command as it is typed after ``kaohe``, the top one as nothing."""
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from paths(command.get_command(context, name), f"{path} {name}".strip())


COMMANDS = tuple(paths(program))


@pytest.fixture
def desk(kaohe: Callable, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with the files that the examples name."""
    monkeypatch.chdir(tmp_path)
    for name in ("考核表.xlsx", "上一版.xlsx", "民政.xlsx", "农业.xlsx", "汇总.xlsx"):
        Path(name).write_bytes((data / "assessment_form.xlsx").read_bytes())
    for name in ("考核表.docx", "去年考核表.docx"):
        Path(name).write_bytes((data / "assessment_form.docx").read_bytes())
    Path("考核表.csv").write_bytes((data / "assessment_table.csv").read_bytes())
    Path("标准目录.csv").write_text(CATALOGUE, encoding="utf-8")
    return tmp_path


def test_every_command_has_an_example_and_every_example_a_command() -> None:
    assert set(messages.EXAMPLES) == set(COMMANDS)


@pytest.mark.parametrize("path", COMMANDS)
def test_help_ends_with_the_examples(kaohe: Callable, path: str) -> None:
    run = kaohe(*path.split(), "-h")
    assert (run.code, run.out) == (0, kaohe(*path.split(), "--help").out)
    assert run.out.endswith("".join(f"  {example}\n" for example in messages.EXAMPLES[path]))


@pytest.mark.parametrize(
    ("path", "example"),
    [(path, each) for path, examples in messages.EXAMPLES.items() if path not in ELSEWHERE for each in examples],
)
def test_examples_work(kaohe: Callable, desk: Path, path: str, example: str) -> None:
    arguments = shlex.split(example)
    assert arguments[: len(path.split()) + 1] == ["kaohe", *path.split()] or not path
    if arguments[1:] != ["addin", "doctor"]:
        run = kaohe(*arguments[1:])
        assert (run.code, run.err) == (0, "")


@pytest.mark.parametrize("path", ["", "addin"])
def test_a_group_alone_shows_its_help(kaohe: Callable, path: str) -> None:
    run = kaohe(*path.split())
    assert (run.code, run.out) == (0, kaohe(*path.split(), "--help").out)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("chekc",), "没有命令“chekc”。您要找的是不是 check？用法见：kaohe --help"),
        (("CHECK",), "没有命令“CHECK”。您要找的是不是 check？用法见：kaohe --help"),
        (("排名表",), "没有命令“排名表”。用法见：kaohe --help"),
        (("汇总成",), "没有命令“汇总成”。您要找的是不是 merge？用法见：kaohe --help"),
        (("addin", "bulid"), "没有命令“bulid”。您要找的是不是 build？用法见：kaohe addin --help"),
        (("check", "--jsn", "x"), "没有选项“--jsn”。您要找的是不是 --json？用法见：kaohe check --help"),
        (("explain", "T31"), "没有编号为“T31”的提示。您要找的是不是 T311 或 T310 或 T301？全部编号见：kaohe explain"),
        (("explain", "没有"), "没有编号为“没有”的提示。全部编号见：kaohe explain"),
    ],
)
def test_what_is_mistyped_is_answered_with_what_is_near(kaohe: Callable, arguments: tuple[str, ...], says: str) -> None:
    run = kaohe(*arguments)
    assert (run.code, run.err.strip()) == (2, says)


def test_explain_alone_lists_every_finding(kaohe: Callable) -> None:
    run = kaohe("explain")
    assert run.code == 0
    assert [line[:4] for line in run.out.splitlines()] == list(registered_codes())
    assert "T301　没有写分值（错误）" in run.out.splitlines()


def test_the_module_is_the_command(data: Path) -> None:
    command = [sys.executable, "-m", "kaohe", "parse", "迟到，扣0.1分"]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert "合计：-0.1" in done.stdout.decode()


@pytest.mark.parametrize(
    ("words", "completes"),
    [("kaohe c", {"check", "compare"}), ("kaohe check --j", {"--json"}), ("kaohe explain T30", {"T301", "T302"})],
)
def test_a_shell_can_complete(words: str, completes: set[str]) -> None:
    environment = {"_KAOHE_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    command = [sys.executable, "-c", "from kaohe.cli import main; main()"]
    done = subprocess.run(command, capture_output=True, env=os.environ | environment, check=True)
    assert completes <= {line.partition(",")[2] for line in done.stdout.decode().splitlines()}


def test_start_up_imports_no_command(data: Path) -> None:
    script = (
        "import sys\nfrom kaohe.cli import main\n"
        "try: main(['-h'])\n"
        "except SystemExit: pass\n"
        "print(*(name for name in sys.modules if name.startswith('kaohe')), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert not [name for name in done.stderr.decode().split() if "commands" in name or "files" in name]


#: What click says to programmers, in prompts, of deprecated things, of kinds of values that no option has, or in the
#: screens of its own that Kaohe does not show.
NOT_SAID = re.compile(
    "Aborted|deprecated|Deprecat|Error: |Try '|must be an iterable|Could not|env var|declar|defined twice|dynamic|"
    "same flag|continue|Confirm|version|unknown error|Takes |Invalid start|Choice[(]|format|range|boolean|UUID|"
    "number_type|len_type|executable|{param_type}|{param_name}|Did you mean"
)


def test_everything_that_click_says_is_in_chinese() -> None:
    said = set()
    for module in (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types):
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}:
                said |= {each.value for each in node.args[:1] if isinstance(each, ast.Constant)}
    assert len(said) > 40
    assert {each for each in said if not NOT_SAID.search(each)} - messages.CLICK.keys() == set()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("split", "x.xlsx"), "缺少选项 '-o' / '--output'。用法见：kaohe split --help"),
        (("merge",), "缺少参数 'FILES…'。用法见：kaohe merge --help"),
        (("check", "--json=3", "x"), "选项“--json”后面不写内容。用法见：kaohe check --help"),
    ],
)
def test_what_click_complains_of_is_said_in_chinese(kaohe: Callable, arguments: tuple[str, ...], says: str) -> None:
    run = kaohe(*arguments)
    assert (run.code, run.err.strip()) == (2, says)
