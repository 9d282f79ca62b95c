"""The bare object of a cue, and the adverbials that stand before it (أكد، خلال لقائه …، دعم بلاده)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.cues import (
    ADVERB,
    AND,
    BE,
    CLOSE,
    COLON,
    COMMA,
    FINITE,
    OPEN,
    POINT,
    PREPOSITION,
    QUOTE,
    RELATIVE,
    RETURN,
    SOURCE,
    THAT,
    VERBAL,
    words,
)

if TYPE_CHECKING:
    from khabar.extract.layers import Layers
    from khabar.extract.sources import Speaker

NAMED_QUOTE = 6  # a quotation no longer than this on the way to the content is a name or a scare quote
HEADS = words("head")
_ENCOUNTERS = words("encounter")
_MANNER, _DEGREE = words("manner"), words("degree")
_ENDS = VERBAL + THAT + COLON + AND + BE + RETURN + POINT
_ADVERBIAL, _CLAUSE, _CONTENT = ADVERB + PREPOSITION, VERBAL + PREPOSITION, THAT + COLON + QUOTE
_APPOSITION = 12  # tokens of an apposition that no list knows


def possessed(layers: Layers, i: int) -> bool:
    """Tell whether a noun bears the pronoun of its speaker (دعمه, رفضها, تأكيدهم)."""
    if i >= layers.count:
        return False
    light = layers.light(i)
    return len(light) > 4 and light.endswith(("ه", "ها", "هم", "هما")) and layers.letters[i] in ".N"


def bare_object(layers: Layers, start: int, limit: int, speaker: Speaker | None) -> int | None:
    """Return the first noun behind the subject that no adverbial holds; None where there is none before ``limit``."""
    i, limit = _past_apposition(layers, start, limit, speaker), min(limit, layers.count)
    while i < limit:
        letter = layers.letters[i]
        if letter in COMMA or layers.time[i]:
            i += 1
        elif letter in OPEN:
            i = _past_brackets(layers, i, limit)
        elif letter == PREPOSITION and layers.key(i) == "من" and layers.letters[i + 1 : i + 2] == FINITE:
            return i  # من وصفهم: those whom
        elif letter == PREPOSITION and layers.key(i) == "ل" and i + 1 < limit and (layers.covered(i + 1) or layers.letters[i + 1] == SOURCE):
            i = layers.end_of_cover(i + 1)
        elif letter == PREPOSITION and layers.key(i) == "ب" and i + 1 < limit and layers.key(i + 1) in _MANNER:
            i += 3 if i + 2 < limit and layers.key(i + 2) in _DEGREE else 2
        elif (letter in _ADVERBIAL and not layers.covered(i)) or letter == RELATIVE:
            i = _past_adverbial(layers, i, limit)
        elif letter in _ENDS:
            return None
        elif letter == QUOTE and i not in layers.quotation_at:
            i += 1
        else:
            return i
    return None


def _past_brackets(layers: Layers, i: int, limit: int) -> int:
    while i < limit and layers.letters[i] not in CLOSE:
        i += 1
    return i + 1


def _past_apposition(layers: Layers, i: int, limit: int, speaker: Speaker | None) -> int:
    """Return the token behind an apposition that no list knows (علاء صادق، الناقد الرياضي، …; الجبهة، إحدى الفصائل التي …، …)."""
    if speaker is None or speaker.type not in ("PER", "ORG") or i + 2 >= limit or layers.letters[i] not in COMMA:
        return i
    if not layers.light(i + 1).startswith("ال") and layers.letters[i + 1] != SOURCE:
        return i
    relative = False
    for k in range(i + 2, min(i + _APPOSITION, limit)):
        letter = layers.letters[k]
        if letter in COMMA:
            # what ends the clause, not the apposition, is followed by another clause
            return i if k + 1 >= limit or layers.letters[k + 1] in _ENDS else k + 1
        relative = relative or letter == RELATIVE
        if letter in _CONTENT or (letter in _CLAUSE and not relative):
            break
    return i


def _past_adverbial(layers: Layers, i: int, limit: int) -> int:
    """Return the token behind an adverbial: behind its comma or time, or at a noun or quotation that opens a content."""
    j = i + 1
    while j < limit:
        if layers.letters[j] in COMMA:
            return j + 1
        if j > i + 1 and layers.key(j) in HEADS:
            return j
        if layers.letters[j] == QUOTE and j in layers.quotation_at and not layers.is_name(layers.quotation_at[j]):
            quotation = layers.quotation_at[j]
            if quotation.stop - quotation.first > NAMED_QUOTE or layers.letters[j - 1] in COMMA:
                return j
            j = quotation.stop
        elif layers.time[j]:
            while j < limit and layers.time[j]:
                j += 1
            if j == limit or _ENCOUNTERS.isdisjoint((layers.key(i + 1), layers.key(i + 2))):
                return j
            continue  # خلال لقائه أمس السفير: whom he met belongs to the adverbial
        elif j == i + 1 and layers.key(j).endswith(("ها", "هم", "هما")):
            return j + 1
        j += 1
    return limit
