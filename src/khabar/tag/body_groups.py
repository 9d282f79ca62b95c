"""Which bodies and processes of one report are one: fuller and shorter names, bodies of a state named without the state."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from khabar.model import Entity, Mention
from khabar.segment import Tokens
from khabar.tag.bodies import Apart, Bodies, Kind, most_spoken_of
from khabar.tag.countries import Countries, Country
from khabar.tag.latin import slug


@dataclass(slots=True)
class ReportNames:
    """What the resolving of one report gathers. ``names`` are the mentions with their articles whole, ``found`` has each one's entity by its place."""

    tokens: Tokens
    mentions: Sequence[Mention]
    names: Sequence[str]
    countries: Counter[str]
    found: dict[int, Entity] = field(default_factory=dict)


def whole_name(tokens: Tokens, mention: Mention) -> str:
    """Return the name of a mention with its article whole: in ``للجامعة`` the mention is لجامعة, the name الجامعة."""
    start = mention.start
    if not mention.text.startswith("ل") or tokens.text[max(start - 1, 0) : start] != "ل":
        return mention.text
    first, stop = tokens.range(start, mention.end)
    return "ا" + mention.text if first < stop and tokens.light(first).startswith("ال") else mention.text


@dataclass(slots=True)
class _Body:
    """The name of a body in a report, taken apart."""

    number: int
    phrase: str
    country: Country | None
    kind: Kind | None
    entity: Entity | None = None


class BodyGroups:
    """The bodies and processes of one report: those without a country get the one of their fuller name, else that of the report."""

    def __init__(self, bodies: Bodies, countries: Countries, report: ReportNames) -> None:
        self._bodies = bodies
        self._countries = countries
        self._report = report
        iso = most_spoken_of(report.countries)
        self._home = countries.by_iso[iso] if iso else None
        self._by_word: dict[str, list[_Body]] = {}
        self._by_kind: dict[str, list[_Body]] = {}

    def resolve(self) -> None:
        """Fill in the entities of the bodies and processes."""
        found = [self._apart(number, mention) for number, mention in enumerate(self._report.mentions) if mention.type in {"ORG", "PROC"}]
        for body in found:
            self._by_word.setdefault(body.phrase.partition(" ")[0], []).append(body)
            if body.kind is not None and body.country is not None:
                self._by_kind.setdefault(body.kind.kind, []).append(body)
        for body in found:
            if body.entity is None and body.kind is not None:
                body.entity = self._of_state(body, body.kind)
        last: _Body | None = None
        for body in found:
            if body.entity is None and not body.phrase:
                body.entity = self._coordinated(body, last)
            last = body if body.kind is not None else last
        for body in found:
            if body.entity is None:
                body.entity = self._longer(body) or self._own(body)
            self._report.found[body.number] = body.entity

    def _apart(self, number: int, mention: Mention) -> _Body:
        known = self._bodies.apart(self._report.names[number], mention.type)
        country = known.country
        if country is None and mention.type == "ORG" and (known.kind is not None or not known.listed):
            country = self._behind(mention)
        return _Body(number, known.phrase, country, known.kind, self._listed(known, country))

    def _listed(self, known: Apart, country: Country | None) -> Entity | None:
        """Return the listed body that a name means in this report; a name that any state's body has means the one listed for this report's country only."""
        if known.kind is not None and known.country is None:
            here = country or self._home
            return next((entity for entity in known.listed if here is not None and entity.country == here.iso), None)
        counts = self._report.countries
        return max(known.listed, key=lambda entity: counts[entity.country or ""], default=None)

    def _behind(self, mention: Mention) -> Country | None:
        """Return the country whose adjective stands right behind a name (رئيس الحكومة اللبناني)."""
        tokens = self._report.tokens
        _, stop = tokens.range(mention.start, mention.end)
        if stop >= len(tokens) or tokens.starts[stop] != mention.end + 1 or not tokens.key(stop).startswith("ال"):
            return None
        return self._countries.by_adjective.get(tokens.key(stop))

    def _of_state(self, body: _Body, kind: Kind) -> Entity | None:
        """Return the body of the state that is named with it, else of the state named with it nearest in the report, else of the report's country."""
        if body.country is None and (near := _nearest(body, self._by_kind.get(kind.kind, ()))) is not None:
            return near.entity or (self._bodies.of_state(kind, near.country) if near.country else None)
        country = body.country or self._home
        return self._bodies.of_state(kind, country) if country else None

    def _longer(self, body: _Body) -> Entity | None:
        """Return the entity of the longest name of the report that begins with the same word and holds all words of this one."""
        words = body.phrase.split()
        if not words:
            return None
        wanted, best, length = set(words), None, 0
        for other in self._by_word.get(words[0], [])[:_MOST_TRIED]:
            others = other.phrase.split()
            if other is body or len(others) < max(len(words), length) or not _agree(body, other) or not wanted.issubset(others):
                continue
            fuller = len(others) > len(words) or (other.country is not None and body.country is None) or other.number < body.number
            if fuller and len(others) > length:
                best, length = other, len(others)
        if best is None:
            return None
        best.entity = best.entity or self._own(best)
        return best.entity

    def _coordinated(self, body: _Body, last: _Body | None) -> Entity | None:
        """Return the body that a bare adjective means beside a named one: سلاحا الجو السوري *والروسي*."""
        return self._bodies.of_state(last.kind, body.country) if last is not None and last.kind and body.country else None

    def _own(self, body: _Body) -> Entity:
        mention = self._report.mentions[body.number]
        country = body.country
        if country is None and self._bodies.is_state_word(body.phrase):
            country = self._home
        key = slug(body.phrase) or "x"
        if country is not None and self._bodies.is_state_word(body.phrase):
            key += f"-{country.iso.lower()}"
        return Entity(f"{mention.type.lower()}-{key}", mention.type, "", country=country.iso if country else None)


_MOST_TRIED = 60  # longer names looked at for a shorter one: time stays linear in the length of the text


def _agree(one: _Body, other: _Body) -> bool:
    return one.country is None or other.country is None or one.country is other.country


def _nearest(body: _Body, others: Sequence[_Body]) -> _Body | None:
    """Return the nearest of the others, the last before first."""
    at = bisect_left(others, body.number, key=lambda other: other.number)
    if at:
        return others[at - 1]
    return others[0] if others else None
