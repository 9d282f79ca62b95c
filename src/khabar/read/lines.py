"""JSON Lines, one report a line, and JSON arrays of reports; from a file or from standard input."""

import json
from collections.abc import Iterator, Mapping
from typing import IO

from khabar.model import Document
from khabar.read.checks import FIELDS, report
from khabar.read.rejects import Reject

# the longest line that is read, in bytes; the rest of a longer one is skipped without being kept
LONGEST_LINE = 16 * 1024 * 1024
# the largest JSON array that is read: unlike lines it has to be read whole
LARGEST_ARRAY = 256 * 1024 * 1024


def json_lines(stream: IO[bytes], path: str, columns: Mapping[str, str]) -> Iterator[Document | Reject]:
    """Yield the reports of a JSON Lines stream; a line that is none is a reject, and the next is read."""
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        where = f"line {number}"
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            _skip_line(stream)
            yield Reject(path, where, "read", f"the line is longer than {LONGEST_LINE:,} bytes")
            continue
        line = line.removeprefix(b"\xef\xbb\xbf").strip()
        if line:
            yield _line(line, path, where, columns)


def _skip_line(stream: IO[bytes]) -> None:
    while piece := stream.readline(LONGEST_LINE):
        if piece.endswith(b"\n"):
            return


def _line(line: bytes, path: str, where: str, columns: Mapping[str, str]) -> Document | Reject:
    try:
        row = json.loads(line)
    except RecursionError:
        return Reject(path, where, "read", "JSON nested too deeply")
    except UnicodeDecodeError as error:
        return Reject(path, where, "decode", f"the line is not UTF-8 (byte {error.start})")
    except ValueError as error:
        return Reject(path, where, "read", f"broken JSON: {error}")
    return _row(row, path, where, columns)


def _row(row: object, path: str, where: str, columns: Mapping[str, str]) -> Document | Reject:
    if not isinstance(row, dict):
        return Reject(path, where, "read", f"expected a JSON object, found {type(row).__name__}")
    missing = missing_column(row, columns)
    if missing:
        return Reject(path, where, "read", missing)
    return report({name: row.get(columns.get(name, name)) for name in FIELDS}, path, where)


def missing_column(found: Mapping[str, object] | list[str], columns: Mapping[str, str], kind: str = "column") -> str | None:
    """Return what to say when a column that is needed, or that the map names, is not there; None when all are."""
    for name in ("text", *columns):
        if columns.get(name, name) not in found:
            seen = ", ".join(f"{column:.60}" for column in sorted(found)[:20]) or "none"
            return f"no {kind} '{columns.get(name, name)}' (found: {seen}). Map it: --column {name}={_likely(list(found))}"
    return None


def _likely(found: list[str]) -> str:
    for name in ("body", "content", "article", "articleBody", "full_text", "maintext", "Text", "TEXT", "النص", "نص الخبر", "نص", "المحتوى", "المتن"):
        if name in found:
            return name
    return "COLUMN"


def json_array(stream: IO[bytes], path: str, columns: Mapping[str, str]) -> Iterator[Document | Reject]:
    """Yield the reports of a file that is one JSON array."""
    data = stream.read(LARGEST_ARRAY + 1)
    if len(data) > LARGEST_ARRAY:
        yield Reject(path, "", "read", f"a JSON array of more than {LARGEST_ARRAY:,} bytes; write it as JSON Lines")
        return
    try:
        rows = json.loads(data)
    except RecursionError:
        yield Reject(path, "", "read", "JSON nested too deeply")
        return
    except ValueError as error:
        yield Reject(path, "", "read", f"broken JSON: {error}")
        return
    for number, row in enumerate(rows if isinstance(rows, list) else [rows], 1):
        yield _row(row, path, f"item {number}", columns)
