"""The grammar of times: which rules may begin at a word, what leads and follows an expression, and how two become a range."""

import re
from collections.abc import Callable

from khabar.extract import times_centuries as centuries
from khabar.extract import times_dates as dates
from khabar.extract import times_periods as periods
from khabar.extract.feasts import feast, feast_day
from khabar.extract.times_chains import beside
from khabar.extract.times_clock import clock, in_part
from khabar.extract.times_hijri import equated, hijri_date
from khabar.extract.times_line import Expression, Line, letters, replace
from khabar.extract.times_shares import season, share
from khabar.extract.times_words import LETTERS

Rule = Callable[[Line, int], Expression | None]

LEAD_PART = LETTERS.pattern("(?P<shift>AFTER|BEFORE|BOUND)? (?P<part>PART) OF? DAY? (?P<at>)")
LEAD_EARLY = LETTERS.pattern("(?: (?:MOMENT|HOUR|HOURS) (?P<early>EARLY|LATE|ORDINAL) | (?P<prior>MOMENT (?:PRIOR|LATER)) ) OF? (?P<at>)")
LEAD_BOUND = LETTERS.pattern("(?P<bound>BOUND) (?P<at>)")
TAIL_PART = LETTERS.pattern(
    "COMMA? (?: (?P<shift>AFTER|BEFORE) (?P<noon>PART) | (?P<part>PART|PARTLY) ) (?! OF? (?:DAY|TODAY|YESTERDAY|TOMORROW|WEEKDAY|FIRST) )"
)
RANGE = LETTERS.pattern("(?: COMMA? AND? TO | DASH ) (?P<at>)")
PAIR = LETTERS.pattern("AND (?P<at>)")

_RULES: dict[str, tuple[Rule, ...]] = {
    "TODAY": (dates.deictic, periods.period, feast, feast_day, share, beside),
    "YESTERDAY": (dates.deictic,),
    "TOMORROW": (dates.deictic,),
    "TONIGHT": (periods.period, dates.deictic),
    "FIRST": (dates.deictic, dates.date, hijri_date, feast_day, share),
    "WEEKDAY": (dates.weekday, feast, beside),
    "DAY": (dates.deictic, dates.weekday, dates.date, dates.numeric, hijri_date, periods.duration, feast),
    "TWODAYS": (dates.weekday, dates.date, periods.counted_period, periods.duration),
    "DAILY": (dates.weekday, dates.date, hijri_date, periods.often),
    "DAYS": (dates.weekday, dates.date, periods.counted_period, periods.duration, share),
    "DAYNUM": (dates.date, dates.numeric, hijri_date, periods.counted_period, periods.duration, clock),
    "SPANNED": (dates.date, dates.numeric),
    "SLASHED": (dates.numeric,),
    "ORDINAL": (dates.date, hijri_date, feast_day, clock),
    "ORDTENS": (dates.date, hijri_date),
    "ATONE": (clock,),
    "ARTICLE": (dates.date, periods.counted_period, share),
    "MONTH": (dates.month_first, dates.month),
    "CAREFUL": (dates.month_first, dates.month),
    "TWIN": (dates.month_first, dates.month),
    "MONTHUNIT": (dates.month, hijri_date, periods.period, periods.duration, beside),
    "HIJRI": (hijri_date,),
    "HTWIN": (hijri_date,),
    "HPOSS": (hijri_date,),
    "SPRING": (hijri_date, season),
    "SEASON": (season,),
    "YEARUNIT": (dates.year, periods.period, periods.duration, beside),
    "TWOYEARS": (dates.year, periods.counted_period, periods.duration),
    "YEARS": (dates.year, periods.counted_period, periods.duration),
    "YEAR": (dates.year, periods.duration),
    "PAIR": (dates.year,),
    "WEEK": (periods.period, periods.duration, share, beside),
    "DECADE": (centuries.decade_of_century, periods.period, periods.duration, beside),
    "CENTURY": (centuries.century, periods.period, periods.duration),
    "HOUR": (clock, periods.duration),
    "MINUTE": (periods.duration,),
    "THIS": (periods.period,),
    "SAME": (periods.period,),
    "BEFORE": (periods.ago,),
    "AFTER": (dates.deictic, periods.ago),
    "SINCE": (periods.ago,),
    "EVERY": (periods.every,),
    "OFTEN": (periods.often,),
    "REF": (periods.reference,),
    "FUTURE": (periods.reference,),
    "MOMENT": (periods.reference,),
    "EPOCH": (periods.reference,),
    "SOONEST": (periods.reference,),
    "TENS": (centuries.decade,),
    "CLOCK": (clock,),
    "EVE": (periods.day_on_its_own,),
    "FEAST": (feast,),
    "PART": (feast,),
    "OURS": (periods.reference,),
    "BOUND": (periods.midway, share),
    "PAST": (periods.formerly,),
    "FORMER": (periods.formerly,),
    "HALF": (periods.duration, share),
    "THIRD": (share,),
    "MONTHPAIR": (dates.two_months, periods.often),
    "RATE": (periods.often,),
    "TWOCENTURIES": (centuries.two_centuries, periods.counted_period, periods.duration),
    "TEEN": (periods.counted_period, periods.duration),
    "PARTLY": (periods.part_of_day,),
    "QUARTER": (periods.duration, share),
    "FEW": (periods.duration,),
    "CARD": (periods.counted_period, periods.duration, share),
    "DIGITS": (periods.counted_period, periods.duration),
    "BAREDAY": (periods.counted_period, periods.duration),  # أحد عشر يوما
}  # fmt: skip
_RULES["MONTHS"] = (periods.counted_period, periods.duration, share)
for _unit in "NIGHTS WEEKS DECADES CENTURIES HOURS MINUTES SECONDS TWONIGHTS TWOWEEKS TWOMONTHS TWODECADES TWOHOURS TWOMINUTES".split():
    _RULES[_unit] = (periods.counted_period, periods.duration)
