"""How near two written name words are in sound: Arabic to Arabic, and Arabic to Latin."""

from collections.abc import Callable
from functools import lru_cache

# what the press exchanges when it writes a foreign sound, by pairs (both ways); the cost of each exchange, of 1 for another letter
_EXCHANGED = {
    0.1: "جغ غك جك قك قغ جق تط سص دض زظ ثت ثس ذد ذز شج حه فب خه خك وا وي اع ها",
    0.3: "يا فو زس شس زج طد سث ظض ضز",
}
_PAIRS = {frozenset(pair): cost for cost, pairs in _EXCHANGED.items() for pair in pairs.split() if len(set(pair)) == 2}
# long vowels that the press writes or leaves out in foreign names; hamza and ع where it hears none
_WEAK = {"ا": 0.2, "و": 0.25, "ي": 0.25, "ء": 0.1, "ع": 0.3, "ه": 0.35, "ن": 0.7}

_DIGRAPHS = {"sh": "š", "kh": "ẖ", "gh": "ḡ", "th": "ṯ", "dh": "ḏ", "ch": "č", "zh": "ž", "ph": "f", "ck": "k", "ou": "u", "oo": "u", "ee": "i", "ei": "i", "ai": "i", "ay": "i", "ey": "i", "tz": "z", "ts": "z"}  # fmt: skip # noqa: E501
# the Latin letters that an Arabic one is written with, likeliest at no cost
_LATIN = {
    "ا": {"a": 0.0, "e": 0.05, "o": 0.15, "i": 0.15, "u": 0.15},
    "ب": {"b": 0.0, "p": 0.0, "v": 0.3},
    "ت": {"t": 0.0, "ṯ": 0.2, "d": 0.6},
    "ث": {"ṯ": 0.0, "t": 0.1, "s": 0.1},
    "ج": {"j": 0.0, "g": 0.0, "d": 0.6, "ž": 0.0, "č": 0.3, "y": 0.5, "c": 0.2},
    "ح": {"h": 0.0, "ẖ": 0.2},
    "خ": {"ẖ": 0.0, "k": 0.2, "h": 0.2, "č": 0.3, "x": 0.2, "j": 0.3},
    "د": {"d": 0.0, "t": 0.5},
    "ذ": {"ḏ": 0.0, "d": 0.1, "z": 0.1, "ṯ": 0.2},
    "ر": {"r": 0.0},
    "ز": {"z": 0.0, "s": 0.2, "ž": 0.2},
    "س": {"s": 0.0, "c": 0.0, "z": 0.3, "ṯ": 0.3, "x": 0.3},
    "ش": {"š": 0.0, "č": 0.1, "s": 0.3, "c": 0.3, "j": 0.4},
    "ص": {"s": 0.0},
    "ض": {"d": 0.0, "z": 0.2, "ḏ": 0.1},
    "ط": {"t": 0.0},
    "ظ": {"z": 0.0, "ḏ": 0.1, "d": 0.2},
    "ع": {"a": 0.0, "e": 0.05, "i": 0.1, "o": 0.1, "u": 0.1},
    "غ": {"ḡ": 0.0, "g": 0.0, "j": 0.3},
    "ف": {"f": 0.0, "v": 0.0, "p": 0.4},
    "ق": {"q": 0.0, "k": 0.0, "g": 0.1},
    "ك": {"k": 0.0, "c": 0.0, "q": 0.1, "g": 0.1},
    "ل": {"l": 0.0},
    "م": {"m": 0.0, "n": 0.6},
    "ن": {"n": 0.0, "m": 0.6},
    "ه": {"h": 0.0, "a": 0.0, "e": 0.0},
    "و": {"u": 0.0, "o": 0.0, "w": 0.0, "v": 0.2, "y": 0.4},
    "ي": {"i": 0.0, "y": 0.0, "e": 0.05, "a": 0.15, "j": 0.2},
    "ء": {},
}
_LATIN_ALONE = {"a": 0.05, "e": 0.08, "o": 0.15, "u": 0.15, "i": 0.2, "h": 0.3, "y": 0.3, "w": 0.5, "g": 0.7}
_ARABIC_ALONE = {"ا": 0.3, "و": 0.45, "ي": 0.45, "ع": 0.2, "ء": 0.0, "ه": 0.25}


def _distance(one: str, other: str, swap: Callable[[str, str], float], drop: Callable[[str], float], add: Callable[[str], float]) -> float:
    """Return the least cost of turning one word into the other."""
    row = [0.0]
    for letter in other:
        row.append(row[-1] + add(letter))
    for mine in one:
        line = [row[0] + drop(mine)]
        for at, letter in enumerate(other):
            line.append(min(row[at] + swap(mine, letter), row[at + 1] + drop(mine), line[at] + add(letter)))
        row = line
    return row[-1]


def _arabic_swap(one: str, other: str) -> float:
    return 0.0 if one == other else _PAIRS.get(frozenset((one, other)), 1.0)


def _arabic_drop(letter: str) -> float:
    return _WEAK.get(letter, 1.0)


@lru_cache(maxsize=50_000)
def nearness(one: str, other: str) -> float:
    """Return how near two folded Arabic words sound as foreign names, 0 to 1; 1 for equal ones."""
    if one == other:
        return 1.0
    longest = max(len(one), len(other), 1)
    if abs(len(one) - len(other)) > longest / 2:
        return 0.0
    return max(0.0, 1 - _distance(_single(one), _single(other), _arabic_swap, _arabic_drop, _arabic_drop) / max(longest - 1, 3))


def _single(word: str) -> str:
    """Return a word with its doubled letters single, and ch as ش."""
    word = word.replace("تش", "ش")
    return "".join(letter for at, letter in enumerate(word) if not at or letter != word[at - 1])


@lru_cache(maxsize=50_000)
def latin_sounds(word: str) -> str:
    """Return a Latin word, lower case without diacritics, with one letter for each sound."""
    for pair, sound in _DIGRAPHS.items():
        word = word.replace(pair, sound)
    return _single("".join(letter for letter in word if letter.isalpha()))


def _latin_swap(arabic: str, latin: str) -> float:
    return _LATIN.get(arabic, {}).get(latin, 1.0)


def _drop(letter: str) -> float:
    return _ARABIC_ALONE.get(letter, 1.0)


def _add(letter: str) -> float:
    return _LATIN_ALONE.get(letter, 1.0)


@lru_cache(maxsize=50_000)
def latin_nearness(arabic: str, latin: str) -> float:
    """Return how near a folded Arabic word and a Latin word (lower case, no diacritics) sound, 0 to 1."""
    sounds = latin_sounds(latin)
    longest = max(len(arabic), len(sounds) - sum(letter in "aeiou" for letter in sounds), 1)
    return max(0.0, 1 - _distance(_single(arabic), sounds, _latin_swap, _drop, _add) / longest)
