"""Linear-chain conditional random fields at run time: weights of marks, scores of forms, the likeliest labels.

The score of a label at a token is a sum of weights: those of the marks of the form and of its neighbours' forms, which are
summed once a form and kept, and those of the marks of the place. Several models share one table of marks, their labels side
by side, so that a report is looked up once for all of them. Training is the business of ``scripts/train_names.py``.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import accumulate, chain, pairwise

import numpy as np
from numpy.typing import NDArray

from khabar.tag.evidence import FormMarks, Numbers
from khabar.vocabulary import Vocabulary

OFFSETS = (-3, -2, -1, 0, 1, 2, 3)
MOST_AT_ONCE = 64  # new forms: what they are summed from stays near the processor
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of a trained model: ``states`` has a row of label weights for each mark with its distance (``-1|w=قال``)."""

    labels: tuple[str, ...]
    rows: dict[str, int]
    states: Scores
    moves: Scores


class Marks:
    """The weights of the marks of several models, their labels side by side: ``states`` has a row for each of ``rows``, the last row is of no mark."""

    def __init__(self, models: Sequence[Weights]) -> None:
        self.rows = {mark: row for row, mark in enumerate(sorted(set(chain.from_iterable(weights.rows for weights in models))))}
        ends = list(accumulate((len(weights.labels) for weights in models), initial=0))
        self.columns = [slice(*ends) for ends in pairwise(ends)]
        self.states: Scores = np.zeros((len(self.rows) + 1, ends[-1]), np.float32)
        for weights, columns in zip(models, self.columns, strict=True):
            self.states[[self.rows[mark] for mark in weights.rows], columns] = weights.states

    def row(self, mark: str) -> int:
        """Return the row of a mark with its distance."""
        return self.rows.get(mark, len(self.rows))

    def add(self, scores: Scores, tokens: Sequence[int], rows: Sequence[int], columns: slice = slice(None)) -> None:
        """Add the weights of marks of places, given by their rows, to the scores of their tokens; ``columns``: to those of one model."""
        width = scores.shape[1]
        cells = np.array(tokens, np.intp)[:, None] * width + np.arange(width)[columns]
        np.add.at(scores.ravel(), cells.ravel(), self.states.take(rows, axis=0)[:, columns].ravel())  # flat arrays: NumPy is four times as fast


def load_weights(name: str) -> Weights:
    """Return the weights in ``data/name``."""
    with np.load(io.BytesIO((files("khabar") / "data" / name).read_bytes()), allow_pickle=False) as file:
        marks = file["marks"].tobytes().decode().split("\n")
        states = file["states"].astype(np.float32) * np.float32(file["scale"])
        labels = tuple(file["labels"].tobytes().decode().split("\n"))
        moves = file["moves"].astype(np.float32)
    return Weights(labels, {mark: i for i, mark in enumerate(marks)}, states, moves)


class FormScores:
    """What each form adds to the scores of its own token and of its neighbours, summed when a report first holds the form."""

    def __init__(self, vocabulary: Vocabulary, forms: FormMarks, marks: Marks) -> None:
        self._vocabulary = vocabulary
        self._forms = forms
        names = sorted({mark.partition("|")[2] for mark in marks.rows})
        self._numbers = {name: number for number, name in enumerate(names, 1)}  # 0 is of no mark
        # a mark has no weight at a distance where its kind tells nothing
        self._weights: Scores = marks.states[[[marks.row(f"{offset}|{name}") for offset in OFFSETS] for name in ("", *names)]]
        self._age = vocabulary.age
        self._places = np.zeros(0, np.intp)  # where the sums of each form are, by its number
        self._filled = 1  # place 0 is of no form
        self._sums: Scores = np.zeros((len(OFFSETS), 1, marks.states.shape[1]), np.float32)

    def _known(self, forms: Numbers) -> Numbers:
        """Return where the sums of forms are, those taken in that are new."""
        if self._age != self._vocabulary.age:  # the vocabulary forgot all
            self._age, self._filled = self._vocabulary.age, 1
            self._places[:] = 0
        if len(self._places) < len(self._vocabulary):
            self._places = np.concatenate([self._places, np.zeros(len(self._vocabulary), np.intp)])
        places: Numbers = self._places.take(forms)
        if 0 in places:
            new = sorted(set(forms[places == 0].tolist()))
            for begin in range(0, len(new), MOST_AT_ONCE):
                self._take_in(new[begin : begin + MOST_AT_ONCE])
            places = self._places.take(forms)
        return places

    def scores(self, forms: Numbers, sentences: Sequence[tuple[int, int]]) -> Scores:
        """Return the score of each label at each token from the forms in its sentence; the sentences hold all tokens.

        One row a token and a last one of no token, for the marks that fall before the first token (row -1) or behind the last.
        """
        gap = max(OFFSETS)
        count = len(forms)
        firsts, stops = np.array([*sentences, (count, count + 1)], np.intp).T
        where = np.arange(count + 1) + np.repeat(np.arange(gap, gap * (len(firsts) + 1), gap), stops - firsts)  # sentences stand apart by rows of no form
        rows = np.zeros(where[-1] + gap + 1, np.intp)
        rows[where[:-1]] = self._known(forms)
        last = len(rows) - gap
        scores = self._sums[gap].take(rows[gap:last], axis=0)
        for position, offset in enumerate(OFFSETS):
            if offset:
                scores += self._sums[position].take(rows[gap + offset : last + offset], axis=0)
        told: Scores = scores.take(where - gap, axis=0)
        return told

    def _take_in(self, numbers: Sequence[int]) -> None:
        first, stop = self._filled, self._filled + len(numbers)
        if stop > self._sums.shape[1]:
            grown = np.empty((len(OFFSETS), 2 * stop, self._sums.shape[2]), np.float32)
            grown[:, :first] = self._sums[:, :first]
            self._sums = grown
        rows: list[int] = []
        starts: list[int] = []
        known, keys = self._numbers.get, self._vocabulary.keys
        for number in numbers:
            starts.append(len(rows))
            rows.append(0)
            rows += filter(None, map(known, self._forms.of(keys[number]).every))
        self._sums[:, first:stop] = np.add.reduceat(self._weights.take(rows, axis=0), starts, axis=0).swapaxes(0, 1)
        self._places[numbers] = np.arange(first, stop)
        self._filled = stop


