"""The guide and the page for who installs, as HTML files that open in any browser without a network."""

from __future__ import annotations

import re
from base64 import b64encode
from importlib.resources import files

from kaohe.files.guide import guide_text

_PICTURE = re.compile(r'src="(pictures/\w+\.png)"')
_PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 16px/1.8 "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; max-width: 52em; margin: 2em auto; padding: 0 1em; color: #222 }}
h1, h2 {{ color: #1F3864 }} h2 {{ border-bottom: 2px solid #1F3864; margin-top: 2em }}
strong {{ color: #1F4E79 }} img {{ max-width: 100%; border: 1px solid #BFBFBF }} ul {{ padding-left: 1.2em }}
@media print {{ body {{ font-size: 11px; margin: 0 }} img {{ max-height: 9cm; width: auto }} }}
</style></head><body>
{body}</body></html>
"""


def html_page(name: str) -> bytes:
    """Return a Markdown file of the guide as one HTML file, its pictures inside."""
    from markdown_it import MarkdownIt

    text = guide_text(name)
    body = _PICTURE.sub(lambda found: f'src="{_inlined(found[1])}"', MarkdownIt().render(text))
    title = text.partition("\n")[0].removeprefix("# ")
    return _PAGE.format(title=title, body=body).encode()


def _inlined(path: str) -> str:
    return f"data:image/png;base64,{b64encode((files('kaohe.files.guide') / path).read_bytes()).decode()}"
