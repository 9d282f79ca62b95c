"""Whom a report names near an event, and the marks of each by which a linear model weighs whether he acts in it or meets it.

The frames (``frames``) give arguments by the order of words in one clause. Readers look further: at who is told to act in the clause before,
who did the like elsewhere in the report, who speaks. Every such sight is a mark: the value of one slot. ``events_parties`` weighs them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
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

SLOTS = (
    "rule", "kind", "sector", "type", "shape", "frame", "pronoun", "symmetric", "status", "cited", "others",
    "before", "crossed_before", "mark_before", "next_before", "rank_before",
    "after", "crossed_after", "mark_after", "role_after", "rank_after",
    "at", "governs", "opens", "first", "speaks", "earlier", "last", "last_type", "elsewhere", "sentence_before", "lead", "told", "nation",
)  # fmt: skip
Marks = tuple[str, ...]
NONE = "-"
_CROSSED = frozenset("QYCSvVLEUT.")
_STEPS = (0, 1, 2, 3, 4, 4, 6, 6, 6, 9, 9, 9, 9, 9, 14, 14, 14, 14, 14, 14, 14, 14)  # distances in pieces, coarser the farther
_FARTHEST = 22
_MOST = 4  # from which a rank or a count is no longer told apart
_FAR = 3  # sentences from which it is no longer told how far
_OPENING = 2  # sentences that open a report
_BACK = 8  # tellings before one among which the last of its type is looked for


def _step(distance: int) -> int:
    return _STEPS[distance] if distance < len(_STEPS) else _FARTHEST


@dataclass(slots=True)
class _Sighted:
    """Where somebody stands around an event: (pieces away, the piece, kinds of words crossed, others nearer) on each side, nationality, sentence before."""

    before: tuple[int, int, str, int] | None = None
    after: tuple[int, int, str, int] | None = None
    nation: str = NONE
    sentence_before: str = NONE


@dataclass(frozen=True, slots=True)
class _Around:
    """What the candidates of a telling have in common, and who of them governs, opens, speaks or was told of before."""

    shape: str
    others: str  # which roles the frames filled
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
        self._by_sentence: dict[int, tuple[str, list[tuple[int, list[str], list[str]]]]] = {}
        self._standing: dict[str, tuple[str, str, str, str]] = {}
        self._kinds = {entity.id: entity.type for entity in scene.reading.entities}
        self._statements = {statement.id: statement for statement in scene.reading.statements}
        self._printed = Counter(mention.entity for mention in scene.reading.mentions)
        self._crossings: dict[str, str] = {}
        self._subjects: dict[int, frozenset[str]] = {}
        self._lead = self._opening()
        self._roles = _Roles()
        for telling in tellings:
            self._roles.actors.update((who, telling.event.type) for who in telling.event.actors)
            self._roles.recipients.update((who, telling.event.type) for who in telling.event.recipients)

    def _opening(self) -> frozenset[str]:
        tokens = self._scene.tokens
        _, stop = tokens.sentences[min(_OPENING, len(tokens.sentences)) - 1]
        end = tokens.ends[stop - 1] if stop else 0
        return frozenset(mention.entity for mention in self._scene.reading.mentions if mention.start < end)

    def _who(self, at: int) -> list[str]:
        """Return whom a piece stands for."""
        found = self._ids.get(at)
        if found is None:
            piece = self._pieces[at]
            plain = piece.kind not in PHRASES or (piece.kind == UNKNOWN and "A" not in self._scene.letters[piece.first : piece.stop])
            found = self._ids[at] = [] if plain else self._actors.ids(piece)
        return found

    def _peopled(self, sentence: int) -> tuple[str, list[tuple[int, list[str], list[str]]]]:
        """Return the kinds of the pieces of a sentence, and the pieces that stand for somebody or hold a nationality, with both."""
        found = self._by_sentence.get(sentence)
        if found is None:
            first, last = self._scene.extents.get(sentence, (0, -1))
            kinds = "".join([self._pieces[j].kind for j in range(first, last + 1)])
            phrases = [(first + i, self._who(first + i), self._nations(first + i)) for i, kind in enumerate(kinds) if kind in PHRASES]
            found = self._by_sentence[sentence] = kinds, [phrase for phrase in phrases if phrase[1] or phrase[2]]
        return found

    def _nations(self, at: int) -> list[str]:
        piece, letters = self._pieces[at], self._scene.letters
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
        return self._pieces[at].kind if 0 <= at < len(self._pieces) else "."

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
        return kind != "PROC" and (kind != "LOC" or seen.before is not None or seen.after is not None)

    def _sight(self, telling: Telling) -> dict[str, _Sighted]:
        """Return whoever stands in the sentence of a telling or the one before."""
        found: dict[str, _Sighted] = defaultdict(_Sighted)
        at = telling.at
        first = self._scene.extents[telling.sentence][0]
        kinds, peopled = self._peopled(telling.sentence)
        if telling.found.owned:
            own: list[tuple[int, list[str], list[str]]] = [(j, ids, []) for j, ids in telling.found.owned.items() if first <= j < first + len(kinds)]
            peopled = sorted([*peopled, *own])
        before = [phrase for phrase in reversed(peopled) if phrase[0] < at]
        self._look([(at - j, j, kinds[j + 1 - first : at - first], ids, nations) for j, ids, nations in before], "before", found)
        after = [phrase for phrase in peopled if phrase[0] > at]
        self._look([(j - at, j, kinds[at + 1 - first : j - first], ids, nations) for j, ids, nations in after], "after", found)
        opening = self._peopled(telling.sentence - 1)[1]
        for who in next((ids for _, ids, _ in opening if ids), ()):
            found[who].sentence_before = "first"
        for j, ids, _ in opening:
            for who in ids:
                if who in found and found[who].sentence_before == NONE:
                    found[who].sentence_before = self._kind(j - 1)
        return found

    def _look(self, phrases: Iterable[tuple[int, int, str, list[str], list[str]]], side: str, found: dict[str, _Sighted]) -> None:
        """Take in whoever stands on one side of a trigger, the nearest first."""
        near = 0
        for distance, j, between, ids, nations in phrases:
            for who in ids:
                seen = found[who]
                if getattr(seen, side) is None:
                    setattr(seen, side, (distance, j, self._crossed(between), min(_MOST, near)))
                    near += 1
            for nation in nations:
                if found[nation].nation == NONE:
                    found[nation].nation = f"{side}{_step(distance)}"

    def _crossed(self, between: str) -> str:
        """Return the kinds of words between two pieces that end clauses or tell something."""
        found = self._crossings.get(between)
        if found is None:
            found = self._crossings[between] = "".join(sorted(_CROSSED.intersection(between)))
        return found

    def _acting(self, verb: int) -> frozenset[str]:
        """Return who the subject of a verb stands for."""
        found = self._subjects.get(verb)
        if found is None:
            found = self._subjects[verb] = frozenset(who for p in self._frames.subject_of(verb) for who in self._who(p))
        return found

    def _around(self, number: int, telling: Telling) -> _Around:
        at, event, trigger = telling.at, telling.event, telling.trigger
        first, _ = self._scene.extents[telling.sentence]
        kinds, peopled = self._peopled(telling.sentence)
        verbs = [first + i for i, kind in enumerate(kinds[: at - first]) if kind in VERBS]
        statement = self._statements.get(event.inside or "")
        before = self._tellings[max(0, number - _BACK) : number]
        shape = trigger.part + ("d" if telling.definite else "i") if trigger.part != "v" else f"v{trigger.verb.tense[:2] if trigger.verb else ''}"
        return _Around(
            shape,
            "both" if event.actors and event.recipients else "actor" if event.actors else "recipient" if event.recipients else NONE,
            self._acting(verbs[-1]) if verbs else frozenset(),
            kinds[verbs[-1] - first] if verbs else NONE,
            self._acting(verbs[0]) if verbs else frozenset(),
            next((ids[0] for j, ids, _ in peopled if ids and j < at), ""),
            statement.source if statement else (),
            {link.entity for link in statement.chain if link.entity and link.role != "outlet"} if statement else frozenset(),
            next((earlier for earlier in reversed(before) if earlier.event.type == event.type), None),
            before[-1] if before and before[-1].sentence == telling.sentence else None,
        )

    def _marks(self, who: str, seen: _Sighted, telling: Telling, around: _Around) -> Marks:
        event, frame, before, after = telling.event, telling.trigger.sense.frame, seen.before, seen.after
        kind, sector, lead, named = self._static(who)
        return (
            self._rule(who, telling),
            kind,
            sector,
            event.type,
            around.shape,
            frame.name,
            telling.trigger.pronoun or NONE,
            "yes" if frame.symmetric else NONE,
            event.status,
            "yes" if event.inside else NONE,
            around.others,
            str(_step(before[0])) if before else NONE,
            before[2] if before else NONE,
            self._kind(before[1] - 1) if before else NONE,
            self._kind(before[1] + 1) if before else NONE,
            str(before[3]) if before else NONE,
            str(_step(after[0])) if after else NONE,
            after[2] if after else NONE,
            self._kind(after[1] - 1) if after else NONE,
            self._role_after(telling, after[1]) if after else NONE,
            str(after[3]) if after else NONE,
            self._kind(telling.at - 1),
            around.governor if who in around.governing else NONE,
            "yes" if who in around.opening else NONE,
            "yes" if who == around.first else NONE,
            "source" if who in around.speakers else "chain" if who in around.chain else NONE,
            _in_earlier(who, telling, around.earlier),
            _role_in(who, around.last),
            around.last.event.type if around.last else NONE,
            self._roles.told(who, event),
            seen.sentence_before,
            lead,
            named,
            seen.nation,
        )

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
