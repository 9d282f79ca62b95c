"""Latin spellings of Arabic names: from lists where they have the name, by rule where they have not; and the slugs of ids."""

import re
from functools import cache, cached_property, lru_cache
from hashlib import blake2s
from itertools import pairwise

from khabar.fold import fold
from khabar.tables import packed_lines

_SOUNDS = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s",
    "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "u", "ي": "i", "ء": "",
}  # fmt: skip
# as _SOUNDS, but so that two words hardly ever share a slug
_SLUG = _SOUNDS | {"ا": "a", "و": "w", "ي": "y", "ع": "e", "ح": "hh", "ص": "ss", "ض": "dd", "ط": "tt", "ظ": "zz"}
# a word is an Arab name where as many names of Arab countries hold it
_NATIVE = 10
_COMMON = 60
_NEVER: tuple[list[str], int] = ([], 0)
# names made of عبد or أبو and another word, written as one: عبدالفتاح is read as عبد الفتاح
_SERVANT = re.compile(r"\b(عبد|ابو)(ال\w{3,})")
_SHORT = 4  # letters: الله stays whole
# what kings and popes are told apart by, behind their name
_REGNAL = dict(
    zip("الاول الحادي الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر".split(), "I I II III IV V VI VII VIII IX X".split(), strict=True)
)


@lru_cache(maxsize=20_000)
def slug(key: str) -> str:
    """Return a folded key in Latin letters, as ids are written: the same for the same key, words joined by hyphens."""
    words = ("".join(_SLUG.get(letter, letter if letter.isascii() and letter.isalnum() else "") for letter in word) for word in key.split())
    return "-".join(word for word in words if word)


def mark(report: str) -> str:
    """Return what ends the ids of those who may be somebody else in every report; the same for the same report."""
    return blake2s(report.encode(), digest_size=3).hexdigest()


class Latin:
    """The lists of Latin spellings, read at the first question."""

    @cached_property
    def _words(self) -> dict[str, tuple[list[str], int]]:
        rows = (line.split("\t") for line in packed_lines("latin-words.tsv.gz"))
        return {word: (latin.split("|"), int(arab)) for word, latin, arab in rows}

    @cached_property
    def _names(self) -> dict[str, str]:
        return dict(line.split("\t") for line in packed_lines("latin-names.tsv.gz"))

    @cached_property
    def _meanings(self) -> dict[str, frozenset[str]]:
        found: dict[str, dict[str, float]] = {}
        for word, (spellings, arab) in self._words.items():
            if arab >= _NATIVE:
                for rank, latin in enumerate(spellings, 1):
                    weights = found.setdefault(latin.lower().removeprefix("al-").removeprefix("el-"), {})
                    weights[word.removeprefix("ال")] = max(arab / rank**2, weights.get(word.removeprefix("ال"), 0.0))
        return {latin: frozenset(w for w, weight in words.items() if weight >= 0.2 * max(words.values())) for latin, words in found.items()}

    def meanings(self, latin: str) -> frozenset[str]:
        """Return the Arab names (folded, without article) that lists spell like a Latin word in lower case."""
        return self._meanings.get(latin, frozenset())

    def is_arabic(self, key: str) -> bool:
        """Tell whether a folded word of a name is in use among Arab names."""
        return max(self._words.get(word, _NEVER)[1] for word in (key, "ال" + key)) >= _NATIVE

    def is_common(self, key: str) -> bool:
        """Tell whether a folded word is so common a name that by itself it means nobody (عبد الله، إبراهيم)."""
        return max(self._words.get(word, _NEVER)[1] for word in (key, "ال" + key)) >= _COMMON or key.startswith("عبد")

    @lru_cache(maxsize=20_000)  # noqa: B019 - the lists live as long as the process
    def name(self, name: str) -> tuple[str, str]:
        """Return a person's name in Latin letters and its basis: ``list`` where a list has the whole name, else ``rule``."""
        key = fold(name)
        listed = self._names.get(key)
        if listed:
            return listed, "list"
        words = _SERVANT.sub(r"\1 \2", key).split()
        names, number = _regnal(words)
        latin = [self._word(word, before) for before, word in pairwise(("", *names))]
        return " ".join([*latin, number] if number else latin).replace("Abdel Allah", "Abdullah"), "rule" if listed is None else "list"

    def _word(self, key: str, before: str) -> str:
        if before == "عبد" and key.startswith("ال") and len(key) > _SHORT:
            return self._word(key[2:], "")  # Abdel Hakim
        found = self._words.get(key)
        if found is not None:
            return found[0][0]
        if key.startswith("ال") and len(key) > 4:
            bare = self._words.get(key[2:])
            return "al-" + (bare[0][0] if bare is not None else by_sound(key[2:]).capitalize())
        return by_sound(key).capitalize()


def _regnal(words: list[str]) -> tuple[list[str], str]:
    """Return the words of a name without the number of a king or pope behind it, and the number in Roman letters, empty where it has none."""
    ten = words[2:] and words[-1] == "عشر"
    number = _REGNAL.get(words[-2] if ten else words[-1]) if len(words) > 1 else None
    return (words[: -2 if ten else -1], ("X" if ten else "") + number) if number else (words, "")


@cache
def shared() -> Latin:
    """Return the lists of this process, read once."""
    return Latin()


def by_sound(key: str) -> str:
    """Return a folded word letter by letter, with short vowels guessed between consonants."""
    letters = [_SOUNDS.get(letter, letter) for letter in key]
    found = ""
    for number, letter in enumerate(letters):
        if number and letter[:1] not in "aiu" and found[-1:] not in {"a", "i", "u", ""} and number < len(letters) - 1 and letters[number + 1][:1] not in "aiu":
            found += "a"
        found += letter
    first = {"و": "w", "ي": "y"}.get(key[:1])
    return first + found[1:] if first and len(found) > 1 and found[1] in "aiu" else found
