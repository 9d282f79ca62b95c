"""Which body a name means: known bodies, bodies that every state has, and what one report calls by longer and shorter names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from khabar.fold import fold
from khabar.model import Entity
from khabar.tables import rows
from khabar.tag.countries import Countries, Country
from khabar.tag.gazetteer import Entry, Gazetteer
from khabar.tag.spelling import place_key, skeleton
from khabar.tag.word_classes import words_of
from khabar.vocabulary import Vocabulary

# words that any state's bodies begin with: without a country they mean the one that the report is about
_STATE_WORDS = frozenset(
    "وزاره مجلس لجنه هيئه مديريه محكمه اداره دائره جهاز رئاسه قياده نيابه مفوضيه ديوان الهيئه اللجنه المجلس المحكمه الجمعيه السلطه".split()
)


# what a body of several states calls itself, without article
_SEVERAL = frozenset("دولي دوليه دوليين دوليون عالمي عالميه اممي امميه امم عرب عربي عربيه اوروبي اوروبيه اوربي اوربيه افريقي افريقيه خليجي خليجيه".split())

_POLLS = frozenset("الانتخابات انتخابات الاستفتاء استفتاء الثوره".split())
_LONGEST_POLL = 3  # words: a longer name says more of itself
_SHORTEST_PLACE = 4  # letters of the name of a place that is known inside the name of a body
_NAMED_AFTER_LAND = frozenset("حزب بنك شركه اخبار صوت حركه تيار فندق".split())  # بنك مصر is one bank of Egypt, not the Egyptian bank
_OF_MALI, _MAY_BE_OF_MALI = frozenset(("المالي", "الماليه")), frozenset("الجيش القوات الحكومه البرلمان الشرطه السلطات".split())  # elsewhere financial
_PREPOSITIONS = frozenset({"في", "من"})
_MOST_REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class Kind:
    """A body that every state has."""

    kind: str
    name_en: str
    never: frozenset[str] = frozenset()  # countries (ISO codes) that have none


@dataclass(frozen=True, slots=True)
class Apart:
    """The name of a body or process taken apart: its folded phrase, the country named in it, the body of every state that it is, what lists have.

    ``needs`` has for each listed body the countries (ISO codes) of which a report must speak for the name to mean it, None where it means it anywhere.
    """

    phrase: str
    country: Country | None
    kind: Kind | None = None
    listed: tuple[Entity, ...] = ()
    needs: tuple[frozenset[str] | None, ...] = ()

    @property
    def is_shared(self) -> bool:
        """Tell whether bodies of several countries have the name."""
        return any(countries is not None for countries in self.needs)


class Bodies:
    """Resolves names of bodies one by one; what needs the whole report is ``coreference``'s."""

    def __init__(self, vocabulary: Vocabulary, countries: Countries, gazetteer: Gazetteer) -> None:
        self._vocabulary = vocabulary
        self._countries = countries
        self._known: dict[str, list[Entry]] = {}
        for entry in dict.fromkeys(entry for entries in gazetteer.entries.values() for entry in entries):
            if entry.type in {"ORG", "PROC"}:
                for key in dict.fromkeys(_key(name) for name in (entry.name, *entry.aliases)):
                    self._known.setdefault(key, []).append(entry)
        self._media = {entry.id for key, entries in self._known.items() if key.startswith(_MEDIA) for entry in entries}
        self._places = _places_of_one_country(gazetteer)
        self._add_agencies()
        self._kinds: dict[str, Kind] = {}
        self._local: dict[tuple[str, str], Kind] = {}
        for row in rows("offices-bodies.tsv"):
            kind = Kind(row["kind"], row["name_en"], frozenset(row["never"].split()))
            for phrase in row["phrases"].split("|"):
                if row["only"] in {"", "-"}:
                    self._kinds.setdefault(fold(phrase), kind)
                else:
                    self._local.setdefault((fold(phrase), row["only"]), kind)
        self._only_there = {phrase: (kind, self._countries.by_iso[iso]) for (phrase, iso), kind in reversed(self._local.items())}
        self._shared: dict[tuple[str, str], frozenset[str]] = {}
        self._add_shared()
        self._listed: dict[tuple[str, str], Entity] = {}
        self._memory: dict[tuple[str, str], Apart] = {}
        # words that head names of bodies and stand for them with the article (حركة, الحركة)
        self.heads = words_of("BODY")
        self._anywhere = {fold(phrase) for row in rows("bodies-local.tsv") for phrase in row["phrases"].split("|")}

    def apart(self, name: str, kind: str) -> Apart:
        """Return a name of type ORG or PROC taken apart, from its letters alone."""
        found = self._memory.get((name, kind))
        if found is None:
            if len(self._memory) > _MOST_REMEMBERED:
                self._memory.clear()
            found = self._memory[name, kind] = self._apart(name, kind)
        return found

    def _apart(self, name: str, kind: str) -> Apart:
        phrase, country = self.split(name) if kind == "ORG" else (self._with_capitals(fold(name)), None)
        known = self.known(name)
        if not known and country is not None:
            known = [entry for entry in self.known(phrase) if entry.country == country.iso]  # لجان التنسيق السورية
        listed = tuple(_entity(entry, kind) for entry in known)
        if kind == "ORG" and country is None and not listed and (local := self.local(phrase)) is not None:
            return Apart(phrase, local[1], local[0])
        needs = tuple(self._shared.get((entity.id, _key(name))) for entity in listed)
        return Apart(phrase, country, self.kind(phrase, country) if kind == "ORG" else None, listed, needs)

    def _with_capitals(self, phrase: str) -> str:
        """Return the folded name of a process with the capitals in it in one spelling: أستانة 6 and أستانا 6 are one round."""
        words = phrase.split()
        for number, word in enumerate(words):
            country = self._countries.by_capital.get(place_key(word))
            if country is not None:
                words[number] = next((key for key in map(fold, country.capitals) if skeleton(key) == skeleton(word)), word)
        return " ".join(words)

    def headed(self, name: str, head: str) -> Apart | None:
        """Return the bodies of that name behind a head that is no part of it (قناة الحياة, تنظيم القاعدة); None where no list has one."""
        heads = next((heads for heads in _HEADS_APART if head in heads), ())
        if not heads:
            return None
        wholes = [f"{word} {name}" for word in heads]
        listed = {entry.id: (entry, _key(whole)) for whole in reversed(wholes) for entry in self.known(whole)}
        if not listed:
            return None
        entities = tuple(_entity(entry, "ORG") for entry, _ in listed.values())
        return Apart(fold(name), None, None, entities, tuple(self._shared.get((entry.id, key)) for entry, key in listed.values()))

    def known(self, name: str) -> list[Entry]:
        """Return the bodies and processes of the tables that have this name, the first listed first."""
        key = _key(name)
        return self._known.get(key) or self._known.get(key.removesuffix(_NEWS), [])

    def _add_agencies(self) -> None:
        """Take in the names of agencies and papers (``data/agencies.tsv``) that the table of bodies lacks."""
        for row in rows("agencies.tsv"):
            keys = [_key(name) for name in row["names"].split("|")]
            known = next((self._known[key][0] for key in keys if key in self._known), None)
            entry = known or Entry(f"org-{row['id']}", "ORG", row["names"].split("|")[0])
            self._media.add(entry.id)
            for key in keys:
                self._known.setdefault(key, [entry])

    def _add_shared(self) -> None:
        """Take in the names that bodies of several countries have (``data/bodies-shared.tsv``)."""
        by_id = {entry.id: entry for entries in self._known.values() for entry in entries}
        for row in rows("bodies-shared.tsv"):
            entry = by_id[row["id"]]
            countries = frozenset(filter(None, (row["countries"] or entry.country).split("|")))
            for key in map(_key, row["names"].split("|")):
                self._shared[entry.id, key] = countries
                if entry not in self._known.setdefault(key, []):
                    self._known[key].append(entry)

    def is_medium(self, number: str) -> bool:
        """Tell whether the listed body of that id is an agency, a paper, a broadcaster, a platform or a company: at work in every country."""
        return number in self._media

    def split(self, name: str) -> tuple[str, Country | None]:
        """Return the folded phrase of a body without its country, and the country that an adjective or a last word names."""
        words: list[str] = []
        country: Country | None = None
        whole = fold(name).translate(_QUOTES).split()
        for word, after in zip(whole, (*whole[1:], ""), strict=False):  # a name of marks alone has no words
            found = self._countries.by_adjective.get(word) if word.startswith("ال") or _is_of_indefinite(whole, word) else None
            if found is not None and word in self._countries.by_name:
                found = None  # سفارة ألمانيا, no adjective in the accusative
            if word in _OF_MALI and whole[0] in _MAY_BE_OF_MALI:
                found = self._countries.by_name["مالي"]
            if found is not None and country is None:
                country = self._countries.of_side(found, after)
            elif country is not None and words and self._countries.is_side(country, word):
                continue  # الحكومة الكورية الجنوبية
            elif found is None or found is not country:
                words.append(word)
        if (
            len(words) > 1
            and country is None
            and words[-2] not in _NAMED_AFTER_LAND
            and (named := self._countries.named(words[-1]) or self._countries.named(words[-1].removeprefix("ل"))) is not None
        ):
            whose = words[-2]
            words, country = words[:-2], named
            if whose not in _PREPOSITIONS or not words:  # حكومة العراق is الحكومة, as الحكومة في العراق is
                words.append("ال" + whose.removeprefix("ال"))
        return " ".join(words), country

    def kind(self, phrase: str, country: Country | None) -> Kind | None:
        """Return the body of every state that a phrase means."""
        local = self._local.get((phrase, country.iso)) if country is not None else None
        return local or self._kinds.get(phrase)

    def local(self, phrase: str) -> tuple[Kind, Country] | None:
        """Return the body of one state that a phrase means by itself (قوات الأسد), None where it is no such phrase."""
        return self._only_there.get(phrase)

    def of_state(self, kind: Kind, country: Country) -> Entity:
        """Return a body of a state; the id of the tables where they list it (الجيش السوري)."""
        cell = (kind.kind, country.iso)
        if cell not in self._listed:
            self._listed[cell] = self._of_state(kind, country)
        return self._listed[cell]

    def of_no_state(self, kind: Kind, key: str) -> Entity:
        """Return a body that any state has, of a state that a report does not tell; ``key`` sets it apart from those of other reports."""
        name_en = " ".join(kind.name_en.replace("of {}", "").replace("{}", "").split())
        return Entity(f"org-{kind.kind}-{key}", "ORG", "", name_en[:1].upper() + name_en[1:], "rule")

    @lru_cache(maxsize=20_000)  # noqa: B019 - the tables live as long as the process
    def country_inside(self, phrase: str) -> str | None:
        """Return the country (ISO code) of a place in a folded phrase (محكمة جنايات القاهرة), None where it names none."""
        words = phrase.split()[1:]
        for word in (*words, *(" ".join(pair) for pair in pairwise(words))):
            key = place_key(word)
            if key in self._known:
                continue  # قناة الجزيرة
            country = self._countries.by_name.get(key) or self._countries.by_capital.get(key)
            iso = country.iso if country else self._places.get(key) or self._places.get(key.removeprefix("ب"))
            if iso:
                return iso
        return None

    def is_of_several_states(self, phrase: str) -> bool:
        """Tell whether a folded phrase says that a body is of several states (اللجنة الدولية)."""
        return any(word.removeprefix("لل").removeprefix("ال") in _SEVERAL for word in phrase.split())

    def _of_state(self, kind: Kind, country: Country) -> Entity:
        entry = next(self._listings(kind, country), None)
        name_en = kind.name_en.format(country.entity.name_en)
        if entry is not None:
            return Entity(entry.id, "ORG", entry.name, entry.name_en or name_en, "list" if entry.name_en else "rule", country=country.iso)
        slug = country.entity.id.removeprefix("loc-")
        return Entity(f"org-{slug}-{kind.kind}", "ORG", "", name_en, "rule", country=country.iso)

    def _listings(self, kind: Kind, country: Country) -> Iterator[Entry]:
        for phrase, known in self._kinds.items():
            if known.kind != kind.kind:
                continue
            for adjective in country.adjectives:
                for ending in ("", "ه"):
                    yield from self._known.get(_one_spelling(phrase + "ال" + fold(adjective) + ending), ())

    def is_state_word(self, phrase: str) -> bool:
        """Tell whether a phrase begins like the name of a body of some state."""
        return phrase.partition(" ")[0] in _STATE_WORDS

    def is_of_any_place(self, phrase: str) -> bool:
        """Tell whether a folded phrase says what sort of body it means and not which (الشركة، مديرية الأمن، كلية الهندسة)."""
        first, _, rest = phrase.partition(" ")
        if not rest:
            return first.startswith("ال") and first[2:] in self.heads
        return phrase in self._anywhere or (rest.startswith("ال") and " " not in rest and f"{first} *" in self._anywhere)

    @staticmethod
    def key(phrase: str) -> str:
        """Return a folded phrase as ids have it: papers' spellings made one, without the words for a station or directorate that some leave out."""
        for spelling, common in _PRESS:
            phrase = phrase.replace(spelling, common)
        return _OFFICE.sub(lambda found: f"{found[1] or found[2]} ", phrase)

    def is_of_any_state(self, phrase: str) -> bool:
        """Tell whether a phrase names what any state may hold or see, without saying which (الانتخابات الرئاسية، الثورة)."""
        words = phrase.split()
        return bool(words) and words[0] in _POLLS and len(words) <= _LONGEST_POLL and not any(word in self._countries.by_adjective for word in words)


