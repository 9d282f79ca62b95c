"""Rules for days, months and years: ``25 من تشرين الأول الحالي``, ``الخميس 7 آذار``, ``أول أمس الأربعاء``."""

import re
from itertools import pairwise

from khabar.extract.numbers import Number, digits_value
from khabar.extract.times_hijri import hijri_date
from khabar.extract.times_line import Expression, Line, letters, replace
from khabar.extract.times_pieces import DAYS, PIECES, beyond, days_of, month_number, relative_of, year_of
from khabar.extract.times_words import LETTERS, words_of

_MONTH = "(?P<unit>MONTHUNIT)? (?P<month>NAMED) (?: (?P<by>SLASH|OPEN|DASH)? (?P<twin>NAMED) CLOSE? )?"
_TAIL = "(?P<relative>RELATIVE)? (?P<year>YEARPART)?"
DATE = LETTERS.pattern(f"(?:DAY|TWODAYS|DAILY|DAYS)? {DAYS} OF? {_MONTH} {_TAIL}", PIECES)
MONTH_FIRST = LETTERS.pattern(f"{_MONTH} (?P<days>DAYNUM) (?: COMMA? (?P<year>YEAR) )", PIECES)
MONTH = LETTERS.pattern(f"{_MONTH} {_TAIL}", PIECES)
OF_MONTH = LETTERS.pattern(
    f"(?:DAY|TWODAYS|DAILY|DAYS)? {DAYS} (?: OF? (?: MONTHUNIT (?P<relative>RELATIVE|SELF) | (?P<now>NOW) ) | (?P<thereof>THEREOF) | OF (?P<month>MONTHUNIT) )",
    PIECES,
)
FROM_DAY = LETTERS.pattern("(?P<first>WEEKDAY) (?P<day>DAYNUM) (?: COMMA? AND? TO | DASH | AND ) (?P<at>DAY? WEEKDAY DAYNUM)", PIECES)
OF_EVERY_YEAR = LETTERS.pattern("OF EVERY YEARUNIT", PIECES)
DEICTIC = LETTERS.pattern(
    "DAY? (?: (?P<before>FIRST OF? YESTERDAY) | (?P<twice>YESTERDAY ORDINAL) | (?P<over>AFTER TOMORROW) | (?P<one>TODAY|YESTERDAY|TOMORROW|TONIGHT) )", PIECES
)
DAY_BEHIND = LETTERS.pattern("(?:COMMA|OPEN|DASH|QUOTE)? DAY? (?P<weekday>WEEKDAY|MISPRINT) (?:CLOSE|QUOTE)?", PIECES)
DATE_BEHIND = LETTERS.pattern("BRIDGE? (?P<at>)", PIECES)
WEEKDAYS = LETTERS.pattern(
    "(?P<lead>DAY|TWODAYS|DAILY|DAYS)? (?P<first>WEEKDAY) (?: (?P<by>(?:AND|COMMA|DASH|SLASH|COMMA AND)?) (?P<second>WEEKDAY) (?: AND (?P<third>WEEKDAY) )? )? "
    "(?: (?P<two>WHAT? BEFORE PAST|AFTER NEXT) | (?P<relative>RELATIVE) )?",
    PIECES,
)
YEAR = LETTERS.pattern(
    "(?P<lead>YEARUNIT|TWOYEARS|YEARS)? (?:FISCAL|COMMA)? (?P<year>YEAR|PAIR) (?: (?:SLASH|DASH|AND) (?P<second>YEAR) )? "
    "ERA? (?P<hijri>HERA)? (?P<relative>RELATIVE)?",
    PIECES,
)
YEARS_ON = LETTERS.pattern("AND? (?:TO|AND) YEARUNIT? YEAR", PIECES)
NUMERIC = LETTERS.pattern("DAY? (?P<date>SLASHED|SPANNED) (?:ERA|HERA)?", PIECES)
SPACED = LETTERS.pattern("DAY? (?P<day>DAYNUM) (?:SLASH|DASH) (?P<month>DAYNUM) (?:SLASH|DASH) (?P<year>YEAR) (?:ERA|HERA)?", PIECES)
TWO_MONTHS = LETTERS.pattern("MONTHPAIR (?P<first>NAMED) AND (?P<second>NAMED) (?P<relative>RELATIVE)? (?P<year>YEARPART)?", PIECES)
TODAY_NOT = LETTERS.pattern("DAY? TODAY (?: ORDINAL | LAST )", PIECES)

