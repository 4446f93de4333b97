"""An outcome into a closed workbook: the planned cells, the sheet 核对结果, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from kaohe.assessment.outcome import ColumnWrite, Outcome
from kaohe.core.functions import FUNCTIONS
from kaohe.core.problem import FileProblem
from kaohe.core.reading import Answers
from kaohe.core.records import NamedTuple
from kaohe.core.schema import Mark
from kaohe.files.disk.names import shown
from kaohe.files.disk.replacing import changed_meanwhile, replace_file
from kaohe.files.disk.source import Original
from kaohe.files.disk.target import check_target
from kaohe.files.ooxml.own_sheet import marked_sheet, own_sheet
from kaohe.files.ooxml.package import Package, worded
from kaohe.files.ooxml.sheet_xml import Rows, set_rows
from kaohe.files.ooxml.source import check_source
from kaohe.files.ooxml.workbook import Workbook
from kaohe.files.pages.findings_sheet import refresh_findings
from kaohe.files.xlsx.answers import put_answers

#: Kaohe's worksheet functions: without the add-in they give #NAME? once Excel calculates them.
_OWN_FUNCTIONS = tuple(f"{function.name}(".encode() for function in FUNCTIONS)
_FORMULAS = (b"<f>", b"<f ", b":f>", b":f ")


#: Puts a sheet into a workbook; see :mod:`kaohe.files.ooxml.transplant`.
PutPage = Callable[[Workbook], object]


class WriteReport(NamedTuple):
    """Whether the target was written, and the copy of what it held before (None where none was kept).

    ``other_names``: another name (a hard link) still leads to what it held before.
    """

    changed: bool
    backup: Path | None
    other_names: bool = False


def write_outcome(
    source: Original, target: Path, outcome: Outcome, *, pages: Sequence[PutPage] = (), backup: bool = False
) -> WriteReport:
    """Write ``source`` with the outcome in it to ``target``, which may be the file of ``source`` itself.

    ``source`` is what the outcome was computed from: where another program has saved the file since, it is left
    as that program saved it.

    Only cells of the plan and the sheet of findings change; all other parts keep their bytes.
    ``pages`` put further sheets of Kaohe's own.  A target that holds the result already is not touched.
    ``backup`` keeps what an existing target held under a dated name beside it.

    Raises:
        FileProblem: The source cannot be edited, or the target cannot be written; both are unharmed.
    """
    check_source(source)
    check_target(target)
    if outcome.fingerprint not in ("", source.fingerprint):
        raise changed_meanwhile(source.path)

    def edit(package: Package, in_place: bool) -> None:
        apply_outcome(package, outcome, name=source.path.name, in_place=in_place)
        for put in pages:
            put(Workbook(package))

    return _write(source, target, edit, backup=backup)


def write_answers(
    source: Original, target: Path, answers: Answers, *, pages: Sequence[PutPage] = (), backup: bool = False
) -> WriteReport:
    """Write ``source`` with a person's answers (and further pages) to ``target``, which may be its own file.

    Raises:
        FileProblem: The source cannot be edited, or the target cannot be written; both are unharmed.
    """
    check_source(source)
    check_target(target)

    def edit(package: Package, in_place: bool) -> None:
        workbook = Workbook(package)
        _check_editable(workbook, source.path.name, in_place)
        put_answers(workbook, answers)
        for put in pages:
            put(workbook)

    return _write(source, target, edit, backup=backup)


def _write(source: Original, target: Path, edit: Callable[[Package, bool], None], *, backup: bool) -> WriteReport:
    """Write what ``edit`` makes of a workbook; it is told whether the target is the source's own file."""
    path = source.path
    if path.suffix.lower() != target.suffix.lower():
        raise FileProblem(
            f"输出文件“{shown(target)}”的后缀应与原文件相同（{path.suffix}），否则 Excel 打不开。请改正后缀。"
        )
    in_place = target.exists() and path.exists() and target.samefile(path)
    with worded(path):
        package = Package(source.content)
        edit(package, in_place)
        chunks = list(package.chunks())
    if _holds(target, chunks):
        return WriteReport(changed=False, backup=None)
    expected = source.content if in_place else None
    replaced = replace_file(target, chunks, expected=expected, backup=backup)
    return WriteReport(True, replaced.backup, replaced.other_names)


