"""Light forms and folded keys of written words: views for comparing, never a change of the text.

The light form leaves out what writers add or drop at will (diacritics, tatweel, bidi marks) and undoes
presentation forms; the folded key also joins letters that the press exchanges: alef with and without
hamza, ى and ي (Egyptian spelling), ة and ه, Persian and Arabic kaf and yeh, digits of all three kinds.
"""

import re
import unicodedata
from functools import lru_cache

# marks of direction and joining: they print nothing, and no span begins or ends with one
INVISIBLE = "\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad"
# these, diacritics, superscript alef, Quranic marks and tatweel
IGNORED = f"\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed{INVISIBLE}"
_IGNORED = re.compile(f"[{IGNORED}]+")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_DIGITS = {ord(d): str(i % 10) for i, d in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
_LIGHT = str.maketrans({"ک": "ك", "ی": "ي", "ې": "ي", "ۍ": "ي", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۀ": "ة", "ۃ": "ة", "ٱ": "ا", "ڪ": "ك"})
_KEY = (
    str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "گ": "ك", "ڤ": "ف", "پ": "ب", "چ": "ج", "ژ": "ز", "ڨ": "ق"}) | _DIGITS
)
# nearly all words are of these letters, and half of them have none that their key folds: telling it is cheaper than translating
PLAIN = re.compile("[\u0621-\u063a\u0641-\u064a]+")
_PLAIN_WORDS = re.compile("[\u0621-\u063a\u0641-\u064a ]+")
_REMEMBERED = 1 << 14
_FOLDED = re.compile("[" + "".join(map(chr, _KEY)) + "]")


def light_form(word: str) -> str:
    """Return the word as its letters alone: no diacritics, tatweel, bidi marks or presentation forms."""
    if _PLAIN_WORDS.fullmatch(word):
        return word
    if word == "''":
        return '"'  # two apostrophes are a quotation mark on some pages
    if _PRESENTATION.search(word):
        word = unicodedata.normalize("NFKC", word)
    return _IGNORED.sub("", word).translate(_LIGHT)


def folded_key(light: str) -> str:
    """Return the key under which spellings of one word meet; takes a light form. Folding twice changes nothing."""
    return (light.translate(_KEY) if _FOLDED.search(light) else light).lower()


def folded_text(text: str) -> str:
    """Return the folded key of a line or a whole text, which may be of any length and is not remembered."""
    return folded_key(light_form(text))


@lru_cache(_REMEMBERED)
def fold(word: str) -> str:
    """Return the folded key of a word or phrase as written; the last ones are remembered, for reports ask for the names in them again and again."""
    return folded_text(word)
