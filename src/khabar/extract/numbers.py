"""Numbers as the press prints them: digits of all three kinds, and number words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from khabar.fold import fold
from khabar.tables import rows
from khabar.vocabulary import Coded, Vocabulary

_PLAIN = re.compile(r"\d{1,18}")
_THOUSANDS = re.compile(r"\d{1,3}(?:[,٬.]\d{3})+")
_DECIMAL = re.compile(r"\d{1,15}[.,٫]\d{1,15}")
_GROUPED_DECIMAL = re.compile(r"(\d{1,3}(?:[,٬]\d{3})+)[.٫](\d{1,9})")


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A word that is a number or a part of one. ``joined``: the word carries its own 'and' (``وخمسمئة``)."""

    kind: str
    value: float | None = None
    joined: bool = False
    definite: bool = False


class Number(NamedTuple):
    """A number read from tokens up to before ``stop``; ``value`` is None where it is beyond 18 digits."""

    value: float | None
    stop: int


AND = NumberWord("and")
_MOST_SCALED = 1000  # a number below it may be one of thousands, millions or milliards
_PARTS = frozenset({"digits", "unit", "head", "ten", "tens", "hundred", "scale", "pair"})
Words = Sequence[NumberWord | None]


def digits_value(key: str, *, scaled: bool = False) -> float | None:
    """Return the number that a folded token of digits says, None where it says none that can be kept exactly.

    A comma before exactly three digits parts thousands, else decimals; ``٫`` and ``٬`` say which they are. A point before three
    digits parts thousands too, but decimals where a scale word follows (``scaled``: 1.250 مليار).
    """
    if _PLAIN.fullmatch(key):
        return int(key)
    if key.count(".") == 1 and scaled and _DECIMAL.fullmatch(key):
        return float(key)
    if "٫" not in key and _THOUSANDS.fullmatch(key) and key[0] != "0":
        return int(re.sub(r"\D", "", key)) if len(key) <= 23 else None
    if _DECIMAL.fullmatch(key):
        return float(re.sub(r"[,٫]", ".", key))
    grouped = _GROUPED_DECIMAL.fullmatch(key)
    return float(re.sub(r"\D", "", grouped[1]) + "." + grouped[2]) if grouped else None


@cache
def _table() -> dict[str, NumberWord]:
    found: dict[str, NumberWord] = {}
    for row in rows("numbers.tsv"):
        value = float(row["value"]) if "." in row["value"] else int(row["value"])
        for word in row["words"].split():
            found.setdefault(fold(word), NumberWord(row["kind"], value))
    return found


# the letters alone do not tell these from common words: the father of words (ألّف), a price, the lady
_NOT_WITH_ARTICLE = frozenset(fold(w) for w in "اثنان اثنين إثنين إثنان أحد إحدى عشر واحدة واحد".split())


@lru_cache(maxsize=1024)  # several columns ask for one form, one after the other
def number_word(light: str, key: str) -> NumberWord | None:
    """Return what a word form is among numbers, None where it is nothing."""
    if light == "و":
        return AND
    if light == "وأحد":  # its folded key is that of واحد, which is kept whole
        return NumberWord("head", 1, joined=True)
    if key[0].isdigit():
        return NumberWord("digits", digits_value(key))
    table = _table()
    found = table.get(key)
    if found is not None:
        return found
    if key.startswith("ال") and key[2:] not in _NOT_WITH_ARTICLE:
        bare = table.get(key[2:])
        return NumberWord(bare.kind, bare.value, definite=True) if bare else None
    if key.startswith("و") and len(key) > 4:
        bare = table.get(key[1:])
        return NumberWord(bare.kind, bare.value, joined=True) if bare else None
    return None


def number_column(vocabulary: Vocabulary) -> Coded[NumberWord | None]:
    """Return the column of what each form is among numbers."""
    return vocabulary.marked(number_word)


