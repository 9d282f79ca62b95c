"""How sure it is that a telling is right in type and actors: a linear model over its frame, how likely it tells one, and how its actors were chosen.

Reports are not equally plain, and nor are their events: who acts is written at the verb or told a paragraph before. The weights are in
``data/events_confidence.tsv``; ``scripts/train_parties.py`` learns them from annotated reports that were held back when the choice was learned,
so a confidence of .8 means that of a hundred such tellings some eighty are right.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, NamedTuple

from khabar.tables import rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from khabar.extract.events_parties import Chances

SLOTS = ("frame", "part", "joint", "least", "next", "actors", "unnamed", "framed", "frame and actors", "likely")
_TENTHS = tuple(map(str, range(11)))
_MANY = 3  # actors from which their number is no longer told apart
_NOBODY = "-"


class Choice(NamedTuple):
    """How the actors of an event were chosen."""

    joint: str  # the chance that exactly they act, in tenths
    least: str  # the chance of the least sure of them
    next: str  # the chance of the likeliest whom the choice left out
    actors: str  # how many they are
    unnamed: str  # how many of them have no name
    framed: str  # whether the frames give them all, some or none


def choice(chances: Mapping[str, Chances], actors: Collection[str], framed: Collection[str]) -> Choice:
    """Return how actors were chosen among all around an event; ``framed`` are those whom the frames take for actors."""
    joint, least, after, unnamed, given = 1.0, 1.0, 0.0, 0, 0
    for who, (acts, _) in chances.items():
        if who not in actors:
            joint *= 1 - acts
            after = max(after, acts)
            continue
        joint *= acts
        least = min(least, acts)
        unnamed += who.startswith("<")
        given += who in framed
    sure = tenth(least) if actors else _NOBODY
    by_frame = "none" if not given else "all" if given == len(actors) else "some"
    return Choice(tenth(joint), sure, tenth(after), _TENTHS[min(_MANY, len(actors))], _TENTHS[min(_MANY, unnamed)], by_frame)


def tenth(chance: float) -> str:
    """Return a chance in tenths."""
    return _TENTHS[int(10 * chance)]


def marks(frame: str, part: str, made: Choice, likely: str) -> Iterator[tuple[str, str]]:
    """Return the values of ``SLOTS`` for a telling, each with its slot; ``part`` is the part of speech of its word, ``likely`` its chance to tell an event."""
    return zip(SLOTS, (frame, part, *made, f"{frame} {made.actors}", likely), strict=True)


class Confidence(dict[tuple[str, str, Choice, str], float]):
    """By frame, part of speech of the word, choice of the actors and chance to tell an event: the chance, in two places, that a telling is right."""

    def __init__(self) -> None:
        super().__init__()
        self._weights = {(row["slot"], row["value"]): float(row["weight"]) for row in rows("events_confidence.tsv")}

    def __missing__(self, key: tuple[str, str, Choice, str]) -> float:
        total = self._weights["", ""] + sum(self._weights.get(mark, 0.0) for mark in marks(*key))
        found = self[key] = round(1 / (1 + exp(-total)), 2)
        return found
