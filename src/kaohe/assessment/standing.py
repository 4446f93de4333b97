"""Where every unit stands: its score, its rank, and what the sheet says about both."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice

from kaohe.assessment.figures import Flaw, FlawedCell, number_in, shown, shows_nothing
from kaohe.assessment.grading import grade
from kaohe.assessment.ledger import Ledger
from kaohe.assessment.ranking import rank
from kaohe.assessment.repeats import Repeats, find_repeats
from kaohe.assessment.scoring import Score, score
from kaohe.assessment.unranked import Exclusion, find_exclusions
from kaohe.core import numerals
from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.patterns import compile_on_use
from kaohe.core.records import dataclass, field
from kaohe.core.schema import Field
from kaohe.core.settings import EarlierResults, Settings, TieRule
from kaohe.core.table import Column, Gap, Layout, Table
from kaohe.core.text import fold
from kaohe.core.ties import TieKey, tie_key
from kaohe.core.unranked import Ranked, says_ranked
from kaohe.matching.catalogue import CatalogueProblem, Entry


@dataclass(frozen=True, slots=True)
class Stated:
    """The scores or ranks that a column states, None where it states no number."""

    column: Column
    values: list[Decimal | None]
    flaws: list[FlawedCell]


@dataclass(frozen=True, slots=True)
class Standing:
    """One table after scoring and ranking: all lists have one element a unit.

    ``groups`` are what units are ranked in, None for a unit that can't be placed.  ``grades`` are None
    where the settings know none, or where they can't be told yet.  ``exclusions`` are the units that take no part in
    the ranking, or of which that is not clear.  ``repeats`` are those that stand in other rows as well, and so have no score.
    """

    ledger: Ledger
    scores: list[Score | None]
    groups: list[Hashable]
    ranks: list[int | None]
    grades: list[str | None]
    stated_scores: Stated | None
    stated_ranks: Stated | None
    exclusions: tuple[Exclusion, ...] = ()
    repeats: Repeats = field(default_factory=dict)

    @property
    def unranked(self) -> dict[int, str]:
        """The units, by index, that take no part in the ranking, and the words that say so."""
        return {each.unit: each.text for each in _settled(self.exclusions)}

    @property
    def open_groups(self) -> frozenset[Hashable]:
        """The groups in which some unit's rank is still open, so that the other ranks may change."""
        settled = self.unranked
        pairs = enumerate(zip(self.groups, self.ranks, strict=True))
        return frozenset(group for unit, (group, rank) in pairs if rank is None and unit not in settled)

    @property
    def table(self) -> Table:
        """The table as read."""
        return self.ledger.table

    @property
    def score_column(self) -> Column:
        """Where remarks on a score are put: the column of scores, else that of reasons, else any."""
        columns = (self.table.column(name) for name in (Field.SCORE, Field.REASONS, Field.UNIT))
        return next((column for column in columns if column is not None), self.table.columns[0])

    @property
    def bounded(self) -> Iterator[tuple[int, Score]]:
        """The units, by index, whose score was set to the lowest or highest one allowed."""
        at_bounds = {score for score in set(self.scores) if score and score.value != score.unbounded}
        if at_bounds:
            yield from ((unit, score) for unit, score in enumerate(self.scores) if score and score in at_bounds)

    @property
    def flaws(self) -> Iterator[FlawedCell]:
        """The flaws of all cells that were looked at."""
        yield from self.ledger.flaws
        for stated in (self.stated_scores, self.stated_ranks):
            if stated is not None:
                yield from stated.flaws


@dataclass(frozen=True, slots=True)
class Assessment:
    """A workbook after every stage but checking: what rules look at.

    ``gaps`` are what the reader could not place and settings that can't be understood.
    ``own_catalogue`` says that the workbook brought the catalogue itself; ``twins`` are its
    entries that say the same in other words.
    """

    gaps: tuple[Gap, ...]
    settings: Settings
    catalogue_problems: tuple[CatalogueProblem, ...]
    own_catalogue: bool
    standings: tuple[Standing, ...]
    twins: tuple[tuple[Entry, Entry], ...] = ()

    @property
    def open_groups(self) -> frozenset[Hashable]:
        """The groups, of all tables, in which some unit's rank is still open, so that the other ranks may change."""
        return frozenset(group for standing in self.standings for group in standing.open_groups)


def stand(ledgers: Sequence[Ledger], settings: Settings) -> tuple[Standing, ...]:
    """Score and rank the units of all tables."""
    stated = [_stated(ledger.table, settings) for ledger in ledgers]
    exclusions = [_exclusions(ledger.table, ranks) for ledger, (_, ranks) in zip(ledgers, stated, strict=True)]
    groups = [_groups(ledger.table, settings) for ledger in ledgers]
    repeats = find_repeats(ledgers, groups)
    for ledger, repeated in zip(ledgers, repeats, strict=True):
        for unit in repeated:
            ledger.tallies[unit] = None
    scores = [_score(ledger, settings) for ledger in ledgers]
    groups = [_in_one(ledger.table, each) for ledger, each in zip(ledgers, groups, strict=True)]
    all_scores = [None if each is None else each.value for column in scores for each in column]
    all_ranks = rank(all_scores, _placed(groups, exclusions), settings.method, _ties(ledgers, settings.ties))
    all_grades = grade(all_scores, _placed(groups, [_settled(each) for each in exclusions]), all_ranks, settings)
    ranks, grades = iter(all_ranks), iter(all_grades)
    return tuple(
        Standing(
            ledger,
            of_scores,
            of_groups,
            list(islice(ranks, len(of_scores))),
            list(islice(grades, len(of_scores))),
            *of_stated,
            left,
            repeated,
        )
        for (ledger, of_scores, of_groups, of_stated, left), repeated in zip(
            zip(ledgers, scores, groups, stated, exclusions, strict=True), repeats, strict=True
        )
    )


