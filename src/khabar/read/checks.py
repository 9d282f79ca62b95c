"""Fields of the input into a report, or the reason why they are none."""

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from functools import cache

from khabar import tables
from khabar.clean.language import NAMES, language
from khabar.fold import folded_key
from khabar.model import Document
from khabar.read.rejects import Reject

# the longest report that is read, in characters; the longest of 27,131 reports of the press had 60,000
LONGEST_REPORT = 2_000_000
# the longest id, title, outlet or URL that is kept
LONGEST_FIELD = 10_000
FIELDS = ("id", "title", "text", "published", "outlet", "url")
# the years in which a report can have been printed
FIRST_YEAR, LAST_YEAR = 1800, 2199
_SURROGATE = re.compile("[\ud800-\udfff]")
_SIGN = re.compile(r"\w")
_DAY = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?=$|[T\s])")
_DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?=$|[T\s])")
# a day with its month in words, as Arabic papers print it: الثلاثاء 21 تشرين الثاني/نوفمبر 2023, نوفمبر 21, 2023
_MONTH = r"(?P<month>[^\W\d_]{2,}(?:\s+ال[أا]ول|\s+الثان[يى])?)(?:\s*/\s*[^\W\d_]+(?:\s+ال[أا]ول|\s+الثان[يى])?)?"
_DAY_MONTH = rf"(?P<day>\d{{1,2}})\s+{_MONTH}"
_MONTH_DAY = rf"{_MONTH.replace('month', 'first_month')}\s+(?P<last_day>\d{{1,2}})"
_WORDED = re.compile(rf"(?:[^\W\d_]+[،,]?\s+)?(?:{_DAY_MONTH}|{_MONTH_DAY})[،,]?\s+(?P<year>\d{{4}})(?!\d)")
_MONTHS = 12


def report(fields: Mapping[str, object], path: str, where: str = "", basis: str = "metadata") -> Document | Reject:
    """Return the report that the fields make, or the reject with the reason why they make none.

    ``fields`` are named as in ``FIELDS``; only ``text`` is needed. The id is the given one, else a digest of all the
    fields, so the same input has the same id. ``basis`` is what gives the day: metadata, or the page itself.
    """
    text = fields.get("text")
    problem = _problem(text)
    if problem or not isinstance(text, str):
        return Reject(path, where, "check", problem or "the text is no string")
    rest = {name: _plain(fields.get(name)) for name in FIELDS if name not in ("text", "published")}
    for name, value in rest.items():
        if value and (len(value) > LONGEST_FIELD or _SURROGATE.search(value) or "\0" in value):
            return Reject(path, where, "check", f"the {name} is longer than {LONGEST_FIELD} characters or holds characters that are no text")
    given = fields.get("published")
    published = day(given)
    if published is None and _plain(given):
        return Reject(path, where, "check", f"published {_plain(given)!r:.60} is no day, or could be two (expected YYYY-MM-DD)")
    found = language(text)
    if found != "ar":
        return Reject(path, where, "language", f"the text is not Arabic ({NAMES.get(found, found)})")
    title, outlet, url = rest["title"], rest["outlet"], rest["url"]
    return Document(rest["id"] or _digest(text, title, published, outlet, url), text, title, published, outlet, url, path, basis=basis)


def _problem(text: object) -> str | None:
    if text is None or (isinstance(text, str) and not _SIGN.search(text)):
        return "the text is empty"
    if not isinstance(text, str):
        return f"the text is no string ({type(text).__name__})"
    if len(text) > LONGEST_REPORT:
        return f"the text has {len(text):,} characters, at most {LONGEST_REPORT:,} are read"
    if "\0" in text:
        return "the text holds NUL characters: this is binary data"
    surrogate = _SURROGATE.search(text)
    return f"the text holds half a character (lone surrogate) at {surrogate.start()}" if surrogate else None


def _plain(value: object) -> str | None:
    """Return a field as text; None for an empty one."""
    if value is None or value != value:  # noqa: PLR0124 - NaN, which tables print for nothing
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a column of whole numbers with gaps is one of fractions to those who write tables
    return str(value).strip() or None


def day(value: object) -> str | None:
    """Return the ISO day of a date as files give it, None where it is none.

    Read are ISO days with or without a time, YYYY/MM/DD, YYYYMMDD, 20/6/2013, 20 حزيران 2013, RFC 2822 and dates.

    A day and month in an order that cannot be told (03/04/2013) is no date here.
    """
    if isinstance(value, dt.date):
        return value.strftime("%Y-%m-%d") if FIRST_YEAR <= value.year <= LAST_YEAR else None
    text = _plain(value)
    if text is None:
        return None
    match = _DAY.match(text)
    try:
        found = dt.date(int(match[1]), int(match[3]), int(match[4])) if match else _day_first(text) or _worded(text) or parsedate_to_datetime(text).date()
    except (ValueError, OverflowError):
        return None
    return found.isoformat() if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _day_first(text: str) -> dt.date | None:
    """Return the date of a day, month and year in either order, None where both could be the month."""
    match = _DAY_FIRST.match(text)
    if not match:
        return None
    month, number = sorted((int(match[1]), int(match[3])))
    return None if month != number <= _MONTHS else dt.date(int(match[4]), month, number)


def _worded(text: str) -> dt.date | None:
    """Return the date of a day whose month is written in Arabic words, None where it is none."""
    match = _WORDED.match(text)
    month = _months().get(folded_key(" ".join((match["month"] or match["first_month"]).split()))) if match else None
    return dt.date(int(match["year"]), month, int(match["day"] or match["last_day"])) if match and month else None


@cache
def _months() -> dict[str, int]:
    """Return the number of each month by its folded names, of the calendar of the East too (تشرين الأول)."""
    found = {}
    for row in tables.rows("times.tsv"):
        for word in row["words"].split():
            if row["class"] in {"MONTH", "CAREFUL", "RARE"}:
                found[folded_key(word)] = int(row["value"])
            elif row["class"] == "TWIN":
                found |= {folded_key(f"{word} الأول"): int(row["value"]), folded_key(f"{word} الثاني"): int(row["value"]) % _MONTHS + 1}
    return found


def _digest(*fields: str | None) -> str:
    """Return the id of a report that has none: 16 hexadecimal digits of SHA-256 over its fields."""
    return hashlib.sha256("\x1f".join(field or "" for field in fields).encode()).hexdigest()[:16]
