"""Time expressions, and the day on which a report was printed."""

import re
from dataclasses import dataclass
from datetime import date

from khabar.extract.times_grammar import expressions
from khabar.extract.times_line import Columns, Expression, Line, letters
from khabar.extract.times_names import is_name
from khabar.extract.times_values import Anchor, Value, resolved
from khabar.extract.times_words import LETTERS
from khabar.model import Document, Published, Time
from khabar.reading import Reading
from khabar.segment import Tokens, tokens_of
from khabar.vocabulary import Vocabulary, press_vocabulary

_CUES = letters("WILL SHALL PAST_VERB")
_BACK, _AHEAD = 14, 5  # tokens within which a verb tells the direction of a time
_DAYS = frozenset({"day", "weekday", "date", "part"})


@dataclass(slots=True)
class Dated:
    """The times of a report and its day of publication."""

    times: list[Time]
    published: Published


class TimeReader:
    """Finds and resolves the time expressions of a report."""

    def __init__(self, vocabulary: Vocabulary, direction: str = "past") -> None:
        """``direction``: where a weekday or month points that no word of the sentence directs, past or future."""
        self._columns = Columns(vocabulary)
        self._future = direction == "future"

    def dated(self, reading: Reading) -> Dated:
        """Return the times in text order, resolved against the day of publication, and that day."""
        line = Line(reading.tokens, self._columns)
        found = [e for e in expressions(line) if not is_name(line, e, reading)]
        published = _published(reading.document)
        anchor = date.fromisoformat(published.value) if published.value else None
        return Dated(self._resolved(line, found, anchor), published)

    def _resolved(self, line: Line, found: list[Expression], day: date | None) -> list[Time]:
        times: list[Time] = []
        before: date | None = None
        for expression in found:
            future = self._future or _future(line, expression)
            value = resolved(expression, Anchor(day, before, future))
            times.append(_time(line.tokens, expression, value, len(times) + 1))
            if expression.kind in _DAYS and value.earliest is not None:
                before = date.fromisoformat(value.earliest)
        return times


def _published(document: Document) -> Published:
    day = document.published
    if day is None:
        return Published()
    try:
        day = date.fromisoformat(day[:10]).isoformat()
    except ValueError:
        return Published()
    return Published(day, day, day, "metadata")


def _time(tokens: Tokens, expression: Expression, value: Value, number: int) -> Time:
    span = tokens.span(expression.first, expression.stop)
    return Time(f"t{number}", span.start, span.end, tokens.text[span.start : span.end], value.type, value.value, value.mod, value.earliest, value.latest)


def _future(line: Line, expression: Expression) -> bool:
    """Tell whether the nearest verb that points anywhere points to the future."""
    first, stop = line.tokens.sentences[line.tokens.sentence_of(expression.first)]
    for i in range(expression.first - 1, max(first, expression.first - _BACK) - 1, -1):
        if line.classes[i] in _CUES:
            return line.classes[i] != LETTERS["PAST_VERB"]
    return any(line.classes[i] == LETTERS["WILL"] for i in range(expression.stop, min(stop, expression.stop + _AHEAD)))
