"""The parts of the sentence that an event's word governs: who, to whom, where.

The order of the words and the frame of the trigger (``data/events_frames.tsv``) decide; no phrase is looked for beyond the clause.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.extract.events_scene import GROUP, KNOWN, PHRASES, UNKNOWN, WITHIN
from khabar.extract.events_words import AGENT, NAMES

if TYPE_CHECKING:
    from khabar.extract.events_scene import Piece, Scene
    from khabar.extract.events_triggers import Trigger

SENTENCE = 60  # pieces of a sentence that are looked through
REACH = 18  # pieces that the parts of a trigger stand within
_STOPS = frozenset(".QYCSvVLEU")
_STARTS = frozenset(".QC")
_VERBS = frozenset("vVLEU")
MARKERS = frozenset(NAMES) | frozenset((AGENT, "p", "k"))
# frames whose verb, with one phrase and no object, is passive: قُتل جندي
_PASSIVE = frozenset(
    "kill arrest target shell murder abduct release destroy hit free execute expel dismiss interrogate transfer disperse seizething besiege deport "
    "convict censor demolish liberate storm attack".split()
)
# frames whose recipient is the one to act in what is asked for: دعا تركيا إلى الانسحاب
_ADJACENT = 5  # pieces behind a noun within which a ل may mark who acts (احتجاجات لأنصار الحزب)
_ASKING = frozenset(("request", "ask", "order", "accuse"))
# frames whose actor does what the noun behind them tells, or means to
_DOING = frozenset(
    "promise reject threaten agree ready approve convene travel arrive visit meet talk discuss deploy move incur backdown yield boycott free retake".split()
)
_BETWEEN = PHRASES | frozenset("t,W")
_GATHERINGS = frozenset("meet talk summit round session convene truce".split())


@dataclass(slots=True)
class Arguments:
    """Pieces of the scene by their role; ``nations`` are tokens of adjectives that name the actor's country, ``speaker`` tells that the speaker acts."""

    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    nations: list[int] = field(default_factory=list)
    speaker: bool = False
    carried: bool = False  # the actor comes from another clause
    pronoun: bool = False  # the actor is what a pronoun stands for


@dataclass(slots=True)
class Reach:
    """What stands behind a trigger in its clause: bare phrases, phrases by preposition, and the freed."""

    bare: list[list[int]] = field(default_factory=list)
    marked: list[tuple[str, list[int]]] = field(default_factory=list)
    freed: list[int] = field(default_factory=list)


