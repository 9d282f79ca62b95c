"""What a report is about around a word that may tell an event: the fields of its sentence, and the words near it that decide between senses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.events_words import PAIR

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from khabar.extract.events_scene import Scene
    from khabar.extract.events_words import Words
    from khabar.segment import Tokens

_NOTHING: frozenset[str] = frozenset()
OF_GROUND = frozenset(("control", "retake", "free"))  # frames of what is taken: ground, or a place by its name
_IN_NAMES, _OF_PEOPLE = frozenset("MmRr"), frozenset("XGg")  # letters of names and titles, of people and forces
_GROUND_WITHIN = 7  # tokens behind such a word within which the name stands


class Matter:
    """The matter of one report: ``words`` are the letters of its words that some sense needs or is ruled out by, ``letters`` those of the fields."""

    __slots__ = ("_fields", "_first", "_stop", "_tokens", "_words", "letters", "words")

    def __init__(self, tokens: Tokens, words: Words) -> None:
        self._tokens = tokens
        self._first = self._stop = 0
        self._words = words.conditions.sparse(tokens.rows, "")
        self._fields = _fields(tokens, words)
        self.letters = words.field_letters
        self.words: AbstractSet[str] = frozenset("".join(self._words))

    def fields(self, token: int) -> AbstractSet[str]:
        """Return the letters of the fields of the sentence that a token stands in."""
        self._go_to(token)
        return self._fields.get(self._first, _NOTHING)

    def near(self, token: int, before: int, after: int) -> str:
        """Return the letters of the words near a token in its sentence, its own left out, that some sense needs or is ruled out by."""
        self._go_to(token)
        words = self._words
        return "".join(words[max(self._first, token - before) : token] + words[token + 1 : min(self._stop, token + after + 1)])

    def alone(self, token: int, before: int, after: int, letters: Sequence[str]) -> str:
        """Return the same of the words that are part of no name or title, nor told behind people or a force: حركة المرور, not حركة النهضة, رجال الأمن."""
        self._go_to(token)
        around = range(max(self._first, token - before), min(self._stop, token + after + 1))
        return "".join(self._words[i] for i in around if i != token and letters[i] not in _IN_NAMES and letters[i - 1] not in _OF_PEOPLE)

    def _go_to(self, token: int) -> None:
        """Keep the bounds of the sentence of a token: most questions are asked in the order of the text."""
        if not self._first <= token < self._stop:
            self._first, self._stop = self._tokens.sentences[self._tokens.sentence_of(token)]


def _fields(tokens: Tokens, words: Words) -> dict[int, set[str]]:
    """Return the letters of the fields that the words of each sentence tell, by its first token."""
    found: dict[int, set[str]] = {}
    values, bases, seconds, forms = words.fields.values, words.bases.values, words.seconds.values, tokens.forms
    first = stop = 0
    for token in words.fields.having(tokens.rows):
        if token >= stop:
            first, stop = tokens.sentences[tokens.sentence_of(token)]
            found[first] = set()
        told = values[forms[token]]
        found[first].update(told)
        if PAIR in told and token + 1 < stop:
            behind = bases[forms[token + 1]]
            found[first].update([letter for second, letter in seconds[forms[token]] if second in behind])
    return found


def takes_a_place(scene: Scene, token: int, frame: str) -> bool:
    """Tell whether a word for the taking of ground has a named place right behind it or behind its preposition: سيطر الثوار على تدمر."""
    if frame not in OF_GROUND:
        return False
    letters = scene.letters
    for at in range(token + 1, min(len(letters), token + _GROUND_WITHIN)):
        if letters[at] in ".,VQ":
            return False
        if letters[at] == "M" and (at == token + 1 or letters[at - 1] == "o"):
            return scene.mention_at[at].type == "LOC"
    return False
