"""A report cut into passages: what search shows and counts as one place."""

import re
from collections.abc import Iterator, Sequence

from khabar.model import Span

MOST = 700  # characters of a passage, some five lines of a page
_LEAST_OF_LONG = 250
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_SENTENCE_END = re.compile(r"[.!?؟…]+[\"»”’)\]]*\s")


def passages(text: str, skip: Sequence[Span] = ()) -> list[Span]:
    """Return the passages of a text in order, none longer than ``MOST``: short paragraphs together, long ones cut at sentences. ``skip`` belongs to none."""
    found: list[Span] = []
    for begin, stop in _kept(text, skip):
        first = end = -1
        for match in _PARAGRAPH.finditer(text, begin, stop):
            if first >= 0 and match.end() - first <= MOST:
                end = match.end()
                continue
            if first >= 0:
                found.extend(_cut(text, first, end))
            first, end = match.span()
        if first >= 0:
            found.extend(_cut(text, first, end))
    return found


def _kept(text: str, skip: Sequence[Span]) -> Iterator[tuple[int, int]]:
    at = 0
    for span in skip:
        if span.start > at:
            yield at, span.start
        at = max(at, span.end)
    yield at, len(text)


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > MOST:
        ends = [match.end() for match in _SENTENCE_END.finditer(text, start + _LEAST_OF_LONG, start + MOST)]
        blank = text.rfind(" ", start + _LEAST_OF_LONG, start + MOST)
        stop = ends[-1] if ends else blank + 1 if blank > 0 else start + MOST
        yield Span(start, stop)
        start = stop
    yield Span(start, end)
