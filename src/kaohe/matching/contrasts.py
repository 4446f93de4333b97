"""What tells two wordings apart whatever else they share: numbers, levels, letters, places, times, degrees, opposites.

The kinds are a closed list; their words are in data/office.csv (相近组).  Two wordings differ where each has
something of a kind that the other does not have: 甲村 and 乙村, 上午 and 下午, 90% and 9%.  What only one of them
says is for a person to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kaohe.core.letters import clauses
from kaohe.core.patterns import compile_on_use
from kaohe.core.records import dataclass
from kaohe.core.text import fold
from kaohe.matching.vocabulary import Lexicon, Sense, office_words

#: Groups (相近组) of words each of which means something else than all others of its group.
GROUPS = frozenset(("级别", "周期", "时期", "时段", "程度", "性别", "界限", "次序", "名次", "增减", "褒贬"))

_NUMBER = compile_on_use(
    r"(?P<number>\d+(?:\.\d+)?|(?<![一二两三四五六七八九十百])[一二两三四五六七八九十百]++)(?P<unit>%|分钟|个?小时|个月|个?工作日|人次|批次|平方米|公里|万元|[天日周月年米元岁度斤吨次处件起篇项人名位户个张份条辆间台块床节层楼号栋室级等])"
    r"|(?P<bare>\d+(?:\.\d+)?)"
)
_LETTER = compile_on_use(r"[a-z]+|[甲乙丙丁戊](?=[村镇乡县区市组队班类级方等])")
_QUARTER = compile_on_use(r"第?([一二三四1-4])季度")
_LEVEL = compile_on_use(r"(?P<level>国家|中央|[省市区县镇乡村校院])级|全(?P<whole>[国省市区县镇乡村校])")
_DIGIT = {char: str(value) for value, char in enumerate("零一二三四五六七八九")} | {"两": "2"}


@dataclass(frozen=True, slots=True)
class Difference:
    """What tells two wordings apart: the kind, and the words here and there."""

    kind: str
    here: str
    there: str


#: A kind and what is said of it, with the words that say it.
Contrasts = dict[tuple[str, str], str]
_NAME = "地名"


def contrasts(wording: str, places: Iterable[str] = ()) -> Contrasts:
    """Return all in a wording that may tell it from another one; ``places`` are the names of places in it."""
    found: Contrasts = {(_NAME, place): place for place in places}
    plain = fold(wording).lower()
    for match in _NUMBER.finditer(plain):
        if not _is_part_of_word(plain, match):
            number = match["bare"] or _plain_number(match["number"])
            found.setdefault((f"数字{match['unit'] or ''}", number), match[0])
    for match in _LETTER.finditer(plain):
        found.setdefault(("字母", match[0]), match[0])
    for match in _QUARTER.finditer(plain):
        found.setdefault(("时期", _plain_number(match[1]) + "季度"), match[0])
    for match in _LEVEL.finditer(plain):
        found.setdefault(("级别", match["level"] or match["whole"]), match[0])
    found.update(_words(clauses(wording), office_words()))
    return found


def differences(here: Contrasts, there: Contrasts) -> tuple[Difference, ...]:
    """Return what tells two wordings apart, kind by kind."""
    if not here or not there:
        return ()
    return tuple(
        Difference(kind, _said(here, kind, there), _said(there, kind, here))
        for kind in sorted({kind for kind, _ in here} & {kind for kind, _ in there})
        if _said(here, kind, there) and _said(there, kind, here)
    )


def _said(ours: Contrasts, kind: str, theirs: Contrasts) -> str:
    return "、".join(words for key, words in ours.items() if key[0] == kind and key not in theirs)


def _words(line: str, words: Lexicon) -> Iterator[tuple[tuple[str, str], str]]:
    for start, end, senses in words.cut(line):
        for sense in senses or ():
            group = _group(sense, words)
            if group and group != "级别":
                yield (group, f"{sense.concept}{sense.sign or ''}"), line[start:end]


def _group(sense: Sense, words: Lexicon) -> str:
    concept = words.concepts.get(sense.concept)
    return concept.group if concept and concept.group in GROUPS else ""


def _is_part_of_word(text: str, match: re.Match[str]) -> bool:
    """Tell whether 一 is no number but part of a word: 一般, 统一, 第一书记, 三会一课."""
    if match["bare"] or match["number"][0].isdigit():
        return False
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    return before in _WORD_BEFORE or after in _WORD_AFTER or _QUARTER.match(text, max(0, match.start() - 1)) is not None


_WORD_BEFORE = frozenset("统同专单唯每逐第之万")
_WORD_AFTER = frozenset("性般定直样致律味体")


def _plain_number(written: str) -> str:
    if written[0].isdigit():
        return written
    tens, ten, units = written.partition("十")
    if not ten:
        return _DIGIT.get(written, written)
    return (_DIGIT.get(tens, tens) or "1") + (_DIGIT.get(units, units) or "0")


@cache
def telling_letters() -> frozenset[str]:
    """Return the characters that may tell two wordings apart whatever they mean."""
    in_patterns = frozenset("".join(pattern.pattern for pattern in (_NUMBER, _LETTER, _QUARTER, _LEVEL)))
    return in_patterns | _WORD_BEFORE | _WORD_AFTER | office_words().letters_of(GROUPS)
