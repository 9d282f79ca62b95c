"""Names of bodies in English, put together by rule where no list has them: what heads them, and the place or country that they are of."""

from collections.abc import Callable
from functools import lru_cache

from khabar.fold import fold
from khabar.tables import rows
from khabar.tag.bodies import Bodies

_QUOTES = str.maketrans("", "", "«»\"“”'")


class BodyWords:
    """The heads of bodies of places and countries (``data/bodies-words.tsv``)."""

    def __init__(self, bodies: Bodies, place: Callable[[str], str | None]) -> None:
        """``place`` gives the English name that lists have for a place."""
        self._bodies, self._place = bodies, place
        self._heads: dict[str, dict[str, str]] = {"place": {}, "country": {}, "tail": {}}
        for row in rows("bodies-words.tsv"):
            for phrase in row["phrases"].split("|"):
                self._heads[row["kind"]].setdefault(fold(phrase), row["english"])

    @lru_cache(maxsize=20_000)  # noqa: B019 - the tables live as long as the process
    def english(self, name: str) -> str | None:
        """Return a body's name in English, None where its head or its place is not known."""
        name = name.translate(_QUOTES).strip()
        phrase, country = self._bodies.split(name)
        pattern = self._heads["country"].get(phrase)
        if country is not None and pattern:
            return pattern.format(country.entity.name_en)
        front, _, last = name.rpartition(" ")
        tail = self._heads["tail"].get(fold(last))
        if tail is not None:
            inner = self.english(front) if front else None
            start, _, end = (inner or "").rpartition(" ")
            return f"{start} {tail} {end}" if start else None
        words = name.split()
        for number in range(len(words) - 1, 0, -1):
            pattern = self._heads["place"].get(fold(" ".join(words[:number])))
            if pattern:
                place = self._place(" ".join(words[number:]))
                return pattern.format(place) if place else None
        return None
