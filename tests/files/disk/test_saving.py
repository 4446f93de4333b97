"""Files of a folder are written all or none; what is too large is not read at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kaohe.core.problem import FileProblem
from kaohe.files.disk.saving import save_all
from kaohe.files.disk.source import read_file


def broken(after: int) -> Iterator[tuple[str, bytes]]:
    """Yield some files, then a name that no file may have."""
    yield from [(f"{number}.docx", b"new") for number in range(after)]
    yield "没有/这个/文件夹.docx", b"new"


def test_folder_that_was_made_for_them_goes_again(tmp_path: Path) -> None:
    with pytest.raises(FileProblem):
        save_all(tmp_path / "甲" / "乙", broken(3))
    assert not any(tmp_path.iterdir())


def test_files_that_were_there_are_put_back(tmp_path: Path) -> None:
    (tmp_path / "0.docx").write_bytes(b"old")
    (tmp_path / "1.docx").write_bytes(b"new")  # holds what would be written
    with pytest.raises(FileProblem):
        save_all(tmp_path, broken(3))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"0.docx": b"old", "1.docx": b"new"}


def test_former_contents_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"old")
    (kept,) = save_all(tmp_path, [("a.docx", b"new"), ("b.docx", b"new")])
    assert kept.read_bytes() == b"old"
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes() == b"new"


def test_file_that_no_memory_holds_is_refused_unread(tmp_path: Path) -> None:
    large = tmp_path / "a.xlsx"
    large.touch()
    os.truncate(large, 6 << 30)  # sparse: it takes no room
    with pytest.raises(FileProblem, match="太大"):
        read_file(large)
