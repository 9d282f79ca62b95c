"""The options that several commands share."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from khabar.errors import ConfigError

StorePath = Annotated[Path, typer.Option("--store", help="The store's file.", envvar="KHABAR_STORE")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
AsJsonl = Annotated[bool, typer.Option("--jsonl", help="Print one JSON object a line.")]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="The most lines to print.")]
Paths = Annotated[list[str], typer.Argument(help="Files or directories of reports; - is JSON Lines on standard input.")]
Columns = Annotated[list[str] | None, typer.Option("--column", "-c", help="A table's column that is called otherwise: text=body. Can be given several times.")]
RejectsFile = Annotated[Path, typer.Option("--rejects", help="Where reports that cannot be read are written, with the reason.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, max=256, help="Processes that read side by side.")]


_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _day(given: str | None) -> str | None:
    """Return an ISO day; another way of writing one, which would be compared as text, is wrong use."""
    if given is None or (_ISO_DAY.fullmatch(given) and _is_date(given)):
        return given
    message = f"'{given}' is no day, expected one such as 2017-10-20."
    raise typer.BadParameter(message)


def _is_date(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


_CURSOR = re.compile(r".+[~.]\d{1,18}", re.ASCII)


def _cursor(given: str | None) -> str | None:
    """Return a cursor; what is none would show the first lines again."""
    if given is None or _CURSOR.fullmatch(given):
        return given
    message = f"'{given}' is no cursor, expected what the answer before names behind 'more: --cursor'."
    raise typer.BadParameter(message)


Cursor = Annotated[str | None, typer.Option("--cursor", help="Go on from here: the 'next' of the answer before.", callback=_cursor)]
Since = Annotated[str | None, typer.Option("--since", help="From this day on (2017-10-20).", callback=_day)]
Until = Annotated[str | None, typer.Option("--until", help="Up to this day, included.", callback=_day)]

Confidence = Annotated[
    float | None, typer.Option("--confidence", min=0, max=1, help="Only events of this confidence or more (0.7): the chance that type and actors are right.")
]

DEFAULT_STORE = Path("khabar.db")
DEFAULT_REJECTS = Path("rejects.jsonl")


def column_map(given: Sequence[str] | None) -> dict[str, str]:
    """Return the column map that ``--column`` options make.

    Raises:
        ConfigError: one has no ``=``.
    """
    pairs = [item.partition("=") for item in given or ()]
    for name, equals, column in pairs:
        if not (name and equals and column):
            message = f"cannot read --column {name}{equals}{column}: expected FIELD=COLUMN, as in text=body"
            raise ConfigError(message)
    return {name: column for name, _, column in pairs}
