"""The form (上报表): what the office signs, before anything is said of Word, PDF or Excel."""

from kaohe.reports.form.columns import COLUMNS, HEADINGS
from kaohe.reports.form.labels import Words, default_texts, words_from
from kaohe.reports.form.make import make_form
from kaohe.reports.form.model import Band, Entry, Form, Line

__all__ = ["COLUMNS", "HEADINGS", "Band", "Entry", "Form", "Line", "Words", "default_texts", "make_form", "words_from"]
