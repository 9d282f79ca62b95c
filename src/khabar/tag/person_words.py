"""The words of personal names: how often lists of persons begin with each, and hold it later."""

from functools import cache

from khabar.tables import packed_lines

GIVEN = 15  # listed names that begin with a word, from more of which on it is a given name


@cache
def person_words() -> dict[str, tuple[int, int]]:
    """Return for each word, by folded key without the article, how many listed names begin with it and how many hold it later."""
    split = (line.split("\t") for line in packed_lines("names-words.tsv.gz"))
    return {key: (int(first), int(later)) for key, first, later in split}


def is_given(key: str) -> bool:
    """Tell whether a word is one that names of persons begin with, more often than by chance."""
    return person_words().get(key, (0, 0))[0] > GIVEN
