"""Slips of the hand in a heap of texts: where all others write a character, one writes what sounds or looks like it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from kaohe.matching.sounds import sound_alike
from kaohe.matching.vocabulary import Lexicon, WordKind

#: Characters that tell two things apart by themselves are never slips for one another.
_TELLING = frozenset(
    "未不无没非男女上下左右东西南北省市区县镇乡村早晚中一二三四五六七八九十百年月周日季大小高低多少进出收发开关有甲乙丙丁"
)
#: What is usual stands in so many cells, and in so many times as many as the slip.
_USUAL, _TIMES = 3, 3
_START, _END = "^", "$"


class Mender:
    """Mends lines by what others of the same heap write; made once of all of them."""

    def __init__(self, lines: Mapping[str, int], words: Lexicon) -> None:
        """``lines`` are with how often each is written."""
        self._words = words
        padded = {f"{_START}{line}{_END}": uses for line, uses in lines.items()}
        self._pairs: Counter[str] = Counter()
        for line, uses in padded.items():
            self._pairs.update(dict.fromkeys((line[at : at + 2] for at in range(len(line) - 1)), uses))
        self._triples = {line[at : at + 3] for line in padded for at in range(len(line) - 2)}
        self._after = _followers(self._pairs)

    def mend(self, line: str) -> str:
        """Return ``line`` with its slips mended; what is part of a word that is known is none."""
        padded = f"{_START}{line}{_END}"
        for at in self._unknown(line):
            better = self._better(padded[at], padded[at + 1], padded[at + 2])
            if better:
                padded = padded[: at + 1] + better + padded[at + 2 :]
        return padded[1:-1]

    def _unknown(self, line: str) -> list[int]:
        return [
            start
            for start, end, senses in self._words.cut(line)
            if end - start == 1 and (senses is None or senses[0].kind is WordKind.FILLER)
        ]

    def _better(self, before: str, char: str, after: str) -> str:
        """Return what was meant, or nothing where the character may stay."""
        if char in _TELLING:
            return ""
        pairs = self._pairs
        best, meant = max(_USUAL, _TIMES * max(pairs[before + char], pairs[char + after])), ""
        for other in self._after.get(before, ()):
            if other == char or other in _TELLING or before + other + after not in self._triples:
                continue
            usual = max(pairs[before + other], pairs[other + after])
            if usual >= best and (sound_alike(char, other) or self._words.look_alike(char, other)):
                best, meant = usual + 1, other
        return meant


def _followers(pairs: Mapping[str, int]) -> Mapping[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for pair in sorted(pairs):
        found[pair[0]].append(pair[1])
    return found
