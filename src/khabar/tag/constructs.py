"""Names of bodies that end inside a construct, or are none: مديرية أمن | القاهرة is one name, حكومة alone and شركة طيران are no names.

In Arabic a bare noun that another word completes is no end of a name: what follows it, with the article or a name itself, belongs to it.
"""

from collections.abc import Collection, Mapping, Sequence

from khabar.fold import fold
from khabar.segment import Tokens
from khabar.tables import rows
from khabar.tag.evidence import CLOSING, OPENING, Name
from khabar.tag.person_words import person_words
from khabar.tag.tails import FEMININE_PLURALS, bodies_of_states
from khabar.tag.titles import title_words
from khabar.tag.word_classes import words_of
from khabar.vocabulary import Coded, Column, Vocabulary

_MEANT = 2  # times that a large body of reports prints a noun with its article
_LONGEST_BODY = 4  # tokens of the name of a body of every state, without its country
_MOST_QUOTED = 5  # tokens between quotation marks
_NAMED = 3  # times that lists of personal names hold a word that may be the name of a body
# heads that say nothing with a bare word behind them: every country has a حكومة مؤقتة; a حركة كفاية has its name
_SAY_NOTHING = frozenset(map(fold, "حكومة شركة مجلس محكمة برلمان قوات شرطة مكتب إدارة لجنة وزارة جيش ائتلاف".split()))
_SAY_WHICH = frozenset(map(fold, "إنقاذ وحدة وفاق توافق تكنوقراط".split()))  # a government that parties ask for by its name
_FOR_RIGHTS = frozenset(map(fold, "المرصد المركز المنظمة الجمعية الرابطة الجامعة النقابة المؤسسة المعهد الشركة الهيئة الشبكة".split()))
_RIGHTS = tuple(map(fold, ("ل", "حقوق", "الإنسان")))
_MINISTRY = "وزاره"
_OF_STATES = frozenset(
    map(fold, "البحرية السفارة القنصلية الحكومة الجيش البرلمان الشرطة المخابرات الاستخبارات".split())
)  # bodies that the adjective of a state names alone
_OF_LANDS = frozenset(map(fold, "الدولي الدولية العربي العربية العالمي العالمية الإقليمي الإقليمية العامة المستقلة".split()))
_PLURAL = "ين"
_NAVAL = fold("البحرية")  # an adjective too: السلطات البحرية اليمنية
_PARTIES = frozenset(map(fold, "الحزب الحركة الجبهة المجلس الاتحاد الهيئة المنظمة الجمعية الرابطة المؤسسة".split()))  # الحزب الشيوعي اللبناني
_RESEARCH = frozenset(map(fold, "الدراسات الأبحاث البحوث السياسات السلم السلام الحوار التنمية الإعلام".split()))
_CENTRES = frozenset(map(fold, "مركز معهد مؤسسة منتدى صندوق".split()))
_OF_FIELDS = frozenset(map(fold, "وزارة مجلس المجلس هيئة الهيئة لجنة اللجنة مديرية المديرية إدارة الإدارة دائرة الدائرة مركز المركز".split()))
_MINISTRIES = frozenset(map(fold, "الداخلية الخارجية الدفاع العدل المالية".split()))  # one beside another is a ministry of its own: وزارة الدفاع والداخلية
_RANKED = frozenset(map(fold, "شرطة جيش لواء".split()))  # behind them stands an officer: أمين شرطة, ضابط جيش


