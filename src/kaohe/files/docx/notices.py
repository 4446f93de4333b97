"""Notices to units (反馈单) as Word documents, from a text that the office edits in Word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from kaohe.core.problem import FileProblem
from kaohe.files.disk.source import read_file
from kaohe.files.docx import messages
from kaohe.files.docx.filling import DocumentTemplate
from kaohe.files.docx.layout import a4, cell, heading_row, row, table
from kaohe.files.docx.markup import element, field, paragraph, root, run, tab, tab_stop, twips
from kaohe.files.docx.package import packed
from kaohe.reports.notices import COMMON, ItemField, Notice, NoticeField
from kaohe.reports.replies import ChangeField, ReplyField

#: A4 upright, and the three columns of the items, in millimetres.
_WIDTH, _MARGIN = 210, 26
_COLUMNS: dict[str, int] = {ItemField.NUMBER: 16, ItemField.REASON: 112, ItemField.POINTS: 30}
_CHANGE_COLUMNS: dict[str, int] = {ItemField.NUMBER: 16, ChangeField.BEFORE: 71, ChangeField.AFTER: 71}
_TEXTS = frozenset({ItemField.REASON, ChangeField.BEFORE, ChangeField.AFTER})
_OF_UNIT, _OF_ITEM = (*NoticeField, *ReplyField), (*ItemField, *ChangeField)
_KNOWN = (*_OF_UNIT, *_OF_ITEM)


def usual_template() -> bytes:
    """Return the document that notices are made from where the office has none of its own; it can be edited in Word."""
    body = element(
        "body",
        paragraph("FormTitle", run(_said(NoticeField.TITLE))),
        _line("FormText", f"{_said(NoticeField.UNIT)}："),
        _line(
            "NoticeText",
            f"经考核，你单位{_said(NoticeField.RESULT)}。现将加分、扣分情况反馈如下：",
        ),
        _items(_COLUMNS),
        _line(
            "NoticeText",
            f"如有异议，请于{_said(NoticeField.DEADLINE)}前以书面形式提出申诉，并附证明材料；逾期未提出的，视为无异议。",
        ),
        _line("NoticeRight", _said(NoticeField.OFFICE)),
        _line("NoticeRight", _said(NoticeField.DATE)),
        _line("NoticeReceipt", "回　执"),
        _line("NoticeReceiptText", f"{_said(NoticeField.UNIT)}已收到本反馈单。"),
        _line("NoticeText", "签收人：　　　　　　　　　　签收日期：　　　　年　　月　　日"),
        a4(_MARGIN),
    )
    return _document(body)


def usual_reply_template() -> bytes:
    """Return the document that answers to appeals are made from where the office has none of its own."""
    body = element(
        "body",
        paragraph("FormTitle", run(_said(NoticeField.TITLE))),
        _line("FormText", f"{_said(NoticeField.UNIT)}："),
        _line("NoticeText", f"你单位对考核结果提出的申诉收悉。经复核，{_said(ReplyField.VERDICT)}。条目变动情况如下："),
        _items(_CHANGE_COLUMNS),
        _line("NoticeText", "特此答复。"),
        _line("NoticeRight", _said(NoticeField.OFFICE)),
        _line("NoticeRight", _said(NoticeField.DATE)),
        a4(_MARGIN),
    )
    return _document(body)


def _document(body: Element) -> bytes:
    footer = paragraph("FormFooter", tab(), run("— "), field("PAGE"), run(" —"), tabs=tab_stop("center", _middle()))
    return packed(root("document", body), root("ftr", footer))


class NoticeTemplate:
    """The document that notices are made from.

    Raises:
        FileProblem: It is no Word document, holds no field, or one that does not exist.
    """

    def __init__(self, content: bytes, name: str) -> None:
        try:
            self._document = DocumentTemplate(content)
        except ValueError:
            raise FileProblem(messages.NO_DOCUMENT.format(name=name)) from None
        fields, margins = self._document.fields, self._document.margin_fields
        unknown = [each for each in [*fields, *margins] if each not in set(_KNOWN)]
        if unknown:
            known = "、".join(_KNOWN)
            raise FileProblem(messages.UNKNOWN_FIELD.format(name=name, field=unknown[0], known=known))
        if not fields:
            raise FileProblem(messages.NO_FIELD.format(name=name))
        own = [each for each in margins if each not in set(COMMON)]
        if own:
            raise FileProblem(messages.MARGIN_FIELD.format(name=name, field=own[0]))

    @classmethod
    def read(cls, path: Path | None, *, reply: bool = False) -> NoticeTemplate:
        """Read the office's own document; the usual one of notices, or of answers to appeals, where it has none."""
        if path is None:
            return cls(usual_reply_template() if reply else usual_template(), "")
        return cls(read_file(path), path.name)

    def written(self, notices: Sequence[Notice]) -> bytes:
        """Return one document with a page for each notice; the same notices give the same bytes."""
        common = notices[0].fields if notices else {}
        blank, blanks = dict.fromkeys(map(str, _OF_UNIT), ""), dict.fromkeys(map(str, _OF_ITEM), "")
        copies = ((blank | each.fields, [blanks | item for item in each.items]) for each in notices)
        return self._document.filled(copies, common)


def _said(name: str) -> str:
    return f"{{{{{name}}}}}"


def _line(style: str, text: str) -> Element:
    return paragraph(style, run(text))


def _items(columns: Mapping[str, int]) -> Element:
    widths = [*columns.values()]
    cells = [
        cell(width, "FormText" if name in _TEXTS else "FormCentred", _said(name)) for name, width in columns.items()
    ]
    return table(widths, [heading_row(widths, [*columns]), row(cells)])


def _middle() -> int:
    return twips((_WIDTH - 2 * _MARGIN) / 2)
