"""Processes that the word before them tells: إعلان نيويورك, مؤتمر القاهرة لإعادة إعمار غزة, الجولة السادسة من المفاوضات النووية غير المباشرة.

A model of few annotated reports sees the place and no process. What kind of thing the head is tells how its name goes on: a conference by its
place and its number, a treaty by what it is about, a round by the talks that it is one of. A capital that is a party (اتفاق دمشق مع أنقرة) names none.
"""

import re
from collections.abc import Collection, Sequence

from khabar.fold import fold
from khabar.grammar import OTHER, Letters
from khabar.segment import Tokens
from khabar.tables import rows
from khabar.tag.edges import put_in
from khabar.tag.evidence import Name
from khabar.tag.rarity import is_nounlike
from khabar.vocabulary import Coded, Vocabulary

# the classes of data/names-processes.tsv; ORDINAL, TEN, DECADE, FIGURE, YEAR and MONTH tell a number or a month, NATION is an adjective of nationality with its
# article, LATER an adjective of time that is no part of a name (المقبلة), FEMALE and MALE are other adjectives with the article, ARTICLED any other word with
# it, PLAIN a noun without; L, O, X and P begin names that are found, LI, OI, XI and PI go on with them, C and CI are the name of a country
_HEADS = "PACT TREATY DECLARED MEETING MASSACRE BATTLE GATHERING SHOW VISION EDITION UPRISING ROUND TALK THE_TALK MEET CONGRESS VOTE ELECTION RESOLUTIONS"
_LETTERS = Letters(
    f"{_HEADS} GOAL DEALING TOPIC KIND OF_VOTE NOT PURPOSE WITH ABOUT GRAMMAR ORDINAL TEN DECADE FIGURE YEAR MONTH NATION LATER FEMALE MALE ARTICLED PLAIN"
    " OF FOR AND THE MARK L LI C CI O OI X XI P PI",
    {
        "ANY_PACT": "PACT TREATY",
        "HELD": "MEETING MASSACRE BATTLE",
        "HEAD": _HEADS,
        "OWN": "KIND NATION",
        "QUALITY": "KIND NATION FEMALE MALE",
        "DEFINITE": "KIND NATION FEMALE MALE ARTICLED GOAL MEET CONGRESS TOPIC THE_TALK VOTE",
        "NOUN": "PLAIN PURPOSE GOAL DEALING",
        "PLACE": "L C",
        "INSIDE": "LI CI",
        "NUMBER": "FIGURE YEAR",
    },
)
_PIECES = {
    "TOWN": "(?: L LI{0,3} )",
    "WHICH": "(?: OWN | ORDINAL (?! OF ) TEN? ){0,3}",
    # للسلام, لإعادة إعمار غزة
    "AIM": "(?: FOR DEFINITE (?: QUALITY | AND ARTICLED ){0,2} (?! QUALITY ) | FOR PURPOSE NOUN? PLACE INSIDE{0,3} )",
}
_ORDER = "(?: THE? FIGURE | ORDINAL TEN? (?: AND DECADE )? )"
_RULES = [
    _LETTERS.pattern(source, _PIECES)
    for source in (
        "(?: SHOW AND )? HELD TOWN (?: FIGURE | WHICH AIM? )",
        "ANY_PACT TOWN (?! WITH | AND PLACE ) WHICH AIM?",
        "GATHERING TOWN (?: OWN | ORDINAL (?! OF ) ){1,3}",
        "DECLARED TOWN (?= MARK | GRAMMAR | OF | AND | LATER | $ )",
        "(?: ANY_PACT | DECLARED | MEETING ) X (?! XI | NUMBER )",
        "MASSACRE O OI{1,4}",
        "SHOW PLACE INSIDE{0,3} (?: KIND{1,3} AIM? | KIND{0,3} AIM )",
        "TREATY NOUN? DEFINITE (?: OWN | FEMALE | MALE ){0,2}",
        "ANY_PACT GOAL OWN{0,2} | DECLARED GOAL QUALITY{1,2}",
        "VISION (?: NATION | PLACE INSIDE{0,3} )? YEAR",
        "EDITION NUMBER",
        "UPRISING MONTH YEAR? | (?: UPRISING | ELECTION | ANY_PACT ) YEAR",
        "RESOLUTIONS NUMBER (?: AND NUMBER ){1,4}",
        f"ROUND {_ORDER} (?: OF | FOR ) (?: THE_TALK (?: NOT? QUALITY ){{0,3}} | TALK NOUN{{0,2}} DEFINITE (?: OWN | FEMALE ){{0,2}} )",
        "VOTE OF_VOTE (?: AND OF_VOTE | OF_VOTE )? NATION?",
        "MEET OWN{1,4}",
        "CONGRESS KIND{1,3} FOR DEFINITE (?: FEMALE | MALE )?",
        "MEETING (?: TOPIC | THE_TALK OWN{0,2} )",
        "X XI{1,8} KIND{1,3}",
    )
]
_HEADED = _LETTERS.pattern("HEAD")
_OVER = {"LOC": ("L", "LI"), "ORG": ("O", "OI"), "PROC": ("X", "XI"), "PER": ("P", "PI")}
_LEAST_RESOLUTION, _FIRST_YEAR, _LAST_YEAR = 100, 1900, 2100
_MONTHS = {"MONTH", "RARE", "TWIN"}  # classes of data/times.tsv


