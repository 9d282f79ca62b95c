"""Figures: how many of what."""

import re
from bisect import bisect_right
from collections.abc import Iterable

from khabar.extract.quantities_line import CASUALTY, LETTERS_ONLY, Figure, FigureLine
from khabar.extract.quantities_rules import RULES
from khabar.extract.quantities_words import Columns, Noun
from khabar.model import Quantity
from khabar.reading import Reading
from khabar.vocabulary import Vocabulary

_STARTS = re.compile("[" + "".join(sorted(RULES)) + "]")
_CUES_BEFORE, _CUES_BEHIND = 7, 5  # tokens within which a word tells what befell those counted
_ILL_BEHIND = 6  # tokens behind a figure within which an illness is named
_GROUPS = frozenset({"force", "cell", "group", "faction", "unit", "brigade"})
_SCALES = frozenset({"مقياس", "سلم"})  # of Richter, behind the degrees of an earthquake
_LENGTHS = frozenset({"metre", "kilometre"})
_MEASURES = {"مكعب": ("cubic", "volume"), "مربع": ("square", "area")}
_FOUND = ("جديدة", "جديدت", "مؤكدة", "مؤكدت")
_WATTS = frozenset({"وات", "واط"})
_GRAMS = ("جرام", "غرام")
_KIN = frozenset({"family", "tribe"})
_OF_PEOPLE = frozenset({"killed", "wounded"})
_OF_THINGS_TOO = frozenset({"سقوط", "القضاء", "حصد", "قتل", "قتلت", "قتلوا"})
_COMMAS = frozenset({"،", ","})
_SPARED = "spared"  # of the first figure behind it alone
_PEOPLE_CUES = CASUALTY | {"displaced"}


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
        before: Figure | None = None
        while (match := _STARTS.search(line.classes, at)) is not None:
            i = match.start()
            at = i + 1
            if covered.holds(reading.tokens.starts[i]):
                continue
            figure = RULES[line.classes[i]](line, i, before)
            if figure is not None:
                last = found[-1] if found and before is not None and _is_again(figure, before) else None
                found.append(_quantity(line, figure, len(found) + 1, last))
                before = figure
                at = max(at, figure.stop)
        return found


class _Covered:
    """The stretches of a report that times and names hold."""

    __slots__ = ("_mentions", "_starts", "_time_starts", "_times")

    def __init__(self, times: Iterable[tuple[int, int]], mentions: Iterable[tuple[int, int]]) -> None:
        self._times, self._mentions = sorted(times), sorted(mentions)
        self._time_starts, self._starts = [s for s, _ in self._times], [s for s, _ in self._mentions]

    def holds(self, position: int) -> bool:
        """Tell whether a character lies in one of them; names nest a few deep."""
        at = bisect_right(self._time_starts, position)
        if at and self._times[at - 1][1] > position:
            return True
        at = bisect_right(self._starts, position)
        for _, end in self._mentions[max(0, at - 4) : at]:  # noqa: SIM110 - asked for every word that a figure can begin with
            if end > position:
                return True
        return False


def _is_again(figure: Figure, before: Figure) -> bool:
    """Tell whether a figure counts what the one before it does and names it no more (12 قتيلا في حلب و7 في إدلب)."""
    return figure.noun is not None and figure.noun is before.noun and figure.behind == figure.stop


def _quantity(line: FigureLine, figure: Figure, number: int, last: Quantity | None) -> Quantity:
    span = line.tokens.span(figure.first, figure.stop)
    unit, what = _of_what(line, figure) if last is None or _befell(line, figure) else (last.unit, last.what)
    bounds = figure.bounds
    text = line.tokens.text[span.start : span.end]
    return Quantity(f"n{number}", span.start, span.end, text, bounds.low, bounds.best, bounds.high, unit, what, bounds.value)


