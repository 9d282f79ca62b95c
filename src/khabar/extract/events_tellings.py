"""Several tellings of one event in a report brought together: they share actors, recipients, places and time, and point at the first."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from khabar.extract.events_confidence import choice
from khabar.extract.events_parties import chosen, pooled
from khabar.model import Event

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from khabar.extract.events_arguments import Arguments
    from khabar.extract.events_confidence import Choice, Confidence
    from khabar.extract.events_parties import Chances
    from khabar.extract.events_triggers import Trigger
    from khabar.model import Figure, Span, Time

# frames that tell what came of an attack told by another word of the same sentence (مقتل 28 شخصا في سلسلة تفجيرات)
_OUTCOMES = frozenset("kill die hurt casualties suffer blast commit crime massacre destroy lose fall".split())
_TALKS = frozenset("meet talk discuss summit round session convene chair host phone receive visit arrive".split())
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
    chances: dict[str, Chances] = field(default_factory=dict)  # of everybody around it to act and to be met


class _Gathered:
    """An event as told so far: its tellings, and what all of them add up to."""

    __slots__ = ("actors", "first", "frames", "last", "mode", "named", "places", "process", "recipients", "status", "tellings", "timed")

    def __init__(self, telling: Telling) -> None:
        self.first = self.last = telling
        self.tellings = [telling]
        self.actors, self.recipients, self.places = set(telling.actors), set(telling.recipients), set(telling.places)
        self.mode, self.status, self.timed = telling.mode, telling.status, telling.time
        self.process = telling.process
        self.named = telling.recipients
        self.frames = {telling.frame}

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
    gathered: dict[str, list[_Gathered]] = {}
    homes: list[_Gathered] = []
    for telling in tellings:
        candidates = gathered.setdefault(telling.type, [])
        home = next((c for c in reversed(candidates[-_PER_TYPE:]) if _same(c, telling)), None)
        if home is None:
            home = _Gathered(telling)
            candidates.append(home)
        else:
            home.add(telling)
        homes.append(home)
    sufferers = _sufferers(homes)
    shared = {home: _shared(home.tellings, sector) for home in dict.fromkeys(homes) if home.counts}
    counted = [(telling, home) for telling, home in zip(tellings, homes, strict=True) if home.counts]
    return [_event(telling, home, shared[home], sufferers.get(home), confidence) for telling, home in counted]


def _event(telling: Telling, home: _Gathered, shared: _Shared, sufferers: tuple[str, ...] | None, confidence: Confidence) -> Event:
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
        confidence[telling.frame, telling.trigger.part, shared.choice],
    )


def _sufferers(homes: Sequence[_Gathered]) -> dict[_Gathered, tuple[str, ...]]:
    """Return whom an attack met that names nobody, where the same actors attacked somebody named in one of the sentences right before."""
    found: dict[_Gathered, tuple[str, ...]] = {}
    last: dict[frozenset[str], _Gathered] = {}
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


def _same(home: _Gathered, telling: Telling) -> bool:
    """Tell whether a telling is one more of an event."""
    if telling.process and home.process:
        return telling.process == home.process
    if "denied" in (home.status, telling.status) and telling.status != home.status:
        return False  # what did not happen is not pointed back at
    back = telling.definite and not (telling.actors or telling.recipients)
    if (telling.status != home.status and not back) or not _compatible(telling, home):
        return False
    if telling.sentence == home.last.sentence and _outcome(telling, home.frames):
        return True
    same_word = telling.trigger.sense.row == home.first.trigger.sense.row
    kin = same_word or _kin(home.first, telling)
    if back and not telling.process and not _redated(telling, home) and (same_word or (kin and telling.sentence - home.last.sentence <= _NEAR)):
        return True
    if home.first.sentence == 0 and telling.sentence <= _LEAD and same_word and not _apart(telling.time, home.timed):
        return True
    if _that_killing(home, telling):
        return True
    if kin and any(person.startswith("per-") and person in home.recipients for person in telling.recipients):
        return True
    if _redated(telling, home) or (not telling.definite and _apart(telling.time, home.timed)):
        return False
    apart = home.actors.isdisjoint(telling.actors) + home.recipients.isdisjoint(telling.recipients) + home.places.isdisjoint(telling.places)
    return apart <= (2 if same_word or (telling.definite and kin) else 1)


def _that_killing(home: _Gathered, telling: Telling) -> bool:
    """Tell whether a word for a killing means that of a person told before: it names nobody else, counts nobody, has no other day (جريمة القتل)."""
    killing = telling.frame in _KILLINGS and not _KILLINGS.isdisjoint(home.frames)
    if not killing or telling.figures or (telling.time and telling.far == 0 and _apart(telling.time, home.timed)):
        return False
    victims = [victim for victim in telling.recipients if not victim.startswith("<")]
    return not victims and any(victim.startswith("per-") for victim in home.recipients)


def _redated(telling: Telling, home: _Gathered) -> bool:
    """Tell whether the sentence of a telling has an earlier day of its own: تم الاتفاق في القاهرة الشهر الماضي. A later one may be that of what comes of it."""
    mine, other = telling.time, home.timed
    return telling.far == 0 and mine is not None and other is not None and bool(mine.latest and other.earliest and mine.latest < other.earliest)


def _apart(one: Time | None, other: Time | None) -> bool:
    """Tell whether two times have no day in common."""
    if one is None or other is None or not (one.earliest and one.latest and other.earliest and other.latest):
        return False
    return one.latest < other.earliest or other.latest < one.earliest


def _compatible(mine: Telling, home: _Gathered) -> bool:
    """Tell whether nothing that two events say of themselves keeps them apart."""
    if not (home.actors.isdisjoint(mine.recipients) and home.recipients.isdisjoint(mine.actors)) or not _modes_meet(mine, home):
        return False
    if len(mine.actors) > 1 and len(home.actors) > 1 and not (home.actors.issuperset(mine.actors) or home.actors.issubset(mine.actors)):
        return False  # one side is the same, the other another
    return not (_differ(mine.actors, home.actors) or _differ(mine.recipients, home.recipients) or _differ(mine.places, home.places))


def _differ(ours: tuple[str, ...], theirs: set[str]) -> bool:
    return bool(ours and theirs) and theirs.isdisjoint(ours)


def _kin(one: Telling, other: Telling) -> bool:
    """Tell whether two words may tell the same sort of event: two gatherings, two acts of violence, or one frame."""
    frames = {one.frame, other.frame}
    return len(frames) == 1 or frames <= _TALKS or frames <= _VIOLENCE or frames <= _TRUCES


def _outcome(telling: Telling, frames: set[str]) -> bool:
    name = telling.frame
    if telling.type == "ASSAULT":
        return name in _OUTCOMES or not _OUTCOMES.isdisjoint(frames)
    return telling.type == "CONSULT" and name == "discuss"


def _modes_meet(mine: Telling, home: _Gathered) -> bool:
    return mine.mode is None or home.mode is None or mine.mode == home.mode or mine.type in ("CONSULT", "ASSAULT")


def _shared(tellings: Sequence[Telling], sector: Callable[[str], str | None]) -> _Shared:
    framed = set(chain.from_iterable(telling.actors for telling in tellings))
    met = set(chain.from_iterable(telling.recipients for telling in tellings))
    chances = pooled([telling.chances for telling in tellings])
    actors, recipients = chosen(chances, framed, met)
    return _Shared(
        next((telling.mode for telling in tellings if telling.mode), None),
        actors,
        recipients,
        tuple(dict.fromkeys(chain.from_iterable(telling.places for telling in tellings))),
        min((telling.place_precision for telling in tellings if telling.place_precision), default=None),
        _dated(tellings),
        _sectors(actors, recipients, sector),
        choice(chances, actors, framed),
    )


def _dated(tellings: Sequence[Telling]) -> Telling:
    """Return the telling whose time holds for all: one dated in its own sentence, else one that goes on, else one dated around it, the first of each."""
    own = [telling for telling in tellings if telling.dated]
    return min(own, key=lambda telling: telling.far if telling.time else _GOES_ON, default=tellings[0])


def _sectors(actors: tuple[str, ...], recipients: tuple[str, ...], sector: Callable[[str], str | None]) -> dict[str, str]:
    return {party: found for party in (*actors, *recipients) if (found := sector(party))}
