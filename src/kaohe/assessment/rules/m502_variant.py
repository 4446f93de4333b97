"""M502: wording is a variant of a standard one."""

from __future__ import annotations

from kaohe.assessment.appraisal import Concern, Judgement
from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Applicability, Edit, Fix, Severity
from kaohe.core.letters import letters
from kaohe.matching import compare
from kaohe.matching.catalogue import Entry
from kaohe.matching.comparison import Side

#: More pieces than this are no difference that helps: the whole sentence is said otherwise.
_MOST_PIECES = 2


@words("M502", Severity.WARNING, Concern.VARIANT)
def variant(judgement: Judgement) -> Worded:
    """意思与标准表述相近，措辞不同

    这一条看来就是标准目录里的某一条，只是说法不同。是不是同一条由人决定，不会自动改写。得分照写的分值计算。

    改法：三种出路，选一种，以后不再问。是同一条：采用标准表述，或把这种说法记为目录的别名；不是同一条：标为已核实。

    一种说法定了，所有单元格里的这种说法就都定了。命令行上用 kaohe accept，加载项里用“采用标准表述”“记为别名”“标为已核实”。

    反例：
        暗访发现驻村工作队员未在岗被通报，扣0.2分

    正例：
        暗访发现驻村工作队员未在岗，扣0.2分
        暗访发现驻村工作队员未在岗 ，扣0.2分
        暗访发现驻村工作队员未在岗2人，每人扣0.2分
    """
    entry, reason = judgement.match.entries[0], judgement.item.reason
    fix = None
    if judgement.standard:
        edit = Edit(judgement.wording_span, judgement.standard)
        fix = Fix(f"改为标准表述（{entry.code}）", (edit,), Applicability.SUGGESTED)
    adopts = "采用标准表述或记为别名" if fix else "记为别名"
    return Worded(
        f"{quote(reason)}与标准表述{quote(entry.wording)}（{entry.code}）意思相近{_difference(reason, entry)}。"
        f"是同一条，请{adopts}；不是同一条，请标为已核实。",
        fix,
    )


def _difference(reason: str, entry: Entry) -> str:
    """Say what stands only here and what only there, where that is short."""
    pieces = compare(reason, entry)
    here = [piece.text for piece in pieces if piece.side is Side.REASON and letters(piece.text)]
    there = [piece.text for piece in pieces if piece.side is Side.STANDARD and letters(piece.text)]
    if max(len(here), len(there)) > _MOST_PIECES or sum(map(len, here)) > len(reason) // 2:
        return "，说法不同"
    said = [f"这里多{_quoted(here)}"] if here else []
    said += [f"少{_quoted(there)}" if here else f"这里少{_quoted(there)}"] if there else []
    return f"，{'、'.join(said)}" if said else ""


def _quoted(pieces: list[str]) -> str:
    return "".join(quote(piece.strip("，,、；; ")) for piece in pieces)
