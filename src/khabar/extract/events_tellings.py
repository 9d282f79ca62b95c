"""Several tellings of one event in a report brought together: they share actors, recipients, places and time, and point at the first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from khabar.model import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from khabar.extract.events_triggers import Trigger

# frames that tell what came of an attack told by another word of the same sentence (مقتل 28 شخصا في سلسلة تفجيرات)
_OUTCOMES = frozenset("kill die hurt casualties suffer blast commit crime massacre destroy lose fall".split())
_TALKS = frozenset("meet talk discuss summit round session convene chair host phone receive visit arrive".split())
_ACTS = frozenset(("request", "ask", "promise", "support", "praise", "thank", "condemn", "accuse", "reject", "threaten", "accord", "agree", "sign", "blame"))
_PER_TYPE = 12  # the last events of a type that a new one is compared with


@dataclass(slots=True)
class Telling:
    """One trigger with its event, the sentence it stands in, and whether its word points back (الهجوم، استقالته)."""

    event: Event
    trigger: Trigger
    sentence: int
    definite: bool


def joined(tellings: Sequence[Telling]) -> list[Event]:
    """Return the events, those that tell an earlier one again pointing at it and all tellings of one event sharing its arguments."""
    roots: list[int] = []
    recent: dict[str, list[int]] = {}
    members: dict[int, list[int]] = {}
    for number, telling in enumerate(tellings):
        candidates = recent.setdefault(telling.event.type, [])
        root = next((c for c in reversed(candidates[-_PER_TYPE:]) if _same(tellings, members[c], telling)), number)
        roots.append(root)
        members.setdefault(root, []).append(number)
        if root == number:
            candidates.append(number)
    merged = {root: _merged([tellings[n].event for n in numbers]) for root, numbers in members.items()}
    return [_told(tellings[n].event, merged[root], None if root == n else tellings[root].event.id) for n, root in enumerate(roots)]


def _same(tellings: Sequence[Telling], members: Sequence[int], telling: Telling) -> bool:
    """Tell whether a telling is one more of an event."""
    first, last = tellings[members[0]], tellings[members[-1]]
    mine, theirs = telling.event, _merged([tellings[n].event for n in members])
    back = telling.definite and not (mine.actors or mine.recipients)
    if (
        (mine.status != theirs.status and not back)
        or not _modes_meet(mine, theirs)
        or not _meet(mine.actors, theirs.actors)
        or not _meet(mine.recipients, theirs.recipients)
    ):
        return False
    near = telling.sentence == last.sentence
    if near and _outcome(telling, [tellings[n] for n in members]):
        return True
    if mine.time and theirs.time and mine.time != theirs.time:
        return False
    shared = bool(set(mine.actors) & set(theirs.actors)) + bool(set(mine.recipients) & set(theirs.recipients)) + bool(set(mine.places) & set(theirs.places))
    same_word = telling.trigger.sense.row == first.trigger.sense.row
    if telling.definite and (same_word or telling.sentence - last.sentence <= 1) and (shared or not (mine.actors or mine.recipients or mine.places)):
        return True
    wanted = 1 if same_word else 2
    return shared >= wanted and not (set(mine.places) and set(theirs.places) and not set(mine.places) & set(theirs.places))


def _outcome(telling: Telling, members: Sequence[Telling]) -> bool:
    frames = {member.trigger.sense.frame.name for member in members}
    name = telling.trigger.sense.frame.name
    if telling.event.type == "ASSAULT":
        return name in _OUTCOMES or bool(frames & _OUTCOMES)
    return telling.event.type == "CONSULT" and name in _TALKS and name == "discuss"


def _modes_meet(one: Event, other: Event) -> bool:
    return one.mode is None or other.mode is None or one.mode == other.mode or one.type in ("CONSULT", "ASSAULT")


def _meet(one: Iterable[str], other: Iterable[str]) -> bool:
    first, second = set(one), set(other)
    return not first or not second or bool(first & second)


def _merged(events: Sequence[Event]) -> Event:
    def union(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item for items in lists for item in items))

    first = events[0]
    timed = next((event for event in events if event.time), first)
    return replace(
        first,
        mode=next((event.mode for event in events if event.mode), None),
        actors=union(event.actors for event in events),
        recipients=union(event.recipients for event in events),
        places=union(event.places for event in events),
        time=timed.time,
        time_precision=timed.time_precision,
        place_precision=min((event.place_precision for event in events if event.place_precision), default=None),
        sectors={actor: sector for event in events for actor, sector in event.sectors.items()},
    )


def _told(event: Event, merged: Event, same_as: str | None) -> Event:
    return replace(merged, id=event.id, trigger=event.trigger, inside=event.inside, figures=event.figures, same_as=same_as)
