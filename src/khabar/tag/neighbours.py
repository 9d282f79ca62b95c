"""Names that the model ran into their neighbours: a clause that goes on, a verb before, two persons met, an agency taken for a place.

The clause tells: a bare noun that another word completes opens a new phrase behind a word with the article, the feminine verb before a country is its
own, and of two family names behind a verb of meeting each is a person.
"""

from collections.abc import Collection, Iterable, Sequence

from khabar.fold import fold
from khabar.segment import Tokens
from khabar.tables import packed_lines, rows
from khabar.tag.evidence import CLOSING, OPENING, Name
from khabar.tag.person_words import GIVEN, person_words
from khabar.tag.word_classes import words_of
from khabar.vocabulary import Coded, Column, Vocabulary

_COMMON, _MEANT = 30, 2  # times that a large body of reports prints a noun, alone and with its article
_SHORTEST_VERB = 3  # letters of a verb in the feminine that is no other word
_MEETINGS = frozenset(
    map(
        fold,
        "التقى استقبل قابل هاتف زار ودع أبلغ اتهم سأل انتقد هنأ التقت استقبلت زارت يلتقي يستقبل يزور تلتقي تستقبل"
        " لقاء اجتماع اتصال مباحثات محادثات خلاف قمة".split(),
    )
)
_DEEDS = frozenset(map(fold, "لقاء اجتماع اتصال خلاف قمة خطة حكومة مبادرة زيارة مقترح تصريحات رسالة".split()))
_OPENERS = frozenset("دي دو فان فون دا بن ال ابو".split())  # a family name goes on behind them
_JOINED = frozenset(("غير",))  # bare, and still of the phrase before: الكسب غير المشروع
_QUOTES = OPENING | CLOSING
_PARTICLES = frozenset("بلكف")
_ON = "على"  # printed so in Egypt for the name علي too, but alone the preposition
_MARKS = frozenset("()[]«»\"“”'/-–—:ـ،")
_SHORT_AGENCIES = 5  # letters of a name that may be another word: واع, قنا
_TELL = frozenset(map(fold, "وكالة افادت ذكرت نقلت قالت بثت اوردت بحسب حسب وفق عن وفقا مراسل مراسلة".split()))
_NAME_AND_FAMILY = 2
_BASIM = ("ب", "اسم")  # the given name باسم, cut in reports as in the name of
_HELD, _OFTEN = 6, 1500  # times that lists of personal names hold a word; times that a large body of reports prints one that is a common word
_DATELINE = 12  # tokens from the head of a paragraph within which an agency stands in it


