"""A Word document as a grid: paragraphs and tables in their order, merged cells as merged areas.

All tables stand below one another in one grid, as a table that Word split in two has its
headings only once.  Text is read as it would be after accepting all tracked changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from operator import itemgetter
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from kaohe.core.cells import CellValue
from kaohe.core.looks import Look, Piece, seen_text, struck_text
from kaohe.core.problem import FileProblem
from kaohe.core.table import Sheets
from kaohe.files.disk.source import Original, read_original, unreadable
from kaohe.files.docx.beside import beside
from kaohe.files.docx.looks import DocumentStyles, read_looks
from kaohe.files.docx.numbering import Numbering, read_numbering
from kaohe.files.ooxml.archive import Archive, ArchiveError
from kaohe.files.ooxml.markup import MarkupError, decode
from kaohe.tables import SheetGrid, find_tables

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

_P, _R, _T, _FIELD, _SDT = (_W + name for name in ("p", "r", "t", "fldChar", "sdt"))
#: What rows and cells may stand in.
_AROUND = frozenset(_W + name for name in ("sdt", "sdtContent", "customXml", "ins"))

#: Deleted or moved away by tracked changes, or no text of the document itself.
_PASSED_OVER = frozenset(
    {_W + "del", _W + "moveFrom", _W + "instrText", _W + "delText", _W + "rPr", _W + "pPr", _FALLBACK}
)
_CHARACTERS = {_W + "tab": " ", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-", _W + "ptab": " "}

_DOCUMENT = "word/document.xml"
_NOTES = {"footnote": "脚注", "endnote": "尾注"}
#: Characters of a text that a note is said to belong to.
_QUOTED = 20

_OLE = b"\xd0\xcf\x11\xe0"
#: Tags that a document may have at least, and for each byte of the file: what has more was made to fill memory.
_MOST_TAGS, _TAGS_A_BYTE = 1_000_000, 4
_WIDEST_SPAN = 256

CellRange = tuple[int, int, int, int]


def read_document(source: Path | Original) -> Sheets:
    """Return the assessment tables of a Word document.

    Raises:
        FileProblem: It is missing, no .docx file, protected by a password, or damaged.
    """
    return find_tables((read_grid(source),))


def read_grid(source: Path | Original) -> SheetGrid:
    """Return what a Word document shows, as one sheet.

    Raises:
        FileProblem: It is missing, no .docx file, protected by a password, or damaged.
    """
    source = read_original(source)
    path, data = source.path, source.content
    document = _part(path, data, _DOCUMENT)
    if document.count(b"<") > max(_MOST_TAGS, _TAGS_A_BYTE * len(data)):
        raise unreadable(path, "文档大得不正常", "请只留下考核表，另存后再试")
    body = _tree(path, document).find(_W + "body")
    if body is None:
        raise _damaged(path)
    numbers, styles = (_part(path, data, f"word/{name}.xml", needed=False) for name in ("numbering", "styles"))
    try:
        grid = _GridBuilder(
            read_numbering(_tree(path, numbers) if numbers else None),
            read_looks(_tree(path, styles) if styles else None),
        )
        for block in _blocks(body):
            if block.tag == _W + "tbl":
                grid.add_table(block)
            else:
                grid.add_paragraph(block)
        notes = tuple(_notes(path, data, body))
        remarks = tuple(_remarks(path, data, body))
    except RecursionError:  # thousands of elements inside one another: no program wrote that
        raise _damaged(path) from None
    merged = tuple(grid.merged)
    return SheetGrid(path.stem, grid.rows, merged=merged, leftovers=notes, remarks=remarks, struck=grid.struck)


class _GridBuilder:
    """Rows collected so far; a vertical merge grows the area that it continues.

    ``struck`` are the words of cells that are struck out.
    """

    def __init__(self, numbering: Numbering, looks: DocumentStyles) -> None:
        self.rows: list[list[CellValue]] = []
        self.merged: list[CellRange] = []
        self.struck: dict[tuple[int, int], str] = {}
        self._numbering = numbering
        self._looks = looks

    def _text(self, block: Element, row: int, column: int) -> str:
        """Return the text of a paragraph or cell as it is read, and note what of it is struck out."""
        pieces = self._cell_pieces(block)
        text = "".join([text for text, _ in pieces])
        for _, look in pieces:
            if look is not Look.PLAIN:
                break
        else:
            return text
        if struck := struck_text(pieces):
            self.struck[row, column] = struck
        return seen_text(pieces) or text

    def _cell_pieces(self, block: Element) -> list[Piece]:
        """Return the text of a paragraph or cell, with the numbers that Word puts before paragraphs.

        Such a number that stands alone is one (序号), without the mark behind it.
        """
        found: list[Piece] = []
        for paragraph in _paragraphs(block):
            number = self._numbering.before(paragraph)
            pieces = _pieces(paragraph, partial(self._looks.of_run, paragraph=paragraph))
            blank = not any(map(str.strip, map(itemgetter(0), pieces)))
            head = number.rstrip(".、．) ）") if blank else _set_apart(number)
            if blank and not head.strip():
                continue
            if found or head:
                found.append(Piece(f"\n{head}" if found else head, Look.PLAIN))
            found += () if blank else pieces
        return found

    def add_paragraph(self, block: Element) -> None:
        text = self._text(block, len(self.rows) + 1, 1)
        if text.strip():
            self.rows.append([text])

    def add_table(self, table: Element) -> None:
        open_areas: dict[int, CellRange] = {}
        for row in _children(table, "tr"):
            open_areas = self._add_row(row, open_areas)
        self.merged.extend(area for area in open_areas.values() if _is_merged(area))

    def _add_row(self, row: Element, above: dict[int, CellRange]) -> dict[int, CellRange]:
        """Append one row; return the areas that the next row may continue, by their first column."""
        number, column = len(self.rows) + 1, 1 + _grid_before(row)
        values: list[CellValue] = [None] * (column - 1)
        areas: dict[int, CellRange] = {}
        for cell in _children(row, "tc"):
            properties = cell.find(f"{_W}tcPr")
            span = _span(properties)
            last = column + span - 1
            started = above.get(column)
            if _continues(properties) and started is not None:
                areas[column] = (started[0], started[1], number, started[3])
                del above[column]
                text = None
            else:
                areas[column] = (number, column, number, last)
                text = self._text(cell, number, column) or None
            values += [text, *[None] * (span - 1)]
            column = last + 1
        self.rows.append(values)
        self.merged.extend(area for area in above.values() if _is_merged(area))
        return areas


def _set_apart(number: str) -> str:
    """Return the number of a list with a mark behind it: Word keeps it apart by a tab, and 1 before 2次 is not 12."""
    return f"{number}、" if number and number[-1].isalnum() else number


def _is_merged(area: CellRange) -> bool:
    return area[:2] != area[2:]


def _blocks(body: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables of a body in order, those inside content controls too."""
    for child in body:
        if child.tag == _W + "tbl" and _is_frame(child):
            for row in _children(child, "tr"):
                for cell in _children(row, "tc"):
                    yield from _blocks(cell)
        elif child.tag in (_W + "p", _W + "tbl"):
            yield child
        elif child.tag not in _PASSED_OVER and not _is_unfilled(child):
            yield from _blocks(child)


