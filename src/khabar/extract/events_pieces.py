"""The pieces of a report around its triggers, and what each of them is: somebody who acts, a person, a place, a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.events_scene import GROUP, KNOWN, PEOPLE, UNKNOWN
from khabar.extract.events_words import bears_pronoun

if TYPE_CHECKING:
    from khabar.extract.events_scene import Scene
    from khabar.extract.events_triggers import Trigger

VERBS = frozenset("vVLEU")  # kinds of pieces
_BEYOND = "." * 8  # stands before the first piece as well as behind the last: no rule looks farther from a piece
_ACTING = PEOPLE.union("DMPRXZB")
_PROTESTING = ("متظاهر", "محتج", "معتصم", "مضرب")
_FORCES = frozenset("دوله قوات قوه حرس شرطه وحدات كتائب لواء جنود عناصر مقاتلو مسلحو".split())  # act where places do not
_AROUND = frozenset("شرق غرب شمال جنوب وسط شرقي غربي شمالي جنوبي محيط ضواحي اطراف مشارف".split())
_OF_STATE = frozenset("الشرطة السلطات النيابة المباحث الاستخبارات المخابرات الحكومة الدرك القوات الأجهزة".split())
# what a number counts that nobody suffers, and how numbers begin behind which people stand in the plural
_UNITS = frozenset(
    "ايام يوما يوم ساعات ساعه اشهر شهرا شهور سنوات سنه عاما اعوام دقيقه دقايق اسابيع اسبوعا مرات مره جلسات دولار جنيه جنيهات ريال دينار ليره".split()
)
_SMALL = ("ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع", "عشر")
_MISSIONS = frozenset("سفاره قنصليه".split())


class Pieces:
    """The pieces of one report around its triggers."""

    def __init__(self, scene: Scene, by_piece: dict[int, Trigger]) -> None:
        self._scene = scene
        self._firsts, self._stops = scene.firsts, scene.stops
        self._kinds = scene.kinds + _BEYOND
        self._triggers = by_piece

    def _key(self, at: int) -> str:
        """Return the folded key of the first word of a piece."""
        return self._scene.tokens.keys[self._firsts[at]]

    def _keys(self, at: int) -> list[str]:
        """Return the folded keys of the words of a piece."""
        return self._scene.tokens.keys[self._firsts[at] : self._stops[at]]

    def _past_times(self, at: int) -> int:
        """Return the first piece from one on that is no time or manner."""
        while self._kinds[at] == "t":
            at += 1
        return at

    def _names_people(self, at: int) -> bool:
        """Tell whether a word that tells an event names those who take part in it, who may do more than that: أغلق محتجون الطريق."""
        trigger = self._triggers.get(at)
        return trigger is not None and self._key(at).endswith(("ون", "ين")) and (trigger.part in "ap" or self._protests(at))

    def _is_owned_by(self, at: int) -> bool:
        """Tell whether a participle in the plural tells people to whom others before it belong, and does not qualify those: أهالي المختطفين."""
        before = self._firsts[at] - 1
        return (
            self._names_people(at)
            and self._kinds[at - 1] in (KNOWN, GROUP)
            and self._scene.letters[before] in "GX"
            and not self._scene.tokens.light(before).startswith("ال")
        )

    def _protests(self, at: int) -> bool:
        """Tell whether a piece names people as those who protest."""
        return any(key.removeprefix("ال").startswith(_PROTESTING) for key in self._scene.tokens.keys[self._firsts[at] : self._stops[at]])

    def _is_actor(self, group: list[int]) -> bool:
        """Tell whether a phrase names somebody who can act, not a number of people or a thing."""
        at = group[0]
        letters = self._scene.letters[self._firsts[at] : self._stops[at]]
        if "X" in letters and self._place(at) and self._key(at) not in _FORCES:
            return False  # a place told as one: مدينة حلب
        if self._kinds[at] == "T":
            return self._names_people(at)
        return self._kinds[at] in (KNOWN, GROUP) and not _ACTING.isdisjoint(letters)

    def _is_person(self, group: list[int]) -> bool:
        """Tell whether a phrase names a person or a title."""
        at = group[0]
        return "R" in self._scene.letters[self._firsts[at] : self._stops[at]] or self._is_named_person(at)

    def _is_named_person(self, at: int) -> bool:
        return any(mention.type == "PER" for mention in self._scene.named(at))

    def _is_counted(self, group: list[int]) -> bool:
        """Tell whether a phrase counts people or things (خمسة جنود), as the objects of passive verbs mostly do."""
        return self._scene.letters[self._firsts[group[0]]] == "K"

    def _is_number(self, at: int) -> bool:
        """Tell whether a phrase is a number alone, that of days or of money: حبس المتهمين 15 يوما."""
        alone = set(self._scene.letters[self._firsts[at] : self._stops[at]]) == {"K"} and self._kinds[at + 1] == UNKNOWN
        return alone and (self._key(at + 1) in _UNITS or not self._scene.tokens.light(self._firsts[at]).startswith(_SMALL))

    def _place(self, at: int) -> bool:
        """Tell whether a phrase names a place alone, and nobody who is there, nor a country by its mission."""
        if self._key(at) in _MISSIONS:
            return False
        people = not PEOPLE.isdisjoint(self._scene.letters[self._firsts[at] : self._stops[at]])
        return not people and {mention.type for mention in self._scene.named(at)} == {"LOC"}

    def _is_ground(self, at: int) -> bool:
        """Tell whether a phrase names part of a place or what lies around it, which never acts: شمالي مالي، محيط المدينة."""
        return self._key(at) in _AROUND and self._place(at)

    def _is_of_state(self, at: int) -> bool:
        """Tell whether a phrase is police, an army, authorities, with the article and without a name: اعتقلت الشرطة."""
        first = self._firsts[at]
        light = self._scene.tokens.light(first)
        return light in _OF_STATE or (self._scene.tokens.light(self._stops[at] - 1) == "الأمن" and self._scene.letters[first] == "X")

    def _is_body(self, group: list[int]) -> bool:
        """Tell whether a phrase names a body: a court convicts, with nobody named behind it (قضت المحكمة بسجن)."""
        return any(mention.type == "ORG" for mention in self._scene.named(group[0]))

    def _is_oblique(self, group: list[int]) -> bool:
        """Tell whether people right behind a verb bear the ending of objects, so that its subject was told before: وحثت المسؤولين على."""
        first = self._firsts[group[0]]
        return self._scene.letters[first] == "a" or (self._names_people(group[0]) and self._scene.tokens.keys[first].endswith("ين"))

    def _is_owned(self, group: list[int]) -> bool:
        """Tell whether a phrase begins with forces or people that a pronoun at their end gives to somebody told before."""
        first = self._firsts[group[0]]
        return self._scene.letters[first] == "X" and bears_pronoun(self._scene.tokens.light(first))

    def _owned(self, group: list[int]) -> bool:
        """Tell whether a phrase is one word with a pronoun: who was told of before meets or moves his own (ويلتقي مسؤوليها)."""
        first, stop = self._firsts[group[0]], self._stops[group[0]]
        return stop - first == 1 and self._scene.letters[first] in "GX" and bears_pronoun(self._scene.tokens.light(first))
