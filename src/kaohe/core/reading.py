"""How a sheet was read: a role for every column and every block of rows, and a person's answers, as plain data.

Nothing here decides anything: readers fill it in, rules word its questions, pages and commands show it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from kaohe.core.cells import CellRef
from kaohe.core.records import dataclass, field
from kaohe.core.spreadsheet import column_letters


class Role(StrEnum):
    """What a column of an assessment table is; the value is what a person chooses from."""

    NUMBER = "序号"
    UNIT = "被考核单位"
    CATEGORY = "类别"
    REASONS = "加扣分原因"
    DEDUCTION_REASONS = "扣分原因"
    BONUS_REASONS = "加分原因"
    ADDED = "加分"
    DEDUCTED = "扣分"
    SIGNED = "加扣分"
    MARKS = "得分项"  # marks obtained, of a full mark: the score is their sum
    BASE = "基础分"
    SUM = "合计"  # adds up other columns; checked against them, never counted
    RATE = "每次分值"
    COUNT = "次数"
    COEFFICIENT = "系数"
    VETO = "一票否决"
    SCORE = "得分"
    RANK = "名次"
    GRADE = "等次"
    REMARK = "备注"
    OTHER_PERIOD = "其他时期"
    EARLIER = "前一阶段"  # 初评, 自评, 应扣 beside 最终, 实扣
    OUTSIDE = "无关"
    CHECK = "核对"
    SOURCE = "来源"
    STATED_SCORE = "原得分"
    STATED_RANK = "原名次"
    UNKNOWN = "待确认"

    @property
    def sign(self) -> int | None:
        """+1 where the cells of such a column add, -1 where they deduct, None where they say so themselves or do neither."""
        return _SIGNS.get(self)

    @property
    def counts(self) -> bool:
        """Whether the cells of such a column enter a score."""
        return self in COUNTED


_SIGNS = {Role.ADDED: 1, Role.BONUS_REASONS: 1, Role.DEDUCTED: -1, Role.DEDUCTION_REASONS: -1}

#: What a score is made of, besides the base.
COUNTED = frozenset(
    {
        Role.REASONS,
        Role.DEDUCTION_REASONS,
        Role.BONUS_REASONS,
        Role.ADDED,
        Role.DEDUCTED,
        Role.SIGNED,
        Role.MARKS,
    }
)

#: What a person may answer, in the order of the drop-down list.
ANSWERS = (
    Role.DEDUCTED,
    Role.ADDED,
    Role.SIGNED,
    Role.MARKS,
    Role.DEDUCTION_REASONS,
    Role.BONUS_REASONS,
    Role.REASONS,
    Role.BASE,
    Role.SUM,
    Role.SCORE,
    Role.RANK,
    Role.UNIT,
    Role.CATEGORY,
    Role.NUMBER,
    Role.RATE,
    Role.COUNT,
    Role.COEFFICIENT,
    Role.VETO,
    Role.GRADE,
    Role.REMARK,
    Role.OTHER_PERIOD,
    Role.EARLIER,
    Role.OUTSIDE,
)


class RowRole(StrEnum):
    """What a stretch of rows of a sheet is; the value is what a page shows."""

    TITLE = "标题"
    HEADING = "表头"
    BAND = "类别行"
    UNITS = "单位"
    TOTAL = "合计"
    NOTE = "注释、签字"
    OTHER_LIST = "另一个表"
    QUESTION = "待确认"


class SheetState(StrEnum):
    """Whether a sheet was read; the value is what a page shows."""

    READ = "已读"
    SKIPPED = "未读"


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """One column of one table: its role, and why.

    ``column`` is the sheet column counted from 1, ``heading`` its heading as written (``group/heading`` in
    several rows), ``header_row`` the last row of headings of its table.  ``why`` is in words, strongest first:
    上级表头“扣分”, 与G列公式 =100-SUM(E3:G3) 一致.  Where ``certain`` is False a person is asked; ``role`` is
    then what it most likely is.
    """

    sheet: str
    column: int
    heading: str
    role: Role
    sign: int | None
    why: tuple[str, ...]
    certain: bool
    header_row: int
    answered: bool = False

    @property
    def letters(self) -> str:
        """The column as Excel names it."""
        return column_letters(self.column)

    @property
    def where(self) -> CellRef:
        """The cell of the heading."""
        return CellRef(self.sheet, self.header_row, self.column)


@dataclass(frozen=True, slots=True)
class RowReading:
    """A stretch of neighbouring rows of one role; ``text`` is what its first row shows, ``header_row`` its table's."""

    sheet: str
    first: int
    last: int
    role: RowRole
    text: str = ""
    header_row: int | None = None


@dataclass(frozen=True, slots=True)
class SheetReading:
    """One sheet: whether it was read and why (not), and what its columns and rows are."""

    sheet: str
    state: SheetState
    why: str
    columns: tuple[ColumnReading, ...] = ()
    rows: tuple[RowReading, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnAnswer:
    """A person's answer: what the column under a heading is.  It holds while the heading reads as it did.

    ``base`` is what the scores start from, where the question was that: 得分（150分） may start from 150 or from 100.
    """

    sheet: str
    column: int
    heading: str
    role: Role
    base: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SheetAnswer:
    """A person's answer: whether a sheet is to be read."""

    sheet: str
    read: bool


Answer = ColumnAnswer | SheetAnswer


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers of a workbook.

    ``columns`` are keyed by sheet and column.  ``sheets`` says of each sheet that was asked about whether it is
    read.  ``only``, where not None, are the only sheets to read (``--sheet``).
    """

    columns: Mapping[tuple[str, int], ColumnAnswer] = field(default_factory=dict)
    sheets: Mapping[str, bool] = field(default_factory=dict)
    only: frozenset[str] | None = None

    def with_answer(self, answer: Answer) -> Answers:
        """Return the answers with one more, which replaces an earlier one to the same question."""
        if isinstance(answer, SheetAnswer):
            return Answers(self.columns, {**self.sheets, answer.sheet: answer.read}, self.only)
        return Answers({**self.columns, (answer.sheet, answer.column): answer}, self.sheets, self.only)


NO_ANSWERS = Answers()
