"""Pages and texts of web archives (WARC, WET), by FastWARC.

Each record is read by itself, so that a page that is packed otherwise than it says costs that page alone; where the archive
itself is damaged, reading goes on with the next record that begins behind the damage.
"""

import io
import re
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from khabar.errors import ReadError
from khabar.model import Document
from khabar.read.checks import report
from khabar.read.decoding import decoded
from khabar.read.html import LARGEST_PAGE, page
from khabar.read.kinds import PAGE
from khabar.read.rejects import Reject, shown

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_PAGES = ("text/html", "application/xhtml+xml")
_OK = 200
_RECORD = re.compile(rb"WARC/1\.\d\r?\nWARC-")
# what a record begins with, by the first two bytes of the archive; packed archives pack each record by itself
_BEGINNINGS = {b"\x1f\x8b": re.compile(rb"\x1f\x8b\x08"), b"\x28\xb5": re.compile(rb"\x28\xb5\x2f\xfd")}
_BARE = re.compile(rb"WARC/1\.\d\n")  # lines that end without a carriage return, against the standard
_PIECE, _OVERLAP = 1 << 20, 32  # bytes that are looked through at a time, and those of the piece before that a beginning may stand in


def archive(path: Path) -> Iterator[Document | Reject]:
    """Yield the pages of a web archive as reports, in their order; records that are no page (images, requests) are passed over."""
    with path.open("rb") as stream:
        read = _Archive(stream, shown(path))
        at: int | None = 0
        while at is not None:
            at = yield from read.reports(at)


class _Archive:
    """An open archive, read from any byte where a record begins."""

    def __init__(self, stream: IO[bytes], path: str) -> None:
        self._stream, self._path = stream, path
        first = stream.read(_OVERLAP)
        self._beginning = _BEGINNINGS.get(first[:2], _RECORD)
        self._bare = _BARE.match(first) is not None

    def reports(self, at: int) -> Generator[Document | Reject, None, int | None]:
        """Yield the reports from a byte on; return the byte where a next record may begin behind damage, None at the end."""
        last, number = at, 0
        try:
            for record in self._records(at):
                last, number = at + record.stream_pos, number + 1
                payload = record.reader.read(LARGEST_PAGE + 1)
                found, damaged = _found(record, payload, self._path, record.record_id or f"record at byte {last}")
                if found:
                    yield found
                if damaged:
                    return self._next(last + 1)
        except (OSError, EOFError, ValueError) as error:
            if number or not at:  # else what was taken for a beginning was none
                yield Reject(self._path, f"after byte {last}", "read", f"not a whole web archive: {error}")
            return self._next(last + 1)
        return None

    def _records(self, at: int) -> Iterator["WarcRecord"]:
        from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 - only runs that read archives need it

        kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
        self._stream.seek(at)
        return ArchiveIterator(self._stream, record_types=kinds, parse_http=False, quirks_mode=self._bare)

    def _next(self, at: int) -> int | None:
        """Return the next byte from ``at`` on where a record may begin, None where there is none."""
        self._stream.seek(at)
        piece = b""
        while more := self._stream.read(_PIECE):
            piece = piece[-_OVERLAP:] + more
            found = self._beginning.search(piece)
            if found:
                return self._stream.tell() - len(piece) + found.start()
        return None


def _found(record: "WarcRecord", payload: bytes, path: str, where: str) -> tuple[Document | Reject | None, bool]:
    """Return the report of a record, and whether its length is a wrong one, so that the next record has to be looked for."""
    told = record.headers.get("Content-Length") or ""
    if not told.strip().isdigit():
        return Reject(path, where, "read", "the record does not tell its length"), False
    if _RECORD.search(payload):
        return Reject(path, where, "read", f"the record's length of {told} bytes reaches into the next record"), True
    if len(payload) < min(int(told), LARGEST_PAGE):
        return Reject(path, where, "read", f"the record is cut short: {len(payload)} of {told} bytes"), True
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ") or None
    if len(payload) > LARGEST_PAGE:
        return Reject(path, where, "read", f"the page has more than {LARGEST_PAGE:,} bytes"), False
    try:
        return _report(_unpacked(record, payload), path, where, url), False
    except (OSError, EOFError, ValueError) as error:
        return Reject(path, where, "read", f"the page is not packed as it says: {error}"), False


def _unpacked(record: "WarcRecord", payload: bytes) -> "WarcRecord":
    """Return the record alone, its body unpacked and put together while it is read: what fails there does not touch the archive."""
    from fastwarc.warc import WarcRecord  # noqa: PLC0415 - as above

    kind = (record.headers.get("Content-Type") or "").encode("utf-8", "replace")
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n" % (kind, len(payload))
    alone = WarcRecord.from_reader(io.BytesIO(head + payload + b"\r\n\r\n"))
    alone.parse_http(auto_decode="all", quirks_mode=True)
    return alone


def _report(record: "WarcRecord", path: str, where: str, url: str | None) -> Document | Reject | None:
    """Return the report that a record holds, None where it is no page."""
    kind = (record.http_content_type if record.is_http else record.headers.get("Content-Type")) or ""
    kind = kind.split(";")[0].strip().lower()
    if kind and kind not in _PAGES and kind != "text/plain":
        return None
    status = record.http_headers.status_code if record.is_http and record.http_headers else None
    if status not in (None, _OK):
        return Reject(path, where, "read", f"the server answered {status} for {url}")
    body = record.reader.read(LARGEST_PAGE + 1)
    if kind in _PAGES or (not kind and PAGE.search(body)):
        return page(body, path, where, url)
    return _text(body, path, where, url) if kind else None


def _text(body: bytes, path: str, where: str, url: str | None) -> Document | Reject:
    try:
        return report({"text": decoded(body[:LARGEST_PAGE]), "url": url}, path, where)
    except ReadError as error:
        return Reject(path, where, "decode", str(error))
