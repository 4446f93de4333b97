"""A Word document with fields, filled in: ``{{单位}}`` anywhere in its text, or Word's own content controls.

The office edits the document in Word, which may cut a field over several runs of text; a field is found in the
text of its paragraph and filled in with the look of its first character.  A row of a table that holds a field
of an item is repeated for each item.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from xml.etree import ElementTree

from kaohe.core.patterns import compile_on_use
from kaohe.files.docx.package import zipped

Element = ElementTree.Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DOCUMENT = "word/document.xml"
_MARGINS = compile_on_use(r"word/(?:header|footer)\d*\.xml")
_FIELD = compile_on_use(r"[{｛]\s*[{｛]\s*([^{}｛｝]{1,30}?)\s*[}｝]\s*[}｝]")
_UNKNOWN_TO_XML = compile_on_use("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Marks of places that may stand only once in a document: what they mark is copied for each unit.
_ONCE = ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference")


class DocumentTemplate:
    """A Word document that holds fields.

    Raises:
        ValueError: It is no Word document.
    """

    def __init__(self, content: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                self._parts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
            self._document = _parse(self._parts[_DOCUMENT])
            self._body = self._document.find(f"{_W}body")
        except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, NotImplementedError, RuntimeError) as error:
            raise ValueError from error
        if self._body is None:
            raise ValueError

    @property
    def fields(self) -> list[str]:
        """The fields of the text, each once, in their order."""
        return _fields_of(self._document)

    @property
    def margin_fields(self) -> list[str]:
        """The fields of headers and footers, which are the same on all pages."""
        roots = (_parse(content) for name, content in self._parts.items() if _MARGINS.fullmatch(name))
        return list(dict.fromkeys(field for root in roots for field in _fields_of(root)))

    def filled(
        self, copies: Iterable[tuple[Mapping[str, str], Sequence[Mapping[str, str]]]], common: Mapping[str, str]
    ) -> bytes:
        """Return a document with one copy of the text for each pair of fields and items, each on a new page.

        ``common`` fills headers and footers.
        """
        document = deepcopy(self._document)
        body = document.find(f"{_W}body")
        if body is None:
            raise ValueError
        section = body.find(f"{_W}sectPr")
        blocks = [child for child in body if child is not section]
        for block in blocks:
            body.remove(block)
        if section is not None:
            body.remove(section)
        for number, (fields, items) in enumerate(copies):
            for block in _copy(blocks, fields, items, on_new_page=number > 0):
                body.append(block)
        if section is not None:
            body.append(section)
        _number_drawings(body)
        parts = dict(self._parts)
        parts[_DOCUMENT] = _serialised(document)
        for name in parts:
            if _MARGINS.fullmatch(name):
                root = _parse(parts[name])
                _fill(root, common)
                parts[name] = _serialised(root)
        return zipped(parts)


def _copy(
    blocks: Sequence[Element], fields: Mapping[str, str], items: Sequence[Mapping[str, str]], *, on_new_page: bool
) -> Iterator[Element]:
    wrapper = ElementTree.Element("copy")
    wrapper.extend(deepcopy(list(blocks)))
    for parent in wrapper.iter():
        for child in [child for child in parent if _name(child) in _ONCE]:
            parent.remove(child)
    _repeat_rows(wrapper, fields, items)
    _fill(wrapper, {**_below_each_other(items), **fields})
    if on_new_page and len(wrapper):
        yield from _page_break(wrapper[0])
    yield from wrapper


def _page_break(first: Element) -> Iterator[Element]:
    """Let the first block begin a page; a table can't, so that an empty paragraph goes before it."""
    if first.tag == f"{_W}p":
        properties = first.find(f"{_W}pPr")
        if properties is None:
            properties = ElementTree.Element(f"{_W}pPr")
            first.insert(0, properties)
        mark = ElementTree.Element(f"{_W}pageBreakBefore")
        before = [child for child in properties if _name(child) in ("pStyle", "keepNext", "keepLines")]
        properties.insert(len(before), mark)
        return
    paragraph = ElementTree.Element(f"{_W}p")
    run = ElementTree.SubElement(paragraph, f"{_W}r")
    ElementTree.SubElement(run, f"{_W}br", {f"{_W}type": "page"})
    yield paragraph


def _is_item_row(row: Element, fields: Mapping[str, str]) -> bool:
    return any(field not in fields for field in _fields_of(row))


