"""The form (上报表): what the office signs, before anything is said of Word, PDF or Excel."""

from kaohe.form.make import make_form
from kaohe.form.model import Band, Entry, Form, Line
from kaohe.form.words import HEADINGS, Words

__all__ = ["HEADINGS", "Band", "Entry", "Form", "Line", "Words", "make_form"]
