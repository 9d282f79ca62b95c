"""The decoder against a search of every sequence of labels."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from khabar.tag.model import Decoder


def total(labels: tuple[int, ...], scores: NDArray[np.float32], moves: NDArray[np.float32]) -> float:
    states = sum(float(scores[i, label]) for i, label in enumerate(labels))
    return states + sum(float(moves[a, b]) for a, b in pairwise(labels))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=4), st.integers(0, 10_000))
def test_the_decoder_finds_the_best_sequence_of_each_sentence(lengths: list[int], seed: int) -> None:
    random = np.random.default_rng(seed)
    moves = random.normal(size=(3, 3)).astype(np.float32)
    scores = random.normal(size=(sum(lengths), 3)).astype(np.float32)
    stops = np.cumsum(lengths).tolist()
    sentences = list(zip([0, *stops[:-1]], stops, strict=True))
    found = Decoder(moves, 0).labels(scores, sentences)
    for first, stop in sentences:
        best = max(product(range(3), repeat=stop - first), key=lambda labels: total(labels, scores[first:stop], moves))
        assert tuple(found[first:stop]) == best
