"""What matching says of one reason."""

from __future__ import annotations

from enum import StrEnum

from kaohe.core.records import dataclass
from kaohe.matching.catalogue import Entry


class Verdict(StrEnum):
    """How a reason stands to the catalogue (see ``kaohe match``)."""

    STANDARD = "standard"
    VARIANT = "variant"
    UNKNOWN = "unknown"
    CONFLICT = "conflict"


class Conflict(StrEnum):
    """Which kind of conflict."""

    OPPOSITE = "opposite"
    MERGED = "merged"
    DUPLICATE = "duplicate"  # the catalogue has this wording twice


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry with its likeness, 0 to 100."""

    entry: Entry
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """The verdict on one reason.

    ``entries``: the one entry for standard and variant; the entry that is contradicted
    for an opposite; every entry that is held for a merged reason; every entry of that
    wording for a duplicate; empty for unknown.
    ``candidates``: at most three, best first.
    """

    verdict: Verdict
    entries: tuple[Entry, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    conflict: Conflict | None = None
