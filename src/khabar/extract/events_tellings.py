"""Several tellings of one event in a report brought together: they share actors, recipients, places and time, and point at the first."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from khabar.extract.events_confidence import choice
from khabar.extract.events_coreference import same
from khabar.extract.events_parties import chosen, pooled
from khabar.model import Event

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from khabar.extract.events_arguments import Arguments
    from khabar.extract.events_confidence import Choice, Confidence
    from khabar.extract.events_parties import Chances
    from khabar.extract.events_triggers import Trigger
    from khabar.model import Figure, Span, Time

_RIGHT_BEFORE = 2  # sentences over which whom one attack met is taken for the next of the same actors
_GOES_ON = 0.5  # how far what goes on, and has no day, stands from the telling (see ``Telling.far``)
_PER_TYPE = 12  # the last events of a type that a new one is compared with


@dataclass(slots=True)
class Telling:
    """One trigger with what it alone tells of its event (see ``model.Event``), before the tellings of one event are brought together."""

    id: str
    type: str
    mode: str | None
    span: Span
    actors: tuple[str, ...]  # by the frames, like the recipients
    recipients: tuple[str, ...]
    places: tuple[str, ...]
    status: str
    inside: str | None
    figures: tuple[Figure, ...]
    place_precision: int | None
    dated: str | None  # as the event will name its time
    time_precision: int | None
    trigger: Trigger
    frame: str  # its name
    at: int  # its piece of the scene
    found: Arguments  # by the frames
    sentence: int
    definite: bool  # its word points back (الهجوم، استقالته)
    process: str | None = None  # that it names (أستانا 6)
    time: Time | None = None
    far: int = 0  # how far the time stands from the telling: 0 in its sentence, 1 around it, 2 vague
    hollow: bool = False  # nobody is told of: it counts only as a telling of an event before
    about: frozenset[str] = frozenset()  # the words behind it that tell what the deed is of
    likely: str = ""  # its chance to tell an event of its type, in tenths
    chances: dict[str, Chances] = field(default_factory=dict)  # of everybody around it to act and to be met


class Gathered:
    """An event as told so far: its tellings, and what all of them add up to."""

    __slots__ = ("about", "actors", "first", "frames", "last", "mode", "named", "places", "process", "recipients", "roots", "status", "tellings", "timed")

    def __init__(self, telling: Telling) -> None:
        self.first = self.last = telling
        self.tellings = [telling]
        self.actors, self.recipients, self.places = set(telling.actors), set(telling.recipients), set(telling.places)
        self.mode, self.status, self.timed = telling.mode, telling.status, telling.time
        self.process = telling.process
        self.named = telling.recipients
        self.frames = {telling.frame}
        self.roots = {telling.trigger.sense.root}
        self.about = set(telling.about)

    @property
    def counts(self) -> bool:
        """Whether an event is told: where nobody is told of it takes two tellings."""
        return len(self.tellings) > 1 or not self.first.hollow

    def add(self, telling: Telling) -> None:
        """Take in one telling more."""
        self.last = telling
        self.tellings.append(telling)
        self.actors.update(telling.actors)
        self.recipients.update(telling.recipients)
        self.named = self.named or telling.recipients
        self.places.update(telling.places)
        self.mode = self.mode or telling.mode
        self.timed = self.timed or telling.time
        self.process = self.process or telling.process
        self.frames.add(telling.frame)
        self.roots.add(telling.trigger.sense.root)
        self.about |= telling.about


class _Shared(NamedTuple):
    """What all tellings of an event have in common."""

    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]
    place_precision: int | None
    dated: Telling  # whose time holds for all
    sectors: dict[str, str]
    choice: Choice  # how its actors were chosen


def joined(tellings: Sequence[Telling], sector: Callable[[str], str | None], confidence: Confidence) -> list[Event]:
    """Return the events, those that tell an earlier one again pointing at it and all tellings of one event sharing its arguments."""
    gathered: dict[str, deque[Gathered]] = defaultdict(lambda: deque(maxlen=_PER_TYPE))
    homes: list[Gathered] = []
    for telling in tellings:
        recent = gathered[telling.type]
        home = next((candidate for candidate in reversed(recent) if same(candidate, telling)), None)
        if home is None:
            home = Gathered(telling)
        else:
            home.add(telling)
            recent.remove(home)
        recent.append(home)  # the event told last is the first to be compared with
        homes.append(home)
    sufferers = _sufferers(homes)
    shared = {home: _shared(home.tellings, sector) for home in dict.fromkeys(homes) if home.counts}
    counted = [(telling, home) for telling, home in zip(tellings, homes, strict=True) if home.counts]
    return [_event(telling, home, shared[home], sufferers.get(home), confidence) for telling, home in counted]


def _event(telling: Telling, home: Gathered, shared: _Shared, sufferers: tuple[str, ...] | None, confidence: Confidence) -> Event:
    return Event(
        telling.id,
        telling.type,
        shared.mode,
        telling.span,
        shared.actors,
        shared.recipients if sufferers is None else sufferers,
        shared.places,
        shared.dated.dated,
        home.first.status,
        telling.inside,
        None if telling is home.first else home.first.id,
        telling.figures,
        shared.place_precision,
        shared.dated.time_precision,
        shared.sectors,
        confidence[telling.frame, telling.trigger.part, shared.choice, telling.likely],
    )


def _sufferers(homes: Sequence[Gathered]) -> dict[Gathered, tuple[str, ...]]:
    """Return whom an attack met that names nobody, where the same actors attacked somebody named in one of the sentences right before."""
    found: dict[Gathered, tuple[str, ...]] = {}
    last: dict[frozenset[str], Gathered] = {}
    for home in dict.fromkeys(homes):
        if home.first.type != "ASSAULT" or not home.actors:
            continue
        actors = frozenset(home.actors)
        before = last.get(actors)
        if home.recipients:
            last[actors] = home
        elif before is not None and home.first.sentence - before.last.sentence <= _RIGHT_BEFORE and home.status == before.status:
            found[home] = before.named
    return found


def _shared(tellings: Sequence[Telling], sector: Callable[[str], str | None]) -> _Shared:
    return _of_several(tellings, sector) if len(tellings) > 1 else _of_one(tellings[0], sector)


def _of_one(telling: Telling, sector: Callable[[str], str | None]) -> _Shared:
    actors, recipients = chosen(telling.chances, telling.actors, telling.recipients)
    made = choice(telling.chances, actors, telling.actors)
    return _Shared(telling.mode, actors, recipients, telling.places, telling.place_precision, telling, _sectors(actors, recipients, sector), made)


def _of_several(tellings: Sequence[Telling], sector: Callable[[str], str | None]) -> _Shared:
    framed = set(chain.from_iterable(telling.actors for telling in tellings))
    met = set(chain.from_iterable(telling.recipients for telling in tellings))
    chances = pooled([telling.chances for telling in tellings])
    acting, suffering = chosen(chances, framed, met)
    actors = _once(acting, [telling.actors for telling in tellings])
    recipients = _once(suffering, [telling.recipients for telling in tellings])
    return _Shared(
        next((telling.mode for telling in tellings if telling.mode), None),
        actors,
        recipients,
        tuple(dict.fromkeys(chain.from_iterable(telling.places for telling in tellings))),
        min((telling.place_precision for telling in tellings if telling.place_precision), default=None),
        _dated(tellings),
        _sectors(actors, recipients, sector),
        choice(chances, acting, framed),
    )


def _once(parties: tuple[str, ...], told: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the parties but for people without a name whom another telling names or tells in other words: مسلحون، المهاجمون، عناصر التنظيم."""
    unnamed = {party for party in parties if party.startswith("<")}
    if not unnamed:
        return parties
    named = set(parties) - unnamed
    with_them = [side for side in told if not (named or unnamed).isdisjoint(side)]
    kept = set(chain.from_iterable(with_them if named else with_them[:1]))
    return tuple(party for party in parties if party in named or party in kept or not with_them)


def _dated(tellings: Sequence[Telling]) -> Telling:
    """Return the telling whose time holds for all: one dated in its own sentence, else one that goes on, else one dated around it, the first of each."""
    own = [telling for telling in tellings if telling.dated]
    return min(own, key=lambda telling: telling.far if telling.time else _GOES_ON, default=tellings[0])


def _sectors(actors: tuple[str, ...], recipients: tuple[str, ...], sector: Callable[[str], str | None]) -> dict[str, str]:
    return {party: found for party in (*actors, *recipients) if (found := sector(party))}
