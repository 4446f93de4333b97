"""What there is to say about one reason text, wherever it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence, Set
from operator import attrgetter

from kaohe.assessment.appraisal import Appraisal, Concerned
from kaohe.assessment.rules.registry import rule_for
from kaohe.assessment.rules.rule import Doubted, Fault, Left, Rule, Worded, finding
from kaohe.core.findings import Edit, Finding, Fix, Severity, Span
from kaohe.core.records import NamedTuple
from kaohe.reason.model import HARMLESS, Note, Reading

#: So many remarks of one code are made on a text; one more says how many there would be.  No clerk's cell has as many.
MOST_ALIKE = 100
_SEVERITIES = tuple(Severity)


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
        left: list[Note | Concerned] = [*appraisal.notes]
        left += (each for each in appraisal.concerned if each.concern not in self._silent)
        said, remarks = _first_of_each(left) if len(left) > MOST_ALIKE else (left, [])
        remarks += [
            _note_remark(each, appraisal.text, spans) if isinstance(each, Note) else self._concern_remark(each)
            for each in said
        ]
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
        span, fix = _span(concerned), worded.fix
        if concerned.offset:
            fix = fix and Fix(
                fix.title, tuple(Edit(_shift(s, concerned.offset), text) for s, text in fix.edits), fix.applicability
            )
        return TextRemark(rule.code, rule.severity, worded.headline, span, fix)


def as_one(remarks: Sequence[TextRemark]) -> TextRemark:
    """Return one remark for all on a text: the gravest one where it is alone, else one that names their codes."""
    gravest = min(remarks, key=lambda each: _SEVERITIES.index(each.severity))
    if len(remarks) == 1:
        return gravest
    codes = "、".join(dict.fromkeys(each.code for each in remarks))
    headline = f"全表提示太多，本单元格的提示（{codes}）没有逐条列出。请先改正已列出的，再重新计算，余下的会接着列出。"
    return TextRemark(gravest.code, gravest.severity, headline, None, None)


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


def _first_of_each(left: Sequence[Note | Concerned]) -> tuple[list[Note | Concerned], list[TextRemark]]:
    """Return the first of each code, so many as a person may read, and a remark on how many more there are."""
    by_code: dict[str, list[Note | Concerned]] = {}
    for each in left:
        by_code.setdefault(_rule(each).code, []).append(each)
    more = [_more(alike) for alike in by_code.values() if len(alike) > MOST_ALIKE]
    return [each for alike in by_code.values() for each in alike[:MOST_ALIKE]], more


def _more(alike: Sequence[Note | Concerned]) -> TextRemark:
    rule, first = _rule(alike[0]), alike[MOST_ALIKE]
    headline = f"本单元格这类提示共{len(alike)}条，只列出前{MOST_ALIKE}条。其余{len(alike) - MOST_ALIKE}条请照样改正。"
    return TextRemark(rule.code, rule.severity, headline, first.span if isinstance(first, Note) else _span(first), None)


def _rule(left: Note | Concerned) -> Rule:
    return rule_for(left.doubt if isinstance(left, Note) else left.concern)


def _span(concerned: Concerned) -> Span:
    return _shift(concerned.judgement.wording_span, concerned.offset)


def _shift(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset)


def _in_order(remark: TextRemark) -> tuple[int, str]:
    return (remark.span.start if remark.span else -1, remark.code)
