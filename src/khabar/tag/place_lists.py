"""Places in lists: what stands between two places joined by و and the comma is a place, and so are the members of a list behind قرى or أحياء.

An unknown village is told by its company; by the word that names of villages begin with too (كفر، تل، عين), if a list or قرية stands before it.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from khabar.fold import fold
from khabar.grammar import OTHER, Letters
from khabar.segment import Tokens
from khabar.tag.edges import SIDES, TOWARDS
from khabar.tag.evidence import Name
from khabar.tag.gazetteer import Hit
from khabar.tag.rarity import is_word, printed
from khabar.vocabulary import Coded, Vocabulary

# ONE, TWO and MANY stand before a place, two and a list of them, OPENER begins the name of a village, RARE is a word that the press hardly prints; L and LI
# are the tokens of a place that is found or known, NAMED those of other names
_LETTERS = Letters("ONE MANY TWO OPENER RARE MEANT WORD AND COMMA PARTICLE L LI NAMED", {"ANY_WORD": "WORD RARE MEANT OPENER"})
_PIECES = {
    "PLACE": "L LI{0,8}",
    "VILLAGE": "OPENER ANY_WORD",
    "NEW": "(?: VILLAGE | RARE )",
    "NEXT": "(?: COMMA? AND | COMMA ) (?: PLACE | NEW )",
}
_LISTED = _LETTERS.pattern("MANY (?: PLACE | NEW ) (?: NEXT | (?: COMMA? AND | COMMA ) MEANT (?= COMMA? AND? PLACE ) ){1,20}", _PIECES)
_TWO = _LETTERS.pattern("TWO (?: PLACE | NEW | MEANT ) AND (?: PLACE | NEW | MEANT )", _PIECES)
_BETWEEN = _LETTERS.pattern("PLACE (?: (?: COMMA? AND | COMMA ) NEW ){1,8} (?: COMMA? AND | COMMA ) PLACE", _PIECES)
_ALONE = _LETTERS.pattern("ONE (?P<name> VILLAGE )", _PIECES)
_BEGUN = _LETTERS.pattern("ONE (?P<name> PARTICLE RARE | PARTICLE PARTICLE (?: RARE | WORD ) )")  # قرية بلشون, cut as if ب were a particle
_MAYBE = _LETTERS.pattern("ONE | MANY | TWO | (?: AND | COMMA ) (?: OPENER | RARE )")  # without any of these there is no list with a new place
_ITEM = _LETTERS.pattern("(?: PLACE | VILLAGE | RARE | MEANT )", _PIECES)
_WORDS = {
    "ONE": "قرية بلدة قريتي بلدتي عزبة",
    "MANY": "قرى بلدات مدن أحياء مناطق ضواحي نواحي أرياف مخيمات حارات بلدتي قريتي مدينتي منطقتي مديريتي مخيمي بلدتا قريتا مدينتا",
    "TWO": "حارتي حيي شارعي ناحيتي",
    "OPENER": "كفر تل تلة عين بيت دير خان أم وادي جسر باب بني برج قلعة رأس خربة معرة ميت منشية محلة نزلة شبرا كوم سيدي جب دار حوش منية",
    "AND": "و",
    "COMMA": "،",
}
_WHOLE = TOWARDS | {"طريق"}  # طريق حلب ودمشق is one road
_NO_SECOND = SIDES | {"ادي"}  # وادي, cut as if و were a particle
_PARTICLES = frozenset("بلكف")
_HEADS = frozenset((_LETTERS["MANY"], _LETTERS["TWO"]))
_BEFORE = _HEADS | {_LETTERS["ONE"]}
_MOST_PRINTED = 6  # times that a large body of reports prints a word, with and without the article, that is hardly known
_SHORTEST = 3  # letters of a word of a place


class PlaceLists:
    """The rules with the classes of words that they look at."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        classes = {fold(word): _LETTERS[name] for name, words in _WORDS.items() for word in words.split()}
        counts = vocabulary.counts

        def letter(_light: str, key: str) -> str:
            if key in classes:
                return classes[key]
            if key in _PARTICLES:
                return _LETTERS["PARTICLE"]
            if not is_word(key, _SHORTEST):
                return OTHER
            return _LETTERS["RARE" if printed(counts, key) <= _MOST_PRINTED else "MEANT" if key.startswith("ال") else "WORD"]

        self._letters: Coded[str] = vocabulary.letters(letter)

    def listed(self, tokens: Tokens, names: Sequence[Name], hits: Sequence[Hit]) -> list[Name]:
        """Return the names of a report, in text order, with the places of its lists; ``hits`` are the known names."""
        plain = self._letters.string(tokens.rows)
        if not _MAYBE.search(plain):
            return list(names)
        names = _unjoined(tokens, plain, names, {(hit.first, hit.stop) for hit in hits})
        string = _overlaid(tokens, plain, names, hits)
        begins, glued = {name[0] for name in names}, tokens.glued
        new = [span for span in _spans(string) if span[0] not in begins and not any(glued[span[0] + 1 : span[1]])]
        new += [(first, stop) for first, stop in (match.span("name") for match in _BEGUN.finditer(string)) if all(glued[first + 1 : stop]) and not glued[first]]
        taken = {i for first, stop in new for i in range(first, stop)}
        kept = [name for name in names if taken.isdisjoint(range(name[0], name[1]))] if taken else names
        return sorted([*kept, *((first, stop, "LOC") for first, stop in dict.fromkeys(new))])


