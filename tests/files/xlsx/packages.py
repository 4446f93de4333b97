"""Small packages written by hand, and outcomes, for the tests of the writer."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from kaohe.assessment.outcome import ColumnWrite, Outcome, UnitResult
from kaohe.core.cells import CellRef, CellValue
from kaohe.core.findings import Applicability, Edit, Finding, Fix, Severity, Span
from kaohe.core.schema import Field

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SHEET_PART = "xl/worksheets/sheet1.xml"

STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"><protection locked="0"/></xf>'
    '<xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)

#: Parts that a first run has to change, or to make.
TOUCHED = {
    SHEET_PART, "xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
    "[Content_Types].xml",
}  # fmt: skip


def worksheet(data: str, *, before: str = "", after: str = "", data_tag: str = "sheetData") -> str:
    """Return the XML of a worksheet around the rows ``data``."""
    rows = f"<{data_tag}>{data}</{data_tag}>"
    return f'<worksheet xmlns="{MAIN}" xmlns:r="{LINKS}">{before}{rows}{after}</worksheet>'


def package(
    sheet: str | bytes, *, workbook: str = "", styles: str = STYLES, others: Mapping[str, bytes] | None = None
) -> bytes:
    """Return the smallest workbook with one sheet 考核; ``workbook`` replaces the children behind ``sheets``."""
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets><sheet name="考核" sheetId="1" r:id="rId1"/></sheets>'
        f"{workbook}</workbook>"
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE_LINKS}"><Relationship Id="rId1" Type="{LINKS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE_LINKS}"><Relationship Id="rId1" '
        f'Type="{LINKS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{LINKS}/styles" '
        'Target="styles.xml"/></Relationships>',
        "xl/styles.xml": styles,
        SHEET_PART: sheet,
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**parts, **(others or {})}.items():
            archive.writestr(name, part)
    return content.getvalue()


def parts(data: bytes | Path) -> dict[str, bytes]:
    """Return every part of a package."""
    with zipfile.ZipFile(data if isinstance(data, Path) else io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def scores(sheet: str, values: Mapping[int, CellValue], column: int = 4) -> ColumnWrite:
    """Return a planned column: row → value."""
    return ColumnWrite(sheet, Field.SCORE, column, tuple(values), tuple(values.values()))


def unit(sheet: str, row: int, name: str) -> UnitResult:
    """Return a unit of which only place and name matter."""
    return UnitResult(sheet, row, name, None, (), (), (), None, None, None, None, None, None)


def outcome(*plan: ColumnWrite, findings: Iterable[Finding] = (), units: Iterable[UnitResult] = ()) -> Outcome:
    """Return an outcome of the given pieces."""
    return Outcome(tuple(units), tuple(findings), plan)


def variant(sheet: str, row: int) -> Finding:
    """Return a finding with a suggested fix."""
    fix = Fix("改为标准表述", (Edit(Span(0, 4), "信息报送迟缓"),), Applicability.SUGGESTED)
    message = "“报送信息晚”与标准表述“信息报送迟缓”意思相同、说法不同。请确认后改为标准表述。"
    return Finding("M201", Severity.WARNING, message, CellRef(sheet, row, 3), Span(0, 4), fix)
