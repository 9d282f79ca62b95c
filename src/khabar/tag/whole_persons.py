"""Persons whose names the model cut or missed: words of personal names side by side are one name (عصام الدين | هارون أحمد).

Words of names are known from lists, and how often the press prints each tells whether it is another word as well (كامل, بيان). In the annotated reports a
given name right before a person belongs to that person's name but in one case of a hundred, once titles are left out.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from operator import itemgetter

from khabar.fold import fold
from khabar.grammar import OTHER, Letters
from khabar.segment import Tokens
from khabar.tables import rows
from khabar.tag.evidence import Name
from khabar.tag.person_words import person_words
from khabar.tag.rarity import is_word
from khabar.tag.titles import title_words
from khabar.tag.word_classes import words_of
from khabar.vocabulary import Coded, Vocabulary

# SURE a word that is a given name and hardly anything else, GIVEN one that may be another word, PART any other word of names; JOIN what ties two parts,
# SERVANT عبد, FAITH الدين and الله, ADDRESS a form of address with its article (الناشطة), WITH_ARTICLE any other word with the article, UNKNOWN one
# that the press hardly prints, NEW the same without the article
_LETTERS = Letters("SURE GIVEN PART JOIN SERVANT FAITH ADDRESS WITH_ARTICLE UNKNOWN NEW", {"FIRST": "SURE GIVEN", "WORD": "SURE GIVEN PART"})
_PIECES = {"LATER": "(?: FAITH | JOIN{0,2} WORD | JOIN? SERVANT (?: WITH_ARTICLE | ADDRESS | WORD | UNKNOWN | FAITH ) | JOIN (?: UNKNOWN | NEW ) )"}
_RUN = _LETTERS.pattern("(?: FIRST | SERVANT (?: WITH_ARTICLE | ADDRESS | WORD | FAITH ) ) LATER{0,6} (?: UNKNOWN | NEW )?", _PIECES)
_SURELY = _LETTERS.pattern(
    "SURE FAITH? (?: SURE | PART | JOIN (?: WORD | UNKNOWN ) ) | FIRST FAITH (?: WORD | UNKNOWN | NEW )"
    " | SERVANT (?: WITH_ARTICLE | ADDRESS | WORD | FAITH ) (?: WORD | UNKNOWN | NEW )"
)
_BODY_AND_PERSON = _LETTERS.pattern("(?: WITH_ARTICLE | UNKNOWN ) (?P<name> SURE (?: WORD | UNKNOWN | NEW | WITH_ARTICLE ){0,2} )")
_BODY_AND_NAME = 2  # words: a name of two and what comes before it
_ADDRESSED = _LETTERS.pattern("ADDRESS (?P<name> (?: FIRST | NEW ) (?: WORD | UNKNOWN | NEW ) | SURE WITH_ARTICLE )")
_LAST = frozenset(_LETTERS[name] for name in ("SURE", "GIVEN", "PART", "NEW"))
_MAY_BE_GIVEN = _LAST | {_LETTERS["UNKNOWN"]}
_SON, _SERVANT = "ولد", 2  # عبد and the name of God
_ON = "على"  # the name علي too, as Egypt prints it; the model tells
_FIRST = frozenset(_LETTERS[name] for name in ("SURE", "GIVEN"))
_TIES = frozenset(map(fold, "بن ابن أبو أبي أبا آل أم بنت ولد بو".split()))
_NO_NAMES = frozenset(map(fold, "شيخ أمير حافظ ولد أكبر أصغر أنا هما هو هي".split()))
_FAITHS = frozenset(map(fold, "الدين الله".split()))
_GIVEN, _PART = 15, 3  # times that lists of names begin with a given name, and hold a part of one
_SURE, _LIKELY = 8.0, 4.0  # times in the lists for sixteen in the press, from which on a word is hardly anything but a name, and likely one
_SHORTEST = 3  # letters of a word of a name
_OFTEN = 40  # times that lists of names begin with a word that is a name however often the press prints it, if it hardly takes the article (عصام)
_ARTICLES = 50  # times that the press prints such a name for each time with the article
_MOST_PRINTED = 2  # times that a large body of reports prints a word that is no other
_VERBAL = ("ي", "ت", "ن")  # the first letters of present forms
_ENDINGS = ("ا", "ه", "ي", "ت")
_OWNED = ("ها", "هم", "نا", "وا", "ه", "ات")  # ends of words that are no names


class WholePersons:
    """The rules with the classes of words that they look at."""

    def __init__(self, vocabulary: Vocabulary, nations: Collection[str]) -> None:
        """``nations`` are the adjectives of nationality with the article, as folded keys."""
        other_words = {*nations, *(word for word in title_words() if word.startswith("ال"))}
        given = frozenset(fold(word) for row in rows("names-given.tsv") for word in row["words"].split())
        addresses = frozenset(word for word in words_of("RANK") if word.startswith("ال"))
        tails = frozenset(fold(word) for row in rows("names-tails.tsv") if row["type"] == "PER" for word in row["words"].split())
        words, counts = person_words(), vocabulary.counts

        def letter(light: str, key: str) -> str:
            if key in _FAITHS:
                return _LETTERS["FAITH"]
            if key in _TIES:
                return _LETTERS["JOIN"]
            if key == "عبد":
                return _LETTERS["SERVANT"]
            if key in addresses:
                return _LETTERS["ADDRESS"]
            article = key.startswith("ال") and len(key) > 4
            if not is_word(key, _SHORTEST) or light == _ON:
                return OTHER
            if key in given:
                return _LETTERS["GIVEN"]
            first, later = words.get(key.removeprefix("ال") if article else key, (0, 0))
            printed = counts.get(key, 0)
            likely = 16 * (first + later) / (printed + 1)
            if likely >= 1 and first >= _OFTEN and not article and counts.get("ال" + key, 0) * _ARTICLES < printed:
                likely = max(likely, _SURE)
            if key in _NO_NAMES or key in other_words:
                return _LETTERS["WITH_ARTICLE"] if article else OTHER
            if likely >= _LIKELY and first + later >= _PART:
                if first >= _GIVEN and not article:
                    return _LETTERS["SURE" if likely >= _SURE else "GIVEN"]
                return _LETTERS["PART"]
            if article:
                return _LETTERS["UNKNOWN" if printed + counts.get(key[2:], 0) <= _MOST_PRINTED else "WITH_ARTICLE"]
            is_ending = key.endswith(_ENDINGS) and counts.get(key[:-1], 0) > 0  # موفدا is موفد
            is_new = printed == 0 and key not in tails and not is_ending and not key.startswith(_VERBAL) and not key.endswith(_OWNED) and len(key) > 3
            return _LETTERS["NEW"] if is_new else OTHER

        self._letters: Coded[str] = vocabulary.letters(letter)

    def whole(self, tokens: Tokens, names: Sequence[Name], known: Sequence[Name]) -> list[Name]:
        """Return the names of a report, in text order, with persons made whole, also those that the model missed; ``known`` are the names of the tables."""
        string = self._letters.string(tokens.rows)
        found = _sewn(tokens, string, _off_bodies(string, _off_places(string, names, known), known))
        for match in _RUN.finditer(string):
            first, stop = match.start(), _unglued(tokens, *match.span())
            low = bisect_right(found, first, key=itemgetter(1))
            high = bisect_left(found, stop, low, key=itemgetter(0))
            whole = _joined(string, first, stop, found[low:high])
            if whole:
                found[low:high] = [whole]
        return _addressed(tokens, string, found)


def _addressed(tokens: Tokens, string: str, names: list[Name]) -> list[Name]:
    """Return the names with persons behind a form of address whose given name nobody else has (النائبة بولا يعقوبيان)."""
    told = [match.span("name") for match in _ADDRESSED.finditer(string)]
    if not told:
        return names
    held = {i for first, stop, _ in names for i in range(first, stop)}
    new = [(first, stop, "PER") for first, stop in told if held.isdisjoint(range(first, stop)) and _unglued(tokens, first - 1, stop) == stop]
    return sorted([*names, *new]) if new else names


def _off_places(string: str, names: Sequence[Name], known: Sequence[Name]) -> Sequence[Name]:
    """Return the names with known places parted from the given name of the person behind them (والي شمال دارفور | نمر محمد)."""
    listed = {first: stop for first, stop, kind in known if kind == "LOC"}
    over = {name: listed[name[0]] for name in names if name[2] == "LOC" and listed.get(name[0], name[1]) < name[1]}
    if not over:
        return names
    persons = {name[0]: name for name in names if name[2] == "PER"}
    found: dict[int, Name] = {}
    for name in names:
        first, stop, kind = name
        cut, behind = over.get(name, stop), persons.get(stop)
        if cut == stop - 1 and behind and string[cut] != _LETTERS["WITH_ARTICLE"]:
            found[cut] = (cut, behind[1], "PER")
            del persons[stop]
        elif not all(letter in _FIRST for letter in string[cut:stop]):
            cut = stop
        if kind != "PER" or first in persons:
            found[first] = (first, cut, kind)
    return sorted(found.values())


def _off_bodies(string: str, names: Sequence[Name], known: Collection[Name]) -> list[Name]:
    """Return the names with bodies parted from the person behind them, told by a given name behind a word with the article (جهاز الدفاع المدني | محمود بصل)."""
    found: list[Name] = []
    for name in names:
        first, stop, kind = name
        match = _BODY_AND_PERSON.search(string, first + 1, stop) if kind == "ORG" and stop - first > _BODY_AND_NAME else None
        if match and match.end() == stop and name not in known:
            found += [(first, match.start("name"), kind), (match.start("name"), stop, "PER")]
        else:
            found.append(name)
    return found


def _joined(string: str, first: int, stop: int, over: Sequence[Name]) -> Name | None:
    """Return the person whom a run of words of names and the names over it make, None where they make none."""
    if stop - first < 2 or len(over) > 1 or any(kind != "PER" for _, _, kind in over):
        return None
    if not over:
        return (first, stop, "PER") if _SURELY.match(string, first, stop) else None
    name = (min(first, over[0][0]), max(stop, over[0][1]), "PER")
    return name if name != over[0] else None


def _unglued(tokens: Tokens, first: int, stop: int) -> int:
    """Return where a run ends before a word that is written together with the one before it, or a new line."""
    for i in range(first + 1, stop):
        if tokens.glued[i] or "\n" in tokens.text[tokens.ends[i - 1] : tokens.starts[i]]:
            return i
    return stop


def _sewn(tokens: Tokens, string: str, names: Sequence[Name]) -> list[Name]:
    """Return the names with persons whole that were cut at a hyphen, behind an initial or behind a word that ties (جان-بيير, جورج و. بوش, بو ضاهر)."""
    found: list[Name] = []
    for name in names:
        last = found[-1] if found else None
        if last and name[2] == "PER" and last[2] in {"PER", "ORG"} and _is_seam(tokens, string, last, name[0]):
            found[-1] = (last[0], name[1], last[2])
        else:
            found.append(name)
    begins = {name[0] for name in found}
    ended = [(first, _end(tokens, string, stop, begins), kind) if kind == "PER" else (first, stop, kind) for first, stop, kind in found]
    return _of_fathers(tokens, string, ended)


def _of_fathers(tokens: Tokens, string: str, names: list[Name]) -> list[Name]:
    """Return the names with the given name before ولد and the father's behind it, as Mauritania names persons (أحمدو | ولد سالم)."""
    keys, ends = tokens.keys, {name[1] for name in names}
    if _SON not in keys:
        return names
    found: list[Name] = []
    for first, stop, kind in names:
        begin, end = first, stop
        if kind == "PER" and keys[first] == _SON and first and first not in ends and string[first - 1] in _MAY_BE_GIVEN and not tokens.glued[first]:
            begin -= 1
        if kind == "PER" and keys[stop : stop + 1] == [_SON] and stop + 1 < len(keys) and string[stop + 1] in _LAST and not tokens.glued[stop + 1]:
            end += 2
        found.append((begin, end, kind))
    return [name for i, name in enumerate(found) if not i or name[0] >= found[i - 1][1]]


