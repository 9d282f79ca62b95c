"""Whether a telling is one more of an event told before: by its word, what stands around it, its parties, places and time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from khabar.extract.events_tellings import Gathered, Telling
    from khabar.model import Time

# frames that tell what came of an attack told by another word of the same sentence (مقتل 28 شخصا في سلسلة تفجيرات)
_OUTCOMES = frozenset("kill die hurt casualties suffer blast lose fall".split())
_LISTED = frozenset("hit destroy abduct".split())  # frames of deeds told side by side, each for itself (قتل وضرب وإحراق)
_TALKS = frozenset("meet talk discuss summit round session convene chair host phone".split())
_VISITS = frozenset("visit arrive receive travel".split())
_VIOLENCE = frozenset(
    "kill die hurt casualties massacre murder murdered blast blastact raid shell assault attack target storm operation crime commit fire hit clash".split()
)
_KILLINGS = frozenset(("kill", "die", "murder", "murdered"))
_TRUCES = frozenset(("truce", "withdraw", "resign", "release", "setfree"))
_CLOSE = 2  # sentences behind its event within which the same word is likely to tell it again, and another with the article to point back at it
_LEAD = 3  # sentences behind a headline that tell what it tells
_SAME_MATTER = 2  # words that tell what a deed is of from which two tellings with the same word are of the same deed
_ENOUGH = 2  # things in common from which two tellings are one


def same(home: Gathered, telling: Telling) -> bool:
    """Tell whether a telling is one more of an event."""
    if telling.process and home.process:
        return telling.process == home.process
    word, close = telling.trigger.sense.root in home.roots, telling.sentence - home.last.sentence <= _CLOSE
    bare = telling.definite and not (telling.actors or telling.recipients)
    back = bare or (word and close and telling.definite and telling.trigger.part == "n" and not telling.trigger.pronoun)
    if _contradict(telling, home) or not (_actors_agree(telling, home) or (back and word and close and telling.type == "CONSULT")):
        return False
    matter = len(home.about & telling.about) if telling.sentence != home.last.sentence else 0
    if not _may_be(home, telling, matter):
        return False
    noun, redated = telling.trigger.part != "v", _redated(telling, home)
    if (word and not redated and matter >= (_SAME_MATTER if noun or close else _SAME_MATTER + 1)) or _of_one_sentence(home, telling):
        return True  # whatever its status: a headline asks for what the text tells to be planned
    if telling.status != home.status and not (close and (bare or (word and matter and noun))):
        return False
    if back and not redated and not telling.process and (word or (matter and close and _kin(home.first, telling))):
        return True
    return _one_person(home, telling, word=word) or _that_killing(home, telling) or _in_common(home, telling, matter if word else None)


def _may_be(home: Gathered, telling: Telling, matter: int) -> bool:
    """Tell whether what is denied is of the same matter, and whom a telling meets may be whom its event met: people without a name, of the same matter."""
    if "denied" in (home.status, telling.status) and telling.status != home.status and matter < _SAME_MATTER:
        return False
    return not _differ(telling.recipients, home.recipients) or (matter > 0 and not _differ(_named(telling.recipients), _named(home.recipients)))


def _of_one_sentence(home: Gathered, telling: Telling) -> bool:
    """Tell whether a sentence goes on about its event with another word: what came of an attack, what it met, what a meeting was about."""
    last = home.last
    if telling.sentence != last.sentence:
        return False
    if telling.type != "ASSAULT":
        return telling.type == "CONSULT" and telling.frame == "discuss"
    if telling.inside != last.inside or _apart(telling.time, home.timed):
        return False
    if telling.frame == "target":
        return last.trigger.part == "n"
    frames = {telling.frame, last.frame}
    return frames != {"kill"} and frames.isdisjoint(_LISTED) and not _OUTCOMES.isdisjoint((telling.frame, *home.frames))


def _one_person(home: Gathered, telling: Telling, *, word: bool) -> bool:
    """Tell whether two kindred acts meet the same person."""
    shared = any(person.startswith("per-") and person in home.recipients for person in telling.recipients)
    return shared and (word or _kin(home.first, telling))


def _in_common(home: Gathered, telling: Telling, matter: int | None) -> bool:
    """Tell whether two tellings have enough in common; ``matter`` is how many words they share that tell what the deed is of, None with another word."""
    word, noun = matter is not None, telling.trigger.part != "v"
    lead = _LEAD if matter or noun else 1
    if word and home.first.sentence == 0 and telling.sentence <= lead and not _apart(telling.time, home.timed):
        return True
    if _redated(telling, home) or (not telling.definite and _apart(telling.time, home.timed)):
        return False
    behind = telling.sentence - home.last.sentence
    again = word and noun and behind <= _CLOSE and (behind > 0 or telling.definite)  # a verb told again is as often another deed
    parties = (not home.actors.isdisjoint(telling.actors)) + (not home.recipients.isdisjoint(telling.recipients))
    return parties + (not home.places.isdisjoint(telling.places)) + again + bool(noun and matter) >= _ENOUGH


def _that_killing(home: Gathered, telling: Telling) -> bool:
    """Tell whether a word for a killing means that of a person told before: it names nobody else, counts nobody, has no other day (جريمة القتل)."""
    killing = telling.frame in _KILLINGS and not _KILLINGS.isdisjoint(home.frames)
    if not killing or telling.figures or (telling.time and telling.far == 0 and _apart(telling.time, home.timed)):
        return False
    return not _named(telling.recipients) and any(victim.startswith("per-") for victim in home.recipients)


def _redated(telling: Telling, home: Gathered) -> bool:
    """Tell whether the sentence of a telling has an earlier day of its own: تم الاتفاق في القاهرة الشهر الماضي. A later one may be that of what comes of it."""
    mine, other = telling.time, home.timed
    return telling.far == 0 and mine is not None and other is not None and bool(mine.latest and other.earliest and mine.latest < other.earliest)


def _apart(one: Time | None, other: Time | None) -> bool:
    """Tell whether two times have no day in common."""
    if one is None or other is None or not (one.earliest and one.latest and other.earliest and other.latest):
        return False
    return one.latest < other.earliest or other.latest < one.earliest


def _contradict(mine: Telling, home: Gathered) -> bool:
    """Tell whether modes, places or who acts here and is met there keep two tellings apart."""
    if not _modes_meet(mine, home) or _differ(mine.places, home.places):
        return True
    return not (home.actors.isdisjoint(mine.recipients) and home.recipients.isdisjoint(mine.actors))


def _actors_agree(mine: Telling, home: Gathered) -> bool:
    """Tell whether the same may act in two tellings; people without a name may be told in other words."""
    if _differ(mine.actors, home.actors):
        return not (_differ(_named(mine.actors), _named(home.actors)) or min(len(mine.actors), len(home.actors)) > 1)
    # where each tells several all of one must be of the other: one side is the same, the other another
    return min(len(mine.actors), len(home.actors)) <= 1 or home.actors.issuperset(mine.actors) or home.actors.issubset(mine.actors)


def _named(people: Iterable[str]) -> set[str]:
    return {one for one in people if not one.startswith("<")}


def _differ(ours: Collection[str], theirs: set[str]) -> bool:
    return bool(ours and theirs) and theirs.isdisjoint(ours)


def _kin(one: Telling, other: Telling) -> bool:
    """Tell whether two words may tell the same sort of event: two gatherings, two acts of violence, or one frame."""
    frames = {one.frame, other.frame}
    return len(frames) == 1 or frames <= _TALKS or frames <= _VISITS or frames <= _VIOLENCE or frames <= _TRUCES


def _modes_meet(mine: Telling, home: Gathered) -> bool:
    return mine.mode is None or home.mode is None or mine.mode == home.mode or mine.type in ("CONSULT", "ASSAULT")
