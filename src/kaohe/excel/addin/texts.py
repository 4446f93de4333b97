"""The module KaoheTexts: the few sentences that VBA itself says, made from ``texts.toml``.

VBA text is ASCII, so Chinese stands in it as hexadecimal character codes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

from kaohe.excel.addin.sources import LINE_END, TEXTS, read_text

NAME = "KaoheTexts"

_HEAD = f"""\
VERSION 1.0 CLASS
BEGIN
  MultiUse = -1  'True
END
Attribute VB_Name = "{NAME}"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = True
Attribute VB_Exposed = False
Option Explicit
' Made from {TEXTS} by kaohe.excel.addin.texts: change that, not this file.
"""

#: Characters a line: the editor takes at most 1,023 columns.
_CHUNK = 40


def texts_module() -> str:
    """Return the module's text."""
    lines = _HEAD.splitlines()
    for name, words in tomllib.loads(read_text(TEXTS)).items():
        lines += ["", *_property(name, words["zh"], words["en"])]
    return LINE_END.join(lines) + LINE_END


def _property(name: str, chinese: str, english: str) -> Iterator[str]:
    yield f"Public Property Get {name}() As String"
    yield "    Dim codes As String"
    for start in range(0, len(chinese), _CHUNK):
        codes = "".join(f"{ord(char):04X}" for char in chinese[start : start + _CHUNK])
        yield f'    codes = codes & "{codes}"'
    yield f'    {name} = KaoheLanguage.PartOf(KaoheLanguage.FromCodes(codes) & "|{english}", 0)'
    yield "End Property"
