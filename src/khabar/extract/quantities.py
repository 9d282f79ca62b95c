"""Figures: how many of what."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from khabar.extract.numbers import Number, NumberWord, number_at
from khabar.extract.quantities_words import LETTERS, Columns, Noun
from khabar.model import Quantity
from khabar.reading import Reading
from khabar.segment import Tokens
from khabar.vocabulary import Vocabulary

_STARTS = re.compile("[" + "".join(LETTERS[name] for name in "NUMBER VAGUE SOME MANY COUNT LOT ZERO NEGATION ANYONE DUAL ONEPERSON".split()) + "]")
_CUES_BEFORE, _CUES_BEHIND = 7, 5  # tokens within which a word tells what befell those counted
_CASUALTY = frozenset({"killed", "wounded", "arrested", "kidnapped", "missing", "released"})
_PEOPLE_CUES = _CASUALTY | {"displaced"}
_GROUPS_KNOWN = frozenset({"state", "side"})  # الدول الثلاث: the three that everybody knows, no figure
# things whose absence is a figure (أي باخرة); nobody counts sides and demands where there are none
_COUNTABLE = frozenset({"person", "ship", "aircraft", "vehicle", "body", "rocket", "shell", "bullet", "bomb", "building", "house"})
_RANKS = frozenset({"كبار", "كبارا", "أفراد", "صغار", "أبرز", "أهم"})
_ACTIVE = frozenset({"قتل", "قتلت", "جرح", "خطف", "اعتقل", "اعتقلت", "أوقف", "أوقفت", "اختطف", "أصاب"})
_LETTERS_ONLY = re.compile(r"[\u0621-\u064a]{3,}")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a figure says: its bounds and the notation ``>200``, ``>=40``, ``~50``, ``20-30``, ``some``."""

    low: float | None = None
    best: float | None = None
    high: float | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure: tokens ``[first, stop)``, its bounds, and the noun that it counts."""

    first: int
    stop: int
    bounds: Bounds
    noun: Noun | None
    behind: int  # where the noun phrase ends


def plain(number: float | None) -> str | None:
    """Return a number as the notation writes it."""
    if number is None:
        return None
    return str(int(number)) if number == int(number) else repr(number)


def bounded(sign: str, number: float | None, upper: float | None = None) -> Bounds:
    """Return the bounds of a figure with a sign before it: ``>``, ``>=``, ``<``, ``~``, ``-`` for a range or none."""
    if number is None:
        return Bounds()
    text = plain(number)
    if upper is not None:
        return Bounds(number, None, upper, f"{text}-{plain(upper)}")
    if sign == ">":
        return Bounds(low=number, value=f">{text}")
    if sign == ">=":
        return Bounds(low=number, best=number, value=f">={text}")
    if sign == "<":
        return Bounds(high=number, value=f"<{text}")
    if sign == "~":
        return Bounds(best=number, value=f"~{text}")
    return Bounds(number, number, number, text)


class QuantityReader:
    """Finds the figures of a report."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._columns = Columns(vocabulary)

    def quantities(self, reading: Reading) -> list[Quantity]:
        """Return the figures in text order; none of them lies in a time or a name."""
        line = FigureLine(reading.tokens, self._columns)
        covered = _Covered([(t.start, t.end) for t in reading.times], [(m.start, m.end) for m in reading.mentions])
        found: list[Quantity] = []
        at = 0
        before: _Found | None = None
        while (match := _STARTS.search(line.classes, at)) is not None:
            i = match.start()
            at = i + 1
            if covered.holds(reading.tokens.starts[i]):
                continue
            figure = line.figure(i, before)
            if figure is not None:
                before = figure
                found.append(_quantity(line, figure, len(found) + 1))
                at = max(at, figure.stop)
        return found


