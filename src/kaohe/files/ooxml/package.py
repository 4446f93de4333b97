"""An Open Packaging file (``.xlsx``, ``.xlsm``) as parts, content types and relationships.

Parts are read when asked for, and only parts that were put are written anew.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from urllib.parse import unquote

from kaohe.core.records import NamedTuple
from kaohe.files.ooxml.archive import Archive, ArchiveError
from kaohe.files.ooxml.markup import Element, MarkupError, append_child, decode, encode, escape_attribute, parse, splice
from kaohe.files.ooxml.source import damaged

CONTENT_TYPES = "[Content_Types].xml"
_XML_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_NO_RELATIONSHIPS = (
    _XML_HEAD + b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/"


class Relationship(NamedTuple):
    """A link from one part to another; ``kind`` is the last word of its type (``worksheet``, ``styles``).

    ``target`` is the name of a part, or whatever was written where the link leaves the package.
    """

    id: str
    kind: str
    target: str
    external: bool


#: Parts up to this size, such as lists of links, are asked for over and over; each is inflated once.
_SMALL = 1 << 14


class Package:
    """The parts of a workbook file: read, put, drop, then :meth:`chunks`.

    Part names have no leading slash and are found whatever their case, as the standard wants.

    Methods that read raise ArchiveError or MarkupError where the file is damaged; :func:`worded` turns
    those into the sentence a clerk reads.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._archive = Archive(data)
        self._members = {_folded(name): name for name in self._archive.names}
        if len(self._members) < len(set(self._archive.names)):
            raise ArchiveError("two parts of one name")  # but for case or slashes: which is meant, nobody can say
        self._small: dict[str, bytes] = {}
        self._links: dict[str, tuple[bytes, list[Relationship]]] = {}
        self._put: dict[str, bytes] = {}
        self._dropped: set[str] = set()

    @property
    def changed(self) -> bool:
        """Whether any part differs from the file."""
        return bool(self._put or self._dropped)

    def __contains__(self, name: str) -> bool:
        member = self._member(name)
        return member in self._put or (member in self._members.values() and member not in self._dropped)

    def read(self, name: str) -> bytes:
        """Return the bytes of a part as they stand now.

        Raises:
            ArchiveError: There is no such part, or it cannot be inflated.
        """
        member = self._member(name)
        if member in self._put:
            return self._put[member]
        if member not in self:
            raise ArchiveError(f"no part {name}")
        content = self._small.get(member)
        if content is None:
            content = self._archive.read(member)
            if len(content) <= _SMALL:
                self._small[member] = content
        return content

    def text(self, name: str) -> bytes:
        """Return an XML part as UTF-8, whatever its encoding."""
        return decode(self.read(name))[0]

    def put(self, name: str, content: bytes) -> None:
        """Replace or add a part; content that is the same as in the file is no change."""
        member = self._member(name)
        self._dropped.discard(member)
        if member in self._members.values() and self._archive.read(member) == content:
            self._put.pop(member, None)
        else:
            self._put[member] = content

    def put_text(self, name: str, text: bytes) -> None:
        """Replace an XML part by UTF-8 ``text``, stored in the part's own encoding."""
        self.put(name, encode(text, decode(self.read(name))[1]))

    def add(self, name: str, content: bytes, content_type: str) -> None:
        """Add a new part and declare its type."""
        self.put(name, content)
        types = self.text(CONTENT_TYPES)
        root = parse(types)
        tag = f'<{root.prefix}Override PartName="/{escape_attribute(name)}" ContentType="{content_type}"/>'.encode()
        # A type may be left of a part that is gone (exporters that drop a sheet leave it): each part has one.
        left = [each for each in root.all("Override") if _folded(each.attributes.get("PartName", "")) == _folded(name)]
        edits = [(each.start, each.end, b"") for each in left]
        self.put_text(CONTENT_TYPES, splice(types, [*edits, append_child(types, root, tag)]))

    def drop(self, name: str, *, owner: str) -> None:
        """Remove a part with its content type, its own relationships and that by which ``owner`` holds it."""
        for each in filter(self.__contains__, (name, _rels_name(name))):
            member = self._member(each)
            self._put.pop(member, None)
            self._dropped.add(member)
        held = _rels_name(owner)
        self._cut(CONTENT_TYPES, lambda child: _folded(child.attributes.get("PartName", "")) == _folded(name))
        self._cut(held, lambda child: _folded(_absolute(owner, child.attributes.get("Target", ""))) == _folded(name))

    def content_type(self, name: str) -> str:
        """Return the declared type of a part, or nothing."""
        root = parse(self.text(CONTENT_TYPES))
        for override in root.all("Override"):
            if _folded(override.attributes.get("PartName", "")) == _folded(name):
                return override.attributes.get("ContentType", "")
        extension = posixpath.splitext(name)[1][1:].lower()
        for default in root.all("Default"):
            if default.attributes.get("Extension", "").lower() == extension:
                return default.attributes.get("ContentType", "")
        return ""

    def relationships(self, owner: str = "") -> list[Relationship]:
        """Return the links that leave a part (or the package itself)."""
        name = _rels_name(owner)
        if name not in self:
            return []
        content = self.read(name)
        known = self._links.get(name)
        if known is None or known[0] != content:
            root = parse(decode(content)[0])
            known = self._links[name] = content, [_relationship(owner, child) for child in root.all("Relationship")]
        return [*known[1]]

    def related(self, owner: str, kind: str) -> str | None:
        """Return the part that ``owner`` holds by a kind of relationship; a link that leads to no part is none."""
        links = (link.target for link in self.relationships(owner) if link.kind == kind and not link.external)
        return next((target for target in links if target in self), None)

    def relate(self, owner: str, kind: str, target: str, *, strict: bool = False, only: bool = False) -> str:
        """Link ``owner`` to a part by a kind of relationship; return the new id.

        ``only``: there is one part of this kind; links of the kind that lead to no part go.
        """
        name = _rels_name(owner)
        if name not in self:
            self.put(name, _NO_RELATIONSHIPS)
        elif only:
            self._cut(name, lambda child: _leads_nowhere(self, _relationship(owner, child), kind))
        fresh = self._fresh_id(owner)
        address = escape_attribute(posixpath.relpath("/" + target, "/" + posixpath.dirname(owner)))
        text = self.text(name)
        root = parse(text)
        kind_uri = (_STRICT if strict else _TRANSITIONAL) + kind
        tag = f'<{root.prefix}Relationship Id="{fresh}" Type="{kind_uri}" Target="{address}"/>'
        self.put_text(name, splice(text, [append_child(text, root, tag.encode())]))
        return fresh

    def _fresh_id(self, owner: str) -> str:
        """Return the first id that no link of ``owner`` has; one that ``owner`` speaks of, though its link is gone, is not free."""
        taken = {link.id for link in self.relationships(owner)}
        text = self.text(owner)
        ids = (f"rId{number}" for number in count(1))
        return next(rid for rid in ids if rid not in taken and not any(each in text for each in _quotings(rid)))

    def fresh_name(self, pattern: str) -> str:
        """Return the first free part name of a pattern such as ``xl/worksheets/sheet{}.xml``.

        One whose links are still there, though the part is gone, is not free: a new part would have them.  Nor is
        one that links still lead to: a sheet that is gone would come back as the new one.
        """
        led_to = self._led_to()
        names = (pattern.format(number) for number in count(1))
        return next(
            name for name in names if name not in self and _rels_name(name) not in self and _folded(name) not in led_to
        )

    def _led_to(self) -> set[str]:
        found: set[str] = set()
        for member in {*self._members.values(), *self._put} - self._dropped:
            folder, name = posixpath.split(_folded(member))
            if name.endswith(".rels") and posixpath.basename(folder) == "_rels":
                owner = posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))
                with suppress(ArchiveError, MarkupError):  # what can't be read leads nowhere
                    found |= {_folded(link.target) for link in self.relationships(owner)}
        return found

    def chunks(self) -> Iterator[bytes | memoryview]:
        """Yield the bytes of the file as it stands now; the original bytes where nothing changed."""
        if not self.changed:
            return iter((self.data,))
        old = set(self._members.values())
        replaced = {name: (content,) for name, content in self._put.items() if name in old}
        added = {name: (content,) for name, content in self._put.items() if name not in old}
        return self._archive.chunks(replaced, added, frozenset(self._dropped & old))

    def _member(self, name: str) -> str:
        return self._members.get(_folded(name), name)

    def _cut(self, name: str, unwanted: Callable[[Element], bool]) -> None:
        text = self.text(name)
        gone = [(child.start, child.end, b"") for child in parse(text).children if unwanted(child)]
        self.put_text(name, splice(text, gone))


@contextmanager
def worded(path: Path) -> Iterator[None]:
    """Turn damage met inside into a problem with the file at ``path``.

    Raises:
        FileProblem: With the sentence a clerk reads.
    """
    try:
        yield
    except (ArchiveError, MarkupError) as error:
        raise damaged(path) from error


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _rels_name(owner: str) -> str:
    folder, name = posixpath.split(owner)
    return posixpath.join(folder, "_rels", name + ".rels")


def _absolute(owner: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), unquote(target))).lstrip("/")


def _quotings(value: str) -> tuple[bytes, bytes]:
    return f'"{value}"'.encode(), f"'{value}'".encode()


def _leads_nowhere(package: Package, link: Relationship, kind: str) -> bool:
    return link.kind == kind and not link.external and link.target not in package


def _relationship(owner: str, element: Element) -> Relationship:
    given = element.attributes
    target, external = given.get("Target", ""), given.get("TargetMode") == "External"
    kind = given.get("Type", "").rstrip("/").rpartition("/")[2]
    return Relationship(given.get("Id", ""), kind, target if external else _absolute(owner, target), external)
