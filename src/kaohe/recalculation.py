"""The whole of Kaohe in one function: tables in, scores, ranks, findings and a plan out."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kaohe.assessment.appraisal import Allowance, Appraiser, no_pulse
from kaohe.assessment.figures import shown
from kaohe.assessment.ledger import open_ledger
from kaohe.assessment.outcome import Outcome
from kaohe.assessment.planning import plan
from kaohe.assessment.rankings import ranking_gaps
from kaohe.assessment.rules import check
from kaohe.assessment.standing import Assessment, stand
from kaohe.assessment.units import Units
from kaohe.core.schema import SETTING_LABELS
from kaohe.core.settings import Settings, understand
from kaohe.core.table import Gap, GapKind, Sheets
from kaohe.matching import Matcher
from kaohe.matching.catalogue import Catalogue, Entry, builtin, catalogue_from_rows, problems
from kaohe.matching.twins import find_twins


def recalculate(sheets: Sheets, *, overwrite: bool = False, pulse: Callable[[], None] | None = None) -> Outcome:
    """Score, rank and check every table of ``sheets``.

    Pure, total (no cell value makes it raise), deterministic; a second run on sheets to
    which the plan was applied plans nothing.  ``overwrite`` lets the plan replace typed scores and
    ranks in an office's own layout.  ``pulse`` is called over and over while new texts are read, which is
    what takes long; what it raises ends the work.

    >>> outcome = recalculate(sheets)
    >>> outcome.units[0].score, outcome.units[0].rank, outcome.changes
    (Decimal('99.6'), 4, 0)
    >>> outcome.findings[0].code, outcome.findings[0].where.a1
    ('M502', 'C12')
    """
    with _uncollected():
        settings, misread = _settings(sheets)
        matcher = Matcher(_catalogue(sheets))
        appraiser = Appraiser(matcher, pulse or no_pulse, allowance=Allowance.of(sheets.size))
        ledgers = [open_ledger(table, appraiser) for table in sheets.tables]
        standings = stand(ledgers, settings)
        units = Units(standings)
        findings = check(
            Assessment(
                gaps=(*sheets.gaps, *misread, *_stale_form(sheets, units), *ranking_gaps(sheets.rankings, units)),
                settings=settings,
                catalogue_problems=problems(sheets.catalogue or ()),
                own_catalogue=bool(sheets.catalogue),
                standings=standings,
                twins=_twins(matcher),
            )
        )
        title = sheets.form_texts.get("title")
        return Outcome(
            units,
            findings,
            plan(standings, findings, overwrite=overwrite),
            settings,
            "" if title is None else " ".join(shown(title).split()),
            sheets.fingerprint,
            sheets.readings,
            sheets.answers,
        )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Switch Python's cyclic garbage collector off during the work.

    Nothing that is built here refers back to itself, so counting references frees it all; looking for cycles
    among so many small objects took a third of the time.
    """
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


def _settings(sheets: Sheets) -> tuple[Settings, list[Gap]]:
    settings, misread = understand(sheets.settings, sheets.rank_groups)
    return settings, [
        Gap(GapKind.SETTING, None, (SETTING_LABELS[name], shown(value))) for name, value in misread.items()
    ]


def _stale_form(sheets: Sheets, units: Units) -> Iterator[Gap]:
    """Yield the gap of a form that was made of other data than there are now."""
    if sheets.form_code is None:
        return
    from kaohe.assessment.check_code import check_code  # for the few workbooks that hold a form

    if (code := check_code(units)) != sheets.form_code:
        yield Gap(GapKind.STALE_FORM, None, (sheets.form_code, code))


def _catalogue(sheets: Sheets) -> Catalogue:
    return catalogue_from_rows(sheets.catalogue) if sheets.catalogue else builtin()


def _twins(matcher: Matcher) -> tuple[tuple[Entry, Entry], ...]:
    """Return the twins of a catalogue; the built-in one, as the template brings it, is known to have none."""
    wordings = {entry.wording for entry in matcher.catalogue.entries}
    return () if wordings <= {entry.wording for entry in builtin().entries} else find_twins(matcher)
