"""Tables made by hand and by chance, and plans carried out on them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

from kaohe.assessment.outcome import ColumnWrite
from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.schema import Field
from kaohe.core.table import Column, Layout, Sheets, Table

#: What real and careless people put into cells.
PIECES = (
    "迟到", "扣", "加", "0.1", "分", "，", "；", "。", "\n", "每次", "2次", "1-3", "酌情", "最高", "一票否决", "暂扣", "共扣",
    "个别帮扶干部未如实填写帮扶记录，扣0.1分", "暗访发现驻村工作队员未在岗被通报，扣0.2分", "获表彰，加0.5分", "无", "（", "）", "“", "”",
    "①", "1.", "（2）", "一是", "100元", "20%", "３", "．", "\u200b", "\ufeff", "\u202e", "\x07", "\ud800", "😀", "=1+1", "-", "+",
    " ", "　", "各扣", "分别扣", "半", "零点五", "第一书记", "2023年3月5日", "不得分", "99.9", "9" * 40, "〔2018〕8号", "详见附件",
)  # fmt: skip


def by_chance(chance: random.Random) -> CellValue:
    """Return a cell that may hold anything a sheet can hold."""
    kind = chance.randrange(12)
    if kind < 7:
        return "".join(chance.choices(PIECES, k=chance.randrange(1, 9)))
    if kind == 7:
        return Decimal(chance.choice(("0", "0.1", "-0.2", "1", "2", "99.9", "1E+300", "-7", "0.123456789012345")))
    if kind == 8:
        return chance.choice(tuple(ExcelError))
    if kind == 9:
        return chance.choice((True, False, date(2024, 3, 5), datetime(2024, 3, 5, 8, 30), time(8, 30)))
    if kind == 10:
        return "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randrange(6)))
    return None


def table(
    columns: Mapping[Field, Sequence[CellValue]],
    *,
    categories: Sequence[str | None] | None = None,
    layout: Layout = Layout.OFFICE,
    formulas: Mapping[Field, Sequence[str | None]] | None = None,
    sheet: str = "考核数据",
) -> Table:
    """Return a table with one column a field, from row 2 on; number columns have the sign of their heading."""
    signs = {Field.ADDED: 1, Field.DEDUCTED: -1}
    count = len(next(iter(columns.values())))
    made = tuple(
        Column(name, index, name.value, values, (formulas or {}).get(name, ()), signs.get(name))
        for index, (name, values) in enumerate(columns.items(), 1)
    )
    return Table(sheet, layout, 1, range(2, count + 2), categories or [None] * count, made)


def carry_out(sheets: Sheets, plan: Sequence[ColumnWrite]) -> Sheets:
    """Return the sheets with every write of a plan made."""
    for write in plan:
        sheets = replace(sheets, tables=tuple(_written(each, write) for each in sheets.tables))
    return sheets


def _written(table: Table, write: ColumnWrite) -> Table:
    if table.sheet != write.sheet:
        return table
    values = dict(zip(write.rows, write.values, strict=True))
    columns = tuple(
        replace(column, values=[values.get(row, old) for row, old in zip(table.rows, column.values, strict=True)])
        if column.index == write.column
        else column
        for column in table.columns
    )
    return replace(table, columns=columns)
