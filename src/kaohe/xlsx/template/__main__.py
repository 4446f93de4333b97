"""``python -m kaohe.xlsx.template templates/kaohe.xlsx`` rebuilds the committed template."""

from __future__ import annotations

import sys
from pathlib import Path

from kaohe.xlsx.template import build_workbook, empty_content

if __name__ == "__main__":
    build_workbook(Path(sys.argv[1]), empty_content())
