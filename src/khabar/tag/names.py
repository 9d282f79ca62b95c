"""The names of a report: persons, bodies, places and processes.

A report is read twice: once sentence by sentence, once more with what the first reading found elsewhere in the report (a
long name tells what its parts are). A third model reads inside the names of several words.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, pairwise
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from khabar.model import Mention
from khabar.reading import Reading
from khabar.segment import Tokens
from khabar.tag import gazetteer
from khabar.tag.evidence import CLOSING, OPENING, AgainMarks, FormMarks, Name, PlaceMarks, load_lists, opens_quotation
from khabar.tag.model import Decoder, FormScores, Marks, Pieces, Scores, Weights, load_weights
from khabar.tag.settle import VENUES, Rules
from khabar.tag.told_by_heads import parties
from khabar.vocabulary import Coded, Vocabulary

MOST_AT_ONCE = 20_000  # tokens
# no name goes across these; what lies between them is read apart, which is quicker. The words were in no name of the 400 training reports,
# or, as 3,000 reports of the press were read without them, in none there (بعد and خلال in five of their 3,331 places, by mistake)
BREAKS = frozenset(
    "، , ؛ ; . ؟ ? ! : التي الذي الذين انه انها انهم لا هذا هذه كان كانت كانوا قد ذلك لم لن كما حيث تم هناك فيما ايضا قال قالت اكد اضاف اعلن اوضح اشار"
    " الي ما بين كل عدد حتي قبل منذ الا لكن بعض له اثناء فيه فيها بها عليها داخل اكثر بعد خلال".split()
)
MOST_LEVELS = 2  # of names inside names
_QUOTED = 2  # tokens before what stands in quotation marks behind a head
MOST_REMEMBERED = 50_000  # names that have been read inside
Runs = list[tuple[int, Pieces]]
Whole = tuple[str, ...]  # the type of a name and the folded keys of its words


class NameReader:
    """Finds the names of a report. ``gazetteer`` holds the known names, for whoever links mentions to them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        lists = load_lists(vocabulary.counts)
        self.gazetteer = gazetteer.load(vocabulary)
        first, second, inner = (load_weights(f"names-{name}.npz") for name in ("model", "again", "inner"))
        self._marks, self._inner_marks = Marks([first, second]), Marks([inner])
        self._forms = FormScores(vocabulary, FormMarks(lists), self._marks)
        self._inner_forms = FormScores(vocabulary, FormMarks(lists), self._inner_marks)
        self._places = PlaceMarks(self.gazetteer, lists, self._marks.row)
        self._inner_places = PlaceMarks(self.gazetteer, lists, self._inner_marks.row)
        self._again = AgainMarks(vocabulary, self._marks.row)
        self._first, self._second = map(Layer, (first, second), self._marks.columns)
        self._inner = Layer(inner, *self._inner_marks.columns)
        self._remembered: dict[Whole, list[Name]] = {}
        self._rules = Rules(vocabulary)
        self._parties = parties()
        begins = self.gazetteer.begins
        self._begins: Coded[bool] = vocabulary.marked(lambda _light, key: key in begins)
        self._quotes: Coded[bool] = vocabulary.marked(opens_quotation)
        self._breaks: Coded[bool] = vocabulary.marked(lambda _light, key: key in BREAKS)

    def mentions(self, readings: Sequence[Reading]) -> list[list[Mention]]:
        """Return the mentions of each report in text order; an inner one (the country in the name of a body) follows its outer one. Entities are left empty.

        The reports are read side by side: most of what a step costs is then paid once. What is found in one tells nothing of another.
        """
        texts = [reading.tokens for reading in readings if len(reading.tokens)]
        found = iter(self._side_by_side(texts) if texts else ())
        return [next(found) if len(reading.tokens) else [] for reading in readings]

    def _side_by_side(self, texts: Sequence[Tokens]) -> list[list[Mention]]:
        row = Row(texts)
        hits = [self.gazetteer.hits(tokens.keys, self._begins.having(tokens.rows)) for tokens in texts]
        scores = self._forms.scores(row.numbers, row.sentences)
        places = [self._places.marks(tokens, known, self._quotes.having(tokens.rows)) for tokens, known in zip(texts, hits, strict=True)]
        self._marks.add(scores, *row.laid(places))
        runs = runs_of(row.sentences, row.breaks([self._breaks.having(tokens.rows) for tokens in texts]))
        names = row.parted(self._first.names(scores, runs))
        again = [self._again.marks(tokens.forms, own) for tokens, own in zip(texts, names, strict=True)]
        self._marks.add(scores, *row.laid(again), self._marks.columns[1])
        names = [self._rules.settled(*told) for told in zip(texts, row.parted(self._second.names(scores, runs)), hits, strict=True)]
        found = [list(own) for own in names]
        for _ in range(MOST_LEVELS):
            names = self._inside(texts, names)
            found = [[*outer, *inner] for outer, inner in zip(found, names, strict=True)]
        return list(map(_mentions, texts, found))

    def _inside(self, texts: Sequence[Tokens], names: Sequence[Iterable[Name]]) -> list[list[Name]]:
        """Return the names directly inside those names of each report that are of two words and more."""
        asked = [[(name, whole) for name in own if (whole := _whole(tokens, name))] for tokens, own in zip(texts, names, strict=True)]
        new = {
            whole: tokens.forms[first:stop]
            for tokens, own in zip(texts, asked, strict=True)
            for (first, stop, _), whole in own
            if whole not in self._remembered
        }
        if new:
            if len(self._remembered) > MOST_REMEMBERED:
                self._remembered.clear()
                return self._inside(texts, names)
            self._read_inside(new)
        return [[(first + start, first + end, kind) for (first, _, _), whole in own for start, end, kind in self._remembered[whole]] for own in asked]

    def _read_inside(self, names: dict[Whole, list[int]]) -> None:
        """Find and remember the names directly inside names, given with their forms: what is inside depends on the words of a name alone."""
        forms = list(chain.from_iterable(names.values()))
        ranges = list(pairwise(accumulate(map(len, names.values()), initial=0)))
        places: list[int] = []
        marks: list[int] = []
        for (first, _), (kind, *keys) in zip(ranges, names, strict=True):
            inside, new = self._inner_places.inner_marks(keys, kind)
            places += [first + i for i in inside]
            marks += new
        scores = self._inner_forms.scores(np.array(forms, np.intp), ranges)
        self._inner_marks.add(scores, places, marks)
        self._remembered.update((whole, []) for whole in names)
        wholes = list(names)
        for first, stop, kind in self._inner.names(scores, runs_of(ranges)):
            number = bisect_right(ranges, first, key=itemgetter(0)) - 1
            begin, end, whole = *ranges[number], wholes[number]
            while kind != "PROC" and stop - first > 1 and ((last := whole[stop - begin]).isdigit() or last == "رقم"):
                stop -= 1  # noqa: PLW2901 - قرار مجلس الأمن رقم 2254
            while stop > first and whole[stop - begin] in CLOSING and OPENING.isdisjoint(whole[first - begin + 1 : stop - begin]):
                stop -= 1  # noqa: PLW2901 - مليونية «دعم الجيش»
            is_quoted = first - begin == _QUOTED and whole[_QUOTED] in OPENING and whole[1] in self._parties  # حزب «النور» is one name
            if first < stop and (first, stop) != (begin, end) and not is_quoted:
                self._remembered[whole].append((first - begin, stop - begin, kind))


