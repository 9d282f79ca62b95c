"""The words that tell events, from ``data/events_*.tsv``: for each word form the ways to read it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from khabar.fold import fold, folded_key
from khabar.morphology import VerbForm, bases, conjugated
from khabar.tables import rows
from khabar.tag.rarity import is_nounlike

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

PRONOUNS = ("ها", "هم", "ه")  # at the end of a word, those that mean people most often
# all, by the last letter of the word
ENCLITICS = {"ا": ("هما", "ها", "نا"), "م": ("هم", "كم"), "ن": ("هن",), "ه": ("ه",)}
_LAST = "هامني"  # the last letters of pronouns
_AND, _JOINED = "وف", 5  # what is written together with a form, and the letters from which both are taken for that
_PARTICLES = _AND + "بل"
_FIRST = 0x4E00  # where 20,000 letters in a row stand
_PLURAL = 6  # letters from which a word in ون or ين is taken for a plural
_PASSIVE_ENDS = (("", "m", 1), ("ت", "f", 1), ("وا", "m", 3))
_GIVEN_NAMES = frozenset(("تامر", "عفت"))  # as written without hamza and the like: names far more often than verbs
_FORMS = ("past", "nouns", "present", "participles")
_BUILDING = str.maketrans("", "", "اويته")  # letters that may be no letters of a root
_FEWEST = 3  # letters that a form keeps when a pronoun is taken off its end


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What the parts of the sentence are to an event: A actor, R recipient, P place, RP both, AR either, "" nothing."""

    name: str
    subject: str
    object: str
    genitive: str
    prepositions: dict[str, str]
    symmetric: bool


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """One row of the table of triggers. ``types`` holds two where what the word governs decides."""

    row: int
    root: str  # what its words have in common with others of their root
    types: tuple[str, ...]
    mode: str | None
    frame: Frame
    needs: frozenset[str]  # letters of words (``Lexicon.conditions``) of which one must stand near
    unless: frozenset[str]  # letters of words that rule the sense out
    unless_before: frozenset[str]  # letters of words that rule it out where they stand before it
    unless_alone: frozenset[str]  # letters of words that rule it out where they are part of nobody's name or title
    fields: str  # letters of the fields that rule the sense out
    needed_fields: str  # letters of the fields of which one must be there
    also: str  # letters of the fields of which one must be there beside the words that must stand near
    passing: bool  # tells a protest only by who does something that is none of itself (رفع المحتجون لافتات)


@dataclass(frozen=True, slots=True)
class Reading1:
    """A way to read a word form: its sense, and as what. ``part``: v verb, n noun, a active and p passive participle; ``pronoun`` tells of one at its end."""

    sense: Sense
    part: str
    verb: VerbForm | None = None
    pronoun: str = ""
    joined: bool = False  # an and is still written on the form: وحثتهم


class Readings:
    """The ways to read one word form, in the order of the table: all of them, those as a verb, and those as a noun or participle."""

    __slots__ = ("dual", "every", "nouns", "owned", "past", "verbs")

    def __init__(self, every: tuple[Reading1, ...]) -> None:
        self.every = every
        self.verbs = tuple(reading for reading in every if reading.part == "v")
        self.nouns = tuple(reading for reading in every if reading.part != "v")
        self.owned = tuple(reading for reading in every if reading.part == "n" and reading.pronoun)
        self.past = all(reading.verb is not None and reading.verb.tense == "past" for reading in self.verbs)
        self.dual = any(reading.verb and reading.verb.number == 2 for reading in every)


@dataclass(frozen=True, slots=True)
class Group:
    """Unnamed people: what English calls them, their PLOVER sector, and the entities that a fixed collective stands for."""

    english: str
    sector: str
    members: tuple[str, ...] = ()


def _cells(cell: str) -> list[str]:
    return [word for word in cell.split(";") if word]


