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
_VIOLENCE = frozenset(
    "kill die hurt casualties massacre murder blast blastact raid shell assault attack target storm operation crime commit fire hit clash".split()
)
_TRUCES = frozenset(("truce", "withdraw", "resign", "release", "setfree"))
_NEAR = 4  # sentences behind its event that another word with the article still points back at it
_PER_TYPE = 12  # the last events of a type that a new one is compared with


@dataclass(slots=True)
class Telling:
    """One trigger with its event, the sentence it stands in, whether its word points back (الهجوم، استقالته), and the process it names (أستانا 6)."""

    event: Event
    trigger: Trigger
    sentence: int
    definite: bool
    process: str | None = None
    hollow: bool = False  # nobody is told of: it counts only as a telling of an event before


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
    kept = [n for n, root in enumerate(roots) if root != n or not tellings[n].hollow or len(members[n]) > 1]
    merged = {root: _merged([tellings[n].event for n in numbers]) for root, numbers in members.items()}
    return [_told(tellings[n].event, merged[root], None if root == n else tellings[root].event.id) for n in kept for root in (roots[n],)]


def _same(tellings: Sequence[Telling], members: Sequence[int], telling: Telling) -> bool:
    """Tell whether a telling is one more of an event."""
    first, last = tellings[members[0]], tellings[members[-1]]
    mine, theirs = telling.event, _merged([tellings[n].event for n in members])
    processes = {tellings[n].process for n in members} - {None}
    if telling.process and processes:
        return telling.process in processes
    back = telling.definite and not (mine.actors or mine.recipients)
    if (mine.status != theirs.status and not back) or not _compatible(mine, theirs):
        return False
    if telling.sentence == last.sentence and _outcome(telling, [tellings[n] for n in members]):
        return True
    same_word = telling.trigger.sense.row == first.trigger.sense.row
    if back and not telling.process and (same_word or (_kin(first, telling) and telling.sentence - last.sentence <= _NEAR)):
        return True
    if mine.time and theirs.time and mine.time != theirs.time and not telling.definite:
        return False
    shared = _shared(mine, theirs)
    people = set(mine.recipients) & set(theirs.recipients)
    if any(person.startswith("per-") for person in people) and _kin(first, telling):
        return True
    return shared >= (1 if same_word or (telling.definite and _kin(first, telling)) else 2)


def _compatible(mine: Event, theirs: Event) -> bool:
    """Tell whether nothing that two events say of themselves keeps them apart."""
    apart = bool(mine.places) and bool(theirs.places) and not set(mine.places) & set(theirs.places)
    crossed = set(mine.actors) & set(theirs.recipients) or set(mine.recipients) & set(theirs.actors)
    if crossed:
        return False
    return _modes_meet(mine, theirs) and _meet(mine.actors, theirs.actors) and _meet(mine.recipients, theirs.recipients) and not apart


def _shared(mine: Event, theirs: Event) -> int:
    """Count in how many of actors, recipients and places two events have something in common."""
    pairs = ((mine.actors, theirs.actors), (mine.recipients, theirs.recipients), (mine.places, theirs.places))
    return sum(bool(set(one) & set(other)) for one, other in pairs)


def _kin(one: Telling, other: Telling) -> bool:
    """Tell whether two words may tell the same sort of event: two gatherings, two acts of violence, or one frame."""
    frames = {one.trigger.sense.frame.name, other.trigger.sense.frame.name}
    return len(frames) == 1 or frames <= _TALKS or frames <= _VIOLENCE or frames <= _TRUCES


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
