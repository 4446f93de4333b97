"""Texts and the numbers typed beside them: they agree, or one is silent, or the sum stays open."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from kaohe.assessment.appraisal import Appraisal
from kaohe.assessment.figures import Figures, Flaw, FlawedCell, read_figures
from kaohe.assessment.scoring import NOTHING, ZERO, Tally, plain
from kaohe.core.records import NamedTuple, dataclass
from kaohe.core.table import Column


@dataclass(frozen=True, slots=True)
class ReasonColumn:
    """A column of reason texts with the appraisal of every cell; None for a cell that is no text."""

    column: Column
    appraisals: list[Appraisal | None]


@dataclass(slots=True)
class Settled:
    """The tallies of texts and numbers together, one a unit, None where open; ``answered`` are texts that a number completes."""

    reasons: Sequence[ReasonColumn]
    tallies: list[Tally | None]
    flaws: list[FlawedCell]
    answered: set[int]


def settle_bundles(reasons: Sequence[ReasonColumn], figures: Sequence[Column], count: int) -> Settled:
    """Settle each pair of texts and numbers by itself, and add up; what stands in no pairs is settled together."""
    bundles = _by_side(reasons, figures) or _bundles(reasons, figures)
    if len(bundles) == 1:
        return _settle_lines(reasons, figures, count)
    parts = [_settle_lines(texts, numbers, count) for texts, numbers in bundles]
    tallies = [add(each) for each in zip(*(part.tallies for part in parts), strict=True)]
    flaws = [flaw for part in parts for flaw in part.flaws]
    answered = {unit for part in parts for unit in part.answered if tallies[unit] is not None}
    return Settled(reasons, tallies, flaws, answered)


_Bundle = tuple[list[ReasonColumn], list[Column]]


def _by_side(reasons: Sequence[ReasonColumn], figures: Sequence[Column]) -> list[_Bundle]:
    """Return texts and numbers apart where they are of opposite signs: what 加分情况 says does not contradict 扣分."""
    signs = {each.column.sign for each in reasons}
    sign = signs.pop() if len(signs) == 1 else None
    against = [each for each in figures if sign is not None and each.sign == -sign]
    if not against:
        return []
    return [(list(reasons), [each for each in figures if sign is None or each.sign != -sign]), ([], against)]


def _bundles(reasons: Sequence[ReasonColumn], figures: Sequence[Column]) -> list[_Bundle]:
    """Return the pairs 扣分原因 | 扣分 | 加分原因 | 加分 of a table, left to right; one bundle of all where there are none."""
    together: list[_Bundle] = [(list(reasons), list(figures))]
    texts, numbers = (
        {each.column.index: each.column.sign for each in reasons},
        {each.index: each.sign for each in figures},
    )
    order = sorted({*texts, *numbers})
    if len(texts) < 2 or not numbers:
        return together
    first_is_text = order[0] in texts
    chunks: list[list[int]] = []
    for index in order:
        is_text = index in texts
        starts = not chunks or (is_text == first_is_text and (chunks[-1][-1] in texts) != first_is_text)
        if starts:
            chunks.append([])
        chunks[-1].append(index)
    for chunk in chunks:
        of_texts = {texts[index] for index in chunk if index in texts} - {None}
        of_numbers = {numbers[index] for index in chunk if index in numbers} - {None}
        if of_texts and of_numbers and of_texts.isdisjoint(of_numbers):
            return together
    if any(texts.keys().isdisjoint(chunk) for chunk in chunks):
        return together
    bundles: list[_Bundle] = [([], []) for _ in chunks]
    home = {index: bundle for chunk, bundle in zip(chunks, bundles, strict=True) for index in chunk}
    for reason in reasons:
        home[reason.column.index][0].append(reason)
    for column in figures:
        home[column.index][1].append(column)
    return bundles


def _settle_lines(reasons: Sequence[ReasonColumn], figures: Sequence[Column], count: int) -> Settled:
    """Settle line by line where a unit has several, each with its own number; else all its lines together."""
    whole = _settle(reasons, figures, count)
    lines = _lines(reasons, figures)
    if len(lines) < 2:
        return whole
    unsigned = read_figures(figures, count).unsaid
    parts = [_settle(texts, numbers, count, unsigned) for texts, numbers in lines]
    troubled = {flaw.unit for part in parts for flaw in part.flaws if flaw.flaw is not Flaw.FIGURE_ALONE}
    by_line = [
        unit for unit in range(count) if unit not in troubled and all(part.tallies[unit] is not None for part in parts)
    ]
    kept = set(by_line)
    for unit in by_line:
        whole.tallies[unit] = add(tuple(part.tallies[unit] for part in parts))
        whole.answered |= {unit} if any(unit in part.answered for part in parts) else set()
    flaws = [flaw for flaw in whole.flaws if flaw.unit not in kept]
    flaws += (flaw for part in parts for flaw in part.flaws if flaw.unit in kept)
    return Settled(reasons, whole.tallies, flaws, whole.answered)


def _lines(reasons: Sequence[ReasonColumn], figures: Sequence[Column]) -> list[_Bundle]:
    """Return the first lines of all units, their second ones, and so on."""
    lines: defaultdict[int, _Bundle] = defaultdict(lambda: ([], []))
    seen: Counter[int] = Counter()
    for reason in reasons:
        lines[seen[reason.column.index]][0].append(reason)
        seen[reason.column.index] += 1
    seen.clear()
    for column in figures:
        lines[seen[column.index]][1].append(column)
        seen[column.index] += 1
    return [lines[depth] for depth in sorted(lines)]


def _settle(
    reasons: Sequence[ReasonColumn], columns: Sequence[Column], count: int, unsigned: frozenset[int] | None = None
) -> Settled:
    ledger = Settled(reasons, add_reasons(reasons, count), [], set())
    if not columns:
        return ledger
    figures = read_figures(columns, count)
    if unsigned is not None:
        figures.unsaid = unsigned
    ledger.flaws.extend(figures.flaws)
    for unit, textual in enumerate(ledger.tallies):
        if unit in figures.unreadable:
            ledger.tallies[unit] = None
        elif is_blank_of(ledger.reasons, unit):
            _take_figures(ledger, figures, unit)
        elif textual is None:
            _fill_in(ledger, figures, unit)
        elif clash := figures.clash(unit, textual):
            ledger.tallies[unit] = None
            ledger.flaws.append(clash)
    return ledger


def _fill_in(ledger: Settled, figures: Figures, unit: int) -> None:
    """Take the numbers for the texts that give no points, and the other texts at their word.

    缺会 under 扣分原因 is settled by a number under 扣分, 无 beside it under 加分原因 says nothing
    against that; but a number under 加分 does not tell what 缺会 costs.
    """
    said = _said(ledger.reasons, unit)
    typed = figures.tallies[unit]
    if said is None or typed is None or not all(figures.speak_for(unit, sign) for sign in said.open_signs):
        return
    tally = said.completed(typed)
    clash = figures.clash(unit, tally) if tally else None
    if clash is not None:
        ledger.flaws.append(clash)
    elif tally is not None and not _leave_unsaid(ledger, figures, unit):
        ledger.tallies[unit] = tally
        ledger.answered.add(unit)


class _Said(NamedTuple):
    """What the texts of one unit say: their points, and the headings' signs of those that say none."""

    points: Tally
    open_signs: frozenset[int | None]
    quiet: bool

    def completed(self, typed: Tally) -> Tally | None:
        """Return the tally with typed numbers where texts are open; None where other texts speak on the same side."""
        sides = ((1, typed.added, self.points.added), (-1, typed.deducted, self.points.deducted))
        settled = []
        for sign, figure, said in sides:
            is_open = not self.open_signs.isdisjoint({sign, None})
            if is_open and said:
                return None
            settled.append(figure if is_open or self.quiet else said)
        return Tally(*settled)


