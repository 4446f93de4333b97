"""Several files' tables in one new workbook; a file that can't be read is reported, and not fatal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

from kaohe.core.problem import FileProblem
from kaohe.files.gathering import check_free
from kaohe.files.importing import with_words
from kaohe.files.opening import open_file
from kaohe.reports.merging import Merged, Source


def read_sources(chosen: Mapping[str, Path], begin: Callable[[str], None]) -> tuple[list[Source], dict[str, str]]:
    """Read files, by the names they go under; return those that could be read, and why the others could not.

    ``begin`` is called with the name of each before it is read.
    """
    sources: list[Source] = []
    failures: dict[str, str] = {}
    for name, path in chosen.items():
        begin(name)
        try:
            check_free(path)
            sheets, left = with_words(open_file(path))
            sources.append(Source(name, sheets, tuple((rest.place, rest.text) for rest in left)))
        except FileProblem as problem:
            failures[name] = problem.message
    return sources, failures


def merged_workbook(merged: Merged, failures: Mapping[str, str]) -> bytes:
    """Return the workbook of a merger, with a sheet on what came from where and what clashes."""
    from kaohe.files.pages.merger_sheet import add_merger
    from kaohe.files.template import build_workbook, content_from

    buffer = BytesIO()
    content = content_from(merged.sheets, joined=True)
    build_workbook(buffer, content, lambda book: add_merger(book, merged.counts, failures, merged.clashes))
    return buffer.getvalue()