def _keep_answers(workbook: Workbook, outcome: Outcome) -> None:
    """Keep the answers that the outcome was computed with; the page 读表说明, where there is one, follows."""
    put_answers(workbook, outcome.answers)
    if outcome.answers.only is None and marked_sheet(workbook, Mark.READING):
        from kaohe.files.pages.reading_sheet import put_reading

        put_reading(workbook, outcome.readings, outcome.answers)


def would_change(source: Original, outcome: Outcome) -> bool:
    """Say whether writing the outcome into its own workbook would change anything in the file.

    Raises:
        FileProblem: The workbook can't be edited.
    """
    with worded(source.path):
        package = Package(source.content)
        apply_outcome(package, outcome, name=source.path.name)
        return b"".join(package.chunks()) != source.content


def apply_outcome(package: Package, outcome: Outcome, *, name: str, in_place: bool = True) -> None:
    """Put the planned values and the findings into an open package called ``name``; statistics there follow.

    Raises:
        FileProblem: The workbook forbids it: signed, protected, or (in place) with a write password.
    """
    workbook = Workbook(package)
    _check_editable(workbook, name, in_place)
    planned = _rows(outcome.plan)
    for sheet in [*planned]:
        set_rows(package, sheet, planned.pop(sheet))
    if package.changed and _formulas_follow(workbook):
        workbook.calculate_on_load()
    refresh_findings(workbook, outcome)
    _keep_answers(workbook, outcome)
    if marked_sheet(workbook, Mark.STATISTICS):
        from kaohe.files.pages.statistics_sheet import refresh_statistics

        refresh_statistics(workbook, outcome)
    if marked_sheet(workbook, Mark.RANKING):
        from kaohe.files.pages.ranking_sheet import refresh_ranking

        refresh_ranking(workbook, outcome)


def _holds(target: Path, chunks: list[bytes | memoryview]) -> bool:
    return (
        target.exists() and target.stat().st_size == sum(map(len, chunks)) and target.read_bytes() == b"".join(chunks)
    )


def _rows(plan: Iterable[ColumnWrite]) -> dict[str, Rows]:
    """Return what is to be written, by sheet, row and column."""
    sheets: dict[str, Rows] = {}
    for write in plan:
        rows = sheets.setdefault(write.sheet, {})
        for row, value in zip(write.rows, write.values, strict=True):
            rows.setdefault(row, {})[write.column] = value
    return sheets


def _check_editable(workbook: Workbook, name: str, in_place: bool) -> None:
    if any(link.kind == "origin" for link in workbook.package.relationships()):
        raise FileProblem(
            f"“{name}”带有数字签名，修改会使签名失效，没有写入。请先在 Excel 中删除签名，或另存一份未签名的文件。"
        )
    if in_place and workbook.write_password:
        raise FileProblem(f"“{name}”设有修改密码，没有写入。请用 -o 另存为其他文件，或先在 Excel 中取消修改密码。")
    if workbook.structure_locked and own_sheet(workbook) is None:
        raise FileProblem(f"“{name}”的工作簿结构受保护，不能添加“核对结果”表。请先在“审阅”中取消“保护工作簿”再试。")


def _formulas_follow(workbook: Workbook) -> bool:
    """Whether formulas of the workbook's own may depend on what was written, and can be calculated anywhere.

    Excel trusts cached values on opening, so a total over new scores would stay the old one.
    """
    parts = [sheet.part for sheet in workbook.sheets if sheet.part and sheet.part in workbook.package]
    texts = [workbook.package.text(part) for part in parts]
    computed = [text for text in texts if any(mark in text for mark in _FORMULAS)]
    return bool(computed) and not any(function in text for text in computed for function in _OWN_FUNCTIONS)
