"""Who is meant by a word for people that a report uses again and again, and how people stand to a body that they are none of."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from khabar.extract.events_scene import GROUP, KNOWN, PEOPLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from khabar.extract.events_lexicon import Group
    from khabar.extract.events_scene import Scene
    from khabar.extract.events_words import Words
    from khabar.model import Mention

_REBELS = "REB"
_NATIONS = frozenset("AO")  # letters of nationalities
_ADVERSE = frozenset(("UAF", _REBELS))  # sectors of whom the press calls by what they do: rebels, gunmen, terrorists


class Members:
    """The people of one report who are told by the same word again and again."""

    def __init__(self, scene: Scene, words: Words) -> None:
        self._scene, self._words = scene, words
        self._described_as = words.groups.values
        self._bodies = frozenset(entity.id for entity in scene.reading.entities if entity.type == "ORG")

    def meant(self, at: int, found: list[str], said_of: Callable[[int], list[str]]) -> list[str]:
        """Return whom a piece means whose words say ``found``: people told by a word with the article are those whom the report tells of by it elsewhere.

        ``said_of`` gives whom the words of any piece say; it is not kept, for who gives it keeps these members.
        السائقون are those of whom it told before (سائقو شبين الكوم); rebels and gunmen are of the one body that it calls so (المتمردين الحوثيين).
        """
        scene, first, stop = self._scene, self._scene.firsts[at], self._scene.stops[at]
        head = next((token for token in range(first, stop) if scene.letters[token] in PEOPLE), first)
        group = self._described_as[scene.tokens.forms[head]]
        if group is None or not found[0].startswith(f"<{group.english}") or not scene.tokens.light(head).startswith("ال"):
            return found
        if group.sector in _ADVERSE and _NATIONS.isdisjoint(scene.letters[first:stop]):
            bodies = {who[0] for piece in self._told_near(group, head) if (who := said_of(piece)) and who[0] in self._bodies}
            if len(bodies) == 1:
                return list(bodies)
        if found[0] != f"<{group.english}>":
            return found
        apart = (f"<{group.english} of ", f"<{group.english} in ")
        told = (said_of(piece) for piece in self._told_by[group.english] if piece < at)
        before = {who[0] for who in told if who and who[0].startswith(apart)}
        return list(before) if len(before) == 1 else found

    def stance(self, head: int, stop: int, named: list[Mention]) -> str:
        """Return how those told by a word stand to the one named behind them, before ``stop`` (القوات الموالية للحكومة): empty where they are his."""
        values, scene, token = self._words.stances.values, self._scene, head + 1
        if "l" not in scene.letters[head:stop]:
            return ""  # زعيم المعارضة السورية فلان is not against him
        while token < stop and scene.mention_at.get(token) is not named[0]:
            if stance := values[scene.tokens.forms[token]]:
                return stance
            token += 1
        return ""

    def _told_near(self, group: Group, token: int) -> Iterator[int]:
        """Yield the phrases by which people are told: rebels in the whole report, gunmen and terrorists from the sentence before on."""
        sentence_of, told = self._scene.tokens.sentence_of, self._told_by[group.english]
        sentence = sentence_of(token)
        return (piece for piece in told if group.sector == _REBELS or 0 <= sentence - sentence_of(self._scene.firsts[piece]) <= 1)

    @cached_property
    def _told_by(self) -> dict[str, list[int]]:
        """Return the phrases that hold a word for people, by the word's English."""
        scene, found = self._scene, defaultdict[str, list[int]](list)
        for token in self._words.groups.having(scene.tokens.rows):
            group, at = self._described_as[scene.tokens.forms[token]], bisect_right(scene.firsts, token) - 1
            if group is not None and at >= 0 and token < scene.stops[at] and scene.kinds[at] in (KNOWN, GROUP):
                found[group.english].append(at)
        return found
