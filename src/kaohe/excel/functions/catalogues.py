"""The catalogue that a formula names: a range of cells, read once however many cells ask."""

from __future__ import annotations

from kaohe.assessment.appraisal import Appraiser
from kaohe.core.schema import CatalogueField, Sheet
from kaohe.excel.functions import messages, shapes
from kaohe.excel.functions.kept import Kept
from kaohe.excel.functions.model import Argument, Failure, Grid
from kaohe.matching import Matcher
from kaohe.matching.catalogue import Catalogue, builtin, catalogue_from_rows

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


def appraiser_for(argument: Argument) -> Appraiser | Failure:
    """Return what judges texts by the catalogue in a range, with or without its headings.

    The built-in catalogue stands in for a blank argument.
    """
    appraiser = _appraiser(None if argument is None else shapes.rows_of(argument))
    if isinstance(appraiser, Appraiser) and len(appraiser) > _MOST_TEXTS:
        appraiser.clear()
    return appraiser


def _make_appraiser(grid: Grid | None) -> Appraiser | Failure:
    catalogue = builtin() if grid is None else _read(grid)
    return catalogue if isinstance(catalogue, Failure) else Appraiser(Matcher(catalogue))


_appraiser = Kept(_make_appraiser)


def _read(grid: Grid) -> Catalogue | Failure:
    from kaohe.tables import SheetGrid  # they take a third of the time to the first answer; the built-in one needs none
    from kaohe.tables.lists import find_catalogue

    width = len(grid[0])
    found = find_catalogue([SheetGrid(Sheet.CATALOGUE, grid)])
    if (found is None or not found.rows) and width in _COLUMNS:
        found = find_catalogue([SheetGrid(Sheet.CATALOGUE, (_COLUMNS[width], *grid))])
    if found is None or not found.rows:
        return messages.no_catalogue(width)
    return catalogue_from_rows(found.rows)
