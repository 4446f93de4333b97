"""What is read by patterns is what the parser reads: rows of usual cells, plain strings."""

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
    *[""] * 60, "\n", "<!-- x -->", '<!--<row r="9"><c r="A9"><v>1</v></c></row>-->', "<?pi </row>?>",
    '<row r="4"><c r="A4" t="str"><v><![CDATA[</row><row r="7"><c r="A7"><v>1</v></c></row>]]></v></c></row>',
    "<si><t>x</t></si>", "<!-- <si><t>x</t></si> -->", "]]>",
)  # fmt: skip
#: Texts of strings and formulas, with references that stand for characters, and such as stand for none.
TEXTS = (
    "迟到", "a", "", "_x000D_", "&amp;", "x]]y", "\t\n", " 甲 ", "&#65;", "😀", "&#24207;&#x53f7;；a;b",
    "&lt;扣&gt;&quot;&apos;", "&#x10FFFF;", "&#000000000065;", "&#13;", "]]&gt;", "1", "2.5", "44000", "0", "#DIV/0!",
)  # fmt: skip
ODD_TEXTS = (
    "\r", "\ufffe", "\x01", "&#0;", "&#xD800;", "&#1114112;", "&#65534;", "&#1;", "&nbsp;", "&#65", "&", "&;", "&#;", "&#x;",
    "&#X41;", "&#-1;", "&# 65;", "a&b;c", "&am",
)  # fmt: skip
VALUES = (*("1", "2.5", "44000", "1E5", "-3", "+1") * 4, "abc", "", "1.2.3", "--", "9" * 30, "61", "-1")


def text_of(chance: random.Random) -> str:
    return chance.choice(ODD_TEXTS if chance.random() < 0.02 else TEXTS)


def sheet(chance: random.Random) -> str:
    rows = "".join(row(chance, number) + chance.choice(BETWEEN) for number in range(1, chance.randint(1, 8)))
    before = chance.choice(("", "", "", "<!-- <sheetData> -->", '<sheetPr filterMode="1"/>'))
    merged = chance.choice(("", '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'))
    drawn = chance.choice(("", ' xmlns:d="drawn"'))
    return f'<worksheet xmlns="{MAIN}"{drawn}>{before}<sheetData>{rows}</sheetData>{merged}</worksheet>'


#: What no parser takes, or takes for something else, or only where the root says so.
ODD_ATTRIBUTES = (
    ' ht="1" ht="2"', ' r="3"', ' xmlns="x"', ' xmlns:a="x"', ' a:ht="1"', ' d:dyDescent="0.25"', ' d:a="1" d:b="2"',
    ' xml:space="default"', ' :a="1"', ' ht="1" d:ht="2"',
)  # fmt: skip


def row(chance: random.Random, number: int) -> str:
    named = chance.choice((*(f' r="{number}"',) * 40, "", ' r="1048577"' if chance.random() < 0.1 else ""))
    other = chance.choice(("", ' spans="1:5"', ' ht="12.5" customHeight="1"', ' hidden="1"'))
    if chance.random() < 0.05:
        other = chance.choice(ODD_ATTRIBUTES)
    if chance.random() < 0.1:
        return f"<row{named}{other}/>"
    cells = "".join(cell(chance, number) for _ in range(chance.randint(0, 5)))
    return f"<row{named}{other}>{cells}{chance.choice(('</row>', '</row>', '</row>', '</row >'))}"


def cell(chance: random.Random, number: int) -> str:
    place, style = f'r="{chance.choice("ABCDZ")}{number}"', chance.choice(("", "", ' s="1"', ' s="7"'))
    value = chance.choice(VALUES)
    return chance.choice(
        (
            f'<c {place}{style} t="s"><v>{chance.randint(0, 60)}</v></c>',
            f"<c {place}{style}><v>{value}</v></c>",
            f'<c {place}{style} t="n"><v>{value}</v></c>',
            f'<c {place} t="s"><v>{value if chance.random() < 0.1 else 7}</v></c>',
            f"<c {place}{style}/>",
            f"<c {place}{style} />",
            f"<c {place}{style}><f>A1+1</f><v>3</v></c>",
            *(worded(chance, f"{place}{style}") for _ in range(8)),
            f"<c{style}><v>5</v></c>" if chance.random() < 0.2 else "",
            '<c r="XFE1"/>' if chance.random() < 0.1 else "",
        )
    )