def number_at(words: Words, at: int, keys: Sequence[str] | None = None) -> Number | None:
    """Return the longest number that starts at token ``at``; ``keys`` (folded tokens) settle 1.250 before a scale word."""
    total: float = 0
    limit = float("inf")
    start, unknown = at, False
    while True:
        part = _scaled(words, at, keys)
        if part is None or part.scale >= limit or (part.value is not None and limit != float("inf") and part.value >= limit):
            break
        unknown = unknown or part.value is None
        total, at, limit = total + (part.value or 0), part.stop, part.scale
        if limit == 1:
            beyond = _fraction(words, at)
            if beyond is not None and beyond[1] == at + 3 and 0 < total < _MOST_SCALED and not unknown:
                return Number((total + beyond[0]) * _value(words, at + 2), beyond[1])  # 4 ونصف المليون
            break
        after = _fraction(words, at)
        if after is not None:
            return Number(None if unknown else total + after[0] * limit, after[1])
        following = _beyond_and(words, at)
        if following is None:
            break
        nearer = _scaled(words, following, keys)
        if nearer is None or nearer.scale >= limit or (nearer.value or 0) >= limit:
            break
        at = following
    return Number(None if unknown else total, at) if at > start else None


class _Scaled(NamedTuple):
    value: float | None
    scale: float
    stop: int


def _kind(words: Words, at: int) -> str:
    word = words[at] if at < len(words) else None
    return word.kind if word is not None else ""


def _value(words: Words, at: int) -> float:
    word = words[at]
    return word.value or 0 if word is not None else 0


def _beyond_and(words: Words, at: int) -> int | None:
    """Return where the number goes on after an 'and' at ``at``, None where no number follows."""
    word = words[at] if at < len(words) else None
    if word is None:
        return None
    if word.joined:
        return at
    return at + 1 if word is AND and _kind(words, at + 1) in _PARTS else None


def _fraction(words: Words, at: int) -> tuple[float, int] | None:
    """Return the fraction of a scale after an 'and' (مليون ونصف المليون), and where it stops."""
    if _kind(words, at) != "and" or _kind(words, at + 1) != "fraction":
        return None
    stop = at + 3 if _kind(words, at + 2) == "scale" else at + 2
    return _value(words, at + 1), stop


def _scaled(words: Words, at: int, keys: Sequence[str] | None) -> _Scaled | None:
    """Read a number below a thousand and the scale words behind it."""
    kind = _kind(words, at)
    if kind == "pair":
        value, scale = _value(words, at), _value(words, at) / 2
        return _Scaled(value, scale, at + 1)
    if kind == "scale":
        return _times(words, at, 1)
    if kind == "fraction":
        return _times(words, at + 1, _value(words, at)) if _kind(words, at + 1) == "scale" else None
    group = _group(words, at)
    if group is None:
        return None
    if _kind(words, group.stop) == "scale":
        scaled = digits_value(keys[at], scaled=True) if kind == "digits" and keys is not None else group.value
        return _times(words, group.stop, scaled)
    return _Scaled(group.value, 1, group.stop)


def _times(words: Words, at: int, value: float | None) -> _Scaled:
    scale: float = 1
    while _kind(words, at) == "scale" and scale < 1e15:
        scale *= _value(words, at)
        at += 1
    product = None if value is None else value * scale
    if product is not None and product == int(product):
        product = int(product)
    return _Scaled(product, scale, at)


def _group(words: Words, at: int) -> Number | None:
    """Read digits, or number words that make a number below a thousand."""
    kind = _kind(words, at)
    if kind == "digits":
        word = words[at]
        return Number(word.value if word is not None else None, at + 1)
    hundreds = None
    if kind == "hundred":
        hundreds = Number(_value(words, at), at + 1)
    elif kind == "unit" and _kind(words, at + 1) == "hundred" and _value(words, at + 1) == 100:
        hundreds = Number(_value(words, at) * 100, at + 2)
    if hundreds is None:
        return _below_hundred(words, at)
    following = _beyond_and(words, hundreds.stop)
    rest = _below_hundred(words, following) if following is not None else None
    if rest is None or rest.value is None or hundreds.value is None:
        return hundreds
    return Number(hundreds.value + rest.value, rest.stop)


def _below_hundred(words: Words, at: int) -> Number | None:
    kind, value = _kind(words, at), _value(words, at) if at < len(words) else 0
    if kind in {"unit", "head"} and _kind(words, at + 1) == "ten":
        return Number(value + 10, at + 2)
    if kind == "unit" or (kind == "head" and value == 1):
        following = _beyond_and(words, at + 1)
        if following is not None and _kind(words, following) == "tens":
            return Number(value + _value(words, following), following + 1)
        return Number(value, at + 1) if kind == "unit" else None
    return Number(value, at + 1) if kind in {"ten", "tens"} else None
