"""LibreOffice Calc in Excel's place, under xlwings' own Windows engine, which runs here as it is.

Another witness than the engine over openpyxl: a real spreadsheet program that computes formulas, parses what is entered,
draws conditions and prints.  Every member that is asked for is first held against Excel's type library
(:mod:`tests.excel.objectmodel`); it plays Excel 2016, so what came later is refused, as such an Excel does.

LibreOffice 7.4 now and then ends by itself, so each scenario gets a LibreOffice and a Python of its own:
``python -m tests.excel.calc TITLE`` plays one, ``python -m tests.excel.calc --report FILE`` is ``kaohe addin selftest``.
"""
