"""Files replaced: whole or not at all, never over what another program saved, never readable by more people."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kaohe.core.problem import FileProblem
from kaohe.files.disk import lock as locking
from kaohe.files.disk import replacing
from kaohe.files.disk.leftovers import lock_name, temporary_name
from kaohe.files.disk.lock import alone
from kaohe.files.disk.replacing import Replaced, replace_file
from kaohe.files.disk.saving import save

pytestmark = pytest.mark.core
posix = pytest.mark.skipif(os.name == "nt", reason="permissions, links and pipes of POSIX")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "考核.xlsx"
    path.write_bytes(b"old")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_replaced_with_a_backup(target: Path) -> None:
    kept = replace_file(target, [b"ne", b"w"], expected=b"old", backup=True).backup
    assert kept is not None
    assert (target.read_bytes(), kept.read_bytes()) == (b"new", b"old")
    assert names(target.parent) == sorted([target.name, kept.name])


@pytest.mark.parametrize("now", [b"saved meanwhile", b"odl", None])
def test_nothing_is_written_over_what_another_program_saved(target: Path, now: bytes | None) -> None:
    target.unlink() if now is None else target.write_bytes(now)
    with pytest.raises(FileProblem, match="被其他程序改动过"):
        replace_file(target, [b"new"], expected=b"old", backup=True)
    assert names(target.parent) == ([] if now is None else [target.name])
    assert now is None or target.read_bytes() == now


def test_saved_by_another_program_while_the_new_file_was_being_written(target: Path) -> None:
    def chunks() -> object:
        yield b"new"
        target.write_bytes(b"saved meanwhile")

    for backup in (True, False):
        target.write_bytes(b"old")
        with pytest.raises(FileProblem, match="被其他程序改动过"):
            replace_file(target, chunks(), backup=backup)  # type: ignore[arg-type]
        assert target.read_bytes() == b"saved meanwhile"
        assert names(target.parent) == [target.name]


def test_file_that_appeared_meanwhile_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "新.xlsx"

    def chunks() -> object:
        target.write_bytes(b"another's")
        yield b"new"

    with pytest.raises(FileProblem, match="被其他程序改动过"):
        replace_file(target, chunks())  # type: ignore[arg-type]
    assert target.read_bytes() == b"another's"


def test_failures_after_the_rename_are_none(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    renamed = replacing._rename

    def rename(fresh: Path, name: Path) -> None:
        renamed(fresh, name)
        monkeypatch.setattr(Path, "unlink", fail)
        monkeypatch.setattr(os, "fsync", fail)

    def fail(*_: object, **__: object) -> None:
        raise OSError(5, "I/O error")

    monkeypatch.setattr(replacing, "_rename", rename)
    replaced = replace_file(target, [b"new"], expected=b"old", backup=True)
    monkeypatch.undo()
    assert target.read_bytes() == b"new"
    assert replaced.backup is not None
    assert replaced.backup.read_bytes() == b"old"


def test_failure_of_the_rename_takes_the_backup_back(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "I/O error")

    monkeypatch.setattr(replacing, "_rename", fail)
    with pytest.raises(FileProblem, match="写入失败"):
        replace_file(target, [b"new"], backup=True)
    assert names(target.parent) == [target.name]
    assert target.read_bytes() == b"old"


def test_backup_of_a_killed_run_serves(target: Path) -> None:
    kept = target.with_name("考核_备份_20200101-000000.xlsx")
    kept.write_bytes(b"old")
    assert replace_file(target, [b"new"], backup=True) == Replaced(kept)
    assert replace_file(target, [b"newer"], backup=True).backup not in (kept, None)


def test_older_copies_are_never_written_over(target: Path) -> None:
    kept = {replace_file(target, [bytes([number])], backup=True).backup for number in range(4)}
    assert len(kept) == 4
    assert {path.read_bytes() for path in kept if path} == {b"old", b"\0", b"\1", b"\2"}


def test_leftovers_of_killed_runs_are_cleared(target: Path) -> None:
    ancient = target.with_name(".kaohe-0123456789abcdef.tmp")
    gone = [
        target.with_name(temporary_name(target)),
        ancient,
        target.with_name("考核_备份_20200101-000000.xlsx"),
        target.with_name("考核_备份_20200101-000000_2.xlsx"),
    ]
    stay = [
        target.with_name(temporary_name(target.with_name("别的.xlsx"))),  # somebody may be writing it
        target.with_name(".kaohe-0123456789abcdee.tmp"),
        target.with_name("考核_备份_我的.xlsx"),
        target.with_name("考核_备份_20200101-000000.csv"),
    ]
    for path in gone + stay:
        path.touch()
    os.utime(ancient, (0, 0))
    replace_file(target, [b"new"])
    assert names(target.parent) == sorted(path.name for path in [target, *stay])


# -- who may read it


@posix
def test_nobody_else_can_read_what_nobody_else_could_read(target: Path) -> None:
    target.chmod(0o600)
    seen: list[int] = []

    def chunks() -> object:
        for number in range(2):
            seen.extend(stat.S_IMODE(path.stat().st_mode) for path in target.parent.glob(".kaohe-*.tmp"))
            yield bytes([number])

    before = os.umask(0o022)
    try:
        kept = replace_file(target, chunks(), backup=True).backup  # type: ignore[arg-type]
    finally:
        os.umask(before)
    assert kept is not None
    assert seen == [0o600, 0o600]
    assert [stat.S_IMODE(path.stat().st_mode) for path in (target, kept)] == [0o600, 0o600]


@posix
def test_new_file_has_the_permissions_of_new_files(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        replace_file(tmp_path / "新.xlsx", [b"new"])
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "新.xlsx").stat().st_mode) == 0o640


@posix
def test_group_that_cannot_be_kept_is_not_let_in(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target.chmod(0o660)
    status = os.stat_result((0o100660, 1, 1, 1, os.getuid(), os.getgid() + 12345, 3, 0, 0, 0))
    real = Path.stat

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "chown", refuse)
    monkeypatch.setattr(Path, "stat", lambda path, **given: status if path == target else real(path, **given))
    from kaohe.files.disk.attributes import adopt

    fresh = target.with_name("fresh")
    fresh.touch()
    adopt(fresh, target)
    assert stat.S_IMODE(real(fresh).st_mode) == 0o600


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="extended attributes of Linux")
def test_extended_attributes_are_kept(target: Path) -> None:
    try:
        os.setxattr(target, "user.xdg.origin.url", b"https://example.org")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    kept = replace_file(target, [b"new"], backup=True).backup
    assert kept is not None
    assert [os.getxattr(path, "user.xdg.origin.url") for path in (target, kept)] == [b"https://example.org"] * 2


@posix
def test_other_name_of_the_file_is_told(target: Path) -> None:
    other = target.with_name("另一个.xlsx")
    other.hardlink_to(target)
    assert replace_file(target, [b"new"]).other_names
    assert other.read_bytes() == b"old"
    assert not replace_file(target, [b"newer"]).other_names


@posix
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_pipes_and_devices_are_refused(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "考核.xlsx"
    os.mkfifo(target) if kind == "pipe" else target.symlink_to("/dev/null")
    with pytest.raises(FileProblem, match="不是普通文件"):
        save(target, b"new")


# -- one run at a time


def test_second_run_waits_for_the_first(target: Path) -> None:
    told = threading.Event()
    order: list[str] = []

    def second() -> None:
        with alone(target, told.set):
            order.append("second")

    other = threading.Thread(target=second)
    with alone(target):
        other.start()
        assert told.wait(30)
        order.append("first")
    other.join(30)
    assert order == ["first", "second"]
    assert names(target.parent) == [target.name]


def test_run_that_does_not_end_is_not_waited_for_for_ever(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "PATIENCE_SECONDS", 0.0)
    said: list[str] = []

    def second() -> None:
        with pytest.raises(FileProblem) as problem:
            replace_file(target, [b"new"])
        said.append(problem.value.message)

    with alone(target):
        other = threading.Thread(target=second)
        other.start()
        other.join(30)
    assert "另一个 kaohe 正在处理它" in said[0]
    assert target.read_bytes() == b"old"


def test_lock_ends_with_a_killed_process(target: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from kaohe.files.disk.lock import alone\n"
        "with alone(Path(sys.argv[1])): print('held', flush=True); time.sleep(600)"
    )
    command = [sys.executable, "-c", script, str(target)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "held\n"
        assert lock_name(target) in names(target.parent)
        program.kill()
    assert replace_file(target, [b"new"], expected=b"old") == Replaced(None)
    assert names(target.parent) == [target.name]


def test_folder_without_locks_is_written_to_all_the_same(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "_take", lambda lock: None)
    leftover = target.with_name(temporary_name(target))
    leftover.touch()
    replace_file(target, [b"new"], expected=b"old")
    assert target.read_bytes() == b"new"
    assert leftover.exists()  # without a lock nobody can tell whether its writer is alive
