"""What a time expression means on the calendar, counted from the day of speaking."""

from dataclasses import dataclass
from datetime import date, timedelta

from khabar.extract import hijri
from khabar.extract.feasts import day_in
from khabar.extract.times_line import Expression, replace

DAY = timedelta(days=1)
_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
_FAR, _NEAR = 240, 120  # days: a date without a year that is further back than the first and nearer ahead than the second is to come


@dataclass(frozen=True, slots=True)
class Anchor:
    """What an expression is counted from: the day of speaking, the time told before it, and whether the sentence speaks of the future."""

    day: date | None
    before: date | None = None
    future: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """A TIMEX3 type, value and modifier, and the first and last day that it can mean (ISO; None where it is no date)."""

    type: str
    value: str | None = None
    mod: str | None = None
    earliest: str | None = None
    latest: str | None = None


def resolved(expression: Expression, anchor: Anchor) -> Value:
    """Return what the expression means; its value is None where nothing fixes it, or where it names a day that does not exist."""
    try:
        return _KINDS[expression.kind](expression, anchor)
    except (ValueError, OverflowError):
        # 31 شباط, year 0, a day beyond the calendar: kept as text without a value
        return Value("DATE")


def _dated(first: date, last: date | None = None, expression: Expression | None = None) -> Value:
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


def _span(value: str, first: date, last: date, mod: str | None = None) -> Value:
    """Return the value of a period; START, MID and END narrow the days that it can mean to a third."""
    third = (last - first).days // 3
    if mod == "START":
        last = first + timedelta(days=third)
    elif mod == "END":
        first = last - timedelta(days=third)
    elif mod == "MID":
        first, last = first + timedelta(days=third), last - timedelta(days=third)
    return Value("DATE", value, mod, first.isoformat(), last.isoformat())


def _of_year(year: int, mod: str | None = None) -> Value:
    return _span(f"{year:04d}", date(year, 1, 1), date(year, 12, 31), mod)


def _of_month(year: int, month: int, mod: str | None = None) -> Value:
    return _span(f"{year:04d}-{month:02d}", date(year, month, 1), date(year, month, hijri.days_in_month(year, month)), mod)


def _of_week(day: date, mod: str | None = None) -> Value:
    year, week, weekday = day.isocalendar()
    first = day - timedelta(days=weekday - 1)
    return _span(f"{year:04d}-W{week:02d}", first, first + 6 * DAY, mod)


def _moved(year: int, month: int, steps: int) -> tuple[int, int]:
    """Return the month so many months later."""
    months = year * 12 + month - 1 + steps
    return months // 12, months % 12 + 1


# ---------------------------------------------------------------- days


def _day(e: Expression, anchor: Anchor) -> Value:
    if anchor.day is None:
        return Value("TIME" if e.part else "DATE")
    found = anchor.day + timedelta(days=e.offset or 0)
    if e.weekdays and found.weekday() != e.weekdays[0]:
        found = _nearest_weekday(found, e.weekdays[0])
    if e.until is not None:
        return _range(found, e.until, anchor, e)
    return _dated(found, expression=e)


def _nearest_weekday(day: date, weekday: int) -> date:
    """Return the day of that name nearest to a day; the printed name is trusted before the count."""
    step = (weekday - day.weekday()) % 7
    return day + timedelta(days=step if step <= 2 else step - 7)


def _weekday(e: Expression, anchor: Anchor) -> Value:
    if anchor.day is None:
        return Value("TIME" if e.part else "DATE")
    step = (anchor.day.weekday() - e.weekdays[0]) % 7
    past = anchor.day - timedelta(days=step)
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
            return _dated(found, expression=e)
        last = found + timedelta(days=len(e.weekdays) - 1)
        while e.relative != 1 and not anchor.future and last > anchor.day:
            found, last = found - 7 * DAY, last - 7 * DAY
        return _dated(found, last, e)
    return _dated(found, expression=e)