# how names of media and companies begin, without blanks: they speak of no country
_MEDIA = ("صحيفه", "جريده", "قناه", "وكاله", "موقع", "مجله", "اذاعه", "بوابه", "فضاييه", "تلفزيون", "شبكه", "شركه")
# heads that mostly are no part of the name behind them, those of one sort together
_HEADS_APART = (("صحيفه", "جريده", "بوابه"), ("قناه", "فضاييه", "تلفزيون", "تليفزيون"), ("تنظيم",))
_QUOTES = str.maketrans("", "", '"«»“”()')
_MARKS = str.maketrans("", "", '"«»“”() .-')
# spellings that differ from paper to paper, in names of bodies
_NEWS = "للانباء"  # said or left out behind the name of an agency
_PRESS = (
    *(("سوريه", "سوريا"), ("اميرك", "امريك"), ("ديموقراط", "ديمقراط"), ("اولتراس", "التراس"), ("الالتراس", "التراس")),
    *(("تليفزيون", "تلفزيون"), ("بنتاجون", "بنتاغون"), ("اوروب", "اورب"), ("سوفييت", "سوفيت"), ("كونجرس", "كونغرس")),
)
# مدير أمن بورسعيد and مديرية أمن بورسعيد, شرطة and قسم شرطة of a town
_OFFICE = re.compile(r"^(?:مديريه (امن)|(?:ديوان )?(?:قسم|مركز|نقطه|مخفر) (شرطه)) (?=\S)")


