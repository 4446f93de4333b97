"""Every worksheet function, declared once: its name, its arguments, the words of Excel's function wizard, what computes it.

From this follow the functions that Excel asks the server for, their VBA, the words of the wizard, and how the
template's formulas call them.
"""

from __future__ import annotations

from collections.abc import Mapping

from kaohe.core.records import dataclass

#: The group in the wizard.
CATEGORY = "考核"

#: Excel cuts the wizard's words there.
LONGEST_HELP = 255

_REASONS = "加扣分原因的单元格，或整列。文字如“未及时到村，扣0.1分；被通报，扣0.2分”；空单元格和“无”都不加不扣。"
_BASE = "基准分，省略时为100。"
_CATALOGUE = "标准目录：整个目录连同标题行，或“标准表述、分值”两列（扣分写成 -0.1 或“扣0.1”）。省略时用自带的标准目录。"


@dataclass(frozen=True, slots=True)
class WorksheetFunction:
    """A function as staff meet it: its name in a cell, and the words of Excel's function wizard.

    ``help`` and each of ``arguments`` (by name, in order) have at most 255 characters, as the wizard cuts
    the rest. The first ``required`` arguments can't be left out. ``does`` is the function of
    ``kaohe.excel.functions`` that computes it, with its module. ``row_form`` says that the function without any
    argument means the row that it stands in.
    """

    name: str
    does: str
    help: str
    arguments: Mapping[str, str]
    required: int = 1
    row_form: bool = False

    def call(self, *arguments: str) -> str:
        """Return a call as a formula writes it, without the sign ``=``.

        Raises:
            TypeError: The function takes more arguments, or fewer.
        """
        if not self.required <= len(arguments) <= len(self.arguments):
            raise TypeError(f"{self.name} takes {self.required} to {len(self.arguments)} arguments")
        return f"{self.name}({','.join(arguments)})"


FUNCTIONS: tuple[WorksheetFunction, ...] = (
    WorksheetFunction(
        "SCORE_UNIT",
        "points.score_unit",
        "按加扣分原因计算得分：基准分加上加分、减去扣分，最低0分。有的条目没有写明分值时为 #N/A。给出整列时一次算出整列。",
        {"reasons": _REASONS, "base": _BASE},
    ),
    WorksheetFunction(
        "RANK_UNIT",
        "ranks.rank_unit",
        "同类别内的名次，得分高的在前，并列后名次不跳号（1,2,2,3）。括号内什么都不写时，指考核表中本行的单位。给出整列得分时一次算出整列。",
        {
            "score": "要排名的得分：一个单元格，或整列。空单元格为 #N/A。",
            "scores": "参加排名的全部得分。空单元格、文字和错误值不参加排名。",
            "category": "本单位的类别；省略时全部单位一起排名。",
            "categories": "全部单位的类别，与全部得分同样大小。",
            "method": "dense：1,2,2,3（省略时）；competition：1,2,2,4。也可以引用参数设置中的“并列名次排法”。",
            "tie": "得分相同时比较的数，大的在前；几个数依次比较时用 | 隔开。省略时名次并列。",
            "ties": "全部单位的这个数，与全部得分同样大小。",
        },
        required=0,
        row_form=True,
    ),
    WorksheetFunction(
        "CHECK_REASON",
        "checking.check_reason",
        "核对加扣分原因：没有问题时为“无误”，否则用一行文字说明每处问题和怎样改。",
        {
            "reasons": _REASONS,
            "catalogue": _CATALOGUE,
            "score": "人工填写的得分，用来与计算结果核对；省略或空着时不核对。",
        },
    ),
    WorksheetFunction(
        "STANDARD_REASON",
        "checking.standard_reason",
        "把能确认的条目换成标准目录中的标准表述，其余文字和全部分值原样保留。",
        {"reasons": _REASONS, "catalogue": _CATALOGUE},
    ),
    WorksheetFunction(
        "SPLIT_REASONS",
        "points.split_reasons",
        "把加扣分原因拆成两列：原因、分值（扣分为负数）。没有写明分值的条目，分值为 #N/A。",
        {"reasons": _REASONS},
    ),
    WorksheetFunction(
        "DEDUCTED_POINTS",
        "points.deducted_points",
        "扣分合计（正数）。有的条目没有写明分值时为 #N/A。",
        {"reasons": _REASONS},
    ),
    WorksheetFunction(
        "ADDED_POINTS",
        "points.added_points",
        "加分合计。有的条目没有写明分值时为 #N/A。",
        {"reasons": _REASONS},
    ),
    WorksheetFunction(
        "EXPLAIN_SCORE",
        "points.explain_score",
        "得分的算式，如 100−0.1−0.2=99.7。有的条目没有写明分值时为 #N/A。",
        {"reasons": _REASONS, "base": _BASE},
    ),
)

BY_NAME = {function.name: function for function in FUNCTIONS}
