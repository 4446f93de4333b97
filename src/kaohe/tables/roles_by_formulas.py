"""What an office's own formulas show of the columns: the strongest evidence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kaohe.core.reading import Role
from kaohe.tables.formulas import Relation, shown_formula
from kaohe.tables.making import NUMERIC_ROLES, REASON_ROLES, Making
from kaohe.tables.tiles import SURE, Tile


def read_formula_roles(tiles: Sequence[Tile], making: Making) -> None:
    """Take ranks, sums and what scores are made of from the formulas of their columns."""
    by_column = {tile.column: tile for tile in tiles}
    for tile in tiles:
        relation = tile.formula.relation if tile.formula else None
        if relation is None or tile.formula is None:
            continue
        quoted = shown_formula(tile.column, tile.formula)
        if relation.ranked is not None:
            tile.fix(Role.RANK, quoted)
            if (ranked := by_column.get(relation.ranked)) is not None and ranked.role in (
                Role.SCORE,
                Role.SUM,
                Role.UNKNOWN,
            ):
                ranked.fix(Role.SCORE, f"{quoted} 按它排名")
    score = next((tile for tile in tiles if tile.role is Role.SCORE and tile.formula and tile.formula.relation), None)
    for tile in tiles:
        relation = tile.formula.relation if tile.formula else None
        if relation is None or tile.formula is None or tile is score or tile.role in (Role.RANK, Role.SCORE):
            continue
        if relation.is_sum and all(column in by_column for column in relation.terms) and len(relation.terms) > 1:
            tile.fix(Role.SUM, shown_formula(tile.column, tile.formula))
            tile.parts_summed = tuple(relation.terms)
    if score is not None and score.formula is not None and score.formula.relation is not None:
        _from_score(score, by_column, making)


def _from_score(score: Tile, by_column: dict[int, Tile], making: Making) -> None:
    """Take from the formula of the scores which columns count, with which sign, on what base."""
    formula = score.formula
    relation = formula.relation if formula else None
    if relation is None or formula is None or not (set(relation.terms) | {relation.factor} - {None}) <= set(by_column):
        return
    leaves = _leaves(relation, by_column)
    if leaves is None or any(by_column[column].role in REASON_ROLES for column in leaves):
        return
    quoted = shown_formula(score.column, formula)
    score.fix(Role.SCORE, quoted)
    signs = {column: _formula_sign(by_column[column], coefficient) for column, coefficient in leaves.items()}
    marks = not relation.constant and all(sign == 1 for sign in signs.values())
    for column, coefficient in leaves.items():
        role = _leaf_role(by_column[column], signs[column], bool(relation.constant), marks)
        _fix_leaf(by_column[column], role, coefficient, quoted)
    for column in set(relation.terms) - set(leaves):
        by_column[column].fix(Role.SUM, quoted)
    if relation.factor is not None:
        making.coefficient = by_column[relation.factor]
        making.coefficient.fix(Role.COEFFICIENT, quoted)
    making.places, making.base = relation.places, relation.constant
    for tile in by_column.values():
        left_out = tile.role in NUMERIC_ROLES and tile.column not in leaves and not tile.profile.is_empty
        if left_out:
            tile.settle(tile.role, 30, f"{quoted} 里没有这一列")


def _leaves(relation: Relation, by_column: dict[int, Tile]) -> dict[int, Decimal] | None:
    """Return the columns that a score is made of in the end, those of sums in their place; None where one is missing."""
    leaves: dict[int, Decimal] = {}
    for column, coefficient in relation.terms.items():
        formula = by_column[column].formula
        inner = formula.relation if formula else None
        if inner is not None and inner.is_sum and len(inner.terms) > 1 and set(inner.terms) <= set(by_column):
            leaves |= dict.fromkeys(inner.terms, coefficient)
            continue
        if formula is not None and inner is not None and not inner.constant and len(inner.terms) == 1:
            (only,) = inner.terms
            if only not in by_column:
                return None
            by_column[only].fix(Role.COUNT, shown_formula(column, formula))
        leaves[column] = coefficient
    return leaves


def _fix_leaf(tile: Tile, role: Role | None, coefficient: Decimal, quoted: str) -> None:
    if role is None:
        tile.settle(tile.role, 30, f"表头“{tile.text}”与{quoted} 相反")
        return
    said = bool(tile.why)
    tile.fix(role)
    tile.why.append(f"与{quoted} 一致" if said else quoted)
    tile.factor = abs(coefficient) if abs(coefficient) != 1 else None


def _formula_sign(tile: Tile, coefficient: Decimal) -> int:
    """Return the sign that a column has in a score: added negative numbers are deductions."""
    sign = 1 if coefficient > 0 else -1
    only_negative = tile.profile.negative and not tile.profile.positive
    return -sign if only_negative else sign


def _leaf_role(tile: Tile, sign: int, constant: bool, marks: bool) -> Role | None:
    mixed = tile.profile.negative and tile.profile.positive
    if mixed and sign == 1:
        return Role.SIGNED
    if sign == -1:
        return None if tile.role is Role.ADDED and tile.certainty >= SURE else Role.DEDUCTED
    if tile.role is Role.BASE:
        return Role.BASE
    if tile.role is Role.DEDUCTED and tile.certainty >= SURE:
        return None
    if marks and tile.role is not Role.ADDED:
        return Role.MARKS
    return Role.MARKS if not constant and tile.role is not Role.ADDED and tile.profile.largest > 20 else Role.ADDED
