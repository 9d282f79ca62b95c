"""Where names begin and end: quotation marks, agreement of adjectives, two names side by side.

Arabic grammar tells what a model of words cannot: a word with the article is in no construct with the next, and an
adjective that does not agree with the name's head belongs to the title before it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from khabar.fold import fold
from khabar.segment import Tokens
from khabar.tag.evidence import CLOSING, OPENING, Name

_PAPERS = frozenset(("صحيفه", "جريده", "مجله", "قناه"))  # heads of feminine adjectives that follow the name
QUOTES = OPENING | CLOSING
_STATE = fold("دولة")  # a generic word that stands outside a name by the guidelines: دولة فلسطين
_BASES = frozenset(map(fold, ("قاعدة", "معسكر")))
_KINDS_OF_BASE = frozenset(map(fold, "الجوية العسكرية البحرية الاستراتيجية العسكري الاستراتيجي".split()))
TOWARDS = frozenset("شمال جنوب شرق غرب شمالي جنوبي شرقي غربي".split())
SIDES = frozenset("الشمالي الجنوبي الشرقي الغربي الشماليه الجنوبيه الشرقيه الغربيه".split())

_OCCUPATION = "الاحتلال"
_FOR = frozenset("لب")
_IN = frozenset(("في",))
_AFTER_PLACE = frozenset(("في", "من", "الي", "علي"))  # علي is a name too: behind a word with the article it is none
_ENDED_BY_IN = frozenset(("وزاره", "حكومه"))


def put_in(names: Sequence[Name], better: Sequence[Name]) -> list[Name]:
    """Return the names with the better ones put in, those that they overlap taken out."""
    if not better:
        return list(names)
    taken = {i for first, stop, _ in better for i in range(first, stop)}
    return sorted([*(name for name in names if taken.isdisjoint(range(name[0], name[1]))), *better])


def trimmed(names: Sequence[Name], tokens: Tokens, quotes: Iterable[int]) -> list[Name]:
    """Return the names with the marks at their edges put right: no mark before a name, and one opened inside it is closed.

    ``quotes`` are the tokens that are marks.
    """
    marks = frozenset(quotes)
    marked = {name for name in names if not marks.isdisjoint(range(name[0], name[1]))} if marks else ()
    if not marked:
        return list(names)
    light = list(map(tokens.vocabulary.light.__getitem__, tokens.forms))
    found = ((*_edges(name[0], name[1], light), name[2]) if name in marked else name for name in names)
    return [name for name in found if name[0] < name[1]]


def _edges(first: int, stop: int, light: Sequence[str]) -> tuple[int, int]:
    while first < stop and light[first] in QUOTES:
        first += 1
    while stop > first and light[stop - 1] in OPENING and light[stop - 1] not in light[first : stop - 1]:
        stop -= 1
    marks = [i for i in range(first, stop) if light[i] in QUOTES]
    if len(marks) != 1:
        return first, stop
    before, after = light[max(first - 1, 0)], light[stop] if stop < len(light) else ""
    if after in QUOTES and marks[0] < stop - 1:
        return first, stop + 1  # حزب "الإصلاح" with its second mark
    if after not in QUOTES and first and before in QUOTES:
        return first, marks[0]  # "أومان" العسكري: what is quoted is the name
    return first, stop


def out_of_brackets(names: Sequence[Name], tokens: Tokens, opened: Sequence[int]) -> list[Name]:
    """Return the names parted at a bracket inside them: القيادة المركزية | (سنتكوم), جامعة بدر (9 كليات). ``opened`` are the tokens that open brackets.

    One word in brackets behind a body or place is its other name.
    """
    if not opened:
        return list(names)
    found: list[Name] = []
    for name in names:
        first, stop, kind = name
        cut = next((i for i in opened if first < i < stop), 0)
        if not cut or kind == "PROC":
            found.append(name)
            continue
        found.append((first, cut, kind))
        if kind != "PER" and tokens.light(cut + 2 if cut + 2 < len(tokens) else cut) == ")" and tokens.keys[cut + 1].isalpha():
            found.append((cut + 1, cut + 2, kind))
    return found


def parted(names: Iterable[Name], known: Iterable[Name], keys: Sequence[str]) -> list[Name]:
    """Return the names with those cut that run into a known name: a word with the article is in no construct with it."""
    begins = {first: (stop, kind) for first, stop, kind in known}
    if not begins:
        return list(names)
    found = []
    for first, stop, kind in names:
        cut = next((i for i in range(first + 1, stop) if i in begins and begins[i][0] == stop and keys[i - 1].startswith("ال") and keys[i] != "ل"), 0)
        behind = 0 if cut or kind != "ORG" else next((i for i in range(first + 2, stop) if _is_body_apart(keys, i, stop, begins)), 0)
        if behind:  # البحرية الإسرائيلية | أسطول الصمود العالمي | في المياه الدولية
            found += [(first, behind, kind), (behind, *begins[behind])]
        elif cut:
            found += [(first, cut, kind), (cut, stop, begins[cut][1])]
        else:
            found.append((first, stop, kind))
    return found


def _is_body_apart(keys: Sequence[str], i: int, stop: int, begins: Mapping[int, tuple[int, str]]) -> bool:
    """Tell whether a known body of several words, which the name goes on behind, begins at a token, behind a word with the article."""
    end, kind = begins.get(i, (0, ""))
    return kind == "ORG" and end - i > 1 and end < stop and keys[i - 1].startswith("ال") and not keys[i].startswith("ال")


def apart_from_places(names: Sequence[Name], known: Iterable[Name], keys: Sequence[str], nations: Collection[str]) -> list[Name]:
    """Return the names with bodies parted from the place behind them that is no part of their name: هدد الحرس الثوري الإيراني إسرائيل.

    What the tables know as a body ends with the article before a place that they know too and that is no adjective.
    """
    bodies = {stop: first for first, stop, kind in known if kind == "ORG" and keys[stop - 1].startswith("ال")}
    places = {first: stop for first, stop, kind in known if kind == "LOC" and first in bodies and keys[first] not in nations}
    if not places:
        return list(names)
    found: list[Name] = []
    for first, stop, kind in names:
        cut = next((i for i in range(first + 1, stop) if places.get(i) == stop and first <= bodies[i] <= first + 1), 0) if kind == "ORG" else 0
        found += [(bodies[cut], cut, kind), (cut, stop, "LOC")] if cut else [(first, stop, kind)]
    return found


def agreeing(names: Iterable[Name], keys: Sequence[str], nations: Collection[str]) -> list[Name]:
    """Return the names without a last adjective of nationality that is another word's: رئيس الحكومة اللبناني, صحيفة الغارديان البريطانية."""

    def belongs_before(first: int, stop: int) -> bool:
        if first and keys[first - 1] in _PAPERS:
            return True
        return stop - first == 2 and keys[first].startswith("ال") and keys[first].endswith("ه") and keys[stop - 1].endswith("ي")

    return [
        (first, stop - 1, kind) if kind == "ORG" and stop - first > 1 and keys[stop - 1] in nations and belongs_before(first, stop) else (first, stop, kind)
        for first, stop, kind in names
    ]


