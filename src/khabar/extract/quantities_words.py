"""The classes of words that figures are made of, and the nouns that the press counts."""

from dataclasses import dataclass
from functools import cache, lru_cache

from khabar.extract.numbers import NumberWord, number_column, number_word
from khabar.extract.times_words import UNITS, time_word
from khabar.fold import fold
from khabar.grammar import OTHER, Letters
from khabar.tables import rows
from khabar.vocabulary import Coded, Column, Vocabulary

_NAMES = (
    "NUMBER VAGUE SOME MANY COUNT LOT BIG APPROX NEAR CHANGE MORE THAN RISE LESS CLIMB ON OR AND TO BETWEEN ARTICLE LEAST OTHERS ZERO ANYONE NEGATION "
    "HAPPEN LOSS PERCENT HUNDREDTH IDENTIFIER NOUNLESS DUAL ONEPERSON DASH PLUS STOP TIMEUNIT ORDINAL DISEASE TOTAL"
)
LETTERS = Letters(_NAMES)
_CUES = frozenset({"SPARED", "KILLED", "WOUNDED", "ARRESTED", "KIDNAPPED", "DISPLACED", "RELEASED", "MISSING", "DESTROYED", "DELIVERED", "TAKEN"})
_RENAMED = {"ANY": "ANYONE", "NOT": "NEGATION"}
_MARKS = {"-": "DASH", "–": "DASH", "—": "DASH", "+": "PLUS", "%": "PERCENT", "٪": "PERCENT", ".": "STOP", "؟": "STOP", "!": "STOP"}
_TIME_UNITS = frozenset(" ".join(UNITS[name] for name in ("ONE", "MANY", "TWO")).split()) | {"MONTH", "CAREFUL", "TWIN", "HIJRI"}


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that is counted: its unit, what is special about those counted, and its number: 1, 2 or 3 for many."""

    unit: str
    what: str
    number: int
    definite: bool = False


@cache
def _table() -> dict[str, tuple[str, str]]:
    """Return the class of each word around figures and what it means; cues stand in a table of their own."""
    found: dict[str, tuple[str, str]] = {}
    for row in rows("quantities.tsv"):
        if row["class"] not in _CUES:
            for word in row["words"].split():
                found.setdefault(fold(word), (_RENAMED.get(row["class"], row["class"]), row["value"]))
    return found


@cache
def _cues() -> dict[str, str]:
    return {fold(word): row["value"] for row in rows("quantities.tsv") if row["class"] in _CUES for word in row["words"].split()}


@cache
def _nouns() -> dict[str, Noun]:
    found: dict[str, Noun] = {}
    duals: dict[str, Noun] = {}
    for row in rows("units.tsv"):
        unit, what = row["unit"], row["what"] or row["unit"]
        singular = fold(row["singular"])
        found.setdefault(singular, Noun(unit, what, 1))
        if not row["singular"].endswith("ة"):
            found.setdefault(singular + "ا", Noun(unit, what, 1))
        for word in row["plural"].split():
            found.setdefault(fold(word), Noun(unit, what, 3))
            found.setdefault(fold(word) + "ا", Noun(unit, what, 3))
            if word.endswith("ين"):
                found.setdefault(fold(word[:-1]), Noun(unit, what, 3))  # in front of a noun (مسلحي التنظيم)
        for dual in _duals(row["singular"]):
            duals.setdefault(dual, Noun(unit, what, 2))
    for dual, noun in duals.items():
        # the dual and the sound masculine plural are written alike (مدنيين): such a form is a plural
        found.setdefault(dual, noun)
    return found


def _duals(singular: str) -> list[str]:
    if len(singular) < 3 and singular not in {"حي", "طن"}:
        return []
    if singular.endswith("ة"):
        stem = fold(singular[:-1] + "ت")
    elif singular.endswith("ى"):
        stem = fold(singular[:-1] + "ي")
    elif singular.endswith("اء"):
        return [fold(singular + "ين"), fold(singular + "ان"), fold(singular[:-1] + "ئين")]
    else:
        stem = fold(singular)
    return [stem + "ين", stem + "ان"]


@lru_cache(maxsize=1024)  # several columns ask for one form, one after the other
def noun(light: str, key: str) -> Noun | None:
    """Return the noun of a word form among those that are counted, None for any other word."""
    found = _nouns().get(key)
    if found is None and key.startswith("ال") and len(key) > 4:
        bare = _nouns().get(key[2:])
        if bare is not None and not (bare.number == 1 and light.endswith("ا")):
            return Noun(bare.unit, bare.what, bare.number, definite=True)
    return found or _possessed(key) or _two_of_somebody(key) or _joined(key) or _of_a_people(light, key)


def _joined(key: str) -> Noun | None:
    """Return the noun of a form so rare that the vocabulary did not part an 'and' from it (ومستشفيين, وأطفالهما)."""
    if not key.startswith("و") or len(key) <= 5:
        return None
    joined = _nouns().get(key[1:])
    return joined if joined is not None and joined.number == 2 else _possessed(key[1:])


def _of_a_people(light: str, key: str) -> Noun | None:
    """Return a person for an adjective of origin under a number (سعوديا, فلسطينيين, مقتل فلسطيني)."""
    definite = key.startswith("ال")
    bare = key[2:] if definite else key
    if not definite and key in _peoples():
        return Noun("person", "person", 1)
    if not definite and is_people(key):
        return Noun("person", "person", 2)
    if (len(bare) >= 6 and bare.endswith(("يين", "يون")) and bare not in _NOT_PEOPLE) or (len(bare) >= 5 and light.endswith("يا") and not definite):
        return Noun("person", "person", 3, definite)
    return None


def is_people(key: str) -> bool:
    """Tell whether a word is the dual of an adjective of origin (فلسطينيان, سوريتان)."""
    return key.endswith(("يان", "يتان")) and key.removesuffix("ان").removesuffix("ت") in _peoples()


@cache
def _peoples() -> frozenset[str]:
    """Return the adjectives of nationality in the masculine (فلسطيني), which stand for a person where one is counted."""
    return frozenset(fold(word) for row in rows("countries.tsv") for word in row["adjectives"].split(";") if word)


_NOT_PEOPLE = frozenset({"تلفزيون", "تليفزيون", "ملايين", "كاريكاتيريين"})


_PRONOUNS = ("هما", "هم", "ها", "نا", "ه")


def _possessed(key: str) -> Noun | None:
    """Return the plural under a pronoun (عناصره, آلياتهم)."""
    for pronoun in _PRONOUNS if key[-1] in "اهم" else ():
        stem = key.removesuffix(pronoun)
        if stem != key and len(stem) > 3:
            bare = _nouns().get(stem) or (_nouns().get(stem[:-1] + "ي") if stem[-1] == "ا" else None)  # قتلاها
            if bare is not None and bare.number == 3:
                return Noun(bare.unit, bare.what, 3, definite=True)
    return None


def _two_of_somebody(key: str) -> Noun | None:
    """Return the dual of a person under a pronoun (طفلاها, نجليه)."""
    if not is_two_of_somebody(key):
        return None
    bare = _nouns()[_without_pronoun(key)[:-1]]
    return Noun(bare.unit, bare.what, 2)


def is_two_of_somebody(key: str) -> bool:
    """Tell whether a word is the dual of a person under a pronoun."""
    stem = _without_pronoun(key)
    bare = _nouns().get(stem[:-1]) if stem != key and len(stem) > 3 and stem[-1] in "اي" else None
    return bare is not None and bare.number == 1 and bare.unit == "person"


def _without_pronoun(key: str) -> str:
    return next((key.removesuffix(pronoun) for pronoun in ("هما", "هم", "ها", "ه") if key.endswith(pronoun)), key)


@lru_cache(maxsize=1024)  # several columns ask for one form, one after the other
def quantity_word(light: str, key: str) -> tuple[str, str]:
    """Return the class of a word form among figures and what it means there; ``("", "")`` for a word that is none."""
    if key in _MARKS:
        return _MARKS[key], ""
    found = _table().get(key)
    if found is not None:
        return found
    number = number_word(light, key)
    if number is not None and number.kind != "and":
        return "NUMBER", ""
    temporal = time_word(light, key)[0]
    if temporal in _TIME_UNITS:
        return "TIMEUNIT", ""
    if temporal == "ORDINAL":
        return "ORDINAL", ""
    counted = noun(light, key)
    if counted is not None and not counted.definite:
        if counted.number == 2 and counted.unit not in {"side", "state", "time", "degree", "point"}:
            return "DUAL", ""
        if counted.number == 1 and counted.unit == "person" and not light.endswith("ا"):
            return "ONEPERSON", ""
    return "", ""


def _letter(light: str, key: str) -> str:
    name = quantity_word(light, key)[0]
    return LETTERS[name] if name else OTHER


class Columns:
    """The columns that the grammar of figures reads."""

    __slots__ = ("classes", "cues", "meanings", "nouns", "numbers")

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.classes: Coded[str] = vocabulary.letters(_letter)
        self.meanings: Column[str] = vocabulary.column(lambda light, key: quantity_word(light, key)[1])
        self.nouns: Column[Noun | None] = vocabulary.column(noun)
        self.cues: Column[str] = vocabulary.column(lambda _light, key: _cues().get(key, ""))
        self.numbers: Coded[NumberWord | None] = number_column(vocabulary)
