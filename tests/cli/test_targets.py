"""Targets that cannot or must not be written: one sentence that says why, and everything as it was."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from tests.files.xlsx.packages import outcome, package, parts, scores, worksheet

from kaohe.assessment.outcome import Outcome
from kaohe.core.problem import FileProblem
from kaohe.files.disk.source import read_original
from kaohe.files.xlsx.writer import write_outcome

CHANGE = outcome(scores("考核", {1: Decimal(5)}, column=1))
#: A million characters of noise: a part that does not shrink when packed.
NOISE = os.urandom(1 << 20)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a workbook in a folder of its own."""
    path = tmp_path / "in" / "考核.xlsx"
    path.parent.mkdir()
    path.write_bytes(package(worksheet('<row r="1"/>'), others={"xl/media/image1.png": NOISE}))
    return path


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return what is in a folder: names, contents and modes."""
    return {
        str(path.relative_to(folder)): (path.read_bytes() if path.is_file() else b"", path.stat().st_mode)
        for path in sorted(folder.rglob("*"))
    }


def refusal(source: Path, target: Path, *, backup: bool = True, change: Outcome = CHANGE) -> str:
    """Return what is said when a target is refused, having checked that no file changed anywhere."""
    folders = [source.parent] + ([target.parent] if target.parent.is_dir() else [])
    before = [state(folder) for folder in folders]
    with pytest.raises(FileProblem) as problem:
        write_outcome(read_original(source), target, change, backup=backup)
    assert [state(folder) for folder in folders] == before
    assert "\n" not in problem.value.message
    assert problem.value.message.endswith("。")
    return problem.value.message


def test_missing_folder(source: Path, tmp_path: Path) -> None:
    message = refusal(source, tmp_path / "没有" / "结果.xlsx")
    assert "“结果.xlsx”" in message
    assert "不存在。请先建立这个文件夹" in message


def test_file_in_the_place_of_a_folder(source: Path) -> None:
    assert "不存在" in refusal(source, source / "结果.xlsx")


def test_target_is_a_folder(source: Path, tmp_path: Path) -> None:
    (tmp_path / "结果.xlsx").mkdir()
    assert "这是一个文件夹" in refusal(source, tmp_path / "结果.xlsx")


def test_read_only_file(source: Path) -> None:
    source.chmod(0o444)
    assert "只读" in refusal(source, source)


def test_read_only_target_beside_a_writable_source(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "结果.xlsx"
    target.write_bytes(b"kept")
    target.chmod(0o400)
    assert "只读" in refusal(source, target)


def test_name_that_is_too_long(source: Path, tmp_path: Path) -> None:
    assert "文件名太长" in refusal(source, tmp_path / ("长" * 200 + ".xlsx"))


def test_name_that_leaves_no_room_for_the_backups_name(source: Path) -> None:
    long = source.rename(source.with_name("长" * 80 + ".xlsx"))
    assert "文件名太长" in refusal(long, long)
    assert write_outcome(read_original(long), long, CHANGE, backup=False).changed


def test_name_that_would_break_the_line(source: Path, tmp_path: Path) -> None:
    assert "“结 果.xlsx”" in refusal(source, tmp_path / "没有" / "结\n果.xlsx")


# -- open elsewhere


def owner_file(name: str) -> bytes:
    """Return an owner file as Excel writes it: the name in 8 bits, then in 16, both filled up with blanks."""
    return bytes([len(name)]) + name.encode("gbk").ljust(54) + name.ljust(55).encode("utf-16-le")


@pytest.mark.parametrize(
    ("lock", "content", "said"),
    [
        ("~$考核.xlsx", owner_file("王主任"), "“王主任”正在用 Excel 打开它"),
        ("~$考核.xlsx", b"", "有人正在用 Excel 打开它"),
        (".~考核.xlsx", owner_file("li"), "“li”正在用 WPS 表格 打开它"),
        (".~lock.考核.xlsx#", "李四,li,PC-1,23.11.2026 13:45,file:///x;".encode(), "“李四”正在用 LibreOffice 打开它"),
        (".~lock.考核.xlsx#", b",li,PC-1,23.11.2026 13:45,file:///x;", "“li”正在用 LibreOffice 打开它"),
        (".~lock.考核.xlsx#", b"\xff\x00", "正在用 LibreOffice 打开它"),
    ],
)
def test_open_in_another_program(source: Path, lock: str, content: bytes, said: str) -> None:
    (source.parent / lock).write_bytes(content)
    message = refusal(source, source)
    assert said in message
    assert "请先关闭该文件" in message
    assert f"“{lock}”" in message


def test_source_that_is_open_may_be_written_elsewhere(source: Path, tmp_path: Path) -> None:
    (source.parent / "~$考核.xlsx").write_bytes(owner_file("王"))
    assert write_outcome(read_original(source), tmp_path / "结果.xlsx", CHANGE).changed


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_lock_beside_the_file_that_a_link_leads_to(source: Path, tmp_path: Path) -> None:
    link = tmp_path / "链接.xlsx"
    link.symlink_to(source)
    (source.parent / "~$考核.xlsx").write_bytes(owner_file("王"))
    assert "“王”正在用 Excel 打开它" in refusal(source, link)


@pytest.mark.libreoffice
def test_lock_that_libreoffice_really_makes(source: Path, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--norestore", "--accept=pipe,name=kaohe_targets;urp;", str(source)]
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_for(source.parent / ".~lock.考核.xlsx#")
        assert "正在用 LibreOffice 打开它" in refusal(source, source)
    finally:
        os.killpg(program.pid, 9)
        program.wait()


def wait_for(path: Path) -> None:
    for _ in range(600):
        if path.exists() and path.stat().st_size:
            return
        time.sleep(0.1)
    raise TimeoutError(path)


# -- no room, no permission

_LIMITED = """
import resource, sys
from decimal import Decimal
from pathlib import Path
from kaohe.core.problem import FileProblem
from kaohe.files.disk.source import read_original
from kaohe.files.xlsx.writer import write_outcome
from tests.cli.test_targets import CHANGE
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
try:
    write_outcome(read_original(Path(sys.argv[1])), Path(sys.argv[2]), CHANGE, backup=sys.argv[3] == "backup")
