"""TIMEX3 values with the days that they can mean, and how they are made."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from khabar.extract import hijri
from khabar.extract.times_line import Expression

DAY = timedelta(days=1)
STEPS = {-2: -2, -1: -1, 0: 0, 1: 1, 2: 1, 3: 0, 4: 2, 5: -1}


class Anchor(NamedTuple):
    """What an expression is counted from: the day of speaking, the time told before it, whether the sentence speaks of the future, or surely does not."""

    day: date | None
    before: date | None = None
    future: bool = False
    past: bool = False


class Value(NamedTuple):
    """A TIMEX3 type, value and modifier, and the first and last day that it can mean (ISO; None where it is no date)."""

    type: str
    value: str | None = None
    mod: str | None = None
    earliest: str | None = None
    latest: str | None = None


Resolve = Callable[[Expression, Anchor], Value]


def dated(first: date, last: date | None = None, expression: Expression | None = None) -> Value:
    """Return the value of a day or a range of days, with the part of day or time of the clock that the expression gives."""
    last = last or first
    value = first.isoformat() if last == first else f"{first.isoformat()}/{last.isoformat()}"
    kind, mod = "DATE", None
    if expression is not None:
        mod = expression.mod
        if expression.clock:
            kind, value = "TIME", f"{value}T{expression.clock}"
        elif expression.part:
            kind, value = "TIME", f"{value}{expression.part}"
    return Value(kind, value, mod, first.isoformat(), last.isoformat())


def span(value: str, first: date, last: date, mod: str | None = None) -> Value:
    """Return the value of a period; START, MID and END narrow the days that it can mean to a third."""
    third = (last - first).days // 3
    if mod == "START":
        last = first + timedelta(days=third)
    elif mod == "END":
        first = last - timedelta(days=third)
    elif mod == "MID":
        first, last = first + timedelta(days=third), last - timedelta(days=third)
    return Value("DATE", value, mod, first.isoformat(), last.isoformat())


def of_year(year: int, mod: str | None = None) -> Value:
    """Return the value of a year."""
    return span(f"{year:04d}", date(year, 1, 1), date(year, 12, 31), mod)


def of_month(year: int, month: int, mod: str | None = None) -> Value:
    """Return the value of a month."""
    return span(f"{year:04d}-{month:02d}", date(year, month, 1), date(year, month, hijri.days_in_month(year, month)), mod)


def of_week(day: date, mod: str | None = None) -> Value:
    """Return the value of the ISO week that a day lies in."""
    year, week, weekday = day.isocalendar()
    first = day - timedelta(days=weekday - 1)
    return span(f"{year:04d}-W{week:02d}", first, first + 6 * DAY, mod)


def moved(year: int, month: int, steps: int) -> tuple[int, int]:
    """Return the month so many months later."""
    months = year * 12 + month - 1 + steps
    return months // 12, months % 12 + 1
