"""Text as pasted from Word or Excel: rows with tabs, or one cell a line."""

from __future__ import annotations

from collections.abc import Sequence

from kaohe.files.plaintext.decode import decode, typed
from kaohe.files.plaintext.delimited import delimiter_of, split
from kaohe.files.plaintext.lines import arrange
from kaohe.tables import SheetGrid
from kaohe.tables.body import MOST_LINES
from kaohe.tables.heading import recognise
from kaohe.tables.row_kinds import is_number


def grids_from_text(data: bytes | str, name: str = "文本") -> tuple[SheetGrid, ...]:
    """Return the one sheet that a text shows; ``name`` is what it is called in messages and findings.

    Cells that can't be told apart for certain are ``leftovers``.

    Raises:
        FileProblem: Bytes that are no text.
    """
    text = decode(data, name) if isinstance(data, bytes) else data
    delimiter = delimiter_of(text)
    if delimiter is None:
        rows, leftovers = arrange(text)
    else:
        rows, leftovers = mend(split(text, delimiter)), []
    return (SheetGrid(name, [[typed(cell) for cell in row] for row in rows], leftovers=leftovers),)


def mend(rows: Sequence[list[str]]) -> list[list[str]]:
    """Join the rows that a line end inside a cell has broken (Word does not quote such cells).

    A row is taken for broken when it and the pieces below it make just as many cells as the header has.
    """
    header = max(range(len(rows)), key=lambda index: _headings(rows[index]), default=0)
    whole, index = list(rows[: header + 1]), header + 1
    while index < len(rows):
        joined, taken = _join(rows, index, len(rows[header]))
        whole.append(joined)
        index += taken
    return whole


def _join(rows: Sequence[list[str]], first: int, width: int) -> tuple[list[str], int]:
    """Return a row with the pieces that belong to it, and how many rows that takes."""
    joined = rows[first]
    for index in range(first + 1, min(first + MOST_LINES, len(rows))):
        piece = rows[index]
        if not 0 < len(joined) < width or len(piece) == width or not piece or is_number(piece[0]):
            break
        joined = [*joined[:-1], f"{joined[-1]}\n{piece[0]}", *piece[1:]]
        if len(joined) == width:
            return joined, index - first + 1
    return rows[first], 1


def _headings(row: Sequence[str]) -> int:
    return sum(recognise(cell.strip()) is not None for cell in row)
