"""When and where an event was, how exactly that is known, and the figures that belong to it."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from typing import TYPE_CHECKING

from khabar.fold import fold
from khabar.model import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.extract.events_scene import Scene
    from khabar.extract.events_triggers import Trigger
    from khabar.model import Entity, Mention, Time

_TIMES = frozenset(("DATE", "TIME"))
_WITHIN = frozenset(("خلال", "منذ", "طوال", "طيله", "مدي"))  # words before a length of time that make it tell when
_FAR = 40  # tokens from which a time of the same sentence is no longer the event's
_VAGUE = 10  # what it costs a time to be a year or a word for the past or what is to come
_CLAUSE_ENDS, _VERBS = frozenset("YQ.C"), frozenset("vVEL")
_CROSSING = 8  # what it costs a time to stand in another clause
_FIGURE_REACH = 14  # tokens behind an event within which a figure is its own
_BEFORE = 3  # tokens before it
_COUNTED = frozenset(("ASSAULT", "COERCE", "RETREAT", "AID", "MOBILIZE", "PROTEST", "SANCTION"))
_REGIONS = ("ريف", "محافظه", "ولايه", "اقليم", "قطاع", "منطقه", "جنوب", "شمال", "شرق", "غرب", "الشمال", "الجنوب")
_LINES = ("طريق", "نهر", "حدود", "بحر", "خليج", "مضيق", "ساحل", "معبر", "جرود")
_HEADLINES = 2  # sentences at the head of a report that may be its headline
_LEAD = 6  # sentences behind a headline that open the report
WEEK, MONTH = 7, 31


def _is_when(value: str | None) -> bool:
    """Tell whether a value says when, not for how long."""
    return bool(value) and (not (value or "").startswith("P") or (value or "").startswith(("PAST", "PRESENT")))


def _is_day(time: Time) -> bool:
    """Tell whether a time is a day, also one of which only the month is known, and no hour of the clock."""
    value = time.value or ""
    if ":" in value:
        return False
    return (bool(time.earliest) and time_precision(time) == 1) or (value.endswith("-XX") and value[5:7].isdecimal())


def _is_vague(time: Time) -> bool:
    """Tell whether a time is a year or a word for the past, the present or what is to come."""
    value = time.value or ""
    return value.endswith("_REF") or value.isdecimal()


def time_precision(time: Time) -> int | None:
    """Return UCDP's grade of a time: 1 a day, 2 up to six days, 3 a week, 4 a month, 5 more; None where it is no stretch of days."""
    if not time.earliest or not time.latest:
        return None
    try:
        days = (date.fromisoformat(time.latest) - date.fromisoformat(time.earliest)).days + 1
    except ValueError:
        return None
    if days <= 1:
        return 1
    return 2 if days < WEEK else 3 if days == WEEK else 4 if days <= MONTH else 5


def place_precision(entity: Entity | None, mention: Mention, country: bool, near: bool) -> int:  # noqa: FBT001 - two facts about a place
    """Return UCDP's grade of a place: 1 exact, 2 near it, 3 district, 4 province, 5 a line or sea, 6 a country, 7 international."""
    words = fold(mention.text).split()
    if country:
        return 6
    if entity is not None and entity.type == "LOC" and any(word.startswith(_LINES) for word in words[:1]):
        return 5
    if words and words[0] in _REGIONS:
        return 4
    return 2 if near else 1


