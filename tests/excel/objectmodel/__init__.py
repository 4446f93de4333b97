"""Excel's object model as two published descriptions of its type library state it, and what Kaohe uses of it.

The descriptions: ``exceltypes`` (PyPI, MIT: made by makepy from Excel 16's own library; members, arguments,
results, constants) and ``@types/activex-excel`` (npm, MIT: from Excel 2010's; arguments too, and what is
read-only).  A member that only the first knows came after Excel 2010.

``members.csv`` is their extract for the interfaces that Kaohe touches, so that the test engine is held against
it without a network; ``python -m tests.excel.objectmodel`` writes it anew.
"""
