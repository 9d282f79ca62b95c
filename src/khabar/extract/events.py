"""Who did what to whom, where and when: the political events of a report, typed as in PLOVER."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from khabar.extract.events_actors import Actors
from khabar.extract.events_arguments import Arguments
from khabar.extract.events_candidates import Candidates
from khabar.extract.events_confidence import Confidence
from khabar.extract.events_countries import Countries
from khabar.extract.events_doubts import Doubts
from khabar.extract.events_parties import Parties, chosen
from khabar.extract.events_preferences import Preferences
from khabar.extract.events_scene import Scene
from khabar.extract.events_sectors import Sectors
from khabar.extract.events_setting import Settings, place_precision, time_precision
from khabar.extract.events_slots import Slots
from khabar.extract.events_sources import NOBODY, named_sources
from khabar.extract.events_tellings import Telling, joined
from khabar.extract.events_triggers import Trigger, triggers
from khabar.extract.events_words import Words
from khabar.extract.frames import Frames
from khabar.extract.status import ASSERTED, PLANNED, Statuses
from khabar.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from khabar.extract.events_parties import Chances
    from khabar.model import Entity, Event, Mention, Statement, Time
    from khabar.reading import Reading
    from khabar.vocabulary import Vocabulary

_VISITS = frozenset(("visit", "arrive", "travel"))
_DEEDS = frozenset("CONSULT AGREE COOPERATE AID RETREAT PROTEST SANCTION MOBILIZE COERCE ASSAULT".split())  # what a day to come makes planned
# types that are told of somebody: without an actor and a recipient that can be named nothing is told of them
_OF_SOMEBODY = frozenset("SUPPORT AID REQUEST REJECT THREATEN CONCEDE COOPERATE".split())
_MATERIAL = frozenset(("ASSAULT", "RETREAT", "COERCE", "MOBILIZE"))
_OF_WORDS = frozenset(("ACCUSE", "SUPPORT", "REJECT", "REQUEST"))
_MATTER = 12  # pieces behind such a verb within which its matter stands
_OF_A_PERSON = frozenset("discuss arrive travel visit receive send host phone voice yield seizeman seizething deport transfer".split())
_ON_ITS_OWN = frozenset(("ease", "deport"))  # frames of what a headline may begin with and name nobody: إلغاء حالة الطوارئ
_MOVING = frozenset(("arrive", "travel"))  # frames of things as well as of persons: only who is named right there arrives
NOW = "PRESENT_REF"  # the time of what goes on when the report is printed, where the tense alone tells it
_NESTED = 60  # statements before a word that may hold it
_AROUND = 2  # UCDP's grade of a day that the sentences around tell
_BACK, _BACK_INSIDE = 4, 1  # sentences before an event's own that may tell its day: told by the reporter, told by somebody he cites
_ORDINALS = frozenset(
    "اولي ثانيه ثالثه رابعه خامسه سادسه سابعه ثامنه تاسعه عاشره اول ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر سابقه قادمه مقبله جديده".split()
)
_ABOUT = 12  # tokens within which the words stand that tell what a deed is of
_TELLING = frozenset("MPRGgaXZxADOndjTVv")  # letters of words that tell something, not only join or date it
_TWO_SIDES = 2
_SURE = 0.5  # chance from which one of a list surely acts
_MANY = 3  # sides from which a meeting is multilateral


class EventReader:
    """Finds the events of a report."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = Words(vocabulary)
        self._countries = Countries()
        self._sectors = Sectors()
        self._parties = Parties()
        self._confidence = Confidence()
        self._doubts = Doubts()
        self._slots = Slots(self._parties.codes, Preferences())

    def events(self, reading: Reading) -> list[Event]:
        """Return the events in text order, one for each telling; the tellings of one event share its actors, recipients, places and time."""
        tellings, candidates, actors = self.tellings(reading)
        around = [candidates.of(number) for number in range(len(tellings))]
        chances = iter(self._parties.chances([marks for found in around for marks in found.values()]))
        for telling, found in zip(tellings, around, strict=True):
            telling.chances = _listed_alike(telling, dict(zip(found, chances, strict=False)), candidates)
        return joined([telling for telling in tellings if _told_of_somebody(telling)], actors.sector, self._confidence)

    def tellings(self, reading: Reading) -> tuple[list[Telling], Candidates, Actors]:
        """Return the words that tell events, with what the frames say of each, whom the report names around each, and who its actors are."""
        told, scene, actors = self.words(reading)
        tellings = self._doubts.certain(told.tellings(), scene)
        return tellings, Candidates(scene, told.frames, actors, tellings, self._slots), actors

    def words(self, reading: Reading) -> tuple[_Told, Scene, Actors]:
        """Return the words that may tell events, as they will be told, the report cut into pieces around them, and who its actors are."""
        scene = Scene(reading, self._words)
        found = triggers(scene, self._words)
        scene.cut([(trigger.token, trigger.letter) for trigger in found], [trigger.token for trigger in found if trigger.joined])
        actors = Actors(scene, self._words, self._countries, self._sectors)
        return _Told(reading, scene, found, actors, self._words), scene, actors

    def states(self, reading: Reading) -> list[Entity]:
        """Return the countries that act in the report's events, or whose offices it tells of, without being named in it (غارات روسية، الوزير الفرنسي)."""
        known = {entity.id for entity in reading.entities}
        told = dict.fromkeys(actor for event in reading.events for actor in (*event.actors, *event.recipients, *event.places))
        told.update(dict.fromkeys(role.of for role in reading.roles if role.of))
        return [entity for told_of in told if told_of not in known and (entity := self._countries.entity(told_of)) is not None]


