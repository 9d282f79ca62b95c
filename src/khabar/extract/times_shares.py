"""Rules for parts of a year or a month: ``الربع الأول من 2015``, ``صيف 2013``, ``الأشهر الستة الأولى من العام الجاري``, ``الأسبوع الأول من آذار``."""

from khabar.extract.times_dates import month, year
from khabar.extract.times_hijri import hijri_date
from khabar.extract.times_line import Expression, Line, letters
from khabar.extract.times_periods import UNIT_OF, period
from khabar.extract.times_pieces import relative_of
from khabar.extract.times_words import LETTERS

SHARE = LETTERS.pattern(
    "(?: QUARTER | HALF | THIRD | WEEK | TODAY | (?:DAYS|MONTHS) ARTICLE? (?P<number>CARD|DAYNUM|TEEN) | MONTHS (?P<eleven>WEEKDAY TEEN) ) "
    "(?: (?P<order>ORDINAL) | LAST | FIRST ) OF (?P<at>)"
)
ONE_DAY = LETTERS.pattern("(?: (?P<last>BOUND) | FIRST ) (?: DAYS | DAY OF ) (?P<at>)")
COUNT_FIRST = LETTERS.pattern(
    "(?: ARTICLE? (?P<number>CARD|DAYNUM) (?P<unit>MONTHS) (?: (?P<order>ORDINAL) | LAST ) | FIRST (?P<bare>CARD|DAYNUM) (?P<units>MONTHS) ) OF (?P<at>)"
)
_CHAPTER = "الفصل"  # a quarter of a year in the Levant, a term of school, a chapter
SEASON = LETTERS.pattern(
    "(?P<season>SEASON|SPRING) (?: OF? YEARUNIT? (?P<year>YEAR) | YEARUNIT (?P<yearly>RELATIVE) | (?P<this>THIS) YEARUNIT | (?P<relative>RELATIVE) )"
)
BARE = LETTERS.pattern("QUARTER (?: (?P<order>ORDINAL) | LAST | FIRST ) (?!OF)")


def share(line: Line, i: int) -> Expression | None:
    """Read a quarter or half of a year or month (الربع الأول من 2015), or a numbered week, days or months of one."""
    match = SHARE.match(line.classes, i)
    if match is None:
        return _count_first(line, i) or _bare(line, i) or _one_day(line, i)
    if not line.definite(i):
        return None
    order = line.meaning(match.start("order")) if match.start("order") >= 0 else "L"
    count = line.number(match.start("number")) if match.start("number") >= 0 else None
    number = 11 if match.start("eleven") >= 0 else count.value if count is not None else None
    return _of(line, i, match.end(), line.meaning(i), order, number)


def _count_first(line: Line, i: int) -> Expression | None:
    """Read the first or last months with their number before them (الـ9 أشهر الأولى من 2014, أول ثلاثة أشهر من العام)."""
    match = COUNT_FIRST.match(line.classes, i)
    if match is None or (match.start("number") >= 0 and not line.definite(i)):
        return None
    number = line.number(max(match.start("number"), match.start("bare")))
    last = match.start("number") >= 0 and match.start("order") < 0
    unit = UNIT_OF[line.classes[max(match.start("unit"), match.start("units"))]]
    return _of(line, i, match.end(), unit, "L" if last else "1", number.value) if number is not None else None


def _one_day(line: Line, i: int) -> Expression | None:
    """Read the first or last day of a year or month (آخر أيام العام الماضي, أول يوم من السنة الجديدة)."""
    match = ONE_DAY.match(line.classes, i)
    if match is None or (match.start("last") >= 0 and line.key(i) != "اخر"):
        return None
    return _of(line, i, match.end(), "D", "L" if match.start("last") >= 0 else "1", 1)


def _bare(line: Line, i: int) -> Expression | None:
    """Read a quarter whose year is not told (نما الاقتصاد في الربع الثالث)."""
    match = BARE.match(line.classes, i)
    if match is None or not line.definite(i) or line.letter(i - 1) not in letters("IN DURING") or line.key(i) == _CHAPTER:
        return None
    order = line.meaning(match.start("order")) if match.start("order") >= 0 else "L"
    return Expression("share", i, match.end(), unit="Q", value=order)


def season(line: Line, i: int) -> Expression | None:
    """Read a season with its year."""
    match = SEASON.match(line.classes, i)
    if match is None:
        return None
    year = int(line.key(match.start("year"))) if match.start("year") >= 0 else None
    yearly = 0 if match.start("this") >= 0 else relative_of(line, match, "yearly")
    return Expression("season", i, match.end(), value=line.meaning(i), year=year, relative=relative_of(line, match), year_relative=yearly)


def _of(line: Line, i: int, at: int, unit: str, order: str, count: float | None) -> Expression | None:
    """Return the part of the year or month that begins at token ``at``."""
    inner = year(line, at) or period(line, at) or month(line, at) or hijri_date(line, at)
    if inner is None and line.letter(at) == LETTERS["YEAR"]:
        inner = Expression("year", at, at + 1, year=int(line.key(at)))
    if inner is None or inner.until is not None or inner.kind not in {"year", "month", "period"}:
        return None
    if line.key(i) == _CHAPTER and (inner.unit == "S" or inner.value is not None or inner.kind == "month"):
        return None  # of a school year
    return Expression("share", i, inner.stop, unit=unit, value=order, count=count, until=inner)
