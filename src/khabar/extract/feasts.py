"""Feasts and named days: which day they fell on in a year."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from khabar.extract import hijri
from khabar.extract.times_hijri import hijri_date
from khabar.extract.times_line import Expression, Line, letters, replace
from khabar.extract.times_words import LETTERS
from khabar.fold import fold
from khabar.tables import rows

DAY_OF = LETTERS.pattern("(?: (?P<order>FIRST|ORDINAL) (?: DAYS | DAY (?:OF|IN)? ) | TODAY (?P<nth>ORDINAL) OF ) (?P<at>)")
_BY_FEAST = "بعيد"  # 'far' more often than 'on the feast of': no form says where to cut it
_EITHER = "hijri 10 1|hijri 12 10"  # the feast, of the two the nearer
_POINTERS = {LETTERS[name]: step for name, step in (("PAST", -1), ("LAST", -1), ("NOW", 0), ("NEXT", 1))}


@dataclass(frozen=True, slots=True)
class Feast:
    """A day that comes round every year."""

    calendar: str
    month: int
    day: int


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], Feast]]]:
    """Return the names of feasts by their first word, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Feast]]] = {}
    for row in rows("feasts.tsv"):
        feast = Feast(row["calendar"], int(row["month"]), int(row["day"]))
        for name in row["names"].split("|"):
            words = tuple(fold(name).split())
            found.setdefault(words[0], []).append((words, feast))
    for names in found.values():
        names.sort(key=lambda pair: -len(pair[0]))
    return found


def feast(line: Line, i: int) -> Expression | None:
    """Read the name of a feast, with its year or the word that points to it."""
    head = line.key(i)
    joined = head == _BY_FEAST
    for words, day in _phrases().get(_BY_FEAST[1:] if joined else head, ()):
        if all(line.key(i + n) == word for n, word in enumerate(words) if n or not joined):
            stop = i + len(words)
            return _with_year(line, Expression("feast", i, stop, value=f"{day.calendar} {day.month} {day.day}", joined=joined))
    return None


def feast_day(line: Line, i: int) -> Expression | None:
    """Read a numbered day of a feast or of an Islamic month (ثاني أيام عيد الأضحى, أول أيام شهر رمضان, اليوم الأول من العيد)."""
    match = DAY_OF.match(line.classes, i)
    if match is None or match.end() >= len(line.classes):
        return None
    number = int(line.meaning(max(match.start("order"), match.start("nth"))))
    found = feast(line, match.end())
    if found is None and line.key(match.end()) == "العيد":
        found = Expression("feast", i, match.end() + 1, value=_EITHER)
    if found is not None:
        return replace(found, first=i, offset=number - 1)
    month = hijri_date(line, match.end())
    return replace(month, kind="date", first=i, days=(number,)) if month is not None and not month.days else None


def _with_year(line: Line, found: Expression) -> Expression:
    at = found.stop
    if line.letter(at) in _POINTERS:
        return replace(found, stop=at + 1, relative=_POINTERS[line.letter(at)])
    skip = 1 if line.letter(at) in letters("YEARUNIT") else 0
    if line.letter(at + skip) in letters("YEAR"):
        return replace(found, stop=at + skip + 1, year=int(line.key(at + skip)))
    return found


def day_in(value: str, year: int) -> date | None:
    """Return the day of a feast in a Gregorian year; None where the table of the Islamic calendar ends."""
    calendar, month, day = value.split()
    if calendar == "gregorian":
        return date(year, int(month), int(day))
    if calendar == "easter":
        return hijri.western_easter(year) + timedelta(days=int(day))
    if calendar == "orthodox":
        return hijri.orthodox_easter(year) + timedelta(days=int(day))
    first = hijri.year_of(date(year, 1, 1))
    for islamic in (first, first + 1):
        found = hijri.gregorian(islamic, int(month), int(day))
        if found is not None and found.year == year:
            return found
    return None
