"""Names that the word before them tells: units by number, streets called after persons, offices of a town, the quoted names of parties and papers.

The model sees such names as their words: طريق *محمد القاسم*, a person, مديرية أمن *الجيزة*, a place. The head tells what they are.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import chain

from khabar.fold import fold
from khabar.grammar import OTHER, Letters
from khabar.segment import Tokens
from khabar.tables import rows
from khabar.tag.edges import put_in
from khabar.tag.evidence import CLOSING, OPENING, Name
from khabar.tag.person_words import person_words
from khabar.tag.rarity import is_word, printed
from khabar.tag.titles import NAME_LETTERS, title_words
from khabar.tag.word_classes import words_of
from khabar.vocabulary import Coded, Vocabulary

# the classes of data/names-heads.tsv; NATION an adjective of nationality, FOR ل, BY ب, NO لا, FROM من, AND و, TITLE a word of titles, SAID a word that tells
# speech, OPEN a mark that opens a quotation, RARE a word that the press hardly prints, NEW one that it prints still less, FORMED one that seems to be a form of
# another, GIVEN one of the lists of personal names, MARK one of punctuation; then the tokens of names that are found
_CLASSES = (
    "UNIT ARMY ARM NUMBER FIGURE ORDINAL TEN STREET HOUSE AREA OFFICE COURT ITS POLICE SIDE PARTY PAPER FORCE OCCUPATION GROUP STATE HILL"
    " GATE LORD SQUAD CALLED ALLIANCE DEED FORUM CHANNEL GRADE WITHOUT SAKE BY NO FROM AND TITLE NEW FORMED GIVEN MARK SEAT NEAR"
    " NATION FOR SAID OPEN RARE"
)
_LETTERS = Letters(
    " ".join((_CLASSES, *chain.from_iterable(NAME_LETTERS.values()))), {"LATER": "NEW RARE GIVEN", "HOLDER": "TITLE LORD SEAT", "SITE": "STREET GATE"}
)
_UNIT = _LETTERS.pattern("UNIT (?: NUMBER? FIGURE | ORDINAL TEN? ) ARM{0,2} | ARMY ORDINAL ARM?")
# what is told over the names that are found: the name is the group "name", or all of it
_TOLD = {
    "PER": [  # behind an office, a name that nobody has heard of
        _LETTERS.pattern("HOLDER (?: (?! FOR | BY | AND | FROM | PAPER ) . ){0,3}? NATION (?P<name> (?: NEW | RARE LATER ) LATER{0,3} )"),
        _LETTERS.pattern("HOLDER (?: (?! MARK | SAID ) . ){0,9}? (?: O OI{0,8} | G GI{0,8} ) (?P<name> NEW LATER{1,3} | (?: GIVEN | FORMED ) NEW LATER{0,2} )"),
    ],
    "LOC": [
        _LETTERS.pattern(source)
        for source in (
            "SITE LORD? P PI{0,8}",
            "AREA (?P<name> LORD? P PI{0,8} )",
            "(?: FORCE | POLICE ) (?P<name> OCCUPATION ) (?! NATION )",
            "HILL (?: RARE | NEW | FORMED | G GI{0,8} )",
            "NEAR (?P<name> NEW ) (?! NEW | RARE )",
        )
    ],
    "ORG": [
        _LETTERS.pattern(source)
        for source in (
            "HOUSE LORD? P PI{0,8}",
            "SQUAD LORD? P PI{0,8}",
            "COURT P PI{0,3}",
            "(?: OFFICE | COURT ) (?: ITS | POLICE ) SIDE? G GI{0,8}",
            "(?: COURT | POLICE ) SIDE? G GI{0,8}",
            "GROUP (?P<name> STATE )",
            "HOUSE G GI{0,8} GRADE",
            "CHANNEL NATION? (?: NUMBER? FIGURE | ORDINAL TEN? )",
            "ALLIANCE (?= BY OFFICE )",
            "PAPER (?P<name> NEW (?: NEW | RARE )? )",
            "PARTY (?! MARK ) . (?: BY NO | WITHOUT ) .",
            "PARTY (?! MARK ) . FROM SAKE . (?: AND . )?",
        )
    ],
}
_MAYBE = _LETTERS.pattern(  # nothing is told without one
    "PAPER NEW | UNIT | ARMY | SITE | HOUSE | SQUAD | AREA | OFFICE | COURT | POLICE | FORCE | GROUP | HILL | SIDE | SEAT | NEAR | OPEN | CHANNEL | BY NO"
    " | WITHOUT | SAKE | ALLIANCE | (?: NATION | NEW ) NEW | NATION RARE"
)
_GRADED = _LETTERS.pattern("O OI{1,4} GRADE")
_CALLED_SO = _LETTERS.pattern("DEED REST{0,2} CALLED{1,4} $")
_UNHEARD_OF = _LETTERS.pattern("NEW LATER{1,3}")
_MAY_HOLD = _LETTERS.pattern("(?: LATER (?: LATER | FORMED | REST ){1,2} | (?: FORMED | REST ) (?: LATER | FORMED | REST ) LATER? )")
_HELD_AT = _LETTERS.pattern("HOLDER (?: (?! MARK | SAID ) . ){0,6} $")  # an office with its place behind it
_PARTICLES = {"FOR": "ل", "BY": "ب", "NO": "لا", "FROM": "من", "AND": "و"}
# what stands in quotation marks behind a head
_QUOTED = {"PARTY": "ORG", "SQUAD": "ORG", "PAPER": "ORG", "FOR": "ORG", "DEED": "PROC", "FORUM": "PROC", "GATE": "LOC"}
_HEADS = {_LETTERS[name]: kind for name, kind in _QUOTED.items()}
_IN_NAME = frozenset(_LETTERS[name] for name in ("PARTY", "SQUAD", "FORUM"))  # heads that belong to such a name
_BARE_HEADS = frozenset(_LETTERS[name] for name in ("OFFICE", "COURT", "POLICE", "HOUSE"))
_SITES = frozenset(_LETTERS[name] for name in ("STREET", "GATE"))  # a site called after a person: دوار النابلسي
_BEFORE_PLACES = frozenset(_LETTERS[name] for name in ("SIDE", "SEAT", "NEAR"))
_SAID = "تصريح تصريحات تصريحاته حديث حديثه خاص خاصة".split()
_HARDLY_PRINTED = 2
_HELD, _ARTICLES = 3, 50  # times that lists of personal names hold a word, and that the press prints it for each time with the article
_ENDINGS = ("ها", "هم", "ات", "وا")  # of verbs and nouns, rarely of foreign names
_BEGIN_CLAUSES = frozenset(map(fold, "أن إن أنه أنها إنه إنها لم لن قد هي هو ليس ليست يجب تم كان كانت ما".split()))
_MOST_QUOTED, _MOST_SPOKEN_TO = 6, 3  # tokens between quotation marks
_CALLED_BEFORE = 7  # tokens before the mark
_SAID_BEFORE = 8  # tokens before the mark
_MOST_PRINTED, _SHORTEST = 6, 3  # times that a large body of reports prints a word, with and without the article, that is hardly known; its letters


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
        classes = {word: _LETTERS[name] for word, name in _words().items()} | {word: _LETTERS[name] for name, word in _PARTICLES.items()}
        classes |= dict.fromkeys(words_of("SAID").union(map(fold, _SAID)), _LETTERS["SAID"])
        classes = dict.fromkeys(title_words(), _LETTERS["TITLE"]) | classes
        classes |= dict.fromkeys(nations, _LETTERS["NATION"])
        figure, opening, rare, new, formed, given, mark = (_LETTERS[name] for name in "FIGURE OPEN RARE NEW FORMED GIVEN MARK".split())
        counts, words = vocabulary.counts, person_words()

        def letter(light: str, key: str) -> str:
            found = classes.get(key) or (figure if key.isdecimal() else opening if light in OPENING else "")
            if found or not is_word(key, _SHORTEST):
                return found or (OTHER if key.isalnum() else mark)
            if printed(counts, key) > _MOST_PRINTED:
                return given if sum(words.get(key, (0, 0))) >= _HELD and counts.get("ال" + key, 0) * _ARTICLES < counts.get(key, 0) else OTHER
            return formed if _is_formed(counts, key) else new if printed(counts, key) <= _HARDLY_PRINTED else rare

        self._letters: Coded[str] = vocabulary.letters(letter)

    def told(self, tokens: Tokens, names: Sequence[Name], known: Sequence[Name]) -> list[Name]:
        """Return the names of a report, in text order, with those that their heads tell; ``known`` are the names of the tables."""
        string = self._letters.string(tokens.rows)
        names = _without_holders(tokens.keys, string, names, known)
        if not _MAYBE.search(string):
            return names
        found = _put(names, [(match.start(), match.end(), "ORG") for match in _UNIT.finditer(string)])
        quoted = self._quoted(tokens, string)
        deeds = {first - 2 for first, _, kind in quoted if kind == "PROC"}  # عملية is no part of the name behind it
        squad = _LETTERS["SQUAD"]
        found = [(first, stop, "ORG" if kind == "PER" and string[first] == squad else kind) for first, stop, kind in found]
        found = [(first, stop, "LOC") if kind == "PER" and stop - first > 1 and string[first] in _SITES else (first, stop, kind) for first, stop, kind in found]
        found = _put([name for name in found if name[2] != "PROC" or name[0] not in deeds], quoted)
        held = {i for first, stop, _ in found for i in range(first, stop)}
        found = _put(found, [name for name in known if name[2] == "LOC" and string[name[0] - 1 : name[0]] in _BEFORE_PLACES and name[0] not in held])
        letters = _overlaid(string, found)
        told = [(match, "ORG") for match in _GRADED.finditer(letters) if string[match.start()] == _LETTERS["HOUSE"]]
        told += [(match, kind) for kind, patterns in _TOLD.items() for pattern in patterns for match in pattern.finditer(letters)]
        return _put(found, [(*match.span(match.lastgroup or 0), kind) for match, kind in told])

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
        called = _CALLED_SO.search(string, max(at - _CALLED_BEFORE, 0), at)
        head = string[called.start() if called else at - 1]
        if head not in _HEADS:
            return []
        light = tokens.vocabulary.light
        most = _MOST_SPOKEN_TO if head == _LETTERS["FOR"] else _MOST_QUOTED
        stop = next((i for i in range(at + 1, min(at + 2 + most, len(tokens))) if light[tokens.forms[i]] in CLOSING), 0)
        if stop <= at + 1 or not tokens.keys[at + 1].isalnum():  # a mark that closes: شبكة"، مؤكداً "أن
            return []
        if head == _LETTERS["FOR"] and _LETTERS["SAID"] not in string[max(at - _SAID_BEFORE, 0) : at] and tokens.keys[stop + 1 : stop + 2] != [":"]:
            return []
        if _HEADS[head] == "PROC" and (tokens.light(at) == "(" or _says_what(tokens.keys[at + 1 : stop], head)):
            return []
        return [(at - 1, stop + 1, _HEADS[head]) if head in _IN_NAME else (at + 1, stop, _HEADS[head])]


def _without_holders(keys: Sequence[str], string: str, names: Sequence[Name], known: Sequence[Name]) -> list[Name]:
    """Return the names with known bodies and places parted from the person behind them who was taken into their names.

    His name is one that nobody has heard of (منظمة الصحة العالمية | تيدروس أدهانوم), or an office stands before (القنصل الكندي في مراكش | آرفن هيلتون).
    """
    listed = {(first, kind): stop for first, stop, kind in known}
    found: list[Name] = []
    for first, stop, kind in names:
        cut = listed.get((first, kind), stop) if kind in {"ORG", "LOC"} else stop
        person = next((i for i in range(cut, stop) if not keys[i].startswith("ال")), stop)  # عضو الكنيست المتطرف فلان
        if cut < stop and (_UNHEARD_OF.fullmatch(string, cut, stop) or _is_holder(keys, string, (first, cut), (person, stop))):
            found += [(first, cut, kind), (person, stop, "PER")]
        else:
            found.append((first, stop, kind))
    return found


def _is_holder(keys: Sequence[str], string: str, known: tuple[int, int], person: tuple[int, int]) -> bool:
    """Tell whether two or three words behind a known name are the holder of the office before it."""
    if not _MAY_HOLD.fullmatch(string, *person) or not all(key.isalpha() and not key.startswith("ال") for key in keys[slice(*person)]):
        return False
    return _HELD_AT.search(string, max(known[0] - _SAID_BEFORE, 0), known[0]) is not None


def _is_formed(counts: Mapping[str, int], key: str) -> bool:
    """Tell whether a rare word seems to be a form of another: it has the article, the prefix of a verb or an ending, and stands without it as well."""
    if key.startswith("ال") or key.endswith(_ENDINGS):
        return True
    present = key[1:] if key[0] == "س" else key
    if present[0] in "يت" and any(prefix + present[1:] in counts for prefix in "يت"):
        return True
    return key[-1] in "اهين" and (key[:-1] in counts or key[:-2] in counts)


def _says_what(keys: Sequence[str], head: str) -> bool:
    """Tell whether words in quotation marks say what something is instead of naming it: عملية «نوعية», حملة «التطعيم», مبادرة «النور», مبادرة «لم تكتمل»."""
    alone = len(keys) == 1 and (head == _LETTERS["FORUM"] or keys[0].endswith("ه") or keys[0].startswith("ال"))
    return keys[0] in _BEGIN_CLAUSES or alone


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
    return put_in(names, kept)
