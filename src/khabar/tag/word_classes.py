"""The words that tell what stands beside them, by class: heads of bodies, ranks, papers, words of speech."""

from functools import cache

from khabar.fold import fold
from khabar.tables import rows


@cache
def words_of(name: str) -> frozenset[str]:
    """Return the words of a class of ``data/names-classes.tsv``, as folded keys."""
    return frozenset(fold(word) for row in rows("names-classes.tsv") if row["class"] == name for word in row["words"].split())
