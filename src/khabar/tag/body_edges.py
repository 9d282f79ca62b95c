"""Names of bodies that the model ran into their neighbours, and their short names.

A body ends before its leader (ائتلاف كذا | بزعامة فلان), before where it is (جبهة كذا | بالأمم المتحدة) and before a dash, before a place
behind an adjective, which owns none (البرلمان الأوروبي | القاهرة), and before a plural behind a name that is known (حركة حماس | المفاوضات);
an abstract noun before it (جاهزية | مستشفى كذا) is no part of it, and what stands in quotation marks or brackets right behind its name
is its short name (تنسيقية القوى المدنية «تقدم»).
"""

from collections.abc import Collection, Iterable, Sequence

from khabar.fold import fold
from khabar.segment import Tokens
from khabar.tag.evidence import CLOSING, OPENING, Name
from khabar.tag.person_words import is_given
from khabar.tag.word_classes import words_of

_BY = "ب"
_LEADING = frozenset(map(fold, "زعامة رئاسة قيادة إشراف".split()))
_OF_STATE = frozenset(map(fold, "الجمهورية الوزراء الحكومة".split()))  # رئاسة الوزراء is a body
_DASHES = frozenset("-–—")
_OF_KINDS = ("ي", "يه")  # ends of adjectives
_SHORTEST = 3  # tokens of a name that has something behind its head
_ABSTRACT = "يه"  # the end of مصداقية, شرعية
_NO_SHORT = ("ات", "ين", "ون", "ه")  # ends of plurals and adjectives
_OPEN, _CLOSE = OPENING | {"("}, CLOSING | {")"}


class BodyEdges:
    """The rules with the words that they look at."""

    def __init__(self, nations: Collection[str]) -> None:
        """``nations`` are the adjectives of nationality with the article, as folded keys."""
        self._nations = nations
        self._bodies = words_of("BODY")
        self._heads = self._bodies | words_of("SITE") | words_of("PLACE")

    def settled(self, tokens: Tokens, names: Iterable[Name], known: Collection[Name]) -> list[Name]:
        """Return the names of a report with the edges of bodies put right; ``known`` are the names of the tables, which are left whole."""
        keys = tokens.keys
        listed = {first: stop for first, stop, kind in sorted(known) if kind == "ORG"}
        places = {first for first, _, kind in known if kind == "LOC"}
        found: list[Name] = []
        for name in names:
            first, stop, kind = name
            while stop - first > 1 and keys[stop - 1] in _DASHES:
                stop -= 1
            if kind != "ORG" or stop - first < _SHORTEST or name in known:
                found.append((first, stop, kind))
                continue
            first += self._is_abstract(keys, first, listed)
            cut = next((i for i in range(first + 1, stop) if _ends_at(tokens, first, i, listed)), 0)
            behind = _past_edge(keys, cut) if cut else 0
            if not cut:
                behind = cut = next((i for i in range(first + 2, stop) if _runs_on(keys, i, places, listed.get(first) == i)), 0)
            found.append((first, cut or stop, kind))
            if cut:
                found += _behind(keys, behind, stop, known)
        return found

    def _is_abstract(self, keys: Sequence[str], first: int, listed: Collection[int]) -> bool:
        """Tell whether a name begins with an abstract noun that the name itself stands behind (مصداقية | وزارة كذا)."""
        is_noun = keys[first].endswith(_ABSTRACT) and not keys[first].startswith("ال") and keys[first] not in self._heads
        return is_noun and (first + 1 in listed or keys[first + 1] in self._bodies)

    def with_short_names(self, tokens: Tokens, names: list[Name]) -> list[Name]:
        """Return the names with the short names of bodies, in quotation marks or brackets right behind the long ones."""
        begun = {first for first, _, _ in names}
        ends = [stop for first, stop, kind in names if kind == "ORG" and stop - first > 1 and stop + 1 not in begun and _opens(tokens, stop)]
        new = [(end + 1, end + 2, "ORG") for end in ends if self._may_be_short(tokens.keys[end - 1], tokens.keys[end + 1])]
        return sorted([*names, *new]) if new else names

    def _may_be_short(self, last: str, key: str) -> bool:
        """Tell whether a word may be the short name of a body whose long one ends with a word with the article: no adjective, no بنها of مركز «بنها»."""
        is_word = key.isalpha() and not key.startswith("ال") and not key.endswith(_NO_SHORT) and key not in self._heads
        return is_word and last.startswith("ال") and "ال" + key not in self._nations


def _opens(tokens: Tokens, i: int) -> bool:
    """Tell whether a mark opens at a token, with one word in it."""
    if i + 2 >= len(tokens) or tokens.light(i) not in _OPEN or tokens.light(i + 2) not in _CLOSE:
        return False
    return tokens.ends[i - 1] < tokens.starts[i] and tokens.ends[i] == tokens.starts[i + 1]


def _ends_at(tokens: Tokens, first: int, i: int, listed: dict[int, int]) -> bool:
    """Tell whether the name of a body ends at a token: before who leads it, or at a ب where a known name ends."""
    key = tokens.keys[i]
    if key != _BY:
        return key[0] == _BY and key[1:] in _LEADING and _OF_STATE.isdisjoint(tokens.keys[i + 1 : i + 2])
    if tokens.keys[i + 1 : i + 2] and tokens.keys[i + 1] in _LEADING and not _OF_STATE.isdisjoint(tokens.keys[i + 2 : i + 3]):
        return False
    return i + 1 < len(tokens) and tokens.glued[i + 1] and (tokens.keys[i + 1] in _LEADING or listed.get(first) == i)


def _runs_on(keys: Sequence[str], i: int, places: Collection[int], closed: bool) -> bool:  # noqa: FBT001 - whether a known name ends there
    """Tell whether the name of a body goes on with what is none of it: a place behind an adjective with the article, or a plural behind a known name."""
    adjective = keys[i - 1].startswith("ال") and keys[i - 1].endswith(_OF_KINDS)
    return (adjective and i in places) or (closed and keys[i].startswith("ال") and keys[i].endswith("ات"))


def _past_edge(keys: Sequence[str], cut: int) -> int:
    """Return the token behind the particle, and the word of leading, that a name was cut off at."""
    return cut + 1 + (keys[cut] == _BY and keys[cut + 1] in _LEADING)


def _behind(keys: Sequence[str], first: int, stop: int, known: Iterable[Name]) -> list[Name]:
    """Return the names in what was cut off: a person, or the known names that it holds."""
    if first < stop and is_given(keys[first]):
        return [(first, stop, "PER")]
    return sorted(name for name in known if first <= name[0] and name[1] <= stop)
