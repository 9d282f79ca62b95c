"""Calendars: days of the Islamic one by the Umm al-Qura table, Easter, lengths of months.

Sighting moves an Islamic month by a day, so every day of it stands for three.
"""

import calendar
from datetime import date, timedelta

from hijridate import Gregorian, Hijri

FIRST_YEAR, LAST_YEAR = 1343, 1500


def gregorian(year: int, month: int, day: int) -> date | None:
    """Return the day of the Gregorian calendar; None where the Islamic date does not exist or lies outside 1343-1500."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    first = Hijri(year, month, 1)
    if day > first.month_length():
        return None
    found = first.to_gregorian()
    return date(found.year, found.month, found.day) + timedelta(days=day - 1)


def month_range(year: int, month: int) -> tuple[date, date] | None:
    """Return the first and last day of an Islamic month; None outside 1343-1500."""
    first = gregorian(year, month, 1)
    return (first, first + timedelta(days=Hijri(year, month, 1).month_length() - 1)) if first is not None else None


def year_of(day: date) -> int:
    """Return the Islamic year of a day, the nearest known where the table ends."""
    if not date(1924, 8, 1) <= day <= date(2077, 11, 16):
        return round((day.year - 622) * 33 / 32)
    return int(Gregorian(day.year, day.month, day.day).to_hijri().year)


def common_year(year: int) -> int:
    """Return the Gregorian year in which most of an Islamic year lies, near enough for centuries."""
    return int(621.57 + year * 0.970224)


def western_easter(year: int) -> date:
    """Return Easter Sunday of the Western churches; the anonymous Gregorian algorithm (Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    e = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    f = (32 + 2 * (b % 4) + 2 * (c // 4) - e - c % 4) % 7
    g = e + f - 7 * ((a + 11 * e + 22 * f) // 451) + 114
    return date(year, g // 31, g % 31 + 1)


def orthodox_easter(year: int) -> date:
    """Return Easter Sunday of the Eastern churches in the Gregorian calendar; Meeus's Julian algorithm, right for 1900-2099."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    f = d + e + 114
    return date(year, f // 31, f % 31 + 1) + timedelta(days=13)


def days_in_month(year: int, month: int) -> int:
    """Return how many days a Gregorian month has."""
    return calendar.monthrange(year, month)[1]
