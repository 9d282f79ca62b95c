"""What describes a speaker who is not named: where the description ends, and what it is in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.cues import AND, COMMA, PREPOSITION, QUOTE, SOURCE, THAT, words
from khabar.fold import fold

if TYPE_CHECKING:
    from khabar.extract.layers import Layers
    from khabar.extract.sources import SourceWords

_JOINING, _SEVERAL, _SELF, _ADDRESS = words("joining"), words("several"), words("self"), words("address")
_AGREEING = ("ين", "ون")
_NISBA = 7  # letters of a definite adjective of relation; shorter words in ي are nouns (السعي)
_TRADES = 9  # tokens that tell what somebody is, before the name
_TITLE_JOINS = frozenset(("ل", "في", "ب", "من"))  # عضو المكتب السياسي للحركة فلان
_LONGEST_TITLE = 14
_LONGEST_NAME = 4  # tokens of a name in quotation marks
_MEDIA = words("medium")
_UPON, _UNDERGONE = words("upon"), words("undergone")
_BODIES = frozenset(map(fold, "لجنة هيئة جمعية منظمة مؤسسة مديرية دائرة إدارة".split()))  # bare, another word completes them
_GENITIVES = words("genitive")
_LADIES = frozenset(("السيده", "الدكتوره", "النائبه"))
_WIDELY = frozenset(("دوليا", "رسميا"))
_THIS = frozenset(("هذا", "هذه", "ذلك", "تلك", "الاطار", "السياق", "الصدد", "الشان", "المقابل", "الاثناء"))
_HIGH = frozenset(("رفيع", "عالي", "رفيعه", "رفيعي"))  # المستوى
_SOME = ("one of", "several", "some", "many")
_SETTING = tuple(sorted(words("setting")))


def only_adjectives(layers: Layers, i: int, end: int) -> bool:
    """Tell whether nothing but definite adjectives of people stands between a description and a relative pronoun (الضباط الملتحين الذين)."""
    return i <= end and all(layers.light(k).startswith("ال") and layers.light(k).endswith("ين") and not layers.covered(k) for k in range(i, end))


def a_womans_title(layers: Layers, i: int) -> bool:
    """Tell whether the title at a token is a woman's (سفيرة, الوزيرة, السيدة); papers write وزير of women too."""
    while layers.key(i) in _ADDRESS and i + 1 < layers.count and not layers.light(i).startswith("ال"):
        i += 1  # سعادة السيد
    return layers.role[i] >= 0 and layers.light(i).endswith("ة") and layers.key(i) not in _ADDRESS - _LADIES


