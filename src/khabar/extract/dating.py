"""The day on which a report was printed, as far as its text tells."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from khabar.extract.known_events import KnownEvent, Named, named_events, named_tenures
from khabar.extract.stamps import stamped
from khabar.extract.times_line import Expression, Line, letters
from khabar.extract.times_resolution import resolved
from khabar.extract.times_values import Anchor
from khabar.model import Evidence, Published

DAY = timedelta(days=1)
_LAST_YEAR = 2199  # a later one dates no report
_WIDEST = 800  # days: a wider range of days is not searched
_WINDOW = 366  # days: a wider window says nothing
_CLOSE = 3  # days: a window that small is counted from its first day
_FEW_DAYS = 10  # 'a few days before' an event
_NEWS = 7  # days within which an event is welcomed or condemned
_AHEAD = 120  # days ahead that a numbered round is spoken of
_NEAR = 10  # tokens between an event and the time that dates it
_PLANNED = 14  # days ahead that a full date may lie where no word says that it is to come
_MOST_TIMES, _MOST_NAMES = 100, 40  # what is looked at: a report that dates itself does so before
_SEARCH = 370
_DAY_KINDS = frozenset({"day", "weekday", "date"})
_WELCOME = frozenset("رحب رحبت ادان ادانت هنا هنات عزي استنكر ندد نددت بارك باركت".split())
_PREPARED = frozenset("قبيل التحضيرات تحضيرات القادمه القادم".split())
_COMING = letters("NEXT WILL SHALL")
_Test = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Bound:
    """What some tokens say of the day of publication: not before ``first``, not after ``last``, one that ``fits``. The heavier is believed first."""

    at: tuple[int, int]
    weight: int
    first: date | None = None
    last: date | None = None
    fits: _Test | None = None


@dataclass(frozen=True, slots=True)
class Dating:
    """The day of publication, and the day that 'today' is taken for: None where the window is too wide."""

    published: Published
    day: date | None = None


def dating(line: Line, found: list[Expression], future: Callable[[Expression], bool]) -> Dating:
    """Return when a report without metadata was printed; basis ``none`` where its text bounds no window of a year or less."""
    found = found[:_MOST_TIMES]
    bounds = [*_of_stamp(line, found), *_of_days(found, future), *_of_years(found, future), *_of_events(line, found, future), *_of_tenures(line)]
    bounds.sort(key=lambda bound: (-bound.weight, bound.at))
    first, last, used = _interval(bounds)
    if first is None or last is None or (last - first).days > _WIDEST:
        return Dating(Published())
    days = [first + n * DAY for n in range((last - first).days + 1)]
    for bound in bounds:
        fits = bound.fits
        if fits is None:
            continue
        kept = [day for day in days if fits(day)]
        if kept and len(kept) < len(days):
            days = kept
            used.append(bound)
    if (days[-1] - days[0]).days > _WINDOW:
        return Dating(Published())
    value = days[0].isoformat() if len(days) == 1 else None
    published = Published(value, days[0].isoformat(), days[-1].isoformat(), "text", _evidence(line, used))
    return Dating(published, days[0] if len(days) <= _CLOSE else None)


def contradicted(line: Line, found: list[Expression], day: date) -> tuple[date, tuple[Evidence, ...]] | None:
    """Return the day that a text gives where the metadata's day does not fit it (a feed stamps a report a day late), None where it fits or none does."""
    bounds = [bound for bound in _of_days(found, lambda _: False) if bound.weight >= 6 and bound.fits is not None]
    if not bounds or any(bound.fits(day) for bound in bounds if bound.fits is not None):
        return None
    for shift in (-1, 1, -2, -3):
        other = day + shift * DAY
        if all(bound.fits(other) for bound in bounds if bound.fits is not None):
            return other, _evidence(line, bounds)
    return None


def _interval(bounds: list[Bound]) -> tuple[date | None, date | None, list[Bound]]:
    """Return the range of days that the bounds leave; one that contradicts heavier ones is passed over."""
    first = last = None
    used: list[Bound] = []
    for bound in bounds:
        low = max(filter(None, (first, bound.first)), default=None)
        high = min(filter(None, (last, bound.last)), default=None)
        if low is not None and high is not None and low > high:
            continue
        if (low, high) != (first, last):
            first, last = low, high
            if bound.fits is None:
                used.append(bound)
    return first, last, used


def _evidence(line: Line, used: list[Bound]) -> tuple[Evidence, ...]:
    spans = sorted({bound.at for bound in used})
    found = []
    for first, stop in spans:
        span = line.tokens.span(first, stop)
        found.append(Evidence(span.start, span.end, line.tokens.text[span.start : span.end]))
    return tuple(found)


def _of_stamp(line: Line, found: list[Expression]) -> Iterator[Bound]:
    """Yield the day that the report is printed under."""
    stamp = stamped(line, found)
    if stamp is not None:
        e, day = stamp
        yield Bound((e.first, e.stop), 8, day, day)


