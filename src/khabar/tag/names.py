"""The names of a report: persons, bodies, places and processes."""

from collections.abc import Iterable, Sequence

from khabar.model import Mention
from khabar.reading import Reading
from khabar.segment import Tokens
from khabar.tag import gazetteer
from khabar.tag.evidence import FormMarks, PlaceMarks, load_lists
from khabar.tag.model import FormScores, add_marks, best_labels, load_weights
from khabar.vocabulary import Vocabulary

Name = tuple[int, int, str]  # tokens [first, stop) and the type


class NameReader:
    """Finds the names of a report. ``gazetteer`` holds the known names, for whoever links mentions to them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        lists = load_lists(vocabulary.counts)
        self.gazetteer = gazetteer.load(vocabulary)
        self._places = PlaceMarks(vocabulary, self.gazetteer, lists)
        self._weights = load_weights("names-model.npz")
        self._forms = FormScores(vocabulary, self._weights, FormMarks(lists))
        self._outside = self._weights.labels.index("O")

    def mentions(self, reading: Reading) -> list[Mention]:
        """Return the mentions in text order; an inner one (the country in the name of a body) follows its outer one. Entities are left empty."""
        tokens = reading.tokens
        if not len(tokens):
            return []
        names = self._tagged(tokens)
        names += self._inner(tokens, names)
        return _mentions(tokens, names)

    def _tagged(self, tokens: Tokens) -> list[Name]:
        """Return the outer names as the model sees them."""
        scores = self._forms.scores(tokens, tokens.sentences)
        add_marks(scores, self._places.marks(tokens), self._weights)
        best = best_labels(scores, self._weights.moves, tokens.sentences, self._outside)
        return list(names_of([self._weights.labels[label] for label in best]))

    def _inner(self, tokens: Tokens, names: Iterable[Name]) -> list[Name]:
        """Return the names inside names of two words and more."""
        found = []
        keys = [tokens.key(i) for i in range(len(tokens))]
        for first, stop, kind in names:
            if stop - first > 1 and kind != "PER":
                for hit in self.gazetteer.hits(keys[first + 1 : stop], range(stop - first - 1)):
                    entry = hit.entries[0]
                    if entry.list == "table" and hit.stop - hit.first < stop - first:
                        found.append((first + 1 + hit.first, first + 1 + hit.stop, entry.type))
        return found


def names_of(labels: Sequence[str]) -> Iterable[Name]:
    """Yield the names that a sequence of labels spells out; an I- without its B- begins a name."""
    first, kind = 0, ""
    for i, label in enumerate([*labels, "O"]):
        goes_on = label.startswith("I-") and label[2:] == kind
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
