"""R608: stated grade differs."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.assessment.figures import shows_nothing
from kaohe.assessment.rules.rule import Remark, searches
from kaohe.assessment.rules.wording import quote
from kaohe.assessment.standing import Assessment, Standing
from kaohe.core.findings import Severity
from kaohe.core.text import fold

#: What grades are called where no setting says so.
_NAMES = frozenset(
    {
        *("优秀", "优", "良好", "良", "较好", "好", "中", "一般", "合格", "称职", "达标", "基本合格", "基本称职"),
        *("较差", "差", "不合格", "不称职", "不达标", "第一等次", "第二等次", "第三等次", "一等", "二等", "三等"),
        *("一类", "二类", "三类", "a", "b", "c", "d", "e", "a级", "b级", "c级", "d级"),
    }
)


@searches("R608", Severity.ERROR)
def stated_grade_differs(standing: Standing, assessment: Assessment) -> Iterator[Remark]:
    """写的等次不对

    “参数设置”里定了等次，写的等次与按设置评出来的不一样。没有定等次的不核对；同组还有单位的得分没定、等次评不出来时不提示。

    改法：改正等次；等次另有规定的，改“参数设置”里的“等次”。

    反例：
        被考核单位 | 加扣分原因及分值 | 考核得分 | 等次
        甲镇 | 无 | | 良好
        乙镇 | 迟到，扣0.1分 | | 良好
        〔参数设置〕
        等次 | 优秀 前50%；良好

    正例：
        被考核单位 | 加扣分原因及分值 | 考核得分 | 等次
        甲镇 | 无 | | 优秀
        乙镇 | 迟到，扣0.1分 | | 良好
        〔参数设置〕
        等次 | 优秀 前50%；良好
    """
    column = standing.table.grades
    if column is None or not assessment.settings.grades:
        return
    said = [None if shows_nothing(value) else str(value).strip() for value in column.values]
    names = _NAMES | {fold(each.name) for each in assessment.settings.grades}
    if any(written is not None and fold(written) not in names for written in said):
        return  # a column that is called so and holds something else: 级别 with 正科, 副科
    for unit, (written, grade) in enumerate(zip(said, standing.grades, strict=True)):
        if written is not None and grade is not None and fold(written) != fold(grade):
            yield Remark(unit, column, f"等次写的是{quote(written)}，按设置应为{quote(grade)}。请改正等次。")
