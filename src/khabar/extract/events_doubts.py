"""Whether a word that may tell an event tells one: a linear model over the word, its frame and the words around it.

The rows of the table of triggers tell which words may (``events_triggers``); many of these are as often no act at all: دعم in ``دعم الطاقة``, الدعوة in
``الدعوة الإسلامية``. What the sentence says besides decides, and it says it in too many ways for rows. The weights are in ``data/events_doubts.tsv``;
``scripts/train_doubts.py`` learns them from words of which a reader wrote down what they tell. Names have no weight: who is told of is no evidence
of what he does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from math import exp
from typing import TYPE_CHECKING

from khabar.extract.events_confidence import tenth
from khabar.extract.events_scene import TAKEN
from khabar.tables import rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from khabar.extract.events_scene import Scene
    from khabar.extract.events_tellings import Telling

LEAST = 0.5  # chance from which a word is taken to tell an event
AMONG = "among"  # the slot of the words anywhere in the sentence
_NEAR = (-3, -2, -1, 1, 2, 3)  # tokens from the word whose words and letters are looked at
_EDGE = "^"
_MANY = 2  # parties from which their number is no longer told apart
_KINDS = frozenset(("per", "org", "loc"))  # what the ids of entities begin with
_OF = re.compile(r" (?:of|in) ")


def _kind(parties: Collection[str]) -> str:
    """Return what the first of some parties is: per, org or loc, what an unnamed one is called, nothing where nobody is told."""
    first = next(iter(parties), "")
    if first.startswith("<"):
        return _OF.split(first[1:-1], maxsplit=1)[0]
    kind = first.partition("-")[0]
    return kind if kind in _KINDS else ""


def marks(telling: Telling, scene: Scene) -> Iterator[tuple[str, str]]:
    """Return what is seen of a word that may tell an event, each with its slot: of itself, of its frame, of the words right around it."""
    trigger, kind, frame = telling.trigger, telling.type, telling.frame
    keys, letters, at = scene.tokens.keys, scene.letters, trigger.token
    word = keys[at]
    part = trigger.part + (trigger.verb.tense[:2] if trigger.verb else "")
    given = f"{min(_MANY, len(telling.actors))}{min(_MANY, len(telling.recipients))}"
    yield from (("frame", frame), ("part", part), ("type", kind), ("frame part", f"{frame} {part}"), ("status", telling.status))
    yield from (("inside", "yes" if telling.inside else "no"), ("definite", f"{trigger.part}{'+' if telling.definite else '-'}"), ("pronoun", trigger.pronoun))
    yield from (("given", given), ("type given", f"{kind} {given}"), ("frame given", f"{frame} {given}"))
    yield from (("actor", _kind(telling.actors)), ("recipient", _kind(telling.recipients)), ("word", word), ("word type", f"{word} {kind}"))
    first, stop = scene.tokens.sentences[telling.sentence]
    for step in _NEAR:
        near = at + step
        letter = letters[near] if first <= near < stop else _EDGE
        yield f"letter{step:+}", letter
        other = keys[near] if letter not in TAKEN and letter != _EDGE else ""
        if other:
            yield f"word{step:+}", other
        if abs(step) == 1:
            yield f"frame letter{step:+}", f"{frame} {letter}"
            if other:
                yield f"word word{step:+}", f"{word} {other}"


def among(sentence: int, scene: Scene) -> frozenset[str]:
    """Return the words of a sentence that are no part of names, titles or times."""
    first, stop = scene.tokens.sentences[sentence]
    return frozenset([key for key, letter in zip(scene.tokens.keys[first:stop], scene.letters[first:stop], strict=True) if letter not in TAKEN])


class Doubts:
    """The trained weights."""

    def __init__(self) -> None:
        self._weights: Mapping[str, dict[str, float]] = defaultdict(dict)
        for row in rows("events_doubts.tsv"):
            self._weights[row["slot"]][row["value"]] = float(row["weight"])
        self._base = self._weights[""].get("", 0.0)

    def certain(self, tellings: Iterable[Telling], scene: Scene) -> list[Telling]:
        """Return those of some tellings that likelier than not tell an event of their type, with how likely they do."""
        by_sentence: dict[int, float] = {}
        found = []
        for telling in tellings:
            sentence = telling.sentence
            around = by_sentence.get(sentence)
            if around is None:
                around = by_sentence[sentence] = self._weigh((AMONG, word) for word in among(sentence, scene))
            total = self._base + around + self._weigh(marks(telling, scene))
            likely = 1 / (1 + exp(-total))
            if likely >= LEAST:
                telling.likely = tenth(likely)
                found.append(telling)
        return found

    def _weigh(self, seen: Iterable[tuple[str, str]]) -> float:
        weights = self._weights
        return sum([weights[slot].get(value, 0.0) for slot, value in seen])
