"""``khabar shards`` and ``khabar rebuild``: a whole store as Parquet files, and a store made of them."""

from pathlib import Path
from typing import Annotated

import typer

from khabar.cli.options import DEFAULT_STORE, StorePath


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("shards")(shards)
    app.command("rebuild")(rebuild)


def shards(folder: Annotated[Path, typer.Argument(help="A new folder for the Parquet files.")], store: StorePath = DEFAULT_STORE) -> None:
    """Write the whole store as Parquet files, one row a report with its record."""
    from khabar.cli import terminal  # noqa: PLC0415 - loads what is needed when it is needed
    from khabar.store.database import Database  # noqa: PLC0415 - as above
    from khabar.store.shards import write_shards  # noqa: PLC0415 - as above

    with Database(store, read_only=True) as database:
        count = write_shards(database, folder)
    terminal.note(f"{folder}: {terminal.counted(count, 'report')}")


def rebuild(folder: Annotated[Path, typer.Argument(help="A folder that khabar shards wrote.")], store: StorePath = DEFAULT_STORE) -> None:
    """Read Parquet files that khabar wrote into a store, which is made where there is none."""
    from khabar.cli import terminal  # noqa: PLC0415 - loads what is needed when it is needed
    from khabar.store.database import Database  # noqa: PLC0415 - as above
    from khabar.store.shards import rebuild as rebuilt  # noqa: PLC0415 - as above
    from khabar.store.shards import shards_of  # noqa: PLC0415 - as above

    shards_of(folder)  # before a store is made: a folder without shards leaves nothing behind
    with Database(store) as database:
        added = rebuilt(database, folder)
    terminal.note(f"{store}: {added.new:,} new, {added.replaced:,} replaced, {added.unchanged:,} unchanged")
