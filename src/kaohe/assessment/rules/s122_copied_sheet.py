"""S122: copied sheet."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Applicability, Fix, Severity
from kaohe.core.table import Gap, GapKind


@words("S122", Severity.WARNING, GapKind.COPIED_SHEET)
def copied_sheet(gap: Gap) -> Worded:
    """工作表像是另一张表的副本或汇总

    这张工作表的单位和内容在别的工作表里已经有了。为了不重复计算，没有读这一张；个别单位不同的，提示里写明是哪几个。

    改法：确实要读这一张，就采用建议；用不着的副本请删除。

    反例：
        〔一组〕
        被考核单位 | 扣分原因 | 考核得分
        甲镇 | 迟到，扣0.1分 |
        乙镇 | 无 |
        丙镇 | 早退，扣0.2分 |
        〔汇总〕
        被考核单位 | 扣分原因 | 考核得分
        甲镇 | 迟到，扣0.1分 |
        乙镇 | 无 |
        丙镇 | 早退，扣0.2分 |

    正例：
        〔1月〕
        被考核单位 | 扣分原因 | 考核得分
        甲镇 | 迟到，扣0.1分 |
        乙镇 | 无 |
        丙镇 | 早退，扣0.2分 |
        〔2月〕
        被考核单位 | 扣分原因 | 考核得分
        甲镇 | 无 |
        乙镇 | 缺席，扣0.5分 |
        丙镇 | 迟到，扣0.3分 |
    """
    sheet, other, units = gap.values
    but = f"；{units}的内容不同，请先核对以哪张为准" if units else ""
    fix = Fix(f"也读{quote(sheet)}", (), Applicability.SUGGESTED, gap.answer)
    return Worded(
        f"工作表{quote(sheet)}的单位和内容与{quote(other)}重复，未读取，以免重复计算{but}。确需读取的，请在“读表说明”中确认；不用的副本，请删除。",
        fix,
    )
