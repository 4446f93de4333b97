"""Which characters sound alike: what an input method mixes up."""

from __future__ import annotations

from functools import cache

from kaohe.core.shipped import read_shipped

#: Initials and finals that many speakers, and so many input methods, do not tell apart.
_BLURRED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))


def _blur(sound: str) -> str:
    for clear, blurred in _BLURRED:
        sound = sound.replace(clear, blurred)
    return sound


@cache
def _syllables() -> list[tuple[str, str, str]]:
    """Return the table of sounds: a syllable, its characters, and those with the ones that it is a rarer reading of."""
    lines = (line.split(" ") for line in read_shipped("sounds.txt").splitlines())
    return [(_blur(syllable), usual, usual + "".join(rare)) for syllable, usual, *rare in lines]


@cache  # there are some ten thousand characters
def _readings(char: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the common readings of a character, and all of them: looked up when asked for, as few ever are."""
    common = frozenset(syllable for syllable, usual, _ in _syllables() if char in usual)
    return common, frozenset(syllable for syllable, _, every in _syllables() if char in every)


def sound_alike(one: str, other: str) -> bool:
    """Tell whether two characters share a reading that is common for one of them, tones and zh/z, ng/n aside."""
    (common, every), (other_common, other_every) = _readings(one), _readings(other)
    return not (common.isdisjoint(other_every) and every.isdisjoint(other_common))
