"""Every worksheet function: its signature and the words of Excel's function wizard.

What computes them is imported when a cell first asks: Excel starts the function server while the user
waits.
"""

from __future__ import annotations

from importlib import import_module

from kaohe.excel.functions.model import Argument, Result, WorksheetFunction

#: The group in the wizard.
CATEGORY = "考核"

#: Excel cuts the wizard's words there.
LONGEST_HELP = 255

_REASONS = "加扣分原因的单元格，或整列。文字如“未及时到村，扣0.1分；被通报，扣0.2分”；空单元格和“无”都不加不扣。"
_BASE = "基准分，省略时为100。"
_CATALOGUE = "标准目录：整个目录连同标题行，或“标准表述、分值”两列（扣分写成 -0.1 或“扣0.1”）。省略时用自带的标准目录。"


def score_unit(reasons: Argument, base: Argument = None) -> Result:
    """See :func:`kaohe.excel.functions.points.score_unit`."""
    return _compute("points.score_unit", reasons, base)


def rank_unit(
    score: Argument = None,
    scores: Argument = None,
    category: Argument = None,
    categories: Argument = None,
    method: Argument = None,
) -> Result:
    """See :func:`kaohe.excel.functions.ranks.rank_unit`."""
    return _compute("ranks.rank_unit", score, scores, category, categories, method)


def rank_rows(
    sheet: Argument, categories: Argument = None, method: Argument = None, answers: Argument = None
) -> Result:
    """See :func:`kaohe.excel.functions.ranks.rank_rows`; not for cells, but for ``=RANK_UNIT()``."""
    return _compute("ranks.rank_rows", sheet, categories, method, answers)


def check_reason(reasons: Argument, catalogue: Argument = None, score: Argument = None) -> Result:
    """See :func:`kaohe.excel.functions.checking.check_reason`."""
    return _compute("checking.check_reason", reasons, catalogue, score)


def standard_reason(reasons: Argument, catalogue: Argument = None) -> Result:
    """See :func:`kaohe.excel.functions.checking.standard_reason`."""
    return _compute("checking.standard_reason", reasons, catalogue)


def split_reasons(reasons: Argument) -> Result:
    """See :func:`kaohe.excel.functions.points.split_reasons`."""
    return _compute("points.split_reasons", reasons)


def deducted_points(reasons: Argument) -> Result:
    """See :func:`kaohe.excel.functions.points.deducted_points`."""
    return _compute("points.deducted_points", reasons)


def added_points(reasons: Argument) -> Result:
    """See :func:`kaohe.excel.functions.points.added_points`."""
    return _compute("points.added_points", reasons)


def explain_score(reasons: Argument, base: Argument = None) -> Result:
    """See :func:`kaohe.excel.functions.points.explain_score`."""
    return _compute("points.explain_score", reasons, base)


def _compute(path: str, *arguments: Argument) -> Result:
    module, _, name = path.partition(".")
    result: Result = getattr(import_module(f"kaohe.excel.functions.{module}"), name)(*arguments)
    return result


FUNCTIONS: tuple[WorksheetFunction, ...] = (
    WorksheetFunction(
        "SCORE_UNIT",
        score_unit,
        "按加扣分原因计算得分：基准分加上加分、减去扣分，最低0分。有的条目没有写明分值时为 #N/A。给出整列时一次算出整列。",
        {"reasons": _REASONS, "base": _BASE},
    ),
    WorksheetFunction(
        "RANK_UNIT",
        rank_unit,
        "同类别内的名次，得分高的在前，并列后名次不跳号（1,2,2,3）。括号内什么都不写时，指考核表中本行的单位。给出整列得分时一次算出整列。",
        {
            "score": "要排名的得分：一个单元格，或整列。空单元格为 #N/A。",
            "scores": "参加排名的全部得分。空单元格、文字和错误值不参加排名。",
            "category": "本单位的类别；省略时全部单位一起排名。",
            "categories": "全部单位的类别，与全部得分同样大小。",
            "method": "dense：1,2,2,3（省略时）；competition：1,2,2,4。也可以引用参数设置中的“并列名次排法”。",
        },
        row_form=True,
    ),
    WorksheetFunction(
        "CHECK_REASON",
        check_reason,
        "核对加扣分原因：没有问题时为“无误”，否则用一行文字说明每处问题和怎样改。",
        {
            "reasons": _REASONS,
            "catalogue": _CATALOGUE,
            "score": "人工填写的得分，用来与计算结果核对；省略或空着时不核对。",
        },
    ),
    WorksheetFunction(
        "STANDARD_REASON",
        standard_reason,
        "把能确认的条目换成标准目录中的标准表述，其余文字和全部分值原样保留。",
        {"reasons": _REASONS, "catalogue": _CATALOGUE},
    ),
    WorksheetFunction(
        "SPLIT_REASONS",
        split_reasons,
        "把加扣分原因拆成两列：原因、分值（扣分为负数）。没有写明分值的条目，分值为 #N/A。",
        {"reasons": _REASONS},
    ),
    WorksheetFunction(
        "DEDUCTED_POINTS",
        deducted_points,
        "扣分合计（正数）。有的条目没有写明分值时为 #N/A。",
        {"reasons": _REASONS},
    ),
    WorksheetFunction(
        "ADDED_POINTS",
        added_points,
        "加分合计。有的条目没有写明分值时为 #N/A。",
        {"reasons": _REASONS},
    ),
    WorksheetFunction(
        "EXPLAIN_SCORE",
        explain_score,
        "得分的算式，如 100−0.1−0.2=99.7。有的条目没有写明分值时为 #N/A。",
        {"reasons": _REASONS, "base": _BASE},
    ),
)
