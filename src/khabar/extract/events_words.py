"""What each word form is in a sentence that tells an event: a letter of the class string, and what depends on the form alone.

The letters: ``M`` a name (``P`` of a place or body beside a title), ``R`` a title, ``G`` unnamed people, ``g`` and ``a`` those in a form that
owns nothing behind it, of subjects (مسلحون) and of objects (مسلحين، مسلحا), ``X`` a word that stands for what follows it (عناصر، قوات، مدينة), ``Z`` one
with the article, ``x`` one in the accusative, which nothing before it owns, ``K`` a number or share, ``A`` a nationality, ``O`` one in the plural, people
of it, ``B`` the two sides named before, ``D`` an organ of a state that its nationality tells (الخارجية المغربية), ``n`` any other word, ``d`` any
other with the article, ``j`` an adjective without it, ``T`` and ``V`` a noun and a verb that tell an event, ``v`` any other verb, ``L`` a light verb
(شنّ، أجرى), ``E`` a verb of a scene (شهد، وقع), ``U`` one of suffering (تعرض), ``t`` time and manner, ``W`` and, ``,`` a comma, ``.`` the end
of a clause, ``q`` a quotation mark, ``Q`` that, ``Y`` who and which, ``C`` a conjunction, ``S`` during and after, ``=`` the freed (سراح،
سبيل); the prepositions have small letters of their own.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from khabar.extract.events_lexicon import ENCLITICS, PRONOUNS, Group, Lexicon, Readings, Sets, base_keys
from khabar.fold import fold, folded_key
from khabar.tables import packed_lines, rows
from khabar.tag.rarity import is_nounlike

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from collections.abc import Set as AbstractSet

    from khabar.vocabulary import Coded, Column, Vocabulary

PREPOSITIONS = {
    "ل": "l", "ب": "b", "في": "f", "من": "s", "الي": "i", "علي": "o", "عن": "e", "مع": "c", "ضد": "z", "بين": "y",
    "قبل": "<", "نحو": "h", "باتجاه": "h", "اتجاه": "h", "تجاه": "h", "صوب": "h", "بحق": "u", "ك": "k", "لدي": "p", "امام": "p", "قرب": "p", "داخل": "f",
    "قباله": "p",
}  # fmt: skip
# the word that a preposition's letter stands for in events_frames.tsv
NAMES = {"l": "ل", "b": "ب", "f": "في", "s": "من", "i": "الي", "o": "علي", "e": "عن", "c": "مع", "z": "ضد", "y": "بين", "h": "نحو", "u": "بحق"}
AGENT = "@"  # the hand by which: من قبل، على يد، بأيدي
_HANDS = frozenset({"يد", "ايدي", "ايد", "يدي", "جانب", "طرف", "بايدي", "بيد", "قبضه"})
_MARKS = {"،": ",", ",": ",", "؛": ".", ";": ".", ".": ".", "!": ".", "?": ".", "؟": ".", ":": ".", "…": ".", "-": ",", "–": ",", "—": ",", "|": ".", "/": ","}
_QUOTES = frozenset("«»\"“”„'‘’()[]{}")
_AND = frozenset({"و", "او", "ف", "ام"})
_CLASSES = (("that", "Q"), ("relative", "Y"), ("adverb", "t"), ("light", "L"), ("scene", "E"), ("suffered", "U"), ("junction", "C"), ("during", "S"))
_OURS = ("light ours", "L")  # light verbs in the first person plural
_BASES = (("freed", "="), ("both", "B"), ("quantity", "K"), ("heads", "X"))
_SIGNS = {
    "negation": "n", "without": "w", "denial": "d", "cancelled": "c", "future": "f", "plan": "p", "call": "r", "condition": "h", "ongoing": "g", "refusal": "x"
}  # fmt: skip
# two words that tell what a day in the calendar is of, or that something is only likened to it
DAYS_OF = frozenset((("اليوم", "الدولي"), ("اليوم", "العالمي"), ("اليوم", "الوطني"), ("مثل", "هذا")))
FIRST_OF_DAYS = frozenset(first for first, _ in DAYS_OF)
_OWNERS = ("ه", "ها", "نا", "هم")
WAS = frozenset(("كان", "كانت", "كانوا"))
_PREACHER = "إمام"  # folded alike with أمام
_COMMUNITY = "المجتمع"  # people only with one word behind it: المجتمع الدولي
_OTHER_WORDS = frozenset(("مالي", "صحراوي"))  # of Mali and of Western Sahara, but far more often of money and of the desert
DESCRIBING = frozenset(
    "انتحاري ارهابي مسلح عسكري مدني طلابي امني شعبي اهلي".split()
)  # people, and behind a noun more often an adjective: تفجير انتحاري، الحكم العسكري
_PEOPLES = frozenset("روس اتراك افغان هنود المان امريكان صرب".split())  # broken plurals of nationalities
_CASES = {"ون": "ين", "ين": "ون", "ان": "ان"}  # endings of plurals and duals, and that of their other case by which a plural is known
PEER = "نظير"  # how the press calls the holder of the same office elsewhere
DUALS = ("ان", "ين", "ا", "ي")  # endings of a title that two bear: وزيرا خارجية قطر وتركيا
PAIR = "*"  # among the fields of a form: it may be the first of two words that tell a field together (حادث سير)
PLURAL = ("ون", "ين")  # endings that hardly any but people have
_COMMON = 40  # printings of the masculine present from which a form with ت or ن is taken for the same verb
_KNOWN = 5  # printings of the present from which a form with س before it is taken for its future
_SHORT = 3  # letters of a verb that is as often a noun
_PERSONS = "يتن"  # letters of the present behind س
_WEAK = "اي"  # last letters that a verb loses before its ending
LOYAL, OPPOSED = "loyal to", "against"  # how people stand to a body that they are none of
REMEMBERING, NAMING, WORDING, ASKING, LONG_AGO, TOPIC, CASE, BODY = "rnwqytcb"  # letters of Classes.background
_HISTORY, _YEAR = 1950, (3, 4)  # the year from which what is told is no history, and the digits of one


def pronoun_at(key: str, words: AbstractSet[str]) -> str:
    """Return the pronoun at the end of one of some words (منزله، سياراتهم), empty at any other word; its ة has become a ت."""
    pronoun = next((end for end in PRONOUNS if key.endswith(end)), "")
    stem = key.removesuffix(pronoun)
    return pronoun if pronoun and not words.isdisjoint((stem, stem[:-1] + "ه")) else ""


def _meant_by(light: str, key: str) -> tuple[str, ...]:
    """Return the bases of a form that may be its word: behind the article a ي is no pronoun, and makes an adjective (التجاري is none of التجار)."""
    return (key, key[2:]) if light.startswith("ال") and key.endswith("ي") else base_keys(light, key)


def bears_pronoun(light: str) -> bool:
    """Tell whether a word without the article ends in a pronoun, so that it is somebody's and owns nothing behind it: قواته، أنصارها."""
    return not light.startswith("ال") and light.endswith(PRONOUNS)


