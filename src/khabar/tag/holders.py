"""What titles are of, and who holds those that stand alone: the person whom the report has called by that title."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from khabar.model import Mention, Role
from khabar.tag.spelling import folded
from khabar.tag.titles import TitleWords

_MOST_TRIED = 40  # held titles looked at on each side of one that stands alone: time stays linear in the length of the text
_MOST_REMEMBERED = 100_000
_QUOTES = str.maketrans(dict.fromkeys('«»"“”', " "))
_PREPOSITIONS = frozenset({"في", "باسم", "الي"})


@dataclass(frozen=True, slots=True)
class Words:
    """A title taken apart: dictionary form of its head, other words (folded, without article), country by adjective; ``several`` hold it (وزراء)."""

    head: str
    others: frozenset[str]
    country: str | None
    several: bool = False


class _Held(NamedTuple):
    start: int
    words: Words
    office: str | None
    holder: str


class Holders:
    """Tells what titles are of and who holds them."""

    def __init__(self) -> None:
        self._titles = TitleWords()
        self._memory: dict[str, Words] = {}

    def resolved(self, roles: Sequence[Role], mentions: Sequence[Mention]) -> list[Role]:
        """Return the titles with what they are of, and with holders where they stand alone and the report decides it; ``mentions`` have entities."""
        if not roles:
            return []
        entity_of = {mention.id: mention.entity for mention in mentions}
        held: dict[str, list[_Held]] = {}
        last: Words | None = None
        for role in roles:
            words = self._words(role.text)
            if not words.head and last is not None:
                words = Words(last.head, last.others, words.country)  # وزيرا الخارجية الروسي … والسوري
            last = words
            if role.holder in entity_of:
                held.setdefault(words.head, []).append(_Held(role.start, words, role.office, entity_of[role.holder]))
        starts = [mention.start for mention in mentions]
        places: dict[str, list[Mention]] | None = None
        found = []
        for role in roles:
            words, holder = self._words(role.text), role.holder
            if holder is None and not words.several and words.head in held and (entity := _holder_of(role, words, held[words.head])) is not None:
                places = places if places is not None else _by_entity(mentions)
                holder = _nearest(places[entity], role.start).id
            body = _inner(role, mentions, starts)
            of = words.country if words.country and (body is None or body.startswith("loc-")) else body
            found.append(Role(role.start, role.end, role.text, holder, role.office, of))
        return found

    def _words(self, text: str) -> Words:
        found = self._memory.get(text)
        if found is None:
            if len(self._memory) > _MOST_REMEMBERED:
                self._memory.clear()
            found = self._memory[text] = self._apart(text)
        return found

    def _apart(self, text: str) -> Words:
        heads, nationalities = self._titles.heads, self._titles.nationalities
        words = folded(text).translate(_QUOTES).split()
        if words and words[0].startswith("ل") and "ا" + words[0] in heads:
            words[0] = "ا" + words[0]  # the alef that ل takes from the article
        while len(words) > 1 and words[0] in self._titles.ranks and words[1] in heads:
            words = words[1:]  # السيد الرئيس is who الرئيس is
        countries = [nationalities[word] for word in words if word.startswith("ال") and word in nationalities]
        words = [word for word in words if word not in nationalities]
        head = next((heads[word] for word in words if word in heads), words[0].removeprefix("ال") if words else "")
        others = frozenset(_bare(word) for word in words if heads.get(word) != head)
        return Words(head, others - _PREPOSITIONS, countries[0] if countries else None, any(word in self._titles.several for word in words[:1]))


def _bare(word: str) -> str:
    for prefix in ("لل", "بال", "ال"):
        if word.startswith(prefix) and len(word) > len(prefix) + 2:
            return word[len(prefix) :]
    return word


def _holder_of(role: Role, words: Words, held: Sequence[_Held]) -> str | None:
    """Return who holds a title that stands alone, None where the report does not decide it.

    The same words decide; a shorter title (الوزير الروسي) means the last one before it that says no other thing.
    """
    at = bisect_left(held, role.start, key=lambda title: title.start)
    near = [*reversed(held[max(0, at - _MOST_TRIED) : at]), *held[at : at + _MOST_TRIED]]
    for test in (_same, _shorter, _longer):
        for title in near:
            if test(words, title.words) and _one_office(role.office, title.office):
                return title.holder
    return None


def _one_office(alone: str | None, held: str | None) -> bool:
    """Tell whether a title alone can be an office: الوزير any minister's, الرئيس not the speaker's."""
    return alone is None or held is None or alone == held or held.startswith(alone + " ")


def _agree(one: Words, other: Words) -> bool:
    return one.country is None or other.country is None or one.country == other.country


def _same(alone: Words, title: Words) -> bool:
    return alone.others == title.others and alone.country == title.country


def _shorter(alone: Words, title: Words) -> bool:
    return alone.others <= title.others and _agree(alone, title)


def _longer(alone: Words, title: Words) -> bool:
    return bool(title.others) and title.others <= alone.others and _agree(alone, title)


def _by_entity(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.entity, []).append(mention)
    return found


def _nearest(mentions: Sequence[Mention], start: int) -> Mention:
    """Return the last mention before a place, else the first behind it."""
    at = bisect_left(mentions, start, key=lambda mention: mention.start)
    return mentions[at - 1] if at else mentions[0]


def _inner(role: Role, mentions: Sequence[Mention], starts: Sequence[int]) -> str | None:
    """Return the body named in a title, else the place, else None."""
    first, stop = bisect_left(starts, role.start), bisect_left(starts, role.end)
    inside = [mention for mention in mentions[first:stop] if mention.end <= role.end]
    bodies = (mention.entity for mention in inside if mention.type == "ORG")
    return next(bodies, None) or next((mention.entity for mention in inside), None)