def _date(e: Expression, anchor: Anchor) -> Value:
    if e.hijri:
        return _hijri_date(e, anchor)
    if e.month is None:
        return _date_in_month(e, anchor)
    year = _year_for(e, anchor)
    if year is None:
        return Value("DATE", f"XXXX-{e.month:02d}-{e.days[0]:02d}" if _exists(e.month, e.days[0]) else None)
    days = [date(year, e.month, day) for day in e.days]
    if e.until is not None:
        return _range(days[0], e.until, anchor, e)
    return _dated(min(days), max(days), e)


def _exists(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= hijri.days_in_month(2000, month)


def _date_in_month(e: Expression, anchor: Anchor) -> Value:
    """Resolve a day of this, the last or the next month (15 الجاري), or of the month told before (من الشهر نفسه)."""
    base = anchor.before or anchor.day if e.relative in {2, 3} else anchor.day
    if base is None:
        return Value("DATE")
    year, month = _moved(base.year, base.month, {-1: -1, 0: 0, 1: 1, 2: 1, 3: 0}[e.relative or 0])
    days = [date(year, month, day) for day in e.days]
    if e.until is not None:
        return _range(days[0], e.until, anchor, e)
    return _dated(min(days), max(days), e)


def _year_for(e: Expression, anchor: Anchor) -> int | None:
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
    if anchor.future or 0 < ahead <= 4:
        return day.year if e.month >= day.month else day.year + 1
    return day.year if e.month <= day.month else day.year - 1


def _year_of_day(e: Expression, anchor: Anchor, day: date) -> int:
    month, number = e.month or 1, e.days[-1]

    def in_year(year: int) -> date:
        return date(year, month, min(number, hijri.days_in_month(year, month)))

    past = day.year if in_year(day.year) <= day else day.year - 1
    coming = past + 1 if in_year(past) != day else past
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
    if anchor.future:
        return coming
    far, near_ahead = (day - in_year(past)).days, (in_year(coming) - day).days
    return coming if far > _FAR and near_ahead <= _NEAR else past


def _range(first: date, until: Expression, anchor: Anchor, e: Expression) -> Value:
    """Resolve a range from its first day and the expression of its last."""
    year = first.year if until.year is None and until.month is not None and not until.hijri else None
    last = resolved(replace(until, year=until.year or year), Anchor(anchor.day, first, anchor.future)).latest
    if last is None:
        return _dated(first, expression=e)
    end = date.fromisoformat(last)
    if until.year is not None and e.year is None and e.month is not None and first.year != until.year:
        first = first.replace(year=until.year if e.month <= (until.month or 12) else until.year - 1)
    if end < first:
        end = end.replace(year=end.year + 1) if until.month is not None else end + 7 * DAY if until.weekdays else first
    return _dated(first, end)


def _hijri_date(e: Expression, anchor: Anchor) -> Value:
    """Resolve days of the Islamic calendar; a printed weekday decides within a day either way."""
    year = e.year
    if year is None:
        year = _hijri_year(e, anchor)
    if year is None or e.month is None:
        return Value("DATE")
    days = [hijri.gregorian(year, e.month, day) for day in e.days]
    if None in days:
        return Value("DATE")
    first, last = min(d for d in days if d), max(d for d in days if d)
    if e.weekdays and len(days) == 1:
        for shift in (0, 1, -1):
            if (first + shift * DAY).weekday() == e.weekdays[0]:
                return _dated(first + shift * DAY, expression=e)
    found = _dated(first, last, e)
    return Value(found.type, found.value, found.mod, (first - DAY).isoformat(), (last + DAY).isoformat())


def _hijri_year(e: Expression, anchor: Anchor) -> int | None:
    if anchor.day is None or e.month is None:
        return None
    this = hijri.year_of(anchor.day)
    starts = {year: hijri.gregorian(year, e.month, e.days[0] if e.days else 1) for year in (this - 1, this, this + 1)}
    known = [(year, start) for year, start in starts.items() if start is not None]
    if not known:
        return None
    gap = 0 if e.days else 29
    past = [year for year, start in known if start <= anchor.day]
    coming = [year for year, start in known if start + gap * DAY >= anchor.day]
    if (e.relative == 1 or anchor.future) and coming:
        return coming[0]
    if e.relative == -1:
        over = [year for year, start in known if start + gap * DAY < anchor.day]
        return over[-1] if over else None
    day = anchor.day
    nearest = min(known, key=lambda pair: abs((pair[1] - day).days))[0]
    return nearest if e.relative is None or not past else past[-1]


# ---------------------------------------------------------------- months, years, periods


def _month(e: Expression, anchor: Anchor) -> Value:
    if e.hijri:
        return _hijri_month(e, anchor)
    year = _year_for(e, anchor)
    if year is None or e.month is None:
        return Value("DATE", f"XXXX-{e.month:02d}" if e.month else None)
    if e.until is not None and e.until.month is not None:
        last_year = e.until.year or (year if e.until.month >= e.month else year + 1)
        if e.until.year and e.year is None:
            year = last_year if e.month <= e.until.month else last_year - 1
        first, last = _of_month(year, e.month), _of_month(last_year, e.until.month)
        return Value("DATE", f"{first.value}/{last.value}", None, first.earliest, last.latest)
    return _of_month(year, e.month, e.mod)


def _hijri_month(e: Expression, anchor: Anchor) -> Value:
    year = e.year if e.year is not None else _hijri_year(e, anchor)
    found = hijri.month_range(year, e.month) if year is not None and e.month else None
    if found is None:
        return Value("DATE")
    first, last = found
    return _span(f"{first.isoformat()}/{last.isoformat()}", first - DAY, last + DAY, e.mod)


def _year(e: Expression, anchor: Anchor) -> Value:
    year = e.year or 0
    if e.hijri and e.value is None:
        first, last = hijri.month_range(year, 1), hijri.month_range(year, 12)
        if first is None or last is None:
            return Value("DATE")
        return _span(f"{first[0].isoformat()}/{last[1].isoformat()}", first[0], last[1], e.mod)
    if e.value is not None:
        low, high = e.value.split("/")
        return Value("DATE", e.value, e.mod, date(int(low), 1, 1).isoformat(), date(int(high), 12, 31).isoformat())
    if e.until is not None and e.until.year is not None:
        return Value("DATE", f"{year:04d}/{e.until.year:04d}", None, date(year, 1, 1).isoformat(), date(e.until.year, 12, 31).isoformat())
    return _of_year(year, e.mod)


_STEPS = {-2: -2, -1: -1, 0: 0, 1: 1, 2: 1, 3: 0, 4: 2}


def _period(e: Expression, anchor: Anchor) -> Value:
    relative = e.relative or 0
    if relative in {2, 3}:
        if anchor.before is None:
            return Value("DATE", "FUTURE_REF" if relative == 3 and anchor.future else None)
        base: date | None = anchor.before
    else:
        base = anchor.day
    if base is None:
        return Value("DATE")
    steps = _STEPS[relative]
    if e.unit == "D":
        if e.part == "TNI" and relative == -1:
            return _dated(base - DAY, expression=e)
        return _dated(base + steps * DAY, expression=e)
    if e.unit == "W":
        return _of_week(base + 7 * steps * DAY, e.mod)
    if e.unit == "M":
        return _of_month(*_moved(base.year, base.month, steps), e.mod)
    if e.unit == "Y":
        return _of_year(base.year + steps, e.mod)
    if e.unit == "E":
        decade = base.year // 10 + steps
        return _span(f"{decade}X", date(decade * 10, 1, 1), date(decade * 10 + 9, 12, 31), e.mod)
    if e.unit == "C":
        century = base.year // 100 + steps
        return _span(str(century), date(century * 100, 1, 1), date(century * 100 + 99, 12, 31), e.mod)
    return Value("DURATION", "PT1H")


def _season(e: Expression, anchor: Anchor) -> Value:
    code = e.value or "SP"
    first, last = _SEASONS[code]
    year = e.year
    if year is None:
        if anchor.day is None:
            return Value("DATE", f"XXXX-{code}")
        year = anchor.day.year
        if e.year_relative is not None:
            year += _STEPS[e.year_relative]
        elif e.relative == -1 and (anchor.day.month <= min(last, 12) or code == "WI"):
            year -= 1 if code != "WI" or anchor.day.month > 2 else 2
        elif e.relative == 1 and anchor.day.month >= first:
            year += 1
    end_year, end_month = _moved(year, last, 0) if last <= 12 else (year + 1, last - 12)
    return _span(f"{year:04d}-{code}", date(year, first, 1), date(end_year, end_month, hijri.days_in_month(end_year, end_month)), e.mod)


def _share(e: Expression, anchor: Anchor) -> Value:
    """Resolve a part of a year or month: quarters and halves of a year by TIMEX3, all else as the days that it holds."""
    whole = resolved(e.until, anchor) if e.until is not None else Value("DATE")
    if whole.earliest is None or whole.latest is None or whole.value is None:
        return Value("DATE")
    parts = {"Q": 4, "H": 2, "T": 3}.get(e.unit or "")
    first, last = date.fromisoformat(whole.earliest), date.fromisoformat(whole.latest)
    if parts is None:
        return _days_of(e, first, last)
    order = parts if e.value == "L" else int(e.value or 1)
    if order > parts:
        return Value("DATE")
    days = (last - first).days + 1
    low, high = first + (days * (order - 1) // parts) * DAY, first + (days * order // parts - 1) * DAY
    if days < 365:
        return _dated(low, high)
    months = 12 // parts
    low, high = date(first.year, months * (order - 1) + 1, 1), date(first.year, months * order, hijri.days_in_month(first.year, months * order))
    value = f"{whole.value}-{e.unit}{order}" if parts != 3 else f"{low.isoformat()}/{high.isoformat()}"
    return Value("DATE", value, None, low.isoformat(), high.isoformat())


def _days_of(e: Expression, first: date, last: date) -> Value:
    """Resolve the first or last days, or a numbered week or day, of a period."""
    span = 7 if e.unit == "W" else int(e.count or 1)
    if e.value == "L":
        return _dated(max(first, last - (span - 1) * DAY), last)
    low = first + span * (int(e.value or 1) - 1) * DAY
    if low > last:
        return Value("DATE")
    return _dated(low, min(last, low + (span - 1) * DAY))


def _feast(e: Expression, anchor: Anchor) -> Value:
    name = e.value or ""
    tolerance = DAY if name.startswith("hijri") else 0 * DAY
    if e.year is not None:
        found = day_in(name, e.year)
    elif anchor.day is not None:
        found = _feast_near(name, e, anchor)
    else:
        found = None
    if found is None:
        return Value("DATE")
    return Value("DATE", found.isoformat(), e.mod, (found - tolerance).isoformat(), (found + tolerance).isoformat())


def _feast_near(name: str, e: Expression, anchor: Anchor) -> date | None:
    day = anchor.day
    if day is None:
        return None
    known = [d for d in (day_in(name, year) for year in (day.year - 1, day.year, day.year + 1)) if d is not None]
    past, coming = [d for d in known if d <= day], [d for d in known if d >= day]
    if e.relative == -1:
        return past[-1] if past else None
    if (e.relative == 1 or anchor.future) and coming:
        return coming[0]
    return min(known, key=lambda d: abs((d - day).days)) if known else None


# ---------------------------------------------------------------- lengths, sets, vague times


def length(count: float | None, unit: str | None) -> str:
    """Return a TIMEX3 duration; X where no number is given. E and C are decades and centuries (P2DE, P1CE)."""
    unit = unit or "D"
    if count is not None and count != int(count):
        smaller = {"Y": (12, "M"), "D": (24, "TH"), "TH": (60, "TM"), "TM": (60, "TS"), "E": (10, "Y"), "C": (100, "Y"), "W": (7, "D"), "M": (30, "D")}.get(
            unit
        )
        if smaller is not None:
            count, unit = round(count * smaller[0]), smaller[1]
    number = "X" if count is None else f"{int(count)}"
    unit = {"E": "DE", "C": "CE"}.get(unit, unit)
    return f"PT{number}{unit[1:]}" if unit.startswith("T") else f"P{number}{unit}"


def _duration(e: Expression, _anchor: Anchor) -> Value:
    if e.count is not None and e.count < 0:
        return Value("DURATION")
    return Value("DURATION", length(e.count, e.unit), e.mod)


def _counted(e: Expression, anchor: Anchor) -> Value:
    """Resolve 'the last three days': a duration whose days are known."""
    value = length(e.count, e.unit)
    if anchor.day is None or e.count is None or e.count > 10_000:
        return Value("DURATION", value, e.mod)
    far = _stepped(anchor.day, e.unit, int(e.count) * (-1 if (e.relative or 0) < 0 else 1))
    first, last = min(far, anchor.day), max(far, anchor.day)
    return Value("DURATION", value, e.mod, first.isoformat(), last.isoformat())


def _stepped(day: date, unit: str | None, count: int) -> date:
    if unit in {"M", "Y", "E", "C"}:
        year, month = _moved(day.year, day.month, count * {"M": 1, "Y": 12, "E": 120, "C": 1200}[unit])
        return date(year, month, min(day.day, hijri.days_in_month(year, month)))
    if unit == "W":
        return day + 7 * count * DAY
    return day + count * DAY if unit == "D" else day + timedelta(hours=0)


def _ago(e: Expression, anchor: Anchor) -> Value:
    base = anchor.day
    if base is None or e.count is None:
        return Value("DURATION", length(e.count, e.unit), e.mod)
    if e.unit in {"TH", "TM", "TS"}:
        return Value("DURATION", length(e.count, e.unit), e.mod)
    sign = e.relative or -1
    if e.count != int(e.count):
        days = round(e.count * {"D": 1, "W": 7, "M": 30.44, "Y": 365.25, "E": 3652.5, "C": 36525}[e.unit or "D"])
        moved = base + sign * days * DAY
        return _of_month(moved.year, moved.month) if e.unit in {"M", "Y"} else _dated(moved)
    moved = _stepped(base, e.unit, sign * int(e.count))
    if e.unit == "W":
        return _of_week(moved)
    if e.unit == "M":
        return _of_month(moved.year, moved.month)
    if e.unit in {"Y", "E", "C"}:
        return _of_year(moved.year)
    return _dated(moved, expression=e)


def _set(e: Expression, _anchor: Anchor) -> Value:
    return Value("SET", (e.value or length(e.count, e.unit)) + (e.part or ""))


def _ref(e: Expression, _anchor: Anchor) -> Value:
    return Value("DATE", e.value, e.mod)


def _fixed(e: Expression, _anchor: Anchor) -> Value:
    value = e.value or ""
    if value.endswith("X"):
        decade = int(value[:-1]) * 10
        return _span(value, date(decade, 1, 1), date(decade + 9, 12, 31), e.mod)
    century = int(value) * 100
    return _span(value, date(century, 1, 1), date(century + 99, 12, 31), e.mod)


def _part(e: Expression, anchor: Anchor) -> Value:
    day = anchor.before or anchor.day
    return _dated(day, expression=e) if day is not None else Value("TIME", f"T{e.clock}" if e.clock else None)


_KINDS = {
    "day": _day, "weekday": _weekday, "date": _date, "month": _month, "year": _year, "period": _period, "season": _season, "feast": _feast, "duration": _duration,
    "counted": _counted, "ago": _ago, "set": _set, "ref": _ref, "fixed": _fixed, "part": _part, "share": _share,
}  # fmt: skip
