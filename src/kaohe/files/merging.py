"""Several files' tables in one new workbook; a file that can't be read is reported, and not fatal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from kaohe.core.problem import FileProblem
from kaohe.files.gathering import check_free
from kaohe.files.importing import with_words
from kaohe.files.opening import open_file
from kaohe.reports.merging import Clash, Merged, Source

if TYPE_CHECKING:
    from kaohe.files.template.book import Book


def read_sources(
    chosen: Mapping[str, Path], begin: Callable[[str], None], only: Sequence[str] = ()
) -> tuple[list[Source], dict[str, str]]:
    """Read files, by the names they go under; return those that could be read, and why the others could not.

    ``only`` are the sheets to read of each.  ``begin`` is called with the name of each before it is read.
    """
    sources: list[Source] = []
    failures: dict[str, str] = {}
    for name, path in chosen.items():
        begin(name)
        try:
            check_free(path)
            sheets, left = with_words(open_file(path, only))
            sources.append(Source(name, sheets, tuple((rest.place, rest.text) for rest in left)))
        except FileProblem as problem:
            failures[name] = problem.message
    return sources, failures


@dataclass(frozen=True, slots=True)
class MergedWorkbook:
    """The workbook of a merger: its bytes, how many units it holds, and all that the files do not agree on."""

    content: bytes
    units: int
    clashes: tuple[Clash, ...]


def merged_workbook(merged: Merged, failures: Mapping[str, str]) -> MergedWorkbook:
    """Return the workbook of a merger: one row a unit, sheets on what came from where and on names to decide on."""
    from kaohe.files.joining import join_units
    from kaohe.files.pages.merger_sheet import add_merger
    from kaohe.files.pages.roster_sheet import add_roster
    from kaohe.files.template import build_workbook, content_from
    from kaohe.files.template.source import compute

    buffer = BytesIO()
    content = content_from(merged.sheets, joined=True)
    joined = join_units(content.units)
    clashes = (*joined.clashes, *merged.clashes)

    def further(book: Book) -> None:
        add_merger(book, merged.counts, failures, clashes)
        add_roster(book, merged.sheets.roster, clashes)

    build_workbook(buffer, compute(replace(content, units=joined.rows)), further)
    return MergedWorkbook(buffer.getvalue(), len(joined.rows), clashes)
