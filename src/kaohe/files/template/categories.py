"""The list of categories of a new workbook."""

from __future__ import annotations

from kaohe.files.template.content import BUILT_IN_CATEGORIES, Category


def list_categories(names: list[str | None], rank_groups: dict[str, str]) -> tuple[Category, ...]:
    """Return the categories that have a rank group, then those met, in order; the built-in ones where there are none."""
    met = dict.fromkeys([*rank_groups, *(name for name in names if name is not None)])
    return tuple(Category(name, rank_groups.get(name, name)) for name in met) or BUILT_IN_CATEGORIES