class Constructs:
    """The rules with the classes of words that they look at."""

    def __init__(self, vocabulary: Vocabulary, nations: Collection[str]) -> None:
        """``nations`` are the adjectives of nationality with the article, as folded keys."""
        counts = vocabulary.counts
        self._heads = words_of("BODY")
        self._titles = title_words()
        self._nation: Coded[bool] = vocabulary.marked(lambda _light, key: key.removesuffix(_PLURAL) in nations)
        self._bodies = bodies_of_states(vocabulary)
        self._nations = nations
        self._fields = frozenset(fold(word) for row in rows("offices-words.tsv") if row["kind"] == "field" for word in row["words"].split())
        self._ranks = frozenset(word for word in words_of("RANK") if word.startswith("ال"))
        self._inner = frozenset(fold(word) for row in rows("names-tails.tsv") if row["type"] == "inside ORG" for word in row["words"].split())
        named = _SAY_WHICH | {key for key, held in person_words().items() if sum(held) >= _NAMED}
        self._plain: Column[bool] = vocabulary.column(
            lambda _light, key: not key.startswith("ال") and key not in named and "ال" + key not in nations and counts.get("ال" + key, 0) > _MEANT
        )

    def completed(self, tokens: Tokens, names: Sequence[Name], known: Collection[Name]) -> list[Name]:
        """Return the names of a report with those of bodies completed, without those that say nothing; ``known`` are the names of the tables."""
        names = [self._with_field(tokens.keys, name, known) for name in names]
        nations = self._nation.having(tokens.rows)
        if nations:
            names = self._with_bodies_of_states(tokens, names, nations)
            names = [self._with_nation(tokens.keys, name, known) for name in names]
        if not any(kind == "ORG" and self._is_open(tokens, first, stop) for first, stop, kind in names):
            return list(names)
        listed = {name[0]: name for name in known}
        begins = {name[0]: name for name in names}
        found = (name if listed.get(name[0]) == name else self._whole(tokens, name, begins, listed) for name in names)
        return _outer([name for name in found if name is not None])

    def _with_field(self, keys: Sequence[str], name: Name, known: Collection[Name]) -> Name:
        """Return the name of a body with what it is for: المرصد التونسي | لحقوق الإنسان, الجامعة الوطنية | للتعليم, وزارة الموارد | المائية."""
        first, stop, kind = name
        if kind == "ORG" and stop - first > 1 and keys[first] in _OF_FIELDS and keys[stop - 1] in self._fields:
            stop = self._with_fields(keys, stop)
        if kind == "ORG" and keys[first] == _MINISTRY and stop - first > 1:
            return first, stop + _is_field_adjective(keys, stop), kind
        if kind == "ORG" and keys[first] in _CENTRES and stop - first > 1 and keys[stop : stop + 1] == ["ل"] and name not in known:
            return first, stop + 2 * (stop + 1 < len(keys) and keys[stop + 1] in _RESEARCH), kind  # مركز الخليج | للأبحاث
        if kind != "ORG" or keys[first] not in _FOR_RIGHTS:
            return name
        at = stop + (keys[stop : stop + 1] != ["ل"] and stop < len(keys) and keys[stop] in self._nations)
        if tuple(keys[at : at + len(_RIGHTS)]) == _RIGHTS:
            return first, at + len(_RIGHTS), kind
        if stop - first == 1 or keys[stop : stop + 1] != ["ل"] or stop + 1 >= len(keys):
            return name
        of_land = name not in known and (keys[stop - 1] in self._nations or keys[stop - 1] in _OF_LANDS)  # المؤسسة السورية | للمخابز
        key = keys[stop + 1]
        is_field = key in self._fields or (of_land and key.startswith("ال") and key not in self._titles and key[2:] not in self._heads)
        return (first, stop + 2 + (is_field and _is_of_feminine(keys, stop + 2)), kind) if is_field else name

    def _with_fields(self, keys: Sequence[str], stop: int) -> int:
        """Return where the name of a body ends that goes on with further fields: وزارة الصحة | والسكان, المجلس الوطني للثقافة | والفنون والآداب."""
        while stop + 1 < len(keys) and keys[stop] == "و" and keys[stop + 1] in self._fields - _MINISTRIES:
            stop += 2
        return stop

    def _with_bodies_of_states(self, tokens: Tokens, names: Sequence[Name], nations: Sequence[int]) -> Sequence[Name]:
        """Return the names with bodies that every state has and that the adjective of one follows, where no name is told (سلاح الجو الفرنسي)."""
        held = {i for first, stop, _ in names for i in range(first, stop)}
        keys, new = tokens.keys, []
        for i in set(nations) - held:
            first = next((first for first in range(max(i - _LONGEST_BODY, 0), i - 1) if tuple(keys[first:i]) in self._bodies), i)
            first -= first == i and i > 1 and keys[i - 1] in _OF_STATES and not (keys[i - 1] == _NAVAL and keys[i - 2].startswith("ال"))
            first -= 2 * (first == i and i > 1 and keys[i - 2] in _PARTIES and _is_adjective(keys[i - 1]) and keys[i - 1] not in self._nations)
            if first < i and keys[first - 1] not in self._titles and held.isdisjoint(range(first, i + 1)) and _agree(keys[first], keys[i]):
                new.append((first, i + 1, "ORG"))
        return sorted([*names, *new]) if new else names

    def _with_nation(self, keys: Sequence[str], name: Name, known: Collection[Name]) -> Name:
        """Return a known body with the adjective of its country, if it agrees with its head and no office stands before it: سلاح الجو | الفرنسي."""
        first, stop, kind = name
        if kind != "ORG" or stop == len(keys) or stop - first == 1 or keys[stop].removesuffix(_PLURAL) not in self._nations:
            return name
        if keys[stop - 1] in self._nations:  # of two countries: اللجنة المشتركة الأردنية | المصرية
            return (first, stop + 1, kind) if keys[stop - 1][-1] == keys[stop][-1] else name
        if name not in known or not keys[stop - 1].startswith("ال") or keys[first - 1] in self._titles:
            return name
        agrees = keys[stop - 1].endswith(_PLURAL) if keys[stop].endswith(_PLURAL) else _agree(keys[first], keys[stop])  # نقابة الصحفيين | اليمنيين
        return (first, stop + 1, kind) if agrees else name

    def _is_open(self, tokens: Tokens, first: int, stop: int) -> bool:
        """Tell whether a name of a body is a bare head, or ends with a bare word."""
        key = tokens.keys[stop - 1]
        return key in self._inner or (key in self._heads and stop - first == 1) or (stop - first == 2 and tokens.keys[first] in _SAY_NOTHING)

    def _whole(self, tokens: Tokens, name: Name, begins: Mapping[int, Name], listed: Mapping[int, Name]) -> Name | None:
        """Return a name with what completes it, None for a head that nothing completes."""
        first, stop, kind = name
        keys = tokens.keys
        alone = stop - first == 1
        if kind != "ORG" or (alone and tokens.glued[first]) or not self._is_open(tokens, first, stop):
            return name
        if keys[stop - 1] in self._inner or alone:
            stop = self._end(tokens, first, stop, begins, listed)
        if stop - first == 1:
            return None
        says_nothing = not alone and stop == name[1] and stop - first == 2 and keys[first] in _SAY_NOTHING and self._plain.values[tokens.forms[first + 1]]
        return None if says_nothing and first + 1 not in listed else (first, stop, kind)

    def _end(self, tokens: Tokens, first: int, stop: int, begins: Mapping[int, Name], listed: Mapping[int, Name]) -> int:
        """Return where a name ends with the words or the name that complete it."""
        keys, alone = tokens.keys, stop - first == 1
        if stop - 1 in listed and listed[stop - 1][1] > stop:
            return listed[stop - 1][1]  # قسم شرطة رأس | البر
        if stop == len(tokens):
            return stop
        if alone and tokens.light(stop) in OPENING:
            end = next((i for i in range(stop + 1, min(stop + 1 + _MOST_QUOTED, len(tokens))) if tokens.light(i) in CLOSING), stop - 1)
            return end + 1
        at = stop + (keys[stop] in self._ranks)
        following = begins.get(at)
        if following is not None and (following[2] in {"LOC", "ORG"} or (alone and following[2] == "PER" and keys[first] not in _RANKED)):
            return following[1]
        return stop + 1 if keys[stop].startswith("ال") and keys[stop].isalpha() and keys[stop] not in self._ranks else stop