def _said(reasons: Sequence[ReasonColumn], unit: int) -> _Said | None:
    """Return what the texts of a unit say, None where one of them can't be settled by a number."""
    closed: list[Tally] = []
    signs: set[int | None] = set()
    quiet = True
    for reason in reasons:
        appraisal = reason.appraisals[unit]
        if appraisal is None:
            return None
        if appraisal.tally is not None:
            closed.append(appraisal.tally)
            quiet = quiet and appraisal.blank
        elif appraisal.pointless:
            signs.add(reason.column.sign)
        else:
            return None
    return _Said(add(tuple(closed)) or NOTHING, frozenset(signs), quiet)


def _take_figures(ledger: Settled, figures: Figures, unit: int) -> None:
    typed = figures.tallies[unit]
    if typed is None:
        if not ledger.reasons:
            ledger.tallies[unit] = NOTHING
        return
    if _leave_unsaid(ledger, figures, unit):
        return
    ledger.tallies[unit] = typed
    ledger.answered.add(unit)
    if ledger.reasons and (typed.added or typed.deducted):
        ledger.flaws.append(FlawedCell(Flaw.FIGURE_ALONE, unit, ledger.reasons[0].column))


#: What a flaw says of a number without a sign where others of its column have one.
_UNMARKED = "+"


def _leave_unsaid(ledger: Settled, figures: Figures, unit: int) -> bool:
    """Leave a unit open where nobody says whether its number adds or deducts; say whether that is so."""
    unsaid = next((column for column in figures.stated[unit] if figures.leaves_sign_open(unit, column)), None)
    typed = figures.tallies[unit]
    if unsaid is None or typed is None or not (typed.added or typed.deducted):
        return False
    alone = () if unsaid.index in figures.unsaid else (_UNMARKED,)
    ledger.flaws.append(FlawedCell(Flaw.SIGN_UNSAID, unit, unsaid, (plain(typed.added), *alone)))
    ledger.tallies[unit] = None
    return True


def is_blank_of(reasons: Sequence[ReasonColumn], unit: int) -> bool:
    """Say whether all texts of a unit show nothing."""
    return all(each is not None and each.blank for each in (reason.appraisals[unit] for reason in reasons))


def add_reasons(reasons: Sequence[ReasonColumn], count: int) -> list[Tally | None]:
    """Return what the texts of each unit come to."""
    columns = [[None if each is None else each.tally for each in reason.appraisals] for reason in reasons]
    if len(columns) == 1:
        return columns[0]
    return [add(tallies) for tallies in zip(*columns, strict=True)] if columns else [None] * count


def add(tallies: Sequence[Tally | None]) -> Tally | None:
    """Return the sum of tallies, None where one is open."""
    added = deducted = ZERO
    for tally in tallies:
        if tally is None:
            return None
        added += tally.added
        deducted += tally.deducted
    return Tally(added, deducted)
