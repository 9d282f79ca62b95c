"""What an event is about: PLOVER's contexts, by the words around its trigger, who takes part and how it is done.

They are worked out when events are written and not kept in the record, so that a word added to ``events_contexts.tsv`` holds for reports read before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from khabar.link.phrases import Phrase, Word, opening, phrase, stands, words
from khabar.tables import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.model import Event

_BOUND = re.compile(r"[.!؟?؛\n]")
_BEFORE, _BEHIND = 160, 220  # characters of the sentence around a trigger in which its subject is told


@dataclass(frozen=True, slots=True)
class Context:
    """A row of the table: a subject, and what tells it."""

    name: str
    phrases: tuple[Phrase, ...]
    sectors: frozenset[str]
    modes: frozenset[str]


def contexts(text: str, event: Event) -> tuple[str, ...]:
    """Return the contexts of an event of a report's text, in the order of the table; empty where nothing tells one."""
    told = words(text, *_around(text, event))
    sectors, mode = set(event.sectors.values()), event.mode or ""
    by_words = _told(told)
    return tuple(one.name for one in _table() if one.name in by_words or mode in one.modes or sectors & one.sectors)


def _around(text: str, event: Event) -> tuple[int, int]:
    """Return the part of the sentence that stands around an event's trigger, cut between words."""
    start, end = event.trigger.start, event.trigger.end
    low, high = max(0, start - _BEFORE), min(len(text), end + _BEHIND)
    bounds = [match.end() for match in _BOUND.finditer(text, low, start)]
    last = _BOUND.search(text, end, high)
    first = bounds[-1] if bounds else low if low == 0 else (text.find(" ", low, start) + 1 or low)
    stop = last.start() if last else high if high == len(text) else max(text.rfind(" ", end, high), end)
    return first, stop


def _told(told: Sequence[Word]) -> set[str]:
    names = _names()
    ways = opening(tuple(names))
    return {name for at, word in enumerate(told) for one in ways.at(word) if stands(one, told[at : at + len(one)]) for name in names[one]}


@cache
def _table() -> tuple[Context, ...]:
    return tuple(
        Context(
            row["context"],
            tuple(map(phrase, row["words"].split(";"))),
            frozenset(filter(None, row["sectors"].split(";"))),
            frozenset(filter(None, row["modes"].split(";"))),
        )
        for row in rows("events_contexts.tsv")
    )


@cache
def _names() -> dict[Phrase, tuple[str, ...]]:
    """Return the contexts that each phrase tells."""
    held: dict[Phrase, tuple[str, ...]] = {}
    for one in _table():
        for way in one.phrases:
            held[way] = (*held.get(way, ()), one.name)
    return held
