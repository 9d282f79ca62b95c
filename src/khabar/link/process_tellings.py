"""What one report tells of a process: each event that belongs to it, with the round it is of, its days, and the words that say so."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.fold import fold
from khabar.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.model import Event, Record, Time

TRUCE, RELIEF = "truce", "relief"
_REACH = 60  # characters behind a trigger within which its process is named
_SENTENCE = re.compile(r"(?<=[.!؟?\n])\s+|\n+")
_ORDINALS = ("اول", "ثان", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر", "حادي عشر", "ثاني عشر", "ثالث عشر", "رابع عشر", "خامس عشر")
_ROUND = re.compile(r"جول[هتة]\w*\s+(?:ال)?(\w+)(?:\s+(عشر\w*))?")
_NUMBERED = re.compile(r"(\w+)[\s«»\"\-–]+(\d{1,2})(?![\d.])")
_WORD = re.compile(r"[^\W\d_]+")
_AGENDA = re.compile(r"(?:لبحث|لمناقشة|لمناقشه|سيناقش|تناقش|ناقش|بحث|تناول|تناولت|مكرسة ل|مكرّسة ل|حول|بشأن)\s+([^.،؛\n]{8,160})")
_TIME_BEFORE = 3  # characters between a time and an event's word right behind it
_PLACE = 90  # characters behind a trigger within which its place is told
_IN = re.compile(r"(?:\bفي|\bب)\s*(?:[«\"]|مدينة|العاصمة|ال\w+ية|\s)*$")
_COUNTS = ("اثنين", "ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع", "عشر")
_COUNTED = re.compile(rf"({'|'.join(_COUNTS)})[هي]?[ةه]?\s+(?:اجتماعات|جولات|لقاءات)[^.]{{0,60}}اخرها")  # the last of so many rounds
_APART = frozenset("قبيل قبل بعد عقب حول بشان تناولت تناول مقررات خلال".split())  # words that keep an event apart from the process named behind them
_AHEAD = frozenset("قبيل قبل تحضيرات التحضيرات لتحضيرات موعد".split())
_COMING = frozenset("مقرر مزمع مقبل قادم مرتقب منتظر مقرره قادمه مقبله".split())
_HAPPENED = ("انعقد", "عقدت", "جرت", "اختتم", "بدا", "انطلق", "استضاف", "التوصل", "توصل", "الماضي", "اقرت")
_YEAR = 4  # characters of a value that tells the year alone
_PARTIAL = re.compile(r"XXXX-\d\d")  # a day or month whose year the report does not fix
_OUTCOME = frozenset(("AGREE",))
_GATHERING = frozenset(("CONSULT", "AGREE"))


@dataclass(frozen=True, slots=True)
class ProcessTelling:
    """One telling of a stage of a process; days are ISO days, offsets those of the sentence."""

    report: str
    outlet: str | None
    published: str | None
    number: int | None
    status: str
    first_day: str | None
    last_day: str | None
    places: tuple[str, ...]
    participants: tuple[str, ...]
    said_by: tuple[str, ...]
    guarantors: tuple[str, ...]
    start: int
    end: int
    text: str
    agenda: str | None = None
    outcome: str | None = None
    printed_by: str | None = None  # the last day on which the report can have been printed
    beside: bool = False  # a meeting of those who run the process, not one of its rounds


def _collectives() -> dict[str, tuple[str, ...]]:
    members = ((row["words"], row["members"]) for row in rows("events_groups.tsv") if row["members"])
    return {fold(word): tuple(ids.split(";")) for words, ids in members for word in words.split(";")}


def known_names(words: frozenset[str]) -> tuple[frozenset[str], ...]:
    """Return the ways in which the press writes the name of a process, as sets of bare folded words; ``words`` are those asked for."""
    asked = frozenset(map(_bare, words))
    found = [asked]
    for row in rows("events_processes.tsv"):
        names = [frozenset(fold(name).split()) for name in row["names"].split(";")]
        written = [frozenset(_bare(word) for word in fold(name).split()) for name in row["arabic"].split(";")]
        if words in names or asked in written:
            found += written
    return tuple(dict.fromkeys(found))


def tellings(record: Record, names: tuple[frozenset[str], ...], kind: str) -> list[ProcessTelling]:
    """Return what a report tells of a process; ``names`` are the ways to write it (``known_names``), ``kind`` talks, truce or relief."""
    return list(_Reader(record, names, kind).tellings())


class _Reader:
    def __init__(self, record: Record, names: tuple[frozenset[str], ...], kind: str) -> None:
        self._record, self._kind, self._wanted = record, kind, [name for name in names if name]
        self._text = record.text
        self._bounds = [0, *(match.end() for match in _SENTENCE.finditer(record.text)), len(record.text)]
        self._times = {time.id: time for time in record.times}
        self._statements = {statement.id: statement for statement in record.statements}
        self._entities = {entity.id: entity for entity in record.entities}

    def tellings(self) -> Iterator[ProcessTelling]:
        told = set()
        events = [event for event in self._record.events if self._belongs(event)]
        for number, event in enumerate(events):
            last = event.mode == "third-party" or number + 1 == len(events)  # what a host held is told with it
            following = len(self._text) if last else events[number + 1].trigger.start
            telling = self._telling(event, following)
            key = (telling.start, telling.number, telling.first_day, telling.status)
            if key not in told:
                told.add(key)
                yield telling

    def _belongs(self, event: Event) -> bool:
        if self._kind == TRUCE:
            return event.type == "RETREAT" and event.mode == "ceasefire" and self._here(event)
        if self._kind == RELIEF:
            return event.type in ("AID", "RETREAT") and any(word in fold(self._sentence(event)[2]) for word in ("ممر", "قافل", "قوافل")) and self._here(event)
        return event.type in _GATHERING and self._is_of(event)

    def _here(self, event: Event) -> bool:
        """Tell whether an event is at the place asked for: its sentence, or the report's head where the event has no place, names it."""
        if not self._wanted:
            return True
        named = [self._entities[place].name for place in event.places if place in self._entities]
        return self._holds(" ".join([*named, self._sentence(event)[2]]))

    def _is_of(self, event: Event) -> bool:
        """Tell whether an event is of the talks asked for: their name stands right behind its word, or hosts it."""
        if event.mode == "third-party" and self._holds(self._sentence(event)[2]):
            return True
        return self._holds(self._behind(event)) and _APART.isdisjoint(_WORD.findall(fold(self._before_name(event))))

    def _before_name(self, event: Event) -> str:
        """Return what stands between an event's word and the name of its process."""
        behind = self._behind(event)
        at = next((match.start() for match in _WORD.finditer(behind) if self._holds(match.group())), 0)
        return behind[:at]

    def _places(self, event: Event, stop: int) -> tuple[str, ...]:
        """Return the places told behind an event's word by في or ب."""
        low, high = event.trigger.end, min(stop, event.trigger.end + _PLACE)
        near = (m for m in self._record.mentions if m.type == "LOC" and m.entity and low <= m.start < high)
        return tuple(m.entity for m in near if _IN.search(self._text[max(0, m.start - 25) : m.start]))

    def _behind(self, event: Event) -> str:
        """Return the words from an event's word on, up to the end of its sentence or as far as the name of its process stands."""
        stop = min(self._sentence(event)[1], event.trigger.end + _REACH)
        return self._text[event.trigger.start : stop]

    def _holds(self, text: str) -> bool:
        words = {_bare(word) for word in _WORD.findall(fold(text))}
        words |= {_bare(word[1:]) for word in words if word[:1] in "وبلكف"}
        return any(name <= words for name in self._wanted)

    def _telling(self, event: Event, following: int) -> ProcessTelling:
        start, end, text = self._sentence(event)
        statement = self._statements.get(event.inside or "")
        stop = min(end, following)
        first, last = self._days(event, stop)
        agenda = _AGENDA.search(self._text, event.trigger.end, end)
        return ProcessTelling(
            self._record.id,
            self._record.source.outlet,
            self._record.published.value,
            self._number(event),
            self._status(event, first, text),
            first,
            last,
            self._places(event, stop),
            event.actors if event.type == "CONSULT" or self._kind != "talks" else (),
            statement.source if statement else (),
            self._guarantors(text),
            start,
            end,
            text,
            " ".join(agenda.group(1).split()) if agenda and event.type == "CONSULT" and self._kind == "talks" else None,
            text if event.type in _OUTCOME and event.status == "asserted" else None,
            self._record.published.latest,
            self._kind == "talks" and bool(self._guarantors(self._before_name(event))),
        )

    def _status(self, event: Event, first: str | None, text: str) -> str:
        """Return the status of the stage: that of its event, but asserted only where the report says or dates that it happened."""
        if event.status != "asserted" or self._kind != "talks":
            return event.status
        before = _WORD.findall(fold(self._text[max(0, event.trigger.start - 30) : event.trigger.start]))
        if _COMING & {_bare(word) for word in _WORD.findall(fold(self._text[event.trigger.start : event.trigger.end + _REACH]))} or _AHEAD & set(before):
            return "planned"
        published = self._record.published.latest
        happened = bool(first and published and first <= published) or any(word.startswith(_HAPPENED) for word in _WORD.findall(fold(text)))
        return "asserted" if happened else "named"

    def _sentence(self, event: Event) -> tuple[int, int, str]:
        number = bisect_right(self._bounds, event.trigger.start) - 1
        start, end = self._bounds[number], self._bounds[min(number + 1, len(self._bounds) - 1)]
        raw = self._text[start:end]
        start += len(raw) - len(raw.lstrip())
        return start, start + len(raw.strip()), " ".join(raw.split())

    def _days(self, event: Event, stop: int) -> tuple[str | None, str | None]:
        """Return the first and last day that stand behind an event's word, before the next one; a truce with a beginning alone has no last day."""
        behind = iter(
            sorted((t for t in self._record.times if event.trigger.end <= t.start < stop and (t.earliest or _PARTIAL.match(t.value or ""))), key=_is_wide)
        )
        right_before = (t for t in self._record.times if event.trigger.start - _TIME_BEFORE <= t.end <= event.trigger.start and t.earliest)
        time = next(behind, None) or next(right_before, None)
        if time is None:
            return None, None
        first = time.earliest or time.value
        last = time.latest or time.value
        return (first, None) if self._kind == TRUCE and "/" not in (time.value or "") else (first, last)

    def _number(self, event: Event) -> int | None:
        """Return the number of the round: of the name (أستانا 7), or of the word for it (الجولة السابعة)."""
        behind = fold(self._behind(event))
        for word, digits in _NUMBERED.findall(behind):
            if any(_bare(word) in name for name in self._wanted):
                return int(digits)
        match = _ROUND.search(behind)
        if match:
            return _ordinal(match)
        counted = _COUNTED.search(behind)
        return _COUNTS.index(counted.group(1)) + 2 if counted else None

    def _guarantors(self, text: str) -> tuple[str, ...]:
        words = {word.removeprefix("لل").removeprefix("ال") for word in _WORD.findall(fold(text))}
        return tuple(identifier for word, ids in COLLECTIVES.items() if word in words for identifier in ids)


COLLECTIVES = _collectives()


def _is_wide(time: Time) -> bool:
    """Tell whether a time is a year or so: one that says the day is better."""
    return len((time.value or "").split("/", maxsplit=1)[0]) <= _YEAR


def _bare(word: str) -> str:
    """Return a folded word of a name without article and without the ending that the press writes in several ways (أستانا، أستانة)."""
    word = word.removeprefix("ال")
    return word[:-1] if len(word) > 3 and word.endswith(("ه", "ا")) else word


def _ordinal(match: re.Match[str]) -> int | None:
    word = match.group(1).removeprefix("ال").rstrip("هيى")
    name = f"{word} عشر" if match.group(2) else word
    for number, ordinal in enumerate(_ORDINALS, 1):
        if name == ordinal or (match.group(2) and name.startswith(ordinal[:4]) and " " in ordinal):
            return number
    if word.startswith("اول"):
        return 1
    return int(word) if word.isdigit() and len(word) < 3 else None
