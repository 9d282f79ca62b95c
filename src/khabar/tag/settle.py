"""What is settled about names whatever the model says: known names of several words, directions in names of places, borders, processes by number.

Each rule holds in nearly all cases of the annotated reports (``docs/names-model.md`` gives the counts); they mend what a model of
few annotated reports cannot have seen.
"""

import re
from collections.abc import Collection, Mapping, Sequence

from khabar.fold import fold
from khabar.grammar import OTHER, Letters
from khabar.segment import Tokens
from khabar.tables import rows
from khabar.tag.addresses import Addresses
from khabar.tag.body_edges import BodyEdges
from khabar.tag.constructs import Constructs
from khabar.tag.echoes import Echoes
from khabar.tag.edges import QUOTES, SIDES, agreeing, apart_from_places, out_of_brackets, parted, places_alone, put_in, trimmed, without_prepositions
from khabar.tag.evidence import Name
from khabar.tag.gazetteer import Hit, keys_of
from khabar.tag.neighbours import Neighbours
from khabar.tag.place_lists import PlaceLists
from khabar.tag.predicates import Predicates
from khabar.tag.process_heads import ProcessHeads
from khabar.tag.processes import Processes
from khabar.tag.seldom import seldom_places
from khabar.tag.tails import Tails
from khabar.tag.titles import acting_words, title_words
from khabar.tag.told_by_heads import ToldByHeads
from khabar.tag.whole_persons import WholePersons
from khabar.vocabulary import Coded, Column, Vocabulary

