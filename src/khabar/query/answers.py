"""Lists of answers for Python: they hand themselves over as Arrow and show themselves in a notebook."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from markupsafe import Markup

from khabar.model import Span, json_name

if TYPE_CHECKING:
    import pyarrow as pa

Line = TypeVar("Line")
_MOST_SHOWN = 50  # lines that a notebook shows


class Answers(Generic[Line]):
    """The lines of an answer in their order, with ``next``, the cursor that the following lines start from (None where there are none).

    Polars, pandas and DuckDB read it as a table (Arrow stream). It is no list, for they would take one for a column.
    """

    def __init__(self, kind: type[Line], lines: Iterable[Line] = (), following: str | None = None) -> None:
        self.lines = tuple(lines)
        self.next = following
        self._kind = kind

    def __len__(self) -> int:
        return len(self.lines)

    def __iter__(self) -> Iterator[Line]:
        return iter(self.lines)

    def __getitem__(self, number: int) -> Line:
        return self.lines[number]

    def __repr__(self) -> str:
        return f"Answers({len(self)} × {self._kind.__name__})"

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return the Arrow stream of the lines."""
        import pyarrow as pa  # noqa: PLC0415 - so that questions are asked without it

        table = pa.Table.from_pylist([plain(line) for line in self], schema=pa.schema(_struct(self._kind)))
        return table.__arrow_c_stream__(requested_schema)

    def _repr_html_(self) -> str:
        names = [field.name for field in fields(self._kind) if field.name not in ("key", "marks")]  # type: ignore[arg-type]
        head = Markup().join(Markup("<th>{}</th>").format(name) for name in names)
        rows = [Markup().join(Markup('<td dir="auto">{}</td>').format(_cell(line, name)) for name in names) for line in self.lines[:_MOST_SHOWN]]
        body = Markup().join(Markup("<tr>{}</tr>").format(row) for row in rows)
        more = Markup("<p>{} of {} lines</p>").format(_MOST_SHOWN, len(self)) if len(self) > _MOST_SHOWN else Markup()
        return str(Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>{}").format(head, body, more))


def plain(value: Any) -> Any:
    """Return an answer, or any part of one, as JSON-ready values."""
    if is_dataclass(value) and not isinstance(value, type):
        return {json_name(field.name): plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list | Answers):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def _cell(line: Any, name: str) -> str | Markup:
    value = getattr(line, name)
    if name == "text" and hasattr(line, "marks"):
        return marked(value, line.marks)
    if isinstance(value, tuple):
        return ", ".join(str(getattr(item, "name", item)) for item in value)
    return "" if value is None else str(value)


def marked(text: str, marks: Iterable[Span]) -> Markup:
    """Return the text as HTML, escaped, the marks in ``<mark>``."""
    found, at = Markup(), 0
    for span in marks:
        found += Markup("{}<mark>{}</mark>").format(text[at : span.start], text[span.start : span.end])
        at = span.end
    return found + Markup("{}").format(text[at:])


def _struct(kind: Any) -> list[pa.Field]:
    import pyarrow as pa  # noqa: PLC0415 - as above

    hints = get_type_hints(kind)
    return [pa.field(json_name(field.name), _type(hints[field.name])) for field in fields(kind)]


def _type(hint: Any) -> pa.DataType:
    import pyarrow as pa  # noqa: PLC0415 - as above

    known = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    if hint in known:
        return known[hint]
    if is_dataclass(hint):
        return pa.struct(_struct(hint))
    arguments = [argument for argument in get_args(hint) if argument is not type(None)]
    if get_origin(hint) in (Union, types.UnionType):
        return _type(arguments[0])
    return pa.list_(_type(arguments[0]))
