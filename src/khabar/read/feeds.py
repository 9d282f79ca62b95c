"""Entries of RSS and Atom feeds, by feedparser."""

import io
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from khabar.model import Document
from khabar.read.checks import day, report
from khabar.read.rejects import Reject

# the largest feed that is read, in bytes
LARGEST_FEED = 64 * 1024 * 1024
_BLOCKS = frozenset("p br div li ul ol h1 h2 h3 h4 h5 h6 blockquote tr table figure section article".split())
_HIDDEN = frozenset(("script", "style", "template"))


class _Text(HTMLParser):
    """The text of a piece of HTML, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's interface
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data)


def text_of(html: str) -> str:
    """Return the text of a piece of HTML: one line a block, no empty lines."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def entries(data: bytes, path: str) -> Iterator[Document | Reject]:
    """Yield the entries of a feed as reports: the whole text where the feed carries it, else the summary."""
    if len(data) > LARGEST_FEED:
        yield Reject(path, "", "read", f"the feed has more than {LARGEST_FEED:,} bytes")
        return
    import feedparser  # noqa: PLC0415 - slow to import; most runs read no feeds

    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    outlet = feed.feed.get("title")
    for number, entry in enumerate(feed.entries, 1):
        yield report(_fields(entry, outlet), path, f"entry {number}", "page")
    if feed.bozo and not isinstance(feed.get("bozo_exception"), feedparser.CharacterEncodingOverride):
        yield Reject(path, f"after entry {len(feed.entries)}", "read", f"not a whole feed: {feed.bozo_exception}")
    elif not feed.entries:
        yield Reject(path, "", "read", "the feed has no entries")


def _fields(entry: Any, outlet: str | None) -> dict[str, object]:
    bodies = [part.get("value", "") for part in entry.get("content", [])] + [entry.get("summary", "")]
    texts = [text_of(body) for body in bodies]
    published = entry.get("published") or entry.get("updated")
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    return {
        "id": entry.get("id"),
        "title": text_of(entry.get("title", "")),
        "text": max(texts, key=len) or text_of(entry.get("title", "")),
        "published": day(published) or ("{}-{:02}-{:02}".format(*parsed[:3]) if parsed else published),
        "outlet": entry.get("source", {}).get("title") or outlet,
        "url": entry.get("link"),
    }