def places_alone(names: Iterable[Name], keys: Sequence[str]) -> list[Name]:
    """Return the names with places parted from what is no part of them: دولة before, the kind of a base behind, a direction to another place, a second side."""
    found: list[Name] = []
    for name in names:
        found += _places_in(name, keys) if name[2] == "LOC" and name[1] - name[0] > 1 else [name]
    return found


def without_prepositions(names: Iterable[Name], tokens: Tokens, known: Collection[Name], nations: Collection[str]) -> list[Name]:
    """Return the names of bodies and places without a particle before them and without what a preposition begins; ``known`` names are left whole.

    ``nations`` are adjectives of nationality: no other word follows الاحتلال in its name. لفريق is ل and the name; قوات من جيش the name of the
    army; شارع الناصرة ends before على المدخل, and what a ministry does في is no part of its name.
    """
    found = []
    for name in names:
        first, stop, kind = name
        if kind in {"ORG", "LOC"} and stop - first > 1 and name not in known:
            first, stop = _between_prepositions(first, stop, kind, tokens)
            if kind == "ORG" and stop < name[1]:
                found += [other for other in known if stop < other[0] and other[1] <= name[1] and other[2] == "LOC"]  # حكومة الإنقاذ | في إدلب
            if tokens.keys[first] == _OCCUPATION and stop - first > 1 and tokens.keys[first + 1] not in nations:
                stop, kind = first + 1, "LOC"
        found.append((first, stop, kind))
    return sorted(found)


def _between_prepositions(first: int, stop: int, kind: str, tokens: Tokens) -> tuple[int, int]:
    keys = tokens.keys
    if keys[first] in _FOR and tokens.glued[first + 1] and stop - first > 2:
        first += 1
    if kind == "ORG" and stop - first > 2 and keys[first + 1] == "من" and not keys[first].startswith("ال"):
        return first + 2, stop
    if kind == "LOC" or keys[first] in _ENDED_BY_IN:
        ends = _AFTER_PLACE if kind == "LOC" else _IN
        end = next((i for i in range(first + 1, stop - 1) if keys[i] in ends and (keys[i] != "علي" or keys[i - 1].startswith("ال") or i - first > 1)), stop)
        end = next((i for i in range(first + 1, end) if keys[i].startswith("و") and keys[i].endswith("وا")), end)  # they did
        return first, end
    return first, stop


def _places_in(name: Name, keys: Sequence[str]) -> list[Name]:
    first, stop, kind = name
    first += keys[first] == _STATE
    while stop - first > 2 and keys[first] in _BASES and keys[stop - 1] in _KINDS_OF_BASE:
        stop -= 1
    cut = next((i for i in range(first + 1, stop - 1) if keys[i] in TOWARDS or (keys[i] == "و" and keys[i + 1] in SIDES)), 0)
    return [(first, cut, kind), (cut + 1, stop, kind)] if cut else [(first, stop, kind)]
