"""The units of several files, each with the file that it comes from."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import field, replace
from decimal import Decimal

from kaohe.assessment.figures import shown
from kaohe.core.cells import CellValue
from kaohe.core.names import Spelling, tidy_name
from kaohe.core.records import dataclass
from kaohe.core.roster import Roster, likely_pairs, name_key
from kaohe.core.schema import Field, Sheet
from kaohe.core.table import Column, Layout, Table
from kaohe.core.text import fold
from kaohe.core.unranked import Ranked, says_ranked
from kaohe.reports.merging.model import Clash, ClashKind, Source, Version, clash
from kaohe.tables.categories import Names, category_names

_TRAILING = ";.,"
_NOTHING = ("", "无")
_POINTS = (Field.REASONS, Field.ADDED, Field.DEDUCTED)

UnitKey = tuple[str, str]


@dataclass(slots=True)
class _MergedUnit:
    """A unit that was taken from ``source``; ``told`` is what each file that holds the same says, its own first."""

    source: str
    name: str
    category: str | None
    subject: str
    is_stated: bool
    content: Hashable
    told: list[Version]

    @property
    def says_something(self) -> bool:
        """Whether it has reasons or points; that two files say 无 of a unit is not worth a word."""
        return self.is_stated or self.told[0].text.strip() not in _NOTHING

    @property
    def origin(self) -> str:
        return "、".join(dict.fromkeys(version.source for version in self.told))


@dataclass(slots=True)
class _Taken:
    """The units taken so far, by category and name, and how many of each file."""

    counts: dict[str, int]
    taken: dict[UnitKey, list[_MergedUnit]] = field(default_factory=dict)

    def take(self, key: UnitKey, row: _MergedUnit) -> bool:
        """Take a row unless another file's says the same; a file's own repetitions are its own matter."""
        rows = self.taken.setdefault(key, [])
        twin = next((each for each in rows if each.content == row.content and each.source != row.source), None)
        if twin is None or not key[1]:
            rows.append(row)
            self.counts[row.source] += 1
            return True
        twin.told += row.told
        return False

    def clashes(self) -> Iterator[Clash]:
        """Yield the units that files tell differently, then those that several files tell alike."""
        named = [rows for key, rows in self.taken.items() if key[1]]
        for rows in named:
            if len({row.source for row in rows}) > 1 and any(row.is_stated for row in rows):
                versions = tuple(Version(row.origin, row.told[0].text) for row in rows)
                yield Clash(ClashKind.UNIT_DIFFERS, rows[0].subject, versions)
        for row in (row for rows in named for row in rows if len(row.told) > 1 and row.says_something):
            yield clash(ClashKind.UNIT_REPEATED, row.subject, row.told)


def merge_tables(
    sources: Sequence[Source], spelling: Spelling, roster: Roster
) -> tuple[tuple[Table, ...], dict[str, int], tuple[Clash, ...]]:
    """Return all tables with their column 来源, how many units each file gave, and the units that clash."""
    ledger = _Taken({source.name: 0 for source in sources if source.sheets.tables})
    parts = [part for source in sources for part in _parts(source, spelling, roster)]
    categories = _categories(parts)
    drafts = [(part, _take(ledger, part, _filled(part, categories, roster))) for part in parts]
    numbers = iter(range(1, sum(ledger.counts.values()) + 1))
    tables = tuple(_table(part, rows, numbers, roster) for part, rows in drafts)
    clashes = (
        *ledger.clashes(),
        *_other_categories(categories, roster),
        *_likely_same(parts, roster),
        *_beside_the_list(parts, roster),
    )
    return tables, ledger.counts, clashes


@dataclass(frozen=True, slots=True)
class _SourceTable:
    """One table of one file: the name that each unit goes by, and its category as the one list calls it."""

    source: str
    table: Table
    units: Sequence[str]
    categories: Sequence[str | None]


def _parts(source: Source, spelling: Spelling, roster: Roster) -> Iterator[_SourceTable]:
    for table, own in zip(source.sheets.tables, category_names(source.sheets), strict=True):
        names: Names = {name: None if to is None else spelling.settle(to) for name, to in own.items()}
        units = [roster.name(_name(table, index)) for index in range(len(table.rows))]
        yield _SourceTable(source.name, table, units, [names[category] for category in table.categories])


#: The categories that files give to a unit, each with the files that do, by the unit's key.
_Statements = dict[str, dict[str, list[str]]]


def _categories(parts: Iterable[_SourceTable]) -> _Statements:
    told: _Statements = {}
    for part in parts:
        for unit, category in zip(part.units, part.categories, strict=True):
            if category is not None and unit:
                sources = told.setdefault(name_key(unit), {}).setdefault(category, [])
                if part.source not in sources:
                    sources.append(part.source)
    return told


def _filled(part: _SourceTable, told: _Statements, roster: Roster) -> list[str | None]:
    """Return the category of each unit: the roster's, else its file's, else that on which the other files agree."""
    found = []
    for unit, category in zip(part.units, part.categories, strict=True):
        known = told.get(name_key(unit), {}) if category is None and unit else {}
        found.append(roster.category(unit) or (next(iter(known)) if len(known) == 1 else category))
    return found


def _other_categories(told: _Statements, roster: Roster) -> Iterator[Clash]:
    """Yield the units that files put into other categories; what one file does itself is its own matter.

    Where the roster says the category, those that say another are named.
    """
    for key, categories in told.items():
        listed = roster.category(key)
        versions = tuple(Version("、".join(files), category) for category, files in categories.items())
        if listed is not None:
            if others := tuple(each for each in versions if each.text != listed):
                yield Clash(ClashKind.CATEGORY_SETTLED, f"{roster.name(key)}（{listed}）", others)
            continue
        sources = [set(files) for files in categories.values()]
        if len(sources) > 1 and not set.intersection(*sources):
            yield Clash(ClashKind.CATEGORY_DIFFERS, roster.name(key), versions)


#: Whose version the roster's own names are.
_ROSTER = Sheet.ROSTER.value


def _beside_the_list(parts: Sequence[_SourceTable], roster: Roster) -> Iterator[Clash]:
    """Yield the units that are on the list and in no file, all in one, and those that are in files and not on the list."""
    if not roster.units:
        return
    told: dict[str, list[Version]] = {}
    for part in parts:
        for unit in part.units:
            told.setdefault(name_key(unit), []).append(Version(part.source, unit))
    if silent := [unit.name for key, unit in roster.units.items() if key not in told]:
        yield Clash(ClashKind.NOT_TOLD, f"{len(silent)}个单位", (Version(_ROSTER, "、".join(silent)),))
    likely = {name_key(name) for each in _likely_same(parts, roster) for name in (each.versions[1].text,)}
    for key, versions in told.items():
        if key and key not in roster.units and key not in likely:
            yield clash(ClashKind.NOT_LISTED, versions[0].text, dict.fromkeys(versions))


def _likely_same(parts: Sequence[_SourceTable], roster: Roster) -> Iterator[Clash]:
    sources: dict[str, list[str]] = {unit.name: [] for unit in roster.units.values()}
    for part in parts:
        for unit in part.units:
            files = sources.setdefault(tidy_name(unit), [])
            if part.source not in files:
                files.append(part.source)
    counts = {name: len(files) for name, files in sources.items()}
    for pair in likely_pairs(counts, roster):
        versions = tuple(Version("、".join(sources[name]) or _ROSTER, name) for name in pair)
        yield Clash(ClashKind.LIKELY_SAME, pair[0], versions)


def _take(ledger: _Taken, part: _SourceTable, categories: Sequence[str | None]) -> dict[int, _MergedUnit]:
    """Return the rows of a table that are taken, by index."""
    table, taken = part.table, {}
    for index, (name, category) in enumerate(zip(part.units, categories, strict=True)):
        subject = f"{name}（{category}）" if category else name
        told = Version(_origin(table, index, part.source), _text(table, index) + _stated(table, index))
        row = _MergedUnit(
            part.source, name, category, subject, bool(_stated(table, index)), _content(table, index), [told]
        )
        if ledger.take((category or "", name_key(name)), row):
            taken[index] = row
    return taken


def _table(part: _SourceTable, taken: dict[int, _MergedUnit], numbers: Iterator[int], roster: Roster) -> Table:
    """Return a table with only the rows that are taken, numbered through all files; units have the roster's names."""
    table = part.table
    columns = [
        _named(_filtered(column, list(taken)), taken, roster) for column in table.columns if column.field not in _OWN
    ]
    last = max((column.index for column in table.columns), default=0)
    serial = [Decimal(next(numbers)) for _ in taken]
    sources = [row.origin for row in taken.values()]
    columns += [
        Column(Field.NUMBER, last + 1, Field.NUMBER, serial),
        Column(Field.SOURCE, last + 2, Field.SOURCE, sources),
    ]
    return replace(
        _only(table, list(taken)),
        rows=[table.rows[index] for index in taken],
        categories=[row.category for row in taken.values()],
        columns=tuple(columns),
    )


