"""What is read by patterns is what the parser reads: rows of plain cells, plain strings."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from kaohe.files.ooxml import strings as strings_module
from kaohe.files.ooxml.markup import MarkupError
from kaohe.files.ooxml.strings import Strings, read_strings
from kaohe.files.xlsx import plain_rows
from kaohe.files.xlsx.sheet_reader import Workings, read_sheet_part

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORKINGS = Workings(
    MAIN,
    Strings([f"第{number}条" for number in range(60)], {}),
    date_styles=frozenset({"1"}),
    struck_styles=frozenset(),
    share_styles=frozenset({"7"}),
    from_1904=False,
)
#: What may stand between rows, and looks like rows or strings where it is none.
BETWEEN = (
    "", "", "", "\n", "<!-- x -->", '<!--<row r="9"><c r="A9"><v>1</v></c></row>-->', "<?pi </row>?>",
    '<row r="4"><c r="A4" t="str"><v><![CDATA[</row><row r="7"><c r="A7"><v>1</v></c></row>]]></v></c></row>',
    "<si><t>x</t></si>", "<!-- <si><t>x</t></si> -->", "]]>",
)  # fmt: skip
VALUES = ("1", "2.5", "44000", "1E5", "-3", "abc", "", "1.2.3", "+1", "--", "9" * 30, "61", "-1")


def sheet(chance: random.Random) -> str:
    rows = "".join(row(chance, number) + chance.choice(BETWEEN) for number in range(1, chance.randint(1, 8)))
    before = chance.choice(("", "", "", "<!-- <sheetData> -->", '<sheetPr filterMode="1"/>'))
    merged = chance.choice(("", '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'))
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{merged}</worksheet>'


def row(chance: random.Random, number: int) -> str:
    named = chance.choice((*(f' r="{number}"',) * 8, "", ' r="1048577"', ' r="0"'))
    other = chance.choice(("", ' spans="1:5"', ' ht="12.5" customHeight="1"', ' hidden="1"'))
    if chance.random() < 0.1:
        return f"<row{named}{other}/>"
    cells = "".join(cell(chance, number) for _ in range(chance.randint(0, 5)))
    return f"<row{named}{other}>{cells}{chance.choice(('</row>', '</row>', '</row>', '</row >'))}"


def cell(chance: random.Random, number: int) -> str:
    place, style = f'r="{chance.choice("ABCDZ")}{number}"', chance.choice(("", "", ' s="1"', ' s="7"'))
    value = chance.choice(VALUES)
    return chance.choice(
        (
            f'<c {place}{style} t="s"><v>{chance.randint(0, 62)}</v></c>',
            f"<c {place}{style}><v>{value}</v></c>",
            f'<c {place}{style} t="n"><v>{value}</v></c>',
            f'<c {place} t="s"><v>{value}</v></c>',
            f"<c {place}{style}/>",
            f"<c {place}{style} />",
            f"<c {place}{style}><f>A1+1</f><v>3</v></c>",
            f'<c {place} t="inlineStr"><is><t>甲</t></is></c>',
            f"<c{style}><v>5</v></c>",
            '<c r="XFE1"/>',
        )
    )


def table_of_strings(chance: random.Random) -> str:
    items = "".join(item(chance) + chance.choice(BETWEEN) for _ in range(chance.randint(0, 8)))
    return f'<?xml version="1.0"?><sst xmlns="{MAIN}">{items}</sst>'


def item(chance: random.Random) -> str:
    text = chance.choice(
        ("迟到", "a", "", "_x000D_", "&amp;", "x]]y", "\t\n", "\r", " 甲 ", "&#65;", "😀", "\ufffe", "\x01")
    )
    return chance.choice(
        (
            f"<si><t>{text}</t></si>",
            f'<si><t xml:space="preserve">{text}</t></si>',
            f"<si><r><t>{text}</t></r><r><rPr><strike/></rPr><t>乙</t></r></si>",
            f'<si><t>{text}</t><rPh sb="0" eb="1"><t>q</t></rPh></si>',
            "<si/>",
            f"<si><t>{text}</t></si >",
        )
    )


def damaged(chance: random.Random, text: str) -> bytes:
    """Return the bytes of a part, in half of all cases with some of them lost, changed or said twice."""
    content = bytearray(text.encode())
    for _ in range(chance.choice((0, 0, 0, 1, 2, 3))):
        place = chance.randrange(len(content))
        content[place : place + chance.choice((0, 1, 5))] = chance.choice(
            (
                b"",
                bytes([chance.randrange(256)]),
                b"\xef\xbf\xbf",
                b"\xed\xa0\x80",
                bytes(content[max(0, place - 20) : place]),
            )
        )
    return bytes(content)


def reading(read: Callable[[bytes], object], text: bytes) -> object:
    try:
        return read(text)
    except MarkupError:
        return MarkupError


@pytest.mark.parametrize(
    ("make", "read"),
    [(sheet, lambda text: read_sheet_part(text, WORKINGS)), (table_of_strings, lambda text: read_strings(text, MAIN))],
    ids=["rows", "strings"],
)
def test_patterns_read_what_the_parser_reads(
    make: Callable[[random.Random], str], read: Callable[[bytes], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(20260104)
    texts = [damaged(chance, make(chance)) for _ in range(4_000)]
    ours = [reading(read, text) for text in texts]
    for module in (strings_module, plain_rows):
        monkeypatch.setattr(module, "is_usual", lambda text: False)
    for text, one in zip(texts, ours, strict=True):
        assert one == reading(read, text), text
    assert sum(one is not MarkupError for one in ours) > 500


def test_rows_of_plain_cells_need_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    fed: list[int] = []
    cut = strings_module.cut
    monkeypatch.setattr(
        "kaohe.files.xlsx.sheet_reader.cut",
        lambda text, *ends: (fed.append(len(piece)) or piece for piece in cut(text, *ends)),  # type: ignore[func-returns-value]
    )
    rows = "".join(
        f'<row r="{number}" spans="1:2"><c r="A{number}" t="s"><v>3</v></c></row>' for number in range(1, 501)
    )
    content = read_sheet_part(f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode(), WORKINGS)
    assert content is not None
    assert content.rows == {number: ["第3条"] for number in range(1, 501)}
    assert sum(fed) < 200
