"""Who calls whom what: the words of a paper or a speaker that take a side (الجماعات الإرهابية, الاحتلال, محور المقاومة)."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from khabar.extract.cues import QUOTE, words
from khabar.fold import fold
from khabar.model import Label, Span
from khabar.tables import rows

if TYPE_CHECKING:
    from khabar.extract.layers import Layers
    from khabar.extract.speakers import SpeakerFinder
    from khabar.model import Statement
    from khabar.vocabulary import Vocabulary

_NEVER = frozenset(
    fold(w) for w in "الداخلي المالي الضريبي التعليمي الصحي الأساسي الغذائي الانتخابي السياسي العام القضائي البيئي المصرفي الرئاسي البرلماني الشمسي".split()
)


_NAMING = words("naming")
_BEFORE = 10  # tokens between a verb that names somebody and the label
_NEAR = 8  # statements that can lie around one word


@dataclass(frozen=True, slots=True)
class _Word:
    """What may follow a head: ``modifiers`` in folded keys without article; ``alone`` where it stands for itself; ``name`` where a name follows."""

    modifiers: frozenset[str]
    alone: bool
    name: bool
    means: dict[str, str]


class LabelFinder:
    """Finds the labels of a report."""

    def __init__(self, vocabulary: Vocabulary, speakers: SpeakerFinder) -> None:
        self._speakers = speakers
        self._words: dict[str, _Word] = {}
        for row in rows("labels.tsv"):
            modifiers = [fold(m) for m in row["modifiers"].split(";")]
            for head in row["heads"].split(";"):
                self._add(fold(head), modifiers, row["named"])
        self._letters = vocabulary.letters(lambda _, key: "L" if key.removeprefix("ال") in self._words else ".")

    def _add(self, head: str, modifiers: list[str], named: str) -> None:
        known = self._words.get(head, _Word(frozenset(), alone=False, name=False, means={}))
        plain = frozenset(m for m in modifiers if m not in ("-", "name"))
        means = {**known.means, **dict.fromkeys([*plain, *(["-"] if "-" in modifiers else [])], named)} if named else known.means
        self._words[head] = _Word(known.modifiers | plain, known.alone or "-" in modifiers, known.name or "name" in modifiers, means)

    def labels(self, layers: Layers, statements: list[Statement]) -> list[Label]:
        """Return the labels in text order; the namer is the speaker, or the subject of a verb that names, where they stand in marks, else None."""
        letters = self._letters.string(layers.tokens.rows)
        starts = [s.content[-1].start for s in statements]
        at, found, done = letters.find("L"), [], 0
        while at >= 0:
            if at >= done and (read := self._label(layers, at)):
                span, named, stop = read
                label = _with_namer(layers, span, named, _near(statements, starts, span))
                if label.namer is None and _between_marks(layers, span) and (namer := self._namer(layers, at)):
                    label = replace(label, namer=namer)
                found.append(label)
                done = stop
            at = letters.find("L", at + 1)
        return found

    def _namer(self, layers: Layers, at: int) -> str | None:
        """Return who gives the name that stands between marks: the subject of the verb before it (تسميهم الحكومة «الميليشيا الانقلابية»)."""
        quotation = layers.enclosing[at]
        first, stop = layers.sentences[layers.sentence[at]][0], quotation.open if quotation else at
        for i in range(stop - 1, max(first, stop - _BEFORE) - 1, -1):
            if layers.key(i) in _NAMING:
                found = self._speakers.after(layers, i + 1, stop)
                return found.entities[0] if found is not None and not found.unnamed else None
        return None

    def _label(self, layers: Layers, at: int) -> tuple[Span, str | None, int] | None:
        """Return the characters of a label, whom it names, and the token behind it."""
        key = layers.key(at)
        head = key.removeprefix("ال")
        word = self._words[head]
        stop, named = at + 1, self._outer(layers, at)
        while stop < layers.count and stop < at + 6 and (layers.letters[stop] in QUOTE or layers.name[stop] >= 0) and named is None:
            number = layers.name[stop]
            if number >= 0:
                named, stop = layers.mentions[number].entity or None, layers.ranges[number][1]
            else:
                stop += 1
        if named is not None and stop < layers.count and layers.letters[stop] in QUOTE:
            stop += 1
        modifier = layers.key(stop).removeprefix("ال") if stop < layers.count else ""
        if modifier in word.modifiers and layers.light(stop).startswith("ال") == (
            key.startswith("ال") or named is not None or layers.light(stop).startswith("ال")
        ):
            return layers.tokens.span(at, stop + 1), named or self._meant(layers, word.means.get(modifier)), stop + 1
        if word.name and named is not None:
            return layers.tokens.span(at, layers.end_of_cover(stop - 1) if layers.name[stop - 1] >= 0 else stop), named, stop
        if word.alone and key.startswith("ال") and named is not None and stop > at + 1 and layers.is_person(at + 1):
            return layers.tokens.span(at, at + 1), named, at + 1  # المخلوع فلان
        if word.alone and key.startswith("ال") and named is None and layers.name[at] < 0 and layers.key(at + 1 if at + 1 < layers.count else at) not in _NEVER:
            return layers.tokens.span(at, at + 1), self._meant(layers, word.means.get("-")), at + 1
        return None

    def _outer(self, layers: Layers, at: int) -> str | None:
        """Return the entity of a name that holds the head itself (حزب … الإرهابي)."""
        number = layers.name[at]
        return layers.mentions[number].entity or None if number >= 0 else None

    def _meant(self, layers: Layers, named: str | None) -> str | None:
        """Return the place that a label always means, None where the report does not know it."""
        return named if named and any(e.id == named for e in layers.reading.entities) else None


def _near(statements: list[Statement], starts: list[int], span: Span) -> list[Statement]:
    """Return the last statements that begin before a label; they alone can hold it."""
    stop = bisect_right(starts, span.start)
    return statements[max(0, stop - _NEAR) : stop]


def _with_namer(layers: Layers, span: Span, named: str | None, statements: list[Statement]) -> Label:
    text = layers.tokens.text[span.start : span.end]
    inside = [s for s in statements if s.content[0].start <= span.start and span.end <= s.content[-1].end]
    if not inside:
        return Label(span.start, span.end, text, None, named)
    statement = max(inside, key=lambda s: s.content[0].start)
    quoted = statement.kind == "direct" or (statement.kind == "mixed" and _between_marks(layers, span))
    speaker = next((e for e in statement.source if not e.startswith("<")), None)
    return Label(span.start, span.end, text, speaker if quoted else None, named, statement.id)


def _between_marks(layers: Layers, span: Span) -> bool:
    first = bisect_right(layers.tokens.starts, span.start) - 1
    return layers.enclosing[first] is not None
