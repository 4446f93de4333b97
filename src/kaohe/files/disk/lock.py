"""One run at a time on a file: others wait, and a run that is killed leaves no lock behind.

The lock is the system's own on a file beside the target (``flock``, on Windows a locked byte of a file that is
deleted when it is closed), so it ends with the process, whatever ends that.  It reaches as far as the file system
carries such locks: local disks, NFS, SMB.  Where there are none, a file is still compared with what was read
before it is replaced (:mod:`kaohe.files.disk.replacing`), so that nothing is lost; only nobody waits.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kaohe.core.problem import FileProblem
from kaohe.files.disk.leftovers import clear_leftovers, lock_name
from kaohe.files.disk.names import shown

PATIENCE_SECONDS = 60.0
_SILENT_SECONDS = 0.5
_PAUSE_SECONDS = 0.02
_TAKEN = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}

#: The files that this thread holds: a command holds one from reading to writing, and the write asks again.
_held = threading.local()


@contextmanager
def alone(target: Path, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold a file that is going to be written; what killed runs left beside it is cleared first.

    ``waiting`` is called once where another run holds it.

    Raises:
        FileProblem: Another run still holds it after a minute.
    """
    target = Path(os.path.realpath(target))
    mine: set[Path] = _held.__dict__.setdefault("paths", set())
    if target in mine:
        yield
        return
    descriptor = _wait(target, waiting)
    mine.add(target)
    try:
        if descriptor is not None:
            clear_leftovers(target)
        yield
    finally:
        mine.discard(target)
        if descriptor is not None:
            _let_go(descriptor, target)


def _wait(target: Path, waiting: Callable[[], None] | None) -> int | None:
    """Return the descriptor of the lock, None where the file system has no locks."""
    start, told = time.monotonic(), waiting is None
    while True:
        with contextlib.suppress(BlockingIOError):
            return _take(target.with_name(lock_name(target)))
        waited = time.monotonic() - start
        if waited > PATIENCE_SECONDS:
            raise FileProblem(
                f"无法写入“{shown(target)}”：另一个 kaohe 正在处理它，等了{PATIENCE_SECONDS:.0f}秒仍未完成。请等它结束后再试。"
            )
        if not told and waiting is not None and waited > _SILENT_SECONDS:
            told = True
            waiting()
        time.sleep(_PAUSE_SECONDS)


if sys.platform == "win32":
    import ctypes
    import msvcrt

    _LOCK_VIOLATION = 33

    def _take(lock: Path) -> int | None:
        try:
            descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_TEMPORARY | os.O_NOINHERIT)
        except PermissionError as error:  # being deleted by the one before; or the folder may not be written at all
            if lock.exists():
                raise BlockingIOError from error
            return None
        except OSError:
            return None
        why = _lock_first_byte(descriptor)
        if why == 0:
            return descriptor
        os.close(descriptor)
        if why == _LOCK_VIOLATION:
            raise BlockingIOError
        return None

    def _lock_first_byte(descriptor: int) -> int:
        """Lock a byte of a file; return 0, or the system's own number of what is in the way (C's is not always set)."""
        lock = ctypes.WinDLL("kernel32", use_last_error=True).LockFile
        lock.argtypes = (ctypes.c_void_p, *[ctypes.c_uint32] * 4)
        return 0 if lock(msvcrt.get_osfhandle(descriptor), 0, 0, 1, 0) else ctypes.get_last_error()

    def _let_go(descriptor: int, _target: Path) -> None:
        with contextlib.suppress(OSError):
            os.close(descriptor)  # which deletes the file

else:
    import fcntl

    def _take(lock: Path) -> int | None:
        """Return the descriptor of a lock that is held now.

        Raises:
            BlockingIOError: Somebody else holds it.
        """
        descriptor = _opened(lock)
        if descriptor is None:
            return None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_still_named(descriptor, lock):
                return descriptor
        except OSError as error:
            os.close(descriptor)
            if error.errno in _TAKEN:
                raise BlockingIOError from error
            return None
        os.close(descriptor)  # the one before removed its name between our two steps
        raise BlockingIOError

    def _opened(lock: Path) -> int | None:
        """Open a lock, which may be another user's; None where nothing may be written at all."""
        flags = os.O_CLOEXEC | os.O_NOFOLLOW
        for access in (os.O_RDWR | os.O_CREAT, os.O_RDONLY):
            with contextlib.suppress(OSError):
                return os.open(lock, access | flags, 0o666)
        return None

    def _is_still_named(descriptor: int, lock: Path) -> bool:
        try:
            return os.path.samestat(os.fstat(descriptor), lock.stat())
        except FileNotFoundError:
            return False

    def _let_go(descriptor: int, target: Path) -> None:
        with contextlib.suppress(OSError):
            target.with_name(lock_name(target)).unlink()
        with contextlib.suppress(OSError):
            os.close(descriptor)
