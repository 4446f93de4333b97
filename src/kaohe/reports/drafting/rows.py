"""A draft as rows: those of the sheet 目录整理, on which a person decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import count

from kaohe.assessment.scoring import plain
from kaohe.core.letters import letters
from kaohe.core.records import NamedTuple
from kaohe.core.table import CatalogueRow
from kaohe.matching.drafting import Proposal

#: The columns of the sheet; the first six are for the person.  The last one is hidden: what is renamed keeps its old
#: wording as an alias.
HEADINGS = (
    "处理", "并入", "编号", "标准表述", "加扣", "分值",
    "次数", "单位数", "其他写法", "分值不同的", "相近的条目", "使用单位", "整理时的表述",
)  # fmt: skip
#: What may be decided about a proposal.  Renaming is typing over the wording.
KEEP, MERGE, DROP = "保留", "并入", "不要"
#: More than this of a list is counted only; no cell takes more than 32,767 characters.
_MOST_WORDINGS, _MOST_NAMES, _MOST_ALIASES = 60, 12, 8_000
_BARS = str.maketrans("|｜\n", "¦¦ ")


class ProposalRow(NamedTuple):
    """One proposal as its row shows it; ``aliases`` are the other wordings, in the form of the catalogue's column."""

    code: str
    wording: str
    sign: str
    points: Decimal | None
    uses: int
    units: int
    aliases: str
    exceptions: str
    near: str
    unit_names: str


def coded(proposals: Sequence[Proposal]) -> list[str]:
    """Return a code for each proposal: that of its entry, or K01, K02 … (扣) and J01 … (加)."""
    taken = {proposal.entry.code for proposal in proposals if proposal.entry}
    numbers = {letter: count(1) for letter in "KJ"}

    def fresh(letter: str) -> str:
        return next(code for number in numbers[letter] if (code := f"{letter}{number:02d}") not in taken)

    return [
        proposal.entry.code if proposal.entry else fresh("J" if proposal.sign > 0 else "K") for proposal in proposals
    ]


def as_lines(proposals: Sequence[Proposal]) -> Iterator[ProposalRow]:
    """Yield the rows of a draft."""
    codes = coded(proposals)
    for code, proposal in zip(codes, proposals, strict=True):
        yield ProposalRow(
            code,
            proposal.wording,
            "加" if proposal.sign > 0 else "扣",
            None if proposal.points is None else abs(proposal.points),
            proposal.uses,
            len(proposal.units),
            _aliases(proposal),
            _exceptions(proposal),
            "；".join(_near(proposals, codes, each.number, opposite=each.opposite) for each in proposal.near),
            _listed(proposal.units),
        )


def as_catalogue(proposals: Sequence[Proposal]) -> tuple[CatalogueRow, ...]:
    """Return a draft as a catalogue, as if a person had kept all of it; its remarks say that nobody has."""
    return tuple(
        CatalogueRow(
            None,
            line.code,
            line.wording,
            line.sign,
            line.points,
            line.aliases or None,
            f"由原因整理，用过{line.uses}次",
        )
        for line in as_lines(proposals)
    )


def _aliases(proposal: Proposal) -> str:
    known = {letters(proposal.wording)}
    found: list[str] = []
    if proposal.entry:
        known |= {letters(alias) for alias in proposal.entry.aliases}
        found += proposal.entry.aliases
    for wording in proposal.wordings[: _MOST_WORDINGS + 1]:
        if letters(wording.text) not in known:
            known.add(letters(wording.text))
            found.append(wording.text.translate(_BARS))
    while sum(map(len, found)) > _MOST_ALIASES:
        found.pop()
    return "|".join(found)


def _exceptions(proposal: Proposal) -> str:
    said = []
    for use in proposal.exceptions[:_MOST_NAMES]:
        word = "加" if use.points and use.points > 0 else "扣"
        said.append(f"{word}{plain(abs(use.points or Decimal(0)))}分：{use.text}（{use.unit or use.where}）")
    more = len(proposal.exceptions) - len(said)
    return "\n".join([*said, *([f"……共{len(proposal.exceptions)}处"] if more > 0 else [])])


def _near(proposals: Sequence[Proposal], codes: Sequence[str], number: int, *, opposite: bool) -> str:
    return f"{codes[number]} {proposals[number].wording}{'（意思相反）' if opposite else ''}"


def _listed(names: Sequence[str]) -> str:
    more = f"等{len(names)}个" if len(names) > _MOST_NAMES else ""
    return "、".join(names[:_MOST_NAMES]) + more
