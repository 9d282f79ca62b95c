"""``khabar times``: the time expressions of a text, resolved."""

import sys
from typing import Annotated

import typer

from khabar.cli.options import AsJson, AsJsonl


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("times")(times)


def times(
    text: Annotated[str, typer.Argument(help="Arabic text; - is standard input.")],
    *,
    published: Annotated[str | None, typer.Option("--published", "-p", help="The day that it was printed (2017-10-20): 'yesterday' counts from it.")] = None,
    direction: Annotated[str, typer.Option("--direction", help="Where a weekday or month points that nothing directs: past or future.")] = "past",
    as_json: AsJson = False,
    as_jsonl: AsJsonl = False,
) -> None:
    """List the time expressions of a text with their TIMEX3 values and the days that they can mean."""
    from khabar.cli import terminal  # noqa: PLC0415 - loads what asks, when it is needed
    from khabar.extract.times import times as found  # noqa: PLC0415 - as above
    from khabar.model import to_plain  # noqa: PLC0415 - as above

    expressions = found(sys.stdin.read() if text == "-" else text, published, direction)
    if as_json:
        terminal.json_object({"times": to_plain(expressions)})
    elif as_jsonl:
        terminal.json_lines(to_plain(expressions))
    else:
        for time in expressions:
            value = f"{time.value or '-'}{' ' + time.mod if time.mod else ''}"
            days = f"{time.earliest} – {time.latest}" if time.earliest else "-"
            terminal.line(f"{time.text}\t{time.type}\t{value}\t{days}")
    terminal.note(terminal.counted(len(expressions), "time"))
