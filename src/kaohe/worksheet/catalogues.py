"""The catalogue that a formula names: a range of cells, read once however many cells ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kaohe.appraisal import Appraiser
from kaohe.catalogue import Catalogue, builtin, catalogue_from_rows
from kaohe.layout import SheetGrid
from kaohe.layout.lists import find_catalogue
from kaohe.matching import Matcher
from kaohe.schema import CatalogueField, Sheet
from kaohe.worksheet import shapes, words
from kaohe.worksheet.model import Argument, Failure, Grid

#: Distinct texts that one catalogue keeps in memory: far more than a sheet has.
_MOST_TEXTS = 50_000

_WORDING, _POINTS = CatalogueField.WORDING, CatalogueField.POINTS
_WHOLE = tuple(CatalogueField)

#: What the columns of a range without headings are, by their number.
_COLUMNS: dict[int, tuple[CatalogueField, ...]] = {
    2: (_WORDING, _POINTS),
    3: (_WORDING, CatalogueField.SIGN, _POINTS),
    4: _WHOLE[:4],
    5: _WHOLE[:5],
    6: _WHOLE,
}


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """A catalogue with what is already known of texts under it."""

    catalogue: Catalogue
    appraiser: Appraiser


def open_book(argument: Argument) -> Book | Failure:
    """Return the catalogue of a range, with or without its headings; the built-in one for a blank argument."""
    grid = None if argument is None else shapes.rows_of(argument)
    book = _open(grid)
    if isinstance(book, Book) and len(book.appraiser) > _MOST_TEXTS:
        book.appraiser.clear()
    return book


@lru_cache(maxsize=8)
def _open(grid: Grid | None) -> Book | Failure:
    catalogue = builtin() if grid is None else _read(grid)
    return catalogue if isinstance(catalogue, Failure) else Book(catalogue, Appraiser(Matcher(catalogue)))


def _read(grid: Grid) -> Catalogue | Failure:
    width = len(grid[0])
    found = find_catalogue([SheetGrid(Sheet.CATALOGUE, grid)])
    if (found is None or not found.rows) and width in _COLUMNS:
        found = find_catalogue([SheetGrid(Sheet.CATALOGUE, (_COLUMNS[width], *grid))])
    if found is None or not found.rows:
        return words.no_catalogue(width)
    return catalogue_from_rows(found.rows)
