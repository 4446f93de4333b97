"""The standard reason catalogue (标准目录): entries, and what is wrong with the rows they come from."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kaohe.core.cells import CellRef, CellValue
from kaohe.core.letters import clauses, letters
from kaohe.core.patterns import compile_on_use
from kaohe.core.records import dataclass, replace
from kaohe.core.schema import CatalogueField, Sheet
from kaohe.core.shipped import read_shipped
from kaohe.core.table import CatalogueRow
from kaohe.core.text import fold


@dataclass(frozen=True, slots=True)
class Entry:
    """One standard reason.

    ``points`` are signed (a deduction is negative) and None where the catalogue gives none;
    ``aliases`` are wordings that a person confirmed; ``rejected`` wordings that a person
    said are NOT this entry.
    """

    code: str
    wording: str
    points: Decimal | None
    aliases: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    where: CellRef | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Entries in their own order."""

    entries: tuple[Entry, ...]


#: Reasons that are no standard wording are looked at beside all wordings of a catalogue, if it has no more than these,
#: and beside those of them that are no longer than this: work that grows with both would take minutes.
MOST_WORDINGS, LONGEST_WORDING = 5_000, 1_000


class ProblemKind(StrEnum):
    """What may be wrong with a row of the catalogue."""

    NO_CODE = "no_code"
    CODE_TWICE = "code_twice"  # values: (code,)
    NO_WORDING = "no_wording"
    WORDING_TWICE = "wording_twice"  # values: (wording here, wording there); aliases count
    NO_POINTS = "no_points"
    POINTS_UNREADABLE = "points_unreadable"  # values: (cell as shown,)
    NO_SIGN = "no_sign"
    SIGN_UNKNOWN = "sign_unknown"  # values: (cell as shown,)
    MANY_WORDINGS = "many_wordings"  # only the same words are found; values: (how many, most)
    LONG_WORDING = "long_wording"  # likewise; values: (letters, most)
    SIGN_CLASH = "sign_clash"  # values: (sign as shown, points as shown): 加 with -0.1


@dataclass(frozen=True, slots=True)
class CatalogueProblem:
    """One thing wrong with one row: plain data, worded by a rule.

    ``where`` is the row, ``code`` its code as shown (may be empty), ``other`` and
    ``other_code`` the row it collides with.
    """

    kind: ProblemKind
    where: CellRef | None
    code: str
    values: tuple[str, ...] = ()
    other: CellRef | None = None
    other_code: str = ""


class MissingColumnError(ValueError):
    """A catalogue file has no column of this heading."""

    def __init__(self, heading: str) -> None:
        super().__init__(heading)
        self.heading = heading


_SIGNS = {
    -1: ("扣", "扣分", "减", "减分", "扣除", "扣减", "-"),
    1: ("加", "加分", "奖", "奖励", "奖分", "+"),
}
_SIGN_OF = {word: sign for sign, words in _SIGNS.items() for word in words}
_POINTS = compile_on_use(r"(?P<sign>[^\d.]*?) ?(?P<number>\d+(?:\.\d+)?|\.\d+) ?分?")

_BAR = compile_on_use(r"[|｜]")
#: What stands in for a | inside a wording, as | separates wordings: letters() ignores both.
_WORDING_BAR = "¦"
_CONFIRMED = compile_on_use(r"(?:(?<!\s)\s++)?[（(]\s*\d{4}-\d{1,2}-\d{1,2}\s*确认\s*[）)]\s*$")
_REJECTED = compile_on_use(r"\s*非本条\s*[：:]\s*(?P<wording>.*?)\s*(?:[（(]\s*\d{4}-\d{1,2}-\d{1,2}\s*[）)])?\s*$")


def catalogue_from_rows(rows: Sequence[CatalogueRow]) -> Catalogue:
    """Return the entries of ``rows``; a row without wording is none, unclear points are None."""
    entries = (_entry(row) for row in rows if letters(_shown(row.wording)))
    return Catalogue(tuple(entries))


def problems(rows: Sequence[CatalogueRow]) -> tuple[CatalogueProblem, ...]:
    """Return what is wrong with ``rows``, in their order."""
    found: list[CatalogueProblem] = []
    codes: dict[str, CatalogueRow] = {}
    wordings: dict[str, tuple[CatalogueRow, str]] = {}
    found += _too_many(rows)
    for row in rows:
        if _is_blank(row):
            continue
        found += _code_problems(row, codes)
        found += _wording_problems(row, wordings)
        found += _points_problems(row)
    return tuple(found)


