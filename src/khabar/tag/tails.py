"""Where names end that the model ran into the words behind them: an age, a trade, a rank, a verbal noun, an adjective of another word.

Grammar tells: a body of a state (وزارة الدفاع) is named in full by the words that every state's body has, so that what follows it is its
country, an adjective that agrees with it, or no part of it.
"""

from collections.abc import Collection, Iterable, Sequence

from khabar.fold import fold
from khabar.segment import Tokens
from khabar.tables import rows
from khabar.tag.edges import QUOTES
from khabar.tag.evidence import Name
from khabar.tag.gazetteer import PARTICLES, keys_of
from khabar.tag.titles import title_words
from khabar.tag.word_classes import words_of
from khabar.vocabulary import Column, Vocabulary

_LONGEST_BODY = 5  # tokens of the longest name of a body of every state
FEMININE_PLURALS = frozenset(map(fold, "قوات القوات قوى القوى سلطات السلطات المخابرات الاستخبارات".split()))
_AGREEING = frozenset(
    map(fold, "العليا الكبرى العام الخاص الحر الوسطى الأول الثاني الثالث الرابع".split())
)  # of the body, or of the word before: قوات الأمن العام
_JOINED_BODIES = frozenset(map(fold, "وزارة مجلس لجنة هيئة".split()))  # their names go on behind و: وزارة الصناعة والتجارة
_UNCUT = frozenset(map(fold, "النظام الحكومة حكومة".split()))  # السابق tells which one it is
_OPENERS = frozenset("ابو ابي ابا ام بن ابن عبد ال".split())
_PREPOSITIONS = frozenset(map(fold, "على في من عن إلى بين أو ضد مع حول التابع التابعة".split()))  # no name of a body or place ends with them
_BORDERS = frozenset(map(fold, "الحدود حدود السواحل الأراضي المياه الأجواء السفارة".split()))
_NO_BODIES = frozenset(map(fold, "الوفد الجانب الطرف السلطات الشعب".split()))  # with the adjective of a country they are nobody in particular
_WITH_NATION = 2  # tokens
_ON = "على"
_CODES = {"PROC": "X"}  # of the types of names in the column of tails; of the others the first letter
_RANK_TAILS = frozenset(map(fold, "أول ثان ثاني ركن الركن طيار الطيار مهندس دكتور متقاعد".split()))
_OF_TOWNS = frozenset(map(fold, "شرق غرب شمال جنوب وسط شرقية غربية أول ثان ثاني ثالث".split()))  # parts of a town: قسم شرطة المنتزه أول
_SHORTEST_OWNED = 5  # letters of a word with a pronoun, which is in no name: بخطئها, no مها
_SHORTEST_PLURAL = 7  # letters of a masculine plural with its article: المسلمين, no اليمين


def bodies_of_states(vocabulary: Vocabulary) -> frozenset[tuple[str, ...]]:
    """Return the names of bodies that every state has, without its country, as the keys of their tokens."""
    return frozenset(keys_of(phrase, vocabulary) for row in rows("offices-bodies.tsv") for phrase in row["phrases"].split("|"))


