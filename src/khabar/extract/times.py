"""Time expressions, and the day on which a report was printed."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise

from khabar.errors import ConfigError
from khabar.extract.dating import Dating, contradicted, dating
from khabar.extract.times_grammar import expressions
from khabar.extract.times_later import Later
from khabar.extract.times_line import Columns, Expression, Line, letters
from khabar.extract.times_names import is_name
from khabar.extract.times_resolution import resolved
from khabar.extract.times_speech import Speech
from khabar.extract.times_terms import timed
from khabar.extract.times_values import DAY, Anchor, Value
from khabar.extract.times_words import LETTERS, words_of
from khabar.model import Document, Published, Time
from khabar.reading import Reading
from khabar.segment import Tokens, tokens_of
from khabar.vocabulary import Vocabulary, press_vocabulary

_CUES = letters("WILL SHALL PAST_VERB")
_OVER, _COMING = "over", "coming"
_MEANWHILE = frozenset({"حيث", "بعدما", "عندما", "حين", "فيما", "بينما"})
_WAS = frozenset({"كان", "كانت"})
_THAT = frozenset({"ان", "انه", "انها", "انهم"})  # behind 'said': the verb of saying tells nothing of what was said
_UNTIL = frozenset({"حتي", "لغايه", "غايه"})
_LATER = frozenset({"لاحقا", "لاحق", "لاحقه"})
_BEHIND, _MOST_DAYS = 4, 4_000  # tokens between a length and the time that it is counted from; the longest length counted
_LONG_AGO = 31  # days before print from which on a length behind a time is counted from that time
_SOON = 150  # days from one date to come to another that follows it in the sentence
_BACK, _AHEAD = 14, 5  # tokens within which a verb tells the direction of a time
_DAYS = frozenset({"day", "weekday", "date", "part"})
_DATED = frozenset({"date", "month"})
_TELLING = _DAYS | {"month", "year", "period"}
_SAME = 3  # of a year_relative: the year of the time told before
_BACKWARDS = letters("SINCE WHICH")  # between a day to come and another, which then does not go on from it
_BOUNDING = letters("BEFORE AFTER")


@dataclass(slots=True)
class Dated:
    """The times of a report and its day of publication."""

    times: list[Time]
    published: Published


@cache
def _reader(direction: str) -> tuple[Vocabulary, "TimeReader"]:
    vocabulary = press_vocabulary()
    return vocabulary, TimeReader(vocabulary, direction)


def times(text: str, published: str | None = None, direction: str = "past") -> list[Time]:
    """Return the time expressions of a text, resolved against the ISO day of publication.

    ``direction`` (past or future) tells where a weekday or month points that no word of its sentence directs.

    Raises:
        ConfigError: ``published`` is no ISO day, or the direction is neither.
    """
    if direction not in {"past", "future"}:
        message = f"cannot read times towards {direction!r}, expected past or future"
        raise ConfigError(message)
    document = Document("", text, None, published)
    if published is not None and _metadata(document) is None:
        message = f"cannot read the day of publication {published!r}, expected an ISO day such as 2017-10-20"
        raise ConfigError(message)
    vocabulary, reader = _reader(direction)
    vocabulary.trim()
    return reader.dated(Reading(document, tokens_of(text, vocabulary))).times


class _Told:
    """The day, the month and the year that a report told last."""

    __slots__ = ("day", "month", "year")

    def __init__(self) -> None:
        self.day: date | None = None
        self.month: date | None = None
        self.year: date | None = None

    def add(self, expression: Expression, value: Value) -> None:
        """Take note of a time."""
        if value.earliest is None or expression.kind not in _TELLING:
            return
        self.year = date.fromisoformat(value.earliest)
        if expression.kind in _DAYS or expression.kind == "month" or expression.unit == "M":
            self.month = self.year
        if expression.kind in _DAYS:
            self.day = self.year

    def base_of(self, expression: Expression) -> date | None:
        """Return the time that an expression is counted from: a day of the same month from the month told last, the same year from the year."""
        if expression.year_relative == _SAME or (expression.kind == "period" and expression.unit in {"Y", "E"}):
            return self.year
        if (expression.kind == "date" and expression.month is None) or (expression.kind == "period" and expression.unit == "M"):
            return self.month
        return self.day


class TimeReader:
    """Finds and resolves the time expressions of a report."""

    def __init__(self, vocabulary: Vocabulary, direction: str = "past") -> None:
        """``direction``: where a weekday or month points that no word of the sentence directs, past or future."""
        self._columns = Columns(vocabulary)
        self._later = Later(vocabulary)
        self._future = direction == "future"

    def dated(self, reading: Reading) -> Dated:
        """Return the times in text order, resolved against the day of publication, and that day."""
        line = Line(reading.tokens, self._columns)
        found = timed(line, [e for e in expressions(line) if not is_name(line, e, reading)], reading)
        given = _metadata(reading.document)
        dated = _checked(line, found, given, reading.document.basis) if given is not None else dating(line, found, lambda e: self._is_to_come(line, e))
        return Dated(self._resolved(line, found, dated), dated.published)

    def _resolved(self, line: Line, found: list[Expression], dated: Dating) -> list[Time]:
        times: list[Time] = []
        told = _Told()
        speech = Speech(line)
        for expression in found:
            past = self._past(line, expression) or (expression.kind == "ago" and _is_counted_on(line, found, times, dated.day))
            if past and expression.kind == "ref":
                expression.value = "PAST_REF"
            if expression.kind == "period" and expression.mod is not None and _is_of_told_year(line, found, len(times), dated.day):
                expression.relative = _SAME
            future = self._future or self._is_to_come(line, expression)
            spoken = speech.day_of(expression, times) or dated.day
            before, base = told.day, told.base_of(expression)
            if expression.kind == "part" and _is_every_day(line, found, len(times)):
                value = resolved(expression, Anchor(None))
            elif spoken:
                value = resolved(expression, Anchor(spoken, base, future, past))
                if not (future or past) and before is not None and before > spoken and self._goes_on(line, found, len(times)):
                    value = _nearer(value, resolved(expression, Anchor(spoken, base, future=True)), before)
            else:
                value = in_window(expression, dated.published, base, future=future)
            times.append(_time(line.tokens, expression, value, len(times) + 1))
            speech.add(expression)
            told.add(expression, value)
        return _measured(line, found, times)

    def _goes_on(self, line: Line, found: list[Expression], at: int) -> bool:
        """Tell whether a bare day or month stands in one sentence behind a day to come, no word of the past between the two."""
        expression, last = found[at], found[at - 1]
        if expression.kind not in {"date", "weekday"} or expression.relative is not None or expression.year is not None or expression.year_relative is not None:
            return False
        if last.kind not in _DAYS or line.tokens.sentence_of(last.first) != line.tokens.sentence_of(expression.first):
            return False
        return not any(
            line.classes[i] in _BACKWARDS or self._later.tells(line, i) or line.key(i) in words_of("ISSUED") for i in range(last.stop, expression.first)
        )

    def _is_to_come(self, line: Line, expression: Expression) -> bool:
        """Tell whether the nearest verb that points anywhere points to the future."""
        first, stop = line.tokens.sentences[line.tokens.sentence_of(expression.first)]
        before = range(expression.first - 1, max(first, expression.first - _BACK) - 1, -1)
        if expression.kind == "weekday":
            tense = next((tense for tense in (self._points(line, i) for i in before) if tense), None)
        else:
            tense = self._tense_before(line, expression, before)
        if tense is not None:
            return tense == _COMING
        return any(line.classes[i] == LETTERS["WILL"] for i in _up_to_clause(line, expression.stop, stop))

    def _tense_before(self, line: Line, expression: Expression, before: range) -> str | None:
        """Return where the nearest cue before a date says that it lies; what is said until a month that no verb of the past reaches is to come."""
        said = False
        for i in before:
            letter = line.classes[i]
            if letter in _CUES and not _is_before_that(line, i):
                if letter != LETTERS["PAST_VERB"]:
                    return _COMING
                if not said:
                    return _OVER
            said = said or line.key(i) in _THAT
        if line.key(expression.first - 1) not in _UNTIL or expression.relative is not None:
            return None
        for i in before[:_BEHIND]:
            if line.key(i) in _THAT:
                break
            if self._later.tells(line, i) or line.key(i) in words_of("LASTED"):
                return None
        return _COMING

    def _points(self, line: Line, i: int) -> str | None:
        """Return where a word before a day of the week says that it lies; a clause of circumstance says the past."""
        letter = line.classes[i]
        if letter in _CUES or (letter == LETTERS["PLANS"] and line.key(i + 1) != "الي"):  # يصل إلى: comes up to
            return _OVER if letter == LETTERS["PAST_VERB"] or _was_planned(line, i) else _COMING
        return _OVER if line.key(i) in _MEANWHILE or self._later.tells(line, i) else None

    def _past(self, line: Line, expression: Expression) -> bool:
        """Tell whether what may point ahead surely does not: a month behind منذ, or a month, 'later' and 'after two years' in a tale of the past."""
        if expression.kind in _DATED:
            if expression.year is not None or expression.relative is not None or expression.year_relative is not None:
                return False
            if line.letter(expression.first - 1) == LETTERS["SINCE"] or line.key(expression.first - 1) in _WAS:
                return True
            if line.key(expression.first - 1) in _UNTIL and any(line.key(i) in _THAT for i in range(expression.first - _BEHIND, expression.first)):
                return False  # قال إنه باق حتى أيلول
            return not _planned(line, expression) and self._later.is_past(line, expression, _BEHIND)
        if expression.kind == "feast":
            bare = expression.year is None and expression.relative is None and line.letter(expression.first - 1) != LETTERS["BEFORE"]
            return bare and self._later.is_past(line, expression, _BEHIND)
        if expression.kind == "ago":
            return expression.relative == 1 and self._later.is_past(line, expression, _BEHIND)
        return expression.kind == "ref" and line.key(expression.stop - 1) in _LATER and self._later.is_past(line, expression)


def _is_counted_on(line: Line, found: list[Expression], times: list[Time], day: date | None) -> bool:
    """Tell whether a length 'after' is counted from a time of the past that its sentence has told (أعلن في 1969، وبعد اثنين وأربعين عاما)."""
    at = len(times)
    if day is None or not at or found[at].relative != 1 or times[-1].latest is None:
        return False
    if line.tokens.sentence_of(found[at - 1].first) != line.tokens.sentence_of(found[at].first):
        return False
    return date.fromisoformat(times[-1].latest) < day - _LONG_AGO * DAY


def _is_of_told_year(line: Line, found: list[Expression], at: int, day: date | None) -> bool:
    """Tell whether the edge of a year or month that no word points to belongs to the year told right before (تعهدت في أيار 2019 بذلك قبل نهاية السنة)."""
    expression, last = found[at], found[at - 1]
    if not at or day is None or expression.unit not in {"M", "Y"}:
        return False
    if expression.stop != expression.first + 2 or last.year is None or last.hijri or last.year == day.year:
        return False
    return last.kind in _TELLING and line.tokens.sentence_of(last.first) == line.tokens.sentence_of(expression.first)


def _is_every_day(line: Line, found: list[Expression], at: int) -> bool:
    """Tell whether an hour is that of every day (يوميا من العاشرة صباحا حتى السادسة مساء)."""
    while at > 0 and found[at].kind == "part" and found[at].clock is not None:
        last = found[at - 1]
        if found[at].first - last.stop > _BEHIND or line.tokens.sentence_of(last.first) != line.tokens.sentence_of(found[at].first):
            return False
        if last.kind == "set":
            return last.unit == "D" or last.value == "P1D"
        at -= 1
    return False


def _nearer(past: Value, coming: Value, before: date) -> Value:
    """Return the reading of a bare date that goes on from a day to come, if it soon does."""
    if coming.earliest is None or not before <= date.fromisoformat(coming.earliest) <= before + _SOON * DAY:
        return past
    return coming


def _was_planned(line: Line, i: int) -> bool:
    """Tell whether what was to come did not (كان من المقرر أن يعقد)."""
    return line.classes[i] != LETTERS["WILL"] and any(
        line.key(at) in _WAS for at in range(max(line.tokens.sentences[line.tokens.sentence_of(i)][0], i - _BEHIND), i)
    )


def _is_before_that(line: Line, i: int) -> bool:
    """Tell whether a verb in the present takes its tense from another (قبل أن تستأنف, بعد أن يجتمع)."""
    return line.key(i - 1) == "ان" and line.letter(i - 2) in _BOUNDING


def _up_to_clause(line: Line, first: int, stop: int) -> range:
    """Return the tokens behind an expression within which a verb of its own clause stands: up to a mark with an 'and' behind it."""
    for i in range(first, min(stop, first + _AHEAD)):
        if line.letter(i) == LETTERS["COMMA"] and line.letter(i + 1) == LETTERS["AND"]:
            return range(first, i)
    return range(first, min(stop, first + _AHEAD))


def _planned(line: Line, expression: Expression) -> bool:
    """Tell whether a word right before a day or month says that something was set for it (قررت إجراء الانتخابات في أبريل)."""
    return any(line.key(i) in words_of("PLANNED") for i in range(expression.first - _BEHIND - 1, expression.first))


def _measured(line: Line, found: list[Expression], times: list[Time]) -> list[Time]:
    """Return the times with the day that a length before or after another time leads to (بعد يومين من 3 آذار)."""
    for i, (length, other) in enumerate(pairwise(found)):
        base = times[i + 1]
        if length.kind != "duration" or length.unit not in {"D", "W"} or length.count is None or base.earliest is None or base.earliest != base.latest:
            continue
        sign = {LETTERS["BEFORE"]: -1, LETTERS["AFTER"]: 1}.get(line.letter(length.first - 1), 0)
        if sign and line.letter(length.stop) == LETTERS["OF"] and other.first - length.stop <= _BEHIND and 0 < length.count < _MOST_DAYS:
            days = int(length.count) * (7 if length.unit == "W" else 1)
            day = date.fromordinal(min(max(date.fromisoformat(base.earliest).toordinal() + sign * days, 1), date.max.toordinal())).isoformat()
            times[i] = replace(times[i], earliest=day, latest=day)
    return times


def _metadata(document: Document) -> date | None:
    """Return the day that came with the report, None where none did that is a day."""
    try:
        return date.fromisoformat((document.published or "")[:10])
    except ValueError:
        return None


def _checked(line: Line, found: list[Expression], given: date, basis: str) -> Dating:
    """Return the day that came with the report; where the text says another, the record tells both and times count from the text's, but for an analyst."""
    day = given.isoformat()
    other = contradicted(line, found, given) if basis != "analyst" else None
    if other is None:
        return Dating(Published(day, day, day, basis), given)
    return Dating(Published(day, day, day, basis, other[1], other[0].isoformat()), other[0])


def in_window(expression: Expression, published: Published, before: date | None, *, future: bool) -> Value:
    """Return what an expression means where only a window of days of publication is known: as much as is the same for all of them."""
    if published.earliest is None or published.latest is None:
        return resolved(expression, Anchor(None, before, future))
    low = resolved(expression, Anchor(date.fromisoformat(published.earliest), before, future))
    high = resolved(expression, Anchor(date.fromisoformat(published.latest), before, future))
    if low == high or low.earliest is None or high.latest is None:
        return low
    for length, rest in ((7, "-XX"), (4, "-XX-XX")):
        if low.earliest[:length] == high.latest[:length] and low.type == "DATE":
            return Value("DATE", low.earliest[:length] + rest, low.mod, low.earliest, high.latest)
    return Value(low.type, None, low.mod, low.earliest, high.latest)


def _time(tokens: Tokens, expression: Expression, value: Value, number: int) -> Time:
    span = tokens.span(expression.first, expression.stop)
    start = span.start + expression.joined
    return Time(f"t{number}", start, span.end, tokens.text[start : span.end], value.type, value.value, value.mod, value.earliest, value.latest)
