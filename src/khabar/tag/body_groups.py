"""Which bodies and processes of one report are one: fuller and shorter names, bodies of a state named without the state."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from khabar.fold import fold
from khabar.model import Entity, Mention
from khabar.segment import Tokens
from khabar.tag.bodies import Bodies, Kind, most_spoken_of
from khabar.tag.countries import Countries, Country
from khabar.tag.latin import slug


@dataclass(slots=True)
class ReportNames:
    """What the resolving of one report gathers: the entity of each mention by the mention's place in the list."""

    tokens: Tokens
    mentions: Sequence[Mention]
    countries: Counter[str]
    found: dict[int, Entity] = field(default_factory=dict)


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

    def resolve(self) -> None:
        """Fill in the entities of the bodies and processes."""
        found = [self._apart(number, mention) for number, mention in enumerate(self._report.mentions) if mention.type in {"ORG", "PROC"}]
        for body in found:
            if body.entity is None and body.kind is not None:
                body.entity = self._of_state(body, body.kind, found)
        for body in found:
            if body.entity is None:
                body.entity = self._longer(body, found) or self._own(body)
        for body in found:
            entity = body.entity or self._own(body)
            self._report.found[body.number] = entity

    def _apart(self, number: int, mention: Mention) -> _Body:
        entry = self._bodies.known(mention.text)
        phrase, country = self._bodies.split(mention.text) if mention.type == "ORG" else (fold(mention.text), None)
        if entry is not None:
            entity = Entity(entry.id, mention.type, entry.name, entry.name_en or None, "list" if entry.name_en else None, country=entry.country or None)
            return _Body(number, phrase, country, None, entity)
        local = self._bodies.local(phrase) if mention.type == "ORG" and country is None else None
        if local is not None:
            return _Body(number, phrase, local[1], local[0])
        if country is None and mention.type == "ORG":
            country = self._behind(mention)
        return _Body(number, phrase, country, self._bodies.kind(phrase, country) if mention.type == "ORG" else None)

    def _behind(self, mention: Mention) -> Country | None:
        """Return the country whose adjective stands right behind a name (رئيس الحكومة اللبناني)."""
        tokens = self._report.tokens
        _, stop = tokens.range(mention.start, mention.end)
        if stop >= len(tokens) or tokens.starts[stop] != mention.end + 1 or not tokens.key(stop).startswith("ال"):
            return None
        return self._countries.by_adjective.get(tokens.key(stop))

    def _of_state(self, body: _Body, kind: Kind, found: Sequence[_Body]) -> Entity | None:
        country = body.country or _nearest(body, [b for b in found if b.kind == kind and b.country is not None]) or self._home
        return self._bodies.of_state(kind, country) if country else None

    def _longer(self, body: _Body, found: Iterable[_Body]) -> Entity | None:
        """Return the entity of the longest name of the report that begins with the same word and holds all words of this one."""
        words = body.phrase.split()
        if not words and body.country is not None:
            return self._coordinated(body, found)
        best: _Body | None = None
        for other in found:
            others = other.phrase.split()
            if other is body or not words or not others or others[0] != words[0] or len(others) < len(words):
                continue
            if body.country is not None and other.country is not None and body.country is not other.country:
                continue
            fuller = len(others) > len(words) or (other.country is not None and body.country is None) or other.number < body.number
            if fuller and set(words) <= set(others) and (best is None or len(others) > len(best.phrase.split())):
                best = other
        if best is None:
            return None
        return best.entity or self._longer(best, [other for other in found if other is not body]) or self._own(best)

    def _coordinated(self, body: _Body, found: Iterable[_Body]) -> Entity | None:
        """Return the body that a bare adjective means beside a named one: سلاحا الجو السوري *والروسي*."""
        before = [other for other in found if other.number < body.number and other.kind is not None]
        return self._bodies.of_state(before[-1].kind, body.country) if before and before[-1].kind and body.country else None

    def _own(self, body: _Body) -> Entity:
        mention = self._report.mentions[body.number]
        country = body.country
        if country is None and self._bodies.is_state_word(body.phrase):
            country = self._home
        key = slug(body.phrase) or "x"
        if country is not None and self._bodies.is_state_word(body.phrase):
            key += f"-{country.iso.lower()}"
        return Entity(f"{mention.type.lower()}-{key}", mention.type, "", country=country.iso if country else None)


def _nearest(body: _Body, others: Sequence[_Body]) -> Country | None:
    """Return the country of the nearest of the others, those before first."""
    best = min((o for o in others if o is not body), key=lambda o: (o.number > body.number, abs(o.number - body.number)), default=None)
    return best.country if best else None