_HIJRI_YEARS = range(1300, 1500)  # what years of the Islamic calendar that reports tell of lie in, and no year of the Gregorian that they tell so
_SPELT = letters("CARD DIGITS")
_LAST_DAY = 31
_DAYLIKE = letters("DAY TWODAYS DAILY DAYS")
_BEFORE_THEREOF = letters("IN SINCE TO BETWEEN BEFORE AFTER WEEKDAY DAY TWODAYS DAILY DAYS BOUND EVE PART OF")


def _same_month(line: Line, match: re.Match[str]) -> bool:
    """Tell whether the second name in a double name of a month is one (آب/أغسطس), not another month."""
    if match.start("twin") < 0:
        return True
    by = match.start("by")
    return (by >= 0 and line.classes[by] in letters("SLASH OPEN")) or month_number(line, match.start("month")) == month_number(line, match.start("twin"))


def date(line: Line, i: int) -> Expression | None:
    """Read a day or days with their month."""
    match = DATE.match(line.classes, i)
    if match is None:
        return _date_of_this_month(line, i)
    if not _same_month(line, match) or (
        line.classes[match.start("month")] == LETTERS["RARE"] and match.span("twin") == match.span("year") == match.span("relative")
    ):
        return None
    days, through = days_of(line, *match.span("days"))
    year, year_relative = year_of(line, match)
    yearly = OF_EVERY_YEAR.match(line.classes, match.end()) if year is None and year_relative is None and len(days) == 1 else None
    if yearly is not None:  # 23 سبتمبر من كل عام
        return Expression("set", i, yearly.end(), value=f"XXXX-{month_number(line, match.start('month')):02d}-{days[0]:02d}")
    found = Expression(
        "date", i, match.end(), days, month=month_number(line, match.start("month")), year=year, relative=relative_of(line, match), year_relative=year_relative
    )
    return _with_spelt_year(line, replace(found, value="through") if through else found)


def _with_spelt_year(line: Line, found: Expression) -> Expression:
    """Return the day or month with the year in words that follows it (كانون الأول سنة ألفين وعشرين)."""
    if found.year is not None or found.relative is not None or found.year_relative is not None:
        return found
    at = found.stop + (line.letter(found.stop) == LETTERS["OF"])
    behind = _spelt_year(line, at)
    return replace(found, stop=behind.stop, year=behind.year) if behind is not None else found


def _date_of_this_month(line: Line, i: int) -> Expression | None:
    match = OF_MONTH.match(line.classes, i)
    if match is None:
        return None
    thereof = match.start("thereof") >= 0
    if thereof and line.letter(i - 1) not in _BEFORE_THEREOF:
        return None  # الجزء الثاني منه
    if match.start("month") >= 0 and not line.definite(match.start("month")):
        return None
    days, through = days_of(line, *match.span("days"))
    relative = 0 if match.start("now") >= 0 or match.start("month") >= 0 else relative_of(line, match, "thereof" if thereof else "relative")
    return Expression("date", i, match.end(), days, relative=relative, unit="M", value="through" if through else None)


def month_first(line: Line, i: int) -> Expression | None:
    """Read a date in the American order (مارس 5, 2013)."""
    match = MONTH_FIRST.match(line.classes, i)
    if match is None:
        return None
    return Expression(
        "date", i, match.end(), (int(line.key(match.start("days"))),), month=month_number(line, match.start("month")), year=int(line.key(match.start("year")))
    )


