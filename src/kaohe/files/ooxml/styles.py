"""Cell formats in styles.xml: found where they are, appended where they are not, never changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property

from kaohe.core.number_formats import BUILT_IN, BUILT_IN_DATES, hides
from kaohe.core.records import NamedTuple
from kaohe.files.ooxml.markup import Element, Splice, append_child, escape_attribute, parse, set_attribute, splice
from kaohe.files.ooxml.workbook import Workbook

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_PART = "xl/styles.xml"
#: Children of ``styleSheet`` in the order of the schema, as far as formats go.
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles")
#: What a workbook without styles means; the first formats and the two first fills have fixed meanings.
_LEAST = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<styleSheet xmlns="{}">'
    '<fonts count="1"><font><sz val="11"/><name val="等线"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)

#: The last number format that is the same in every workbook.
_LAST_BUILT_IN = 163
#: What a cell format points to, and where that stands.
_POINTERS = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}

_Key = tuple[str, frozenset[tuple[str, str]], tuple["_Key", ...]]


class Tag(NamedTuple):
    """An element to be found or made, such as a font with its children."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Tag, ...] = ()

    def xml(self, prefix: str) -> str:
        """Return it as text, every name with the part's prefix."""
        head = f"<{prefix}{self.name}" + "".join(
            f' {key}="{escape_attribute(value)}"' for key, value in self.attributes
        )
        if not self.children:
            return head + "/>"
        return f"{head}>{''.join(child.xml(prefix) for child in self.children)}</{prefix}{self.name}>"

    @property
    def key(self) -> _Key:
        """What two elements that mean the same have in common."""
        return self.name, frozenset(self.attributes), tuple(sorted((child.key for child in self.children), key=repr))


class Format(NamedTuple):
    """One cell format; ``alignment`` may be left out."""

    font: Tag
    fill: Tag
    border: Tag
    alignment: Tag | None = None


class StyleSheet:
    """The styles part of a workbook; made where the workbook has none.

    Formats that were asked for and not found are written by :meth:`save`.
    """

    def __init__(self, workbook: Workbook) -> None:
        self._package = workbook.package
        part = self._package.related(workbook.part, "styles")
        self._part = part or _linked(workbook)
        self._text = _completed(self._package.text(self._part), workbook)
        self._root = parse(self._text)
        self._keys: dict[str, dict[_Key, int]] = {}
        self._added: dict[str, list[Tag]] = {}

    @property
    def default_font(self) -> str:
        """The name of the font that unformatted cells have, or nothing."""
        font = self._element("fonts").children[0]
        name = font.child("name")
        return name.attributes.get("val", "") if name else ""

    @property
    def unlocked(self) -> frozenset[int]:
        """The formats whose cells may be typed into on a protected sheet."""
        return frozenset(number for number, xf in enumerate(self._element("cellXfs").children) if _unlocked(xf))

    def format_id(self, wanted: Format) -> int:
        """Return the number that a cell's ``s`` needs for a format."""
        numbers = (
            ("numFmtId", "0"),
            ("fontId", str(self._find_or_add("fonts", wanted.font))),
            ("fillId", str(self._find_or_add("fills", wanted.fill))),
            ("borderId", str(self._find_or_add("borders", wanted.border))),
            ("xfId", "0"),
        )
        flags = ("applyFont", "applyFill", "applyBorder") + (("applyAlignment",) if wanted.alignment else ())
        children = (wanted.alignment,) if wanted.alignment else ()
        return self._find_or_add("cellXfs", Tag("xf", (*numbers, *((flag, "1") for flag in flags)), children))

    def hides(self, number: int, value: Decimal) -> bool:
        """Say whether cells of a format show a number other than it is."""
        return hides(self._codes.get(number, ""), value)

    @cached_property
    def _codes(self) -> dict[int, str]:
        """The codes of number formats by the numbers of the cell formats that have them."""
        own = {
            each.attributes.get("numFmtId"): each.attributes.get("formatCode", "")
            for each in _members(self._root, "numFmts")
        }
        usual = {str(number): code for number, code in BUILT_IN.items()} | dict.fromkeys(
            map(str, BUILT_IN_DATES), "yyyy/m/d"
        )
        ids = (xf.attributes.get("numFmtId", "0") for xf in self._element("cellXfs").children)
        return {number: own.get(each, usual.get(each, "General")) for number, each in enumerate(ids)}

    def plain(self, number: int) -> int:
        """Return the number of a format that is the same but shows every number as it is."""
        xf = self._element("cellXfs").children[number]
        attributes = (*(dict(xf.attributes) | {"numFmtId": "0"}).items(),)
        return self._find_or_add("cellXfs", Tag("xf", attributes, tuple(map(_tag, xf.children))))

    def adopt(self, theirs: Element, number: int) -> int:
        """Return the number of what format ``number`` of another styles part (its root) is here."""
        xf = _members(theirs, "cellXfs")[number]
        given = dict(xf.attributes)
        given["numFmtId"] = self._adopt_number_format(theirs, given.get("numFmtId", "0"))
        for key, collection in _POINTERS.items():
            part = _members(theirs, collection)[int(given.get(key, "0"))]
            given[key] = str(self._find_or_add(collection, _tag(part)))
        children = tuple(map(_tag, xf.children))
        return self._find_or_add("cellXfs", Tag("xf", (*(given | {"xfId": "0"}).items(),), children))

    def _adopt_number_format(self, theirs: Element, number: str) -> str:
        """Return the id of a number format here; those below 164 mean the same everywhere."""
        codes = {each.attributes["numFmtId"]: each.attributes["formatCode"] for each in _members(theirs, "numFmts")}
        if number not in codes:
            return number
        mine = [dict(each.attributes) for each in _members(self._root, "numFmts")]
        mine += [dict(tag.attributes) for tag in self._added.get("numFmts", ())]
        known = {each.get("formatCode", ""): each.get("numFmtId", "0") for each in mine}
        if codes[number] not in known:
            fresh = max([_LAST_BUILT_IN, *map(int, known.values())]) + 1
            wanted = Tag("numFmt", (("numFmtId", str(fresh)), ("formatCode", codes[number])))
            self._added.setdefault("numFmts", []).append(wanted)
            return str(fresh)
        return known[codes[number]]

    def save(self) -> None:
        """Put what was added into the package."""
        edits = [edit for collection in self._added for edit in self._edits(collection)]
        if edits:
            self._package.put_text(self._part, splice(self._text, edits))

    def _find_or_add(self, collection: str, wanted: Tag) -> int:
        if collection not in self._keys:
            members = self._element(collection).children
            # Of equal members the first counts, so that the same number comes out each time.
            self._keys[collection] = {_key(each): number for number, each in reversed(list(enumerate(members)))}
        number = self._keys[collection].get(wanted.key)
        if number is None:
            added = self._added.setdefault(collection, [])
            number = self._keys[collection][wanted.key] = len(self._element(collection).children) + len(added)
            added.append(wanted)
        return number

    def _edits(self, collection: str) -> list[Splice]:
        children = "".join(child.xml(self._root.prefix) for child in self._added[collection]).encode()
        element = self._root.child(collection)
        if element is None:  # only numFmts may be missing, which come first
            tag, at = f"{self._root.prefix}{collection}", self._root.open_end
            head = f'<{tag} count="{len(self._added[collection])}">'
            return [(at, at, head.encode() + children + f"</{tag}>".encode())]
        count = str(len(element.children) + len(self._added[collection]))
        opening = set_attribute(self._text[element.start : element.open_end], "count", count)
        if element.empty:
            whole = opening.removesuffix(b"/>").rstrip() + b">" + children + f"</{element.tag}>".encode()
            return [(element.start, element.end, whole)]
        return [(element.start, element.open_end, opening), append_child(self._text, element, children)]

    def _element(self, collection: str) -> Element:
        return next(self._root.all(collection))


