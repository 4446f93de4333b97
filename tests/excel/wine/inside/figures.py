"""Run by the Windows Python: how long calls and starts take.  Prints JSON; argument: the job in a JSON file.

``lines`` are start lines of servers by name, started in turn; ``rows`` the length of the column that is
ranked, ``calls`` how many of its cells are asked for one by one.
"""

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # Windows' own -I leaves the script's folder out
from excel import Bridge

RANK = ("kaohe.excel.server.udfs", "RANK_UNIT")


def seconds(action):
    start = time.perf_counter()
    result = action()
    return time.perf_counter() - start, result


def starts(job):
    taken = {name: [] for name in job["lines"]}
    for number in range(job["turns"]):
        for name, line in job["lines"].items():
            duration, bridge = seconds(lambda line=line, number=number: Bridge(job["library"], f"{line} {number}"))
            taken[name].append(duration)
            bridge.end()
    return taken


def calls(job):
    line = job["lines"]["kaohe"]
    column = [[100.0 - (row * 7 % 300) / 10] for row in range(job["rows"])]
    bridge = Bridge(job["library"], f"{line} calls")
    bridge.call(*RANK, [99.0, column])  # what is loaded on demand is loaded
    each = [seconds(lambda row=row: bridge.call(*RANK, [*row, column])) for row in column[: job["calls"]]]
    whole, ranks = seconds(lambda: bridge.call(*RANK, [column, column]))
    assert [[rank] for _, rank in each] == ranks[: job["calls"]]
    first = seconds(lambda: bridge.call("kaohe.excel.server.udfs", "SCORE_UNIT", ["迟到，扣0.1分"]))[0]
    small = (
        seconds(lambda: [bridge.call("kaohe.excel.server.udfs", "SCORE_UNIT", ["迟到，扣0.1分"]) for _ in range(200)])[
            0
        ]
        / 200
    )
    bridge.end()
    return {"each": [duration for duration, _ in each], "whole": whole, "first score": first, "score": small}


job = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
print(json.dumps({"starts": starts(job), "calls": calls(job)}))
