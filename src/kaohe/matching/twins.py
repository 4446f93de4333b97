"""Entries of one catalogue that say the same in other words: a person must decide which one stays."""

from __future__ import annotations

from kaohe.matching.catalogue import Entry
from kaohe.matching.matcher import Matcher
from kaohe.matching.verdict import contradicts

#: From this score on, both ways, two entries say the same.
_ALIKE = 75.0


def find_twins(matcher: Matcher) -> tuple[tuple[Entry, Entry], ...]:
    """Return the pairs of entries that mean each other: the wording of each matches the other entry.  In catalogue order.

    Two entries of the very same wording are no twins; those are a problem of their own, see :func:`kaohe.matching.catalogue.problems`.
    """
    entries = matcher.catalogue.entries
    order = {id(entry): number for number, entry in enumerate(entries)}
    looks = {wording: matcher.looks(wording) for wording in {entry.wording: None for entry in entries}}
    near = {
        (order[id(entry)], order[id(one.entry)])
        for entry in entries
        for one in looks[entry.wording]
        if one.score >= _ALIKE
        and one.standard.profile.letters != one.reason.letters
        and not contradicts(one)
        and matcher.is_same(entry.wording, one)
    }
    return tuple((entries[one], entries[other]) for one, other in sorted(near) if one < other and (other, one) in near)
