"""Which characters sound alike: what an input method mixes up."""

from __future__ import annotations

from functools import cache

from kaohe.shipped import read_shipped

#: Initials and finals that many speakers, and so many input methods, do not tell apart.
_BLURRED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))


def _blur(sound: str) -> str:
    for clear, blurred in _BLURRED:
        sound = sound.replace(clear, blurred)
    return sound


@cache
def _sounds() -> dict[str, frozenset[str]]:
    """Read the table of sounds: a syllable, its characters, and characters that it is a rarer reading of."""
    sounds: dict[str, set[str]] = {}
    for line in read_shipped("sounds.txt").splitlines():
        syllable, *groups = line.split(" ")
        for char in "".join(groups):
            sounds.setdefault(char, set()).add(_blur(syllable))
    return {char: frozenset(syllables) for char, syllables in sounds.items()}


def sound_alike(one: str, other: str) -> bool:
    """Tell whether two characters share a reading, tones and zh/z, ng/n aside."""
    sounds = _sounds()
    return not sounds.get(one, frozenset()).isdisjoint(sounds.get(other, frozenset()))