def unlocked_formats(workbook: Workbook) -> frozenset[int]:
    """Return the formats whose cells may be typed into on a protected sheet."""
    return StyleSheet(workbook).unlocked


def _completed(text: bytes, workbook: Workbook) -> bytes:
    """Give a styles part the collections it lacks, each with the members whose meaning is fixed."""
    root = parse(text)
    if root.empty:  # <styleSheet/>: a place for children first
        text = splice(text, [append_child(text, root, b"")])
        root = parse(text)
    least = _LEAST.format(workbook.main_namespace).encode()
    edits = []
    for whole in parse(least).children:
        element = root.child(whole.name)
        if whole.name not in _ORDER or (element is not None and element.children):
            continue
        before = _ORDER[: _ORDER.index(whole.name)]
        at = max((each.end for each in root.children if each.name in before), default=root.open_end)
        start, end = (element.start, element.end) if element is not None else (at, at)
        prefixed = re.sub(rb"<(/?)", rb"<\1" + root.prefix.encode(), least[whole.start : whole.end])
        edits.append((start, end, prefixed))
    return splice(text, edits)


def _linked(workbook: Workbook) -> str:
    """Return the styles part of a workbook that has lost the link to it, or has none: then the least is made."""
    package = workbook.package
    if _PART not in package:
        package.add(_PART, _LEAST.format(workbook.main_namespace).encode(), _CONTENT_TYPE)
    package.relate(workbook.part, "styles", _PART, strict=workbook.strict, only=True)
    return _PART


def _key(element: Element) -> _Key:
    children = tuple(sorted((_key(child) for child in element.children), key=repr))
    return element.name, frozenset(element.attributes.items()), children


def _members(root: Element, collection: str) -> list[Element]:
    element = root.child(collection)
    return element.children if element else []


def _tag(element: Element) -> Tag:
    """Return an element to be made; a font's tie to the theme is left out, as themes differ."""
    children = tuple(_tag(child) for child in element.children if child.name != "scheme")
    return Tag(element.name, (*element.attributes.items(),), children)


def _unlocked(xf: Element) -> bool:
    protection = xf.child("protection")
    given: Mapping[str, str] = protection.attributes if protection else {}
    return given.get("locked") in ("0", "false")
