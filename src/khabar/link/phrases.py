"""The words of a sentence as names and steps are looked for in it: every form without the particles and article that may stand before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from khabar.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WORD = re.compile("[\\w\u0610-\u061a\u064b-\u065f\u0670]+")
_ENDING = ("ه", "ا")  # that the press writes in several ways: أستانا، أستانة
_LONG = 3  # letters from which an ending may be left out

Phrase = tuple[str, ...]  # bare words in order; a * at the end of one stands for any ending


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a report: where it stands, and its folded forms with and without what is written onto it."""

    start: int
    end: int
    forms: frozenset[str]


def words(text: str, start: int, end: int) -> list[Word]:
    """Return the words of a stretch of a text; offsets are those of the text."""
    return [Word(match.start(), match.end(), forms(match.group())) for match in _WORD.finditer(text, start, end)]


def phrase(written: str) -> Phrase:
    """Return a phrase of a table or a question as bare words."""
    return tuple(word.removeprefix("ال") if word.endswith("*") else bare(word) for word in fold(written).split())


def found(phrases: Iterable[Phrase], told: Sequence[Word]) -> list[tuple[int, int]]:
    """Return where the phrases stand among words, half-open, the longest at each place, none within another."""
    ways = opening(tuple(phrases))
    hits: list[tuple[int, int]] = []
    at = 0
    while at < len(told):
        size = max((len(one) for one in ways.at(told[at]) if stands(one, told[at : at + len(one)])), default=0)
        if size:
            hits.append((at, at + size))
        at += size or 1
    return hits


@dataclass(frozen=True, slots=True)
class Opening:
    """Phrases by the word that they open with: a whole word, or the beginning of one."""

    whole: dict[str, list[Phrase]]
    begun: dict[str, list[Phrase]]
    beginnings: tuple[str, ...]

    def at(self, word: Word) -> list[Phrase]:
        """Return the phrases that may open at a word."""
        ways = [one for form in word.forms if form in self.whole for one in self.whole[form]]
        if self.beginnings and any(form.startswith(self.beginnings) for form in word.forms):
            ways += [one for start in self.beginnings if any(form.startswith(start) for form in word.forms) for one in self.begun[start]]
        return ways


@lru_cache(maxsize=1 << 10)
def opening(phrases: tuple[Phrase, ...]) -> Opening:
    """Return phrases by the word that they open with."""
    whole: dict[str, list[Phrase]] = {}
    begun: dict[str, list[Phrase]] = {}
    for one in phrases:
        if one:
            (begun if one[0].endswith("*") else whole).setdefault(one[0].rstrip("*"), []).append(one)
    return Opening(whole, begun, tuple(begun))


def stands(one: Phrase, told: Sequence[Word]) -> bool:
    """Tell whether words are just those of a phrase."""
    return len(told) == len(one) > 0 and all(_is(part, word) for part, word in zip(one, told, strict=True))


def _is(part: str, word: Word) -> bool:
    if part.endswith("*"):
        return any(form.startswith(part[:-1]) for form in word.forms)
    return part in word.forms


@lru_cache(maxsize=1 << 16)
def forms(written: str) -> frozenset[str]:
    """Return the folded forms of a written word: as it stands, without particles and article, and each without its last ه or ا."""
    word = fold(written)
    joined = {word, word[1:] if word[:1] in "وف" else word}
    stems = {*joined, *(stem[1:] for stem in joined if stem[:1] in "بكلس" and len(stem) > _LONG)}
    stems |= {stem[2:] for stem in stems if stem.startswith(("ال", "لل")) and len(stem) > _LONG}
    return frozenset(stems | {_cut(stem) for stem in stems}) - {""}


@lru_cache(maxsize=1 << 12)
def bare(word: str) -> str:
    """Return a folded word of a name without its article and last ه or ا."""
    return _cut(word.removeprefix("ال") if len(word) > _LONG + 1 else word)


def _cut(word: str) -> str:
    return word[:-1] if len(word) > _LONG and word.endswith(_ENDING) else word
