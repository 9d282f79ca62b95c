"""Records as Arrow tables: the schema follows from the record's dataclasses, one row a record."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints, overload

import pyarrow as pa

from khabar.model import Record, json_name, to_plain

_PLAIN: dict[object, pa.DataType] = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


@cache
def record_schema() -> pa.Schema:
    """Return the Arrow schema of records, with the JSON names."""
    return pa.schema(list(_struct(Record)))


def record_batch(records: Iterable[Record]) -> pa.RecordBatch:
    """Return the records as one batch."""
    return pa.RecordBatch.from_pylist([_row(record) for record in records], schema=record_schema())


def record_table(records: Iterable[Record]) -> pa.Table:
    """Return the records as a table."""
    return pa.Table.from_batches([record_batch(records)], schema=record_schema())


class Records(Sequence[Record]):
    """Records in order, handing themselves over as an Arrow stream (Polars, pandas and DuckDB read it)."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = tuple(records)

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | Sequence[Record]:
        return self._records[index]

    def __len__(self) -> int:
        return len(self._records)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return record_table(self._records).__arrow_c_stream__(requested_schema)


def _row(record: Record) -> dict[str, Any]:
    return {name: _maps(value) for name, value in record.to_dict().items()}


def _maps(value: Any) -> Any:
    """Return the value with what stands in map columns as lists of pairs."""
    if isinstance(value, dict):
        return {k: list(v.items()) if k in {"links", "sectors"} and isinstance(v, dict) else _maps(v) for k, v in value.items()}
    return [_maps(v) for v in value] if isinstance(value, list) else to_plain(value)


def _struct(kind: Any) -> Iterator[pa.Field]:
    hints = get_type_hints(kind)
    for one in fields(kind):
        yield pa.field(json_name(one.name), _type(hints[one.name]))


def _type(hint: Any) -> pa.DataType:
    if hint in _PLAIN:
        return _PLAIN[hint]
    if is_dataclass(hint):
        return pa.struct(list(_struct(hint)))
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (types.UnionType, Union):
        return _type(next(a for a in arguments if a is not type(None)))
    if origin is dict:
        return pa.map_(_type(arguments[0]), _type(arguments[1]))
    return pa.list_(_type(arguments[0]))
