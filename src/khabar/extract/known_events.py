"""What a report names and everybody can date: numbered rounds and summits, events, office-holders."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from khabar.extract.times_line import Line, letters
from khabar.extract.times_pieces import ordinal_at
from khabar.extract.times_words import LETTERS
from khabar.fold import fold
from khabar.tables import rows

_ROUND = frozenset(fold(w) for w in "دورة جولة نسخة اجتماع قمة مؤتمر منتدى لقاء مفاوضات محادثات جولات".split())
_REACH = 6  # tokens between the number of a round and the name of its series
_MOST = 20  # places of one word in one sentence
_SPREAD = 15  # tokens within which the words that name an event must stand
_OFFICE_REACH = 7  # tokens between an office and its holder


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """An event with its days. ``foreseen``: a report may speak of it before it takes place."""

    first: date
    last: date
    foreseen: bool
    series: str
    number: int | None
    words: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Tenure:
    """Between which days a name was borne, or an office held by the one who is named with it."""

    first: date
    last: date | None
    words: tuple[str, ...]
    office: str


@dataclass(frozen=True, slots=True)
class Named:
    """A place of the report that names an event: all the events that it can be, and the tokens that name it."""

    events: tuple[KnownEvent, ...]
    first: int
    stop: int
    numbered: bool = False


@cache
def known_events() -> tuple[KnownEvent, ...]:
    """Return the table of events."""
    found = []
    for row in rows("times_known_events.tsv"):
        words = tuple(dict.fromkeys(tuple(fold(alternative).split()) for alternative in row["words"].split("|")))
        number = int(row["number"]) if row["number"] else None
        found.append(KnownEvent(date.fromisoformat(row["first"]), date.fromisoformat(row["last"]), row["foreseen"] == "yes", row["series"], number, words))
    return tuple(found)


@cache
def tenures() -> tuple[Tenure, ...]:
    """Return the table of office-holders and of names with their years."""
    found = []
    for row in rows("times_tenures.tsv"):
        last = date.fromisoformat(row["until"]) if row["until"] else None
        first, office = date.fromisoformat(row["from"]), fold(row["office"])
        found += [Tenure(first, last, tuple(fold(name).split()), office) for name in row["words"].split("|")]
    return tuple(found)


@cache
def _phrases() -> dict[tuple[str, ...], tuple[KnownEvent, ...]]:
    """Return the events by what names them."""
    found: dict[tuple[str, ...], list[KnownEvent]] = {}
    for event in known_events():
        for words in event.words:
            found.setdefault(words, []).append(event)
    return {words: tuple(events) for words, events in found.items()}


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(word for words in _phrases() for word in words)


def bare(key: str) -> str:
    """Return a folded key without its article."""
    return key[2:] if key.startswith("ال") and len(key) > 4 else key


def named_events(line: Line) -> Iterator[Named]:
    """Yield where a report names events of the table, in text order."""
    vocabulary = _vocabulary()
    for first, stop in line.tokens.sentences:
        at: dict[str, list[int]] = {}
        for i in range(first, stop):
            word = bare(line.key(i))
            if word in vocabulary and len(at.setdefault(word, [])) < _MOST:
                at[word].append(i)
        if at:
            for words, events in _phrases().items():
                if all(word in at for word in words):
                    yield from _named(line, words, events, at)


def _named(line: Line, words: tuple[str, ...], events: tuple[KnownEvent, ...], at: dict[str, list[int]]) -> Iterator[Named]:
    if not events[0].series:
        for start in at[words[0]]:
            places = [min(at[word], key=partial(_distance, start)) for word in words]
            if max(places) - min(places) < _SPREAD and not _is_parted(line, places):
                yield Named(events, min(places), max(places) + 1)
        return
    for start in at[words[0]]:
        if all(bare(line.key(start + n)) == word for n, word in enumerate(words)):
            number = _number(line, start, start + len(words))
            one = tuple(event for event in events if event.number == number)
            yield Named(one, start, start + len(words), numbered=True) if one else Named(events, start, start + len(words))


def _is_parted(line: Line, places: list[int]) -> bool:
    """Tell whether a comma stands between the words of an event whose first word is not the first there (محمد مرسي، وعزل النائب العام)."""
    return places[0] != min(places) and any(line.letter(i) == LETTERS["COMMA"] for i in range(min(places), max(places)))


def _distance(one: int, other: int) -> int:
    return abs(one - other)


def _number(line: Line, first: int, stop: int) -> int | None:
    """Return the number of the round that is named: أستانا 7, الدورة الـ14 لمنتدى فالداي, الجولة السادسة من محادثات جنيف."""
    at = stop + 1 if line.letter(stop) in letters("DASH ARTICLE") else stop
    behind = _number_at(line, at)
    if behind is not None:
        return behind
    for i in range(first - 1, max(-1, first - _REACH), -1):
        number = _number_at(line, i)
        before = i - 2 if line.letter(i - 1) == LETTERS["ARTICLE"] else i - 1
        if number is not None and bare(line.key(before)) in _ROUND:
            return number
    return None


def _number_at(line: Line, i: int) -> int | None:
    if line.letter(i) == LETTERS["DAYNUM"]:
        return int(line.key(i))
    order = ordinal_at(line, i)
    return order[1] if order is not None else None


def named_tenures(line: Line) -> Iterator[tuple[Tenure, int, int]]:
    """Yield the office-holders and bodies of the table that a report names, with the tokens that name them."""
    keys = [line.key(i) for i in range(len(line.classes))]
    places: dict[str, list[int]] = {}
    for i, key in enumerate(keys):
        places.setdefault(key, []).append(i)
    found: dict[tuple[str, ...], list[tuple[Tenure, int, int]]] = {}
    for tenure in tenures():
        for start in places.get(tenure.words[0], ()):
            stop = start + len(tenure.words)
            if tuple(keys[start:stop]) == tenure.words and (not tenure.office or _holds(keys, start, tenure.office)):
                found.setdefault(tenure.words, []).append((tenure, start, stop))
                break
    for held in found.values():
        if len(held) == 1:  # one who held two offices after each other is dated by neither
            yield held[0]


_HOUSES = frozenset("وزراء حكومه مجلس برلمان هييه لجنه حزب اركان وفد".split())


def _holds(keys: list[str], start: int, office: str) -> bool:
    """Tell whether an office stands before a name, and is not a former one."""
    places = [i for i in range(max(0, start - _OFFICE_REACH), start) if bare(keys[i]) == office]
    if office == "رييس":  # a president, not the head of a government or house
        places = [i for i in places if bare(keys[i + 1]) not in _HOUSES]
    return bool(places) and not {"السابق", "السابقه", "الاسبق", "الراحل"} & set(keys[max(0, start - 4) : start])
