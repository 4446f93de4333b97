"""A file's table in a new workbook of the template: texts of the form too, and a list of what found no place."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from kaohe.core.records import dataclass, replace
from kaohe.core.settings import Settings
from kaohe.core.table import CatalogueRow, Sheets
from kaohe.files.disk.source import Original
from kaohe.files.opening import Opened, open_file
from kaohe.recalculation import recalculate
from kaohe.reports.drafting import as_catalogue, draft_of, fits
from kaohe.reports.form.reading import read_words
from kaohe.reports.remainder import Rest, remainder


@dataclass(frozen=True, slots=True)
class Imported:
    """A new workbook: its bytes, how many units and categories it holds, and what of the file it does not.

    ``title`` is that of the form, as the file has it; it may name last year.  ``drafted`` counts the standard reasons
    that were drafted from the file's own, 0 where it brings a catalogue or the built-in one suits it.  ``base`` is what
    its scores start from, None where that is the usual number.
    """

    workbook: bytes
    units: int
    categories: int
    left: tuple[Rest, ...]
    title: str = ""
    drafted: int = 0
    base: Decimal | None = None


def import_file(path: Path, only: Sequence[str] = ()) -> Imported:
    """Return a new workbook with the table of a file, or of some of its sheets.

    Title and lines to sign above or below the table become those of the form, unless the file has settings for them;
    what somebody wrote there (an opinion, a name, a date) does not.  What else no place was found for is listed
    on a sheet of its own.

    Raises:
        FileProblem: The file can't be read, or holds no table.
    """
    from kaohe.files.pages.import_sheet import add_import
    from kaohe.files.template import build_workbook, content_from

    sheets, left = with_words(open_file(path, only))
    drafted = _drafted(sheets)
    content = content_from(replace(sheets, catalogue=drafted) if drafted else sheets)
    buffer = BytesIO()
    build_workbook(buffer, content, (lambda book: add_import(book, path.name, left)) if left else None)
    categories = {unit.category for unit in content.units if unit.category}
    title = str(sheets.form_texts.get("title") or "")
    base = content.settings["base"]
    other = base if isinstance(base, Decimal) and "base" not in sheets.settings and base != Settings().base else None
    return Imported(buffer.getvalue(), len(content.units), len(categories), left, title, len(drafted), other)


def _drafted(sheets: Sheets) -> tuple[CatalogueRow, ...]:
    """Return a catalogue drafted from the tables' reasons where neither a catalogue of their own nor the built-in one says them."""
    if sheets.catalogue is not None:
        return ()
    outcome = recalculate(sheets)
    return () if fits([outcome]) else as_catalogue(draft_of([outcome], None))


def read_with_words(source: Path | Original, only: Sequence[str] = ()) -> Sheets:
    """Read a file's table for a form of it: title and lines to sign are the file's own."""
    return with_words(open_file(source, only))[0]


def with_words(opened: Opened) -> tuple[Sheets, tuple[Rest, ...]]:
    """Return the tables with the texts of the form that stand above the first, or below it, and what is left then."""
    left = tuple(remainder(opened.grids, opened.sheets))
    sheets = opened.sheets
    if sheets.form_texts:
        return sheets, left
    here = [rest for rest in left if rest.where and rest.where.sheet == sheets.tables[0].sheet]
    above, below = [rest for rest in here if rest.above], [rest for rest in here if rest.below]
    words = read_words([rest.cells for rest in above], [rest.cells for rest in below])
    lines = [*above, *below]
    written: dict[Rest, list[str]] = {lines[index]: [] for index in words.used}
    for index, text in words.written:
        written[lines[index]].append(text)
    remaining = (rest._replace(text="　".join(written.get(rest, [rest.text]))) for rest in left)
    return replace(sheets, form_texts=dict(words.texts)), tuple(rest for rest in remaining if rest.text)
