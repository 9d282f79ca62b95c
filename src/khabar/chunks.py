"""What is printed between two blanks, with the tokens that it was cut into before.

A dictionary is asked for one word after the other, and each answer waits for memory that has gone cold. Here all words of a
report are looked up at once, in arrays, and the waits overlap. Words are told apart by Python's hash of 64 bits: that any two of
a million have the same one happens in one run of thirty million.
"""

from collections.abc import Callable, Sequence
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

Cut = Sequence[tuple[int, int, int, bool]]  # the tokens of what stands between two blanks: start, end, form, glued to the one before
_FEWEST = 1 << 10
_LOAD = 4  # places for each chunk, at the least
_LONGEST = 40  # characters of a chunk that is remembered


class Chunks:
    """The tokens of chunks. A row of a chunk has its hash, where its tokens begin, how many they are, and its characters."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget all chunks."""
        self._places = np.zeros((_FEWEST, 4), np.intp)  # rows of chunks, each where its hash tells; the first is the empty chunk's
        self._others: dict[str, list[int]] = {}  # rows of chunks whose place was taken
        self._tokens = np.empty((_FEWEST, 4), np.intp)
        self._count = self._filled = 0  # chunks, tokens

    def __len__(self) -> int:
        return self._filled

    def tokens(self, chunks: Sequence[str], cut: Callable[[str], Cut]) -> NDArray[np.intp]:
        """Return the tokens of chunks with one blank between them: starts and ends in the whole, forms, glued; ``cut`` cuts a chunk that is new."""
        _, firsts, counts, lengths = self._rows(chunks, cut).T.copy()
        behind = counts.cumsum()
        found: NDArray[np.intp] = self._tokens.take(np.arange(behind[-1]) + (firsts - behind + counts).repeat(counts), axis=0).T.copy()
        lengths += 1
        found[:2] += (lengths.cumsum() - lengths).repeat(counts)
        return found

    def _rows(self, chunks: Sequence[str], cut: Callable[[str], Cut]) -> NDArray[np.intp]:
        hashes = np.fromiter(map(hash, chunks), np.intp, len(chunks))
        rows: NDArray[np.intp] = self._places.take(hashes & (len(self._places) - 1), axis=0)
        new: dict[str, list[int]] = {}
        for i in (rows[:, 0] != hashes).nonzero()[0].tolist():
            known = self._others.get(chunks[i])
            if known:
                rows[i] = known
            else:
                new.setdefault(chunks[i], []).append(i)
        if new:
            taken_in = self._taken_in(list(new), cut)
            rows[list(chain.from_iterable(new.values()))] = taken_in.repeat(list(map(len, new.values())), axis=0)
        return rows

    def _taken_in(self, chunks: Sequence[str], cut: Callable[[str], Cut]) -> NDArray[np.intp]:
        """Return the rows of new chunks, those that are not too long remembered."""
        cuts = list(map(cut, chunks))
        counts = list(map(len, cuts))
        firsts = accumulate(counts[:-1], initial=self._filled)
        self._add(list(chain.from_iterable(cuts)))
        rows = np.array(list(zip(map(hash, chunks), firsts, counts, map(len, chunks), strict=True)), np.intp)
        self._count += len(chunks)
        if self._count * _LOAD > len(self._places):
            self._grow()
        self._remember(chunks, rows)
        return rows

    def _add(self, tokens: Cut) -> None:
        first, stop = self._filled, self._filled + len(tokens)
        if stop > len(self._tokens):
            self._tokens = np.concatenate((self._tokens[:first], np.empty((2 * stop - first, 4), np.intp)))
        if tokens:
            self._tokens[first:stop] = tokens
        self._filled = stop

    def _remember(self, chunks: Sequence[str], rows: NDArray[np.intp]) -> None:
        places = rows[:, 0] & (len(self._places) - 1)
        free = (self._places[places, 0] == 0) & (places > 0) & (rows[:, 3] <= _LONGEST)
        self._places[places[free]] = rows[free]
        for i in (self._places[places, 0] != rows[:, 0]).nonzero()[0].tolist():
            if len(chunks[i]) <= _LONGEST:
                self._others[chunks[i]] = rows[i].tolist()

    def _grow(self) -> None:
        """Make twice as many places: chunks with places of their own keep such."""
        held = self._places[self._places[:, 0] != 0]
        size = len(self._places)
        while size < _LOAD * self._count:
            size *= 2
        self._places = np.zeros((size, 4), np.intp)
        self._places[held[:, 0] & (size - 1)] = held
        others, self._others = self._others, {}
        if others:
            self._remember(list(others), np.array(list(others.values()), np.intp))
