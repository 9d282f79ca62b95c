"""Persons whose names the model cut or missed: words of personal names side by side are one name (عصام الدين | هارون أحمد).

Words of names are known from lists, and how often the press prints each tells whether it is another word as well (كامل, بيان). In the annotated reports a
given name right before a person belongs to that person's name but in one case of a hundred, once titles are left out.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter

from khabar.fold import fold
from khabar.grammar import OTHER, Letters
from khabar.segment import Tokens
from khabar.tables import rows
from khabar.tag.evidence import Name
from khabar.tag.person_words import person_words
from khabar.tag.rarity import is_word
from khabar.tag.tails import is_dotted
from khabar.tag.titles import title_words
from khabar.tag.word_classes import words_of
from khabar.vocabulary import Coded, Vocabulary

# SURE a word that is a given name and hardly anything else, GIVEN one that may be another word, PART any other word of names; JOIN what ties two parts,
# SERVANT عبد, FAITH الدين and الله, ADDRESS a form of address with its article (الناشطة), WITH_ARTICLE any other word with the article, UNKNOWN one
# that the press hardly prints, NEW the same without the article, ALI علي, TAIL a word that ends a name
_LETTERS = Letters("SURE GIVEN PART JOIN SERVANT FAITH ADDRESS WITH_ARTICLE UNKNOWN NEW ALI TAIL", {"FIRST": "SURE GIVEN", "WORD": "SURE GIVEN PART"})
_PIECES = {"LATER": "(?: FAITH | JOIN{0,2} WORD | JOIN? SERVANT (?: WITH_ARTICLE | ADDRESS | WORD | UNKNOWN | FAITH ) | JOIN (?: UNKNOWN | NEW ) )"}
_RUN = _LETTERS.pattern("(?: FIRST | SERVANT (?: WITH_ARTICLE | ADDRESS | WORD | FAITH ) ) LATER{0,6} (?: UNKNOWN | NEW )?", _PIECES)
_SURELY = _LETTERS.pattern(
    "SURE FAITH? (?: SURE | PART | JOIN (?: WORD | UNKNOWN ) ) | FIRST FAITH (?: WORD | UNKNOWN | NEW )"
    " | SERVANT (?: WITH_ARTICLE | ADDRESS | WORD | FAITH ) (?: WORD | UNKNOWN | NEW )"
)
_BODY_AND_PERSON = _LETTERS.pattern("(?: WITH_ARTICLE | UNKNOWN ) (?P<name> SURE (?: WORD | UNKNOWN | NEW | WITH_ARTICLE ){0,2} ) TAIL?")
_BODY_AND_NAME = 2  # words: a name of two and what comes before it
_ADDRESSED = _LETTERS.pattern("ADDRESS (?P<name> (?: FIRST | NEW ) (?: WORD | UNKNOWN | NEW ) | SURE WITH_ARTICLE )")
_ALI_AND_FAMILY = _LETTERS.pattern("ALI SURE? NEW")
_LAST = frozenset(_LETTERS[name] for name in ("SURE", "GIVEN", "PART", "NEW"))
_MAY_BE_GIVEN = _LAST | {_LETTERS["UNKNOWN"]}
_NAME_AND_WORD = 2  # tokens
_SURE_GIVEN = frozenset((_LETTERS["SURE"],))
_SONS, _SERVANT = ("ولد", "بن", "بنت"), 2  # tokens: عبد and the name of God
_ON, _ALI = "على", "علي"  # the first is the name too, as Egypt prints it; the model tells
_FIRST = frozenset(_LETTERS[name] for name in ("SURE", "GIVEN"))
_TIES = frozenset(map(fold, "بن ابن أبو أبي أبا آل أم بنت ولد بو".split()))
_NO_NAMES = frozenset(map(fold, "شيخ أمير حافظ ولد أكبر أصغر أنا هما هو هي".split()))
_OTHER_WORDS = frozenset(map(fold, "ميلاد هاجر اسمي".split()))  # given names that are another word right before a person: ذكرى ميلاد فلان
_FATHERS, _FATHER_OF = frozenset(("ابو", "ابي", "ابا")), 2  # tokens
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


class _PersonWords:
    """The class of each word form in the grammar of persons."""

    def __init__(self, counts: Mapping[str, int], nations: Collection[str]) -> None:
        self._counts = counts
        self._other_words = {*nations, *(word for word in title_words() if word.startswith("ال"))}
        self._given = frozenset(fold(word) for row in rows("names-given.tsv") for word in row["words"].split())
        self._addresses = frozenset(word for word in words_of("RANK") if word.startswith("ال"))
        self._tails = frozenset(fold(word) for row in rows("names-tails.tsv") if row["type"] == "PER" for word in row["words"].split())
        self._words = person_words()

    def letter(self, light: str, key: str) -> str:
        """Return the letter of a form."""
        if key in _FAITHS:
            return _LETTERS["FAITH"]
        if key in _TIES:
            return _LETTERS["JOIN"]
        if key == "عبد":
            return _LETTERS["SERVANT"]
        if key in self._addresses:
            return _LETTERS["ADDRESS"]
        if not is_word(key, _SHORTEST) or light == _ON:
            return OTHER
        if light == _ALI:
            return _LETTERS["ALI"]
        if key in self._given:
            return _LETTERS["GIVEN"]
        return self._by_counts(key, article=key.startswith("ال") and len(key) > 4)

    def _by_counts(self, key: str, *, article: bool) -> str:
        """Return the letter of a form by how often it stands in names and in print."""
        first, later = self._words.get(key.removeprefix("ال") if article else key, (0, 0))
        counts, printed = self._counts, self._counts.get(key, 0)
        likely = 16 * (first + later) / (printed + 1)
        if likely >= 1 and first >= _OFTEN and not article and counts.get("ال" + key, 0) * _ARTICLES < printed:
            likely = max(likely, _SURE)
        if key in self._tails:
            return _LETTERS["TAIL"]
        if key in _NO_NAMES or key in self._other_words:
            return _LETTERS["WITH_ARTICLE"] if article else OTHER
        if likely >= _LIKELY and first + later >= _PART:
            if first >= _GIVEN and not article:
                return _LETTERS["SURE" if likely >= _SURE else "GIVEN"]
            return _LETTERS["PART"]
        if article:
            return _LETTERS["UNKNOWN" if printed + counts.get(key[2:], 0) <= _MOST_PRINTED else "WITH_ARTICLE"]
        is_ending = key.endswith(_ENDINGS) and counts.get(key[:-1], 0) > 0  # موفدا is موفد
        is_new = printed == 0 and not is_ending and not key.startswith(_VERBAL) and not key.endswith(_OWNED) and len(key) > 3
        return _LETTERS["NEW"] if is_new else OTHER


class WholePersons:
    """The rules with the classes of words that they look at."""

    def __init__(self, vocabulary: Vocabulary, nations: Collection[str]) -> None:
        """``nations`` are the adjectives of nationality with the article, as folded keys."""
        self._letters: Coded[str] = vocabulary.letters(_PersonWords(vocabulary.counts, nations).letter)
        self._nations = nations

    def whole(self, tokens: Tokens, names: Sequence[Name], known: Sequence[Name]) -> list[Name]:
        """Return the names of a report, in text order, with persons made whole, also those that the model missed; ``known`` are the names of the tables."""
        string = self._letters.string(tokens.rows)
        names = _with_initials(tokens, _with_origins(tokens.keys, self._nations, names))
        found = _sewn(tokens, string, _off_bodies(string, _off_places(string, names, known), known))
        for match in _RUN.finditer(string):
            first, stop = match.start(), _unglued(tokens, *match.span())
            low = bisect_right(found, first, key=itemgetter(1))
            high = bisect_left(found, stop, low, key=itemgetter(0))
            whole = _joined(string, first, stop, found[low:high])
            if whole:
                found[low:high] = [whole]
        return _addressed(tokens, string, _called_ali(tokens, string, _families_alone(tokens.keys, string, found)))


def _families_alone(keys: Sequence[str], string: str, names: list[Name]) -> list[Name]:
    """Return the names with what is no name off the family name of a person whom the report names in full (أحمد الطيب … وصف الطيب | صمود الأهالي).

    What the report prints more than once (الغزالي حرب) is a name.
    """
    families = {keys[stop - 1] for first, stop, kind in names if kind == "PER" and stop - first > 1 and keys[stop - 1].startswith("ال")}
    pair_of = {name for name in names if name[2] == "PER" and name[1] - name[0] == _NAME_AND_WORD and keys[name[0]] in families}
    doubtful = {name for name in pair_of if string[name[1] - 1] == OTHER}
    if not doubtful:
        return names
    pairs = Counter(pairwise(keys))
    return [(name[0], name[0] + 1, name[2]) if name in doubtful and pairs[keys[name[0]], keys[name[0] + 1]] == 1 else name for name in names]


def _around_ali(tokens: Tokens, names: Sequence[Name], held: set[int]) -> list[Name]:
    """Return the names with two persons that only علي stands between made one (حسين | علي | ياسين); its tokens are added to ``held``."""
    found: list[Name] = []
    for name in names:
        last = found[-1] if found else name
        if name[2] == last[2] == "PER" and name[0] - last[1] == 1 and _is_ali(tokens, last[1]) and not tokens.glued[name[0]]:
            held.add(last[1])
            found[-1] = (last[0], name[1], "PER")
        else:
            found.append(name)
    return found


def _is_ali(tokens: Tokens, i: int) -> bool:
    """Tell whether علي stands at a token."""
    return i >= 0 and tokens.light(i) == _ALI


def _with_origins(keys: Sequence[str], nations: Collection[str], names: Sequence[Name]) -> list[Name]:
    """Return the names with the country that somebody called by his son is called after as well (أبو حفص | الأردني)."""
    found = []
    for first, stop, kind in names:
        is_father = kind == "PER" and stop - first == _FATHER_OF and keys[first] in _FATHERS
        found.append((first, stop + (is_father and stop < len(keys) and _is_man_of(keys[stop], nations)), kind))
    return found


def _is_man_of(key: str, nations: Collection[str]) -> bool:
    """Tell whether a word is the adjective of a country as men bear it."""
    return key in nations and key.endswith("ي")


def _with_initials(tokens: Tokens, names: Sequence[Name]) -> list[Name]:
    """Return the names with the initials before a family name, as the police of the Gulf names persons (ف. م. | العنزي)."""
    found = []
    for first, stop, kind in names:
        begin = first
        is_family = kind == "PER" and stop - first == 1 and tokens.keys[first].startswith("ال")  # م. أشرف is an engineer
        while is_family and begin > 1 and tokens.keys[begin - 1] == "." and _is_letter(tokens, begin - 2):
            begin -= 2
        found.append((begin, stop, kind))
    return found


def _is_letter(tokens: Tokens, i: int) -> bool:
    """Tell whether a letter stands alone at a token, right before a full stop."""
    return len(tokens.keys[i]) == 1 and tokens.keys[i].isalpha() and tokens.ends[i] == tokens.starts[i + 1] and not tokens.glued[i] and tokens.light(i) != "د"


def _called_ali(tokens: Tokens, string: str, names: list[Name]) -> list[Name]:
    """Return the names with persons called علي, where the report prints the preposition without the dots.

    He stands before a person's name, or before a family name that nobody has heard of.
    """
    if _LETTERS["ALI"] not in string or all(tokens.light(i) != _ON for i in range(len(tokens))):
        return names
    held = {i for first, stop, _ in names for i in range(first, stop)}
    if is_dotted(tokens):
        called = {name for name in names if name[2] == "PER" and name[1] - name[0] > 1 and _is_ali(tokens, name[0] - 1) and name[0] - 1 not in held}
        names = [(name[0] - (name in called), *name[1:]) for name in names]
        held.update(name[0] - 1 for name in called)
        names = _around_ali(tokens, names, held)
    spans = [match.span() for match in _ALI_AND_FAMILY.finditer(string)]
    new = [(first, stop, "PER") for first, stop in spans if held.isdisjoint(range(first, stop)) and _unglued(tokens, first, stop) == stop]
    return sorted([*names, *new]) if new else names


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
            found += [(first, match.start("name"), kind), (*match.span("name"), "PER")]
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
    """Return the names with the given name before ولد or بن and the father's behind ولد, as Mauritania names persons (أحمدو | ولد سالم, طحنون | بن زايد).

    A given name that hardly is anything else belongs to the person right behind it, too (هادي | هيج).
    """
    keys, held = tokens.keys, {i for name in names for i in range(name[0], name[1])}
    found: list[Name] = []
    for first, stop, kind in names:
        begin, end = first, stop
        if kind == "PER" and first and first - 1 not in held and _unglued(tokens, first - 1, first + 1) > first:
            may_be = _MAY_BE_GIVEN if keys[first] in _SONS else _SURE_GIVEN
            begin -= string[first - 1] in may_be and keys[first - 1] not in _OTHER_WORDS
        if kind == "PER" and keys[stop : stop + 1] == [_SONS[0]] and stop + 1 < len(keys) and string[stop + 1] in _LAST and not tokens.glued[stop + 1]:
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
    while _is_initial(tokens, stop, begins):
        stop += 2
    tied = string[stop - 1] == _LETTERS["JOIN"] and stop < len(tokens) and stop not in begins and not tokens.glued[stop]
    return stop + 1 if tied and keys[stop].isalpha() and len(keys[stop]) > 2 else stop


def _is_initial(tokens: Tokens, i: int, begins: Collection[int]) -> bool:
    """Tell whether a full stop and an initial follow a name, as the police names persons (سامح ع.م, محمود. ع)."""
    if i + 1 >= len(tokens) or tokens.keys[i] != "." or tokens.ends[i - 1] != tokens.starts[i] or len(tokens.keys[i + 1]) != 1 or i + 1 in begins:
        return False
    if tokens.keys[i + 1] == "و" and tokens.ends[i] < tokens.starts[i + 1]:
        return False
    after = tokens.keys[i + 2] if i + 2 < len(tokens) else ""
    return tokens.keys[i + 1].isalpha() and after != ":" and not (after.isalnum() and tokens.glued[i + 2])


def _may_follow(tokens: Tokens, string: str, i: int, begins: Collection[int]) -> bool:
    """Tell whether a word can be the last of a name behind an initial: a name, or one that the press hardly prints."""
    return i not in begins and not tokens.glued[i] and string[i] in _LAST and "\n" not in tokens.text[tokens.ends[i - 1] : tokens.starts[i]]
