"""What must hold whatever a file or a text is; each function raises where it does not."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ET
import zipfile
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from tests.fuzz.books import small
from tests.fuzz.running import quietly

from kaohe.core.problem import FileProblem
from kaohe.excel.functions.checking import standard_reason
from kaohe.excel.functions.points import score_unit
from kaohe.files.disk.source import read_original
from kaohe.files.opening import read_sheets
from kaohe.files.xlsx.writer import write_outcome
from kaohe.reason import parse
from kaohe.recalculation import recalculate

_PIECES = (
    "迟到", "早退", "未及时报送材料", "会议缺席", "不", "未", "无", "没有", "获市级表彰", "每次", "每人", "共", "合计", "3次",
    "扣", "加", "减", "各", "分", "0.1", "0.2分", "1", "十", "半", "两", "扣0.1分", "加0.5分", "-0.1", "+1", "－0.2", "（", "）",
    "，", "；", "。", "、", ":", "\n", " ", "\u3000", "\u200b", "1.", "(2)", "①", "²", "％", "%", "1-3", "2025年3月", "1/2",
    "一票否决", "不扣分", "\x1b[2J", "\ud800", "\U0001f600", "e5", "NaN", "=", "'", "A1", "\u202e", "封顶", "最高", "以上", "另",
)  # fmt: skip

#: One text in so many meets a catalogue, which so many in a row share: both take ten times longer than reading.
_ONE_IN, _TEXTS_A_CATALOGUE = 5, 500

#: Commands on a file of any kind; ``{out}`` is a folder, ``{good}`` a workbook that nobody damaged.
_COMMANDS: tuple[tuple[str, ...], ...] = (
    ("check", "{file}"), ("check", "{file}", "--json"), ("columns", "{file}"), ("columns", "{file}", "--json"),
    ("ranking", "{file}", "--docx", "{out}/排名榜.docx"), ("notices", "{file}", "--docx", "{out}/反馈单.docx"),
    ("notices", "{file}", "--folder", "{out}"), ("export", "{file}", "--docx", "{out}/上报表.docx"),
    ("export", "{file}", "--csv", "{out}/表.csv"), ("compare", "{file}", "{good}"),
    ("compare", "{good}", "{file}", "-o", "{out}/比较.xlsx"), ("merge", "{file}", "{good}", "-o", "{out}/汇总.xlsx"),
    ("merge", "{good}", "-o", "{out}/汇总.xlsx", "--roster", "{file}"), ("new", "{out}/新.xlsx", "--from", "{file}"),
    ("catalogue", "{file}", "-o", "{out}/整理.xlsx"), ("split", "{file}", "--by", "类别", "-o", "{out}"),
)  # fmt: skip
#: Commands on a workbook, which write it.
_EDITS: tuple[tuple[str, ...], ...] = (
    ("recalc", "{file}", "-o", "{out}/结果.xlsx"), ("recalc", "{file}", "--dry-run"), ("form", "{file}", "-o", "{out}/结果.xlsx"),
    ("stats", "{file}", "-o", "{out}/结果.xlsx"), ("ranking", "{file}", "-o", "{out}/结果.xlsx"),
    ("columns", "{file}", "-o", "{out}/结果.xlsx"), ("accept", "{file}", "--adopt", "全部", "-o", "{out}/结果.xlsx"),
    ("accept", "{file}", "--alias", "全部", "-o", "{out}/结果.xlsx"),
    ("catalogue", "{good}", "--adopt", "{file}", "-o", "{out}/结果.xlsx"),
)  # fmt: skip
#: Commands whose output is wholly Kaohe's own; the others carry on what a damaged workbook holds besides.
_OWN_OUTPUT = frozenset({"notices", "export", "compare", "merge", "new", "split"})
#: Commands that write what a second run of them must find done.
_LASTING = frozenset({"form", "stats", "ranking", "columns"})


def file_is_read_or_refused(path: Path, out: Path) -> None:
    """Read, compute, write; what was written must be readable, and writing it again must change nothing."""
    try:
        source = read_original(path)
        sheets = read_sheets(source)
    except FileProblem as problem:
        _require_sentence(problem.message)
        return
    outcome = recalculate(sheets)
    if path.suffix != ".xlsx":
        return
    try:
        write_outcome(source, out, outcome)
    except FileProblem as problem:
        _require_sentence(problem.message)
        assert not out.exists(), "refused, and yet written"
        return
    again = read_original(out)
    assert not write_outcome(again, out, recalculate(read_sheets(again))).changed, "a second run changes something"


def commands_hold(path: Path, out: Path, rng: random.Random) -> None:
    """Run a command on a file: it works or says why not in a line, and what it writes can be read."""
    good = path.with_name("好.xlsx")
    good.write_bytes(small())
    commands = [*_COMMANDS, *_EDITS] if path.suffix == ".xlsx" else list(_COMMANDS)
    command = rng.choice(commands)
    out.mkdir()
    given = [each.format(file=path, good=good, out=out) for each in command]
    what = " ".join((command[0], *(each for each in command[2:] if each.startswith("-"))))
    code, said, complained = quietly(*given)
    require_plain(said + complained, what)
    if code == 2:
        _require_sentence(complained.rstrip("\n").rpartition("\n")[2], what)
        assert not any(out.iterdir()), f"{what}: refused, and yet written"
    for written in out.iterdir():
        require_readable(written, whole=command[0] in _OWN_OUTPUT)
    if code != 2 and command[0] in _LASTING and "-o" in command:
        _require_lasting(command[0], out / "结果.xlsx", what)
    left = [each.name for each in path.parent.iterdir() if each.name.startswith(".kaohe")]
    assert not left, f"{what}: left {left}"


def _require_lasting(command: str, written: Path, what: str) -> None:
    """Require that the same command on its own output changes nothing."""
    made = written.read_bytes()
    code, _, complained = quietly(command, str(written), "--in-place")
    assert code != 2, f"{what}, a second time: {complained}"
    assert written.read_bytes() == made, f"{what}: a second run changes something"


def require_plain(text: str, what: str) -> None:
    """Require that a terminal obeys nothing in a text."""
    orders = {char for char in text if not (char.isprintable() or char in "\n\t") and not _harmless(char)}
    assert not orders, f"{what}: {orders!r} goes to the terminal"


def _harmless(char: str) -> bool:
    """Say whether a character has no sign, but orders nothing either: blanks, private and unassigned ones, halves."""
    import unicodedata

    kind = unicodedata.category(char)
    return kind in ("Zs", "Zl", "Zp", "Co", "Cn", "Cs") or (kind == "Cf" and char not in _TURNS)


#: Signs that turn the direction of writing.
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def require_readable(path: Path, *, whole: bool = True) -> None:
    """Require that a written file is one: that a ``whole`` one of Kaohe's has no damage anywhere."""
    if path.suffix == ".csv":
        path.read_text("utf-8-sig")
        return
    with zipfile.ZipFile(path) as archive:
        assert not whole or archive.testzip() is None, path.name
        for name in archive.namelist() if whole else ():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(archive.read(name))


