"""From tables as read to the content of a new workbook of the template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from operator import attrgetter

from kaohe.assessment.figures import number_in, shown
from kaohe.assessment.outcome import Outcome, UnitResult
from kaohe.assessment.scoring import plain
from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.records import replace
from kaohe.core.schema import SETTING_NAMES, Field, Sheet
from kaohe.core.settings import METHOD_WORDS, TieRule, read_method
from kaohe.core.table import Column, Layout, Sheets, Table
from kaohe.core.ties import JOINT, tie_key
from kaohe.core.unranked import Ranked, holds_words, says_ranked
from kaohe.files.template.base import base_of
from kaohe.files.template.content import Content, UnitRow, default_settings, list_categories
from kaohe.files.template.reasons import joined_reasons, worded_reasons
from kaohe.files.template.units import ATTRIBUTES, FIRST_ROW, HEADER_ROW, headings
from kaohe.matching.catalogue import builtin_rows
from kaohe.recalculation import recalculate
from kaohe.reports.form import default_texts
from kaohe.tables.categories import Names, category_names


def content_from(sheets: Sheets) -> Content:
    """Return the content of a new workbook for what a reader found, computed and ready to be written.

    Units of all tables stand below each other.  Scores and ranks that an office's own table states
    are kept for the audit.  Points typed as numbers become part of the reason text, as the
    template has no other place for them.  A reader that found no catalogue leaves the built-in one.
    """
    return compute(typed_content(sheets))


def typed_content(sheets: Sheets, *, joined: bool = False, outcome: Outcome | None = None) -> Content:
    """Return the same, nothing computed yet; ``outcome`` is that of the sheets, where it is known.

    ``joined`` says that the tables are parts of one list already: their categories stay as they are.
    """
    if not any(map(_is_of_office, sheets.tables)):
        outcome = None
    elif outcome is None or any(table.remarks for table in sheets.tables):
        outcome = recalculate(_without_remarks(sheets))
    base = None if outcome is None else base_of(sheets, outcome)
    results = iter(outcome.units if outcome is not None and _has_figures(sheets) else ())
    named = zip(sheets.tables, _as_they_are(sheets) if joined else category_names(sheets), strict=True)
    units = tuple(row for table, names in named for row in _unit_rows(table, names, results, base))
    catalogue = builtin_rows() if sheets.catalogue is None else sheets.catalogue
    categories = list_categories([row.category for row in units], sheets.rank_groups)
    texts = default_texts() | sheets.form_texts
    settings = _settings(sheets.settings if base is None else {**sheets.settings, "base": base})
    return Content(units, catalogue, categories, settings, texts, sheets.size)


def _is_of_office(table: Table) -> bool:
    return table.layout is Layout.OFFICE


def _without_remarks(sheets: Sheets) -> Sheets:
    """Return the tables without their remarks: these come along, and ask in the new workbook what they ask here."""
    return replace(sheets, tables=tuple(replace(table, remarks=()) for table in sheets.tables))


def _as_they_are(sheets: Sheets) -> list[Names]:
    return [{name: name for name in table.categories} for table in sheets.tables]


def compute(content: Content) -> Content:
    """Return the content with the values that its formulas will show."""
    return _fill(content, recalculate(as_sheets(content)))


def as_sheets(content: Content) -> Sheets:
    """Return the content as a reader would find it in the workbook, nothing computed yet."""
    rank_groups = {entry.name: entry.rank_group for entry in content.categories if entry.rank_group}
    return Sheets((_table(content),), content.catalogue, dict(content.settings), rank_groups, size=content.size)


def _table(content: Content) -> Table:
    rows = range(FIRST_ROW, FIRST_ROW + len(content.units))
    columns = tuple(
        Column(Field(heading), index, heading, _typed_values(content, Field(heading)))
        for index, heading in enumerate(headings(content), start=1)
        if heading in set(Field)
    )
    return Table(
        Sheet.DATA,
        Layout.TEMPLATE,
        HEADER_ROW,
        rows,
        [row.category for row in content.units],
        tuple(column for column in columns if column.field not in (Field.REMARK, Field.TIE)),
        remarks=tuple(column for column in columns if column.field is Field.REMARK),
        ties=next(column for column in columns if column.field is Field.TIE),
    )


def _typed_values(content: Content, name: Field) -> list[CellValue]:
    if name in _COMPUTED:
        return [None] * len(content.units)
    return [*map(attrgetter(ATTRIBUTES[name]), content.units)]


_COMPUTED = frozenset({Field.ADDED, Field.DEDUCTED, Field.SCORE, Field.RANK, Field.CHECK})


def _fill(content: Content, outcome: Outcome) -> Content:
    checks = {
        row: str(value)
        for write in outcome.plan
        if write.field is Field.CHECK
        for row, value in zip(write.rows, write.values, strict=True)
    }
    units = tuple(
        UnitRow(
            row.number,
            row.unit,
            row.category,
            row.reasons,
            row.stated_score,
            row.stated_rank,
            unit.added,
            unit.deducted,
            unit.score,
            unit.rank,
            checks[unit.row],
            row.source,
            row.remark,
            _leaves_out(row),
            row.tie,
            _tie_key(row, unit, outcome.settings.ties),
        )
        for row, unit in zip(content.units, outcome.units, strict=True)
    )
    return replace(content, units=units)


def _has_figures(sheets: Sheets) -> bool:
    """Say whether a table has points in other cells than its reasons, or questions that keep scores open."""
    return any(
        table.layout is Layout.OFFICE
        and (
            any(map(table.column, _FIGURES))
            or any((table.sums, table.open, table.marks, table.vetoes, table.flags))
            or any((table.asked_base, table.base_value, table.base, table.bases))
            or table.coefficient is not None
            or table.disturbed
            or table.limits
        )
        for table in sheets.tables
    )


_FIGURES = (Field.ADDED, Field.DEDUCTED)


def _unit_rows(table: Table, names: Names, results: Iterator[UnitResult], base: Decimal | None) -> Iterator[UnitRow]:
    """Yield the units of a table; ``results`` are what they come to, where numbers stand beside the reasons, ``base`` is the new workbook's."""
    own = table.layout is Layout.TEMPLATE
    scores = table.column(Field.STATED_SCORE if own else Field.SCORE)
    ranks = table.column(Field.STATED_RANK if own else Field.RANK)
    numbers, names_of_units, sources = map(table.column, (Field.NUMBER, Field.UNIT, Field.SOURCE))
    remarked = bool(table.remarks) or ranks is not None
    for unit, category in enumerate(table.categories):
        result = next(results, None)
        yield UnitRow(
            number=_value(numbers, unit),
            unit=_value(names_of_units, unit),
            category=names[category],
            reasons=_told(
                joined_reasons(table, unit) if own or result is None else worded_reasons(table, unit, result, base)
            ),
            stated_score=None if scores is None else _number_or_text(scores.values[unit]),
            stated_rank=None if ranks is None else _number_or_text(ranks.values[unit]),
            source=_value(sources, unit),
            remark=_remark(table, unit) if remarked else None,
            tie=_value(table.ties, unit),
        )


