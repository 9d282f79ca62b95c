"""Who stands right behind a noun that tells an event: whether he does what it tells or meets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.events_arguments import Arguments, Reach
from khabar.extract.events_doers import BESIDE, ITSELF
from khabar.extract.events_governors import RESOLVING, UNDERTAKING, Governors
from khabar.extract.events_pieces import VERBS
from khabar.extract.events_scene import GROUP, KNOWN, PHRASES, UNKNOWN, WITHIN
from khabar.extract.events_words import AGENT, NAMES

if TYPE_CHECKING:
    from khabar.extract.events_triggers import Trigger

FOR_DEEDS = frozenset(("SUPPORT", "ACCUSE", "SANCTION"))  # types of what somebody meets for his deeds
_DONE_FOR = frozenset(("ASSAULT", "MOBILIZE"))  # types of nouns of what serves another deed
_DONE_TO = frozenset(("ASSAULT", "COERCE", "SANCTION"))  # types of what is done to things too
_JOURNEYS = frozenset(("visit", "arrive", "travel"))
_SUFFERINGS = ("مقتل", "مصرع")  # nouns whose genitive suffers what they tell, whoever stands behind it
_QUARTERS = frozenset("شرق غرب شمال جنوب وسط شرقي غربي شمالي جنوبي قرب محيط".split())
_SEIZING = frozenset("arrest shell destroy hit besiege storm retake".split())  # frames of what is done to things too
_LED = ("دي", "دت")  # led to, without what a verb begins with
_CAUSES = frozenset("نظرا نتيجه وفقا طبقا تبعا خلافا استجابه استنادا نتيجا".split())  # before ل, what it tells is no purpose
_NOT_MET = frozenset("الدموع الاعصاب الاشتباه العداله المحاكمه التحقيق اليوم المره".split())  # behind a ل, no party: الغاز المسيل للدموع
_ACCUSATIONS = ("اتهامات", "بلاغ", "شك", "مذكر")  # which are theirs who accuse
_OF_GROUND = frozenset(("retake", "free", "storm", "besiege"))  # frames of what is done to places
_CAUSING = ("تسبب", "ادي", "ادت", "اسفر", "اوقع", "خلف", "اودي", "يسفر", "يودي")
_HELD = frozenset("متهم متهمين متهمان متهما معتقل معتقلين محبوس محبوسين موقوف موقوفين اسير سجين".split())  # who never does what is done to such people
_ATTENDING = frozenset(("حضور", "لحضور"))
_EACH, _GRANTING = "كل", "منح"
_SHARED = frozenset(("R", "AR"))  # roles of a genitive that two nouns may share whatever each tells: اعتقال وتعذيب معارضين
GATHERINGS = frozenset("meet talk summit round session convene truce accord".split())


def _by_hand(reach: Reach) -> bool:
    """Tell whether من قبل or the like marks who does what a noun tells, so that its genitive does not: استقبال الوفد من طرف الملك."""
    return any(marker == AGENT for marker, _ in reach.marked)


class Genitives(Governors):
    """Finds what the genitive of a noun is to it."""

    def _genitive(self, found: Arguments, trigger: Trigger, reach: Reach, group: list[int]) -> None:
        """Take the genitive of a noun, and who else stands behind it bare."""
        role = self._role_of_genitive(trigger, reach, group)
        if role == "AR":
            role = self._of_either(found, trigger, reach, group)
        elif role == "A":
            for other in reach.bare[1:2]:
                if self._kinds[other[0]] != UNKNOWN:
                    self._put(found, trigger.sense.frame.object, other)
        self._put(found, role, group)

    def _role_of_genitive(self, trigger: Trigger, reach: Reach, group: list[int]) -> str:
        """Return what a genitive is to its noun, by the frame and the words beside it; "AR" where these leave both open."""
        frame, first = trigger.sense.frame, group[0]
        role = frame.genitive
        if frame.name in GATHERINGS and len(group) == 1 and self._place(first):
            role = "P"
        if frame.name in _JOURNEYS and self._place(first):
            role = "RP"  # زيارة القاهرة
        if frame.name == "deploy" and self._kinds[first] == GROUP and self._is_undertaken(first - 1):
            role = ""  # يعتزم الاتحاد إرسال قوات: they are sent
        by_another = self._done_by_another(first - 1) and not self._marks_sufferer(trigger, reach)
        by_another = by_another and not (frame.name == "reject" and self._is_actor(group))  # جدد الناطق رفض موسكو
        if role == "A" and frame.object.startswith("R") and (by_another or _by_hand(reach)):
            role = "R"
        if frame.name == "forbid" and any(marker == "s" for marker, _ in reach.marked):
            role = "R"  # منع المصلين من الدخول
        if frame.name == "accuse" and len(reach.bare) == 1 and self._accuses(first - 1):
            role = "R"  # اتهام ضابط بقتل
        if role == "AR" and self._key(first) == _EACH and self._scene.letters[self._firsts[first] + 1] == "s":
            role = "R"  # منع كل من فلان وفلان
        if frame.name == "request" and self._is_invited(reach, group):
            role = "R"  # دعوة الرئيس لزيارة باريس
        if role == "A" and self._key(first - 1) == _GRANTING and self._is_granted(trigger, reach):
            role = "R"
        if self._kinds[group[-1] + 1] == UNKNOWN and self._key(group[-1] + 1) in ITSELF:
            role = "A"
        if role == "AR" and frame.name in _OF_GROUND and self._place(first):
            role = "RP"  # استعادة المدينة من المسلحين
        if role == "RP" and trigger.sense.types[0] in _DONE_TO and self._does_it_to(first):
            role = "A"  # إغلاق مصر لمعبر
        return role

    def _is_invited(self, reach: Reach, group: list[int]) -> bool:
        """Tell whether the genitive of a call is a person who is to come to somebody, whom it calls: دعوة البابا لزيارة لبنان."""
        behind = group[-1] + 1
        guest = self._is_person(group) and not any(map(self._is_actor, reach.bare[1:])) and self._kinds[behind] == "l"
        visit = self._triggers.get(behind + 1) if guest else None
        return guest and (self._key(behind + 1) in _ATTENDING or (visit is not None and visit.sense.frame.name == "visit"))

    def _does_it_to(self, at: int) -> bool:
        """Tell whether a country, or its capital, stands right before a ل that marks what it does something to: تفجير مصر لأنفاق، إغلاق إسرائيل لمعبر."""
        country = self._kinds[at : at + 2] == KNOWN + "l" and self._place(at)
        light = self._scene.tokens.light(self._firsts[at + 2]) if country else ""
        return country and self._kinds[at + 2] in PHRASES and not light.startswith("ال") and not self._is_reason(at + 2)

    def _of_either(self, found: Arguments, trigger: Trigger, reach: Reach, group: list[int]) -> str:
        """Return whether a genitive acts ("A") or is met ("RP") by what else stands there; whom it meets then is taken."""
        if self._causes(group[0] - 2) and self._may_strike(group[0]):
            return "A"  # تسبب قصف الجيش في مقتل
        if self._key(group[0]).removeprefix("ال") in _HELD:
            for other in reach.bare[1:2]:
                if other[0] == group[-1] + 1 and self._is_named_person(other[0]):
                    self._put(found, "R", other)  # حبس المتهمين فلان وفلان
            return "RP"
        if met := self._behind_of(trigger, reach, group):
            self._put(found, "R", met)
            return "A"
        others = self._has_object(trigger, reach) or self._marks_sufferer(trigger, reach) or found.recipients or reach.freed
        if self._key(group[0] - 1).startswith(_SUFFERINGS) or not others or not self._is_actor(group):
            return "RP"
        for other in reach.bare[1:2]:
            self._put(found, trigger.sense.frame.object, other)
        return "A"

    def _causes(self, verb: int) -> bool:
        """Tell whether a verb right before a noun tells what the deed of its genitive led to."""
        return self._kinds[verb] in VERBS and self._key(verb).startswith(_CAUSING)

    def _may_strike(self, at: int) -> bool:
        """Tell whether a phrase names a body or force: what is struck is seldom said to have caused its own dead."""
        return not self._place(at) and (self._scene.letters[self._firsts[at]] in "XZ" or self._is_body([at]))

    def _is_granted(self, trigger: Trigger, reach: Reach) -> bool:
        """Tell whether something is granted to the genitive of a noun, and by it to nobody else: منح الجامعة عشرة ملايين."""
        behind = reach.bare[0][-1] + 1
        thing = self._kinds[behind] == UNKNOWN or self._is_counted([behind])
        return thing and not self._marks_sufferer(trigger, reach) and not any(map(self._is_actor, reach.bare[1:]))

    def _accuses(self, at: int) -> bool:
        """Tell whether a single accusation says behind whom it names what he is accused of, so that he is met: اتهام ضابط بقتل، اتهامه بالفساد."""
        behind = at + 1 + (self._kinds[at + 1] in PHRASES)
        return not self._key(at).startswith(_ACCUSATIONS) and self._kinds[behind] == "b" and self._kinds[behind + 1] != "Q"

    def _shared_genitive(self, at: int, trigger: Trigger, found: Arguments) -> None:
        """Take the genitive of a noun that is joined by and: احتجاجات وإضرابات العمال."""
        sister = self._triggers.get(at + 2) if self._kinds[at + 1] == "W" else None
        if sister is None or sister.part != "n" or sister.pronoun:
            return
        if sister.sense.types != trigger.sense.types and not _SHARED.issuperset((sister.sense.frame.genitive, trigger.sense.frame.genitive)):
            return
        reach = self._reach(at + 2)
        if reach.bare and reach.bare[0][0] == at + 3:
            self._genitive(found, trigger, reach, reach.bare[0])

    def _has_object(self, trigger: Trigger, reach: Reach) -> bool:
        """Tell whether somebody stands behind the genitive of a noun who suffers what it tells: اعتقال الشرطة ناشطين, or a thing: احتجاز السلطات ناقلة."""
        if any(self._kinds[other[0]] != UNKNOWN and self._key(other[0]) not in _QUARTERS and not self._is_number(other[0]) for other in reach.bare[1:]):
            return True
        group, behind = reach.bare[0], reach.bare[0][-1] + 1
        if self._kinds[behind] == "T" and trigger.sense.frame.name == "disperse":
            return True  # تفريق الشرطة اعتصاما
        thing = self._kinds[behind] == UNKNOWN and self._scene.letters[self._firsts[behind]] == "n"
        return thing and trigger.sense.frame.name in _SEIZING and self._scene.letters[self._firsts[group[0]]] in "ZM"

    def _marks_sufferer(self, trigger: Trigger, reach: Reach) -> bool:
        """Tell whether a preposition marks who suffers what a noun tells (قصف الجيش على المدينة), so that its genitive does it."""
        marks, asking = trigger.sense.frame.prepositions, trigger.sense.frame.name == "request"
        marked = [both for both in reach.marked if not (asking and both[0] == "i" and self._kinds[both[1][0]] in (WITHIN, UNKNOWN, "T"))]
        return any(marks.get(NAMES.get(marker, ""), "").startswith("R") and (marker != "l" or self._may_suffer(group[0])) for marker, group in marked)

    def _may_suffer(self, at: int) -> bool:
        """Tell whether what stands behind a ل may be met by what a noun before it tells: somebody or something known, but no tears, time or reason."""
        if self._kinds[at] == UNKNOWN:
            return self._scene.letters[self._firsts[at]] == "d" and self._key(at) not in _NOT_MET
        return self._kinds[at] in (KNOWN, GROUP, WITHIN)

    def _done_by_another(self, at: int) -> bool:
        """Tell whether a verb right before governs a noun by a preposition, so that its subject does what the noun tells: قام الأهالي بمساعدة الجيش."""
        if self._is_meant(at) or self._is_told_done(at) or (self._kinds[at - 1] == "l" and self._serves(at)):
            return True
        if self._kinds[at - 1] == "W":
            return self._goes_on_undertaking(at)
        if self._kinds[at - 1] in PHRASES or (self._kinds[at - 1] == "L" and (self._kinds[at - 2] in (KNOWN, GROUP) or self._key(at - 1) in self._ours)):
            return self._is_undertaken(at)
        if self._kinds[at - 1] == "o":
            verb = self._back_over(at - 2)
            return self._kinds[verb] in VERBS and self._key(verb) in self._working
        if self._kinds[at - 1] not in ("b", "f", "s"):
            return False
        j = self._back_over(at - 2)
        if self._kinds[at - 1] == "b" and self._charges(self._back_over(j, BESIDE)):
            return True
        if self._kinds[j] in "VT" and j in self._triggers and self._kinds[at - 1] == "b":
            return self._triggers[j].sense.frame.name in UNDERTAKING
        if self._kinds[j] == "L":
            return self._kinds[at - 1] != "b" or self._key(j).lstrip("يتس")[:2] in ("قا", "قو", "قم")
        return self._kinds[j] == "v" and self._kinds[at - 1] == "f"

    def _charges(self, at: int) -> bool:
        """Tell whether a noun tells of a charge, so that what stands behind ب is the deed of the accused: الاتهامات الأمريكية لها بدعم."""
        trigger = self._triggers.get(at) if self._kinds[at] == "T" else None
        return trigger is not None and trigger.part == "n" and trigger.sense.frame.name == "accuse"

    def _serves(self, at: int) -> bool:
        """Tell whether a noun behind ل is what a deed before it serves, so that its genitive is met (أرسل قوات لدعم الجيش), not his thanks."""
        if self._kinds[at - 2] == UNKNOWN and self._scene.tokens.keys[self._stops[at - 2] - 1] in _CAUSES:
            return False
        j = self._back_over(at - 2, BESIDE)
        if self._kinds[j] in "Lv":
            return not self._key(j).lstrip("يتاو").startswith(_LED) and self._key(j) not in self._needing
        if self._kinds[j] == "T" and j in self._triggers:
            return self._triggers[j].sense.types[0] in _DONE_FOR  # التدخل الفرنسي لمساعدة الجيش
        return self._kinds[j] == "V" and self._triggers[j].sense.types[0] not in FOR_DEEDS

    def _goes_on_undertaking(self, at: int) -> bool:
        """Tell whether a noun behind an and goes on with what somebody sets about: قام الوزير بزيارة عدن ولقاء المحافظ."""
        j = at - 2
        while self._kinds[j] in BESIDE or (self._kinds[j] == "T" and j in self._triggers and self._triggers[j].part == "n"):
            j -= 1
        return self._sets_about(j) and (self._triggers[at].sense.frame.symmetric or self._key(j).startswith(RESOLVING))

    def _is_undertaken(self, at: int) -> bool:
        """Tell whether a noun is what the subject before it sets about, so that its genitive is met (تحاول الجبهة حث المواطنين), and does not announce it."""
        return self._sets_about(self._back_over(at - 1))

    def _sets_about(self, verb: int) -> bool:
        return self._kinds[verb] == "L" and not self._announces(verb)
