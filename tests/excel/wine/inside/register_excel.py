"""Run by the Windows Python: register the pretended Excel with its type library.

Arguments: the type library's file, its identifier, that of Excel's class.
"""

import sys
import winreg
from pathlib import Path

import pythoncom

file, library, application = sys.argv[1:]
pythoncom.RegisterTypeLib(pythoncom.LoadTypeLib(file), file)

python = Path(sys.prefix) / "EXCEL.EXE"
script = Path(__file__).with_name("excel_program.py")
classes = r"SOFTWARE\Classes"
for key, value in (
    (r"Excel.Application\CLSID", f"{{{application}}}"),
    (rf"CLSID\{{{application}}}\LocalServer32", f'"{python}" -I -X utf8 "{script}"'),
    (rf"CLSID\{{{application}}}\ProgID", "Excel.Application"),
):
    winreg.SetValue(winreg.HKEY_LOCAL_MACHINE, rf"{classes}\{key}", winreg.REG_SZ, value)
