"""The names of a report: persons, bodies, places and processes."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from khabar.model import Mention
from khabar.reading import Reading
from khabar.segment import Tokens
from khabar.tag import gazetteer
from khabar.tag.evidence import FormMarks, PlaceMarks, load_lists
from khabar.tag.model import Decoder, FormScores, add_marks, load_weights
from khabar.vocabulary import Vocabulary

MOST_LEVELS = 2  # of names inside names
Name = tuple[int, int, str]  # tokens [first, stop) and the type


class NameReader:
    """Finds the names of a report. ``gazetteer`` holds the known names, for whoever links mentions to them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        lists = load_lists(vocabulary.counts)
        marks = FormMarks(lists)
        self.gazetteer = gazetteer.load(vocabulary)
        self._places = PlaceMarks(vocabulary, self.gazetteer, lists)
        self._outer = Layer(vocabulary, "names-model.npz", marks)
        self._inner = Layer(vocabulary, "names-inner.npz", marks)

    def mentions(self, reading: Reading) -> list[Mention]:
        """Return the mentions in text order; an inner one (the country in the name of a body) follows its outer one. Entities are left empty."""
        tokens = reading.tokens
        if not len(tokens):
            return []
        names = self._outer.names(tokens.forms, tokens.sentences, self._places.marks(tokens))
        found = list(names)
        for _ in range(MOST_LEVELS):
            names = self._inside(tokens, names)
            found += names
        return _mentions(tokens, found)

    def _inside(self, tokens: Tokens, names: Iterable[Name]) -> list[Name]:
        """Return the names directly inside those names that are of two words and more."""
        forms: list[int] = []
        ranges: list[tuple[int, int]] = []
        shifts: list[int] = []
        marks: list[tuple[int, str]] = []
        keys = tokens.vocabulary.keys
        for first, stop, kind in names:
            if stop - first > 1 and kind != "PER":
                at, run = len(forms), tokens.forms[first:stop]
                ranges.append((at, at + stop - first))
                shifts += [first - at] * (stop - first)
                marks += [(at + i, mark) for i, mark in self._places.inner_marks(run, [keys[f] for f in run], kind)]
                forms += run
        whole = set(ranges)
        found = self._inner.names(forms, ranges, marks)
        return [(a + shifts[a], b + shifts[a], kind) for a, b, kind in found if (a, b) not in whole]


class Layer:
    """One trained model with the scores it keeps."""

    def __init__(self, vocabulary: Vocabulary, weights: str, marks: FormMarks) -> None:
        self._weights = load_weights(weights)
        self._forms = FormScores(vocabulary, self._weights, marks)
        self._decoder = Decoder(self._weights.moves)

    def names(self, forms: Sequence[int], sentences: Sequence[tuple[int, int]], marks: Sequence[tuple[int, str]]) -> list[Name]:
        """Return the names in a run of tokens, none across a sentence's end."""
        if not forms:
            return []
        scores = self._forms.scores(forms, sentences)
        add_marks(scores, marks, self._weights)
        best = self._decoder.labels(scores, sentences)
        return list(names_of([self._weights.labels[label] for label in best], {first for first, _ in sentences}))


def names_of(labels: Sequence[str], starts: Collection[int] = ()) -> Iterator[Name]:
    """Yield the names that a sequence of labels spells out; an I- without its B- begins a name, and none goes across one of the starts."""
    first, kind = 0, ""
    for i, label in enumerate([*labels, "O"]):
        goes_on = label.startswith("I-") and label[2:] == kind and i not in starts
        if kind and not goes_on:
            yield first, i, kind
            kind = ""
        if not goes_on and label[1:2] == "-":
            first, kind = i, label[2:]


def _mentions(tokens: Tokens, names: Iterable[Name]) -> list[Mention]:
    found = []
    for number, (first, stop, kind) in enumerate(sorted(set(names), key=lambda n: (n[0], -n[1])), 1):
        span = tokens.span(first, stop)
        found.append(Mention(f"m{number}", span.start, span.end, tokens.text[span.start : span.end], kind))
    return found
