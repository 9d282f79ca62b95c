"""Pages and texts of web archives (WARC, WET), by FastWARC."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from khabar.errors import ReadError
from khabar.model import Document
from khabar.read.checks import report
from khabar.read.decoding import decoded
from khabar.read.html import LARGEST_PAGE, page
from khabar.read.rejects import Reject

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_PAGES = ("text/html", "application/xhtml+xml")
_OK = 200


def archive(path: Path) -> Iterator[Document | Reject]:
    """Yield the pages of a web archive as reports, in their order; records that are no page (images, requests) are passed over."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 - only runs that read archives need it

    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    number = 0
    try:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, record_types=kinds, auto_decode="all"):
                number += 1
                found = _found(record, str(path), record.record_id or f"record {number}")
                if found:
                    yield found
    except (OSError, EOFError, ValueError) as error:
        yield Reject(str(path), f"after record {number}", "read", f"not a whole web archive: {error}")


def _encoded(record: "WarcRecord") -> bool:
    """Tell whether the body was packed or sent in chunks: its length then is not the one that the header gives."""
    headers = record.http_headers if record.is_http else None
    return headers is not None and any(headers.get(name) for name in ("Content-Encoding", "Transfer-Encoding"))


def _found(record: "WarcRecord", path: str, where: str) -> Document | Reject | None:
    kind = (record.http_content_type if record.is_http else record.headers.get("Content-Type")) or ""
    kind, url = kind.split(";")[0].strip().lower(), record.headers.get("WARC-Target-URI")
    if kind not in _PAGES and kind != "text/plain":
        return None
    status = record.http_headers.status_code if record.is_http and record.http_headers else None
    if status not in (None, _OK):
        return Reject(path, where, "read", f"the server answered {status} for {url}")
    body = record.reader.read(LARGEST_PAGE + 1)
    if not _encoded(record) and len(body) < min(record.content_length, LARGEST_PAGE):
        return Reject(path, where, "read", f"the record is cut short: {len(body)} of {record.content_length} bytes")
    if kind in _PAGES:
        return page(body, path, where, url)
    try:
        return report({"text": decoded(body[:LARGEST_PAGE]), "url": url}, path, where)
    except ReadError as error:
        return Reject(path, where, "decode", str(error))
