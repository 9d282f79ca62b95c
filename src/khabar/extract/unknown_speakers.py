"""Speakers whom no name, title or word for speakers tells: plain words beside a verb of saying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.cues import SOURCE, words
from khabar.extract.sources import UNIDENTIFIED, Speaker, alike

if TYPE_CHECKING:
    from khabar.extract.layers import Layers

_NO_SUBJECT = words("no-subject")
_PLAIN_SUBJECT = 5  # tokens of a subject that nothing knows
_WITH_NAME = 12  # tokens of one that a name belongs to


def unknown_speaker(layers: Layers, at: int, limit: int, before: str) -> Speaker | None:
    """Return the subject that plain words right behind a verb tell, before one of the classes ``before``; None where they do not."""
    stop = at
    while stop < min(limit, at + _PLAIN_SUBJECT) and layers.letters[stop] == "." and not layers.covered(stop) and not layers.time[stop]:
        if layers.key(stop) in _NO_SUBJECT or not layers.key(stop).isalpha():
            return None
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
