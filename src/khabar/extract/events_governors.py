"""Who does what a noun tells that somebody else's word governs: a light verb, a verb that asks or lets, a noun joined to it, a relative clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.events_arguments import Arguments, Reach
from khabar.extract.events_clause import REACH
from khabar.extract.events_doers import ASKING, BESIDE, BETWEEN, MEANS, Doers
from khabar.extract.events_insertions import MARKERS
from khabar.extract.events_pieces import VERBS
from khabar.extract.events_scene import GROUP, KNOWN, PHRASES, UNKNOWN, WITHIN

if TYPE_CHECKING:
    from khabar.extract.events_scene import Scene
    from khabar.extract.events_triggers import Trigger
    from khabar.extract.events_words import Words

# frames whose actor does what the noun behind them tells, or means to
_DOING = frozenset(
    "promise reject threaten agree ready approve convene travel arrive visit meet talk discuss deploy move incur backdown yield boycott free retake".split()
)
_ON_THEIR_WAY = frozenset(("visit", "strike", "protest"))
_STATE_OF = "حاله"  # the state of emergency that is declared or ended
_GOT = "حصل"  # got where على follows, else came to be
_GETTING = "حصول"
_BLAMING = frozenset(("accuse", "blame"))
_HOLDING = frozenset(("chair", "host", "convene", "resume"))  # frames of who holds what their object tells
_EXCHANGING = frozenset(("clash", "coop"))  # frames of verbs of those who exchange it: تبادل الطرفان إطلاق النار
UNDERTAKING = ASKING | frozenset(("promise", "threaten"))  # frames of what is followed by a deed that somebody else does than its genitive
_PENAL = frozenset(("COERCE", "SANCTION"))  # types of what a court passes
RESOLVING = ("قرر", "يقرر", "تقرر", "استطاع", "يستطيع", "تستطيع")  # a noun right behind them is what their subject does
_BROUGHT = frozenset("تهمه تهم تهما اتهامات".split())  # charges that are brought against those who did what they tell
_TOLD_OF = ("مقتل", "مصرع", "وفاه", "استشهاد", "اصابه")  # nouns of what somebody suffered, which who announces it has not done
_TAKING_TO = ("بادر", "عمد", "سارع", "لجا", "سعي", "سعت", "سعو", "هرع", "اضطر")  # verbs of who does what إلى marks
_MEANT = MEANS | {"AID"}  # types of what is done by such means
_ORDERED = frozenset("امر امرت امروا يامر تامر".split())
_WHY = frozenset("استجابه تلبيه مسانده مطالبه".split())  # nouns whose accusative does not show, where what they are for follows
_SPIRIT = frozenset("REQUEST ACCUSE REJECT THREATEN SUPPORT CONCEDE".split())  # types of words, in whose spirit something else is done
_BEFORE_WHY = PHRASES | frozenset(",tW")
_TO = {"له": "ه", "لهم": "هم", "هم": "هم", "اليه": "ه", "اليهم": "هم"}
_WITH = {"معه": "ه", "معها": "ها", "معهم": "هم"}
_NEAR_OWN = 10  # pieces behind one's own country within which a feminine pronoun means it
_NO = frozenset(("لم", "لن", "لا"))
_TAKES_PART = frozenset("شارك شاركوا شاركون حضر حضروا حضرون".split())  # forms in the present without their first letter
_OPENS = frozenset(".,WCQ")  # before a verb whose subject is told behind it
_BY_IT = frozenset(("بها", "به"))
_BEFORE_THAT = BETWEEN | frozenset("bi")


class Governors(Doers):
    """Finds the actors of nouns in the words that govern them."""

    def __init__(self, scene: Scene, by_piece: dict[int, Trigger], words: Words) -> None:
        super().__init__(scene, by_piece, words)
        self._letting = words.sets.classes["letting"]  # verbs whose object does what the noun behind a preposition tells (دفع الحكومة إلى)
        self._foiling = words.sets.classes["foiling"]
        self._ours = words.sets.classes["light ours"]
        self._telling = words.sets.classes["telling"]  # verbs that tell of what somebody else did

    def _from_clause(self, at: int, trigger: Trigger, found: Arguments) -> None:
        """Take the actor of a noun from the verb of its clause: a light verb, one that asks for the act, one whose purpose it is; or from a relative clause."""
        if self._from_relative(at, trigger, found) or self._is_on_journey(at, trigger, found):
            return
        if self._tells_why(at, trigger):
            found.actors += self._carried(at, found)
            return
        head = self._head(at)
        if (self._is_meant(head) and self._take_who_means(head, found)) or self._take_who_owns(head, found) or self._take_charged(head, found):
            return
        loose = head < at or not self._points_back(trigger)
        j = head
        while (j := self._before_insertion(j - 1)) > max(-1, head - REACH):
            kind = self._kinds[j]
            if self._is_done_by(j, head):
                self._take_doer(j, found)
                return
            if kind == "v" and self._controls(j, head):
                self._put(found, "A", [head - 2])
                found.carried = True
                return
            if kind in "vLV" and (self._foils(self._key(j)) or self._foils(self._key(head - 1)) or self._stays_away(j)):
                return  # أحبط الأمن هجوما، نجح في إحباط هجوم، لم يشارك في الحوار
            if kind == "v" and ((loose and self._governs_bare(j, head)) or self._governs(j, head, trigger, loose=loose)):
                self._put(found, "A", self.subject_of(j))
                return
            if kind in "vL" and self._is_getting(head) and (getting := self.subject_of(j)):
                self._put(found, "R", getting)
                return
            if kind in ".CQ" or (kind in "vS" and not trigger.sense.frame.symmetric):
                return
            if not self._is_passed(j, head, trigger, found) and self._from_piece(j, at, head, found):
                return

    def _doer_behind(self, at: int, reach: Reach, found: Arguments) -> bool:
        """Take and tell of the subject of a light verb that stands behind all that its noun governs: قام بزيارته الوزير، تولى الوساطة بين الجانبين فلان."""
        trigger, by = self._triggers[at], self._kinds[at - 1] == "b"
        verb = at - 1 - by
        opens = _OPENS | {"Y"} if trigger.pronoun else _OPENS
        if self._kinds[verb] != "L" or self._kinds[verb - 1] not in opens or (trigger.pronoun and not by):
            return False  # أعلن رفضه القرار
        closed = bool(trigger.pronoun) or self._points_back(trigger)  # who stands behind is not its genitive
        late = next((group for group in reach.bare[0 if closed else 1 :] if self._is_actor(group) and not self._place(group[0])), [])
        if late:
            found.recipients = [one for one in found.recipients if one not in late]
            found.actors = [*(found.actors if trigger.sense.frame.symmetric else ()), *late]
        return bool(late)

    def _guest(self, at: int, trigger: Trigger) -> list[int]:
        """Return who is received, where a noun tells of his visit behind the reception: استقبل الرئيس الوزير خلال زيارته."""
        verb = self._verb_before(at) if trigger.sense.frame.name == "visit" else -1
        above = self._found.get(verb)
        return above.recipients if above is not None and self._triggers[verb].sense.frame.name == "receive" else []

    def _take_beside(self, at: int, trigger: Trigger, found: Arguments) -> None:
        """Take whom a pronoun behind a meeting stands for, who is another than the subject of its clause: أكد للوفد خلال لقاء معه."""
        pronoun = _WITH.get(self._key(at + 1), "") if self._kinds[at + 1] == "t" and trigger.sense.frame.symmetric else ""
        if pronoun and not found.actors:
            verb = next((j for j in range(at - 1, max(-1, at - REACH), -1) if self._kinds[j] in VERBS), -1)
            acting = [] if verb < 0 else self._found[verb].actors if verb in self._found else self.subject_of(verb)
            found.actors += self._nearest_meant(at, pronoun, acting)
            found.beside += found.actors

    def _own_country(self, at: int, pronoun: str) -> list[int]:
        """Return the last phrase before that tells somebody's own country, which a feminine pronoun stands for: قلق بلاده وتضامنها."""
        if pronoun != "ها":
            return []
        for j in range(at - 1, max(-1, at - _NEAR_OWN), -1):
            if self._kinds[j] == ".":
                break
            if self._kinds[j] in (KNOWN, GROUP, WITHIN) and self._scene.owns_country(self._firsts[j], self._stops[j]):
                return [j]
        return []

    def _tells_why(self, at: int, trigger: Trigger) -> bool:
        """Tell whether a noun in the accusative tells why somebody does what the verb of its clause tells: قطعوا الطريق رفضا للقرار، علق عمله استجابة لطلب."""
        key = self._key(at)
        accusative = key.endswith("ا") or (key in _WHY and self._kinds[at + 1] == "l")
        of_words = trigger.sense.types[0] in _SPIRIT or trigger.sense.frame.name == "crowd"
        if not (accusative and of_words) or trigger.part != "n" or trigger.pronoun or self._kinds[at - 1] not in _BEFORE_WHY:
            return False
        verb = self._verb_before(at)
        if verb < 0 or self._kinds[verb] in "LUE" or self._foils(self._key(verb)):
            return False  # قدم اعتراضا، تلقى تهديدا
        return self._kinds[verb] == "v" or self._triggers[verb].sense.frame.name not in ASKING

    def _is_passed(self, noun: int, head: int, trigger: Trigger, found: Arguments) -> bool:
        """Tell whether a noun that tells an event is a party itself, or the setting of one whose actors are known, so that the verb before it governs."""
        if self._kinds[noun] != "T":
            return False
        if self._is_subject_noun(noun - 1, noun) or (found.actors and trigger.sense.frame.symmetric and "S" in self._kinds[noun + 1 : head]):
            return True  # أجبرت الاحتجاجات الحكومة على الاستقالة
        return self._kinds[noun + 1] != "b" and (
            self._names_people(noun) or self._is_what_people_did(noun)
        )  # حاول محتجون اقتحام، نظم أهالي ضحايا المجزرة مسيرة

    def _from_piece(self, piece: int, at: int, head: int, found: Arguments) -> bool:
        """Take the actor of a noun from a noun, a light verb or another event before it; tell whether nothing farther off can tell him."""
        kind, symmetric = self._kinds[piece], self._triggers[at].sense.frame.symmetric
        if kind == "L" and self._kinds[head - 1] == UNKNOWN and not _BROUGHT.isdisjoint(self._keys(head - 1)):
            self._take_addressed(piece, head, found)
        elif kind == "T" and (piece in self._triggers or self._kinds[head - 1] != "W"):
            self._from_sister(piece, at, head, found)
        elif kind == "U" and self._kinds[head - 1] != "o" and _GOT in self._key(piece):
            pass  # حصلت مواجهات
        elif self._announces(piece) and self._key(at).startswith(_TOLD_OF):
            pass
        elif kind == "L" and self._key(piece) in self._ours:
            found.speaker = True  # سنواصل دعم الحكومة
        elif kind in ("L", "U") or (kind == "v" and self._kinds[head - 1] in "fS"):
            both = kind != "U" or symmetric  # تلقى الرئيس اتصالا هاتفيا: he takes part in it
            self._put(found, "A" if both else "R", self.subject_of(piece) or self._handed(piece) or self._several_before(piece, found))
        elif kind == "E":
            self._scenery(piece, found)
        elif kind == "V":
            self._from_trigger(piece, at, head, found)
        else:
            return False
        return True

    def _take_addressed(self, verb: int, head: int, found: Arguments) -> None:
        """Take to whom a light verb brings charges: وجهت النيابة إلى ناشط تهمة قتل، وجهت لهم تهمة قتل."""
        pronoun = next((_TO[key] for j in range(verb + 1, head) if (key := self._key(j)) in _TO), "")
        if pronoun:
            found.actors += self._met_before(verb, pronoun, []) or (self._meant(verb, pronoun) if pronoun == "هم" else [])
            return
        if self._kinds[head - 3] in ("l", "i") and self._kinds[head - 2] in PHRASES:
            self._put(found, "A", [head - 2])

    def _is_getting(self, head: int) -> bool:
        """Tell whether a noun is what somebody gets: تمكنت الوزارة من الحصول على تمويل."""
        return self._kinds[head - 1] == "o" and self._kinds[head - 2] == UNKNOWN and self._key(head - 2).removeprefix("ال").startswith(_GETTING)

    def _handed(self, verb: int) -> list[int]:
        """Return the body to which something was handed that a verb in the feminine right behind goes on with: أحيل إلى النيابة فتولت التحقيق."""
        handed = self._kinds[verb - 1] == "W" and self._kinds[verb - 2] in (KNOWN, GROUP) and self._kinds[verb - 3] in ("i", "l", "o")
        if not handed or not self._key(verb).endswith("ت") or self._place(verb - 2) or self._is_named_person(verb - 2):
            return []
        return [verb - 2] if self._scene.tokens.light(self._firsts[verb - 1]) == "ف" else []

    def _foils(self, key: str) -> bool:
        """Tell whether a word tells that what somebody else means to do is prevented."""
        return key.removeprefix("ال") in self._foiling

    def _stays_away(self, verb: int) -> bool:
        """Tell whether a verb with a negation tells who takes no part in what it governs: لن تشارك المعارضة في الحوار."""
        return self._kinds[verb - 1] == "t" and self._key(verb - 1) in _NO and self._key(verb)[1:] in _TAKES_PART

    def _announces(self, at: int) -> bool:
        """Tell whether a light verb says what somebody did who need not be its subject: أعلنت الوزارة مقتل."""
        return self._kinds[at] == "L" and "علن" in self._key(at)

    def _asked(self, at: int) -> list[int]:
        """Return who is to do what a verb of asking asks for by that and another verb: طالب الأهالي بأن تتدخل الشرطة."""
        j = next((j for j in range(at + 1, at + REACH) if self._kinds[j : j + 1] not in _BEFORE_THAT), at)
        if self._triggers[at].sense.frame.name not in ASKING or self._kinds[j : j + 1] != "Q" or self._key(j) != "ان" or self._kinds[j + 1] not in VERBS:
            return []
        j = self._past_times(j + 2)
        return [j] if self._kinds[j] in (KNOWN, GROUP) and self._is_actor([j]) else []

    def _is_on_journey(self, at: int, trigger: Trigger, found: Arguments) -> bool:
        """Take who is told to be on a visit or strike without a verb: الرئيس اليمني في زيارة إلى عدن، المعلمون في إضراب."""
        who = at - 2
        if trigger.sense.frame.name not in _ON_THEIR_WAY or self._kinds[who:at] != KNOWN + "f" or self._kinds[who - 1] not in ".Q":
            return False
        self._put(found, "A", [who])
        return True

    def _from_sufferer(self, at: int, found: Arguments) -> None:
        """Take who suffers or receives what a noun tells that names only who does it: تعرض الصحفي للضرب على أيدي، تلقى الرئيس دعوة من."""
        j = self._back_over(self._head(at) - 1, BESIDE)
        if self._kinds[j] == "U":
            self._put(found, "R", self.subject_of(j) or ([j + 1] if self._kinds[j + 1] == WITHIN else []))  # تعرض منزل فلان لإطلاق نار
        elif self._kinds[j] == "V" and j in self._found and self._triggers[j].sense.frame.name == "given":
            found.recipients += self._found[j].recipients  # تلقى لبنان مساعدات من

    def _head(self, at: int) -> int:
        """Return the first of the nouns that a noun is the matter of, itself for none: مواصلة القتال، القيام بقصف."""
        head = at
        while True:
            before = head - 1 - (self._kinds[head - 1] in ("b", "f", "s"))
            taken = self._kinds[before] == "T" and before not in self._triggers  # حملة اعتقالات
            state = self._kinds[before] == UNKNOWN and self._key(before) == _STATE_OF
            if not taken and not state and not (self._kinds[before] == UNKNOWN and self._tells_of_doing(before)):
                return head
            head = before

    def _controls(self, verb: int, head: int) -> bool:
        """Tell whether who stands right before the preposition that marks a noun is made or let do it by a verb: دفع الحزب الحكومة إلى الدعوة."""
        return self._kinds[head - 1] in ("i", "o", "s", "b", "l") and self._kinds[head - 2] in (KNOWN, GROUP) and self._key(verb) in self._letting

    def _governs_bare(self, verb: int, head: int) -> bool:
        """Tell whether a verb governs a noun with its subject between them, or right behind it: قرر المجلس تجميد، قرر وقف."""
        free = verb + 1 < head or self._key(verb).startswith(RESOLVING)
        return free and BETWEEN.issuperset(self._kinds[verb + 1 : head])

    def _carried(self, at: int, found: Arguments) -> list[int]:
        """Return who was asked to do what a verb behind أن tells, else the subject that is carried to it."""
        if self._kinds[at - 1] == "Q" and self._key(at - 1) in ("ان", "بان"):
            for j in range(at - 2, max(-1, at - REACH), -1):
                above = self._found.get(j) if self._kinds[j] == "V" else None
                if above is not None and above.recipients and self._triggers[j].sense.frame.name in ASKING:
                    found.carried = True
                    return above.recipients
                if self._kinds[j] in ".QC":
                    break
        return super()._carried(at, found)

    def _governs(self, verb: int, head: int, trigger: Trigger, *, loose: bool) -> bool:
        """Tell whether a verb governs a noun without the article by a preposition, with its subject alone between them: قامت اللجنة بإرسال."""
        together = trigger.sense.frame.symmetric and self._kinds[head - 1] == "b"  # بالتعاون مع
        told = self._kinds[head - 1] == "b" and self._key(verb) in self._telling  # أفادت الوكالة بمقتل
        towards = self._kinds[head - 1] == "i" and self._key(verb).lstrip("يت").startswith(_TAKING_TO)  # بادر المتطوعون إلى توزيع
        if told or not (loose or together) or not (towards or self._kinds[head - 1] in ("b", "l", "f", "s", "o")):
            return False
        between = self._kinds[verb + 1 : head - 1]
        past = towards or self._kinds[head - 1] == "l" or self._kinds[head - 2] == ","  # وصل الوفد إلى عدن للتفاوض، قضت المحكمة، برئاسة فلان، بحبس
        return BETWEEN.issuperset(between) or (past and BESIDE.issuperset(between))

    def _points_back(self, trigger: Trigger) -> bool:
        return self._scene.tokens.light(trigger.token).startswith("ال")

    def _from_sister(self, sister: int, at: int, head: int, found: Arguments) -> None:
        """Take the actor of a noun joined to another one by and (التشاور والتنسيق، بمداهمة منازل وتوقيف خمسة), or governed by one as by a verb."""
        between = [self._kinds[j] for j in range(sister + 1, head)]
        above, one = self._found.get(sister), self._triggers.get(sister)
        if above is None or one is None:
            return
        if ("W" in between and all(kind in MARKERS or kind in ("W", UNKNOWN) for kind in between)) or self._goes_on_with(sister, at, head):
            found.actors += [actor for actor in above.actors if actor not in found.actors]
            found.nations += above.nations
            found.speaker, found.pronoun, found.carried = above.speaker, above.pronoun, True
        elif one.sense.frame.name != "boycott":  # who stays away from talks holds none
            self._from_trigger(sister, at, head, found)

    def _goes_on_with(self, sister: int, at: int, head: int) -> bool:
        """Tell whether a noun behind an and goes on with what another noun of deeds tells, past that one's own parties."""
        one, other = self._triggers[sister], self._triggers[at]
        deeds = one.sense.types[0] in MEANS and other.sense.types[0] in MEANS
        return deeds and self._kinds[head - 1] == "W" and one.part == "n" and not self._points_back(one) and not self._points_back(other)

    def _from_trigger(self, above: int, at: int, head: int, found: Arguments) -> None:
        """Take the actor of a noun from the event that governs it: the one asked, or the one who promises, refuses or does."""
        governor = self._found.get(above)
        if governor is None:
            return
        before = self._kinds[head - 1]
        name = self._triggers[above].sense.frame.name
        holding = name in _HOLDING or (name in _EXCHANGING and self._triggers[above].part == "v")
        if holding and (before in PHRASES or above == head - 1):
            found.actors += governor.actors  # ترأس الوزير اجتماعا
            return
        if self._is_refused(at) or (above == at - 1 and name in _DOING and self._triggers[above].part == "n"):
            found.actors += [one for one in governor.actors if one not in found.actors]  # رفض الوزير لقاء السفير، رفضها الحوار مع
            found.carried = True
            return
        asking = name in ASKING or (name == "threaten" and before == "s" and bool(governor.recipients))  # حذر إيران من مهاجمة
        if self._triggers[at].sense.frame.symmetric and "S" in self._kinds[above + 1 : head]:
            side = governor.actors or (governor.recipients if self._triggers[above].sense.frame.subject == "R" else [])
            found.actors += [one for one in side if one not in found.actors]  # أطلقت الحركة الأسرى بعد مفاوضات مع الجيش
            found.carried = True
            return
        if before not in ("l", "b", "i", "o", "e", "s", "W", "f") and not (asking and before in PHRASES):
            return
        if not asking and not self._does_it_too(above, at, before):
            return
        if asking and before == "b" and not governor.recipients and self._key(above) in _ORDERED:
            asking = False  # أمرت النيابة بحبس: nobody else is told to do it
        if before == "l" and name in _BLAMING and self._triggers[at].sense.frame.name in _BLAMING:
            asking = False  # تقدم ببلاغ ضد مرسي لاتهامه: who accuses is the same
        found.actors += governor.recipients if asking else governor.actors
        found.nations += [] if asking else governor.nations
        found.speaker = governor.speaker and not asking
        found.carried = True

    def _does_it_too(self, above: int, at: int, before: str) -> bool:
        """Tell whether who does what a word tells also does what the noun that it governs tells, without being asked to."""
        name, sense = self._triggers[above].sense.frame.name, self._triggers[at].sense
        if before == "l" and (sense.frame.name in _BLAMING or self._is_purpose(above, at)):
            return True
        return name in _DOING or (name == "convict" and sense.types[0] in _PENAL)

    def _is_refused(self, at: int) -> bool:
        """Tell whether somebody refuses to do with others what a noun tells, so that he is one of its sides: رفض الوزير لقاء السفير."""
        trigger, verb = self._triggers.get(at), self._back_over(at - 1)
        together = trigger is not None and trigger.sense.frame.symmetric
        return together and self._kinds[verb] == "V" and self._triggers[verb].sense.frame.name == "reject"

    def _is_purpose(self, verb: int, at: int) -> bool:
        """Tell whether who does what a verb tells does it in order to do what the noun tells: أطلقت الشرطة الغاز لتفريق المحتجين."""
        return self._triggers[verb].sense.types[0] in MEANS and self._triggers[at].sense.types[0] in _MEANT

    def _scenery(self, at: int, found: Arguments) -> None:
        j = self._past_times(at + 1)
        if self._kinds[j] in (KNOWN, GROUP):
            found.places += self._joined(j)

    def _relative_behind(self, at: int) -> int:
        """Return the who or which of a relative clause that a comma parts from its noun and the phrase of that: الاتفاق الأخير للمصالحة، الذي أبرم."""
        j = at + 2 * (self._kinds[at] in MARKERS and (self._kinds[at + 1] in PHRASES or self._kinds[at + 1] == "T"))
        return j + 1 if self._kinds[j : j + 2] == ",Y" else at

    def _from_relative(self, at: int, trigger: Trigger, found: Arguments) -> bool:
        """Take the actor from a relative clause with a light verb (الهجمات التي شنتها القوات), or the recipient from one of suffering."""
        j = at + 1
        while self._kinds[j] in ("t", UNKNOWN) or (j == at + 1 and self._kinds[j] == KNOWN and self._describes(at + 1)):
            j += 1
        j = self._relative_behind(j)
        if self._kinds[j] in MARKERS and (self._kinds[j + 1] in PHRASES or self._kinds[j + 1] == "T"):
            light = j + 2 + (self._kinds[j + 2] == UNKNOWN)
            if self._kinds[light] == "L" and self._key(light).endswith(("ها", "ه")):
                j = light  # اعتداءات على صحفيين نفذها مجهولون، هجوم بزجاجات حارقة شنه متطرفون
        by = self._kinds[j : j + 2] == "Lt" and self._key(j + 1) in _BY_IT  # زيارة يقوم بها الوزير
        if by or (self._kinds[j] in ("L", "U", "E") and self._key(j).endswith(("ها", "ه"))):
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
