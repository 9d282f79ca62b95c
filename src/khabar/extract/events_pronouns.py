"""Whom a pronoun at a verb, the freed or a preposition stands for: اعتقلته الشرطة، قبل أن يطلق سراحه، القبض عليهم."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.events_arguments import Arguments
from khabar.extract.events_clause import REACH, SENTENCE, Clause
from khabar.extract.events_scene import GROUP, KNOWN, PEOPLE, PHRASES, WITHIN
from khabar.extract.events_words import DUALS, bears_pronoun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.extract.events_scene import Scene
    from khabar.extract.events_triggers import Trigger
    from khabar.extract.events_words import Words

# heads of bodies and offices that want a verb or pronoun in the masculine
MASCULINE = frozenset(
    "مجلس حزب جيش تحالف اتحاد مكتب بنك نظام برلمان ائتلاف تنظيم جهاز صندوق رئيس وزير مدير أمين قائد مبعوث محافظ سفير نائب المجلس الحزب الجيش التحالف الاتحاد "
    "المكتب البرلمان الائتلاف التنظيم الرئيس الوزير المدير الأمين القائد المبعوث المحافظ السفير النائب الملك".split()
)
_INSTITUTIONS = frozenset(
    "منظمه هييه وزاره حكومه نقابه مجلس حزب حركه جبهه اتحاد ائتلاف جامعه محكمه نيابه لجنه مركز موسسه شركه جمعيه رابطه رياسه دوله سفاره بعثه اداره برلمان مديريه "
    "بلديه بنك صندوق".split()
)
_BODIES_OF_MANY = frozenset("وفدا فريقا جمعا حشدا شعبا".split())
_COUNTED = PEOPLE | frozenset("KXZ")  # letters of what several may be called by
_PLURALS = ("ون", "ين", "ات")
_WITHIN = 4  # pieces behind a trigger within which such a pronoun stands
_ENDS = ("هما", "هم", "ها", "ه")
_PREPOSITIONS = ("علي", "الي", "عن", "من", "ب", "ل", "ضد")
_RESUMED = {word + end: (word, end) for word in _PREPOSITIONS for end in _ENDS}  # عليه: its preposition and its pronoun


class Pronouns(Clause):
    """Finds whom pronouns stand for."""

    def __init__(self, scene: Scene, by_piece: dict[int, Trigger], words: Words) -> None:
        super().__init__(scene, by_piece)
        self._several = words.sets.classes["several"]
        self._found: dict[int, Arguments] = {}  # of the triggers read so far

    def _pronoun_met(self, at: int, trigger: Trigger) -> str:
        """Return the pronoun that stands for whom a trigger meets: at the verb, the freed or a preposition of its frame (اعتقلته، سراحه، عنه)."""
        frame = trigger.sense.frame
        if trigger.part == "v" and trigger.pronoun:
            return trigger.pronoun if "R" in frame.object else ""
        for j in range(at + 1, at + _WITHIN):
            key = self._key(j) if self._kinds[j] in ("=", "t") else ""
            marker, pronoun = _RESUMED.get(key, ("", ""))
            if self._kinds[j] == "=":
                pronoun = next((end for end in _ENDS if key.endswith(end)), "")
            if pronoun and (not marker or frame.prepositions.get(marker) == "R"):
                return pronoun
            if self._kinds[j] not in PHRASES and self._kinds[j] != "t":
                break
        return ""

    def _nearest_meant(self, at: int, pronoun: str, acting: list[int]) -> list[int]:
        """Return whom a pronoun at a verb stands for: the nearest people before it in the sentence that it agrees with and that do not act themselves."""
        beside = True  # a phrase right before the verb is its subject: وفد زاره
        for j in range(at - 1, max(-1, at - REACH), -1):
            kind = self._kinds[j]
            if kind == ".":
                break
            beside = beside and (kind in PHRASES or kind == "t")
            if kind in (KNOWN, GROUP) and not beside and j not in acting and self._is_actor([j]) and self._agrees(j, pronoun):
                return [j]
        return []

    def _met_before(self, at: int, pronoun: str, acting: list[int]) -> list[int]:
        """Return whom the nearest event told before in the sentence met, where a pronoun agrees with them."""
        for j in range(at - 1, max(-1, at - REACH), -1):
            if self._kinds[j] == ".":
                break
            met = self._found[j].recipients if j in self._found else []
            if met and met[0] not in acting and self._agrees(met[0], pronoun):
                return met
        return []

    def _cannot_mean(self, who: list[int], pronoun: str) -> bool:
        """Tell whether a pronoun cannot stand for people by its number or gender: several, or a body, where it is singular."""
        first = self._firsts[who[0]]
        light, letter = self._scene.tokens.light(first), self._scene.letters[first]
        if pronoun not in ("ه", "ها") or len(who) > 1 or not self._is_actor(who):
            return False
        counted = letter == "K" and self._scene.letters[first + 1] in PEOPLE
        if counted or (letter in "ga" and light.endswith(("ون", "ين", "ان"))):
            return True
        if self._is_person(who):
            return pronoun == "ها" and letter == "R" and self._is_one(who) and not self._is_named_person(who[0]) and not light.endswith("ة")  # السلطان
        return light in MASCULINE if pronoun == "ها" else letter in "XZM" and light.endswith(("ة", "ات"))

    def _agreeing(self, at: int, pronoun: str) -> list[int]:
        """Return the nearest body before that a pronoun in the singular may stand for, also where it owns a thing: برصاص قوات الاحتلال خلال اقتحامها."""
        for j in range(at - 1, max(-1, at - REACH), -1):
            if self._kinds[j] == ".":
                break
            if self._kinds[j] in (KNOWN, GROUP, WITHIN) and not self._place(j) and self._body_agrees(j, pronoun):
                return [j]
            if pronoun == "ها" and self._kinds[j - 1 : j + 1] == "v" + KNOWN and self._place(j):
                return [j]  # أكدت سلطنة عمان
        return []

    def _body_agrees(self, at: int, pronoun: str) -> bool:
        """Tell whether a phrase names a body or force, the word for which has the gender of a pronoun."""
        letters = self._scene.letters
        head = next((token for token in range(self._firsts[at], self._stops[at]) if letters[token] in "XZM"), None)
        if head is None:
            return False
        mention = self._scene.mention_at.get(head)
        feminine = self._scene.tokens.light(head).endswith(("ة", "ات"))
        return (mention is None or mention.type == "ORG") and feminine == (pronoun == "ها")

    def _agrees(self, at: int, pronoun: str) -> bool:
        """Tell whether a pronoun may stand for people by its number and gender, as far as the words show it."""
        first = self._firsts[at]
        light, letter = self._scene.tokens.light(first), self._scene.letters[first]
        if self._is_person([at]):
            return pronoun in ("ه", "ها")
        if self._place(at):
            return pronoun == "ها"
        several = letter == "K" or light.endswith(("ون", "ين", "ات"))
        feminine = light.endswith(("ة", "اء"))
        if pronoun == "هم":
            return letter == "K" or (letter in _COUNTED and (bears_pronoun(light) or not light.endswith(("ا", "ة"))))  # ركابها
        return not several and feminine == (pronoun == "ها")

    def _is_one(self, group: list[int]) -> bool:
        """Tell whether a phrase names one person, by name or by title alone: no verb or pronoun in the plural is of him."""
        first = self._firsts[group[0]]
        letter = self._scene.letters[first]
        if len(group) > 1 or letter == "K":
            return False
        titled = letter == "R" and not self._tells_several(first) and not self._scene.tokens.light(first).endswith(DUALS[:2])
        return titled or (self._is_named_person(group[0]) and not (letter in PEOPLE and self._tells_several(first)))

    def _is_institution(self, group: list[int]) -> bool:
        """Tell whether a phrase names a country or a body that the press tells of in the singular, unlike forces and peoples."""
        return len(group) == 1 and (self._key(group[0]).removeprefix("ال") in _INSTITUTIONS or self._place(group[0]))

    def _meant(self, at: int, pronoun: str, acting: Sequence[int] = ()) -> list[int]:
        """Return whom a pronoun may mean: in the singular the nearest person named before, in the plural the nearest people; nobody who acts."""
        if pronoun == "هما":
            return self._two_before(at)
        if pronoun not in ("ه", "هم"):
            return []
        for j in range(at - 1, max(-1, at - SENTENCE), -1):
            if j in acting:
                continue
            if (self._kinds[j] in (KNOWN, GROUP) and self._may_be(j, pronoun)) or (pronoun == "هم" and self._names_people(j)):
                return self._listed_before(j) if pronoun == "هم" else [j]
        return []

    def _owning_before(self, at: int) -> list[int]:
        """Return the nearest people of the sentence whose thing or deed is told of before a verb in the plural: لدى مشاهدة اللصوص الشرطة فروا وأطلقوا."""
        near = range(at - 1, max(-1, at - SENTENCE), -1)
        return next(
            ([j] if self._kinds[j] == WITHIN else [] for j in near if self._kinds[j] == "." or (self._kinds[j] == WITHIN and self._may_be(j, "هم"))), []
        )

    def _listed_before(self, last: int) -> list[int]:
        """Return people with those before them that an and joins them to: العلماء والدعاة."""
        group = [last]
        while self._kinds[group[0] - 1] == "W" and self._kinds[group[0] - 2] in (KNOWN, GROUP) and self._may_be(group[0] - 2, "هم"):
            group.insert(0, group[0] - 2)
        return group

    def _two_before(self, at: int) -> list[int]:
        """Return the nearest two before: people in the dual, or two persons joined by and."""
        for j in range(at - 1, max(-1, at - SENTENCE), -1):
            if self._kinds[j] not in (KNOWN, GROUP):
                continue
            if self._scene.tokens.light(self._firsts[j]).endswith(DUALS[:2]) and self._scene.letters[self._firsts[j]] in "gaG":
                return [j]
            if self._kinds[j - 1] == "W" and self._kinds[j - 2] == KNOWN and self._is_person([j]) and self._is_person([j - 2]):
                return [j - 2, j]
        return []

    def _may_be(self, at: int, pronoun: str) -> bool:
        """Tell whether a phrase names one person or, for a plural, people without a name; whose name a country or body bears is neither."""
        letters = self._scene.letters[self._firsts[at] : self._stops[at]]
        if self._is_person([at]) or PEOPLE.isdisjoint(letters):
            return pronoun == "ه" and self._is_person([at])
        if pronoun == "هم" and letters[0] == "a" and self._key(at).endswith("ا") and self._key(at) not in _BODIES_OF_MANY:
            return False  # شابا
        several = letters[0] == "K" or any(self._tells_several(token) for token in range(self._firsts[at], self._stops[at]))
        return pronoun == "هم" or not several

    def _tells_several(self, token: int) -> bool:
        key = self._scene.tokens.key(token).removeprefix("ال")
        return key.endswith(_PLURALS) or key in self._several
