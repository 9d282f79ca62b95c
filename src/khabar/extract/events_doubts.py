"""Whether a word that may tell an event tells one: a linear model over the word, its frame and the words around it.

The rows of the table of triggers tell which words may (``events_triggers``); many of these are as often no act at all: دعم in ``دعم الطاقة``, الدعوة in
``الدعوة الإسلامية``. What the sentence says besides decides, and it says it in too many ways for rows. The weights are in ``data/events_doubts.tsv``;
``scripts/train_doubts.py`` learns them from words of which a reader wrote down what they tell. Names have no weight: who is told of is no evidence
of what he does.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from khabar.extract.events_confidence import tenth
from khabar.extract.events_preferences import head_of
from khabar.extract.events_scene import TAKEN
from khabar.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from khabar.extract.events_scene import Scene
    from khabar.extract.events_tellings import Telling

LEAST = 0.4  # chance from which a word is taken to tell an event: reports of politics tell more than the labelled ones, and a half loses too much in them
Mark = tuple[str, str]  # a slot and its value
AMONG = "among"  # the slot of the words anywhere in the sentence
# the tokens from the word that are looked at, with the slots of their letters and words, and right beside it of couples with its frame and with itself
_STEPS = tuple(
    (step, f"letter{step:+}", f"word{step:+}", f"frame letter{step:+}" if abs(step) == 1 else "", f"word word{step:+}") for step in (-3, -2, -1, 1, 2, 3)
)
_EDGE = "^"
_MANY = 2  # parties from which their number is no longer told apart
_KINDS = frozenset(("per", "org", "loc"))  # what the ids of entities begin with
_NONE: Mapping[str, float] = {}


class _Told(NamedTuple):
    """What a telling says of itself, whoever its parties are and whatever words stand around it: there are few of these."""

    type: str
    frame: str
    part: str  # of speech, with the tense of a verb
    status: str
    inside: bool
    definite: bool
    pronoun: str
    given: str  # how many actors and recipients the frames give

    def marks(self) -> Iterator[Mark]:
        """Return its marks."""
        yield from (("frame", self.frame), ("part", self.part), ("type", self.type), ("frame part", f"{self.frame} {self.part}"), ("status", self.status))
        yield from (("inside", "yes" if self.inside else "no"), ("definite", f"{self.part[0]}{'+' if self.definite else '-'}"), ("pronoun", self.pronoun))
        yield from (("given", self.given), ("type given", f"{self.type} {self.given}"), ("frame given", f"{self.frame} {self.given}"))


def _kind(parties: Sequence[str]) -> str:
    """Return what the first of some parties is: per, org or loc, what an unnamed one is called, nothing where nobody is told."""
    if not parties:
        return ""
    first = parties[0]
    if first.startswith("<"):
        return head_of(first)
    kind = first.partition("-")[0]
    return kind if kind in _KINDS else ""


def _told(telling: Telling) -> _Told:
    trigger = telling.trigger
    part = trigger.part + trigger.verb.tense[:2] if trigger.verb else trigger.part
    given = f"{min(_MANY, len(telling.actors))}{min(_MANY, len(telling.recipients))}"
    return _Told(telling.type, telling.frame, part, telling.status, telling.inside is not None, telling.definite, trigger.pronoun, given)


def _own(telling: Telling, scene: Scene) -> Iterator[Mark]:
    """Return the marks of the word of a telling, of its parties and of the words right around it."""
    keys, letters, at = scene.tokens.keys, scene.letters, telling.trigger.token
    yield from (("actor", _kind(telling.actors)), ("recipient", _kind(telling.recipients)), ("word", keys[at]), ("word type", f"{keys[at]} {telling.type}"))
    first, stop = scene.tokens.sentences[telling.sentence]
    for step, letter_slot, word_slot, of_frame, of_word in _STEPS:
        near = at + step
        letter = letters[near] if first <= near < stop else _EDGE
        yield letter_slot, letter
        other = "" if letter == _EDGE or letter in TAKEN else keys[near]
        if other:
            yield word_slot, other
        if of_frame:
            yield of_frame, f"{telling.frame} {letter}"
            if other:
                yield of_word, f"{keys[at]} {other}"


def marks(telling: Telling, scene: Scene) -> Iterator[Mark]:
    """Return what is seen of a word that may tell an event, each with its slot: of itself, of its frame, of the words right around it."""
    return chain(_told(telling).marks(), _own(telling, scene))


def among(sentence: int, scene: Scene) -> frozenset[str]:
    """Return the words of a sentence that are no part of names, titles or times."""
    first, stop = scene.tokens.sentences[sentence]
    return frozenset([key for key, letter in zip(scene.tokens.keys[first:stop], scene.letters[first:stop], strict=True) if letter not in TAKEN])


class _Sums(dict[_Told, float]):
    """The weights of what tellings say of themselves, summed up once for all that say the same."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, told: _Told) -> float:
        found = self[told] = sum([self._weights[slot].get(value, 0.0) for slot, value in told.marks()])
        return found