class Descriptions:
    """Reads descriptions."""

    def __init__(self, words: SourceWords) -> None:
        self._words = words

    def end(self, layers: Layers, at: int, limit: int) -> int:
        """Return the end of the description: adjectives, names and what في, من or ب joins to them."""
        i = at + 1
        definite = layers.light(at).startswith("ال") and layers.key(at) not in _SEVERAL
        while i < limit:
            letter = layers.letters[i]
            if layers.covered(i):
                complete = layers.light(i - 1).startswith("ال") and layers.key(i - 1) not in _ADDRESS
                if layers.role[i] >= 0 and i - 1 > at and (complete or layers.covered(i - 1)):
                    break  # طالب نواب في البرلمان وزير الداخلية بكذا: another's title
                if layers.role[i] < 0 and i - 1 > at and layers.covered(i - 1) and layers.mentions[layers.name[i]].type in ("LOC", "ORG"):
                    break  # اتهم بيان الحركة إسرائيل بكذا
                if i > at + 1 and layers.light(i).startswith("ال") and layers.light(i - 1).startswith("ال") and not layers.covered(i - 1):
                    break  # طالب أهالي القرية الحكومة بكذا
                if definite and i == at + 1 and (layers.role[i] >= 0 or layers.mentions[layers.name[i]].type == "LOC"):
                    break  # حملت الحركة إسرائيل المسؤولية، طالب الأهالي وزير الداخلية
                i = layers.end_of_cover(i)
            elif layers.time[i]:
                break
            elif letter == QUOTE and i + 1 < limit and (layers.covered(i + 1) or (i in layers.closing and layers.covered(i - 1))):
                i += 1
            elif letter == QUOTE and i == at + 1 and self._titled(layers, at, i):
                i = layers.behind_quotation(i)  # كتلة «المستقبل» النيابية
            elif layers.key(i) == "لدي" and not definite and layers.covered(i + 1):
                i += 1  # مندوبون لدى الأمم المتحدة
            elif self._joins(layers, i, limit, definite=definite):
                i = i + 1 if layers.covered(i + 1) else i + 2
            elif self._adjective(layers, i) or (letter in ".S" and not definite and self._completes(layers, at, i)):
                i += 1
            elif letter == AND and i + 1 < limit and self._words.adjective(layers.light(i + 1)):
                i += 2
            elif (
                layers.key(i) in _SELF
                or (layers.key(i) == "المستوي" and layers.key(i - 1) in _HIGH)
                or (layers.key(i) in _UPON and layers.light(i - 1).startswith("ال") and layers.key(i - 1) in _UNDERGONE)
            ):
                i += 1  # المجني عليه
            elif bare := self._up_to_clause(layers, i, limit):
                i = bare
            else:
                break
        return i

    def _titled(self, layers: Layers, at: int, mark: int) -> bool:
        """Tell whether the name of a body that no list knows stands in quotation marks right behind its generic word."""
        word, quotation = self._words.head(layers.key(at)), layers.quotation_at.get(mark)
        if word is None or word.kind != "body" or quotation is None or not quotation.closed:
            return False
        return 0 < quotation.stop - quotation.first <= _LONGEST_NAME and layers.light(quotation.first).startswith("ال")

    def behind_trades(self, layers: Layers, at: int, limit: int) -> int:
        """Return the name behind several words joined by و that tell what somebody is (الروائي والكاتب الساخر فلان), 0 where none stands there."""
        word, i, joined = self._words.head(layers.key(at)), at, False
        if word is not None and word.kind != "person":
            return 0  # الوزير والنائب فلان: two
        while i < min(limit, at + _TRADES) and not layers.is_person(i):
            joined = joined or layers.letters[i] == AND
            if layers.role[i] < 0 and layers.letters[i] != AND and not self._a_trade(layers, i):
                return 0
            i = layers.end_of_cover(i)
        return i if joined and i < limit and layers.is_person(i) else 0

    def apposed(self, layers: Layers, last: int, i: int) -> bool:
        """Tell whether a word behind a comma says what the one before it is; several are none of what one person is (دعا فلان، الشباب إلى كذا)."""
        word = self._words.head(layers.key(i))
        several = word is not None and word.number > 1 and layers.is_person(last) and layers.light(i).startswith("ال")
        return layers.letters[i - 1] in COMMA and not several

    def name_further(self, layers: Layers, first: int, stop: int, limit: int) -> int:
        """Return the name behind definite words that go on with a title (سكرتير الرئيس للعلاقات الخارجية فلان), 0 where none stands there."""
        i = stop
        while i < min(limit, first + _LONGEST_TITLE) and not layers.covered(i) and not layers.time[i]:
            joined = layers.letters[i] == PREPOSITION and layers.key(i) in _TITLE_JOINS
            i += joined
            if joined and i < limit and layers.covered(i) and not layers.is_person(layers.end_of_cover(i)):
                i = layers.end_of_cover(i)  # القوات الموالية لحفتر اللواء فلان
                continue
            if layers.key(i) in _UPON or layers.key(i) in _WIDELY or layers.key(i) in _ADDRESS:
                i += 1  # المعترف بها دوليا, البطريرك الماروني مار فلان
                continue
            if not layers.light(i).startswith("ال") or layers.letters[i : i + 1] not in tuple("." + SOURCE):
                return 0
            i += 1
        if i < limit and layers.role[i] >= 0 and layers.light(i).startswith("ال"):
            i = layers.end_of_cover(i)  # المهندس
        return i if stop < i < limit and layers.is_person(i) else 0

    def _a_trade(self, layers: Layers, i: int) -> bool:
        return layers.light(i).startswith("ال") and layers.letters[i] in "." + SOURCE and not layers.time[i] and not layers.covered(i)

    def _joins(self, layers: Layers, i: int, limit: int, *, definite: bool) -> bool:
        """Tell whether a preposition joins what is behind it to the description (مصدر في الشرطة, مسؤول بالوزارة)."""
        key = layers.key(i)
        if i + 1 >= limit or (
            key != "داخل" and (key not in _JOINING or definite or (key == "ل" and (layers.covered(i + 1) or layers.letters[i + 1] == QUOTE)))
        ):
            return False
        return self.governed(layers, i + 1, limit) and (key not in ("ب", "ل") or self._a_body(layers, i + 1))

    def _up_to_clause(self, layers: Layers, i: int, limit: int) -> int:
        """Return the complementiser that follows after at most three plain words, which then still describe the speaker; 0: none."""
        for k in range(i, min(i + 4, limit)):
            if layers.letters[k] == THAT:
                return k if k > i else 0
            if layers.letters[k] != "." or layers.time[k] or layers.key(k) in ("لم", "لا", "لن", "قد"):
                return 0
        return 0

    def _a_body(self, layers: Layers, i: int) -> bool:
        """Tell whether a word can be the body that a speaker belongs to (مصدر بالشرطة, مسؤول بالوزارة)."""
        return layers.covered(i) or layers.key(i) == "اسم" or (layers.letters[i] == SOURCE and layers.light(i).startswith("ال"))

    def in_title(self, layers: Layers, i: int, limit: int) -> bool:
        """Tell whether a word can belong to a title: no adverbial, mark or verb (باسم and في a body can)."""
        if layers.time[i]:
            return False
        if layers.key(i) == "ب":
            return layers.key(i + 1) == "اسم"
        if layers.key(i) in ("في", "عن", "لدي", "من", "ل"):
            return self.governed(layers, i + 1, limit)
        return layers.letters[i] in "." + SOURCE or layers.key(i) in _ADDRESS

    def governed(self, layers: Layers, i: int, limit: int) -> bool:
        """Tell whether what a preposition governs can describe a speaker: no occasion, time or clause."""
        if i >= limit or layers.time[i] or layers.key(i).startswith(_SETTING) or layers.key(i) in _THIS:
            return False  # في هذا الإطار
        return layers.covered(i) or layers.letters[i] in ".SN"

    def _adjective(self, layers: Layers, i: int) -> bool:
        light = layers.light(i)
        if light.endswith("ا") and not layers.light(i - 1).endswith("ا"):
            return False  # المعارضون أخيرا: an adverb
        if self._words.adjective(light) is not None:
            return True
        agrees = light.endswith("ون") or (light.endswith(("ي", "ى")) and len(light) >= _NISBA)
        if agrees and light.startswith("ال") and layers.light(i - 1).startswith("ال") and layers.letters[i] in "." + SOURCE:
            return True  # الضباط الملتحون, البيان الختامي
        if layers.light(i - 1).startswith("ال") and not light.startswith("ال"):
            return False  # لم يستبعد المصدر إمكانية كذا
        return layers.letters[i] == "." and layers.key(i).endswith(("يه", "يين", "يون")) and len(light) > 4

    def _completes(self, layers: Layers, at: int, i: int) -> bool:
        """Tell whether a word completes the head as its genitive (شهود عيان, وزارة الداخلية, أحد شهود العيان)."""
        if layers.key(at) in _SEVERAL and i == at + 1:
            return True
        if layers.letters[i - 1] == SOURCE and layers.light(i - 1).endswith(("ي", "و")) and not layers.light(i - 1).startswith("ال"):
            return True  # عدد من موظفي المدينة
        if layers.key(at) in _BODIES and layers.letters[i] == ".":
            return i == at + 1 or (i == at + 2 and layers.light(i).startswith("ال") and not layers.light(i - 1).startswith("ال"))  # لجنة إزالة التمكين
        if i != at + 1 and not (i == at + 2 and layers.key(at) in _SEVERAL):
            return False
        if layers.light(i).startswith("ال") and self._keeps_nun(layers, i - 1):
            return False  # عزا محللون التراجع إلى كذا
        medium = layers.key(i) in _MEDIA and layers.key(at).startswith("مراسل")
        return medium or layers.light(i).startswith("ال") or layers.key(i) in _GENITIVES

    def _keeps_nun(self, layers: Layers, i: int) -> bool:
        """Tell whether a word for people is a plural that nothing completes, for its ن would be gone (محللون, مسؤولين)."""
        key = layers.key(i)
        if layers.light(i).startswith("ال") or not key.endswith(("ون", "ين")):
            return False
        word = self._words.head(key[:-2] + "ون")
        return word is not None and word.number > 1

    def english(self, layers: Layers, first: int, stop: int) -> str:
        """Return the short English description of an unnamed speaker, in angle brackets."""
        head = ""
        described: list[str] = []
        names: list[str] = []
        i = first
        while i < stop:
            title = layers.role[i]
            if title >= 0 and (office := layers.office(title)):
                if head and head not in _SOME:
                    names.append(office)
                else:
                    head = f"{head} {office}".strip()
                i = max(i + 1, layers.end_of_cover(i))
                continue
            number = layers.name[i]
            if number >= 0:
                names.append(layers.english(number))
                i = max(i + 1, layers.ranges[number][1])
                continue
            adjective = self._words.adjective(layers.light(i))
            qualifies = bool(head) and head not in _SOME and adjective is not None and layers.key(i).endswith(_AGREEING)  # محللين سياسيين
            word = self._words.head(layers.key(i), layers.light(i)) if layers.letters[i] == SOURCE and not qualifies else None
            if word and (not head or head in _SOME):
                head = f"{head} {word.en}".strip()
            elif word:
                names.append(word.en)
            elif adjective is not None and head not in _SOME:  # عدد كبير من الضباط
                described.append(adjective)
            i += 1
        text = " ".join([*described, head or "source"])
        return f"<{text} ({', '.join(names)})>" if names else f"<{text}>"

    def some_who(self, layers: Layers, i: int, limit: int) -> bool:
        """Tell whether بعض or عدد من counts speakers, not things."""
        i += layers.key(i) in ("كبير", "قليل", "اخر")
        i += layers.key(i) == "من"
        people = layers.light(i).startswith("ال") and layers.light(i).endswith("ين")  # العديد من المبادرين
        return i < limit and (layers.letters[i] == SOURCE or layers.covered(i) or people)
