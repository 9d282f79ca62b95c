"""Which bodies and processes of one report are one: fuller and shorter names, bodies of a state named without the state."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from khabar.fold import fold
from khabar.model import Entity, Mention
from khabar.tag.bodies import Apart, Bodies, Kind
from khabar.tag.countries import Countries, Country
from khabar.tag.latin import mark, slug
from khabar.tag.renamed import renamed
from khabar.tag.report_names import ReportNames
from khabar.tag.spoken_of import Scores, SpokenOf, added, leader


@dataclass(slots=True)
class _Body:
    """The name of a body in a report, taken apart; ``scores`` of countries where the name names none."""

    number: int
    first: int
    stop: int
    name: str
    apart: Apart
    country: Country | None
    phrase: str
    kind: Kind | None
    is_headed: bool = False  # behind a word for a medium
    entity: Entity | None = None
    scores: Scores = field(default_factory=dict)
    iso: str | None = None  # of the country that leads


class BodyGroups:
    """The bodies and processes of one report: those without a country get the one that the report speaks of where they stand, else none."""

    def __init__(self, bodies: Bodies, countries: Countries, report: ReportNames, spoken_of: SpokenOf) -> None:
        self._bodies = bodies
        self._countries = countries
        self._report = report
        self._spoken_of = spoken_of
        self._whole = spoken_of.whole()
        self._by_word: dict[str, list[_Body]] = {}
        self._behind_head: dict[str, list[_Body]] = {}  # by the word behind one that says what sort of body it is: الأمة of حزب الأمة
        self._by_kind: dict[str, list[_Body]] = {}
        self._beside: dict[int, Country] = {}
        self._heads = bodies.heads

    def resolve(self) -> None:
        """Fill in the entities of the bodies and processes."""
        found = [self._body(number, mention) for number, mention in enumerate(self._report.mentions) if mention.type in {"ORG", "PROC"}]
        _headed_everywhere(found)
        for body in found:
            head, _, rest = body.phrase.partition(" ")
            self._by_word.setdefault(head, []).append(body)
            if head in _SORTS and rest:
                self._behind_head.setdefault(rest.partition(" ")[0], []).append(body)
            if body.kind is not None and body.country is not None:
                self._by_kind.setdefault(body.kind.kind, []).append(body)
        self._beside = {one.number: other.country for one, other in pairwise(found) if other.country is not None and self._are_joined(one, other)}
        self._place([body for body in found if body.country is None and self._is_open(body)])
        last: _Body | None = None
        for body in found:
            body.entity = self._coordinated(body, last) or self._known(body)
            last = body if body.kind is not None else last
        self._rename({body.number: body for body in found})
        for body in found:
            if body.entity is None:
                body.entity = self._longer(body) or self._own(body)
            self._report.found[body.number] = body.entity

    def _rename(self, bodies: Mapping[int, _Body]) -> None:
        """Give a body and the other name beside it one entity, where no table tells them apart: وكالة الأنباء الفلسطينية (وفا)."""
        for one, other in ((bodies[one], bodies[other]) for one, other in renamed(self._report, "ORG")):
            if one.kind is not None:
                continue  # وزارة المالية «أوراسكوم»: a body of a state has no other name
            known = one.entity or other.entity
            if known is None:
                known = self._longer(one) or self._own(one)
            one.entity, other.entity = one.entity or known, other.entity or known
            for body in bodies.values():
                if body.entity is None and body.phrase in {one.phrase, other.phrase}:
                    body.entity = known

    def _body(self, number: int, mention: Mention) -> _Body:
        name = self._report.names[number]
        first, stop = self._report.ranges[number]
        headed = self._bodies.headed(name, self._report.tokens.key(first - 1)) if first else None
        apart = headed or self._bodies.apart(name, mention.type)
        country = apart.country
        if country is None and mention.type == "ORG" and (apart.kind is not None or apart.is_shared or not apart.listed):
            country = self._behind(mention, stop)
        return _Body(number, first, stop, name, apart, country, apart.phrase, apart.kind, headed is not None)

    def _behind(self, mention: Mention, stop: int) -> Country | None:
        """Return the country whose adjective stands right behind a name (رئيس الحكومة اللبناني)."""
        tokens = self._report.tokens
        if stop >= len(tokens) or tokens.starts[stop] != mention.end + 1 or not tokens.key(stop).startswith("ال"):
            return None
        return self._countries.by_adjective.get(tokens.key(stop))

    def _is_open(self, body: _Body) -> bool:
        """Tell whether a name does not say by itself what it means: a body of every state, or a name that bodies of several countries have."""
        if self._names_another(body):
            return False
        if body.kind is not None:
            return True
        if body.apart.listed:
            return body.apart.is_shared
        return self._bodies.is_state_word(body.phrase) or self._bodies.is_of_any_state(body.phrase)

    def _place(self, bodies: Sequence[_Body]) -> None:
        """Give each of the open names what the report says of countries: round it, round the same name elsewhere, and in the whole."""
        groups: dict[str, list[tuple[_Body, Scores]]] = {}
        for body in bodies:
            near = self._spoken_of.near(body.first, body.stop)
            groups.setdefault(body.kind.kind if body.kind else body.phrase, []).append((body, near))
        for group in groups.values():
            mean = added((near, _OF_THE_SAME / len(group)) for _, near in group)
            for body, near in group:
                scores = added([(near, 1.0), (mean, 1.0), (self._whole, 1.0), (self._told(body), 1.0)])
                body.scores = {iso: score for iso, score in scores.items() if body.kind is None or iso not in body.kind.never}
                body.iso = leader(body.scores)
            _agreed([body for body, _ in group])

    def _are_joined(self, one: _Body, other: _Body) -> bool:
        """Tell whether two bodies share an adjective: الجيش والشرطة الأفغانية."""
        return other.first == one.stop + 1 and self._report.tokens.key(one.stop) == "و"

    def _told(self, body: _Body) -> Scores:
        """Return what a body of that kind with its country says of one without, and what its holder says."""
        found: Scores = {}
        told = self._by_kind.get(body.kind.kind, ()) if body.kind else ()
        at = bisect_left(told, body.number, key=lambda other: other.number)
        if told:
            other = told[at - 1] if at else told[0]
            if other.country is not None:
                found[other.country.iso] = _TOLD_BEFORE if at else _TOLD_BEHIND
        if beside := self._beside.get(body.number):
            found[beside.iso] = found.get(beside.iso, 0.0) + _BESIDE
        home = self._spoken_of.home
        if home in self._spoken_of.shares and body.kind is not None and body.kind.kind in _AT_HOME:
            found[home] = found.get(home, 0.0) + _OF_HOME
        holder = self._report.holders.get(body.number)  # رئيس مجلس النواب نبيه بري
        if holder:
            found[holder] = found.get(holder, 0.0) + _OF_HOLDER
        return found

    def _known(self, body: _Body) -> Entity | None:
        """Return the listed body that a name means in this report, else the body of the state that it is of."""
        if self._names_another(body):
            return self._own(body)
        if body.kind is None:
            return self._named_in_full(body) or self._listed(body)
        country = body.country
        if country is None and body.iso is not None:
            country = self._countries.by_iso[body.iso]
        if country is None:
            return self._bodies.of_no_state(body.kind, self._here())
        return next((entity for entity in body.apart.listed if entity.country == country.iso), None) or self._bodies.of_state(body.kind, country)

    def _names_another(self, body: _Body) -> bool:
        """Tell whether a street, a club or the like is called by a name (شارع الجيش، مهاجم حرس الحدود): it is no body of a state then."""
        return body.first > 0 and self._report.tokens.key(body.first - 1) in _NAMED_AFTER

    def _named_in_full(self, body: _Body) -> Entity | None:
        """Return the body whose fuller name the report prints, for a name that bodies of several countries have (الجبهة الشعبية، الاتحاد).

        It is a listed one; where the name is one word (التحالف), any other comes before what the word means elsewhere.
        """
        if not body.apart.listed or not self._is_open(body):
            return None
        wanted = set(body.phrase.split())
        for other in self._by_word.get(body.phrase.partition(" ")[0], [])[:_MOST_TRIED]:
            words = other.phrase.split()
            if len(words) > len(wanted) and wanted.issubset(words) and other.kind is None and (other.apart.listed or len(wanted) == 1):
                return self._listed(other) if other.apart.listed else self._own(other)
        return None

    def _listed(self, body: _Body) -> Entity | None:
        counts, scores = self._report.countries, body.scores
        meant = [entity for entity, needs in zip(body.apart.listed, body.apart.needs, strict=True) if needs is None or self._is_meant(body, needs)]
        return max(meant, key=lambda entity: (scores.get(entity.country or "", 0.0), counts[entity.country or ""]), default=None)

    def _is_meant(self, body: _Body, countries: frozenset[str]) -> bool:
        """Tell whether a report speaks enough of countries for a name that bodies of several countries have."""
        least = max(_SHARED * max(body.scores.values(), default=0.0), _LEAST_SHARED)
        if body.country is not None:
            return body.country.iso in countries
        return any(body.scores.get(iso, 0.0) >= least for iso in countries)

    def _inside(self, body: _Body) -> str | None:
        """Return the country of a place in the name, where the report speaks of it elsewhere or its outlet is at home there."""
        iso = self._bodies.country_inside(body.phrase)
        return iso if iso in self._whole else None

    def _here(self) -> str:
        """Return what sets ids apart of what may be another body in every report."""
        return mark(self._report.id)

    def _longer(self, body: _Body) -> Entity | None:
        """Return the entity of the longest name of the report that begins with the same word and holds all words of this one."""
        words = body.phrase.split()
        if not words:
            return None
        found = self._longest(body, words)
        if found is None and words[-1].startswith("ال"):
            if len(words) == 1 and words[0][2:] in self._heads:
                found = self._longest(body, [words[0][2:]])  # «الهيئة» of هيئة تحرير الشام
            elif len(words) > 1 and self._bodies.is_of_any_place(body.phrase):
                found = self._of_one_place([*words[:-1], words[-1][2:]])  # مديرية الأمن of مديرية أمن حلب
        return found

    def _of_one_place(self, words: Sequence[str]) -> Entity | None:
        """Return the one body of the report whose name goes on behind these words with where it is."""
        bodies = self._by_word.get(words[0], [])[:_MOST_TRIED]
        meant = {other.phrase: other for other in reversed(bodies) if other.phrase.split()[: len(words)] == [*words] and len(other.phrase.split()) > len(words)}
        if len(meant) != 1:
            return None
        (other,) = meant.values()
        other.entity = other.entity or self._own(other)
        return other.entity

    def _longest(self, body: _Body, words: Sequence[str]) -> Entity | None:
        wanted, best, length = set(words) - _LOOSE or set(words), None, 0
        for other in self._by_word.get(words[0], [])[:_MOST_TRIED]:
            others = other.phrase.split()
            if other is body or len(others) < max(len(wanted), length) or not _agree(body, other) or not wanted.issubset(others):
                continue
            fuller = len(others) > len(words) or (other.country is not None and body.country is None) or other.number < body.number
            if fuller and len(others) > length:
                best, length = other, len(others)
        best = best or self._headless(words)
        if best is None:
            return None
        best.entity = best.entity or self._own(best)
        return best.entity

    def _headless(self, words: Sequence[str]) -> _Body | None:
        """Return the one body whose name goes on with these words behind one for its sort: التحالف الشعبي behind حزب التحالف الشعبي الاشتراكي."""
        bodies = self._behind_head.get(words[0], [])[:_MOST_TRIED]
        meant = {other.phrase: other for other in reversed(bodies) if other.phrase.split()[1 : 1 + len(words)] == [*words]}
        return next(iter(meant.values())) if len(meant) == 1 else None

    def _coordinated(self, body: _Body, last: _Body | None) -> Entity | None:
        """Return the body that a bare adjective means beside a named one: سلاحا الجو السوري *والروسي*."""
        if body.phrase or last is None or last.kind is None or body.country is None or not self._are_joined(last, body):
            return None
        return self._bodies.of_state(last.kind, body.country)

    def _own(self, body: _Body) -> Entity:
        """Return a body that no table has: under its words, and its country where its name or the report tells it."""
        mention = self._report.mentions[body.number]
        key = slug(self._bodies.key(body.phrase or fold(body.name))) or "x"
        iso = body.country.iso if body.country else None
        if self._bodies.is_of_any_place(body.phrase):
            return Entity(
                f"{mention.type.lower()}-{key}-{self._here()}", mention.type, "", country=iso or leader(body.scores, _LEAST_OF_OTHERS, _LEAD_OF_OTHERS)
            )
        inside = self._bodies.country_inside(body.phrase) if iso is None else None
        if inside is not None and leader(body.scores, _LEAST_OF_OTHERS, _LEAD_OF_OTHERS) in {None, inside}:
            return Entity(f"{mention.type.lower()}-{key}", mention.type, "", country=self._inside(body))  # the place tells which: محكمة جنايات السويس
        if iso is None and (self._bodies.is_state_word(body.phrase) or body.scores):
            several = self._bodies.is_of_several_states(body.phrase)
            if not several:
                iso = self._inside(body) or leader(body.scores, _LEAST_OF_OTHERS, _LEAD_OF_OTHERS)
            if iso is None and not several and (len(body.phrase.split()) <= _FEW_WORDS or self._bodies.is_of_any_state(body.phrase)):
                key += f"-{self._here()}"
        key += f"-{iso.lower()}" if iso else ""
        return Entity(f"{mention.type.lower()}-{key}", mention.type, "", country=iso)


_LOOSE = frozenset({"الدوليه", "الامميه"})  # said or left out of one body: قوات حفظ السلام (الدولية)
_NAMED_AFTER = frozenset("شارع شوارع ميدان ميادين كوبري جسر نفق محطه حي جاده نادي لاعب مهاجم مدافع مدرب مباراه طلائع طلايع".split())
_SORTS = frozenset("حزب حركه جماعه منظمه جمعيه تيار تنظيم شبكه موسسه مركز جبهه رابطه نقابه ائتلاف تحالف قناه".split())  # left out of a short form
_MOST_TRIED = 60  # longer names looked at for a shorter one: time stays linear in the length of the text
_OF_THE_SAME = 0.4  # what is said round the same name elsewhere in the report
_TOLD_BEFORE, _TOLD_BEHIND = 2.0, 1.0  # a body of the same kind with its country
_OF_HOLDER = 4.0
_AT_HOME, _OF_HOME = frozenset({"foreign-ministry"}), 1.5  # speaks at home of places abroad
_BESIDE = 3.0  # الجيش والشرطة الأفغانية
_SHARED, _LEAST_SHARED = 0.5, 1.0  # of the best score: a country that a listed body may be of
_LEAST_OF_OTHERS, _LEAD_OF_OTHERS = 1.8, 4.0  # of the scores of countries: bodies that not every state has
_FEW_WORDS = 2  # names that may mean another body in every report (إدارة الكلية)


def _headed_everywhere(bodies: Sequence[_Body]) -> None:
    """Let a shared name mean a medium wherever it stands in a report that calls it one (صحيفة الحياة) and nothing else."""
    media: dict[str, dict[tuple[str, ...], Apart]] = {}
    for body in bodies:
        if body.is_headed:
            media.setdefault(body.name, {})[tuple(entity.id for entity in body.apart.listed)] = body.apart
    for body in bodies if media else ():
        named = media.get(body.name, {})
        if len(named) == 1 and body.apart.is_shared and body.kind is None:
            (body.apart,) = named.values()


def _agreed(bodies: Sequence[_Body]) -> None:
    """Give those of one name that no country leads at the one of the others, where it is not far behind."""
    given = {body.iso for body in bodies if body.iso is not None}
    if len(given) != 1:
        return
    (iso,) = given
    for body in bodies:
        if body.iso is None and body.scores.get(iso, 0.0) >= _SHARED * max(body.scores.values()):
            body.iso = iso


def _agree(one: _Body, other: _Body) -> bool:
    """Tell whether a fuller name can be meant: not one that leaves out the country that is named (السفارة الليبية, السفارة بالزمالك)."""
    return one.country is None or one.country is other.country
