"""Records as JSON and back: what the store, the shards and the JSON Lines hold is the same object."""

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from khabar.errors import ReadError
from khabar.model import Document, Record, Source, json_name


def record_of(plain: Mapping[str, Any]) -> Record:
    """Return the record that a JSON object holds; fields that khabar does not know are left out.

    Raises:
        ReadError: a field that a record needs is missing, or one holds what it cannot hold.
    """
    try:
        record: Record = _reader(Record)(plain)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        message = f"cannot read a record: {error!r} (expected the fields that `khabar extract --jsonl` prints)"
        raise ReadError(message) from error
    return record


def record_json(record: Record) -> str:
    """Return the record as one line of JSON, with Arabic as it is."""
    return json.dumps(record.to_dict(), ensure_ascii=False, separators=(",", ":"))


def document_of(record: Record, published: str | None) -> Document:
    """Return the report that the record was read from; ``published`` is the day that came with the report, None where none did."""
    source: Source = record.source
    basis = record.published.basis if published else "metadata"
    return Document(record.id, record.text, source.title, published, source.outlet, source.url, source.path, source.lang, basis)


def published_with(record: Record) -> str | None:
    """Return the day of publication that came with the report, None where khabar found it in the text or nowhere."""
    return record.published.value if record.published.basis in ("metadata", "page") else None


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """Return what turns a JSON value into a value of the annotated type."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = _reader(next(argument for argument in get_args(hint) if argument is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        item = _reader(get_args(hint)[0])
        return lambda values: tuple(map(item, values))
    if hasattr(hint, "__dataclass_fields__"):
        return _dataclass_reader(hint)
    if origin is dict:
        return dict  # an Arrow map comes as pairs
    return _number if hint is float else _same


def _dataclass_reader(kind: type) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = [(field.name, json_name(field.name), _reader(hints[field.name])) for field in fields(kind)]

    def read(plain: Mapping[str, Any]) -> Any:
        return kind(**{name: reader(plain[key]) for name, key, reader in readers if key in plain})

    return read


def _same(value: Any) -> Any:
    return value


def _number(value: Any) -> Any:
    if not isinstance(value, int | float):
        message = f"{value!r} is no number"
        raise TypeError(message)
    return value
