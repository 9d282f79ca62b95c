"""Rules for dates of the Islamic calendar, and for one day told in two calendars (``29 رمضان 1440 الموافق 3 يونيو 2019``)."""

from collections.abc import Callable

from khabar.extract.times_line import Expression, Line, letters, replace
from khabar.extract.times_pieces import DAYS, PIECES, days_of, relative_of
from khabar.extract.times_words import LETTERS

HDATE = LETTERS.pattern(
    f"(?:DAY|TWODAYS|DAILY)? (?: {DAYS} OF? )? (?P<unit>MONTHUNIT)? (?P<month>HNAMED) (?P<relative>RELATIVE)? "
    "(?: COMMA? OF? YEARUNIT? (?P<year>YEAR) HERA? | OF? YEARUNIT (?P<old>DAYNUM|DIGITS) HERA | COMMA? OF? YEARUNIT (?P<yearly>RELATIVE) )?",
    PIECES,
)
EQUATED = LETTERS.pattern("HERA? (?: COMMA? DATED | OPEN DATED? | COMMA | DASH | SLASH )? (?P<at>)")


def hijri_date(line: Line, i: int) -> Expression | None:
    """Read a day or a month of the Islamic calendar."""
    match = HDATE.match(line.classes, i)
    if match is None:
        return None
    start = match.start("month")
    letter = line.classes[start]
    if letter == LETTERS["HPOSS"]:
        number = int(line.meaning(start + 1))
    else:
        first = 3 if letter == LETTERS["SPRING"] else int(line.meaning(start))
        number = first + 1 if letter != LETTERS["HIJRI"] and line.meaning(start + 1) == "2" else first
    days, through = days_of(line, *match.span("days")) if match.start("days") >= 0 else ((), False)
    named = max(match.start("year"), match.start("old"))
    year = int(line.key(named)) if named >= 0 and line.key(named).isdecimal() else None
    if not days and year is None and match.start("relative") < 0 and match.start("unit") < 0 and not _hijri_alone(line, start):
        return None
    kind = "date" if days else "month"
    relative, yearly = relative_of(line, match), relative_of(line, match, "yearly")
    stop = match.end() + (2 if year is not None and line.key(match.end()) == "ل" and line.key(match.end() + 1) == "الهجره" else 0)
    found = Expression(kind, i, stop, days, month=number, year=year, relative=relative, year_relative=yearly, hijri=True)
    return replace(found, value="through") if through else found


def _hijri_alone(line: Line, i: int) -> bool:
    """Tell whether the name of a month stands where only a time can: رمضان, رجب and شعبان are names of men too."""
    before = i - 2 if line.letter(i - 1) == LETTERS["OF"] else i - 1  # أول يوم من رمضان
    return line.letter(before) in letters("IN SINCE DURING BOUND DAYS DAY") and line.key(i) in {"رمضان", "شوال"}


def equated(line: Line, found: Expression, core: Callable[[Line, int], Expression | None]) -> Expression:
    """Return a day told in two calendars as one expression, with the Gregorian day; ``core`` reads what follows."""
    if found.kind != "date" or found.until is not None:
        return found
    match = EQUATED.match(line.classes, found.stop)
    at = match.end() if match is not None else found.stop
    at += line.key(at) == "ل"
    other = core(line, at) if at < len(line.classes) else None
    if other is None or other.kind != "date" or other.hijri == found.hijri:
        return found
    told = found if other.hijri else other
    closed = line.letter(found.stop) == LETTERS["OPEN"] and line.letter(other.stop) == LETTERS["CLOSE"]
    return replace(told, first=found.first, stop=other.stop + closed, weekdays=found.weekdays or other.weekdays, offset=found.offset, part=found.part)
