"""Whom a pronoun at a verb, the freed or a preposition stands for: اعتقلته الشرطة، قبل أن يطلق سراحه، القبض عليهم."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.events_clause import REACH, Arguments, Clause
from khabar.extract.events_scene import GROUP, KNOWN, PEOPLE, PHRASES
from khabar.extract.events_words import bears_pronoun

if TYPE_CHECKING:
    from khabar.extract.events_scene import Scene
    from khabar.extract.events_triggers import Trigger

_COUNTED = PEOPLE | frozenset("KXZ")  # letters of what several may be called by
_WITHIN = 4  # pieces behind a trigger within which such a pronoun stands
_ENDS = ("هما", "هم", "ها", "ه")
_PREPOSITIONS = ("علي", "الي", "عن", "من", "ب", "ل", "ضد")
_RESUMED = {word + end: (word, end) for word in _PREPOSITIONS for end in _ENDS}  # عليه: its preposition and its pronoun


class Pronouns(Clause):
    """Finds whom pronouns stand for."""

    def __init__(self, scene: Scene, by_piece: dict[int, Trigger]) -> None:
        super().__init__(scene, by_piece)
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