class _When(NamedTuple):
    """The time of an event with UCDP's grade of it, how far it stands from the telling, and the status; ``now`` where it goes on and nothing dates it."""

    time: Time | None
    graded: int | None
    far: int
    status: str
    now: bool = False


def _listed_alike(telling: Telling, chances: dict[str, Chances], candidates: Candidates) -> dict[str, Chances]:
    """Return the chances with those of a list that the frames take for actors made alike: who is joined by and to somebody who acts, acts too."""
    for sides in (*candidates.joined(telling.found.actors), *candidates.nations(telling.found.nations)):
        known = [who for who in sides if who in chances]
        acts, meets = max((chances[who] for who in known), default=(0.0, 0.0))
        if acts >= _SURE or all(chances[who][0] >= chances[who][1] for who in known):
            chances.update(dict.fromkeys(known, (acts, meets)))
    return chances


_OFTEN_NONE = frozenset(("CONSULT", "COOPERATE", "SUPPORT"))  # types whose nouns tell of no act where nobody is sure to act


def _told_of_somebody(telling: Telling) -> bool:
    """Tell whether a telling counts: one that wants a party has one, or it may point back at an event told before."""
    often_none = telling.trigger.part == "n" and telling.type in _OFTEN_NONE
    if telling.hollow and any(chosen(telling.chances, telling.actors, telling.recipients, sure=often_none)):
        telling.hollow = False
    return not telling.hollow or (telling.definite and telling.type != "REQUEST") or telling.frame == "discuss"


def _described(statement: Statement) -> list[str]:
    """Return the sources of a statement that are people without a name who speak for themselves (نقابيون: نرفض), no mere sources."""
    return [source for source in statement.source if "speaker" not in source and "source" not in source]


def _unnamed_sources(statement: Statement) -> list[str]:
    """Return the sources of a statement that are told without a name, mere sources too: whoever voices a demand makes it (طالب مصدر أمني)."""
    return [source for source in statement.source if source.startswith("<") and source not in NOBODY]