def _require_sentence(message: str, what: str = "") -> None:
    assert message.endswith(("。", "？")) or "用法见：" in message, f"{what}: {message!r}"
    assert "\n" not in message, f"{what}: {message!r}"


def text_is_read(rng: random.Random, number: int) -> None:
    """Read a random text, and put some into the wording of a random catalogue: no place outside, no point changed."""
    text = "".join(rng.choices(_PIECES, k=rng.randrange(1, 14)))
    reading = parse(text)
    for item in reading.items:
        start, end = item.span
        assert 0 <= start <= end <= len(text), text
    if number % _ONE_IN:
        return
    rows = _catalogue(number // _TEXTS_A_CATALOGUE)
    before, after = _score(text), _score(standard_reason(text, rows))
    assert before == after, f"{text!r}: {before!r} → {after!r} in the wording of {rows!r}"


def _score(text: object) -> object:
    """Return the score of a text, or its error without the words that say why: they quote the text."""
    score = score_unit(text)
    return getattr(score, "error", score)


@lru_cache(1)
def _catalogue(number: int) -> tuple[tuple[object, ...], ...]:
    rng = random.Random(number)
    rows = [
        (
            f"A{row}",
            "".join(rng.choices(_PIECES, k=rng.randrange(1, 5))),
            rng.choice(("扣", "加")),
            Decimal(rng.randrange(1, 9)) / 10,
            "".join(rng.choices(_PIECES, k=rng.randrange(0, 3))),
        )
        for row in range(rng.randrange(1, 4))
    ]
    return (("编号", "标准表述", "加扣", "分值", "别名"), *rows)
