"""A file replaced as Windows wants it: its permissions, attributes and streams (the zone mark) stay."""

from __future__ import annotations

import sys
from pathlib import Path

_WRITE_THROUGH, _IGNORE_MERGE_ERRORS, _IGNORE_ACL_ERRORS = 1, 2, 4

if sys.platform == "win32":
    import ctypes

    def replace_keeping_security(target: Path, fresh: Path) -> bool:
        """Put a file in the place of another one, which gives it its identity; say whether that worked.

        Where it did not (a share that knows no ``ReplaceFile``), both files are there, or only ``fresh`` is:
        a plain rename is left to the caller.
        """
        replace = ctypes.WinDLL("kernel32", use_last_error=True).ReplaceFileW
        replace.argtypes = (
            ctypes.c_wchar_p,
            ctypes.c_wchar_p,
            ctypes.c_wchar_p,
            ctypes.c_uint32,
            *[ctypes.c_void_p] * 2,
        )
        return bool(replace(str(target), str(fresh), None, _WRITE_THROUGH | _IGNORE_MERGE_ERRORS, None, None))
