"""What is settled about names whatever the model says: known names of several words, directions in names of places, borders, processes by number.

Each rule holds in nearly all cases of the annotated reports (``docs/names-model.md`` gives the counts); they mend what a model of
few annotated reports cannot have seen.
"""

from collections.abc import Iterable, Sequence

from khabar.fold import fold
from khabar.grammar import Letters
from khabar.segment import Tokens
from khabar.tables import rows
from khabar.tag.evidence import Name
from khabar.tag.gazetteer import Hit
from khabar.vocabulary import Column, Vocabulary

_DIRECTIONS = "الشمالي الجنوبي الشرقي الغربي الشمالية الجنوبية الشرقية الغربية"
_LETTERS = Letters("BORDER WITH NATION COUNTRY SIDE COUNTRYSIDE ROUND FIGURE RESOLUTION COUNCIL NUMBER OF QUOTE UN SECURITY WORLD")
_WORDS = {
    "BORDER": "الحدود",
    "WITH": "مع",
    "SIDE": _DIRECTIONS,
    "COUNTRYSIDE": "ريف جرود بادية ساحل",
    "ROUND": "أستانة أستانا آستانة آستانا جنيف فيينا سوتشي الرياض لوزان",
    "RESOLUTION": "قرار القرار قراري",
    "COUNCIL": "مجلس",
    "SECURITY": "الأمن",
    "WORLD": "الدولي الدولى",
    "NUMBER": "رقم",
    "OF": "من",
}
# heads that stand before a name and are no part of it (the guidelines' rule): وكالة رويترز, تنظيم القاعدة
_OUTSIDE = frozenset(
    map(fold, "تنظيم جماعة ميليشيا ميليشيات وكالة صحيفة جريدة قناة فضائية مجلة موقع إذاعة راديو تلفزيون شبكة بوابة مجموعة الخارجية الدفاع الخزانة".split())
)
_BORDER = _LETTERS.pattern("BORDER (?: NATION{1,2} | WITH COUNTRY )")
_ROUND = _LETTERS.pattern("ROUND FIGURE")
_RESOLUTION = _LETTERS.pattern("RESOLUTION (?: COUNCIL SECURITY WORLD? )? NUMBER? FIGURE")
_SIDES = _LETTERS.pattern("SIDE{1,2}")
_LEAST_RESOLUTION, _MOST_ROUND = 100, 30


class Rules:
    """The rules with the classes of words that they look at."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        classes = {fold(word): _LETTERS[name] for name, words in _WORDS.items() for word in words.split()}
        for row in rows("countries.tsv"):
            for adjective in filter(None, row["adjectives"].split(";")):
                classes.setdefault(fold("ال" + adjective + "ة"), _LETTERS["NATION"])
            for name in row["names"].split(";"):
                classes.setdefault(fold(name), _LETTERS["COUNTRY"])
        figure = _LETTERS["FIGURE"]
        self._classes: Column[str] = vocabulary.column(lambda _light, key: classes.get(key) or (figure if key.isdigit() else "."))

    def settled(self, tokens: Tokens, names: Sequence[Name], hits: Iterable[Hit]) -> list[Name]:
        """Return the outer names with the rules applied, in text order."""
        string = self._classes.string(tokens.forms)
        found = _with_known(names, hits, [tokens.vocabulary.keys[form] for form in tokens.forms])
        found = [self._with_side(string, name) for name in found]
        if _LETTERS["BORDER"] in string:
            found = _put(found, [(m.start(), m.end(), "LOC") for m in _BORDER.finditer(string)])
        if _LETTERS["FIGURE"] in string:
            found = _put(found, _numbered(tokens, string))
        return found

    def _with_side(self, string: str, name: Name) -> Name:
        """Return a place with the direction that follows it: ريف حلب الغربي."""
        first, stop, kind = name
        match = _SIDES.match(string, stop) if kind == "LOC" else None
        return (first, match.end(), kind) if match else name


def _numbered(tokens: Tokens, string: str) -> list[Name]:
    """Return the rounds of talks and the resolutions told by their number."""
    found = []
    for match in _ROUND.finditer(string):
        if int(tokens.key(match.end() - 1)) <= _MOST_ROUND:
            found.append((match.start(), match.end(), "PROC"))
    for match in _RESOLUTION.finditer(string):
        if int(tokens.key(match.end() - 1)) >= _LEAST_RESOLUTION:
            found.append((match.start(), match.end(), "PROC"))
    return found


def _with_known(names: Sequence[Name], hits: Iterable[Hit], keys: Sequence[str]) -> list[Name]:
    """Return the names with known bodies and places of two words and more put in where the model saw nothing or less."""
    found = list(names)
    for hit in hits:
        kinds = {entry.type for entry in hit.entries if entry.list == "table"}
        if hit.stop - hit.first > 1 and len(kinds) == 1 and kinds <= {"ORG", "PER"} and keys[hit.first] not in _OUTSIDE:
            kind = kinds.pop()
            over = [n for n in found if n[0] < hit.stop and hit.first < n[1]]
            if not over or all(hit.first <= n[0] and n[1] <= hit.stop and (kind == "PER" or n[2] != "PROC") for n in over):
                found = _put(found, [(hit.first, hit.stop, kind)])
    return found


def _put(names: Sequence[Name], better: Sequence[Name]) -> list[Name]:
    """Return the names with the better ones put in, those that they overlap taken out."""
    if not better:
        return list(names)
    kept = [n for n in names if not any(n[0] < b[1] and b[0] < n[1] for b in better)]
    return sorted([*kept, *better])
