"""What stands around a trigger in its clause: phrases bare and by preposition, phrases joined to lists, the roles that a frame gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.events_arguments import Arguments, Reach
from khabar.extract.events_insertions import FIRE, MARKERS, PENALTIES, Insertions
from khabar.extract.events_scene import GROUP, KNOWN, PHRASES, UNKNOWN, WITHIN
from khabar.extract.events_words import AGENT, DUALS, NAMES, bears_pronoun

if TYPE_CHECKING:
    from khabar.extract.events_triggers import Trigger

SENTENCE = 60  # pieces of a sentence that are looked through
REACH = 18  # pieces that the parts of a trigger stand within
_AMONG = frozenset("بينهم بينها بينهما منهم منها".split())
_STOPS = frozenset(".QYCSvVLEU")
SESSIONS = frozenset(("round", "session", "free"))  # frames whose noun may have another one of its type behind من
_IN_FAVOUR = frozenset("تاييدا دعما رفضا نصره مناصره استنكارا تكريما وفاء احتجاجا تنديدا تخليدا احياء دعوه".split())  # before ل, what a march is held for
_OF_OWN = frozenset(("AID", "MOBILIZE"))  # types of nouns that tell of what somebody sends
_OF_THEM = frozenset("تابع تابعه تابعين تابعا تابعون".split())  # before ل, whose it is that a noun tells of
_OF_PERSONS = frozenset("arrest abduct murder kill deport expel".split())  # frames of what persons alone suffer, and ships
_REASONS = frozenset("مده فتره حين صالح مصلحه اسباب دوافع محاكمه يوم ليله حساب عدم كونه مجرد انتماء تورط غرض هدف".split())
_ORDERS = frozenset("قرار امر اوامر ايعاز تعليمات توجيه توجيهات تكليف اذن".split())
_ORDERED = frozenset(("COERCE", "SANCTION", "RETREAT"))  # types of what is done by somebody's order
_SIDE, _FALLEN = "جانب", frozenset(("casualties", "die", "hurt", "suffer", "toll"))  # سقط قتلى من جانب الجيش
_GRASP = "قبضه"  # who holds what is freed from it: من قبضة الخاطفين
_STRIKES = frozenset(("shell", "raid"))  # frames whose nouns have ل before whom they strike, but before who strikes where على tells whom
_COUNTRY_TOO = "السعوديه"  # an adjective of nationality that is the name of its country
_LAUDING = frozenset("اثني اثنت اثنوا يثني تثني يثنون".split())
_LEAD, _TONGUE = "قياده", "لسان"
_SIDES = frozenset("جهه ناحيه جانب".split())  # what is told of each of two: من جهة
_OF_BODIES = frozenset(("raid", "withdraw", "approve", "deploy", "alert"))  # frames whose noun is of whom a ل behind it marks
_NOTHING = "-"
_MUTUAL = "متبادل"
_NAMING = frozenset("MGgZ")  # first letters of those who act, not of what they own
_ADJACENT = 5  # pieces behind a noun within which a ل may mark who acts (احتجاجات لأنصار الحزب)
_EACH = "كل"
_BEFORE_EACH = PHRASES | frozenset("tT,")
_MARGINS = frozenset("هامش اطار ضوء خضم ظل سياق اعقاب".split())  # what they are of stands aside of the clause: على هامش القمة
_FROM = frozenset("مقدم مقدمه موجه موجهه مرفوع مرفوعه صادر صادره مرسل مرسله موقع موقعه مقدما مقدمين".split())  # what stands before من and who acts
_OF_THINGS = frozenset(("cut", "freeze", "sign", "disperse"))  # frames of what is told of another event: قطع المساعدات عن، فض اعتصام العمال


class Clause(Insertions):
    """Finds what stands around the triggers."""

    def _reach(self, at: int) -> Reach:
        """Return what stands behind a trigger in its clause."""
        reach, marker, freed = Reach(), "", False
        j = at + 1
        stop = min(len(self._firsts), at + REACH)
        while j < stop:
            kind = self._kinds[j]
            if kind == "T" and not self._names_people(j):
                if self._kinds[at] == "V" and self._kinds[j - 1] == UNKNOWN and self._key(j - 1) in _MARGINS:
                    pass  # التقى على هامش القمة الرئيس
                elif not self._passes(at, j, marker, reach) and not self._is_subject_noun(at, j) and not self._is_manner(at, j, marker):
                    break
                marker = ""
            elif kind == UNKNOWN and not marker and self._kinds[j - 1] == "T" and self._kinds[j - 2] in MARKERS and j - 1 > at:
                pass  # اعتدى بالضرب المبرح رجال الأمن
            elif kind in PHRASES or kind == "T":
                group = [j] if marker == "s" and self._key(j) in _SIDES else self._joined(j)
                reach.add(group, marker, freed=freed, owning=self._owns(j - 1))
                marker, freed, j = "", False, group[-1]
            elif kind in MARKERS:
                marker = kind
            elif kind == "t":
                marker = kind if self._key(j) in _AMONG else ""  # بينهم السفير: one of those told before; من ليل أمس الشرطة
            elif kind == "=":
                freed, marker = True, ""
            elif behind := self._second_side(j, reach) or self._past_place(j, reach) or self._past(at, j, reach):
                marker, j = "", behind
            elif kind in _STOPS or (kind == "," and reach.bare and not self._wanted(at, j + 1)) or (kind == "W" and self._kinds[j + 1] in _STOPS):
                break
            j += 1
        return reach

    def _passes(self, at: int, other: int, marker: str, reach: Reach) -> bool:
        """Tell whether the parties of a word may stand behind another one that tells an event, and take that one where it is a party itself."""
        through = self._kinds[other - 1] != "W" and self._goes_through(at, other, marker)
        if marker and not through:
            reach.marked.append((marker, [other]))
        elif not marker:
            joined = bool(reach.bare) and self._kinds[other - 1] == "W"  # مقتل جنديين وإصابة ثالث
            its_object = through and self._kinds[at] == "V"  # تفرق مظاهرة
            if its_object or not (through or joined):
                reach.bare.append([other])
        return through

    def _is_subject_noun(self, at: int, noun: int) -> bool:
        """Tell whether a noun with the article right behind a verb is its subject, with its object behind: أجبرت الاحتجاجات الحكومة على."""
        return self._kinds[at] == "V" and noun == at + 1 and self._scene.tokens.light(self._firsts[noun]).startswith("ال") and self._kinds[noun + 1] == KNOWN

    def _is_manner(self, at: int, noun: int, marker: str) -> bool:
        """Tell whether a noun with the article tells the manner of a verb: اعتدى بالضرب رجال الأمن على."""
        manner = self._kinds[at] == "V" and marker == "b" and noun == at + 2
        return manner and noun not in self._triggers and self._scene.tokens.light(self._firsts[noun]).startswith("ال")

    def _goes_through(self, at: int, inner: int, marker: str) -> bool:
        """Tell whether the parties of a word stand behind one of its type that it governs or took in: تقديم مساعدات إلى، جولة من المحادثات بين."""
        outer, other = self._triggers.get(at), self._triggers.get(inner)
        if outer is None or (marker and not (marker == "s" and outer.sense.frame.name in SESSIONS)):
            return False
        same = other is None or outer.sense.types[0] == other.sense.types[0] or outer.sense.frame.name in _OF_THINGS
        return same and (other is None or other.part == "n")

    def _owns(self, at: int) -> bool:
        """Tell whether a phrase is a thing that the next phrase may own: unknown words, the last without the article, behind a preposition."""
        if self._kinds[at] != UNKNOWN or self._kinds[at - 1] not in MARKERS:
            return False
        return self._scene.letters[self._stops[at] - 1] == "n"

    def _before(self, at: int) -> tuple[list[int], str]:
        """Return the bare phrase that stands before a verb as its subject, and the kind of the piece before it."""
        j = at - 1 - self._is_surname(at - 1)
        while j >= 0 and at - j < REACH:
            kind = self._kinds[j]
            if kind in PHRASES or (j == at - 1 and self._names_people(j) and not self._is_owned_by(j)):  # محتجون يغلقون الميناء
                first = j
                while self._kinds[first - 1] == "W" and self._kinds[first - 2] in PHRASES:
                    first -= 2
                before = self._kinds[first - 1]
                if before in MARKERS or before == "T":
                    j = first - 1
                    if before == "T":
                        return [], before
                elif before == KNOWN and first == j and self._is_title_of(first - 1, first):
                    return [first - 1], self._kinds[first - 2]  # إن فلان محافظ المدينة، كلف
                else:
                    return list(range(first, j + 1, 2)), before
            elif kind not in ("t", ",") and not (j == at - 1 and kind == "T" and self._is_owned_by(j)):  # أهالي المخطوفين يعتصمون
                return [], kind
            j -= 1
        return [], "."

    def _is_title_of(self, person: int, title: int) -> bool:
        """Tell whether a title without a name stands right behind a named person, and so may be his own."""
        letters = self._scene.letters[self._firsts[title] : self._stops[title]]
        return title == person + 1 and letters[0] == "R" and "M" not in letters and self._is_named_person(person)

    def _is_surname(self, at: int) -> bool:
        """Tell whether an unknown word stands right behind the name of a person, and may be the end of it: جان ماري رونيغا اتهم."""
        first = self._firsts[at]
        alone = (
            self._kinds[at - 1 : at + 1] == KNOWN + UNKNOWN
            and self._stops[at] - first == 1
            and self._scene.letters[first - 1 : first + 1] in (["M", "n"], ["m", "n"])
        )
        return alone and self._is_named_person(at - 1)

    def _postponed(self, at: int) -> list[int]:
        """Return the subject that stands behind all else in its clause with each of before it: ندد بالهجوم الذي استهدف البلدة كل من مصر والأردن."""
        if _EACH not in self._scene.tokens.keys:
            return []
        for j in range(at + 2, at + REACH):
            told = self._kinds[j] in (KNOWN, GROUP) and self._kinds[j - 1] not in MARKERS and self._kinds[j - 1] != "W"
            if told and self._key(j) == _EACH and self._scene.letters[self._firsts[j] + 1] == "s":
                return self._joined(j) if self._kinds[j - 1] in _BEFORE_EACH else []
            if self._kinds[j] == "." or (told and self._kinds[j - 1] in _BEFORE_EACH and self._is_actor([j])):
                break
        return []

    def _put_marked(self, at: int, found: Arguments, trigger: Trigger, reach: Reach) -> None:
        marks = trigger.sense.frame.prepositions
        shot = -REACH
        against = trigger.sense.frame.name == "accuse" and any(marker == "z" for marker, _ in reach.marked)
        met = reach.bare[-1] if trigger.part == "v" and reach.bare and trigger.sense.frame.object.startswith("R") else []  # whom what has a ل before it may own
        for marker, group in reach.marked:
            if (against and marker in "il") or (marker == "o" and self._key(group[0]) == _TONGUE):
                continue  # بلاغ إلى النائب العام ضد الوزير، رحبت على لسان مصدر
            if marker == "l" and len(met) == 1 and self._owns_thing(met[0], group[0]):
                self._put(found, "R", group)  # هجوم على مركز للشرطة
                continue
            met = group if marks.get(NAMES.get(marker, ""), "").startswith("R") else []
            if marker == AGENT:
                self._put(found, self._by_hand(group[0], trigger.sense.frame.name), group)
            elif trigger.part == "n" and (role := self._beside_noun(at, found, trigger, marker, group[0])):
                self._put(found, role, group)
            elif marker in "il" and trigger.part == "v" and trigger.sense.frame.name == "request" and self._kinds[group[0]] in (WITHIN, UNKNOWN):
                continue  # دعا إلى تشكيل حكومة
            elif NAMES.get(marker) in marks:
                self._put(found, self._marked_role(at, trigger, marker, group, reach, found), group)
            elif marker == "b" and self._key(group[0]) in FIRE:
                found.actors += group  # قتل برصاص الجيش
                shot = group[-1]
            elif marker == "s" and self._is_ordered(group[0], trigger):
                self._put(found, "A", group)  # منع من السفر بقرار من النيابة
            elif marker == "s" and group[0] == shot + 2:
                continue  # برصاص قناصة من الشرطة
            elif marker == "b" and trigger.part == "v" and trigger.sense.frame.symmetric and self._is_person(group):
                self._put(found, "A", group)  # اجتمع بالوزير
            elif marker == "z" or (marker == "o" and self._key(at) in _LAUDING):
                self._put(found, "R", group)  # أثنى على الجيش
            elif marker == "b" and trigger.sense.frame.name == "convict":
                self._put(found, "R", self._sentenced(group))
            elif marker in "fbp":
                self._put(found, "P", group)

    def _marked_role(self, at: int, trigger: Trigger, marker: str, group: list[int], reach: Reach, found: Arguments) -> str:
        """Return the role of a phrase behind a preposition that the frame of a word names."""
        role, who, noun = trigger.sense.frame.prepositions[NAMES[marker]], group[0], trigger.part == "n"
        first = group is next((other for mark, other in reach.marked if mark in "lo"), None)
        if marker == "l" and role == "A" and (who > at + _ADJACENT or not first or self._kinds[who - 1] != "l" or self._key(who - 2) in _IN_FAVOUR):
            return _NOTHING  # هجوم على مواقع للجيش، اجتماع لانتخاب رئيس، مظاهرة تأييدا للرئيس
        if marker == "s" and role == "A" and not self._is_right_at(at, who - 1, trigger):
            return _NOTHING  # زار القاهرة برفقة عدد من القادة
        if marker == "s" and trigger.sense.types[0] == "ASSAULT" and self._place(who):
            return "P"  # إطلاق صواريخ من غزة
        if marker == "b" and role == "A" and self._place(who):
            return "P"  # اجتماع بدمشق
        struck = noun and first and trigger.sense.frame.name in _STRIKES and any(mark == "o" for mark, _ in reach.marked)
        if marker == "l" and role == "R" and struck:
            return "A"  # قصف لقوات النظام على بلدة
        if marker == "l" and role == "RP" and noun and not found.actors and self._is_person(group):
            return "A"  # الزيارة المرتقبة للرئيس إلى
        return role

    def _by_hand(self, who: int, frame: str) -> str:
        """Return the role of those by whose hand it is done: they act, but where something is freed of their grasp or people fall on their side."""
        hand = self._scene.tokens.keys[self._firsts[who] - 1]
        if hand == _GRASP:
            return "R" if frame == "free" else _NOTHING
        return "R" if hand == _SIDE and frame in _FALLEN else "A"

    def _behind_of(self, trigger: Trigger, reach: Reach, body: list[int]) -> list[int]:
        """Return whom or what a ل marks right behind a body that holds or kills, by what a noun tells: اعتقال الشرطة لناشط، احتجاز إيران لسفينة."""
        acts = self._scene.letters[self._firsts[body[0]]] in "MPZX" or self._is_of_state(body[0])
        marker = body[0] + 1
        if trigger.sense.frame.name not in _OF_PERSONS or not acts or self._is_named_person(body[0]) or self._kinds[marker] != "l":
            return []
        behind = next((group for mark, group in reach.marked if mark == "l" and group[0] == marker + 1), [])
        return behind if behind and not self._is_reason(behind[0]) else []

    def _is_reason(self, at: int) -> bool:
        """Tell whether what stands behind a ل tells why or how long, or to whom somebody is handed: لانتقاده، لمدة يومين، للنيابة."""
        kind, light = self._kinds[at], self._scene.tokens.light(self._firsts[at])
        if kind in (KNOWN, GROUP):
            return not self._is_actor([at]) or self._is_of_state(at)
        return kind == "T" or light.startswith("ال") or bears_pronoun(light) or self._key(at) in _REASONS

    def _owns_thing(self, thing: int, who: int) -> bool:
        """Tell whether a body behind a ل owns the thing right before it: مركزا للشرطة، حاجز للجيش."""
        return self._kinds[thing] == UNKNOWN and who == thing + 2 and self._is_actor([who]) and not self._is_person([who])

    def _is_ordered(self, who: int, trigger: Trigger) -> bool:
        """Tell whether someone by whose order somebody is held or punished stands behind a من: بقرار من النيابة، بأمر من المحكمة."""
        ordered = self._kinds[who - 3 : who - 1] == "b" + UNKNOWN and self._key(who - 2) in _ORDERS
        return ordered and trigger.sense.types[0] in _ORDERED

    def _beside_noun(self, at: int, found: Arguments, trigger: Trigger, marker: str, who: int) -> str:
        """Return the role of a phrase that a preposition marks behind a noun otherwise than behind its verb; empty where it is the same."""
        frame, behind = trigger.sense.frame, who == at + 2
        if marker == "s" and behind and self._kinds[at - 1] == "b" and frame.prepositions.get("من") != "P":
            return "A"  # بطلب من بريطانيا
        if marker == "s" and behind and frame.name == "ask" and (self._kinds[at - 1] == "o" or self._is_got(at)):
            return "A"  # بناء على طلب من الحكومة، تلقت طلبا من
        if marker == "s" and who == at + 3 and self._kinds[at + 1] == UNKNOWN and self._scene.tokens.keys[self._stops[who - 2] - 1].removeprefix("ال") in _FROM:
            return "A"  # الطلب المقدم من
        own = trigger.sense.types[0] in _OF_OWN and marker == "l" and self._kinds[who - 2] == UNKNOWN
        if own and self._scene.tokens.keys[self._stops[who - 2] - 1] in _OF_THEM:
            return "A"  # مساعدات تابعة للأمم المتحدة
        if marker == "y" and self._kinds[at + 1] == UNKNOWN and self._key(at + 1).startswith(_MUTUAL):
            return "A"  # قصف متبادل بين
        if marker == "b" and self._key(who) == _LEAD:
            return "A"  # هجوم بقيادة
        if marker == "b" and self._kinds[who] == WITHIN and self._key(who) == "حق":
            return "R"  # مجزرة بحق المدنيين
        if marker == "f" and self._key(who) == "صفوف":
            return "R"  # اعتقالات في صفوف
        if marker == "i" and frame.name == "request" and self._kinds[who] == WITHIN:
            return _NOTHING  # الدعوة إلى تشكيل حكومة
        if marker == "l" and frame.name == "shell" and behind and self._is_shelling(at, who, trigger):
            return "A"  # قصف للجيش على البلدة
        body = (
            (self._scene.letters[self._firsts[who]] in _NAMING or self._is_national(who))
            and not (found.actors or found.nations)
            and set(self._kinds[at + 1 : who - 1]) <= {UNKNOWN}
        )
        return "A" if marker == "l" and frame.name in _OF_BODIES and body and who <= at + _ADJACENT else ""  # غارة للتحالف

    def _is_shelling(self, at: int, who: int, trigger: Trigger) -> bool:
        """Tell whether a force behind a ل does the shelling that a noun tells: another stands behind على, or the noun has no article."""
        met = any(marker == "o" for marker, _ in self._reach(at).marked)
        return met and self._is_actor([who]) and not self._scene.tokens.light(trigger.token).startswith("ال")

    def _is_got(self, at: int) -> bool:
        """Tell whether a noun is what somebody before it got or suffered."""
        while self._kinds[at - 1] in PHRASES:
            at -= 1
        return self._kinds[at - 1] == "U"

    def _is_right_at(self, at: int, marker: int, trigger: Trigger) -> bool:
        """Tell whether a preposition stands behind a word with nothing but times and the adjectives of a noun between them."""
        return set(self._kinds[at + 1 : marker]) <= ({"t"} if trigger.part == "v" else {UNKNOWN, "t"})

    def _is_national(self, at: int) -> bool:
        """Tell whether a phrase names a force by its nationality: غارة لطائرة أمريكية."""
        letters = self._scene.letters[self._firsts[at] : self._stops[at]]
        return letters[0] == "X" and "A" in letters

    def _sentenced(self, group: list[int]) -> list[int]:
        """Return whom a sentence told by a noun is passed on: بسجن المعارض، بإعدام عشرين متهما."""
        if self._key(group[0]) not in PENALTIES:
            return []
        behind = group[0] + 1
        return group if self._kinds[group[0]] == WITHIN else [behind] if self._kinds[behind] == KNOWN else []

    def _put(self, found: Arguments, role: str, group: list[int]) -> None:
        for at in group:
            if self._kinds[at] not in (KNOWN, GROUP, WITHIN) and not self._names_people(at) and not self._is_second_of_two(at):
                continue
            if ("P" in role and (role == "P" or self._place(at))) or (role.startswith("A") and self._is_ground(at)):
                found.places.append(at)
            elif role.startswith("A") and (self._kinds[at] != WITHIN or self._kinds[at - 1] == "E"):
                found.actors.append(at)
            elif role.startswith("R"):
                found.recipients.append(at)

    def _is_second_of_two(self, at: int) -> bool:
        """Tell whether an adjective of nationality names the second of two: الرئيسان الأمريكي والروسي، القوات الهندية والباكستانية."""
        letters, first = self._scene.letters, self._firsts[at]
        if letters[first] != "A" or self._kinds[at - 1] != "W" or self._kinds[at - 2] not in (KNOWN, GROUP):
            return False
        if self._key(at) == _COUNTRY_TOO and self._place(at - 2):
            return True  # بين إيران والسعودية
        title = self._firsts[at - 2]
        if letters[title] in "ZG" and letters[self._stops[at - 2] - 1] == "A" and self._stops[at] - first == 1:
            return True
        return letters[title] == "B" or (letters[title] == "R" and self._scene.tokens.light(title).endswith(DUALS))
