"""The data that matching rests on: words.csv, sounds.txt, traditional.txt."""

from __future__ import annotations

import csv
from itertools import product

import pytest
from pypinyin import Style, pinyin

from kaohe.core.letters import clauses, letters, placed_letters, without_list_number
from kaohe.core.shipped import read_shipped
from kaohe.matching.sounds import sound_alike
from kaohe.matching.vocabulary import WordKind, lexicon

pytestmark = pytest.mark.core

ROWS = list(csv.DictReader(read_shipped("words.csv").splitlines()))


def spelled_out(texts: str) -> list[str]:
    return [
        "".join(parts) for text in texts.split() for parts in product(*(part.split("/") for part in text.split("+")))
    ]


def test_every_row_can_be_read() -> None:
    for row in ROWS:
        assert WordKind(row["类别"])
        assert row["概念"]
        assert row["说法"] or row["相反说法"]
        assert not row["份量"] or float(row["份量"]) >= 0


def test_no_word_means_two_things() -> None:
    meanings: dict[str, set[tuple[str, str, str]]] = {}
    for row in ROWS:
        for column in ("说法", "相反说法"):
            for word in spelled_out(row[column]):
                meanings.setdefault(word, set()).add((row["类别"], row["概念"], column))
    assert {word: found for word, found in meanings.items() if len(found) > 1} == {}


def test_words_are_written_as_they_are_compared() -> None:
    for row in ROWS:
        for word in spelled_out(row["说法"] + " " + row["相反说法"]):
            assert letters(word) == word


def test_phrases_are_made_of_words() -> None:
    words = {word for row in ROWS for word in spelled_out(row["说法"] + " " + row["相反说法"])}
    for row in ROWS:
        if row["类别"] == WordKind.PHRASE:
            assert set(row["概念"].split()) <= words, row["概念"]


def test_concepts_of_one_name_agree() -> None:
    for row in ROWS:
        concept = lexicon().concepts.get(row["概念"])
        if concept and row["份量"] and row["类别"] != WordKind.OTHER:
            assert concept.weight == pytest.approx(float(row["份量"]))


def test_other_matters_are_concepts_of_their_own() -> None:
    names = {row["概念"] for row in ROWS if row["类别"] != WordKind.OTHER}
    for row in ROWS:
        if row["类别"] == WordKind.OTHER:
            assert names.isdisjoint(spelled_out(row["说法"]))


@pytest.mark.parametrize("line", read_shipped("sounds.txt").splitlines()[::20])
def test_sounds_are_pypinyins(line: str) -> None:
    syllable, *groups = line.split(" ")
    for char in "".join(groups):
        assert syllable in pinyin(char, style=Style.NORMAL, heteronym=True)[0]


@pytest.mark.parametrize(("one", "other"), ["账帐", "纪记", "再在", "据距", "琴勤", "主组", "进经"])
def test_sound_alike(one: str, other: str) -> None:
    assert sound_alike(one, other)


@pytest.mark.parametrize(("one", "other"), ["未在", "多少", "岗村", "𠮷吉"])
def test_sound_different(one: str, other: str) -> None:
    assert not sound_alike(one, other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("幫扶幹部記錄", "帮扶干部记录"),
        ("收入賬和支出帳", "收入账和支出账"),
        ("“三会一课”执行", "三会一课执行"),
        ("ＡＢ 1２\u200b", "ab12"),
        ("1.5万元", "1点5万元"),
        ("１－３次", "1至3次"),
        ("达到20％", "达到20%"),
        ("2023年3月5日、10户", "2023年3月5日10户"),
        ("", ""),
        ("，。！", ""),
    ],
)
def test_letters(text: str, expected: str) -> None:
    assert letters(text) == expected


def test_clauses_keep_marks() -> None:
    assert clauses("不准确、不完整；（未在岗）") == "不准确、不完整，，未在岗，"


def test_placed_letters_know_their_places() -> None:
    text = "（帮 扶）幹部"
    found, places = placed_letters(text)
    assert found == "帮扶干部"
    assert [text[place] for place in places] == list("帮扶幹部")


@pytest.mark.parametrize(
    "text", ["1.未在岗", "1、未在岗", "（1）未在岗", "(一)未在岗", "一、未在岗", "①未在岗", "1）未在岗", " 2.  未在岗"]
)
def test_list_number_goes(text: str) -> None:
    assert letters(without_list_number(text)) == "未在岗"


@pytest.mark.parametrize("text", ["1.5万元未拨付", "2023年3月5日未在岗", "一次未到", "3名队员未在岗"])
def test_other_numbers_stay(text: str) -> None:
    assert without_list_number(text) == text
