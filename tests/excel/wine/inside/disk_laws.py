"""Run by pytest under the Windows Python: what files promise that only Windows has (the rest: tests/files/disk)."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kaohe.core.problem import FileProblem
from kaohe.files.disk import lock as locking
from kaohe.files.disk.replacing import replace_file

_HOLD = (
    "import sys; from pathlib import Path; from kaohe.files.disk.lock import alone\n"
    "with alone(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
)


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "考核 (1).xlsx"
    path.write_bytes(b"old")
    return path


def names(folder):
    """Return what is in a folder, but for what Wine's own ``ReplaceFile`` leaves where it fails."""
    return sorted(path.name for path in folder.iterdir() if not re.fullmatch("rf[0-9a-f]+[.]tmp", path.name))


def test_another_process_that_holds_the_file_is_waited_for(target, monkeypatch):
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", _HOLD, str(target)], stdin=pipe, stdout=pipe, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        monkeypatch.setattr(locking, "PATIENCE_SECONDS", 0.0)
        with pytest.raises(FileProblem, match="另一个 kaohe 正在处理它"):
            replace_file(target, [b"new"])
        assert target.read_bytes() == b"old"
        monkeypatch.undo()
        told = []
        holder.stdin.close()
        with locking.alone(target, lambda: told.append(1)):
            pass
    replace_file(target, [b"new"])
    assert (target.read_bytes(), names(target.parent)) == (b"new", [target.name])


def test_a_file_that_another_program_has_open_is_left_alone(target):
    with target.open("rb"), pytest.raises(FileProblem, match="打开"):
        replace_file(target, [b"new"], backup=True)
    assert (target.read_bytes(), names(target.parent)) == (b"old", [target.name])


def test_the_mark_of_the_internet_stays(target):
    mark = Path(f"{target}:Zone.Identifier")
    try:
        mark.write_text("[ZoneTransfer]\nZoneId=3\n", encoding="ascii")
    except OSError:
        pytest.skip("this file system has no streams")
    if [target.name] != names(target.parent):
        pytest.skip("Wine takes the colon for part of a name")
    replace_file(target, [b"new"])
    assert "ZoneId=3" in mark.read_text(encoding="ascii")


def test_many_processes_write_one_after_the_other(target):
    script = (
        "import sys; from pathlib import Path; from kaohe.files.disk.replacing import replace_file\n"
        "from kaohe.files.disk.lock import alone\n"
        "target = Path(sys.argv[1])\n"
        "for _ in range(5):\n"
        "    with alone(target):\n"
        "        now = target.read_bytes(); replace_file(target, [now + b'.'], expected=now)\n"
    )
    programs = [subprocess.Popen([sys.executable, "-c", script, str(target)]) for _ in range(3)]
    assert [program.wait(120) for program in programs] == [0, 0, 0]
    assert target.read_bytes() == b"old" + b"." * 15
    assert names(target.parent) == [target.name]


def test_a_deep_folder_with_chinese_names(tmp_path):
    deep = tmp_path
    while len(str(deep)) < 200:
        deep = deep / ("很长的文件夹" * 3)
    deep.mkdir(parents=True)
    target = deep / "考核.xlsx"
    replace_file(target, [b"new"])
    kept = replace_file(target, [b"newer"], backup=True).backup
    assert (target.read_bytes(), kept.read_bytes()) == (b"newer", b"new")
