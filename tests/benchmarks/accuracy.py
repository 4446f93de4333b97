"""How often Kaohe reads and matches right, beside common baselines, on the same samples in one run.

    python tests/benchmarks/accuracy.py [--failures]

Reading.  A cell is *right* when its total is the expected one, or open where a careful clerk
leaves it open; *silent* when a wrong total is given without a word (an open cell with a total
included); else it is a *false alarm*.  Where a question is as good as the figure, either is right.

Matching.  A reason is *right* when verdict and entry are; *silent* when an opposite, an
unknown or a merged reason is given as an entry, or a reason as the wrong one.  A baseline takes
the nearest entry from a threshold on (the one that is best for it on these very samples, an advantage
that Kaohe does not get), says standard where the folded wording is the same, and can't tell a conflict
from an unknown: either counts as right for it.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz

from kaohe.core.text import fold
from kaohe.matching import Matcher
from kaohe.matching.catalogue import builtin
from kaohe.reason import parse

DATA = Path(__file__).parents[1] / "data"
RIGHT, SILENT, WRONG = "right", "silent", "wrong"
THRESHOLDS = range(30, 101, 2)


class Answer(NamedTuple):
    """A verdict (standard, variant, unknown, conflict) and the entry's code, where there is one."""

    verdict: str
    code: str | None


class Sample(NamedTuple):
    """A reason with the verdict that a clerk gives; ``code`` None where no one entry is right."""

    name: str
    text: str
    kind: str
    verdict: str
    code: str | None


class Cell(NamedTuple):
    """A reason cell with its total; None where it must be left open.

    ``may_ask`` tells that a question is right too.
    """

    name: str
    text: str
    kind: str
    total: Decimal | None
    may_ask: bool = False


Tally = dict[str, Counter[str]]


# -- samples


def lines(name: str) -> Iterator[dict[str, object]]:
    with (DATA / name).open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def match_samples() -> list[Sample]:
    return [
        Sample(
            row["id"],
            row["text"],
            row["class"],
            row["verdict"],
            row["expect"] if isinstance(row["expect"], str) else None,
        )
        for row in lines("match_dev.jsonl")
    ]


def cells(name: str) -> list[Cell]:
    return [Cell(row["id"], row["text"], _kind(row), _total(row), bool(row.get("ask_ok"))) for row in lines(name)]


def _kind(row: dict) -> str:
    if "class" in row:
        return row["class"]
    return "determinate" if row["determinate"] else f"open: {row['why']}"


def _total(row: dict) -> Decimal | None:
    return sum((Decimal(item["points"]) for item in row["items"]), Decimal(0)) if row["determinate"] else None


