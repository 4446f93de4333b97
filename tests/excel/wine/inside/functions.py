"""Run by the Windows Python: start the function server as the VBA bridge does, and put a list of calls to it.

Arguments: a JSON file with ``library``, ``line`` and ``calls`` ([module, function, arguments]).  Prints JSON.
"""

import json
import sys
import time
from pathlib import Path

from kaohe.excel.windows.processes import running_programs

sys.path.insert(0, str(Path(__file__).parent))  # Windows' own -I leaves the script's folder out
from excel import Bridge

job = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
before = {program.number for program in running_programs()}
start = time.perf_counter()
bridge = Bridge(job["library"], job["line"])
started = time.perf_counter() - start
programs = [str(program.path) for program in running_programs() if program.number not in before]
answers = [bridge.call(module, function, arguments) for module, function, arguments in job["calls"]]
bridge.end()
print(json.dumps({"started": started, "programs": programs, "answers": answers}))
