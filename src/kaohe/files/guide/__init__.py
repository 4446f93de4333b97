"""The guide for staff and the page for who installs: Markdown, the one source of the sheet 使用说明 and of the HTML pages."""

from kaohe.files.guide.reading import GuideLine, Picture, Section, guide_text, read_guide

__all__ = ["GuideLine", "Picture", "Section", "guide_text", "read_guide"]
