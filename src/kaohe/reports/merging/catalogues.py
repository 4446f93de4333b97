"""The catalogues of several files as one."""

from __future__ import annotations

from collections.abc import Sequence

from kaohe.assessment.scoring import plain
from kaohe.core.cells import CellValue
from kaohe.core.letters import letters
from kaohe.core.patterns import compile_on_use
from kaohe.core.records import dataclass, field, replace
from kaohe.core.table import CatalogueRow
from kaohe.core.text import fold
from kaohe.matching.catalogue import Entry, catalogue_from_rows
from kaohe.reports.merging.model import Clash, ClashKind, Source, Version

_BETWEEN_ALIASES = compile_on_use(r"[|｜\n\r]+")


@dataclass(slots=True)
class _Entries:
    """The entries so far, found by code and by wording; ``files`` says whose each is."""

    rows: list[CatalogueRow] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)

    def add(self, source: str, row: CatalogueRow, entry: Entry) -> None:
        """Add an entry, join the aliases and remarks of one that is there, or note what contradicts it."""
        keys = [
            key for key in (f"编号 {fold(entry.code).strip()}" if entry.code else "", letters(entry.wording)) if key
        ]
        places = {self.places[key] for key in keys if key in self.places}
        if not places:
            self.places |= dict.fromkeys(keys, len(self.rows))
            self.rows.append(row)
            self.files.append(source)
            return
        place = min(places)
        if len(places) == 1 and _is_same(self.rows[place], entry):
            self.rows[place] = _joined(self.rows[place], row)
        elif self.files[place] == source:  # a file's own repetition is its own matter
            self.rows.append(row)
            self.files.append(source)
        else:
            versions = (Version(self.files[place], _text(self.rows[place])), Version(source, _text(row)))
            self.clashes.append(Clash(ClashKind.CATALOGUE, entry.code, versions))


def merge_catalogues(sources: Sequence[Source]) -> tuple[tuple[CatalogueRow, ...] | None, tuple[Clash, ...]]:
    """Return the entries of all files, the first one's first, and those that contradict an earlier file's.

    None where no file brings a catalogue.
    """
    shelf = _Entries()
    brought = [source for source in sources if source.sheets.catalogue is not None]
    for source in brought:
        for row in source.sheets.catalogue or ():
            for entry in catalogue_from_rows((row,)).entries:
                shelf.add(source.name, row, entry)
    return (tuple(shelf.rows) if brought else None), tuple(shelf.clashes)


def _is_same(row: CatalogueRow, entry: Entry) -> bool:
    (there,) = catalogue_from_rows((row,)).entries
    return (_code(there), letters(there.wording), there.points) == (_code(entry), letters(entry.wording), entry.points)


def _code(entry: Entry) -> str:
    return fold(entry.code).strip()


def _joined(row: CatalogueRow, other: CatalogueRow) -> CatalogueRow:
    aliases = _lines(row.aliases, other.aliases)
    remarks = _lines(row.remark, other.remark)
    return replace(row, aliases="|".join(aliases) or None, remark="\n".join(remarks) or None)


def _lines(*cells: CellValue) -> list[str]:
    parts = (part.strip() for cell in cells if cell is not None for part in _BETWEEN_ALIASES.split(str(cell)))
    return list(dict.fromkeys(part for part in parts if part))


def _text(row: CatalogueRow) -> str:
    (entry,) = catalogue_from_rows((row,)).entries
    points = "" if entry.points is None else f"，{'加' if entry.points > 0 else '扣'}{plain(abs(entry.points))}分"
    return f"{entry.code} {entry.wording}{points}".strip()
