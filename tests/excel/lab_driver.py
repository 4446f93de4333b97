"""Runs under the Python that LibreOffice brings: opens the workbook, plays Excel, passes every question on.

Talks JSON lines: first a job on standard input; then questions on standard output, each with its
answer on standard input; at last the results.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.task import XJob
from com.sun.star.uno import RuntimeException

ALWAYS_RUN_MACROS = 4


def say(message: object) -> None:
    print(json.dumps(message, ensure_ascii=False), flush=True)


class Server(unohelper.Base, XJob):
    """What the stand-in bridge asks."""

    def execute(self, arguments: object) -> object:
        kind, name, values = (argument.Value for argument in arguments)
        say({"ask": [kind, name, values]})
        reply = json.loads(sys.stdin.readline())
        if "problem" in reply:
            raise RuntimeException(reply["problem"], None)
        return encode(reply["answer"])


def encode(answer: object) -> object:
    if isinstance(answer, list):
        return tuple(map(encode, answer))
    return f"error:{answer}" if isinstance(answer, int) and not isinstance(answer, bool) else answer


def start(profile: str, pipe: str) -> tuple[subprocess.Popen[bytes], object]:
    office = subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--norestore",
            "--nologo",
            f"-env:UserInstallation={profile}",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(200):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return office, context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            time.sleep(0.3)
    raise RuntimeError("LibreOffice did not start")


def shown(cell: object) -> object:
    """Return what a cell shows: text, number or LibreOffice's own error; an error made by VBA is the text Error 2042."""
    if cell.getError():
        return {"error": cell.getError()}
    if cell.FormulaResultType2 == 1:  # a number
        return cell.Value
    return cell.String


def work(desktop: object, job: dict[str, object]) -> dict[str, object]:
    hidden, macros = PropertyValue(), PropertyValue()
    hidden.Name, hidden.Value = "Hidden", False
    macros.Name, macros.Value = "MacroExecutionMode", ALWAYS_RUN_MACROS
    document = desktop.loadComponentFromURL(job["file"], "_blank", 0, (macros, hidden))
    scripts = document.getScriptProvider()

    def run(name: str, *arguments: object) -> object:
        script = scripts.getScript(f"vnd.sun.star.script:VBAProject.{name}?language=Basic&location=document")
        return script.invoke(arguments, (), ())[0]

    run("KaoheLab.Connect", Server())
    results: dict[str, object] = {"macros": [run(*call) for call in job["before"]]}
    document.calculateAll()
    sheet = document.Sheets.getByIndex(0)
    results["cells"] = {
        address: shown(sheet.getCellRangeByName(address).getCellByPosition(0, 0)) for address in job["cells"]
    }
    results["macros"] += [run(*call) for call in job["after"]]
    document.close(True)
    return results


def main() -> None:
    job = json.loads(sys.stdin.readline())
    office, desktop = start(job["profile"], job["pipe"])
    try:
        say({"done": work(desktop, job)})
    finally:
        try:
            desktop.terminate()
        finally:
            office.wait(60)
    os._exit(0)  # the bridge's threads outlive it: an orderly end of Python crashes now and then


main()
