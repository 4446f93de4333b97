"""Settings and rank groups that several files bring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import starmap

from kaohe.assessment.figures import shown
from kaohe.core.cells import CellValue
from kaohe.core.names import Spelling
from kaohe.core.schema import FORM_LABELS, SETTING_LABELS
from kaohe.core.settings import understand
from kaohe.core.table import Table
from kaohe.reports.merging.model import Clash, ClashKind, Source, Version, clash


def merge_settings(sources: Sequence[Source]) -> tuple[dict[str, CellValue], tuple[Clash, ...]]:
    """Return each setting as the first file has it, and those that another file sets otherwise.

    Files without settings of their own have no say.
    """
    settled: dict[str, CellValue] = {}
    for source in reversed(sources):
        settled |= source.sheets.settings
    return settled, tuple(_setting_clashes(sources))


def _setting_clashes(sources: Sequence[Source]) -> Iterator[Clash]:
    meant = [(source, understand(source.sheets.settings)[0]) for source in sources]
    for name, label in SETTING_LABELS.items():
        told = [(source, getattr(settings, name)) for source, settings in meant if name in source.sheets.settings]
        if len({value for _, value in told}) > 1:
            versions = (Version(source.name, _said(source.sheets.settings[name])) for source, _ in told)
            yield clash(ClashKind.SETTING, label, versions)


def merge_form_texts(sources: Sequence[Source]) -> tuple[dict[str, CellValue], tuple[Clash, ...]]:
    """Return title and lines to sign of the first file that sets any, and a clash for each that another file sets otherwise.

    What a base says holds without a word: each department has a title of its own.
    """
    having = [source for source in sources if source.sheets.form_texts]
    clashes = []
    for name, label in FORM_LABELS.items() if having and having[0].sheets.tables else ():
        told = [(source.name, _said(source.sheets.form_texts.get(name))) for source in having]
        if len({text for _, text in told}) > 1:
            clashes.append(clash(ClashKind.SETTING, label, starmap(Version, told)))
    return dict(having[0].sheets.form_texts) if having else {}, tuple(clashes)


def _said(value: CellValue) -> str:
    return "" if value is None else shown(value)


def merge_rank_groups(
    sources: Sequence[Source], tables: Iterable[Table], spelling: Spelling
) -> tuple[dict[str, str], tuple[Clash, ...]]:
    """Return the rank group of every category, its own where no file says another, and where files contradict."""
    told: dict[str, dict[str, str]] = {}
    for source in sources:
        for category, group in source.sheets.rank_groups.items():
            told.setdefault(spelling.settle(category), {})[source.name] = spelling.settle(group)
    groups = {category: next(iter(by_source.values())) for category, by_source in told.items()}
    for table in tables:
        groups |= {name: name for name in table.categories if name is not None and name not in groups}
    clashes = (
        clash(ClashKind.RANK_GROUP, category, starmap(Version, by_source.items()))
        for category, by_source in told.items()
        if len(set(by_source.values())) > 1
    )
    return groups, tuple(clashes)
