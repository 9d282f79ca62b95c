"""What commands print: JSON and plain lines on standard output, everything else on standard error."""

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from khabar.model import Span
from khabar.query.answers import plain

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile(r"\s+")


def colours() -> bool:
    """Tell whether standard output shows colours: a terminal, and nobody said NO_COLOR."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def line(text: str = "") -> None:
    """Print one line of an answer, line ends in names as blanks; characters that would steer the terminal are shown as �."""
    sys.stdout.write(_shown(text).replace("\n", " ") + "\n")


def lines(text: str) -> None:
    """Print a text with its lines, whatever ends them; characters that would steer the terminal are shown as �."""
    sys.stdout.write(_shown(text) + "\n")


def note(text: str) -> None:
    """Tell the user something that is not part of the answer; names of outlets in it come from reports, so it is shown like one."""
    sys.stderr.write(_shown(text) + "\n")


def answer_file() -> tuple[int, ...]:
    """Return the number of the open file that the answer goes to; none where it goes to no file."""
    try:
        return (sys.stdout.fileno(),)
    except OSError:
        return ()


def _shown(text: str) -> str:
    return _CONTROLS.sub("�", _LINE_ENDS.sub("\n", text))


def json_object(value: Any) -> None:
    """Print an answer, or any part of one, as one JSON object."""
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n")


def json_lines(values: Iterable[Any]) -> None:
    """Print answers as JSON, one a line."""
    for value in values:
        sys.stdout.write(json.dumps(plain(value), ensure_ascii=False) + "\n")


def counted(n: int, what: str) -> str:
    """Return a number of things in words: ``1 report``, ``1,200 reports``."""
    return f"{n:,} {what}{'' if n == 1 else 's'}"


def one_line(text: str) -> str:
    """Return the text with every run of blanks as one blank."""
    return _BLANKS.sub(" ", text).strip()


def marked(text: str, marks: Sequence[Span]) -> str:
    """Return the text with the marks set off: bold on a terminal, between stars elsewhere. It is to be printed with ``line_with_marks``."""
    parts, at = [], 0
    for span in marks:
        parts += [text[at : span.start], "\ue000", text[span.start : span.end], "\ue001"]
        at = span.end
    return one_line("".join([*parts, text[at:]]))


def line_with_marks(text: str) -> None:
    """Print one line that ``marked`` made."""
    begin, end = ("\x1b[1;33m", "\x1b[0m") if colours() else ("*", "*")
    sys.stdout.write(_shown(text).replace("\ue000", begin).replace("\ue001", end) + "\n")


@contextmanager
def progress(what: str) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how many reports are done; elsewhere show nothing. Yields what takes the number of further ones."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - a terminal's view, loaded where there is one
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - as above

    columns = (SpinnerColumn(), TextColumn(what), TextColumn("{task.completed:,.0f} reports"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda n: bar.update(task, advance=n)
