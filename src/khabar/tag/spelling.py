"""Keys under which the spellings of one name meet.

A folded key (``fold``) joins letters that writers exchange; the keys here go further, for names only: foreign sounds that the press
writes in several ways (سيرغي، سيرجي، سيرقي), long vowels that it writes or leaves out (ميستورا، مستورا), words that it joins or splits.
"""

import re
from functools import lru_cache

from khabar.fold import fold

# words that open a name of two words and are written joined or apart
_JOINED_FIRST = frozenset({"عبد", "ابو", "ابي", "ابا", "ام", "ذو", "بو", "عبيد"})
_JOINED_LAST = frozenset({"الله", "الدين", "الاسلام"})
_LINKS = frozenset({"بن", "ابن", "بنت", "ولد", "ال"})
_ADDRESS = frozenset("سيد شيخ حاج دكتور لواء عميد عماد فريق مشير عقيد مهندس مستشار رئيس وزير ايه الله اول ركن د".split())
# sounds that Arabic has no letter for, and pairs that the press exchanges in foreign names
_SOUNDS = str.maketrans({"ج": "غ", "گ": "غ", "ك": "غ", "ق": "غ", "ط": "ت", "ظ": "ز", "ض": "د", "ص": "س", "ث": "ت", "ذ": "د", "ش": "ش", "پ": "ب", "ڤ": "ف"})
_BETWEEN = re.compile(r"[\W_]+")
_WEAK = re.compile("[اويءهع]")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=50_000)
def parts(name: str) -> tuple[str, ...]:
    """Return the words of a person's name as folded keys without article, what is written joined or apart brought to one:
    ``عبد الرحمن`` and ``عبدالرحمن`` are ``("عبدالرحمن",)``, ``أبو محمد الجولاني`` is ``("ابومحمد", "جولاني")``.
    """  # noqa: D205 - the examples belong to the sentence
    words = [word for word in _BETWEEN.split(fold(name)) if word]
    found: list[str] = []
    joined = ""
    for word in words:
        if word in _JOINED_FIRST:
            joined += "ابو" if word in {"ابي", "ابا", "بو"} else word
        elif word in _JOINED_LAST and found and not joined:
            found[-1] += word
        else:
            found.append(joined + word if joined else _bare(word))
            joined = ""
    if joined:
        found.append(joined)
    return tuple(found)


def _bare(word: str) -> str:
    """Return a word without its article, and compounds that are always two words joined as they are."""
    if word.startswith("ال") and len(word) > 4:
        return word[2:]
    if word.startswith("عبدال") or len(word) < 5:
        return word
    return word


@lru_cache(maxsize=20_000)
def core(name: str) -> tuple[str, ...]:
    """Return the parts of a person's name without forms of address and without the words that link a father's name (بن); never empty."""
    found = parts(name)
    at = 0
    while len(found) - at > 2 and found[at] in _ADDRESS:
        at += 1
    kept = tuple(part for part in found[at:] if part not in _LINKS)
    return kept or found or (fold(name),)


@lru_cache(maxsize=50_000)
def skeleton(part: str) -> str:
    """Return the consonants of a name's part, sounds that the press exchanges in foreign names made one; never empty."""
    sounds = part.replace("تش", "ش").translate(_SOUNDS)
    bones = _WEAK.sub("", sounds[1:])
    first = "ا" if sounds[:1] in "اعيهو" else sounds[:1]
    return _DOUBLED.sub(r"\1", first + bones) or part


@lru_cache(maxsize=50_000)
def folded(name: str) -> str:
    """Return the folded key of a name, remembered: names repeat from report to report."""
    return fold(name)


@lru_cache(maxsize=50_000)
def place_key(name: str) -> str:
    """Return the key of a place's name: folded, its words joined as the press joins them (معرتمصرين، معرة مصرين)."""
    words = fold(name).split()
    joined = "".join(word[:-1] + "ت" if word.endswith("ه") and number < len(words) - 1 and len(word) > 3 else word for number, word in enumerate(words))
    return joined.replace("اا", "ا")
