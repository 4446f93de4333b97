"""The wordings that wait for a person's word, each once, with every cell that says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from kaohe.assessment.adoption import adopt
from kaohe.assessment.appraisal import Concern
from kaohe.assessment.outcome import Outcome
from kaohe.assessment.rules.registry import rule_for
from kaohe.core.cells import CellRef, CellValue
from kaohe.core.findings import Edit
from kaohe.core.letters import letters
from kaohe.core.records import dataclass, replace
from kaohe.core.schema import Field
from kaohe.core.table import CatalogueRow, Column, Sheets, Table
from kaohe.matching.catalogue import Entry, confirm, reject
from kaohe.matching.model import Conflict, Match, Verdict


@dataclass(frozen=True, slots=True)
class Question:
    """A wording with the entry that it may be, None where it is like none; ``rows`` are sheet and row of each unit."""

    wording: str
    entry: Entry | None
    rows: Sequence[tuple[str, int]]


def open_questions(outcome: Outcome) -> Mapping[str, Question]:
    """Return the wordings that wait for a decision, by their letters, in reading order."""
    found: dict[str, Question] = {}
    rows: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for unit in outcome.units:
        items = [item for reading in unit.readings for item in reading.items]
        for item, match in zip(items, unit.matches, strict=True):
            key = letters(item.reason)
            if not key or not _is_open(match):
                continue
            rows[key].append((unit.sheet, unit.row))
            found[key] = Question(item.reason, match.entries[0] if match.entries else None, rows[key])
    return found


def _is_open(match: Match) -> bool:
    return match.verdict in (Verdict.VARIANT, Verdict.UNKNOWN) or match.conflict is Conflict.OPPOSITE


def remember(rows: Sequence[CatalogueRow], aliases: Iterable[tuple[str, str]], today: date) -> tuple[CatalogueRow, ...]:
    """Return the catalogue with wordings as aliases of the entries of these codes: (wording, code)."""
    return _taught(rows, aliases, lambda row, wording: confirm(row, wording, today))


def verify(rows: Sequence[CatalogueRow], verified: Iterable[tuple[str, str]], today: date) -> tuple[CatalogueRow, ...]:
    """Return the catalogue with wordings kept in mind as not being the entries of these codes."""
    return _taught(rows, verified, lambda row, wording: reject(row, wording, today))


def _taught(
    rows: Sequence[CatalogueRow],
    decisions: Iterable[tuple[str, str]],
    change: Callable[[CatalogueRow, str], CatalogueRow],
) -> tuple[CatalogueRow, ...]:
    taught = list(rows)
    for wording, code in decisions:
        for number, row in enumerate(taught):
            if str(row.code or "").strip() == code:
                taught[number] = change(row, wording)
    return tuple(taught)


def adopted_texts(sheets: Sheets, outcome: Outcome, wordings: frozenset[str]) -> dict[CellRef, str]:
    """Return the new text of each cell that says one of the wordings (given by their letters) otherwise than the catalogue."""
    code = rule_for(Concern.VARIANT).code
    texts = {where: text for table in sheets.tables for where, text, _ in _cells(table)}
    signs = {where: sign for table in sheets.tables for where, _, sign in _cells(table)}
    edits: dict[CellRef, list[Edit]] = {}
    for finding in outcome.findings:
        where = finding.where
        if finding.code == code and finding.fix and where is not None and where in texts:
            chosen = [edit for edit in finding.fix.edits if letters(texts[where][slice(*edit.span)]) in wordings]
            edits.setdefault(where, []).extend(chosen)
    changed = {where: adopt(texts[where], sorted(found), signs[where]) for where, found in edits.items()}
    return {where: text for where, text in changed.items() if text != texts[where]}


def with_texts(sheets: Sheets, texts: Mapping[CellRef, str]) -> Sheets:
    """Return the tables with other texts in some of their reason cells."""
    return replace(sheets, tables=tuple(_with_texts(table, texts) for table in sheets.tables))


def _with_texts(table: Table, texts: Mapping[CellRef, str]) -> Table:
    def changed(column: Column) -> Column:
        if column.field is not Field.REASONS:
            return column
        values: list[CellValue] = [
            texts.get(table.where(column, number), value) for number, value in enumerate(column.values)
        ]
        return replace(column, values=values)

    return replace(table, columns=tuple(map(changed, table.columns)))


def _cells(table: Table) -> Iterable[tuple[CellRef, str, int]]:
    for column in table.all(Field.REASONS):
        for number, value in enumerate(column.values):
            formula = column.formulas[number] if column.formulas else None
            if type(value) is str and formula is None:
                yield table.where(column, number), value, column.sign or 0
