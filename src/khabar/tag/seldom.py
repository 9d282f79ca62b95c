"""Known places of one word that the press seldom prints and that are no other word: the model can hardly have seen them."""

from collections.abc import Iterator, Mapping

from khabar.fold import fold
from khabar.tables import rows
from khabar.tag.person_words import person_words

_MOST_PRINTED = 40  # times that a large body of reports prints such a word
_SHORTEST = 5  # letters
_ENDINGS, _PARTICLES = "هيا", "بلكوف"  # of other words: حواره is حوار, بعثر may be عثر
_MUCH_OFTENER = 4
_OTHER_WORDS = frozenset({"مجنون"})


def seldom_places(counts: Mapping[str, int]) -> frozenset[str]:
    """Return their folded keys; ``counts`` tells how often the press prints a word."""
    others = _OTHER_WORDS.union(person_words())
    return frozenset(key for key in map(fold, _places()) if counts.get(key, 0) <= _MOST_PRINTED and key not in others and _is_no_other(counts, key))


def _places() -> Iterator[str]:
    """Yield the places of one word of the tables, countries and capitals."""
    for row in rows("places.tsv"):
        yield from (name for name in (row["name"], *row["aliases"].split("|")) if " " not in name)
    for row in rows("countries.tsv"):
        yield from (name for name in (*row["names"].split(";"), *row["capitals"].split(";")) if " " not in name)


def _is_no_other(counts: Mapping[str, int], key: str) -> bool:
    """Tell whether a word stands neither with the article, nor without its last letter or what may be a particle."""
    if len(key) < _SHORTEST or key.startswith("ال") or counts.get("ال" + key, 0):
        return False
    if key[-1] in _ENDINGS and (counts.get(key[:-1], 0) or counts.get("ال" + key[:-1], 0)):
        return False
    return key[0] not in _PARTICLES or counts.get(key[1:], 0) * _MUCH_OFTENER <= counts.get(key, 0)
