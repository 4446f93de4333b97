"""``parse``: a reason text becomes items, clauses and filler that tile it."""

from __future__ import annotations

from functools import lru_cache

from kaohe.reason.entries.alternatives import find_alternatives
from kaohe.reason.entries.arithmetic import recount
from kaohe.reason.entries.entries import read_entries
from kaohe.reason.entries.tiling import lay
from kaohe.reason.entries.totals import audit
from kaohe.reason.model import Reading
from kaohe.reason.phrases.detection import find_phrases
from kaohe.reason.phrases.prefixes import govern
from kaohe.reason.phrases.segments import divide
from kaohe.reason.phrases.wording import says_nothing
from kaohe.reason.plain import read_plainly
from kaohe.reason.text.script import prepare


def parse(text: str, *, sign: int = 0) -> Reading:
    """Read the points of a reason text.

    Total on any string and linear in its length.  ``sign`` is +1 or -1 where the
    column's heading says that its figures add or deduct (加分原因, 扣分原因), else 0: only
    figures without a verb or sign of their own take it.

    >>> reading = parse("迟到，扣0.1分；迟报材料，扣分")
    >>> [(item.reason, getattr(item, "points", None)) for item in reading.items]
    [('迟到', Decimal('-0.1')), ('迟报材料', None)]
    >>> reading.total is None  # what is not said is not guessed
    True
    """
    return (_parse if len(text) <= _LONG else _parse_once)(text, sign)


def _parse(text: str, sign: int) -> Reading:
    return read_plainly(text) or parse_closely(text, sign=sign)


def parse_closely(text: str, *, sign: int = 0) -> Reading:
    """Read ``text`` with the whole grammar."""
    script = prepare(text)
    if says_nothing(script.plain):
        return lay(script)
    phrases = find_phrases(script)
    govern(script.plain, phrases)
    ledger = read_entries(script, divide(script, phrases, sign))
    return lay(
        script,
        ledger.drafts,
        ledger.leftovers,
        discords=[*audit(ledger.checks, ledger.drafts), *recount(script.plain, ledger.drafts)],
        exclusive=find_alternatives(script.plain, ledger.drafts),
    )


#: Longer texts, of which a table has few, are remembered with what was read of them, so many at most: a workbook that is
#: made of another is computed two and three times, and many cells may hold one text.
_LONG, _REMEMBERED = 1000, 256
_parse_once = lru_cache(_REMEMBERED)(_parse)
