"""How a file's sheets were read, as lines and as the JSON that scripts hold on to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaohe.core.reading import ColumnReading, Role, RowReading, SheetReading, SheetState

Json = dict[str, object]


def readings_json(readings: Sequence[SheetReading]) -> Json:
    """Return what ``columns --json`` prints."""
    return {
        "sheets": [{"sheet": each.sheet, "read": each.state is SheetState.READ, "why": each.why} for each in readings],
        "columns": [column_json(column) for each in readings for column in each.columns],
        "rows": [row_json(rows) for each in readings for rows in each.rows],
    }


def column_json(column: ColumnReading) -> Json:
    """Return one column as ``columns``, ``check`` and ``recalc`` print it."""
    return {
        "sheet": column.sheet,
        "column": column.letters,
        "heading": column.heading,
        "role": column.role.value,
        "sign": column.sign,
        "why": "；".join(column.why),
        "certain": column.certain,
    }


def row_json(rows: RowReading) -> Json:
    """Return a stretch of rows as ``columns`` prints it."""
    return {"sheet": rows.sheet, "first": rows.first, "last": rows.last, "role": rows.role.value, "text": rows.text}


def questions(readings: Sequence[SheetReading]) -> list[ColumnReading]:
    """Return the columns that a person is asked about."""
    return [column for each in readings for column in each.columns if not column.certain]


def reading_lines(readings: Sequence[SheetReading]) -> Iterator[str]:
    """Yield how each sheet was read: a line a sheet, a line a column, a line on its rows."""
    for each in readings:
        yield f"{each.sheet}（{each.state.value}{f'：{each.why}' if each.why else ''}）"
        for column in each.columns:
            yield f"  {column_line(column)}"
        if each.rows and each.state is SheetState.READ:
            yield f"  {'；'.join(map(_stretch, each.rows))}"


def column_line(column: ColumnReading) -> str:
    """Return one line on a column: ``第E列“日常”：扣分（上级表头“扣分”）``."""
    why = f"（{'；'.join(column.why)}）" if column.why else ""
    heading = " ".join(column.heading.split())
    return f"{'' if column.certain else '？'}第{column.letters}列“{heading}”：{_said(column)}{why}"


def _said(column: ColumnReading) -> str:
    if column.certain or column.role is Role.UNKNOWN:
        return column.role.value
    return f"{Role.UNKNOWN}，可能是{column.role.value}"


def _stretch(rows: RowReading) -> str:
    span = f"{rows.first}" if rows.first == rows.last else f"{rows.first}～{rows.last}"
    return f"第{span}行{rows.role.value}"
