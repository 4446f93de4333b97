"""Text with one cell a line, as Word gives a table that is pasted as plain text.

Rows are set apart by empty lines, or by nothing but the numbers of the units; a blank cell is
a line of its own with only a tab in it, or is lost.  So a row is read by what its cells can
be: a number, a name, reasons, a score, a rank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kaohe.core.records import dataclass
from kaohe.core.schema import Field
from kaohe.core.text import fold
from kaohe.files.plaintext.alignment import align
from kaohe.tables import row_kinds
from kaohe.tables.header import POINTS_FIELDS
from kaohe.tables.heading import recognise

#: Word's marks of the end of a line inside a cell, and of a cell.
_LINE_IN_CELL, _CELL_END = "\x0b", "\x07"
#: Lines behind the last known heading that may be headings too (备注).
_MOST_EXTRA = 3
#: No row of a table has more lines than this; longer stretches are not tried as one.
_MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class _TextLine:
    """One line with something in it; ``apart`` says that an empty line stands above it."""

    text: str
    apart: bool


@dataclass(frozen=True, slots=True)
class _Head:
    """Where the headings stand among the lines, and what each of them means."""

    start: int
    end: int
    fields: tuple[Field | None, ...]


def arrange(text: str) -> tuple[list[list[str]], list[str]]:
    """Return the rows of cells that lines of text show, and the cells that could stand in several columns.

    Lines before the headings, and those that are no row of the table, become rows of one cell.
    """
    lines = _lines(text)
    head = _find_head(lines)
    if head is None:
        return [[line.text] for line in lines if line.text], []
    headings = [line.text for line in lines[head.start : head.end]]
    rows = [[line.text] for line in lines[: head.start] if line.text]
    rows.append(headings)
    leftovers: list[str] = []
    for row in _TableRows(lines[head.end :], head.fields, headings):
        cells, unsure = align(row, head.fields) if len(row) > 1 and row != headings else (row, [])
        rows.append(cells)
        leftovers += unsure
    return rows, leftovers


def _lines(text: str) -> list[_TextLine]:
    """Return the lines with text, and those of a tab only, which are blank cells."""
    lines: list[_TextLine] = []
    apart = True
    for written in re.split(r"\r\n|[\r\n" + _CELL_END + "]", text):
        shown = written.replace(_LINE_IN_CELL, "\n").strip()
        if shown or "\t" in written:
            lines.append(_TextLine(shown, apart))
            apart = False
        else:
            apart = True
    return lines


def _find_head(lines: Sequence[_TextLine]) -> _Head | None:
    """Return the first stretch of lines that are headings, a column of units among them."""
    index = 0
    while index < len(lines):
        end = _end_of_headings(lines, index)
        meanings = [recognise(line.text) for line in lines[index:end]]
        fields = tuple(meaning.field if meaning else None for meaning in meanings)
        if Field.UNIT in fields and len(set(fields) - {None}) > 2:
            return _Head(index, end, fields)
        index = max(end, index + 1)
    return None


def _end_of_headings(lines: Sequence[_TextLine], start: int) -> int:
    """Return where the headings that begin at ``start`` end; a few unknown ones (备注) may stand between or behind."""
    end, known = start, set()
    for index in range(start, len(lines)):
        meaning = recognise(lines[index].text)
        if (index > start and lines[index].apart) or (meaning is None and index - end >= (index > start) * _MOST_EXTRA):
            break
        if meaning is not None and meaning.field in known:
            break  # a band that is called like a column: 镇（街道）
        if meaning is not None:
            end = index + 1
            known |= {meaning.field} - set(POINTS_FIELDS)
    behind = end
    while behind < len(lines) and not lines[behind].apart and behind - end <= _MOST_EXTRA:
        behind += 1
    return behind if behind - end <= _MOST_EXTRA else end


class _TableRows:
    """The rows of a table, from the lines below its headings."""

    def __init__(self, lines: Sequence[_TextLine], fields: Sequence[Field | None], headings: Sequence[str]) -> None:
        self._lines, self._headings = lines, list(headings)
        self._texts = [line.text for line in lines]
        self._ends_in_number = fields[-1] in (Field.SCORE, Field.RANK)
        self._numbers = sum(field in (Field.SCORE, Field.RANK) for field in fields)
        self._starts = self._find_starts() if fields[0] is Field.NUMBER else frozenset()

    def __iter__(self) -> Iterator[list[str]]:
        index, width = 0, len(self._headings)
        while index < len(self._lines):
            if self._texts[index : index + width] == self._headings:
                end = index + width
                yield self._headings
            elif self._is_start(index):
                end = self._end_of(index)
                yield from self._split(self._texts[index:end])
            else:
                end = index + 1
                yield [self._texts[index]]
            index = end

    def _find_starts(self) -> frozenset[int]:
        """Return the lines that number a unit: followed by a name, and in order or set apart."""
        texts = self._texts
        pairs = [
            index
            for index in range(len(texts) - 1)
            if row_kinds.is_number(texts[index]) and texts[index + 1] and not row_kinds.is_number(texts[index + 1])
        ]
        # The last cell of a row and a text below it make a pair too, so half of all pairs are apart at most.
        spaced = sum(self._lines[index].apart for index in pairs) * 3 >= len(pairs)
        starts: set[int] = set()
        previous, last = 0, 0
        for index in pairs:
            number = _whole(texts[index])
            next_one = number == previous + 1
            in_order = self._lines[index].apart if spaced else next_one or number == 1
            if in_order and ((spaced and next_one) or not self._is_result(last, index)):
                starts.add(index)
                previous, last = number, index
        return frozenset(starts)

    def _is_result(self, start: int, index: int) -> bool:
        """Say whether a number is still a cell (a rank above a band) of the row that begins at ``start``."""
        after = self._texts[start + 1 : index]
        return bool(after) and row_kinds.is_number(after[-1]) and sum(map(row_kinds.is_number, after)) < self._numbers

    def _is_start(self, index: int) -> bool:
        if index in self._starts:
            return True
        if index + 1 >= len(self._lines) or row_kinds.is_number(self._texts[index]):
            return False
        # A unit without a number: several lines that stand together, a name first.
        alone = self._lines[index + 1].apart or index + 1 in self._starts
        return self._lines[index].apart and not alone

    def _end_of(self, start: int) -> int:
        """Return where the row that begins at ``start`` ends."""
        end = start + 1
        while end < len(self._lines) and end - start < _MOST_LINES and not self._ends_at(end):
            end += 1
        return end

    def _ends_at(self, index: int) -> bool:
        if self._is_start(index) or self._texts[index : index + len(self._headings)] == self._headings:
            return True
        # A line that stands alone is a band or a remark, but in the middle of a row with blank cells.
        last = index + 1 == len(self._lines)
        alone = self._lines[index].apart and (last or self._lines[index + 1].apart)
        return alone and not row_kinds.is_number(self._texts[index]) and (last or self._is_start(index + 1))

    def _split(self, texts: list[str]) -> Iterator[list[str]]:
        """Yield a row, then the lines below it that cannot belong to it, as its last cell is a number."""
        end = len(texts)
        while self._ends_in_number and end > 2 and texts[end - 1] and not row_kinds.is_number(texts[end - 1]):
            end -= 1
        if end <= 2:
            end = len(texts)
        yield texts[:end]
        yield from ([text] for text in texts[end:])


def _whole(text: str) -> int:
    return int(Decimal(fold(text).strip()))
