"""Kaohe's own marks in a person's sheets: a colour that lies over the cell's, and a note where there is none.

The colour is a conditional format, so the person's own fill is never touched; it and the note are
known again by their text, in any session and on any machine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from functools import partial

import xlwings as xw

from kaohe.core.cells import CellRef
from kaohe.core.findings import Finding, Severity
from kaohe.core.records import NamedTuple
from kaohe.core.schema import OWN_NOTE
from kaohe.excel.cells.places import addresses_of
from kaohe.excel.session.journal import Pen

#: A note is Kaohe's own while it begins and ends with these; one that a person went on writing is not.
_HEAD, _TAIL = f"{OWN_NOTE}\n", "\n（点“清除标记”删除本批注）"

#: A condition that is always true, in any language of Excel, and that nobody else would write.
_CONDITIONS = {level: f'="kaohe-{level.value}"="kaohe-{level.value}"' for level in Severity}

_FILLS = {Severity.ERROR: "#F8CBAD", Severity.WARNING: "#FFF2CC", Severity.INFO: "#DDEBF7"}

#: Notes cost a call each; the sheet 核对结果 has all findings anyway.
_MOST_NOTES = 300
_MOST_LINES = 4


class Colour(NamedTuple):
    """A level's colour over some cells of a sheet."""

    sheet: str
    level: Severity
    address: str


class CellNote(NamedTuple):
    """A note on one cell."""

    sheet: str
    address: str
    text: str


CellMark = Colour | CellNote


def mark_findings(findings: Iterable[Finding], sheets: Collection[str]) -> list[CellMark]:
    """Return the marks for findings: each cell in the colour of its worst one, with what they say."""
    by_cell: defaultdict[CellRef, list[Finding]] = defaultdict(list)
    for each in findings:
        if each.where is not None and each.where.sheet in sheets:
            by_cell[each.where].append(each)
    marks: list[CellMark] = [*_colours(by_cell)]
    marks += (CellNote(where.sheet, where.a1, _text(said)) for where, said in [*by_cell.items()][:_MOST_NOTES])
    return marks


def draw_marks(book: xw.Book, pen: Pen, marks: Iterable[CellMark], sheets: Iterable[str]) -> int:
    """Replace all of Kaohe's marks by ``marks``; return how many there were before."""
    before, after = _own_marks(book, sheets), [*marks]
    if before or after:
        pen.add_undo("底色和批注", partial(_redraw, [*sheets], before))
        _redraw([*sheets], after, book)
    return len(before)


def _redraw(sheets: Iterable[str], marks: Iterable[CellMark], book: xw.Book) -> None:
    there = {sheet.name for sheet in book.sheets}  # the person may have deleted or renamed some
    for name in there.intersection(sheets):
        _clear(book.sheets[name])
    for mark in marks:
        if mark.sheet not in there:
            continue
        cells = book.sheets[mark.sheet].range(mark.address)
        if isinstance(mark, Colour):
            cells.conditional_formats.add_custom(_CONDITIONS[mark.level], fill_color=_FILLS[mark.level])
        elif cells.note is None:  # a person's own note stays as it is
            with suppress(Exception):  # a cell with a threaded comment takes no note
                cells.add_note(mark.text)


def _clear(sheet: xw.Sheet) -> None:
    for rule, _ in _own_rules(sheet):
        rule.delete()
    for note, _ in _own_notes(sheet):
        note.delete()


def _own_marks(book: xw.Book, sheets: Iterable[str]) -> list[CellMark]:
    marks: list[CellMark] = []
    for name in sheets:
        sheet = book.sheets[name]
        marks += (Colour(name, level, _applies_to(rule)) for rule, level in _own_rules(sheet))
        marks += (CellNote(name, note.location.address, text) for note, text in _own_notes(sheet))
    return marks


def _applies_to(rule: xw.main.ConditionalFormat) -> str:
    return str(rule.impl.api.AppliesTo.Address)  # xlwings itself does not say where a rule applies


def _own_rules(sheet: xw.Sheet) -> list[tuple[xw.main.ConditionalFormat, Severity]]:
    levels = {condition: level for level, condition in _CONDITIONS.items()}
    rules = [rule for rule in sheet.cells.conditional_formats if rule.type == "custom"]
    found = [(rule, levels.get(str(rule.formula))) for rule in rules]
    return [(rule, level) for rule, level in reversed(found) if level is not None]


def _own_notes(sheet: xw.Sheet) -> list[tuple[xw.main.Note, str]]:
    notes = [(note, str(note.text)) for note in sheet.notes]
    return [(note, text) for note, text in notes if text.startswith(_HEAD) and text.endswith(_TAIL)]


def _colours(by_cell: dict[CellRef, list[Finding]]) -> Iterator[Colour]:
    levels = list(Severity)
    places: defaultdict[tuple[str, Severity], list[tuple[int, int]]] = defaultdict(list)
    for where, said in by_cell.items():
        worst = min((each.severity for each in said), key=levels.index)
        places[where.sheet, worst].append((where.row, where.column))
    for (sheet, level), cells in places.items():
        for address in addresses_of(cells):
            yield Colour(sheet, level, address)


def _text(said: list[Finding]) -> str:
    lines = [f"【{each.code}】{each.headline}" for each in said[:_MOST_LINES]]
    if len(said) > _MOST_LINES:
        lines.append(f"另有{len(said) - _MOST_LINES}条，见“核对结果”。")
    return _HEAD + "\n".join(lines) + _TAIL
