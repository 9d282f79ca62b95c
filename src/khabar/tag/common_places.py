"""Names of places that are common words as well (الباب، العيون، جديدة): places only where a report speaks of their country, or says so.

Papers that write of a town of another country name the country, an adjective or another place of it in nearly every report. Where nothing
does, the word is what it is elsewhere.
"""

from khabar.fold import fold
from khabar.tag.places import Places
from khabar.tag.report_names import ReportNames
from khabar.vocabulary import Vocabulary

_COMMON = 5  # times that a large body of reports prints the word with the article, or without it where the name has one
_SHARE = 0.12  # of the times that it prints the name itself: an اسكندرية without its article is a slip
_BEHIND, _SHORTEST = 12, 3  # times as often, and letters: the word behind a particle (بعقوبة)
_LARGE = 1_000_000  # people: a city so large needs no country, unless the word is commoner than the city
_RARELY, _OFTEN = 1, 2
_HEADS = frozenset(
    map(
        fold,
        "مدينة المدينة قرية بلدة حي منطقة محافظة مركز ناحية قضاء مديرية ولاية بمدينة بقرية بلدية ضاحية مخيم مطار معبر ميناء قسم عزبة نجع أهالي جبل"
        " مراكز قرى مدن أحياء مناطق محافظات مدينتي شمال جنوب شرق غرب شمالي جنوبي شرقي غربي".split(),
    )
)


_IDIOMS = {"مسقط": frozenset({"راس", "راسه", "راسها", "راسهم"})}


class CommonPlaces:
    """Finds the mentions that are common words."""

    def __init__(self, vocabulary: Vocabulary, places: Places) -> None:
        counts = vocabulary.counts

        def commonness(_light: str, key: str) -> int:
            other = key[2:] if key.startswith("ال") else "ال" + key
            behind = key[1:] if key[0] in "بلك" and len(key) > _SHORTEST else ""
            itself, word = counts.get(key, 0), max(counts.get(other, 0), counts.get(behind, 0) // _BEHIND)
            if len(key) < _SHORTEST or word < _COMMON or word < _SHARE * itself:
                return 0
            return _OFTEN if word >= itself else _RARELY

        self._common = vocabulary.column(commonness)
        self._places = places

    def among(self, report: ReportNames, home: str | None) -> set[int]:
        """Return the places of a report, by their numbers among its mentions, that are common words there; ``home`` is the country of the outlet."""
        idioms = {number for number, mention in enumerate(report.mentions) if mention.type == "LOC" and _is_idiom(report, number)}
        doubtful = [number for number, mention in enumerate(report.mentions) if mention.type == "LOC" and self._is_doubtful(report, number)]
        if not doubtful:
            return idioms
        named = {number for number, mention in enumerate(report.mentions) if mention.type == "LOC"}
        sure = (self._places.entity(report.names[number], report.countries).country for number in named.difference(doubtful))
        spoken = {home, *sure, *(iso for iso, count in report.countries.items() if count)}
        countries = {number: self._places.countries_of(report.names[number]) for number in doubtful}
        return idioms | {number for number, found in countries.items() if found and spoken.isdisjoint(found)}

    def _is_doubtful(self, report: ReportNames, number: int) -> bool:
        """Tell whether a place is one common word that nothing before it calls a place."""
        first, stop = report.ranges[number]
        if first == stop:
            return False  # a name of marks alone has no word
        level = self._common.values[report.tokens.forms[first]]
        if stop - first > 1 or not level or (first and report.tokens.key(first - 1) in _HEADS):
            return False
        return not self._places.is_sure(report.names[number], _LARGE if level == _RARELY else None)


def _is_idiom(report: ReportNames, number: int) -> bool:
    """Tell whether what looks like a place opens a phrase that means something else: مسقط رأس الرئيس, where he was born."""
    first, stop = report.ranges[number]
    return stop - first == 1 and stop < len(report.tokens) and report.tokens.key(stop) in _IDIOMS.get(report.tokens.key(first), ())
