"""Rules for figures: numbers, dozens, words that stand for a number, none, two and one."""

import re
from collections.abc import Callable

from khabar.extract.numbers import Number, number_at
from khabar.extract.quantities_line import CASUALTY, Bounds, Figure, FigureLine, bounded
from khabar.extract.quantities_words import LETTERS, Noun

Rule = Callable[[FigureLine, int, Figure | None], Figure | None]

_GROUPS_KNOWN = frozenset({"state", "side"})  # الدول الثلاث: the three that everybody knows, no figure
# things whose absence is a figure (أي باخرة); nobody counts sides and demands where there are none
_COUNTABLE = frozenset({"person", "ship", "aircraft", "vehicle", "body", "rocket", "shell", "bullet", "bomb", "building", "house"})
_RANKS = frozenset({"كبار", "كبارا", "أفراد", "صغار", "أبرز", "أهم"})
_ACTIVE = frozenset({"قتل", "قتلت", "جرح", "خطف", "اعتقل", "اعتقلت", "أوقف", "أوقفت", "اختطف", "أصاب"})
LETTERS_ONLY = re.compile(r"[\u0621-\u064a]{3,}")


def _numbered(line: FigureLine, i: int, _before: Figure | None) -> Figure | None:
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
    return Figure(first, stop, bounds, counted, behind)


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
        return LETTERS_ONLY.match(line.light(stop + 1)) is not None
    if any(line.cue(at) in CASUALTY for at in (i - 1, i - 2)) and not line.is_(i - 1, "AND"):
        return True
    if line.light(i - 1) == "أصل" or any(line.is_(at, "COUNT") and line.light(at + 1).startswith("ال") for at in range(i - 5, i - 1)):
        return True
    return _before_noun(line, i, stop)


def _before_noun(line: FigureLine, i: int, stop: int) -> bool:
    """Tell whether an unknown word behind a number is a noun that it counts."""
    behind = line.light(stop)
    if not LETTERS_ONLY.fullmatch(behind) or line.letter(stop) != "." or behind.startswith("ال"):
        return False
    if line.tokens.key(i).isdecimal() and 1900 <= int(line.tokens.key(i)[:6]) <= 2100:
        return False
    return not line.cue(stop)


def _vague(line: FigureLine, i: int, _before: Figure | None) -> Figure | None:
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
    return Figure(first, stop, bounded(">", number), counted, behind)


def _worded(line: FigureLine, i: int, _before: Figure | None) -> Figure | None:
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
    return Figure(i, stop, Bounds(value=value), counted, behind)


def _none(line: FigureLine, i: int, _before: Figure | None) -> Figure | None:
    """Read that there were none: دون أي خسائر, دون وقوع وفيات."""
    at = i + 1
    if line.is_(at, "HAPPEN"):
        at += 1
    sure = line.is_(at, "ANYONE")
    at += sure
    counted = line.noun(at)
    if not (line.is_(at, "LOSS") or (sure and counted is not None)):
        return None
    return Figure(i, i + 2 if line.is_(i + 1, "ANYONE") else i + 1, bounded("", 0), counted or Noun("person", "casualties", 3), at + 1)


def _negated(line: FigureLine, i: int, _before: Figure | None) -> Figure | None:
    """Read that something did not happen to any: لم ترسل أي باخرة."""
    for at in range(i + 1, min(i + 5, len(line.classes))):
        if line.is_(at, "ANYONE"):
            counted = line.noun(at + 1)
            return Figure(at, at + 1, bounded("", 0), counted, at + 2) if counted is not None and not counted.definite and counted.unit in _COUNTABLE else None
    return None


def _any(line: FigureLine, i: int, _before: Figure | None) -> Figure | None:
    """Read that nobody was hit (نفى مقتل أي جندي)."""
    counted = line.noun(i + 1)
    if line.cue(i - 1) not in CASUALTY or counted is None or counted.definite:
        return None
    return Figure(i, i + 1, bounded("", 0), counted, i + 2)


def _two(line: FigureLine, i: int, _before: Figure | None) -> Figure | None:
    """Read a noun in the dual; a second one behind it only tells more of the first (طائرتين مسيرتين)."""
    if line.is_(i - 1, "DUAL"):
        return None
    sign = ">=" if any(line.is_(at, "ON") and line.is_(at + 1, "LEAST") for at in (i + 1, i + 2)) else ""
    return Figure(i, i + 1, bounded(sign, 2), line.noun(i), i + 1)


def _one(line: FigureLine, i: int, before: Figure | None) -> Figure | None:
    """Read one person, where the word before tells what befell him or the figure before goes on with him."""
    if line.cue(i):
        return None
    told = line.cue(i - 1) in CASUALTY and not (line.light(i - 1) in _ACTIVE and line.light(i + 1).endswith("ا"))
    goes_on = line.is_(i - 1, "AND") and before is not None and i - before.stop <= 4 and before.noun is not None and before.noun.unit == "person"
    if not (told or goes_on or line.light(i - 1) in {"بينهم", "بينهن", "منهم"}):
        return None
    following = line.light(i + 1)
    if told and (following.startswith("ال") or line.is_(i + 1, "NUMBER")) and line.light(i + 1) not in {"واحد", "واحدة"}:
        return None
    stop = i + 2 if following in {"واحد", "واحدة"} else i + 1
    return Figure(i, stop, bounded("", 1), line.noun(i), stop)


RULES: dict[str, Rule] = {
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