class _Covered:
    """The stretches of a report that times and names hold."""

    __slots__ = ("_mentions", "_starts", "_times", "_time_starts")

    def __init__(self, times: Iterable[tuple[int, int]], mentions: Iterable[tuple[int, int]]) -> None:
        self._times, self._mentions = sorted(times), sorted(mentions)
        self._time_starts, self._starts = [s for s, _ in self._times], [s for s, _ in self._mentions]

    def holds(self, position: int) -> bool:
        """Tell whether a character lies in one of them; names nest a few deep."""
        at = bisect_right(self._time_starts, position)
        if at and self._times[at - 1][1] > position:
            return True
        at = bisect_right(self._starts, position)
        return any(end > position for _, end in self._mentions[max(0, at - 4) : at])


@cache
def _letters(names: str) -> frozenset[str]:
    return frozenset(LETTERS[name] for name in names.split())


class FigureLine:
    """The tokens of a report as the grammar of figures sees them."""

    __slots__ = ("_columns", "classes", "cues", "nouns", "tokens", "words")

    def __init__(self, tokens: Tokens, columns: Columns) -> None:
        self.tokens = tokens
        self.classes = columns.classes.string(tokens.forms)
        self.nouns: list[Noun | None] = columns.nouns.of(tokens.forms)
        self.cues: list[str] = columns.cues.of(tokens.forms)
        self.words: list[NumberWord | None] = columns.numbers.of(tokens.forms)
        self._columns = columns

    def meaning(self, i: int) -> str:
        """Return what token i means in its class."""
        return self._columns.meanings.values[self.tokens.forms[i]]

    def letter(self, i: int) -> str:
        """Return the class letter of token i, '' outside the report."""
        return self.classes[i] if 0 <= i < len(self.classes) else ""

    def noun(self, i: int) -> Noun | None:
        """Return the counted noun at token i."""
        return self.nouns[i] if 0 <= i < len(self.nouns) else None

    def cue(self, i: int) -> str:
        """Return what token i tells of those counted: killed, wounded …; '' for nothing."""
        return self.cues[i] if 0 <= i < len(self.cues) else ""

    def light(self, i: int) -> str:
        """Return the light form of token i, '' outside the report."""
        return self.tokens.light(i) if 0 <= i < len(self.classes) else ""

    def is_(self, i: int, names: str) -> bool:
        """Tell whether token i is of one of the classes."""
        return 0 <= i < len(self.classes) and self.classes[i] in _letters(names)

    def figure(self, i: int, before: _Found | None) -> _Found | None:
        """Return the figure that starts at token i."""
        return _RULES[self.classes[i]](self, i, before)


def _numbered(line: FigureLine, i: int, _before: _Found | None) -> _Found | None:
    """Read digits or number words with what opens or roughens them."""
    number = number_at(line.words, i, None)
    if number is None or _is_name(line, i, number.stop):
        return None
    upper = _upper(line, i, number.stop)
    stop = upper.stop if upper is not None else number.stop
    counted, behind = _counted(line, i, stop)
    if not _is_figure(line, i, stop, counted):
        return None
    first, sign = _sign(line, i)
    if sign == "" and (line.is_(behind, "ON") and line.is_(behind + 1, "LEAST")):
        sign = ">="
    elif sign == "" and line.is_(behind, "APPROX"):
        sign = "~"
    bounds = bounded(sign, number.value, upper.value if upper is not None else None)
    return _Found(first, stop, bounds, counted, behind)


def _is_name(line: FigureLine, i: int, stop: int) -> bool:
    """Tell whether a number is part of a name: القرار 2254, كا-52, 5+1, الدورة الـ14."""
    word = line.words[i]
    if word is not None and word.kind == "digits" and word.value is None and not line.tokens.key(i).isdecimal():
        return True
    before = i - 2 if line.is_(i - 1, "ARTICLE") else i - 1
    if (line.is_(before, "IDENTIFIER") and line.noun(stop) is None) or line.is_(i - 1, "PLUS") or line.is_(stop, "PLUS"):
        return True
    joined = line.tokens.starts[i] == line.tokens.ends[i - 1] if i else False
    return joined and (line.is_(i - 1, "DASH") or (line.light(i - 1).isascii() and line.light(i - 1).isalnum()))


