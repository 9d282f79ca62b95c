"""The parts of the sentence that an event's word governs: who, to whom, where.

The order of the words and the frame of the trigger (``data/events_frames.tsv``) decide; no phrase is looked for beyond the clause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.events_arguments import Arguments, Reach
from khabar.extract.events_clause import REACH, SENTENCE, SESSIONS
from khabar.extract.events_doers import BESIDE
from khabar.extract.events_genitives import FOR_DEEDS, GATHERINGS, Genitives
from khabar.extract.events_scene import GROUP, KNOWN, PHRASES, UNKNOWN, WITHIN
from khabar.extract.events_words import PEER

if TYPE_CHECKING:
    from collections.abc import Callable

    from khabar.extract.events_scene import Scene
    from khabar.extract.events_triggers import Trigger
    from khabar.extract.events_words import Words

_DONE = frozenset("تم يتم تمت تتم سيتم ستتم جري جرت يجري تجري سيجري ستجري".split())
# frames of what is done to persons: a pronoun at their nouns is who suffers it, unless an object stands behind it
_SUFFERED = frozenset("kill murder arrest abduct deport target seizeman repress forbid besiege disperse".split())
_TAKING_PART = frozenset(("مشاركه", "حضور", "رياسه"))
_MARCHES = frozenset(("march", "protest"))  # frames of what people take part in too
_COMPRISING = frozenset("ضم ضمت يضم تضم جمع جمعت يجمع تجمع".split())
_APART = frozenset(".QCVv")  # pieces that part who took part from a gathering
_REACHING = frozenset("طالت طال تطال يطال شملت شمل تشمل يشمل".split())
_PENAL_FRAMES = frozenset(("punish", "convict"))
_SINCE = frozenset(("منذ", "بعد", "عقب", "اثر"))
_NEAR = 4  # pieces behind a gathering within which a verb tells whom it comprises


class Frames(Genitives):
    """Finds the arguments of the triggers of one report, in text order."""

    def __init__(self, scene: Scene, by_piece: dict[int, Trigger], words: Words, stands_for: Callable[[int], list[str]]) -> None:
        """``stands_for`` tells whom a piece names."""
        super().__init__(scene, by_piece, words)
        self._stands_for = stands_for

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
        genitive = self._beside_word(at, trigger, reach, found)
        if reach.freed:
            found.recipients += reach.freed
        self._put_marked(at, found, trigger, reach)
        found.beside = [piece for marker, group in reach.marked if marker == "c" for piece in group]
        found.between = any(marker == "y" for marker, _ in reach.marked)
        if frame.name in GATHERINGS:
            self._attending(at, reach, found)
        self._of_pronouns(at, trigger, reach, found)
        if trigger.part == "n":
            self._take_beside(at, trigger, found)
            self._known_by(at, found)
            if self._doer_behind(at, reach, found) and not found.recipients:
                found.recipients += self._meant(at, trigger.pronoun)
        if (frame.subject == "A" or frame.name == "accord") and trigger.part == "n" and self._lacks_side(found, trigger, genitive):
            self._from_clause(at, trigger, found)
        if trigger.part == "n" and frame.symmetric and not found.actors and not found.nations:
            self._from_setting(at, found)
        if trigger.part == "n" and not found.recipients and trigger.sense.types[0] in ("ASSAULT", "COERCE") and (reached := self._reached(at)):
            self._put(found, "R", reached)
        if trigger.part == "n" and not found.recipients and "R" in frame.genitive:
            found.recipients += self._owner_of(at + 1, at, found.actors)  # اقتحام منزله
        if trigger.part == "n" and (found.actors or found.nations) and not (found.recipients or frame.symmetric):
            self._from_sufferer(at, found)
        if frame.name in _MARCHES and trigger.part == "n":
            self._attending(at, reach, found)
        return found

    def _from_setting(self, at: int, found: Arguments) -> None:
        """Take both sides of what was agreed from the meeting right behind it at which that was done: تم الاتفاق خلال لقائه بنظيره."""
        setting = at + 2
        meeting = self._triggers.get(setting) if self._kinds[at + 1 : setting + 1] == "ST" and self.is_done(at) else None
        if meeting is not None and meeting.part == "n" and meeting.sense.frame.symmetric:
            sides = self._of_noun(setting, meeting)
            found.actors += sides.actors
            found.nations += sides.nations

    def _reached(self, at: int) -> list[int]:
        """Return whom a verb behind a noun tells that it reached: حملة اعتقالات طالت نوابا."""
        verb = at + 1
        while self._kinds[verb] in (UNKNOWN, "t") or (self._kinds[verb] in ("b", "f") and self._kinds[verb + 1] in PHRASES):
            verb += 1 + (self._kinds[verb] in ("b", "f"))
        groups = self._reach(verb).bare if self._kinds[verb] in "vE" and self._key(verb) in _REACHING else []
        return next((group for group in groups if self._is_actor(group) and not self._place(group[0])), [])

    def _beside_word(self, at: int, trigger: Trigger, reach: Reach, found: Arguments) -> bool:
        """Take who stands right beside a noun or participle: nationalities, its genitive, its bearer; tell whether it has a genitive."""
        definite = self._points_back(trigger)
        self._nations(at, definite, found)
        if trigger.sense.frame.name in SESSIONS and not found.nations:
            talks = at + 2 + (self._kinds[at + 1] == UNKNOWN)
            if self._kinds[talks - 1 : talks + 1] == "sT":  # جولة من المحادثات السعودية الإيرانية
                self._nations(talks, self._scene.tokens.light(self._firsts[talks]).startswith("ال"), found)
                found.nations = found.nations if len(found.nations) > 1 else []  # the sides of المفاوضات السورية are others
        bare = [group for group in reach.bare if self._kinds[group[0]] != UNKNOWN and not (group[0] == at + 1 and self._describes(at + 1))]
        genitive = bare[:1] if reach.bare and bare and reach.bare[0] is bare[0] and bare[0][0] == at + 1 and not definite and not trigger.pronoun else []
        if trigger.part == "p" and self._is_owned_by(at):
            found.recipients.append(at)  # أهالي المختطفين
        elif trigger.part == "p":
            self._bearer(at, found.recipients)
        elif trigger.part == "a":
            self._participle(at, trigger, reach, found)
        elif genitive and not (trigger.sense.frame.symmetric and any(marker == "y" for marker, _ in reach.marked)):  # تبادل أسرى بين
            self._genitive(found, trigger, reach, genitive[0])
        elif not definite:
            self._shared_genitive(at, trigger, found)
        elif reach.bare and self._kinds[at - 2 : at] == "Lf" and reach.bare[0][0] == at + 1:
            self._put(found, "A", reach.bare[0])  # شارك في المظاهرة أنصار الحزب
        return bool(genitive)

    def _of_pronouns(self, at: int, trigger: Trigger, reach: Reach, found: Arguments) -> None:
        """Take whom a noun meets by a pronoun at it or behind it, or by the deed whose manner it is."""
        if trigger.pronoun:
            self._of_pronoun(at, trigger, reach, found)
        elif trigger.part == "n" and not found.recipients and (pronoun := self._pronoun_met(at, trigger)):
            found.recipients += self._met_before(at, pronoun, found.actors) or (
                self._nearest_meant(at, pronoun, found.actors) if pronoun != "ها" else []
            )  # القبض عليه
        if self._points_back(trigger) and not trigger.pronoun and self._kinds[at - 1] == "b" and not (found.actors or found.recipients):
            self._as_manner(at, trigger, found)

    def _as_manner(self, at: int, trigger: Trigger, found: Arguments) -> None:
        """Take both sides of a noun that by and the article make the manner of a deed before it: اعتدوا على الطبيب بالضرب، معاقبة المتهم بالحبس."""
        for j in range(at - 2, max(-1, at - REACH), -1):
            if self._kinds[j] in _APART and j not in self._found:
                return
            above = self._found.get(j)
            if above is None or not above.recipients:
                continue
            sense = self._triggers[j].sense
            if sense.frame.name in _PENAL_FRAMES or (sense.types[0] == trigger.sense.types[0] and sense.types[0] == "ASSAULT"):
                found.actors += above.actors
                found.nations += above.nations
                found.recipients += above.recipients
                found.carried = True
            return

    def _attending(self, at: int, reach: Reach, found: Arguments) -> None:
        """Take who takes part in a gathering by other words: بمشاركة وزراء، ضم الاجتماع رئيس الحكومة، لقاء يضم روسيا وإيران."""
        for j in range(at + 1, min(len(self._firsts), at + REACH)):
            if self._kinds[j] in _APART:
                break
            if self._kinds[j] == "y":
                break  # بين الرئيسين بحضور: they meet, others are there
            if self._kinds[j] == WITHIN and self._kinds[j - 1] in ("b", "W") and self._key(j) in _TAKING_PART:
                attending = [one for one in self._joined(j) if self._kinds[one] != UNKNOWN]
                found.actors += attending
                found.beside += attending if found.beside else []
        if at and self._kinds[at - 1] != "." and self._key(at - 1) in _COMPRISING:
            found.actors += reach.bare[0] if reach.bare and self._kinds[reach.bare[0][0]] == KNOWN else []
            return
        verb = next((j for j in range(at + 1, at + _NEAR) if self._kinds[j] not in (UNKNOWN, GROUP, "t", "Y")), at)
        if self._kinds[verb] in ("v", WITHIN) and not _COMPRISING.isdisjoint(self._scene.tokens.keys[self._firsts[verb] : self._stops[verb]]):
            there = verb if self._kinds[verb] == WITHIN else verb + 1
            found.actors += self._joined(there) if self._kinds[there] != "." else []
            found.actors += [one for marker, group in self._reach(verb).marked if marker in "bc" for one in group if self._kinds[one] in (KNOWN, GROUP)]

    def _lacks_side(self, found: Arguments, trigger: Trigger, genitive: bool) -> bool:  # noqa: FBT001 - whether one was found
        """Tell whether an event still wants an actor: none is known, or only the other side of what two sides do."""
        if not found.nations and all(self._kinds[one] == GROUP and not self._stands_for(one) for one in found.actors):
            return True
        if found.between:
            return False  # اشتباكات بين عائلتين
        one_side = len(found.actors) == 1 or set(found.actors) <= set(found.beside)
        one = trigger.sense.frame.symmetric and one_side and not (found.nations or found.pronoun)
        return one and (not genitive or self._is_other_side(found.actors[0]))

    def _is_other_side(self, at: int) -> bool:
        """Tell whether the genitive of a meeting is whom somebody else meets: بزيارة الجزائر ولقاء نظيره، يعتزم الرئيس لقاء الوزير."""
        return self._key(at).startswith(PEER) or self._done_by_another(at - 1) or self._is_refused(at - 1)

    def _person_before(self, at: int) -> list[int]:
        """Return the nearest phrase before that names a person or a title."""
        for j in range(at - 1, max(-1, at - SENTENCE), -1):
            if self._kinds[j] == KNOWN and self._is_person([j]):
                return [j]
        return []

    def _nations(self, at: int, definite: bool, found: Arguments) -> None:  # noqa: FBT001 - one of two kinds of nouns
        """Take adjectives of nationality that agree with the trigger: غارات روسية، التعاون الإيراني السوري، هجوم إسرائيلي أو أمريكي."""
        piece = at + 1 + (not definite and self._kinds[at + 1] == "T" and at + 1 not in self._triggers)  # جلسة مشاورات مصرية
        while self._kinds[piece] == UNKNOWN:
            for token in range(self._firsts[piece], self._stops[piece]):
                light, letter = self._scene.tokens.light(token), self._scene.letters[token]
                if light.startswith("ال") != definite:
                    return
                if letter in "AO":
                    found.nations.append(token)
                elif not definite and not light.endswith(("ي", "ة", "ا")):
                    return
            behind = self._stops[piece] + 1
            if not found.nations or self._kinds[piece + 1] != "W" or self._scene.letters[behind : behind + 1] != ["A"]:
                return
            piece += 2

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
            elif frame.name == "accuse":
                found.recipients.append(at)  # ضبطت الشرطة متهمين بقتل
        else:
            found.actors += (self._speaking_before(at, found) if self._kinds[at - 1] in ",W" else []) or self._carried(at, found)
        for group in reach.bare[:1]:
            self._put(found, frame.object, group)

    def _several_beside_one(self, at: int, light: str) -> bool:
        """Tell whether a participle tells several people behind the name of a body or a person, which is none of theirs: فرقت الشرطة المحتجين."""
        last = self._stops[at - 1] - 1
        if at == 0 or not light.endswith(("ين", "ون")):
            return False
        return self._scene.letters[last] in "Mm" or (light.endswith("ين") and not light.startswith("ال") and self._scene.tokens.light(last).startswith("ال"))

    def _of_pronoun(self, at: int, trigger: Trigger, reach: Reach, found: Arguments) -> None:
        """Take whom a pronoun at a noun means, and whom the noun meets right behind it: لقائه الوزير، اعتقاله، استقباله وفدا."""
        frame = trigger.sense.frame
        if trigger.part == "n" and reach.bare and self._is_right_behind(at, reach.bare[0][0]):
            self._put(found, frame.object, reach.bare[0])
        role, met = frame.genitive, bool(found.recipients or self._marks_sufferer(trigger, reach))
        undergone = (role == "AR" and (frame.name in _SUFFERED or self.is_done(at))) or (
            frame.name == "accuse" and (self._kinds[at - 1] in "lSs" or self._accuses(at))
        )
        undergone = undergone or (role in ("A", "AR") and "R" in frame.object and self._done_by_another(at))  # قاموا بسحلهم، إقناع الصندوق بدعمها
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
        if guest := self._guest(at, trigger) or self._own_country(at, trigger.pronoun):
            found.actors += guest
            return
        person = self._person_before(at) if trigger.sense.frame.name == "resign" and trigger.pronoun != "هم" else []
        owner = person or self._thanked(at) or self._met_since(at, trigger.pronoun) or self._carried(at, found)
        if owner and self._cannot_mean(owner, trigger.pronoun):
            owner = self._agreeing(at, trigger.pronoun) or owner
        if trigger.pronoun == "هم" and (not owner or self._is_person(owner)):
            owner = self._meant(at, "هم") or owner
        elif trigger.pronoun == "هم" and self._is_institution(owner):
            owner = [one for one in self._meant(at, "هم") if "." not in self._kinds[one:at]] or owner  # تضامن النقابة مع العمال في مطالبهم
        found.actors += owner or self._ahead(at) or self._owner_within(at, trigger.pronoun)

    def _met_since(self, at: int, pronoun: str) -> list[int]:
        """Return the body that a deed before met, of which a noun tells since or after when it was: غطاء للقوات منذ بدء اجتياحها المدينة."""
        since = at - 1 - (self._kinds[at - 1] == UNKNOWN)
        met = since - 1
        if pronoun != "ها" or self._kinds[since] != "S" or self._key(since) not in _SINCE or not self._body_agrees(met, pronoun):
            return []
        return [met] if any(met in self._found[j].recipients for j in range(max(0, met - REACH), met) if j in self._found) else []

    def _owner_within(self, at: int, pronoun: str) -> list[int]:
        """Return the body, or the person whose words are the subject, that a pronoun may mean: شكلت تصريحات فلان تراجعا عن دعمه."""
        if pronoun == "ها":
            return self._agreeing(at, pronoun)
        verb = self._verb_before(at) if pronoun == "ه" else -1
        return [verb + 1] if verb >= 0 and self._kinds[verb + 1] == WITHIN and self._is_named_person(verb + 1) else []

    def _thanked(self, at: int) -> list[int]:
        """Return who is thanked, blamed or punished for what a noun with a pronoun tells: شكر تركيا على دعمها."""
        j = self._back_over(at - 2, BESIDE) if self._kinds[at - 1] in ("o", "l") else at - 2
        above = self._found.get(j) if self._kinds[j] == "V" and self._triggers[j].sense.types[0] in FOR_DEEDS else None
        return above.recipients if above is not None else []

    def _suffered(self, at: int, trigger: Trigger, found: Arguments) -> None:
        """Take who suffers what a noun with a pronoun tells (بعد اعتقاله): whom the noun names that it is joined to by and, else the last named before."""
        sister = self._sister(at)
        if sister is not None and sister.recipients:
            found.recipients += sister.recipients
            found.actors += sister.actors
            return
        found.recipients += self._meant(at, trigger.pronoun, found.actors) or (self._agreeing(at, trigger.pronoun) if trigger.pronoun == "ها" else [])

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

    def is_done(self, at: int) -> bool:
        """Tell whether a noun stands behind the verb that makes a passive of it: تم اعتقاله."""
        return at > 0 and self._key(at - 1) in _DONE
