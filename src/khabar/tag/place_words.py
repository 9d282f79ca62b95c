"""Names of places in English, put together by rule where no list has them: their words, and what heads and ends them (مطار، الكبرى)."""

from collections.abc import Callable
from functools import lru_cache

from khabar.fold import fold
from khabar.tables import rows
from khabar.tag.spelling import folded

_QUOTES = str.maketrans(dict.fromkeys("«»\"“”'()[]", " "))

Known = Callable[[str], str | None]


class PlaceWords:
    """The words that head and end names of places (``data/places-words.tsv``)."""

    def __init__(self, known: Known, by_word: Callable[[str], str]) -> None:
        """``known`` gives the English name that lists have for a place, ``by_word`` that of any other words."""
        self._known, self._by_word = known, by_word
        self._found: dict[str, dict[str, str]] = {"head": {}, "tail": {}, "bare": {}}
        for row in rows("places-words.tsv"):
            for word in row["words"].split():
                self._found[row["kind"]][fold(word)] = row["english"]

    def is_bare(self, name: str) -> bool:
        """Tell whether a name says what sort of place it is and not which (المسجد، كفر)."""
        return folded(name) in self._found["bare"]

    @lru_cache(maxsize=20_000)  # noqa: B019 - the table lives as long as the process
    def english(self, name: str) -> str:
        """Return a place's name in English."""
        name = " ".join(name.translate(_QUOTES).split())
        known = self._known(name)
        first, _, rest = name.partition(" ")
        if known or not rest:
            return known or self._by_word(name)
        front, _, last = name.rpartition(" ")
        tail, head = self._found["tail"].get(fold(last)), self._found["head"].get(fold(first))
        if tail is None or (head is None and tail.startswith("@")):
            return head.format(self.english(rest)) if head else self._by_word(name)
        inner = self.english(front)
        if tail.startswith("@"):
            start, _, end = inner.rpartition(" ")
            return f"{start} {tail[1:]} {end}".strip()
        return tail.format(inner)
