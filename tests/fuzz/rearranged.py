"""Kaohe's own pages as people leave them: moved, renamed, copied, hidden, protected, written on, deleted."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

from tests.fuzz.books import with_pages
from tests.fuzz.running import quietly

from kaohe.api import read, recalculate
from kaohe.core.schema import PAGES, Mark
from kaohe.files.ooxml.markup import escape
from kaohe.files.ooxml.own_sheet import marked_sheet
from kaohe.files.ooxml.package import Package
from kaohe.files.ooxml.workbook import Workbook, quoted

_BOOK = "xl/workbook.xml"
_SHEET = re.compile(rb"<sheet [^>]*/>")
_SCOPE = re.compile(rb'localSheetId="(\d+)"')
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
#: What older versions did not write.
_LATER = (Mark.FORM_CODE, Mark.RANKING_TITLE, Mark.STATISTICS_TITLE, Mark.CHANGES)
_COMMANDS = ("recalc", "form", "stats", "ranking", "columns")
_UNITS = 5


def pages_are_known_again(folder: Path, rng: random.Random) -> None:
    """Rearrange the pages, run two commands: no page is read as a table, and a second run changes nothing."""
    file = folder / "考核.xlsx"
    done = _rearrange(file, rng)
    for turn in range(2):
        command = rng.choice(_COMMANDS)
        done.append(command)
        what = " → ".join(done)
        _run(command, file, what)
        made = file.read_bytes()
        units = len(recalculate(read(file)).units)
        assert units == _UNITS, f"{what}: {units} units"
        _run(command, file, what)
        assert file.read_bytes() == made, f"{what}: a second run changes something"
        if rng.random() < 0.5 and not turn:
            done += _rearrange(file, rng, file.read_bytes())


def _run(command: str, file: Path, what: str) -> None:
    code, _, complained = quietly(command, str(file), "--in-place")
    assert code in (0, 1), f"{what}: exit {code}, {complained}"


def _rearrange(file: Path, rng: random.Random, content: bytes | None = None) -> list[str]:
    package = Package(content or with_pages())
    done = []
    for _ in range(rng.choice((1, 1, 2, 3, 5))):
        way = rng.choice(_WAYS)
        workbook = Workbook(package)
        pages = [name for mark in (Mark.FINDINGS, *PAGES) if (name := marked_sheet(workbook, mark))]
        if pages:
            page = rng.choice(pages)
            way(workbook, page, rng)
            done.append(f"{way.__name__.strip('_')} {page}")
    file.write_bytes(b"".join(package.chunks()))
    return done


def _order(workbook: Workbook, order: list[int], added: bytes = b"") -> None:
    """Put the sheets into another order, given by their places now; names that belong to one follow."""
    text = workbook.package.text(_BOOK)
    tags = [*_SHEET.findall(text), *([added] if added else [])]
    start, end = text.index(b"<sheets>") + len(b"<sheets>"), text.index(b"</sheets>")
    text = text[:start] + b"".join(tags[place] for place in order) + text[end:]
    text = _SCOPE.sub(lambda found: b'localSheetId="%d"' % order.index(int(found[1])), text)
    workbook.package.put(_BOOK, re.sub(rb' (activeTab|firstSheet)="\d+"', b"", text))


def _move(workbook: Workbook, page: str, rng: random.Random) -> None:
    order = [*range(len(workbook.sheets))]
    place = [sheet.name for sheet in workbook.sheets].index(page)
    order.remove(place)
    order.insert(rng.randrange(len(order) + 1), place)
    _order(workbook, order)


def _rename(workbook: Workbook, page: str, rng: random.Random) -> None:
    name = rng.choice(("年终上报", "领导看的'表'", "A&B", f"{page}（终稿）", f"{page} 2", "Sheet1"))
    if name in [sheet.name for sheet in workbook.sheets]:
        return
    text = workbook.package.text(_BOOK)
    before, after = escape(page).encode(), escape(name).encode()
    text = text.replace(b'<sheet name="' + before + b'"', b'<sheet name="' + after + b'"')
    for old in (quoted(escape(page)).encode(), before):
        text = text.replace(b">" + old + b"!", b">" + escape(quoted(name)).encode() + b"!")
    workbook.package.put(_BOOK, text)


def _copy(workbook: Workbook, page: str, rng: random.Random) -> None:
    """Copy a page as Excel does: names that lead to it become names of the copy, drawings are copies too."""
    names, sheets = workbook.names, [sheet.name for sheet in workbook.sheets]
    copy = next(name for number in range(2, 99) if (name := f"{page} ({number})") not in sheets)
    package, source = workbook.package, workbook.sheet_part(page) or ""
    part = package.fresh_name("xl/worksheets/sheet{}.xml")
    package.add(part, re.sub(rb"<drawing [^>]*/>", b"", package.read(source)), _KIND)
    link = package.relate(_BOOK, "worksheet", part)
    number = max(sheet.sheet_id for sheet in workbook.sheets) + 1
    place, last = sheets.index(page), len(sheets)
    at = rng.choice((place + 1, 0, last))
    order = [*range(last)]
    order.insert(at, last)
    _order(workbook, order, f'<sheet name="{escape(copy)}" sheetId="{number}" r:id="{link}"/>'.encode())
    workbook = Workbook(package)
    for name in names:
        if name.refers_to.startswith((f"{quoted(page)}!", f"{page}!")):
            refers_to = quoted(copy) + name.refers_to[name.refers_to.rindex("!") :]
            workbook.define(name._replace(refers_to=refers_to, scope=at))


def _hide(workbook: Workbook, page: str, rng: random.Random) -> None:
    state = rng.choice((b"hidden", b"veryHidden"))
    text, tag = workbook.package.text(_BOOK), b'<sheet name="' + escape(page).encode() + b'"'
    if b"state=" not in text.split(tag)[1].split(b">")[0]:
        workbook.package.put(_BOOK, text.replace(tag, tag + b' state="' + state + b'"'))


def _protect(workbook: Workbook, page: str, rng: random.Random) -> None:
    _put(workbook, page, b"</sheetData>", b'</sheetData><sheetProtection sheet="1" objects="1" scenarios="1"/>')


def _write_on(workbook: Workbook, page: str, rng: random.Random) -> None:
    row = '<row r="900"><c r="B900" t="inlineStr"><is><t>甲镇</t></is></c><c r="C900"><v>99</v></c></row></sheetData>'
    _put(workbook, page, b"</sheetData>", row.encode())


def _put(workbook: Workbook, page: str, old: bytes, new: bytes) -> None:
    part = workbook.sheet_part(page) or ""
    text = workbook.package.text(part)
    if b"<sheetProtection" not in text and b'r="900"' not in text:
        workbook.package.put(part, text.replace(old, new, 1))


def _comment(workbook: Workbook, page: str, rng: random.Random) -> None:
    package, part = workbook.package, workbook.sheet_part(page) or ""
    if package.related(part, "comments") is None:
        name = package.fresh_name("xl/comments{}.xml")
        text = '<comment ref="B5" authorId="0"><text><t>请核</t></text></comment>'
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        inner = f"<authors><author/></authors><commentList>{text}</commentList>"
        package.add(
            name, f'<comments xmlns="{main}">{inner}</comments>'.encode(),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml",
        )  # fmt: skip
        package.relate(part, "comments", name)


def _delete(workbook: Workbook, page: str, rng: random.Random) -> None:
    """Delete a page as Excel does: names of it go, others lead to nothing."""
    package, sheets = workbook.package, [sheet.name for sheet in workbook.sheets]
    place, part = sheets.index(page), workbook.sheet_part(page) or ""
    for name in workbook.names:
        if name.scope == place:
            workbook.undefine(name.name, place)
        elif name.refers_to.startswith((f"{quoted(page)}!", f"{page}!")):
            workbook.define(name._replace(refers_to="#REF!$A$1"))
    package.drop(part, owner=_BOOK)
    _order(workbook, [each for each in range(len(sheets)) if each != place])


def _forget(workbook: Workbook, page: str, rng: random.Random) -> None:
    workbook.undefine(rng.choice(_LATER), None)


_WAYS: tuple[Callable[[Workbook, str, random.Random], None], ...] = (
    _move, _rename, _copy, _hide, _protect, _write_on, _comment, _delete, _forget,
)  # fmt: skip