def _upper(line: FigureLine, i: int, stop: int) -> Number | None:
    """Return the upper end of a range: 20 - 30, بين 20 و30, 3 أو 4."""
    between = line.is_(i - 1, "BETWEEN") and line.is_(stop, "AND")
    if not (between or line.is_(stop, "DASH OR") or (line.is_(stop, "TO") and line.is_(i - 1, "THAN"))):
        return None
    if stop + 1 >= len(line.words):
        return None
    upper = number_at(line.words, stop + 1)
    low = number_at(line.words, i)
    if upper is None or low is None or upper.value is None or low.value is None or upper.value <= low.value:
        return None
    return upper


def _sign(line: FigureLine, i: int) -> tuple[int, str]:
    """Return where the words that open or roughen a figure begin, and their sign."""
    at = i - 1 if line.is_(i - 1, "ARTICLE") else i
    if line.is_(at - 1, "APPROX"):
        return _with_what(line, at - 1), "~"
    if line.is_(at - 1, "THAN") and line.is_(at - 2, "MORE LESS"):
        return at - 2, ">" if line.is_(at - 2, "MORE") else "<"
    if line.is_(at - 1, "ON") and line.is_(at - 2, "RISE"):
        return _with_what(line, at - 2), ">"
    if line.is_(at - 1, "ON") and line.is_(at - 2, "CLIMB") and line.is_(at - 3, "NEGATION"):
        return _with_what(line, at - 3), ">="
    if line.is_(at - 1, "RISE"):
        return _with_what(line, at - 1), ">"
    return i, ""


def _with_what(line: FigureLine, i: int) -> int:
    return i - 1 if line.light(i - 1) == "ما" else i


def _counted(line: FigureLine, i: int, stop: int) -> tuple[Noun | None, int]:
    """Return the noun that a figure counts and where its phrase ends: behind it, after من, or before it (الجثث الـ19)."""
    if line.is_(stop, "PERCENT"):
        return Noun("percent", "percent", 1), stop + 1
    if line.light(stop) in {"في", "ب"} and line.is_(stop + 1, "HUNDREDTH"):
        return Noun("percent", "percent", 1), stop + 2
    for at in range(stop, min(stop + 3, len(line.nouns))):
        found = line.nouns[at]
        if found is not None and not line.is_(at, "OTHERS"):
            return found, at + 1
        if not (line.is_(at, "THAN BETWEEN") or line.light(at) in _RANKS or (at == stop and line.is_(at, "BIG"))):
            break
    if line.is_(stop, "OTHERS"):
        return Noun("person", "", 3), stop + 1
    before = i - 2 if line.is_(i - 1, "ARTICLE") else i - 1
    if _definite_number(line, i):
        for at in (before, before - 1):
            found = line.noun(at)
            if found is not None and found.definite:
                return found, stop
    return None, stop


def _definite_number(line: FigureLine, i: int) -> bool:
    word = line.words[i]
    return line.is_(i - 1, "ARTICLE") or (word is not None and word.definite)


def _is_figure(line: FigureLine, i: int, stop: int, counted: Noun | None) -> bool:
    """Tell whether a number counts something that a reader could dispute."""
    word = line.words[i]
    one = word is not None and word.kind == "unit" and word.value == 1 and stop == i + 1
    if counted is not None:
        return not one and not (_definite_number(line, i) and counted.definite and counted.unit in _GROUPS_KNOWN)
    if line.is_(stop, "TIMEUNIT") or one:
        return False
    if line.is_(stop, "THAN") and stop + 1 < len(line.classes) and not line.is_(stop + 1, "NUMBER TIMEUNIT"):
        return _LETTERS_ONLY.match(line.light(stop + 1)) is not None
    if any(line.cue(at) in _CASUALTY for at in (i - 1, i - 2)) and not line.is_(i - 1, "AND"):
        return True
    if line.light(i - 1) == "أصل" or any(line.is_(at, "COUNT") and line.light(at + 1).startswith("ال") for at in range(i - 5, i - 1)):
        return True
    return _before_noun(line, i, stop)


