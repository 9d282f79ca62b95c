"""Which of the spellings of one name a person is shown by: what dictionaries write, where the press leaves out hamzas and dots."""

import re
from functools import cache, lru_cache

from khabar.fold import fold
from khabar.tables import rows

_HAMZAS = frozenset("أإآؤئء")
# given names that end in an alif: of other words a last ى is taken for a ي without its dots
_ALIFS = frozenset("مصطفى موسى عيسى يحيى مرتضى مجتبى ليلى سلمى منى هدى ندى بشرى نجوى سلوى رضوى لبنى يسرى ذكرى ضحى تقى مها نهى علا".split())


_HEHS = frozenset("طه عبده نزيه وجيه نبيه فقيه شبيه نزيهه".split())  # of other words a last ه is taken for a ة without its dots
_ALIF_WORDS = frozenset("مستشفى مبنى ملتقى منتدى مقهى مرسى الكبرى العظمى الأقصى الشورى شورى الوسطى القصوى الأعلى الأدنى إلى على".split())
_NEVER_YA = _ALIF_WORDS - {"على", "إلى", "مرسى"}  # مستشفي is مستشفى without care
_QUOTES = frozenset("«»\"“”'()")
_MARKS = re.compile("[\u064b-\u0652\u0640]")  # vowels, and lengthened letters


@lru_cache(maxsize=50_000)
def well_written(name: str) -> tuple[int, int, int, int, int, str]:
    """Return a key that is greater the better a name is written, among spellings of one name: the same whatever they are compared with."""
    words = name.replace("عبد ال", "عبدال").replace("أبو ", "أبو").split()
    wrong = sum(map(_is_wrong, words)) + len(_MARKS.findall(name))
    hamzas = sum(letter in _HAMZAS for letter in name)
    articles = sum(word.startswith("ال") for word in words)
    return -len(words), -wrong, hamzas, articles, name.count(" "), name


def full_name(name: str) -> tuple[int, int, int, int, int, str]:
    """Return a key that is greater the fuller and better the name of a body, place or process is written, among names of one."""
    words = name.split()
    marks = len(_MARKS.findall(name)) + sum(letter in _QUOTES for letter in name)
    wrong, articles = sum(_is_wrong_word(word) for word in words), sum(word.startswith("ال") for word in words)
    return -marks, len(words), -wrong, articles, sum(letter in _HAMZAS for letter in name), name


def _is_wrong(word: str) -> bool:
    known = _standard().get(fold(word))
    if known is not None:
        return word != known
    if word.endswith("ي"):
        return f"{word[:-1]}ى" in _ALIFS
    return (word.endswith("ى") and word not in _ALIFS) or (word.endswith("ه") and not word.endswith("الله") and word not in _HEHS)


def _is_wrong_word(word: str) -> bool:
    """Tell of a word of the name of a body or place whether dictionaries write it otherwise."""
    return f"{word[:-1]}ى" in _NEVER_YA if word.endswith("ي") else _is_wrong(word) and word not in _ALIF_WORDS


@cache
def _standard() -> dict[str, str]:
    """Return the words of names by their folded keys, as the tables write them."""
    names = [row["name"] for row in rows("names-people.tsv")] + [row["words"] for row in rows("names-given.tsv")]
    found: dict[str, str] = {}
    for word in (word for name in names for word in name.split()):
        found.setdefault(fold(word), word)
    return found
