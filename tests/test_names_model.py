"""The decoder against a sum over every sequence of labels."""

from itertools import chain, pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from khabar.tag.model import SHARPNESS, Decoder, Pieces, Weights
from khabar.tag.names import Layer, runs_of


def total(labels: tuple[int, ...], scores: NDArray[np.float32], moves: NDArray[np.float32]) -> float:
    states = sum(float(scores[i, label]) for i, label in enumerate(labels))
    return states + sum(float(moves[a, b]) for a, b in pairwise(labels))


def likeliest(scores: NDArray[np.float32], moves: NDArray[np.float32], breaks: set[int]) -> list[int]:
    """Return the label of each token that most of the likelihood of all sequences goes through; label 0 at the breaks."""
    sums = np.zeros(scores.shape)
    for labels in product(range(3), repeat=len(scores)):
        if all(labels[i] == 0 for i in breaks):
            sums[range(len(scores)), labels] += np.exp(SHARPNESS * total(labels, scores, moves))
    return [int(label) for label in sums.argmax(1)]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.booleans(), min_size=1, max_size=5), min_size=1, max_size=4), st.integers(0, 10_000))
def test_the_decoder_finds_the_likeliest_labels_of_each_sentence(sentences: list[list[bool]], seed: int) -> None:
    random = np.random.default_rng(seed)
    breaks = [i for i, stands in enumerate(chain.from_iterable(sentences)) if stands]
    stops = np.cumsum([len(sentence) for sentence in sentences]).tolist()
    ranges = list(pairwise([0, *stops]))
    moves = random.normal(size=(3, 3)).astype(np.float32)
    scores = random.normal(size=(stops[-1], 3)).astype(np.float32)
    pieces = Pieces(ranges, breaks)
    found = dict.fromkeys(breaks, 0) | dict(zip(pieces.tokens.tolist(), Decoder(moves, 0).labels(scores, pieces).tolist(), strict=True))
    for first, stop in ranges:
        assert [found[i] for i in range(first, stop)] == likeliest(scores[first:stop], moves, {i - first for i in breaks if first <= i < stop})


def test_a_long_stretch_keeps_its_likelihoods_in_range() -> None:
    moves = np.array([[9, -9], [-9, 9]], np.float32)
    scores = np.zeros((600, 2), np.float32)
    scores[300, 1] = 1
    assert Decoder(moves, 0).labels(scores, Pieces([(0, 600)])).tolist() == [1] * 600


def test_labels_spell_names_that_never_cross_a_start() -> None:
    labels = ("B-LOC", "I-LOC", "B-PER", "I-PER", "+LOC", "R", "O")
    layer = Layer(Weights(labels, {}, np.zeros((0, 7), np.float32), np.zeros((7, 7), np.float32)), slice(0, 7))

    def names(told: str, sentences: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
        scores = np.zeros((len(told.split()), 7), np.float32)
        scores[range(len(scores)), [labels.index(label) for label in told.split()]] = 9
        return layer.names(scores, runs_of(sentences))

    assert names("B-PER I-PER O I-LOC +LOC B-LOC R", [(0, 7)]) == [(0, 2, "PER"), (3, 4, "LOC"), (5, 6, "LOC")]
    assert names("B-PER I-PER", [(0, 1), (1, 2)]) == [(0, 1, "PER"), (1, 2, "PER")]
    assert names("B-PER I-LOC I-LOC", [(0, 3)]) == [(0, 1, "PER"), (1, 3, "LOC")]


def test_runs_of_sentences_are_bounded_and_hold_every_token() -> None:
    sentences = list(pairwise(range(0, 60_001, 500)))
    runs = runs_of(sentences, range(7, 60_000, 1000))
    assert [begin for begin, _ in runs] == [0, 20_000, 40_000]
    assert sum(len(pieces.tokens) for _, pieces in runs) == 60_000 - 60
