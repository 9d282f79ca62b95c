"""The day that a report is printed under: a line of its head that is nothing but a date, or the dateline of an agency."""

import re
from datetime import date
from functools import cache

from khabar.extract.times_line import Expression, Line
from khabar.extract.times_resolution import resolved
from khabar.extract.times_values import Anchor
from khabar.extract.times_words import words_of
from khabar.fold import fold

_HEAD = 5  # lines that hold something, from the first on, in which a report is stamped
_WORD = re.compile(r"\S")
_LONGEST = 2_000  # code points of a line that is looked at
_THE_DAY, _OTHER = "\x01", "\x02"  # what stands for the date and for other times of its line


def stamped(line: Line, found: list[Expression]) -> tuple[Expression, date] | None:
    """Return the date that a report is printed under, None where it has none, or dates that differ (a chronology)."""
    head = _head(line.tokens.text)
    stamps = [(e, day) for e in found if (day := _day(e)) and _is_stamp(line, e, found, head)]
    days = {day for _, day in stamps}
    return stamps[0] if len(days) == 1 else None


def _head(text: str) -> range:
    """Return the characters of the first lines."""
    stop = 0
    for _ in range(_HEAD):
        begin = _WORD.search(text, stop)
        if begin is None:
            break
        stop = text.find("\n", begin.start()) + 1 or len(text)
    return range(stop)


def _day(e: Expression) -> date | None:
    """Return the one day of a date that is told with its year, None for other times."""
    if e.kind != "date" or e.year is None or e.hijri or e.offset is not None or e.until is not None or len(e.days) != 1:
        return None
    value = resolved(e, Anchor(None))
    return date.fromisoformat(value.earliest) if value.earliest and value.earliest == value.latest else None


def _is_stamp(line: Line, e: Expression, found: list[Expression], head: range) -> bool:
    """Tell whether a date of the head is all that its line tells, beside an hour, a place or an agency."""
    span, text = line.tokens.span(e.first, e.stop), line.tokens.text
    begin, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    if span.start not in head or span.start - begin > _LONGEST:
        return False
    told = fold(_masked(line, e, found, begin, min(len(text) if end < 0 else end, span.end + _LONGEST)))
    return not _updated().search(told) and any(pattern.match(told) for pattern in _patterns())


def _masked(line: Line, e: Expression, found: list[Expression], begin: int, end: int) -> str:
    """Return a line with one character for the date and for each other time."""
    parts, at = [], begin
    for other in found:
        where = line.tokens.span(other.first, other.stop)
        if at <= where.start and where.end <= end:
            parts += [line.tokens.text[at : where.start], _THE_DAY if other is e else _OTHER]
            at = where.end
    return "".join([*parts, line.tokens.text[at:end]])


@cache
def _updated() -> re.Pattern[str]:
    """Match a word that tells when a page was last changed."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words_of('UPDATED'))))})\b")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return the shapes of a line that stamps a report, ``_THE_DAY`` for its date."""
    words = "|".join(map(re.escape, sorted(words_of("STAMP"), key=len, reverse=True)))
    sign = r"[\s\-–—/|•·:،,()\[\]]"
    beside = rf"(?:(?:{words}|{_OTHER}|\d{{1,2}}:\d\d(?::\d\d)?){sign}+)*"
    behind = rf"م?(?:{sign}+(?:{words}|{_OTHER}|\d{{1,2}}:\d\d(?::\d\d)?))*{sign}*$"
    name = r"\w+(?:\s+\w+){0,2}"
    return tuple(
        map(
            re.compile,
            (
                rf"{sign}*{beside}{_THE_DAY}{behind}",  # nothing but the date: الثلاثاء 5 مارس 2024 - 10:30
                rf"[^.!?؟\n]{{1,60}}[|•·]\s*{beside}{_THE_DAY}{behind}",  # a name and a bar: محرر الشؤون المحلية | 5 مارس 2024
                rf"{name}\s*[-–—،,:/]\s*{beside}{_THE_DAY}{behind}",  # a place: بيروت، 5 مارس 2024
                rf"\s*{name}\s*[-–—/:،]\s*{_THE_DAY}\s*[-–—/:(]",  # datelines: الدوحة - 5 مارس 2024 - قنا:
                rf"\s*{name}\s+{_THE_DAY}\s*\([^()]{{2,30}}\)",  # القاهرة في 5 مارس 2024 (وكالة)
                rf"\s*{name}\s+{_THE_DAY}\s+\w+\s?[-–—]",  # رام الله 5-3-2024 وفا-
            ),
        )
    )