def _in_one(table: Table, groups: Sequence[Hashable]) -> list[Hashable]:
    """Return one group for all units of a table whose headings say that they are ranked over all categories (全县统一排名)."""
    own = (table.sheet, table.header_row)
    alone = all(isinstance(group, tuple) and group[0] == own for group in groups if group is not None)
    return [(own, None)] * len(groups) if table.ranked_together and alone else [*groups]


def _ties(ledgers: Sequence[Ledger], rule: TieRule) -> list[TieKey] | None:
    """Return what tells the units of all tables apart where their scores are equal, None where nothing does."""
    if rule is TieRule.SHARED:
        return None
    return [key for ledger in ledgers for key in tie_keys(ledger, rule)]


def tie_keys(ledger: Ledger, rule: TieRule) -> list[TieKey]:
    """Return what tells the units of a table apart where their scores are equal."""
    column = ledger.table.ties
    stated = [None] * len(ledger.tallies) if column is None else [number_in(value) for value in column.values]
    return [
        tie_key(rule, None if tally is None else tally.deducted, number)
        for tally, number in zip(ledger.tallies, stated, strict=True)
    ]


def _exclusions(table: Table, ranks: Stated | None) -> tuple[Exclusion, ...]:
    typed = None if ranks is None or table.layout is Layout.TEMPLATE else ranks.values
    return find_exclusions(table, typed)


def _settled(exclusions: Iterable[Exclusion]) -> list[Exclusion]:
    return [each for each in exclusions if each.is_settled]


def _placed(groups: Sequence[list[Hashable]], exclusions: Sequence[Collection[Exclusion]]) -> list[Hashable]:
    """Return what the units of all tables are ranked in, None for those that take no part."""
    placed: list[Hashable] = []
    for of_groups, left_out in zip(groups, exclusions, strict=True):
        left = {each.unit for each in left_out}
        placed += [None if unit in left else group for unit, group in enumerate(of_groups)] if left else of_groups
    return placed


def _score(ledger: Ledger, settings: Settings) -> list[Score | None]:
    grounds = ledger.grounds
    if grounds is None:
        known = {tally: score(tally, settings) for tally in set(ledger.tallies)}
        return [known[tally] for tally in ledger.tallies]
    count = len(ledger.tallies)
    bases, factors = grounds.bases or [settings.base] * count, grounds.factors or [Decimal(1)] * count
    return [
        None
        if base is None or factor is None
        else score(tally, settings, base=base, factor=factor, places=grounds.places)
        for tally, base, factor in zip(ledger.tallies, bases, factors, strict=True)
    ]


def _groups(table: Table, settings: Settings) -> list[Hashable]:
    """Return what each unit is ranked in.

    A category is a group of its own within its table: sheets of one workbook are often
    one a quarter, with the same categories in each.  Tables whose headings stand side by
    side are halves of one.  A named rank group spans tables.
    """
    place = (table.sheet, table.header_row)
    distinct = set(table.categories)
    if distinct == {None}:
        return [(place, None)] * len(table.rows)
    known: dict[str | None, Hashable] = {
        category: None if category is None else settings.rank_groups.get(category, (place, category))
        for category in distinct
    }
    return [known[category] for category in table.categories]


_RANK = compile_on_use(
    r"(?:(?:并列|同列)?(?:第|no\.?|top)?\s*(\d+|[一二三四五六七八九十百]+)\s*(?:名|位)?(?:\(?(?:并列|同)\)?)?)"
)


def rank_in(value: CellValue) -> Decimal | None:
    """Return the rank that a cell shows (4, ``第4名``, ``并列第四``, ``NO.1``); None for anything else."""
    number = number_in(value)
    if number is not None or not isinstance(value, str) or isinstance(value, ExcelError):
        return number
    match = _RANK.fullmatch(fold(value).strip())
    if match is None:
        return None
    return Decimal(match[1]) if match[1].isdigit() else numerals.read(match[1])


def _stated(table: Table, settings: Settings) -> tuple[Stated | None, Stated | None]:
    template = table.layout is Layout.TEMPLATE
    if template and settings.stated is EarlierResults.PASSED:
        return None, None
    scores = table.column(Field.STATED_SCORE if template else Field.SCORE)
    ranks = table.column(Field.STATED_RANK if template else Field.RANK)
    return _read_stated(scores, number_in), _read_stated(ranks, rank_in)


def _read_stated(column: Column | None, read: Callable[[CellValue], Decimal | None]) -> Stated | None:
    if column is None or column.values.count(None) == len(column.values):
        return None
    values = [value if type(value) is Decimal else read(value) for value in column.values]
    flaws = list(_unread(column, values)) if None in values else []
    return Stated(column, values, flaws)


def _unread(column: Column, values: Iterable[Decimal | None]) -> Iterator[FlawedCell]:
    for unit, (value, number) in enumerate(zip(column.values, values, strict=True)):
        if number is None and not shows_nothing(value) and not _says_unranked(value):
            flaw = Flaw.ERROR_CELL if isinstance(value, ExcelError) else Flaw.NOT_SCORE
            yield FlawedCell(flaw, unit, column, (shown(value),))


def _says_unranked(value: CellValue) -> bool:
    return type(value) is str and says_ranked(value) is not Ranked.YES
