"""Reports annotated by hand: what a careful reader finds in them, in a form that can be read and written without a tool.

The text carries marks ``{HEAD REF|…}``, which nest and never cross. Without them it is the text of the sample report of
the same name, character for character. HEAD is per, org, loc or proc (REF: the entity), role (REF: its holder, or ``-``), time (REF: the
TIMEX3 value, ``;`` and its modifier), n (REF: a number, ``>200``, ``>=3``, ``~30``, ``many``, ``some``), said, cue, by, event (REF: a number) or page
(boilerplate, no REF). Below a line ``====`` stand the rows, tab-separated, ``-`` for nothing:

    report  PUBLISHED  OUTLET-ID  OUTLET
    said    NUMBER  KIND  SOURCE  CHAIN                       (chain: from mouth to paper, without the paper)
    event   NUMBER  TYPE  MODE  ACTORS  RECIPIENTS  PLACES  TIME  STATUS  SAID     or    event  NUMBER  =NUMBER (the same event, told again)
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "reports"
NAMES = ("per", "org", "loc", "proc")
_MARK = re.compile(r"\{([a-z]+)(?: ([^|{}]+))?\||\}")


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of a text, in code points of the text without marks."""

    head: str
    ref: str
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        """Start and end."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Said:
    """What the table tells of a statement."""

    kind: str
    source: tuple[str, ...]
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What the table tells of an event; ``time`` is a TIMEX3 value, ``inside`` the number of a statement."""

    type: str
    actors: frozenset[str]
    recipients: frozenset[str]
    time: str
    status: str
    inside: str


@dataclass(slots=True)
class Annotated:
    """One annotated report."""

    name: str
    text: str
    marks: list[Mark]
    published: str = ""
    outlet: str = ""
    said: dict[str, Said] = field(default_factory=dict)
    events: dict[str, Told] = field(default_factory=dict)

    def of(self, *heads: str) -> list[Mark]:
        """Return the marks with one of the heads, in text order."""
        return [mark for mark in self.marks if mark.head in heads]

    def whole(self, head: str, ref: str) -> tuple[int, int] | None:
        """Return one span around all marks with a head and a reference, None for none."""
        found = [mark for mark in self.marks if mark.head == head and mark.ref == ref]
        return (min(m.start for m in found), max(m.end for m in found)) if found else None


def annotated(path: Path) -> Annotated:
    """Return an annotated report.

    Raises:
        ValueError: marks cross or stay open, or a row and the marks do not fit.
    """
    body, _, table = path.read_text(encoding="utf-8").partition("\n====\n")
    text, marks = _marks(body, path.name)
    report = Annotated(path.stem, text, marks)
    for row in table.splitlines():
        _take_row(report, row.split("\t"))
    for head, rows in (("said", report.said), ("event", report.events)):
        marked = {mark.ref for mark in report.of(head)}
        if marked != set(rows):
            message = f"{path.name}: {head} {sorted(marked ^ set(rows))} is marked and has no row, or has a row and no mark"
            raise ValueError(message)
    return report


def _marks(body: str, name: str) -> tuple[str, list[Mark]]:
    pieces, at, last = [], 0, 0
    opened: list[tuple[str, str, int]] = []
    marks = []
    for match in _MARK.finditer(body):
        pieces.append(body[last : match.start()])
        at += match.start() - last
        last = match.end()
        if match[1]:
            opened.append((match[1], match[2] or "", at))
        elif opened:
            head, ref, start = opened.pop()
            marks.append(Mark(head, ref, start, at))
        else:
            message = f"{name}: a mark is closed that was never opened, before {body[match.end() : match.end() + 30]!r}"
            raise ValueError(message)
    if opened:
        message = f"{name}: {opened[-1][0]} {opened[-1][1]} is never closed"
        raise ValueError(message)
    return "".join([*pieces, body[last:]]), sorted(marks, key=lambda mark: (mark.start, -mark.end))


def _list(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split(","))


def _take_row(report: Annotated, row: list[str]) -> None:
    match row:
        case ["report", published, _, outlet]:
            report.published, report.outlet = published, outlet
        case ["said", number, kind, source, chain]:
            report.said[number] = Said(kind, _list(source), _list(chain))
        case ["event", number, same] if same.startswith("="):
            report.events[number] = report.events[same[1:]]
        case ["event", number, type_, _, actors, recipients, _, time, status, inside]:
            report.events[number] = Told(type_, frozenset(_list(actors)), frozenset(_list(recipients)), time, status, inside)
        case _:
            message = f"{report.name}: cannot read the row {row}"
            raise ValueError(message)