class Tails:
    """The rules with the classes of words that they look at."""

    def __init__(self, vocabulary: Vocabulary, nations: Collection[str]) -> None:
        """``nations`` are the adjectives of nationality with the article, as folded keys."""
        tails = _tails()
        self._tails: Column[str] = vocabulary.column(lambda _light, key: tails.get(key, ""))
        self._nations = nations
        self._ranks = frozenset(word for word in words_of("RANK") if word.startswith("ال"))
        self._titles = title_words()
        self._media = words_of("PAPER")
        self._offices = frozenset(
            fold(word) for row in rows("names-heads.tsv") if row["class"] in {"OFFICE", "COURT", "POLICE"} for word in row["words"].split()
        )
        self._bodies = bodies_of_states(vocabulary)

    def ended(self, tokens: Tokens, names: Iterable[Name], known: Iterable[Name]) -> list[Name]:
        """Return the names of a report without what follows them; ``known`` are the names of the tables, which are left whole and kept where they follow."""
        whole = set(known)
        found: list[Name] = []
        dotted: bool | None = None
        for name in names:
            first, stop, kind = name
            if stop - first == 1 and self._is_none(tokens, first, kind):
                continue
            if stop - first == _WITH_NATION and tokens.keys[first] in _NO_BODIES and tokens.keys[stop - 1] in self._nations:
                continue
            if kind == "PER" and stop - first > 1 and dotted is not False and self._ends_with_on(tokens, stop):
                dotted = is_dotted(tokens) if dotted is None else dotted
                stop -= dotted
            if stop - first > 1 and name not in whole:
                stop = _without_particles(first, self._end(tokens, (first, stop, kind), whole) if kind != "PROC" else stop, tokens)
                if kind != "PER" and stop - first > 1 and self._begins_title(tokens.keys, stop - 1):
                    stop -= 1
                if kind != "PER" and stop - first > 1 and tokens.keys[stop - 1] in _PREPOSITIONS and _is_before_word(tokens, stop):
                    stop -= 1
            if kind == "PROC" and stop - first > 1 and "X" in self._tails.values[tokens.forms[stop - 1]] and name not in whole:
                stop -= 1
            if stop > first:
                found.append((first, stop, kind))
            if stop < name[1]:
                found += sorted(other for other in whole if stop <= other[0] and other[1] <= name[1] and other[2] != "PROC")
        return found

    def _begins_title(self, keys: Sequence[str], i: int) -> bool:
        """Tell whether the title of the next person begins at a token: behind a word with the article no bare one is of the same name (القمة | أمير قطر)."""
        return keys[i - 1].startswith("ال") and not keys[i].startswith("ال") and keys[i] in self._titles

    def _ends_with_on(self, tokens: Tokens, stop: int) -> bool:
        """Tell whether a person's name seems to end with على before a word that is no title: in Egypt that is the name علي."""
        if tokens.light(stop - 1) != _ON or not _is_before_word(tokens, stop) or tokens.keys[stop] in self._titles:
            return False
        return "\n" not in tokens.text[tokens.ends[stop - 1] : tokens.starts[stop]]

    def _is_none(self, tokens: Tokens, first: int, kind: str) -> bool:
        """Tell whether a name of one word is none."""
        letters = self._tails.values[tokens.forms[first]]
        if "q" in letters and kind == "ORG":
            before = first - 1
            is_head = first in {begin for begin, _ in tokens.paragraphs}
            return not (is_head or tokens.light(before) in QUOTES or tokens.key(before) in self._media or tokens.key(before) == "ل")
        return "a" in letters and tokens.keys[first + 1 : first + 2] != ["و"]  # ميناء ومطار عدن

    def _end(self, tokens: Tokens, name: Name, known: Collection[Name]) -> int:
        """Return where a name of several words ends."""
        first, stop, kind = name
        keys, tails = tokens.keys, self._tails.values
        for i in range(first + 1, stop):
            if kind[0] in tails[tokens.forms[i]] and self._may_end(name, i, keys, known):
                return i
            if kind == "PER" and (
                keys[i].isdecimal()
                or (keys[i].endswith("ها") and len(keys[i]) > _SHORTEST_OWNED)
                or (keys[i] == "ل" and i + 1 < stop and keys[i + 1].startswith("ال"))
            ):
                return i
        if kind == "ORG":
            return self._end_of_body(tokens, name, known)
        if kind == "LOC" and keys[stop - 1] in self._nations and keys[first] not in _BORDERS and (first, stop - 1, kind) in known:
            return stop - 1  # لاهور الباكستانية
        return stop

    def _may_end(self, name: Name, i: int, keys: Sequence[str], known: Collection[Name]) -> bool:
        """Tell whether what stands before token i can be the whole name: no سيد أبو of سيد أبو طالب, no القصر of القصر الرئيسي."""
        first, _, kind = name
        if kind == "LOC":
            return i - first > 1 or (first, i, kind) in known
        return keys[first] not in _UNCUT if kind == "ORG" else keys[i - 1] not in _OPENERS

    def _end_of_body(self, tokens: Tokens, name: Name, known: Collection[Name]) -> int:
        first, stop, _ = name
        keys = tokens.keys
        if keys[stop - 1] in self._ranks and keys[stop - 2].startswith("ال") and stop - first > 2:
            return stop - 1  # وزارة الداخلية اللواء
        owned = next((i for i in range(first + 1, stop) if keys[i].endswith("ها") and len(keys[i]) > _SHORTEST_OWNED), 0)
        cut = owned or self._behind_place(tokens, name, known) or next((i for i in range(first + 1, stop - 1) if self._begins_rank(keys, i)), 0)
        if cut:
            return cut
        cut = next((i for i in range(first + 1, stop) if _is_plural(keys[i]) and _is_feminine(keys[i - 1], begins=i - 1 == first)), 0)
        if cut:
            return cut
        end = next((i for i in range(min(stop, first + _LONGEST_BODY), first, -1) if tuple(keys[first:i]) in self._bodies), stop)
        places = {start for start, _, kind in known if kind == "LOC"} if end < stop else ()
        return end if end < stop and not _goes_on(tokens, first, end, places) else stop

    def _begins_rank(self, keys: Sequence[str], i: int) -> bool:
        """Tell whether a rank of several words begins at a token (القائد العام للجيش | الفريق أول ركن)."""
        return keys[i] in self._ranks and keys[i - 1].startswith("ال") and keys[i + 1] in _RANK_TAILS

    def _behind_place(self, tokens: Tokens, name: Name, known: Collection[Name]) -> int:
        """Return where the name of a court or office ends at its town, 0 where no verbal noun or verb follows the town (محكمة جنايات القاهرة | حبس)."""
        first, stop, _ = name
        keys = tokens.keys
        if keys[first] not in self._offices:
            return 0
        end = next((end for begin, end, kind in known if kind == "LOC" and first < begin and end < stop), 0)
        goes_on = not end or not keys[end].isalpha() or keys[end].startswith("ال") or keys[end] in _OF_TOWNS or any(begin == end for begin, _, _ in known)
        return 0 if goes_on or (len(keys[end]) == 1 and tokens.glued[end + 1]) else end


