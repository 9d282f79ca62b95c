"""A report as the readers of processes see it: its sentences, and what of its record stands in them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, Generic, TypeVar

from khabar.link.phrases import Word, words
from khabar.link.process_tellings import ProcessTelling
from khabar.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from khabar.model import Event, Mention, Record, Role, Span, Statement, Time

_BOUND = re.compile(r"(?<=[.!؟?\n])\s+|\n+")
_PLACE = 90  # characters behind a word within which its place is told
_IN = re.compile(r"(?:\bفي|\bفى|\bب)\s*(?:[«\"]|مدينة|العاصمة|محافظة|بلدة|منطقة|ال\w+ية|\s)*$")
_TO = re.compile(_IN.pattern.replace("في|", "في|إلى|الى|نحو|"))
_NEAR = 45  # characters between a word and the time that dates it
_FAR = 150  # characters from a word within which its time begins
_LONGEST_WORD = 40  # characters
_CLOSE = 14  # characters between them where a comma parts them, or the time is a year
_APART = re.compile(r"الذي|التي|الذى|التى|[؛.]|\b[إأا]ن(?:ه|ها|هم)?\b")  # what parts a word from a time of another clause
# the end of what is told, or the year of a treaty, not the day of what is told
_UNTIL = re.compile(r"(?:حتى|لغاية|غاية)\s+(?:يوم\s+)?$|(?:اتفاق|اتفاقية|معاهدة|حرب|قانون)\s+(?:عام\s+)?$")
_YEAR = 4  # characters of a value that tells the year alone
_PARTIAL = re.compile(r"XXXX-\d\d")  # a day or month whose year the report does not fix


_Part = TypeVar("_Part", "Mention", "Time", "Role")


class Scene:
    """The sentences of a record with their words, times, places and who says them; each is looked up where it stands, so that a long report is no slower."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.text = record.text
        self.entities = {entity.id: entity for entity in record.entities}
        self._bounds = [0, *(match.end() for match in _BOUND.finditer(record.text)), len(record.text)]
        self._mentions = _Placed(record.mentions)
        self._times = _Placed(record.times)
        self._roles = _Placed(record.roles)
        self._events = sorted(record.events, key=lambda event: event.trigger.start)
        self._triggers = [event.trigger.start for event in self._events]
        self._said: dict[int, list[tuple[Span, Statement]]] = {}
        self._cues: dict[int, list[tuple[Span, Statement]]] = {}
        for statement in record.statements:
            for part in statement.content:
                self._spread(self._said, part, statement)
            for part in statement.cue:
                self._spread(self._cues, part, statement)
        self.holders = {mention.id: mention for mention in record.mentions}
        self._mentioned = Counter(country for mention in record.mentions if (country := self.country_of(mention.entity)))

    def _spread(self, held: dict[int, list[tuple[Span, Statement]]], part: Span, statement: Statement) -> None:
        for number in range(self._number(part.start), self._number(max(part.start, part.end - 1)) + 1):
            held.setdefault(number, []).append((part, statement))

    def _number(self, offset: int) -> int:
        return bisect_right(self._bounds, offset) - 1

    def mentions(self, low: int, high: int) -> list[Mention]:
        """Return the mentions that begin in a stretch."""
        return self._mentions.within(low, high)

    def times(self, low: int, high: int) -> list[Time]:
        """Return the times that begin in a stretch."""
        return self._times.within(low, high)

    def roles(self, low: int, high: int) -> list[Role]:
        """Return the titles that begin in a stretch."""
        return self._roles.within(low, high)

    def event_at(self, start: int, end: int) -> Event | None:
        """Return the event whose word stands on a stretch, None where none does."""
        at = bisect_right(self._triggers, start - _LONGEST_WORD)
        near = takewhile(lambda event: event.trigger.start < end, self._events[at : at + _LONGEST_WORD])
        return next((event for event in near if start < event.trigger.end), None)

    def speaker_at(self, start: int, end: int) -> tuple[str, ...]:
        """Return who speaks by a word, empty where it is none of speech."""
        cues = self._cues.get(self._number(start), ())
        return next((statement.source for part, statement in cues if part.start < end and start < part.end), ())

    def sentences(self) -> list[tuple[int, int]]:
        """Return where the sentences begin and end, blank ones left out."""
        pairs = zip(self._bounds, self._bounds[1:], strict=False)
        return [self._trimmed(start, end) for start, end in pairs if self.text[start:end].strip()]

    def sentence(self, offset: int) -> tuple[int, int]:
        """Return the sentence in which a character stands."""
        number = self._number(offset)
        return self._trimmed(self._bounds[number], self._bounds[min(number + 1, len(self._bounds) - 1)])

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        raw = self.text[start:end]
        start += len(raw) - len(raw.lstrip())
        return start, start + len(raw.strip())

    def words(self, start: int, end: int) -> list[Word]:
        """Return the words of a stretch."""
        return words(self.text, start, end)

    def telling(self, sentence: tuple[int, int], status: str) -> ProcessTelling:
        """Return a telling of a sentence that holds where it stands and nothing else yet."""
        start, end = sentence
        source, published = self.record.source, self.record.published
        text = " ".join(self.text[start:end].split())
        return ProcessTelling(self.record.id, source.outlet, published.value, start, end, text, status, printed_by=published.latest)

    def places(self, low: int, high: int, *, towards: bool = False) -> tuple[str, ...]:
        """Return the places told behind a word by في or ب, with ``towards`` also those by إلى."""
        told_by = _TO if towards else _IN
        comma = self.text.find("،", low, high)
        stop = min(high, low + _PLACE, comma if comma >= 0 else high)
        near = (m for m in self.mentions(low, stop) if m.type == "LOC" and m.entity)
        return tuple(dict.fromkeys(m.entity for m in near if told_by.search(self.text[max(0, m.start - 30) : m.start])))

    def said_by(self, start: int, end: int) -> tuple[str, ...]:
        """Return who says the words of a stretch, by the innermost statement that holds them; empty for the reporter."""
        statement = self._innermost(start, end)
        return statement.source if statement else ()

    def _innermost(self, start: int, end: int) -> Statement | None:
        holding = [(part.end - part.start, s) for part, s in self._said.get(self._number(start), ()) if part.start <= start and end <= part.end]
        return min(holding, key=lambda pair: pair[0])[1] if holding else None

    def demanded(self, start: int, end: int) -> bool:
        """Tell whether the words of a stretch are what somebody demands."""
        statement = self._innermost(start, end)
        return statement is not None and statement.stance == "demands"

    def time_near(self, low: int, high: int, start: int, end: int) -> Time | None:
        """Return the time that stands nearest to a word within a stretch, a day before a year, with no other clause between."""
        near = []
        for time in self.times(max(low, start - _FAR), min(high, end + _FAR)):
            if time.end > high or not (time.earliest or _PARTIAL.match(time.value or "")):
                continue
            if _UNTIL.search(self.text[max(low, time.start - 20) : time.start]):
                continue
            between = self.text[time.end : start] if time.end <= start else self.text[end : time.start]
            reach = _CLOSE if "،" in between or is_wide(time) else _NEAR
            if len(between) <= reach and not _APART.search(between):
                near.append((is_wide(time), len(between), time.start, time))
        return min(near, key=lambda one: one[:3])[3] if near else None

    def states(self, start: int, end: int) -> set[str]:
        """Return the two letters of the states named in a stretch."""
        named = (m.entity for m in self.mentions(start, end) if self.is_state(m.entity))
        return {country for entity in named if (country := self.country_of(entity))}

    def is_state(self, identifier: str) -> bool:
        """Tell whether a place is a state."""
        return identifier in _states()

    def home(self) -> str | None:
        """Return the country that a report names most, None where it names none."""
        return min(self._mentioned, key=lambda country: (-self._mentioned[country], country)) if self._mentioned else None

    def country_of(self, identifier: str) -> str | None:
        """Return the two letters of the country of an entity, None where it has none."""
        entity = self.entities.get(identifier)
        return entity.country if entity else None


class _Placed(Generic[_Part]):
    """Parts of a record in the order of the text."""

    def __init__(self, parts: Iterable[_Part]) -> None:
        self._parts: list[_Part] = sorted(parts, key=lambda part: (part.start, part.end))
        self._starts: list[int] = [part.start for part in self._parts]

    def within(self, low: int, high: int) -> list[_Part]:
        """Return the parts that begin in a stretch."""
        return self._parts[bisect_left(self._starts, low) : bisect_left(self._starts, high)]


@cache
def _states() -> frozenset[str]:
    return frozenset(row["id"] for row in rows("countries.tsv"))


def is_wide(time: Time) -> bool:
    """Tell whether a time is a year or so: one that says the day is better."""
    return len((time.value or "").split("/", maxsplit=1)[0]) <= _YEAR


def is_partial(time: Time) -> bool:
    """Tell whether a time is a day or month whose year the report does not fix."""
    return bool(_PARTIAL.match(time.value or ""))
