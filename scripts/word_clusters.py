"""Group the words of the press by the words they stand beside, from unlabelled reports.

usage: python scripts/word_clusters.py REPORTS.parquet

Each word (folded key, particles split off) is counted with its neighbours at the positions -2, -1, +1, +2; the counts become
positive pointwise mutual information, a truncated singular value decomposition makes vectors of them, and k-means
groups the vectors at three grains. Writes ``src/khabar/data/names-clusters.tsv.gz``. Needs scipy and scikit-learn.
"""

import sys
from array import array
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray
from scipy import sparse
from sklearn.cluster import MiniBatchKMeans
from sklearn.utils.extmath import randomized_svd

from khabar.fold import IGNORED
from khabar.segment import tokens_of
from khabar.vocabulary import press_vocabulary
from packed import write

GRAINS = (48, 192, 640)
LEAST_COUNT = 6
CONTEXTS = 4_000
DIMENSIONS = 120
OFFSETS = (-2, -1, 1, 2)
SEED = 20130312


def sentences(path: Path) -> Iterator[list[str]]:
    """Yield the folded keys of each sentence, digits as one word."""
    vocabulary = press_vocabulary()
    for text in pq.read_table(path, columns=["text"])["text"].to_pylist():
        vocabulary.trim()
        tokens = tokens_of(text.strip(IGNORED), vocabulary)
        keys = ["0" if vocabulary.keys[f][:1].isdigit() else vocabulary.keys[f] for f in tokens.forms]
        for first, stop in tokens.sentences:
            yield keys[first:stop]


def numbered(path: Path) -> tuple[list[str], Counter[str], NDArray[np.int32]]:
    """Return the kept words, all counts, and the reports as numbers of kept words (-1 elsewhere and between sentences)."""
    ids: dict[str, int] = {}
    stream = array("i")
    counts: Counter[str] = Counter()
    for sentence in sentences(path):
        counts.update(sentence)
        stream.extend([ids.setdefault(key, len(ids)) for key in sentence])
        stream.extend([-1, -1])
    words = sorted((w for w, n in counts.items() if n >= LEAST_COUNT), key=lambda w: (-counts[w], w))
    new = np.full(len(ids) + 1, -1, np.int32)
    for number, word in enumerate(words):
        new[ids[word]] = number
    return words, counts, new[np.frombuffer(stream, np.int32)]


def vectors(stream: NDArray[np.int32], size: int) -> NDArray[np.float32]:
    """Return a vector of unit length for each word."""
    blocks = []
    for offset in OFFSETS:
        here, there = (stream[:-offset], stream[offset:]) if offset > 0 else (stream[-offset:], stream[:offset])
        good = (here >= 0) & (there >= 0) & (there < CONTEXTS)
        pairs = (np.ones(int(good.sum()), np.float32), (here[good], there[good]))
        blocks.append(sparse.csr_matrix(pairs, shape=(size, CONTEXTS)))
    counts = sparse.hstack(blocks).tocsr()
    counts.sum_duplicates()
    rows = np.asarray(counts.sum(1)).ravel() + 1e-9
    columns = np.asarray(counts.sum(0)).ravel() ** 0.75
    coo = counts.tocoo()
    pmi = np.log(coo.data * columns.sum() / (rows[coo.row] * columns[coo.col] + 1e-9))
    keep = pmi > 0
    ppmi = sparse.csr_matrix((pmi[keep].astype(np.float32), (coo.row[keep], coo.col[keep])), shape=counts.shape)
    u, s, _ = randomized_svd(ppmi, DIMENSIONS, n_iter=4, random_state=SEED)
    found = (u * np.sqrt(s)).astype(np.float32)
    return found / (np.linalg.norm(found, axis=1, keepdims=True) + 1e-9)  # type: ignore[no-any-return]


def main() -> None:
    """Build the table."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_file():
        sys.exit(__doc__)
    words, _, stream = numbered(Path(sys.argv[1]))
    space = vectors(stream, len(words))
    columns = []
    for grain in GRAINS:
        means = MiniBatchKMeans(grain, batch_size=4096, n_init=3, max_iter=60, random_state=SEED).fit(space)
        columns.append(means.labels_)
    header = "Groups of words that stand beside the same words, at three grains. Counted from 27,131 Arabic reports of\n"
    header += "1-12 March 2013 (ibraaaa/news-credibility, Apache-2.0); no text. Built by scripts/word_clusters.py.\n"
    rows = sorted(zip(words, *columns, strict=True))
    write("names-clusters.tsv.gz", header, ("\t".join(map(str, row)) for row in rows if "\t" not in row[0]))


if __name__ == "__main__":
    main()