class Row:
    """The tokens of several reports one behind the other, with a token of none behind each, so that no mark reaches from one into the next."""

    def __init__(self, texts: Sequence[Tokens]) -> None:
        self._firsts = list(accumulate((len(tokens) + 1 for tokens in texts), initial=0))
        self.numbers = np.concatenate([part for tokens in texts for part in (tokens.rows.numbers, tokens.rows.numbers[:1])])
        self.sentences = [
            (first + start, stop + start)
            for tokens, start in zip(texts, self._firsts[:-1], strict=True)
            for first, stop in (*tokens.sentences, (len(tokens), len(tokens) + 1))
        ]

    def laid(self, marks: Sequence[tuple[Sequence[int], Sequence[int]]]) -> tuple[list[int], list[int]]:
        """Return the marks of all reports, given for each with its tokens, with the tokens of the row."""
        places = [start + token for start, (tokens, _) in zip(self._firsts[:-1], marks, strict=True) for token in tokens]
        return places, [mark for _, own in marks for mark in own]

    def breaks(self, marked: Sequence[Sequence[int]]) -> list[int]:
        """Return the tokens that no name goes across: those marked in each report, and what stands behind it."""
        return [token for own, start, behind in zip(marked, *self._bounds(), strict=True) for token in (*(start + mark for mark in own), behind - 1)]

    def parted(self, names: Iterable[Name]) -> list[list[Name]]:
        """Return the names of each report, in text order as they are given, their tokens counted from its first."""
        left = deque(names)
        found: list[list[Name]] = []
        for start, behind in zip(*self._bounds(), strict=True):
            found.append([])
            while left and left[0][0] < behind:
                first, stop, kind = left.popleft()
                found[-1].append((first - start, stop - start, kind))
        return found

    def _bounds(self) -> tuple[list[int], list[int]]:
        return self._firsts[:-1], self._firsts[1:]


