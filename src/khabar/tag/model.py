"""A linear-chain conditional random field at run time: weights of marks, scores of forms, the best labels.

The score of a label at a token is a sum of weights: those of the marks of the form and of its neighbours' forms, which are
summed once a form and kept, and those of the marks of the place. Training is the business of ``scripts/train_names.py``.
"""

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from khabar.tag.evidence import FormMarks
from khabar.vocabulary import Column, Vocabulary

OFFSETS = (-3, -2, -1, 0, 1, 2, 3)
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


class FormScores:
    """What each form adds to the scores of its own token and of its neighbours, kept per form."""

    def __init__(self, vocabulary: Vocabulary, weights: Weights, marks: FormMarks) -> None:
        self._weights = weights
        kinds = {0: marks.own, 1: marks.near, 2: marks.near, 3: marks.far}
        self._marks: list[tuple[str, Callable[[str, str], list[str]]]] = [(f"{offset}|", kinds[abs(offset)]) for offset in OFFSETS]
        self._rows: Column[Scores] = vocabulary.column(self._row)
        self._matrix: Scores = np.zeros((0, len(OFFSETS), len(weights.labels)), np.float32)
        self._filled = 0
        self._first: Scores | None = None

    def _row(self, light: str, key: str) -> Scores:
        rows, states = self._weights.rows, self._weights.states
        found = np.zeros((len(OFFSETS), states.shape[1]), np.float32)
        for position, (prefix, marks) in enumerate(self._marks):
            numbers = [row for mark in marks(light, key) if (row := rows.get(prefix + mark)) is not None]
            if numbers:
                found[position] = states[numbers].sum(0)
        return found

    def _grown(self) -> Scores:
        """Return the scores of all forms as one array, taking in those that are new."""
        values = self._rows.values
        if self._filled > len(values) or (self._filled and values[0] is not self._first):
            self._filled = 0
        if self._filled < len(values):
            if len(values) > len(self._matrix):
                self._matrix = np.resize(self._matrix, (2 * len(values), *self._matrix.shape[1:]))
            self._matrix[self._filled : len(values)] = values[self._filled :]
            self._filled, self._first = len(values), values[0]
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


def best_labels(scores: Scores, moves: Scores, sentences: Sequence[tuple[int, int]], outside: int) -> list[int]:
    """Return the number of the best label at each token, sentence by sentence (Viterbi).

    Where ``outside`` leads by more than any two moves can make up for, it is the label in every best path; the tokens between
    such places are short stretches that are solved side by side.
    """
    count = len(scores)
    if not count:
        return []
    rest = np.delete(scores, outside, axis=1).max(1)
    sure = scores[:, outside] - rest > 2 * (moves.max() - moves.min())
    edges = np.zeros(count + 1, bool)
    edges[[first for first, _ in sentences]] = True
    found = np.full(count, outside, np.intp)
    stretches = _stretches(sure, edges)
    for length, group in _by_length(stretches).items():
        firsts = np.asarray(group)
        block = scores[firsts[:, None] + np.arange(length)].copy()
        before = np.where(edges[firsts], -1, firsts - 1)
        after = np.where(edges[firsts + length] | (firsts + length >= count), -1, firsts + length)
        block[:, 0] += np.where((before >= 0)[:, None], moves[outside][None, :], 0)
        block[:, -1] += np.where((after >= 0)[:, None], moves[:, outside][None, :], 0)
        found[firsts[:, None] + np.arange(length)] = _viterbi(block, moves)
    return found.tolist()


def _stretches(sure: NDArray[np.bool_], edges: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the runs of tokens that are not sure, cut at sentence starts."""
    found = []
    first = -1
    for i, (certain, edge) in enumerate(zip(sure.tolist(), edges.tolist(), strict=False)):
        if first >= 0 and (certain or edge):
            found.append((first, i))
            first = -1
        if not certain and first < 0:
            first = i
    if first >= 0:
        found.append((first, len(sure)))
    return found


def _by_length(stretches: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    groups: dict[int, list[int]] = {}
    for first, stop in stretches:
        groups.setdefault(stop - first, []).append(first)
    return groups


def _viterbi(block: Scores, moves: Scores) -> NDArray[np.intp]:
    """Return the best labels of several stretches of one length: (stretch, token)."""
    number, length, _ = block.shape
    best = block[:, 0]
    back = np.zeros((number, length, block.shape[2]), np.intp)
    for t in range(1, length):
        paths = best[:, :, None] + moves[None]
        back[:, t] = paths.argmax(1)
        best = paths.max(1) + block[:, t]
    labels = np.zeros((number, length), np.intp)
    labels[:, -1] = best.argmax(1)
    here = np.arange(number)
    for t in range(length - 1, 0, -1):
        labels[:, t - 1] = back[here, t, labels[:, t]]
    return labels
