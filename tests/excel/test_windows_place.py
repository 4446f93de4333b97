"""Where things lie on an office PC, and how files come and go there."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.excel.wine.calls import bridge

from kaohe.cli import main
from kaohe.core.problem import FileProblem
from kaohe.excel.addin.sources import addin_folder
from kaohe.excel.server.serving import log_file
from kaohe.excel.windows import tree
from kaohe.excel.windows.installation import user_folder
from kaohe.excel.windows.manifest import as_json, find_damage, manifest_of, read_manifest
from kaohe.excel.windows.place import LIBRARY, LIBRARY_32, PYTHON, ROOT, START_LINE, XLWINGS

FILES = {"kaohe.xlam": b"add-in", "python/python.exe": b"program", "python/Lib/a.py": b"", "说明.txt": "文".encode()}


def _write(root: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        tree.write_file(root / name, content)


def _read(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def test_the_bridge_knows_the_same_place_and_the_same_line() -> None:
    library, library_32 = (str(ROOT / PYTHON / name) for name in (LIBRARY, LIBRARY_32))
    assert bridge() == {"library": library, "library 32": library_32, "line": f"{START_LINE} 1"}


def test_the_place_can_be_passed_through_any_code_page() -> None:
    assert START_LINE.isascii()
    assert " " not in str(ROOT)


def test_uninstalling_finds_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert log_file().parent == user_folder()


def test_the_librarys_version_is_the_pinned_one() -> None:
    wheels = (addin_folder() / "windows" / "wheels.txt").read_text(encoding="ascii")
    assert f"\nxlwings=={XLWINGS} " in wheels


@pytest.mark.parametrize("name", ["install.cmd", "uninstall.cmd", "doctor.cmd"])
def test_command_files_are_ascii_with_windows_line_ends(name: str) -> None:
    content = (addin_folder() / "windows" / name).read_bytes()
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n") > 3


def test_who_forgot_to_unpack_is_told_so_in_chinese() -> None:
    text = (addin_folder() / "windows" / "install.cmd").read_bytes().decode()
    codes = re.findall(r"0x([0-9A-F]{4})", text)
    assert "".join(chr(int(code, 16)) for code in codes) == "请先解压全部文件，再运行"


def test_the_command_files_name_the_place() -> None:
    assert f"set place={ROOT}\r\n" in (addin_folder() / "windows" / "uninstall.cmd").read_bytes().decode()


@pytest.mark.parametrize("command", ["install", "uninstall"])
def test_on_other_systems_nothing_is_installed(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kaohe.cli.commands.addin.sys", SimpleNamespace(platform="darwin"))
    with pytest.raises(SystemExit) as left:
        main(["addin", command])
    assert left.value.code == 2
    assert "只能在 Windows 和 Linux 上" in capsys.readouterr().err


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    manifest = manifest_of("1.2.3", {"xlwings": "0.37.8"}, FILES)
    file = tmp_path / "manifest.json"
    file.write_bytes(as_json(manifest))
    assert read_manifest(file) == manifest
    assert manifest.top_names == {"kaohe.xlam", "python", "说明.txt"}


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"version": "1"}', "考核".encode("gbk")])
def test_a_file_that_is_no_manifest_is_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "manifest.json"
    file.write_bytes(content)
    assert read_manifest(file) is None


@given(st.sets(st.sampled_from(sorted(FILES))), st.sets(st.sampled_from(sorted(FILES))))
def test_damage_is_found_whatever_it_is(gone: set[str], changed: set[str]) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        root = Path(folder)
        _write(root, FILES | {"of the user.txt": b"more"})
        for name in changed:
            (root / name).write_bytes(FILES[name] + b"x")
        for name in gone:
            (root / name).unlink()
        damage = find_damage(manifest_of("1", {}, FILES), root)
    assert set(damage.missing) == gone
    assert set(damage.changed) == changed - gone
    assert bool(damage) is bool(gone | changed)


def test_new_files_take_the_place_of_old_ones(tmp_path: Path) -> None:
    _write(tmp_path, {"python/old.py": b"1", "kaohe.xlam": b"1", "stale.txt": b"1", "the user's.txt": b"1"})
    _write(tmp_path / tree.NEW, {"python/new.py": b"2", "kaohe.xlam": b"2"})
    tree.exchange(tmp_path, ["python", "kaohe.xlam", "stale.txt", "never there.txt"])
    tree.remove(tmp_path / tree.OLD)
    tree.remove(tmp_path / tree.NEW)
    assert _read(tmp_path) == {"python/new.py": b"2", "kaohe.xlam": b"2", "the user's.txt": b"1"}


@pytest.mark.parametrize("stuck", ["kaohe.xlam", "python", "template.xlsx"])
def test_when_a_file_cannot_be_moved_everything_is_as_before(tmp_path: Path, stuck: str) -> None:
    before = {"python/a.py": b"1", "kaohe.xlam/x": b"1", "template.xlsx/x": b"1"}
    _write(tmp_path, before)
    _write(tmp_path / tree.NEW, {"python/a.py": b"2", "kaohe.xlam": b"2", "template.xlsx": b"2"})
    _write(tmp_path / tree.OLD / stuck, {"in the way": b""})
    with pytest.raises(FileProblem, match="正被其他程序使用"):
        tree.exchange(tmp_path, [])
    tree.remove(tmp_path / tree.OLD)
    tree.remove(tmp_path / tree.NEW)
    assert _read(tmp_path) == before


def test_removing_what_is_not_there_is_no_error(tmp_path: Path) -> None:
    tree.remove(tmp_path / "nothing")
    assert list(tmp_path.iterdir()) == []
