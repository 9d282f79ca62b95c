"""``khabar export``: what was read, in the formats that others work with."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from khabar.cli.options import DEFAULT_STORE, Confidence, Since, StorePath, Until
from khabar.errors import ConfigError

if TYPE_CHECKING:
    from khabar.query.listing import Choice

_OF = {"through": "statements", "confidence": "events"}  # limits that only lines of one kind have
SUFFIXES = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet", ".geojson": "geojson", ".ftm": "ftm"}


def register(app: typer.Typer) -> None:
    """Add the command to the application."""

    @app.command()
    def export(  # noqa: PLR0913, PLR0917 - one a limit
        what: Annotated[str, typer.Argument(help="records, reports, statements, events, entities, mentions, roles, times, quantities, labels or places.")],
        store: StorePath = DEFAULT_STORE,
        form: Annotated[
            str | None, typer.Option("--format", "-f", help="csv, jsonl, parquet, geojson, ftm, plover, gdelt or ucdp; by the file's ending where not given.")
        ] = None,
        output: Annotated[Path | None, typer.Option("--output", "-o", help="The file to write; standard output where not given.")] = None,
        entity: Annotated[str | None, typer.Option(help="Only what this entity (name or id) said, or had part in.")] = None,
        through: Annotated[str | None, typer.Option(help="Only statements that went through this entity (name or id).")] = None,
        outlet: Annotated[str | None, typer.Option(help="Only what this outlet printed.")] = None,
        report: Annotated[str | None, typer.Option(help="Only what this report says.")] = None,
        since: Since = None,
        until: Until = None,
        confidence: Confidence = None,
    ) -> None:
        """Write what was read, each line with its place in the report and the chain it came by."""
        from khabar.export.formats import export_file, export_text  # noqa: PLC0415 - Arrow takes a while that no other command should wait for
        from khabar.query.listing import Choice  # noqa: PLC0415 - as above
        from khabar.query.outlets import known_outlet  # noqa: PLC0415 - as above
        from khabar.query.reports import known_report  # noqa: PLC0415 - as above
        from khabar.query.statements import known_id  # noqa: PLC0415 - as above
        from khabar.store.database import Database  # noqa: PLC0415 - as above

        chosen = form or (form_of(output) if output else "jsonl")
        with Database(store, read_only=True) as database:
            ids = known_id(database, entity), known_id(database, through)
            printed = known_outlet(database, outlet), known_report(database, report)
            choice = Choice(entity=ids[0], through=ids[1], outlet=printed[0], report=printed[1], since=since, until=until, confidence=confidence)
            _check_limits(what, choice)
            if output is None:
                sys.stdout.writelines(export_text(database, what, chosen, choice))
            elif output.exists() and output.samefile(store):
                message = f"cannot write {output}: it is the store. Give another file with --output"
                raise ConfigError(message)
            else:
                export_file(database, what, chosen, choice, output)


def _check_limits(what: str, choice: "Choice") -> None:
    """Refuse a limit that the lines asked for cannot follow, instead of passing over it."""
    given = [name for name in ("entity", "through", "outlet", "report", "since", "until", "confidence") if getattr(choice, name) is not None]
    misfits = given if what == "places" else [name for name in given if _OF.get(name, what) != what]
    if misfits:
        reason = "they are of all reports" if what == "places" else f"only {_OF[misfits[0]]} have it"
        message = f"cannot narrow {what} by --{misfits[0]}: {reason}. Leave it out"
        raise ConfigError(message)


def form_of(output: Path) -> str:
    """Return the format that a file's ending names.

    Raises:
        ConfigError: it names none.
    """
    found = SUFFIXES.get(output.suffix.lower())
    if found is None:
        message = f"cannot tell the format of {output} by its ending: expected {', '.join(SUFFIXES)}, or give --format"
        raise ConfigError(message)
    return found
