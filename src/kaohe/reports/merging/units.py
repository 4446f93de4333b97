"""The units of several files, each with the file that it comes from."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from decimal import Decimal

from kaohe.assessment.figures import shown
from kaohe.core.cells import CellValue
from kaohe.core.names import Spelling, tidy_name
from kaohe.core.records import dataclass, field, replace
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


class _Part:
    """One table of one file: the name that each unit goes by, the key of that name, and its category as the one list calls it."""

    __slots__ = ("categories", "inner", "keys", "points", "source", "stated", "table", "units")

    def __init__(self, source: str, table: Table, names: Names, roster: Roster) -> None:
        self.source, self.table = source, table
        self.points = tuple(_points(table))
        self.stated = table.column(Field.STATED_SCORE if table.layout is Layout.TEMPLATE else Field.SCORE)
        self.inner = table.column(Field.SOURCE)
        column = table.column(Field.UNIT)
        values = column.values if column else [None] * len(table.rows)
        self.units = ["" if value is None else tidy_name(shown(value)) for value in values]
        self.keys = [name_key(name) for name in self.units]
        if roster != Roster():
            self.units = [roster.called(key) or name for key, name in zip(self.keys, self.units, strict=True)]
            self.keys = [name_key(name) for name in self.units]
        self.categories: list[str | None] = [names[category] for category in table.categories]


class _Unit:
    """A unit that a file tells of: a row of its table, and what other files say that say the same."""

    __slots__ = ("_content", "index", "others", "part")

    def __init__(self, part: _Part, index: int) -> None:
        self.part, self.index = part, index
        self.others: tuple[Version, ...] = ()
        self._content: Hashable = None

    @property
    def source(self) -> str:
        return self.part.source

    @property
    def name(self) -> str:
        return self.part.units[self.index]

    @property
    def category(self) -> str | None:
        return self.part.categories[self.index]

    @property
    def subject(self) -> str:
        return f"{self.name}（{self.category}）" if self.category else self.name

    @property
    def is_stated(self) -> bool:
        return bool(self._stated)

    @property
    def text(self) -> str:
        """What it says, as it is written."""
        return _text(self.part, self.index) + self._stated

    @property
    def told(self) -> tuple[Version, ...]:
        """What each file that holds the same says, its own first."""
        return (Version(self._own_origin, self.text), *self.others)

    @property
    def content(self) -> Hashable:
        """What it says besides its name, by which two are the same; asked of units only that several rows tell of."""
        if self._content is None:
            self._content = _content(self.part, self.index)
        return self._content

    @property
    def says_something(self) -> bool:
        """Whether it has reasons or points; that two files say 无 of a unit is not worth a word."""
        return self.is_stated or self.text.strip() not in _NOTHING

    @property
    def origin(self) -> str:
        own = self._own_origin
        return "、".join(dict.fromkeys((own, *(version.source for version in self.others)))) if self.others else own

    @property
    def _own_origin(self) -> str:
        """Where it comes from: the file, and where the file was merged itself, what it says there.

        A file that was split off for one source (汇总-民政局.xlsx) is that source's.
        """
        source, inner = self.source, _value(self.part.inner, self.index)
        if inner is None:
            return source
        said = shown(inner)
        return said if _stem(source).endswith(f"-{_stem(said)}") else f"{source}：{said}"

    @property
    def _stated(self) -> str:
        """The score that a file has typed, as two versions may differ by nothing else."""
        value = _value(self.part.stated, self.index)
        return "" if value is None else f"（写着得分{shown(value)}）"


@dataclass(slots=True)
class _Taken:
    """The units taken so far, by category and name, and how many of each file."""

    counts: dict[str, int]
    taken: dict[UnitKey, list[_Unit]] = field(default_factory=dict)

    def take(self, unit: _Unit) -> bool:
        """Take a row unless another file's says the same; a file's own repetitions are its own matter."""
        key = unit.part.keys[unit.index]
        units = self.taken.setdefault((unit.category or "", key), [])
        others = (each for each in units if each.source != unit.source) if key else ()
        twin = next((each for each in others if each.content == unit.content), None)
        if twin is not None:
            twin.others += unit.told
            return False
        units.append(unit)
        self.counts[unit.source] += 1
        return True

    def clashes(self) -> Iterator[Clash]:
        """Yield the units that files tell differently, then those that several files tell alike."""
        named = [units for key, units in self.taken.items() if key[1]]
        for units in named:
            if len(units) > 1 and len({each.source for each in units}) > 1 and any(each.is_stated for each in units):
                versions = tuple(Version(each.origin, each.text) for each in units)
                yield Clash(ClashKind.UNIT_DIFFERS, units[0].subject, versions)
        for unit in (each for units in named for each in units if each.others and each.says_something):
            yield clash(ClashKind.UNIT_REPEATED, unit.subject, unit.told)


def merge_tables(
    sources: Sequence[Source], spelling: Spelling, roster: Roster
) -> tuple[tuple[Table, ...], dict[str, int], tuple[Clash, ...]]:
    """Return all tables with their column 来源, how many units each file gave, and the units that clash."""
    ledger = _Taken({source.name: 0 for source in sources if source.sheets.tables})
    parts = [part for source in sources for part in _parts(source, spelling, roster)]
    statements = _statements(parts)
    for part in parts:
        _settle_categories(part, statements, roster)
    drafts = [(part, [unit for unit in _units(part) if ledger.take(unit)]) for part in parts]
    numbers = iter(range(1, sum(ledger.counts.values()) + 1))
    tables = tuple(_table(part, units, numbers, roster) for part, units in drafts)
    likely = tuple(_likely_same(parts, roster))
    clashes = (
        *ledger.clashes(),
        *_other_categories(statements, roster),
        *likely,
        *_beside_the_list(parts, roster, likely),
    )
    return tables, ledger.counts, clashes


def _parts(source: Source, spelling: Spelling, roster: Roster) -> Iterator[_Part]:
    for table, own in zip(source.sheets.tables, category_names(source.sheets), strict=True):
        names: Names = {name: None if to is None else spelling.settle(to) for name, to in own.items()}
        yield _Part(source.name, table, names, roster)


def _units(part: _Part) -> Iterator[_Unit]:
    return (_Unit(part, index) for index in range(len(part.units)))


#: The categories that files give to a unit, each with the file that does, by the unit's key.
_Statements = dict[str, tuple[tuple[str, str], ...]]


def _statements(parts: Iterable[_Part]) -> _Statements:
    told: _Statements = {}
    alone: _Statements = {}  # what only one file says of a unit is one object for all its units
    for part in parts:
        for key, category in zip(part.keys, part.categories, strict=True):
            if category is not None and key:
                said = alone.setdefault(category, ((category, part.source),))
                known = told.setdefault(key, said)
                if said[0] not in known:
                    told[key] = known + said
        alone.clear()
    return told


def _settle_categories(part: _Part, told: _Statements, roster: Roster) -> None:
    """Give each unit the roster's category, else its file's, else that on which the other files agree."""
    for index, (key, category) in enumerate(zip(part.keys, part.categories, strict=True)):
        known = {said for said, _ in told.get(key, ())} if category is None else ()
        part.categories[index] = roster.category(key) or (next(iter(known)) if len(known) == 1 else category)


def _other_categories(told: _Statements, roster: Roster) -> Iterator[Clash]:
    """Yield the units that files put into other categories; what one file does itself is its own matter.

    Where the roster says the category, those that say another are named.
    """
    for key, said in told.items():
        listed = roster.category(key)
        if len(said) == 1 and listed in (None, said[0][0]):
            continue
        categories: dict[str, list[str]] = {}
        for category, file in said:
            categories.setdefault(category, []).append(file)
        versions = tuple(Version("、".join(files), category) for category, files in categories.items())
        if listed is not None:
            if others := tuple(each for each in versions if each.text != listed):
                yield Clash(ClashKind.CATEGORY_SETTLED, f"{roster.called(key) or key}（{listed}）", others)
            continue
        sources = [set(files) for files in categories.values()]
        if len(sources) > 1 and not set.intersection(*sources):
            yield Clash(ClashKind.CATEGORY_DIFFERS, roster.called(key) or key, versions)


#: Whose version the roster's own names are.
_ROSTER = Sheet.ROSTER.value


def _beside_the_list(parts: Sequence[_Part], roster: Roster, likely: Iterable[Clash]) -> Iterator[Clash]:
    """Yield the units that are on the list and in no file, all in one, and those that are in files and not on the list."""
    if not roster.units:
        return
    told: dict[str, list[Version]] = {}
    for part in parts:
        for key, unit in zip(part.keys, part.units, strict=True):
            told.setdefault(key, []).append(Version(part.source, unit))
    if silent := [unit.name for key, unit in roster.units.items() if key not in told]:
        yield Clash(ClashKind.NOT_TOLD, f"{len(silent)}个单位", (Version(_ROSTER, "、".join(silent)),))
    asked = {name_key(each.versions[1].text) for each in likely}
    for key, versions in told.items():
        if key and key not in roster.units and key not in asked:
            yield clash(ClashKind.NOT_LISTED, versions[0].text, dict.fromkeys(versions))


def _likely_same(parts: Sequence[_Part], roster: Roster) -> Iterator[Clash]:
    sources: dict[str, tuple[str, ...]] = {unit.name: () for unit in roster.units.values()}
    for part in parts:
        alone = (part.source,)
        for unit in map(tidy_name, part.units):
            files = sources.get(unit, ())
            if part.source not in files:
                sources[unit] = files + alone if files else alone
    for pair in likely_pairs(sources, roster):
        versions = tuple(Version("、".join(sources[name]) or _ROSTER, name) for name in pair)
        yield Clash(ClashKind.LIKELY_SAME, pair[0], versions)


def _table(part: _Part, units: Sequence[_Unit], numbers: Iterator[int], roster: Roster) -> Table:
    """Return a table with only the rows that are taken, numbered through all files; units have the roster's names."""
    keep = [unit.index for unit in units]
    table = _only(part.table, keep)
    columns = [_filtered(column, keep) for column in part.table.columns if column.field not in _OWN]
    last = max((column.index for column in part.table.columns), default=0)
    serial = [Decimal(next(numbers)) for _ in keep]
    sources = [unit.origin for unit in units]
    columns = [_named(column, units, roster) if column.field is Field.UNIT else column for column in columns]
    columns += [
        Column(Field.NUMBER, last + 1, Field.NUMBER, serial),
        Column(Field.SOURCE, last + 2, Field.SOURCE, sources),
    ]
    rows, categories = [table.rows[index] for index in keep], [unit.category for unit in units]
    return replace(table, rows=rows, categories=categories, columns=tuple(columns))


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


