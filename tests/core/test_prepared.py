"""What is kept between runs: it holds as long as the sources do, and nothing depends on it."""

from __future__ import annotations

import errno
import importlib.util
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from kaohe.core import prepared
from kaohe.core.patterns import compile_on_use

pytestmark = pytest.mark.core


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield where things are kept: a file of this test's own, not there yet."""
    path = tmp_path / "made" / "of.kept"
    monkeypatch.setattr(prepared, "_path", lambda: path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    prepared._store.cache_clear()
    yield path
    prepared._store.cache_clear()


def run_anew() -> None:
    """Write down what is to be kept and forget it, as the end of a process does."""
    prepared.keep()
    prepared._store.cache_clear()


class Maker:
    """Makes a value and counts how often."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> dict[str, tuple[int, ...]]:
        self.made += 1
        return {"扣": (1, 2), "减": (3,)}


def test_made_once_in_two_runs(file: Path) -> None:
    make = Maker()
    for _ in range(3):
        assert prepared.prepared("words", make) == Maker()()
        run_anew()
    assert make.made == 1
    assert list(file.parent.iterdir()) == [file]


def test_made_anew_when_a_source_or_the_own_list_has_changed(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, own = Maker(), tmp_path / "own.csv"
    own.write_text("词语,位置,作用,说明\n", encoding="utf-8")
    prepared.prepared("words", make)
    run_anew()
    monkeypatch.setenv("KAOHE_PHRASES", str(own))
    prepared.prepared("words", make)
    run_anew()
    own.write_text("词语,位置,作用,说明\n退回,分值,退还,\n", encoding="utf-8")
    prepared.prepared("words", make)
    run_anew()
    sources = prepared._sources
    monkeypatch.setattr(prepared, "_sources", lambda: [(name, size + 1, at) for name, size, at in sources()])
    prepared.prepared("words", make)
    assert make.made == 4


def test_a_list_that_could_not_be_read_is_read_when_it_can_be(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that was open in Excel is afterwards what it was before; and a date tells no two changes of one second apart."""
    own = tmp_path / "own.csv"
    own.write_text("退回,分值,退还,", encoding="utf-8")
    state = own.stat()
    monkeypatch.setenv("KAOHE_PHRASES", str(own))
    read = Path.read_bytes

    def locked(path: Path) -> bytes:
        if path == own:
            raise PermissionError
        return read(path)

    for at, content in enumerate(("退回,分值,退还,", "退给,分值,退还,", None, "退回,分值,退还,")):
        own.write_text(content or "退给,分值,退还,", encoding="utf-8")
        os.utime(own, ns=(state.st_atime_ns, state.st_mtime_ns))
        with monkeypatch.context() as now:
            if content is None:
                now.setattr(Path, "read_bytes", locked)
            kept = prepared.own_list()
            assert kept == (str(own), None if content is None else content.encode())
            assert prepared.prepared("words", lambda at=at: at) == at
            run_anew()


def test_what_is_no_file_among_the_sources(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Emacs marks an open file by a link that leads nowhere; in a zip file there are no folders to look through."""
    (tmp_path / "core").mkdir()
    monkeypatch.setattr(prepared, "_ROOMS", ("core",))
    monkeypatch.setattr(prepared, "__file__", str(tmp_path / "core" / "prepared.py"))
    try:
        (tmp_path / "core" / ".#words.csv").symlink_to("somebody@somewhere")
    except OSError:
        pytest.skip("this system lets nobody make links")
    assert list(prepared._sources()) == []
    monkeypatch.setattr(prepared, "__file__", str(tmp_path / "kaohe.zip" / "core" / "prepared.py"))
    make = Maker()
    prepared.prepared("words", make)
    run_anew()
    assert (make.made, file.exists()) == (1, False)


def test_it_is_taken_away_with_the_bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the bytecode of a module that is there, which nobody imports."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    module = Path(prepared.__file__).with_name("kept.py")
    assert module.exists()
    assert prepared._path() == Path(importlib.util.cache_from_source(str(module)))
    imported = [path for path in module.parents[1].rglob("*.py") if "core.kept" in path.read_text(encoding="utf-8")]
    assert imported == []


def test_the_sources_are_all_that_it_is_made_of() -> None:
    named = {Path(name).name for name, _, _ in prepared._sources()}
    assert {"phrases.csv", "words.csv", "phrasebook.py", "prepared.py", "vocabulary.py", "m502_variant.py"} <= named


def test_a_damaged_file_is_no_file(file: Path) -> None:
    prepared.prepared("words", Maker())
    prepared.pattern(r"扣(\d+)分", 0)
    run_anew()
    whole, random = file.read_bytes(), Random(7)
    for _ in range(300):
        at = random.randrange(len(whole))
        changed = bytes([whole[at] ^ 1 << random.randrange(8)])
        file.write_bytes(random.choice((whole[:at], whole[:at] + changed + whole[at + 1 :], whole[at:], b"")))
        prepared._store.cache_clear()
        assert prepared.prepared("words", Maker()) == Maker()()
        assert prepared.pattern(r"扣(\d+)分", 0) == re.compile(r"扣(\d+)分")


def test_what_cannot_be_written_is_made_anew(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = Maker()
    file.parent.write_bytes(b"")  # a file where the folder should be
    for _ in range(2):
        prepared.prepared("words", make)
        run_anew()
    monkeypatch.setattr(prepared, "_path", lambda: None)
    prepared._store.cache_clear()
    prepared.prepared("words", make)
    run_anew()
    assert make.made == 3


def test_nothing_is_left_of_a_file_that_could_not_be_written(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> int:
        with path.open("wb") as begun:
            begun.write(content[:10])
        raise OSError(errno.ENOSPC, "full")

    def in_use(path: Path, target: Path) -> Path:
        raise PermissionError("another process has it open, on Windows")

    for name, fails in (("write_bytes", full), ("replace", in_use)):
        prepared.prepared("words", Maker())
        with monkeypatch.context() as now:
            now.setattr(Path, name, fails)
            run_anew()
        assert list(file.parent.iterdir()) == []
    prepared.prepared("words", Maker())
    run_anew()
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    ("source", "flags"),
    [
        (r"(?P<word>扣|减)(?P<number>\d+(?:\.\d+)?)分?", 0),
        (r"[一-鿿]++(?!分)|(?<=扣)[^,;。]{0,8}?\Z", re.IGNORECASE | re.DOTALL),
        (rb"<row r=\"([0-9]{1,7})\"", re.ASCII),
        ("(?x) a b # c", 0),
    ],
)
def test_a_kept_pattern_is_the_pattern(file: Path, source: str | bytes, flags: int) -> None:
    made = prepared.pattern(source, int(flags))
    run_anew()
    kept = prepared._store().values[source, int(flags)]
    assert (
        prepared._from_program(source, kept)
        == prepared.pattern(source, int(flags))
        == made
        == re.compile(source, flags)
    )
    assert prepared.pattern(source, int(flags)).groupindex == re.compile(source, flags).groupindex


def test_a_pattern_that_was_not_used_yet_is_kept_as_one() -> None:
    assert pickle.loads(pickle.dumps(compile_on_use("扣(.)", re.DOTALL))).search("扣\n")[1] == "\n"


def test_the_code_of_a_function_is_kept(file: Path) -> None:
    for _ in range(2):
        space: dict[str, Callable[[int], int]] = {}
        exec(prepared.code("def double(number):\n return number * 2\n"), space)  # type: ignore[arg-type]
        assert space["double"](4) == 8
        run_anew()


def test_a_second_run_says_the_same_and_makes_nothing(tmp_path: Path) -> None:
    """The whole of what is kept, in processes of their own: readings of the list of phrases, and the rules."""
    script = (
        "import sys; from kaohe.core import prepared; from kaohe import api; from kaohe.assessment.rules.registry import rules;"
        "print([str(api.parse(text)) for text in sys.argv[1:]], [api.match(text) for text in sys.argv[1:]], len(rules()));"
        "print(prepared._store().is_new, file=sys.stderr); prepared.keep()"
    )
    texts = ("迟到3次，每次扣0.1分；经复核退回0.2分", "检查发现驻村队员不在岗", "對環境衛生整治不力，扣0.5分，已撤銷")
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    runs = [
        subprocess.run([sys.executable, "-c", script, *texts], env=environment, capture_output=True, check=True)
        for _ in range(2)
    ]
    assert runs[0].stdout == runs[1].stdout
    assert [run.stderr.split() for run in runs] == [[b"True"], [b"False"]]


def test_what_is_there_is_read_where_nothing_may_be_written(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = Maker()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    prepared.prepared("words", make)
    run_anew()
    assert not file.parent.exists()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    prepared.prepared("words", make)
    run_anew()
    content = file.read_bytes()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert prepared.prepared("words", make) == Maker()()
    prepared.prepared("others", make)
    run_anew()
    assert (make.made, file.read_bytes()) == (3, content)
