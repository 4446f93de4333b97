"""The rows of the sheet 核对结果: title, summary, legend, headings and one row a finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from math import ceil

from kaohe.assessment.check_code import check_code
from kaohe.assessment.outcome import Outcome
from kaohe.core.findings import Applicability, Finding, Fix, Severity
from kaohe.core.records import NamedTuple
from kaohe.core.schema import FINDINGS_HEADINGS
from kaohe.core.spreadsheet import TALLEST_ROW
from kaohe.files.ooxml.cell_xml import inline_text
from kaohe.files.ooxml.markup import escape, escape_attribute
from kaohe.files.ooxml.workbook import quoted
from kaohe.files.pages.findings_format import LEVEL_COLOURS, LEVELS, QUIET, Looks

#: Heading → column width in characters.
COLUMNS: dict[str, float] = dict(zip(FINDINGS_HEADINGS, (11, 9, 14, 12, 20, 62, 36), strict=True))
LETTERS = "ABCDEFG"
HEAD_ROW = 4
#: A sheet ends at row 1,048,576.
MOST_FINDINGS = 1_000_000
#: Excel does not open a sheet with more links than this.
MOST_LINKS = 65_530
#: So many cells and units of one finding are listed: more would make its row taller than what it says, and a text in a
#: formula (the link) has at most 255 characters.
MOST_LISTED = 12

MEANINGS: dict[Severity, str] = {
    Severity.ERROR: "须先改正：得分、名次无法计算，或与表中的得分、名次不符",
    Severity.WARNING: "已算出，请对照原件确认",
    Severity.INFO: "仅供了解，可不处理",
}
NOTE = "点“单元格”一列可跳到原处；同一句提示合为一行，定一次即可。本表每次计算后重新生成，请勿在此填写。"
_GRADES: dict[Applicability, str] = {
    Applicability.SAFE: "（不影响得分，可直接改）",
    Applicability.SUGGESTED: "（请确认后再改）",
    Applicability.DISPLAY_ONLY: "",
}

#: Pixels of one unit of column width, of half a Chinese character at 11 points, of the cell's margins.
_UNIT, _HALF, _MARGINS = 7, 8, 16
#: Points of one line, of the margin above and below the text, and of Excel's tallest row.
_LINE, _MARGIN = 16.5, 5.5


class FindingRow(NamedTuple):
    """One finding as a row of texts; ``link`` is where its cell leads, None where there is no cell."""

    level: Severity
    texts: tuple[str, ...]
    link: str | None


class FindingsFormat(NamedTuple):
    """What is needed to draw the sheet: its formats, column widths and the part's prefix."""

    looks: Looks
    widths: Sequence[float]
    prefix: str = ""

    def row(self, number: int, cells: str, height: float) -> str:
        """Return a row; Excel may fit its height again, so the height is not marked as the user's."""
        tag = f"{self.prefix}row"
        return f'<{tag} r="{number}" ht="{height:g}">{cells}</{tag}>'

    def cell(self, address: str, look: int, text: str) -> str:
        """Return a cell with text, or a blank one with a format."""
        tag = f"{self.prefix}c"
        if not text:
            return f'<{tag} r="{address}" s="{look}"/>'
        return f'<{tag} r="{address}" s="{look}" t="inlineStr">{inline_text(text, self.prefix)}</{tag}>'


def entries(outcome: Outcome, sheets: frozenset[str]) -> list[FindingRow]:
    """Return the findings as rows, errors first, otherwise in reading order; equal ones of a sheet are one row."""
    order = list(Severity)
    found = sorted(outcome.findings, key=lambda finding: order.index(finding.severity))
    names = _unit_names(outcome)
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for number, finding in enumerate(found):
        groups.setdefault(_same(finding) or (number,), []).append(finding)
    return [_entry(each, names, sheets) for each in islice(groups.values(), MOST_FINDINGS)]


def _same(finding: Finding) -> tuple[object, ...]:
    """Return what findings that a person settles together have in common, nothing where there is no such thing."""
    if finding.where is None or not finding.headline:
        return ()
    return finding.code, finding.where.sheet, finding.headline, _advice(finding.fix) if finding.fix else ""


def summary(outcome: Outcome) -> str:
    """Return the one line that says how the table stands, and the code that a form of it bears."""
    counts = Counter(finding.severity for finding in outcome.findings)
    units = f"{len(outcome.units)}个单位"
    code = f"　数据校验码 {check_code(outcome.units)}" if outcome.units else ""
    if not counts:
        return f"{units}，未发现问题{code}"
    levels = "、".join(f"{word}{counts[level]}" for level, (_, word) in LEVELS.items())
    left_out = f"（只列出前{MOST_FINDINGS}条）" if counts.total() > MOST_FINDINGS else ""
    return f"{units}，提示{counts.total()}条：{levels}{left_out}{code}"


def rows(listed: Sequence[FindingRow], headline: str, page: FindingsFormat) -> Iterator[str]:
    """Yield the sheet's rows as XML."""
    looks = page.looks
    yield page.row(1, page.cell("A1", looks.title, "核对结果"), 30)
    yield page.row(2, page.cell("A2", looks.summary, headline), 22)
    yield page.row(3, _legend(page), 36)
    heads = zip(LETTERS, COLUMNS, strict=True)
    yield page.row(HEAD_ROW, "".join(page.cell(f"{letter}{HEAD_ROW}", looks.head, name) for letter, name in heads), 24)
    if not listed:
        first = page.cell(f"A{HEAD_ROW + 1}", looks.clean, "√ 未发现问题")
        others = "".join(page.cell(f"{letter}{HEAD_ROW + 1}", looks.clean, "") for letter in LETTERS[1:])
        yield page.row(HEAD_ROW + 1, first + others, 30)
    for number, entry in enumerate(listed, HEAD_ROW + 1):
        yield _row(number, entry, page)


