"""What days mean on the calendar: counted days, days of the week, dates, ranges, the Islamic calendar."""

from datetime import date, timedelta

from khabar.extract import hijri
from khabar.extract.times_line import Expression, replace
from khabar.extract.times_values import DAY, STEPS, Anchor, Resolve, Value, dated, moved

_CLOSE = 21  # days from print within which a date is believed before its weekday
_PASSED = 62  # days: a date without a year that lies no further back is believed before the future of its verb, which would be almost a year ahead
_MONTHS_PASSED = 2  # likewise of a month (وأن يصرف راتب حزيران, in July)
_FAR, _NEAR = 240, 120  # days: a date without a year that is further back than the first and nearer ahead than the second is to come


def _day(e: Expression, anchor: Anchor) -> Value:
    if anchor.day is None:
        return Value("TIME" if e.part else "DATE")
    found = anchor.day + timedelta(days=e.offset or 0)
    if e.year is not None or e.year_relative is not None:
        return dated(found.replace(year=e.year or found.year + STEPS[e.year_relative or 0]), expression=e)
    if e.weekdays and found.weekday() != e.weekdays[0]:
        found = _nearest_weekday(found, e.weekdays[0])
    if e.until is not None:
        return _range(found, e.until, anchor, e)
    return dated(found, expression=e)


def _nearest_weekday(day: date, weekday: int) -> date:
    """Return the day of that name nearest to a day; the printed name is trusted before the count."""
    step = (weekday - day.weekday()) % 7
    return day + timedelta(days=step if step <= 2 else step - 7)


def _weekday(e: Expression, anchor: Anchor) -> Value:
    if anchor.day is None:
        return Value("TIME" if e.part else "DATE")
    step = (anchor.day.weekday() - e.weekdays[0]) % 7
    past = anchor.day - timedelta(days=step)
    if e.relative in {2, 5} and anchor.before is not None:
        return dated(_beside(anchor.before, e), expression=e)
    if e.relative == -1 or (e.relative == 2 and not anchor.future):
        found = past if step else past - 7 * DAY
    elif e.relative == 1 or (e.relative is None and anchor.future):
        found = past + 7 * DAY if step or e.relative == 1 else past
    elif e.relative in {-2, 4}:
        last = past if step else past - 7 * DAY
        found = last - 7 * DAY if e.relative == -2 else last + 14 * DAY + (0 if step else 7) * DAY
    elif e.relative == 0:
        found = anchor.day - timedelta(days=anchor.day.weekday()) + timedelta(days=e.weekdays[0])
    else:
        found = past
    if e.until is not None:
        return _range(found, e.until, anchor, e)
    if len(e.weekdays) > 1:
        if e.part == "TNI":
            return dated(found, expression=e)
        last = found + timedelta(days=len(e.weekdays) - 1)
        while e.relative != 1 and not anchor.future and last > anchor.day:
            found, last = found - 7 * DAY, last - 7 * DAY
        return dated(found, last, e)
    return dated(found, expression=e)


def _beside(day: date, e: Expression) -> date:
    """Return the weekday right behind or right before a day."""
    if e.relative == 2:
        return day + ((e.weekdays[0] - day.weekday() - 1) % 7 + 1) * DAY
    return day - ((day.weekday() - e.weekdays[0] - 1) % 7 + 1) * DAY


def _date(e: Expression, anchor: Anchor) -> Value:
    if e.hijri:
        return _hijri_date(e, anchor)
    if e.month is None:
        return _date_in_month(e, anchor)
    year = year_for(e, anchor)
    if year is None:
        return Value("DATE", f"XXXX-{e.month:02d}-{e.days[0]:02d}" if _exists(e.month, e.days[0]) else None)
    days = [date(year, e.month, day) for day in e.days]
    if e.until is not None:
        return _range(days[0], e.until, anchor, e)
    return dated(min(days), max(days), e)