def deictic(line: Line, i: int) -> Expression | None:
    """Read a day counted from the day of speaking, with the weekday and date that may follow it."""
    match = DEICTIC.match(line.classes, i)
    if match is None or TODAY_NOT.match(line.classes, i) is not None or line.key(match.end()) in words_of("CAUSE"):
        return None
    if match.start("before") >= 0:
        offset = -2
    elif match.start("twice") >= 0:
        # أمس الأول; أمس الثاني is none
        offset = -2 if line.meaning(match.end() - 1) == "1" else -1
    elif match.start("over") >= 0:
        offset = 2
    else:
        offset = int(line.meaning(match.start("one")))
    tonight = match.start("one") >= 0 and line.classes[match.start("one")] == LETTERS["TONIGHT"]
    found = Expression("day", i, match.end(), offset=offset, part="TNI" if tonight else None)
    return with_date(line, with_weekday(line, found))


def with_weekday(line: Line, found: Expression) -> Expression:
    """Return the expression with the name of the day that follows it."""
    match = DAY_BEHIND.match(line.classes, found.stop)
    if match is None:
        return found
    at = match.start("weekday")
    opened = line.letter(found.stop) in letters("OPEN QUOTE")
    return replace(found, stop=match.end() if opened else at + 1, weekdays=(int(line.meaning(at)),))


def with_date(line: Line, found: Expression) -> Expression:
    """Return the expression with the date that follows it, one closed in brackets taken whole."""
    match = DATE_BEHIND.match(line.classes, found.stop)
    at = match.end() if match is not None else found.stop
    if line.letter(at) in _DAYLIKE and line.letter(at) != LETTERS["DAY"]:
        return found
    behind = date(line, at) or numeric(line, at) or hijri_date(line, at)
    if behind is None or behind.kind != "date" or (behind.unit and not found.weekdays) or len(behind.days) > 1:
        return found
    stop = behind.stop
    if line.letter(found.stop) == LETTERS["OPEN"] and line.letter(stop) == LETTERS["CLOSE"]:
        stop += 1
    return replace(behind, first=found.first, stop=stop, weekdays=found.weekdays, offset=found.offset, part=found.part)


def weekday(line: Line, i: int) -> Expression | None:
    """Read one or more days of the week."""
    match = WEEKDAYS.match(line.classes, i)
    if match is None or line.letter(match.end("first")) == LETTERS["TEEN"]:
        return None  # الأحد عشر لاعبا
    through = _from_day(line, i, match.start("first"))
    if through is not None:
        return through
    days = [int(line.meaning(match.start(name))) for name in ("first", "second", "third") if match.start(name) >= 0]
    lead = line.classes[match.start("lead")] if match.start("lead") >= 0 else ""
    stop = match.end()
    if len(days) > 1 and not _together(line, match, days):
        days, stop = days[:1], match.end("first")
    relative = relative_of(line, match) if stop == match.end() else None
    if lead == LETTERS["DAYS"] and len(days) == 1 and relative is None:
        return Expression("set", i, stop, value=f"XXXX-WXX-{days[0] + 1}")
    if lead == LETTERS["DAYS"] and len(days) == 1:
        return None
    farther = beyond(line, match)
    found = Expression("weekday", i, stop, weekdays=tuple(days), relative=relative if farther is None else farther)
    return with_date(line, found) if len(days) == 1 else found


def _from_day(line: Line, i: int, at: int) -> Expression | None:
    """Return the days from one weekday to another that share a month (من السبت 11 إلى الاثنين 13 أيار); ``at``: the first weekday."""
    match = FROM_DAY.match(line.classes, at)
    last = weekday(line, match.start("at")) if match is not None else None
    if match is None or last is None or last.kind != "date" or len(last.days) != 1 or last.hijri:
        return None
    day = int(line.key(match.start("day")))
    listed = line.classes[match.start("at") - 1] == LETTERS["AND"]
    if not (day == last.days[0] - 1 or (day < last.days[0] and not listed)):
        return None
    return replace(last, first=i, days=(day, *last.days), weekdays=(), value="through")


def _together(line: Line, match: re.Match[str], days: list[int]) -> bool:
    """Tell whether days of the week that stand side by side are consecutive, or are the night between two days."""
    if any((b - a) % 7 != 1 for a, b in pairwise(days)):
        return False
    by = match.group("by")
    if by == LETTERS["COMMA"]:
        return False
    return bool(by) or line.letter(match.start() - 1) == LETTERS["PART"]


