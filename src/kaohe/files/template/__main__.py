"""``python -m kaohe.files.template`` rebuilds the committed template (or the file that is named)."""

from __future__ import annotations

import sys
from pathlib import Path

from kaohe.files.template import build_workbook, empty_content

if __name__ == "__main__":
    build_workbook(Path(*sys.argv[1:] or ["templates/kaohe.xlsx"]), empty_content())
