"""What a report tells of talks: each of its events that belongs to them, with the round it is of, its days, and the words that say so."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from khabar.fold import fold
from khabar.link.phrases import found
from khabar.link.process_facts import collectives
from khabar.link.process_scene import is_partial, is_wide
from khabar.link.process_steps import NAMED, steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.link.process_question import Question
    from khabar.link.process_scene import Scene
    from khabar.link.process_tellings import ProcessTelling
    from khabar.model import Event

_STEP_STATUS = {"called for": "called-for", "prepared": "planned"}
_REACH = 60  # characters behind a trigger within which its process is named
_ORDINALS = ("اول", "ثان", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر", "حادي عشر", "ثاني عشر", "ثالث عشر", "رابع عشر", "خامس عشر")
_ROUND = re.compile(r"جول[هتة]\w*\s+(?:ال)?(\w+)(?:\s+(عشر\w*))?")
_WORD = re.compile(r"[^\W\d_]+")
_CONVENTION = re.compile(r"اتفاقي(?:ات|ة|ه)\s*$")
_IN_TOWN = re.compile(r"(?:^|\s)ف[يى]\s*(?:مدينة|العاصمة)?\s*$")
_WHO = 7  # characters between a body and the verb behind it: المجلس الذي يجتمع
_AGENDA = re.compile(r"(?:لبحث|لمناقشة|لمناقشه|سيناقش|ستناقش|تناقش|ناقش|ناقشت|بحث|تبحث|تناول|تناولت|مكرسة ل|مكرّسة ل|حول|بشأن)\s+(?!مع\s)([^.،؛»\"\n]{4,160})")
_AGENDA_ENDS = re.compile(r"\s+(?:لا|لم|لن|قد|وقد|التي|الذي|الذى|هذا|هذه|المقرر|المزمع|المقبل|المقبلة|في|فى|أمس|اليوم|و?ستعقد|سيعقد|يوم)\s.*$")
_FEWEST = 2  # words of an agenda
_TIME = 80  # characters before an event's word in which such a time begins
_BODY = 80  # characters before it in which a body's name begins
_TIME_BEFORE = 25  # characters between a time and an event's word behind it: اختتمت أمس في أستانة الجولة
_COUNTS = ("اثنين", "ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع", "عشر")
_COUNTED = re.compile(rf"({'|'.join(_COUNTS)})[هي]?[ةه]?\s+(?:اجتماعات|جولات|لقاءات)[^.]{{0,60}}اخرها")  # the last of so many rounds
_APART = frozenset(
    "قبيل قبل بعد عقب حول بشان تناولت تناول مقررات قرارات القرارات توصيات التوصيات متابعه خلال".split()
)  # words that keep an event apart from the process named behind them
_AHEAD = frozenset("قبيل قبل تحضيرات التحضيرات لتحضيرات موعد".split())
_COMING = frozenset("مقرر مزمع مقبل قادم مرتقب منتظر مقرره قادمه مقبله".split())
_HAPPENED = ("انعقد", "عقدت", "جرت", "اختتم", "بدا", "انطلق", "استضاف", "التوصل", "توصل", "الماضي", "اقرت")
_GATHERING = frozenset(("CONSULT", "AGREE"))


def told_rounds(scene: Scene, asked: Question) -> Iterator[ProcessTelling]:
    """Yield what a report tells of the talks asked for, each day and status of a sentence once."""
    reader = _Rounds(scene, asked)
    events = [event for event in scene.record.events if event.type in _GATHERING and reader.is_of(event)]
    told = set()
    for number, event in enumerate(events):
        last = event.mode == "third-party" or number + 1 == len(events)  # what a host held is told with it
        telling = reader.telling(event, len(scene.text) if last else events[number + 1].trigger.start)
        key = (telling.start, telling.number, telling.first_day, telling.status)
        if key not in told:
            told.add(key)
            yield telling


class _Rounds:
    def __init__(self, scene: Scene, asked: Question) -> None:
        self._scene, self._asked = scene, asked

    def is_of(self, event: Event) -> bool:
        """Tell whether an event is of the talks asked for: their name stands right behind its word, or hosts it."""
        sentence = self._scene.sentence(event.trigger.start)
        if self._asked.country and self._country(sentence) != self._asked.country:
            return False
        if event.mode == "third-party" and found(self._asked.wanted, self._scene.words(*sentence)):
            return True
        between = self._before_name(event)
        if between is None or self._is_elsewhere(event, between):
            return False
        return _APART.isdisjoint(_WORD.findall(fold(between)))

    def _is_elsewhere(self, event: Event, between: str) -> bool:
        """Tell whether an event is only in the town that talks are named for: a visit there, a meeting of a body there, a convention signed there."""
        text = self._scene.text
        if event.mode == "visit" or _CONVENTION.search(text[max(0, event.trigger.start - 5) : event.trigger.start + len(between)]):
            return True
        if not _IN_TOWN.search(between):
            return False
        start, end = event.trigger.start, event.trigger.end
        bodies = [m for m in self._scene.mentions(start - _BODY, end + 2) if m.type == "ORG"]
        return any(0 <= m.start - end <= 1 or 0 <= start - m.end <= _WHO for m in bodies)

    def telling(self, event: Event, following: int) -> ProcessTelling:
        """Return what an event tells of the talks; ``following`` is where the next event of them stands."""
        scene = self._scene
        sentence = scene.sentence(event.trigger.start)
        base = scene.telling(sentence, event.status)
        stop = min(sentence[1], following)
        first, last = self._days(event, stop)
        guarantors = _guarantors(scene.text[sentence[0] : sentence[1]])
        status = self._status(event, first, base.text)
        step = self._step(event, sentence) if not first else None
        if self._asked.apart and status == NAMED:
            first = last = None  # a name as common as الحوار الوطني stands beside days of other things
        hosts = self._hosts(event, sentence[0]) if event.mode == "third-party" else ()
        return replace(
            base,
            status=_STEP_STATUS.get(step, "asserted") if step else status,
            number=self._number(event),
            first_day=first,
            last_day=last,
            places=scene.places(event.trigger.end, stop) or hosts,
            participants=event.actors if event.type == "CONSULT" else (),
            said_by=scene.said_by(event.trigger.start, event.trigger.end),
            agenda=self._agenda(event, sentence[1]) if event.type == "CONSULT" else None,
            outcome=base.text if event.type == "AGREE" and event.status == "asserted" else None,
            facts=tuple(("guarantor", one) for one in guarantors),
            beside=bool(_guarantors(self._before_name(event) or "")),
            country=self._country(sentence) if self._asked.apart else None,
            step=step,
        )

    def _hosts(self, event: Event, start: int) -> tuple[str, ...]:
        """Return the town that talks are named for where it is told to host them."""
        near = (m for m in self._scene.mentions(start, event.trigger.start) if m.type == "LOC" and m.entity)
        return tuple(dict.fromkeys(m.entity for m in near if found(self._asked.wanted, self._scene.words(m.start, m.end))))

    def _country(self, sentence: tuple[int, int]) -> str | None:
        """Return whose talks a sentence tells of: the one state that it names, else the country that the report names most."""
        named = self._scene.states(*sentence)
        home = self._scene.home()
        return next(iter(named)) if len(named) == 1 else home

    def _step(self, event: Event, sentence: tuple[int, int]) -> str | None:
        """Return what is told to be done to talks: refused, called for, put off."""
        before = self._scene.words(sentence[0], event.trigger.start)
        behind = self._scene.words(event.trigger.end, sentence[1])
        held = (one.name for one in steps("talks") if found(one.words, before[-one.before :]) or found(one.words, behind[: one.after]))
        return next(held, None)

    def _agenda(self, event: Event, end: int) -> str | None:
        match = _AGENDA.search(self._scene.text, event.trigger.end, end)
        if match is None:
            return None
        times = [time.start for time in self._scene.times(match.start(1), match.end(1))]
        words = " ".join(_AGENDA_ENDS.sub("", self._scene.text[match.start(1) : min([match.end(1), *times])]).split())
        return words if len(words.split()) >= _FEWEST else None

    def _status(self, event: Event, first: str | None, text: str) -> str:
        """Return the status of the stage: that of its event, but asserted only where the report says or dates that it happened."""
        if event.status != "asserted":
            return event.status
        whole = self._scene.text
        before = _WORD.findall(fold(whole[max(0, event.trigger.start - 30) : event.trigger.start]))
        behind = {word.removeprefix("ال") for word in _WORD.findall(fold(whole[event.trigger.start : event.trigger.end + _REACH]))}
        if _COMING & behind or _AHEAD & set(before):
            return "planned"
        published = self._scene.record.published.latest
        past = bool(first and published and first <= published)
        told = any(word.startswith(_HAPPENED) for word in _WORD.findall(fold(text)))
        return "asserted" if (past and told if self._asked.apart else past or told) else NAMED

    def _before_name(self, event: Event) -> str | None:
        """Return what stands between an event's word and the name of its process, None where none follows."""
        told = self._scene.words(*self._behind(event))
        hits = found(self._asked.wanted, told)
        return self._scene.text[event.trigger.start : told[hits[0][0]].start] if hits else None

    def _behind(self, event: Event) -> tuple[int, int]:
        """Return the stretch from an event's word on in which its process is named."""
        return event.trigger.start, min(self._scene.sentence(event.trigger.start)[1], event.trigger.end + _REACH)

    def _days(self, event: Event, stop: int) -> tuple[str | None, str | None]:
        """Return the first and last day that stand behind an event's word, before the next one."""
        start = event.trigger.start
        behind = iter(sorted((t for t in self._scene.times(event.trigger.end, stop) if t.earliest or is_partial(t)), key=is_wide))
        near = reversed(self._scene.times(start - _TIME, start))
        before = (t for t in near if start - _TIME_BEFORE <= t.end <= start and t.earliest)
        right_before = (t for t in before if "،" not in self._scene.text[t.end : event.trigger.start])
        time = next(behind, None) or next(right_before, None)
        return (time.earliest or time.value, time.latest or time.value) if time else (None, None)

    def _number(self, event: Event) -> int | None:
        """Return the number of the round: of the name (أستانا 7), or of the word for it (الجولة السابعة)."""
        start, end = self._behind(event)
        told = self._scene.words(start, end)
        for _, after in found(self._asked.wanted, told):
            digits = next(iter(told[after].forms), "") if after < len(told) else ""
            if digits.isdigit() and len(digits) < 3 and told[after].start - told[after - 1].end < 4:
                return int(digits)
        behind = fold(self._scene.text[start:end])
        match = _ROUND.search(behind)
        if match:
            return _ordinal(match)
        counted = _COUNTED.search(behind)
        return _COUNTS.index(counted.group(1)) + 2 if counted else None


def _guarantors(text: str) -> tuple[str, ...]:
    words = {word.removeprefix("لل").removeprefix("ال") for word in _WORD.findall(fold(text))}
    return tuple(identifier for word, ids in collectives().items() if word in words for identifier in ids)


def _ordinal(match: re.Match[str]) -> int | None:
    word = match.group(1).removeprefix("ال").rstrip("هيى")
    name = f"{word} عشر" if match.group(2) else word
    for number, ordinal in enumerate(_ORDINALS, 1):
        if name == ordinal or (match.group(2) and name.startswith(ordinal[:4]) and " " in ordinal):
            return number
    if word.startswith("اول"):
        return 1
    return int(word) if word.isdigit() and len(word) < 3 else None
