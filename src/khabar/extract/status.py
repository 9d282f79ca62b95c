"""How far an event is told as having happened: asserted, planned, called-for, denied or hypothetical."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.extract.events_scene import Scene
    from khabar.extract.events_triggers import Trigger
    from khabar.extract.events_words import Words
    from khabar.model import Statement

ASSERTED, PLANNED, CALLED_FOR, DENIED, HYPOTHETICAL = "asserted", "planned", "called-for", "denied", "hypothetical"
_VERB_REACH = 7
_NOUN_REACH = 7
_IN_NAMES, _GOING_ON = 12, frozenset("mr")  # how many tokens of names and titles, but their first, may stand between a sign and its noun
_CLAUSE_ENDS = frozenset(".C")
# how near (tokens) a sign must stand before a noun for it to decide the noun's status
_NOUN_SIGNS = {
    "w": (2, DENIED),
    "c": (3, DENIED),
    "d": (6, DENIED),
    "n": (2, DENIED),
    "r": (7, CALLED_FOR),
    "f": (4, PLANNED),
    "p": (5, PLANNED),
    "h": (4, HYPOTHETICAL),
    "x": (4, DENIED),
}
_THAT_SIGNS = {"d": DENIED, "r": CALLED_FOR, "p": PLANNED, "h": HYPOTHETICAL}
_STANCES = {"denies": DENIED, "demands": CALLED_FOR, "promises": PLANNED, "expects": PLANNED}
_OPENING = 8  # tokens of a statement's content that its cue's stance bears on
# frames whose noun, after ل and without the article, tells what an act was meant for
_PURPOSE = frozenset(
    "retake free control storm eliminate cut aid setfree kill arrest destroy attack target backing withdraw convene visit meet block advance release".split()
)
_HELD = frozenset(("CONSULT", "RETREAT"))
_AHEAD = frozenset(("قبل", "قبيل"))
_NO_FUTURE = ("سيار", "سياس", "سينا", "سيد", "سيطر", "سياد", "سيول", "سيف", "سينم", "سيا", "سته", "ستين", "ستون", "ستاد", "ستار")
_PAST = frozenset(("سابق", "سابقه", "ماضي", "ماضيه", "اخير", "اخيره"))
_TO_COME = frozenset(("اجنده", "موعد"))
_AGREED = frozenset(("اتفاق", "اتفق", "اتفقا", "اتفقوا", "اتفقت", "توافق", "توافقا"))
_JOINED_REACH = 6
_HOLDING = frozenset(("عقد", "إجراء", "اجراء", "تنظيم", "إقامة", "استئناف", "إطلاق"))
# what may go on when a report is printed, and the tokens before and behind its noun within which a word says so
_LASTING = frozenset("ASSAULT COERCE MOBILIZE PROTEST RETREAT COOPERATE AID".split())
_ONGOING_BEFORE, _ONGOING_VERB, _ONGOING_AFTER = 4, 12, 5
_VERBS, _NEXT_CLAUSE = frozenset("vEL"), frozenset("vVELYQ,")
_LIGHT = frozenset(
    """تصدر يصدر تسجل يسجل تستقبل يستقبل ترصد ترد تقدم يقدم يقدموا تتلق يتلق تشن يشن ترتكب يرتكب تنفذ ينفذ تعقد يعقد تفرض
    يوجهوا يعقدوا يشنوا ينفذوا يفرضوا يتلقوا يجروا
    يفرض توجه يوجه تكن يكن تقم يقم يقوموا تجر يجر يتم تتم تقع يقع تحدث يحدث توجد يوجد تشهد يشهد""".split()
)
_REACHES = {"تقدم": 3, "يقدم": 3, "تكن": 3, "يكن": 3, "يتم": 2, "تتم": 2}  # tokens behind such a verb within which what it denies stands
# what stands behind ما for what is only said (ما تداولته الصحف، ما تردد), and the tokens within which it is denied and what it is about stands
_HEARSAY = frozenset(
    """تداولته تداوله تتداوله يتداوله تردد يتردد تردده ردده ترددت اشيع يشاع نشرته نشره نشر تنشره ذكرته ذكره ذكر اوردته اورده ورد قيل يقال اثير يثار زعمته زعمه
    روجته روج تروجه يروج تناقلته تناقله نسب بثته اذيع اعلنته""".split()
)
_DENIED_BEFORE, _ABOUT = 16, 14
_TRUTH = "صحه"  # behind لا
# what is told behind these is so, whatever is called for or said to be meant before them
_CAUSES, _DURING = frozenset("بسبب بعد عقب منذ اثر جراء نتيجه".split()), frozenset(("خلال", "اثناء"))
_APART = frozenset("TVblioe")  # letters that part such a word from what it tells of
_SAID = frozenset("دعا دعت دعوا طالب طالبت طالبوا ناشد ناشدت حث حثت طلب طلبت قرر قررت تعهد تعهدت امر امرت كلف كلفت اوعز اقترح".split())
_TURNS = frozenset("انما بل لكن كما".split())  # behind which something else is told
_ALMOST = frozenset("كاد كادت كادوا كادا يكاد تكاد".split())
_DONE = frozenset("تم تمت جري جرت".split())
_LAST_OF = ("اخر", "ابرز", "اهم", "اشهر", "اول", "احدث", "اخطر")  # لعل آخرها says nothing of what comes last
_ACCOUNTED = ("تحقيق", "محاكم", "محاسب", "معاقب", "قصاص", "كشف", "مساءل")  # inquiries and trials that are called for are of what was done
_OF_WHAT = frozenset(("في", "عن", "علي", "حول", "بشان"))
_ENDING = frozenset("فض انهاء وقف كسر الغاء تعليق فك رفع".split())  # عدم فض الاعتصام denies no sit-in
_MAY_DO = frozenset("تلجا تكون تؤدي تقوم تبدا تصل تتخذ تفرض تشهد تندلع تنفذ تقع".split())  # verbs in the present that no past is written like
_STATES = frozenset(("طواري", "طواريء", "تاهب", "استنفار", "حصار", "حرب"))  # what a state that holds is of
_SUBJECT = 10  # tokens behind a noun within which the verb that it is the subject of stands
_ACTS_OF_WORDS = frozenset(
    ("request", "press", "ask", "condemn", "accuse", "reject", "threaten", "praise", "thank", "disallow", "blame", "order", "promise", "task")
)
# frames of what does not come about where somebody refuses it, and words for joining what others hold
_REFUSED = frozenset("receive seen host concede yield pardon withdraw disarm release setfree coop extradite".split())
_JOINING = frozenset("حضور مشاركه المشاركه دعوه الدعوه فكره".split())
_COMING = frozenset(
    article + word for word in "مقرر مقرره مزمع مزمعه مرتقب مرتقبه مقبل مقبله قادم قادمه منتظر منتظره متوقع متوقعه".split() for article in ("", "ال")
)


class Statuses:
    """Tells the status of the triggers of one report."""

    def __init__(self, scene: Scene, words: Words) -> None:
        self._scene = scene
        self._signs = _without_still(words.signs.string(scene.tokens.rows), words.still.having(scene.tokens.rows))
        self._letters = scene.letters
        self._has_truth = _TRUTH in scene.tokens.keys

    def status(self, trigger: Trigger, statement: Statement | None) -> str:
        """Return the status of a trigger; ``statement`` is the one that tells it."""
        frame = trigger.sense.frame.name
        if frame == "disallow" or (trigger.part == "a" and frame in _ACTS_OF_WORDS):
            return ASSERTED  # طالب بالتحرك محملا إياهم المسؤولية: he does blame
        if self._is_hearsay(trigger.token):
            return DENIED
        if self._is_done(trigger.token):
            return ASSERTED
        found = self._of_verb(trigger) if trigger.part == "v" else self._of_noun(trigger)
        if found == ASSERTED and statement is not None and frame not in _ACTS_OF_WORDS:
            found = self._of_statement(trigger, statement)
        return found

    def _is_hearsay(self, token: int) -> bool:
        """Tell whether a word stands in what is denied as only said: نفى المتحدث ما تداولته الصحف بشأن فرض حظر التجوال."""
        if self._has_truth and self._is_untrue(token):
            return True
        if "d" not in self._signs:
            return False
        keys = self._scene.tokens.keys
        for i in range(token - 2, max(-1, token - _ABOUT), -1):
            if self._letters[i + 1] in ".," or keys[i + 1] in _TURNS:
                return False
            if keys[i] == "ما" and keys[i + 1] in _HEARSAY:
                return "d" in self._signs[self._sentence_before(i, _DENIED_BEFORE) : i]
        return False

    def _is_untrue(self, token: int) -> bool:
        """Tell whether a word stands in what is told to be untrue: لا صحة للأنباء عن استقالة الوزير."""
        keys, first = self._scene.tokens.keys, self._sentence_before(token, _ABOUT)
        return any(keys[i] == _TRUTH and keys[i - 1] == "لا" and not {",", "."} & set(self._letters[i:token]) for i in range(first + 1, token))

    def _sentence_before(self, token: int, reach: int) -> int:
        """Return the first of so many tokens before one in its sentence."""
        tokens = self._scene.tokens
        return max(token - reach, tokens.sentences[tokens.sentence_of(token)][0])

    def _is_done(self, token: int) -> bool:
        """Tell whether a noun is told as done, whatever is asked or expected around: طالب بمعرفة مكان من تم اعتقاله، وتم القبض عليهم."""
        told = token > 0 and self._scene.tokens.keys[token - 1] in _DONE
        return told and (token < 2 or self._signs[token - 2] not in "hn")

    def goes_on(self, trigger: Trigger) -> bool:
        """Tell whether a deed is told as going on when the report is printed: يحاصر الجيش، استمرار المعارك، الهجمات المتواصلة، تشهد المدينة مواجهات."""
        if trigger.sense.types[0] not in _LASTING and trigger.sense.frame.name != "visit":
            return False
        token, tokens = trigger.token, self._scene.tokens
        if trigger.part == "v":
            headline = tokens.sentence_of(token) == 0
            bare = token == 0 or self._letters[token - 1] not in "lQ"
            return bool(trigger.verb and trigger.verb.tense == "present") and bare and not headline and not self._in_past(token)
        if "g" not in self._signs:
            return False
        for distance, i in enumerate(self._clause(token, _ONGOING_VERB), 1):
            if self._signs[i] == "g" and (distance <= _ONGOING_BEFORE or self._letters[i] in _VERBS):
                return True
            if self._letters[i] in _NEXT_CLAUSE:
                break
        return self._lasts(token)

    def _in_past(self, token: int) -> bool:
        """Tell whether a verb in the present stands behind كان."""
        return any(self._scene.tokens.key(i).startswith(("كان", "ظل")) for i in self._clause(token, _NOUN_REACH))

    def _lasts(self, token: int) -> bool:
        """Tell whether an adjective or a relative clause behind a noun lets it go on: المتواصلة، التي تشهدها."""
        for i in range(token + 1, min(len(self._letters), token + 1 + _ONGOING_AFTER)):
            if self._signs[i] == "g":
                return True
            if self._letters[i] in ".,VLW":
                return False
        return False

    def _of_verb(self, trigger: Trigger) -> str:
        token = trigger.token
        near = [self._signs[i] for i in self._clause(token, 2)] if self._marked(token, 2) else []
        if "n" in near and "h" not in near:
            return DENIED
        if (trigger.verb is not None and trigger.verb.tense == "future") or "f" in near:
            return PLANNED
        present = trigger.verb is not None and trigger.verb.tense == "present"
        if present and near[:1] == ["h"]:
            return HYPOTHETICAL
        if not self._marked(token, _VERB_REACH):
            return ASSERTED
        if present and self._after_that(token):
            for i in self._clause(token, _VERB_REACH):
                if self._signs[i] in _THAT_SIGNS:
                    no_plan = self._signs[i] == "p" and "n" in self._signs[max(0, i - 2) : i]  # ليس من المقرر أن
                    return DENIED if no_plan else _THAT_SIGNS[self._signs[i]]
        return HYPOTHETICAL if self._conditional(token) else ASSERTED

    def _marked(self, token: int, reach: int) -> bool:
        """Tell whether any of the words before a token is a sign: few reports have ten."""
        return bool(self._signs[max(0, token - reach) : token].strip("."))

    def _after_that(self, token: int) -> bool:
        return any(self._letters[i] in "Ql" for i in range(max(0, token - 2), token))

    def _conditional(self, token: int) -> bool:
        keys = self._scene.tokens.key
        return "h" in self._signs and any(self._signs[i] == "h" and keys(i) in ("اذا", "لو", "لولا") for i in range(max(0, token - _VERB_REACH), token))

    def _clause(self, token: int, reach: int) -> Sequence[int]:
        """Return the tokens before one in its clause, nearest first."""
        found = []
        for i in range(token - 1, max(-1, token - 1 - reach), -1):
            if self._letters[i] in _CLAUSE_ENDS and self._signs[i] == ".":
                break
            found.append(i)
        return found

    def _of_noun(self, trigger: Trigger) -> str:
        token = trigger.token
        if self._marked(token, _NOUN_REACH + _IN_NAMES) and (told := self._by_signs(token, trigger.sense.frame.name)) is not None:
            return told
        if self._coming(token):
            return PLANNED
        if self._purpose(trigger) or self._arranged(trigger) or self._to_start(trigger):
            return PLANNED
        joined = self._joined_to(token)
        return ASSERTED if joined is None else self._of_noun(replace(trigger, token=joined, pronoun=""))

    def _by_signs(self, token: int, frame: str) -> str | None:
        """Return the status of a noun that a sign before it in its clause tells; None where none does."""
        if (undone := self._undone(token)) is not None:
            return undone
        distance, setting, straight, keys = 0, "", True, self._scene.tokens.key
        for i in self._clause(token, _NOUN_REACH + _IN_NAMES):
            distance += self._letters[i] not in _GOING_ON
            if distance > _NOUN_REACH or self._letters[i] == "<":
                break  # ضرورة التشاور بين وزيري خارجية البلدين قبل محادثات
            straight = straight and self._letters[i] not in _APART
            setting = keys(i) if straight and self._letters[i] == "S" else setting
            letter = "p" if self._for_sake(i) else self._signs[i]
            if letter in "rp" and (setting in _CAUSES or (setting in _DURING and keys(i) in _SAID)):
                continue  # دعوات للمقاطعة بسبب مساندته، تعهد الوزير خلال زيارته
            if letter in _NOUN_SIGNS and distance <= _NOUN_SIGNS[letter][0]:
                if self._says_nothing(i, token, letter) or (letter == "x" and not self._is_refused(i, token, frame)):
                    continue
                no_plan = letter == "p" and i > 0 and self._signs[i - 1] == "n"  # لا خطط لزيارة
                return DENIED if no_plan else _NOUN_SIGNS[letter][1]
            if self._letters[i] in ",Y" or (self._letters[i] == "V" and letter == "."):
                return HYPOTHETICAL if i > 0 and self._scene.tokens.key(i - 1) in _ALMOST else None  # كادت تصل إلى التشابك
        return None

    def _says_nothing(self, sign: int, token: int, letter: str) -> bool:
        """Tell whether a sign says nothing of a noun: قد of what was, عدم before an end (عدم فض الاعتصام), حالة of a state (حالة الطوارئ)."""
        keys = self._scene.tokens.key
        if letter == "w":
            return keys(token - 1) in _ENDING
        if letter == "r":
            return self._is_accounted_for(sign, token)
        if keys(sign) == "لعل":
            return keys(sign + 1).startswith(_LAST_OF)
        if keys(sign) == "شان":  # بشأن وقف القتال, not من شأن
            return sign == 0 or keys(sign - 1) != "من"
        state = keys(sign) == "حاله" and sign == token - 1 and keys(token).removeprefix("ال") in _STATES
        return letter == "h" and (state or (keys(sign) == "قد" and not self._is_present(sign + 1)))

    def _is_refused(self, refusal: int, token: int, frame: str) -> bool:
        """Tell whether what is refused is what he who refuses would do himself: رفض لقاءه، رفضت الاعتذار; others hold the talks that he stays away from."""
        tokens = self._scene.tokens
        if not _JOINING.isdisjoint(tokens.keys[refusal + 1 : token]):
            return False
        definite = tokens.light(token).startswith("ال")
        return frame in _REFUSED or (frame == "resign" and definite) or (frame in ("meet", "talk") and (not definite or tokens.key(token) == "التفاوض"))

    def _is_accounted_for(self, sign: int, token: int) -> bool:
        """Tell whether a noun tells what an inquiry or a trial that is called for is of: ضرورة التحقيق في مقتله، محاكمته عن سقوط الشهداء."""
        keys = self._scene.tokens.keys[sign + 1 : token]
        return keys[-1:] != [] and keys[-1] in _OF_WHAT and any(key.removeprefix("ال").startswith(_ACCOUNTED) for key in keys)

    def _is_present(self, token: int) -> bool:
        """Tell whether a token is a verb in the present, so that قد before it means that it may be (قد تلجأ النقابات إلى إضراب)."""
        key = self._scene.tokens.key(token)
        return key in _MAY_DO or (self._letters[token] not in "dM" and key.startswith("ي"))

    def _joined_to(self, token: int) -> int | None:
        """Return the noun that tells an event before one that and joins to it (ضرورة التشاور والتنسيق); None for none."""
        if token < 1 or self._letters[token - 1] != "W":
            return None
        for i in self._clause(token - 1, _JOINED_REACH):
            if self._letters[i] == "T":
                return i
            if self._letters[i] in ",.QYVvWCELS":
                return None
        return None

    def _undone(self, token: int) -> str | None:
        """Return the status of a noun that a denied light verb governs (لم تكن هناك هدنة، إذا لم يقم بشن هجمات); None where none does."""
        keys = self._scene.tokens.key
        for i in self._clause(token, _NOUN_REACH):
            if keys(i) in _LIGHT and i > 0 and self._signs[i - 1] == "n" and token - i <= _REACHES.get(keys(i), _NOUN_REACH):
                return HYPOTHETICAL if self._conditional(i) else DENIED
            anew = self._letters[i] == "L" and self._letters[i - 1] == "W"  # لم تنفذ ونظمنا وقفات
            if (anew or self._letters[i] in ",YQvV") and keys(i) not in _LIGHT:
                return None
        return None

    def _for_sake(self, token: int) -> bool:
        """Tell whether a word, a sign of what is cancelled, is that of من أجل, not the verb that puts off."""
        keys = self._scene.tokens.key
        return keys(token) == "اجل" and token > 0 and keys(token - 1) == "من"

    def _arranged(self, trigger: Trigger) -> bool:
        """Tell whether a gathering or a truce is what holding one is meant for (لعقد هدنة، إلى إجراء محادثات), or lies ahead of what is told (قبل اجتماع)."""
        token, tokens = trigger.token, self._scene.tokens
        if token < 1 or trigger.pronoun or trigger.sense.types[0] not in _HELD:
            return False
        if tokens.key(token - 1) in _AHEAD:
            return not any(tokens.key(i).removeprefix("ال") in _PAST for i in range(token + 1, min(len(self._letters), token + 4)))
        if tokens.key(token - 1) in _TO_COME or (token > 1 and tokens.key(token - 2) == "جدول"):
            return True
        if self._letters[token - 1] == "o" and token > 1 and tokens.key(token - 2).removeprefix("ال") in _AGREED:
            return True
        at = token - 1
        return tokens.light(at) in _HOLDING and at > 0 and (self._letters[at - 1] == "l" or tokens.key(at - 1) in ("الي", "قبل", "علي"))

    def _to_start(self, trigger: Trigger) -> bool:
        """Tell whether the verb that a noun is the subject of tells the future (أن مشاورات الحكومة ستبدأ)."""
        token, tokens = trigger.token, self._scene.tokens
        if token > 0 and self._letters[token - 1] not in "Ql":
            return False
        for i in range(token + 1, min(len(self._letters), token + _SUBJECT)):
            key = tokens.key(i)
            future = key.startswith(("ست", "سي")) and not key.startswith(_NO_FUTURE)
            if future or self._letters[i] in ".CQYVv":
                return future and self._letters[i] not in "MX"
        return False

    def _coming(self, token: int) -> bool:
        """Tell whether a word behind a noun says that it is still to come: الانتخابات المقبلة."""
        keys = self._scene.tokens.keys[token + 1 : token + 6]
        return not _COMING.isdisjoint(keys) and any(key in _COMING and self._letters[at] != "t" for at, key in enumerate(keys, token + 1))

    def _purpose(self, trigger: Trigger) -> bool:
        token = trigger.token
        if trigger.sense.frame.name not in _PURPOSE or token < 2 or self._letters[token - 1] != "l" or trigger.part != "n":
            return False
        return not self._scene.tokens.light(token).startswith("ال") and self._letters[token - 2] not in "TU"

    def _of_statement(self, trigger: Trigger, statement: Statement) -> str:
        wanted = _STANCES.get(statement.stance)
        if wanted is None or not statement.content:
            return ASSERTED
        first, _ = self._scene.tokens.range(statement.content[0].start, statement.content[0].end)
        opening = range(first, trigger.token)
        inside = any(self._letters[i] in "YC" for i in opening) or self._is_accounted_for(first - 1, trigger.token)
        return wanted if len(opening) <= _OPENING and not inside else ASSERTED


def _without_still(signs: str, still: Sequence[int]) -> str:
    """Return the signs without the negations that with the verb behind them mean still: لا يزال المحتجون يعتصمون."""
    for token in still:
        if signs[token - 1 : token] == "n":
            signs = f"{signs[: token - 1]}.{signs[token:]}"
    return signs
