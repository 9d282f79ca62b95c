"""Parquet and CSV, one report a row, read in batches so that memory does not grow with the file."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING

from khabar.errors import ReadError
from khabar.model import Document
from khabar.read.checks import FIELDS, LONGEST_REPORT, report
from khabar.read.decoding import SAMPLE_BYTES, decoded, encoding_of
from khabar.read.lines import LONGEST_LINE, missing_column
from khabar.read.rejects import Reject, shown

if TYPE_CHECKING:
    import _csv

    import pyarrow.parquet as pq

# rows held at a time, and the bytes that they may have: a text that a file holds once for all its rows becomes as many texts
BATCH_ROWS, BATCH_BYTES = 32, 64 * 1024 * 1024
_DELIMITERS = ",;\t|"


def check_parquet(path: Path, columns: Mapping[str, str]) -> None:
    """Raise where a Parquet file that can be opened lacks a column.

    Raises:
        ReadError: ``cannot read articles.parquet: no column 'text' (found: body, title). Map it: --column text=body``.
    """
    import pyarrow as pa  # noqa: PLC0415 - slow to import; most runs read no Parquet
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        names = pq.read_schema(path).names
    except (pa.ArrowException, OSError):
        return  # reading it gives the reject
    _require(names, path.name, columns)


def check_csv(stream: IO[bytes], path: str, columns: Mapping[str, str]) -> None:
    """Raise where a CSV stream lacks a column.

    Raises:
        ReadError: as ``check_parquet``.
    """
    head = stream.read(SAMPLE_BYTES)
    encoding = encoding_of(head)
    if encoding is None:
        return  # reading it gives the reject
    text = head.decode(encoding, errors="replace")
    try:
        names = [name.strip() for name in next(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)), [])]
    except csv.Error:
        return  # as above
    _require(names, path, columns)


def _require(names: list[str], path: str, columns: Mapping[str, str]) -> None:
    missing = missing_column(names, columns)
    if missing:
        message = f"cannot read {path}: {missing}"
        raise ReadError(message)


def parquet(path: Path, columns: Mapping[str, str]) -> Iterator[Document | Reject]:
    """Yield the reports of a Parquet file; a damaged group of rows is a reject, and the next group is read."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        with pq.ParquetFile(path, buffer_size=1 << 20) as file:
            names = file.schema_arrow.names
            wanted = {name: columns.get(name, name) for name in FIELDS if columns.get(name, name) in names}
            wrong = missing_column(names, columns) or _twice(names, wanted)
            if wrong:
                yield Reject(shown(path), "", "read", wrong)
                return
            row = 0
            for group in range(file.num_row_groups):
                yield from _row_group(file, group, row, wanted, shown(path))
                row += file.metadata.row_group(group).num_rows
    except (pa.ArrowException, OSError) as error:
        yield Reject(shown(path), "", "read", f"not a whole Parquet file: {_first_line(error)}")


def _rows_at_once(file: "pq.ParquetFile", group: int) -> int:
    """Return how many rows of a group are held at a time: fewer where they are long."""
    told = file.metadata.row_group(group)
    fitting: int = told.num_rows * BATCH_BYTES // max(told.total_byte_size, 1)
    return max(1, min(BATCH_ROWS, fitting))


def _twice(names: list[str], wanted: Mapping[str, str]) -> str | None:
    """Return what to say when a column that is read is there twice; None when each is there once."""
    column = next((column for column in wanted.values() if names.count(column) > 1), None)
    return f"the column '{column}' is there {names.count(column)} times" if column is not None else None


def _row_group(file: "pq.ParquetFile", group: int, row: int, wanted: Mapping[str, str], path: str) -> Iterator[Document | Reject]:
    """Yield the reports of one group; ``row`` counts the rows before it."""
    import pyarrow as pa  # noqa: PLC0415

    last = row + file.metadata.row_group(group).num_rows
    try:
        for batch in file.iter_batches(_rows_at_once(file, group), row_groups=[group], columns=sorted(set(wanted.values()))):
            cells = {name: batch.column(column) for name, column in wanted.items()}
            for i in range(batch.num_rows):
                row += 1
                yield _parquet_row({name: column[i] for name, column in cells.items()}, path, f"row {row}")
    except (pa.ArrowException, OSError) as error:
        yield Reject(path, f"rows {row + 1} to {last}", "read", f"damaged: {_first_line(error)}")


