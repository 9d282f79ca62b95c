"""Those who speak: the speaker of a statement, and the words for speakers who are not named."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from khabar.fold import fold, folded_key
from khabar.model import Span
from khabar.morphology import bases
from khabar.tables import rows

_OTHER_WORDS = frozenset(("الاحد",))  # with the article: Sunday


def alike(one: str, other: str) -> bool:
    """Tell whether two last names are one, a letter more, less or other in long ones (مستورا, ميستورا)."""
    return one == other or (len(one) >= 6 and Levenshtein.distance(one, other, score_cutoff=1) <= 1)


@dataclass(frozen=True, slots=True)
class SourceWord:
    """What a word for a speaker tells; ``number`` and ``gender`` as its verb agrees."""

    en: str
    grade: str
    kind: str
    gender: str
    number: int


class Speaker(NamedTuple):
    """Who speaks: ``entities`` are ids or one ``<…>``; ``first``, ``stop`` are tokens of the text that names him.

    ``kind``: person, body, or a kind of ``data/sources.tsv``; ``type`` is that of the first name. ``links``: the entity and span of each
    single speaker of a joint statement. ``gender`` m, f or empty; ``number`` 1, 2, 3 (many), 0 unknown.
    """

    entities: tuple[str, ...]
    first: int
    stop: int
    span: Span | None
    grade: str
    kind: str = "person"
    gender: str = ""
    number: int = 0
    head: str = ""
    type: str = ""
    links: tuple[tuple[str, Span | None], ...] = ()

    @property
    def unnamed(self) -> bool:
        """Tell whether the text names nobody."""
        return bool(self.entities) and self.entities[0].startswith("<")


_WHO = ("person", "source", "spokesman", "office")
UNIDENTIFIED = ("<unidentified speaker>",)
_PLURAL = "ون"
_OTHER_CASES = ("ين", "و", "ي")  # behind a preposition, and before whom it belongs to: نقلا عن دبلوماسيين، قال مسؤولو الوزارة


def _takes_alef(key: str, word: SourceWord) -> bool:
    """Tell whether the accusative of a word for one who speaks is another form (غير أن ضابطا قال)."""
    return word.number == 1 and word.gender == "m" and word.kind in _WHO and key != "احد" and key[-1] not in "هاي"


class SourceWords:
    """The words for speakers, by folded key."""

    def __init__(self) -> None:
        self._heads: dict[str, SourceWord] = {}
        self._adjectives: dict[str, str] = {}
        self._his: dict[str, SourceWord] = {}  # his brother, who folds as a sister does
        for row in rows("sources.tsv"):
            key = fold(row["word"])
            if row["kind"] == "adjective":
                self._adjectives[key] = row["en"]
            else:
                word = SourceWord(row["en"], row["grade"], row["kind"], row["gender"], int(row["number"]))
                if row["word"].endswith("ه"):
                    self._his[key] = word
                self._heads[key] = word
        for key in [key for key in self._heads if key.endswith(_PLURAL)]:
            for ending in _OTHER_CASES:
                self._heads.setdefault(key.removesuffix(_PLURAL) + ending, self._heads[key])
        for key in [key for key, word in self._heads.items() if _takes_alef(key, word)]:
            self._heads.setdefault(key + "ا", self._heads[key])
        self.keys = frozenset(k for key in self._heads for k in (key, "ال" + key)) - _OTHER_WORDS

    def head(self, key: str, light: str = "") -> SourceWord | None:
        """Return what a word for a speaker tells, with or without its article; ``light`` tells شقيقه from شقيقة."""
        if light.endswith("ه") and key in self._his:
            return self._his[key]
        return self._heads.get(key) or (self._heads.get(key[2:]) if key.startswith("ال") and key not in _OTHER_WORDS else None)

    @lru_cache(maxsize=20_000)  # noqa: B019 - lives as long as the reader of statements
    def adjective(self, light: str) -> str | None:
        """Return the English of an adjective that describes a speaker (أمنية, الإيرانيين)."""
        for base in bases(light):
            key = folded_key(base)
            for ending in ("", "ه", "ا", "ون", "ين", "ان", "ات"):
                stem = key.removesuffix(ending)
                if stem in self._adjectives and (not ending or stem != key):
                    return self._adjectives[stem]
        return None
