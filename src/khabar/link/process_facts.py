"""What a naming tells of a process for good: the body and vote of a resolution, who sends and heads a mission, the places of zones, guarantors."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from khabar.fold import fold
from khabar.link.phrases import found, phrase
from khabar.link.process_question import ENVOY, MISSION, RESOLUTION, ZONE
from khabar.tables import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.link.phrases import Word
    from khabar.link.process_question import Question
    from khabar.link.process_scene import Scene

BODIES = ("org-unsc", "org-unga", "org-un", "org-arab-league", "org-arab-league-council", "org-eu", "org-african-union", "org-unhrc")
_BODY = 45  # characters from the number or name within which its body stands
_NEAR = 150  # characters around a name in which what belongs to it begins
_TITLE = 14  # characters from a mission's name to the title of who heads it
_ZONE = 25  # characters from the word for a zone to the place that it is
_HEADS = tuple(map(fold, ("رئيس", "قائد", "ممثل", "مبعوث", "موفد", "وسيط")))
_DEPUTY = tuple(map(fold, ("نائب", "مساعد", "متحدث", "ناطق", "سابق")))
_VOTES = tuple(map(phrase, ("بالإجماع", "إجماع", "غالبية", "أغلبية", "امتناع", "امتنع*", "لصالح القرار", "صوتا")))
_VOTE = 5  # words of a vote that are shown
_SENT = tuple(map(phrase, ("التابعة", "التابع", "بقيادة", "برعاية")))

Facts = tuple[tuple[str, str], ...]


def facts(scene: Scene, asked: Question, sentence: tuple[int, int], told: Sequence[Word], hit: tuple[int, int]) -> Facts:
    """Return the facts that a sentence tells of a naming of a process, as labels with an id or the words as printed."""
    first, last = told[hit[0]], told[hit[1] - 1]
    if asked.kind == RESOLUTION:
        return (*_bodies(scene, sentence, first, last), *_votes(scene, told))
    if asked.kind == MISSION:
        return (*_senders(scene, told, hit), *_heads(scene, first, last))
    if asked.kind == ENVOY:
        return _offices(scene, first, last)
    return tuple(("zone", place) for place in scene.places(last.end, min(sentence[1], last.end + _ZONE))) if asked.kind == ZONE else ()


def _bodies(scene: Scene, sentence: tuple[int, int], first: Word, last: Word) -> Facts:
    near = [
        (max(first.start - m.end, m.start - last.end), m.entity)
        for m in scene.mentions(max(sentence[0], first.start - _NEAR), min(sentence[1], last.end + _NEAR))
        if m.entity in BODIES and max(first.start - m.end, m.start - last.end) <= _BODY
    ]
    return (("body", min(near)[1]),) if near else ()


def _votes(scene: Scene, told: Sequence[Word]) -> Facts:
    hits = found(_VOTES, told)
    if not hits:
        return ()
    start = hits[0][0]
    size = 1 if any("اجماع" in form for form in told[start].forms) else _VOTE
    begin = max(0, start - 2) if told[start].forms & {"صوتا"} else start
    stop = min(len(told), begin + size)
    return (("vote", " ".join(scene.text[told[begin].start : told[stop - 1].end].split())),)


def _senders(scene: Scene, told: Sequence[Word], hit: tuple[int, int]) -> Facts:
    """Return who a mission is told to belong to: the body named in its name or right behind التابعة."""
    start, end = told[hit[0]].start, told[hit[1] - 1].end
    behind = found(_SENT, told[max(0, hit[0] - 3) : hit[1] + 4])
    reach = end + 30 if behind else end
    named = (m.entity for m in scene.mentions(start - (25 if behind else 0), reach) if m.entity in BODIES)
    return tuple(("sent by", body) for body in dict.fromkeys(named))[:2]


def _heads(scene: Scene, first: Word, last: Word) -> Facts:
    near = (role for role in scene.roles(first.start - _NEAR, last.end + 1) if role.end + _TITLE >= first.start and _is_head(role.text))
    held = (scene.holders.get(role.holder or "") for role in near)
    return tuple(("headed by", holder.entity) for holder in held if holder and holder.entity)


def _is_head(title: str) -> bool:
    folded = fold(title)
    return folded.removeprefix("ال").startswith(_HEADS) and not any(word in folded for word in _DEPUTY)


def _offices(scene: Scene, first: Word, last: Word) -> Facts:
    """Return the titles that an envoy is given, as printed."""
    held = ((role, scene.holders.get(role.holder or "")) for role in scene.roles(first.start - _NEAR, last.end + _NEAR))
    return tuple(("title", " ".join(role.text.split())) for role, m in held if m and m.start <= first.start and last.end <= m.end and _is_head(role.text))


@cache
def collectives() -> dict[str, tuple[str, ...]]:
    """Return the fixed collectives (الدول الضامنة) by their folded word, with the ids of their members."""
    members = ((row["words"], row["members"]) for row in rows("events_groups.tsv") if row["members"])
    return {fold(word): tuple(ids.split(";")) for words, ids in members for word in words.split(";")}