def _is_frame(table: Element) -> bool:
    """Say whether a table of one column only stands around another one, to place it on the page."""
    inner = None
    for row in _children(table, "tr"):
        cells = [*_children(row, "tc")]
        if len(cells) != 1:
            return False
        inner = cells[0].find(_W + "tbl") if inner is None else inner
    return inner is not None


def _is_unfilled(control: Element) -> bool:
    """Say whether a content control shows only what to fill in."""
    return control.tag == _SDT and _find(control, "sdtPr", "showingPlcHdr") is not None


def _find(element: Element, outer: str, inner: str) -> Element | None:
    """Return an element's first child of a name within that of another; a path in one would be searched ten times as long."""
    found = element.find(_W + outer)
    return None if found is None else found.find(_W + inner)


#: Where rows and cells say that a tracked change deleted them.
_DELETED = {"tr": ("trPr", "del"), "tc": ("tcPr", "cellDel")}


def _children(parent: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, those inside content controls too; deleted ones are gone."""
    wanted, deleted = _W + name, _DELETED[name]
    for child in parent:
        if child.tag == wanted:
            if _find(child, *deleted) is None:
                yield child
        elif child.tag in _AROUND:
            yield from _children(child, name)


def _text(block: Element) -> str:
    """Return the text of a paragraph or cell: one line a paragraph, nested tables cell by cell."""
    lines = ["".join([text for text, _ in _pieces(paragraph)]) for paragraph in _paragraphs(block)]
    return "\n".join(line for line in lines if line.strip())


def _paragraphs(element: Element) -> list[Element]:
    """Return the paragraphs of a block, those in text boxes too, but not what Word keeps twice for older programs."""
    found = [element] if element.tag == _P else []
    for child in element:
        if (len(child) or child.tag == _P) and child.tag not in _PASSED_OVER and not _is_unfilled(child):
            found += _paragraphs(child)
    return found


def _remarks(path: Path, data: bytes, body: Element) -> Iterator[tuple[None, str]]:
    for told in beside(body, list(Archive(data).names), lambda name: _tree(path, _part(path, data, name)), _text):
        yield None, told


def _notes(path: Path, data: bytes, body: Element) -> Iterator[str]:
    """Yield the foot- and endnotes that the text refers to, each with the beginning of what it belongs to."""
    for kind, word in _NOTES.items():
        if body.find(f".//{_W}{kind}Reference") is None:
            continue
        anchors = {
            reference.get(_W + "id"): _text(block)[:_QUOTED]
            for block in body.iter(_W + "p")
            for reference in block.iter(f"{_W}{kind}Reference")
        }
        if anchors and (part := _part(path, data, f"word/{kind}s.xml", needed=False)):
            for note in _tree(path, part).iter(_W + kind):
                if note.get(_W + "id") in anchors and (text := _text(note).strip()):
                    yield f"{word}（在“{anchors[note.get(_W + 'id')]}”处）：{text}"


def _plain(_run: Element) -> Look:
    return Look.PLAIN


def _pieces(element: Element, look_of: Callable[[Element], Look] = _plain, look: Look = Look.PLAIN) -> list[Piece]:
    """Return the text of a paragraph (or of what stands in it) with the look of each run."""
    found: list[Piece] = []
    for child in element:
        tag = child.tag
        if tag == _T:
            found.append(Piece(child.text or "", look))
        elif tag in _CHARACTERS:
            found.append(Piece(_CHARACTERS[tag], look))
        elif tag == _FIELD:
            found.append(Piece(_chosen(child), look))
        elif tag not in _PASSED_OVER and tag != _P and not _is_unfilled(child):
            found += _pieces(child, look_of, look_of(child) if tag == _R else look)
    return found


def _chosen(field: Element) -> str:
    """Return the entry that is chosen in a drop-down list of Word's older kind, which has no text of its own."""
    choices = _find(field, "ffData", "ddList")
    if choices is None:
        return ""
    result = choices.find(_W + "result")
    number = _number(choices.find(_W + "default") if result is None else result)
    entries = [entry.get(_W + "val", "") for entry in choices.iter(_W + "listEntry")]
    return entries[number] if number < len(entries) else ""


def _number(element: Element | None) -> int:
    value = "" if element is None else element.get(_W + "val", "")
    return int(value) if value.isdecimal() and len(value) <= 4 else 0


def _span(properties: Element | None) -> int:
    return 1 if properties is None else min(max(_number(properties.find(f"{_W}gridSpan")), 1), _WIDEST_SPAN)


def _grid_before(row: Element) -> int:
    return min(_number(_find(row, "trPr", "gridBefore")), _WIDEST_SPAN)


def _continues(properties: Element | None) -> bool:
    merge = None if properties is None else properties.find(f"{_W}vMerge")
    return merge is not None and merge.get(_W + "val", "continue") == "continue"


def _tree(path: Path, part: bytes) -> Element:
    try:
        text = decode(part)[0].replace(_STRICT[1:-1].encode(), _W[1:-1].encode())
        if b"<!DOCTYPE" not in text:  # the parser is told the encoding: the declaration may still say another
            return ElementTree.fromstring(text, ElementTree.XMLParser(encoding="utf-8"))  # noqa: S314 - no DTD
    except (ElementTree.ParseError, MarkupError, ValueError):
        pass
    raise _damaged(path)


def _part(path: Path, data: bytes, name: str, *, needed: bool = True) -> bytes:
    """Return a part of the document; empty where it is missing and not ``needed``."""
    if data.startswith(_OLE):
        raise unreadable(path, "文档设了打开密码，或是旧格式（.doc）", "请用 Word 打开，去掉密码并另存为 .docx 后再试")
    try:
        archive = Archive(data)
        if inflated := archive.bomb:
            raise unreadable(path, f"解压后有 {inflated >> 20} MB，不像正常的文档", "请只留下考核表，另存后再试")
        if name in archive.names:
            return archive.read(name)
        if not needed:
            return b""
        raise unreadable(path, "这不是 Word 文档", "请换成 .docx 文档")
    except ArchiveError:
        raise unreadable(path, "这不是 Word 文档，或文件已损坏", "请换成 .docx 文档，或重新拷贝一份") from None


def _damaged(path: Path) -> FileProblem:
    return unreadable(path, "文档内容已损坏", "请用 Word 打开修复、另存后再试")
