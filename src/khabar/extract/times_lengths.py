"""What durations, repeated and vague times mean, and times so far from now."""

from datetime import date, timedelta

from khabar.extract import hijri
from khabar.extract.times_line import Expression
from khabar.extract.times_values import DAY, Anchor, Resolve, Value, dated, moved, of_month, of_week, of_year, span


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
        year, month = moved(day.year, day.month, count * {"M": 1, "Y": 12, "E": 120, "C": 1200}[unit])
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
    if sign == 1 and (anchor.past or (not anchor.future and e.unit in {"D", "W"})):
        return Value("DURATION", length(e.count, e.unit), e.mod)  # 'two days later' in a tale of the past
    if e.count != int(e.count):
        days = round(e.count * {"D": 1, "W": 7, "M": 30.44, "Y": 365.25, "E": 3652.5, "C": 36525}[e.unit or "D"])
        then = base + sign * days * DAY
        return of_month(then.year, then.month) if e.unit in {"M", "Y"} else dated(then)
    then = _stepped(base, e.unit, sign * int(e.count))
    if e.unit == "W":
        return of_week(then)
    if e.unit == "M":
        return of_month(then.year, then.month)
    if e.unit in {"Y", "E", "C"}:
        return of_year(then.year)
    return dated(then, expression=e)


def _set(e: Expression, _anchor: Anchor) -> Value:
    return Value("SET", (e.value or length(e.count, e.unit)) + (e.part or ""))


def _ref(e: Expression, _anchor: Anchor) -> Value:
    return Value("DATE", e.value, e.mod)


def _fixed(e: Expression, _anchor: Anchor) -> Value:
    value = e.value or ""
    if value.endswith("X"):
        decade = int(value[:-1]) * 10
        return span(value, date(decade, 1, 1), date(decade + 9, 12, 31), e.mod)
    first, _, last = value.partition("/")
    return span(value, date(int(first) * 100, 1, 1), date(int(last or first) * 100 + 99, 12, 31), e.mod)


def _part(e: Expression, anchor: Anchor) -> Value:
    day = anchor.before or anchor.day
    return dated(day, expression=e) if day is not None else Value("TIME", f"T{e.clock}" if e.clock else None)


LENGTHS: dict[str, Resolve] = {
    "duration": _duration,
    "counted": _counted,
    "ago": _ago,
    "set": _set,
    "ref": _ref,
    "fixed": _fixed,
    "part": _part,
}