def _before_noun(line: FigureLine, i: int, stop: int) -> bool:
    """Tell whether an unknown word behind a number is a noun that it counts."""
    behind = line.light(stop)
    if not _LETTERS_ONLY.fullmatch(behind) or line.letter(stop) != "." or behind.startswith("ال"):
        return False
    if line.tokens.key(i).isdecimal() and 1900 <= int(line.tokens.key(i)[:6]) <= 2100:
        return False
    return not line.cue(stop)


def _vague(line: FigureLine, i: int, _before: _Found | None) -> _Found | None:
    """Read dozens, hundreds, thousands: the least that they can mean."""
    number, stop = float(line.meaning(i)), i + 1
    if line.is_(i - 1, "SOME"):
        return None
    if line.is_(stop, "VAGUE"):
        number, stop = number * float(line.meaning(stop)) / 2, stop + 1
    if line.is_(stop, "TIMEUNIT") or (line.is_(stop, "THAN") and line.is_(stop + 1, "TIMEUNIT")):
        return None
    definite = line.light(i).startswith("ال")
    if not (definite or line.is_(stop, "THAN OTHERS") or line.light(stop).startswith("ال") or line.noun(stop) is not None):
        return None
    counted, behind = _counted(line, i, stop)
    if counted is None and definite:
        counted = Noun("person", "", 3)
    first, _ = _sign(line, i)
    return _Found(first, stop, bounded(">", number), counted, behind)


def _worded(line: FigureLine, i: int, _before: _Found | None) -> _Found | None:
    """Read a word that stands for a figure: عدة, العديد من, عدد كبير من."""
    stop = i + 1
    value = line.meaning(i)
    if line.is_(i, "COUNT LOT"):
        if line.is_(stop, "BIG"):
            value, stop = "many", stop + 1
        if not line.is_(stop, "THAN"):
            return None
    elif line.is_(i, "SOME") and (line.is_(stop, "TIMEUNIT") or line.is_(i - 1, "TIMEUNIT")):
        return None
    counted, behind = _counted(line, i, stop)
    if counted is None:
        counted = line.noun(i - 1)
    return _Found(i, stop, Bounds(value=value), counted, behind)


def _none(line: FigureLine, i: int, _before: _Found | None) -> _Found | None:
    """Read that there were none: دون أي خسائر, دون وقوع وفيات."""
    at = i + 1
    if line.is_(at, "HAPPEN"):
        at += 1
    sure = line.is_(at, "ANYONE")
    at += sure
    counted = line.noun(at)
    if not (line.is_(at, "LOSS") or (sure and counted is not None)):
        return None
    return _Found(i, i + 2 if line.is_(i + 1, "ANYONE") else i + 1, bounded("", 0), counted or Noun("person", "casualties", 3), at + 1)


def _negated(line: FigureLine, i: int, _before: _Found | None) -> _Found | None:
    """Read that something did not happen to any: لم ترسل أي باخرة."""
    for at in range(i + 1, min(i + 5, len(line.classes))):
        if line.is_(at, "ANYONE"):
            counted = line.noun(at + 1)
            return _Found(at, at + 1, bounded("", 0), counted, at + 2) if counted is not None and not counted.definite and counted.unit in _COUNTABLE else None
    return None


def _any(line: FigureLine, i: int, _before: _Found | None) -> _Found | None:
    """Read that nobody was hit (نفى مقتل أي جندي)."""
    counted = line.noun(i + 1)
    if line.cue(i - 1) not in _CASUALTY or counted is None or counted.definite:
        return None
    return _Found(i, i + 1, bounded("", 0), counted, i + 2)


