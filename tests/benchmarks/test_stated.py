"""The README's ratios are read back as stated, and a missed one is named."""

from __future__ import annotations

from tests.benchmarks.stated import Ratio, missed, stated


def test_the_readme_states_ratios() -> None:
    told = stated()
    assert {each.beside for each in told} >= {"openpyxl loads the file", "pandas", "polars"}
    assert len({(each.what, each.beside) for each in told}) == len(told)
    assert list(missed(told)) == []


def test_a_ratio_missed_by_more_than_a_tenth_is_named() -> None:
    first = stated()[0]
    assert list(missed([first._replace(ratio=first.ratio * 1.09)])) == []
    (line,) = missed([first._replace(ratio=first.ratio * 1.11)])
    assert first.what in line
    (line,) = missed([Ratio("something", "else", 0.1)])
    assert "not stated" in line
