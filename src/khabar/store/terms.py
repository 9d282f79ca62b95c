"""The words of a text as the full-text index knows them: folded, without particles and article, stemmed.

A word and its spellings meet under one stem: الخارجيّة, للخارجية and خارجيه; المصرى and المصري. What the index holds is a view
for finding; what is shown is always the text itself, by offsets.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache

import Stemmer

from khabar import tables
from khabar.fold import fold, folded_key, light_form
from khabar.segment import TOKEN
from khabar.vocabulary import press_vocabulary

# raise it when the same text would get other stems: stores made before are indexed anew when they are next written
ANALYSIS = "3"

_SPELT = re.compile(r"[ ._]")  # what stands between letters that are written one by one
_ENCLITICS = ("هما", "كما", "هم", "هن", "ها", "كم", "نا", "ه")
_TANWIN = re.compile("ً\\W*ا\\W*$|اً\\W*$")
_LEAST = 3  # letters that must stay when something is taken off
_MOST_CACHED = 150_000
_LONGEST = 100  # letters of a word that its stem is made from


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a text with its stem; offsets are code points."""

    start: int
    end: int
    stem: str


class Words:
    """The words of one text in order, each stemmed once, for any stretch of it."""

    __slots__ = ("_ends", "_starts", "_stems")

    def __init__(self, found: list[tuple[int, int, str]]) -> None:
        self._starts = [start for start, _, _ in found]
        self._ends = [end for _, end, _ in found]
        self._stems = [stem for _, _, stem in found]

    def between(self, start: int, end: int) -> str:
        """Return the stems of the words that stand in ``[start, end)``, in whole or in part, blank between them."""
        return " ".join(filter(None, self._stems[bisect_right(self._ends, start) : bisect_left(self._starts, end)]))


class Terms:
    """Stems of written words, each worked out once."""

    def __init__(self) -> None:
        self._vocabulary = press_vocabulary()
        self._stemmer = Stemmer.Stemmer("arabic")
        self._stems: dict[str, str] = {}
        self._countries = {fold(name) for row in tables.rows("countries.tsv") for name in row["names"].split(";")}
        self._spelt = {fold(other): fold(row["first"]) for row in tables.rows("spellings.tsv") for other in row["others"].split()}

    def stem(self, word: str) -> str:
        """Return the stem of one written word; empty where the word has no letter or digit."""
        # every passage that a word of millions of letters runs through holds its stem
        word = word[:_LONGEST]
        found = self._stems.get(word)
        if found is None:
            if len(self._stems) > _MOST_CACHED:
                self._stems.clear()
            found = self._stems[word] = self._stem(word)
        return found

    def stems(self, text: str) -> str:
        """Return the stems of a text, blank between them: what the index holds for it."""
        return " ".join(filter(None, [self.stem(match.group()) for match in TOKEN.finditer(text)]))

    def words(self, text: str) -> Words:
        """Return the words of a text, to be asked for the stems of any stretch of it."""
        stem = self.stem
        return Words([(match.start(), match.end(), stem(match.group())) for match in TOKEN.finditer(text)])

    def terms(self, text: str) -> list[Term]:
        """Return the words of a text with their offsets and stems."""
        return [Term(match.start(), match.end(), self.stem(match.group())) for match in TOKEN.finditer(text)]

    def _stem(self, word: str) -> str:
        light = light_form(word)
        if "\u0621" <= light[:1] <= "\u064a":
            light = _SPELT.sub("", light)
        _, rest = self._vocabulary.split(light)
        key = folded_key(rest.replace("ئو", "ؤو"))  # مسئول as in Egypt
        key = self._spelt.get(key, key)
        if not key or not "\u0621" <= key[0] <= "\u064a":
            return key if key[:1].isalnum() else ""
        bare = self._bare(key)
        if bare.endswith("ا") and self._accusative(word, bare):
            bare = bare[:-1]
        if bare[:4] == key[:4]:  # no article taken off: a particle may show now that the pronoun is gone (بحكومتهم)
            bare = self._vocabulary.split(bare)[1]
        if len(bare) < _LEAST:
            return bare
        # with the article before it the stemmer takes the word for a noun and leaves its first letter alone
        stemmed: str = self._stemmer.stemWord("ال" + bare)
        return folded_key(stemmed.removeprefix("ال")) or bare

    def _bare(self, key: str) -> str:
        """Return a folded key without article and pronoun, a last ه turned into ة so that the stemmer takes it off."""
        if key.startswith("ال") and len(key) >= _LEAST + 2:
            key = key[2:]
        counts = self._vocabulary.counts
        for enclitic in _ENCLITICS:
            noun = key[: -len(enclitic)]
            if not key.endswith(enclitic) or len(noun) < _LEAST:
                continue
            if noun.endswith("ت") and not noun.endswith("ات") and counts.get(noun[:-1] + "ه"):
                return noun[:-1] + "ة"  # ة shows as ت before a pronoun: حكومتها
            if enclitic == "ه":
                return noun if noun.endswith("ات") else noun + "ة"
            if counts.get(noun):  # أستانا is no word with a pronoun
                return noun
        return key

    def _accusative(self, word: str, bare: str) -> bool:
        """Tell whether a last alef is the ending of شخصاً: written so, or a noun without it (مدنيا, but سوريا and عليا)."""
        if _TANWIN.search(word):
            return True
        counts = self._vocabulary.counts
        noun = bare[:-1]
        return (
            len(noun) >= _LEAST
            and bare not in self._countries
            and counts.get(noun, 0) >= counts.get(bare, 0)
            and counts.get("ال" + noun, 0) > 0
            and not counts.get("ال" + bare)
        )


@cache
def shared() -> Terms:
    """Return the stems of this process, with the press's word forms loaded at the first call."""
    return Terms()
