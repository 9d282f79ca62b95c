"""One name for each format: what it can hold, what a browser calls it, and how its text is made."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from khabar.errors import ConfigError
from khabar.export import events, ftm, geojson, tables
from khabar.export.selection import KINDS, chosen_records, columns, report_limits, rows
from khabar.query.listing import Choice
from khabar.store.database import Database

# the format -> what it can hold, and its media type
FORMATS: dict[str, tuple[tuple[str, ...], str]] = {
    "csv": (tuple(kind for kind in KINDS if kind != "records"), "text/csv; charset=utf-8"),
    "jsonl": (KINDS, "application/x-ndjson"),
    "parquet": (tuple(kind for kind in KINDS if kind != "records"), "application/vnd.apache.parquet"),
    "geojson": (("events", "places"), "application/geo+json"),
    "ftm": (("records",), "application/x-ndjson"),
    "plover": (("events",), "application/x-ndjson"),
    "gdelt": (("events",), "text/csv; charset=utf-8"),
    "ucdp": (("events",), "text/csv; charset=utf-8"),
}


def export_text(database: Database, kind: str, form: str, choice: Choice) -> Iterator[str]:
    """Return the text of an export, piece by piece.

    Raises:
        ConfigError: the format is none of text, or cannot hold the kind.
    """
    check(kind, form)
    if form == "ftm":
        return ftm.json_lines(chosen_records(database, choice))
    if form in events.FORMS:
        return coded(database, choice, form)
    lines = rows(database, kind, choice)
    if form == "csv":
        return tables.csv_lines(lines, columns(kind))
    if form == "jsonl":
        return tables.json_lines(lines)
    if form == "geojson":
        return geojson.feature_collection(lines)
    message = f"cannot write {form} as text. Give a file for it: --output {kind}.{form}"
    raise ConfigError(message)


def coded(database: Database, choice: Choice, form: str) -> Iterator[str]:
    """Return the events that a choice picks as PLOVER, GDELT or UCDP code them, each event once, with all its tellings in the report."""
    limits = report_limits(choice)
    if choice == limits:
        return events.lines(chosen_records(database, limits), form)
    wanted = {f"{row['report']}-{row['same_as'] or row['event_id']}" for row in rows(database, "events", choice)}
    return events.lines(chosen_records(database, replace(limits, entity=choice.entity)), form, wanted)


def export_file(database: Database, kind: str, form: str, choice: Choice, path: Path) -> None:
    """Write an export to a file.

    Raises:
        ConfigError: the format cannot hold the kind, or the file cannot be written.
    """
    check(kind, form)
    try:
        if form == "parquet":
            tables.parquet(rows(database, kind, choice), path, columns(kind))
            return
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(export_text(database, kind, form, choice))
    except OSError as error:
        message = f"cannot write {path}: {error.strerror or error}. Give another file with --output"
        raise ConfigError(message) from error


def check(kind: str, form: str) -> None:
    """Refuse what no format can hold.

    Raises:
        ConfigError: there is no such kind or format, or they do not fit.
    """
    if kind not in KINDS:
        message = f"cannot export {kind!r}: khabar knows {', '.join(KINDS)}"
        raise ConfigError(message)
    if form not in FORMATS:
        message = f"cannot export as {form!r}: khabar knows {', '.join(FORMATS)}"
        raise ConfigError(message)
    if kind not in FORMATS[form][0]:
        message = f"cannot export {kind} as {form}: it holds {', '.join(FORMATS[form][0])}"
        raise ConfigError(message)
