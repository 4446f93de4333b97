"""The one place that knows what columns, sheets and settings are called."""

from __future__ import annotations

from enum import StrEnum


class Field(StrEnum):
    """A column of the assessment table; the value is its heading in the template."""

    NUMBER = "序号"
    UNIT = "被考核单位"
    CATEGORY = "类别"
    REASONS = "加扣分原因及分值"
    ADDED = "加分"
    DEDUCTED = "扣分"
    SCORE = "考核得分"
    RANK = "名次"
    CHECK = "核对"
    STATED_SCORE = "原得分"
    STATED_RANK = "原名次"


#: Columns that Kaohe computes in its own template; nothing else may appear in a plan.
COMPUTED = (Field.ADDED, Field.DEDUCTED, Field.SCORE, Field.RANK, Field.CHECK)

#: Headings seen in offices, folded (see :func:`kaohe.text.fold`) and without blanks or bracketed remarks.
SYNONYMS: dict[Field, tuple[str, ...]] = {
    Field.NUMBER: ("序号", "编号", "no", "no."),
    Field.UNIT: ("被考核单位", "单位", "单位名称", "考核单位", "考核对象", "被考核对象", "部门", "乡镇", "镇街", "责任单位"),
    Field.CATEGORY: ("类别", "单位类别", "类型", "单位类型", "组别", "分组", "考核类别"),
    Field.REASONS: (
        "加扣分原因及分值", "加扣分原因", "加减分原因及分值", "加减分原因", "扣分原因及分值", "扣分原因", "加分原因及分值",
        "加分原因", "扣分情况", "加分情况", "加扣分情况", "加扣分事由", "扣分事由", "加分事由", "扣分事项", "加分事项", "加扣分事项",
        "扣分说明", "加扣分说明", "原因及分值",
    ),
    Field.ADDED: ("加分", "加分值", "加分合计", "奖励分", "奖分"),
    Field.DEDUCTED: ("扣分", "扣分值", "扣分合计", "减分"),
    Field.SCORE: ("考核得分", "得分", "最终得分", "总分", "总得分", "考核分", "综合得分", "考核总分"),
    Field.RANK: ("名次", "排名", "位次", "排序", "考核名次"),
    Field.CHECK: ("核对", "核对结果"),
    Field.STATED_SCORE: ("原得分",),
    Field.STATED_RANK: ("原名次",),
}  # fmt: skip


class Sheet(StrEnum):
    """Sheets of the template, and the one that Kaohe adds to an office's workbook."""

    DATA = "考核数据"
    CATALOGUE = "标准目录"
    CATEGORIES = "类别设置"
    SETTINGS = "参数设置"
    FINDINGS = "核对结果"
    GUIDE = "使用说明"


class CatalogueField(StrEnum):
    """Columns of the standard reason catalogue."""

    CODE = "编号"
    WORDING = "标准表述"
    SIGN = "加扣"
    POINTS = "分值"
    ALIASES = "别名"
    REMARK = "备注"


class CategoryField(StrEnum):
    """Columns of the table of categories; the template's data table repeats the rank group of each unit."""

    CATEGORY = "类别"
    RANK_GROUP = "排名组"
    REMARK = "说明"


#: Excel Tables of the template (ASCII, as VBA must be able to name them).
DATA_TABLE = "kaohe_units"
CATALOGUE_TABLE = "kaohe_catalogue"
CATEGORIES_TABLE = "kaohe_categories"

#: Named cells of the sheet 参数设置.
SETTING_NAMES: dict[str, str] = {
    "base": "kaohe_base",
    "decimals": "kaohe_decimals",
    "bonus_cap": "kaohe_bonus_cap",
    "deduction_cap": "kaohe_deduction_cap",
    "lowest": "kaohe_lowest",
    "highest": "kaohe_highest",
    "method": "kaohe_method",
}

#: What the sheet 参数设置 calls each setting.
SETTING_LABELS: dict[str, str] = {
    "base": "基准分",
    "decimals": "得分小数位数",
    "bonus_cap": "加分合计上限",
    "deduction_cap": "扣分合计上限",
    "lowest": "最低得分",
    "highest": "最高得分",
    "method": "并列名次排法",
}
