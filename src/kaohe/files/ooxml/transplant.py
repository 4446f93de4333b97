"""A sheet that Kaohe built, put into a closed workbook: 上报表, 统计, 与上一版比较.

The sheet brings its cell formats, texts, page and native charts along; no other part changes but
the lists that must name the new parts.  Putting the same sheet again gives the same bytes.  Conditional
formats and links that leave the sheet are not taken over: Kaohe's pages have none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO

from kaohe.core.patterns import compile_on_use
from kaohe.files.ooxml.markup import parse
from kaohe.files.ooxml.own_sheet import free_name, marked_sheet
from kaohe.files.ooxml.package import Package
from kaohe.files.ooxml.styles import StyleSheet
from kaohe.files.ooxml.workbook import DefinedName, Workbook, quoted

#: Names that belong to one sheet; those of an earlier page go where the new one has none.
_PAGE_NAMES = ("_xlnm.Print_Titles", "_xlnm.Print_Area", "_xlnm._FilterDatabase")

# What XlsxWriter writes, so these patterns know all there is.
_FORMATTED = compile_on_use(rb'(<(?:c|row|col) [^>]*?\b(?:s|style)=")(\d+)(")')
_SHARED = compile_on_use(rb'( t=")s("><)v>(\d+)</v>')
_STRING = compile_on_use(rb"<si>(.*?)</si>", re.DOTALL)
_DRAWING = compile_on_use(rb'(<drawing r:id=")[^"]*(")')
_ONE_CHART = ["drawing", "chart"]
_SELECTED = b' tabSelected="1"'
_ROW_END, _MUCH = b"</row>", 1 << 16

#: What no name of a sheet has in Excel.
_NO_NAME = compile_on_use(r"[\[\]:*?/\\]|^'|'$|^$|^.{32}")

_TRANSITIONAL = b"http://schemas.openxmlformats.org/"
#: The same namespaces in the strict form of the standard.
_STRICT = {
    b"spreadsheetml/2006/main": b"spreadsheetml/main",
    b"officeDocument/2006/relationships": b"officeDocument/relationships",
    b"drawingml/2006/": b"drawingml/",
}


def put_page(workbook: Workbook, build: Callable[[str], bytes], name: str, mark: str) -> str:
    """Put a sheet into a workbook, in the place of the one that was put there before.

    Args:
        workbook: Where to; its package is changed.
        build: Gives the bytes of a workbook whose only sheet has the name that it is called with.
        name: The sheet's name, unless a sheet of the user's has it (then 上报表2, …).
        mark: The hidden name by which the sheet is known again.

    Returns:
        The name that the sheet has in the workbook.
    """
    free = free_name(name, (sheet.name for sheet in workbook.sheets))
    earlier = marked_sheet(workbook, mark)
    built = Workbook(Package(build(free if earlier is None or _NO_NAME.search(earlier) else earlier)))
    if earlier is not None and _has_become_the_users(workbook, earlier, built):
        _leave(workbook, earlier, mark)
        earlier = None
        built = Workbook(Package(build(free)))
    title = built.sheets[0].name
    if earlier is None:
        workbook.add_sheet(title, _blank(workbook))
    _fill(workbook, title, built)
    _define_names(workbook, title, built, mark)
    return title


def _has_become_the_users(workbook: Workbook, earlier: str, built: Workbook) -> bool:
    """Say whether an earlier page holds anything that the new one would not put in its place.

    A page of Kaohe's may do without its chart this time, or not have needed one before.  One with a name that Excel
    does not allow (other programs do) was not named by Kaohe.
    """
    if built.sheets[0].name != earlier:
        return True
    before = _kinds(workbook.package, workbook.sheet_part(earlier) or "")
    after = _kinds(built.package, built.sheets[0].part or "")
    return before not in ([], after, [] if after else _ONE_CHART)


def _leave(workbook: Workbook, page: str, mark: str) -> None:
    """Mark a page that has become the user's as a copy of the new one: it is no table of units, and never read as one."""
    position = [sheet.name for sheet in workbook.sheets].index(page)
    workbook.define(DefinedName(mark, f"{quoted(page)}!$A$1", position, hidden=True))


def _kinds(package: Package, part: str) -> list[str]:
    kinds = []
    for link in package.relationships(part):
        if link.kind != "printerSettings":
            kinds += [link.kind, *_kinds(package, link.target)] if link.kind == "drawing" else [link.kind]
    return kinds


def _blank(workbook: Workbook) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
    return f'{head}<worksheet xmlns="{workbook.main_namespace}"><sheetData/></worksheet>'.encode()


