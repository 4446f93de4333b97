"""Run by the Windows Python: drop the files of the command line on 重新计算; print what the box says, and the shortcuts."""

import json
import sys
from pathlib import Path

from kaohe.cli.dropping import drop
from kaohe.excel.windows.shortcuts import _shortcuts

said = []
drop("recalc", [*map(Path, sys.argv[1:])], lambda text, is_question: said.append(text) or False)
program = "pythonw.exe".encode("utf-16-le")
links = {target.name: program in target.read_bytes() for target, _ in _shortcuts() if target.exists()}
print(json.dumps({"said": said, "links": links}))