class Layer:
    """One trained model; ``columns`` are its labels among those of all models."""

    def __init__(self, weights: Weights, columns: slice) -> None:
        self._columns = columns
        self._decoder = Decoder(weights.moves, weights.labels.index("O"))
        self._kinds = [label[2:] if label[1:2] == "-" else "" for label in weights.labels]
        self._in_name = np.array([kind != "" for kind in self._kinds])
        self._begins = np.array([label.startswith("B-") for label in weights.labels])

    def names(self, scores: Scores, runs: Runs) -> list[Name]:
        """Return the names that the scores of all models tell, in text order."""
        found: list[Name] = []
        for begin, pieces in runs:
            labels = self._decoder.labels(scores[begin:, self._columns], pieces)
            found += self._spelt(labels, pieces, begin)
        return found

    def _spelt(self, labels: NDArray[np.intp], pieces: Pieces, begin: int) -> Iterator[Name]:
        """Yield the names that labels spell out; an I- without its B- begins a name, and none goes across the begin of a piece."""
        seen = self._in_name[labels].nonzero()[0]
        told = labels[seen]
        begins = pieces.begins[seen] | self._begins[told]
        first, stop, kind = 0, 0, ""
        for i, label, starts in zip((pieces.tokens[seen] + begin).tolist(), told.tolist(), begins.tolist(), strict=True):
            if starts or i != stop or self._kinds[label] != kind:
                if kind:
                    yield first, stop, kind
                first, kind = i, self._kinds[label]
            stop = i + 1
        if kind:
            yield first, stop, kind


def runs_of(sentences: Sequence[tuple[int, int]], breaks: Sequence[int] | NDArray[np.intp] = ()) -> Runs:
    """Return where each run of sentences begins, and the stretches in it; of a bounded number of tokens, so that memory stays bounded whatever the text."""
    if sentences[-1][1] <= MOST_AT_ONCE:
        return [(0, Pieces(sentences, breaks))]
    runs: Runs = []
    begin, marks = 0, np.asarray(breaks, np.intp)
    while begin < len(sentences):
        start = sentences[begin][0]
        stop = bisect_right(sentences, start + MOST_AT_ONCE, begin + 1, key=itemgetter(1))
        inside = [(first - start, end - start) for first, end in sentences[begin:stop]]
        between = slice(*marks.searchsorted((start, sentences[stop - 1][1])))
        runs.append((start, Pieces(inside, marks[between] - start)))
        begin = stop
    return runs


def _whole(tokens: Tokens, name: Name) -> Whole:
    """Return what a name is remembered by; nothing for one in which no name can stand."""
    first, stop, kind = name
    alone = stop - first == 1 or kind == "PER" or (kind == "PROC" and stop - first == 2 and tokens.keys[stop - 1] in VENUES)
    return () if alone else (kind, *tokens.keys[first:stop])


def _mentions(tokens: Tokens, names: Iterable[Name]) -> list[Mention]:
    found = []
    text, starts, ends = tokens.text, tokens.starts, tokens.ends
    for number, (first, stop, kind) in enumerate(sorted(set(names), key=lambda n: (n[0], -n[1])), 1):
        start, end = starts[first], ends[stop - 1]
        found.append(Mention(f"m{number}", start, end, text[start:end], kind))
    return found
