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
    SOURCE = "来源"
    REMARK = "备注"
    TIE = "并列依据"


#: Columns that Kaohe computes in its own template; nothing else may appear in a plan.
COMPUTED = (Field.ADDED, Field.DEDUCTED, Field.SCORE, Field.RANK, Field.CHECK)

#: Words under a merged heading (加分 over 原因 and 分值) that say what its sub-columns hold.
REASON_WORDS = ("原因", "事由", "事项", "情况", "具体情况", "说明", "依据", "理由", "内容", "明细", "项目", "原因及分值", "具体原因")  # fmt: skip
POINTS_WORDS = ("分值", "分数", "分", "得分", "小计", "合计", "数值", "值")


class Sheet(StrEnum):
    """Sheets of the template, and those that Kaohe writes about a table."""

    DATA = "考核数据"
    CATALOGUE = "标准目录"
    CATEGORIES = "类别设置"
    SETTINGS = "参数设置"
    FINDINGS = "核对结果"
    GUIDE = "使用说明"
    COMPARISON = "与上一版比较"
    MERGER = "汇总情况"
    FORM = "上报表"
    STATISTICS = "统计"
    IMPORT = "导入情况"
    DRAFT = "目录整理"
    RANKING = "排名榜"
    ROSTER = "单位名册"
    READING = "读表说明"


class Mark(StrEnum):
    """Hidden names by which Kaohe knows its own sheets again, whatever they are called by then."""

    FINDINGS = "_kaohe_findings"
    FORM = "_kaohe_form"
    FORM_CODE = "_kaohe_form_code"
    STATISTICS = "_kaohe_statistics"
    COMPARISON = "_kaohe_comparison"
    DRAFT = "_kaohe_draft"
    CATALOGUE = "_kaohe_catalogue"
    RANKING = "_kaohe_ranking"
    READING = "_kaohe_reading"
    RANKING_TITLE = "_kaohe_ranking_title"
    STATISTICS_TITLE = "_kaohe_statistics_title"
    CHANGES = "_kaohe_changes"


#: Kaohe's sheets about a table that are no tables themselves, the findings apart: they are made when asked for.
PAGES = (Mark.FORM, Mark.STATISTICS, Mark.COMPARISON, Mark.RANKING, Mark.DRAFT, Mark.READING)


#: The headings of 核对结果, by which a copy of it is known that has lost the hidden name.
FINDINGS_HEADINGS = ("级别", "编号", "工作表", "单元格", "被考核单位", "提示", "建议")


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


class RosterField(StrEnum):
    """Columns of the roster of units."""

    NAME = "单位名称"
    CATEGORY = "类别"
    ALIAS = "别名"
    SAME = "是否同一单位"


#: The template's hidden column of what equal scores are told apart by, see :func:`kaohe.core.ties.tie_key`.
TIE_KEY = "并列顺序"

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
    "grades": "kaohe_grades",
    "grade_rounding": "kaohe_grade_rounding",
    "grade_ties": "kaohe_grade_ties",
    "ranking_columns": "kaohe_ranking_columns",
    "stated": "kaohe_stated",
    "ties": "kaohe_ties",
}

#: Named cells of the same sheet that hold what stands on papers besides the data: the form's title and lines to sign, the notices' words.
FORM_NAMES: dict[str, str] = {
    "title": "kaohe_title",
    "left_1": "kaohe_sign_1",
    "right_1": "kaohe_sign_2",
    "left_2": "kaohe_sign_3",
    "right_2": "kaohe_sign_4",
    "left_3": "kaohe_sign_5",
    "right_3": "kaohe_sign_6",
    "office": "kaohe_office",
    "notice_date": "kaohe_notice_date",
    "notice_deadline": "kaohe_notice_deadline",
    "notice_rank": "kaohe_notice_rank",
}
FORM_LABELS: dict[str, str] = {
    "title": "上报表标题",
    "left_1": "签字栏第一行左",
    "right_1": "签字栏第一行右",
    "left_2": "签字栏第二行左",
    "right_2": "签字栏第二行右",
    "left_3": "签字栏第三行左",
    "right_3": "签字栏第三行右",
    "office": "考核单位",
    "notice_date": "反馈单日期",
    "notice_deadline": "申诉截止日期",
    "notice_rank": "反馈单名次",
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
    "grades": "等次",
    "grade_rounding": "等次名额取整",
    "grade_ties": "名额边上的并列",
    "ranking_columns": "排名榜栏目",
    "stated": "与原得分、原名次对照",
    "ties": "得分相同时",
}

#: How the comments begin that Kaohe puts on cells, by which it knows them again.
OWN_NOTE = "【考核核对】"
