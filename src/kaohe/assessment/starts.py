"""What typed scores start from, as they and the points beside them show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from kaohe.assessment.standing import Standing

#: So many typed scores, and so large a part of them, must start from one number to show it.
_FEWEST = 3
_PART = Decimal(2) / 3


def typed_start(starts: Iterable[Decimal], usual: Decimal) -> Decimal | None:
    """Return the number that (nearly) all ``starts`` are, None where they differ, are few, or are the usual base.

    >>> typed_start([Decimal(80)] * 3 + [Decimal("79.9")], Decimal(100))
    Decimal('80')
    """
    found = list(starts)
    if not found:
        return None
    start, count = Counter(found).most_common(1)[0]
    told = count >= _FEWEST and count >= _PART * len(found)
    return start if told and start != usual and start > 0 else None


def start_of(standing: Standing, usual: Decimal) -> Decimal | None:
    """Return what the typed scores of an office's own table start from, where neither the table nor the settings say so."""
    stated, grounds = standing.stated_scores, standing.ledger.grounds
    if stated is None or grounds is not None:
        return None
    tallies = zip(stated.values, standing.ledger.tallies, strict=True)
    return typed_start(
        (written - tally.added + tally.deducted for written, tally in tallies if written is not None and tally), usual
    )
