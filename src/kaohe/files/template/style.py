"""How the template looks: one place for colours, fonts and borders."""

from __future__ import annotations

from typing import Any

#: Colours as Excel writes them.
INK = "#262626"
QUIET = "#595959"
RULE = "#BFBFBF"
NAVY = "#1F3864"
TYPED_HEAD = "#2F5597"
COMPUTED_HEAD = "#6B6B6B"
COMPUTED_FILL = "#F2F2F2"
KEPT_HEAD = "#7F6000"
KEPT_FILL = "#FFF9E5"

Look = dict[str, Any]

#: 等线 comes with every Chinese Excel since 2016; where it is missing Excel and LibreOffice fall back by themselves.
FONT: Look = {"font_name": "等线", "font_size": 11}

BASE: Look = {"font_color": INK, "valign": "vcenter"}
TITLE: Look = {**BASE, "font_size": 18, "bold": True, "font_color": NAVY}
HINT: Look = {**BASE, "font_size": 10, "font_color": QUIET}
LINK: Look = {**HINT, "font_color": TYPED_HEAD, "underline": 1}

_CELL: Look = {**BASE, "border": 1, "border_color": RULE, "text_wrap": True}
_HEAD: Look = {**_CELL, "bold": True, "font_color": "#FFFFFF", "align": "center"}

TYPED: Look = {**_CELL}
COMPUTED: Look = {**_CELL, "bg_color": COMPUTED_FILL}
RESULT: Look = {**COMPUTED, "bold": True, "font_size": 12}
KEPT: Look = {**_CELL, "bg_color": KEPT_FILL}
HEADS: dict[str, Look] = {
    "typed": {**_HEAD, "bg_color": TYPED_HEAD},
    "computed": {**_HEAD, "bg_color": COMPUTED_HEAD},
    "result": {**_HEAD, "bg_color": COMPUTED_HEAD},
    "kept": {**_HEAD, "bg_color": KEPT_HEAD},
}
BODIES: dict[str, Look] = {"typed": TYPED, "computed": COMPUTED, "result": RESULT, "kept": KEPT}

LABEL: Look = {**_CELL, "bold": True, "bg_color": COMPUTED_FILL}
SECTION: Look = {**BASE, "font_size": 13, "bold": True, "font_color": NAVY, "bottom": 2, "bottom_color": NAVY}
STEP: Look = {**BASE, "bold": True, "font_color": TYPED_HEAD, "indent": 1}
PROSE: Look = {**BASE, "text_wrap": True, "indent": 1}

#: The three states of a unit: the symbol and the words say the same as the colour.
GOOD: Look = {"font_color": "#1F4E79"}
NOTED: Look = {"font_color": "#7F6000", "bg_color": "#FFF2CC"}
FAILED: Look = {"font_color": "#9C0006", "bg_color": "#F8CBAD", "bold": True}
STATES: dict[str, Look] = {"√": GOOD, "▲": NOTED, "×": FAILED}
DIFFERS: Look = {"font_color": "#9C0006", "bold": True}

#: Zero points are shown as a dash, so that the eye finds what was added or deducted.
POINTS_FORMAT = 'General;-General;"–"'
TABLE_STYLE = "Table Style Light 15"
