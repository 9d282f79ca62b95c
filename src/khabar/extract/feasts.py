"""Feasts and named days: which day they fell on in a year."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from khabar.extract import hijri
from khabar.extract.times_line import Expression, Line, letters, replace
from khabar.extract.times_words import LETTERS
from khabar.fold import fold
from khabar.tables import rows

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
    for words, day in _phrases().get(line.key(i), ()):
        if all(line.key(i + n) == word for n, word in enumerate(words)):
            stop = i + len(words)
            return _with_year(line, Expression("feast", i, stop, value=f"{day.calendar} {day.month} {day.day}"))
    return None


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