class Sets:
    """The named sets of ``events_words.tsv``, their words folded."""

    def __init__(self) -> None:
        self.near: dict[str, frozenset[str]] = {}
        self.fields: dict[str, frozenset[str]] = {}
        self.classes: dict[str, frozenset[str]] = {}
        self.signs: dict[str, frozenset[str]] = {}
        kinds = {"near": self.near, "field": self.fields, "class": self.classes, "sign": self.signs}
        self.pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)  # the second word and the field of a field's pairs, by the first word
        for row in rows("events_words.tsv"):
            kinds[row["kind"]][row["name"]] = frozenset(fold(word) for word in _cells(row["words"]) if " " not in word)
            if row["kind"] == "field":
                for first, _, second in (word.partition(" ") for word in _cells(row["words"]) if " " in word):
                    self.pairs[fold(first)].append((fold(second), row["name"]))
        self.letters = {name: chr(ord("a") + number) for number, name in enumerate(sorted(self.fields))}


def _frames() -> dict[str, Frame]:
    def role(cell: str) -> str:
        return "" if cell == "-" else cell

    found = {}
    for row in rows("events_frames.tsv"):
        pairs = [pair.partition(":") for pair in _cells(row["prepositions"])]
        marks = {fold(word): role(mark) for word, _, mark in pairs}
        found[row["frame"]] = Frame(row["frame"], role(row["subject"]), role(row["object"]), role(row["genitive"]), marks, row["symmetric"] == "yes")
    return found


def noun_forms(noun: str) -> Iterator[str]:
    """Yield a noun with its regular plural and dual, light, without article and pronouns."""
    yield noun
    stem = noun.removesuffix("ة")
    if not noun.endswith("ات"):
        yield stem + "ات"
    dual = stem + "ت" if noun.endswith("ة") else noun
    yield from (dual + "ين", dual + "ان")
    if noun.endswith("ة"):  # اجتماعي is an adjective, جلستي two sessions
        yield from (dual + "ي", dual + "ا")