def real_rows() -> list[dict[str, str]]:
    with (DATA / "assessment_table.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def real_cells() -> list[Cell]:
    return [
        Cell(row["被考核单位"], row["加扣分原因及分值"], "real table", Decimal(row["考核得分"]) - 100)
        for row in real_rows()
    ]


# -- reading


def kaohe_total(text: str) -> Decimal | None:
    return parse(text).total


_POINTS = re.compile(r"([扣减加])分?[：:]?(\d+(?:\.\d+)?)分?")


def regex_total(text: str) -> Decimal | None:
    """Return what a formula or a script in an office usually does: add up every 扣…分 and 加…分."""
    return sum(
        (Decimal(number) * (1 if sign == "加" else -1) for sign, number in _POINTS.findall(fold(text))), Decimal(0)
    )


def judge_total(cell: Cell, total: Decimal | None) -> str:
    if total == cell.total or (total is None and cell.may_ask):
        return RIGHT
    return WRONG if total is None else SILENT


# -- matching: baselines give each entry a likeness of 0 to 100


Likeness = Callable[[str, str], float]


def grams(text: str, sizes: Iterable[int] = (2, 3)) -> Counter[str]:
    key = re.sub(r"\W", "", fold(text))
    return Counter(key[at : at + size] for size in sizes for at in range(len(key) - size + 1))


def tfidf(wordings: Sequence[str]) -> Likeness:
    """Return the cosine of TF-IDF vectors of character 2- and 3-grams, weighed on ``wordings``."""
    frequency = Counter(gram for wording in wordings for gram in grams(wording))
    weight = defaultdict(
        lambda: math.log(1 + len(wordings)),
        {g: math.log((1 + len(wordings)) / (1 + n)) + 1 for g, n in frequency.items()},
    )

    def likeness(one: str, other: str) -> float:
        here, there = grams(one), grams(other)
        product = sum(here[g] * there[g] * weight[g] ** 2 for g in here.keys() & there.keys())
        lengths = [math.sqrt(sum((n * weight[g]) ** 2 for g, n in each.items())) for each in (here, there)]
        return 100 * product / (lengths[0] * lengths[1]) if product else 0.0

    return likeness


def fingerprint(one: str, other: str) -> float:
    """Return 100 where the sets of character 2-grams are the same, as clustering by key collision has it."""
    return 100.0 if grams(one, (2,)).keys() == grams(other, (2,)).keys() else 0.0


def folded(scorer: Likeness) -> Likeness:
    return lambda one, other: scorer(fold(one), fold(other))


def baseline(likeness: Likeness, threshold: float) -> Callable[[str], Answer]:
    entries = builtin().entries

    def answer(text: str) -> Answer:
        best = max(entries, key=lambda entry: likeness(text, entry.wording))
        if likeness(text, best.wording) < threshold:
            return Answer("unknown", None)
        same = re.sub(r"\W", "", fold(text)) == re.sub(r"\W", "", fold(best.wording))
        return Answer("standard" if same else "variant", best.code)

    return answer


def judge_match(sample: Sample, answer: Answer, *, tells_conflicts: bool) -> str:
    taken = answer.verdict in ("standard", "variant")
    if sample.verdict in ("standard", "variant"):
        if answer == Answer(sample.verdict, sample.code):
            return RIGHT
        return SILENT if taken and answer.code != sample.code else WRONG
    if taken:
        return SILENT
    return RIGHT if answer.verdict == sample.verdict or not tells_conflicts else WRONG


def kaohe_answer(matcher: Matcher) -> Callable[[str], Answer]:
    def answer(text: str) -> Answer:
        match = matcher.match(text)
        return Answer(match.verdict.value, match.entries[0].code if len(match.entries) == 1 else None)

    return answer


def best_baseline(likeness: Likeness, samples: Sequence[Sample]) -> Tally:
    """Return the tally at the threshold that is right most often, then silently wrong least often."""
    tallies = [tally_matches(samples, baseline(likeness, each), tells_conflicts=False) for each in THRESHOLDS]
    return max(tallies, key=lambda tally: (tally["TOTAL"][RIGHT], -tally["TOTAL"][SILENT]))


def tally_matches(samples: Sequence[Sample], answer: Callable[[str], Answer], *, tells_conflicts: bool = True) -> Tally:
    return count(
        (sample.kind, judge_match(sample, answer(sample.text), tells_conflicts=tells_conflicts)) for sample in samples
    )


def count(judged: Iterable[tuple[str, str]]) -> Tally:
    tally: Tally = defaultdict(Counter)
    for kind, result in judged:
        tally[kind][result] += 1
        tally["TOTAL"][result] += 1
    return tally


# -- printing


def show(title: str, tallies: dict[str, Tally]) -> None:
    """Print a row a class and a column a method: right/wrong/silently wrong."""
    print(f"\n{title}   (right / wrong or false alarm / silently wrong)")
    first = next(iter(tallies.values()))
    width = max(14, *(len(name) + 2 for name in tallies))
    print(f"{'class':<22}{'n':>5}" + "".join(f"{name:>{width}}" for name in tallies))
    for kind in sorted(first, key=lambda kind: (kind == "TOTAL", kind)):
        number = first[kind].total()
        print(f"{kind:<22}{number:>5}" + "".join(f"{_figures(each[kind]):>{width}}" for each in tallies.values()))
    shares = [f"{each['TOTAL'][RIGHT] / each['TOTAL'].total():.1%}" for each in tallies.values()]
    print(f"{'right':<27}" + "".join(f"{share:>{width}}" for share in shares))


def _figures(counts: Counter[str]) -> str:
    return f"{counts[RIGHT]}/{counts[WRONG]}/{counts[SILENT]}"


def show_reading(title: str, sample: Sequence[Cell], *, failures: bool) -> None:
    methods = {"kaohe": kaohe_total, "regex sum": regex_total}
    show(
        title,
        {
            name: count((cell.kind, judge_total(cell, total(cell.text))) for cell in sample)
            for name, total in methods.items()
        },
    )
    if failures:
        for cell in sample:
            if (result := judge_total(cell, kaohe_total(cell.text))) != RIGHT:
                print(f"  {result}: {cell.name} {cell.text!r}: {kaohe_total(cell.text)}, expected {cell.total}")


def show_matching(samples: Sequence[Sample], *, failures: bool) -> None:
    answer = kaohe_answer(Matcher(builtin()))
    likenesses: dict[str, Likeness] = {
        "ratio": folded(fuzz.ratio),
        "token_set_ratio": folded(fuzz.token_set_ratio),
        "partial_ratio": folded(fuzz.partial_ratio),
        "TF-IDF": tfidf([entry.wording for entry in builtin().entries]),
        "fingerprint": fingerprint,
    }
    tallies = {"kaohe": tally_matches(samples, answer)}
    tallies |= {name: best_baseline(likeness, samples) for name, likeness in likenesses.items()}
    show("Matching reasons on the catalogue (match_dev)", tallies)
    if failures:
        for sample in samples:
            if (result := judge_match(sample, answer(sample.text), tells_conflicts=True)) != RIGHT:
                print(
                    f"  {result}: {sample.name} {sample.text!r}: {answer(sample.text)}, expected {sample.verdict} {sample.code}"
                )


def show_real_items() -> None:
    """Print the verdicts on the items of the real table."""
    matcher = Matcher(builtin())
    matches = [matcher.match(item.reason) for row in real_rows() for item in parse(row["加扣分原因及分值"]).items]
    verdicts = Counter(match.verdict.value for match in matches)
    variants = Counter(match.entries[0].code for match in matches if match.verdict.value == "variant")
    print(f"\nItems of the real table: {dict(verdicts)}; variants of {dict(variants)}")


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--failures", action="store_true", help="list what Kaohe got wrong")
    failures = parser.parse_args().failures
    show_reading("Reading cells (cells_dev)", cells("cells_dev.jsonl"), failures=failures)
    show_reading("Reading written forms (forms_dev)", cells("forms_dev.jsonl"), failures=failures)
    show_reading("Reading the real table", real_cells(), failures=failures)
    show_reading("Reading cells of other offices (cells_offices)", cells("cells_offices.jsonl"), failures=failures)
    show_reading("Words that change points (cells_changes)", cells("cells_changes.jsonl"), failures=failures)
    show_matching(match_samples(), failures=failures)
    show_real_items()


if __name__ == "__main__":
    main()
