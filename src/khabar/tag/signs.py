"""The signs of countries in a report: places, adjectives of nationality, persons and bodies that everybody knows."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator

from khabar.model import Entity
from khabar.segment import Tokens
from khabar.tables import rows
from khabar.tag.bodies import Bodies
from khabar.tag.countries import Countries
from khabar.tag.report_names import ReportNames
from khabar.tag.spelling import core
from khabar.tag.spoken_of import Sign
from khabar.vocabulary import Vocabulary

_PLACE = 2.0
_COMPILED_PLACE = 1.0  # of the compiled lists: often a namesake
_BUREAU = 0.5  # where an agency writes from, not where things happen: دبي (CNN) --
_KNOWN = 1.0
_INSIDE = 0.5  # in the name of another body: السفارة الأميركية stands in another country
_BUREAU_BEHIND = re.compile(r"\([^)\n]{2,20}\)\s*[-–—]")
_LONGEST_HEAD = 60  # characters of a line before the agency
_WORD = 1.0  # an adjective of nationality, or a name that stands alone
_ALSO_WORDS = frozenset("مالي بنين دكا صوفيا برن".split())  # they mean the country or capital in names of places only: مبلغ مالي, مدرسة بنين
_MEDIA = frozenset("صحيفه صحف الصحف جريده مجله وكاله قناه موقع اذاعه شبكه تلفزيون راديو".split())
_TO_MEDIUM = 4  # tokens from the word for a medium to the adjective behind its name
_CLEAR, _UNCLEAR = "+", "?"


class Signs:
    """Finds what speaks of countries in a report."""

    def __init__(self, vocabulary: Vocabulary, countries: Countries, bodies: Bodies, is_ambiguous: Callable[[str], bool]) -> None:
        """``is_ambiguous`` tells of a capital that it means another place as well (طرابلس)."""
        self._countries = countries
        self._bodies = bodies
        self._is_ambiguous = is_ambiguous
        self._words = vocabulary.marked(self._word)
        self._people: dict[tuple[str, ...], str] = {}
        for row in rows("names-people.tsv"):
            for name in filter(None, (row["name"], *row["aliases"].split("|"))):
                self._people.setdefault(core(name), row["country"])

    def _word(self, light: str, key: str) -> str:  # noqa: ARG002 - the signature of a column
        country = self._countries.by_adjective.get(key) or self._countries.by_name.get(key) or self._countries.by_capital.get(key)
        if country is None or self._is_ambiguous(key):
            return ""
        return (_UNCLEAR if key in _ALSO_WORDS else _CLEAR) + country.iso

    def _spoken(self, report: ReportNames) -> list[tuple[int, str]]:
        """Return the words that speak of countries with the indices of their tokens, in order."""
        if report.words is None:
            tokens, words = report.tokens, self._words.values
            report.words = [(i, self._of_side(words[tokens.forms[i]], tokens, i)) for i in self._words.having(tokens.rows)]
        return report.words

    def _of_side(self, word: str, tokens: Tokens, i: int) -> str:
        """Return the sign of a word for a country, of the country that the word behind it makes it (الكورية الشمالية)."""
        return word[0] + self._countries.of_side(self._countries.by_iso[word[1:]], tokens.key(i + 1) if i + 1 < len(tokens) else "").iso

    def counts(self, report: ReportNames) -> Counter[str]:
        """Return how often a report names each country, by adjective, name or capital, outside the names of persons."""
        kinds = ((word, report.type_at(i)) for i, word in self._spoken(report))
        return Counter(word[1:] for word, kind in kinds if kind != "PER" and (kind is not None or word[0] == _CLEAR))

    def of(self, report: ReportNames) -> list[Sign]:
        """Return the signs of a report whose persons and places have their entities."""
        words = self._spoken(report)
        found = [Sign(i, word[1:], self._weight(report, i)) for i, word in words if word[0] == _CLEAR and report.type_at(i) is None]
        bureau = _end_of_dateline(report.tokens.text)
        for number, mention in enumerate(report.mentions):
            first, stop = report.ranges[number]
            if mention.type == "PER":
                found += self._of_person(report.found[number], report.names[number], first)
            elif mention.type == "LOC":
                found += self._of_place(report.found[number], first, bureau=mention.end < bureau)
            else:
                found += self._of_body(report.names[number], mention.type, words[bisect_left(words, (first,)) : bisect_left(words, (stop,))], first)
        return found

    def _weight(self, report: ReportNames, at: int) -> float:
        """Return the weight of a word of nationality: little where it tells which paper or agency speaks (صحيفة ليبراسيون الفرنسية)."""
        keys = (report.tokens.key(before) for before in range(max(0, at - _TO_MEDIUM), at))
        return _INSIDE if any(key in _MEDIA for key in keys) else _WORD

    def _of_person(self, entity: Entity, name: str, first: int) -> Iterator[Sign]:
        iso = self._people.get(core(entity.name)) or self._people.get(core(name))
        if iso:
            yield Sign(first, iso, _KNOWN)

    def person(self, entity: Entity) -> str | None:
        """Return the country of a well-known person, None for anybody else."""
        return self._people.get(core(entity.name)) or None

    def _of_place(self, entity: Entity, first: int, *, bureau: bool) -> Iterator[Sign]:
        if entity.country is not None:
            listed = not entity.id.startswith("loc-gn-")
            yield Sign(first, entity.country, _BUREAU if bureau else _PLACE if listed else _COMPILED_PLACE)

    def _of_body(self, name: str, kind: str, words: list[tuple[int, str]], first: int) -> Iterator[Sign]:
        apart = self._bodies.apart(name, kind)
        if apart.country is not None:
            yield Sign(first, apart.country.iso, _WORD if apart.kind is not None else _INSIDE)
        elif apart.kind is None and apart.listed:
            countries = {entity.country for entity in apart.listed}
            entity = apart.listed[0]
            if len(countries) == 1 and entity.country and not apart.is_shared and not self._bodies.is_medium(entity.id):
                yield Sign(first, entity.country, _KNOWN)
        else:
            yield from (Sign(i, word[1:], _INSIDE) for i, word in words)


def _end_of_dateline(text: str) -> int:
    """Return where the place and the agency at the head of a line end (دبي (CNN) --), 0 where no line begins so."""
    for match in _BUREAU_BEHIND.finditer(text):
        at = match.start()
        head = text[text.rfind("\n", max(0, at - _LONGEST_HEAD - 1), at) + 1 : at]
        if 2 <= len(head) <= _LONGEST_HEAD and "(" not in head:
            return match.end()
    return 0