def _with_their_pronouns(nouns: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the nouns of a row that are listed with pronouns (استياؤه، استياؤها), folded, each with its pronoun."""
    for noun in nouns:
        pronoun = next((end for end in PRONOUNS if noun.endswith(end)), "")
        stem = noun.removesuffix(pronoun)
        if pronoun and any(stem + other in nouns for other in PRONOUNS if other != pronoun):
            yield folded_key(noun), pronoun


def _participle_forms(participle: str) -> Iterator[str]:
    stem = participle[:-1] if participle.endswith(("ي", "ى")) else participle
    yield from (participle, stem + "ة", stem + "ات", stem + "ين", stem + "ون", stem + "ان", participle + "ا", stem + "تين", stem + "تان")
    yield from (stem + "ية", stem + "يا") if stem != participle or participle.endswith("ع") else ()


def _conjugated(past: str, present: str) -> Iterator[tuple[str, VerbForm]]:
    """Yield the forms of a verb; without a present (it is another word's too, as that of وعد) those of the past alone, without a past those of the present.

    The short forms of weak verbs, which are other words elsewhere (تستعد), have the tense "jussive".
    """
    short, doubled = _shortened(present), past[-2:-1] == present[-2:-1] == "ي"
    if past[1:2] == "ا" and len(past) > _FEWEST:
        yield from ((past[0] + "و" + past[2:] + end, VerbForm("past", 3, gender, number, passive=True)) for end, gender, number in _PASSIVE_ENDS)  # هوجمت
    for form, verb in conjugated(past or "فعل", present or "يفعل").items():
        alone = verb.person == 1 and verb.number == 1 and (verb.tense != "past" or past[-2:-1] == "ا")  # أصل، أسلح، أبدت: other words far more often
        if doubled and short and form[1:] == short:
            continue  # لم تؤد is no form of أيّد
        if (past if verb.tense == "past" else present) and not alone and not (verb.tense == "future" and form[2:] == short):
            yield form, replace(verb, tense="jussive") if verb.tense == "present" and form[1:] == short else verb


def _shortened(present: str) -> str:
    """Return the present of a weak verb as it is after لم, without its first letter; "" for any other verb."""
    if len(present) > _FEWEST and present[-1] in "ويى":
        return present[1:-1]
    return present[1:-2] + present[-1] if len(present) > _FEWEST and present[-2] in "اوي" else ""


class Lexicon:
    """The senses of each word form; ``senses(key)`` is empty for most words."""

    def __init__(self, sets: Sets, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._verbs: dict[str, list[tuple[Sense, VerbForm]]] = defaultdict(list)
        self._nouns: dict[str, list[tuple[Sense, str]]] = defaultdict(list)
        self._feminine: set[str] = set()  # nouns that end in ة
        self._owned: dict[str, str] = {}  # the pronouns of nouns that a row lists with them alone (استياؤه)
        self.conditions: dict[str, str] = {}  # a letter for each word that some sense needs or is ruled out by
        frames = _frames()
        for number, row in enumerate(rows("events_triggers.tsv")):
            self._take(_sense(number, row, frames, sets, self.conditions), row)

    def _take(self, sense: Sense, row: dict[str, str]) -> None:
        if row["past"] or row["present"]:
            for form, verb in _conjugated(row["past"], row["present"]):
                key = folded_key(form)
                if verb.passive and (sense.frame.symmetric or "A" in sense.frame.object):
                    continue  # قوبل القرار بالرفض
                if verb.person == 1 and is_nounlike(self._counts, key):
                    continue  # نصيب and نصاب are far more often nouns than what we do
                self._verbs[key].append((sense, verb))
        nouns = _cells(row["nouns"])
        self._owned.update(_with_their_pronouns(nouns))
        for noun in nouns:
            for form in dict.fromkeys(noun_forms(noun)):
                self._nouns[folded_key(form)].append((sense, "n"))
            if noun.endswith("ة"):
                self._feminine.add(folded_key(noun))
        for cell in _cells(row["participles"]):
            part = "p" if cell.endswith("-") else "a"
            for form in dict.fromkeys(_participle_forms(cell.rstrip("-"))):
                self._nouns[folded_key(form)].append((sense, part))

    def readings(self, light: str, key: str) -> Readings | None:
        """Return the ways to read a form; None where it tells no event."""
        found = self._readings(light, key) if light not in _GIVEN_NAMES else []
        return Readings(tuple(dict.fromkeys(found))) if found else None

    def _readings(self, light: str, key: str) -> list[Reading1]:
        found = [Reading1(sense, "v", verb) for sense, verb in self._verbs.get(key, ())]
        if light[-1:] in _LAST:
            found += self._with_pronoun(key)
        found += self._named(light, key)
        if not found:
            if key[:1] not in _PARTICLES or len(key) <= _JOINED or key[1:3] == "ال":
                return []
            # written together with what the vocabulary does not know
            found = [replace(reading, joined=True) for reading in (*(self._as_verb(key[1:]) if key[0] in _AND else ()), *self._named(light[1:], key[1:]))]
        if any(reading.part == "n" and reading.pronoun for reading in found):  # استقالته is no verb with an object
            found = [reading for reading in found if reading.part != "v" or not reading.pronoun or reading.sense.frame.object]
        found.sort(key=lambda reading: reading.sense.row)
        return found

    def _as_verb(self, key: str) -> Iterator[Reading1]:
        yield from (Reading1(sense, "v", verb) for sense, verb in self._verbs.get(key, ()))
        yield from self._with_pronoun(key)

    def _with_pronoun(self, key: str) -> Iterator[Reading1]:
        for enclitic in ENCLITICS.get(key[-1:], ()):
            stem = key[: -len(enclitic)]
            if len(stem) >= _FEWEST and key.endswith(enclitic) and not stem.endswith("وا"):  # دعواه is no دعوا with an object, which is written دعوه
                for form in (stem, stem + "ا") if stem.endswith("و") else (stem, stem[:-1] + "ي") if stem.endswith("ا") else (stem,):
                    yield from (Reading1(sense, "v", verb, enclitic) for sense, verb in self._verbs.get(form, ()) if verb.person == 3 or _ours(verb))

    def _named(self, light: str, key: str) -> Iterator[Reading1]:
        bare = key[2:] if light.startswith("ال") and len(key) > 4 else key
        for form in (key, bare, key[1:]) if bare != key else (key,):  # the l of للقاء is the article's or the noun's own
            yield from (Reading1(sense, part, None, self._owned.get(form, "")) for sense, part in self._nouns.get(form, ()))
        if bare.endswith("ا") and len(bare) > _FEWEST and bare[:-1] not in self._feminine:  # مصالحها is no مصالحة
            joined = bare.endswith("ها")  # موقعها is no واقعة without its ending
            yield from (Reading1(sense, part) for sense, part in self._nouns.get(bare[:-1], ()) if part == "n" or not joined)
        if light[-1:] in _LAST:  # قتلة are no قتله
            for stem, enclitic in _stems(key):
                yield from (Reading1(sense, part, None, enclitic) for sense, part in self._nouns.get(stem, ()) if part == "n")


def _ours(verb: VerbForm) -> bool:
    """Tell whether a verb is in the first person plural: نطالبهم."""
    return verb.person == 1 and verb.number > 1


def _stems(key: str) -> Iterator[tuple[str, str]]:
    """Yield what a folded noun may be without the pronoun at its end."""
    for enclitic in ENCLITICS.get(key[-1:], ()) or (("ي",) if key.endswith("اتي") else ()):
        stem = key[: -len(enclitic)]
        if len(stem) < _FEWEST or not key.endswith(enclitic):
            continue
        yield stem, enclitic
        if stem.endswith("ت"):
            yield stem[:-1] + "ه", enclitic
        elif stem.endswith(("اي", "او")):  # لقائه، لقاؤه
            yield stem[:-1] + "ء", enclitic


def _as_subject(word: str) -> set[str]:
    """Return a folded word, with the forms of a subject where it bears the ending of a plural of people: مسلحين, مسلحون, مسلحو."""
    if len(word) < _PLURAL or not word.endswith(("ون", "ين")):
        return {word}
    return {word, word[:-2] + "ون", word[:-1] if word.endswith("ون") else word[:-2] + "و"}


def _sense(number: int, row: dict[str, str], frames: dict[str, Frame], sets: Sets, letters: dict[str, str]) -> Sense:
    needs: set[str] = set()
    unless: set[str] = set()
    before: set[str] = set()
    alone: set[str] = set()
    ruled_out = needed = also = ""
    for column, words in (("needs", needs), ("unless", unless)):
        for word in _cells(row[column]):
            if word.startswith("<"):
                before.add(fold(word[1:]))
            elif word.startswith("~"):
                alone.add(fold(word[1:]))
            elif word.startswith("+@"):
                also += sets.letters[word[2:]]
            elif not word.startswith("@"):
                words.update(_as_subject(fold(word)) if words is needs and row["type"] != "PROTEST" else (fold(word),))
            elif word[1:] in sets.near:
                words.update(sets.near[word[1:]])
            elif words is needs:
                needed += sets.letters[word[1:]]
            else:
                ruled_out += sets.letters[word[1:]]
    frame = frames[row["frame"]]
    passing = frame.name == "crowd" or (row["needs"] == "@protesters" and frame.name in ("protest", "chant"))
    near, against, ahead, common = (
        frozenset(letters.setdefault(word, chr(_FIRST + len(letters))) for word in sorted(words)) for words in (needs, unless, before, alone)
    )
    return Sense(number, _root(row), tuple(row["type"].split("/")), row["mode"] or None, frame, near, against, ahead, common, ruled_out, needed, also, passing)


def _root(row: Mapping[str, str]) -> str:
    """Return the letters of the first word of a row but for weak ones and those that build forms: أضرب، إضراب are one, and so are اغتيل، اغتيال."""
    first = next(fold(words.split(";")[0].split()[0]) for column in _FORMS if (words := row[column]))
    return first.translate(_BUILDING).removeprefix("م") or first


@lru_cache(maxsize=1024)  # several columns ask for the bases of one form, one after the other
def base_keys(light: str, key: str) -> tuple[str, ...]:
    """Return the folded bases of a form, itself first."""
    others = "\n".join(bases(light)[1:])  # folded together: no form has a line end
    return tuple(dict.fromkeys((key, *folded_key(others).split("\n")))) if others else (key,)
