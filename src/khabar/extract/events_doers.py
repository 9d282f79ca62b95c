"""Whose doing, will, purpose or charge a phrase beside a noun tells, and people called by what they do or suffer in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.events_arguments import Arguments
from khabar.extract.events_clause import REACH
from khabar.extract.events_insertions import MARKERS
from khabar.extract.events_pieces import VERBS
from khabar.extract.events_scene import GROUP, KNOWN, PHRASES, UNKNOWN, WITHIN
from khabar.extract.events_verbs import Verbs
from khabar.extract.events_words import DESCRIBING, pronoun_at

if TYPE_CHECKING:
    from khabar.extract.events_scene import Scene
    from khabar.extract.events_triggers import Trigger
    from khabar.extract.events_words import Words

# frames whose recipient is the one to act in what is asked for: دعا تركيا إلى الانسحاب
ASKING = frozenset(("request", "press", "ask", "order", "accuse", "blame", "task", "forbid"))
ITSELF = frozenset("نفسه نفسها انفسهم نفسيهما".split())
_CHARGES = frozenset("تهمه تهم شبهه جرم جريمه جرائم دعوي".split())
MEANS = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "CONSULT"))
_MEANS_OF = frozenset(("عبر",))  # right before a noun, what somebody does something by
_PURPOSES = _MEANS_OF.union("هدف بهدف بغيه غرض قصد اجل سبيل سعيا".split())  # and what he means to reach
_AIMS = frozenset(("الهدف", "الغرض", "الغايه", "المقصود"))
_AIMED = PHRASES | {"T"}
BETWEEN = PHRASES | frozenset("t,W")
BESIDE = BETWEEN | MARKERS


class Doers(Verbs):
    """Finds who is told beside a noun to do or to mean what it tells."""

    def __init__(self, scene: Scene, by_piece: dict[int, Trigger], words: Words) -> None:
        super().__init__(scene, by_piece, words)
        self._doing = words.sets.classes["doing"]  # nouns whose genitive does what follows them (نجاح الجيش في)
        self._willing = words.sets.classes["willing"]  # adjectives that say who will or can do what follows (مستعدة لدعم)
        self._working = words.sets.classes["working"]  # verbs that tell behind على what their subject does or means to (يعمل على دعم)
        self._needing = words.sets.classes["needing"]  # verbs that tell behind ل why, or what they turn to (يعود لرفض، يحتاج لدعم)
        self._doers, self._sufferers = words.sets.classes["doers"], words.sets.classes["sufferers"]  # people called by what they do or suffer

    def _take_charged(self, head: int, found: Arguments) -> bool:
        """Take whom an arrest or a sentence met for what a noun behind a word for the charge tells: اعتقل فلان بتهمة قتل طبيب."""
        if self._kinds[head - 2 : head] != "b" + UNKNOWN or self._scene.tokens.keys[self._stops[head - 1] - 1] not in _CHARGES:
            return False
        for j in range(head - 3, max(-1, head - REACH), -1):
            if self._kinds[j] in ".Q":
                break
            above = self._found.get(j)
            if above is not None and above.recipients:
                found.actors += above.recipients
                found.carried = True
                return True
        return False

    def _is_what_people_did(self, at: int) -> bool:
        """Tell whether a noun tells what the people right before it did or suffered: ضحايا المجزرة."""
        word = self._scene.tokens.keys[self._stops[at - 1] - 1] if self._kinds[at - 1] in PHRASES else ""
        return word in self._doers or word in self._sufferers

    def _known_by(self, at: int, found: Arguments) -> None:
        """Take those who are called by what they do or suffer in what a noun tells: منفذو الهجوم، المشاركين في المظاهرة، ضحايا التفجير."""
        deed = self._triggers[at].sense.types[0] in MEANS
        if self._is_willing(at) and not found.actors:
            found.actors.append(at - 1)  # تركيا مستعدة للتعاون
        people = at - 1 - (self._kinds[at - 1] == "f" or (self._kinds[at - 1] in ("b", "e") and deed))
        if people < 0 or self._kinds[people] not in (KNOWN, GROUP, WITHIN):
            return
        word = self._scene.tokens.keys[self._stops[people] - 1].removeprefix("ال")
        if word in self._doers and not found.actors and people not in found.recipients:
            found.actors.append(people)
        elif word in self._sufferers and not found.recipients:
            found.recipients.append(people)

    def _tells_of_doing(self, at: int) -> bool:
        """Tell whether all words of a phrase tell of doing what follows them: محاولة تنفيذ."""
        return self._doing.issuperset(key.removeprefix("ال") for key in self._scene.tokens.keys[self._firsts[at] : self._stops[at]])

    def _is_done_by(self, at: int, head: int) -> bool:
        """Tell whether a phrase right before a noun or its preposition tells whose doing it is: قيام الجيش بقصف، قيام عناصر مجهولة بإطلاق."""
        marked = self._kinds[head - 1] in MARKERS
        last = head - 1 - marked
        if at == last and self._is_willing(at):
            return True
        if marked and self._kinds[last] == UNKNOWN and self._kinds[last - 1] == GROUP:
            last -= 1
        if at != last:
            return False
        if self._kinds[at] in (KNOWN, GROUP):
            if self._kinds[at - 1] == "l" and self._kinds[at - 2] == UNKNOWN:
                return not self._doing.isdisjoint(key.removeprefix("ال") for key in self._scene.tokens.keys[self._firsts[at - 2] : self._stops[at - 2]])
            return self._kinds[at - 1] == UNKNOWN and self._scene.tokens.keys[self._stops[at - 1] - 1] in self._doing
        told = self._kinds[at] == WITHIN or (self._kinds[at] == UNKNOWN and bool(self._of_nations(at)))
        return told and not self._doing.isdisjoint(key.removeprefix("ال") for key in self._scene.tokens.keys[self._firsts[at] : self._stops[at]])

    def _is_willing(self, at: int) -> bool:
        """Tell whether a piece says of who stands right before it that he is willing or able to do what follows: باريس مستعدة لدعم."""
        alone = self._kinds[at] in (UNKNOWN, "T") and self._kinds[at - 1] in (KNOWN, GROUP) and self._stops[at] - self._firsts[at] == 1
        return alone and self._key(at) in self._willing

    def _is_told_done(self, head: int) -> bool:
        """Tell whether a phrase before a noun tells whose doing it is, so that its genitive is met: حرص تركيا على دعم المعارضة."""
        last = head - 1 - (self._kinds[head - 1] in MARKERS)
        return last > 0 and (self._is_done_by(last, head) or self._is_done_by(last - 1, head))

    def _of_nations(self, at: int) -> list[int]:
        """Return the tokens of a piece that are adjectives of nationality."""
        return [token for token in range(self._firsts[at], self._stops[at]) if self._scene.letters[token] in "AO"]

    def _take_doer(self, at: int, found: Arguments) -> None:
        """Take whose doing a phrase tells, by a name or an adjective: قيام الجيش بقصف، القرار الأمريكي بالانسحاب."""
        if self._is_willing(at):
            found.actors.append(at - 1)
        elif self._kinds[at] == UNKNOWN:
            found.nations += self._of_nations(at)
        else:
            found.actors.append(at)

    def _is_meant(self, head: int) -> bool:
        """Tell whether a noun is what somebody means to reach: بهدف دعم الحكومة، من أجل وقف القتال."""
        if self._kinds[head - 2] == "s" and self._kinds[head - 1] in _AIMED and self._kinds[head - 3] == UNKNOWN:
            return self._scene.tokens.keys[self._stops[head - 3] - 1] in _AIMS  # الهدف من المسيرة دعوة الجيش
        return self._kinds[head - 1] in (UNKNOWN, "S") and self._scene.tokens.keys[self._stops[head - 1] - 1] in _PURPOSES

    def _take_who_means(self, head: int, found: Arguments) -> bool:
        """Take whose deed before a noun of a purpose serves it."""
        for j in range(head - 1, max(-1, head - REACH), -1):
            kind = self._kinds[j]
            if kind in ".QC":
                return False
            above = self._found.get(j)
            if above is not None and above.recipients and self._key(head - 1) in _MEANS_OF and self._triggers[j].sense.frame.name in ASKING:
                found.actors += above.recipients  # اتهم الحكومة بالتدخل عبر تسليح
                return True
            if above is not None and (above.actors or above.nations):
                found.actors += above.actors
                found.nations += above.nations
                found.carried = True
                return True
            if kind in VERBS and (subject := self.subject_of(j)):
                self._put(found, "A", subject)
                found.carried = True
                return bool(found.actors)
        return False

    def _take_who_owns(self, head: int, found: Arguments) -> bool:
        """Take whom a pronoun at a word of doing means: بعد تورطهم في قتل، لمحاولته اغتيال."""
        last = head - 1 - (self._kinds[head - 1] in MARKERS)
        key = self._scene.tokens.keys[self._stops[last] - 1] if last >= 0 and self._kinds[last] == UNKNOWN else ""
        pronoun = pronoun_at(key, self._doing)
        if not pronoun:
            return False
        found.actors += self._nearest_meant(head, pronoun, []) if pronoun == "هم" else self._carried(head, found)
        if not found.actors and pronoun == "ه":
            found.actors += self._nearest_meant(head, pronoun, [])  # دعوى ضد فلان لمسؤوليته عن
        found.carried = True
        return bool(found.actors)

    def _describes(self, at: int) -> bool:
        """Tell whether people right behind a noun are an adjective of it: تفجير انتحاري."""
        if self._kinds[at + 1] == UNKNOWN and self._key(at + 1) in ITSELF:
            return False  # تفجير انتحاري نفسه
        return self._stops[at] - self._firsts[at] == 1 and self._key(at).removesuffix("ا") in DESCRIBING

    def _back_over(self, at: int, over: frozenset[str] = BETWEEN) -> int:
        """Return the first piece from one back that is none of some kinds: else no phrase, time, comma or and."""
        while self._kinds[at] in over:
            at -= 1
        return at
