"""Several tellings of one event in a report brought together: they share actors, recipients, places and time, and point at the first."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from khabar.extract.events_parties import chosen
from khabar.model import Event, Time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from khabar.extract.events_clause import Arguments
    from khabar.extract.events_parties import Chances
    from khabar.extract.events_triggers import Trigger

# frames that tell what came of an attack told by another word of the same sentence (مقتل 28 شخصا في سلسلة تفجيرات)
_OUTCOMES = frozenset("kill die hurt casualties suffer blast commit crime massacre destroy lose fall".split())
_TALKS = frozenset("meet talk discuss summit round session convene chair host phone receive visit arrive".split())
_ACTS = frozenset(("request", "ask", "promise", "support", "praise", "thank", "condemn", "accuse", "reject", "threaten", "accord", "agree", "sign", "blame"))
_VIOLENCE = frozenset(
    "kill die hurt casualties massacre murder murdered blast blastact raid shell assault attack target storm operation crime commit fire hit clash".split()
)
_KILLINGS = frozenset(("kill", "die", "murder", "murdered"))
_TRUCES = frozenset(("truce", "withdraw", "resign", "release", "setfree"))
_NEAR = 4  # sentences behind its event that another word with the article still points back at it
_RIGHT_BEFORE = 2  # sentences over which whom one attack met is taken for the next of the same actors
_LEAD = 3  # sentences behind a headline that tell what it tells
_GOES_ON = 0.5  # how far what goes on, and has no day, stands from the telling (see ``Telling.far``)
_PER_TYPE = 12  # the last events of a type that a new one is compared with


@dataclass(slots=True)
class Telling:
    """One trigger with its event, the sentence it stands in, whether its word points back (الهجوم، استقالته), and the process it names (أستانا 6)."""

    event: Event
    trigger: Trigger
    at: int  # its piece of the scene
    found: Arguments  # by the frames
    sentence: int
    definite: bool
    process: str | None = None
    time: Time | None = None
    far: int = 0  # how far the time stands from the telling: 0 in its sentence, 1 around it, 2 vague
    hollow: bool = False  # nobody is told of: it counts only as a telling of an event before
    chances: dict[str, Chances] = field(default_factory=dict)  # of everybody around it to act and to be met


class _Gathered:
    """An event as told so far: its first telling, and what all its tellings add up to."""

    __slots__ = ("actors", "first", "frames", "last", "mode", "named", "numbers", "places", "process", "recipients", "status", "timed")

    def __init__(self, number: int, telling: Telling) -> None:
        event = telling.event
        self.first = self.last = telling
        self.numbers = [number]
        self.actors, self.recipients, self.places = set(event.actors), set(event.recipients), set(event.places)
        self.mode, self.status, self.timed = event.mode, event.status, telling.time
        self.process = telling.process
        self.named = event.recipients
        self.frames = {telling.trigger.sense.frame.name}

    def add(self, number: int, telling: Telling) -> None:
        """Take in one telling more."""
        event = telling.event
        self.last = telling
        self.numbers.append(number)
        self.actors |= set(event.actors)
        self.recipients |= set(event.recipients)
        self.named = self.named or event.recipients
        self.places |= set(event.places)
        self.mode = self.mode or event.mode
        self.timed = self.timed or telling.time
        self.process = self.process or telling.process
        self.frames.add(telling.trigger.sense.frame.name)


def joined(tellings: Sequence[Telling], sector: Callable[[str], str | None]) -> list[Event]:
    """Return the events, those that tell an earlier one again pointing at it and all tellings of one event sharing its arguments."""
    gathered: dict[str, list[_Gathered]] = {}
    homes: list[_Gathered] = []
    for number, telling in enumerate(tellings):
        candidates = gathered.setdefault(telling.event.type, [])
        home = next((c for c in reversed(candidates[-_PER_TYPE:]) if _same(c, telling)), None)
        if home is None:
            home = _Gathered(number, telling)
            candidates.append(home)
        else:
            home.add(number, telling)
        homes.append(home)
    sufferers = _sufferers(homes)
    merged = {id(home): _merged([tellings[n] for n in home.numbers], sector) for home in dict.fromkeys(homes)}
    found = []
    for number, (telling, home) in enumerate(zip(tellings, homes, strict=True)):
        if len(home.numbers) > 1:
            event = _told(telling.event, merged[id(home)], None if home.numbers[0] == number else home.first.event.id)
        elif not telling.hollow:
            event = merged[id(home)]
        else:
            continue
        found.append(replace(event, recipients=sufferers[id(home)]) if id(home) in sufferers else event)
    return found


def _sufferers(homes: Sequence[_Gathered]) -> dict[int, tuple[str, ...]]:
    """Return whom an attack met that names nobody, where the same actors attacked somebody named in one of the sentences right before."""
    found: dict[int, tuple[str, ...]] = {}
    last: dict[frozenset[str], _Gathered] = {}
    for home in dict.fromkeys(homes):
        actors = frozenset(home.actors)
        if home.first.event.type != "ASSAULT" or not actors:
            continue
        before = last.get(actors)
        if home.recipients:
            last[actors] = home
        elif before is not None and home.first.sentence - before.last.sentence <= _RIGHT_BEFORE and home.status == before.status:
            found[id(home)] = before.named
    return found


def _same(home: _Gathered, telling: Telling) -> bool:
    """Tell whether a telling is one more of an event."""
    mine = telling.event
    if telling.process and home.process:
        return telling.process == home.process
    if "denied" in (home.status, mine.status) and mine.status != home.status:
        return False  # what did not happen is not pointed back at
    back = telling.definite and not (mine.actors or mine.recipients)
    if (mine.status != home.status and not back) or not _compatible(mine, home):
        return False
    if telling.sentence == home.last.sentence and _outcome(telling, home.frames):
        return True
    same_word = telling.trigger.sense.row == home.first.trigger.sense.row
    kin = same_word or _kin(home.first, telling)
    if back and not telling.process and (same_word or (kin and telling.sentence - home.last.sentence <= _NEAR)):
        return True
    if home.first.sentence == 0 and telling.sentence <= _LEAD and same_word and not _apart(telling.time, home.timed):
        return True
    if _that_killing(home, telling):
        return True
    if kin and any(person.startswith("per-") and person in home.recipients for person in mine.recipients):
        return True
    if not telling.definite and _apart(telling.time, home.timed):
        return False
    shared = sum(not theirs.isdisjoint(ours) for ours, theirs in ((mine.actors, home.actors), (mine.recipients, home.recipients), (mine.places, home.places)))
    return shared >= (1 if same_word or (telling.definite and kin) else 2)


def _that_killing(home: _Gathered, telling: Telling) -> bool:
    """Tell whether a word for a killing means that of a person told before: it names nobody else, counts nobody, has no other day (جريمة القتل)."""
    killing = telling.trigger.sense.frame.name in _KILLINGS and not _KILLINGS.isdisjoint(home.frames)
    if not killing or telling.event.figures or (telling.time and telling.far == 0 and _apart(telling.time, home.timed)):
        return False
    victims = [victim for victim in telling.event.recipients if not victim.startswith("<")]
    return not victims and any(victim.startswith("per-") for victim in home.recipients)


def _apart(one: Time | None, other: Time | None) -> bool:
    """Tell whether two times have no day in common."""
    if one is None or other is None or not (one.earliest and one.latest and other.earliest and other.latest):
        return False
    return one.latest < other.earliest or other.latest < one.earliest


def _compatible(mine: Event, home: _Gathered) -> bool:
    """Tell whether nothing that two events say of themselves keeps them apart."""
    if not (home.actors.isdisjoint(mine.recipients) and home.recipients.isdisjoint(mine.actors)) or not _modes_meet(mine, home):
        return False
    sides = set(mine.actors)
    if len(sides) > 1 and len(home.actors) > 1 and not (sides <= home.actors or home.actors <= sides):
        return False  # one side is the same, the other another
    pairs = ((mine.actors, home.actors), (mine.recipients, home.recipients), (mine.places, home.places))
    return all(not ours or not theirs or not theirs.isdisjoint(ours) for ours, theirs in pairs)


def _kin(one: Telling, other: Telling) -> bool:
    """Tell whether two words may tell the same sort of event: two gatherings, two acts of violence, or one frame."""
    frames = {one.trigger.sense.frame.name, other.trigger.sense.frame.name}
    return len(frames) == 1 or frames <= _TALKS or frames <= _VIOLENCE or frames <= _TRUCES


def _outcome(telling: Telling, frames: set[str]) -> bool:
    name = telling.trigger.sense.frame.name
    if telling.event.type == "ASSAULT":
        return name in _OUTCOMES or not _OUTCOMES.isdisjoint(frames)
    return telling.event.type == "CONSULT" and name == "discuss"


def _modes_meet(mine: Event, home: _Gathered) -> bool:
    return mine.mode is None or home.mode is None or mine.mode == home.mode or mine.type in ("CONSULT", "ASSAULT")


def _merged(tellings: Sequence[Telling], sector: Callable[[str], str | None]) -> Event:
    def union(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item for items in lists for item in items))

    events = [telling.event for telling in tellings]
    first = events[0]
    if len(tellings) == 1:
        actors, recipients = chosen([tellings[0].chances], first.actors, first.recipients)
        return replace(first, actors=actors, recipients=recipients, sectors=_sectors(actors, recipients, sector))
    framed, met = ({who for parties in side for who in parties} for side in ([event.actors for event in events], [event.recipients for event in events]))
    actors, recipients = chosen([telling.chances for telling in tellings], framed, met)
    timed = _dated(tellings)
    return replace(
        first,
        mode=next((event.mode for event in events if event.mode), None),
        actors=actors,
        recipients=recipients,
        places=union(event.places for event in events),
        time=timed.time,
        time_precision=timed.time_precision,
        place_precision=min((event.place_precision for event in events if event.place_precision), default=None),
        sectors=_sectors(actors, recipients, sector),
    )


def _dated(tellings: Sequence[Telling]) -> Event:
    """Return the event whose time holds for all tellings: one dated in its own sentence, else one that goes on, else one dated around it, the first of each."""
    own = [telling for telling in tellings if telling.event.time]
    return min(own, key=lambda telling: telling.far if telling.time else _GOES_ON, default=tellings[0]).event


def _sectors(actors: tuple[str, ...], recipients: tuple[str, ...], sector: Callable[[str], str | None]) -> dict[str, str]:
    return {party: found for party in (*actors, *recipients) if (found := sector(party))}


def _told(event: Event, merged: Event, same_as: str | None) -> Event:
    return replace(merged, id=event.id, trigger=event.trigger, inside=event.inside, figures=event.figures, same_as=same_as)
