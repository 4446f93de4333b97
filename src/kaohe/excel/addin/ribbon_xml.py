"""The ribbon as XML (Office's customUI14), made from ``data/ribbon.toml``.

Each control carries in its tag the macro that it runs and its words, which KaoheRibbon.bas takes apart:
``macro:label|label in English|screen tip|in English|super tip|in English``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import quoteattr

from kaohe.excel.controls import Bilingual, Command, Control, groups

_TAB = ("考核", "Assessment")
_NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
_CALLBACKS = ("getLabel", "getScreentip", "getSupertip")

#: What no other kind of control has.
_OF_KIND = {
    "dynamicMenu": {"getContent": "KaoheRibbon.GetReasonMenu", "invalidateContentOnDrop": "true"},
    "editBox": {"onChange": "KaoheRibbon.SearchReason", "sizeString": "WWWWWWWW", "maxLength": "60"},
}


def ribbon_xml() -> str:
    """Return the whole part."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        f'<customUI xmlns="{_NAMESPACE}"><ribbon><tabs>',
        _start("tab", {"id": "kaohe", "keytip": "KH"} | _said((_TAB,))),
    ]
    for group in groups():
        lines.append(_start("group", {"id": f"kaohe_{group.id}"} | _said((group.label,))))
        for control in group.controls:
            lines += _element(control)
        lines.append("</group>")
    return "\n".join([*lines, "</tab></tabs></ribbon></customUI>", ""])


def _element(control: Control) -> Iterator[str]:
    attributes = {"id": f"kaohe_{control.id}"}
    if control.large:
        attributes["size"] = "large"
    if control.icon:
        attributes["imageMso"] = control.icon
    attributes["keytip"] = control.key
    attributes |= _said(control.words, control.command)
    attributes |= _OF_KIND.get(control.kind, {})
    if control.kind == "button" and control.command:
        attributes["onAction"] = f"KaoheRibbon.{control.command.callback}"
    if not control.items:
        yield _start(control.kind, attributes, closed=True)
        return
    yield _start(control.kind, attributes)
    for item in control.items:
        yield from _element(item)
    yield f"</{control.kind}>"


def _said(words: tuple[Bilingual, ...], command: Command | None = None) -> dict[str, str]:
    tag = f"{command.macro if command else ''}:{'|'.join(part for pair in words for part in pair)}"
    return {"tag": tag} | {
        callback: f"KaoheRibbon.{callback[0].upper()}{callback[1:]}" for callback in _CALLBACKS[: len(words)]
    }


def _start(name: str, attributes: Mapping[str, str], *, closed: bool = False) -> str:
    written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{written}{'/' if closed else ''}>"
