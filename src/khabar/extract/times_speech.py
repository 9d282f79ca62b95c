"""Times inside quoted speech: 'today' in a speaker's mouth is the day on which he spoke, where the text gives it."""

import re
from bisect import bisect_right
from datetime import date
from itertools import islice

from khabar.extract.times_line import Expression, Line
from khabar.model import Time

_MARKS = re.compile(r'[«»“”"\n]')
_DAYS = frozenset({"day", "weekday", "date"})
_LOOKED_AT = 12  # times near a quotation, or at the head of a report
_LEAD = 2  # paragraphs at the head of a report that tell when the speech was made


class Speech:
    """The stretches of a report inside quotation marks, and the days told outside them so far."""

    __slots__ = ("_line", "_outside", "_ranges", "_starts")

    def __init__(self, line: Line) -> None:
        self._line = line
        self._outside: list[tuple[Expression, int]] = []
        self._ranges: list[tuple[int, int]] | None = None
        self._starts: list[int] = []

    def add(self, expression: Expression) -> None:
        """Take note of an expression, in text order; its time is the next of the report's."""
        self._outside.append((expression, len(self._outside)))

    def day_of(self, expression: Expression, times: list[Time]) -> date | None:
        """Return the day of speaking that a 'today' or 'yesterday' in quotation marks counts from, None where it counts from print."""
        if expression.kind != "day" or expression.weekdays or expression.month is not None:
            return None
        start = self._line.tokens.starts[expression.first]
        opened = self._opened(start)
        if opened is None:
            return None
        sentence = self._line.tokens.sentence_of(expression.first)
        for other, number in islice(reversed(self._outside), _LOOKED_AT):
            if self._line.tokens.sentence_of(other.first) != sentence:
                break
            if other.kind in _DAYS and times[number].end <= opened:
                return _one_day(times[number])
        return self._day_of_lead(expression, times)

    def _day_of_lead(self, expression: Expression, times: list[Time]) -> date | None:
        """Return the day before print that the head of the report gives, for a 'today' in a quotation further down."""
        if expression.offset != 0:
            return None
        for other, number in self._outside:
            if (
                other.kind == "weekday"
                and other.relative is None
                and self._line.tokens.paragraph_of(other.first) < _LEAD
                and self._opened(times[number].start) is None
            ):
                return _one_day(times[number])
        return None

    def _opened(self, position: int) -> int | None:
        """Return where the quotation opens that a character lies in."""
        if self._ranges is None:
            self._ranges = quoted(self._line.tokens.text)
            self._starts = [start for start, _ in self._ranges]
        at = bisect_right(self._starts, position)
        return self._ranges[at - 1][0] if at and self._ranges[at - 1][1] > position else None


def quoted(text: str) -> list[tuple[int, int]]:
    """Return the stretches between quotation marks, in text order; a paragraph's end closes what stands open."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for match in _MARKS.finditer(text):
        mark = match.group()
        if opened is None:
            opened = match.end() if mark in '«“"' else None
        elif mark in '»”"\n':
            found.append((opened, match.start()))
            opened = None
    return found


def _one_day(time: Time) -> date | None:
    """Return the day of a time that is one day not in the future of its own report."""
    if time.earliest is None or time.earliest != time.latest:
        return None
    return date.fromisoformat(time.earliest)