def numeric(line: Line, i: int) -> Expression | None:
    """Read a date in digits: day/month/year, year-month-day; day/month only where something else says that it is a day."""
    match = NUMERIC.match(line.classes, i)
    if match is None:
        return _spaced(line, i)
    at = match.start("date")
    pieces = [int(p) for p in re.split(r"\D", line.key(at))]
    if len(pieces) == 3:
        year, month, day = (pieces[0], pieces[1], pieces[2]) if pieces[0] > 31 else (pieces[2], pieces[1], pieces[0])
        if year < 100:
            year += 2000 if year < 70 else 1900
        if month > 12 >= day:
            month, day = day, month
        if year < 1000:
            return None
        return Expression("date", i, match.end(), (day,), month=month, year=year, hijri=year in _HIJRI_YEARS)
    before = line.letter(i - 1)
    if "/" not in line.key(at) or not (match.start() < at or before in letters("IN WEEKDAY OPEN DATED") or line.key(i - 1) == "تاريخ"):
        return None
    day, month = pieces
    return Expression("date", i, match.end(), (day,), month=month) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _spaced(line: Line, i: int) -> Expression | None:
    match = SPACED.match(line.classes, i)
    if match is None:
        return None
    day, month, year = (int(line.key(match.start(name))) for name in ("day", "month", "year"))
    return Expression("date", i, match.end(), (day,), month=month, year=year, hijri=year in _HIJRI_YEARS)


def two_months(line: Line, i: int) -> Expression | None:
    """Read two months that follow each other (شهري تموز وآب)."""
    match = TWO_MONTHS.match(line.classes, i)
    if match is None:
        return None
    second = Expression("month", match.start("second"), match.end(), month=month_number(line, match.start("second")))
    year, year_relative = year_of(line, match)
    number, relative = month_number(line, match.start("first")), relative_of(line, match)
    return Expression("month", i, match.end(), month=number, year=year, relative=relative, year_relative=year_relative, until=second)


def month(line: Line, i: int) -> Expression | None:
    """Read a month, with its year or the word that points to it."""
    match = MONTH.match(line.classes, i)
    if match is None:
        return None
    if not _same_month(line, match):
        return Expression("month", i, match.end("month"), month=month_number(line, match.start("month")))
    year, year_relative = year_of(line, match)
    relative = relative_of(line, match)
    start = match.start("month")
    sure = year is not None or relative is not None or year_relative is not None or match.start("twin") >= 0 or match.start("unit") >= 0
    if not sure and not _month_alone(line, start):
        return None
    found = Expression("month", i, match.end(), month=month_number(line, start), year=year, relative=relative, year_relative=year_relative)
    return _with_spelt_year(line, found)


def _month_alone(line: Line, i: int) -> bool:
    """Tell whether a bare name of a month stands where a time does (مارس is a verb too, آب and جوان are other words)."""
    if line.classes[i] != LETTERS["CAREFUL"]:
        return True
    return line.letter(i - 1) in letters("IN SINCE TO OF BETWEEN BEFORE AFTER BOUND DURING")


def year(line: Line, i: int) -> Expression | None:
    """Read a year: عام 2011, في 2011, عامي 2011 و2012, العام الدراسي 2012/2013."""
    match = YEAR.match(line.classes, i)
    if match is None:
        return _spelt_year(line, i)
    at = match.start("year")
    lead = match.start("lead") >= 0
    pair = line.classes[at] == LETTERS["PAIR"]
    pair = pair or (match.start("second") >= 0 and line.classes[match.end("year")] == LETTERS["SLASH"])
    if not lead and not pair and not _year_alone(line, match):
        return None
    first, second = _two_years(line, match)
    if (
        second is None
        and match.start("second") >= 0
        and line.classes[match.end("year")] == LETTERS["SLASH"]
        and int(line.key(match.start("second"))) == first + 1
    ):
        return Expression("year", i, match.end(), year=first, value=f"{first}/{first + 1}")
    stop = match.end() if second is not None or match.start("second") < 0 else match.end("year")
    hijri = match.start("hijri") >= 0 or (lead and first in _HIJRI_YEARS)
    found = Expression("year", i, stop, year=first, hijri=hijri)
    if second is None:
        return found
    if line.classes[at] == LETTERS["PAIR"]:
        return replace(found, value=f"{first}/{second}")
    return replace(found, until=Expression("year", at, stop, year=second))


