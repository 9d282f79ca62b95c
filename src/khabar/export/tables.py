"""CSV, JSON Lines and Parquet: the same lines, nested where the format can, in one cell where it cannot."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from khabar.export.rows import Row

BATCH = 2_000  # lines of a Parquet row group
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
_SPAN = pa.struct([("start", pa.int64()), ("stop", pa.int64())])
_CUE = pa.struct([("start", pa.int64()), ("stop", pa.int64()), ("text", pa.string())])
_HAND = pa.struct([("role", pa.string()), ("entity", pa.string()), ("name", pa.string()), ("start", pa.int64()), ("stop", pa.int64())])
_FIGURE = pa.struct(
    [
        *(("what", pa.string()), ("low", pa.float64()), ("best", pa.float64()), ("high", pa.float64())),
        *(("unit", pa.string()), ("counted_by", pa.string()), ("start", pa.int64()), ("stop", pa.int64())),
    ]
)
# what a column of this name holds, in every table; all others hold text
_TYPES: dict[str, pa.DataType] = {
    "content": pa.list_(_SPAN),
    "cue": pa.list_(_CUE),
    "chain": pa.list_(_HAND),
    "figures": pa.list_(_FIGURE),
    "anonymous": pa.bool_(),
    **dict.fromkeys(("low", "best", "high", "lat", "lon", "km", "score", "confidence"), pa.float64()),
    **dict.fromkeys(("start", "stop", "source_start", "source_stop", "place_precision", "time_precision"), pa.int64()),
    **dict.fromkeys(("source", "source_names", "aliases", "links"), pa.list_(pa.string())),
    **dict.fromkeys(("actors", "actor_names", "recipients", "recipient_names", "places", "place_names", "sectors"), pa.list_(pa.string())),
}


def json_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yield each line as a JSON object, Arabic as it is."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def csv_lines(rows: Iterable[Row], columns: Sequence[str] = ()) -> Iterator[str]:
    """Yield the lines of a CSV, its head first (``columns`` where there are no lines); lists stand in one cell, their items between bars.

    A text that a spreadsheet would run as a formula gets an apostrophe before it; JSON Lines and Parquet hold it as it is.
    """
    rows = iter(rows)
    first = next(rows, None)
    names = list(first) if first is not None else list(columns)
    if not names:
        return
    yield "\ufeff" + _line(names)  # the mark by which spreadsheets know UTF-8
    for row in chain([first] if first is not None else [], rows):
        yield _line([_cell(row.get(name)) for name in names])


def parquet(rows: Iterable[Row], path: str | Path, columns: Sequence[str] = ()) -> int:
    """Write the lines to a Parquet file, ``BATCH`` held at a time; return how many there were."""
    rows = iter(rows)
    batch = list(islice(rows, BATCH))
    schema = _schema(list(batch[0]) if batch else list(columns))
    n = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch:
            writer.write_table(pa.Table.from_pylist([_typed(row, schema) for row in batch], schema=schema))
            n += len(batch)
            batch = list(islice(rows, BATCH))
    return n


def _schema(names: Sequence[str]) -> pa.Schema:
    return pa.schema([(name, pa.int64() if name.startswith("n_") else _TYPES.get(name, pa.string())) for name in names])


def _typed(row: Row, schema: pa.Schema) -> Row:
    """Return the line with what a text column cannot hold written as JSON."""
    return {
        field.name: json.dumps(row.get(field.name), ensure_ascii=False)
        if field.type == pa.string() and not isinstance(row.get(field.name), str | None)
        else row.get(field.name)
        for field in schema
    }


def _line(cells: Sequence[str]) -> str:
    held = io.StringIO()
    csv.writer(held, lineterminator="\r\n").writerow(cells)
    return held.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return _safe(" | ".join(_item(item) for item in value))
    if isinstance(value, dict):
        return _safe(json.dumps(value, ensure_ascii=False))
    return _safe(value) if isinstance(value, str) else str(value)


def _item(item: Any) -> str:
    """Return an item of a list in one cell: a hand of a chain as ``role: name [start-stop]``, a span as ``start-stop``."""
    if not isinstance(item, dict):
        return str(item)
    if "role" in item:
        where = f" [{item['start']}-{item['stop']}]" if item["start"] is not None else ""
        return f"{item['role']}: {item['name'] or ''}{where}"
    if "what" in item:
        return f"{item['what'] or ''} {item['low']}/{item['best']}/{item['high']} {item['unit'] or ''} [{item['start']}-{item['stop']}]"
    if set(item) <= {"start", "stop", "text"}:
        return f"{item['start']}-{item['stop']}"
    return json.dumps(item, ensure_ascii=False)


def _safe(text: str) -> str:
    return "'" + text if text.startswith(_FORMULA) else text
