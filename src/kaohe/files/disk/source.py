"""The bytes of a file, or one sentence that says why there are none to be had."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from kaohe.core.problem import FileProblem
from kaohe.core.records import dataclass, field
from kaohe.files.disk.names import printable

#: Bytes; no table comes near, and what does would fill the memory before anyone could say so.
_LARGEST = 1 << 30
_HELD = ("没有读取它的权限，或它正被其他程序独占", "请关闭占用它的程序，或联系文件所有者授权")
_TOO_LARGE = ("文件太大，内存放不下", "请删去用不着的内容，另存后再试")


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it was when it was read, once: what is computed from it and what is compared later are the same."""

    path: Path
    content: bytes = field(repr=False)

    @property
    def fingerprint(self) -> str:
        """What tells the content from any other one that this process reads (64 bits, other ones in each process)."""
        return f"{len(self.content)}/{hash(self.content):x}"


def read_original(source: Path | Original) -> Original:
    """Return a file with its bytes; one that was read already is not read again.

    Raises:
        FileProblem: See :func:`read_file`.
    """
    return source if isinstance(source, Original) else Original(source, read_file(source))


def read_file(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        FileProblem: It is missing, a folder or no plain file, may not be read, or does not fit into memory.
    """
    try:
        _require_plain_file(path)
        return path.read_bytes()
    except FileNotFoundError:
        raise unreadable(path, "没有找到这个文件", "请检查文件名和所在文件夹") from None
    except PermissionError:
        raise unreadable(path, *_HELD) from None
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "文件名不对"
        raise unreadable(path, f"读取失败（{reason}）", "请检查文件名和磁盘后再试") from None
    except MemoryError:
        raise unreadable(path, *_TOO_LARGE) from None


def _require_plain_file(path: Path) -> None:
    status = path.stat()
    mode = status.st_mode
    if stat.S_ISDIR(mode):
        raise unreadable(path, "这是一个文件夹", "请写上其中文件的文件名")
    if not stat.S_ISREG(mode):
        raise unreadable(path, "这不是普通文件", "请换成要处理的文件")
    if status.st_size > _LARGEST:
        raise unreadable(path, *_TOO_LARGE)


def unreadable(path: Path, what: str, remedy: str) -> FileProblem:
    """Return the problem with reading a file: what is wrong with it, and what to do."""
    return FileProblem(f"无法读取“{printable(str(path))}”：{what}。{remedy}。")
