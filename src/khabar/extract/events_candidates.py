"""Whom a report names near an event, and the marks of each by which a linear model weighs whether he acts in it or meets it.

The frames (``frames``) give arguments by the order of words in one clause. Readers look further: at who is told to act in the clause before,
who did the like elsewhere in the report, who speaks. Every such sight is a mark: the value of one slot. ``events_parties`` weighs them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from khabar.extract.events_scene import PHRASES, UNKNOWN
from khabar.extract.events_verbs import VERBS
from khabar.extract.events_words import AGENT, NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from khabar.extract.events_actors import Actors
    from khabar.extract.events_scene import Scene
    from khabar.extract.events_tellings import Telling
    from khabar.extract.events_verbs import Verbs
    from khabar.model import Event

# the slots of marks, in the groups that one candidate's marks come in: what is told of the event, of somebody anywhere, of him on each side, of both
GROUPS = (
    ("type", "shape", "frame", "pronoun", "symmetric", "status", "cited", "others", "at", "last_type"),
    ("kind", "sector", "lead", "told"),
    ("before", "crossed_before", "mark_before", "next_before", "rank_before"),
    ("after", "crossed_after", "mark_after", "role_after", "rank_after"),
    ("rule", "governs", "opens", "first", "speaks", "earlier", "last", "elsewhere", "sentence_before", "nation"),
)
SLOTS = tuple(chain.from_iterable(GROUPS))
Marks = tuple[tuple[str, ...], ...]  # the values of the slots, by groups
NONE = "-"
_CROSSED = tuple(sorted("QYCSvVLEUT."))
_STEPS = tuple("0 1 2 3 4 4 6 6 6 9 9 9 9 9 14 14 14 14 14 14 14 14".split())  # distances in pieces, coarser the farther
_FARTHEST = "22"
_MOST = 4  # from which a rank or a count is no longer told apart
_UNSEEN = (NONE,) * 5  # what is told of somebody on a side on which he does not stand
_FAR = 3  # sentences from which it is no longer told how far
_OPENING = 2  # sentences that open a report
_BACK = 8  # tellings before one among which the last of its type is looked for


_Phrase = tuple[int, list[str], list[str]]  # a piece, whom it stands for, the nationalities in it


def _step(distance: int) -> str:
    return _STEPS[distance] if distance < len(_STEPS) else _FARTHEST


def _crossed(between: str) -> str:
    """Return the kinds of words between two pieces that end clauses or tell something."""
    return "".join([kind for kind in _CROSSED if kind in between])


@dataclass(slots=True)
class _Sighted:
    """Where somebody stands around an event: his marks on each side, where his nationality is told, where he stands in the sentence before."""

    before: tuple[str, ...] = _UNSEEN
    after: tuple[str, ...] = _UNSEEN
    nation: str = NONE
    sentence_before: str = NONE


@dataclass(frozen=True, slots=True)
class _Around:
    """What the candidates of a telling have in common, and who of them governs, opens, speaks or was told of before."""

    marks: tuple[str, ...]  # those of the event, which all candidates share
    governing: frozenset[str]
    governor: str
    opening: frozenset[str]
    first: str
    speakers: tuple[str, ...]
    chain: AbstractSet[str]
    earlier: Telling | None  # the last one of the same type
    last: Telling | None  # the one right before in the same sentence


@dataclass(slots=True)
class _Roles:
    """In how many events of the report somebody is an actor or a recipient by the frames, by type of event."""

    actors: Counter[tuple[str, str]] = field(default_factory=Counter)
    recipients: Counter[tuple[str, str]] = field(default_factory=Counter)

    def told(self, who: str, event: Event) -> str:
        """Return whether somebody acts (A) or is met (R) in other events of the type."""
        acts = self.actors[who, event.type] > (who in event.actors)
        suffers = self.recipients[who, event.type] > (who in event.recipients)
        return ("A" if acts else "") + ("R" if suffers else "") or NONE


class Candidates:
    """Finds the candidates of the tellings of one report."""

    def __init__(self, scene: Scene, frames: Verbs, actors: Actors, tellings: Sequence[Telling]) -> None:
        self._scene, self._frames, self._actors, self._tellings = scene, frames, actors, tellings
        self._pieces = scene.pieces
        self._ids: dict[int, list[str]] = {}
        self._by_sentence: dict[int, tuple[str, list[_Phrase]]] = {}
        self._standing: dict[str, tuple[str, str, str, str]] = {}
        self._kinds = {entity.id: entity.type for entity in scene.reading.entities}
        self._statements = {statement.id: statement for statement in scene.reading.statements}
        self._printed = Counter(mention.entity for mention in scene.reading.mentions)
        self._subjects: dict[int, frozenset[str]] = {}
        self._lead = self._opening()
        self._roles = _Roles()
        for telling in tellings:
            self._roles.actors.update((who, telling.event.type) for who in telling.event.actors)
            self._roles.recipients.update((who, telling.event.type) for who in telling.event.recipients)

    def _opening(self) -> frozenset[str]:
        tokens = self._scene.tokens
        stop = max((behind for _, behind in tokens.sentences[:_OPENING]), default=0)
        end = tokens.ends[stop - 1] if stop else 0
        return frozenset(mention.entity for mention in self._scene.reading.mentions if mention.start < end)

    def standing_at(self, token: int) -> list[str]:
        """Return whom the phrase that holds a token stands for; nobody where no event is told near."""
        return next((self._who(at) for at, piece in enumerate(self._pieces) if piece.first <= token < piece.stop), [])

    def _who(self, at: int) -> list[str]:
        """Return whom a piece stands for."""
        found = self._ids.get(at)
        if found is None:
            piece = self._pieces[at]
            plain = piece.kind not in PHRASES or (piece.kind == UNKNOWN and "A" not in self._scene.letters[piece.first : piece.stop])
            found = self._ids[at] = [] if plain else self._actors.ids(piece)
        return found

    def _peopled(self, sentence: int) -> tuple[str, list[_Phrase]]:
        """Return the kinds of the pieces of a sentence, and the pieces that stand for somebody or hold a nationality, with both."""
        found = self._by_sentence.get(sentence)
        if found is None:
            first, last = self._scene.extents.get(sentence, (0, -1))
            kinds = self._scene.kinds[first : last + 1]
            phrases = [(at, self._who(at), self._nations(at)) for at, kind in enumerate(kinds, first) if kind in PHRASES]
            found = self._by_sentence[sentence] = kinds, [phrase for phrase in phrases if phrase[1] or phrase[2]]
        return found

    def _nations(self, at: int) -> list[str]:
        piece, letters = self._pieces[at], self._scene.letters
        if "A" not in letters[piece.first : piece.stop]:
            return []
        return [nation for token in range(piece.first, piece.stop) if letters[token] == "A" and (nation := self._actors.nation(token))]

    def _static(self, who: str) -> tuple[str, str, str, str]:
        """Return the kind of somebody, his sector, whether he stands in the opening and how often he is named."""
        found = self._standing.get(who)
        if found is None:
            kind = "unnamed" if who.startswith("<") else "country" if self._actors.is_country(who) else self._kinds.get(who, "LOC")
            named = self._printed[who]
            found = kind, self._actors.sector(who) or NONE, "yes" if who in self._lead else NONE, str(min(named, _MOST))
            self._standing[who] = found
        return found

    def _kind(self, at: int) -> str:
        return self._scene.kinds[at] if 0 <= at < len(self._scene.kinds) else "."

    def of(self, number: int) -> dict[str, Marks]:
        """Return the candidates of a telling by their ids, each with his marks in the order of ``SLOTS``."""
        telling = self._tellings[number]
        event = telling.event
        around = self._around(number, telling)
        sighted = self._sight(telling)
        before = around.earlier.event if around.earlier else event
        for who in (*event.actors, *event.recipients, *around.speakers, *before.actors, *before.recipients):
            sighted[who]  # whoever speaks or fills a frame is a candidate wherever he stands
        return {who: self._marks(who, seen, telling, around) for who, seen in sighted.items() if self._may(who, seen, event)}

    def _may(self, who: str, seen: _Sighted, event: Event) -> bool:
        """Tell whether somebody can be an actor or recipient at all: a place only where it stands in the sentence, a process never but by its frame."""
        if who in event.actors or who in event.recipients:
            return True
        kind = self._static(who)[0]
        return kind != "PROC" and (kind != "LOC" or seen.before is not _UNSEEN or seen.after is not _UNSEEN)

    def _sight(self, telling: Telling) -> dict[str, _Sighted]:
        """Return whoever stands in the sentence of a telling or the one before."""
        found: dict[str, _Sighted] = defaultdict(_Sighted)
        at = telling.at
        first = self._scene.extents[telling.sentence][0]
        kinds, peopled = self._peopled(telling.sentence)
        if telling.found.owned:
            own: list[_Phrase] = [(j, ids, []) for j, ids in telling.found.owned.items() if first <= j < first + len(kinds)]
            peopled = sorted([*peopled, *own])
        self._look_back(at, first, kinds, peopled, found)
        self._look_ahead(telling, first, kinds, peopled, found)
        opening = self._peopled(telling.sentence - 1)[1]
        for who in next((ids for _, ids, _ in opening if ids), ()):
            found[who].sentence_before = "first"
        for j, ids, _ in opening:
            for who in ids:
                if who in found and found[who].sentence_before == NONE:
                    found[who].sentence_before = self._kind(j - 1)
        return found

    def _look_back(self, at: int, first: int, kinds: str, peopled: Sequence[_Phrase], found: dict[str, _Sighted]) -> None:
        """Take in whoever stands before a trigger in its sentence, the nearest first."""
        near = 0
        for j, ids, nations in reversed(peopled):
            if j >= at:
                continue
            for who in ids:
                seen = found[who]
                if seen.before is _UNSEEN:
                    crossed = _crossed(kinds[j + 1 - first : at - first])
                    seen.before = (_step(at - j), crossed, self._kind(j - 1), self._kind(j + 1), str(near))
                    near = min(near + 1, _MOST)
            _tell_nations(nations, "before" + _step(at - j), found)

    def _look_ahead(self, telling: Telling, first: int, kinds: str, peopled: Sequence[_Phrase], found: dict[str, _Sighted]) -> None:
        """Take in whoever stands behind a trigger in its sentence, the nearest first."""
        near, at = 0, telling.at
        for j, ids, nations in peopled:
            if j <= at:
                continue
            for who in ids:
                seen = found[who]
                if seen.after is _UNSEEN:
                    crossed = _crossed(kinds[at + 1 - first : j - first])
                    seen.after = (_step(j - at), crossed, self._kind(j - 1), self._role_after(telling, j), str(near))
                    near = min(near + 1, _MOST)
            _tell_nations(nations, "after" + _step(j - at), found)

    def _acting(self, verb: int) -> frozenset[str]:
        """Return who the subject of a verb stands for."""
        found = self._subjects.get(verb)
        if found is None:
            found = self._subjects[verb] = frozenset(who for p in self._frames.subject_of(verb) for who in self._who(p))
        return found

    def _around(self, number: int, telling: Telling) -> _Around:
        at, event = telling.at, telling.event
        first, _ = self._scene.extents[telling.sentence]
        kinds, peopled = self._peopled(telling.sentence)
        verbs = [first + i for i, kind in enumerate(kinds[: at - first]) if kind in VERBS]
        statement = self._statements.get(event.inside or "")
        before = self._tellings[max(0, number - _BACK) : number]
        last = before[-1] if before and before[-1].sentence == telling.sentence else None
        return _Around(
            self._of_event(telling, last),
            self._acting(verbs[-1]) if verbs else frozenset(),
            kinds[verbs[-1] - first] if verbs else NONE,
            self._acting(verbs[0]) if verbs else frozenset(),
            next((ids[0] for j, ids, _ in peopled if ids and j < at), ""),
            statement.source if statement else (),
            {link.entity for link in statement.chain if link.entity and link.role != "outlet"} if statement else frozenset(),
            next((earlier for earlier in reversed(before) if earlier.event.type == event.type), None),
            last,
        )

    def _of_event(self, telling: Telling, last: Telling | None) -> tuple[str, ...]:
        """Return the marks of an event that do not depend on the candidate."""
        event, trigger = telling.event, telling.trigger
        shape = trigger.part + ("d" if telling.definite else "i") if trigger.part != "v" else f"v{trigger.verb.tense[:2] if trigger.verb else ''}"
        return (
            event.type,
            shape,
            trigger.sense.frame.name,
            trigger.pronoun or NONE,
            "yes" if trigger.sense.frame.symmetric else NONE,
            event.status,
            "yes" if event.inside else NONE,
            "both" if event.actors and event.recipients else "actor" if event.actors else "recipient" if event.recipients else NONE,
            self._kind(telling.at - 1),
            last.event.type if last else NONE,
        )

    def _marks(self, who: str, seen: _Sighted, telling: Telling, around: _Around) -> Marks:
        own = (
            self._rule(who, telling),
            around.governor if who in around.governing else NONE,
            "yes" if who in around.opening else NONE,
            "yes" if who == around.first else NONE,
            "source" if who in around.speakers else "chain" if who in around.chain else NONE,
            _in_earlier(who, telling, around.earlier),
            _role_in(who, around.last),
            self._roles.told(who, telling.event),
            seen.sentence_before,
            seen.nation,
        )
        return around.marks, self._static(who), seen.before, seen.after, own

    def _rule(self, who: str, telling: Telling) -> str:
        """Return what the frames take somebody for: A actor, with c carried from another clause, p behind a pronoun or s speaking; R recipient, P place."""
        event, found = telling.event, telling.found
        if who in event.actors:
            return "A" + ("c" if found.carried else "s" if found.speaker else "p" if found.pronoun else "")
        return "R" if who in event.recipients else "P" if who in event.places else NONE

    def _role_after(self, telling: Telling, at: int) -> str:
        """Return the role that the trigger's frame gives a phrase behind it by what marks it, whatever else stands between."""
        frame, mark = telling.trigger.sense.frame, self._kind(at - 1)
        if mark in NAMES:
            return "m" + (frame.prepositions.get(NAMES[mark]) or NONE)
        if mark == AGENT:
            return "agent"
        if at == telling.at + 1:
            return f"s{frame.subject}o{frame.object}" if telling.trigger.part == "v" else f"g{frame.genitive}"
        return f"o{frame.object}" if mark in PHRASES else "W" if mark == "W" else NONE


def _tell_nations(nations: Iterable[str], where: str, found: dict[str, _Sighted]) -> None:
    """Take in nationalities; the nearest place counts."""
    for nation in nations:
        if found[nation].nation == NONE:
            found[nation].nation = where


def _role_in(who: str, telling: Telling | None) -> str:
    """Return whether somebody acts (A) or is met (R) in a telling by the frames."""
    if telling is None:
        return NONE
    return "A" if who in telling.event.actors else "R" if who in telling.event.recipients else NONE


def _in_earlier(who: str, telling: Telling, earlier: Telling | None) -> str:
    """Return the role of somebody in the last event of the same type, how many sentences before, and whether by the same frame (=)."""
    role = _role_in(who, earlier)
    if earlier is None or role == NONE:
        return NONE
    same = "=" if earlier.trigger.sense.frame.name == telling.trigger.sense.frame.name else ""
    return f"{role}{min(telling.sentence - earlier.sentence, _FAR)}{same}"
