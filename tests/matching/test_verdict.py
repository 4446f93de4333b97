"""Each threshold of the verdict, from both sides: looks at real wordings, with figures set by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache

import pytest

from kaohe.core.table import CatalogueRow
from kaohe.matching import Matcher
from kaohe.matching.catalogue import builtin, catalogue_from_rows
from kaohe.matching.look import Likeness
from kaohe.matching.model import Conflict, Verdict
from kaohe.matching.polarity import Statement
from kaohe.matching.profile import Profile
from kaohe.matching.verdict import _is_turned, contradicts, find_several, find_telling_piece, fits_both, pick

pytestmark = pytest.mark.core

ABSENT = "暗访发现驻村工作队员未在岗"  # B01
SHABBY = "村容村貌、环境卫生较差"  # C04
ONE, OTHER = f"{ABSENT}被通报", f"{SHABBY}得很"


@cache
def matcher() -> Matcher:
    return Matcher(builtin())


def matcher_of(*wordings: str) -> Matcher:
    rows = [CatalogueRow(None, f"Z{number}", wording, "扣", Decimal("0.1")) for number, wording in enumerate(wordings)]
    return Matcher(catalogue_from_rows(rows))


class Set(Likeness):
    """A look whose figures are set; the reason is real, and so is the wording."""

    __slots__ = ("set_likeness",)

    def __init__(
        self,
        reason: str | Likeness,
        *,
        score: float = 100.0,
        said: float = 1.0,
        beside: float = 0.0,
        likeness: float = 1.0,
    ) -> None:
        real = matcher().looks(reason)[0] if isinstance(reason, str) else reason
        self.reason, self.standard, self.slips = real.reason, real.standard, ()
        self.score, self.said, self.beside, self.set_likeness = score, said, beside, likeness

    @property
    def likeness(self) -> float:
        return self.set_likeness


def picked(*looks: Likeness) -> bool:
    return pick(looks) is not None


@pytest.mark.parametrize(("score", "means"), [(55.0, True), (54.9, False)])
def test_from_this_score_on_a_reason_means_the_entry(score: float, means: bool) -> None:
    assert picked(Set(ONE, score=score, beside=0.2)) is means


@pytest.mark.parametrize(
    ("score", "beside", "rival", "means"),
    [
        (40.0, 0.05, 28.0, True),
        (39.9, 0.05, 20.0, False),
        (40.0, 0.06, 20.0, False),
        (40.0, 0.05, 28.1, False),
    ],
)
def test_a_short_reason_that_says_nothing_else(score: float, beside: float, rival: float, means: bool) -> None:
    assert picked(Set(ONE, score=score, beside=beside), Set(OTHER, score=rival, said=0.3)) is means


def test_further_wordings_of_the_same_entry_are_no_rivals() -> None:
    assert picked(Set(ONE, score=41.0), Set(ONE, score=40.9))
    assert picked(Set(ONE, score=80.0), Set(ONE, score=79.0))


def test_nothing_is_picked_of_nothing() -> None:
    assert pick([]) is None


@pytest.mark.parametrize(("rival", "both"), [(78.0, False), (78.1, True)])
def test_scores_nearer_than_this_are_a_tie(rival: float, both: bool) -> None:
    assert fits_both(Set(ONE, score=80.0), Set(OTHER, score=rival, said=0.0)) is both


@pytest.mark.parametrize(("likeness", "means"), [(0.5, True), (0.49, False)])
def test_a_tie_goes_to_a_wording_that_is_clearly_liker(likeness: float, means: bool) -> None:
    best, rival = Set(OTHER, score=79.0, likeness=likeness), Set(ONE, score=80.0, likeness=0.4)
    assert pick([rival, best]) is (best if means else None)


@pytest.mark.parametrize(
    ("said", "rival_said", "rival_beside", "both"),
    [
        (0.74, 0.4, 0.11, True),
        (0.75, 0.4, 0.11, False),
        (0.74, 0.39, 0.11, False),
        (0.74, 0.4, 0.12, False),
    ],
)
def test_what_two_entries_share_fits_both(said: float, rival_said: float, rival_beside: float, both: bool) -> None:
    best = Set(ONE, score=80.0, said=said, beside=0.1)
    assert fits_both(best, Set(OTHER, score=50.0, said=rival_said, beside=rival_beside)) is both


@pytest.mark.parametrize(("score", "said", "opposite"), [(35.0, 0.45, True), (34.9, 0.45, False), (35.0, 0.44, False)])
def test_from_this_score_on_the_opposite_contradicts(score: float, said: float, opposite: bool) -> None:
    assert contradicts(Set("暗访发现驻村工作队员在岗", score=score, said=said)) is opposite


@pytest.mark.parametrize(("score", "opposite"), [(55.0, True), (54.9, False)])
def test_a_reason_that_finds_no_fault_contradicts_only_what_it_means(score: float, opposite: bool) -> None:
    assert contradicts(Set("村容村貌、环境卫生", score=score)) is opposite


def test_the_fault_itself_contradicts_nothing() -> None:
    assert not contradicts(Set(SHABBY))
    assert not contradicts(Set(f"{SHABBY}，环境卫生不好"))


def search_of(figures: dict[str, Likeness]) -> Callable[[Profile], list[Likeness]]:
    """Return a search that knows the looks at pieces of a reason, by what a piece holds."""

    def search(piece: Profile) -> list[Likeness]:
        return [look for word, look in figures.items() if word in piece.letters]

    return search


def held(first: Likeness, others: Sequence[Likeness] = (), text: str = f"{ONE}，{OTHER}") -> int:
    reason = Profile(matcher().looks(text)[0].reason.line, first.reason.lexicon)
    search = search_of({"在岗": Set(ONE), "环境": Set(OTHER)})
    return len(find_several(reason, [first, *others], search))


@pytest.mark.parametrize(("beside", "said", "count"), [(0.12, 0.45, 2), (0.11, 0.45, 0), (0.12, 0.44, 0)])
def test_a_reason_with_little_beside_an_entry_holds_no_second_one(beside: float, said: float, count: int) -> None:
    assert (
        held(
            Set("驻村工作队员未在岗", beside=beside),
            [Set("环境卫生较差", said=said)],
            "驻村工作队员未在岗，环境卫生较差",
        )
        == count
    )


@pytest.mark.parametrize(("beside", "score", "tells"), [(0.6, 80.0, True), (0.61, 80.0, False), (0.6, 79.9, False)])
def test_a_piece_that_says_an_entry_by_itself(beside: float, score: float, tells: bool) -> None:
    best = Set(ONE, beside=beside)
    reason = matcher().looks(f"{ABSENT}，另行处理")[0].reason
    search = search_of({"在岗": Set(ONE, score=score)})
    assert (find_telling_piece(reason, [best], search) is best) is tells


def test_a_piece_that_says_another_entry_settles_nothing() -> None:
    reason = matcher().looks(f"{ABSENT}，{SHABBY}")[0].reason
    search = search_of({"在岗": Set(ONE), "环境": Set(OTHER)})
    assert find_telling_piece(reason, [Set(ONE, beside=0.5)], search) is None
    assert find_telling_piece(matcher().looks(ABSENT)[0].reason, [Set(ONE, beside=0.5)], search) is None


def test_two_wordings_run_together_are_two() -> None:
    match = matcher().match(f"个别帮扶干部未如实填写帮扶记录{ABSENT}")
    assert (match.conflict, [entry.code for entry in match.entries]) == (Conflict.MERGED, ["A06", "B01"])


def test_a_reason_with_much_beside_its_entries_is_not_made_of_them() -> None:
    assert matcher().match(f"{ABSENT}，{SHABBY}").conflict is Conflict.MERGED
    assert matcher().match(f"{ABSENT}，{SHABBY}，另有食堂饭菜质量不高群众意见大").verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(("share", "count"), [(0.749, 2), (0.751, 0)])
def test_a_piece_is_about_one_entry_and_not_as_well_about_another(share: float, count: int) -> None:
    alike = matcher_of("驻村工作队员未在岗", "驻村工作队未在岗值班", "工作队员值班不在岗")
    first, second = (alike.looks(text)[0] for text in ("驻村工作队员未在岗", "工作队员值班时不在岗"))
    assert first.entry is not second.entry
    crossed = Likeness(second.reason, first.standard).score
    pieces = {"驻村": first, "值班": Set(second, score=crossed / share)}
    reason = alike.looks("驻村工作队员未在岗，工作队员值班时不在岗")[0].reason
    others = [Set(first, beside=0.2), second]
    assert len(find_several(reason, others, search_of(pieces))) == count


def test_praise_contradicts_only_what_is_no_praise() -> None:
    praise = matcher_of("环境卫生整治成效显著受到表扬")
    assert praise.match("环境卫生整治受到表扬").verdict is Verdict.VARIANT
    assert not contradicts(Set("村容村貌、环境卫生被通报批评"))


MATTER = Statement({"集中学习"})


@pytest.mark.parametrize(
    ("theirs", "ours", "turned"),
    [
        # of a matter without a direction, every clause must deny it
        (MATTER, [Statement({"集中学习"}, denied=True)], True),
        (MATTER, [Statement({"集中学习"}, denied=True), Statement({"集中学习"})], False),
        (MATTER, [Statement({"集中学习"}, denied=True), Statement({"考勤"})], True),
        (MATTER, [Statement({"考勤"}, denied=True)], False),
        # of one with a direction, one clause must turn it and none agree
        (Statement({"集中学习"}, signs=[-1]), [Statement({"集中学习"}, signs=[1])], True),
        (
            Statement({"集中学习"}, signs=[-1]),
            [Statement({"集中学习"}, signs=[1]), Statement({"集中学习"}, signs=[-1])],
            False,
        ),
        (Statement({"集中学习"}, degree=-1), [Statement({"集中学习"}, degree=1)], True),
        # characters outside all words: half of theirs make it the same matter
        (Statement(loose=set("渗滤液池"), signs=[-1]), [Statement(loose=set("渗滤"), signs=[1])], True),
        (Statement(loose=set("渗滤液池"), signs=[-1]), [Statement(loose=set("渗"), signs=[1])], False),
        (Statement(signs=[-1]), [Statement(signs=[1])], False),
    ],
)
def test_a_clause_is_turned(theirs: Statement, ours: list[Statement], turned: bool) -> None:
    assert _is_turned(theirs, ours) is turned
