"""Checking: what the stages left becomes findings, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaohe.assessment.figures import FlawedCell
from kaohe.assessment.rules.registry import rule_for, rule_of, searching_rules
from kaohe.assessment.rules.rule import Left, finding
from kaohe.assessment.rules.text_check import TextCheck, TextRemark, as_one
from kaohe.assessment.rules.wording import place, quote
from kaohe.assessment.settling import ReasonColumn
from kaohe.assessment.standing import Assessment, Standing
from kaohe.core.cells import CellRef
from kaohe.core.findings import Finding
from kaohe.core.records import dataclass
from kaohe.core.table import Gap, Table
from kaohe.matching.catalogue import CatalogueProblem


def check(assessment: Assessment) -> tuple[Finding, ...]:
    """Return all findings: on the file as a whole first, then sheet by sheet in reading order."""
    findings = [_gap_finding(gap) for gap in assessment.gaps]
    findings += (_gap_finding(problem) for problem in assessment.catalogue_problems)
    silent: set[Left] = set()
    for rule in searching_rules():
        found = list(rule.find(assessment))
        findings += found
        silent.update(rule.stands_for if found else ())
    texts, room = TextCheck(silent), _Room()
    for standing in assessment.standings:
        findings += (_flaw_finding(flaw, standing.table) for flaw in standing.flaws)
        for reason in standing.ledger.reasons:
            findings += _text_findings(reason, standing, texts, room)
    return tuple(sorted(findings, key=_ReadingOrder(assessment)))


def _gap_finding(gap: Gap | CatalogueProblem) -> Finding:
    rule = rule_for(gap.kind)
    worded = rule.word(gap)
    return finding(rule.code, rule.severity, worded.headline, where=gap.where, place=place(gap.where), fix=worded.fix)


def _flaw_finding(flaw: FlawedCell, table: Table) -> Finding:
    rule, where = rule_for(flaw.flaw), table.where(flaw.column, flaw.unit)
    headline = rule.word(flaw).headline
    return finding(rule.code, rule.severity, headline, where=where, place=place(where, flaw.column.header))


@dataclass(slots=True)
class _Room:
    """How many findings on texts a file may still have, before those on a cell become one: a hostile file has millions."""

    left: int = 500_000

    def take(self, remarks: Sequence[TextRemark]) -> Sequence[TextRemark]:
        """Return the remarks on a cell as they are made."""
        made = remarks if len(remarks) <= self.left else [as_one(remarks)]
        self.left -= len(made)
        return made


def _text_findings(reason: ReasonColumn, standing: Standing, texts: TextCheck, room: _Room) -> Iterator[Finding]:
    """Yield the findings on one column of texts; most cells are clean and cost one glance."""
    table, column, answered = standing.table, reason.column, standing.ledger.answered
    rows, sheet, header = column.rows or table.rows, table.sheet, quote(column.header)
    noisy = {appraisal for appraisal in set(reason.appraisals) if appraisal is not None and appraisal.noisy}
    for unit, appraisal in enumerate(reason.appraisals):
        if appraisal is None or appraisal not in noisy:
            continue
        where, remarks = CellRef(sheet, rows[unit], column.index), texts[appraisal]
        if unit in answered:
            remarks = tuple(each for each in remarks if not rule_of(each.code).answerable)
        for code, severity, headline, span, fix in room.take(remarks):
            message = f"【{code}】{sheet} 第{where.row}行{header}：{headline}"
            yield Finding(code, severity, message, where, span, fix, (), headline)


class _ReadingOrder:
    """The sort key of findings: sheets in their order, then row, column, place in the text, code."""

    def __init__(self, assessment: Assessment) -> None:
        sheets = dict.fromkeys(standing.table.sheet for standing in assessment.standings)
        self._sheets = {sheet: index for index, sheet in enumerate(sheets)}

    def __call__(self, each: Finding) -> tuple[int, int, int, int, str]:
        where = each.where
        if where is None:
            return (-1, 0, 0, 0, each.code)
        sheet = self._sheets.get(where.sheet, len(self._sheets))
        return (sheet, where.row, where.column, each.span.start if each.span else -1, each.code)
