"""What goes into a merger and what comes out of it, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from kaohe.core.records import dataclass
from kaohe.core.table import Sheets


@dataclass(frozen=True, slots=True)
class Source:
    """One file: what it is called, and what a reader found in it.

    ``left`` is what of it no table took (place and text); None where only the gaps in ``sheets`` tell.
    """

    name: str
    sheets: Sheets
    left: tuple[tuple[str, str], ...] | None = None


class ClashKind(StrEnum):
    """What two files do not agree on, or what of a file found no place."""

    UNIT_DIFFERS = "unit_differs"  # typed scores of parts that become one row
    UNIT_REPEATED = "unit_repeated"  # the same content: taken once
    POINTS_DIFFER = "points_differ"  # one reason of a unit, other points in each file: open until somebody decides
    CATEGORY_DIFFERS = "category_differs"  # one name, another category in each file: both rows are taken
    CATEGORY_SETTLED = "category_settled"  # the roster says another one, which holds
    NOT_TOLD = "not_told"  # units of the roster that no file tells anything of: they have no reasons
    NOT_LISTED = "not_listed"  # a unit that the roster does not have: its row is taken
    LIKELY_SAME = "likely_same"  # two names that are likely one unit: both rows are taken
    CATALOGUE = "catalogue"  # one code or one wording, another entry: the first file's holds
    SETTING = "setting"  # the first file's holds
    RANK_GROUP = "rank_group"  # the first file's holds
    UNPLACED = "unplaced"  # a text below a table that is neither unit nor remark
    UNREAD_TABLE = "unread_table"  # a table without a column that it needs


@dataclass(frozen=True, slots=True)
class Version:
    """What one file says."""

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Clash:
    """One matter with what each file says of it, in full, in the order of the files."""

    kind: ClashKind
    subject: str
    versions: tuple[Version, ...]


def clash(kind: ClashKind, subject: str, told: Iterable[Version]) -> Clash:
    """Return a clash with one version for each thing said, naming all files that say it."""
    files: dict[str, list[str]] = {}
    for version in told:
        files.setdefault(version.text, []).append(version.source)
    return Clash(kind, subject, tuple(Version("、".join(names), text) for text, names in files.items()))


@dataclass(frozen=True, slots=True)
class Merged:
    """All tables as one: each unit has its file in a column 来源, each category the rank group that its files give it, else one of its own.

    ``counts`` are the units that were taken from each file, by its name.
    """

    sheets: Sheets
    clashes: tuple[Clash, ...]
    counts: dict[str, int]