except FileProblem as problem:
    print(problem.message)
"""


@pytest.mark.skipif(os.name == "nt", reason="file size limits are of POSIX")
@pytest.mark.parametrize("backup", ["backup", "no backup"])
@pytest.mark.parametrize("in_place", [True, False])
def test_file_size_limit(source: Path, tmp_path: Path, backup: str, in_place: bool) -> None:
    target = source if in_place else tmp_path / "结果.xlsx"
    before = state(tmp_path)
    command = [sys.executable, "-c", _LIMITED, str(source), str(target), backup]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=root, check=True)
    assert "磁盘空间不足" in done.stdout
    assert state(tmp_path) == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a disk with room for the workbook once, not twice."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1600k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_full_disk(source: Path, small_disk: Path) -> None:
    path = Path(shutil.copyfile(source, small_disk / "考核.xlsx"))
    assert "磁盘空间不足" in refusal(path, path, backup=False)
    assert "磁盘空间不足" in refusal(path, path, backup=True)
    assert "磁盘空间不足" in refusal(source, small_disk / "结果.xlsx")


@pytest.mark.skipif(os.name == "nt", reason="users and modes are of POSIX")
def test_folder_without_permission(source: Path) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        own = shutil.copyfile(source, folder / "考核.xlsx")
        folder.chmod(0o555)
        assert said_to_somebody_else(own, folder / "结果.xlsx") == "没有权限在文件夹"
        assert list(folder.iterdir()) == [own]
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def said_to_somebody_else(source: Path, target: Path) -> str:
    """Return the words of the refusal that a user without rights gets; an administrator becomes one for that."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        try:
            write_outcome(read_original(source), target, CHANGE)
        except FileProblem as problem:
            os.write(writer, "".join(re.findall("没有权限在文件夹", problem.message)).encode())
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader, "rb") as words:
        return words.read().decode()


def test_target_gets_a_whole_workbook_or_nothing(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "结果.xlsx"
    target.write_bytes(b"the old content")
    write_outcome(read_original(source), target, CHANGE, backup=False)
    assert parts(target)["xl/media/image1.png"] == NOISE
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["结果.xlsx"]