def worded(chance: random.Random, named: str) -> str:
    """Return a cell with a formula, or with a text of its own, as other programs write it."""
    text, said, number = text_of(chance), text_of(chance), chance.randint(0, 2)
    formula = chance.choice((
        "", "", f"<f>{text}</f>", "<f>A1+1</f>", "<f/>", f'<f t="shared" ref="A1:A3" si="{number}">{text}</f>',
        f'<f t="shared" si="{number}"/>', f'<f t="shared" si="{number}">B1</f>',
    ))  # fmt: skip
    string = chance.choice((f"<is><t>{said}</t></is>", f'<is><t xml:space="preserve">{said}</t></is>'))
    value = chance.choice(("", "<v/>", "<v />", "<v></v>", *[f"<v>{said}</v>"] * 4))
    return chance.choice(
        (
            f'<c {named} t="inlineStr">{string}</c>',
            f'<c {named} t="{chance.choice(("str", "str", "b", "e", "n", "d", "x"))}">{formula}{value}</c>',
            f"<c {named}>{formula}{value}</c>",
            f'<c {named} t="s"><f>{text}</f><v>{chance.choice((1, 2, 2, 2, 61))}</v></c>',
            odd(chance, named, said) if chance.random() < 0.1 else f"<c {named}>{string}</c>",
        )
    )


def odd(chance: random.Random, named: str, said: str) -> str:
    """Return a cell as hardly any program writes it, or none."""
    formula = chance.choice(("", '<f t="array" ref="A1:B2">A1</f>', '<f ca="1">A1</f>', "<f><f>A1</f></f>"))
    value = chance.choice((
        f"<is><r><t>{said}</t></r><r><t>乙</t></r></is>", "<is/>", "<is><t/></is>", f"<v>{said}</v><is><t>乙</t></is>",
        f"<v>{said}</is>", f"<is>{said}</is>", f"<v><t>{said}</t></v>", f"<is><t>{said}</v></is>", f"<v>{said}</t>",
    ))  # fmt: skip
    return f'<c {named} t="{chance.choice(("inlineStr", "str", "s", "n"))}">{formula}{value}</c>'


def table_of_strings(chance: random.Random) -> str:
    items = "".join(item(chance) + chance.choice(BETWEEN) for _ in range(chance.randint(0, 8)))
    return f'<?xml version="1.0"?><sst xmlns="{MAIN}">{items}</sst>'


def item(chance: random.Random) -> str:
    text = text_of(chance)
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
    for _ in range(chance.choice((0, 0, 0, 0, 1, 2, 3))):
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
    texts = [damaged(chance, make(chance)) for _ in range(6_000)]
    ours = [reading(read, text) for text in texts]
    for module in (strings_module, plain_rows):
        monkeypatch.setattr(module, "is_usual", lambda text: False)
    for text, one in zip(texts, ours, strict=True):
        assert one == reading(read, text), text
    assert sum(one is not MarkupError for one in ours) > 2_000


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ('<c r="A{}" t="s"><v>3</v></c>', "第3条"),
        ('<c r="A{}" t="inlineStr"><is><t>&#36831;&#21040; &lt;3</t></is></c>', "迟到 <3"),
        ('<c r="A{}" s="2" t="str"><f>IF(B1&gt;1,"甲","乙")</f><v>甲</v></c>', "甲"),
    ],
)
def test_rows_of_usual_cells_need_no_parser(cell: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fed: list[int] = []
    cut = strings_module.cut
    monkeypatch.setattr(
        "kaohe.files.xlsx.sheet_reader.cut",
        lambda text, *ends: (fed.append(len(piece)) or piece for piece in cut(text, *ends)),  # type: ignore[func-returns-value]
    )
    rows = "".join(f'<row r="{number}" spans="1:2">{cell.format(number)}</row>' for number in range(1, 501))
    content = read_sheet_part(f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode(), WORKINGS)
    assert content is not None
    assert content.rows == {number: [told] for number in range(1, 501)}
    assert sum(fed) < 200