def _only(table: Table, keep: Sequence[int]) -> Table:
    """Return a table in which all that stands beside its columns is that of some units; words among its ranks become remarks."""

    def some(columns: Iterable[Column]) -> tuple[Column, ...]:
        return tuple(_filtered(column, keep) for column in columns)

    def one(column: Column | None) -> Column | None:
        return None if column is None else _filtered(column, keep)

    return replace(
        table,
        sums=some(table.sums),
        base=one(table.base),
        marks=some(table.marks),
        coefficient=one(table.coefficient),
        open=tuple(replace(each, column=_filtered(each.column, keep)) for each in table.open),
        remarks=some((*table.remarks, *_words_for_ranks(table))),
        vetoes=some(table.vetoes),
        flags=some(table.flags),
        ties=one(table.ties),
        grades=one(table.grades),
        disturbed=frozenset(at for at, index in enumerate(keep) if index in table.disturbed),
    )


def _words_for_ranks(table: Table) -> Iterator[Column]:
    """Yield what an office wrote among its ranks against them (不参与排名); the ranks themselves hold only within their file."""
    ranks = table.column(Field.RANK)
    if table.layout is Layout.OFFICE and ranks is not None:
        words = [
            each if isinstance(each, str) and says_ranked(each) is not Ranked.YES else None for each in ranks.values
        ]
        if any(words):
            yield replace(ranks, field=Field.REMARK, values=words)


