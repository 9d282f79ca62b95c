"""Speakers whom no name, title or word for speakers tells: plain words beside a verb of saying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.cues import ADVERB, AND, COLON, COMMA, FINITE, NOUN, PREPOSITION, QUOTE, SOURCE, THAT, Cue, words
from khabar.extract.objects import HEADS, possessed
from khabar.extract.sources import UNIDENTIFIED, Speaker, alike

if TYPE_CHECKING:
    from khabar.extract.layers import Layers

ASKING = frozenset(("ب", "إلى", "على", "B", "من+", "من"))  # frames of verbs behind which stands who is asked
_NO_SUBJECT, _MANNER, _HIS_ADDRESS = words("no-subject"), words("manner"), words("his-address")
_BEHIND_SUBJECT = THAT + QUOTE + COLON + COMMA + PREPOSITION + ADVERB
_PLAIN_SUBJECT = 5  # tokens of a subject that nothing knows
_WITH_NAME = 12  # tokens of one that a name belongs to
_LONGEST_NAME, _ON_THE_WAY = 4, 30  # tokens of a name in quotation marks that no list knows, and between it and its clause
_LONGEST_SUBJECT, _PLURAL = 6, 5
_PLAIN = (".", NOUN)


def unknown_subject(layers: Layers, at: int, limit: int, cue: Cue) -> Speaker | None:
    """Return the subject behind a verb that no name or list tells, None where the verb may carry its own."""
    if at >= limit or layers.key(at) in HEADS:
        return None
    if layers.key(at) in _HIS_ADDRESS:
        return plain_speaker(layers, at, at + 1)
    clear = (not cue.weak and not cue.frames & {"N", "B"}) or cue.verb == "نص"
    if possessed(layers, at) and layers.letters[at + 1 : at + 2] != THAT and (not clear or cue.frames & ASKING):
        return None  # أكد دعمه لـ; but أكدت خطيبته أن
    if _asks(cue) and (layers.light(at).startswith("ال") or "من+" in cue.frames) and layers.letters[at + 1 : at + 2] == PREPOSITION:
        return None  # طالب الجميع بكذا, طلب رشوة من فلان: of whom and what he asks
    if marked := _in_marks(layers, at, limit, cue):
        return marked
    if _nominative(layers, at):
        return plain_speaker(layers, at, at + 1)
    if not clear and "N" in cue.frames and layers.light(at).startswith("ال") and _dated_aside(layers, at, limit):
        return unknown_speaker(layers, at, limit, COMMA)
    if not clear and not cue.weak and _to_somebody(layers, at + 1):
        return plain_speaker(layers, at, at + 1)
    return unknown_speaker(layers, at, limit, _BEHIND_SUBJECT if clear else THAT)


def _asks(cue: Cue) -> bool:
    return cue.stance == "demands" and cue.act and bool(cue.frames & ASKING)


def _in_marks(layers: Layers, at: int, limit: int, cue: Cue) -> Speaker | None:
    """Return a speaker whom no list knows, between quotation marks of his own: the clause follows behind them (رأى «اللقاء» بعد اجتماعه أن)."""
    quotation = layers.quotation_at.get(at)
    if quotation is None or not quotation.closed or quotation.stop - quotation.first > _LONGEST_NAME or "T" not in cue.frames:
        return None
    if set(layers.letters[quotation.first : quotation.stop]) & {FINITE, THAT, COLON, COMMA}:
        return None
    for i in range(quotation.stop + 1, min(limit, quotation.stop + _ON_THE_WAY)):
        if layers.letters[i] == THAT:
            return plain_speaker(layers, quotation.first, quotation.stop)._replace(stop=quotation.stop + 1)
        if layers.letters[i] in FINITE + COLON + QUOTE or (layers.letters[i] == AND and layers.letters[i + 1 : i + 2] == FINITE):
            break
    return None


def _to_somebody(layers: Layers, i: int) -> bool:
    """Tell whether whom something is said to stands at a token, and what is said right behind him (أكد السوداني لبارزاني أن)."""
    if layers.key(i) != "ل" or not layers.is_person(i + 1):
        return False
    behind = layers.end_of_cover(i + 1)
    return layers.letters[behind : behind + 1] == THAT


def _nominative(layers: Layers, i: int) -> bool:
    """Tell whether a plural can be no object (أكد المتدخلون أهمية كذا, أبدى مغردون استياءهم)."""
    light = layers.light(i)
    plural = layers.letters[i] == "." and not layers.covered(i) and light.endswith("ون") and len(light) > _PLURAL
    return plural and (light.startswith("ال") or possessed(layers, i + 1))


def _dated_aside(layers: Layers, at: int, limit: int) -> bool:
    """Tell whether only a time between commas stands between a phrase and a noun behind it (أعلن الإعلام الحربي، صباح اليوم، تدمير …)."""
    i = next((k for k in range(at + 1, min(at + _LONGEST_SUBJECT, limit)) if layers.letters[k] in COMMA), limit) + 1
    if i >= limit or not layers.time[i]:
        return False
    while i < limit and layers.time[i]:
        i += 1
    return i + 1 < limit and layers.letters[i] in COMMA and layers.letters[i + 1] in _PLAIN


def unknown_speaker(layers: Layers, at: int, limit: int, before: str) -> Speaker | None:
    """Return the subject that plain words right behind a verb tell, before one of the classes ``before``; None where they do not."""
    stop = at
    while stop < min(limit, at + _PLAIN_SUBJECT) and layers.letters[stop] == "." and not layers.covered(stop) and not layers.time[stop]:
        key = layers.key(stop)
        if key in _NO_SUBJECT or not key.isalpha() or (key[0] == "ب" and key[1:] in _MANNER):
            return None  # ويضيف بحسرة: in what manner, not who
        stop += 1
    while at < stop < limit and (layers.name[stop] >= 0 or layers.letters[stop] == SOURCE) and stop < at + _WITH_NAME:
        stop = layers.end_of_cover(stop)
    if stop == at or stop >= limit or (layers.letters[stop] not in before and layers.key(stop) != "عبر"):
        return None
    return plain_speaker(layers, at, stop)


def plain_speaker(layers: Layers, at: int, stop: int) -> Speaker:
    """Return the speaker whom plain words tell: a person of the report by his last name, else nobody known."""
    span = layers.tokens.span(at, stop)
    key = layers.key(stop - 1)
    for number in layers.mentions_before(span.start):
        mention = layers.mentions[number]
        if mention.type == "PER" and alike(key, layers.key(layers.ranges[number][1] - 1)):
            entity = mention.entity or mention.id
            return Speaker((entity,), at, stop, span, "named", "person", "", 1, "", "PER", ((entity, span),))
    many = 3 if layers.key(at).endswith("ون") else 0
    return Speaker(UNIDENTIFIED, at, stop, span, "unnamed", "person", "", many, key, "", ((UNIDENTIFIED[0], span),))