def is_long(wording: str) -> bool:
    """Say whether a text has more letters than any reason: it is no standard wording, and nothing is looked at beside it."""
    return len(wording) > LONGEST_WORDING and len(clauses(wording)) > LONGEST_WORDING


def _too_many(rows: Sequence[CatalogueRow]) -> Iterator[CatalogueProblem]:
    """Yield the problem of a catalogue with more wordings than reasons are looked at beside."""
    catalogue = catalogue_from_rows(rows)
    count = sum(1 + len(entry.aliases) for entry in catalogue.entries)
    if count > MOST_WORDINGS:
        where = catalogue.entries[0].where
        yield CatalogueProblem(ProblemKind.MANY_WORDINGS, where, "", (str(count), str(MOST_WORDINGS)))


def builtin() -> Catalogue:
    """Return the catalogue that comes with Kaohe."""
    return catalogue_from_rows(builtin_rows())


def builtin_rows() -> tuple[CatalogueRow, ...]:
    """Return the rows of the catalogue that comes with Kaohe, as a sheet holds them: points are numbers."""
    rows = rows_from_csv(read_shipped("catalogue.csv"))
    return tuple(replace(row, points=Decimal(str(row.points))) for row in rows)


def rows_from_csv(text: str, sheet: str = Sheet.CATALOGUE) -> tuple[CatalogueRow, ...]:
    """Return the rows of a catalogue file; ``sheet`` is what their places are called.

    Raises:
        MissingColumnError: the file has no column 标准表述.
    """
    reader = csv.reader(text.removeprefix("\ufeff").splitlines(keepends=True))
    headings = [fold(heading).strip() for heading in next(reader, [])]
    if CatalogueField.WORDING not in headings:
        raise MissingColumnError(CatalogueField.WORDING)
    columns = {field: headings.index(field) for field in CatalogueField if field in headings}
    rows = []
    for cells in reader:
        values = {field: cells[column] for field, column in columns.items() if column < len(cells)}
        where = CellRef(sheet, reader.line_num, columns[CatalogueField.WORDING] + 1)
        rows.append(CatalogueRow(where, *(values.get(field) or None for field in CatalogueField)))
    return tuple(rows)


def confirm(row: CatalogueRow, wording: str, today: date) -> CatalogueRow:
    """Return ``row`` with ``wording`` as a confirmed alias, with its date, and no longer as a rejected one."""
    kept = "\n".join(line for line in _lines(row.remark) if not _is_same(_rejected(line), wording))
    known = [_shown(row.wording), *_wordings(row.aliases)]
    if any(_is_same(other, wording) for other in known):
        return replace(row, remark=kept or None) if kept != _shown(row.remark) else row
    alias = f"{_one_line(wording)}（{today.isoformat()}确认）"
    aliases = "|".join([*_alias_cells(row.aliases), alias])
    return replace(row, aliases=aliases, remark=kept or None)


def reject(row: CatalogueRow, wording: str, today: date) -> CatalogueRow:
    """Return ``row`` with a remark that ``wording`` is not this entry, and no longer with it as an alias."""
    aliases = "|".join(cell for cell in _alias_cells(row.aliases) if not _is_same(_plain(cell), wording))
    lines = _lines(row.remark)
    if not any(_is_same(_rejected(line), wording) for line in lines):
        lines.append(f"非本条：{_one_line(wording)}（{today.isoformat()}）")
    return replace(row, aliases=aliases or None, remark="\n".join(lines))


def _entry(row: CatalogueRow) -> Entry:
    rejected = tuple(wording for line in _lines(row.remark) if (wording := _rejected(line)))
    aliases = tuple(_wordings(row.aliases))
    return Entry(_shown(row.code), _shown(row.wording), _signed_points(row), aliases, rejected, row.where)


# -- cells


def _shown(value: CellValue) -> str:
    return "" if value is None else str(value).strip()


def _is_blank(row: CatalogueRow) -> bool:
    return not any(map(_shown, (row.code, row.wording, row.sign, row.points, row.aliases, row.remark)))


