"""How sure it is that a telling is right in type and actors: a linear model over its frame and over how its actors were chosen.

Reports are not equally plain, and nor are their events: who acts is written at the verb or told a paragraph before. The weights are in
``data/events_confidence.tsv``; ``scripts/train_parties.py`` learns them from annotated reports that were held back when the choice was learned,
so a confidence of .8 means that of a hundred such tellings some eighty are right.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, NamedTuple

from khabar.tables import rows

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from khabar.extract.events_parties import Chances

SLOTS = ("frame", "part", "joint", "least", "next", "actors", "unnamed", "framed")
_STEPS = 10  # into which a chance is parted
_MANY = 3  # actors from which their number is no longer told apart
_NOBODY = -1.0  # the least chance of no actors


class Choice(NamedTuple):
    """How the actors of an event were chosen; the fields are the slots behind the first two of ``SLOTS``."""

    joint: str  # the chance that exactly they act, in tenths
    least: str  # the chance of the least sure of them
    next: str  # the chance of the likeliest whom the choice left out
    actors: str  # how many they are
    unnamed: str  # how many of them have no name
    framed: str  # whether the frames give them all


def choice(chances: Mapping[str, Chances], actors: Collection[str], framed: Collection[str]) -> Choice:
    """Return how actors were chosen among all around an event; ``framed`` are those whom the frames take for actors."""
    joint, least, after = 1.0, 1.0 if actors else _NOBODY, 0.0
    for who, (acts, _) in chances.items():
        if who in actors:
            joint *= acts
            least = min(least, acts)
        else:
            joint *= 1 - acts
            after = max(after, acts)
    unnamed = sum(who.startswith("<") for who in actors)
    all_framed = bool(actors) and all(who in framed for who in actors)
    return Choice(_step(joint), _step(least), _step(after), str(min(_MANY, len(actors))), str(min(_MANY, unnamed)), "yes" if all_framed else "no")


def _step(chance: float) -> str:
    return str(int(chance * _STEPS)) if chance >= 0 else "-"


class Confidence:
    """The trained weights."""

    def __init__(self) -> None:
        self._weights = {(row["slot"], row["value"]): float(row["weight"]) for row in rows("events_confidence.tsv")}

    def of(self, frame: str, part: str, made: Choice) -> float:
        """Return the chance, from 0 to 1 and to two places, that a telling is right; ``part`` is the part of speech of its word."""
        total = self._weights.get(("", ""), 0.0)
        total += sum(self._weights.get(mark, 0.0) for mark in zip(SLOTS, (frame, part, *made), strict=True))
        return round(1 / (1 + exp(-total)), 2)
