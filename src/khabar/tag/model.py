"""A linear-chain conditional random field at run time: weights of marks, scores of forms, the best labels.

The score of a label at a token is a sum of weights: those of the marks of the form and of its neighbours' forms, which are
summed once a form and kept, and those of the marks of the place. Training is the business of ``scripts/train_names.py``.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from khabar.tag.evidence import FormMarks
from khabar.vocabulary import Column, Vocabulary

OFFSETS = (-3, -2, -1, 0, 1, 2, 3)
POSITIONS = ([3], [1, 2, 4, 5], [0, 6])  # of a form's own marks, of those for near tokens, of those for far ones, among the offsets
MOST_AT_ONCE = 512  # new forms, so that the sums take little memory
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of a trained model: ``states`` has a row of label weights for each mark with its distance (``-1|w=قال``)."""

    labels: tuple[str, ...]
    rows: dict[str, int]
    states: Scores
    moves: Scores


def load_weights(name: str) -> Weights:
    """Return the weights in ``data/name``."""
    with np.load(io.BytesIO((files("khabar") / "data" / name).read_bytes()), allow_pickle=False) as file:
        marks = file["marks"].tobytes().decode().split("\n")
        states = file["states"].astype(np.float32) * np.float32(file["scale"])
        labels = tuple(file["labels"].tobytes().decode().split("\n"))
        moves = file["moves"].astype(np.float32)
    return Weights(labels, {mark: i for i, mark in enumerate(marks)}, states, moves)


class FormEvidence:
    """The marks of each form by number, worked out once a form for all models: (own, near, far)."""

    def __init__(self, vocabulary: Vocabulary, marks: FormMarks, models: Iterable[Weights]) -> None:
        self.names = sorted({mark.partition("|")[2] for weights in models for mark in weights.rows})
        self._numbers = {mark: number for number, mark in enumerate(self.names)}
        self._marks = marks
        self.column: Column[tuple[list[int], list[int], list[int]]] = vocabulary.column(self._of)

    def _of(self, light: str, key: str) -> tuple[list[int], list[int], list[int]]:
        known = self._numbers
        marks = self._marks
        own, near, far = ([known[m] for m in found if m in known] for found in (marks.own(light, key), marks.near(light, key), marks.far(light, key)))
        return own, near, far


class FormScores:
    """What each form adds to the scores of its own token and of its neighbours, kept per form."""

    def __init__(self, evidence: FormEvidence, weights: Weights) -> None:
        self._column = evidence.column
        none = len(weights.states)  # the row of a mark without weights at a distance, and of no mark at all
        self._states = np.vstack([weights.states, np.zeros_like(weights.states[:1])])
        rows = weights.rows
        self._where = np.array([[rows.get(f"{offset}|{name}", none) for offset in OFFSETS] for name in evidence.names] + [[none] * len(OFFSETS)], np.intp)
        self._matrix: Scores = np.zeros((0, len(OFFSETS), weights.states.shape[1]), np.float32)
        self._filled = 0
        self._first: object = None

    def _sums(self, marks: Iterable[Sequence[int]], positions: Sequence[int]) -> Scores:
        """Return the summed weights of each form's marks at the given distances: (forms, distances, labels)."""
        none = len(self._where) - 1
        lists = [[*numbers, none] for numbers in marks]
        starts = np.cumsum([0, *map(len, lists[:-1])])
        rows = self._where[np.fromiter(chain.from_iterable(lists), np.intp)][:, positions]
        return np.add.reduceat(self._states[rows], starts, axis=0)

    def _grown(self) -> Scores:
        """Return the scores of all forms as one array, taking in those that are new."""
        values = self._column.values
        if self._filled > len(values) or (self._filled and values[0] is not self._first):
            self._filled = 0
        for at in range(self._filled, len(values), MOST_AT_ONCE):
            new = values[at : at + MOST_AT_ONCE]
            if at + len(new) > len(self._matrix):
                self._matrix = np.resize(self._matrix, (2 * len(values), *self._matrix.shape[1:]))
            for kind, positions in enumerate(POSITIONS):
                self._matrix[at : at + len(new), positions] = self._sums((marks[kind] for marks in new), positions)
            self._filled, self._first = at + len(new), values[0]
        return self._matrix

    def scores(self, forms: Sequence[int], sentences: Iterable[tuple[int, int]]) -> Scores:
        """Return the score of each label at each token, from the forms in its sentence."""
        rows = self._grown()[np.asarray(forms, np.intp)]
        scores = rows[:, 3].copy()
        starts = np.zeros(len(scores), bool)
        starts[[first for first, _ in sentences]] = True
        inside = np.cumsum(starts)
        for position, offset in enumerate(OFFSETS):
            if offset > 0 and len(scores) > offset:
                same = (inside[offset:] == inside[:-offset])[:, None]
                scores[:-offset] += rows[offset:, position] * same
                scores[offset:] += rows[:-offset, len(OFFSETS) - 1 - position] * same
        return scores