def _of_days(found: list[Expression], future: Callable[[Expression], bool]) -> Iterator[Bound]:
    """Yield what days of the week and words like الحالي say: أمس الخميس makes it a Friday."""
    counts = any(e.kind == "day" and e.offset in {-1, -2} for e in found)
    for e in found:
        at = (e.first, e.stop)
        if e.kind == "weekday" and e.value == "prior":
            yield Bound(at, 6, fits=_on_weekday(e.weekdays[0]))  # 'earlier on Monday' is written on that Monday
        elif e.kind == "day" and e.weekdays:
            yield Bound(at, 6, fits=_on_weekday((e.weekdays[0] - (e.offset or 0)) % 7))
        elif e.kind == "date" and e.offset is not None and e.month is not None:
            yield Bound(at, 6, fits=_on_date(e))
        elif e.kind == "weekday" and counts and e.relative in {None, -1} and not future(e) and e.until is None and len(e.weekdays) == 1:
            yield Bound(at, 1, fits=_not_near(e.weekdays[0]))
        elif e.kind in {"month", "date"} and e.month is not None and not e.hijri and e.relative == 0:
            yield Bound(at, 5, fits=_in_month(e, future(e)))
        elif e.kind in {"month", "date"} and e.month is not None and not e.hijri and e.relative in {-1, 1}:
            yield Bound(at, 2, fits=_not_in_month(e.month))
        elif e.kind == "date" and e.weekdays and e.month is not None and e.year is None:
            yield Bound(at, 4, fits=_weekday_agrees(e))
        elif e.kind == "date" and e.month is not None and e.year is None and e.until is None and not e.hijri and not future(e):
            yield Bound(at, 2, fits=_is_over(e))


def _is_over(e: Expression) -> _Test:
    def fits(day: date) -> bool:
        latest = resolved(e, Anchor(day)).latest
        return latest is not None and latest <= day.isoformat()

    return fits


def _on_weekday(weekday: int) -> _Test:
    return lambda day: day.weekday() == weekday


def _on_date(e: Expression) -> _Test:
    def fits(day: date) -> bool:
        meant = day + timedelta(days=e.offset or 0)
        return (
            (meant.month, meant.day) == (e.month, e.days[0])
            and (e.year is None or meant.year == e.year)
            and (not e.weekdays or meant.weekday() == e.weekdays[0])
        )

    return fits


def _not_near(weekday: int) -> _Test:
    """Return whether a day of the week lies neither on the day of print nor on the day before: a text that says أمس would have said so."""
    return lambda day: (day.weekday() - weekday) % 7 not in {0, 1}


def _in_month(e: Expression, future: bool) -> _Test:  # noqa: FBT001 - the direction of one expression
    def fits(day: date) -> bool:
        if day.month != e.month:
            return False
        if not e.days:
            return True
        return not future or day.day <= e.days[0]

    return fits


def _not_in_month(month: int) -> _Test:
    return lambda day: day.month != month


def _weekday_agrees(e: Expression) -> _Test:
    plain = replace(e, weekdays=(), part=None, clock=None, mod=None)

    def fits(day: date) -> bool:
        earliest = resolved(plain, Anchor(day)).earliest
        return earliest is not None and date.fromisoformat(earliest).weekday() == e.weekdays[0]

    return fits


def _of_years(found: list[Expression], future: Callable[[Expression], bool]) -> Iterator[Bound]:
    """Yield what full dates and years say: a report is not older than the past that it tells."""
    for e in found:
        if e.year is None or e.year > _LAST_YEAR or e.hijri or e.kind not in {"date", "month", "year"}:
            continue
        value = resolved(e, Anchor(None))
        if value.earliest is None or future(e):
            continue
        first = date.fromisoformat(value.earliest)
        if e.offset is not None and e.kind == "date":
            meant = first - timedelta(days=e.offset)
            yield Bound((e.first, e.stop), 7, meant, meant)
        elif e.kind == "date":
            yield Bound((e.first, e.stop), 3, first - _PLANNED * DAY)
        else:
            yield Bound((e.first, e.stop), 1, first)


def _of_tenures(line: Line) -> Iterator[Bound]:
    for tenure, first, stop in named_tenures(line):
        yield Bound((first, stop), 2, tenure.first, tenure.last)


def _of_events(line: Line, found: list[Expression], future: Callable[[Expression], bool]) -> Iterator[Bound]:
    """Yield what events say that everybody can date."""
    named = list(islice(named_events(line), _MOST_NAMES))
    told = {(event.first, event.last): e for name in named for event in name.events for e in found if _is_date_of(e, event)}
    for name in named:
        if len(name.events) > 1 and name.events[0].series:
            yield from _by_its_date(name, found)
        else:
            yield from _of_event(line, _still_undated(name, told), found, future)


