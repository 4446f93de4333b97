"""Byte code for the packages, made on the office PC.

Made there and not in the bundle: it must be of the bundle's own Python version, and whoever makes a bundle may
have another.  "Unchecked", because nobody edits these files, and asking for each file's time costs at each start.
"""

from __future__ import annotations

import compileall
from pathlib import PureWindowsPath
from py_compile import PycInvalidationMode

from kaohe.windows.place import PACKAGES, Place


def compile_packages(new: Place, *, final: PureWindowsPath) -> None:
    """Compile what is in the folder ``new`` and will soon be in ``final``."""
    compileall.compile_dir(
        new.packages,
        stripdir=str(new.packages),
        prependdir=str(final / PACKAGES),
        quiet=2,
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )
