"""The pieces that dates are made of: days of the month, ordinals, names of months, words that point to a year."""

import re

from khabar.extract.times_line import Line, letters
from khabar.extract.times_words import LETTERS

PIECES = {
    "ONEDAY": "ARTICLE? (?: DAYNUM | SPANNED | ORDINAL TEEN | ORDINAL AND ORDTENS | ORDTENS | FIRST | ORDINAL )",
    "JOIN": "COMMA AND? | AND? TO | AND COMMA? | DASH",
    "NAMED": "ANYMONTH | RARE | TWIN (?:ORDINAL|FIRST)",
    "HNAMED": "(?: HIJRI | (?:HTWIN|SPRING) (?:ORDINAL|OTHERTWIN) | HPOSS HTAIL ) HOLY?",
    "YEARPART": "COMMA? (?:OF|IN)? YEARUNIT? YEAR ERA? | COMMA? (?:OF|IN)? YEARUNIT (?:RELATIVE|SELF) | COMMA? OF? THIS YEARUNIT | OF? SAME YEARUNIT | THEREOF",
    "BRIDGE": "COMMA | OPEN | DATED | DASH | OF | IN",
}
DAYS = "(?P<days> ONEDAY (?: JOIN ONEDAY ){0,6} )"

_RANGE_WORDS = letters("TO DASH")
_TENS = LETTERS["ORDTENS"]
_TEEN = LETTERS["TEEN"]
_ORDINAL = letters("ORDINAL FIRST")
_RELATIVE = {"PAST": -1, "LAST": -1, "FORMER": -1, "NOW": 0, "NEXT": 1, "FOLLOW": 2, "SELF": 3, "THIS": 0, "SAME": 3, "THEREOF": 3}
RELATIVE = {LETTERS[name]: step for name, step in _RELATIVE.items()}


def month_number(line: Line, start: int) -> int:
    """Return the number of the month whose name starts at a token."""
    number = int(line.meaning(start))
    if line.classes[start] == LETTERS["TWIN"]:
        second = line.meaning(start + 1) == "2"
        return number + 1 if number == 10 and second else 1 if number == 12 and second else number
    return number


def days_of(line: Line, start: int, stop: int) -> tuple[tuple[int, ...], bool]:
    """Return the days of the month that some tokens list, and whether the last two of them are the ends of a range."""
    found: list[int] = []
    through, i = False, start
    while i < stop:
        letter = line.classes[i]
        if letter == LETTERS["DAYNUM"]:
            found.append(int(line.key(i)))
        elif letter == LETTERS["SPANNED"]:
            found += [int(n) for n in re.split(r"\D", line.key(i))]
            through = True
        elif letter in _ORDINAL:
            i, day = _ordinal(line, i, stop)
            found.append(day)
        elif letter == _TENS:
            found.append(int(line.meaning(i)))
        elif letter in _RANGE_WORDS:
            through = True
        i += 1
    return tuple(found), through


def _ordinal(line: Line, i: int, stop: int) -> tuple[int, int]:
    """Return the last token of the ordinal at i, and its number (الخامس والعشرين is 25)."""
    number = int(line.meaning(i))
    if i + 1 < stop and line.classes[i + 1] == _TEEN:
        return i + 1, number if number == 11 else number + 10
    if i + 2 < stop and line.classes[i + 2] == _TENS:
        return i + 2, (1 if number == 11 else number) + int(line.meaning(i + 2))
    return i, number


def ordinal_at(line: Line, i: int) -> tuple[int, int] | None:
    """Return where the ordinal at token i stops, and its number."""
    if line.letter(i) == _TENS:
        return i + 1, int(line.meaning(i))
    if line.letter(i) not in _ORDINAL:
        return None
    last, number = _ordinal(line, i, len(line.classes))
    return last + 1, number


def relative_of(line: Line, match: re.Match[str], group: str = "relative") -> int | None:
    """Return which way a word like الماضي points, None where the match has none."""
    at = match.start(group)
    return RELATIVE[line.classes[at]] if at >= 0 else None


def beyond(line: Line, match: re.Match[str]) -> int | None:
    """Return which way two words point (قبل الماضي, بعد القادم), None where the match has none in its group ``two``."""
    at = match.start("two")
    return None if at < 0 else 4 if line.classes[at] == LETTERS["AFTER"] else -2


def year_of(line: Line, match: re.Match[str]) -> tuple[int | None, int | None]:
    """Return the year that a match names, and the way that it points to one (العام الماضي)."""
    start, stop = match.span("year")
    for i in range(start, stop):
        if line.classes[i] == LETTERS["YEAR"]:
            return int(line.key(i)), None
        if line.classes[i] in RELATIVE:
            return None, RELATIVE[line.classes[i]]
    return None, None
