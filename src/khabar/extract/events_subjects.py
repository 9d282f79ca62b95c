"""Subjects that stand before their verb, with others between them, and those that are carried on from the verb before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.events_arguments import Arguments
from khabar.extract.events_clause import REACH, SENTENCE
from khabar.extract.events_insertions import INSERTED, INSERTION, MARKERS
from khabar.extract.events_pieces import VERBS
from khabar.extract.events_pronouns import Pronouns
from khabar.extract.events_scene import GROUP, KNOWN, PHRASES, UNKNOWN, WITHIN
from khabar.extract.events_words import DUALS, WAS

if TYPE_CHECKING:
    from khabar.extract.events_scene import Scene
    from khabar.extract.events_triggers import Trigger
    from khabar.extract.events_words import Words

STARTS = frozenset(".QC")  # pieces behind which a clause begins
_OF_PHRASES = PHRASES | MARKERS | frozenset("tW")
_WITH_VERB = VERBS | frozenset("QCY")  # pieces that tell of a clause
_GOVERNING = MARKERS | PHRASES | VERBS | frozenset("T")  # before the object of another word
# types of verbs whose subject is the noun of an event, by the type of the noun: what an attack strikes, what a march asks for
_DONE_BY = {"ASSAULT": ("ASSAULT",), "PROTEST": ("PROTEST", "REQUEST", "REJECT", "ACCUSE"), "CONSULT": ("CONSULT",)}
_INSIDE = frozenset("فيه فيها خلاله خلالها".split())
MESSAGES = frozenset("بيان رساله كلمه خطاب دعوي مذكره برقيه بلاغ عريضه مقال تغريده تصريحات تصريح مؤتمر حوار مقابله قضائيه صحفي صحافي صحفيه".split())
_DRAFTS = frozenset("مشروع قرار قرارا اقتراح اقتراحا مقترح مقترحا مبادره بيان بيانا رساله مذكره عريضه وثيقه".split())
_WORDED = frozenset(("REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"))  # types of what drafts tell
_RESUMING = frozenset("عليه عليها عليهم اليه اليها اليهم به بها بهم فيه فيها فيهم عنه عنها عنهم منه منها منهم معه معها معهم ضده ضدها ضدهم".split())
_PLURAL = ("وا", "ون")
_ALREADY = "قد"
_DONE = frozenset("تم يتم تمت جري".split())
_NOTIFYING = frozenset("اخطار ابلاغ اعلام".split())
_RESUMED_BEFORE = ("t" + KNOWN, "t" + GROUP)
_SAYING_THAT = frozenset("ان انه انها انهم انني انا اننا".split())
_CIRCUMSTANCE = ("ا", "ه", "ين")  # endings of participles in the accusative
_TWO = 2
_MESSAGE = 12  # pieces behind a message within which a verb takes it up
_SETTING = frozenset(".,fWQC")  # before a message that is no verb's object
_OF_WAS = frozenset("vQ")  # كان is written like كأن, as if
_BESIDE_SUBJECT = _OF_PHRASES | frozenset(",")
_AUXILIARIES = frozenset("كان كانت كانوا يكون تكون ظل ظلت بات باتت اصبح اصبحت صار مازال مازالت زال زالت يزال تزال يزل تزل انفك انفكت ينفك تنفك".split())


def tells_several(trigger: Trigger) -> bool:
    """Tell whether a trigger is a verb in the plural or dual."""
    return trigger.verb is not None and trigger.verb.number > 1


class Subjects(Pronouns):
    """Finds the subjects of verbs that do not stand right behind them."""

    def __init__(self, scene: Scene, by_piece: dict[int, Trigger], words: Words) -> None:
        super().__init__(scene, by_piece, words)
        self._subjects: dict[int, list[int]] = {}

    def _verb_before(self, at: int) -> int:
        """Return the nearest verb before a piece in its sentence; -1 where none is near."""
        near = range(at - 1, max(-1, at - REACH), -1)
        return next((j if self._kinds[j] in VERBS else -1 for j in near if self._kinds[j] in VERBS or self._kinds[j] == "."), -1)

    def _are_several(self, trigger: Trigger, subject: list[int]) -> bool:
        """Tell whether a phrase before a verb in the plural or dual is its subject whatever stands before it."""
        return tells_several(trigger) and self._is_actor(subject)

    def _past_relative(self, at: int) -> list[int]:
        """Return who begins the clause of a verb that a relative clause parts from him: المحتجون الذين أغلقوا الطريق طالبوا، مسلحون يستقلون سيارة اغتالوا."""
        j = next((j for j in range(at - 1, max(-1, at - REACH), -1) if self._kinds[j] not in _OF_PHRASES), 0)
        who = j - 1
        if self._kinds[who] == "Y":
            who -= 1
        elif not self._key(j).startswith(("ي", "ت")):
            return []
        return [who] if self._kinds[who] in (KNOWN, GROUP) and self._kinds[who - 1] in STARTS else []

    def _right_before(self, at: int, anchor: str) -> list[int]:
        """Return the people right before a verb in the plural that are its subject where no who parts them: لتفريق متظاهرين رشقوا، من قبل مسلحين يطالبون."""
        j = at - 1 - (self._kinds[at - 1] == UNKNOWN)
        if self._kinds[j] not in (KNOWN, GROUP):
            return []
        if anchor == "T" and j == at - 1:
            return [j]
        first = self._firsts[j]
        indefinite = self._scene.letters[first] in "agGK" and not self._scene.tokens.light(first).startswith("ال")
        return [j] if indefinite and (self._scene.letters[first] == "K" or not self._scene.named(j)) else []

    def _tells_of_people(self, at: int) -> bool:
        """Tell whether a verb tells what one unnamed person right before it did, who is the object of another word: أوقفت الشرطة رجلا هاجم كنيسة."""
        if self._kinds[at - 1] != KNOWN or self._kinds[at - 2] not in _GOVERNING:
            return False
        first, stop = self._firsts[at - 1], self._stops[at - 1]
        light = self._scene.tokens.light(first)
        one = stop - first == 1 and self._scene.letters[first] in "Ga"
        return one and not light.startswith("ال") and not light.endswith(("ين", "ون", "ان"))

    def _past_comma(self, at: int, *, several: bool) -> list[int]:
        """Return the subject that an apposition or an inserted phrase parts from its verb: كان فلان، المحامي، أقام؛ الجيش، بحسب شهود، قصف."""
        comma = at - 1
        if self._kinds[comma] != ",":
            return []
        opening = self._opening(comma)
        subject, anchor = self._before(opening or comma)
        if not subject or not (anchor in STARTS or self._is_auxiliary(subject[0] - 1)):
            return []
        if opening and self._kinds[opening + 1] == KNOWN and self._is_named_person(opening + 1) and not self._is_named_person(subject[0]):
            subject = [opening + 1]  # الناطق باسم الحركة، فلان، أدان
        if several and len(subject) == 1 and self._is_named_person(subject[0]):
            return []
        return subject if self._is_actor(subject) and (opening or not self._place(subject[0])) else []

    def _opening(self, comma: int) -> int:
        """Return the comma that begins what another one ends: a phrase without a verb, or one that begins with a preposition; 0 for none."""
        opening = self._kinds.rfind(",", max(0, comma - INSERTION), comma)
        between = self._kinds[opening + 1 : comma]
        if opening < 0 or "." in between:
            return 0
        return opening if between[:1] in INSERTED or _WITH_VERB.isdisjoint(between) else 0

    def _voiced_in(self, at: int, trigger: Trigger, bare: list[list[int]], found: Arguments) -> list[int]:
        """Return whose message, told before a verb, a pronoun behind that takes up: نشر الحزب رسالة على موقعه دعا فيها الحكومة، في بيان للجيش اتهم فيه."""
        if self._kinds[at + 1] != "t" or self._key(at + 1) not in _INSIDE or trigger.pronoun or len([group for group in bare if self._is_actor(group)]) > 1:
            return []
        j = next((j for j in range(at - 1, max(-1, at - _MESSAGE), -1) if self._kinds[j] == "." or self._is_message(j)), -1)
        if j < 0 or self._kinds[j] == ".":
            return []
        if self._kinds[j + 1] == "l" and self._kinds[j + 2] == KNOWN and self._kinds[j - 1] in _SETTING:
            return [j + 2]  # في بيان للجيش
        return self._carried(at, found)

    def _is_message(self, at: int) -> bool:
        """Tell whether a phrase names what somebody says or writes: بيانا، خطابا."""
        if self._kinds[at] not in (UNKNOWN, WITHIN, "T", KNOWN):
            return False
        return any(key in MESSAGES or key[:-1] in MESSAGES for key in self._scene.tokens.keys[self._firsts[at] : self._stops[at]])

    def _drafted_by(self, at: int) -> list[int]:
        """Return who drew up the draft or proposal that a verb right behind it tells the matter of: تقدمت بريطانيا بمشروع قرار يدعو إلى."""
        if self._kinds[at - 1] != UNKNOWN or self._triggers[at].sense.types[0] not in _WORDED or self._kinds[at + 1] in (KNOWN, GROUP):
            return []
        if _DRAFTS.isdisjoint(self._scene.tokens.keys[self._firsts[at - 1] : self._stops[at - 1]]):
            return []
        for j in range(at - 2, max(-1, at - REACH), -1):
            if self._kinds[j] in STARTS:
                break
            if self._kinds[j] in VERBS and (author := self.subject_of(j)):
                return author
        return []

    def _is_resumed(self, at: int, trigger: Trigger, bare: list[list[int]]) -> bool:
        """Tell whether a pronoun behind a verb takes up the noun before it, so that its subject follows: المسيرة التي دعا إليها الحزب."""
        return (
            not tells_several(trigger)
            and bool(bare)
            and self._kinds[at + 1] == "t"
            and self._key(at + 1) in _RESUMING
            and self._kinds[bare[0][0]] in (KNOWN, GROUP)
        )

    def _doers_of(self, deed: list[int]) -> list[int]:
        """Return who does the deed that somebody rejects, blames or praises: رفضت الحركة دعوة الرئيس."""
        noun = self._triggers.get(deed[0]) if deed and self._kinds[deed[0]] == "T" else None
        if noun is None or noun.part != "n" or noun.sense.frame.genitive != "A" or self._kinds[deed[0] + 1] != KNOWN or noun.pronoun:
            return []
        return [] if self._scene.tokens.light(self._firsts[deed[0]]).startswith("ال") else self._joined(deed[0] + 1)

    def _takes_from_noun(self, at: int, trigger: Trigger, found: Arguments) -> bool:
        """Take the actors of the event whose noun is the subject of a verb behind it: غارات روسية استهدفت، مسيرة طالبت."""
        j = self._noun_before(at)
        noun, above = self._triggers.get(j), self._found.get(j)
        if noun is None or above is None or noun.part != "n" or trigger.pronoun or trigger.sense.types[0] not in _DONE_BY.get(noun.sense.types[0], ()):
            return False
        found.actors += above.actors
        found.nations += above.nations
        found.speaker, found.pronoun, found.carried = above.speaker, above.pronoun, True
        return True

    def _noun_before(self, at: int) -> int:
        """Return the first piece before a verb that is no phrase behind a preposition and none that belongs to an event's noun."""
        j = at - 1
        while j > at - REACH:
            marked = self._kinds[j - 1] in MARKERS
            if self._kinds[j] not in (UNKNOWN, "t", "Y") and not (self._kinds[j] in PHRASES and (marked or self._kinds[j - 1] == "T")):
                break
            j -= 2 if marked else 1
        return j

    def _past_clause(self, at: int) -> list[int]:
        """Return the phrase before a relative clause that ends right before a verb: الرئيس، الذي وصل أمس، عقد."""
        for j in range(at - 1, max(-1, at - REACH), -1):
            kind = self._kinds[j]
            if kind == "Y":
                before = j - 1 - (self._kinds[j - 1] == ",")
                if self._kinds[before] in (KNOWN, GROUP) and self._kinds[before - 1] not in MARKERS:
                    return [before]
                return []
            if kind in ".QC":
                return []
        return []

    def _before_insertion(self, at: int) -> int:
        """Return the comma that begins a relative clause or a phrase by preposition which one ends, or the piece: أجرت البعثة، التي تزور عدن، محادثات."""
        opening = self._opening(at) if self._kinds[at] == "," else 0
        return opening if opening and self._kinds[opening + 1] in INSERTED else at

    def _behind_auxiliary(self, at: int) -> list[int]:
        """Return who stands right behind the was of a verb with قد, whatever else parts them: كانت الشرطة خارج القاعة قد منعت الأهالي."""
        if self._kinds[at - 1] != "t" or self._key(at - 1) != _ALREADY:
            return []
        j = self._before_insertion(at - 2)
        while self._kinds[j] in _BESIDE_SUBJECT and j > at - REACH:
            j = self._before_insertion(j - 1)
        who = j + 1
        return self._joined(who) if self._is_auxiliary(j) and self._kinds[who] in (KNOWN, GROUP) and self._is_actor([who]) else []

    def _before_auxiliary(self, at: int) -> list[int]:
        """Return the subject of a verb that stands before its was: أكد أن الحزب كان قد طالب الرئاسة، الرئيس كان أمر."""
        was = at - 1 - (self._kinds[at - 1] == "t" and self._key(at - 1) == _ALREADY)
        if self._kinds[was] not in _OF_WAS or self._key(was) not in WAS or self._kinds[was - 1] not in (KNOWN, GROUP):
            return []
        subject, anchor = self._before(was)
        return subject if anchor in STARTS or anchor in ("W", ",") else []

    def _resumes(self, verb: int) -> bool:
        """Tell whether a pronoun at a verb behind who or which takes up what stands before, which is no subject: المؤتمر الذي يعقده."""
        key, which = self._key(verb), self._key(verb - 1)
        return (which == "الذي" and key.endswith("ه")) or (which == "التي" and key.endswith("ها"))

    def _notified(self, verb: int) -> list[int]:
        """Return who is told to be informed, and so does what the next verb tells: تم إخطار المدير فأمر بالتحقيق."""
        told = self._kinds[verb + 1] == WITHIN and self._key(verb) in _DONE and self._key(verb + 1) in _NOTIFYING
        return [verb + 1] if told else []

    def _is_auxiliary(self, at: int) -> bool:
        """Tell whether a piece is a verb that another one follows with its subject between them: كانت الحكومة طلبت."""
        return self._kinds[at] in _OF_WAS and self._key(at) in _AUXILIARIES

    def _carried(self, at: int, found: Arguments) -> list[int]:
        """Return the subject of the nearest verb before in the same sentence that has one, else of the first verb of the sentence before.

        A verb takes only the subject of one of its own gender.
        """
        found.carried = True
        j = at - 1
        inner: list[int] = []  # who acts in a relative clause that a comma and an and part from the verb
        parted = self._kinds[at - 2 : at] == ",W"
        while j >= max(0, at - SENTENCE) and self._kinds[j] != ".":
            subject = self.subject_of(j) if self._kinds[j] in VERBS and self._agree(at, j) else []
            a_thing = self._kinds[j - 1] == "Y" and subject and self._kinds[subject[0]] == UNKNOWN  # الجريمة التي أودت بحياته، مطالبا
            if subject and not a_thing and not self._is_shut(j, at) and self._is_as_many(at, subject):
                if not (parted and self._in_relative_clause(j)):
                    return subject
                inner = inner or subject
            j -= 1
        if inner:
            return inner
        first: list[int] = []
        for k in range(j - 1, max(-1, j - 1 - SENTENCE), -1):
            if self._kinds[k] == ".":
                break
            if self._kinds[k] in VERBS and self.subject_of(k):
                first = self.subject_of(k) if self._agree(at, k) and not (self._is_plural(at) and self._is_one(self.subject_of(k))) else []
        return first

    def _is_shut(self, verb: int, at: int) -> bool:
        """Tell whether a comma closes the relative clause of a verb whose pronoun takes up its noun: الخطوة التي اتخذتها الحكومة، ..."""
        return self._kinds[verb - 1] == "Y" and "," in self._kinds[verb:at] and self._resumes(verb)

    def _speaking_before(self, at: int, found: Arguments) -> list[int]:
        """Return who says what stands before a participle in the accusative, and so does what that tells: قال فلان إن الحكومة فشلت، مطالبا."""
        for j in range(at - 1, max(-1, at - SENTENCE), -1):
            if self._kinds[j] == ".":
                break
            if self._kinds[j] == "Q" and self._key(j).removeprefix("ب") in _SAYING_THAT and not self._goes_on_saying(j):
                verb = self._verb_before(j)
                subject = self.subject_of(verb) if verb >= 0 else []
                found.carried = bool(subject)
                return subject if subject and self._is_as_many(at, subject) and self._is_of_gender(at, verb) else []
        return []

    def _goes_on_saying(self, that: int) -> bool:
        """Tell whether a participle goes on with what was said before: مشيرا إلى أن، مؤكدا أن."""
        before = that - 1 - (self._kinds[that - 1] in MARKERS)
        return self._kinds[before] in (UNKNOWN, "T") and self._scene.tokens.keys[self._stops[before] - 1].endswith(_CIRCUMSTANCE)

    def _is_of_gender(self, at: int, verb: int) -> bool:
        """Tell whether a participle agrees in gender with a verb whose subject it tells of."""
        key = self._key(verb)
        feminine = key.endswith("ت") or (key.startswith("ت") and not self._scene.may_be_past(self._firsts[verb]))
        return self._key(at).endswith("ين") or feminine == self._key(at).endswith("ه")

    def _in_relative_clause(self, verb: int) -> bool:
        """Tell whether nothing but phrases and other verbs stands between a verb and the who or which before it."""
        return next((self._kinds[j] == "Y" for j in range(verb - 1, max(-1, verb - REACH), -1) if self._kinds[j] in "Y,.QC"), False)

    def _is_plural(self, at: int) -> bool:
        """Tell whether a word is a verb in the plural, which no single person acts by: رفضوا، يهددون."""
        trigger = self._triggers.get(at)
        if trigger is None:
            return self._kinds[at] in VERBS and self._key(at).endswith(_PLURAL)
        return tells_several(trigger) and self._key(at).removesuffix("ها").removesuffix("ه").endswith((*_PLURAL, "و"))

    def _several_before(self, at: int, found: Arguments) -> list[int]:
        """Return who acts by a verb in the plural: the subject carried to it, else the nearest people before it: عرض عليهم المدير مهلة لكنهم رفضوا."""
        carried = self._carried(at, found)
        if not self._is_plural(at) or (carried and not self._is_institution(carried)):
            return carried
        people = self._meant(at, "هم") or self._owning_before(at)
        if carried and not (people and people[0] > carried[0]):
            return carried  # the people stand before the body: أضرب العمال، وأكدت النقابة أن
        found.carried, found.pronoun = False, bool(people)
        return people

    def _is_as_many(self, at: int, subject: list[int]) -> bool:
        """Tell whether a verb behind its subject is of its number: a singular is not carried on from gunmen, nor a plural from one person."""
        trigger = self._triggers.get(at)
        if trigger is not None and trigger.part == "a" and self._key(at).endswith("ين"):
            return not self._is_one(subject)  # قال فلان إن الضباط غاضبون، مطالبين
        if trigger is None:
            return not (self._is_plural(at) and self._is_one(subject))  # قاموا
        if trigger.verb is None or trigger.verb.person == 1:
            return True
        first = self._firsts[subject[0]]
        if trigger.verb.number == _TWO and trigger.verb.tense == "past" and not self._key(at).endswith("وا"):
            return len(subject) == _TWO or self._scene.letters[first] == "B" or self._scene.tokens.light(first).endswith(DUALS[:2])
        if trigger.verb.number > 1:
            return not self._is_one(subject)
        return not (self._scene.letters[first] == "g" and self._scene.tokens.keys[first].endswith(("ون", "ان")))

    def _agree(self, at: int, other: int) -> bool:
        trigger = self._triggers.get(at)
        if trigger is None or trigger.verb is None or trigger.verb.person == 1 or trigger.verb.number > 1:
            return True
        key = self._key(other)
        stem = key
        for enclitic in ("هما", "هم", "ها", "ه"):
            stem = key.removesuffix(enclitic) if key.endswith(enclitic) else stem
        if self._scene.may_be_past(self._firsts[other]):
            return True
        feminine = stem.endswith("ت") or stem.removeprefix("س").startswith("ت")
        return feminine == (trigger.verb.gender == "f")

    def owner(self, at: int) -> list[int]:
        """Return who is meant by a pronoun at what somebody calls his own: the subject of the nearest verb before it (جدد الوزير رفض بلاده)."""
        for j in range(at - 1, max(-1, at - REACH), -1):
            if self._kinds[j] == ".":
                break
            above = self._found.get(j)
            subject = above.actors if above is not None and self._kinds[j] == "V" else self.subject_of(j) if self._kinds[j] in VERBS else []
            if subject:
                return subject
        return []

    def _ahead(self, at: int) -> list[int]:
        """Return the subject of the next verb of the sentence: a pronoun may stand before its noun (خلال لقائه بنظيره، قال الوزير)."""
        for j in range(at + 1, min(len(self._firsts), at + REACH)):
            kind = self._kinds[j]
            if kind == ".":
                break
            if kind in "vL" and self._plain_subject(j):
                return self._plain_subject(j)
        return []

    def subject_of(self, at: int) -> list[int]:
        """Return the subject of any verb; of one that tells no event by the order of the words alone."""
        if at not in self._subjects:
            self._subjects[at] = self._plain_subject(at)
        return self._subjects[at]

    def _plain_subject(self, at: int) -> list[int]:
        if at in self._triggers:
            return []  # its arguments are known or it has none
        key = self._key(at)
        if topic := self._behind_auxiliary(at) or self._notified(at):
            return topic
        subject, anchor = self._before(at) if self._kinds[at - 1] not in ("W", ",", ".", "Q", "C") else ([], ".")
        if self._kinds[at - 1] == "Y" and self._resumes(at):
            j = self._past_times(at + 1)
            return self._joined(j) if self._kinds[j] in (KNOWN, GROUP) and self._is_actor([j]) else []
        if self._kinds[at - 3 : at] == KNOWN + ",Y":
            return [at - 3]  # فلان، الذي قام بـ
        if self._kinds[at - 1] == "Y" and self._kinds[at + 1 : at + 3] in _RESUMED_BEFORE and self._key(at + 1) in _RESUMING:
            return self._joined(at + 2)  # الدور الذي تقوم به القوات
        if self._kinds[at - 1] == "Y" and self._kinds[at - 2] in PHRASES:
            located = self._kinds[at - 3] in ("b", "f") and self._place(at - 2) and self._kinds[at - 4] in (KNOWN, GROUP)
            return [at - 4] if located else [at - 2]  # أهالي الضحايا في بورسعيد الذين
        if self._kinds[at - 1] == "," and (earlier := self._past_clause(at) or self._past_comma(at, several=key.endswith(_PLURAL))):
            return earlier
        if subject and (anchor in STARTS or anchor in ("W", ",") or key.endswith(_PLURAL)):
            return subject
        if anchor == "T" and key.endswith(_PLURAL) and self._kinds[at - 1] in (KNOWN, GROUP):
            return [at - 1]  # لتفريق متظاهرين حاولوا
        if key.endswith("وا"):
            return []  # a plural stands behind its subject
        j = self._past_times(at + 1)
        return self._joined(j) if (self._kinds[j] in (KNOWN, GROUP) or self._names_people(j)) and self._is_actor([j]) else []
