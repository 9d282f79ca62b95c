"""What is asked for when a process is named: its kind, the ways to write it, the place or country that it is narrowed to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from khabar.fold import fold
from khabar.link.phrases import Phrase, Word, bare, forms, found, phrase
from khabar.tables import rows

if TYPE_CHECKING:
    from collections.abc import Mapping

TALKS, TRUCE, ZONE, RELIEF, MISSION, ENVOY, RESOLUTION = "talks", "truce", "zone", "relief", "mission", "envoy", "resolution"
_FEWEST = 2  # letters of a word that narrows a question
_SMALL = frozenset(("of", "the", "in", "for", "في", "الى"))  # words of a question that tell nothing
_NUMBERS = (3, 4)  # digits of a resolution's number
_PERSON = 2  # words that may be the name of who leads a mission


@dataclass(frozen=True, slots=True)
class Question:
    """A process that is asked for.

    Phrases are given with the words as written: ``things`` are what tells of it in a text (a mission's names, a resolution's number, هدنة), ``wanted`` the
    names of the talks or of the place (empty: any). ``country`` is the one that talks are narrowed to, ``apart`` tells whether the talks of several countries
    bear that name, ``number`` is a resolution's.
    """

    name: str
    kind: str
    things: Mapping[Phrase, str]
    wanted: Mapping[Phrase, str]
    country: str | None = None
    apart: bool = False
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A process or place of ``events_processes.tsv``."""

    english: tuple[str, ...]
    arabic: tuple[str, ...]
    kind: str
    apart: bool


def question(name: str) -> Question:
    """Return what a name asks for, in any spelling, Arabic or Latin."""
    asked = fold(name).replace("_", " ").replace("-", " ").split()
    known = _known(asked)
    if known and known.kind:
        return Question(name, known.kind, _phrases(known.arabic), {})
    kind, rest = _kind(asked)
    number = next((word for word in asked if word.isdigit()), None)
    if number and (kind == RESOLUTION or (asked == [number] and len(number) in _NUMBERS)):
        return Question(name, RESOLUTION, {(number,): number}, {}, number=number)
    if kind == RESOLUTION:
        return Question(name, kind, {}, {})  # one that no number names is not told from others
    if kind == MISSION:
        return _mission(name, asked, rest)
    if kind != TALKS:
        return Question(name, kind, things(kind), _ways(rest))
    return _talks(name, [word for word in asked if not word.isdigit()], [word for word in rest if not word.isdigit()])


def _mission(name: str, asked: list[str], rest: list[str]) -> Question:
    """Return the known mission or envoy whose name stands in what is asked, else what is asked itself and, where it may be a person's, the name alone."""
    told = [Word(0, 0, forms(word)) for word in asked]
    for one in named():
        if one.kind and (found(map(phrase, one.arabic), told) or _known(rest) is one):
            return Question(name, one.kind, _phrases(one.arabic), {})
    ways = [" ".join(asked), *([" ".join(rest)] if len(rest) <= _PERSON else [])]
    return Question(name, MISSION, _phrases(tuple(way for way in ways if rest)), {})


def _talks(name: str, asked: list[str], rest: list[str]) -> Question:
    known = _known(rest) or _known(asked)
    if known is None:
        for words in (rest, asked):
            country = next((words[at] for at in (0, -1) if len(words) > 1 and bare(words[at]) in countries()), None)
            less = [word for word in words if word != country]
            if country and (known := _known(less)):
                return Question(name, TALKS, {}, _phrases(known.arabic), countries()[bare(country)], known.apart)
    return Question(name, TALKS, {}, _phrases(known.arabic) if known else _phrases((" ".join(asked),)), None, bool(known and known.apart))


def _ways(rest: list[str]) -> dict[Phrase, str]:
    """Return the ways to write a place."""
    known = _known(rest)
    return _phrases(known.arabic if known else (" ".join(rest),) if rest else ())


def _kind(asked: list[str]) -> tuple[str, list[str]]:
    """Return the kind that the longest phrase for one asks for, talks where none does, and the words that are left."""
    best: tuple[int, str, int] = (0, TALKS, 0)
    for words, kind in _asking():
        for at in range(len(asked) - len(words) + 1):
            if len(words) > best[0] and tuple(map(bare, asked[at : at + len(words)])) == words:
                best = (len(words), kind, at)
    size, kind, at = best
    return kind, [word for word in [*asked[:at], *asked[at + size :]] if len(word) >= _FEWEST and word not in _SMALL]


@cache
def named() -> tuple[Named, ...]:
    """Return the known processes and places of the table."""
    return tuple(
        Named(tuple(row["names"].split(";")), tuple(row["arabic"].split(";")), row["kind"], row["by"] == "country") for row in rows("events_processes.tsv")
    )


@cache
def things(kind: str) -> dict[Phrase, str]:
    """Return how the press writes what is of a kind and has no name of its own."""
    return _phrases(tuple(written for row in rows("events_processes_kinds.tsv") if row["kind"] == kind for written in row["thing"].split(";") if written))


@cache
def countries() -> dict[str, str]:
    """Return the two letters of countries by the bare words for them, names and nationalities."""
    found: dict[str, str] = {}
    for row in rows("countries.tsv"):
        for words in (row["names"], row["adjectives"], row["name_en"]):
            found |= {bare(fold(word)): row["iso"] for word in words.split(";") if word and " " not in word}
    return found


def states_named(asked: Question) -> bool:
    """Tell whether the place that is asked for is a state."""
    return any(len(one) == 1 and one[0] in countries() for one in asked.wanted)


@cache
def _asking() -> tuple[tuple[Phrase, str], ...]:
    held = ((f"{row['asked'].replace('-', ' ')};{row['thing']}", row["kind"]) for row in rows("events_processes_kinds.tsv"))
    return tuple((phrase(one), kind) for words, kind in held for one in words.split(";") if one)


def _known(asked: list[str]) -> Named | None:
    words = sorted(bare(word) for word in asked if word not in _SMALL)
    for one in named():
        if any(sorted(bare(word) for word in fold(name).split() if word not in _SMALL) == words for name in (*one.english, *one.arabic)):
            return one
    return None


def _phrases(written: tuple[str, ...]) -> dict[Phrase, str]:
    """Return phrases with the first way in which each is written."""
    return {phrase(one): one for one in reversed(written)}