def _below_each_other(items: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return what an item's field says outside of a table: one line for each item."""
    return {field: "\n".join(item[field] for item in items) for item in items[:1] for field in item}


def _repeat_rows(root: Element, fields: Mapping[str, str], items: Sequence[Mapping[str, str]]) -> None:
    """Repeat each row that holds a field of an item; without items one row stays, its fields blank."""
    blank = {field: "" for item in items[:1] for field in item}
    for table in list(root.iter(f"{_W}tbl")):
        for row in [row for row in table.findall(f"{_W}tr") if _is_item_row(row, fields)]:
            at = list(table).index(row)
            table.remove(row)
            for number, item in enumerate(items or [blank]):
                copy = deepcopy(row)
                _fill(copy, {**fields, **item})
                table.insert(at + number, copy)


def _fields_of(root: Element) -> list[str]:
    found = [field for paragraph in root.iter(f"{_W}p") for field in _FIELD.findall(_text_of(paragraph))]
    return list(dict.fromkeys([*found, *(tag for tag, _ in _controls(root))]))


def _controls(root: Element) -> Iterator[tuple[str, Element]]:
    """Yield Word's content controls that have a tag, with their content."""
    for control in root.iter(f"{_W}sdt"):
        tag = control.find(f"{_W}sdtPr/{_W}tag")
        content = control.find(f"{_W}sdtContent")
        if tag is not None and content is not None and tag.get(f"{_W}val", "").strip():
            yield tag.get(f"{_W}val", "").strip(), content


def _fill(root: Element, fields: Mapping[str, str]) -> None:
    for tag, content in _controls(root):
        texts = list(content.iter(f"{_W}t"))
        if tag in fields and texts:
            for text in texts:
                text.text = ""
            _write(content, texts[0], fields[tag])
    for paragraph in root.iter(f"{_W}p"):
        _fill_paragraph(paragraph, fields)


def _text_of(paragraph: Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(f"{_W}t"))


def _fill_paragraph(paragraph: Element, fields: Mapping[str, str]) -> None:
    """Fill in the fields of a paragraph from the last to the first, so that places before them stay."""
    texts = list(paragraph.iter(f"{_W}t"))
    whole = "".join(text.text or "" for text in texts)
    for found in reversed([*_FIELD.finditer(whole)]):
        if found[1] in fields:
            _replace(paragraph, texts, found.span(), fields[found[1]])


def _replace(paragraph: Element, texts: Sequence[Element], span: tuple[int, int], value: str) -> None:
    start, end = span
    place = 0
    for text in texts:
        content = text.text or ""
        first, last = max(start - place, 0), min(end - place, len(content))
        if first < last:
            starts_here = start >= place
            before, behind = content[:first], content[last:]
            text.text = before + behind if not starts_here else before + value + behind
            if starts_here:
                _write(paragraph, text, text.text)
        place += len(content)


def _write(root: Element, text: Element, value: str) -> None:
    """Let an element of text hold a value; line ends become Word's own."""
    lines = _UNKNOWN_TO_XML.sub("\ufffd", value).split("\n")
    text.text = lines[0]
    text.set(_SPACE, "preserve")
    run = next((run for run in root.iter(f"{_W}r") if text in list(run)), None)
    if run is None:
        text.text = " ".join(lines)
        return
    at = list(run).index(text)
    for number, line in enumerate(lines[1:]):
        more = ElementTree.Element(f"{_W}t", {_SPACE: "preserve"})
        more.text = line
        run.insert(at + 1 + 2 * number, ElementTree.Element(f"{_W}br"))
        run.insert(at + 2 + 2 * number, more)


def _number_drawings(body: Element) -> None:
    """Give copied pictures numbers of their own: Word wants each once."""
    drawings = (element for element in body.iter() if _name(element) == "docPr")
    for number, element in enumerate(drawings, 1):
        element.set("id", str(number))


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _parse(content: bytes) -> Element:
    """Parse a part; its prefixes are kept, as attributes of Word's name some of them."""
    if b"<!DOCTYPE" in content or b"\0" in content:  # entities are refused, in whatever encoding they come
        raise ElementTree.ParseError
    for _, (prefix, uri) in ElementTree.iterparse(io.BytesIO(content), events=["start-ns"]):  # noqa: S314
        if not re.fullmatch(r"ns\d+|xml", prefix):
            ElementTree.register_namespace(prefix, uri)
    return ElementTree.fromstring(content)  # noqa: S314


def _serialised(root: Element) -> bytes:
    """Return a part as it is stored; what Word may ignore is only named where it is used."""
    content: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    named = root.get(_IGNORABLE)
    if named:
        kept = [prefix for prefix in named.split() if f"xmlns:{prefix}=".encode() in content]
        root.set(_IGNORABLE, " ".join(kept))
        if not kept:
            del root.attrib[_IGNORABLE]
        content = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return content
