"""The Python door: the functions that the command line is made of.

    >>> import kaohe
    >>> outcome = kaohe.recalculate(kaohe.read("考核表.xlsx"))
    >>> [(unit.unit, unit.score, unit.rank) for unit in outcome.units][:2]
    [('登科街道', Decimal('99.6'), 4), ('文治街道', Decimal('99.7'), 3)]
    >>> kaohe.write(outcome, "考核表.xlsx", "结果.xlsx").changed
    True

What a table holds never makes a function raise: what is wrong with it becomes findings of the outcome.
:class:`FileProblem` is raised where a file cannot be read or written; its ``message`` is one Chinese line for people.
Points and scores are :class:`decimal.Decimal`, in 分; None where they cannot be determined.
"""

from __future__ import annotations

from functools import lru_cache
from os import PathLike
from pathlib import Path

from kaohe.assessment.outcome import Outcome, UnitResult
from kaohe.assessment.rules import manual_page
from kaohe.core.findings import Finding
from kaohe.core.problem import FileProblem
from kaohe.core.table import Sheets
from kaohe.files.catalogue import read_catalogue
from kaohe.files.disk.source import read_original
from kaohe.files.opening import read_sheets
from kaohe.files.xlsx.writer import WriteReport, write_outcome
from kaohe.matching import Matcher
from kaohe.matching.catalogue import builtin
from kaohe.matching.model import Match
from kaohe.reason import parse
from kaohe.reason.model import Reading
from kaohe.recalculation import recalculate

__all__ = [
    "FileProblem",
    "Finding",
    "Match",
    "Matcher",
    "Outcome",
    "Reading",
    "Sheets",
    "UnitResult",
    "WriteReport",
    "explain",
    "match",
    "matcher",
    "parse",
    "read",
    "recalculate",
    "write",
]

FilePath = str | PathLike[str]


def read(file: FilePath) -> Sheets:
    """Return the assessment tables of a ``.xlsx``, ``.xlsm``, ``.docx``, ``.csv`` or ``.txt``.

    >>> len(read("考核表.xlsx").tables[0].rows)
    75

    Raises:
        FileProblem: The file can't be read, or shows no trace of an assessment table.
    """
    return read_sheets(Path(file))


def write(outcome: Outcome, source: FilePath, target: FilePath | None = None) -> WriteReport:
    """Write the workbook ``source`` with the outcome in it to ``target``, or into ``source`` itself.

    Only planned cells and the sheet 核对结果 change.  What an existing target held is kept beside it under a
    dated name, ``backup`` of the report; a target that holds the result already is not touched (``changed``).

    >>> outcome = recalculate(read("考核表.xlsx"))
    >>> write(outcome, "考核表.xlsx", "结果.xlsx").backup is None
    True
    >>> write(outcome, "考核表.xlsx", "结果.xlsx").changed
    False

    Raises:
        FileProblem: The source can't be edited, it was saved by another program since it was read, or the target
            can't be written; both are unharmed.
    """
    path = Path(source)
    return write_outcome(read_original(path), path if target is None else Path(target), outcome, backup=True)


@lru_cache(maxsize=1)
def _builtin_matcher() -> Matcher:
    return Matcher(builtin())


def matcher(catalogue: FilePath | None = None) -> Matcher:
    """Return what matches reasons on a catalogue: a CSV (编号,标准表述,加扣,分值,别名), or the built-in one.

    Made once, asked often: preparing a catalogue takes longer than a match on it.

    >>> [entry.code for entry in matcher("标准目录.csv").match("食堂伙食差").entries]
    ['Z9']

    Raises:
        FileProblem: The file can't be read, or lacks a column.
    """
    return _builtin_matcher() if catalogue is None else Matcher(read_catalogue(Path(catalogue)))


def match(reason: str) -> Match:
    """Return what the built-in catalogue says of one reason, given without its points.

    >>> found = match("检查发现驻村队员不在岗")
    >>> found.verdict.value, [entry.code for entry in found.entries]
    ('variant', ['B01'])
    """
    return _builtin_matcher().match(reason)


def explain(code: str) -> str:
    """Return the manual page of a finding, in Chinese.

    >>> print(explain("T301").splitlines()[0])
    T301　没有写分值（错误）

    Raises:
        KeyError: No finding has this code.
    """
    return manual_page(code)
