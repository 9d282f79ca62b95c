"""Main text, title, date and outlet of a page, by trafilatura."""

from typing import Any
from urllib.parse import urlsplit

from khabar.model import Document
from khabar.read.checks import day, report
from khabar.read.decoding import encoding_of
from khabar.read.rejects import Reject

# the largest page that is read, in bytes
LARGEST_PAGE = 16 * 1024 * 1024
# tags of a page from which on the second opinion of readability is not asked, for its time grows with their square; and the most that are read
MANY_TAGS, MOST_TAGS = 20_000, 100_000
# no clock: the same page has the same date tomorrow
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2199-12-31", "min_date": "1990-01-01"}


def page(data: bytes, path: str, where: str = "", url: str | None = None) -> Document | Reject:
    """Return the report that a page prints, or the reject with its reason. ``url`` is where the page was found, if known."""
    if len(data) > LARGEST_PAGE:
        return Reject(path, where, "read", f"the page has more than {LARGEST_PAGE:,} bytes")
    if not data.strip():
        return Reject(path, where, "read", "the page is empty")
    if data.count(b"<") > MOST_TAGS:
        return Reject(path, where, "read", f"the page has more than {MOST_TAGS:,} tags")
    try:
        found = _extracted(data, url)
    except Exception as error:  # noqa: BLE001 - whatever the parsers of others raise, it is this page's reason
        return Reject(path, where, "read", f"the page cannot be taken apart ({type(error).__name__}: {error!s:.100})")
    if found is None or isinstance(found, dict) or not found.text:
        return Reject(path, where, "read", "no main text found on the page")
    address = found.url or url
    fields = {
        "text": found.text,
        "title": found.title,
        "published": day(found.date),
        "outlet": found.sitename or host_of(address),
        "url": address,
    }
    return report(fields, path, where, "page")


def _extracted(data: bytes, url: str | None) -> Any:
    """Return what trafilatura finds on a page."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - slow to import; most runs read no pages

    name = encoding_of(data)
    # a page that names its own encoding is left to the parser where its bytes do not tell
    source = data.decode(name, errors="replace") if name else data
    fast = data.count(b"<") > MANY_TAGS
    return bare_extraction(source, url=url, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=_DATES, fast=fast)


def host_of(address: str | None) -> str | None:
    """Return the host of an address, None where there is none."""
    try:
        return urlsplit(address).hostname if address else None
    except ValueError:
        return None
