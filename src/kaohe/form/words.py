"""What stands on the form besides the data: title, lines to sign, headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kaohe.schema import Field

#: The five columns, left to right.
HEADINGS: tuple[str, ...] = (Field.NUMBER, Field.UNIT, Field.REASONS, Field.SCORE, Field.RANK)

#: Room to write the year before the first character of the date.
_DATE = "　　　　年　　　月　　　日"


@dataclass(frozen=True, slots=True)
class Words:
    """The texts that an office sets for itself; the defaults are those of the real form.

    ``title`` stands above everything; blank, as in the real form, it takes no room.  ``sign_off`` are
    the lines to sign: what stands at the left, and what stands in the middle of the page.
    """

    title: str = ""
    sign_off: tuple[tuple[str, str], ...] = (
        ("区委分管领导审核意见：", "区政府分管领导审核意见："),
        ("考核实施单位（盖章）：", "单位负责人签字："),
        ("考核经办人签字：", _DATE),
    )


#: How many units without a result are named before the rest is only counted.
_MOST_NAMED = 10


def open_remark(units: Sequence[str]) -> str:
    """Return the remark below the table on the units that have no score or no rank; empty where all have both."""
    if not units:
        return ""
    named = "、".join(unit or "（未写单位）" for unit in units[:_MOST_NAMED])
    count = f"等{len(units)}个单位" if len(units) > _MOST_NAMED else ""
    return f"注：{named}{count}的得分或名次尚未确定，表中留空。"
