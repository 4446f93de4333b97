"""What is said of Word documents that notices are to be made from."""

from __future__ import annotations

NO_DOCUMENT = "“{name}”不是 Word 文档（.docx）。请在 Word 中另存为 .docx 后再试。"
UNKNOWN_FIELD = "“{name}”里的“{{{{{field}}}}}”不是可用的字段。请改为其中之一：{known}。"
NO_FIELD = "“{name}”里没有字段，每个单位的反馈单会一模一样。请在要填单位名称的地方写上“{{{{单位}}}}”。"
MARGIN_FIELD = "“{name}”的页眉或页脚里有“{{{{{field}}}}}”，它在每个单位不同。请把它移到正文里。"