def _parquet_row(cells: Mapping[str, object], path: str, where: str) -> Document | Reject:
    try:
        row = {name: cell.as_py() for name, cell in cells.items()}  # type: ignore[attr-defined]
    except LookupError as error:
        return Reject(path, where, "decode", f"no such time zone: {_first_line(error)}")
    except (ValueError, OverflowError) as error:
        return Reject(path, where, "decode", _first_line(error))
    try:
        return report({name: decoded(value) if isinstance(value, bytes) else value for name, value in row.items()}, path, where)
    except ReadError as error:
        return Reject(path, where, "decode", str(error))


def csv_rows(stream: IO[bytes], path: str, columns: Mapping[str, str]) -> Iterator[Document | Reject]:
    """Yield the reports of a CSV stream with a header line; the encoding and the delimiter (comma, semicolon, tab, bar) are detected."""
    head = stream.read(SAMPLE_BYTES)
    encoding = encoding_of(head)
    if encoding is None:
        yield Reject(path, "", "decode", "binary data, or an encoding that cannot be told")
        return
    stream.seek(0)
    # a byte that breaks the encoding becomes a lone surrogate, which rejects its own row and no other
    text = io.TextIOWrapper(stream, encoding=encoding, errors="surrogateescape" if encoding.startswith("utf-8") else "replace", newline="")
    try:
        # the limit is one for the process: it is raised, and never put back under whoever else reads
        csv.field_size_limit(max(csv.field_size_limit(), LONGEST_REPORT))
        lines = _Lines(text)
        yield from _csv_reports(lines, csv.reader(lines, delimiter=_delimiter(head.decode(encoding, errors="replace"))), path, columns)
    finally:
        text.detach()  # the stream is closed by whoever opened it


class _Lines:
    """The lines of a table, a longer one than is ever read in pieces, so that memory stays bounded; ``number`` counts whole lines, ``marks`` their quotes."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._broken = False
        self.number = 0
        self.marks = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        piece = self._text.readline(LONGEST_LINE)
        if not piece:
            raise StopIteration
        self.number += not self._broken
        self.marks += piece.count('"')
        self._broken = not piece.endswith("\n") and len(piece) == LONGEST_LINE
        return piece

    def skip(self) -> None:
        """Pass over what is left of a line of which a piece could not be read."""
        while self._broken:
            next(self, None)


def _csv_reports(lines: _Lines, rows: "_csv.Reader", path: str, columns: Mapping[str, str]) -> Iterator[Document | Reject]:
    try:
        header = next(rows, [])
    except csv.Error as error:
        yield Reject(path, "line 1", "read", f"broken CSV: {error}")
        return
    header = [name.strip() for name in header]
    missing = missing_column(header, columns)
    if missing:
        yield Reject(path, "", "read", missing)
        return
    at = {name: header.index(columns.get(name, name)) for name in FIELDS if columns.get(name, name) in header}
    while True:
        before, marks, where = lines.number, lines.marks, f"line {lines.number + 1}"
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Reject(path, where, "read", f"broken CSV: {error}")
            lines.skip()
            continue
        if lines.number > before + 1 and (lines.marks - marks) % 2:
            yield Reject(path, f"lines {before + 1} to {lines.number}", "read", "broken CSV: a quotation mark without its pair made one cell of them")
        elif len(cells) > max(at.values()):
            yield report({name: cells[i] for name, i in at.items()}, path, where)
        elif cells:
            yield Reject(path, where, "read", f"{len(cells)} cells, the header has {len(header)}")


def _delimiter(head: str) -> str:
    first = head.replace("\r", "\n").split("\n", 1)[0]
    return max(_DELIMITERS, key=first.count)


def _first_line(error: Exception) -> str:
    return f"{str(error).splitlines()[0] if str(error) else type(error).__name__:.200}"
