"""Entries of RSS and Atom feeds, by feedparser."""

import io
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from khabar.model import Document
from khabar.read.checks import day, report
from khabar.read.decoding import encoding_of
from khabar.read.html import host_of
from khabar.read.rejects import Reject

# the largest feed that is read, in bytes
LARGEST_FEED = 64 * 1024 * 1024
_BLOCKS = frozenset("p br div li ul ol h1 h2 h3 h4 h5 h6 blockquote tr table figure section article".split())
_NUMBER = re.compile(r"\d+", re.ASCII)
# a comment, what a browser does not show, a tag with its quoted values, a broken tag: each ends at the next "<" or at a bound, so time stays linear
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<hidden>script|style|template)\b.*?(?:</(?P=hidden)\s*>|\Z)"
    r"|</?(?P<tag>[a-z][\w:-]*)(?:[^<>\"']|\"[^\"]{0,2000}\"|'[^']{0,2000}')*>"
    r"|<[/!?a-z][^<>]*>",
    re.IGNORECASE | re.DOTALL,
)


def text_of(html: str) -> str:
    """Return the text of a piece of HTML: one line a block, no empty lines."""
    bare = _MARKUP.sub(_shown, html.replace("<![CDATA[", "").replace("]]>", ""))
    lines = (" ".join(line.split()) for line in unescape(bare).split("\n"))
    return "\n".join(line for line in lines if line)


def _shown(markup: re.Match[str]) -> str:
    return "\n" if (markup["tag"] or "").lower() in _BLOCKS else ""


def entries(data: bytes, path: str) -> Iterator[Document | Reject]:
    """Yield the entries of a feed as reports: the whole text where the feed carries it, else the summary."""
    if len(data) > LARGEST_FEED:
        yield Reject(path, "", "read", f"the feed has more than {LARGEST_FEED:,} bytes")
        return
    try:
        feed = _parsed(data)
    except Exception as error:  # noqa: BLE001 - whatever the parsers of others raise, it is this feed's reason
        yield Reject(path, "", "read", f"the feed cannot be taken apart ({type(error).__name__}: {error!s:.100})")
        return
    outlet = feed.feed.get("title")
    for number, entry in enumerate(feed.entries, 1):
        yield report(_fields(entry, outlet), path, f"entry {number}", "page")
    if feed.bozo and type(feed.get("bozo_exception")).__name__ != "CharacterEncodingOverride":
        yield Reject(path, f"after entry {len(feed.entries)}", "read", f"not a whole feed: {feed.bozo_exception}")
    elif not feed.entries:
        yield Reject(path, "", "read", "the feed has no entries")


def _parsed(data: bytes) -> Any:
    """Return a feed as feedparser reads it; what its bytes tell of their encoding counts more than what it says of itself."""
    import feedparser  # noqa: PLC0415 - slow to import; most runs read no feeds

    name = encoding_of(data)
    said = {"content-type": "application/xml; charset=utf-8"} if name else {}
    source = data.decode(name, errors="replace").encode() if name else data
    return feedparser.parse(io.BytesIO(source), response_headers=said, sanitize_html=False, resolve_relative_uris=False)


def _published(entry: Any) -> object:
    """Return the day that an entry gives; what feedparser makes of a date counts where the date has that year and day (2024-13-45 has not)."""
    given = entry.get("published") or entry.get("updated")
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    found = day(given)
    if found is None and parsed and {str(parsed[0]), str(parsed[2])} <= {number.lstrip("0") for number in _NUMBER.findall(given or "")}:
        return "{:04}-{:02}-{:02}".format(*parsed[:3])
    return found or given


def _id(entry: Any, outlet: str | None) -> str | None:
    """Return the id that an entry gives; a bare number, which feeds of other papers count as well, behind the host of its address or the outlet."""
    given: str = (entry.get("id") or "").strip()
    whose = host_of(entry.get("link")) or outlet
    return f"{whose}/{given}" if given.isdigit() and whose else given or None


def _fields(entry: Any, outlet: str | None) -> dict[str, object]:
    bodies = [part.get("value", "") for part in entry.get("content", [])] + [entry.get("summary", "")]
    texts = [text_of(body) for body in bodies]
    return {
        "id": _id(entry, outlet),
        "title": text_of(entry.get("title", "")),
        "text": max(texts, key=len) or text_of(entry.get("title", "")),
        "published": _published(entry),
        "outlet": entry.get("source", {}).get("title") or outlet,
        "url": entry.get("link"),
    }