def _unjoined(tokens: Tokens, string: str, names: Sequence[Name], known: Collection[tuple[int, int]]) -> list[Name]:
    """Return the names with places parted that و joins (أحياء الكلاكلة | وجبرة), but for ``known`` names and directions (شمال وشرق سوريا)."""
    found: list[Name] = []
    keys = tokens.keys
    for first, stop, kind in names:
        at = first
        may_be_two = kind == "LOC" and stop - first > 2 and (first, stop) not in known and keys[first] not in _WHOLE
        if may_be_two or (kind == "LOC" and first and string[first - 1] in _BEFORE):
            for i in range(first + 1, stop - 1):
                if keys[i] == "و" and tokens.glued[i + 1] and keys[i + 1] not in _NO_SECOND:
                    found.append((at, i, kind))
                    at = i + 1
        found.append((at, stop, kind))
    return found


def _overlaid(tokens: Tokens, string: str, names: Sequence[Name], hits: Sequence[Hit]) -> str:
    """Return the class string with the letters of names, and of known places that no name holds, over those of their words."""
    letters = list(string)
    keys = tokens.keys
    told = {keys[first] for first, stop, kind in names if kind == "LOC" and stop - first == 1}
    held = {i for first, stop, _ in names for i in range(first, stop)}
    known: Mapping[int, int] = {hit.first: hit.stop for hit in hits if all(entry.type == "LOC" for entry in hit.entries)}
    places = [(first, stop, "LOC") for first, stop in known.items() if held.isdisjoint(range(first, stop))]
    joins = (_LETTERS["AND"], _LETTERS["COMMA"])
    places += [(i, i + 1, "LOC") for i, key in enumerate(keys) if key in told and i not in held and i and letters[i - 1] in joins]
    for first, stop, kind in (*names, *places):
        begin, inside = ("L", "LI") if kind == "LOC" else ("NAMED", "NAMED")
        letters[first:stop] = [_LETTERS[begin], *[_LETTERS[inside]] * (stop - first - 1)]
    return "".join(letters)


def _spans(string: str) -> Iterator[tuple[int, int]]:
    """Yield the tokens of each place that a list or a head tells."""
    for match in (*_LISTED.finditer(string), *_TWO.finditer(string), *_BETWEEN.finditer(string)):
        yield from _items(string, match)
    for match in _ALONE.finditer(string):
        yield match.span("name")


def _items(string: str, found: re.Match[str]) -> Iterator[tuple[int, int]]:
    first = found.start() + (string[found.start()] in _HEADS)
    while first < found.end():
        item = _ITEM.match(string, first, found.end())
        if item is None:
            first += 1
        else:
            yield item.span()
            first = item.end()
