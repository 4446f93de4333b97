"""One line for all reasons that no verdict can tell apart.

A catalogue does not know what a character means that stands in none of its wordings, and that nobody types for one
that does: all such are one.  Where no wording has a number, all digits are one too.  So reasons that differ in
dates and names are judged once.
"""

from __future__ import annotations

from collections.abc import Iterable

from kaohe.core.letters import MARKS
from kaohe.matching.contrasts import telling_letters
from kaohe.matching.occasion import TELLING_LETTERS as OCCASION_LETTERS
from kaohe.matching.sounds import sound_alike
from kaohe.matching.vocabulary import PLACE, Lexicon, office_words

#: Stands for any character that a catalogue does not know: it sounds like none and is part of no word.
_ANY = "鿕"
_ANY_DIGIT = "1"


class Canonical:
    """Makes lines canonical for one catalogue; ``wordings`` are the letters of all its wordings.

    ``tells`` says that some wording has what tells it from others (see :mod:`kaohe.matching.contrasts`),
    ``in_office_words`` that reasons are judged by the words of any office as well.
    """

    def __init__(self, wordings: Iterable[str], words: Lexicon, *, tells: bool, in_office_words: bool) -> None:
        self._known = frozenset("".join(wordings))
        self._words = words
        self._kept: dict[str, bool] = {}
        self._folds_digits = not any(map(str.isdigit, self._known))
        self._telling = telling_letters() if tells else frozenset()
        if in_office_words:
            self._telling |= OCCASION_LETTERS | office_words().letters

    def without_digits(self, line: str) -> str:
        """Return ``line`` with all digits made one, where they tell nothing."""
        if not self._folds_digits or line.isalpha():
            return line
        return "".join(_ANY_DIGIT if char.isdigit() else char for char in line)

    def line(self, line: str) -> str:
        """Return ``line`` (see :meth:`without_digits`) with all unknown characters made one."""
        letters = list(line)
        name = 0  # where the run of loose characters starts that may be a place's name
        for start, end, senses in self._words.cut(line):
            if senses is None:
                if not self._matters(line[start]):
                    letters[start] = _ANY
                continue
            if senses[0].concept == PLACE and start - name > 1 and self._known.isdisjoint(line[name:start]):
                letters[name:start] = _ANY * (start - name)
            name = end
        return "".join(letters)

    def _matters(self, char: str) -> bool:
        found = self._kept.get(char)
        if found is None:
            found = self._kept[char] = self._may_matter(char)
        return found

    def _may_matter(self, char: str) -> bool:
        if char in MARKS or char in self._known or char in self._telling or not char.isalpha() or char.isascii():
            return True
        return any(sound_alike(char, other) or self._words.look_alike(char, other) for other in self._known)