def _goes_on(tokens: Tokens, first: int, end: int, places: Collection[int]) -> bool:
    """Tell whether the name of a body of a state that begins at ``first`` goes on at ``end``; ``places`` are the beginnings of known places."""
    key, keys = tokens.keys[end], tokens.keys
    if key in PARTICLES and tokens.glued[end + 1]:
        return (key == "و" and keys[first] in _JOINED_BODIES) or key in "فك"
    if not key.isalpha() or end in places:
        return True
    if not key.startswith("ال"):
        return False
    feminine = keys[first].endswith("ه") or keys[first] in FEMININE_PLURALS
    return not feminine or key.endswith(("ه", "ي")) or key in _AGREEING


def _without_particles(first: int, stop: int, tokens: Tokens) -> int:
    """Return where a name ends without the particles of the next word; the letters of an agency (ا ف ب) are none, and كاهان is a word that begins like one."""
    keys, glued = tokens.keys, tokens.glued
    if stop - first < 2 or keys[stop - 1] not in PARTICLES or stop == len(keys) or len(keys[stop - 2]) == 1:
        return stop
    if not glued[stop] and not keys[stop].isdecimal():
        return stop
    return stop + 1 if keys[stop - 1] in "كف" and glued[stop] else stop - 1


def is_dotted(tokens: Tokens) -> bool:
    """Tell whether a report prints ي with its dots at the end of words, as outside Egypt: there على is no name."""
    ends = [light[-1] for i in range(len(tokens)) if len(light := tokens.light(i)) > 1 and light != _ON]
    return ends.count("ي") > 2 * ends.count("ى")


def _is_before_word(tokens: Tokens, stop: int) -> bool:
    """Tell whether a word follows, no mark: في is the end of a name in قناة «أون تي في»."""
    return stop < len(tokens) and tokens.keys[stop].isalnum()


def _is_feminine(key: str, *, begins: bool) -> bool:
    """Tell whether a word with the article is a feminine singular: the first of a name, or an adjective (الصيادلة is a plural)."""
    return key.startswith("ال") and key.endswith("ه" if begins else "يه")


def _is_plural(key: str) -> bool:
    """Tell whether a word is a masculine plural with the article, which is no adjective of a body named by a feminine (الهيئة المسلمين)."""
    return key.startswith("ال") and key.endswith("ين") and len(key) > _SHORTEST_PLURAL


def _tails() -> dict[str, str]:
    """Return the first letters of the types of names that each word ends (``data/names-tails.tsv``)."""
    found: dict[str, str] = {}
    for row in rows("names-tails.tsv"):
        if row["type"] == "inside ORG":
            continue
        for word in map(fold, row["words"].split()):
            found[word] = found.get(word, "") + "".join(_CODES.get(kind, kind[0]) for kind in row["type"].split("|"))
    return found