_BY_LETTER = {LETTERS[name]: rules for name, rules in _RULES.items()}
_LEADS = letters("PART AFTER BEFORE BOUND MOMENT HOUR HOURS EVE")
# a word that no expression can begin with is passed over at the speed of one search
START = re.compile("[" + "".join(sorted(set(_BY_LETTER) | _LEADS)) + "]")
_RANGED = frozenset({"date", "weekday", "month", "year", "period", "day"})
_DAYS = frozenset({"date", "weekday", "day"})
_PARTED = _DAYS | {"feast"}
_NOON = "TMI"
_AT = frozenset({"عند", "في", "علي"})  # the hour
_EARLY = frozenset({"الباكر", "المبكر"})
_DEEPEST = 3  # leads before one expression (في وقت متأخر من نهاية …)


def expressions(line: Line) -> list[Expression]:
    """Return the time expressions of a report in text order, none overlapping another."""
    found: list[Expression] = []
    at = 0
    while (match := START.search(line.classes, at)) is not None:
        expression = expression_at(line, match.start())
        if expression is None:
            at = match.end()
        else:
            found.append(in_part(expression, found[-1]) if found else expression)
            at = max(expression.stop, match.end())
    return found


def expression_at(line: Line, i: int, depth: int = 0) -> Expression | None:
    """Return the whole expression that begins at token i: its lead, its core, what follows, and the other end of a range."""
    found = _led(line, i, depth) if line.classes[i] in _LEADS and depth < _DEEPEST else None
    if found is None:
        found = core(line, i)
    if found is None:
        return None
    return _ranged(line, _clocked(line, _tailed(line, equated(line, found, core))))


def core(line: Line, i: int) -> Expression | None:
    """Return the longest of what the rules for the word at token i read."""
    best: Expression | None = None
    for rule in _BY_LETTER.get(line.letter(i), ()):
        found = rule(line, i)
        if found is not None and (best is None or found.stop > best.stop):
            best = found
    return best


def _led(line: Line, i: int, depth: int) -> Expression | None:
    """Return an expression with a part of day, an edge of a period, or an early or late hour before it."""
    match = LEAD_EARLY.match(line.classes, i)
    if match is not None:
        found = _early(line, match, depth)
        if found is not None:
            return found
    match = LEAD_PART.match(line.classes, i)
    if match is not None:
        found = _parted(line, i, match)
        if found is not None:
            return found
    if line.classes[i] == LETTERS["EVE"]:
        return _evening(line, i)
    match = LEAD_BOUND.match(line.classes, i)
    return _bounded(line, i, match.end(), depth) if match is not None else None


def _evening(line: Line, i: int) -> Expression | None:
    """Return the day behind عشية, the evening of which it is in the Maghreb (عشية أمس, عشية الأحد)."""
    inner = core(line, i + 1) if i + 1 < len(line.classes) else None
    return replace(inner, first=i, part="TEV") if inner is not None and inner.kind in {"day", "weekday"} and inner.part is None else None


def _early(line: Line, match: re.Match[str], depth: int) -> Expression | None:
    inner = expression_at(line, match.end(), depth + 1) if match.end() < len(line.classes) else None
    if match.start("prior") >= 0:
        return replace(inner, first=match.start(), value="prior") if inner is not None and inner.kind in _DAYS and inner.value is None else None
    at = match.start("early")
    if line.classes[at] == LETTERS["ORDINAL"] and line.meaning(at) != "1":
        return None
    if inner is None or not (inner.kind in _DAYS or inner.part):
        return None
    late = line.classes[at] == LETTERS["LATE"]
    return replace(inner, first=match.start(), mod="END" if late else "START")