def _two(line: FigureLine, i: int, _before: _Found | None) -> _Found | None:
    """Read a noun in the dual; a second one behind it only tells more of the first (طائرتين مسيرتين)."""
    if line.is_(i - 1, "DUAL"):
        return None
    sign = ">=" if any(line.is_(at, "ON") and line.is_(at + 1, "LEAST") for at in (i + 1, i + 2)) else ""
    return _Found(i, i + 1, bounded(sign, 2), line.noun(i), i + 1)


def _one(line: FigureLine, i: int, before: _Found | None) -> _Found | None:
    """Read one person, where the word before tells what befell him or the figure before goes on with him."""
    if line.cue(i):
        return None
    told = line.cue(i - 1) in _CASUALTY and not (line.light(i - 1) in _ACTIVE and line.light(i + 1).endswith("ا"))
    goes_on = line.is_(i - 1, "AND") and before is not None and i - before.stop <= 4 and before.noun is not None and before.noun.unit == "person"
    if not (told or goes_on or line.light(i - 1) in {"بينهم", "بينهن", "منهم"}):
        return None
    following = line.light(i + 1)
    if told and (following.startswith("ال") or line.is_(i + 1, "NUMBER")) and line.light(i + 1) not in {"واحد", "واحدة"}:
        return None
    stop = i + 2 if following in {"واحد", "واحدة"} else i + 1
    return _Found(i, stop, bounded("", 1), line.noun(i), stop)


_RULES = {
    LETTERS["NUMBER"]: _numbered,
    LETTERS["VAGUE"]: _vague,
    LETTERS["SOME"]: _worded,
    LETTERS["MANY"]: _worded,
    LETTERS["COUNT"]: _worded,
    LETTERS["LOT"]: _worded,
    LETTERS["ZERO"]: _none,
    LETTERS["NEGATION"]: _negated,
    LETTERS["ANYONE"]: _any,
    LETTERS["DUAL"]: _two,
    LETTERS["ONEPERSON"]: _one,
}


def _quantity(line: FigureLine, figure: _Found, number: int) -> Quantity:
    span = line.tokens.span(figure.first, figure.stop)
    unit, what = _of_what(line, figure)
    bounds = figure.bounds
    text = line.tokens.text[span.start : span.end]
    return Quantity(f"n{number}", span.start, span.end, text, bounds.low, bounds.best, bounds.high, unit, what, bounds.value)


def _of_what(line: FigureLine, figure: _Found) -> tuple[str | None, str | None]:
    """Return the unit, and what befell those counted or what they are."""
    told = _befell(line, figure)
    counted = figure.noun
    if counted is not None and counted.unit == "barrel" and line.light(figure.behind).startswith("متفجر"):
        counted = Noun("bomb", "barrel-bomb", counted.number)
    if counted is None:
        return ("person", told) if told in _PEOPLE_CUES else (None, None)
    if told != "released" and (counted.what in {"killed", "wounded", "displaced", "missing", "kidnapped"} or not told):
        return counted.unit, counted.what or None
    if counted.unit == "person":
        return "person", told if told in _PEOPLE_CUES else counted.what or None
    return counted.unit, told if told in {"destroyed", "delivered", "taken"} else counted.what


def _befell(line: FigureLine, figure: _Found) -> str:
    """Return what the nearest cue tells: those before the figure first, in its sentence."""
    for at in range(figure.first - 1, max(-1, figure.first - _CUES_BEFORE - 1), -1):
        if line.is_(at, "STOP"):
            break
        if line.cues[at]:
            return line.cues[at]
    for at in range(figure.stop, min(len(line.cues), figure.behind + _CUES_BEHIND)):
        if line.is_(at, "STOP"):
            break
        if line.cues[at]:
            return line.cues[at]
    return ""