def _two_years(line: Line, match: re.Match[str]) -> tuple[int, int | None]:
    key = line.key(match.start("year"))
    if line.classes[match.start("year")] == LETTERS["PAIR"]:
        first, second = re.split(r"\D", key)
        return int(first), int(second) if len(second) == 4 else int(first[:2] + second)
    if match.start("second") >= 0 and (match.start("lead") >= 0 or line.letter(match.start() - 1) == LETTERS["BETWEEN"]):
        return int(key), int(line.key(match.start("second")))
    return int(key), None


def _year_alone(line: Line, match: re.Match[str]) -> bool:
    """Tell whether four digits without a word for year are one: after في, منذ and their like, no counted noun behind."""
    value = digits_value(line.key(match.start("year")))
    if value is None or not 1900 <= value <= 2100:
        return False
    comma = line.letter(match.start() - 1) == LETTERS["COMMA"] and line.tokens.ends[match.start() - 1] == line.tokens.starts[match.start()]
    before = line.letter(match.start() - 1 - comma)  # some papers print the comma that follows a number before it (في ،2009)
    pair = before == LETTERS["BETWEEN"] and match.start("second") >= 0
    pair = pair or (before in letters("OF BETWEEN") and YEARS_ON.match(line.classes, match.end()) is not None)
    if not (pair or before in letters("IN SINCE BOUND DURING MONTH CAREFUL") or line.key(match.start() - 1) in words_of("YEARLY") or _compared(line, match)):
        return False
    behind = line.tokens.light(match.end()) if match.end() < len(line.classes) and not pair else ""
    return not (behind.endswith("ا") and len(behind) > 3 and not behind.startswith("ال"))


def _compared(line: Line, match: re.Match[str]) -> bool:
    """Tell whether something is compared with what it was in a year, or goes on until one (بزيادة 13 في المئة عن 2018، مقارنة بـ2018، حتى 2013)."""
    if line.key(match.start() - 1) == "ب":
        return line.key(match.start() - 2) in words_of("COMPARED")
    if line.key(match.start() - 1) not in {"عن", "حتي"}:
        return False
    return match.end() >= len(line.classes) or not line.key(match.end())[0].isalnum() or line.key(match.end()) in {"ب", "في"}


def _spelt_year(line: Line, i: int) -> Expression | None:
    """Read a year in words (عام ألفين وثلاثة عشر)."""
    if line.letter(i) != LETTERS["YEARUNIT"] or line.letter(i + 1) not in _SPELT:
        return None
    number = line.number(i + 1)
    if number is None or number.value is None:
        return None
    if 1000 <= number.value <= 2100:
        return Expression("year", i, number.stop, year=int(number.value))
    return _short_year(line, i, number)


def _short_year(line: Line, i: int, number: Number) -> Expression | None:
    """Read a year of the last century by its last two digits (عام 48, سنة سبعة وستين), or one of the first (سنة 59 ميلادية)."""
    value, behind = number.value or 0, line.key(number.stop)
    if not _LAST_DAY < value < 100 or value != int(value):
        return None
    if line.letter(number.stop) == LETTERS["ERA"] and len(behind) > 1:
        return Expression("year", i, number.stop + 1, year=int(value))
    # every year so many, so many of something, the year of a court (الدعوى رقم 2931 لسنة 66 قضائية)
    counts = line.letter(i - 1) == LETTERS["EVERY"] or behind == "قضاييه" or line.letter(number.stop) == LETTERS["HERA"]
    counts = counts or (number.stop < len(line.classes) and line.tokens.light(number.stop).endswith("ا"))
    one_word = not line.key(i + 1)[0].isdigit() and number.stop == i + 2
    return None if counts or one_word else Expression("year", i, number.stop, year=1900 + int(value))
