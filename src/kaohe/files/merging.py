"""Several files' tables in one new workbook; a file that can't be read is reported, and not fatal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from kaohe.core.problem import FileProblem
from kaohe.core.records import dataclass, replace
from kaohe.core.roster import Roster, name_key
from kaohe.core.table import Sheets
from kaohe.files.gathering import check_free
from kaohe.files.importing import with_words
from kaohe.files.opening import open_any, open_file, why_nothing
from kaohe.files.template.content import Content, UnitRow, list_categories, numbered
from kaohe.reports.merging import Clash, Merged, Source, base_of

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


def read_base(path: Path) -> Source:
    """Read the workbook or document whose units, settings and catalogue hold for a merger.

    Raises:
        FileProblem: It can't be read, or has neither a roster nor a table.
    """
    opened = open_any(path)
    sheets = with_words(opened)[0] if opened.sheets.tables else opened.sheets
    base = base_of(path.name, sheets)
    if base.sheets.roster == Roster():
        raise FileProblem(why_nothing(path.name, sheets))
    return base


@dataclass(frozen=True, slots=True)
class MergedWorkbook:
    """The workbook of a merger: its bytes, how many units it holds, and all that the files do not agree on.

    ``title`` is that of the form, as a file has it; it may name last year.
    """

    content: bytes
    units: int
    clashes: tuple[Clash, ...]
    title: str = ""


def merged_workbook(merged: Merged, failures: Mapping[str, str]) -> MergedWorkbook:
    """Return the workbook of a merger: one row a unit, sheets on what came from where and on names to decide on."""
    from kaohe.files.joining import join_units
    from kaohe.files.pages.merger_sheet import add_merger
    from kaohe.files.pages.roster_sheet import add_roster
    from kaohe.files.template import build_workbook
    from kaohe.files.template.source import compute, typed_content

    buffer = BytesIO()
    content = typed_content(merged.sheets, joined=True)
    joined = join_units(content.units)
    content = compute(_listed(replace(content, units=joined.rows), merged.sheets))
    clashes = (*joined.clashes, *merged.clashes)

    def further(book: Book) -> None:
        add_merger(book, merged.counts, failures, clashes)
        add_roster(book, merged.sheets.roster, clashes, content.units)

    build_workbook(buffer, content, further)
    title = merged.sheets.form_texts.get("title")
    return MergedWorkbook(buffer.getvalue(), len(content.units), clashes, "" if title is None else str(title))


_NOTHING = "无"


def _listed(content: Content, sheets: Sheets) -> Content:
    """Return the content in the order of the roster, with those of its units that no file tells anything of."""
    listed = sheets.roster.units
    if not listed:
        return content
    rows: dict[str, list[UnitRow]] = {key: [] for key in listed}
    others: list[UnitRow] = []
    for row in content.units:
        rows.get(name_key("" if row.unit is None else str(row.unit)), others).append(row)
    units = [
        row
        for key, unit in listed.items()
        for row in rows[key] or [UnitRow(unit=unit.name, category=unit.category, reasons=_NOTHING)]
    ]
    rows_in_order = numbered([*units, *others])
    categories = list_categories([row.category for row in rows_in_order], sheets.rank_groups)
    return replace(content, units=rows_in_order, categories=categories)