class Neighbours:
    """The rules with the classes of words that they look at."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        counts = vocabulary.counts
        self._common: Column[bool] = vocabulary.column(
            lambda _light, key: (
                len(key) > 2
                and key not in _JOINED
                and key.isalpha()
                and not key.startswith("ال")
                and counts.get("ال" + key, 0) > _MEANT
                and counts.get(key, 0) > _COMMON
            )
        )
        verbs = frozenset(packed_lines("verbs.txt.gz"))
        self._she: Column[bool] = vocabulary.column(lambda _light, key: key.endswith("ت") and key[:-1] in verbs)
        self._only_she: Column[bool] = vocabulary.column(
            lambda _light, key: len(key) > _SHORTEST_VERB and key.endswith("ت") and key[:-1] in verbs and counts.get("ال" + key, 0) <= _MEANT
        )
        self._bodies = words_of("BODY")
        self._countries = frozenset(fold(name) for row in rows("countries.tsv") for name in row["names"].split(";"))
        adjectives = {"ال" + fold(adjective) + "ه" for row in rows("countries.tsv") for adjective in filter(None, row["adjectives"].split(";"))}
        self._only_countries = self._countries - adjectives
        self._sites = frozenset(map(fold, "منفذ معبر مطار ميناء مدينة بلدة قرية نهر جبل مخيم قاعدة سد".split()))
        self._namesakes: Coded[bool] = vocabulary.marked(lambda _light, key: key in self._countries and key in adjectives)
        self._people, self.families = _people()
        self._given = {key for key, (first, _) in person_words().items() if first > GIVEN}
        held = {key for key, times in person_words().items() if sum(times) >= _HELD}
        self._held: Column[bool] = vocabulary.column(lambda _light, key: key in held and counts.get(key, 0) <= _OFTEN)
        self._before_persons = words_of("RANK") | words_of("SAID") | {"د"}
        self._media = words_of("PAPER")
        self._for: Coded[bool] = vocabulary.marked(lambda _light, key: key == _BASIM[1])
        self._agencies = _agencies(vocabulary)
        ends = {keys[-1] for keys in self._agencies}
        self._ends: Coded[bool] = vocabulary.marked(lambda _light, key: key in ends)

    def parted(self, tokens: Tokens, names: Iterable[Name], known: Collection[Name]) -> list[Name]:
        """Return the names of a report parted from their neighbours; ``known`` are the names of the tables."""
        found = self._countries_apart(tokens.keys, self._cut_at_nouns(tokens, names, known), known)
        found = self._with_basim(tokens, _whole_words(tokens, self._with_namesakes(tokens, self._verbs_off(tokens, found))))
        return self._with_agencies(tokens, self._joined_persons(tokens, self._two_persons(tokens, found)))

    def _cut_at_nouns(self, tokens: Tokens, names: Iterable[Name], known: Iterable[Name]) -> list[Name]:
        """Return the names of bodies cut where a clause goes on (التحالف العربي | استهداف الحوثيين; النيابة العامة | قسم الشرطة)."""
        keys, common, forms = tokens.keys, self._common.values, tokens.forms
        found: list[Name] = []
        for name in names:
            first, stop, kind = name
            cut = 0
            if kind == "ORG" and stop - first > 2 and keys[stop - 1].startswith("ال") and (not first or keys[first - 1] not in _QUOTES):
                begin = first + 2 if tokens.glued[first] and keys[first - 1] == "ل" else first + 1  # للجنة: whether it has an article is not told
                cut = next((i for i in range(begin, stop - 1) if keys[i - 1].startswith("ال") and common[forms[i]]), 0)
            if kind == "ORG" and not cut and stop - first > 1:
                ends = (i for i in range(first + 1, stop) if keys[i - 1].startswith("ال") or keys[i - 1].isdecimal())
                cut = next((i for i in ends if self._only_she.values[forms[i]]), 0)
            if not cut or name in known:
                found.append(name)
            else:
                found += [(first, cut, kind), *self._behind_cut(keys, cut, stop, known)]
        return found

    def _countries_apart(self, keys: Sequence[str], names: list[Name], known: Collection[Name]) -> list[Name]:
        """Return the names with a country parted from what it is no part of: لجنة المراقبة | فرنسا, إيران | منفذ باشماق.

        No word with the article is in a construct.
        """
        countries = self._only_countries
        if not any(stop - first > 2 and (keys[first] in countries or keys[stop - 1] in countries) for first, stop, _ in names):
            return names
        found: list[Name] = []
        for name in names:
            first, stop, kind = name
            if kind == "ORG" and stop - first > 2 and keys[stop - 1] in countries and keys[stop - 2].startswith("ال") and name not in known:
                found += [(first, stop - 1, kind), (stop - 1, stop, "LOC")]
            elif kind == "LOC" and stop - first > 2 and keys[first] in countries and keys[first + 1] in self._sites and name not in known:
                found += [(first, first + 1, kind), (first + 1, stop, kind)]
            else:
                found.append(name)
        return found

    def _behind_cut(self, keys: Sequence[str], cut: int, stop: int, known: Iterable[Name]) -> list[Name]:
        """Return the names in what was cut off: a person, a body, or the known names that it holds."""
        if keys[cut] in self._bodies:
            return [(cut, stop, "ORG")]
        if keys[cut] in self._given and keys[cut] != fold(_ON) and stop - cut == _NAME_AND_FAMILY:
            return [(cut, stop, "PER")]
        return [name for name in known if cut < name[0] and name[1] <= stop]

    def _verbs_off(self, tokens: Tokens, names: Iterable[Name]) -> list[Name]:
        """Return the names without a feminine verb taken for a given name before a country (رفعت غامبيا دعوى), without على; a country is a place.

        What somebody does or has is no given name either (خطة كاتس).
        """
        keys, she, forms = tokens.keys, self._she.values, tokens.forms
        found = []
        for name in names:
            first, stop, kind = name
            if kind == "ORG" and stop - first == 1 and keys[first] in self._countries and not (first and keys[first - 1] in _QUOTES | self._media):
                found.append((first, stop, "LOC"))
            elif kind == "PER" and stop - first == _NAME_AND_FAMILY and she[forms[first]] and keys[first + 1] in self._countries:
                found.append((stop - 1, stop, "LOC"))
            elif kind == "PER" and stop - first == _NAME_AND_FAMILY and keys[first] in _DEEDS:
                found.append((stop - 1, stop, kind))
            elif kind != "PER" or stop - first > 1 or tokens.light(first) != _ON or not keys[stop : stop + 1] or not keys[stop].isalpha():
                found.append(name)
        return found

    def _with_namesakes(self, tokens: Tokens, names: list[Name]) -> list[Name]:
        """Return the names with countries whose name is an adjective too, right behind a feminine verb (قدمت السعودية مساعدات)."""
        she, forms = self._she.values, tokens.forms
        told = [i for i in self._namesakes.having(tokens.rows) if i and she[forms[i - 1]]]
        if not told:
            return names
        held = {i for first, stop, _ in names for i in range(first, stop)}
        return sorted([*names, *((i, i + 1, "LOC") for i in told if i not in held)])

    def _with_basim(self, tokens: Tokens, names: list[Name]) -> list[Name]:
        """Return the names with persons called باسم, where a form of address or a verb of speech stands before and a word of names behind."""
        keys, light = tokens.keys, tokens.vocabulary.light
        found = names
        for i in self._for.having(tokens.rows):
            if not 1 < i < len(keys) - 1 or keys[i - 1 : i + 1] != list(_BASIM) or not tokens.glued[i] or not self._held.values[tokens.forms[i + 1]]:
                continue
            before = i - 2 - (light[tokens.forms[i - 2]] == "." and i > 2)
            if keys[before] in self._before_persons:
                stop = next((stop for first, stop, kind in names if first == i + 1 and kind == "PER"), i + 2)
                found = [name for name in found if name[1] < i or name[0] >= stop]
                found.append((i - 1, stop, "PER"))
        return sorted(found) if found is not names else names

    def _two_persons(self, tokens: Tokens, names: list[Name]) -> list[Name]:
        """Return the names with two persons side by side parted: behind a verb of meeting each part is a family name (استقبل لافروف دي ميستورا)."""
        keys = tokens.keys
        found: list[Name] = []
        families: set[tuple[str, ...]] | None = None
        for name in names:
            first, stop, kind = name
            if kind != "PER" or not 1 < stop - first < 5 or not first or keys[first - 1] not in _MEETINGS or tuple(keys[first:stop]) in self._people:
                found.append(name)
                continue
            if families is None:
                families = {family for n in names if n[2] == "PER" and n != name for family in _families(tuple(keys[n[0] : n[1]]))}
            cut = next((i for i in range(first + 1, stop) if self._is_two(keys, first, i, stop, families)), 0)
            found += [(first, cut, kind), (cut, stop, kind)] if cut else [name]
        return found

    def _joined_persons(self, tokens: Tokens, names: Iterable[Name]) -> list[Name]:
        """Return the names with two persons that و joins parted (لافروف | وشويغو, ريما حسن | وماندلا مانديلا)."""
        found: list[Name] = []
        for first, stop, kind in names:
            cut = next((i for i in range(first + 1, stop - 1) if tokens.keys[i] == "و" and tokens.glued[i + 1]), 0) if kind == "PER" and stop - first > 2 else 0
            found += [(first, cut, kind), (cut + 1, stop, kind)] if cut else [(first, stop, kind)]
        return found

    def _is_two(self, keys: Sequence[str], first: int, cut: int, stop: int, families: Collection[tuple[str, ...]]) -> bool:
        """Tell whether a name is two family names, known ones or those of persons in the report."""
        one, two = tuple(keys[first:cut]), tuple(keys[cut:stop])
        if one[0] in self._given or (one[-1] in _OPENERS):
            return False
        return all(part in self.families or part in families for part in (one, two))

    def _with_agencies(self, tokens: Tokens, names: list[Name]) -> list[Name]:
        """Return the names with the short names of agencies where a dateline, marks or a verb tell them (بغداد / واع /; أفادت واس)."""
        found, ends = names, self._ends.having(tokens.rows)
        if not ends:
            return names
        for i in sorted({i for end in ends for i in (end - 1, end) if i >= 0}):
            stop = self._agency_at(tokens, i)
            if stop:
                found = [name for name in found if name[1] <= i or stop <= name[0] or name[1] - name[0] > stop - i]
                if not any(name[0] <= i < name[1] for name in found):
                    found.append((i, stop, "ORG"))
        return sorted(found)

    def _agency_at(self, tokens: Tokens, i: int) -> int:
        """Return the token behind the short name of an agency at token i, 0 where the words are others."""
        keys = tokens.keys
        stop = next(
            (i + size for size in (2, 1) if i + size <= len(keys) and tuple(keys[i : i + size]) in self._agencies and all(tokens.glued[i + 1 : i + size])), 0
        )
        if not stop or self._agencies[tuple(keys[i:stop])] != tokens.string(i, stop):
            return 0
        light = tokens.vocabulary.light
        before, after = light[tokens.forms[i - 1]] if i else "", light[tokens.forms[stop]] if stop < len(keys) else ""
        if before in _MARKS and after in _MARKS:
            first = tokens.paragraphs[tokens.paragraph_of(i)][0]
            return stop if i - first < _DATELINE or (i > 1 and keys[i - 2] in ("ل", "وكاله")) else 0
        return stop if before and keys[i - 1] in _TELL else 0


def _whole_words(tokens: Tokens, names: list[Name]) -> list[Name]:
    """Return the names with a first letter given back that was taken for a particle, where a longer name in the report holds the whole word (بيدرسن)."""
    keys, glued = tokens.keys, tokens.glued
    cut = [name for name in names if name[2] == "PER" and name[0] and glued[name[0]] and keys[name[0] - 1] in _PARTICLES]
    cut = [name for name in cut if not keys[name[0]].startswith("ال")]
    if not cut:
        return names
    inside = {(keys[i - 1], keys[i]) for first, stop, _ in names for i in range(first + 2, stop) if glued[i] and keys[i - 1] in _PARTICLES}
    whole = {name for name in cut if (keys[name[0] - 1], keys[name[0]]) in inside}
    return [(name[0] - 1, *name[1:]) if name in whole else name for name in names]


def _people() -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    """Return the names of known persons by their words, and their family names, those left out that are other words as well."""
    people = {tuple(fold(name).split()): row["family"] for row in rows("names-people.tsv") for name in (row["name"], *row["aliases"].split("|")) if name}
    return frozenset(people), frozenset(family for words, known in people.items() if known != "no" for family in _families(words))


def _families(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the family name of a person named in two words and more: the last word, with what opens it (دي ميستورا)."""
    if len(words) < 2:
        return []
    opened = len(words) > 2 and words[-2] in _OPENERS
    return [words[-2:]] if opened else [words[-1:]]


def _agencies(vocabulary: Vocabulary) -> dict[tuple[str, ...], str]:
    """Return the short names of agencies by the keys of their tokens, as printed."""
    names = [name for row in rows("agencies.tsv") if row["kind"] == "agency" for name in row["names"].split("|")]
    found = {}
    for name in names:
        if name.isalpha() and len(name) <= _SHORT_AGENCIES and not name.isascii():
            particles, rest = vocabulary.split(name)
            found[(*particles, fold(rest))] = name
    return found
