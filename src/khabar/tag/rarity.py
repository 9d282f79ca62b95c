"""How often a large body of reports prints a word: one that it hardly prints can hardly be anything but a name."""

from collections.abc import Mapping


def is_word(key: str, shortest: int) -> bool:
    """Tell whether a folded key is a word in Arabic letters, and none shorter than ``shortest``."""
    return len(key) >= shortest and key.isalpha() and key[0] >= "ء"


def printed(counts: Mapping[str, int], key: str) -> int:
    """Return how often a word is printed, with and without the article."""
    bare = key.removeprefix("ال")
    return counts.get(bare, 0) + counts.get("ال" + bare, 0)
