"""The parts of the sentence that an event's word governs: who, to whom, where.

The order of the words and the frame of the trigger (``data/events_frames.tsv``) decide; no phrase is looked for beyond the clause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.events_clause import MARKERS, REACH, SENTENCE, Arguments, Reach
from khabar.extract.events_scene import GROUP, KNOWN, PHRASES, UNKNOWN, WITHIN
from khabar.extract.events_verbs import Verbs
from khabar.extract.events_words import DESCRIBING, NAMES

if TYPE_CHECKING:
    from khabar.extract.events_scene import Scene
    from khabar.extract.events_triggers import Trigger

# frames whose recipient is the one to act in what is asked for: دعا تركيا إلى الانسحاب
_ASKING = frozenset(("request", "ask", "order", "accuse", "task"))
# frames whose actor does what the noun behind them tells, or means to
_DOING = frozenset(
    "promise reject threaten agree ready approve convene travel arrive visit meet talk discuss deploy move incur backdown yield boycott free retake".split()
)
_DONE = frozenset("تم يتم تمت سيتم جري يجري".split())
_PROTESTING = ("متظاهر", "محتج", "معتصم", "مضرب")
_MEANS = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "CONSULT"))
_RESOLVING = ("قرر", "يقرر", "تقرر", "استطاع", "يستطيع", "تستطيع")  # a noun right behind them is what their subject does
_ORDERED = frozenset("امر امرت امروا يامر تامر".split())
_BETWEEN = PHRASES | frozenset("t,W")
_JOURNEYS = frozenset(("visit", "arrive", "travel"))
_GATHERINGS = frozenset("meet talk summit round session convene truce accord".split())


class Frames(Verbs):
    """Finds the arguments of the triggers of one report, in text order."""

    def __init__(self, scene: Scene, by_piece: dict[int, Trigger], doing: frozenset[str]) -> None:
        """``doing`` are nouns whose genitive does what follows them (نجاح الجيش في)."""
        super().__init__(scene, by_piece)
        self._doing = doing
        self._found: dict[int, Arguments] = {}

    def arguments(self, at: int) -> Arguments:
        """Return the arguments of the trigger that is piece ``at``."""
        trigger = self._triggers[at]
        found = self._of_verb(at, trigger) if trigger.part == "v" else self._of_noun(at, trigger)
        if trigger.sense.types[0] == "PROTEST" and not found.actors:
            found.actors += [at] if trigger.part == "a" and self._protests(at) else self._protesters(at)
        self._found[at] = found
        return found

    def _protesters(self, at: int) -> list[int]:
        """Return the nearest people of the sentence whose name says that they protest: whoever else stands there, they do."""
        for steps in (range(at - 1, max(-1, at - REACH), -1), range(at + 1, min(len(self._firsts), at + REACH))):
            for j in steps:
                if self._kinds[j] == ".":
                    break
                if self._kinds[j] in (KNOWN, GROUP) and self._protests(j):
                    return [j]
        return []

    def _protests(self, at: int) -> bool:
        return any(key.removeprefix("ال").startswith(_PROTESTING) for key in self._scene.tokens.keys[self._firsts[at] : self._stops[at]])

    def _of_noun(self, at: int, trigger: Trigger) -> Arguments:
        found = Arguments()
        reach = self._reach(at)
        frame = trigger.sense.frame
        definite = self._scene.tokens.light(trigger.token).startswith("ال")
        self._nations(at, definite, found)
        bare = [group for group in reach.bare if self._kinds[group[0]] != UNKNOWN and not (group[0] == at + 1 and self._describes(at + 1))]
        genitive = bare[:1] if reach.bare and bare and reach.bare[0] is bare[0] and bare[0][0] == at + 1 and not definite and not trigger.pronoun else []
        if trigger.part == "p":
            self._bearer(at, found.recipients)
        elif trigger.part == "a":
            self._participle(at, trigger, reach, found)
        elif genitive:
            self._genitive(found, trigger, reach, genitive[0])
        elif trigger.part == "n" and not definite:
            self._shared_genitive(at, trigger, found)
        if reach.freed:
            found.recipients += reach.freed
        self._put_marked(at, found, trigger, reach)
        if trigger.pronoun:
            self._of_pronoun(at, trigger, found)
        if frame.subject == "A" and trigger.part == "n" and self._lacks_side(found, trigger, bool(genitive)):
            self._from_clause(at, trigger, found)
        return found

    def _describes(self, at: int) -> bool:
        """Tell whether people right behind a noun are an adjective of it: تفجير انتحاري."""
        return self._stops[at] - self._firsts[at] == 1 and self._key(at) in DESCRIBING

    def _lacks_side(self, found: Arguments, trigger: Trigger, genitive: bool) -> bool:  # noqa: FBT001 - whether one was found
        """Tell whether an event still wants an actor: none is known, or only the other side of what two sides do."""
        if not found.actors and not found.nations:
            return True
        return trigger.sense.frame.symmetric and len(found.actors) == 1 and not (genitive or found.nations or found.pronoun)

    def _person_before(self, at: int) -> list[int]:
        """Return the nearest phrase before that names a person or a title."""
        for j in range(at - 1, max(-1, at - SENTENCE), -1):
            if self._kinds[j] == KNOWN and self._is_person([j]):
                return [j]
        return []

    def _genitive(self, found: Arguments, trigger: Trigger, reach: Reach, group: list[int]) -> None:
        role = trigger.sense.frame.genitive
        if trigger.sense.frame.name in _GATHERINGS and len(group) == 1 and self._place(group[0]):
            role = "P"
        if trigger.sense.frame.name in _JOURNEYS and self._place(group[0]):
            role = "RP"  # زيارة القاهرة
        if role == "A" and trigger.sense.frame.object.startswith("R") and self._done_by_another(group[0] - 1):
            role = "R"
        if trigger.sense.frame.name == "forbid" and any(marker == "s" for marker, _ in reach.marked):
            role = "R"  # منع المصلين من الدخول
        if role == "AR":
            others = any(self._kinds[other[0]] != UNKNOWN for other in reach.bare[1:]) or self._marks_sufferer(trigger, reach)
            role = "A" if (others or found.recipients or reach.freed) and self._is_actor(group) else "RP"
            if role == "A":
                for other in reach.bare[1:2]:
                    self._put(found, trigger.sense.frame.object, other)
        elif role == "A":
            for other in reach.bare[1:2]:
                if self._kinds[other[0]] != UNKNOWN:
                    self._put(found, trigger.sense.frame.object, other)
        self._put(found, role, group)

    def _shared_genitive(self, at: int, trigger: Trigger, found: Arguments) -> None:
        """Take the genitive of a noun that is joined by and: احتجاجات وإضرابات العمال."""
        sister = self._triggers.get(at + 2) if self._kinds[at + 1] == "W" else None
        if sister is None or sister.part != "n" or sister.sense.types != trigger.sense.types or sister.pronoun:
            return
        reach = self._reach(at + 2)
        if reach.bare and reach.bare[0][0] == at + 3:
            self._genitive(found, trigger, reach, reach.bare[0])

    def _marks_sufferer(self, trigger: Trigger, reach: Reach) -> bool:
        """Tell whether a preposition marks who suffers what a noun tells (قصف الجيش على المدينة), so that its genitive does it."""
        marks = trigger.sense.frame.prepositions
        return any(marker == "o" or marks.get(NAMES.get(marker, ""), "").startswith("R") for marker, _ in reach.marked)

    def _done_by_another(self, at: int) -> bool:
        """Tell whether a verb right before governs a noun by a preposition, so that its subject does what the noun tells: قام الأهالي بمساعدة الجيش."""
        if self._kinds[at - 1] not in ("b", "f", "s"):
            return False
        j = at - 2
        while self._kinds[j] in _BETWEEN:
            j -= 1
        if self._kinds[j] == "L":
            return self._kinds[at - 1] != "b" or self._key(j).lstrip("يتس")[:2] in ("قا", "قو", "قم")
        return self._kinds[j] == "v" and self._kinds[at - 1] == "f"

    def _nations(self, at: int, definite: bool, found: Arguments) -> None:  # noqa: FBT001 - one of two kinds of nouns
        """Take adjectives of nationality that agree with the trigger: غارات روسية، التعاون الإيراني السوري."""
        if self._kinds[at + 1] != UNKNOWN:
            return
        for token in range(self._firsts[at + 1], self._stops[at + 1]):
            light, letter = self._scene.tokens.light(token), self._scene.letters[token]
            if light.startswith("ال") != definite:
                return
            if letter in "AO":
                found.nations.append(token)
            elif not definite and not light.endswith(("ي", "ية", "ة", "ا", "ي")):
                return

    def _bearer(self, at: int, into: list[int]) -> None:
        j = at - 1
        while self._kinds[j] in PHRASES:
            into.insert(0, j)
            if self._kinds[j - 1] != "W":
                return
            j -= 2

    def _participle(self, at: int, trigger: Trigger, reach: Reach, found: Arguments) -> None:
        """Arguments of an active participle: its bearer acts (المحتجين), or the subject of its clause (متهماً، داعياً)."""
        frame = trigger.sense.frame
        light = self._scene.tokens.light(trigger.token)
        if light.startswith("ال") or (not light.endswith("ا") and self._kinds[at - 1] in (KNOWN, GROUP, WITHIN)):
            if not self._several_beside_one(at, light):
                self._bearer(at, found.recipients if frame.name == "accuse" else found.actors)  # شاب متهم is accused, متهما accuses
        else:
            found.actors += self._carried(at, found)
        for group in reach.bare[:1]:
            self._put(found, frame.object, group)

    def _several_beside_one(self, at: int, light: str) -> bool:
        """Tell whether a participle tells several people behind the name of a body or a person, which is none of theirs: فرقت الشرطة المحتجين."""
        return light.endswith(("ين", "ون")) and at > 0 and self._scene.letters[self._stops[at - 1] - 1] in "Mm"

    def _of_pronoun(self, at: int, trigger: Trigger, found: Arguments) -> None:
        role = trigger.sense.frame.genitive
        if role in ("A", "AR") and (not found.actors or trigger.sense.frame.symmetric):
            found.pronoun = True
            if trigger.pronoun == "هما":
                return
            if role == "AR" and self._is_done(at):
                found.recipients += self._person_before(at)
                return
            if trigger.sense.frame.name == "receive" and self._kinds[at - 1] == "f":
                self._received(at, found)
                return
            person = self._person_before(at) if trigger.sense.frame.name == "resign" else []
            found.actors += person or self._carried(at, found) or self._ahead(at)

    def _received(self, at: int, found: Arguments) -> None:
        """Take the parties of a reception told as a setting: وكان في استقباله المحافظ."""
        found.recipients += self._person_before(at)
        welcoming = self._reach(at).bare
        found.actors += [one for one in welcoming[0] if self._kinds[one] in (KNOWN, GROUP)] if welcoming else []

    def _is_done(self, at: int) -> bool:
        """Tell whether a noun stands behind the verb that makes a passive of it: تم اعتقاله."""
        return at > 0 and self._key(at - 1) in _DONE

    def _from_clause(self, at: int, trigger: Trigger, found: Arguments) -> None:
        """Take the actor of a noun from the verb of its clause: a light verb, one that asks for the act, one whose purpose it is; or from a relative clause."""
        if self._from_relative(at, trigger, found):
            return
        for j in range(at - 1, max(-1, at - REACH), -1):
            kind = self._kinds[j]
            free = j + 1 < at or self._key(j).startswith(_RESOLVING)
            if kind == "v" and not self._points_back(trigger) and free and _BETWEEN.issuperset(self._kinds[j + 1 : at]):
                self._put(found, "A", self.subject_of(j))
                return
            if kind == "v" and self._governs(j, at, trigger):
                self._put(found, "A", self.subject_of(j))
                return
            if kind in ".CQ" or (kind in "vS" and not trigger.sense.frame.symmetric):
                return
            governs = kind == WITHIN and (j == at - 1 or (j == at - 2 and self._kinds[at - 1] in MARKERS))
            if governs and self._key(j) in self._doing:
                found.actors.append(j)
                return
            if kind == "T":
                self._from_sister(j, at, found)
                return
            if kind in ("L", "U") or (kind == "v" and self._kinds[at - 1] in "fS"):
                subject = self.subject_of(j)
                both = kind == "L" or trigger.sense.frame.symmetric  # تلقى الرئيس اتصالا هاتفيا: he takes part in it
                self._put(found, "A" if both else "R", subject or self._carried(j, found))
                return
            if kind == "E":
                self._scenery(j, found)
                return
            if kind == "V":
                self._from_trigger(j, at, found)
                return

    def _carried(self, at: int, found: Arguments) -> list[int]:
        """Return who was asked to do what a verb behind أن tells, else the subject that is carried to it."""
        if self._kinds[at - 1] == "Q" and self._key(at - 1) in ("ان", "بان"):
            for j in range(at - 2, max(-1, at - REACH), -1):
                above = self._found.get(j) if self._kinds[j] == "V" else None
                if above is not None and above.recipients and self._triggers[j].sense.frame.name in _ASKING:
                    found.carried = True
                    return above.recipients
                if self._kinds[j] in ".QC":
                    break
        return super()._carried(at, found)

    def _governs(self, verb: int, at: int, trigger: Trigger) -> bool:
        """Tell whether a verb governs a noun without the article by a preposition, with its subject alone between them: قامت اللجنة بإرسال."""
        together = trigger.sense.frame.symmetric and self._kinds[at - 1] == "b"  # بالتعاون مع
        if (self._points_back(trigger) and not together) or self._kinds[at - 1] not in ("b", "l", "f", "s", "o"):
            return False
        return _BETWEEN.issuperset(self._kinds[verb + 1 : at - 1])

    def _points_back(self, trigger: Trigger) -> bool:
        return self._scene.tokens.light(trigger.token).startswith("ال")

    def _from_sister(self, sister: int, at: int, found: Arguments) -> None:
        """Take the actor of a noun joined to another one by and: التشاور والتنسيق."""
        between = [self._kinds[j] for j in range(sister + 1, at)]
        above = self._found.get(sister)
        if above is not None and "W" in between and all(kind in MARKERS or kind in ("W", UNKNOWN) for kind in between):
            found.actors += [actor for actor in above.actors if actor not in found.actors]
            found.nations += above.nations
            found.speaker, found.pronoun, found.carried = above.speaker, above.pronoun, True

    def _from_trigger(self, verb: int, at: int, found: Arguments) -> None:
        """Take the actor of a noun from the event that governs it: the one asked, or the one who promises, refuses or does."""
        above = self._found.get(verb)
        before = self._kinds[at - 1]
        name = self._triggers[verb].sense.frame.name
        asking = name in _ASKING
        if above is None or (before not in ("l", "b", "i", "o", "e", "W", "f") and not (asking and before in PHRASES)):
            return
        if not asking and name not in _DOING and not (before == "l" and self._is_purpose(verb, at)):
            return
        if asking and before == "b" and not above.recipients and self._key(verb) in _ORDERED:
            asking = False  # أمرت النيابة بحبس: nobody else is told to do it
        found.actors += above.recipients if asking else above.actors
        found.nations += [] if asking else above.nations
        found.speaker = above.speaker and not asking
        found.carried = True

    def _is_purpose(self, verb: int, at: int) -> bool:
        """Tell whether who does what a verb tells does it in order to do what the noun tells: أطلقت الشرطة الغاز لتفريق المحتجين."""
        return self._triggers[verb].sense.types[0] in _MEANS and self._triggers[at].sense.types[0] in _MEANS

    def _scenery(self, at: int, found: Arguments) -> None:
        j = at + 1
        while self._kinds[j] == "t":
            j += 1
        if self._kinds[j] in (KNOWN, GROUP):
            found.places += self._joined(j)

    def _from_relative(self, at: int, trigger: Trigger, found: Arguments) -> bool:
        """Take the actor from a relative clause with a light verb (الهجمات التي شنتها القوات), or the recipient from one of suffering."""
        j = at + 1
        while self._kinds[j] in ("t", UNKNOWN):
            j += 1
        if self._kinds[j] in ("L", "U", "E") and self._key(j).endswith(("ها", "ه")):
            j -= 1  # without who or which behind a noun without the article: عملية نفذتها القوات
        elif self._kinds[j] != "Y" or self._kinds[j + 1] not in ("L", "U", "E"):
            return False
        reach = self._reach(j + 1)
        groups = [group for group in reach.bare if self._kinds[group[0]] in (KNOWN, GROUP)]
        role = {"L": "A", "U": "R", "E": "P"}[self._kinds[j + 1]]
        for group in groups[:1]:
            self._put(found, role, group)
        self._put_marked(at, found, trigger, reach)
        return bool(groups)
