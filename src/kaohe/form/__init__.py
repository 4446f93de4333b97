"""The form (上报表): what the office signs, before anything is said of Word, PDF or Excel."""

from kaohe.form.make import make_form
from kaohe.form.model import Band, Entry, Form, Line
from kaohe.form.words import HEADINGS, Words, default_texts, words_from

__all__ = ["HEADINGS", "Band", "Entry", "Form", "Line", "Words", "default_texts", "make_form", "words_from"]
