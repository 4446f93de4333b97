"""The words of headings, from ``data/headings.csv``: what each means, and how sure that is.

A clerk may add lines.  A line that can't be understood is left out and named in :data:`BROKEN`.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from kaohe.core.prepared import prepared
from kaohe.core.reading import Role
from kaohe.core.records import NamedTuple
from kaohe.core.shipped import read_shipped

FILE = "headings.csv"

_PLACES = ("全", "尾", "首", "含")
#: A word of this meaning heads numbers that are none of points: 人数, 罚款.  Under other words of 无关 (满意度) numbers may be.
_FIGURES = "无关的数"
_ROLES = {**{role.value: role for role in Role}, _FIGURES: Role.OUTSIDE}


class HeadingWord(NamedTuple):
    """A word of headings: its role, how sure (0 to 100), its place among the words of that role, whether it is the whole heading.

    ``figures`` says that the numbers it heads are none of points.
    """

    text: str
    role: Role
    certainty: int
    rank: int
    whole: bool
    figures: bool = False


class Vocabulary(NamedTuple):
    """The words by the place in a heading that they must stand in; ``broken`` are the lines left out.

    ``longest`` is the length of the longest that ends or starts one.
    """

    whole: dict[str, HeadingWord]
    ends: dict[str, HeadingWord]
    starts: dict[str, HeadingWord]
    inside: tuple[HeadingWord, ...]
    broken: tuple[str, ...]
    longest: int = 0

    def find(self, key: str) -> HeadingWord | None:
        """Return what a heading means: the whole of it, else its longest ending, beginning or part that is known."""
        if word := self.whole.get(key):
            return word
        longest, found = self.longest, []
        for at in range(-longest, 0):
            if word := self.ends.get(key[at:]):
                found.append(word)
                break
        for at in range(longest, 0, -1) if self.starts else ():
            if word := self.starts.get(key[:at]):
                found.append(word)
                break
        for word in self.inside:
            if word.text in key:
                found.append(word)
                break
        return max(found, key=lambda word: (len(word.text), word.certainty)) if found else None


def read_vocabulary(lines: Iterable[str]) -> Vocabulary:
    """Return the words of ``lines``: 词, 位置 (全, 尾, 首, 含), 含义 (a role, or 无关的数), 把握 (0 to 100)."""
    places: dict[str, dict[str, HeadingWord]] = {place: {} for place in _PLACES}
    counts: defaultdict[Role, int] = defaultdict(int)
    broken = []
    for number, row in enumerate(csv.reader(lines), 1):
        if number == 1 or not any(row):
            continue
        word = _word(row, counts)
        if word is None:
            broken.append(f"第{number}行“{','.join(row)}”")
        else:
            places[row[1].strip()].setdefault(word.text, word)
    inside = sorted(places["含"].values(), key=lambda word: -len(word.text))
    longest = max(map(len, (*places["尾"], *places["首"])), default=0)
    return Vocabulary(places["全"], places["尾"], places["首"], tuple(inside), tuple(broken), longest)


def _word(row: list[str], counts: defaultdict[Role, int]) -> HeadingWord | None:
    if len(row) != 4:
        return None
    text, place, role, certainty = (cell.strip() for cell in row)
    if not text or place not in _PLACES or role not in _ROLES or not (certainty.isascii() and certainty.isdigit()):
        return None
    found = _ROLES[role]
    kin = Role.REASONS if found in (Role.BONUS_REASONS, Role.DEDUCTION_REASONS) else found
    counts[kin] += 1
    return HeadingWord(text.lower(), found, min(int(certainty), 100), counts[kin] - 1, place == "全", role == _FIGURES)


@cache
def shipped() -> Vocabulary:
    """Return the vocabulary that comes with Kaohe."""
    return prepared("headings", lambda: read_vocabulary(read_shipped(FILE).splitlines()))