class Settings:
    """Times and figures of one report by their tokens."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        reading, tokens = scene.reading, scene.tokens
        told = list(zip(scene.time_tokens, reading.times, strict=True))
        self._token_of = {time.id: token for token, time in told}
        self._times = [(token, time) for token, time in told if (time.type in _TIMES and _is_when(time.value)) or self._spans(token, time)]
        self._starts = [token for token, _ in self._times]
        self._figures = [(tokens.range(quantity.start, quantity.end)[0], quantity) for quantity in reading.quantities]
        self._figure_starts = [token for token, _ in self._figures]

    def _spans(self, token: int, time: Time) -> bool:
        """Tell whether a length of time says when: منذ أسابيع، خلال الأيام القليلة الماضية."""
        return time.type == "DURATION" and self._word_before(token) in _WITHIN

    def _word_before(self, token: int) -> str:
        return self._scene.tokens.key(token - 1) if token else ""

    def vague(self, time: Time) -> bool:
        """Tell whether a time is a year or a word for the past, the present or what is to come, and no year since which something goes on."""
        return _is_vague(time) and self._word_before(self._token_of[time.id]) != "منذ"

    def time(self, trigger: Trigger) -> Time | None:
        """Return the time of the sentence that stands nearest to an event, one of its own clause first; None for none."""
        first, stop = self._sentence(trigger)
        best, least = None, _FAR
        first, stop = max(first, trigger.token - _FAR), min(stop, trigger.token + _FAR)
        past = trigger.part == "v" and trigger.verb is not None and trigger.verb.tense == "past"
        for number in range(bisect_left(self._starts, first), bisect_left(self._starts, stop)):
            token, time = self._times[number]
            if abs(trigger.token - token) >= least or (past and self.to_come(time)) or self._stamped(trigger.token, token):
                continue
            cost = self._cost(trigger.token, token) + (_VAGUE if self.vague(time) else 0)
            if cost < least:
                best, least = time, cost
        return best

    def time_around(self, trigger: Trigger, back: int) -> Time | None:
        """Return the day that the telling goes on from where an event's own sentence has no time: that of one of the ``back`` sentences before.

        A headline takes the day of the sentences that open the report.
        """
        tokens = self._scene.tokens
        number = tokens.sentence_of(trigger.token)
        if number < _HEADLINES:
            first, stop = tokens.sentences[number][1], tokens.sentences[min(number + _LEAD, len(tokens.sentences) - 1)][1]
            near = range(bisect_left(self._starts, first), bisect_left(self._starts, stop))
        else:
            first, stop = tokens.sentences[max(0, number - back)][0], tokens.sentences[number][0]
            near = range(bisect_left(self._starts, stop) - 1, bisect_left(self._starts, first) - 1, -1)
        found = next((time for i in near if _is_day(time := self._times[i][1]) and not self.to_come(time)), None)
        return self._whole_day(found) if found and "T" in (found.value or "") else found

    def _whole_day(self, time: Time) -> Time:
        """Return the report's time for the whole day of a part of a day, which the sentences around do not share; itself where the report has none."""
        day = (time.value or "").partition("T")[0]
        return next((other for _, other in self._times if other.value == day), time)

    def to_come(self, time: Time) -> bool:
        """Tell whether a time lies behind the day of print."""
        printed = self._scene.reading.published.latest
        return time.value == "FUTURE_REF" or bool(printed and time.earliest and time.earliest > printed)

    def _stamped(self, token: int, time: int) -> bool:
        """Tell whether a time stands on another line than an event, as the stamp of a page does."""
        tokens = self._scene.tokens
        low, high = sorted((token, time))
        return "\n" in self._scene.reading.document.text[tokens.starts[low] : tokens.starts[high]]

    def in_clause(self, trigger: Trigger, time: Time) -> bool:
        """Tell whether a time stands in the clause of an event and is more than a year or a word for the past."""
        token = self._token_of[time.id]
        low, high = sorted((trigger.token, token))
        between = self._scene.letters[low + 1 : high]
        apart = not _CLAUSE_ENDS.isdisjoint(between) or ("," in between and not _VERBS.isdisjoint(between))
        return not apart and not self.vague(time)

    def _cost(self, token: int, other: int) -> int:
        low, high = (token, other) if token < other else (other, token)
        breaks = sum(map(_CLAUSE_ENDS.__contains__, self._scene.letters[low + 1 : high]))
        return high - low + _CROSSING * breaks + (2 if other < token else 0)

    def figures(self, trigger: Trigger, tokens: Sequence[int], counted_by: str | None) -> tuple[Figure, ...]:
        """Return the figures that stand with an event: behind it up to the next one, or right before it; ``tokens`` are those of all triggers."""
        if trigger.sense.types[0] not in _COUNTED or not self._figures:
            return ()
        first, stop = self._sentence(trigger)
        at = bisect_left(tokens, trigger.token)
        after = tokens[at + 1] if at + 1 < len(tokens) else stop
        low, high = max(first, trigger.token - _BEFORE), min(after, stop, trigger.token + _FIGURE_REACH)
        if at and tokens[at - 1] >= low:
            low = trigger.token
        numbers = range(bisect_left(self._figure_starts, low), bisect_left(self._figure_starts, high))
        return tuple(Figure(self._figures[number][1].id, counted_by) for number in numbers)

    def _sentence(self, trigger: Trigger) -> tuple[int, int]:
        tokens = self._scene.tokens
        return tokens.sentences[tokens.sentence_of(trigger.token)]