def _is_date_of(e: Expression, event: KnownEvent) -> bool:
    """Tell whether a date without a year is that of an event."""
    if e.kind != "date" or e.month is None or not e.days or e.hijri:
        return False
    return (event.first.month, event.first.day, event.last.day) == (e.month, min(e.days), max(e.days))


def _still_undated(name: Named, told: dict[tuple[date, date], Expression]) -> Named:
    """Return the name without the events that another place of the report dates: a second truce is not the first."""
    if len(name.events) == 1:
        return name
    here = [event for event in name.events if (event.first, event.last) in told and 0 <= told[event.first, event.last].first - name.stop <= _NEAR]
    rest = [event for event in name.events if (event.first, event.last) not in told]
    return replace(name, events=tuple(here or rest or name.events))


def _by_its_date(name: Named, found: list[Expression]) -> Iterator[Bound]:
    """Yield the year that a date without one must have: the only round that was held on those days."""
    for e in found:
        if e.kind != "date" or e.year is not None or e.month is None or e.hijri or abs(e.first - name.first) > 60:
            continue
        same = [event for event in name.events if event.first.month == e.month and event.first.day == min(e.days) and event.last.day == max(e.days)]
        if len(same) == 1:
            yield _overlapping(e, same[0].first, same[0].last, 5)


def _of_event(line: Line, name: Named, found: list[Expression], future: Callable[[Expression], bool]) -> Iterator[Bound]:
    first, last = min(e.first for e in name.events), max(e.last for e in name.events)
    at = (name.first, name.stop)
    near = [
        e
        for e in found
        if 0 <= max(e.first - name.stop, name.first - e.stop) <= _NEAR and line.tokens.sentence_of(e.first) == line.tokens.sentence_of(name.first)
    ]
    dated = [e for e in near if (e.kind in _DAY_KINDS or (e.kind in {"period", "month"} and e.unit != "D")) and _dates(line, name, e)]
    before = _counted_before(line, name, near)
    if before is not None:
        yield Bound((before.first, name.stop), 5, first - _FEW_DAYS * DAY, first - DAY)
        return
    coming = _is_coming(line, name)
    if dated and not (coming and not any(future(e) for e in dated)):
        nearest = min(dated, key=lambda e: max(e.first - name.stop, name.first - e.stop))
        for event in name.events if len(name.events) == 1 else ():
            yield _overlapping(nearest, event.first, event.last, 5)
        if len(name.events) > 1:
            yield _overlapping_any(nearest, name)
    if coming and name.numbered:
        yield Bound(at, 3, first - _AHEAD * DAY, first - DAY)
    elif _is_welcomed(line, name):
        yield Bound(at, 4, first, last + _NEWS * DAY, _within(name))
    elif not name.events[0].foreseen:
        yield Bound(at, 3, first)


def _dates(line: Line, name: Named, e: Expression) -> bool:
    """Tell whether a time beside an event is its time: behind it, or before it with 'during'; the day on which it is spoken of is not."""
    if e.first >= name.stop:
        return not any(line.key(i) in {"ان", "انه"} for i in range(name.stop, e.first))
    return any(line.classes[i] in letters("DURING IN") for i in range(e.stop, name.first))


def _counted_before(line: Line, name: Named, near: list[Expression]) -> Expression | None:
    """Return the few days that stand between the report and the event (قبل أيام قليلة من)."""
    for e in near:
        if e.kind == "duration" and e.unit == "D" and e.stop <= name.first and name.first - e.stop <= 4 and line.letter(e.first - 1) in letters("BEFORE"):
            return e
    return None


def _is_coming(line: Line, name: Named) -> bool:
    start, stop = max(0, name.first - 5), min(len(line.classes), name.stop + 4)
    return any(line.classes[i] in _COMING or line.key(i) in _PREPARED for i in range(start, stop))


def _is_welcomed(line: Line, name: Named) -> bool:
    return any(line.key(i) in _WELCOME for i in range(max(0, name.first - 6), name.first))


def _within(name: Named) -> _Test:
    return lambda day: any(event.first <= day <= event.last + _NEWS * DAY for event in name.events)


def _overlapping(e: Expression, first: date, last: date, weight: int) -> Bound:
    """Return the bound that an expression must mean the days of an event."""

    def fits(day: date) -> bool:
        value = resolved(e, Anchor(day))
        return value.earliest is not None and value.latest is not None and value.earliest <= last.isoformat() and first.isoformat() <= value.latest

    return Bound((e.first, e.stop), weight, first - 2 * DAY if e.kind == "day" else first - _SEARCH * DAY, last + _SEARCH * DAY, fits)


def _overlapping_any(e: Expression, name: Named) -> Bound:
    tests = [_overlapping(e, event.first, event.last, 4) for event in name.events]
    lows, highs = [bound.first for bound in tests if bound.first], [bound.last for bound in tests if bound.last]

    def fits(day: date) -> bool:
        return any(bound.fits is not None and bound.fits(day) for bound in tests)

    return Bound((e.first, e.stop), 4, min(lows), max(highs), fits)
