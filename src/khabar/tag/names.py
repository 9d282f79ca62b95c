"""The names of a report: persons, bodies, places and processes.

A report is read twice: once sentence by sentence, once more with what the first reading found elsewhere in the report (a
long name tells what its parts are). A third model reads inside the names of several words.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence

from khabar.model import Mention
from khabar.reading import Reading
from khabar.segment import Tokens
from khabar.tag import gazetteer
from khabar.tag.evidence import FormMarks, Name, PlaceMarks, again_marks, load_lists, plain_forms
from khabar.tag.model import Decoder, FormEvidence, FormScores, Weights, add_marks, load_weights
from khabar.tag.settle import VENUES, Rules
from khabar.vocabulary import Vocabulary

LONGEST_SENTENCE, MOST_AT_ONCE = 400, 20_000  # tokens
BREAKS = frozenset("،,؛;.؟?!:")  # no name goes across these; what lies between them is read apart, which is quicker
MOST_LEVELS = 2  # of names inside names


class NameReader:
    """Finds the names of a report. ``gazetteer`` holds the known names, for whoever links mentions to them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        lists = load_lists(vocabulary.counts)
        marks = FormMarks(lists)
        self.gazetteer = gazetteer.load(vocabulary)
        self._places = PlaceMarks(vocabulary, self.gazetteer, lists)
        self._plain = plain_forms(vocabulary)
        models = [load_weights(f"names-{name}.npz") for name in ("model", "again", "inner")]
        evidence = FormEvidence(vocabulary, marks, models)
        self._first, self._second, self._inner = (Layer(evidence, weights) for weights in models)
        self._rules = Rules(vocabulary)
        self._breaks = vocabulary.column(lambda light, _key: light in BREAKS)

    def mentions(self, reading: Reading) -> list[Mention]:
        """Return the mentions in text order; an inner one (the country in the name of a body) follows its outer one. Entities are left empty."""
        tokens = reading.tokens
        if not len(tokens):
            return []
        hits = self._places.hits(tokens.forms, [tokens.vocabulary.keys[f] for f in tokens.forms])
        marks = self._places.marks(tokens, hits)
        breaks = [i for i, stands in enumerate(self._breaks.of(tokens.forms)) if stands]
        names = self._first.names(tokens.forms, tokens.sentences, marks, breaks)
        marks += again_marks(tokens.forms, names, self._plain)
        names = self._rules.settled(tokens, self._second.names(tokens.forms, tokens.sentences, marks, breaks), hits)
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
            if stop - first > 1 and kind != "PER" and not (kind == "PROC" and stop - first == 2 and keys[tokens.forms[stop - 1]] in VENUES):
                at, run = len(forms), tokens.forms[first:stop]
                ranges.append((at, at + stop - first))
                shifts += [first - at] * (stop - first)
                marks += [(at + i, mark) for i, mark in self._places.inner_marks(run, [keys[f] for f in run], kind)]
                forms += run
        if not forms:
            return []
        whole = set(ranges)
        found = self._inner.names(forms, ranges, marks)
        inside = []
        for first, stop, kind in found:
            end = stop
            while kind != "PROC" and end - first > 1 and (keys[forms[end - 1]].isdigit() or keys[forms[end - 1]] == "رقم"):
                end -= 1  # قرار مجلس الأمن رقم 2254
            if (first, end) not in whole:
                inside.append((first + shifts[first], end + shifts[first], kind))
        return inside


class Layer:
    """One trained model with the scores that it keeps per form."""

    def __init__(self, evidence: FormEvidence, weights: Weights) -> None:
        self._weights = weights
        self._forms = FormScores(evidence, weights)
        self._decoder = Decoder(weights.moves, weights.labels.index("O"))

    def names(self, forms: Sequence[int], sentences: Sequence[tuple[int, int]], marks: Sequence[tuple[int, str]], breaks: Sequence[int] = ()) -> list[Name]:
        """Return the names in a run of tokens, none across a sentence's end or over one of the breaks (in order)."""
        runs = _runs(sentences)
        pieces: list[list[tuple[int, str]]] = [[] for _ in runs]
        begins = [run[0][0] for run in runs]
        for mark in marks:
            pieces[bisect_right(begins, mark[0]) - 1].append(mark)
        found: list[Name] = []
        for run, piece in zip(runs, pieces, strict=True):
            begin, end = run[0][0], run[-1][1]
            inside = [(first - begin, stop - begin) for first, stop in run]
            scores = self._forms.scores(forms[begin:end], inside)
            add_marks(scores, [(i - begin, mark) for i, mark in piece], self._weights)
            between = breaks[bisect_left(breaks, begin) : bisect_left(breaks, end)]
            best = self._decoder.labels(scores, inside, [i - begin for i in between])
            names = names_of([self._weights.labels[label] for label in best], {first for first, _ in inside})
            found += [(first + begin, stop + begin, kind) for first, stop, kind in names]
        return found


def _runs(sentences: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Return the sentences in runs of a bounded number of tokens, too long ones cut: memory stays bounded whatever the text."""
    runs: list[list[tuple[int, int]]] = []
    size = MOST_AT_ONCE
    for first, stop in sentences:
        for begin in range(first, stop, LONGEST_SENTENCE):
            end = min(begin + LONGEST_SENTENCE, stop)
            if size + end - begin > MOST_AT_ONCE:
                runs.append([])
                size = 0
            runs[-1].append((begin, end))
            size += end - begin
    return runs


def names_of(labels: Sequence[str], starts: Collection[int] = ()) -> Iterator[Name]:
    """Yield the names that a sequence of labels spells out; an I- without its B- begins a name, and none goes across one of the starts."""
    first, kind = 0, ""
    for i, label in enumerate([*labels, "O"]):
        if not kind and label[1:2] != "-":
            continue
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
