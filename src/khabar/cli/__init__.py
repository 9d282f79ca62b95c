"""The command line: each command is a thin skin over a documented function.

Data goes to standard output, everything else to standard error. Exit codes: 0 done, 1 failed, 2 wrong use,
3 finished, but some reports were rejected.
"""

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from khabar.errors import KhabarError

# one module for each part that has commands; each has register(app) and loads what it needs when a command runs
_MODULES = ("reading", "asking", "times", "said", "events", "judgements", "serve", "export", "shards")


class _UnheardError(Exception):
    """Whoever read the answer has seen enough (khabar … | head)."""


class _Commands(TyperGroup):
    """The commands; an answer that nobody reads any more ends them without a failure, which typer alone would make of it."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for, its answer written out."""
        try:
            answer = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError as error:
            raise _UnheardError from error
        return answer


app = typer.Typer(
    name="khabar",
    cls=_Commands,
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
    import_module(f"khabar.cli.{_name}").register(app)


def main() -> None:
    """Run the command line and exit with its code."""
    _speak_utf8()
    try:
        app()
    except KhabarError as error:
        sys.exit(_failed(str(error)))
    except _UnheardError:
        _close()
        sys.exit(0)
    except OSError as error:
        _close()
        sys.exit(
            _failed(f"cannot write the answer: {error.strerror or error}. What was read or stored before is kept; make room and run the same command again")
        )
    except KeyboardInterrupt:
        sys.exit(130)


def _speak_utf8() -> None:
    """Make the streams UTF-8 whatever the locale says: so are reports, and records that others read. One that the caller closed is nothing."""
    for name, mode, errors in (("stdin", "r", "surrogateescape"), ("stdout", "w", "backslashreplace"), ("stderr", "w", "backslashreplace")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open as long as the process lives
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def _close() -> None:
    """Let nothing more be written to standard output at exit, where it would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _failed(reason: str) -> int:
    from khabar.cli import terminal  # noqa: PLC0415 - loaded where something fails

    terminal.note(f"khabar: {reason}")
    return 1
