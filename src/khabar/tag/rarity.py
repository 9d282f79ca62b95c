"""How often a large body of reports prints a word: one that it hardly prints can hardly be anything but a name, and one with the article is no verb."""

from collections.abc import Mapping

_NOUNLIKE = 0.05  # share of a form's printings with the article from which it is taken for a noun


def is_word(key: str, shortest: int) -> bool:
    """Tell whether a folded key is a word in Arabic letters, and none shorter than ``shortest``."""
    return len(key) >= shortest and key.isalpha() and key[0] >= "ء"


def printed(counts: Mapping[str, int], key: str) -> int:
    """Return how often a word is printed, with and without the article."""
    bare = key.removeprefix("ال")
    return counts.get(bare, 0) + counts.get("ال" + bare, 0)


def is_nounlike(counts: Mapping[str, int], key: str) -> bool:
    """Tell whether a form is printed with the article so often that it is taken for a noun, whatever verb it may be."""
    return counts.get("ال" + key, 0) > _NOUNLIKE * counts.get(key, 0)