#: Columns that the merger writes itself, as each file counts from 1; and ranks, which hold only within their file.
_OWN = (Field.NUMBER, Field.SOURCE, Field.RANK, Field.STATED_RANK)


def _named(column: Column, taken: dict[int, _MergedUnit], roster: Roster) -> Column:
    """Return the column of units with the names that they go by, as the roster spells them."""
    if column.field is not Field.UNIT:
        return column
    values = [
        row.name
        if isinstance(value, str) and (name_key(row.name) in roster.units or name_key(value) != name_key(row.name))
        else value
        for value, row in zip(column.values, taken.values(), strict=True)
    ]
    return replace(column, values=values)


def _filtered(column: Column, keep: Sequence[int]) -> Column:
    return replace(
        column,
        values=[column.values[index] for index in keep],
        formulas=[column.formulas[index] for index in keep] if column.formulas else (),
        rows=[column.rows[index] for index in keep] if column.rows else (),
    )


def _origin(table: Table, index: int, source: str) -> str:
    """Return where a unit comes from: the file, and where the file was merged itself, what it says there.

    A file that was split off for one source (汇总-民政局.xlsx) is that source's.
    """
    column = table.column(Field.SOURCE)
    inner = None if column is None else column.values[index]
    if inner is None:
        return source
    said = shown(inner)
    return said if _stem(source).endswith(f"-{_stem(said)}") else f"{source}：{said}"


def _stem(file: str) -> str:
    return file.rpartition(".")[0] or file


def _name(table: Table, index: int) -> str:
    column = table.column(Field.UNIT)
    value = None if column is None else column.values[index]
    return "" if value is None else tidy_name(shown(value))


def _content(table: Table, index: int) -> Hashable:
    """Return what a unit says besides its name: reasons, numbers, a typed score; typography does not count."""
    template = table.layout is Layout.TEMPLATE
    stated = Field.STATED_SCORE if template else Field.SCORE
    points = tuple(
        (column.field if column.field in _SIGNED else None, text)
        for column in _points(table)
        if (text := _plain(column.values[index]))
    )
    return points, _plain(_value(table, stated, index))


_SIGNED = (Field.ADDED, Field.DEDUCTED)


def _points(table: Table) -> Iterator[Column]:
    """Yield the columns that say what is added or deducted; in the template only the text does."""
    names = _POINTS if table.layout is Layout.OFFICE else (Field.REASONS,)
    return (column for column in table.columns if column.field in names)


def _text(table: Table, index: int) -> str:
    """Return what a unit says, as it is written."""
    values = ((column, column.values[index]) for column in _points(table))
    return "；".join(
        shown(value) if column.field is Field.REASONS else f"{column.header}：{shown(value)}"
        for column, value in values
        if value is not None
    )


def _stated(table: Table, index: int) -> str:
    """Return the score that a file has typed, as two versions may differ by nothing else."""
    value = _value(table, Field.STATED_SCORE if table.layout is Layout.TEMPLATE else Field.SCORE, index)
    return "" if value is None else f"（写着得分{shown(value)}）"


def _value(table: Table, name: Field, index: int) -> CellValue:
    column = table.column(name)
    return None if column is None else column.values[index]


def _plain(value: CellValue) -> str:
    return "" if value is None else "".join(fold(shown(value)).split()).rstrip(_TRAILING)