def _named(column: Column, units: Sequence[_Unit], roster: Roster) -> Column:
    """Return the column of units with the names that they go by, as the roster spells them."""
    if roster == Roster():
        return column
    values = [
        unit.name
        if isinstance(value, str) and (name_key(unit.name) in roster.units or name_key(value) != name_key(unit.name))
        else value
        for value, unit in zip(column.values, units, strict=True)
    ]
    return replace(column, values=values)


def _filtered(column: Column, keep: Sequence[int]) -> Column:
    if len(keep) == len(column.values):
        return column
    return replace(
        column,
        values=[column.values[index] for index in keep],
        formulas=[column.formulas[index] for index in keep] if column.formulas else (),
        rows=[column.rows[index] for index in keep] if column.rows else (),
    )


def _stem(file: str) -> str:
    return file.rpartition(".")[0] or file


def _content(part: _Part, index: int) -> Hashable:
    """Return what a unit says besides its name: reasons, numbers, a typed score; typography does not count."""
    points = tuple(
        (column.field if column.field in _SIGNED else None, text)
        for column in part.points
        if (text := _plain(column.values[index]))
    )
    return points, _plain(_value(part.stated, index))


_SIGNED = (Field.ADDED, Field.DEDUCTED)


def _points(table: Table) -> Iterator[Column]:
    """Yield the columns that say what is added or deducted; in the template only the text does."""
    names = _POINTS if table.layout is Layout.OFFICE else (Field.REASONS,)
    return (column for column in table.columns if column.field in names)


def _text(part: _Part, index: int) -> str:
    """Return what a unit says, as it is written."""
    values = ((column, column.values[index]) for column in part.points)
    return "；".join(
        shown(value) if column.field is Field.REASONS else f"{column.header}：{shown(value)}"
        for column, value in values
        if value is not None
    )


def _value(column: Column | None, index: int) -> CellValue:
    return None if column is None else column.values[index]


def _plain(value: CellValue) -> str:
    return "" if value is None else "".join(fold(shown(value)).split()).rstrip(_TRAILING)
