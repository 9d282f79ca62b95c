"""Names that the word before them tells: units by number, streets called after persons, offices of a town, the quoted names of parties and papers.

The model sees such names as their words: طريق *محمد القاسم*, a person, مديرية أمن *الجيزة*, a place. The head tells what they are.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import chain

from khabar.fold import fold
from khabar.grammar import OTHER, Letters
from khabar.segment import Tokens
from khabar.tables import rows
from khabar.tag.evidence import CLOSING, OPENING, Name
from khabar.tag.rarity import is_word, printed
from khabar.tag.titles import NAME_LETTERS
from khabar.tag.word_classes import words_of
from khabar.vocabulary import Coded, Vocabulary

# the classes of data/names-heads.tsv; NATION an adjective of nationality, FOR ل, SAID a word that tells speech, OPEN a mark that opens a quotation, RARE a
# word that the press hardly prints; then the tokens of names that are found
_CLASSES = (
    "UNIT ARMY ARM NUMBER FIGURE ORDINAL TEN STREET HOUSE AREA OFFICE COURT ITS POLICE SIDE PARTY PAPER FORCE OCCUPATION GROUP STATE HILL"
    " NATION FOR SAID OPEN RARE"
)
_LETTERS = Letters(" ".join((_CLASSES, *chain.from_iterable(NAME_LETTERS.values()))))
_UNIT = _LETTERS.pattern("UNIT (?: NUMBER? FIGURE | ORDINAL TEN? ) ARM{0,2} | ARMY ORDINAL ARM?")
# what is told over the names that are found: the name is the group "name", or all of it
_TOLD = {
    "LOC": [
        _LETTERS.pattern(source)
        for source in (
            "STREET P PI{0,8}",
            "AREA (?P<name> P PI{0,8} )",
            "(?: FORCE | POLICE ) (?P<name> OCCUPATION ) (?! NATION )",
            "HILL (?: RARE | G GI{0,8} )",
        )
    ],
    "ORG": [
        _LETTERS.pattern(source)
        for source in (
            "HOUSE P PI{0,8}",
            "(?: OFFICE | COURT ) (?: ITS | POLICE ) SIDE? G GI{0,8}",
            "(?: COURT | POLICE ) SIDE? G GI{0,8}",
            "GROUP (?P<name> STATE )",
        )
    ],
}
_MAYBE = _LETTERS.pattern("UNIT | ARMY | STREET | HOUSE | AREA | OFFICE | COURT | POLICE | FORCE | GROUP | HILL | SIDE | OPEN")  # nothing is told without one
_HEADS = frozenset(_LETTERS[name] for name in ("PARTY", "PAPER", "FOR"))
_BARE_HEADS = frozenset(_LETTERS[name] for name in ("OFFICE", "COURT", "POLICE", "HOUSE"))
_SAID = "تصريح تصريحات تصريحاته حديث حديثه خاص خاصة".split()
_MOST_QUOTED, _MOST_SPOKEN_TO = 6, 3  # tokens between quotation marks
_SAID_BEFORE = 8  # tokens before the mark
_MOST_PRINTED, _SHORTEST = 6, 4  # times that a large body of reports prints a word, with and without the article, that is hardly known; its letters


def _words() -> dict[str, str]:
    """Return the class of each word of ``data/names-heads.tsv``."""
    return {fold(word): row["class"] for row in rows("names-heads.tsv") for word in row["words"].split()}


def parties() -> frozenset[str]:
    """Return the words, as folded keys, that head the name in quotation marks behind them and may be left out: حزب «النور»."""
    return frozenset(word for word, name in _words().items() if name == "PARTY")


class ToldByHeads:
    """The rules with the classes of words that they look at."""

    def __init__(self, vocabulary: Vocabulary, nations: Collection[str]) -> None:
        """``nations`` are the adjectives of nationality with the article, as folded keys."""
        classes = {word: _LETTERS[name] for word, name in _words().items()} | {"ل": _LETTERS["FOR"]}
        classes |= dict.fromkeys(words_of("SAID").union(map(fold, _SAID)), _LETTERS["SAID"])
        classes |= dict.fromkeys(nations, _LETTERS["NATION"])
        figure, opening, rare = (_LETTERS[name] for name in ("FIGURE", "OPEN", "RARE"))
        counts = vocabulary.counts

        def letter(light: str, key: str) -> str:
            found = classes.get(key) or (figure if key.isdecimal() else opening if light in OPENING else "")
            if found or not is_word(key, _SHORTEST):
                return found or OTHER
            return rare if printed(counts, key) <= _MOST_PRINTED else OTHER

        self._letters: Coded[str] = vocabulary.letters(letter)

    def told(self, tokens: Tokens, names: Sequence[Name], known: Sequence[Name]) -> list[Name]:
        """Return the names of a report, in text order, with those that their heads tell; ``known`` are the names of the tables."""
        string = self._letters.string(tokens.rows)
        if not _MAYBE.search(string):
            return list(names)
        found = _put(names, [(match.start(), match.end(), "ORG") for match in _UNIT.finditer(string)])
        found = _put(found, self._quoted(tokens, string))
        held = {i for first, stop, _ in found for i in range(first, stop)}
        side = _LETTERS["SIDE"]
        found = _put(found, [name for name in known if name[2] == "LOC" and string[name[0] - 1 : name[0]] == side and name[0] not in held])
        letters = _overlaid(string, found)
        told = [(match, kind) for kind, patterns in _TOLD.items() for pattern in patterns for match in pattern.finditer(letters)]
        return _put(found, [(*match.span("name" if "name" in match.re.groupindex else 0), kind) for match, kind in told])

    def _quoted(self, tokens: Tokens, string: str) -> list[Name]:
        """Return the names in quotation marks behind parties, papers and channels, and of the paper spoken to (قال ل«المساء»)."""
        found = []
        opening = _LETTERS["OPEN"]
        at = string.find(opening, 1)
        while at > 0:
            found += self._behind(tokens, string, at)
            at = string.find(opening, at + 1)
        return found

    def _behind(self, tokens: Tokens, string: str, at: int) -> list[Name]:
        """Return the name that a mark opens at a token, if the head before it tells one."""
        head = string[at - 1]
        if head not in _HEADS:
            return []
        light = tokens.vocabulary.light
        most = _MOST_SPOKEN_TO if head == _LETTERS["FOR"] else _MOST_QUOTED
        stop = next((i for i in range(at + 1, min(at + 2 + most, len(tokens))) if light[tokens.forms[i]] in CLOSING), 0)
        if stop <= at + 1:
            return []
        if head == _LETTERS["FOR"] and _LETTERS["SAID"] not in string[max(at - _SAID_BEFORE, 0) : at] and tokens.keys[stop + 1 : stop + 2] != [":"]:
            return []
        return [(at - 1, stop + 1, "ORG") if head == _LETTERS["PARTY"] else (at + 1, stop, "ORG")]


def _overlaid(string: str, names: Sequence[Name]) -> str:
    """Return a class string with the letters of the names over those of their words."""
    letters = list(string)
    for first, stop, kind in names:
        if stop - first == 1 and letters[first] in _BARE_HEADS:
            continue  # نيابة alone is no name
        begin, inside = NAME_LETTERS[kind]
        letters[first:stop] = [_LETTERS[begin], *[_LETTERS[inside]] * (stop - first - 1)]
    return "".join(letters)


def _put(names: Sequence[Name], better: Sequence[Name]) -> list[Name]:
    """Return the names with the better ones put in, unless a longer name holds them, those that they overlap taken out."""
    if not better:
        return list(names)
    held: Mapping[int, Name] = {i: name for name in names for i in range(name[0], name[1])}
    kept = [new for new in better if not any(old[0] <= new[0] and new[1] <= old[1] and old[:2] != new[:2] for old in (held.get(new[0]),) if old)]
    taken = {i for first, stop, _ in kept for i in range(first, stop)}
    return sorted([*(name for name in names if taken.isdisjoint(range(name[0], name[1]))), *kept])
