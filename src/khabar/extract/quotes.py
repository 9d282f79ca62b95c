"""Quotation marks paired: what stands between them, also where the press swaps, mixes or forgets them.

Whether a mark opens or closes is told by what stands around it, its shape comes second: ``»أحرار الشام»`` opens and closes,
``و"`` opens. A mark that nothing closes runs to the end of its paragraph, unless a later paragraph closes it.
"""

from typing import NamedTuple

from khabar.segment import Tokens

MARKS = frozenset("«»\"“”„‟〝〞＂‹›'")
_OPENERS = frozenset("«“„‟〝‹")
_CLOSERS = frozenset("»”〞›")
_BEFORE_OPENING = frozenset(" \t\n\r\u00a0\u200f\u200e(([-–—_/:،,؛.؟!…")
_AFTER_CLOSING = frozenset(" \t\n\r\u00a0\u200f\u200e))]-–—_/:،,؛.؟!…;?")
_PARTICLES = frozenset("وفبلك")
# a mark that opens each of several paragraphs of one speech is closed once, at its end: no further than this
_PARAGRAPHS_OF_ONE_SPEECH = 6
_DEEPEST = 4  # quotations inside quotations; marks that would open a deeper one are none


class Quotation(NamedTuple):
    """A stretch between quotation marks: ``first`` and ``stop`` are token indices of what lies inside; ``open`` is the index of the opening mark.

    ``closed`` is False where no closing mark was found; ``depth`` is 0 for an outermost one.
    """

    open: int
    first: int
    stop: int
    closed: bool
    depth: int


def quotations(tokens: Tokens, marks: list[int]) -> list[Quotation]:
    """Return the quotations of a report in the order of their opening marks; ``marks`` are the token indices of its quotation marks."""
    found: list[Quotation] = []
    pending: list[tuple[int, int]] = []  # outermost marks left open in earlier paragraphs: (mark, paragraph)
    at = 0
    while at < len(marks):
        number = tokens.paragraph_of(marks[at])
        stop = tokens.paragraphs[number][1]
        following = at
        while following < len(marks) and marks[following] < stop:
            following += 1
        opened, stray = _paired(tokens, marks[at:following], found)
        at = following
        if stray is not None and pending and number - pending[-1][1] <= _PARAGRAPHS_OF_ONE_SPEECH:
            mark, _ = pending[0] if number - pending[0][1] <= _PARAGRAPHS_OF_ONE_SPEECH else pending[-1]
            found.append(Quotation(mark, mark + 1, stray, closed=True, depth=0))
            pending.clear()
        for depth, mark in enumerate(opened):
            found.append(Quotation(mark, mark + 1, _end_of_speech(tokens, stop), closed=False, depth=depth))
        if opened:
            pending.append((opened[0], number))
            del pending[:-_PARAGRAPHS_OF_ONE_SPEECH]
    return _outermost_once(found)


def _paired(tokens: Tokens, marks: list[int], found: list[Quotation]) -> tuple[list[int], int | None]:
    """Add the pairs of one paragraph; return the marks left open and the first that closes nothing."""
    stack: list[int] = []
    stray = None
    doubtful = -1
    for mark in marks:
        if _opens(tokens, mark, bool(stack)):
            if stack and stack[-1] == doubtful and not _closing_shape(tokens, mark):
                stack.pop()
            if len(stack) < _DEEPEST:
                stack.append(mark)
        elif not stack and not _closing_shape(tokens, mark):
            stack.append(mark)
            doubtful = mark
        elif stack:
            opening = stack.pop()
            if mark > opening + 1:
                found.append(Quotation(opening, opening + 1, mark, closed=True, depth=len(stack)))
        elif stray is None:
            stray = mark
    if stray is None and stack[-1:] == [doubtful]:
        stray = doubtful  # it may close what an earlier paragraph opened
    return [mark for mark in stack if mark != doubtful], stray


def _closing_shape(tokens: Tokens, mark: int) -> bool:
    return tokens.text[tokens.starts[mark]] in _CLOSERS


def _opens(tokens: Tokens, mark: int, inside: bool) -> bool:  # noqa: FBT001 - the state of a small automaton
    """Tell whether a mark opens, from its neighbours, then from its shape."""
    text, start, end = tokens.text, tokens.starts[mark], tokens.ends[mark]
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    free_before, free_after = before in _BEFORE_OPENING or before in MARKS, after in _AFTER_CLOSING or after in MARKS
    if (
        before in _PARTICLES
        and not free_after
        and (start < 2 or text[start - 2] in _BEFORE_OPENING or text[start - 2] in MARKS or text[start - 2] in _PARTICLES)
    ):
        return True
    if free_before != free_after:
        return free_before
    shape = text[start:end]
    if shape in _OPENERS:
        return True
    return False if shape in _CLOSERS else not inside


def _end_of_speech(tokens: Tokens, stop: int) -> int:
    """Return ``stop`` without the closing punctuation of the paragraph."""
    while stop > 0 and tokens.text[tokens.starts[stop - 1]] in ".،؛" and tokens.ends[stop - 1] - tokens.starts[stop - 1] == 1:
        stop -= 1
    return stop


def _outermost_once(found: list[Quotation]) -> list[Quotation]:
    """Sort, and keep one quotation an opening mark: the closed one where there are two."""
    best: dict[int, Quotation] = {}
    for quotation in found:
        known = best.get(quotation.open)
        if known is None or (quotation.closed and not known.closed):
            best[quotation.open] = quotation
    return [best[mark] for mark in sorted(best)]
