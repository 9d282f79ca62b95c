"""The parts of the sentence that an event's word governs: who, to whom, where.

The order of the words and the frame of the trigger (``data/events_frames.tsv``) decide; no phrase is looked for beyond the clause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.events_clause import REACH, SENTENCE, Arguments, Reach
from khabar.extract.events_governors import UNDERTAKING, Governors
from khabar.extract.events_scene import GROUP, KNOWN, PEOPLE, PHRASES, UNKNOWN, WITHIN
from khabar.extract.events_words import AGENT, DESCRIBING, NAMES, PEER

if TYPE_CHECKING:
    from collections.abc import Callable

    from khabar.extract.events_scene import Scene
    from khabar.extract.events_triggers import Trigger
    from khabar.extract.events_words import Words

_DONE = frozenset("تم يتم تمت سيتم جري يجري".split())
_FOR_DEEDS = frozenset(("SUPPORT", "ACCUSE", "SANCTION"))  # types of what somebody meets for his deeds
_PLURALS = ("ون", "ين", "ات")
# frames of what is done to persons: a pronoun at their nouns is who suffers it, unless an object stands behind it
_SUFFERED = frozenset("kill murder arrest abduct deport target seizeman repress".split())
_JOURNEYS = frozenset(("visit", "arrive", "travel"))
_SUFFERINGS = ("مقتل", "مصرع")  # nouns whose genitive suffers what they tell, whoever stands behind it
_QUARTERS = frozenset("شرق غرب شمال جنوب وسط شرقي غربي شمالي جنوبي قرب محيط".split())
_SEIZING = frozenset("arrest shell destroy hit besiege storm retake".split())  # frames of what is done to things too
_TAKING_PART = frozenset(("مشاركه",))
_COMPRISING = frozenset("ضم ضمت يضم تضم جمع جمعت يجمع تجمع".split())
_NEAR = 4  # pieces behind a gathering within which a verb tells whom it comprises
_GATHERINGS = frozenset("meet talk summit round session convene truce accord".split())


def _by_hand(reach: Reach) -> bool:
    """Tell whether من قبل or the like marks who does what a noun tells, so that its genitive does not: استقبال الوفد من طرف الملك."""
    return any(marker == AGENT for marker, _ in reach.marked)


class Frames(Governors):
    """Finds the arguments of the triggers of one report, in text order."""

    def __init__(self, scene: Scene, by_piece: dict[int, Trigger], words: Words, stands_for: Callable[[int], list[str]]) -> None:
        """``stands_for`` tells whom a piece names."""
        super().__init__(scene, by_piece, words)
        self._stands_for = stands_for
        self._several = words.sets.classes["several"]

    def arguments(self, at: int) -> Arguments:
        """Return the arguments of the trigger that is piece ``at``."""
        trigger = self._triggers[at]
        found = self._of_verb(at, trigger) if trigger.part == "v" else self._of_noun(at, trigger)
        if trigger.part == "v" and not found.recipients:
            found.recipients += self._asked(at)
        if trigger.sense.types[0] == "PROTEST" and not found.actors:
            found.actors += [at] if self._protests(at) else self._protesters(at)
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
        elif genitive and not (frame.symmetric and any(marker == "y" for marker, _ in reach.marked)):  # تبادل أسرى بين
            self._genitive(found, trigger, reach, genitive[0])
        elif trigger.part == "n" and not definite:
            self._shared_genitive(at, trigger, found)
        if reach.freed:
            found.recipients += reach.freed
        self._put_marked(at, found, trigger, reach)
        if frame.name in _GATHERINGS:
            self._attending(at, reach, found)
        if trigger.pronoun:
            self._of_pronoun(at, trigger, reach, found)
        elif trigger.part == "n" and not found.recipients and (pronoun := self._pronoun_met(at, trigger)):
            found.recipients += self._met_before(at, pronoun, found.actors)  # القبض عليه
        if trigger.part == "n":
            self._known_by(at, found)
        if frame.subject == "A" and trigger.part == "n" and self._lacks_side(found, trigger, bool(genitive)):
            self._from_clause(at, trigger, found)
        elif trigger.part == "n" and not (found.recipients or frame.symmetric):
            self._from_sufferer(at, found)
        return found

    def _attending(self, at: int, reach: Reach, found: Arguments) -> None:
        """Take who takes part in a gathering by other words: بمشاركة وزراء، ضم الاجتماع رئيس الحكومة، لقاء يضم روسيا وإيران."""
        for marker, group in reach.marked:
            if marker == "b" and self._kinds[group[0]] == WITHIN and self._key(group[0]) in _TAKING_PART:
                found.actors += group
        if at and self._kinds[at - 1] != "." and self._key(at - 1) in _COMPRISING:
            found.actors += reach.bare[0] if reach.bare and self._kinds[reach.bare[0][0]] == KNOWN else []
            return
        verb = next((j for j in range(at + 1, at + _NEAR) if self._kinds[j] not in (UNKNOWN, GROUP, "t")), at)
        if self._kinds[verb] in ("v", WITHIN) and self._key(verb) in _COMPRISING:
            found.actors += self._joined(verb if self._kinds[verb] == WITHIN else verb + 1)

    def _describes(self, at: int) -> bool:
        """Tell whether people right behind a noun are an adjective of it: تفجير انتحاري."""
        return self._stops[at] - self._firsts[at] == 1 and self._key(at).removesuffix("ا") in DESCRIBING

    def _lacks_side(self, found: Arguments, trigger: Trigger, genitive: bool) -> bool:  # noqa: FBT001 - whether one was found
        """Tell whether an event still wants an actor: none is known, or only the other side of what two sides do."""
        if not found.nations and all(self._kinds[one] == GROUP and not self._stands_for(one) for one in found.actors):
            return True
        one = trigger.sense.frame.symmetric and len(found.actors) == 1 and not (found.nations or found.pronoun)
        return one and (not genitive or self._is_other_side(found.actors[0]))

    def _is_other_side(self, at: int) -> bool:
        """Tell whether the genitive of a meeting is whom somebody else meets: بزيارة الجزائر ولقاء نظيره، يعتزم الرئيس لقاء الوزير."""
        return self._key(at).startswith(PEER) or self._done_by_another(at - 1)

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
        if trigger.sense.frame.name == "deploy" and self._kinds[group[0]] == GROUP and self._is_undertaken(group[0] - 1):
            role = ""  # يعتزم الاتحاد إرسال قوات: they are sent
        if role == "A" and trigger.sense.frame.object.startswith("R") and (self._done_by_another(group[0] - 1) or _by_hand(reach)):
            role = "R"
        if trigger.sense.frame.name == "forbid" and any(marker == "s" for marker, _ in reach.marked):
            role = "R"  # منع المصلين من الدخول
        if role == "AR":
            others = self._has_object(trigger, reach) or self._marks_sufferer(trigger, reach)
            role = (
                "A" if not self._key(group[0] - 1).startswith(_SUFFERINGS) and (others or found.recipients or reach.freed) and self._is_actor(group) else "RP"
            )
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

    def _has_object(self, trigger: Trigger, reach: Reach) -> bool:
        """Tell whether somebody stands behind the genitive of a noun who suffers what it tells: اعتقال الشرطة ناشطين, or a thing: احتجاز السلطات ناقلة."""
        if any(self._kinds[other[0]] != UNKNOWN and self._key(other[0]) not in _QUARTERS and not self._is_number(other[0]) for other in reach.bare[1:]):
            return True
        group, behind = reach.bare[0], reach.bare[0][-1] + 1
        thing = self._kinds[behind] == UNKNOWN and self._scene.letters[self._firsts[behind]] == "n"
        return thing and trigger.sense.frame.name in _SEIZING and self._scene.letters[self._firsts[group[0]]] in "ZM"

    def _marks_sufferer(self, trigger: Trigger, reach: Reach) -> bool:
        """Tell whether a preposition marks who suffers what a noun tells (قصف الجيش على المدينة), so that its genitive does it."""
        marks = trigger.sense.frame.prepositions
        upon = trigger.sense.frame.name != "forbid"  # إجبار السكان على الرحيل
        return any((marker == "o" and upon) or marks.get(NAMES.get(marker, ""), "").startswith("R") for marker, _ in reach.marked)

    def _done_by_another(self, at: int) -> bool:
        """Tell whether a verb right before governs a noun by a preposition, so that its subject does what the noun tells: قام الأهالي بمساعدة الجيش."""
        if self._kinds[at - 1] in PHRASES or (self._kinds[at - 1] == "L" and (self._kinds[at - 2] in (KNOWN, GROUP) or self._key(at - 1) in self._ours)):
            return self._is_undertaken(at)
        if self._kinds[at - 1] not in ("b", "f", "s"):
            return False
        j = self._back_over(at - 2)
        if self._kinds[j] == "V" and self._kinds[at - 1] == "b":
            return self._triggers[j].sense.frame.name in UNDERTAKING
        if self._kinds[j] == "L":
            return self._kinds[at - 1] != "b" or self._key(j).lstrip("يتس")[:2] in ("قا", "قو", "قم")
        return self._kinds[j] == "v" and self._kinds[at - 1] == "f"

    def _is_undertaken(self, at: int) -> bool:
        """Tell whether a noun is what the subject before it sets about, so that its genitive is met (تحاول الجبهة حث المواطنين), and does not announce it."""
        j = self._back_over(at - 1)
        return self._kinds[j] == "L" and "علن" not in self._key(j)

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

    def _of_pronoun(self, at: int, trigger: Trigger, reach: Reach, found: Arguments) -> None:
        """Take whom a pronoun at a noun means, and whom the noun meets right behind it: لقائه الوزير، اعتقاله، استقباله وفدا."""
        frame = trigger.sense.frame
        if trigger.part == "n" and reach.bare and self._is_right_behind(at, reach.bare[0][0]):
            self._put(found, frame.object, reach.bare[0])
        role, met = frame.genitive, bool(found.recipients or self._marks_sufferer(trigger, reach))
        undergone = (role == "AR" and (frame.name in _SUFFERED or self._is_done(at))) or (frame.name == "accuse" and self._kinds[at - 1] in "lSs")
        undergone = undergone or (role in ("A", "AR") and "R" in frame.object and self._done_by_another(at))  # قاموا بسحلهم
        if role == "R" or (undergone and not met):
            self._suffered(at, trigger, found)
        elif role in ("A", "AR") and (not found.actors or frame.symmetric):
            self._owner(at, trigger, found)

    def _is_right_behind(self, at: int, other: int) -> bool:
        """Tell whether a phrase that names somebody stands right behind a noun, but for a time between them."""
        return self._kinds[other] == KNOWN and set(self._kinds[at + 1 : other]) <= {"t"}

    def _owner(self, at: int, trigger: Trigger, found: Arguments) -> None:
        """Take who does what a noun with a pronoun tells: the subject of the verb before or behind it."""
        found.pronoun = True
        if trigger.pronoun == "هما":
            return
        if trigger.sense.frame.name == "receive" and self._kinds[at - 1] == "f":
            self._received(at, found)
            return
        person = self._person_before(at) if trigger.sense.frame.name == "resign" and trigger.pronoun != "هم" else []
        owner = person or self._thanked(at) or self._carried(at, found)
        if trigger.pronoun == "هم" and (not owner or self._is_person(owner)):
            owner = self._meant(at, "هم") or owner
        found.actors += owner or self._ahead(at)

    def _thanked(self, at: int) -> list[int]:
        """Return who is thanked, blamed or punished for what a noun with a pronoun tells: شكر تركيا على دعمها."""
        j = self._back_over(at - 2) if self._kinds[at - 1] in ("o", "l") else at - 2
        above = self._found.get(j) if self._kinds[j] == "V" and self._triggers[j].sense.types[0] in _FOR_DEEDS else None
        return above.recipients if above is not None else []

    def _suffered(self, at: int, trigger: Trigger, found: Arguments) -> None:
        """Take who suffers what a noun with a pronoun tells (بعد اعتقاله): whom the noun names that it is joined to by and, else the last named before."""
        sister = self._sister(at)
        if sister is not None and sister.recipients:
            found.recipients += sister.recipients
            found.actors += sister.actors
            return
        found.recipients += self._meant(at, trigger.pronoun)

    def _meant(self, at: int, pronoun: str) -> list[int]:
        """Return whom a pronoun may mean: in the singular the nearest person named before, in the plural the nearest people."""
        if pronoun not in ("ه", "هم"):
            return []
        for j in range(at - 1, max(-1, at - SENTENCE), -1):
            if self._kinds[j] in (KNOWN, GROUP) and self._may_be(j, pronoun):
                return [j]
        return []

    def _may_be(self, at: int, pronoun: str) -> bool:
        """Tell whether a phrase names one person or, for a plural, people without a name; whose name a country or body bears is neither."""
        letters = self._scene.letters[self._firsts[at] : self._stops[at]]
        if self._is_person([at]) or PEOPLE.isdisjoint(letters):
            return pronoun == "ه" and self._is_person([at])
        several = letters[0] == "K" or any(self._tells_several(token) for token in range(self._firsts[at], self._stops[at]))
        return pronoun == "هم" or not several

    def _tells_several(self, token: int) -> bool:
        key = self._scene.tokens.key(token).removeprefix("ال")
        return key.endswith(_PLURALS) or key in self._several

    def _sister(self, at: int) -> Arguments | None:
        """Return the arguments of the noun before that one behind an and is joined to: اختطاف الناشط وتعذيبه."""
        if self._kinds[at - 1] != "W":
            return None
        before = next((j for j in range(at - 2, max(-1, at - REACH), -1) if self._kinds[j] not in PHRASES), -1)
        return self._found.get(before)

    def _received(self, at: int, found: Arguments) -> None:
        """Take the parties of a reception told as a setting: وكان في استقباله المحافظ."""
        found.recipients += self._person_before(at)
        welcoming = self._reach(at).bare
        found.actors += [one for one in welcoming[0] if self._kinds[one] in (KNOWN, GROUP)] if welcoming else []

    def _is_done(self, at: int) -> bool:
        """Tell whether a noun stands behind the verb that makes a passive of it: تم اعتقاله."""
        return at > 0 and self._key(at - 1) in _DONE
