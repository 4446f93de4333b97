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
def _sounds() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Read the table of sounds: a syllable, its characters, and those that it is a rarer reading of.

    Returns:
        The common reading of each character, and all its readings.
    """
    common: dict[str, set[str]] = {}
    every: dict[str, set[str]] = {}
    for line in read_shipped("sounds.txt").splitlines():
        syllable, usual, *rare = line.split(" ")
        for char in usual:
            common.setdefault(char, set()).add(_blur(syllable))
        for char in usual + "".join(rare):
            every.setdefault(char, set()).add(_blur(syllable))
    return common, every


def sound_alike(one: str, other: str) -> bool:
    """Tell whether two characters share a reading that is common for one of them, tones and zh/z, ng/n aside."""
    common, every = _sounds()
    none: set[str] = set()
    return not (
        common.get(one, none).isdisjoint(every.get(other, none))
        and every.get(one, none).isdisjoint(common.get(other, none))
    )
