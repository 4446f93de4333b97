"""What there is to say about one reason text, wherever it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence, Set
from operator import attrgetter
from typing import NamedTuple

from kaohe.assessment.appraisal import Appraisal, Concerned
from kaohe.assessment.rules.registry import rule_for
from kaohe.assessment.rules.rule import Doubted, Fault, Left, Worded, finding
from kaohe.core.findings import Edit, Finding, Fix, Severity, Span
from kaohe.reason.model import HARMLESS, Note, Reading


class TextRemark(NamedTuple):
    """A finding on a text, without its place."""

    code: str
    severity: Severity
    headline: str
    span: Span | None
    fix: Fix | None

    def found(self) -> Finding:
        """Return the finding on the bare text."""
        return finding(self.code, self.severity, self.headline, span=self.span, fix=self.fix)


class TextCheck(dict[Appraisal, tuple[TextRemark, ...]]):
    """The remarks on each text, in the order of the text; worded once, however many cells hold it.

    Concerns of the kinds ``silent`` are left out.
    """

    def __init__(self, silent: Set[Left] = frozenset()) -> None:
        super().__init__()
        self._silent = silent
        self._worded: dict[tuple[object, object], Worded] = {}

    def __missing__(self, appraisal: Appraisal) -> tuple[TextRemark, ...]:
        spans = [judgement.item.span for judgement in appraisal.judgements]
        remarks = [_note_remark(note, appraisal.text, spans) for note in appraisal.notes]
        remarks += [self._concern_remark(each) for each in appraisal.concerned if each.concern not in self._silent]
        if appraisal.tally is None and all(note.doubt in HARMLESS for note in appraisal.notes):
            rule = rule_for(Fault.UNEXPLAINED)
            remarks.append(TextRemark(rule.code, rule.severity, unexplained_points(appraisal.text), None, None))
        remarks.sort(key=_in_order)
        found = self[appraisal] = tuple(remarks)
        return found

    def _concern_remark(self, concerned: Concerned) -> TextRemark:
        rule, judgement = rule_for(concerned.concern), concerned.judgement
        key = (rule.code, judgement)
        worded = self._worded.get(key)
        if worded is None:
            worded = self._worded[key] = rule.word(judgement)
        span, fix = judgement.wording_span, worded.fix
        if concerned.offset:
            span = _shift(span, concerned.offset)
            fix = fix and Fix(
                fix.title, tuple(Edit(_shift(s, concerned.offset), text) for s, text in fix.edits), fix.applicability
            )
        return TextRemark(rule.code, rule.severity, worded.headline, span, fix)


def reading_findings(reading: Reading) -> tuple[Finding, ...]:
    """Return the findings on a bare text, without a catalogue."""
    spans = [item.span for item in reading.items]
    return tuple(_note_remark(note, reading.text, spans).found() for note in reading.notes)


def unexplained_points(text: str) -> str:
    """Return what is said where points stay open and no stage says why."""
    return rule_for(Fault.UNEXPLAINED).word(text).headline


def _note_remark(note: Note, text: str, items: Sequence[Span]) -> TextRemark:
    rule = rule_for(note.doubt)
    worded = rule.word(Doubted(text, note, _around(note.span, items)))
    return TextRemark(rule.code, rule.severity, worded.headline, note.span, worded.fix)


def _around(span: Span, items: Sequence[Span]) -> Span:
    """Return the item that ``span`` lies in, ``span`` itself where it lies in none; ``items`` are ascending and disjoint."""
    place = bisect_right(items, span.start, key=attrgetter("start")) - 1
    return items[place] if place >= 0 and span.end <= items[place].end else span


def _shift(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset)


def _in_order(remark: TextRemark) -> tuple[int, str]:
    return (remark.span.start if remark.span else -1, remark.code)