def _parted(line: Line, i: int, match: re.Match[str]) -> Expression | None:
    if feast(line, i) is not None:
        return None  # ليلة رأس السنة
    part = line.meaning(match.start("part"))
    mod = None
    if match.start("shift") >= 0:
        shift = line.classes[match.start("shift")]
        if part == _NOON:
            part = "TAF" if shift == LETTERS["AFTER"] else "TMO"
        elif shift == LETTERS["BOUND"] and line.meaning(match.start("shift")) == "MID":
            mod = "MID" if part != "TNI" else None
        elif shift != LETTERS["BOUND"]:
            return None
        else:
            mod = line.meaning(match.start("shift"))
    bracket = line.letter(match.end()) == LETTERS["OPEN"]
    at = match.end() + bracket
    inner = core(line, at) if at < len(line.classes) else None
    if inner is not None and (inner.kind in _PARTED or (inner.kind == "period" and inner.unit == "D")) and inner.part is None:
        stop = inner.stop + (bracket and line.letter(inner.stop) == LETTERS["CLOSE"])
        return replace(inner, first=i, stop=stop, part=part, mod=mod)
    return _part_alone(line, i, match, part)


def _part_alone(line: Line, i: int, match: re.Match[str], part: str) -> Expression | None:
    """Return a part of day with its article and no day (في الصباح): the day is that of the time before it."""
    at = match.start("part")
    if not line.definite(at) or line.letter(i - 1) not in letters("IN OF SINCE TO") or (part == "TAF" and line.definite(at + 1)):
        return None
    early = line.key(at + 1) in _EARLY
    return Expression("part", i, at + 1 + early, part=part, mod="START" if early else None)


def _bounded(line: Line, i: int, at: int, depth: int) -> Expression | None:
    mod = line.meaning(i)
    inner = expression_at(line, at, depth + 1) if at < len(line.classes) else None
    if (
        inner is not None
        and inner.until is None
        and inner.kind in {"period", "month", "year", "fixed", "season", "day", "date", "weekday"}
        and inner.mod is None
    ):
        return replace(inner, first=i, mod=mod)
    unit = periods.unit_of(line, at)
    if unit in {"W", "M", "Y", "C", "E"} and line.definite(at):
        return Expression("period", i, at + 1, relative=0, unit=unit, mod=mod)
    return None


def _tailed(line: Line, found: Expression) -> Expression:
    """Return the expression with the part of day that follows it (أمس مساء, الخميس بعد الظهر)."""
    if found.kind not in _DAYS or found.part is not None:
        return found
    match = TAIL_PART.match(line.classes, found.stop)
    if match is None:
        return found
    if match.start("shift") >= 0:
        if line.meaning(match.start("noon")) != _NOON:
            return found
        part = "TAF" if line.classes[match.start("shift")] == LETTERS["AFTER"] else "TMO"
    else:
        part = line.meaning(match.start("part"))
    return replace(found, stop=match.end(), part=part)


def _clocked(line: Line, found: Expression) -> Expression:
    """Return the day with the time of the clock that follows it (غدا الثلاثاء الساعة العاشرة, اليوم الأحد عند الساعة 21:45)."""
    if found.kind not in _DAYS or found.clock is not None or found.until is not None:
        return found
    at = found.stop + (line.key(found.stop) in _AT)
    if line.letter(at) != LETTERS["HOUR"]:
        return found
    hour = clock(line, at)
    if hour is None or hour.kind != "part":
        return found
    hour = in_part(hour, found)
    return replace(found, stop=hour.stop, clock=hour.clock, part=hour.part or found.part)


def _ranged(line: Line, found: Expression) -> Expression:
    """Return a range where the other end follows (من السبت إلى الثلاثاء, بين 28 شباط و2 آذار)."""
    if found.kind not in _RANGED or found.until is not None or found.stop >= len(line.classes):
        return found
    match = RANGE.match(line.classes, found.stop)
    if match is None and line.letter(found.first - 1) == LETTERS["BETWEEN"]:
        match = PAIR.match(line.classes, found.stop)
    if match is None or match.end() >= len(line.classes):
        return _two_days(line, found) if found.kind == "day" else found
    other = core(line, match.end())
    if other is None and found.kind == "year" and line.letter(match.end()) == LETTERS["YEAR"]:
        other = Expression("year", match.end(), match.end() + 1, year=int(line.key(match.end())))
    if other is None or other.until is not None or not _same_kind(found, other):
        return found
    return replace(found, stop=other.stop, until=other)


def _two_days(line: Line, found: Expression) -> Expression:
    """Return two days counted from now that follow each other as one (غدا وبعد غد)."""
    match = PAIR.match(line.classes, found.stop)
    other = core(line, match.end()) if match is not None and match.end() < len(line.classes) else None
    if other is None or other.kind != "day" or found.part or other.part or not other.offset or abs(other.offset - (found.offset or 0)) != 1:
        return found
    first, last = (found, other) if other.offset > (found.offset or 0) else (other, found)
    lead = line.letter(found.first - 1) in letters("DAILY TWODAYS")  # يومي غد وبعد غد
    return replace(first, first=found.first - lead, stop=other.stop, until=last)


def _same_kind(found: Expression, other: Expression) -> bool:
    return found.kind == other.kind or (found.kind in _DAYS and other.kind in _DAYS)
