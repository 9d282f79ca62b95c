"""A report's text as a stream of pieces: what a page writes between and around its marks.

Marks may lie inside each other and may cross; the stream nests them properly by closing a crossing mark and opening it again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

# a link cannot hold another one: of two marks with an address, the inner one is written without
OUTERMOST_FIRST = {"boilerplate": 0, "rejected": 0, "said": 1, "label": 2, "role": 3, "cue": 4, "source": 5, "name": 6, "event": 7, "time": 8, "quantity": 9}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text and how it is shown. ``kind`` is a class of the style sheet, ``sort`` a finer one, ``target`` the anchor of its card."""

    start: int
    end: int
    kind: str
    sort: str = ""
    href: str | None = None
    target: str | None = None
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One step of the stream: ``text`` to write, or a mark to open or to close. ``first``: the mark opens for the first time; ``link``: it may be a link."""

    text: str = ""
    opens: Mark | None = None
    closes: Mark | None = None
    first: bool = False
    link: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text with its pieces; ``start`` is its place in the text."""

    start: int
    pieces: tuple[Piece, ...]


def paragraphs(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> list[Paragraph]:
    """Return the lines of ``text[start:end]`` with the marks that touch them; empty lines are left out."""
    stop = len(text) if end is None else min(end, len(text))
    waiting = sorted((m for m in marks if m.start < m.end), key=_order)
    waiting.reverse()
    begun: set[Mark] = set()
    active: list[Mark] = []
    found = []
    for first, last in lines(text, start, stop):
        while waiting and waiting[-1].start < last:
            active.append(waiting.pop())
        active = [m for m in active if m.end > first]
        if text[first:last].strip():
            found.append(Paragraph(first, tuple(_pieces(text, active, first, last, begun))))
    return found


def lines(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the lines between two places, without their line ends."""
    while start < stop:
        end = text.find("\n", start, stop)
        end = stop if end < 0 else end
        yield start, end
        start = end + 1


def _order(mark: Mark) -> tuple[int, int, int]:
    return mark.start, -mark.end, OUTERMOST_FIRST.get(mark.kind, 9)


def _pieces(text: str, marks: list[Mark], first: int, last: int, begun: set[Mark]) -> Iterator[Piece]:
    inside = [m for m in marks if m.start < last and m.end > first]
    edges = sorted({first, last, *(max(m.start, first) for m in inside), *(min(m.end, last) for m in inside)})
    starting: dict[int, list[Mark]] = {}
    for mark in sorted(inside, key=_order):
        starting.setdefault(max(mark.start, first), []).append(mark)
    opened: list[Piece] = []
    for edge, following in pairwise(edges):
        yield from _closed(opened, edge, starting.setdefault(edge, []))
        for mark in sorted(starting[edge], key=lambda m: (-m.end, OUTERMOST_FIRST.get(m.kind, 9))):
            link = mark.href is not None and not any(piece.link for piece in opened)
            opened.append(Piece(opens=mark, first=mark not in begun, link=link))
            yield opened[-1]
            begun.add(mark)
        yield Piece(text=text[edge:following])
    for piece in reversed(opened):
        yield Piece(closes=piece.opens, link=piece.link)


def _closed(opened: list[Piece], edge: int, starting: list[Mark]) -> Iterator[Piece]:
    """Close what ends here; a mark that was opened inside it and goes on is closed too and starts again."""
    ending = [i for i, piece in enumerate(opened) if piece.opens and piece.opens.end <= edge]
    if not ending:
        return
    for piece in reversed(opened[ending[0] :]):
        yield Piece(closes=piece.opens, link=piece.link)
        if piece.opens and piece.opens.end > edge:
            starting.append(piece.opens)
    del opened[ending[0] :]
