"""Which country a report speaks of at a word: what names countries round it, in the whole report, and where the outlet is at home.

Nothing here is certain: every name, adjective, place and well-known person or body of a country adds to a score, the nearer the
more, and a country is given only where it leads clearly.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit

from khabar.model import Document
from khabar.tables import rows

_NEAR = 60  # tokens on each side of a word in which what is spoken of counts for it
_CLOSE = 12
_LAST = 0.8  # more for what was spoken of last
_LEAST = 1.6  # of the score that a country needs
_LEAD = 1.45  # times the score of the next
_OF_REPORT = 3.0  # what a country has from a report that speaks of no other
_ENOUGH = 4.0  # weight of all signs, from which on the shares of a report tell something
_MOST_NEAR = 3.0  # what all countries spoken of round a word have together
_OF_OUTLET = 1.5  # what the country of the outlet has beside others, and the more, the less a report says of countries
_MORE_OF_OUTLET = 1.5
_ALONE = 2.0
_ARAB = frozenset("sy eg iq lb jo ps ye tn dz ma ly sd sa ae kw qa bh om mr".split())


class Sign(NamedTuple):
    """Something that speaks of a country: the index of its token, the country (ISO code), how much it weighs."""

    at: int
    iso: str
    weight: float


Scores = dict[str, float]


class Outlets:
    """The countries of outlets (``data/outlets.tsv``)."""

    def __init__(self) -> None:
        self._marks = [(row["mark"], row["country"]) for row in rows("outlets.tsv")]

    def home(self, document: Document) -> str | None:
        """Return the country (ISO code) whose press an outlet belongs to, None where it is none's or nobody knows."""
        name = f"{document.outlet or ''} {urlsplit(document.url).hostname or '' if document.url else ''}".lower()
        for mark, country in self._marks:
            if mark in name:
                return None if country == "-" else country
        ends = {word.rpartition(".")[2] for word in name.split() if "." in word} & _ARAB
        return ends.pop().upper() if len(ends) == 1 else None


@dataclass(slots=True)
class SpokenOf:
    """What a report says of countries; ``home`` is the outlet's. ``shares`` sum to 1 where anything is said."""

    signs: list[Sign]
    sentences: list[tuple[int, int]]
    home: str | None = None
    shares: Scores = field(default_factory=dict)
    weight: float = 0.0

    def __post_init__(self) -> None:
        self.signs.sort()
        totals: Scores = {}
        for sign in self.signs:
            totals[sign.iso] = totals.get(sign.iso, 0.0) + sign.weight
        self.weight = sum(totals.values())
        self.shares = {iso: total / self.weight for iso, total in totals.items()}

    def near(self, first: int, stop: int) -> Scores:
        """Return how much is said of each country round the tokens ``[first, stop)``: in the sentence, and a little in those beside it."""
        number = bisect_left(self.sentences, (first + 1,)) - 1
        begin, end = self.sentences[number] if number >= 0 else (first, stop)
        found: Scores = {}
        for sign in self.signs[bisect_left(self.signs, (first - _NEAR,)) : bisect_left(self.signs, (stop + _NEAR,))]:
            distance = first - sign.at if sign.at < first else sign.at - stop + 1
            factor = _factor(sign.at < first, begin <= sign.at < end, distance <= _CLOSE)
            found[sign.iso] = found.get(sign.iso, 0.0) + sign.weight * factor
        last = bisect_left(self.signs, (first,)) - 1
        if last >= 0 and first - self.signs[last].at <= _CLOSE and self.signs[last].at >= begin:
            found[self.signs[last].iso] += _LAST * min(1.0, self.signs[last].weight)
        return added([(found, min(1.0, _MOST_NEAR / (sum(found.values()) or 1.0)))])

    def whole(self) -> Scores:
        """Return what the whole report and its outlet add to the score of each country, wherever in the report."""
        sure = min(1.0, self.weight / _ENOUGH)
        found = {iso: _OF_REPORT * share * sure for iso, share in self.shares.items()}
        if self.home is not None:
            found[self.home] = found.get(self.home, 0.0) + (_OF_OUTLET + _MORE_OF_OUTLET * (1.0 - sure) if self.signs else _ALONE)
        return found


def _factor(before: bool, same_sentence: bool, close: bool) -> float:  # noqa: FBT001 - three questions about one place
    if not same_sentence:
        return 0.4 if before else 0.2
    return (1.0 if close else 0.7) * (1.0 if before else 0.8)


def added(parts: Iterable[tuple[Mapping[str, float], float]]) -> Scores:
    """Return the sum of scores, each times its factor."""
    found: Scores = {}
    for scores, factor in parts:
        for iso, score in scores.items():
            found[iso] = found.get(iso, 0.0) + score * factor
    return found


def leader(scores: Mapping[str, float], least: float = _LEAST, lead: float = _LEAD) -> str | None:
    """Return the country that leads clearly, None where none does."""
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < least or (len(ranked) > 1 and ranked[0][1] < lead * ranked[1][1]):
        return None
    return ranked[0][0]
