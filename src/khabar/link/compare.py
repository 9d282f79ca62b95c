"""Whether two written names can be one person's: Arabic with Arabic, and Arabic with Latin.

Names are compared part by part, in order. Parts that are Arab names must be the same word (حسن is not حسين, however near); foreign ones may differ
as the press lets them differ (سيرغي، سيرجي). A part more in the middle is a father's name left out; a part more in front is another
person (بشار حافظ الأسد is not حافظ الأسد) unless it is one that is put before many names (محمد).
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from khabar.tag.latin import Latin, shared
from khabar.tag.parts import LEAST, Nearness
from khabar.tag.sounds import latin_nearness
from khabar.tag.spelling import core

# two names are one person's from here on, where nothing else speaks for or against it
SAME = 0.8
_LATIN_PART = 0.77
_SAME_ALONE = 0.93
_MOST_REMEMBERED = 100_000
# given names that are put before another one and left out at will
FIRST_LEFT_OUT = "a first name that is often left out"
_OPTIONAL_FIRST = frozenset({"محمد", "سيد", "ميرزا", "مولاي", "سيدي", "علي"})
_LATIN_LINKS = frozenset("al el ul as ad ar an at az ash bin ben ibn bint ould de di von van der la le the mr dr sheikh sayyed sayed".split())
_LATIN_JOINED = re.compile(
    r"\b(abd|abdul|abdel|abdal|abdol|abu|abou|umm|nur|nour|noor|seif|saif|sayf|salah|alaa|ala|izz|ezz|din)[ -]+(?:(?:al|el|ul|ad|ed|eddin|din)[ -]+)?(?=\w)"
)
_COMPOUNDS = (("عبد", re.compile("abd(?:[aeou]l?)?(?=[a-z])")), ("ابو", re.compile("abou|abu")))
_BRACKETED = re.compile(r"[(\[«\"][^)\]»\"]{0,60}[)\]»\"]")
_APOSTROPHES = re.compile("[ʿʾ'’`‘]")


@dataclass(frozen=True, slots=True)
class Comparison:
    """How near two names are, 0 to 1, and why. ``score >= SAME`` says one person, as far as names tell."""

    score: float
    reasons: tuple[str, ...] = ()


class Names:
    """Compares names of persons."""

    def __init__(self, latin: Latin | None = None) -> None:
        self._latin = latin or shared()
        self._nearness = Nearness(self._latin)
        self._memory: dict[tuple[str, str], Comparison] = {}

    def compared(self, one: str, other: str) -> Comparison:
        """Return how near two names are, each in Arabic or Latin letters."""
        pair = (one, other) if one < other else (other, one)
        found = self._memory.get(pair)
        if found is None:
            if len(self._memory) > _MOST_REMEMBERED:
                self._memory.clear()
            found = self._memory[pair] = self._compared(*pair)
        return found

    def _compared(self, one: str, other: str) -> Comparison:
        if is_latin(one) and is_latin(other):
            return self._aligned(_Latin(latin_parts(one)), latin_parts(other))
        if is_latin(one):
            one, other = other, one
        if is_latin(other):
            return self._aligned(_Mixed(core(one), self._latin), latin_parts(other))
        return self._aligned(_Arabic(_without_kunya(one), self._nearness), _without_kunya(other))

    def is_common(self, part: str) -> bool:
        """Tell whether a part is so common a name that by itself it means nobody."""
        return self._latin.is_common(part)

    def same_alone(self, one: str, other: str) -> bool:
        """Tell whether a last name that stands alone can be that of a full name: nothing else says so, so only vowels and the like may differ."""
        return self._nearness.near(one, other) >= _SAME_ALONE

    def _aligned(self, mine: "_Parts", theirs: Sequence[str]) -> Comparison:
        """Compare part by part: the shorter name's parts must all be found in the longer one, in order."""
        if not mine.parts or not theirs:
            return Comparison(0.0, ("no name",))
        pairs = mine.pairs(theirs)
        if pairs is None and len(mine.parts) != len(theirs) and mine.joined(theirs) > 0.93:
            return Comparison(0.9, ("the same letters, joined or split",))
        if pairs is None:
            return Comparison(0.3 * mine.best(theirs), ("a part has no counterpart",))
        score = sum(nearness for _, _, nearness in pairs) / len(pairs)
        reasons = ["all parts agree" if score > 0.99 else "the parts sound alike"]
        if len(pairs) == 1 and max(len(mine.parts), len(theirs)) > 1:
            return Comparison(0.6 * score, (*reasons, "only one part in common"))
        factor, reason = _left_out(len(mine.parts), len(theirs), pairs, mine.parts if len(mine.parts) > len(theirs) else theirs)
        return Comparison(score * factor, (*reasons, reason) if reason else tuple(reasons))


