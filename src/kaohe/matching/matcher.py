"""Resolve reasons on the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from kaohe.core.letters import clauses, letters, without_list_number
from kaohe.matching.catalogue import MOST_WORDINGS, Catalogue, Entry
from kaohe.matching.model import Candidate, Conflict, Match, Verdict
from kaohe.matching.occasion import split_count

if TYPE_CHECKING:
    from kaohe.matching.judging import Judge
    from kaohe.matching.look import Likeness
    from kaohe.matching.vocabulary import Lexicon

#: How many candidates are named.
_NAMED = 3


class Matcher:
    """Matches reasons on one catalogue; made once, asked often.

    :meth:`match` is pure: the same reason always gives the same match.
    """

    def __init__(self, catalogue: Catalogue, words: Lexicon | None = None) -> None:
        self.catalogue = catalogue
        self._words = words
        wordings = [
            (entry, wording, plain)
            for entry in catalogue.entries
            for wording in (entry.wording, *entry.aliases)
            if (plain := letters(wording))
        ]
        self._judges = len(wordings) <= MOST_WORDINGS
        self._exact = _exact_matches((entry, plain) for entry, _, plain in wordings)
        self._verbatim = {wording: self._exact[plain] for _, wording, plain in wordings}
        self._rejected = frozenset(letters(wording) for entry, _, _ in wordings for wording in entry.rejected)

    @cached_property
    def _judge(self) -> Judge:
        """Who judges what is no standard wording; not needed, with all its words, by a table that has none."""
        from kaohe.matching.judging import Judge
        from kaohe.matching.vocabulary import lexicon

        return Judge(self.catalogue, self._words or lexicon())

    def match(self, reason: str) -> Match:
        """Return the verdict on one reason, given without its points.

        How often it happened (…2次) is no part of the wording.
        """
        found = self._verbatim.get(reason) or self._exact.get(letters(reason))
        if found is not None:
            return found
        bare = without_list_number(reason)
        for wording in (bare, split_count(bare)[0]):
            found = self._exact.get(letters(wording)) if wording is not reason else None
            if found is not None:
                return found
        return self._judge.match(clauses(bare)) if self._judges else Match(Verdict.UNKNOWN)

    def is_same(self, wording: str, one: Likeness) -> bool:
        """Tell whether nothing tells a wording from the one that it was looked at beside."""
        return self._judge.is_same(clauses(wording), one)

    def is_verified(self, reason: str) -> bool:
        """Tell whether a person said of these very words that they are not the entry that they look like."""
        return bool(self._rejected) and letters(without_list_number(reason)) in self._rejected

    def looks(self, reason: str) -> list[Likeness]:
        """Return looks at the wordings nearest to a reason, best first."""
        return self._judge.looks(clauses(without_list_number(reason))) if self._judges else []


def _exact_matches(wordings: Iterable[tuple[Entry, str]]) -> dict[str, Match]:
    """Return the matches of the standard wordings themselves; two entries of one wording are a conflict."""
    owners: dict[str, dict[int, Entry]] = {}
    for entry, plain in wordings:
        owners.setdefault(plain, {})[id(entry)] = entry
    return {wording: _exact_match(tuple(entries.values())) for wording, entries in owners.items()}


def _exact_match(entries: tuple[Entry, ...]) -> Match:
    candidates = tuple(Candidate(entry, 100.0) for entry in entries[:_NAMED])
    if len(entries) > 1:
        return Match(Verdict.CONFLICT, entries, candidates, Conflict.DUPLICATE)
    return Match(Verdict.STANDARD, entries, candidates)
