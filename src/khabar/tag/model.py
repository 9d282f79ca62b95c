"""Linear-chain conditional random fields at run time: weights of marks, scores of forms, the likeliest labels.

The score of a label at a token is a sum of weights: those of the marks of the form and of its neighbours' forms, which are
summed once a form and kept, and those of the marks of the place. Several models share one table of marks, their labels side
by side, so that a report is looked up once for all of them. Training is the business of ``scripts/train_names.py``.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import accumulate, chain, pairwise

import numpy as np
from numpy.typing import NDArray

from khabar.tag.evidence import FormMarks
from khabar.vocabulary import Vocabulary

OFFSETS = (-3, -2, -1, 0, 1, 2, 3)
MOST_AT_ONCE = 512  # new forms, so that the sums take little memory
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

    def add(self, scores: Scores, marks: Sequence[tuple[int, str]]) -> None:
        """Add the weights of marks of places to the scores of their tokens."""
        number, none = self.rows.get, len(self.rows)
        rows = np.array([number(mark, none) for _, mark in marks], np.intp)
        where = np.array([i for i, _ in marks], np.intp) * scores.shape[1]
        cells = where[:, None] + np.arange(scores.shape[1])
        np.add.at(scores.ravel(), cells.ravel(), self.states.take(rows, axis=0).ravel())  # flat arrays: NumPy is four times as fast


def load_weights(name: str) -> Weights:
    """Return the weights in ``data/name``."""
    with np.load(io.BytesIO((files("khabar") / "data" / name).read_bytes()), allow_pickle=False) as file:
        marks = file["marks"].tobytes().decode().split("\n")
        states = file["states"].astype(np.float32) * np.float32(file["scale"])
        labels = tuple(file["labels"].tobytes().decode().split("\n"))
        moves = file["moves"].astype(np.float32)
    return Weights(labels, {mark: i for i, mark in enumerate(marks)}, states, moves)


class FormScores:
    """What each form adds to the scores of its own token and of its neighbours, summed once a form."""

    def __init__(self, vocabulary: Vocabulary, forms: FormMarks, marks: Marks) -> None:
        self._vocabulary = vocabulary
        self._forms = forms
        self._states = marks.states
        self._none = len(marks.rows)
        names = {mark.partition("|")[2] for mark in marks.rows}
        self._rows = {name: tuple(marks.rows.get(f"{offset}|{name}", self._none) for offset in OFFSETS) for name in names}
        self._age = vocabulary.age
        self._filled = 1  # row 0 is of no form
        self._sums: Scores = np.zeros((len(OFFSETS), 1, marks.states.shape[1]), np.float32)

    def scores(self, forms: Sequence[int], sentences: Sequence[tuple[int, int]]) -> Scores:
        """Return the score of each label at each token, (tokens, labels), from the forms in its sentence; the sentences hold all tokens."""
        self._grow()
        gap = max(OFFSETS)
        firsts, stops = np.array(sentences).T
        where = np.arange(len(forms)) + np.repeat(gap * np.arange(1, len(firsts) + 1), stops - firsts)  # sentences stand apart by rows of no form
        rows = np.zeros(len(forms) + gap * (len(firsts) + 1), np.intp)
        rows[where] = forms
        rows[where] += 1
        last = len(rows) - gap
        scores = self._sums[gap].take(rows[gap:last], axis=0)
        for position, offset in enumerate(OFFSETS):
            if offset:
                scores += self._sums[position].take(rows[gap + offset : last + offset], axis=0)
        return np.take(scores, where - gap, axis=0)

    def _grow(self) -> None:
        """Take in the forms that are new, and forget all if the vocabulary did."""
        light, keys = self._vocabulary.light, self._vocabulary.keys
        if self._age != self._vocabulary.age:
            self._age, self._filled = self._vocabulary.age, 1
        while self._filled <= len(light):
            new = slice(self._filled - 1, self._filled - 1 + MOST_AT_ONCE)
            self._take_in(list(zip(light[new], keys[new], strict=True)))

    def _take_in(self, forms: Sequence[tuple[str, str]]) -> None:
        first, stop = self._filled, self._filled + len(forms)
        if stop > self._sums.shape[1]:
            grown = np.empty((len(OFFSETS), stop + stop // 2, self._sums.shape[2]), np.float32)
            grown[:, :first] = self._sums[:, :first]
            self._sums = grown
        self._sums[:, first:stop] = self._summed(forms).swapaxes(0, 1)
        self._filled = stop

    def _summed(self, forms: Sequence[tuple[str, str]]) -> Scores:
        """Return the summed weights of each form's marks at each distance: (forms, distances, labels)."""
        rows: list[int] = []
        starts: list[int] = []
        for form in forms:
            near = self._known(self._forms.near(*form))
            kinds = (near + self._known(self._forms.alone(*form)), near, near, self._known(self._forms.far(*form)))
            for position, offset in enumerate(OFFSETS):
                starts.append(len(rows))
                rows.append(self._none)
                rows += [known[position] for known in kinds[abs(offset)]]
        summed: Scores = np.add.reduceat(self._states.take(rows, axis=0), starts, axis=0)
        return summed.reshape(len(forms), len(OFFSETS), -1)

    def _known(self, marks: Iterable[str]) -> list[tuple[int, ...]]:
        rows = self._rows
        return [rows[mark] for mark in marks if mark in rows]