class Classes:
    """The class of each word form."""

    def __init__(self, sets: Sets, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._exact = {key: letter for name, letter in reversed((*_CLASSES, _OURS)) for key in sets.classes[name]}
        self._closed = dict.fromkeys(_HANDS, AGENT) | dict.fromkeys(_AND, "W") | dict.fromkeys(_QUOTES, "q") | self._exact | _MARKS
        self._signs = {key: letter for name, letter in _SIGNS.items() for key in sets.signs[name]}
        self._organs = sets.classes["organs"]
        self._memorial, self._naming = sets.classes["memorial"], sets.classes["naming"]
        kinds = (("topic", TOPIC), ("case", CASE), ("body of", BODY), ("wording", WORDING))
        self._spoken = {key: letter for name, letter in kinds for key in sets.classes[name]}
        self._bases = {key: letter for name, letter in reversed(_BASES) for key in sets.classes[name]}
        self._own = [(what, sets.classes[f"own {what}"]) for what in ("country", "body", "people")]
        self._groups = {
            fold(word): Group(row["english"], row["sector"], tuple(filter(None, row["members"].split(";"))))
            for row in rows("events_groups.tsv")
            for word in row["words"].split(";")
        }
        self._owners = sets.classes["owning"]
        self._stances = dict.fromkeys(sets.classes["loyal"], LOYAL) | dict.fromkeys(sets.classes["opposed"], OPPOSED)
        self._bodies = frozenset(fold(row["word"]) for row in rows("sources.tsv") if row["kind"] == "body" and row["number"] == "1")
        self._adjectives = dict(_adjectives())
        verbs = packed_lines("verbs.txt.gz")
        self._verbs = frozenset(fold(row["past"]) for row in rows("events_verbs.tsv")) | frozenset(key for key in verbs if len(key) > _SHORT)
        self._short_verbs = frozenset(key for key in verbs if len(key) == _SHORT)

    def letter(self, light: str, key: str) -> str:
        """Return the letter of a form, as the module describes."""
        if light == _PREACHER:
            return self._open(light, key)
        return (PREPOSITIONS.get(key) if light[:1] != "آ" else None) or self._closed.get(key) or self._open(light, key)

    def _open(self, light: str, key: str) -> str:
        if key[:1].isdigit():
            return "K"
        for enclitic in ENCLITICS.get(light[-1:], ()):  # قادة are no قاده
            if key.endswith(enclitic) and self._exact.get(key[: -len(enclitic)]) in ("L", "E", "U"):
                return self._exact[key[: -len(enclitic)]]
        if self.own(light, key):
            return "G"
        if key.startswith("ال") and key[2:] in DESCRIBING:
            return "d"
        bare = key.removeprefix("ال")
        if self._bases.get(bare) != "B" and (whole := self._whole(bare)):
            return whole
        for base in _meant_by(light, key) if key not in DESCRIBING else ():  # مدني is no city
            if base in self._bases:
                found = self._bases[base]
                return self._head(light, key) if found == "X" else found
        if self.country(light, key):
            return "O" if key.endswith(PLURAL) or key in _PEOPLES else "A"
        if key != _COMMUNITY and self.group(light, key):
            return "G"
        if light.startswith("ال") and len(key) > 3:
            return "D" if key[2:] in self._organs else "d"
        if len(key) > 4 and key.endswith(("ي", "يه")):
            return "j"
        return "v" if self._is_verb(key) else "n"

    def _head(self, light: str, key: str) -> str:
        """Return the letter of a word that stands for what follows it; one in the accusative (موقعا, not سرايا) is known without its ending."""
        accusative = key[-1:] == "ا" and key[:-1] in self._bases
        return "Z" if light.startswith("ال") else "x" if accusative else "X"

    def _whole(self, key: str) -> str:
        """Return g or a for people in a plural, dual or accusative that bears its ending, and so is no first part of a construct; empty for all else."""
        if self._by_case(key):
            return "a" if key.endswith("ين") else "g"
        return "a" if key[-1:] == "ا" and key[:-1] in self._groups else ""

    def _is_verb(self, key: str) -> bool:
        if key[:1] == "س" and key[1:2] in _PERSONS and len(key) > _SHORT + 1 and key[-1] != "ه" and self._counts.get("ي" + key[2:], 0) > _KNOWN:
            return self._is_verb("ي" + key[2:])  # سيخسر، ستبقى
        shaped = (
            (key[:1] == "ي" and len(key) > 3 and not key.endswith("ا"))
            or key in self._verbs
            or (key.endswith(("ت", "وا")) and self._is_ended(key))
            or (key[:1] in "تن" and len(key) > 2 and self._counts.get("ي" + key[1:], 0) > _COMMON)
        )
        return shaped and not is_nounlike(self._counts, key)

    def may_be_past(self, key: str) -> bool:
        """Tell whether a form with ت may be the past of a verb that begins with it (تلقى، تسلم), and so need be no feminine."""
        return key[:1] == "ت" and key in self._verbs

    def is_nounlike_verb(self, key: str) -> bool:
        """Tell whether a form is of a verb in the past and as often a noun: تحدث، توقف، تراجع."""
        return key in self._verbs and len(key) > _SHORT and not self._is_verb(key)

    def _is_ended(self, key: str) -> bool:
        """Tell whether a form is that of a verb in the past with an ending, before which a weak verb loses its last letter: نددت، تخلت، استدعوا."""
        stem = key.removesuffix("ت") if key.endswith("ت") else key.removesuffix("وا")
        return stem in self._verbs or stem + "ي" in self._verbs or self._is_short(key)

    def _is_short(self, key: str) -> bool:
        """Tell whether a form is that of a verb of three letters whose past is as often a noun, with an ending that no noun has: سمحت، نفت، دفعوا."""
        if key.endswith("ت"):
            stem = key[:-1]
            return (stem in self._short_verbs and stem[-1] not in _WEAK) or (len(stem) == _SHORT - 1 and stem + "ي" in self._short_verbs)
        return key.endswith("وا") and key[:-2] in self._short_verbs

    def group(self, light: str, key: str) -> Group | None:
        """Return the people that a form names, None for none."""
        if key.endswith("ات"):  # اشتباكات is no plural of a person
            return self._groups.get(key) or self._groups.get(key[2:] if light.startswith("ال") else key)
        found = next((self._groups[base] for base in _meant_by(light, key) if base in self._groups), None)
        return found or self._by_case(key.removeprefix("ال")) or self._owning(key)

    def _by_case(self, key: str) -> Group | None:
        """Return the people that a plural or dual names whose singular or other case is known (شرطيون), None for none."""
        stem, other = key[:-2], _CASES.get(key[-2:])
        if other is None or len(stem) < _SHORT:  # سجون are no plural of سجين
            return None
        feminine = self._groups.get(stem[:-1] + "ه") if stem.endswith("ت") and key[-2:] != "ون" else None  # رهينتين
        return self._groups.get(stem) or feminine or (self._groups.get(stem + other) if other != "ان" else None)

    def _owning(self, key: str) -> Group | None:
        """Return the people that a plural names which has lost its last letter to what follows it (منظمو المسيرة), None for none."""
        return self._groups.get(key + "ن") if key[-1:] in ("و", "ي") else None

    def background(self, light: str, key: str) -> str:
        """Return the letters of what a form may make of the words around it: something remembered, named, asked, long ago, spoken of as such, or a body's."""
        bases = base_keys(light, key)
        found = REMEMBERING if key in FIRST_OF_DAYS or not self._memorial.isdisjoint(bases) else ""
        found += "" if self._naming.isdisjoint(bases) else NAMING
        found += self._spoken.get(key, "")
        if key == "؟":
            found += ASKING
        elif len(key) in _YEAR and key.isdigit() and int(key) < _HISTORY:
            found += LONG_AGO
        return found

    def owns(self, light: str, key: str) -> bool:
        """Tell whether people are called by a form as those of the people behind it (عائلات المعتقلين، ممثلو العمال)."""
        return key in self._owners or (key[-1:] == "و" and not light.startswith("ال") and key + "ن" in self._groups)

    def own(self, light: str, key: str) -> str:
        """Return what somebody calls his own by a form with a pronoun, country (بلاده), body (قواته) or people (أنصاره); empty for nothing."""
        if light.startswith("ال") or not key.endswith(_OWNERS):
            return ""
        bases = base_keys(light, key)[1:]
        return next((what for what, words in self._own if not words.isdisjoint(bases)), "")

    def stance(self, _light: str, key: str) -> str:
        """Return how a form tells people to stand to those behind it, as English has it: LOYAL, OPPOSED, or empty."""
        return self._stances.get(key.removeprefix("ال"), "")

    def body(self, light: str, key: str) -> str:
        """Return the word for one body that a form with the article is (وزارة of الوزارة); empty for none."""
        return key[2:] if light.startswith("ال") and key[2:] in self._bodies else ""

    def country(self, light: str, key: str) -> str | None:
        """Return the id of the country that an adjective of nationality names."""
        return self._adjectives.get(key[2:] if light.startswith("ال") and len(key) > 4 else key)

    def sign(self, light: str, key: str) -> str:
        """Return the letter of the status that a form is a sign of, "." for none."""
        return self._signs.get(key) or self._signs.get(key[2:] if light.startswith("ال") else key) or "."


def _adjectives() -> list[tuple[str, str]]:
    found = []
    for row in rows("countries.tsv"):
        for adjective in filter(None, row["adjectives"].split(";")):
            stem = folded_key(adjective)
            found += [(stem + ending, row["id"]) for ending in ("", "ه", "ا", "ين", "ون", "ان", "تين", "تان") if stem not in _OTHER_WORDS or len(ending) > 1]
    return found


def _letters_of_bases(letters: Mapping[str, str]) -> Callable[[str, str], str]:
    """Return the function that gives the letters of all bases of a form."""
    return lambda light, key: "".join([letters[base] for base in base_keys(light, key) if base in letters])


class Words:
    """The columns of the vocabulary that events are read from."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        sets = Sets()
        lexicon = Lexicon(sets, vocabulary.counts)
        classes = Classes(sets, vocabulary.counts)

        fields = defaultdict(str, dict.fromkeys(sets.pairs, PAIR))
        for name, letter in sets.letters.items():
            for word in sets.fields[name]:
                fields[word] += letter
        self.sets = sets
        pairs = {first: [(second, sets.letters[name]) for second, name in seconds] for first, seconds in sets.pairs.items()}
        self.field_letters = sets.letters
        self.readings: Coded[Readings | None] = vocabulary.marked(lexicon.readings)
        self.letters: Coded[str] = vocabulary.letters(classes.letter)
        self.bases: Column[tuple[str, ...]] = vocabulary.column(base_keys)
        # of a form that may be the first of two words: each second with the letter of the field that they tell together
        self.seconds: Column[list[tuple[str, str]]] = vocabulary.column(
            lambda light, key: [pair for base in base_keys(light, key) for pair in pairs.get(base, ())]
        )
        self.conditions: Coded[str] = vocabulary.marked(_letters_of_bases(lexicon.conditions))
        self.fields: Coded[str] = vocabulary.marked(_letters_of_bases(fields))
        self.groups: Coded[Group | None] = vocabulary.marked(classes.group)
        self.countries: Column[str | None] = vocabulary.column(classes.country)
        self.signs: Coded[str] = vocabulary.letters(classes.sign)
        self.background: Coded[str] = vocabulary.marked(classes.background)
        self.own: Column[str] = vocabulary.column(classes.own)
        self.stances: Column[str] = vocabulary.column(classes.stance)
        at_least, opening, manners, representing, still = (sets.classes[name] for name in ("at least", "opening", "manner", "representing", "still"))
        leading = sets.classes["leading"]
        self.community: Coded[bool] = vocabulary.marked(lambda _, key: key == _COMMUNITY)
        self.leading: Coded[bool] = vocabulary.marked(lambda _, key: key in leading)
        self.manners: Coded[bool] = vocabulary.marked(lambda _, key: key in manners)
        self.still: Coded[bool] = vocabulary.marked(lambda _, key: key in still)
        self.representing: Coded[bool] = vocabulary.marked(lambda _, key: key in representing)
        self.at_least: Coded[bool] = vocabulary.marked(lambda _, key: key in at_least)
        self.opening: Coded[bool] = vocabulary.marked(lambda _, key: key in opening or classes.is_nounlike_verb(key))
        self.past_in_t: Column[bool] = vocabulary.column(lambda _, key: classes.may_be_past(key))
        self.owning: Column[bool] = vocabulary.column(classes.owns)
        self.bodies: Coded[str] = vocabulary.marked(classes.body)
