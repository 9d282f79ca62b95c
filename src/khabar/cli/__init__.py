"""The command line: each command is a thin skin over a documented function.

Data goes to standard output, everything else to standard error. Exit codes: 0 done, 1 failed, 2 wrong use,
3 finished, but some reports were rejected.
"""

import os
import sys
from importlib import import_module
from importlib.util import find_spec

import typer

from khabar.errors import KhabarError

# one module for each part that has commands; each has register(app) and loads what it needs when a command runs
_MODULES = ("reading", "asking", "times", "said", "events", "judgements", "compare", "serve", "export", "shards")

app = typer.Typer(
    name="khabar",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Read Arabic news into a record: who said what, through whom; who did what to whom, where and when, according to whom.",
)


def _version(asked: bool) -> None:  # noqa: FBT001 - typer hands a flag over by position
    if asked:
        from khabar import __version__  # noqa: PLC0415 - the one place that asks

        print(f"khabar {__version__}")  # noqa: T201 - the answer
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version and stop."),  # noqa: FBT001, FBT003 - typer's way of declaring a flag
) -> None:
    """Declare what every command has."""


for _name in _MODULES:
    if find_spec(f"khabar.cli.{_name}"):
        import_module(f"khabar.cli.{_name}").register(app)


def main() -> None:
    """Run the command line and exit with its code."""
    try:
        app()
    except KhabarError as error:
        sys.exit(_failed(str(error)))
    except BrokenPipeError:
        # whoever read our output has seen enough (khabar … | head); nothing more may be written to it at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)


def _failed(reason: str) -> int:
    print(f"khabar: {reason}", file=sys.stderr)  # noqa: T201 - the command line's own words
    return 1
