"""Fractions of what is measured: ``أربعة قناطير ونصف``, ``مترين ونصف المتر``, ``نصف طن``."""

from khabar.extract.quantities_line import LETTERS_ONLY, Figure, FigureLine, bounded
from khabar.extract.quantities_signs import sign_before
from khabar.extract.quantities_words import Noun

_MEASURED = frozenset({"weight", "distance", "volume", "area", "point", "temperature"})  # what is counted in halves


def fraction_behind(line: FigureLine, i: int, counted: Noun) -> float:
    """Return the fraction that an 'and' adds behind a measure (أربعة قناطير ونصف, ثلاثة كيلومترات ونصف الكيلومتر)."""
    word = line.words[i + 1] if line.is_(i, "AND") and i + 1 < len(line.words) else None
    if word is None or word.kind != "fraction" or word.value is None or counted.what not in _MEASURED:
        return 0
    again = line.noun(i + 2)
    alone = line.is_(i + 2, "STOP THAN NOUNLESS AND") or not LETTERS_ONLY.match(line.light(i + 2))
    return word.value if alone or (again is not None and again.unit == counted.unit) else 0


def halved(line: FigureLine, i: int) -> Figure | None:
    """Read a fraction of a measure (نصف طن, ربع كيلومتر مربع)."""
    word, counted = line.words[i], line.noun(i + 1)
    if word is None or word.kind != "fraction" or word.value is None or counted is None or counted.definite or counted.what not in _MEASURED:
        return None
    first, sign = sign_before(line, i)
    return Figure(first, i + 1, bounded(sign, word.value), counted, i + 2)