class Frames:
    """Finds the arguments of the triggers of one report, in text order."""

    def __init__(self, scene: Scene, by_piece: dict[int, Trigger], doing: frozenset[str]) -> None:
        """``doing`` are nouns whose genitive does what follows them (نجاح الجيش في)."""
        self._doing = doing
        self._scene = scene
        self._pieces = scene.pieces
        self._triggers = by_piece
        self._found: dict[int, Arguments] = {}
        self._subjects: dict[int, list[int]] = {}

    def arguments(self, at: int) -> Arguments:
        """Return the arguments of the trigger that is piece ``at``."""
        trigger = self._triggers[at]
        found = self._of_verb(at, trigger) if trigger.part == "v" else self._of_noun(at, trigger)
        self._found[at] = found
        return found

    # --- what stands around -------------------------------------------------------------------------------------------------------

    def _kind(self, at: int) -> str:
        return self._pieces[at].kind if 0 <= at < len(self._pieces) else "."

    def _reach(self, at: int) -> Reach:
        reach, marker, freed = Reach(), "", False
        j = at + 1
        stop = min(len(self._pieces), at + REACH)
        while j < stop:
            kind = self._pieces[j].kind
            if kind == "T":
                (reach.marked.append((marker, [j])) if marker else reach.bare.append([j]))
                break
            if kind in PHRASES:
                group = self._joined(j)
                if freed and not marker:
                    reach.freed += group
                elif marker:
                    reach.marked.append((marker, group))
                else:
                    reach.bare.append(group)
                marker, freed, j = "", False, group[-1]
            elif kind in MARKERS:
                marker = kind
            elif kind == "=":
                freed, marker = True, ""
            elif kind == "W" and self._kind(j + 1) in PHRASES and reach.marked and reach.marked[-1][0] in "sy" and self._other_side(reach):
                self._other_side(reach).append(j + 1)
                j += 1
            elif kind in _STOPS or (kind == "," and reach.bare) or (kind == "W" and self._kind(j + 1) in _STOPS):
                break
            j += 1
        return reach

    def _other_side(self, reach: Reach) -> list[int]:
        """Return the group of a between that still wants its second side: بين الجيش من جهة والمسلحين من جهة أخرى."""
        return next((group for marker, group in reach.marked if marker == "y" and len(group) == 1), [])

    def _joined(self, at: int) -> list[int]:
        """Return a phrase and those joined to it by and or by commas."""
        group = [at]
        while True:
            last = group[-1]
            if (self._kind(last + 1) == "W" and self._kind(last + 2) in PHRASES and self._kind(last + 3) != "V") or (
                self._kind(last + 1) == "," and self._kind(last + 2) == KNOWN and self._lists(last + 2)
            ):
                group.append(last + 2)
            elif self._kind(last + 1) == KNOWN and self._starts_with_and(last + 1):
                group.append(last + 1)
            else:
                return group

    def _starts_with_and(self, at: int) -> bool:
        """Tell whether the and before a name is still written on its first token (وجابري)."""
        token = self._pieces[at].first
        mention = self._scene.mention_at.get(token)
        return mention is not None and mention.start > self._scene.tokens.starts[token]

    def _lists(self, at: int) -> bool:
        """Tell whether a phrase behind a comma goes on with a list: a name with another behind it."""
        name = self._scene.letters[self._pieces[at].first] == "M"
        return name and self._kind(at + 1) in ("W", ",") and self._kind(at + 2) == KNOWN

    def _before(self, at: int) -> tuple[list[int], str]:
        """Return the bare phrase that stands before a verb as its subject, and the kind of the piece before it."""
        j = at - 1
        while j >= 0 and at - j < REACH:
            kind = self._kind(j)
            if kind in PHRASES:
                first = j
                while self._kind(first - 1) == "W" and self._kind(first - 2) in PHRASES:
                    first -= 2
                before = self._kind(first - 1)
                if before in MARKERS or before == "T":
                    j = first - 1
                    if before == "T":
                        return [], before
                else:
                    return list(range(first, j + 1, 2)), before
            elif kind not in ("t", ","):
                return [], kind
            j -= 1
        return [], "."

    def _is_actor(self, group: list[int]) -> bool:
        """Tell whether a phrase names somebody who can act, not a number of people or a thing."""
        piece = self._pieces[group[0]]
        letters = self._scene.letters[piece.first : piece.stop]
        if "X" in letters and self._place(group[0]):
            return False  # a place told as one: مدينة حلب
        return piece.kind in (KNOWN, GROUP) and any(letter in "MRXGB" for letter in letters)

    def _is_counted(self, group: list[int]) -> bool:
        """Tell whether a phrase counts people or things (خمسة جنود), as the objects of passive verbs mostly do."""
        return self._scene.letters[self._pieces[group[0]].first] == "K"

    # --- verbs --------------------------------------------------------------------------------------------------------------------

    def _of_verb(self, at: int, trigger: Trigger) -> Arguments:
        found = Arguments()
        reach = self._reach(at)
        subject, rest = self._subject(at, trigger, reach, found)
        frame = trigger.sense.frame
        if subject:
            self._subjects[at] = subject
            self._put(found, frame.subject, subject)
        for group in rest[:1]:
            self._put(found, frame.object, group)
        if reach.freed:
            found.recipients += reach.freed
        self._put_marked(at, found, trigger, reach)
        return found

    def _subject(self, at: int, trigger: Trigger, reach: Reach, found: Arguments) -> tuple[list[int], list[list[int]]]:
        """Return the subject of a verb and the bare phrases left to be its object."""
        verb, bare = trigger.verb, reach.bare
        if verb is not None and verb.person == 1:
            found.speaker = True
            return [], bare
        before = self._kind(at - 1)
        if before == "Y":
            return self._in_relative(at, trigger, reach, found)
        subject, anchor = self._before(at) if before not in ("W", ",", ".", "Q", "C") else ([], before)
        if subject and (anchor in _STARTS or anchor in ("W", ",", "S") or (verb is not None and verb.number > 1)):
            return self._active(trigger, subject, reach)
        if before in (",", "t") and not subject:
            subject = self._past_clause(at)
            if subject:
                return self._active(trigger, subject, reach)
        if verb is not None and verb.number > 1:
            return self._carried(at, found), bare
        return self._behind(at, trigger, bare, found)

    def _active(self, trigger: Trigger, subject: list[int], reach: Reach) -> tuple[list[int], list[list[int]]]:
        """Return subject and objects of a verb that stands behind its subject: without an object it may be passive (العشرات قتلوا)."""
        passive = trigger.sense.frame.name in _PASSIVE and not reach.bare and not trigger.pronoun and not reach.freed
        if passive and not any(marker in ("o", "e") for marker, _ in reach.marked):
            return [], [subject]
        return subject, reach.bare

    def _past_clause(self, at: int) -> list[int]:
        """Return the phrase before a relative clause that ends right before a verb: الرئيس، الذي وصل أمس، عقد."""
        for j in range(at - 1, max(-1, at - REACH), -1):
            kind = self._kind(j)
            if kind == "Y":
                before = j - 1 - (self._kind(j - 1) == ",")
                if self._kind(before) in (KNOWN, GROUP) and self._kind(before - 1) not in MARKERS:
                    return [before]
                return []
            if kind in ".QC":
                return []
        return []

    def _behind(self, at: int, trigger: Trigger, bare: list[list[int]], found: Arguments) -> tuple[list[int], list[list[int]]]:
        """Return subject and objects where the verb comes first: subject behind it, none at all, or a passive."""
        frame = trigger.sense.frame
        if not bare or (trigger.pronoun and not self._is_actor(bare[0])):
            return self._carried(at, found), bare
        wants_object = frame.object in ("R", "RP", "P") and not trigger.pronoun
        if len(bare) == 1 and wants_object:
            goes_on = self._kind(at - 1) == "W" or (self._kind(at - 1) == "Q" and self._scene.tokens.light(self._pieces[at - 1].first) == "أن")
            carried = self._carried(at, found) if goes_on else []
            if carried and (not self._is_actor(bare[0]) or self._is_counted(bare[0])):
                return carried, bare
            if frame.name in _PASSIVE:
                found.carried = False
                return [], bare
        found.carried = False
        return bare[0], bare[1:]

    def _in_relative(self, at: int, trigger: Trigger, reach: Reach, found: Arguments) -> tuple[list[int], list[list[int]]]:
        """Return subject and objects of a verb behind who or which."""
        bare = reach.bare
        antecedent = [at - 2] if self._kind(at - 2) in PHRASES else []
        if trigger.pronoun:
            self._put(found, trigger.sense.frame.object or trigger.sense.frame.genitive, antecedent)
            return (bare[0], bare[1:]) if bare else ([], [])
        if bare and self._kind(at - 2) == "T" and self._is_actor(bare[0]):
            return bare[0], bare[1:]
        return self._active(trigger, antecedent, reach)

    def _carried(self, at: int, found: Arguments) -> list[int]:
        """Return the subject of the nearest verb before in the same sentence that has one, else of the first verb of the sentence before."""
        found.carried = True
        j = at - 1
        while j >= 0 and self._kind(j) != ".":
            if self._kind(j) in _VERBS and self._subject_of(j):
                return self._subject_of(j)
            j -= 1
        first: list[int] = []
        for k in range(j - 1, max(-1, j - 1 - SENTENCE), -1):
            if self._kind(k) == ".":
                break
            if self._kind(k) in _VERBS and self._subject_of(k):
                first = self._subject_of(k)
        return first

    def _ahead(self, at: int) -> list[int]:
        """Return the subject of the next verb of the sentence: a pronoun may stand before its noun (خلال لقائه بنظيره، قال الوزير)."""
        for j in range(at + 1, min(len(self._pieces), at + REACH)):
            kind = self._kind(j)
            if kind == ".":
                break
            if kind in "vL" and self._plain_subject(j):
                return self._plain_subject(j)
        return []

    def _subject_of(self, at: int) -> list[int]:
        """Return the subject of any verb; of one that tells no event by the order of the words alone."""
        if at not in self._subjects:
            self._subjects[at] = self._plain_subject(at)
        return self._subjects[at]

    def _plain_subject(self, at: int) -> list[int]:
        if at in self._triggers:
            return []  # its arguments are known or it has none
        key = self._scene.tokens.key(self._pieces[at].first)
        subject, anchor = self._before(at) if self._kind(at - 1) not in ("W", ",", ".", "Q", "C") else ([], ".")
        if self._kind(at - 1) == "Y" and self._kind(at - 2) in PHRASES:
            return [at - 2]
        if self._kind(at - 1) == "," and (earlier := self._past_clause(at)):
            return earlier
        if subject and (anchor in _STARTS or anchor in ("W", ",") or key.endswith(("وا", "ون"))):
            return subject
        j = at + 1
        while self._kind(j) == "t":
            j += 1
        return self._joined(j) if self._kind(j) in (KNOWN, GROUP) and self._is_actor([j]) else []

    # --- nouns --------------------------------------------------------------------------------------------------------------------

    def _of_noun(self, at: int, trigger: Trigger) -> Arguments:
        found = Arguments()
        reach = self._reach(at)
        frame = trigger.sense.frame
        definite = self._scene.tokens.light(trigger.token).startswith("ال")
        self._nations(at, definite, found)
        bare = [group for group in reach.bare if self._kind(group[0]) != UNKNOWN]
        genitive = bare[:1] if reach.bare and bare and reach.bare[0] is bare[0] and bare[0][0] == at + 1 and not definite and not trigger.pronoun else []
        if trigger.part == "p":
            self._bearer(at, found.recipients)
        elif trigger.part == "a":
            self._participle(at, trigger, reach, found)
        elif genitive:
            self._genitive(found, trigger, reach, genitive[0])
        if reach.freed:
            found.recipients += reach.freed
        self._put_marked(at, found, trigger, reach)
        if trigger.pronoun:
            self._of_pronoun(at, trigger, found)
        if frame.subject == "A" and trigger.part == "n" and self._lacks_side(found, trigger, bool(genitive)):
            self._from_clause(at, trigger, found)
        return found

    def _lacks_side(self, found: Arguments, trigger: Trigger, genitive: bool) -> bool:  # noqa: FBT001 - whether one was found
        """Tell whether an event still wants an actor: none is known, or only the other side of what two sides do."""
        if not found.actors and not found.nations:
            return True
        return trigger.sense.frame.symmetric and len(found.actors) == 1 and not (genitive or found.nations or found.pronoun)

    def _person_before(self, at: int) -> list[int]:
        """Return the nearest phrase before that names a person or a title."""
        for j in range(at - 1, max(-1, at - SENTENCE), -1):
            piece = self._pieces[j]
            if piece.kind == KNOWN and any(
                self._scene.letters[i] == "R" or (i in self._scene.mention_at and self._scene.mention_at[i].type == "PER")
                for i in range(piece.first, piece.stop)
            ):
                return [j]
        return []

    def _genitive(self, found: Arguments, trigger: Trigger, reach: Reach, group: list[int]) -> None:
        role = trigger.sense.frame.genitive
        if trigger.sense.frame.name in _GATHERINGS and len(group) == 1 and self._place(group[0]):
            role = "P"
        if role == "AR":
            others = any(self._kind(other[0]) != UNKNOWN for other in reach.bare[1:]) or any(marker == "o" for marker, _ in reach.marked)
            role = "A" if (others or found.recipients or reach.freed) and self._is_actor(group) else "RP"
            if role == "A":
                for other in reach.bare[1:2]:
                    self._put(found, trigger.sense.frame.object, other)
        elif role == "A":
            for other in reach.bare[1:2]:
                if self._kind(other[0]) != UNKNOWN:
                    self._put(found, trigger.sense.frame.object, other)
        self._put(found, role, group)

    def _nations(self, at: int, definite: bool, found: Arguments) -> None:  # noqa: FBT001 - one of two kinds of nouns
        """Take adjectives of nationality that agree with the trigger: غارات روسية، التعاون الإيراني السوري."""
        piece = self._pieces[at + 1] if at + 1 < len(self._pieces) else None
        if piece is None or piece.kind != UNKNOWN:
            return
        for token in range(piece.first, piece.stop):
            light, letter = self._scene.tokens.light(token), self._scene.letters[token]
            if light.startswith("ال") != definite:
                return
            if letter == "A":
                found.nations.append(token)
            elif not definite and not light.endswith(("ي", "ية", "ة", "ا", "ي")):
                return

    def _bearer(self, at: int, into: list[int]) -> None:
        j = at - 1
        while self._kind(j) in PHRASES:
            into.insert(0, j)
            if self._kind(j - 1) != "W":
                return
            j -= 2

    def _participle(self, at: int, trigger: Trigger, reach: Reach, found: Arguments) -> None:
        """Arguments of an active participle: its bearer acts (المحتجين), or the subject of its clause (متهماً، داعياً)."""
        frame = trigger.sense.frame
        light = self._scene.tokens.light(trigger.token)
        if light.startswith("ال") or (not light.endswith("ا") and self._kind(at - 1) in (KNOWN, GROUP)):
            self._bearer(at, found.actors)
        else:
            found.actors += self._carried(at, found)
        for group in reach.bare[:1]:
            self._put(found, frame.object, group)

    def _of_pronoun(self, at: int, trigger: Trigger, found: Arguments) -> None:
        role = trigger.sense.frame.genitive
        if role in ("A", "AR") and not found.actors:
            found.pronoun = True
            if trigger.pronoun == "هما":
                return
            person = self._person_before(at) if trigger.sense.frame.name == "resign" else []
            found.actors += person or self._carried(at, found) or self._ahead(at)

    def _from_clause(self, at: int, trigger: Trigger, found: Arguments) -> None:
        """Take the actor of a noun from the verb of its clause: a light verb, one that asks for the act, one whose purpose it is; or from a relative clause."""
        if self._from_relative(at, trigger, found):
            return
        for j in range(at - 1, max(-1, at - REACH), -1):
            kind = self._kind(j)
            if kind == "v" and not self._points_back(trigger) and j + 1 < at and all(self._kind(k) in _BETWEEN for k in range(j + 1, at)):
                self._put(found, "A", self._subject_of(j))
                return
            if kind == "v" and self._governs(j, at, trigger):
                self._put(found, "A", self._subject_of(j))
                return
            if kind in ".CQ" or (kind in "vS" and not trigger.sense.frame.symmetric):
                return
            if kind == WITHIN and j == at - 2 and self._kind(at - 1) in MARKERS and self._scene.tokens.key(self._pieces[j].first) in self._doing:
                found.actors.append(j)
                return
            if kind == "T":
                self._from_sister(j, at, found)
                return
            if kind in ("L", "U") or (kind == "v" and self._kind(at - 1) in "fS"):
                subject = self._subject_of(j)
                self._put(found, "R" if kind == "U" else "A", subject or self._carried(j, found))
                return
            if kind == "E":
                self._scenery(j, found)
                return
            if kind == "V":
                self._from_trigger(j, at, found)
                return

    def _governs(self, verb: int, at: int, trigger: Trigger) -> bool:
        """Tell whether a verb governs a noun without the article by a preposition, with its subject alone between them: قامت اللجنة بإرسال."""
        if self._points_back(trigger) or self._kind(at - 1) not in ("b", "l", "f", "s", "o"):
            return False
        return all(self._kind(j) in _BETWEEN for j in range(verb + 1, at - 1))

    def _points_back(self, trigger: Trigger) -> bool:
        return self._scene.tokens.light(trigger.token).startswith("ال")

    def _from_sister(self, sister: int, at: int, found: Arguments) -> None:
        """Take the actor of a noun joined to another one by and: التشاور والتنسيق."""
        between = [self._kind(j) for j in range(sister + 1, at)]
        above = self._found.get(sister)
        if above is not None and "W" in between and all(kind in MARKERS or kind in ("W", UNKNOWN) for kind in between):
            found.actors += [actor for actor in above.actors if actor not in found.actors]
            found.nations += above.nations
            found.speaker, found.pronoun, found.carried = above.speaker, above.pronoun, True

    def _from_trigger(self, verb: int, at: int, found: Arguments) -> None:
        """Take the actor of a noun from the event that governs it: the one asked, or the one who promises, refuses or does."""
        above = self._found.get(verb)
        before = self._kind(at - 1)
        if above is None or before not in ("l", "b", "i", "o", "e", "W", "f"):
            return
        name = self._triggers[verb].sense.frame.name
        asking = name in _ASKING
        if not asking and name not in _DOING:
            return
        found.actors += above.recipients if asking else above.actors
        found.nations += [] if asking else above.nations
        found.speaker = above.speaker and not asking
        found.carried = True

    def _scenery(self, at: int, found: Arguments) -> None:
        j = at + 1
        while self._kind(j) == "t":
            j += 1
        if self._kind(j) in (KNOWN, GROUP):
            found.places += self._joined(j)

    def _from_relative(self, at: int, trigger: Trigger, found: Arguments) -> bool:
        """Take the actor from a relative clause with a light verb (الهجمات التي شنتها القوات), or the recipient from one of suffering."""
        j = at + 1
        while self._kind(j) in ("t", UNKNOWN):
            j += 1
        if self._kind(j) != "Y" or self._kind(j + 1) not in ("L", "U", "E"):
            return False
        reach = self._reach(j + 1)
        groups = [group for group in reach.bare if self._kind(group[0]) in (KNOWN, GROUP)]
        role = {"L": "A", "U": "R", "E": "P"}[self._kind(j + 1)]
        for group in groups[:1]:
            self._put(found, role, group)
        self._put_marked(at, found, trigger, reach)
        return bool(groups)

    # --- roles --------------------------------------------------------------------------------------------------------------------

    def _put_marked(self, at: int, found: Arguments, trigger: Trigger, reach: Reach) -> None:
        marks = trigger.sense.frame.prepositions
        first_l = next((group for marker, group in reach.marked if marker == "l"), None)
        for marker, group in reach.marked:
            if marker == AGENT:
                self._put(found, "A", group)
            elif NAMES.get(marker) in marks:
                if marker == "l" and marks["ل"] == "A" and (group[0] > at + _ADJACENT or group is not first_l):
                    continue
                self._put(found, marks[NAMES[marker]], group)
            elif marker == "z":
                self._put(found, "R", group)
            elif marker in "fbp":
                self._put(found, "P", group)

    def _put(self, found: Arguments, role: str, group: list[int]) -> None:
        for at in group:
            if self._kind(at) not in (KNOWN, GROUP, WITHIN):
                continue
            if "P" in role and (role == "P" or self._place(at)):
                found.places.append(at)
            elif role.startswith("A") and self._kind(at) != WITHIN:
                found.actors.append(at)
            elif role.startswith("R"):
                found.recipients.append(at)

    def _place(self, at: int) -> bool:
        """Tell whether a phrase names a place alone."""
        piece: Piece = self._pieces[at]
        types = {self._scene.mention_at[i].type for i in range(piece.first, piece.stop) if i in self._scene.mention_at}
        return types == {"LOC"}
