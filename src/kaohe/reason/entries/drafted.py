"""What is read of a text, draft by draft."""

from __future__ import annotations

from decimal import Decimal

from kaohe.core.findings import Span
from kaohe.core.records import dataclass, field
from kaohe.reason.entries.clauses import Draft
from kaohe.reason.entries.totals import Check


@dataclass(slots=True)
class Drafted:
    """What was read: drafts of items, stated totals, remarks left over.

    ``total`` is the sum of the drafts so far, None once one of them is open.
    """

    drafts: list[Draft] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    leftovers: list[Span] = field(default_factory=list)
    total: Decimal | None = Decimal(0)

    def add(self, draft: Draft) -> None:
        """Enter a settled draft."""
        self.drafts.append(draft)
        self.total = None if draft.points is None or self.total is None else self.total + draft.points

    def take_back(self) -> Draft:
        """Strike out the last draft and return it."""
        draft = self.drafts.pop()
        if self.total is not None:
            self.total -= draft.points or 0
        return draft
