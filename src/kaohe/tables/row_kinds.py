"""What the rows below a header are: units, bands, further lines of a unit, totals, remarks."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from functools import lru_cache

from kaohe.core.cells import CellValue
from kaohe.core.patterns import compile_on_use
from kaohe.core.text import fold, once

#: A category's name is short; anything longer in a row of its own is text.
LONGEST_BAND = 30
LONGEST_NUMBERING = 8

_TOTAL = compile_on_use(
    r"^.{0,12}?(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|平\s*均(?:\s*分|值|得分|数)?|均\s*分|最高分?|最低分?|汇\s*总|总\s*[分评和]|总得分|均值|中位数|满\s*分|标准分|权\s*重|合格率|优秀率|达标率)(?:[(:].*)?$"
)
_TOTAL_HINT = compile_on_use("[计均高低总满标权率中]")
#: 签字 and 盖章 may stand anywhere in a line to sign, but 签字乡 and 盖章村 are units.
_SIGN_OFF = compile_on_use(
    r"(?:签字|签名|签章|盖章|公章)(?![\u4e00-\u9fff]{0,8}(?:[镇乡村局委办站所院]|街道|社区|办事处|公司|[小中]?学校?|中心)$)|(?:填表|填报|制表|审核|审批|审定|复核|经办|负责|联系|报送|打印|单位|领导|人|意见|日\s*期|时间|电话)[^:]{0,6}:|"
    r"^[\d_\s]*年[\d_\s]*月[\d_\s]*日?$|^第\s*\d+\s*页|^共\s*\d+\s*页"
)
#: What every one of these holds, and few other texts do.
_SIGN_OFF_HINT = compile_on_use("[签章:年页]")
_REMARK = compile_on_use(
    r"^[(\[]?(?:备\s*注|附\s*注|注|说\s*明|填表说明|附\s*件?)\s*[\d一二三四五六七八九]*\s*[)\]]?\s*[:.、,]|"
    r"^(?:备\s*注|附\s*注|说\s*明|填表说明|附\s*件)\s|^[注附]\s+\S{4}|^(?:备注|注|说明)$|^[*※]|^[(\[]?以下(?:空白|无正文)"
)
#: What stands in the column of units of a line to sign, or of remarks, when its colon was left out.
_NO_UNIT = frozenset(
    {
        "备注",
        "说明",
        "注",
        "审核人",
        "制表人",
        "填表人",
        "复核人",
        "经办人",
        "负责人",
        "审核",
        "制表",
        "复核",
        "签字",
        "盖章",
        "填表",
        "附注",
        "评语",
    }
)
#: What a table says where it goes on over a page, and where it ends.
_TURNED = compile_on_use(
    r"[\W_]*(?:续\s*表?|[接续][上前]\s*[页表]|[转接见]下\s*[页表]|以下\s*(?:空白|无正文)|以上\s*共?\s*\d+\s*[个家所]?\s*(?:单位|部门)?)[\W_\d]*"
)
#: A note (附：本表由…) says what it says in the same line.
_APPENDED = compile_on_use(
    r"附\s*(?:[件表录]\s*\d{0,2}\s*[:.、]?|:)\s*[^,;。]{2,14}(?:榜|名单|清单|表|情况|一览|名册|明细|通报)?$"
)
_PAGE_NUMBER = compile_on_use(r"(?:数据校验码：[A-Z\d-]+)?[\s\d第共页，,、/—-]*")
_TITLE = compile_on_use(r"(?:表|表格|情况|结果|汇总|台账|清单|通报|考核|考评|单位\s*:\s*分)\s*(?:\(.*\))?$")
_SENTENCE = compile_on_use(r"[。；;]|.{4,}[,，].{4,}")
_REASON = compile_on_use(r"[加扣减奖].{0,6}\d|\d\s*分|[,;]|扣|未|不")
_FEWEST_COLUMNS, _LONGEST_NAME = 3, 2
#: What columns of texts are called in the row that numbers the columns, and what units may be called.
STEMS = frozenset("甲乙丙丁戊")
_COLUMN_NAMES = STEMS | {"栏次", "行次"}
_COUNTS = compile_on_use(r"\d")
_SAYS_MORE = compile_on_use(r"(?![第号序项户])[\u4e00-\u9fff]")
_GROUP = compile_on_use(r"(?:单位|部门|镇|街道?|乡|村|社区|类|组|学校|院校|企业|公司|医院|机关|系统|园区|[局委办])\)?$")
#: Words that only categories are made of; no unit is called just 县直部门 or 乡镇（街道）.
_CLASS = compile_on_use(
    r"(?:[省市区县州乡镇村]|中央|直|属|级|驻|各|类|党政|党群|政法|群团|经济|事业|国有|重点|一般|综合|[和及与、/()])*"
    r"(?:乡镇|镇乡|镇街道?|镇[(、/]街道|街道[(、/]?[乡镇]|部门|单位|机关|系统|企业|国企|学校|医院|类)\)?"
    r"|(?:第?[一二三四五六七八九十]|[甲乙丙丁a-eA-E])[类组]"
)
#: No text is a number that begins otherwise, and most cells that are asked for hold a sentence.
_BEGINS = compile_on_use(r"[\s\d+-]")
_NUMBER = compile_on_use(r"^[+-]?\d{1,15}(?:\.\d{1,15})?$")
#: 一类, 二组, 三江镇 and 九  镇 start with a numeral, but only a mark behind it makes it one of a list.
_LIST_MARK = compile_on_use(
    r"^\s*(?:[(][一二三四五六七八九十\d]+[)]\s*[、.,:]?|[一二三四五六七八九十]+\s*[、.,:)]|第[一二三四五六七八九十]+[类组]\s*[、.,:])\s*(?=\S)"
)
_CHINESE_NUMERAL = compile_on_use(r"^[(]?[一二三四五六七八九十]+[)]?[、.]?$")
_CONTINUED = compile_on_use(r"\s*[(](?:续|续表|接上页|共?\d+[个家所](?:单位)?)[)]\s*$")


def is_number(value: CellValue) -> bool:
    """Say whether a cell holds a number, or digits typed as text."""
    if isinstance(value, str):
        first = fold(value[:1])
        return bool(_BEGINS.match(first) and _COUNTS.search(value) and _NUMBER.match(fold(value).strip()))
    return isinstance(value, Decimal)


def is_numbering(value: CellValue) -> bool:
    """Say whether a cell in the column of numbers counts a unit: 7, 7., （7）, A7 or ⑦; 乡镇（12个） is none."""
    if isinstance(value, str):
        folded = fold(value)
        return len(value) <= LONGEST_NUMBERING and bool(_COUNTS.search(folded)) and not _SAYS_MORE.search(folded)
    return isinstance(value, Decimal)


def are_column_numbers(values: Collection[CellValue]) -> bool:
    """Say whether a row only numbers the columns, as below the headings of official forms: 栏次 甲 1 2 3."""
    for value in values:
        if type(value) is str and len(value) > _LONGEST_NAME:
            return False
    numbers = [int(value) for value in values if isinstance(value, Decimal) and value == int(value)]
    texts = [fold(value).strip() for value in values if isinstance(value, str)]
    in_order = numbers == list(range(1, len(numbers) + 1))
    return in_order and len(numbers) >= _FEWEST_COLUMNS and all(text in _COLUMN_NAMES for text in texts)


def is_total(text: str) -> bool:
    """Say whether a text heads a row of totals or averages (合计, 平均分, 镇街小计)."""
    # Most names have none of these characters, and there are 100,000 of them.
    return len(text) <= LONGEST_BAND and bool(_TOTAL_HINT.search(text) and _TOTAL.match(fold(text).strip()))


@once
def is_remark(text: str) -> bool:
    """Say whether a text is a remark on the table or a line to sign (备注：…, 填表人：…)."""
    folded = fold(text).strip()
    signed = _SIGN_OFF_HINT.search(folded) and _SIGN_OFF.search(folded)
    return bool(_REMARK.match(folded) or signed or _TURNED.fullmatch(folded))


@once
def names_no_unit(text: str) -> bool:
    """Say whether a text in the column of units is a remark or a line to sign, whatever else stands in its row."""
    folded = fold(text)
    named = "".join(folded.split()).rstrip(":") in _NO_UNIT
    return named or bool(_REMARK.match(folded.strip())) or (":" in folded and is_remark(text))


@once
def is_bracketed(text: str) -> bool:
    """Say whether a whole text stands in brackets: （以下由张三核对）, which names no category."""
    folded = fold(text).strip()
    return folded.startswith(("(", "[")) and folded.endswith((")", "]")) and not _LIST_MARK.match(folded)


def heads_list(text: str) -> bool:
    """Say whether a line heads a list that is put below a table: 附：红黑榜, 附表1 联系人."""
    return len(text) <= LONGEST_BAND and bool(_APPENDED.match(fold(text).strip()))


@once
def is_turn(text: str) -> bool:
    """Say whether a text only says that the table goes on, or ends: （续表）, 接上页, 以上共2个单位."""
    return bool(_TURNED.fullmatch(fold(text).strip()))


@once
def is_aside(text: str) -> bool:
    """Say the same of a text that may as well be a reason, which is not to be lost: 审核发现：迟报，扣0.1分."""
    return bool(_REMARK.match(fold(text).strip())) or (is_remark(text) and not reads_like_reason(text))


def is_page_number(text: str) -> bool:
    """Say whether a page's header or footer only counts pages, after the code of an earlier form perhaps."""
    return bool(_PAGE_NUMBER.fullmatch(text))