_LETTERS = Letters(
    "TALKS BOTH BASE_SHORT BASE GROUP SHORT HEAD HEADS PAIR FIELD COMMA WHERE BORDER WITH NATION COUNTRY SIDE "
    "COUNTRYSIDE AND ROUND FIGURE RESOLUTION COUNCIL NUMBER OF SECURITY WORLD OF_ARMS VENUE FOR",
    {"JOIN": "AND COMMA"},
)
_WORDS = {
    "TALKS": "عملية مسار محادثات مفاوضات مباحثات مشاورات حوار جولة قمة اتفاق اتفاقية بيان وثيقة صيغة مقررات اجتماع اجتماعات مؤتمر",
    "BOTH": "عمليتي مساري مفاوضات محادثات",
    "BASE": "قاعدة",
    "OF_ARMS": "الجوية العسكرية البحرية",
    "BASE_SHORT": "القاعدة",
    "GROUP": "تنظيم جماعة",
    "SHORT": "المقاومة التحالف الائتلاف الحراك",
    "HEAD": "قرية بلدة محافظة حي ضاحية",
    "FIELD": "مديرية ناحية ولاية منطقة مدينة قضاء",
    "PAIR": "محافظتي مدينتي بلدتي قريتي مديريتي قريتا بلدتا مدينتا",
    "HEADS": "قرى أحياء بلدات مدن",
    "AND": "و",
    "COMMA": "،",
    "WHERE": (
        "شمال جنوب شرق غرب شمالي جنوبي شرقي غربي شمالية جنوبية شرقية غربية حدودية"
        " ساحلية جبلية صحراوية نائية زراعية ريفية مجاورة مهجورة أخرى عدة مختلفة كبيرة صغيرة"
    ),
    "BORDER": "الحدود",
    "WITH": "مع",
    "SIDE": " ".join(SIDES),
    "COUNTRYSIDE": "ريف جرود بادية ساحل",
    "ROUND": "أستانة أستانا آستانة آستانا جنيف فيينا سوتشي الرياض لوزان برلين ستوكهولم الصخيرات أوسلو",
    "VENUE": (
        "جدة الدوحة القاهرة مسقط جوبا باريس روما غدامس بوزنيقة طنجة مدريد لندن بروكسل موسكو إسطنبول اسطنبول الطائف المنامة نيروبي كمبالا أبوظبي العقبة ميونيخ"
        " واشنطن مونترو الكويت السويد بكين جيبوتي نيويورك أبوجا بريتوريا مينسك"
    ),
    "FOR": "ل",
    "RESOLUTION": "قرار القرار قراري",
    "COUNCIL": "مجلس",
    "SECURITY": "الأمن",
    "WORLD": "الدولي الدولى الأممي الأممى",
    "NUMBER": "رقم",
    "OF": "من",
}
# heads that stand before a name and are no part of it (the guidelines' rule): وكالة رويترز, تنظيم القاعدة
_OUTSIDE = frozenset(
    map(fold, "تنظيم جماعة ميليشيا ميليشيات وكالة صحيفة جريدة قناة فضائية مجلة موقع منصة إذاعة راديو تلفزيون شبكة بوابة مجموعة الخارجية الدفاع الخزانة".split())
)
# those of them that the name of a body is stripped of, where the rest is its name as well: وكالة | سبأ
_STRIPPED = _OUTSIDE - set(map(fold, "جماعة تلفزيون بوابة مجموعة الخارجية الدفاع الخزانة".split()))
_NEWS = frozenset(map(fold, "أنباء الأنباء المخابرات الاستخبارات الصحافة الأمن الطاقة الفضاء".split()))  # وكالة المخابرات المركزية is one name
VENUES = frozenset(map(fold, _WORDS["ROUND"].split()))  # places that stand for the talks held there: عملية أستانة names no place besides
_SIDED = frozenset(map(fold, "المنطقة المحافظة المديرية".split()))
_WITH_FROM = frozenset(map(fold, "الغرب الشرق الشمال الجنوب النيل".split()))
_MORE_THAN_A_COUNTRY = frozenset((("المغرب", "الاسلامي"),))
_BORDER = _LETTERS.pattern("BORDER (?: NATION{1,2} | WITH COUNTRY )")
_ROUND = _LETTERS.pattern("ROUND FIGURE")
_TALKS = _LETTERS.pattern("TALKS ROUND (?! FIGURE ) | BOTH ROUND (?! FIGURE | JOIN ) | (?: TALKS | BOTH ) VENUE (?! AND | WITH | FOR | FIGURE )")
_TWO_TALKS = _LETTERS.pattern("BOTH (?P<one>ROUND) JOIN (?P<two>ROUND)")
_RESOLUTION = _LETTERS.pattern("RESOLUTION (?: COUNCIL SECURITY )? WORLD? NUMBER? FIGURE")
_SIDES = _LETTERS.pattern("SIDE{1,2}")
_SECOND_SIDE = _LETTERS.pattern("AND (?P<side>SIDE{1,2})")
_BASE_OF_ARMS = _LETTERS.pattern("BASE_SHORT OF_ARMS")  # القاعدة الجوية
_BASE_ALONE = _LETTERS.pattern("BASE_SHORT OF_ARMS?")
_HEADING = _LETTERS.pattern("HEAD | HEADS | PAIR | FIELD")
_LISTS = frozenset((_LETTERS["HEADS"], _LETTERS["PAIR"]))
_HEADS = _LISTS | {_LETTERS["HEAD"], _LETTERS["FIELD"]}
_JOINS = frozenset((_LETTERS["AND"], _LETTERS["COMMA"]))
_MOST_PRINTED = 40  # times that a large body of reports prints a word without the article that may be an unknown place
_TOWNS = frozenset(map(fold, "مدينة ولاية محافظة بلدة قرية".split()))
_SHE_MINISTER, _FIELDS = fold("وزيرة"), frozenset(map(fold, "الخارجية الداخلية الدفاع".split()))
_DISTRICTS = frozenset(("مركز", "بندر"))
_IN = frozenset(("في", "فى"))
_GENERAL = frozenset(("العام", "العامه"))
_BEHIND_DATELINE = frozenset("(-–—")
_LEAST_RESOLUTION, _MOST_ROUND = 100, 30
_LONG_TALKS = 3  # tokens of a process that talks in its name are no process besides


