"""What a person decided on a draft, as rows of a catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from kaohe.core.cells import CellRef, CellValue
from kaohe.core.letters import letters
from kaohe.core.records import NamedTuple, dataclass, replace
from kaohe.core.table import CatalogueRow
from kaohe.reports.drafting.rows import DROP, MERGE


class Decision(NamedTuple):
    """A row of 目录整理 as a person left it; ``into`` is the code that it is merged into."""

    where: CellRef
    verdict: str
    into: str
    code: str
    wording: str
    sign: CellValue
    points: CellValue
    aliases: str


@dataclass(frozen=True, slots=True)
class Decided:
    """The catalogue that was decided on; ``unclear`` are rows with a decision that can't be carried out."""

    rows: tuple[CatalogueRow, ...]
    dropped: tuple[str, ...]
    unclear: tuple[tuple[CellRef, str], ...] = ()


def decide(decisions: Sequence[Decision]) -> Decided:
    """Return the catalogue of all rows that are kept, with the wordings of those that are merged into them."""
    kept = {each.code: each for each in decisions if each.verdict not in (DROP, MERGE) and not each.into}
    aliases: dict[str, list[str]] = {code: _aliases(each) for code, each in kept.items()}
    unclear: list[tuple[CellRef, str]] = []
    for each in decisions:
        if each.verdict == DROP or (each.code in kept and each is kept[each.code]):
            continue
        if each.code in kept:
            unclear.append((each.where, f"编号“{each.code}”用了两次"))
            continue
        target = _target(each, {one.code: one for one in decisions})
        if target not in kept:
            unclear.append((each.where, f"要并入的“{each.into or '（没有选）'}”不是一条保留的条目"))
            continue
        aliases[target] += [each.wording, *_aliases(each)]
    dropped = tuple(each.code for each in decisions if each.verdict == DROP)
    return Decided(tuple(_row(each, aliases[each.code]) for each in kept.values()), dropped, tuple(unclear))


def _target(decision: Decision, by_code: dict[str, Decision]) -> str:
    """Follow a merge to the row that stays; a circle leads nowhere."""
    seen = {decision.code}
    into = decision.into
    while into in by_code and by_code[into].into and into not in seen:
        seen.add(into)
        into = by_code[into].into
    return "" if into in seen else into


def _aliases(decision: Decision) -> list[str]:
    return [alias for alias in decision.aliases.split("|") if alias.strip()]


def _row(decision: Decision, aliases: Sequence[str]) -> CatalogueRow:
    unique = {
        letters(alias): alias for alias in reversed(aliases) if letters(alias) not in ("", letters(decision.wording))
    }
    row = CatalogueRow(None, decision.code, decision.wording, decision.sign, decision.points)
    return replace(row, aliases="|".join(reversed(unique.values())) or None)
