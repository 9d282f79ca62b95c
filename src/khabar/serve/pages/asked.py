"""What a page was asked for, read leniently: a form sends empty fields, and an address typed by hand may hold anything."""

import re
from datetime import date

from starlette.requests import Request

from khabar.model import Span
from khabar.query.listing import Choice
from khabar.query.reports import ReportChoice
from khabar.query.search import Filters

MOST = 300  # code points of a value; longer ones are cut
MOST_CURSOR = 80
_AT = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?", re.ASCII)
_SHARE = re.compile(r"0?\.\d{1,6}|[01](?:\.0{1,6})?", re.ASCII)
DAYS = {"since", "until", "event_since", "event_until"}


def value(request: Request, name: str) -> str | None:
    """Return one answer of the form, None where it is empty; a day that is none counts as empty."""
    given = (request.query_params.get(name) or "").strip()[:MOST]
    return (day(given) if name in DAYS else given) or None


def day(given: str) -> str | None:
    """Return an ISO day, or None."""
    try:
        return date.fromisoformat(given).isoformat() if len(given) == 10 else None
    except ValueError:
        return None


def filters(request: Request) -> Filters:
    """Return what a search is limited to."""
    return Filters(**{name: value(request, name) for name in Filters.__slots__})


def choice(request: Request, **fixed: str | None) -> Choice:
    """Return what a list is limited to; ``fixed`` fields are the page's own."""
    return Choice(**{**{name: value(request, name) for name in Choice.__slots__}, "confidence": share(request, "confidence"), **fixed})  # type: ignore[arg-type]  # by name


def report_choice(request: Request, **fixed: str | None) -> ReportChoice:
    """Return which reports a list is limited to; ``fixed`` fields are the page's own."""
    return ReportChoice(**{**{name: value(request, name) for name in ReportChoice.__slots__}, **fixed})


def cursor(request: Request) -> str | None:
    """Return where the next page of a list starts."""
    return (request.query_params.get("cursor") or "")[:MOST_CURSOR] or None


def place(request: Request) -> Span | None:
    """Return the place in a text that an address points at (``at=120`` or ``at=120-180``)."""
    found = _AT.fullmatch(request.query_params.get("at") or "")
    return Span(int(found[1]), int(found[2] or int(found[1]) + 1)) if found else None


def share(request: Request, name: str) -> float | None:
    """Return a number from 0 to 1 of the form; None where it is none."""
    given = value(request, name) or ""
    return float(given) if _SHARE.fullmatch(given) else None


def number(request: Request, name: str, most: int = 10**9) -> int:
    """Return a number of the form; 0 where it is none."""
    given = request.query_params.get(name) or ""
    return min(int(given), most) if given.isascii() and given.isdigit() and len(given) < 12 else 0
