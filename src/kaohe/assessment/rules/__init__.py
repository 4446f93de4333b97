"""Rules: the only place where findings are worded; one module a rule, each with its manual page."""

from kaohe.assessment.rules.check import check
from kaohe.assessment.rules.manual import examples, manual_page, registered_codes
from kaohe.assessment.rules.text_check import TextCheck, TextRemark, reading_findings

__all__ = [
    "TextCheck",
    "TextRemark",
    "check",
    "examples",
    "manual_page",
    "reading_findings",
    "registered_codes",
]
