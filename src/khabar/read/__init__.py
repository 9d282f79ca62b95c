"""Files into reports: the reader is chosen by what the bytes say, then by the name.

What the caller got wrong (a path that is not there, a column that is not there) raises ``ReadError`` before anything is
read. What is wrong with the material is a ``Reject`` with its reason, and reading goes on.
"""

import gzip
import os
import stat
import sys
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, cast

from khabar.errors import ConfigError, ReadError
from khabar.model import Document
from khabar.read.checks import FIELDS, report
from khabar.read.decoding import decoded
from khabar.read.feeds import LARGEST_FEED, entries
from khabar.read.html import LARGEST_PAGE, page
from khabar.read.kinds import kind_of
from khabar.read.lines import json_array, json_lines
from khabar.read.rejects import Reject, shown
from khabar.read.tables import check_csv, check_parquet, csv_rows, parquet
from khabar.read.warc import archive

__all__ = ["Reject", "documents"]

# the largest file of plain text that is read, in bytes: enough for the longest report in any encoding
LARGEST_TEXT = 16 * 1024 * 1024


def documents(paths: Iterable[str | Path], columns: Mapping[str, str] | None = None, own: Collection[str | Path | int] = ()) -> Iterator[Document | Reject]:
    """Return an iterator over the reports of files and directories, in the order of the paths; directories are read through, sorted by name.

    ``columns`` names the columns of tables and JSON that are called otherwise: ``{"text": "body"}``. The path ``-`` is
    JSON Lines on standard input. Memory does not grow with the input. Kinds: plain text, JSON Lines, JSON arrays, CSV,
    Parquet, HTML, RSS and Atom, WARC; text kinds also gzipped.

    ``own`` are the files, by path or open number, that the run itself writes: in a directory they are passed over, for
    what reads its own answer never ends.

    Raises:
        ReadError: a path is not there or is one of ``own``, or a table lacks a column.
        ConfigError: the column map names a field that no report has.
    """
    mapped = dict(columns or {})
    unknown = sorted(set(mapped) - set(FIELDS))
    if unknown:
        message = f"cannot map the column '{unknown[0]}': a report has {', '.join(FIELDS)}"
        raise ConfigError(message)
    given = [str(path) for path in paths]
    for path in given:
        if not path:
            message = "cannot read '': expected a file, a directory or - for standard input. Is a variable of the command empty?"
            raise ReadError(message)
        if path != "-":
            _check(Path(path), mapped, own)
    return _all(given, mapped, own)


def _check(path: Path, columns: Mapping[str, str], own: Collection[str | Path | int]) -> None:
    if not path.exists():
        message = f"cannot read {path}: no such file or directory"
        raise ReadError(message)
    if _is_own(path, own):
        message = f"cannot read {path}: this command writes into it. Let it write into another file"
        raise ReadError(message)
    if path.is_file():
        try:
            kind = kind_of(path)
            if kind == "parquet":
                check_parquet(path, columns)
            elif kind == "csv":
                with _opened(path) as stream:
                    check_csv(stream, path.name, columns)
        except (OSError, EOFError, zlib.error):
            return  # reading it gives the reject


def _all(paths: list[str], columns: Mapping[str, str], own: Collection[str | Path | int]) -> Iterator[Document | Reject]:
    for path in paths:
        if path == "-":
            yield from json_lines(sys.stdin.buffer, "-", columns)
        else:
            for file in _files(Path(path), own):
                if isinstance(file, Reject):
                    yield file
                else:
                    yield from _file(file, columns)


def _files(path: Path, own: Collection[str | Path | int]) -> Iterator[Path | Reject]:
    """Yield the files below a path, sorted; hidden ones and the run's own are left out, links to directories are not followed."""
    if not path.is_dir():
        yield path
        return
    closed: list[Reject] = []

    def closed_to_us(error: OSError) -> None:
        closed.append(Reject(shown(Path(error.filename)), "", "read", f"the folder cannot be read: {error.strerror or error}"))

    for folder, folders, names in os.walk(path, onerror=closed_to_us):
        yield from closed
        closed.clear()
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder, name)
            if not name.startswith(".") and not _is_own(file, own):
                yield file
    yield from closed


def _is_own(file: Path, own: Collection[str | Path | int]) -> bool:
    """Tell whether a file is one of those that the run writes, by whatever name."""
    found = _stat(file) if own else None
    return found is not None and stat.S_ISREG(found.st_mode) and any(os.path.samestat(found, one) for one in map(_stat, own) if one)


def _stat(file: str | Path | int) -> os.stat_result | None:
    try:
        return os.stat(file)  # noqa: PTH116 - the number of an open file is no path
    except OSError:
        return None


def _file(path: Path, columns: Mapping[str, str]) -> Iterator[Document | Reject]:
    name = shown(path)
    try:
        if not path.is_file():
            yield Reject(name, "", "read", "a pipe or a device; give JSON Lines to khabar on standard input, as -" if path.exists() else "a link into nothing")
            return
        yield from _reports(path, kind_of(path), columns)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Reject(name, "", "read", f"not a whole gzip file: {error}")
    except OSError as error:
        yield Reject(name, "", "read", error.strerror or str(error))
    except Exception as error:  # noqa: BLE001 - whatever a reader's parsers raise, it is this file's reason and the next file is read
        yield Reject(name, "", "read", f"reading it broke off ({type(error).__name__}: {error!s:.200})")


def _reports(path: Path, kind: str, columns: Mapping[str, str]) -> Iterator[Document | Reject]:
    name = shown(path)
    if kind == "parquet":
        yield from parquet(path, columns)
    elif kind == "warc":
        yield from archive(path)
    elif kind in ("lines", "array", "csv", "html", "feed", "text"):
        with _opened(path) as stream:
            yield from _stream(stream, name, kind, columns)
    else:
        yield Reject(name, "", "read", kind)


def _opened(path: Path) -> IO[bytes]:
    with path.open("rb") as stream:
        packed = stream.read(2) == b"\x1f\x8b"
    return cast("IO[bytes]", gzip.open(path, "rb")) if packed else path.open("rb")


def _stream(stream: IO[bytes], name: str, kind: str, columns: Mapping[str, str]) -> Iterator[Document | Reject]:
    if kind == "lines":
        yield from json_lines(stream, name, columns)
    elif kind == "array":
        yield from json_array(stream, name, columns)
    elif kind == "csv":
        yield from csv_rows(stream, name, columns)
    elif kind == "feed":
        yield from entries(stream.read(LARGEST_FEED + 1), name)
    elif kind == "html":
        yield page(stream.read(LARGEST_PAGE + 1), name)
    else:
        yield _text(stream.read(LARGEST_TEXT + 1), name)


def _text(data: bytes, name: str) -> Document | Reject:
    """Return the one report that a file of plain text is."""
    if len(data) > LARGEST_TEXT:
        return Reject(name, "", "read", f"the file has more than {LARGEST_TEXT:,} bytes, too many for one report")
    try:
        return report({"text": decoded(data)}, name)
    except ReadError as error:
        return Reject(name, "", "decode", str(error))