class Pieces:
    """The stretches of a text that are searched side by side: sentences, parted where a token stands outside every name.

    Rows of the search are laid out by step: the first tokens of all stretches, the longest stretch first, then the second ones
    of all that have two, and so on, each row with what the steps from the left end of its stretch bring and what those from the
    right bring; ``rows`` has where in this order both stand for each token, ``order`` which token stands at each place.
    """

    def __init__(self, sentences: Sequence[tuple[int, int]], breaks: Sequence[int] | NDArray[np.intp] = ()) -> None:
        firsts, stops = np.array(sentences, np.intp).T
        marked, begins, ends = np.zeros((3, stops[-1] + 1), bool)
        marked[np.asarray(breaks, np.intp)] = True
        begins[1:] = marked[:-1]
        ends[:-1] = marked[1:]
        behind, before = begins.copy(), ends.copy()
        behind[firsts] = before[stops - 1] = False
        begins[firsts] = ends[stops - 1] = True
        self.tokens = (~marked[:-1]).nonzero()[0]
        self.begins = begins[self.tokens]
        starts = self.begins.nonzero()[0]
        lengths = ends[self.tokens].nonzero()[0] + 1 - starts
        order = (-lengths).argsort(kind="stable")
        ranks = order.argsort()
        self.edges = (behind[self.tokens[starts]] + 2 * before[self.tokens[starts + lengths - 1]])[order]
        left = np.arange(len(self.tokens)) - starts.repeat(lengths)
        right = (lengths - 1).repeat(lengths) - left
        stops = np.bincount(left).cumsum()
        self.steps = list(pairwise(stops.tolist()))
        stops[1:], stops[:1] = 2 * stops[:-1], 0
        ranks = (2 * ranks).repeat(lengths)
        self.rows = left, right = stops[left] + ranks, stops[right] + ranks + 1
        self.order = np.empty(2 * len(left), np.intp)
        self.order[left] = self.order[right] = np.arange(len(left))


SHARPNESS = 2.0  # 1: the likeliest label of each token by itself; without end: the likeliest sequence (Viterbi). Names come out best near 2
MOST_STEPS = 8  # between two scalings: in so many no likelihood leaves the range of floating point


class Decoder:
    """Finds the likeliest label of each token, in the light of all labels of its stretch: sums over all paths from both ends (forward, backward)."""

    def __init__(self, moves: Scores, outside: int) -> None:
        likely = np.exp(SHARPNESS * (moves.astype(float) - moves.max()))
        none = np.zeros_like(likely)
        self._moves = np.block([[likely, none], [none, likely.T]])  # both ways in one step
        behind, before = likely[outside], likely[:, outside]
        self._edges = np.array([[*left, *right] for right in (np.ones_like(before), before) for left in (np.ones_like(behind), behind)])

    def labels(self, scores: Scores, pieces: Pieces) -> NDArray[np.intp]:
        """Return the number of the best label of each of ``pieces.tokens``."""
        wanted = scores.take(pieces.tokens, axis=0)
        wanted -= np.maximum.reduce(wanted.T.copy())[:, None]
        states = np.exp(SHARPNESS * wanted, dtype=float)
        ways = states.take(pieces.order, axis=0)
        width = states.shape[1]
        paths = ways.reshape(-1, 2 * width)
        now, moves = paths[: len(pieces.edges)], self._moves
        now *= self._edges[pieces.edges]
        for step, (begin, stop) in enumerate(pieces.steps, 1):
            ahead = paths[begin:stop]
            ahead *= now[: stop - begin].dot(moves)
            if step % MOST_STEPS == 0:
                both = ahead.reshape(-1, 2, width)
                both /= np.add.reduce(both, 2, keepdims=True)
            now = ahead
        left, right = pieces.rows
        told = ways.take(left, axis=0)
        told *= ways.take(right, axis=0)
        told /= states  # which both ways have counted
        best: NDArray[np.intp] = told.argmax(1)
        return best