def _classes(nations: Collection[str]) -> dict[str, str]:
    """Return the class of each word that has one, by folded key."""
    found = dict.fromkeys(nations, "NATION")
    found |= {fold(word): "LATER" for row in rows("names-tails.tsv") if row["type"] == "PROC" for word in row["words"].split()}
    for row in rows("times.tsv"):
        kind = "MONTH" if row["class"] in _MONTHS else row["class"] if row["class"] == "ORDINAL" else ""
        found |= {fold(word): kind for word in row["words"].split() if kind}
    found |= dict.fromkeys(map(fold, "عشر عشرة".split()), "TEN") | dict.fromkeys(map(fold, "العشرين العشرون الثلاثين الثلاثون".split()), "DECADE")
    for row in rows("names-processes.tsv"):
        found |= {fold(word): row["class"] for word in row["words"].split()}
    return found | {"من": "OF", "ل": "FOR", "و": "AND", "ال": "THE", fold("مارس"): "MONTH"}


class ProcessHeads:
    """The rules with the classes of words that they look at."""

    def __init__(self, vocabulary: Vocabulary, nations: Collection[str]) -> None:
        """``nations`` are the adjectives of nationality with the article, as folded keys."""
        classes = {key: _LETTERS[name] for key, name in _classes(nations).items()}
        counts = vocabulary.counts
        table = rows("countries.tsv")
        capitals = {fold(name) for row in table for name in row["capitals"].split(";")}  # قمة الكويت is held in the city
        names = (fold(name) for row in table for name in row["names"].split(";"))
        self._countries = frozenset(tuple(name.split()) for name in names if name not in capitals)

        def letter(_light: str, key: str) -> str:
            if key in classes:
                return classes[key]
            if key.isdecimal():
                return _LETTERS["YEAR" if _FIRST_YEAR < int(key) < _LAST_YEAR else "FIGURE"]
            if not key.isalnum():
                return _LETTERS["MARK"]
            if not key.startswith("ال") or len(key) < 4:
                return _LETTERS["PLAIN"] if is_nounlike(counts, key) else OTHER
            return _LETTERS["FEMALE" if key.endswith("يه") else "MALE" if key.endswith("ي") else "ARTICLED"]

        self._classes: Coded[str] = vocabulary.letters(letter)

    def told(self, tokens: Tokens, names: Sequence[Name], known: Sequence[Name]) -> list[Name]:
        """Return the names of a report, in text order, with the processes that their heads tell; ``known`` are the names of the tables."""
        string = self._classes.string(tokens.rows)
        if not _HEADED.search(string) and not any(kind == "PROC" for _, _, kind in names):
            return list(names)
        over = [name for name in names if name[2] != "PROC" or not _HEADED.match(string, name[0])]
        held = {i for first, stop, _ in over for i in range(first, stop)}
        more = [name for name in known if name[2] == "LOC" and held.isdisjoint(range(name[0], name[1]))]
        letters = self._overlaid(tokens.keys, string, [*over, *more])
        found = [self._cut(tokens, letters, match) for rule in _RULES for match in rule.finditer(letters)]
        return _longest(names, [(first, stop, "PROC") for first, stop in found if stop - first > 1])

    def _cut(self, tokens: Tokens, letters: str, match: re.Match[str]) -> tuple[int, int]:
        """Return where a name begins and ends: no plural or dual is what a treaty is about, and resolutions have high numbers."""
        first, stop = match.span()
        if letters[first] == _LETTERS["RESOLUTIONS"] and int(tokens.keys[first + 1]) < _LEAST_RESOLUTION:
            return first, first
        if letters[first] == _LETTERS["TREATY"] and any(_is_people(tokens.keys[i]) for i in range(first + 1, stop)):
            return first, first
        last = tokens.keys[stop - 1]
        goes_on = last.startswith("ال") and last.endswith("ات") and letters[stop : stop + 1] == _LETTERS["ARTICLED"] and tokens.keys[stop].endswith("ه")
        return first, stop + goes_on  # اتفاقية السماوات المفتوحة

    def _overlaid(self, keys: Sequence[str], string: str, names: Sequence[Name]) -> str:
        """Return a class string with the letters of names over those of their words."""
        letters = list(string)
        for first, stop, kind in names:
            begin, inside = _OVER[kind]
            if kind == "LOC" and tuple(keys[first:stop]) in self._countries:
                begin, inside = "C", "CI"
            letters[first:stop] = [_LETTERS[begin], *[_LETTERS[inside]] * (stop - first - 1)]
        return "".join(letters)


def _is_people(key: str) -> bool:
    """Tell whether a word with the article is a plural or dual of people, who make a treaty and are not what it is about."""
    return key.startswith("ال") and key.endswith("ين")


def _longest(names: Sequence[Name], told: Sequence[Name]) -> list[Name]:
    """Return the names with those told, the longest where they overlap, unless a body, person or longer process holds their beginning."""
    held = {i: name for name in names if name[2] != "LOC" for i in range(name[0], name[1])}
    kept: list[Name] = []
    for name in sorted(told, key=lambda name: (name[0], -name[1])):
        over = held.get(name[0])
        if (over is None or (over[2] == "PROC" and over[1] < name[1])) and (not kept or name[0] >= kept[-1][1]):
            kept.append(name)
    return put_in(names, kept)