class Pieces:
    """The stretches of a text that are searched side by side: sentences, parted where a token stands outside every name.

    Rows of the search are laid out by step: the first tokens of all stretches, the longest stretch first, then the second ones
    of all that have two, and so on; ``rows[0]`` counts the steps from the left end of each stretch, ``rows[1]`` from the right.
    """

    def __init__(self, sentences: Sequence[tuple[int, int]], breaks: Sequence[int] = ()) -> None:
        pieces = list(_parted(sentences, breaks))
        firsts, stops, behind, before = np.array(pieces, np.intp).reshape(-1, 4).T
        lengths = stops - firsts
        ends = lengths.cumsum()
        begins = ends - lengths
        self.begins = set(firsts.tolist())
        self.behind, self.before = begins[behind == 1], ends[before == 1] - 1
        ranks = np.empty_like(lengths)
        ranks[np.argsort(-lengths, kind="stable")] = np.arange(len(lengths))
        left = np.arange(lengths.sum()) - np.repeat(begins, lengths)
        right = np.repeat(lengths - 1, lengths) - left
        self.tokens = np.repeat(firsts, lengths) + left
        live = np.bincount(left)
        self.live: list[int] = live.tolist()
        self.rows = (live.cumsum() - live)[np.array([left, right])] + np.repeat(ranks, lengths)


def _parted(sentences: Sequence[tuple[int, int]], breaks: Sequence[int]) -> Iterator[tuple[int, int, bool, bool]]:
    """Yield the stretches between the breaks, with whether a break of the same sentence stands behind (before their first token) and before."""
    marks = iter((*breaks, sentences[-1][1]))
    mark = next(marks)
    for first, stop in sentences:
        begin, behind = first, False
        while mark < stop:
            if mark > begin:
                yield begin, mark, behind, True
            begin, behind = mark + 1, True
            mark = next(marks)
        if begin < stop:
            yield begin, stop, behind, False


SHARPNESS = 2.0  # 1: the likeliest label of each token by itself; without end: the likeliest sequence (Viterbi). Names come out best near 2
MOST_STEPS = 8  # between two scalings: in so many no likelihood leaves the range of floating point


class Decoder:
    """Finds the likeliest label of each token, in the light of all labels of its stretch: sums over all paths from both ends (forward, backward)."""

    def __init__(self, moves: Scores, outside: int) -> None:
        likely = np.exp(SHARPNESS * (moves.astype(float) - moves.max()))
        none = np.zeros_like(likely)
        self._moves = np.block([[likely, none], [none, likely.T]])  # both ways in one step
        self._outside = outside

    def labels(self, scores: Scores, pieces: Pieces) -> NDArray[np.intp]:
        """Return the number of the best label of each of ``pieces.tokens``."""
        wanted = scores[pieces.tokens].astype(float)
        states = np.exp(SHARPNESS * (wanted - wanted.max(1, keepdims=True)))
        count, width = states.shape
        states[pieces.behind] *= self._moves[self._outside, :width]
        states[pieces.before] *= self._moves[:width, self._outside]
        left, right = pieces.rows
        paths = np.empty((count, 2 * width))
        paths[left, :width] = paths[right, width:] = states
        begin, now = 0, paths[:0]
        for step, (past, live) in enumerate(pairwise((0, *pieces.live))):
            begin += past
            ahead = paths[begin : begin + live]
            if step:
                ahead *= now[:live].dot(self._moves)
            if step % MOST_STEPS == 0:
                both = ahead.reshape(live, 2, width)
                both /= both.sum(2, keepdims=True)
            now = ahead
        best: NDArray[np.intp] = (paths[left, :width] * paths[right, width:] / states).argmax(1)
        return best