def add_marks(scores: Scores, marks: Sequence[tuple[int, str]], weights: Weights) -> None:
    """Add the weights of marks of places to the scores."""
    known = [(i, row) for i, mark in marks if (row := weights.rows.get(mark)) is not None]
    if known:
        where, rows = zip(*known, strict=True)
        np.add.at(scores, np.asarray(where), weights.states[np.asarray(rows)])


class Decoder:
    """Finds the best labels of sentences (Viterbi): all sentences of a report side by side, each from both ends to its middle."""

    def __init__(self, moves: Scores, outside: int) -> None:
        self._moves = moves
        self._outside = outside
        both = np.stack([moves, moves.T])  # forwards and backwards
        self._from = np.ascontiguousarray(both)  # (direction, from, to)
        self._into = np.ascontiguousarray(both.transpose(0, 2, 1))  # (direction, to, from)

    def labels(self, scores: Scores, sentences: Sequence[tuple[int, int]], breaks: Sequence[int] = ()) -> list[int]:
        """Return the number of the best label at each token, sentence by sentence; the sentences hold all tokens.

        ``breaks`` are tokens that stand outside every name, in order: what lies between them is searched piece by piece, which takes fewer steps.
        """
        if not breaks:
            return self._searched(scores, sentences).tolist()  # type: ignore[no-any-return]
        scores, pieces = self._parted(scores, sentences, breaks)
        found = self._searched(scores, pieces) if pieces else np.empty(len(scores), np.intp)
        found[np.asarray(breaks)] = self._outside
        return found.tolist()  # type: ignore[no-any-return]

    def _parted(self, scores: Scores, sentences: Sequence[tuple[int, int]], breaks: Sequence[int]) -> tuple[Scores, list[tuple[int, int]]]:
        """Return the pieces between the breaks, and the scores with the moves from and to the breaks added at the edges of the pieces."""
        scores = scores.copy()
        pieces, behind, before = [], [], []
        at = 0
        for first, stop in sentences:
            begin = first
            while at < len(breaks) and breaks[at] < stop:
                mark = breaks[at]
                if mark > begin:
                    pieces.append((begin, mark))
                    before.append(mark - 1)
                begin = mark + 1
                if begin < stop and not (at + 1 < len(breaks) and breaks[at + 1] == begin):
                    behind.append(begin)
                at += 1
            if begin < stop:
                pieces.append((begin, stop))
        scores[behind] += self._moves[self._outside]
        scores[before] += self._moves[:, self._outside]
        return scores, pieces

    def _searched(self, scores: Scores, sentences: Sequence[tuple[int, int]]) -> NDArray[np.intp]:
        firsts, stops = np.asarray(sentences, np.intp).T
        lengths = stops - firsts
        # two rows a sentence: its first half from the left (the longer one), its second half from the right; longest rows first
        sizes = np.concatenate([(lengths + 1) // 2, lengths // 2])
        order = np.argsort(-sizes, kind="stable")
        place = np.argsort(order, kind="stable")
        sizes, count = sizes[order], len(lengths)
        ways = (order >= count).astype(np.intp)
        steps = np.arange(sizes[0])
        where = np.where(ways, stops[order % count] - 1, firsts[order % count])[:, None] + np.where(ways, -1, 1)[:, None] * steps
        there = steps < sizes[:, None]
        best = scores[np.where(there, where, 0)]
        live = there.sum(0).tolist()
        self._climb(best, live, ways)
        left, right = place[:count], place[count:]
        ends = self._middle(best[left, sizes[left] - 1], best[right, np.maximum(sizes[right] - 1, 0)], sizes[right] > 0)
        at_end = np.empty(2 * count, np.intp)
        at_end[left], at_end[right] = ends
        found = np.empty(len(scores), np.intp)
        found[where[there]] = self._descend(best, live, ways, at_end)[there]
        return found

    def _climb(self, best: Scores, live: list[int], ways: NDArray[np.intp]) -> None:
        """Turn scores into those of the best path up to each label at each step: (row, step, label)."""
        moves = self._from[ways]
        for t in range(1, len(live)):
            k = live[t]
            best[:k, t] += np.maximum.reduce(best[:k, t - 1, :, None] + moves[:k], 1)

    def _middle(self, left: Scores, right: Scores, meets: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the best labels where the two halves of each sentence meet."""
        joined = left[:, :, None] + np.where(meets[:, None, None], self._moves + right[:, None, :], 0)
        flat = joined.reshape(len(left), -1).argmax(1)
        return flat // left.shape[1], flat % left.shape[1]

    def _descend(self, best: Scores, live: list[int], ways: NDArray[np.intp], at_end: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the labels of the best paths, (row, step), given those at the rows' last steps."""
        labels = np.repeat(at_end[:, None], len(live), 1)
        for t in range(len(live) - 2, -1, -1):
            k = live[t + 1]
            labels[:k, t] = (best[:k, t] + self._into[ways[:k], labels[:k, t + 1]]).argmax(1)
        return labels
