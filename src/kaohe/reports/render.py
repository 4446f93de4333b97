"""Outcomes as plain lines and as the JSON that scripts hold on to; no colours, no files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from kaohe.assessment.outcome import Outcome, UnitResult
from kaohe.assessment.rules import reading_findings
from kaohe.assessment.scoring import plain
from kaohe.core.findings import Finding, Fix, Severity, Span
from kaohe.matching.model import Match
from kaohe.reason.model import Item, Reading
from kaohe.reports.readings import column_json

Json = dict[str, object]

_NAMED_TIES = 3


def summary(outcome: Outcome) -> str:
    """Return the one line on everything: ``共75个单位，提示14条，其中错误0条``."""
    errors = count_severities(outcome.findings)[Severity.ERROR]
    return f"共{len(outcome.units)}个单位，提示{len(outcome.findings)}条，其中错误{errors}条"


def reservations(outcome: Outcome) -> str:
    """Say what a reader of results that go out should know: ``（其中2个单位…）``; empty where nothing is wrong."""
    blank = sum(unit.is_open for unit in outcome.units)
    differing = sum(map(differs, outcome.units))
    errors = count_severities(outcome.findings)[Severity.ERROR]
    told = [f"{blank}个单位的得分或名次未定，留空"] if blank else []
    told += [f"{differing}个单位原来写的与计算不一致，用的是计算结果"] if differing else []
    told += [f"核对发现{errors}条错误"] if errors else []
    return f"（其中{'；'.join(told)}）" if told else ""


def differs(unit: UnitResult) -> bool:
    """Say whether a score or rank that the table states is not the computed one."""
    pairs = ((unit.stated_score, unit.score), (unit.stated_rank, unit.rank))
    return any(stated is not None and computed is not None and stated != computed for stated, computed in pairs)


def count_severities(findings: Iterable[Finding]) -> Counter[Severity]:
    """Count findings by severity."""
    return Counter(each.severity for each in findings)


def finding_lines(findings: Iterable[Finding]) -> list[str]:
    """Return each finding as one line."""
    return [each.message for each in findings]


def tie_text(ties: Sequence[str]) -> str:
    """Say who has the same rank: ``与甲镇、乙镇并列``, ``与甲镇、乙镇、丙镇等5个单位并列``; empty without a tie."""
    if not ties:
        return ""
    named = "、".join(ties[:_NAMED_TIES])
    return f"与{named}并列" if len(ties) <= _NAMED_TIES else f"与{named}等{len(ties)}个单位并列"


def outcome_json(outcome: Outcome) -> Json:
    """Return what ``recalc --json`` and ``check --json`` print."""
    return {
        "units": [unit_json(unit) for unit in outcome.units],
        "findings": [finding_json(each) for each in outcome.findings],
        "changes": outcome.changes,
        "columns": [column_json(column) for reading in outcome.readings for column in reading.columns],
    }


def unit_json(unit: UnitResult) -> Json:
    """Return one unit of ``check --json``."""
    return {
        "sheet": unit.sheet,
        "row": unit.row,
        "unit": unit.unit,
        "category": unit.category,
        "added": _number(unit.added),
        "deducted": _number(unit.deducted),
        "score": _number(unit.score),
        "rank": unit.rank,
        "stated_score": _number(unit.stated_score),
        "stated_rank": unit.stated_rank,
    }


def finding_json(each: Finding) -> Json:
    """Return one finding of ``check --json``."""
    return {
        "code": each.code,
        "severity": each.severity.value,
        "message": each.message,
        "sheet": each.where.sheet if each.where else None,
        "cell": each.where.a1 if each.where else None,
        "span": _span(each.span),
        "fix": _fix(each.fix),
    }


def reading_json(reading: Reading) -> Json:
    """Return what ``parse --jsonl`` prints for one text."""
    return {
        "items": [
            {
                "reason": item.reason,
                "points": signed(item.points) if isinstance(item, Item) else None,
                "span": _span(item.span),
            }
            for item in reading.items
        ],
        "total": None if reading.total is None else signed(reading.total),
        "findings": [
            {"code": each.code, "severity": each.severity.value, "message": each.message, "span": _span(each.span)}
            for each in reading_findings(reading)
        ],
    }


def match_json(match: Match) -> Json:
    """Return what ``match --jsonl`` prints for one reason; ``code`` only where one entry is meant."""
    codes = [entry.code for entry in match.entries]
    return {
        "verdict": match.verdict.value,
        "code": codes[0] if len(codes) == 1 else None,
        "codes": codes,
        "candidates": [{"code": each.entry.code, "score": round(each.score, 1)} for each in match.candidates],
    }


def signed(points: Decimal) -> str:
    """Return signed points as a plain decimal string: ``-0.1``, ``+0.5``, ``0``."""
    return f"+{plain(points)}" if points > 0 else plain(points)


def _number(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)


def _fix(fix: Fix | None) -> Json | None:
    if fix is None:
        return None
    return {
        "title": fix.title,
        "applicability": fix.applicability.value,
        "edits": [{"span": _span(edit.span), "text": edit.text} for edit in fix.edits],
    }
