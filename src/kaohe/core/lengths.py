"""How long the words of a list are, by how they begin or end: what a scan tries at each place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


def lengths_of(words: Iterable[tuple[str, str]], *, longest_first: bool = True) -> dict[str, tuple[int, ...]]:
    """Return for every key the lengths of its words; equal ones are one object, so that they are kept once."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for key, word in words:
        found[key].add(len(word))
    known: dict[tuple[int, ...], tuple[int, ...]] = {}
    ordered = ((key, tuple(sorted(lengths, reverse=longest_first))) for key, lengths in found.items())
    return {key: known.setdefault(lengths, lengths) for key, lengths in ordered}
