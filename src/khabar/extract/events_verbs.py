"""Subjects and objects of verbs: verb first or subject first, relative clauses, passives, subjects carried from the verb before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.events_arguments import Arguments, Reach
from khabar.extract.events_clause import REACH
from khabar.extract.events_pieces import VERBS
from khabar.extract.events_pronouns import MASCULINE
from khabar.extract.events_scene import GROUP, KNOWN, PHRASES, UNKNOWN, WITHIN
from khabar.extract.events_subjects import MESSAGES, STARTS, Subjects, tells_several
from khabar.extract.events_words import AGENT, NAMES, pronoun_at

if TYPE_CHECKING:
    from khabar.extract.events_scene import Scene
    from khabar.extract.events_triggers import Trigger
    from khabar.extract.events_words import Words

# frames whose verb, with one phrase and no object, is passive: قُتل جندي
_PASSIVE = frozenset(
    "kill arrest target shell murder abduct release destroy hit free execute expel dismiss interrogate transfer disperse seizething besiege deport "
    "convict censor demolish storm defeat".split()
)
_COURT = "محكمه"
_OF_PLACES = frozenset(("storm", "besiege", "demolish"))  # of these, the ones that people do and places suffer
_DEEDS = frozenset(("ASSAULT", "COERCE", "SANCTION"))  # types of what is done to somebody
_CUSTODY = frozenset("arrest deport expel interrogate release free transfer censor seizething disperse execute".split())  # what states do, and suffer seldom
_OBJECT_NEEDED = frozenset(("accuse",))  # frames whose verb has an object always: واتهمت الجماعة بالسعي
_ASKED = frozenset(("request", "press", "order", "task", "thank"))  # frames of verbs behind whose و a body is whom the person before turns to: وطالب مجلس الأمن
# people and bodies told as one or as things are, in the feminine
_FEMININE = frozenset("المعارضة الشرطة النيابة الحكومة المحكمة القوى الدول الأحزاب الأطراف الفصائل".split())
_RULING = frozenset("حكومه سلطات رياسه نظام برلمان مجتمع داخليه جهات دوله".split())
_DAMMA, _FIRST_VOWELS = "\u064f", 5  # the vowel that makes a passive, and the characters within which it does: the last one of قتلوا is long
_JOURNEYS = frozenset("visit arrive travel leave storm advance raid besiege".split())  # frames of verbs behind which the place may stand before who acts
_OF_DEEDS = frozenset(("reject", "condemn", "praise"))  # frames of verbs that turn to somebody for what he does
_MANNERS = frozenset("رميا شنقا ذبحا خنقا حرقا رجما طعنا دهسا غرقا غيابيا غدرا".split())  # how somebody was killed or judged
_SAYING = frozenset(("REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE", "PROTEST"))  # types of what people do and things do not
_SHORT = 3  # letters of a verb that is as often a noun
_WHEN = frozenset("عندما حين حينما بعدما لما".split())
_ALL = frozenset("كل جميع كافه ساير".split())
_BESIDES = frozenset(("كما", "كذلك"))
_WHAT = frozenset(("ما", "مما"))
_WITHIN_WHEN = PHRASES | frozenset("btfso,")
BESIDE_VERB = PHRASES | frozenset("ltb")  # between a verb and what it tells of
_CLAUSES = frozenset("W,.QC")  # what a clause begins behind
_THOSE_WHO = "الذين"


class Verbs(Subjects):
    """Finds the arguments of verbs."""

    def __init__(self, scene: Scene, by_piece: dict[int, Trigger], words: Words) -> None:
        super().__init__(scene, by_piece, words)
        self._property = words.sets.classes["own property"]
        self._turning = words.sets.classes["turning"]  # verbs that always tell whom they turn to

    def _of_verb(self, at: int, trigger: Trigger) -> Arguments:
        found = Arguments()
        reach = self._reach(at + 2 if self._kinds[at + 1 : at + 3] == "WV" and self._kinds[at - 1] != "Y" else at)  # قتل وأصيب عشرة جنود
        if len(reach.bare) > 1:  # حبس المتهم أربعة أيام
            reach.bare = [group for group in reach.bare if not (self._is_number(group[0]) or self._is_number(group[0] - 1))]
        subject, rest = self._subject(at, trigger, reach, found)
        frame = trigger.sense.frame
        if subject:
            self._subjects[at] = subject
            self._put(found, frame.subject, subject)
        if subject and len(rest) > 1 and self._is_title_of(subject[-1], rest[0][0]) and self._is_actor(rest[1]):
            rest = rest[1:]  # دعا المهندس فلان الناطق باسم الحركة أبناء المدينة إلى
        rest = self._past_things(trigger, subject, rest)
        held = len(rest) > 1 and frame.name == "disperse" and self._kinds[rest[0][0]] == "T" and rest[1][0] == rest[0][-1] + 1
        for group in rest[held : held + 1]:  # فض اعتصام العمال
            self._put(found, frame.object, group)
            if subject and self._is_another(subject[-1], group[0]):
                found.apart.append(group[0])
        if reach.freed:
            found.recipients += reach.freed
        self._put_marked(at, found, trigger, reach)
        if not found.recipients and frame.name == "repel":
            found.recipients += self._attackers(at)
        if not found.recipients and frame.name in _OF_DEEDS:
            found.recipients += self._doers_of(rest[0] if rest else next((group for marker, group in reach.marked if marker == "b"), []))
        if not found.recipients and "R" in frame.object:
            found.recipients += self._owner_of(rest[0][0] if rest else at, at, found.actors)
        if not found.recipients and self._kinds[at - 1] != "Y" and not self._is_what(at, trigger) and (pronoun := self._pronoun_met(at, trigger)):
            found.recipients += self._met_before(at, pronoun, found.actors) or (self._nearest_meant(at, pronoun, found.actors) if trigger.pronoun else [])
        return found

    def _past_things(self, trigger: Trigger, subject: list[int], rest: list[list[int]]) -> list[list[int]]:
        """Return the phrases left to be the object of a verb that somebody meets, from the first on that names somebody: أعدمت شنقا ثلاثة مدانين."""
        met = trigger.sense.types[0] in _DEEDS and "R" in trigger.sense.frame.object
        if not met or not subject or not rest or self._kinds[rest[0][0]] != UNKNOWN:
            return rest
        return rest[next((i for i, group in enumerate(rest) if self._is_actor(group)), 0) :]

    def _subject(self, at: int, trigger: Trigger, reach: Reach, found: Arguments) -> tuple[list[int], list[list[int]]]:
        """Return the subject of a verb and the bare phrases left to be its object."""
        bare, before = reach.bare, self._kinds[at - 1]
        if trigger.verb is not None and trigger.verb.person == 1:
            found.speaker = True
            return [], bare
        if self._is_voweled_passive(at, trigger) or self._is_done_by_hand(trigger, reach):
            suffers = [] if bare or before in _CLAUSES else self._antecedent(at) if before == "Y" else self._before(at)[0]
            return [], [suffers] if suffers else bare
        if before == "Y":
            return self._in_relative(at, trigger, reach, found)
        if bound := self._bound_to(at):
            return self._active(trigger, bound, reach)
        if self._means_the_speaker(at, reach) and (speaking := self._several_before(at, found)):
            return self._active(trigger, speaking, reach)
        subject, anchor = self._before(at) if before not in _CLAUSES else ([], before)
        if subject and trigger.pronoun and bare and self._is_actor(bare[0]):
            return bare[0], [subject]  # الشحنات مولتها السعودية
        if self._is_what(at, trigger):
            return (bare[0], bare[1:]) if bare and self._is_actor(bare[0]) else ([], bare)
        if not (self._kinds[at - 1 : at] == "t" and self._is_resumed(at, trigger, bare)) and (told := self._told_before(at, trigger, subject, anchor)):
            return self._active(trigger, told, reach)
        if drafted := self._drafted_by(at):
            return drafted, bare
        if telling := self._voiced_in(at, trigger, bare, found):
            return telling, bare
        if anchor == "T" and not self._is_resumed(at, trigger, bare) and self._takes_from_noun(at, trigger, found):
            return [], bare
        if tells_several(trigger):
            return self._active(trigger, self._several_before(at, found), reach)
        if self._tells_of_people(at):
            return self._active(trigger, [at - 1], reach)
        if self._follows_when(at) and (carried := self._carried(at, found)):
            return carried, bare
        return self._behind(at, trigger, reach, found)

    def _told_before(self, at: int, trigger: Trigger, subject: list[int], anchor: str) -> list[int]:
        """Return the subject of a verb that stands before it: ``subject``, the bare phrase before it, where it begins a clause, or one farther off."""
        if topic := self._behind_auxiliary(at) or self._before_auxiliary(at):
            return topic
        if tells_several(trigger) and (near := self._right_before(at, anchor)):
            return near
        if tells_several(trigger) and anchor in VERBS and (topic := self._past_relative(at)):
            return topic  # الصحفيون الذين خطفهم التنظيم أعدموا
        if subject and (anchor in STARTS or anchor in ("W", ",", "S") or self._is_auxiliary(subject[0] - 1) or self._are_several(trigger, subject)):
            return subject
        if anchor in VERBS and (topic := self._past_relative(at)):
            return topic
        comma = at - 1
        while self._kinds[comma] == "t":
            comma -= 1
        if comma < at - 1 and self._kinds[comma] == "," and (topic := self._past_clause(comma)):
            return topic  # الرئيس، الذي يزور باريس، قد انتقد
        if self._kinds[at - 1] == "C" and self._is_topic(at - 2):
            return [at - 2]
        if self._kinds[at - 1] in (",", "t") and not subject:
            return self._past_clause(at) or self._past_comma(at, several=tells_several(trigger))
        return []

    def _is_what(self, at: int, trigger: Trigger) -> bool:
        """Tell whether a verb with a pronoun tells what somebody does, so that the pronoun is nobody and its subject stands behind: ما اقترحه الوزير."""
        return bool(trigger.pronoun) and self._kinds[at - 1] == "C" and self._key(at - 1) in _WHAT

    def _follows_when(self, at: int) -> bool:
        """Tell whether a clause with when stands right before a verb, whose subject it shares: عندما داهمت الشرطة المقر اعتقلت."""
        j = at - 1
        while self._kinds[j] in _WITHIN_WHEN:
            j -= 1
        return j < at - 1 and self._kinds[j] in VERBS and self._kinds[j - 1] == "C" and self._kinds[j - 2] in _CLAUSES and self._key(j - 1) in _WHEN

    def _is_another(self, subject: int, title: int) -> bool:
        """Tell whether a title right behind the name of somebody with an office of his own is another's: استقبل الوزير فلان سفير فرنسا."""
        scene = self._scene
        letters = scene.letters[self._firsts[subject] : self._stops[subject]]
        behind = scene.letters[self._firsts[title] : self._stops[title]]
        return title == subject + 1 and letters[0] == behind[0] == "R" and "M" in letters and "M" not in behind

    def _is_voweled_passive(self, at: int, trigger: Trigger) -> bool:
        """Tell whether a vowel written in a past verb makes it a passive: اعتُقل، وقُتل ثلاثة جنود، هوجمت السفارة."""
        if trigger.verb is not None and trigger.verb.passive:
            return True
        if trigger.verb is None or trigger.verb.tense != "past" or "R" not in trigger.sense.frame.object or self._kinds[at - 1] == "Y":
            return False
        start = self._scene.tokens.starts[trigger.token]
        return _DAMMA in self._scene.reading.document.text[start : start + _FIRST_VOWELS]

    def _is_done_by_hand(self, trigger: Trigger, reach: Reach) -> bool:
        """Tell whether who did what a verb tells stands behind a hand, so that who stands right behind the verb met it: قتل القيادي على يد مسلحين."""
        alone = trigger.verb is not None and not trigger.pronoun and trigger.sense.frame.name in _PASSIVE
        return alone and len([group for group in reach.bare if self._is_actor(group)]) <= 1 and any(marker == AGENT for marker, _ in reach.marked)

    def _bound_to(self, at: int) -> list[int]:
        """Return who is told to have to or to be able to do what a verb behind that tells: على الرئيس أن يعتذر، يمكن لتونس أن تدعم."""
        that = self._kinds[at - 1] == "Q" and self._key(at - 1) == "ان"
        bound = that and self._kinds[at - 2] in (KNOWN, GROUP) and self._kinds[at - 3] in ("o", "l") and self._is_actor([at - 2])
        return [at - 2] if bound else []

    def _means_the_speaker(self, at: int, reach: Reach) -> bool:
        """Tell whether a pronoun at the that before a verb is its subject: أعلن الجيش أنه استعاد المدينة, not أعلن أنه قتل الجنود.

        What is said to somebody is said by the speaker, whoever stands behind the verb: أكد الوزير أنه يحمل الحكومة المسؤولية.
        """
        key = self._key(at - 1) if self._kinds[at - 1] == "Q" else ""
        if key.endswith("نه") and reach.bare and self._is_actor(reach.bare[0]) and self._triggers[at].sense.types[0] not in _SAYING:
            return self._tells_its_own(at)
        return key.endswith(("نه", "نها", "نهم", "نهما"))

    def _tells_its_own(self, at: int) -> bool:
        """Tell whether a body in the masculine announces what it did itself: أعلن الجيش أنه قتل مسلحين."""
        subject = self.subject_of(at - 2 - len(self._told_by(at))) if self._told_by(at) else []
        return bool(subject) and not self._is_person(subject) and self._agree(at, subject[0] - 1)

    def _told_by(self, at: int) -> list[int]:
        """Return who right before the that of a clause tells it."""
        return [at - 2] if self._kinds[at - 2] in (KNOWN, GROUP) and self._kinds[at - 3] in VERBS else []

    def _is_topic(self, at: int) -> bool:
        """Tell whether a phrase before when is the subject of both clauses: أكد أن النيابة عندما داهمت المقر لم تجد."""
        when = self._key(at + 1) in _WHEN
        return when and self._kinds[at] in (KNOWN, GROUP) and self._kinds[at - 1] in STARTS

    def _active(self, trigger: Trigger, subject: list[int], reach: Reach) -> tuple[list[int], list[list[int]]]:
        """Return subject and objects of a verb that stands behind its subject: without an object it may be passive (العشرات قتلوا)."""
        passive = (
            bool(subject) and trigger.sense.frame.name in _PASSIVE - _OF_PLACES and not self._may_have_object(reach) and not trigger.pronoun and not reach.freed
        )
        if passive and not any(marker in ("o", "e") for marker, _ in reach.marked) and not self._pronoun_met(self._scene.piece_at[trigger.token], trigger):
            return [], [subject]
        return subject, reach.bare

    def _may_have_object(self, reach: Reach) -> bool:
        """Tell whether a bare phrase behind a verb may be its object, and does not tell the manner alone: قتلوا رميا بالرصاص."""
        return any(self._key(group[0]) not in _MANNERS for group in reach.bare)

    def _behind(self, at: int, trigger: Trigger, reach: Reach, found: Arguments) -> tuple[list[int], list[list[int]]]:
        """Return subject and objects where the verb comes first: subject behind it, none at all, or a passive."""
        frame, bare = trigger.sense.frame, reach.bare
        if late := self._postponed(at):
            return late, [group for group in bare if group[0] not in late]
        if self._has_no_subject(trigger, bare):
            return self._carried(at, found), bare
        if self._is_owned(bare[0]) and (len(bare) > 1 or frame.name not in _PASSIVE) and (carried := self._carried(at, found)):
            return carried, bare[1:] or bare  # هاجمت طائراتها، سحبت قواتها: either way their owner acts
        before = self._kinds[at - 1]
        if before == "W" and len(bare) == 1 and self._scene.is_site(self._firsts[bare[0][0]]) and (carried := self._carried(at, found)):
            return carried, bare  # داهمت القوة البلدة وصادرت سيارات
        if before == "W" and self._owned(bare[0]) and (carried := self._carried(at, found)):
            return carried, bare
        if frame.symmetric and frame.object == "A" and len(bare) == 1 and before in ("W", "C") and (carried := self._carried(at, found)):
            return carried, bare  # سافر الوزير والتقى نظيره
        if len(bare) > 1 and frame.name in _PASSIVE and self._is_counted(bare[0]) and not any(map(self._is_actor, bare[1:])):
            bare = reach.bare = bare[:1]  # قتل ثلاثة من عائلة واحدة
        if len(bare) == 1 and frame.object in ("R", "RP", "P") and not trigger.pronoun:
            return self._with_one(at, trigger, reach, found)
        if before == "W" and self._governs_thing(at, bare[0][0]) and (carried := self._carried(at, found)):
            return carried, bare
        found.carried = False
        if self._is_object_first(frame.name, bare[0][0]) and (late := self._actor_behind(bare)):
            return late, bare[:1]
        return bare[0], bare[1:]

    def _attackers(self, at: int) -> list[int]:
        """Return who makes the attack that somebody repels: تصدى الجيش لهجوم شنته الحركة، صد هجوما نفذه."""
        noun = next((j for j in range(at + 1, at + REACH) if self._kinds[j] not in BESIDE_VERB), at)
        light = noun + 1 + (self._kinds[noun + 1] in (UNKNOWN, "t"))
        if self._kinds[noun] != "T" or self._kinds[light] != "L":
            return []
        bare = self._reach(light).bare
        return bare[0] if bare and self._is_actor(bare[0]) else []

    def _is_object_first(self, frame: str, at: int) -> bool:
        """Tell whether what stands right behind a verb is no subject: غادر بيروت إلى عمان رئيس الوفد، داهم منزله مسلحون."""
        return (frame in _JOURNEYS and self._place(at)) or bool(self._own_property(at))

    def _actor_behind(self, bare: list[list[int]]) -> list[int]:
        """Return the first phrase behind another one that names somebody who acts."""
        return next((group for group in bare[1:] if self._is_actor(group) and not self._place(group[0])), [])

    def _own_property(self, at: int) -> str:
        """Return the pronoun at a word for what somebody owns; empty for any other word: منزله، سياراتهم."""
        return pronoun_at(self._key(at), self._property) if self._kinds[at] == UNKNOWN else ""

    def _owner_of(self, thing: int, at: int, acting: list[int]) -> list[int]:
        """Return whose property is met by what a word tells: اقتحم مسلحون منزله."""
        pronoun = self._own_property(thing)
        return self._nearest_meant(at, pronoun, acting) if pronoun else []

    def _governs_thing(self, at: int, thing: int) -> bool:
        """Tell whether a thing behind a form that is nothing but a verb is its object: وصادرت أسلحة, not وأدان البيان."""
        return self._kinds[thing] == UNKNOWN and len(self._key(at)) > _SHORT and self._key(thing).removeprefix("ال") not in MESSAGES

    def _has_no_subject(self, trigger: Trigger, bare: list[list[int]]) -> bool:
        """Tell whether nobody stands behind a verb who may be its subject."""
        if not bare or (trigger.pronoun and not self._is_actor(bare[0]) and self._kinds[bare[0][0]] != KNOWN):
            return True
        return self._is_oblique(bare[0]) or (len(bare) == 1 and self._scene.is_site(self._firsts[bare[0][0]]) and trigger.sense.frame.name not in _PASSIVE)

    def _with_one(self, at: int, trigger: Trigger, reach: Reach, found: Arguments) -> tuple[list[int], list[list[int]]]:
        """Return subject and objects of a verb that wants an object and has one phrase behind it: its subject, or the object of a passive or of one before."""
        frame, bare = trigger.sense.frame, reach.bare
        goes_on = (
            self._kinds[at - 1] == "W"
            or (self._kinds[at - 1] == "C" and self._key(at - 1) in _BESIDES)
            or (self._kinds[at - 1] == "Q" and self._scene.tokens.light(self._firsts[at - 1]) == "أن")
        )
        carried = self._carried(at, found) if goes_on else []
        asked = bool(carried) and frame.name in _ASKED and self._is_asked(at, carried, bare[0])
        if (
            asked
            or (goes_on and frame.name in _OBJECT_NEEDED)
            or (carried and frame.name == "forbid" and any(marker == "s" for marker, _ in reach.marked))
            or (carried and (not self._is_actor(bare[0]) or (frame.name in _PASSIVE and self._is_counted(bare[0])) or self._of_other_gender(trigger, bare[0])))
        ):
            return carried, bare
        found.carried = False
        if self._is_passive_task(trigger, bare[0]) or (not carried and self._is_no_noun(at) and self._of_other_gender(trigger, bare[0])):
            return [], bare
        if frame.name == "forbid" and any(marker in "so" for marker, _ in reach.marked):
            return [], bare  # منع الوفد من الدخول، أجبر السكان على الرحيل
        marked = any(frame.prepositions.get(NAMES.get(marker, "")) == "R" for marker, _ in reach.marked)
        if frame.name in _PASSIVE and not marked and not self._must_act(frame.name, bare[0]):
            return [], bare
        return bare[0], bare[1:]

    def _is_no_noun(self, at: int) -> bool:
        """Tell whether a form is nothing but a verb: دعا، طالب, not رفض."""
        key = self._key(at)
        return len(key) > _SHORT or key.endswith("ا")

    def _is_passive_task(self, trigger: Trigger, group: list[int]) -> bool:
        """Tell whether a verb of tasking tells who was tasked and nobody who did it: كلفت إدارة البحث بالتحري."""
        return trigger.sense.frame.name == "task" and self._kinds[group[-1] + 1] in "bt"

    def _is_asked(self, at: int, carried: list[int], group: list[int]) -> bool:
        """Tell whether somebody behind a verb that goes on is whom the one before turns to: وطالب مجلس الأمن behind a person, ويحث الأطراف behind anybody."""
        goes_on = self._kinds[at - 2 : at] == ",W" or self._is_person(carried)  # عبرت واشنطن عن قلقها، وطالبت القاهرة
        ruling = self._rules(group) and not self._rules(carried)  # شكلت المعارضة تحالفا وطالبت الحكومة
        return self._key(at) in self._turning or ruling or (goes_on and not self._is_person(group))

    def _rules(self, group: list[int]) -> bool:
        """Tell whether a phrase begins with a word for those who rule, of whom others ask more often than they of others."""
        return self._key(group[0]).removeprefix("ال") in _RULING

    def _of_other_gender(self, trigger: Trigger, group: list[int]) -> bool:
        """Tell whether the head of a body or an office right behind a verb is not of its gender, and so its object: وطالبت مجلس الأمن."""
        first = self._firsts[group[0]]
        first += self._scene.tokens.keys[first] in _ALL and first + 1 < self._stops[group[0]]
        mention = self._scene.mention_at.get(first)
        letter, head = self._scene.letters[first], self._scene.tokens.light(first)
        known = letter in "RXZ" or head in _FEMININE or (mention is not None and mention.type == "ORG")
        if trigger.verb is None or trigger.verb.number > 1 or not known:
            return False
        if trigger.verb.gender == "f":
            return head in MASCULINE
        return (head in _FEMININE or head.endswith(("ة", "ات"))) and group[0] == self._scene.piece_at.get(trigger.token, -2) + 1

    def _must_act(self, frame: str, group: list[int]) -> bool:
        """Tell whether a phrase behind a verb that may be passive does what it tells: a court convicts, people storm."""
        if frame == "convict":
            return self._is_body(group) or self._key(group[0]).removeprefix("ال") == _COURT
        if frame in _CUSTODY and self._is_of_state(group[0]):
            return True
        return frame in _OF_PLACES and self._is_actor(group) and not self._place(group[0])

    def _antecedent(self, at: int) -> list[int]:
        """Return whom the who or which before a verb stands for: دي ميستورا، الذي يزور."""
        ahead = at - 2 - (self._kinds[at - 2] == "," and self._kinds[at - 3] == KNOWN)
        while self._kinds[ahead] == "t" and ahead > at - REACH:
            ahead -= 1  # التحالف بقيادة السعودية التي
        return [ahead] if self._kinds[ahead] in PHRASES else []

    def _does_it_himself(self, at: int, trigger: Trigger, antecedent: list[int], bare: list[list[int]]) -> bool:
        """Tell whether a pronoun at a verb behind who or which means another: of another gender (الرئيس الذي زارها), or a visitor (الوفد الذي زاره أمس)."""
        if not antecedent or not self._is_actor(antecedent) or (bare and self._is_actor(bare[0])):
            return False
        ending = {"الذي": "ه", "التي": "ها"}.get(self._key(at - 1))
        return ending is not None and (trigger.pronoun != ending or trigger.sense.frame.name == "visit")

    def _in_relative(self, at: int, trigger: Trigger, reach: Reach, found: Arguments) -> tuple[list[int], list[list[int]]]:
        """Return subject and objects of a verb behind who or which."""
        bare = reach.bare
        antecedent = self._antecedent(at)
        ahead = antecedent[0] if antecedent else at - 2
        if trigger.pronoun and self._does_it_himself(at, trigger, antecedent, bare):
            return antecedent, bare
        if trigger.pronoun:
            self._put(found, trigger.sense.frame.object or trigger.sense.frame.genitive, antecedent)
            return (bare[0], bare[1:]) if bare else ([], [])
        if self._is_resumed(at, trigger, bare):
            return bare[0], bare[1:]
        if self._key(at - 1) == _THOSE_WHO and tells_several(trigger):
            return self._active(trigger, antecedent or self._several_before(at, found), reach)  # هم الذين انتقدوا الرئيس
        if self._kinds[at - 2] == "T" and self._takes_from_noun(at, trigger, found):
            return [], bare
        if bare and (self._kinds[at - 2] == "T" or (self._kinds[ahead] == UNKNOWN and self._is_person(bare[0]))) and self._is_actor(bare[0]):
            return bare[0], bare[1:]
        if trigger.verb is not None and trigger.verb.gender == "f" and self._key(at - 1) == "الذي":
            return (bare[0], bare[1:]) if bare and self._is_actor(bare[0]) else (self._carried(at, found), bare)  # الرئيس الذي تطالب برحيله
        if self._is_plural(at) and self._key(at - 1) in ("الذي", "التي") and not (antecedent and self._is_actor(antecedent)):
            return self._active(trigger, self._several_before(at, found), reach)  # المهلة التي رفضوها، التصعيد الذي هددوا به
        if antecedent and self._kinds[ahead] == WITHIN and trigger.sense.types[0] in _SAYING and not bare:
            found.actors += antecedent  # أثار استياء النقابة التي هددت
        return self._active(trigger, antecedent, reach)