def _is_seam(tokens: Tokens, string: str, name: Name, first: int) -> bool:
    """Tell whether a person's name goes on with the person's name that begins at ``first``."""
    begin, stop, _ = name
    keys = tokens.keys
    if name[2] == "ORG":
        return first == stop and string[stop - 1] == _LETTERS["JOIN"]  # مستشفى ابن سينا
    if first == stop:
        is_faith = stop - begin > 1 and string[stop - 1] == _LETTERS["FAITH"]  # شمس الدين كباشي, cut as if ك were a particle
        is_servant = stop - begin == _SERVANT and string[begin] == _LETTERS["SERVANT"]  # عبد الأمير | رشيد
        return string[stop - 1] == _LETTERS["JOIN"] or tokens.ends[stop - 1] == tokens.starts[first] or is_faith or is_servant
    if first - stop > 1:
        return False
    return (keys[stop] == "." and len(keys[stop - 1]) == 1 and stop - begin > 1) or _is_hyphen(tokens, stop)


def _is_hyphen(tokens: Tokens, i: int) -> bool:
    """Tell whether a token is a hyphen between two letters."""
    return 0 < i < len(tokens) - 1 and tokens.keys[i] == "-" and tokens.ends[i - 1] == tokens.starts[i] and tokens.ends[i] == tokens.starts[i + 1]


def _end(tokens: Tokens, string: str, stop: int, begins: Collection[int]) -> int:
    """Return where a person's name ends that goes on behind a hyphen, an initial or a word that ties."""
    keys = tokens.keys
    if _is_hyphen(tokens, stop) and keys[stop + 1].isalpha() and stop + 1 not in begins:
        return stop + 2
    if stop + 1 < len(tokens) and len(keys[stop - 1]) == 1 and keys[stop] == "." and _may_follow(tokens, string, stop + 1, begins):
        return stop + 2
    tied = string[stop - 1] == _LETTERS["JOIN"] and stop < len(tokens) and stop not in begins and not tokens.glued[stop]
    return stop + 1 if tied and keys[stop].isalpha() and len(keys[stop]) > 2 else stop


def _may_follow(tokens: Tokens, string: str, i: int, begins: Collection[int]) -> bool:
    """Tell whether a word can be the last of a name behind an initial: a name, or one that the press hardly prints."""
    return i not in begins and not tokens.glued[i] and string[i] in _LAST and "\n" not in tokens.text[tokens.ends[i - 1] : tokens.starts[i]]
