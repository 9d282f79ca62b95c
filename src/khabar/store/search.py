"""Words that a reader types, as a question to the full-text index, and where a text answers it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from khabar.model import Span
from khabar.store import terms
from khabar.store.terms import Term

# a phrase in quotation marks of any kind, or one word; a dash before it leaves out what holds it, a star after a word finds its beginnings
_PART = re.compile(r"(?P<without>-)?(?:[\"“”«»](?P<phrase>[^\"“”«»]*)[\"“”«»]|(?P<word>[^\s\"“”«»]+))")
# words that nearly every passage holds: they narrow nothing, so they count only where nothing else is asked or inside a phrase
_EVERYWHERE = frozenset(
    "في من على إلى عن مع أن إن ان الى هو هي ما لا هذا هذه ذلك تلك الذي التي كان كانت قد كل بعد قبل بين خلال عند حتى أو او ثم لم لن و".split()
)
MOST_PARTS = 32


@dataclass(frozen=True, slots=True)
class Match:
    """A question to the index: FTS5's ``expression``, empty where nothing was asked; ``runs`` of stems that a text is marked by, a phrase in one run."""

    expression: str = ""
    runs: tuple[tuple[str, ...], ...] = ()
    prefixes: tuple[str, ...] = ()


def match(words: str) -> Match:
    """Return the question that the words ask: all of them, in any order and spelling; ``"…"`` and «…» a phrase, ``-word`` not this, ``word*`` a beginning.

    Never raises: marks that mean nothing are left out.
    """
    parts = list(_PART.finditer(words))[:MOST_PARTS]
    telling = [part for part in parts if part["word"] not in _EVERYWHERE] or parts
    wanted: list[str] = []
    unwanted: list[str] = []
    runs: list[tuple[str, ...]] = []
    prefixes: list[str] = []
    for part in telling:
        stems = tuple(terms.shared().stems(part["phrase"] if part["word"] is None else part["word"]).split())
        if not stems:
            continue
        star = part["word"] is not None and part["word"].endswith("*")
        (unwanted if part["without"] else wanted).append(f'"{" ".join(stems)}"' + ("*" if star else ""))
        if star and not part["without"]:
            prefixes.append(stems[-1])
        elif not part["without"]:
            runs.append(stems)
    if not wanted:
        return Match()
    return Match(" ".join(["(" + " AND ".join(wanted) + ")", *(f"NOT {part}" for part in unwanted)]), tuple(runs), tuple(prefixes))


def marks(text: str, question: Match) -> tuple[Span, ...]:
    """Return where the words asked for stand in a text, whole words, in order and not overlapping; offsets are code points of ``text``."""
    if not question.runs and not question.prefixes:
        return ()
    found = [term for term in terms.shared().terms(text) if term.stem]
    spans = {(term.start, term.end) for term in found if question.prefixes and term.stem.startswith(question.prefixes)}
    for run in question.runs:
        spans.update(_runs(found, run))
    return _joined(sorted(spans))


def _runs(found: Sequence[Term], run: tuple[str, ...]) -> list[tuple[int, int]]:
    spans = []
    for i, term in enumerate(found):
        if term.stem == run[0] and tuple(later.stem for later in found[i : i + len(run)]) == run:
            spans.append((term.start, found[i + len(run) - 1].end))
    return spans


def _joined(spans: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(end, joined[-1].end))
        else:
            joined.append(Span(start, end))
    return tuple(joined)
