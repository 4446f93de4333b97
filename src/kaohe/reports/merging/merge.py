"""Several files' tables into one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce

from kaohe.core.names import Spelling
from kaohe.core.roster import Roster
from kaohe.core.table import GapKind, Sheets
from kaohe.reports.merging.catalogues import merge_catalogues
from kaohe.reports.merging.model import Clash, ClashKind, Merged, Source, Version
from kaohe.reports.merging.settings import merge_form_texts, merge_rank_groups, merge_settings
from kaohe.reports.merging.units import merge_tables


def merge(sources: Sequence[Source], roster: Roster | None = None) -> Merged:
    """Put the tables of all sources below each other, in their order.

    The first may be the base of the others (:func:`~kaohe.reports.merging.base.base_of`).

    Units are numbered anew; typed ranks, which hold only within their file, stay behind.  A unit that
    stands in two files with the same content is taken once and names both; with other content both
    rows are taken.  Where catalogues or settings contradict each other the first file's holds.
    Whatever is not taken stands in a clash, word for word.  Equal categories of different files
    are ranked together; those of several tables in one file stay apart, as there.  A unit without a category gets the
    one that the other files give it.  ``roster`` and those of the sources say which names are one unit;
    names that only look like one are proposed.
    """
    spelling = Spelling()
    known = reduce(Roster.joined, (source.sheets.roster for source in sources), roster or Roster())
    tables, counts, of_units = merge_tables(sources, spelling, known)
    catalogue, of_catalogues = merge_catalogues(sources)
    settings, of_settings = merge_settings(sources)
    rank_groups, of_groups = merge_rank_groups(sources, tables, spelling)
    texts, of_texts = merge_form_texts(sources)
    sizes = [source.sheets.size for source in sources]
    size = sum(sizes) if all(sizes) else 0
    sheets = Sheets(tables, catalogue, settings, rank_groups, form_texts=texts, roster=known, size=size)
    clashes = (*of_units, *of_catalogues, *of_settings, *of_texts, *of_groups, *_unplaced(sources))
    return Merged(sheets, clashes, counts)


_OUTSIDE = {GapKind.UNPLACED: ClashKind.UNPLACED, GapKind.UNREAD_TABLE: ClashKind.UNREAD_TABLE}


def _unplaced(sources: Sequence[Source]) -> Iterator[Clash]:
    """Yield what of a file is in none of its tables."""
    for source in sources:
        kinds = _OUTSIDE if source.left is None else {GapKind.UNREAD_TABLE: ClashKind.UNREAD_TABLE}
        for gap in source.sheets.gaps:
            if gap.kind in kinds:
                place = f"{gap.where.sheet}!{gap.where.a1}" if gap.where else ""
                yield Clash(kinds[gap.kind], place, (Version(source.name, "，".join(gap.values)),))
        for place, text in source.left or ():
            yield Clash(ClashKind.UNPLACED, place, (Version(source.name, text),))
