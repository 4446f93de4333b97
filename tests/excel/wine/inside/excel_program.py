"""Run by the Windows Python under the name EXCEL.EXE: the program that answers COM as Excel does.

When it is ready it writes C:\\excel.ready; what it was asked goes into C:\\excel.json when it ends, and what went wrong
into C:\\excel.txt.  With a file of steps (see ``clicks.Ribbon``) it takes them itself, and then ends.
"""

import json
import sys
import traceback
from pathlib import Path

_LOG = Path(r"C:\excel.json")


def main():
    import pythoncom
    import pywintypes
    import win32api
    import win32com.server.policy
    from tests.excel.objectmodel.typelib import identifier
    from tests.excel.wine.program import application, serving
    from tests.excel.wine.program.objects import Makers

    pythoncom.CoInitialize()
    excel = application.Application(application.Excel(), lambda: win32api.PostQuitMessage(0))
    Makers.of["Excel"] = lambda own: excel
    Makers.application.append(excel)
    known = pywintypes.IID("{" + identifier("Application") + "}")

    class Policy(win32com.server.policy.DefaultPolicy):
        """Gives whoever asks for Excel the one that is running."""

        def _CreateInstance_(self, clsid, wanted):  # noqa: N802 - pywin32's name
            return serving.interface_pointer(excel).QueryInterface(wanted)

    win32com.server.policy.DefaultPolicy = Policy
    factory = pythoncom.MakePyFactory(known)
    pythoncom.CoRegisterClassObject(known, factory, pythoncom.CLSCTX_LOCAL_SERVER, pythoncom.REGCLS_MULTIPLEUSE)
    _LOG.with_suffix(".ready").touch()
    steps = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")) if sys.argv[1:] else None
    results = []
    if steps is None:
        pythoncom.PumpMessages()
    else:
        from tests.excel.wine.program.clicks import Ribbon

        results = Ribbon(excel, Path(sys.argv[1]).parent).play(steps)
    seen = {"asked": serving.asked, "refused": serving.refused, "computed": excel.own._calls, "results": results}
    _LOG.write_text(json.dumps(seen), encoding="utf-8")


try:
    main()
except BaseException:
    _LOG.with_suffix(".txt").write_text(traceback.format_exc(), encoding="utf-8")
    raise
