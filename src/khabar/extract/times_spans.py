"""What months, years, weeks, seasons, feasts and their parts mean on the calendar."""

from datetime import date

from khabar.extract import hijri
from khabar.extract.feasts import day_in
from khabar.extract.times_days import hijri_year, year_for
from khabar.extract.times_line import Expression
from khabar.extract.times_values import DAY, STEPS, Anchor, Resolve, Value, dated, moved, of_month, of_week, of_year, span

_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}


def _month(e: Expression, anchor: Anchor) -> Value:
    if e.hijri:
        return _hijri_month(e, anchor)
    year = year_for(e, anchor)
    if year is None or e.month is None:
        return Value("DATE", f"XXXX-{e.month:02d}" if e.month else None)
    if e.until is not None and e.until.month is not None:
        last_year = e.until.year or (year if e.until.month >= e.month else year + 1)
        if e.until.year and e.year is None:
            year = last_year if e.month <= e.until.month else last_year - 1
        first, last = of_month(year, e.month), of_month(last_year, e.until.month)
        return Value("DATE", f"{first.value}/{last.value}", None, first.earliest, last.latest)
    return of_month(year, e.month, e.mod)


def _hijri_month(e: Expression, anchor: Anchor) -> Value:
    year = e.year if e.year is not None else hijri_year(e, anchor)
    found = hijri.month_range(year, e.month) if year is not None and e.month else None
    if found is None:
        return Value("DATE")
    first, last = found
    return span(f"{first.isoformat()}/{last.isoformat()}", first - DAY, last + DAY, e.mod)


def _year(e: Expression, _anchor: Anchor) -> Value:
    year = e.year or 0
    if e.hijri and e.value is None:
        first, last = hijri.month_range(year, 1), hijri.month_range(year, 12)
        if first is None or last is None:
            return Value("DATE")
        return span(f"{first[0].isoformat()}/{last[1].isoformat()}", first[0], last[1], e.mod)
    if e.value is not None:
        low, high = e.value.split("/")
        return Value("DATE", e.value, e.mod, date(int(low), 1, 1).isoformat(), date(int(high), 12, 31).isoformat())
    if e.until is not None and e.until.year is not None:
        return Value("DATE", f"{year:04d}/{e.until.year:04d}", None, date(year, 1, 1).isoformat(), date(e.until.year, 12, 31).isoformat())
    return of_year(year, e.mod)


def _period(e: Expression, anchor: Anchor) -> Value:
    relative = e.relative or 0
    if relative in {2, 3, 5}:
        if anchor.before is None:
            return Value("DATE", "FUTURE_REF" if relative == 3 and anchor.future else None)
        base: date | None = anchor.before
    else:
        base = anchor.day
    if base is None:
        return Value("DATE")
    steps = STEPS[relative]
    if e.unit == "D":
        if e.part == "TNI" and relative == -1:
            return dated(base - DAY, expression=e)
        return dated(base + steps * DAY, expression=e)
    if e.unit == "W":
        return of_week(base + 7 * steps * DAY, e.mod)
    if e.unit == "M":
        return of_month(*moved(base.year, base.month, steps), e.mod)
    if e.unit == "Y":
        return of_year(base.year + steps, e.mod)
    if e.unit == "S":  # a school year runs from September to August
        year = base.year - (base.month < 9) + steps
        return _span_of_school(year, e.mod)
    if e.unit == "E":
        decade = base.year // 10 + steps
        return span(f"{decade}X", date(decade * 10, 1, 1), date(decade * 10 + 9, 12, 31), e.mod)
    if e.unit == "C":
        century = base.year // 100 + steps
        return span(str(century), date(century * 100, 1, 1), date(century * 100 + 99, 12, 31), e.mod)
    return Value("DURATION", "PT1H")


def _span_of_school(year: int, mod: str | None) -> Value:
    return span(f"{year:04d}/{year + 1:04d}", date(year, 9, 1), date(year + 1, 8, 31), mod)


def _season(e: Expression, anchor: Anchor) -> Value:
    code = e.value or "SP"
    first, last = _SEASONS[code]
    year = e.year
    if year is None:
        if anchor.day is None:
            return Value("DATE", f"XXXX-{code}")
        year = anchor.day.year
        if e.year_relative is not None:
            year += STEPS[e.year_relative]
        elif e.relative == -1 and (anchor.day.month <= min(last, 12) or code == "WI"):
            year -= 1 if code != "WI" or anchor.day.month > 2 else 2
        elif e.relative == 1 and anchor.day.month >= first:
            year += 1
    end_year, end_month = moved(year, last, 0) if last <= 12 else (year + 1, last - 12)
    return span(f"{year:04d}-{code}", date(year, first, 1), date(end_year, end_month, hijri.days_in_month(end_year, end_month)), e.mod)