class Rules:
    """The rules with the classes of words that they look at."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        classes = {fold(word): _LETTERS[name] for name, words in _WORDS.items() for word in words.split()}
        nations: set[str] = set()
        for row in rows("countries.tsv"):
            nations.update(fold("ال" + adjective) for adjective in row["adjectives"].split(";") if adjective)
            for adjective in filter(None, row["adjectives"].split(";")):
                classes.setdefault(fold("ال" + adjective + "ة"), _LETTERS["NATION"])
            for name in row["names"].split(";"):
                classes.setdefault(fold(name), _LETTERS["COUNTRY"])
        self._nations = frozenset(nations | {key for key, letter in classes.items() if letter == _LETTERS["NATION"]})
        figure = _LETTERS["FIGURE"]
        self._classes: Coded[str] = vocabulary.letters(lambda _light, key: classes.get(key) or (figure if key.isdecimal() else OTHER))
        sure = {row["key"]: row["type"] for row in rows("names-sure.tsv")}
        seldom = seldom_places(vocabulary.counts)
        self._sure: Coded[str] = vocabulary.marked(lambda _light, key: sure.get(key) or ("LOC" if key in seldom else ""))
        self._quotes: Coded[bool] = vocabulary.marked(lambda light, _key: light in QUOTES)
        self._openings: Coded[bool] = vocabulary.marked(lambda light, _key: light == "(")
        self._adjectives = {fold(row["name"]): frozenset(map(fold, row["before"].split(";"))) for row in rows("names-adjectives.tsv")}
        bodies = (name for row in rows("bodies.tsv") if row["type"] == "ORG" for name in (row["name"], *row["aliases"].split("|")) if name)
        self._bodies = frozenset(keys_of(name, vocabulary) for name in bodies)
        self._places_known = frozenset(keys_of(row["name"], vocabulary) for row in rows("places.tsv"))
        self._addresses = Addresses()
        self._neighbours = Neighbours(vocabulary)
        self._predicates = Predicates(vocabulary, self._neighbours.families)
        self._tails = Tails(vocabulary, self._nations)
        self._constructs = Constructs(vocabulary, self._nations)
        self._persons = WholePersons(vocabulary, self._nations)
        self._heads = ToldByHeads(vocabulary, self._nations)
        self._echoes = Echoes(vocabulary)
        self._lists = PlaceLists(vocabulary)
        self._edges = BodyEdges(self._nations)
        self._processes = Processes(vocabulary)
        self._process_heads = ProcessHeads(vocabulary, self._nations)
        counts = vocabulary.counts
        self._rare: Column[bool] = vocabulary.column(
            lambda _light, key: len(key) > 2 and key[0] >= "ء" and key not in classes and (key.startswith("ال") or counts.get(key, 0) <= _MOST_PRINTED)
        )

    def settled(self, tokens: Tokens, names: Sequence[Name], hits: Sequence[Hit]) -> list[Name]:
        """Return the outer names with the rules applied, in text order; ``hits`` are the known names."""
        string = self._classes.string(tokens.rows)
        keys = tokens.keys
        known = [(first, stop, kind) for first, stop, _, _, kind in hits if kind]
        listed = set(known)
        words = [name for name in names if name[1] - name[0] > 1 or len(keys[name[0]]) > 1]  # a letter alone is an initial or a form of address
        words = self._predicates.with_subjects(tokens, self._predicates.parted(tokens, words, hits), {hit[:2] for hit in hits})
        found = apart_from_places(self._without_kinds(keys, words, known), known, keys, self._nations)
        found = out_of_brackets(self._with_sure(tokens, found, listed), tokens, self._openings.having(tokens.rows))
        found = self._addresses.taken_off(found, keys)
        found = self._neighbours.parted(tokens, self._edges.settled(tokens, found, listed), known)
        found = _where(found, keys, known)
        found = without_prepositions(self._without_nations(found, keys), tokens, listed, self._nations)
        found = _with_dateline(tokens, found, hits)
        found = self._constructs.completed(tokens, _without_acting(keys, self._tails.ended(tokens, found, known)), listed)
        found = self._heads.told(tokens, self._persons.whole(tokens, found, known), known)
        found = self._lists.listed(tokens, self._headed(tokens, string, found, hits), hits)
        found = [self._with_side(string, name) for name in found if not ((name[2] == "LOC" and _no_place(name, keys)) or self._is_adjective(name, keys))]
        found += _second_sides(string, found)
        if _LETTERS["BORDER"] in string:
            found = put_in(found, [(m.start(), m.end(), "LOC") for m in _BORDER.finditer(string)])
        found = self._process_heads.told(tokens, _with_talks(found, _talks(tokens, string)), known)
        found = self._processes.told(tokens, found)
        found = self._shortened(tokens, string, found)
        found = trimmed(places_alone(agreeing(found, keys, self._nations), keys), tokens, self._quotes.having(tokens.rows))
        return self._echoes.echoed(tokens, self._edges.with_short_names(tokens, found), listed)

    def _is_headed(self, keys: Sequence[str], first: int, stop: int, kind: str) -> bool:
        """Tell whether a body is named with a generic word before the name that it has alone; وكالة أنباء فارس, وكالة رويترز للأنباء are one name."""
        is_kind = kind == "ORG" and stop - first > 1 and _NEWS.isdisjoint((keys[first + 1], keys[stop - 1]))
        return is_kind and tuple(keys[first + 1 : stop]) in self._bodies

    def _without_kinds(self, keys: Sequence[str], names: Sequence[Name], known: Sequence[Name]) -> list[Name]:
        """Return the names with the known ones put in, without the generic word before those of bodies (وكالة | سبأ)."""
        heads = {name for name in (*known, *names) if keys[name[0]] in _STRIPPED and self._is_headed(keys, *name)}
        if not heads:
            return _with_known(names, known, keys)
        headed = {first for first, _, _ in heads.intersection(known)}
        bare = [(first + (first in headed), stop, kind) for first, stop, kind in known]
        cut = [(first + (first in headed or (first, stop, kind) in heads), stop, kind) for first, stop, kind in names]
        return _with_known([name for name in cut if name[0] < name[1]], bare, keys)

    def _without_nations(self, names: Sequence[Name], keys: Sequence[str]) -> list[Name]:
        """Return the names without adjectives of nationality taken for a person behind a title (المغني الكندي، الوزير التركي)."""
        families = {keys[stop - 1] for first, stop, kind in names if kind == "PER" and stop - first > 1}

        def is_nation(first: int, stop: int, kind: str) -> bool:
            return kind == "PER" and stop - first == 1 and keys[first] in self._nations and keys[first] not in families and first > 0

        return [name for name in names if not (is_nation(*name) and keys[name[0] - 1].startswith("ال"))]

    def _with_sure(self, tokens: Tokens, names: list[Name], listed: Collection[Name]) -> list[Name]:
        """Return the names with the words that are never anything else (``data/names-sure.tsv``, places seldom printed).

        They are where no name of the tables and no longer one holds them.
        """
        sure = {i: (i, i + 1, self._sure.values[tokens.forms[i]]) for i in self._sure.having(tokens.rows)}
        if not sure:
            return names
        persons = {i for i, name in sure.items() if name[2] == "PER"}
        wrong = {name for name in names if name[0] in persons and name[1] - name[0] == 1 and name not in listed}
        held = {i for name in names if name not in wrong for i in range(name[0], name[1])}
        bare = [name for i, name in sure.items() if i not in held]
        return sorted([*(name for name in names if name not in wrong), *bare]) if bare else names

    def _shortened(self, tokens: Tokens, string: str, names: Sequence[Name]) -> list[Name]:
        """Return the names with short ones that a full name in the report explains: المقاومة where المقاومة الشعبية is named, a base where قاعدة is."""
        full = {string[first] for first, stop, kind in names if stop - first > 1 and kind in {"ORG", "LOC"}}
        found = list(names)
        if _LETTERS["BASE"] in full or _BASE_OF_ARMS.search(string):
            found = [n for n in found if not _BASE_ALONE.fullmatch(string, n[0], n[1]) or string[n[0] - 1 : n[0]] == _LETTERS["GROUP"]]
        if _LETTERS["SHORT"] in full:
            heads = {tokens.forms[n[0]] for n in names if n[1] - n[0] > 1 and n[2] == "ORG"}
            covered = {i for first, stop, _ in found for i in range(first, stop)}
            short = [m.start() for m in re.finditer(_LETTERS["SHORT"], string)]
            found += [(i, i + 1, "ORG") for i in short if i not in covered and tokens.forms[i] in heads]
        return sorted(found)

    def _headed(self, tokens: Tokens, string: str, names: Sequence[Name], hits: Sequence[Hit]) -> list[Name]:
        """Return the names with the places that follow قرية, محافظة, قرى…: their heads left out, words of no other name taken for places."""
        heads = list(_HEADING.finditer(string))
        if not heads:
            return list(names)
        whole = {(hit.first, hit.stop) for hit in hits}
        held: dict[int, Name] = {}
        keys = tokens.keys
        for first, stop, kind in names:
            headed = kind == "LOC" and stop - first > 1 and string[first] in _HEADS and ((first, stop) not in whole or self._is_town(keys[first:stop]))
            held[first + headed] = (first + headed, stop, kind)
        known = {hit.first: hit for hit in hits}
        inside = {i for first, stop, _ in held.values() for i in range(first + 1, stop)}
        for match in heads:
            if match.end() not in inside:
                listed = string[match.start()] in _LISTS
                found = self._places(tokens, string, held, known, match)
                if len(found) > listed:
                    held.update((name[0], name) for name in found)
        return sorted(held.values())

    def _places(self, tokens: Tokens, string: str, held: Mapping[int, Name], known: Mapping[int, Hit], head: re.Match[str]) -> list[Name]:
        """Return the place behind a head, or all places of the list behind it: names already, known places, words that may be one."""
        found: list[Name] = []
        rare, keys, letter = self._rare.values, tokens.vocabulary.keys, head.group()
        first = head.end()
        while first < len(string):
            form = tokens.forms[first]
            name = held.get(first) or _place_known(known.get(first))
            if name is None and rare[form] and letter != _LETTERS["FIELD"] and (letter != _LETTERS["HEADS"] or keys[form].startswith("ال")):
                name = (first, first + 1, "LOC")
            if name is None or name[2] != "LOC":
                break
            found.append(name)
            first = name[1] + 1
            if letter not in _LISTS or string[name[1] : first] not in _JOINS:
                break
        return found

    def _is_town(self, keys: Sequence[str]) -> bool:
        """Tell whether a known name is that of a place with the word for a town before it, which is no part of it: مدينة | غزة, no مدينة نصر."""
        return keys[0] in _TOWNS and tuple(keys[1:]) in self._places_known

    def _is_adjective(self, name: Name, keys: Sequence[str]) -> bool:
        """Tell whether a name of one word is an adjective where it stands (``data/names-adjectives.tsv``): مبلغ مالي."""
        first, stop, _ = name
        return stop - first == 1 and first > 0 and keys[first - 1] in self._adjectives.get(keys[first], ())

    def _with_side(self, string: str, name: Name) -> Name:
        """Return a place with the direction that follows it: ريف حلب الغربي."""
        first, stop, kind = name
        match = _SIDES.match(string, stop) if kind == "LOC" else None
        return (first, match.end(), kind) if match else name


def _without_acting(keys: Sequence[str], names: list[Name]) -> list[Name]:
    """Return the names without a body taken from what somebody holds an office by (الأمين العام بالنيابة) or from her field (وزيرة الخارجية الألمانية)."""
    acting = acting_words()

    def is_of_office(first: int, stop: int, kind: str) -> bool:
        if kind == "ORG" and stop - first > 1 and keys[first] in _FIELDS and first > 0 and keys[first - 1] == _SHE_MINISTER:
            return True
        return keys[first] in acting and stop - first == 1 and "ب" in keys[first - 1 : first] and _holds(keys, first - 2)

    return [name for name in names if not is_of_office(*name)]


def _holds(keys: Sequence[str], i: int) -> bool:
    """Tell whether an office ends at a token: الأمين العام, رئيسة البعثة."""
    return i >= 0 and (keys[i] in _GENERAL or keys[i] in title_words())


def _with_dateline(tokens: Tokens, names: list[Name], hits: Sequence[Hit]) -> list[Name]:
    """Return the names with the known place that a report is dated from, before an agency in brackets or a dash (العلا (واس) -)."""
    hit = next((hit for hit in hits if hit.first == 0), None)
    if hit is None or hit.stop == len(tokens) or tokens.light(hit.stop) not in _BEHIND_DATELINE or all(entry.type != "LOC" for entry in hit.entries):
        return names
    return put_in(names, [(0, hit.stop, "LOC")])


def _place_known(hit: Hit | None) -> Name | None:
    """Return a known name where all that it may be are places."""
    return (hit.first, hit.stop, "LOC") if hit and all(entry.type == "LOC" for entry in hit.entries) else None


def _second_sides(string: str, names: Sequence[Name]) -> list[Name]:
    """Return the places that are told from the one before by their direction alone: ريف حماة الشمالي *والغربي*."""
    sided = [name for name in names if name[2] == "LOC" and name[1] - name[0] > 1 and string[name[1] - 1] == _LETTERS["SIDE"]]
    begins = {name[0] for name in names} if sided else ()
    matches = [match for name in sided if (match := _SECOND_SIDE.match(string, name[1])) and match.start("side") not in begins]
    return [(match.start("side"), match.end(), "LOC") for match in matches]


def _no_place(name: Name, keys: Sequence[str]) -> bool:
    """Tell whether a place is a direction or an idiom: المشاريع الغربية, إلى الغرب من المدينة, النيل من سيادته, مسقط رأسه, الضفة الشرقية لنهر الفرات."""
    first, stop, _ = name
    before, after = keys[first - 1] if first else "", keys[stop] if stop < len(keys) else ""
    if (keys[first], after) in _MORE_THAN_A_COUNTRY or (keys[first] == "المرج" and "الهرج" in keys[max(first - 2, 0) : first]):
        return True
    if stop - first == 1:
        adjective = keys[first] in SIDES and before.startswith("ال") and before not in _SIDED
        return adjective or (keys[first] in _WITH_FROM and after == "من") or (keys[first] == "مسقط" and after.startswith("راس"))
    return keys[first] == "الضفه" and after == "ل"


def _talks(tokens: Tokens, string: str) -> list[Name]:
    """Return talks and agreements named by their place, and rounds and resolutions told by their number."""
    if not any(_LETTERS[name] in string for name in ("ROUND", "VENUE", "RESOLUTION")):
        return []
    named = [m.span() for m in _TALKS.finditer(string)]
    named += [m.span(name) for m in _TWO_TALKS.finditer(string) for name in ("one", "two")]
    rounds = [m.span() for m in _ROUND.finditer(string) if int(tokens.key(m.end() - 1)) <= _MOST_ROUND]
    resolutions = [m.span() for m in _RESOLUTION.finditer(string) if int(tokens.key(m.end() - 1)) >= _LEAST_RESOLUTION]
    found: list[Name] = []
    for first, stop in sorted({*rounds, *resolutions, *named}, key=lambda span: (span[0], -span[1])):
        if not found or first >= found[-1][1]:
            found.append((first, stop, "PROC"))
    return found


def _where(names: Sequence[Name], keys: Sequence[str], known: Sequence[Name]) -> list[Name]:
    """Return the names with a person of one word behind في that is a known place taken for it (في العلا), and with districts of Egypt (مركز | بنها)."""
    places = {(first, stop) for first, stop, kind in known if kind == "LOC"}
    found = []
    for first, stop, kind in names:
        is_where = kind == "PER" and (first, stop) in places and first and keys[first - 1] in _IN
        is_district = kind in {"ORG", "PER"} and keys[first] in _DISTRICTS and (first + 1, stop) in places and _is_inside(keys, first)
        found.append((first + is_district, stop, "LOC" if is_where or is_district else kind))
    return found


def _is_inside(keys: Sequence[str], i: int) -> bool:
    """Tell whether ب or التابعة ل stands before a token: a district then, no police station or institute (مركز القاهرة)."""
    return i > 0 and (keys[i - 1] == "ب" or (keys[i - 1] == "ل" and keys[max(i - 2, 0)].startswith("التابع")))


def _with_talks(names: Sequence[Name], talks: Sequence[Name]) -> list[Name]:
    """Return the names with talks, but for those in the name of a longer process (معرض ومؤتمر أبوظبي الدولي للبترول)."""
    longer = {i for first, stop, kind in names if kind == "PROC" and stop - first > _LONG_TALKS for i in range(first, stop)}
    return put_in(names, [talk for talk in talks if talk[0] not in longer or talk[1] - 1 not in longer])


def _off_places(names: Sequence[Name], known: Sequence[Name]) -> list[Name]:
    """Return the names without the ends of known places before those of persons: وزير خارجية بوركينا فاسو | كاراموكو تراوري."""
    inside = {i: stop for first, stop, kind in known if kind == "LOC" for i in range(first + 1, stop)}
    return [(inside[first], stop, kind) if kind == "PER" and inside.get(first, stop) < stop else (first, stop, kind) for first, stop, kind in names]


def _with_known(names: Sequence[Name], known: Sequence[Name], keys: Sequence[str]) -> list[Name]:
    """Return the names parted at known names, and known ones of two words and more put in where the model saw nothing or less."""
    there = set(names)
    known = [name for name in known if name[1] - name[0] > 1 and name not in there]
    if not known:
        return list(names)
    names = _off_places(parted(names, known, keys), known)
    over = {i: name for name in names for i in range(name[0], name[1])}
    better = []
    for first, stop, kind in known:
        if keys[first] not in _OUTSIDE and not (kind == "PROC" and keys[first].isdecimal()):  # 25 يناير is a day as well
            names_there = {over[i] for i in range(first, stop) if i in over}
            may_hold = kind == "PER" or (kind == "PROC" and (len(names_there) > 1 or any(stop == n[1] for n in names_there)))  # انفجار | مرفأ بيروت
            if all(first <= n[0] and n[1] <= stop and (may_hold or n[2] != "PROC") for n in names_there):
                better.append((first, stop, kind))
    return put_in(names, better)
