"""``khabar extract`` and ``khabar add``: reports into records, on standard output or into a store."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from khabar.cli.options import DEFAULT_REJECTS, DEFAULT_STORE, AsJson, AsJsonl, Columns, Jobs, Paths, RejectsFile, StorePath, column_map
from khabar.errors import ConfigError

REJECTED = 3  # the exit code of a run that finished with rejects


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("extract")(extract)
    app.command("add")(add)


def extract(
    paths: Paths,
    column: Columns = None,
    rejects: RejectsFile = DEFAULT_REJECTS,
    jobs: Jobs = 1,
    *,
    as_json: AsJson = False,
    as_jsonl: AsJsonl = False,
) -> None:
    """Read reports and print their records; nothing is stored."""
    from khabar import runs  # noqa: PLC0415 - loads what reads, when it is needed
    from khabar.cli import terminal  # noqa: PLC0415 - as above
    from khabar.cli.views import record_view  # noqa: PLC0415 - as above
    from khabar.link.run import extracted  # noqa: PLC0415 - as above
    from khabar.read import documents  # noqa: PLC0415 - as above

    count = 0
    printed = []
    with runs.Rejects(rejects) as file, terminal.progress("reading") as advance:
        own: list[str | Path | int] = [rejects, *terminal.answer_file()]
        for record in extracted(documents(paths, column_map(column), own), file, advance, jobs=jobs):
            count += 1
            if as_jsonl:
                print(json.dumps(record.to_dict(), ensure_ascii=False))  # noqa: T201 - the answer
            elif as_json:
                printed.append(record.to_dict())
            else:
                record_view(record)
    if as_json:
        print(json.dumps(printed, ensure_ascii=False, indent=2))  # noqa: T201 - the answer
    terminal.note(f"{terminal.counted(count, 'report')} read{_rejected(file.count, rejects)}")
    if file.count:
        raise typer.Exit(REJECTED)


def add(  # noqa: PLR0913 - a command has as many options as its work has parts
    paths: Paths,
    store: StorePath = DEFAULT_STORE,
    column: Columns = None,
    rejects: RejectsFile = DEFAULT_REJECTS,
    jobs: Jobs = 1,
    *,
    again: bool = typer.Option(False, "--again", help="Read reports anew that the store holds already."),  # noqa: FBT003 - typer's way of declaring a flag
    as_json: AsJson = False,
) -> None:
    """Read reports into a store; the same report twice changes nothing, a changed one replaces its record and keeps the old text."""
    from khabar import runs  # noqa: PLC0415 - loads what reads, when it is needed
    from khabar.cli import terminal  # noqa: PLC0415 - as above
    from khabar.read import documents  # noqa: PLC0415 - as above
    from khabar.store.adding import add as read_into  # noqa: PLC0415 - as above
    from khabar.store.database import Database, files_of  # noqa: PLC0415 - as above

    if rejects.exists() and store.exists() and rejects.samefile(store):
        message = f"cannot write rejects to {rejects}: it is the store. Give another file with --rejects"
        raise ConfigError(message)
    own: list[str | Path | int] = [rejects, *files_of(store), *terminal.answer_file()]
    reports = documents(paths, column_map(column), own)  # before a store is made: a path that is not there leaves nothing behind
    with _goes_on(store), Database(store) as database, runs.Rejects(rejects) as file, terminal.progress("adding") as advance:
        outcome = read_into(database, reports, file, again=again, progress=advance, jobs=jobs)
    if as_json:
        terminal.json_object(outcome)
    added = outcome.added
    terminal.note(f"{store}: {added.new:,} new, {added.replaced:,} replaced, {added.unchanged:,} unchanged{_rejected(outcome.n_rejects, rejects)}")
    if outcome.n_rejects:
        raise typer.Exit(REJECTED)


@contextmanager
def _goes_on(store: Path) -> Iterator[None]:
    """Tell who stops a run what becomes of it."""
    from khabar.cli import terminal  # noqa: PLC0415 - loaded when it is needed

    try:
        yield
    except KeyboardInterrupt:
        terminal.note(f"{store}: stopped; what was stored before is kept, the same command goes on from there")
        raise


def _rejected(count: int, path: object) -> str:
    return f", {count:,} rejected (reasons in {path})" if count else ", 0 rejected"
