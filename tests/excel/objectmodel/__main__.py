"""``python -m tests.excel.objectmodel`` writes ``members.csv`` anew from the published descriptions."""

from __future__ import annotations

import csv

from tests.excel.objectmodel.constants import used_constants
from tests.excel.objectmodel.library import FILE, HEADINGS
from tests.excel.objectmodel.packages import fetch, rows_of

if __name__ == "__main__":
    with FILE.open("w", encoding="utf-8", newline="") as target:
        target.write("# Extract of exceltypes 0.0.2 (PyPI) and @types/activex-excel 14.0.11 (npm), both under MIT;\n")
        target.write("# made by python -m tests.excel.objectmodel: change that, not this file.\n")
        writer = csv.DictWriter(target, HEADINGS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows_of(*fetch(), used_constants()))
