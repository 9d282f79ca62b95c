"""Forms of verbs and nouns as the press writes them, without vowels.

A verb's forms follow from its past and present (``أجرى``, ``يجري``): the ending of the past tells the kind of verb
(sound, hollow, defective), and the kind tells which letters fall away. Source of the rules: the paradigms of
any grammar of Modern Standard Arabic. Only forms that news prints are made: third person, first person, and
the short forms after لم and لن.
"""

from dataclasses import dataclass
from functools import lru_cache

from khabar.fold import light_form

ENCLITICS = ("هما", "كما", "هم", "هن", "ها", "كم", "نا", "ني", "ه", "ك", "ي")
_BY_LAST_LETTER = {letter: tuple(enclitic for enclitic in ENCLITICS if enclitic[-1] == letter) for letter in {enclitic[-1] for enclitic in ENCLITICS}}


@dataclass(frozen=True, slots=True)
class VerbForm:
    """What a form tells: ``tense`` past, present or future; ``person`` 1 or 3; ``gender`` m or f; ``number`` 1, 2, 3 (many); ``passive`` known so."""

    tense: str
    person: int = 3
    gender: str = "m"
    number: int = 1
    passive: bool = False


def _past(past: str) -> dict[str, VerbForm]:
    stem, last = past[:-1], past[-1]
    if last in "ىا" and len(past) > 2 and not past.endswith("اا"):
        first = stem + ("و" if last == "ا" else "ي")
        found = {past: ("m", 1), stem + "ت": ("f", 1), stem + "وا": ("m", 3), first + "ا": ("m", 2), stem + "تا": ("f", 2), first + "ن": ("f", 3)}
        short = first
    else:
        found = {past: ("m", 1), past + "ت": ("f", 1), past + "وا": ("m", 3), past + "ا": ("m", 2), past + "تا": ("f", 2), past + "ن": ("f", 3)}
        # a hollow verb loses its long vowel before a consonant ending (قال، قلنا)
        short = past[:-2] + last if len(past) >= 3 and past[-2] == "ا" else past
    forms = {form: VerbForm("past", 3, gender, number) for form, (gender, number) in found.items()}
    forms.setdefault(short + "نا", VerbForm("past", 1, "m", 3))
    forms.setdefault(short + "ت", VerbForm("past", 1))
    return forms


def _present(present: str) -> dict[str, VerbForm]:
    body, last = present[1:], present[-1]
    weak = last in "ىيوا" and len(present) > 2
    stem = body[:-1] if weak else body
    dual = (stem + "ي") if weak and last in "ىي" else body
    forms = {}
    for prefix, gender, person, number in (("ي", "m", 3, 1), ("ت", "f", 3, 1), ("ن", "m", 1, 3), ("أ", "m", 1, 1)):
        forms[prefix + body] = VerbForm("present", person, gender, number)
        if person == 1:
            continue  # the short forms of the first person are other words (أقل، نقل، أنف), and no news prints them
        if weak and len(stem) > 1:
            forms.setdefault(prefix + stem, VerbForm("present", person, gender, number))
        elif len(body) >= 3 and body[-2] in "اوي":
            forms.setdefault(prefix + body[:-2] + last, VerbForm("present", person, gender, number))  # لم يقل
    for ending in ("ون", "وا"):
        forms["ي" + stem + ending] = VerbForm("present", 3, "m", 3)
    for ending in ("ان", "ا"):
        forms.setdefault("ي" + dual + ending, VerbForm("present", 3, "m", 2))
        forms.setdefault("ت" + dual + ending, VerbForm("present", 3, "f", 2))
    forms.setdefault("ي" + dual + "ن", VerbForm("present", 3, "f", 3))
    return forms


def conjugated(past: str, present: str) -> dict[str, VerbForm]:
    """Return the written forms of a verb, light, each with what it tells; both arguments in the third person masculine, as in a dictionary.

    Diacritics in the arguments are ignored. A form that two cells share keeps the first (third person, past).
    """
    past, present = light_form(past), light_form(present)
    forms = _past(past)
    for form, tells in _present(present).items():
        forms.setdefault(form, tells)
        forms.setdefault("س" + form, VerbForm("future", tells.person, tells.gender, tells.number))
    return forms


@lru_cache(maxsize=8192)  # several columns ask for the bases of one form, one after the other
def bases(light: str) -> tuple[str, ...]:
    """Return what a noun or verb form may be without what is joined to it, likeliest first, itself first of all.

    Takes off the article (restoring none), the accusative alef, a pronoun at the end (turning ت back into ة and ئ/ؤ into ء). Never empty;
    every base has at least two letters.
    """
    bare = light[2:] if light.startswith("ال") and len(light) > 4 else light
    found = [light] if bare == light else [light, bare]
    if light[-1] not in _BY_LAST_LETTER:  # half of all words
        return tuple(found)
    if bare.endswith("ا") and len(bare) > 3:
        found.append(bare[:-1])
    for word in found[: 1 + (bare != light)]:
        found.extend(_without_pronoun(word))
    return tuple(dict.fromkeys(found))


def _without_pronoun(word: str) -> list[str]:
    found = []
    for enclitic in _BY_LAST_LETTER.get(word[-1], ()):
        stem = word[: -len(enclitic)]
        if len(stem) < 2 or not word.endswith(enclitic):
            continue
        found.append(stem)
        if stem.endswith("ت") and len(stem) > 2:
            found.append(stem[:-1] + "ة")
        elif stem[-1] in "ئؤ":
            found.append(stem[:-1] + "ء")
        elif stem.endswith("ا") and len(stem) > 2:
            found.append(stem[:-1] + "ى")
    return found
