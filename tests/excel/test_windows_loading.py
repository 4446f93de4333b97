"""Excel's list of add-ins: ours comes and goes, the others stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.excel.windows.loading import adding, is_in_item, removing, slots_of

ADDIN = PureWindowsPath(r"C:\ProgramData\Kaohe\kaohe.xlam")
OURS = r'"C:\ProgramData\Kaohe\kaohe.xlam"'

others = st.sampled_from([r'"C:\a\first.xlam"', r'/R "C:\a\second.xll"', "/A Some.Automation", "third.xlam", ""])


def _apply(values: Mapping[str, str], changes: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in {**values, **changes}.items() if value is not None}


def _numbered(items: list[str]) -> dict[str, str]:
    return {f"OPEN{number or ''}": item for number, item in enumerate(items)}


def _in_order(values: Mapping[str, str]) -> list[str]:
    numbers = sorted(int(name[4:] or 0) for name in values if name.startswith("OPEN"))
    return [values[f"OPEN{number or ''}"] for number in numbers]


@given(st.lists(others, max_size=6))
def test_added_and_removed_everything_is_as_before(items: list[str]) -> None:
    before = _numbered(items) | {"Font": "宋体,11", "OPENX": "no add-in"}
    installed = _apply(before, adding(before, ADDIN))
    assert _in_order({name: value for name, value in installed.items() if name != "OPENX"}) == [*items, OURS]
    assert _apply(installed, removing(installed, ADDIN)) == before


@given(st.lists(others, max_size=4), st.lists(others, max_size=4))
def test_removed_from_between_others_no_gap_stays(before: list[str], after: list[str]) -> None:
    values = _numbered([*before, OURS, *after])
    assert _apply(values, removing(values, ADDIN)) == _numbered(before + after)


@given(st.dictionaries(st.sampled_from(["OPEN", *(f"OPEN{number}" for number in range(1, 9))]), others))
def test_whatever_gaps_there_are_the_others_keep_their_order(values: dict[str, str]) -> None:
    installed = _apply(values, adding(values, ADDIN))
    assert [item for item in _in_order(installed) if item != OURS] == _in_order(values)
    removed = _apply(installed, removing(installed, ADDIN))
    assert _in_order(removed) == _in_order(values)
    assert not slots_of(removed, ADDIN)


@pytest.mark.parametrize(
    "value", [OURS, OURS.strip('"'), OURS.upper(), f"/R {OURS}", f"/F {OURS}", r'"C:/ProgramData/Kaohe/kaohe.xlam"']
)
def test_ours_is_known_however_excel_writes_it(value: str) -> None:
    values = {"OPEN": value, "Font": value}
    assert slots_of(values, ADDIN) == ["OPEN"]
    assert adding(values, ADDIN) == {}


@pytest.mark.parametrize(
    "value",
    [r'"C:\ProgramData\Kaohe\other.xlam"', r'"D:\ProgramData\Kaohe\kaohe.xlam"', "kaohe.xlam", "/A Kaohe", "", 5],
)
def test_others_are_not_taken_for_ours(value: object) -> None:
    assert slots_of({"OPEN": value}, ADDIN) == []


def test_registered_twice_by_hand_both_go() -> None:
    values = _numbered([OURS, "third.xlam", OURS])
    assert _apply(values, removing(values, ADDIN)) == {"OPEN": "third.xlam"}


def _disabled(path: str) -> bytes:
    """Return an entry as Excel writes it: kind, the lengths in bytes of path and description, then both."""
    texts = [f"{text}\0".encode("utf-16-le") for text in (path, "考核")]
    return b"".join([(1).to_bytes(4, "little"), *(len(text).to_bytes(4, "little") for text in texts), *texts])


def test_excels_list_of_disabled_files() -> None:
    assert is_in_item(_disabled(str(ADDIN).lower()), ADDIN)
    assert not is_in_item(_disabled(r"C:\other\kaohe.xlam"), ADDIN)
    assert not is_in_item(str(ADDIN), ADDIN)