def _key(name: str) -> str:
    return _one_spelling(fold(name).translate(_MARKS))


def _one_spelling(key: str) -> str:
    """Return the folded key of a body's name without blanks, what papers spell differently made one."""
    key = key.replace(" ", "")
    for spelling, common in _PRESS:
        key = key.replace(spelling, common)
    return key


def _is_of_indefinite(words: list[str], word: str) -> bool:
    """Tell whether a word is the last of an indefinite name (محكمة إماراتية): an adjective there says of which country."""
    return len(words) > 1 and word is words[-1] and not words[0].startswith("ال")


def _places_of_one_country(gazetteer: Gazetteer) -> dict[str, str]:
    """Return the countries (ISO codes) of the places of the tables that are in one country only, by the key of their name."""
    found: dict[str, set[str]] = {}
    for keys, entries in gazetteer.entries.items():
        for entry in entries:
            if entry.type == "LOC" and entry.list == "table" and entry.country:
                found.setdefault(place_key(" ".join(keys)), set()).add(entry.country)
    return {key: countries.pop() for key, countries in found.items() if len(countries) == 1 and len(key) >= _SHORTEST_PLACE}


def _entity(entry: Entry, kind: str) -> Entity:
    return Entity(entry.id, kind, entry.name, entry.name_en or None, "list" if entry.name_en else None, country=entry.country or None)