def _exists(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= hijri.days_in_month(2000, month)


def _date_in_month(e: Expression, anchor: Anchor) -> Value:
    """Resolve a day of this, the last or the next month (15 الجاري), or of the month told before (من الشهر نفسه)."""
    base = anchor.before or anchor.day if e.relative in {2, 3} else anchor.day
    if base is None:
        return Value("DATE")
    year, month = moved(base.year, base.month, {-1: -1, 0: 0, 1: 1, 2: 1, 3: 0}[e.relative or 0])
    days = [date(year, month, day) for day in e.days]
    if e.until is not None:
        return _range(days[0], e.until, anchor, e)
    return dated(min(days), max(days), e)


def year_for(e: Expression, anchor: Anchor) -> int | None:
    """Return the year of a date or month that may not name one."""
    if e.year is not None:
        return e.year
    day = anchor.day
    if day is None or e.month is None:
        return None
    if e.year_relative is not None:
        base = anchor.before if e.year_relative == 3 and anchor.before else day
        return base.year + {-1: -1, 0: 0, 1: 1, 2: 1, 3: 0}[e.year_relative]
    if e.days:
        return _year_of_day(e, anchor, day)
    if e.relative == -1:
        return day.year if e.month < day.month else day.year - 1
    if e.relative == 1:
        return day.year if e.month > day.month else day.year + 1
    if e.relative in {2, 3}:
        return (anchor.before or day).year
    if e.relative == 0:
        return min((day.year - 1, day.year, day.year + 1), key=lambda y: abs((y - day.year) * 12 + (e.month or 0) - day.month))
    ahead = (e.month - day.month) % 12
    if not anchor.past and anchor.future and 12 - ahead <= _MONTHS_PASSED:
        return day.year if e.month < day.month else day.year - 1
    if not anchor.past and (anchor.future or 0 < ahead <= 4):
        return day.year if e.month >= day.month else day.year + 1
    return day.year if e.month <= day.month else day.year - 1


def _year_of_day(e: Expression, anchor: Anchor, day: date) -> int:
    month, number = e.month or 1, e.days[-1]

    def in_year(year: int) -> date:
        return date(year, month, min(number, hijri.days_in_month(year, month)))

    past = day.year if in_year(day.year) <= day else day.year - 1
    coming = past + 1 if in_year(past) != day else past
    close = min((past, coming), key=lambda year: abs((in_year(year) - day).days))
    if e.weekdays and e.relative is None and abs((in_year(close) - day).days) <= _CLOSE:
        return close  # a wrong weekday is likelier than another year
    if e.weekdays:
        near = [year for year in (past, coming, past - 1, past - 2, past - 3, past - 4, past - 5) if in_year(year).weekday() == e.weekdays[0]]
        if near:
            return near[0]
    if e.relative == -1:
        return past
    if e.relative == 1:
        return coming
    if e.relative == 0:
        return min((past, coming), key=lambda year: abs((in_year(year) - day).days))
    far, near_ahead = (day - in_year(past)).days, (in_year(coming) - day).days
    if anchor.future:
        return past if 0 < far <= _PASSED else coming
    return coming if far > _FAR and near_ahead <= _NEAR and not anchor.past else past


def _range(first: date, until: Expression, anchor: Anchor, e: Expression) -> Value:
    """Resolve a range from its first day and the expression of its last."""
    if e.part == "TNI" and until.weekdays and (until.weekdays[0] - first.weekday()) % 7 == 1:
        return dated(first, expression=e)  # the night between two days
    year = first.year if until.year is None and until.month is not None and not until.hijri else None
    last = DAYS[until.kind](replace(until, year=until.year or year), Anchor(anchor.day, first, anchor.future)).latest
    if last is None:
        return dated(first, expression=e)
    end = date.fromisoformat(last)
    if until.year is not None and e.year is None and e.month is not None and first.year != until.year:
        first = first.replace(year=until.year if e.month <= (until.month or 12) else until.year - 1)
    if end < first:
        end = end.replace(year=end.year + 1) if until.month is not None else end + 7 * DAY if until.weekdays else first
    if e.clock and until.clock:
        return Value("TIME", f"{first.isoformat()}T{e.clock}/{end.isoformat()}T{until.clock}", None, first.isoformat(), end.isoformat())
    return dated(first, end)


def _hijri_date(e: Expression, anchor: Anchor) -> Value:
    """Resolve days of the Islamic calendar; a printed weekday decides within a day either way."""
    year = e.year
    if year is None:
        year = hijri_year(e, anchor)
    if year is None or e.month is None:
        return Value("DATE")
    days = [hijri.gregorian(year, e.month, day) for day in e.days]
    if None in days:
        return Value("DATE")
    first, last = min(d for d in days if d), max(d for d in days if d)
    if e.weekdays and len(days) == 1:
        for shift in (0, 1, -1):
            if (first + shift * DAY).weekday() == e.weekdays[0]:
                return dated(first + shift * DAY, expression=e)
    found = dated(first, last, e)
    return Value(found.type, found.value, found.mod, (first - DAY).isoformat(), (last + DAY).isoformat())


def hijri_year(e: Expression, anchor: Anchor) -> int | None:
    """Return the Islamic year of a day or month that does not name one."""
    if anchor.day is None or e.month is None:
        return None
    this = hijri.year_of(anchor.day)
    if e.year_relative is not None:
        return _hijri_year_in(anchor.day.year + STEPS[e.year_relative], e)
    starts = {year: hijri.gregorian(year, e.month, e.days[0] if e.days else 1) for year in (this - 1, this, this + 1)}
    known = [(year, start) for year, start in starts.items() if start is not None]
    if not known:
        return None
    gap = 0 if e.days else 29
    past = [year for year, start in known if start <= anchor.day]
    coming = [year for year, start in known if start + gap * DAY >= anchor.day]
    if (e.relative == 1 or anchor.future) and coming:
        return coming[0]
    if anchor.past and past and e.relative is None:
        return past[-1]
    if e.relative == -1:
        over = [year for year, start in known if start + gap * DAY < anchor.day]
        return over[-1] if over else None
    day = anchor.day
    nearest = min(known, key=lambda pair: abs((pair[1] - day).days))[0]
    return nearest if e.relative is None or not past else past[-1]


def _hijri_year_in(year: int, e: Expression) -> int | None:
    """Return the Islamic year whose month or day falls into a Gregorian year (رمضان من العام الماضي)."""
    first = hijri.year_of(date(year, 1, 1))
    starts = {hijri_year: hijri.gregorian(hijri_year, e.month or 1, e.days[0] if e.days else 1) for hijri_year in (first, first + 1)}
    return next((hijri_year for hijri_year, start in starts.items() if start is not None and start.year == year), None)


DAYS: dict[str, Resolve] = {"day": _day, "weekday": _weekday, "date": _date}
