"""The entries of a text in order: those with points, those that lack them, and those that only remark."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kaohe.core.findings import Span
from kaohe.core.patterns import compile_on_use
from kaohe.reason.entries.clauses import Draft, draft, gives_reason, without_points
from kaohe.reason.entries.drafted import Drafted
from kaohe.reason.entries.framing import is_bracketed, is_remarked, is_staged, is_to_date
from kaohe.reason.entries.hearing import hear, heed_label, strike
from kaohe.reason.entries.joining import first_joined
from kaohe.reason.entries.nothing import contradict
from kaohe.reason.entries.relations import names_some, relate
from kaohe.reason.entries.settling import settle
from kaohe.reason.entries.totals import Check, is_check, resolve, sums_up
from kaohe.reason.model import Doubt
from kaohe.reason.phrasebook import Effect
from kaohe.reason.phrases.phrase import Kind
from kaohe.reason.phrases.segments import STRAY, Segment
from kaohe.reason.phrases.surroundings import (
    begins_known,
    behind,
    counts_off,
    goes_on,
    halves,
    is_aside,
    is_known,
    looks_back,
    takes_back,
)
from kaohe.reason.phrases.talk import speaks_after, speaks_in
from kaohe.reason.phrases.wording import (
    holds_remark,
    is_figure,
    is_net_label,
    is_rating,
    is_remark,
    is_stated_score,
    is_total_wording,
    is_unranked,
    is_wordless,
    label_end,
    refers,
    says_nothing,
)
from kaohe.reason.text.script import Script
from kaohe.reason.text.stretches import trim

#: A line above a list that is no longer than this (in characters) is its heading.
_LONGEST_HEADING = 20
#: A remark behind points that is no longer than this is read word by word.
_LONGEST_REMARK = 20
_OF_WHICH = "其中"
#: 不予扣分, 免予扣分; 无扣分 rather sums up.
_DENIED = ("不", "免", "未", "没", "豁免", "无需", "无须")
_DEPRIVED = compile_on_use("取消|撤销|收回|剥夺|摘牌|摘除|被摘")
_CLAIMS = frozenset({Effect.REPLACE, Effect.REFUND})
#: A text that is one number and nothing else marks no list: it may be points, and is asked about.
_LONE_FIGURE = compile_on_use(r"[\W_]*(?P<figure>[0-9]{1,3})[\W_]*")


def _claims(current: Draft) -> bool:
    """Tell whether points replace or give back others without naming which."""
    phrase = current.phrase
    return phrase is not None and not current.has_reason and phrase.relation in _CLAIMS


def read_entries(script: Script, segments: Sequence[Segment]) -> Drafted:
    """Return drafts, totals and remarks of all entries."""
    reader = _Reader(script)
    for number, segment in enumerate(segments):
        drafts = draft(script.plain, segment)
        if drafts:
            reader.take_points(segment, drafts)
        elif not segment.label:
            reader.take_words(segment, segments[number + 1] if number + 1 < len(segments) else None)
    return reader.finish()


class _Reader:
    """Reads entries one by one; ``pending`` are those that have no points so far, ``nothing`` those that say that there are none."""

    def __init__(self, script: Script) -> None:
        self.plain, self.gaps = script.plain, script.gaps
        self.ledger = Drafted()
        self.pending: list[Segment] = []
        self.nothing: list[Segment] = []

    def _span(self, segment: Segment) -> Span:
        return trim(self.plain, segment.start, segment.end)

    def _words(self, span: Span) -> str:
        return self.plain[span.start : span.end]

    # -- entries with points

    def take_points(self, segment: Segment, drafts: list[Draft]) -> None:
        """Enter the items and totals of an entry, and judge what is left of it."""
        self._settle_pending(segment, drafts[0])
        self._take_apart(segment)
        for number, current in enumerate(drafts):
            if current.aside is not None:
                self.ledger.leftovers.append(current.aside)
            alone = number + 1 == len(drafts) and not self.ledger.drafts
            settled = current.phrase is None or current.phrase.doubt is not Doubt.OTHER_PERIOD
            if (
                settled
                and (is_check(self.plain, current) or sums_up(self.plain, current, self.ledger.total))
                and not (alone and current.has_reason)
            ):
                self._take_check(current)
            else:
                settle(self.plain, current)
                if self._is_net(current):
                    self._take_check(current)
                    continue
                self._suspect(current)
                if not self._relate(segment, current, number):
                    hear(self.plain, current)
                    self.ledger.add(current)
        self._take_rest(segment, drafts[-1])

    def _relate(self, segment: Segment, current: Draft, number: int) -> bool:
        """Tell whether points are taken into those before them (复核后改扣0.1分); such words reach no further than one entry back."""
        last = self.ledger.drafts[-1] if self.ledger.drafts else None
        if last is not None and last.segment is not segment and (number or not self._speaks_back(segment, current)):
            last = None
        if last is not None and _claims(current) and sum(draft.segment is segment for draft in self.ledger.drafts) > 1:
            current.points, current.doubt = None, Doubt.REPLACED  # which of them?
            return False
        taken = self.ledger.take_back() if last is not None else None
        if taken is not None and number:
            self._split_aside(current, taken)
        told = relate(self.plain, current, last)
        if taken is not None:
            self.ledger.add(taken)
        return told

    def _split_aside(self, current: Draft, last: Draft) -> None:
        """Give the first clause of a reason, 已作废，缺席, back to the points before it, which it leaves open."""
        words = self._words(current.reason)
        clause, comma, _ = words.partition(",")
        zero = current.phrase is not None and current.phrase.kind is Kind.ZERO
        if comma and not zero and not current.forward and last.phrase is not None and is_aside(clause):
            last.points, last.doubt = None, last.doubt or behind(clause)
            last.end = current.reason.start + len(clause)
            current.reason = trim(self.plain, last.end, current.reason.end)

    def _speaks_back(self, segment: Segment, current: Draft) -> bool:
        """Tell whether an entry has words that may speak of the entry before."""
        words = self._words(current.reason)
        if not words and current.phrase is not None and current.phrase.kind in (Kind.ZERO, Kind.EMPTY):
            return segment.mark is None and self.plain.startswith(_DENIED, current.phrase.start)
        relation = current.phrase is not None and current.phrase.relation is not None
        zero = current.phrase is not None and current.phrase.kind is Kind.ZERO and names_some(self.plain, current)
        return segment.mark is None and (relation or zero or looks_back(words) is Effect.CANCEL)

    def _take_apart(self, segment: Segment) -> None:
        """Make a total of the item before 其中: 扣0.3分。其中…."""
        if self.plain.startswith(_OF_WHICH, segment.start) and self.ledger.drafts and self.ledger.drafts[-1].phrase:
            whole = self.ledger.take_back()
            self.ledger.checks.append(Check(len(self.ledger.drafts), whole))

    def _take_check(self, check: Draft) -> None:
        last = self.ledger.drafts[-1] if self.ledger.drafts else None
        if last is None or last.segment is not check.segment or not resolve(check, last):
            net = is_net_label(self._words(check.reason))
            self.ledger.checks.append(Check(len(self.ledger.drafts), check, net))

    def _is_net(self, current: Draft) -> bool:
        """Tell 最终扣0.3分 behind several items from points that replace the last ones."""
        phrase = current.phrase
        return (
            phrase is not None
            and phrase.relation in (Effect.FINAL, Effect.REPLACE)
            and not current.has_reason
            and len(self.ledger.drafts) > 1
            and current.points is not None
            and current.points == self.ledger.total
        )

    def _suspect(self, current: Draft) -> None:
        """Leave open a figure without reason of its own that equals the sum of all before it: another item, or their total?"""
        if current.points and current.forward and self._is_stuck(current):
            current.points, current.doubt = None, Doubt.UNKNOWN_WORD
        last = self.ledger.drafts[-1] if self.ledger.drafts else None
        if current.points and is_bracketed(self.plain, current):
            current.points, current.doubt = None, Doubt.CONDITION
        if current.points and last is not None and is_remarked(self.plain, last, current):
            current.points, current.doubt = None, Doubt.OTHER_UNIT
        if current.points and last is not None and is_to_date(self._words(current.reason)):
            current.points, current.doubt = None, Doubt.OTHER_PERIOD
        if last is not None and is_staged(self.plain, last, current):
            current.points, current.doubt = None, Doubt.CONDITION
        if (
            len(self.ledger.drafts) > 1
            and current.points not in (None, 0)
            and current.points == self.ledger.total
            and is_total_wording(self._words(current.reason)[:40])
        ):
            current.points, current.doubt = None, Doubt.UNCLEAR

    def _is_stuck(self, current: Draft) -> bool:
        """Tell whether words follow points without a mark or a blank, 扣0.5分没有依据, so that they may say anything of them."""
        place = current.phrase.end if current.phrase is not None else 0
        words = self._words(current.reason)
        stuck = current.reason.start == place == current.tail.end and place not in self.gaps
        return stuck and not is_known(words) and not goes_on(self.plain, place)

    def _take_rest(self, segment: Segment, last: Draft) -> None:
        """Judge what follows the last points of an entry: a remark, or a reason that lacks its points."""
        rest = trim(self.plain, last.end, segment.end)
        words = self._words(rest)
        if not words:
            return
        if self._is_changed(last, rest):
            return
        if (
            self._explains(last.end)
            or (is_wordless(words) and not is_figure(words))
            or holds_remark(words)
            or says_nothing(words)
            or is_stated_score(words)
            or is_known(words)
            or is_unranked(words)
        ):
            if not is_unranked(words) and not is_stated_score(words):
                self._remark(rest, harmless=is_known(words))
        elif not self._remark(rest, only=True):
            self.ledger.add(without_points(self.plain, segment, rest))

    def _remark(self, span: Span, *, harmless: bool = False, only: bool = False) -> bool:
        """Let a remark be left over, unless it is a ``harmless`` one; where it speaks of the points before it, they stay open.

        With ``only``, do the latter or nothing where it does not hold a reason of its own; tell whether it was done.
        """
        last = self.ledger.drafts[-1] if self.ledger.drafts else None
        words = self._words(span)
        told = (speaks_in(words) if only else speaks_after(words)) if last is not None and last.points else None
        if last is None or told is None:
            if not only and not harmless:
                self.ledger.leftovers.append(span)
            return not only
        self.ledger.take_back()
        last.points, last.doubt, last.cause, last.end = None, told.doubt, told.words, span.end
        self.ledger.add(last)
        return True

    def _is_changed(self, last: Draft, rest: Span) -> bool:
        """Tell whether words behind points bear on them, and let them: 已撤销, 申诉成立，予以取消, 减半执行."""
        words = self._words(rest)
        doubt = behind(words)
        if doubt is None and last.phrase is not None and last.phrase.sign > 0 and _DEPRIVED.search(words):
            doubt = Doubt.TAKEN_BACK  # 获评先进加3分，后被取消荣誉
        if doubt is None or last.phrase is None or is_stated_score(words):
            return False
        if self._explains(last.end) and not begins_known(words):
            return False
        if doubt is Doubt.UNKNOWN_WORD and (words == "分" or not (holds_remark(words) or is_wordless(words))):
            return False
        if not self.ledger.drafts:  # a total that has no items is settled at the end
            last.doubt, last.cause, last.end = last.doubt or doubt, words, rest.end
            return True
        taken = self.ledger.take_back()
        which = len(self.ledger.drafts) > 0 and counts_off(words)
        if halves(words) and taken.points is not None and not which:
            taken.points /= 2
        elif takes_back(words) and taken.points is not None and not which:
            taken.points = Decimal(0)
        else:
            taken.points, taken.doubt = None, taken.doubt or doubt
            taken.cause = words
        taken.end = rest.end
        self.ledger.add(taken)
        return True

    def _explains(self, place: int) -> bool:
        return gives_reason(self.plain, place) or self.plain[place : place + 3].lstrip(",;(").startswith(_OF_WHICH)

    # -- entries without points

    def take_words(self, segment: Segment, following: Segment | None) -> None:
        """Judge an entry without words about points."""
        span = self._span(segment)
        words = self._words(span)
        if segment.phrases:
            self.nothing.append(segment)
        last = self.ledger.drafts[-1] if self.ledger.drafts else None
        if last is not None and is_aside(words) and self._is_changed(last, span):
            return
        if not words or says_nothing(words) or self._is_number(segment, words) or is_unranked(words):
            return
        if last is not None and segment.mark is None and self._is_changed(last, span):
            return
        if self._only_remarks(words, last):
            self._remark(span)
        elif not self._is_heading(segment, following, words):
            self.pending.append(segment)

    def _is_number(self, segment: Segment, words: str) -> bool:
        """Tell the number of an entry that a full stop parts from it: 2。会议缺席."""
        return words.isdigit() and len(words) <= 2 and self.plain[segment.end : segment.end + 1] == "。"

    @staticmethod
    def _only_remarks(words: str, last: Draft | None) -> bool:
        if refers(words):
            return last is not None
        return (
            is_remark(words)
            or is_stated_score(words)
            or (last is not None and is_wordless(words) and not is_figure(words))
        )

    def _is_heading(self, segment: Segment, following: Segment | None, words: str) -> bool:
        if self.plain[segment.end - 1 : segment.end] == ":":
            return True
        if (
            following is None
            or following.mark in (None, segment.mark)
            or (segment.lead == ";" and segment.mark is None)
        ):
            return False
        return len(words) <= _LONGEST_HEADING and (segment.mark is not None or not self.ledger.drafts)

    def _settle_pending(self, segment: Segment, first: Draft) -> None:
        """Let entries without points be part of the reason that follows, or lack their points."""
        pending, self.pending = self.pending, []
        if not pending:
            return
        rated = first.forward and all(is_rating(self._words(self._span(before))) for before in pending)
        if rated or segment.mark == STRAY:  # a pasted column of figures tells a standard from what breaks it
            self.ledger.leftovers.extend(self._span(before) for before in pending)
            return
        joined = first_joined(self.plain, pending, segment, first, anew=not self.ledger.drafts)
        self._give_up(pending[:joined])
        if joined < len(pending):
            end = first.reason.end if first.has_reason else self._span(pending[-1]).end
            first.reason = Span(self._span(pending[joined]).start, end)

    def _give_up(self, pending: Sequence[Segment]) -> None:
        """Note that entries lack their points."""
        for segment in pending:
            self.ledger.add(without_points(self.plain, segment, self._span(segment)))

    # -- the end

    def finish(self) -> Drafted:
        """Return the ledger, with what is still pending."""
        self._find_late_reason()
        self._give_up(self.pending)
        self._rescue()
        self._unlabel()
        contradict(self.plain, self.ledger, self.nothing)
        strike(self.plain, self.ledger.drafts)
        heed_label(self.plain, self.ledger.drafts)
        return self.ledger

    def _find_late_reason(self) -> None:
        """Give the one item of a text its reason where a full stop parts it: 扣1分。字迹潦草."""
        if len(self.ledger.drafts) != 1 or len(self.pending) != 1:
            return
        only, late = self.ledger.drafts[0], self.pending[0]
        if only.phrase is not None and not only.has_reason and late.mark is None and late.start > only.end:
            only.reason = self._span(late)
            only.end = only.reason.end
            self.pending = []

    def _rescue(self) -> None:
        """Let totals be the items where there are no others, and a remark that stands alone lack its points."""
        ledger = self.ledger
        if ledger.drafts:
            return
        checks, ledger.checks = ledger.checks, []
        for check in checks:
            settle(self.plain, check.draft)
            ledger.add(check.draft)
        if not checks:
            alone, ledger.leftovers = ledger.leftovers, []
            for words in alone:
                ledger.add(without_points(self.plain, Segment(words.start, words.end, ""), words))
        if not ledger.drafts and (figure := _LONE_FIGURE.fullmatch(self.plain)):
            words = Span(*figure.span("figure"))
            ledger.add(without_points(self.plain, Segment(*words, ""), words))

    def _unlabel(self) -> None:
        """Leave out a label before the first of several items (时效性：…)."""
        drafts = self.ledger.drafts
        if len(drafts) > 1 and drafts[0].segment.lead == "":
            start, end = drafts[0].reason
            drafts[0].reason = Span(start + label_end(self.plain[start:end]), end)
