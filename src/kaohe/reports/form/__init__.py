"""The form (上报表): what the office signs, before anything is said of Word, PDF or Excel."""

from kaohe.reports.form.columns import COLUMNS, HEADINGS
from kaohe.reports.form.labels import NO_TITLE, FormTexts, default_texts, untitled, words_from
from kaohe.reports.form.make import make_form
from kaohe.reports.form.model import Band, Form, FormLine, FormUnit

__all__ = [
    "COLUMNS",
    "HEADINGS",
    "NO_TITLE",
    "Band",
    "Form",
    "FormLine",
    "FormTexts",
    "FormUnit",
    "default_texts",
    "make_form",
    "untitled",
    "words_from",
]
