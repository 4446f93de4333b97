"""Whether a file may be written: found out, and said in Chinese, before anything is touched."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kaohe.core.patterns import compile_on_use
from kaohe.core.problem import FileProblem
from kaohe.core.records import NamedTuple
from kaohe.files.disk.names import printable, shown

_OFFICE_NAME_OFFSET = 55
#: Names that Windows takes for devices, whatever their suffix.
_DEVICE = compile_on_use(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]) *(\..*)?", re.IGNORECASE)

_NO_ROOM = ("磁盘空间不足", "请清理磁盘，或另存到其他位置")
#: Error number → what is wrong, and what to do.
_CAUSES: dict[int, tuple[str, str]] = {
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.EFBIG: _NO_ROOM,
    errno.ENAMETOOLONG: ("文件名太长", "请改短文件名再试"),
    errno.EROFS: ("磁盘是只读的", "请另存到其他位置"),
}


def check_target(target: Path) -> None:
    """Refuse a target that cannot or must not be written.

    Raises:
        FileProblem: It is a folder, a pipe or a device, its folder is missing, it is read-only, or it is
            open in Excel, WPS or LibreOffice.
    """
    with writing(target):
        _check(Path(os.path.realpath(target)))


def _check(target: Path) -> None:
    folder = target.parent
    if not folder.is_dir():
        raise FileProblem(
            f"无法写入“{shown(target)}”：文件夹“{printable(str(folder))}”不存在。请先建立这个文件夹，或换一个位置。"
        )
    if target.is_dir():
        raise FileProblem(f"无法写入“{shown(target)}”：这是一个文件夹。请写上文件名，例如“{shown(target)}/考核.xlsx”。")
    if _is_device(target):
        raise FileProblem(f"无法写入“{shown(target)}”：这不是普通文件（管道或设备）。请换一个文件名。")
    if target.exists():
        _check_writable(target)
        _check_closed(target)
    if not os.access(folder, os.W_OK):
        raise FileProblem(
            f"无法写入“{shown(target)}”：没有权限在文件夹“{printable(str(folder))}”中保存文件。请换一个文件夹。"
        )


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Turn what the system objects to inside into a problem with writing ``target``.

    Raises:
        FileProblem: In one Chinese line what is wrong and what to do.
    """
    try:
        yield
    except PermissionError as error:
        raise FileProblem(
            f"无法写入“{shown(target)}”：没有权限，或文件正被其他程序打开。请关闭该文件，或另存到其他文件夹。"
        ) from error
    except OSError as error:
        unknown = (f"写入失败（{error.strerror or error}）", "请检查磁盘或网络位置，或另存到其他文件夹")
        what, remedy = _CAUSES.get(error.errno or 0, unknown)
        raise FileProblem(f"无法写入“{shown(target)}”：{what}。{remedy}。") from error


def _is_device(target: Path) -> bool:
    if sys.platform == "win32" and _DEVICE.fullmatch(target.name):
        return True
    return target.exists() and not target.is_file()


def _check_writable(target: Path) -> None:
    # Replacing a file needs no right to write it, and an administrator may write any: so its mode is looked at.
    if not target.stat().st_mode & 0o222 or not os.access(target, os.W_OK):
        raise FileProblem(
            f"无法写入“{shown(target)}”：文件是只读的，或您没有修改它的权限。请取消“只读”属性，或另存为其他文件。"
        )


def _check_closed(target: Path) -> None:
    if user := find_user(target):
        raise FileProblem(
            f"无法写入“{shown(target)}”：{user.name}正在用 {user.program} 打开它。请先关闭该文件再试；"
            f"如已确认无人打开，请删除同一文件夹里的“{shown(user.lock)}”。"
        )


class User(NamedTuple):
    """Who has a file open, in which program, and the file that says so."""

    name: str
    program: str
    lock: Path


def find_user(path: Path) -> User | None:
    """Return who has a file open in Excel, WPS or LibreOffice, by what these lay beside it."""
    held = ((lock, program, owner) for lock, program, owner in _locks(path) if lock.exists())
    return next((User(owner(lock), program, lock) for lock, program, owner in held), None)


def _locks(target: Path) -> tuple[tuple[Path, str, Callable[[Path], str]], ...]:
    """Return the files that programs lay beside a file while it is open, and how to read whose they are."""
    is_document = target.suffix.lower() == ".docx"
    office, wps = ("Word", "WPS 文字") if is_document else ("Excel", "WPS 表格")
    # Word's owner file stands in for the first two characters of a name, where that leaves six.
    cut = min(max(len(target.stem) - 6, 0), 2) if is_document else 0
    return (
        (target.with_name(f"~${target.name[cut:]}"), office, _office_owner),
        (target.with_name(f".~{target.name}"), wps, _office_owner),
        (target.with_name(f".~lock.{target.name}#"), "LibreOffice", _libreoffice_owner),
    )


def _office_owner(lock: Path) -> str:
    """Return the user named in an owner file: a length, then UTF-16 text behind the 8-bit form of the name."""
    content = _content(lock)
    length = content[0] if content else 0
    name = content[_OFFICE_NAME_OFFSET : _OFFICE_NAME_OFFSET + 2 * length].decode("utf-16-le", "replace")
    return _named(name)


def _libreoffice_owner(lock: Path) -> str:
    """Return the user named in a lock file: ``name,login,computer,time,profile``."""
    fields = _content(lock).decode("utf-8", "replace").split(",")
    return _named(next((field for field in fields[:2] if field.strip()), ""))


def _content(lock: Path) -> bytes:
    try:
        return lock.read_bytes()
    except OSError:  # Excel keeps its owner file to itself on Windows
        return b""


def _named(name: str) -> str:
    name = printable(name).strip()
    return f"“{name}”" if name else "有人"
