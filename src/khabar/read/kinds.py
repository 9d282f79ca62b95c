"""What kind of file it is: first by bytes that only one kind begins with, then by its name, then by how its text begins."""

import codecs
import re
import zlib
from pathlib import Path

# how much of a file is looked at
HEAD_BYTES = 16_384
_MAGIC = ((b"PAR1", "parquet"), (b"WARC/", "warc"), (b"\x28\xb5\x2f\xfd", "warc"))
_FOREIGN = (
    (b"%PDF", "a PDF file; save its text first"),
    (b"PK\x03\x04", "a zip file or office document; unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an office document; save its text first"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database"),
    (b"BZh", "packed with bzip2; unpack it first"),
    (b"\xfd7zXZ", "packed with xz; unpack it first"),
)
_SUFFIXES = {
    ".txt": "text", ".text": "text", ".jsonl": "lines", ".ndjson": "lines", ".json": "json", ".csv": "csv", ".tsv": "csv",
    ".parquet": "parquet", ".pq": "parquet", ".html": "html", ".htm": "html", ".xhtml": "html", ".rss": "feed", ".atom": "feed",
    ".xml": "feed", ".warc": "warc", ".wet": "warc",
}  # fmt: skip
_OBJECT_LINE = re.compile(rb"\{[^\n]*(?:\}\s*\n|$)")  # .json is one value over many lines, or one object a line
_FEED = re.compile(rb"<(?:rss|(?:\w+:)?feed|rdf:RDF)[\s>]")
_OBJECT = re.compile(rb"\{\s*\"")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
PAGE = re.compile(rb"(?i)<(?:!doctype\s+html|html|head|body)[\s>]")
_KNOWN = "text (.txt), JSON Lines, CSV, Parquet, HTML, RSS or Atom, or WARC"


def kind_of(path: Path) -> str:
    """Return the kind of a file (text, lines, array, csv, html, feed, parquet, warc), or, in words, why none of them reads it.

    Raises:
        OSError: the file cannot be opened.
    """
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if not head:
        return "the file is empty"
    packed = head.startswith(b"\x1f\x8b")
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if packed:
        head = _unpacked(head)
        suffixes = [suffix for suffix in suffixes if suffix != ".gz"]
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return "a packed Parquet file; unpack it first" if packed and kind == "parquet" else kind
    for magic, reason in _FOREIGN:
        if head.startswith(magic):
            return reason
    if head.startswith(_WIDE):
        head = head.decode("utf-16", errors="replace").encode()  # to look for tags in it
    return _by_name(suffixes[-1] if suffixes else "", head)


def _by_name(suffix: str, head: bytes) -> str:
    kind = _SUFFIXES.get(suffix, "")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if kind == "json":
        return "lines" if _OBJECT_LINE.match(start) else "array"
    if kind == "feed" and not _FEED.search(head):
        return "html" if PAGE.search(head) else "an XML file that is no RSS or Atom feed"
    if kind:
        return kind
    if _FEED.search(head):
        return "feed"
    if PAGE.search(head):
        return "html"
    if _OBJECT.match(start):
        return "lines"
    return f"not a kind of file that khabar reads ({_KNOWN})" if suffix else "text"


def _unpacked(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, HEAD_BYTES)
    except zlib.error:
        return b""  # broken: opening it says so