class _Step(NamedTuple):
    """The weights of what stands so many tokens from a word: of its letter and itself, and beside the word of its couples with the frame and the word."""

    step: int
    letters: Mapping[str, float]
    words: Mapping[str, float]
    by_frame: Mapping[str, Mapping[str, float]]
    by_word: Mapping[str, Mapping[str, float]]


class _Own:
    """The weights of the marks of ``_own``, laid out so that no name of a slot or couple is put together for a word: this is asked of every one."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        self._actors, self._recipients, self._words = weights["actor"], weights["recipient"], weights["word"]
        self._types = _by_first(weights["word type"])
        self._steps = tuple(
            _Step(step, weights[letter], weights[word], _by_first(weights[of_frame]), _by_first(weights[of_word]))
            for step, letter, word, of_frame, of_word in _STEPS
        )

    def sum(self, telling: Telling, scene: Scene) -> float:
        """Return the sum of the weights of the marks of a telling's word, of its parties and of the words right around it."""
        keys, letters, at, frame = scene.tokens.keys, scene.letters, telling.trigger.token, telling.frame
        key = keys[at]
        total = self._actors.get(_kind(telling.actors), 0.0) + self._recipients.get(_kind(telling.recipients), 0.0) + self._words.get(key, 0.0)
        total += self._types.get(key, _NONE).get(telling.type, 0.0)
        first, stop = scene.tokens.sentences[telling.sentence]
        for step, of_letter, of_word, by_frame, by_word in self._steps:
            near = at + step
            letter = letters[near] if first <= near < stop else _EDGE
            total += of_letter.get(letter, 0.0) + by_frame.get(frame, _NONE).get(letter, 0.0)
            if letter != _EDGE and letter not in TAKEN:
                other = keys[near]
                total += of_word.get(other, 0.0) + by_word.get(key, _NONE).get(other, 0.0)
        return total


def _by_first(weights: Mapping[str, float]) -> Mapping[str, dict[str, float]]:
    """Return the weights of couples by the first of the two, then by the second."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for couple, weight in weights.items():
        one, _, other = couple.partition(" ")
        found[one][other] = weight
    return {**found}  # asked with get: nothing is to be taken in


class Doubts:
    """The trained weights."""

    def __init__(self) -> None:
        weights: Mapping[str, dict[str, float]] = defaultdict(dict)
        for row in rows("events_doubts.tsv"):
            weights[row["slot"]][row["value"]] = float(row["weight"])
        self._base, self._anywhere = weights[""].get("", 0.0), weights[AMONG]
        self._weighed = self._anywhere.keys()
        self._sums, self._own = _Sums(weights), _Own(weights)

    def certain(self, tellings: Iterable[Telling], scene: Scene) -> list[Telling]:
        """Return those of some tellings that are likely enough to tell an event of their type, with how likely they do."""
        by_sentence: dict[int, float] = {}
        found = []
        for telling in tellings:
            sentence = telling.sentence
            around = by_sentence.get(sentence)
            if around is None:
                around = by_sentence[sentence] = sum([self._anywhere[word] for word in among(sentence, scene) & self._weighed])
            total = self._base + around + self._sums[_told(telling)] + self._own.sum(telling, scene)
            likely = 1 / (1 + exp(-total))
            if likely >= LEAST:
                telling.likely = tenth(likely)
                found.append(telling)
        return found