def _is_adjective(key: str) -> bool:
    """Tell whether a word has the article and the end of an adjective."""
    return key.startswith("ال") and key.endswith(("ي", "يه"))


def _is_of_feminine(keys: Sequence[str], i: int) -> bool:
    """Tell whether an adjective that ends in ية stands at a token, behind a feminine or a plural (البحوث | الاقتصادية)."""
    return i < len(keys) and keys[i].startswith("ال") and keys[i].endswith("يه") and keys[i - 1].endswith(("ه", "ات", "وث", "وم", "ون"))


def _is_field_adjective(keys: Sequence[str], i: int) -> bool:
    """Tell whether an adjective of a ministry or its field stands at a token."""
    return i < len(keys) and keys[i].startswith("ال") and keys[i].endswith("يه") and keys[i - 1].startswith("ال")


def _agree(head: str, adjective: str) -> bool:
    """Tell whether an adjective is that of a body with such a head."""
    return (head.endswith("ه") or head in FEMININE_PLURALS) == adjective.endswith("ه")


def _outer(names: Sequence[Name]) -> list[Name]:
    """Return the names without those that lie in another."""
    found: list[Name] = []
    for name in sorted(names, key=lambda name: (name[0], -name[1])):
        if not found or name[0] >= found[-1][1]:
            found.append(name)
    return found