def _of_what(line: FigureLine, figure: Figure) -> tuple[str | None, str | None]:
    """Return the unit, and what befell those counted or what they are."""
    told = _befell(line, figure)
    counted = figure.noun
    group = counted is not None and (counted.unit in _GROUPS or (counted.unit in _KIN and counted.number == 1))
    if group and told in _PEOPLE_CUES and line.is_(figure.stop, "THAN"):
        return "person", told  # three of the government's forces are people
    if counted is not None and counted.unit == "barrel" and line.light(figure.behind).startswith("متفجر"):
        counted = Noun("bomb", "barrel-bomb", counted.number)
    if counted is not None and counted.unit == "degree" and line.light(figure.behind + 1) in _SCALES:
        counted = Noun("degree", "magnitude", counted.number)
    if counted is not None and counted.unit == "aircraft" and line.light(figure.behind).startswith("مسير"):
        counted = Noun("aircraft", "drone", counted.number)
    if counted is not None and counted.what == "tanker" and line.light(figure.behind) in {"جند", "جنود"}:
        counted = Noun("vehicle", "armoured-vehicle", counted.number)
    if counted is not None and counted.unit in _LENGTHS:
        counted = _cubed(counted, line.light(figure.behind))
    if counted is not None and counted.what == "infected" and told not in _PEOPLE_CUES and _is_deed(line, figure):
        return "case", "case"
    if counted is not None and _is_case(line, figure, counted.what, told) and _is_ill(line, figure):
        return "person", "infected"
    if counted is None:
        unknown = LETTERS_ONLY.fullmatch(line.light(figure.stop)) is not None and line.letter(figure.stop) == "." and not line.cue(figure.stop)
        return ("person", told) if told in _PEOPLE_CUES and not (unknown and not _hits_people(line, figure)) else (None, None)
    if told != "released" and (counted.what in {"killed", "wounded", "displaced", "missing", "kidnapped"} or not told):
        return counted.unit, counted.what or None
    if counted.unit == "person":
        return "person", told if told in _PEOPLE_CUES else counted.what or None
    return counted.unit, told if told in {"destroyed", "delivered", "taken"} else counted.what


def _hits_people(line: FigureLine, figure: Figure) -> bool:
    """Tell whether the word right before a figure is said of people alone (وفاة أربعين مشيعا)."""
    return line.cue(figure.first - 1) in _OF_PEOPLE and line.light(figure.first - 1) not in _OF_THINGS_TOO


def _cubed(counted: Noun, behind: str) -> Noun:
    """Return metres as what the word behind them makes of them: 4.9 مليارات متر مكعب, 500 كيلومتر مربع, 2 كيلو جرام."""
    if behind.startswith(_GRAMS):
        return Noun("kilogram", "weight", counted.number)
    if behind in _WATTS:
        return Noun("kilowatt", "power", counted.number)
    measure = next((measure for word, measure in _MEASURES.items() if behind.startswith(word)), None)
    return Noun(f"{measure[0]}-{counted.unit}", measure[1], counted.number) if measure else counted


def _is_deed(line: FigureLine, figure: Figure) -> bool:
    """Tell whether the cases that are counted are of something done (58 حالة تعد على الأراضي), by the word behind them: no illness, no adjective."""
    behind = line.light(figure.behind)
    return LETTERS_ONLY.fullmatch(behind) is not None and not (
        behind.endswith("ة") or behind.startswith("ال") or line.is_(figure.behind, "NOUNLESS DISEASE THAN") or _is_ill(line, figure)
    )


def _is_case(line: FigureLine, figure: Figure, what: str, told: str) -> bool:
    """Tell whether cases are counted that may be of an illness: حالة إصابة, حالة, إصابة."""
    return (what == "infected" and told == "wounded") or (what == "wounded" and line.light(figure.stop).startswith("إصاب"))


def _is_ill(line: FigureLine, figure: Figure) -> bool:
    """Tell whether an illness is named behind those counted, or the cases are new or confirmed: others are of wounds and fumes."""
    if line.light(figure.behind).startswith(_FOUND) or line.light(figure.behind + 1).startswith(_FOUND):
        return True
    return any(line.is_(at, "DISEASE") for at in range(figure.behind, figure.behind + _ILL_BEHIND))


def _befell(line: FigureLine, figure: Figure) -> str:
    """Return what the nearest cue tells: those before the figure first, in its sentence."""
    for at in range(figure.first - 1, max(-1, figure.first - _CUES_BEFORE - 1), -1):
        if line.is_(at, "STOP"):
            break
        told = line.cue(at)
        if told and not (told == _SPARED and any(line.is_(n, "NUMBER DUAL") for n in range(at + 1, figure.first))):
            return told
    for at in range(figure.stop, min(len(line.classes), figure.behind + _CUES_BEHIND)):
        if line.is_(at, "STOP") or (line.is_(at, "AND") and line.light(at - 1) in _COMMAS):
            break  # another clause: قتل 94 شخصا، وأصيب 1835
        if told := line.cue(at):
            return told
    return ""