def _fill(workbook: Workbook, title: str, built: Workbook) -> None:
    part, source = workbook.sheet_part(title) or "", built.sheets[0].part or ""
    text = _adapted(built.package.text(source), built, StyleSheet(workbook))
    drawing = built.package.related(source, "drawing")
    if drawing is not None:
        link = _put_drawing(workbook, part, built.package, drawing)
        text = _DRAWING.sub(rb"\g<1>" + link.encode() + rb"\2", text)
    elif (earlier := workbook.package.related(part, "drawing")) is not None:
        _drop_drawing(workbook.package, part, earlier)
    workbook.package.put(part, _in_form_of(workbook, text))


def _adapted(text: bytes, built: Workbook, styles: StyleSheet) -> bytes:
    """Give cells, rows and columns the numbers that their formats have in the workbook, and let cells hold their texts themselves."""
    theirs = parse(built.package.text(built.package.related(built.part, "styles") or ""))
    strings = built.package.related(built.part, "sharedStrings")
    texts = _STRING.findall(built.package.text(strings)) if strings else []
    adopted = cache(lambda number: str(styles.adopt(theirs, int(number))).encode())

    made = BytesIO()
    for piece in _pieces(text):
        formatted = _FORMATTED.sub(lambda found: found[1] + adopted(found[2]) + found[3], piece.replace(_SELECTED, b""))
        made.write(
            _SHARED.sub(
                lambda found: found[1] + b"inlineStr" + found[2] + b"is>" + texts[int(found[3])] + b"</is>", formatted
            )
        )
    styles.save()
    return made.getvalue()


def _pieces(text: bytes) -> Iterator[bytes]:
    """Yield a sheet some rows at a time, as replacing takes ten times what it replaces in."""
    start = 0
    while start < len(text):
        end = text.find(_ROW_END, start + _MUCH)
        end = len(text) if end < 0 else end + len(_ROW_END)
        yield text[start:end]
        start = end


def _put_drawing(workbook: Workbook, sheet: str, built: Package, drawing: str) -> str:
    """Put a drawing with its charts; return the id by which the sheet holds it."""
    package = workbook.package
    link = next((link for link in package.relationships(sheet) if link.kind == "drawing"), None)
    if link is not None:
        target, link_id = link.target, link.id
        charts = [link.target for link in package.relationships(target)]
    else:
        target, link_id, charts = _make_drawing(workbook, sheet, built, drawing)
    _put_part(workbook, target, built.read(drawing))
    for chart, source in zip(charts, built.relationships(drawing), strict=True):
        _put_part(workbook, chart, built.read(source.target))
    return link_id


def _drop_drawing(package: Package, sheet: str, drawing: str) -> None:
    for link in package.relationships(drawing):
        package.drop(link.target, owner=drawing)
    package.drop(drawing, owner=sheet)


def _make_drawing(workbook: Workbook, sheet: str, built: Package, drawing: str) -> tuple[str, str, list[str]]:
    """Add empty parts for a drawing and its charts, linked as in ``built``, where ids count up from 1 as here."""
    package = workbook.package
    target = package.fresh_name("xl/drawings/drawing{}.xml")
    package.add(target, b"<a/>", built.content_type(drawing))
    link_id = package.relate(sheet, "drawing", target, strict=workbook.strict)
    charts = []
    for source in built.relationships(drawing):
        chart = package.fresh_name("xl/charts/chart{}.xml")
        package.add(chart, b"<a/>", built.content_type(source.target))
        package.relate(target, "chart", chart, strict=workbook.strict)
        charts.append(chart)
    return target, link_id, charts


def _put_part(workbook: Workbook, name: str, content: bytes) -> None:
    workbook.package.put(name, _in_form_of(workbook, content))


def _in_form_of(workbook: Workbook, text: bytes) -> bytes:
    """Return a part in the form of the standard that the workbook is in."""
    if workbook.strict:
        for loose, strict in _STRICT.items():
            text = text.replace(_TRANSITIONAL + loose, b"http://purl.oclc.org/ooxml/" + strict)
    return text


def _define_names(workbook: Workbook, title: str, built: Workbook, mark: str) -> None:
    position = [sheet.name for sheet in workbook.sheets].index(title)
    names = {name.name: name for name in built.names if name.scope is not None}
    for name in _PAGE_NAMES:
        if name in names:
            workbook.define(names[name]._replace(scope=position))
        else:
            workbook.undefine(name, position)
    workbook.define(DefinedName(mark, f"{quoted(title)}!$A$1", hidden=True))
