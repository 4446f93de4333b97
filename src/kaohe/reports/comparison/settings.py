"""Settings and rank groups before and after."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from kaohe.assessment.scoring import plain
from kaohe.core.cells import CellValue
from kaohe.core.schema import SETTING_LABELS, CategoryField
from kaohe.core.settings import METHOD_WORDS, RankMethod, Settings, understand
from kaohe.core.table import Sheets
from kaohe.reports.comparison.model import SettingChange

_NO_LIMIT, _UNSET = "不限", "没有设置"


def changed_settings(old: Sheets, new: Sheets) -> tuple[SettingChange, ...]:
    """Return the settings that mean something else now, the usual ones standing in for those not given."""
    before, after = (understand(sheets.settings, sheets.rank_groups)[0] for sheets in (old, new))
    return (*_settings(old, new, before, after), *_rank_groups(old, new, before, after))


def _settings(old: Sheets, new: Sheets, before: Settings, after: Settings) -> Iterator[SettingChange]:
    for name, label in SETTING_LABELS.items():
        there, here = getattr(before, name), getattr(after, name)
        if there != here:
            written = (sheets.settings.get(name) for sheets in (old, new))
            yield SettingChange(label, *map(_shown, (there, here), written))


def _rank_groups(old: Sheets, new: Sheets, before: Settings, after: Settings) -> Iterator[SettingChange]:
    """Yield the categories of both versions that are ranked in another group now."""
    there, here = _categories(old), _categories(new)
    for category in (category for category in there if category in here):
        groups = tuple(settings.rank_groups.get(category, category) for settings in (before, after))
        if groups[0] != groups[1]:
            yield SettingChange(f"“{category}”的{CategoryField.RANK_GROUP}", *groups)


def _categories(sheets: Sheets) -> dict[str, None]:
    return {category: None for table in sheets.tables for category in table.categories if category is not None}


def _shown(value: object, written: CellValue) -> str:
    """Return a setting in words: a number or a choice as it is meant, a text as it is ``written``."""
    if value is None:
        return _NO_LIMIT
    if isinstance(value, RankMethod):
        return METHOD_WORDS[value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Decimal | int):
        return plain(Decimal(value))
    return _UNSET if written is None or not value else " ".join(str(written).split())
