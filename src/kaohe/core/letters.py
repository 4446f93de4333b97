"""What of a wording counts: its letters, without typography.

Two wordings with the same letters are the same wording, however they are spaced,
punctuated, quoted, wide, narrow, broken into lines or written in traditional characters.
"""

from __future__ import annotations

from functools import cache

from kaohe.core.patterns import compile_on_use
from kaohe.core.prepared import prepared
from kaohe.core.shipped import read_shipped
from kaohe.core.text import fold

#: What separates clauses, and what separates the parts of a list inside a clause.
CLAUSE_MARK, LIST_MARK = "，", "、"
MARKS = frozenset((CLAUSE_MARK, LIST_MARK))

_CLAUSE_MARKS = frozenset(",.;:!?[]()<>{}…|/\\")
#: Between two digits these marks are part of a number: 1.5 is not 15, 1-3 is not 13.
_NUMBER_MARKS = {".": "点", "-": "至", "~": "至", "/": "比", ":": "比"}
_IN_NUMBER = compile_on_use(r"(?<=\d)[ \n]?([.\-~/:])[ \n]?(?=\d)")
_LIST_DIGITS = "一二三四五六七八九十"
_DIGIT = compile_on_use(r"\d")
#: 1. or （1） or ① or 一、 at the start is a list number, not wording.
_LIST_NUMBER = compile_on_use(
    r"[ \n]*(?:[(\[]?\d{1,3}(?:[.、:)\]]|\) ?[.、])(?!\d)|[(\[][一二三四五六七八九十]{1,3}[)\]]|[一二三四五六七八九十]{1,3}、|[①-⑳])"
)


@cache
def _simplified() -> dict[str, str]:
    """Read the table of traditional characters: each line a simplified one, then its traditional forms."""

    def read() -> dict[str, str]:
        lines = read_shipped("traditional.txt").splitlines()
        return {form: line[0] for line in lines for form in line[1:]}

    return prepared("traditional", read)


def _letter(char: str) -> str | None:
    """Return the letter that a folded character stands for, or None where it is typography."""
    char = _simplified().get(char, char)
    return char if char.isalnum() or char == "%" else None


class _Letters(dict[int, str | None]):
    """A translation table that fills itself: letters stay, typography goes."""

    def __missing__(self, code: int) -> str | None:
        letter = _letter(fold(chr(code)))
        self[code] = letter
        return letter


class _Clauses(dict[int, str | None]):
    """Like :class:`_Letters`, but marks between clauses and list parts stay, as one mark each."""

    def __missing__(self, code: int) -> str | None:
        folded = fold(chr(code))
        letter = CLAUSE_MARK if folded in _CLAUSE_MARKS else LIST_MARK if folded == "、" else _letter(folded)
        self[code] = letter
        return letter


_LETTERS = _Letters()
_CLAUSES = _Clauses()


def _spell_numbers(text: str) -> str:
    return _IN_NUMBER.sub(lambda mark: _NUMBER_MARKS[mark[1]], fold(text))


def letters(text: str) -> str:
    """Return the letters of ``text``: what is left of it without typography."""
    plain = text.translate(_LETTERS)
    if plain.isalpha():
        return plain
    return _spell_numbers(text).translate(_LETTERS)


def clauses(text: str) -> str:
    """Return the letters of ``text`` with ``，`` between clauses and ``、`` between list parts."""
    return (_spell_numbers(text) if _DIGIT.search(text) else text).translate(_CLAUSES)


def placed_letters(text: str) -> tuple[str, list[int]]:
    """Return the letters of ``text`` and, for each, its position in ``text``."""
    placed = [(letter, place) for place, char in enumerate(text) if (letter := _LETTERS[ord(char)])]
    return "".join(letter for letter, _ in placed), [place for _, place in placed]


def without_list_number(text: str) -> str:
    """Return ``text`` without a leading 1. or （一） or ①."""
    if text[:1].isalpha() and text[:1] not in _LIST_DIGITS:
        return text
    number = _LIST_NUMBER.match(fold(text)) or _LIST_NUMBER.match(text)
    return text[number.end() :] if number else text
