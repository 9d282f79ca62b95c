"""Whether two parts of Arabic names are one part, spelt in two ways."""

import re

from khabar.tables import rows
from khabar.tag.latin import Latin
from khabar.tag.sounds import nearness
from khabar.tag.spelling import parts

# foreign parts are one from here on; a part beside an Arab name that it only sounds like (عدل، عادل) must be nearer
LEAST = 0.78
_NEAR_NATIVE = 0.95
_LAST_VOWEL = re.compile("(?:اء|ا|ي|ه)$")
_MOST_REMEMBERED = 200_000


class Nearness:
    """Compares parts of Arabic names: Arab names must be the same word, foreign ones may differ as the press lets them differ."""

    def __init__(self, latin: Latin) -> None:
        self._latin = latin
        self._variants = {"".join(parts(variant)): "".join(parts(row["name"])) for row in rows("latin-variants.tsv") for variant in _variants(row)}
        self._memory: dict[tuple[str, str], float] = {}

    def same(self, one: str, other: str) -> bool:
        """Tell whether two parts are spellings of one."""
        return one == other or self.near(one, other) >= LEAST

    def near(self, one: str, other: str) -> float:
        """Return how near two parts are, 0 to 1; 0 for two Arab names that are two words."""
        if one == other:
            return 1.0
        pair = (one, other) if one < other else (other, one)
        found = self._memory.get(pair)
        if found is None:
            if len(self._memory) > _MOST_REMEMBERED:
                self._memory.clear()
            found = self._memory[pair] = self._near(*pair)
        return found

    def _near(self, one: str, other: str) -> float:
        if self._spelling(one) == self._spelling(other):
            return 0.98
        native = self._latin.is_arabic(one) + self._latin.is_arabic(other)
        if native == 2 or _is_compound(one) or _is_compound(other):
            return 0.0
        if one in {other + "ي", other + "ه"} or other in {one + "ي", one + "ه"}:
            return 0.0  # المالح and المالحي
        if one.endswith("اوي") != other.endswith("اوي") and not (one + other).endswith("وي"):
            return 0.0  # المغير and المغراوي
        near = nearness(one, other)
        return 0.0 if (native or min(len(one), len(other)) < 4) and near < _NEAR_NATIVE else near

    def _spelling(self, part: str) -> str:
        """Return a part with what writers of Arab names exchange made one: known variants, the last vowel (يحيى، يحيا), doubled و."""
        part = self._variants.get(part, part).replace("وو", "و")
        return _LAST_VOWEL.sub("ا", part) if len(part) > 4 else part


def _variants(row: dict[str, str]) -> list[str]:
    """Return the variants of a row: words, but names with عبد whole."""
    cell = row["variants"]
    return [cell] if cell.startswith("عبد") else cell.split()


def _is_compound(part: str) -> bool:
    """Tell whether a part is made of عبد or أبو and a name: whose servant or father, no likeness of sound decides."""
    return part.startswith(("عبد", "ابو")) and len(part) > 5 and not part.endswith("وف")