def merged(listed: Sequence[FindingRow]) -> list[str]:
    """Return the ranges of cells that are one cell."""
    lines = [1, 2, 3] if listed else [1, 2, 3, HEAD_ROW + 1]
    return [f"A{line}:{LETTERS[-1]}{line}" for line in lines]


def links(listed: Sequence[FindingRow], prefix: str) -> Iterator[str]:
    """Yield the links from the column 单元格 to the cells themselves."""
    led = ((number, entry.link) for number, entry in enumerate(listed, HEAD_ROW + 1) if entry.link)
    for number, target in islice(led, MOST_LINKS):
        yield f'<{prefix}hyperlink ref="D{number}" location="{escape_attribute(target)}"/>'


def _unit_names(outcome: Outcome) -> dict[tuple[str, int], str]:
    wanted = {(finding.where.sheet, finding.where.row) for finding in outcome.findings if finding.where}
    if not wanted:
        return {}
    return {place: unit.unit for unit in outcome.units if (place := (unit.sheet, unit.row)) in wanted}


def _entry(same: Sequence[Finding], names: dict[tuple[str, int], str], sheets: frozenset[str]) -> FindingRow:
    finding = same[0]
    level = " ".join(LEVELS[finding.severity])
    advice = _advice(finding.fix) if finding.fix else ""
    told = finding.headline or finding.message
    where = finding.where
    if where is None:
        return FindingRow(finding.severity, (level, finding.code, "", "", "", told, advice), None)
    places = dict.fromkeys(each.where for each in same if each.where)
    cells = _listed([place.a1 for place in places], "处")
    units = _listed([*dict.fromkeys(filter(None, (names.get((each.sheet, each.row)) for each in places)))], "个")
    link = f"{quoted(where.sheet)}!{where.a1}" if where.sheet in sheets else None
    return FindingRow(finding.severity, (level, finding.code, where.sheet, cells, units, told, advice), link)


def _listed(names: Sequence[str], measure: str) -> str:
    """Return names in one cell, and how many where they are not all listed."""
    return "、".join(names[:MOST_LISTED]) + (f"……共{len(names)}{measure}" if len(names) > MOST_LISTED else "")


def _advice(fix: Fix) -> str:
    told = [edit.text for edit in fix.edits if edit.text and edit.text not in fix.title]
    to = f" → “{'”、“'.join(told)}”" if told else ""
    return f"{fix.title}{to}{_GRADES[fix.applicability]}"


def _row(number: int, entry: FindingRow, page: FindingsFormat) -> str:
    looks = page.looks
    link = looks.link if entry.link else looks.centre
    numbers = (looks.levels[entry.level], looks.centre, looks.centre, link, looks.text, looks.text, looks.text)
    cells = [
        page.cell(f"{letter}{number}", look, text)
        for letter, look, text in zip(LETTERS, numbers, entry.texts, strict=True)
    ]
    lines = max(map(_lines, entry.texts, page.widths))
    return page.row(number, "".join(cells), min(lines * _LINE + _MARGIN, TALLEST_ROW))


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes, rather one too many than one too few.

    In GB 18030 a Chinese character takes two bytes and a Latin one a single byte, which is the
    measure of their widths.
    """
    room = max(int((width * _UNIT - _MARGINS) / _HALF), 2)
    if len(text) * 2 <= room and "\n" not in text:
        return 1
    sizes = (len(line.encode("gb18030", "replace")) for line in text.split("\n"))
    # Two less where it wraps: a closing mark takes the character before it along to the next line.
    return sum(1 if size <= room else ceil(size / max(room - 2, 2)) for size in sizes)


def _legend(page: FindingsFormat) -> str:
    prefix = page.prefix
    runs = [_run(page, "图例：", QUIET)]
    for level, (symbol, word) in LEVELS.items():
        runs += [
            _run(page, f"{symbol} {word}", LEVEL_COLOURS[level][0], bold=True),
            _run(page, f" {MEANINGS[level]}　", QUIET),
        ]
    runs.append(_run(page, f"\n{NOTE}", QUIET))
    text = f"<{prefix}is>{''.join(runs)}</{prefix}is>"
    return f'<{prefix}c r="A3" s="{page.looks.legend}" t="inlineStr">{text}</{prefix}c>'


def _run(page: FindingsFormat, text: str, colour: str, *, bold: bool = False) -> str:
    prefix = page.prefix
    properties = (["b"] if bold else []) + [
        'sz val="10"',
        f'color rgb="{colour}"',
        f'rFont val="{escape_attribute(page.looks.font)}"',
        'charset val="134"',
    ]
    given = "".join(f"<{prefix}{each}/>" for each in properties)
    return f'<{prefix}r><{prefix}rPr>{given}</{prefix}rPr><{prefix}t xml:space="preserve">{escape(text)}</{prefix}t></{prefix}r>'
