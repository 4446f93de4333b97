"""WordprocessingML in the making: elements, paragraphs, and text that XML can hold."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, tostring

from kaohe.core.patterns import compile_on_use

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NOT_IN_XML = compile_on_use("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def element(tag: str, *children: Element, **attributes: object) -> Element:
    """Return ``<w:tag>`` with children and ``w:`` attributes."""
    made = Element(f"w:{tag}", {f"w:{name}": str(value) for name, value in attributes.items()})
    made.extend(children)
    return made


def root(tag: str, *children: Element) -> Element:
    """Return the outermost element of a part."""
    made = element(tag, *children)
    made.set("xmlns:w", _NAMESPACE)
    return made


def serialised(part: Element) -> bytes:
    """Return a part as it is stored."""
    content: bytes = tostring(part, encoding="UTF-8", xml_declaration=True)
    return content


def paragraph(style: str, *runs: Element, tabs: Element | None = None) -> Element:
    """Return a paragraph in a style of the form; ``tabs`` are tab stops of its own."""
    own = [] if tabs is None else [tabs]
    return element("p", element("pPr", element("pStyle", val=style), *own), *runs)


def tab_stop(align: str, position: int) -> Element:
    """Return a single tab stop (``left``, ``center``), ``position`` in twips from the margin."""
    return element("tabs", element("tab", val=align, pos=position))


def run(text: str) -> Element:
    """Return a run of text; a line end in it stays in the paragraph."""
    return element("r", *_pieces(text))


def tab() -> Element:
    """Return a run that goes to the next tab stop."""
    return element("r", element("tab"))


def field(instruction: str) -> Element:
    """Return a field that Word computes (``PAGE``, ``NUMPAGES``)."""
    return element("fldSimple", run("1"), instr=f" {instruction} ")


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point, as Word counts."""
    return round(millimetres / 25.4 * 1440)


def run_text(text: str) -> str:
    """Return what :func:`run` makes of a text, written out: a long table is never held as elements."""
    lines = _NOT_IN_XML.sub("\ufffd", text).split("\n")
    return f"<w:r>{'<w:br />'.join(map(_written, lines))}</w:r>"


def _written(line: str) -> str:
    if not line:
        return ""
    safe = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<w:t xml:space="preserve">{safe}</w:t>'


def _pieces(text: str) -> Iterable[Element]:
    for number, line in enumerate(text.split("\n")):
        if number:
            yield element("br")
        if line:
            piece = element("t")
            piece.text = _NOT_IN_XML.sub("\ufffd", line)
            piece.set(_SPACE, "preserve")
            yield piece