def _one_line(wording: str) -> str:
    """Return a wording without line breaks and without the mark that separates aliases."""
    return " ".join(_BAR.sub(_WORDING_BAR, wording).split())


def _is_same(one: str, other: str) -> bool:
    return bool(one) and letters(one) == letters(other)


def _alias_cells(value: CellValue) -> list[str]:
    return [cell.strip() for line in _lines(value) for cell in _BAR.split(line) if cell.strip()]


def _plain(alias: str) -> str:
    return _CONFIRMED.sub("", alias)


def _wordings(value: CellValue) -> Iterator[str]:
    return (wording for cell in _alias_cells(value) if letters(wording := _plain(cell)))


def _lines(value: CellValue) -> list[str]:
    return [line for line in _shown(value).splitlines() if line.strip()]


def _rejected(line: str) -> str:
    """Return the wording that a line of the remark rejects, or nothing."""
    found = _REJECTED.match(line)
    return found["wording"] if found else ""


# -- points


def _sign(value: CellValue) -> int | None:
    return _SIGN_OF.get(fold(_shown(value)).strip())


def _magnitude(value: CellValue) -> tuple[int | None, Decimal] | None:
    """Return the sign that a cell of points itself gives (if any) and the number, or None where it has none."""
    if isinstance(value, Decimal):
        return (-1 if value < 0 else None), abs(value)
    found = _POINTS.fullmatch(fold(_shown(value)).strip())
    if isinstance(value, bool) or not found:
        return None
    own = found["sign"].strip()
    if own and own not in _SIGN_OF:
        return None
    return _SIGN_OF.get(own), Decimal(found["number"])


def _signed_points(row: CatalogueRow) -> Decimal | None:
    magnitude, sign = _magnitude(row.points), _sign(row.sign)
    if magnitude is None or (_shown(row.sign) and sign is None):
        return None
    own, number = magnitude
    if number == 0:
        return number
    if (sign or own) is None or _clash(sign, own):
        return None
    return number * (sign or own or 1)


def _clash(sign: int | None, own: int | None) -> bool:
    return sign is not None and own is not None and sign != own


# -- problems


def _problem(kind: ProblemKind, row: CatalogueRow, *values: str, other: CatalogueRow | None = None) -> CatalogueProblem:
    where, code = (other.where, _shown(other.code)) if other else (None, "")
    return CatalogueProblem(kind, row.where, _shown(row.code), values, where, code)


def _code_problems(row: CatalogueRow, codes: dict[str, CatalogueRow]) -> Iterator[CatalogueProblem]:
    code = fold(_shown(row.code)).strip()
    if not code:
        yield _problem(ProblemKind.NO_CODE, row)
    elif code in codes:
        yield _problem(ProblemKind.CODE_TWICE, row, _shown(row.code), other=codes[code])
    else:
        codes[code] = row


def _wording_problems(row: CatalogueRow, wordings: dict[str, tuple[CatalogueRow, str]]) -> Iterator[CatalogueProblem]:
    if not letters(_shown(row.wording)):
        yield _problem(ProblemKind.NO_WORDING, row)
        return
    for wording in (_shown(row.wording), *_wordings(row.aliases)):
        other, there = wordings.setdefault(letters(wording), (row, wording))
        if other is not row:
            yield _problem(ProblemKind.WORDING_TWICE, row, wording, there, other=other)
        if is_long(wording):
            yield _problem(ProblemKind.LONG_WORDING, row, str(len(wording)), str(LONGEST_WORDING))


def _points_problems(row: CatalogueRow) -> Iterator[CatalogueProblem]:
    magnitude, sign = _magnitude(row.points), _sign(row.sign)
    own = magnitude[0] if magnitude else None
    if not _shown(row.points):
        yield _problem(ProblemKind.NO_POINTS, row)
    elif magnitude is None:
        yield _problem(ProblemKind.POINTS_UNREADABLE, row, _shown(row.points))
    if _shown(row.sign) and sign is None:
        yield _problem(ProblemKind.SIGN_UNKNOWN, row, _shown(row.sign))
    elif not _shown(row.sign) and own is None:
        yield _problem(ProblemKind.NO_SIGN, row)
    elif _clash(sign, own):
        yield _problem(ProblemKind.SIGN_CLASH, row, _shown(row.sign), _shown(row.points))