def is_title(text: str) -> bool:
    """Say whether a line above a header is the table's title (…考核情况表) rather than a category's name."""
    return bool(_TITLE.search(fold(text).strip()))


def is_chinese_numeral(value: CellValue) -> bool:
    """Say whether a cell in the column of numbers numbers a band (一, （二）)."""
    return isinstance(value, str) and bool(_CHINESE_NUMERAL.match(fold(value).strip()))


@once
def is_marked(text: str) -> bool:
    """Say whether a text starts like a heading in a list (一、镇（街道）), or ends like one."""
    folded = fold(text).strip()
    return bool(_LIST_MARK.match(folded)) or folded.endswith(":")


@once
def could_be_band(text: str) -> bool:
    """Say whether a text alone in its row can be a category's name."""
    folded = fold(text).strip()
    return 0 < len(folded) <= LONGEST_BAND and not is_number(text) and not _SENTENCE.search(folded)


@once
def reads_like_reason(text: str) -> bool:
    """Say whether a text has what reasons have: points, clauses, a denial."""
    return bool(_REASON.search(fold(text)))


@once
def names_group(text: str) -> bool:
    """Say whether a text alone in the column of reasons names a category, and is no reason of the unit above."""
    folded = fold(text).strip()
    named = bool(_GROUP.search(folded)) or is_marked(text)
    return named and could_be_band(text) and not reads_like_reason(text)


def names_class(text: str) -> bool:
    """Say whether a text can only be the name of a category, whatever stands around it: 乡镇, 县直部门."""
    return len(text) <= LONGEST_BAND and bool(_CLASS.fullmatch(fold(text).strip()))


@lru_cache(maxsize=4096)
def band_name(text: str) -> str:
    """Return a category's name as a band shows it, without list mark, line ends, colon, （续） and （12个）."""
    name = re.sub(r"\s*[\r\n]+\s*", "", text).strip()
    folded = fold(name)
    end = len(_CONTINUED.sub("", folded).rstrip(" :"))
    mark = _LIST_MARK.match(folded[:end])
    return name[mark.end() if mark and mark.end() < end else 0 : end] or name