def _left_out(mine: int, theirs: int, pairs: Sequence[tuple[int, int, float]], longer: Sequence[str]) -> tuple[float, str]:
    """Return what parts that only one name has take from the score."""
    if mine == theirs:
        return 1.0, ""
    place = 0 if mine > theirs else 1
    matched = [pair[place] for pair in pairs]
    if matched[-1] != len(longer) - 1:
        return 0.75, "a last name more"
    if matched[0] == 0:
        return 0.95, "a middle name more"
    if matched[0] == 1 and longer[0] in _OPTIONAL_FIRST | {"mohammad", "mohammed", "muhammad", "mohamed", "ali", "seyed", "seyyed"}:
        return 0.92, FIRST_LEFT_OUT
    return 0.6, "a first name more"


class _Parts:
    """The parts of a name and how near each is to a part of another."""

    def __init__(self, parts: Sequence[str]) -> None:
        self.parts = parts

    least = LEAST

    def near(self, part: str, other: str) -> float:
        """Return how near two parts are, 0 to 1."""
        raise NotImplementedError

    @cached_property
    def _memory(self) -> dict[tuple[str, str], float]:
        return {}

    def _near(self, part: str, other: str) -> float:
        if (part, other) not in self._memory:
            self._memory[part, other] = self.near(part, other)
        return self._memory[part, other]

    def best(self, theirs: Sequence[str]) -> float:
        """Return the mean of the nearest counterparts, for names that do not align."""
        return sum(max(self._near(part, other) for other in theirs) for part in self.parts) / len(self.parts)

    def joined(self, theirs: Sequence[str]) -> float:
        """Return how near the names are when their words are written as one."""
        return self.near("".join(self.parts), "".join(theirs))

    def pairs(self, theirs: Sequence[str]) -> list[tuple[int, int, float]] | None:
        """Return the pairs of parts, in order, None where a part of the shorter name has no counterpart."""
        swap = len(self.parts) > len(theirs)
        short, full = (range(len(theirs)), range(len(self.parts))) if swap else (range(len(self.parts)), range(len(theirs)))
        found: list[tuple[int, int, float]] = []
        at = len(full) - 1
        for index in reversed(short):  # from the last name on: it is the one that must be there
            while at >= index:
                mine, other = (at, index) if swap else (index, at)
                near = self._near(self.parts[mine], theirs[other])
                if near >= self.least:
                    break
                at -= 1
            if at < index:
                return None
            found.append((mine, other, near))
            at -= 1
        return found[::-1]


class _Arabic(_Parts):
    """Arabic parts beside Arabic ones."""

    def __init__(self, parts: Sequence[str], nearness: Nearness) -> None:
        super().__init__(parts)
        self._nearness = nearness

    def near(self, part: str, other: str) -> float:
        return self._nearness.near(part, other)


class _Mixed(_Parts):
    """Arabic parts beside Latin ones."""

    least = _LATIN_PART

    def __init__(self, parts: Sequence[str], latin: Latin) -> None:
        super().__init__(parts)
        self._latin = latin

    def near(self, part: str, other: str) -> float:
        for first, latin in _COMPOUNDS:
            if part.startswith(first) and len(part) > len(first) + 1:
                opened = latin.match(other)
                return self.near(part[len(first) :].removeprefix("ال"), other[opened.end() :]) if opened else 0.0
        listed = self._latin.meanings(other)
        if part in listed:
            return 1.0
        sounds = latin_nearness(part, other)
        # a Latin word that lists give for another Arab name, and that sounds more like it, is that name
        return 0.5 * sounds if any(latin_nearness(name, other) > sounds for name in listed) else sounds


class _Latin(_Parts):
    """Latin parts beside Latin ones."""

    def near(self, part: str, other: str) -> float:
        return 1.0 if part == other else _latin_ratio(part, other)


def _latin_ratio(one: str, other: str) -> float:
    from rapidfuzz.distance import JaroWinkler  # noqa: PLC0415 - only Latin names need it

    return JaroWinkler.similarity(one, other) if one[:1] == other[:1] else 0.0


def is_latin(name: str) -> bool:
    """Tell whether a name is in Latin letters."""
    return any("a" <= letter <= "z" for letter in name.lower()) or any("LATIN" in unicodedata.name(letter, "") for letter in name[:1])


def latin_parts(name: str) -> tuple[str, ...]:
    """Return the parts of a Latin name: lower case, no diacritics, articles and links left out, Abd al-Rahman one part."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", name.lower())).encode("ascii", "ignore").decode()
    joined = _LATIN_JOINED.sub(lambda match: match[1], plain)
    words = [word for word in re.split(r"[\s\-.]+", joined) if word]
    return tuple(word for word in words if word not in _LATIN_LINKS) or tuple(words)


def _without_kunya(name: str) -> tuple[str, ...]:
    """Return the parts of a name without the kunya that stands in brackets beside it: محمود عباس (أبو مازن)."""
    rest = core(_BRACKETED.sub(" ", name))
    return rest if len(rest) > 1 else core(name)
