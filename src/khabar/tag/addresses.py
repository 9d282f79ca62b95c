"""What is no part of a person's name and no name by itself: forms of address (معالي الشيخ), ranks of two words (العميد الركن), a particle left behind.

A model of few annotated reports takes what it has not seen before a name for a part of the name; the words themselves are few and known.
"""

from collections.abc import Iterable, Sequence

from khabar.fold import fold
from khabar.tables import rows
from khabar.tag.evidence import Name

_PARTICLES = frozenset("وفبلك")
_LEAST_ADDRESSED = 3  # tokens of a person's name with a form of address before it
_SERVANT = "عبد"  # no name without what follows it: عبد الأمير
_CROWNED = frozenset(map(fold, "البابا الملك الملكة القيصر الإمبراطور السلطان البطريرك".split()))
_ORDINALS = frozenset(map(fold, "الأول الأولى الثاني الثانية الثالث الرابع الخامس السادس السابع الثامن".split()))


def _words() -> dict[str, frozenset[str]]:
    found: dict[str, list[str]] = {}
    for row in rows("addresses.tsv"):
        found.setdefault(row["kind"], []).extend(fold(word) for word in row["words"].split())
    return {kind: frozenset(words) for kind, words in found.items()}


class Addresses:
    """The words of ``data/addresses.tsv``, taken off names."""

    def __init__(self) -> None:
        words = _words()
        self._honours, self._holders, self._titles, self._tails = words["honour"], words["holder"], words["title"], words["tail"]
        self._officers = words["officer"] | {"ال" + word for word in words["officer"]}
        self._ranks = words["rank"]
        self._phrases = frozenset(tuple(map(fold, phrase.split("_"))) for phrase in words["phrase"])
        self._first = self._honours | self._holders | self._tails | self._officers | self._ranks | {phrase[0] for phrase in self._phrases}

    def taken_off(self, names: Iterable[Name], keys: Sequence[str]) -> list[Name]:
        """Return the names without forms of address and rank before them, without those that are nothing else; ``keys`` are a report's folded keys."""
        found = []
        for name in names:
            first, stop, kind = name
            if keys[first] in self._first:
                first = self._begin(first, stop, kind, keys)
            if kind == "PER" and first < stop:
                stop = _end(first, stop, keys)
            if first < stop:
                found.append(name if (first, stop) == name[:2] else (first, stop, kind))
        return found

    def _begin(self, first: int, stop: int, kind: str, keys: Sequence[str]) -> int:
        """Return where a name begins that seems to begin with a word of address or rank; ``stop`` where it is nothing else."""
        key, alone = keys[first], stop - first == 1
        if first + 1 < len(keys) and (key, keys[first + 1]) in self._phrases:
            return first + 2 if kind == "PER" and not alone else stop
        if key in self._holders:
            return stop if alone else first
        if kind == "PER" and key in self._ranks:
            return first + 1
        if key in self._honours:
            following = keys[first + 1] if first + 1 < len(keys) else ""
            if following not in self._titles or kind in {"LOC", "PROC"}:
                return first + (kind == "PER" and stop - first >= _LEAST_ADDRESSED)  # معالي خليفة شاهين, no معالي زايد
            while first < stop and (keys[first] in self._honours or keys[first] in self._titles):
                first += 1
            return first
        if key in self._tails:
            ranked = first > 0 and keys[first - 1] in self._officers
            while ranked and first < stop and keys[first] in self._tails:
                first += 1
            return first
        return stop if stop - first == 2 and keys[first + 1] in self._tails else first


def _end(first: int, stop: int, keys: Sequence[str]) -> int:
    """Return where a person's name ends: no particle of the next word at its end, عبد with its complement, البابا تواضروس with الثاني."""
    while stop > first and keys[stop - 1] in _PARTICLES:
        stop -= 1
    if stop > first and keys[stop - 1] == _SERVANT and stop < len(keys) and keys[stop].startswith("ال"):
        stop += 1
    if stop < len(keys) and keys[stop] in _ORDINALS and first and keys[first - 1] in _CROWNED:
        stop += 1
    return stop
