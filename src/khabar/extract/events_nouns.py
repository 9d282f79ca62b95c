"""Whether a form that can be verb or noun (قصف، بحث) is a noun where it stands: by the letters around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.events_lexicon import PRONOUNS
from khabar.extract.events_words import PREPOSITIONS, WAS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.extract.events_lexicon import Readings
    from khabar.extract.events_scene import Scene

INSERTION = 12  # tokens of a phrase put between two commas
GOVERNORS = frozenset(PREPOSITIONS.values()) | frozenset("SKLEUT@X")  # what a noun follows, and no verb but one in the present after ل
DEFINITE = frozenset("dDMRGXZO")
_VERBAL = frozenset("YQC")  # what a verb follows
NAMING = frozenset("MmRrGdDAOBZ")  # a subject before its verb
_AUXILIARIES = frozenset("كان كانت ظل ظلت بات باتت اصبح اصبحت ليس ليست".split())  # verbs that another one follows behind their subject
_LISTED = frozenset("MmRrPW")  # letters of several who do what a light verb tells: أعلنت لندن وباريس رفضها
_BOTH = NAMING | frozenset("WKsP")  # letters of two that are joined
_OF_TWO = "هما"
_OWNERS = DEFINITE | frozenset("ag")
_BEGINS = frozenset(".,WQCt")  # letters behind which a clause begins with its verb
_BODIES = frozenset("ZMDG")  # letters of words for bodies with the article
_HANDS = frozenset(("o@", "s@", "b@", "s<"))  # letters of على يد، من طرف، من قبل
_VOICING = frozenset("مجددا معلنا مبديا معربا مجدده معلنه مبديه معربه موكدا موكده".split())  # a noun with a pronoun is their object: مجددا دعمه
_TANWIN, _TANWIN_WITHIN = "\u064b", 2  # letters at the end of a word within which its tanwin stands
_VERB_MARKS = WAS | frozenset("لم لن لا قد سوف كما ثم".split())


def letter_before(letters: Sequence[str], token: int) -> str:
    """Return the letter before a token, quotation marks left out; "." before the first."""
    while token > 0 and letters[token - 1] == "q":
        token -= 1
    return letters[token - 1] if token else "."


def letter_after(letters: Sequence[str], token: int, step: int = 1) -> str:
    """Return the letter so many tokens behind one, quotation marks left out; "." behind the last."""
    while token + 1 < len(letters) and letters[token + 1] == "q":
        token += 1
    at = token + step
    return letters[at] if at < len(letters) else "."


def is_noun(scene: Scene, token: int, readings: Readings) -> bool:
    """Tell whether a form that can be verb or noun (قصف، بحث) is a noun where it stands."""
    letters, before = scene.letters, letter_before(scene.letters, token)
    key = scene.tokens.key(token)
    if readings.dual and key.endswith("ا") and before != "Y":
        if is_nunated(scene, token):
            return True
        two = letter_after(letters, token) in DEFINITE or scene.tokens.key(max(0, token - 1)) == "قد"  # رفضا الدعوة are two
        return not two or is_object(letters, token)
    if before == "X" and owned(scene, token - 1):
        return False  # قواته سيطرت
    if before == "V" and not scene.tokens.glued[token]:
        return True  # أدان قصف المدينة
    if before in "Ga" and _by_hand(letters, token):
        return False  # شاب قتل على يد
    if before in GOVERNORS:
        return not (before == "l" and any(reading.verb is not None and reading.verb.tense == "present" for reading in readings.verbs))  # لنشر قوات is no verb
    if _announced(scene, token, readings) or (token and scene.tokens.key(token - 1) in _VOICING and owned(scene, token)):
        return True
    if before in NAMING and (_is_matter(scene, token, readings) or _is_of_both(scene, token)):
        return True
    after = letter_after(letters, token)
    if after == "y" and any(reading.sense.frame.symmetric for reading in readings.nouns):
        return True  # اتفاقية دفاع وتعاون بين البلدين
    if before in _VERBAL or before in NAMING:
        return False
    if before == "." and _disagrees(scene, token, readings):
        return True
    if (before == "T" and after in "ycj") or (before in ".," and after in "jnagGX" and letter_after(letters, token, 2) == "y"):
        return True  # اتفاقية تعاون بين، قصف متبادل بين
    if before == "j" and scene.tokens.light(token - 1).endswith("ة") and readings.verbs[0].verb and readings.verbs[0].verb.gender == "m":
        return True  # اتفاقية تعاون، مسؤولية قتل: a verb behind it would be feminine
    if before in "nvt" and token:
        return before != "t" and scene.tokens.key(token - 1) not in _VERB_MARKS
    if after == "A" and letter_after(letters, token, 2) == "a":
        return False  # طعن فلسطيني جنديا
    return after == "A" or (after == "n" and letter_after(letters, token, 2) in "oifsb.")


def is_nunated(scene: Scene, token: int) -> bool:
    """Tell whether a word is written with the tanwin of a noun: صادراً."""
    tokens = scene.tokens
    return _TANWIN in tokens.text[tokens.ends[token] - _TANWIN_WITHIN : tokens.ends[token]]


def _disagrees(scene: Scene, token: int, readings: Readings) -> bool:
    """Tell whether a body or country in the feminine stands right behind a form that would be a verb in the masculine: طرد الولايات المتحدة لدبلوماسيين."""
    verb = readings.verbs[0].verb
    if verb is None or verb.tense != "past" or verb.gender != "m" or token + 1 >= len(scene.letters):
        return False
    light, named = scene.tokens.light(token + 1), scene.mention_at.get(token + 1)
    if named is not None and named.type == "LOC":
        return light.endswith(("ا", "ة", "ات"))
    return scene.letters[token + 1] in _BODIES and light.startswith("ال") and light.endswith(("ة", "ات"))


def _by_hand(letters: Sequence[str], token: int) -> bool:
    """Tell whether it stands right behind a form by whose hand what it tells was done."""
    return "".join(letters[token + 1 : token + 3]) in _HANDS


def owned(scene: Scene, token: int) -> bool:
    """Tell whether a word has a pronoun at its end, so that it governs nothing behind it."""
    return scene.tokens.light(token).endswith(PRONOUNS)


def _announced(scene: Scene, token: int, readings: Readings) -> bool:
    """Tell whether a form with a pronoun, or of a verb in the past, is the object of a light verb before it: أعلن الحزب رفضه، قررت الحكومة طرد."""
    return (readings.past or scene.tokens.key(token).endswith(PRONOUNS)) and is_object(scene.letters, token)


def _is_matter(scene: Scene, token: int, readings: Readings) -> bool:
    """Tell whether a form of a past verb stands behind another verb that begins the clause and its subject: أدان الرئيس قتل المدنيين."""
    letters, at = scene.letters, token - 1
    while at > 0 and letters[at] in NAMING:
        at -= 1
    governed = letters[at] == "V" or (letters[at] == "v" and scene.tokens.key(at) not in _AUXILIARIES)
    return readings.past and governed and not scene.tokens.glued[token] and letter_before(letters, at) in _BEGINS and letter_after(letters, token) in _OWNERS


def _is_of_both(scene: Scene, token: int) -> bool:
    """Tell whether a form with the pronoun of two stands behind another verb and two joined by and: أكدت مصر والأردن دعمهما."""
    letters, at = scene.letters, token - 1
    while at > 0 and letters[at] in _BOTH:
        at -= 1
    return scene.tokens.light(token).endswith(_OF_TWO) and letters[at] in "vVL" and "W" in letters[at:token]


def is_object(letters: Sequence[str], token: int) -> bool:
    """Tell whether a light verb stands before a form with nothing but phrases between them, or an inserted one: أعلنت الحركة، بحسب وكالات، رفضها."""
    if token and letters[token - 1] == ",":
        opening = next((at for at in range(token - 2, max(0, token - INSERTION), -1) if letters[at] in ",."), 0)
        token = opening if opening and letters[opening] == "," else token
    line = "".join(letters[max(0, token - 7) : token])
    at = line.rfind("L")
    if at < 0:
        return False
    between = line[at + 1 :]
    return not set(between) & set(".QYVW,T") or (between[-1] != "W" and _LISTED.issuperset(between))
