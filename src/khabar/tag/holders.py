"""Who holds the titles that stand alone: the person whom the report has called by that title."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khabar.fold import fold


@dataclass(frozen=True, slots=True)
class Title:
    """A title for comparing: head and words as folded keys without article, the country or body it is of, who holds it (an index, an entity's id)."""

    index: int
    start: int
    head: str
    words: frozenset[str]
    of: str | None
    holder: str | None


def words_of(text: str, heads: Mapping[str, str], ignored: frozenset[str]) -> tuple[str, frozenset[str]]:
    """Return the head of a title and its other words, folded, without articles and without ``ignored`` (adjectives of nationality)."""
    words = [word for word in fold(text).replace("«", " ").replace("»", " ").replace('"', " ").split() if word not in ignored]
    head = next((heads[word] for word in words if word in heads), words[0].removeprefix("ال") if words else "")
    rest = frozenset(_bare(word) for word in words if heads.get(word) != head)
    return head, rest - {"في", "باسم", "الي"}


def _bare(word: str) -> str:
    for prefix in ("لل", "بال", "ال"):
        if word.startswith(prefix) and len(word) > len(prefix) + 2:
            return word[len(prefix) :]
    return word


def holder_of(alone: Title, held: Sequence[Title]) -> str | None:
    """Return who holds a title that stands alone, None where the report does not decide it.

    The same words decide; a shorter title (الوزير الروسي) means the last one before it that says no other thing.
    """
    for test in (_same, _shorter, _longer):
        fitting = [title for title in held if title.head == alone.head and test(alone, title)]
        if fitting:
            return min(fitting, key=lambda title: (title.start > alone.start, abs(title.start - alone.start))).holder
    return None


def _agree(one: Title, other: Title) -> bool:
    return one.of is None or other.of is None or one.of == other.of


def _same(alone: Title, title: Title) -> bool:
    return alone.words == title.words and alone.of == title.of


def _shorter(alone: Title, title: Title) -> bool:
    return alone.words <= title.words and _agree(alone, title)


def _longer(alone: Title, title: Title) -> bool:
    return bool(title.words) and title.words <= alone.words and _agree(alone, title)
