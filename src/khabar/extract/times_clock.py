"""The rule for times of the clock: ``الساعة 10 صباحا``, ``العاشرة من مساء أمس``, ``3:30 بتوقيت غرينتش``."""

import re

from khabar.extract import times_dates as dates
from khabar.extract.times_line import Expression, Line, letters, replace
from khabar.extract.times_periods import period
from khabar.extract.times_pieces import ordinal_at
from khabar.extract.times_words import LETTERS

CLOCK = LETTERS.pattern(
    "(?P<head>HOUR)? (?: (?P<digits>CLOCK | (?<=HOUR) DIGITS) | (?P<hour>DAYNUM|ORDINAL TEEN|ORDINAL|ATONE) ) "
    "(?P<more> (?:AND|EXCEPT) (?: HALF | QUARTER | THIRD | DAYNUM MINUTED? | DIGITS MINUTED | TEEN MINUTED | CARD TEEN? (?: AND CARD )? MINUTED? ) )? HOUR? "
    "(?P<when> OF? (?: (?P<shift>AFTER|BEFORE) (?P<noon>PART) | (?P<part>PART|PARTLY) ) | ERA )? "
    "(?P<zone> REST? TIMEZONE (?: (?P<gmt>GMT) | REST )? )? (?P<of>OF)?",
    {"MINUTED": "MINUTE|MINUTES"},
)
_HANDS = re.compile(r"(\d{1,3})[:.,٫](\d{1,3})(?::\d\d)?")
_GREENWICH = (("تغ",), ("ت", "غ"), ("ت", ".", "غ"))
_RIGHT_BEHIND = 4  # tokens between a part of day and the time of the clock that it is of
_AFTERNOON = frozenset({"TMI", "TAF", "TEV"})


def clock(line: Line, i: int) -> Expression | None:
    """Read a time of the clock, with the day that follows it where one does."""
    match = CLOCK.match(line.classes, i)
    if match is None or not _sure(line, match):
        return None
    hour, minute = _hour(line, match), _minute(line, match)
    if hour is None or not 0 <= hour <= 24 or not 0 <= minute < 60:
        return None
    if minute and line.letter(match.start("more")) == LETTERS["EXCEPT"]:
        hour, minute = (hour - 1) % 24, 60 - minute
    part = _part(line, match)
    if (part in _AFTERNOON and hour < 12 and not (part == "TMI" and hour >= 10)) or (part == "TNI" and 6 <= hour < 12):
        hour += 12
    elif part in {"TMO", "TNI"} and hour == 12:
        hour = 0
    stop = match.start("of") if match.start("of") >= 0 else match.end()
    short = _greenwich(line, stop)
    zone = "Z" if match.start("gmt") >= 0 or short > stop else ""
    stop = short
    found = Expression("part", i, stop, clock=f"{hour % 24:02d}:{minute:02d}{zone}", part=part)
    return _with_day(line, match, found)


def _greenwich(line: Line, i: int) -> int:
    """Return where the agencies' short form of Greenwich time stops (15,00 ت غ), ``i`` where none stands there."""
    for short in _GREENWICH:
        if all(line.key(i + n) == key for n, key in enumerate(short)):
            return i + len(short)
    return i


def in_part(found: Expression, before: Expression) -> Expression:
    """Return a time of the clock as the part of day told right before it means it: ``مساء اليوم، الساعة 6``."""
    if found.kind != "part" or found.clock is None or found.part is not None or found.first - before.stop > _RIGHT_BEHIND:
        return found
    hour = int(found.clock[:2])
    if hour >= 12 or before.part not in _AFTERNOON or (before.part == "TMI" and hour >= 10):
        return found
    return replace(found, clock=f"{hour + 12:02d}{found.clock[2:]}")


def _with_day(line: Line, match: re.Match[str], found: Expression) -> Expression:
    for at in (match.end(), match.end("zone"), match.end("part")):
        if at < 0 or at >= len(line.classes):
            continue
        for rule in (period, dates.deictic, dates.weekday, dates.date, dates.numeric):
            day = rule(line, at)
            if day is not None and (day.kind in {"day", "weekday", "date"} or (day.kind == "period" and day.unit == "D")):
                return replace(day, first=found.first, clock=found.clock)
    return found


def _sure(line: Line, match: re.Match[str]) -> bool:
    """Tell whether a number is a time of the clock: after الساعة, or with a part of day behind it."""
    if match.start("head") >= 0 and match.start("hour") >= 0 and line.key(match.start("hour")) == "الاولي" and match.start("when") < 0:
        return False  # the first hour of something
    if match.start("head") >= 0:
        return line.definite(match.start("head"))
    if match.start("digits") >= 0:
        return match.start("when") >= 0 or match.start("zone") >= 0 or line.letter(match.start() - 1) in letters("IN") or line.key(match.start() - 1) == "عند"
    if match.start("part") < 0 and match.start("shift") < 0 and line.key(match.start("hour")).endswith("ه") and _is_shared(line, match):
        return True
    if match.start("part") < 0 and match.start("shift") < 0:
        return match.start("zone") >= 0 and line.letter(match.start()) == LETTERS["ORDINAL"]
    if line.letter(match.start("hour")) == LETTERS["DAYNUM"]:
        return line.letter(match.start("part")) == LETTERS["PARTLY"]
    return line.key(match.start("hour")).endswith("ه")


def _is_shared(line: Line, match: re.Match[str]) -> bool:
    """Tell whether an ordinal with a half, a quarter or a third more or less is an hour: behind في, عند, تمام (عند الخامسة إلا ربعا)."""
    if line.key(match.start() - 1) == "تمام":
        return True
    parted = match.start("more") >= 0 and line.letter(match.start("more") + 1) in letters("HALF QUARTER THIRD")
    return parted and (line.letter(match.start() - 1) in letters("IN APPROX SINCE TO") or line.key(match.start() - 1) == "عند")


def _hour(line: Line, match: re.Match[str]) -> int | None:
    if match.start("digits") >= 0:
        hands = _HANDS.fullmatch(line.key(match.start("digits")))
        return int(hands[1]) if hands is not None else None
    at = match.start("hour")
    if line.classes[at] == LETTERS["DAYNUM"]:
        return int(line.key(at))
    if line.classes[at] == LETTERS["ATONE"]:
        return 1
    order = ordinal_at(line, at)
    if order is None:
        return None
    # الحادية عشرة is eleven, الحادية alone none
    return 1 if order[1] == 11 and order[0] - at == 1 else order[1]


def _minute(line: Line, match: re.Match[str]) -> int:
    if match.start("digits") >= 0:
        hands = _HANDS.fullmatch(line.key(match.start("digits")))
        return int(hands[2]) if hands is not None else 0
    if match.start("more") < 0:
        return 0
    at = match.start("more") + 1
    letter = line.classes[at]
    if letter == LETTERS["HALF"]:
        return 30
    if letter == LETTERS["QUARTER"]:
        return 15
    if letter == LETTERS["THIRD"]:
        return 20
    number = line.number(at)
    return int(number.value) if number is not None and number.value is not None and number.value < 60 else 0


def _part(line: Line, match: re.Match[str]) -> str | None:
    if match.start("shift") >= 0:
        return "TAF" if line.classes[match.start("shift")] == LETTERS["AFTER"] else "TMO"
    if match.start("part") >= 0:
        return line.meaning(match.start("part"))
    # م stands for مساء and for ميلادي
    return "TEV" if match.start("when") >= 0 else None