class _Told:
    """One report on the way from its triggers to its events."""

    def __init__(self, reading: Reading, scene: Scene, found: Sequence[Trigger], actors: Actors, words: Words) -> None:
        self._reading, self._scene, self._found, self._actors = reading, scene, found, actors
        self._by_piece = {scene.piece_at[trigger.token]: trigger for trigger in found if trigger.token in scene.piece_at}
        self.frames = Frames(scene, self._by_piece, words, actors.ids)
        self._statuses = Statuses(scene, words)
        self._settings = Settings(scene)
        self._entities = {entity.id: entity for entity in reading.entities}
        self._mentions = {mention.entity: mention for mention in reversed(reading.mentions)}
        self._has_processes = any(mention.type == "PROC" for mention in reading.mentions)
        self._triggered = [trigger.token for trigger in found]
        spans = [(span.start, span.end, statement) for statement in reading.statements for span in statement.content]
        self._told = sorted(spans, key=lambda span: span[:2])
        self._told_starts = [span[0] for span in self._told]
        self._voiced = {cue.start: statement for statement in reading.statements for cue in statement.cue}
        self._sides: tuple[str, ...] = ()
        self._met_in = -1  # the sentence that tells of them

    def tellings(self) -> list[Telling]:
        """Return the triggers with their events, in text order."""
        found = [self._telling(number, at, trigger) for number, (at, trigger) in enumerate(self._by_piece.items(), 1)]
        types = Counter([telling.type for telling in found])
        for telling in found:
            if types[telling.type] > 1:  # else there is none that it could be one with
                telling.about = self._about(telling.trigger.token, telling.sentence)
        return found

    def _telling(self, number: int, at: int, trigger: Trigger) -> Telling:
        tokens, token = self._scene.tokens, trigger.token
        start, end = tokens.starts[token] + trigger.joined, tokens.ends[token]  # without the particle written on it
        sentence = tokens.sentence_of(token)
        statement = self._statement(start, end)
        inside = statement.id if statement else None
        found = self.frames.arguments(at)
        actors, recipients, places = self._who(found, trigger, statement)
        when = self._when(at, trigger, statement, sentence)
        kind, frame = self._type(trigger, found), trigger.sense.frame.name
        alone = frame in _ON_ITS_OWN and token == tokens.sentences[sentence][0]
        hollow = not (actors or recipients or found.actors or found.recipients or alone) and (kind in _OF_SOMEBODY or frame in _OF_A_PERSON)
        return Telling(
            f"e{number}",
            kind,
            trigger.sense.mode or ("multilateral" if len(actors) >= _MANY and frame in ("meet", "talk") else None),
            Span(start, end),
            actors,
            recipients,
            places,
            when.status,
            inside,
            self._settings.figures(trigger, self._triggered, inside),
            self._place_precision(places, trigger) if places else None,
            NOW if when.now else when.time.id if when.time else None,
            when.graded,
            trigger,
            frame,
            at,
            found,
            sentence,
            bool(trigger.pronoun and trigger.part == "n") or tokens.light(token).startswith("ال"),
            self._process(at, trigger),
            when.time,
            when.far,
            hollow or (frame in _MOVING and (not actors or found.carried)),
        )

    def _about(self, token: int, sentence: int) -> frozenset[str]:
        """Return the words right behind a trigger that tell what its deed is of, without their article: إغلاق الأنفاق الحدودية."""
        tokens = self._scene.tokens
        first, stop = token + 1, min(token + _ABOUT, tokens.sentences[sentence][1])
        words = zip(self._scene.letters[first:stop], tokens.keys[first:stop], strict=True)
        return frozenset([key.removeprefix("ال") for letter, key in words if letter in _TELLING])

    def _when(self, at: int, trigger: Trigger, statement: Statement | None, sentence: int) -> _When:
        """Return when an event is told to be: by a time of its sentence, else as going on, else by a time around it."""
        time = self._settings.time(trigger)
        if time is not None and self._dates_the_word(at, trigger, time):
            time = None
        status = self._statuses.status(trigger, statement)
        if status == ASSERTED and time is not None and self._lies_ahead(trigger, time):
            status = PLANNED
        if status == ASSERTED and time is not None and self._settings.to_come(time):
            time = None  # what happened was before the day of print
        if status == ASSERTED and not (time and self._settings.in_clause(trigger, time)) and self._statuses.goes_on(trigger):
            return _When(None, None, 0, status, now=True)
        far = 2 if time and self._settings.vague(time) else 0
        tells = trigger.verb is None or trigger.verb.tense == "past" or sentence == 0
        if (time is None or far) and status == ASSERTED and tells:
            around = self._settings.time_around(trigger, _BACK if statement is None else _BACK_INSIDE)
            if around is not None:
                return _When(around, _AROUND, 1, status)
        return _When(time, time_precision(time) if time else None, far, status)

    def _lies_ahead(self, trigger: Trigger, time: Time) -> bool:
        """Tell whether a deed that is no past verb has a day after the day of print."""
        printed = self._reading.published.latest
        open_ended = trigger.part == "n" or (trigger.verb is not None and trigger.verb.tense == "present")
        return open_ended and trigger.sense.types[0] in _DEEDS and bool(printed and time.earliest and time.earliest > printed)

    def _dates_the_word(self, at: int, trigger: Trigger, time: Time) -> bool:
        """Tell whether a time dates the condemnation or the like that a noun is the matter of: أدان الرئيس أمس اغتيال النائب."""
        tokens = self._scene.tokens
        if trigger.part != "n" or time.start > tokens.starts[trigger.token]:
            return False
        earlier = next((other for piece in range(at - 1, max(-1, at - _MATTER), -1) if (other := self._by_piece.get(piece))), None)
        if earlier is None or earlier.part != "v" or earlier.sense.types[0] not in _OF_WORDS:
            return False
        return tokens.sentence_of(earlier.token) == tokens.sentence_of(trigger.token)

    def _process(self, at: int, trigger: Trigger) -> str | None:
        """Return the process that a trigger is part of the name of, or is joined to (اجتماع أستانا 6), or its number (الجولة الخامسة)."""
        keys = self._scene.tokens.keys
        if trigger.token + 1 < len(keys) and (key := keys[trigger.token + 1]).removeprefix("ال") in _ORDINALS:
            return key
        if not self._has_processes:
            return None
        inside = self._scene.mention_at.get(trigger.token)
        if inside is not None and inside.type == "PROC":
            return inside.entity or None
        named = self._scene.named(at + 1) if at + 1 < len(self._scene.kinds) else ()
        return next((mention.entity for mention in named if mention.type == "PROC"), None) or None

    def _type(self, trigger: Trigger, found: Arguments) -> str:
        """Return the type; of two, the first where the word governs a body or people and the second where it governs a matter."""
        types = trigger.sense.types
        return types[0] if len(types) == 1 or found.recipients else types[1]

    def _who(self, found: Arguments, trigger: Trigger, statement: Statement | None) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        frame = trigger.sense.frame
        actors = self._acting(found, trigger, statement)
        recipients = self._named(found.recipients, found, statement) if found.recipients else []
        places = [place for at in found.places for place in self._actors.place(at)]
        if frame.name in _VISITS and not recipients:
            recipients = [country for place in places[:1] if (country := self._actors.country_around(place))]
        both = (*actors, *recipients) if trigger.sense.types[0] == "CONSULT" else actors if frame.symmetric else ()
        if len(set(both)) > 1:
            self._sides = tuple(dict.fromkeys(both))
            self._met_in = self._scene.tokens.sentence_of(trigger.token)
        return tuple(dict.fromkeys(actors)), tuple(x for x in dict.fromkeys(recipients) if x not in actors), tuple(dict.fromkeys(places))

    def _acting(self, found: Arguments, trigger: Trigger, statement: Statement | None) -> list[str]:
        """Return who acts by the frames: whom they name, whom an adjective names, who speaks."""
        frame = trigger.sense.frame
        actors = self._named(found.actors, found, statement) if found.actors else []
        if statement is not None and trigger.part == "n" and not found.pronoun and trigger.sense.types[0] in _MATERIAL:
            actors = [actor for actor in actors if not (actor.startswith("per-") and actor in statement.source)]  # who speaks of an act has not done it
        actors += [country for token in found.nations if (country := self._actors.nation(token))]
        if statement is not None and (found.speaker or (found.pronoun and not actors)):
            for_state = found.speaker and (trigger.verb is None or trigger.verb.number > 1) and not frame.symmetric
            told_by = named_sources(statement) or (_described(statement) if found.speaker and trigger.part == "v" else ())
            actors += [(for_state and self._actors.state_of(source)) or source for source in told_by]
        if not actors and trigger.part == "v" and (voiced := self._voiced.get(self._scene.tokens.starts[trigger.token] + trigger.joined)):
            actors += _unnamed_sources(voiced)
        if trigger.part == "n" and frame.symmetric and len(actors) < _TWO_SIDES and not found.between and self._is_done(trigger):
            actors += self._other_sides(actors, found, trigger, statement)
        two = trigger.verb is not None and trigger.verb.number == 2
        if not actors and (two or (frame.symmetric and trigger.pronoun == "هما")):
            actors += self._sides
        return actors

    def _is_done(self, trigger: Trigger) -> bool:
        """Tell whether a noun stands behind the verb that makes a passive of it: تم الاتفاق."""
        return self.frames.is_done(self._scene.piece_at[trigger.token])

    def _other_sides(self, actors: Sequence[str], found: Arguments, trigger: Trigger, statement: Statement | None) -> Sequence[str]:
        """Return who else takes part in what was done together: who says so (تم الاتفاق مع الجانب العراقي), else the sides of the meeting told before."""
        if statement is not None and (found.beside or len(statement.source) > 1):
            return [source for source in named_sources(statement) or _described(statement) if source not in actors]
        met = self._met_in == self._scene.tokens.sentence_of(trigger.token)
        return self._sides if met and not actors and trigger.sense.types[0] == "AGREE" else ()

    def _named(self, pieces: Iterable[int], arguments: Arguments, statement: Statement | None) -> list[str]:
        found: list[str] = []
        for at in pieces:
            if at in arguments.apart:
                found += self._actors.by_title(at)
                continue
            named = self._both(at) if self._scene.letters[self._scene.firsts[at]] == "B" else self._actors.ids(at)
            if not named and (owned := self._own(at, statement)):
                named = arguments.owned[at] = owned
            found += named
        return found

    def _both(self, at: int) -> Sequence[str]:
        """Return the two sides: the one whose nationality stands beside the word (الجانبان المصري والسوداني), else those named before."""
        return self._actors.nations(self._scene.firsts[at], self._scene.stops[at]) or self._sides

    def _own(self, at: int, statement: Statement | None) -> list[str]:
        """Return whom a piece that names somebody's own means: the speaker's where he names nobody before it, else that of the subject before it."""
        if statement is not None and self._first_named(at, statement):
            return self._actors.own(at, statement.source)
        if statement is not None or not self._actors.owns(at):
            return []
        return self._actors.own(at, [who for piece in self.frames.owner(at) for who in self._actors.ids(piece)])

    def _first_named(self, at: int, statement: Statement) -> bool:
        """Tell whether what was said names nobody before a piece, so that its pronoun means the speaker."""
        first, _ = self._scene.tokens.range(statement.content[0].start, statement.content[0].end)
        return not any(token in self._scene.mention_at for token in range(first, self._scene.firsts[at]))

    def _statement(self, start: int, end: int) -> Statement | None:
        """Return the innermost statement whose content holds a stretch."""
        best, least = None, 0
        at = bisect_right(self._told_starts, start)
        for first, stop, statement in self._told[max(0, at - _NESTED) : at]:
            if end <= stop and (best is None or stop - first < least):
                best, least = statement, stop - first
        return best

    def _place_precision(self, places: Sequence[str], trigger: Trigger) -> int | None:
        grades = []
        for place in places:
            mention: Mention | None = self._mentions.get(place)
            if mention is not None:
                token = self._scene.tokens.range(mention.start, mention.end)[0]
                near = token > 0 and self._scene.letters[token - 1] == "p" and abs(token - trigger.token) < 20
                grades.append(place_precision(self._entities.get(place), mention, self._actors.is_country(place), near))
        return min(grades, default=None)