def _share(e: Expression, anchor: Anchor) -> Value:
    """Resolve a part of a year or month: quarters and halves of a year by TIMEX3, all else as the days that it holds."""
    if e.until is None:
        return _quarter(e, anchor)
    whole = SPANS[e.until.kind](e.until, anchor)
    if whole.earliest is None or whole.latest is None or whole.value is None:
        return Value("DATE")
    parts = {"Q": 4, "H": 2, "T": 3}.get(e.unit or "")
    first, last = date.fromisoformat(whole.earliest), date.fromisoformat(whole.latest)
    if e.unit == "M":
        return _months_of(e, first, last)
    if parts is None:
        return _days_of(e, first, last)
    order = parts if e.value == "L" else int(e.value or 1)
    if order > parts:
        return Value("DATE")
    days = (last - first).days + 1
    low, high = first + (days * (order - 1) // parts) * DAY, first + (days * order // parts - 1) * DAY
    if days < 365:
        return dated(low, high)
    months = 12 // parts
    low, high = date(first.year, months * (order - 1) + 1, 1), date(first.year, months * order, hijri.days_in_month(first.year, months * order))
    value = f"{whole.value}-{e.unit}{order}" if parts != 3 else f"{low.isoformat()}/{high.isoformat()}"
    return Value("DATE", value, None, low.isoformat(), high.isoformat())


def _quarter(e: Expression, anchor: Anchor) -> Value:
    """Resolve a quarter without its year: the last that has begun, or the next to end."""
    order = 4 if e.value == "L" else int(e.value or 1)
    if anchor.day is None or order > 4:
        return Value("DATE")
    year = anchor.day.year
    if anchor.future:
        year += 3 * order < anchor.day.month
    else:
        year -= 3 * order - 2 > anchor.day.month
    last = hijri.days_in_month(year, 3 * order)
    return span(f"{year:04d}-Q{order}", date(year, 3 * order - 2, 1), date(year, 3 * order, last), e.mod)


def _months_of(e: Expression, first: date, last: date) -> Value:
    """Resolve the first or last months of a year."""
    count = int(e.count or 1)
    if not 0 < count <= 12:
        return Value("DATE")
    low = moved(last.year, last.month, 1 - count) if e.value == "L" else (first.year, first.month)
    high = (last.year, last.month) if e.value == "L" else moved(first.year, first.month, count - 1)
    begin, end = of_month(*low), of_month(*high)
    return Value("DATE", f"{begin.value}/{end.value}", None, begin.earliest, end.latest)


def _days_of(e: Expression, first: date, last: date) -> Value:
    """Resolve the first or last days, or a numbered week or day, of a period."""
    width = 7 if e.unit == "W" else int(e.count or 1)
    if e.value == "L":
        return dated(max(first, last - (width - 1) * DAY), last)
    low = first + width * (int(e.value or 1) - 1) * DAY
    if low > last:
        return Value("DATE")
    return dated(low, min(last, low + (width - 1) * DAY))


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
    told = dated(found + (e.offset or 0) * DAY, expression=e)
    first, last = date.fromisoformat(told.earliest or ""), date.fromisoformat(told.latest or "")
    return Value(told.type, told.value, told.mod, (first - tolerance).isoformat(), (last + tolerance).isoformat())


def _feast_near(name: str, e: Expression, anchor: Anchor) -> date | None:
    day = anchor.day
    if day is None:
        return None
    known = sorted(d for one in name.split("|") for d in (day_in(one, year) for year in (day.year - 1, day.year, day.year + 1)) if d is not None)
    past, coming = [d for d in known if d <= day], [d for d in known if d >= day]
    if e.relative == -1 or (anchor.past and past):
        return past[-1] if past else None
    if (e.relative == 1 or anchor.future) and coming:
        return coming[0]
    return min(known, key=lambda d: abs((d - day).days)) if known else None


SPANS: dict[str, Resolve] = {"month": _month, "year": _year, "period": _period, "season": _season, "share": _share, "feast": _feast}
