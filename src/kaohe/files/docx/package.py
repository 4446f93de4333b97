"""A Word document as a file: the parts that every document of Kaohe's has, and the two that differ."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from importlib.resources import files
from xml.etree.ElementTree import Element

from kaohe.files.docx.markup import serialised

#: Name in the package → file beside this module.
_FIXED_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_rels.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fontTable.xml",
}
#: By which the document names its footer.
FOOTER_RELATION = "rId4"
_OLDEST = (1980, 1, 1, 0, 0, 0)


def packed(document: Element | Iterable[bytes], footer: Element) -> bytes:
    """Return a .docx file; the same document (as elements, or in pieces of its bytes) and footer give the same bytes."""
    folder = files("kaohe.files.docx") / "parts"
    parts: dict[str, bytes | Iterable[bytes]] = {
        name: (folder / file).read_bytes() for name, file in _FIXED_PARTS.items()
    }
    parts["word/document.xml"] = serialised(document) if isinstance(document, Element) else document
    parts["word/footer1.xml"] = serialised(footer)
    return zipped(parts)


def zipped(parts: Mapping[str, bytes | Iterable[bytes]]) -> bytes:
    """Return a package of these parts, in their order; the same parts give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _OLDEST)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            with archive.open(info, "w") as part:
                part.writelines([content] if isinstance(content, bytes) else content)
    return buffer.getvalue()
