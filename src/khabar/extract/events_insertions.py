"""What only parts a word from its parties: times, inserted phrases, clauses that tell of the people right before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.events_lists import Lists
from khabar.extract.events_pieces import VERBS
from khabar.extract.events_scene import GROUP, KNOWN, PHRASES, UNKNOWN, WITHIN
from khabar.extract.events_words import AGENT, NAMES, WAS

if TYPE_CHECKING:
    from khabar.extract.events_arguments import Reach
    from khabar.extract.events_triggers import Trigger

MARKERS = frozenset(NAMES) | frozenset((AGENT, "p", "k"))
INSERTED = MARKERS | frozenset("CSYv")  # what begins a phrase put between two commas
INSERTION = 10  # pieces of such a phrase
FIRE = frozenset("رصاص نيران نار طلقات صواريخ قذائف".split())  # what somebody is hit by is theirs to whom it belongs
PENALTIES = frozenset("سجن حبس اعدام معاقبه تغريم ادانه مواخذه براءه".split())  # what a sentence is
_ON_THE_BENCH = frozenset("عضويه امانه حضور".split())  # words for who sits in court beside its president
_TOOK_PLACE = frozenset("وقع وقعت".split())  # light verbs (وقعت اتفاقا) that tell this behind a noun


class Insertions(Lists):
    """Finds what stands between a word and its parties."""

    def _past(self, at: int, inserted: int, reach: Reach) -> int:
        """Return the last piece of what only parts a word from its parties, which begins with a piece that is no phrase; 0 for none."""
        kind = self._kinds[inserted]
        if kind == "S":
            return self._past_times(inserted + 1) - 1 if self._kinds[inserted + 1] == "t" else 0  # بعد منتصف الليل
        if kind == ",":
            return self._past_time(inserted) or self._past_inserted(at, inserted, reach)
        if (kind == "v" or (kind == "Q" and self._key(inserted) in WAS)) and len(reach.bare) == 1 and not reach.marked and (told := self._past_told(inserted)):
            return told
        return inserted if at in self._triggers and self._came_to_be(inserted) and self._is_asyndetic(at, inserted) else 0

    def _came_to_be(self, verb: int) -> bool:
        """Tell whether a verb tells that or where something came to be: اشتباكات اندلعت بين، وقعت."""
        kind = self._kinds[verb]
        return kind == "E" or (kind == "v" and self._key(verb) in WAS) or (kind == "L" and self._key(verb) in _TOOK_PLACE)

    def _is_asyndetic(self, at: int, verb: int) -> bool:
        """Tell whether a verb of a scene tells right behind a noun, with nothing but adjectives between them, how what the noun tells came to be."""
        noun = self._triggers[at].part == "n" and not self._scene.tokens.light(self._firsts[at]).startswith("ال")
        return noun and set(self._kinds[at + 1 : verb]) <= {UNKNOWN}

    def _past_time(self, comma: int) -> int:
        """Return the comma that ends a time put between two (اشتباكات، مساء الخميس، بين); 0 for none."""
        j = self._past_times(comma + 1)
        return j if j > comma + 1 and self._kinds[j] == "," and self._kinds[j + 1] in MARKERS else 0

    def _past_told(self, verb: int) -> int:
        """Return the last piece of what a verb in the present tells of the people right before it; 0 for none: رجل يحمل سكينا، مسلحون ينتمون إلى."""
        if self._kinds[verb - 1] != KNOWN or not (self._key(verb).startswith(("ي", "ت")) or self._key(verb) in WAS):
            return 0
        if self._scene.tokens.light(self._firsts[verb - 1]).startswith("ال") or self._scene.named(verb - 1):
            return 0
        was = self._key(verb) in WAS and self._kinds[verb + 1] == "v"  # شرطي كان يحرس السفارة
        verb += was
        matter = verb + 1 + (self._kinds[verb + 1] in MARKERS)
        return matter if self._kinds[matter] in (PHRASES if was or matter > verb + 1 else (UNKNOWN, WITHIN)) else 0

    def _past_inserted(self, at: int, comma: int, reach: Reach) -> int:
        """Return the comma that ends what is put between a verb and its parties: طالب الاتحاد، في بيان، الحكومة ب; 0 for none."""
        trigger = self._triggers.get(at)
        if trigger is not None and trigger.part == "n" and trigger.sense.frame.symmetric and len(reach.bare) == 1 and not reach.marked:
            end = self._past_apposition(comma)
            return end if end and self._marks_party(trigger, end + 1) else 0  # لقاء فلان، رئيس الحكومة، بوفد
        if trigger is None or trigger.part != "v":
            return 0
        end = self._closing(comma)
        behind = self._past_times(end + 1)
        if end and (self._marks_party(trigger, behind) or self._is_object(trigger, behind, reach)):
            return end
        return comma if self._is_object(trigger, comma + 1, reach) and self._is_nobody_told(reach, comma + 1) else 0

    def _closing(self, comma: int) -> int:
        """Return the comma that ends what another one begins: a time, a phrase by preposition, a relative clause, a title or an age; 0 for none."""
        end = self._kinds.find(",", comma + 1, comma + INSERTION)
        if end < 0 or "." in self._kinds[comma:end]:
            return 0
        while self._kinds[end + 1 : end + 3] == "W" + WITHIN and self._key(end + 2) in _ON_THE_BENCH:
            end = self._kinds.find(",", end + 2, end + INSERTION)
        first = self._kinds[comma + 1]
        return end if first in INSERTED or first == "t" or self._is_apposition(comma + 1, end) else 0

    def _marks_party(self, trigger: Trigger, at: int) -> bool:
        """Tell whether a preposition marks a party of a verb."""
        kind = self._kinds[at]
        if kind == "b" and self._kinds[at + 1] in PHRASES and self._key(at + 1) in (PENALTIES if trigger.sense.frame.name == "convict" else FIRE):
            return True
        if kind not in MARKERS or self._kinds[at + 1] not in (KNOWN, GROUP, WITHIN):
            return False
        role = "A" if kind == AGENT else trigger.sense.frame.prepositions.get(NAMES.get(kind, ""))
        return role == "R" or (role == "A" and kind != "l" and self._kinds[at + 1] != WITHIN)

    def _is_object(self, trigger: Trigger, at: int, reach: Reach) -> bool:
        """Tell whether a phrase behind a comma may be the object of a verb whose subject alone was told before, or its subject."""
        frame = trigger.sense.frame
        if self._kinds[at] not in (KNOWN, GROUP, "T") or self._kinds[at + 1] in VERBS:
            return False
        if not reach.bare and not reach.marked:
            return self._kinds[at] != "T"
        listed = self._kinds[at + 1 : at + 3] == "," + KNOWN and not self._is_apposition(at + 2, at + 3)
        listed = (listed or (self._kinds[at + 1] == "W" and self._kinds[at + 2] not in VERBS)) and not self._is_nobody_told(reach, at)
        wants = "R" in frame.object or (frame.symmetric and frame.object == "A")
        return wants and not listed and len(reach.bare) == 1 and all(marker in "bfpS" for marker, _ in reach.marked)

    def _is_nobody_told(self, reach: Reach, at: int) -> bool:
        """Tell whether a phrase right behind a comma is another than the subject before it: a person behind a body, or one by another name."""
        subject = reach.bare[0] if reach.bare else []
        if subject and self._is_actor(subject) and self._scene.is_site(self._firsts[at]):
            return True  # قصف الطيران، مواقع المسلحين
        if not subject or not self._is_actor(subject) or not (self._is_actor([at]) or self._place(at) or self._kinds[at] == "T"):
            return False
        if self._is_person(subject) != self._is_person([at]) or (self._is_body(subject) and self._scene.letters[self._firsts[at]] in "GaK"):
            return True  # ناشدت الداخلية، أهالي المدينة
        named = self._is_named_person(at) and (bool(reach.marked) or self._is_named_person(subject[0]))
        return named or (len(subject) > 1 and self._kinds[subject[-1] - 1] == "W")

    def _wanted(self, at: int, marker: int) -> bool:
        """Tell whether a preposition behind a comma marks whom the verb of a trigger is turned to: أوعز الأمين العام، للمبعوث."""
        trigger = self._triggers.get(at)
        if trigger is not None and trigger.part == "n" and trigger.sense.frame.symmetric:
            marker = self._past_times(marker)
            return self._kinds[marker] == "y" and self._kinds[marker + 1] in (KNOWN, GROUP)  # اشتباكات عنيفة، مساء أمس، بين
        return trigger is not None and trigger.part == "v" and self._marks_party(trigger, marker)