def _remark(table: Table, unit: int) -> CellValue:
    """Return what remarks say of a unit, and what an office's column of ranks says in words (不参与排名)."""
    told = [shown(value).strip() for column in table.remarks if (value := column.values[unit]) is not None]
    ranks = table.column(Field.RANK)
    if table.layout is Layout.OFFICE and ranks is not None and isinstance(words := ranks.values[unit], str):
        told += [words.strip()] if says_ranked(words) is not Ranked.YES else []
    return "；".join(dict.fromkeys(filter(None, told))) or None


def _tie_key(row: UnitRow, unit: UnitResult, rule: TieRule) -> str:
    """Return what the formula of 并列顺序 shows."""
    key = tie_key(rule, unit.deducted, number_in(row.tie))
    return JOINT.join("" if number is None else plain(number) for number in key)


def _leaves_out(row: UnitRow) -> bool:
    """Say whether the words of a unit hold those that leave it out of the ranking, as the formula of 排名组 does."""
    return holds_words("".join([shown(each) for each in (row.remark, row.unit) if each is not None]))


#: In place of a formula that nobody has calculated; its points stay open.
_NOT_CALCULATED = "公式没有计算结果，分值待定"


def _told(reasons: CellValue) -> CellValue:
    return _NOT_CALCULATED if reasons is ExcelError.NOT_CALCULATED else reasons


def _value(column: Column | None, unit: int) -> CellValue:
    return None if column is None else column.values[unit]


def _number_or_text(value: CellValue) -> CellValue:
    number = number_in(value)
    return value if number is None else number


def _settings(values: Mapping[str, CellValue]) -> dict[str, CellValue]:
    """Return the settings of a workbook, or the usual ones, as a clerk sees them."""
    settings = default_settings() | {name: value for name, value in values.items() if name in SETTING_NAMES}
    with suppress(ValueError):  # what is no method stays as it is: the rule for settings says so
        settings["method"] = METHOD_WORDS[read_method(settings["method"])]
    return settings
