"""Whom a report names near an event, and the marks of each by which a linear model weighs whether he acts in it or meets it.

The frames (``frames``) give arguments by the order of words in one clause. Readers look further: at who is told to act in the clause before,
who did the like elsewhere in the report, who speaks. Every such sight is a mark: the value of one slot. ``events_parties`` numbers the values and weighs them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import getitem
from typing import TYPE_CHECKING, NamedTuple

from khabar.extract.events_pieces import VERBS
from khabar.extract.events_preferences import kind_of
from khabar.extract.events_scene import PHRASES, UNKNOWN
from khabar.extract.events_slots import COUNTS, FARTHEST, MOST, NONE, STEPS
from khabar.extract.events_sources import NOBODY, named_sources
from khabar.extract.events_words import AGENT, NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from khabar.extract.events_actors import Actors
    from khabar.extract.events_scene import Scene
    from khabar.extract.events_slots import Codes, Marks, Slots
    from khabar.extract.events_tellings import Telling
    from khabar.extract.frames import Frames
    from khabar.model import Statement

_CROSSED = frozenset("QYCSvVLEUT.")
_THINGS = frozenset(("LOC", "PROC"))  # kinds of entities that seldom act
_AND = frozenset(("W", ",W", ","))  # between two of a list
_FAR = 3  # sentences from which it is no longer told how far
_OPENING = 2  # sentences that open a report
_BACK = 8  # tellings before one among which the last of its type is looked for

_Phrase = tuple[int, list[str], list[str]]  # a piece, whom it stands for, the nationalities in it


class _Peopled(NamedTuple):
    """Who is in a sentence: the pieces that stand for somebody or hold a nationality, the first that stands for somebody, its verbs."""

    phrases: list[_Phrase]
    opening: tuple[int, list[str]] | None
    verbs: list[int]


@lru_cache
def _told(kinds: frozenset[str]) -> str:
    return "".join(sorted(kinds))


def _crossed(nearer: str, between: str) -> str:
    """Return the kinds of words that end clauses or tell something: those of the pieces nearer to a trigger, and those of some more."""
    return nearer if _CROSSED.isdisjoint(between) else _told(_CROSSED.intersection(nearer + between))


@dataclass(slots=True)
class _Sighted:
    """Where somebody stands around an event: his marks on each side, where his nationality is told, where he stands in the sentence before."""

    before: Marks = ()
    after: Marks = ()
    nation: str = NONE
    sentence_before: str = NONE


class _Around(NamedTuple):
    """Who around a telling fills its frame, governs, opens, speaks or was told of before, each with his mark."""

    rule: Codes
    governs: Codes
    opens: Codes
    first: Codes
    speaks: Codes
    voices: Codes  # says what the word introduces: whoever says that he calls for something calls for it
    earlier: Codes  # in the last telling of the same type
    last: Codes  # in the one right before in the same sentence


class _Roles:
    """In how many tellings of a type somebody is an actor or a recipient by the frames."""

    __slots__ = ("actors", "recipients", "tellings")

    def __init__(self) -> None:
        self.tellings = 0
        self.actors: dict[str, int] = {}
        self.recipients: dict[str, int] = {}

    def add(self, telling: Telling) -> None:
        """Take in one telling."""
        self.tellings += 1
        for who in telling.actors:
            self.actors[who] = self.actors.get(who, 0) + 1
        for who in telling.recipients:
            self.recipients[who] = self.recipients.get(who, 0) + 1

    def elsewhere(self, who: str, telling: Telling) -> str:
        """Return whether somebody acts (A) or is met (R) in other tellings of the type than one."""
        acts = self.actors.get(who, 0) > (who in telling.actors)
        suffers = self.recipients.get(who, 0) > (who in telling.recipients)
        return ("AR" if suffers else "A") if acts else "R" if suffers else NONE


class Candidates:
    """Finds the candidates of the tellings of one report."""

    def __init__(self, scene: Scene, frames: Frames, actors: Actors, tellings: Sequence[Telling], slots: Slots) -> None:
        self._scene, self._frames, self._actors, self._tellings = scene, frames, actors, tellings
        self._slots = slots
        self._of_event, self._of_anybody, self._before, self._after, _, self._of_both = slots.groups
        self._kinds = scene.kinds + "."  # what stands before the first piece and behind the last
        self._by_sentence: dict[int, _Peopled] = {}
        self._standing: dict[str, tuple[str, str, Marks]] = {}
        self._types = {entity.id: entity.type for entity in scene.reading.entities}
        self._statements = {statement.id: statement for statement in scene.reading.statements}
        told = (statement for statement in scene.reading.statements if statement.source and NOBODY.isdisjoint(statement.source))
        self._voiced = {cue.start: statement for statement in told for cue in statement.cue}
        self._speaking: dict[str, Codes] = {}
        self._printed = Counter([mention.entity for mention in scene.reading.mentions])
        self._subjects: dict[int, frozenset[str]] = {}
        self._lead = self._opening()
        self._roles: dict[str, _Roles] = defaultdict(_Roles)
        for telling in tellings:
            self._roles[telling.type].add(telling)

    def _opening(self) -> frozenset[str]:
        tokens = self._scene.tokens
        stop = max((behind for _, behind in tokens.sentences[:_OPENING]), default=0)
        end = tokens.ends[stop - 1] if stop else 0
        return frozenset(mention.entity for mention in self._scene.reading.mentions if mention.start < end)

    def standing_at(self, token: int) -> list[str]:
        """Return whom the phrase that holds a token stands for; nobody where no event is told near."""
        return next((self._who(at) for at, (first, stop) in enumerate(zip(self._scene.firsts, self._scene.stops, strict=True)) if first <= token < stop), [])

    def _who(self, at: int) -> list[str]:
        """Return whom a piece stands for."""
        return self._actors.ids(at) if self._kinds[at] in PHRASES else []

    def joined(self, pieces: Sequence[int]) -> list[list[str]]:
        """Return whom the pieces of each list stand for, of pieces of which some are joined by and."""
        lists: list[list[int]] = []
        for at in pieces:
            if lists and self._kinds[lists[-1][-1] + 1 : at] in _AND:
                lists[-1].append(at)
            else:
                lists.append([at])
        return [[who for at in one for who in self._who(at)] for one in lists if len(one) > 1]

    def nations(self, tokens: Sequence[int]) -> list[list[str]]:
        """Return the countries that several adjectives of nationality tell of, as one list: المحادثات السعودية الإيرانية."""
        return [[nation for token in tokens if (nation := self._actors.nation(token))]] if len(tokens) > 1 else []

    def _peopled(self, sentence: int) -> _Peopled:
        found = self._by_sentence.get(sentence)
        if found is None:
            found = self._by_sentence[sentence] = self._people(*self._scene.extents.get(sentence, (0, -1)))
        return found

    def _people(self, first: int, last: int) -> _Peopled:
        """Return who is in a sentence of which the first and the last piece are given."""
        phrases: list[_Phrase] = []
        verbs, opening = [], None
        scene, line = self._scene, self._actors.line
        for at, kind in enumerate(scene.kinds[first : last + 1], first):
            if kind in PHRASES:
                start, stop = scene.firsts[at], scene.stops[at]
                adjective = "A" in line[start:stop]
                if kind == UNKNOWN and not adjective:
                    continue
                ids, nations = self._actors.ids(at), self._actors.nations(start, stop) if adjective else []
                if ids or nations:
                    phrases.append((at, ids, nations))
                if ids and opening is None:
                    opening = (at, ids)
            elif kind in VERBS:
                verbs.append(at)
        return _Peopled(phrases, opening, verbs)

    def kind(self, who: str) -> str:
        """Return what kind of people somebody is of."""
        return self._static(who)[1]

    def _static(self, who: str) -> tuple[str, str, Marks]:
        """Return the kind of somebody, of what people he is, and his marks: kind, sector, whether he stands in the opening, how often he is named."""
        kind = "unnamed" if who.startswith("<") else "country" if self._actors.is_country(who) else self._types.get(who, "LOC")
        sector = self._actors.sector(who) or NONE
        marks = kind, sector, "yes" if who in self._lead else NONE, COUNTS[min(self._printed[who], MOST)]
        found = self._standing[who] = kind, kind_of(who, kind, sector), tuple(map(getitem, self._of_anybody, marks))
        return found

    def of(self, number: int) -> dict[str, Marks]:
        """Return the candidates of a telling by their ids, each with his marks in the order of ``SLOTS``."""
        telling = self._tellings[number]
        people = self._peopled(telling.sentence)
        before = self._tellings[max(0, number - _BACK) : number]
        earlier = next((other for other in reversed(before) if other.type == telling.type), None)
        last = before[-1] if before and before[-1].sentence == telling.sentence else None
        sighted = self._sight(telling, people)
        statement = self._statements[telling.inside] if telling.inside else None
        shown, voiced = earlier or telling, self._voiced.get(telling.span.start)
        voices = named_sources(voiced) if voiced else ()
        for who in (*telling.actors, *telling.recipients, *(statement.source if statement else ()), *voices, *shown.actors, *shown.recipients):
            sighted[who]  # whoever speaks or fills a frame is a candidate wherever he stands
        return self._marked(telling, sighted, self._shared(telling, last), self._around(telling, people, statement, earlier, last))

    def _marked(self, telling: Telling, sighted: Mapping[str, _Sighted], shared: Marks, around: _Around) -> dict[str, Marks]:
        """Return the marks of whoever was sighted and may act or be met; ``shared`` are those of the event."""
        rule, governs, opens, first, speaks, voices, earlier, last = around
        *_, unseen_before, unseen_after, _, none = self._slots.none
        no_rule, no_governor, not_open, not_first, silent, not_voiced, not_earlier, not_last, nowhere, *_ = none
        others, sentence_before, nation = self._of_both[len(around) :]
        roles, standing = self._roles[telling.type], self._standing
        several, fitting = roles.tellings > 1, self._slots.fitting
        found: dict[str, Marks] = {}
        for who, seen in sighted.items():
            kind, people, static = standing.get(who) or self._static(who)
            if kind not in _THINGS or _may(who, kind, seen, telling):
                found[who] = (
                    *shared,
                    *static,
                    *(seen.before or unseen_before),
                    *(seen.after or unseen_after),
                    *fitting[telling.type, telling.frame, people],
                    rule.get(who, no_rule),
                    governs.get(who, no_governor),
                    opens.get(who, not_open),
                    first.get(who, not_first),
                    speaks.get(who, silent),
                    voices.get(who, not_voiced),
                    earlier.get(who, not_earlier),
                    last.get(who, not_last),
                    others[roles.elsewhere(who, telling)] if several else nowhere,
                    sentence_before[seen.sentence_before],
                    nation[seen.nation],
                )
        return found

    def _sight(self, telling: Telling, people: _Peopled) -> dict[str, _Sighted]:
        """Return whoever stands in the sentence of a telling or the one before."""
        found: dict[str, _Sighted] = defaultdict(_Sighted)
        phrases = people.phrases
        if telling.found.owned:
            first, last = self._scene.extents[telling.sentence]
            own: list[_Phrase] = [(j, ids, []) for j, ids in telling.found.owned.items() if first <= j <= last]
            phrases = sorted([*phrases, *own])
        self._look_back(telling.at, phrases, found)
        self._look_ahead(telling, phrases, found)
        before = self._peopled(telling.sentence - 1)
        if before.opening:
            for who in before.opening[1]:
                found[who].sentence_before = "first"
        for j, ids, _ in before.phrases:
            for who in ids:
                if who in found and found[who].sentence_before == NONE:
                    found[who].sentence_before = self._kinds[j - 1]
        return found

    def _look_back(self, at: int, phrases: Sequence[_Phrase], found: dict[str, _Sighted]) -> None:
        """Take in whoever stands before a trigger in its sentence, the nearest first."""
        near, kinds, crossed, behind = 0, self._kinds, "", at
        _, crossing, mark, following, _ = self._before
        steps, ranks = self._slots.steps_before, self._slots.ranks_before
        for j, ids, nations in reversed(phrases):
            if j >= at:
                continue
            for who in ids:
                seen = found[who]
                if not seen.before:
                    crossed, behind = _crossed(crossed, kinds[j + 1 : behind]), j
                    seen.before = steps[min(at - j, FARTHEST)], crossing[crossed], mark[kinds[j - 1]], following[kinds[j + 1]], ranks[near]
                    near = min(near + 1, MOST)
            if nations:
                _tell_nations(nations, "before" + STEPS[min(at - j, FARTHEST)], found)

    def _look_ahead(self, telling: Telling, phrases: Sequence[_Phrase], found: dict[str, _Sighted]) -> None:
        """Take in whoever stands behind a trigger in its sentence, the nearest first."""
        near, at, kinds, crossed, before = 0, telling.at, self._kinds, "", telling.at
        _, crossing, mark, role, _ = self._after
        steps, ranks = self._slots.steps_after, self._slots.ranks_after
        for j, ids, nations in phrases:
            if j <= at:
                continue
            for who in ids:
                seen = found[who]
                if not seen.after:
                    crossed, before = _crossed(crossed, kinds[before + 1 : j]), j
                    seen.after = steps[min(j - at, FARTHEST)], crossing[crossed], mark[kinds[j - 1]], role[self._role_after(telling, j)], ranks[near]
                    near = min(near + 1, MOST)
            if nations:
                _tell_nations(nations, "after" + STEPS[min(j - at, FARTHEST)], found)

    def _acting(self, verb: int) -> frozenset[str]:
        """Return who the subject of a verb stands for."""
        found = self._subjects.get(verb)
        if found is None:
            found = self._subjects[verb] = frozenset(who for p in self._frames.subject_of(verb) for who in self._who(p))
        return found

    def _around(self, telling: Telling, people: _Peopled, statement: Statement | None, earlier: Telling | None, last: Telling | None) -> _Around:
        rule, governs, opens, first, speaks, voices, before, right_before = self._of_both[: len(_Around._fields)]
        voiced = self._voiced.get(telling.span.start)
        verbs, opening = people.verbs[: bisect_left(people.verbs, telling.at)], people.opening
        return _Around(
            self._rule(telling, rule),
            dict.fromkeys(self._acting(verbs[-1]), governs[self._kinds[verbs[-1]]]) if verbs else {},
            dict.fromkeys(self._acting(verbs[0]), opens["yes"]) if verbs else {},
            {opening[1][0]: first["yes"]} if opening and opening[0] < telling.at else {},
            self._speakers(statement, speaks) if statement else {},
            dict.fromkeys(voiced.source, voices["yes"]) if voiced else {},
            _roles_in(earlier, before, _since(earlier, telling)) if earlier else {},
            _roles_in(last, right_before) if last else {},
        )

    def _rule(self, telling: Telling, codes: Codes) -> Codes:
        """Return what the frames take each for: A actor, R recipient, P place.

        Behind A: c carried from another clause, b from the sentence before, p behind a pronoun, s speaking.
        """
        found = telling.found
        how = "c" if found.carried else "s" if found.speaker else "p" if found.pronoun else ""
        first = self._scene.extents[telling.sentence][0]
        if how == "c" and found.actors and max(found.actors) < first:
            how = "" if telling.trigger.part == "v" and set(self._kinds[first : telling.at]) <= {"W", "C"} else "b"
        return dict.fromkeys(telling.places, codes["P"]) | _roles_in(telling, codes, "", how)

    def _speakers(self, statement: Statement, speaks: Codes) -> Codes:
        """Return who says what a statement tells, and who hands it on."""
        found = self._speaking.get(statement.id)
        if found is None:
            chain = {link.entity: speaks["chain"] for link in statement.chain if link.entity and link.role != "outlet"}
            found = self._speaking[statement.id] = chain | dict.fromkeys(statement.source, speaks["source"])
        return found

    def _shared(self, telling: Telling, last: Telling | None) -> Marks:
        """Return the marks of an event that do not depend on the candidate."""
        trigger, actors, recipients = telling.trigger, telling.actors, telling.recipients
        shape = trigger.part + ("d" if telling.definite else "i") if trigger.part != "v" else f"v{trigger.verb.tense[:2] if trigger.verb else ''}"
        if self._frames.is_done(telling.at):
            shape += "t"  # تم اعتقال: who does it stands elsewhere
        marks = (
            telling.type,
            shape,
            telling.frame,
            trigger.pronoun or NONE,
            "yes" if trigger.sense.frame.symmetric else NONE,
            telling.status,
            "yes" if telling.inside else NONE,
            "yes" if telling.span.start in self._voiced else NONE,
            "both" if actors and recipients else "actor" if actors else "recipient" if recipients else NONE,
            self._kinds[telling.at - 1],
            last.type if last else NONE,
        )
        return tuple(map(getitem, self._of_event, marks))

    def _role_after(self, telling: Telling, at: int) -> str:
        """Return the role that the trigger's frame gives a phrase behind it by what marks it, whatever else stands between."""
        frame, mark = telling.trigger.sense.frame, self._kinds[at - 1]
        if mark in NAMES:
            return "m" + (frame.prepositions.get(NAMES[mark]) or NONE)
        if mark == AGENT:
            return "agent"
        if at == telling.at + 1:
            return f"s{frame.subject}o{frame.object}" if telling.trigger.part == "v" else f"g{frame.genitive}"
        return f"o{frame.object}" if mark in PHRASES else "W" if mark == "W" else NONE


def _may(who: str, kind: str, seen: _Sighted, telling: Telling) -> bool:
    """Tell whether a thing can be an actor or recipient: a place only where it stands in the sentence, a process never but by its frame."""
    if who in telling.actors or who in telling.recipients:
        return True
    return kind == "LOC" and bool(seen.before or seen.after)


def _tell_nations(nations: Iterable[str], where: str, found: dict[str, _Sighted]) -> None:
    """Take in nationalities; the nearest place counts."""
    for nation in nations:
        if found[nation].nation == NONE:
            found[nation].nation = where


def _roles_in(telling: Telling, codes: Codes, since: str = "", how: str = "") -> dict[str, int]:
    """Return who acts (A) and who is met (R) in a telling by the frames, with how long ago that was and how he acts."""
    return dict.fromkeys(telling.recipients, codes["R" + since]) | dict.fromkeys(telling.actors, codes["A" + since + how])


def _since(earlier: Telling, telling: Telling) -> str:
    """Return how many sentences before a telling another of its type stands, and whether it has the same frame (=)."""
    return f"{min(telling.sentence - earlier.sentence, _FAR)}{'=' if earlier.frame == telling.frame else ''}"
