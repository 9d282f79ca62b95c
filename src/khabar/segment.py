"""A report as arrays: tokens with their forms, sentences, paragraphs.

Tokens are words (attached particles split off), numbers, and punctuation marks one by one. A run of single letters
spaced or stretched to dodge filters (``د ا ع ش``, ``د_ا_ع_ش``) is one word.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from khabar.chunks import Cut
from khabar.fold import IGNORED, PLAIN
from khabar.model import Span
from khabar.vocabulary import Rows, Vocabulary

_ARABIC = (
    "\u0621-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5"
    f"\u06ee-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9\ufb50-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc{IGNORED}"
)
_LETTER = "[\u0621-\u063f\u0641-\u064a\u0671-\u06d3]"
_MARKS = f"[{IGNORED}]"
_SPELT = rf"(?<![^\s«»\"(]){_LETTER}{_MARKS}*(GAP){_LETTER}{_MARKS}*(?:\1{_LETTER}{_MARKS}*){{1,11}}(?![{_ARABIC}])"  # letters one by one
TOKEN = re.compile(
    _SPELT.replace("GAP", "[ ._]") + rf"|[{_ARABIC}]+"
    r"|\d+(?:[.,٫٬:/\-]\d+)*"
    r"|[^\W\d_]+(?:['’\-.][^\W\d_]+)*"
    r"|''|\S"
)
_SPACED = re.compile(_SPELT.replace("GAP", " "))
_LONE_LETTER = re.compile(f" {_LETTER}{_MARKS}* ")  # without one, nothing is spelt with blanks
_BLANKS = "\n\r\t\u00a0"  # those of the press; other blanks stay in their chunk, which is cut as well there
# a point that no blank parts from the next sentence (قريبا.وقال, قريبا .وفي): between words, not in an address (العربية.نت) or between letters (أ.ف.ب)
_UNPARTED = (
    rf"(?<=\.)(?:(?<= \.)(?<![\s.(«\"]{_LETTER}{{2}} \.)(?<![\s.(«\"]{_LETTER} \.)|(?<={_LETTER}{{3}}\.)|(?<=\d{{4}}\.))"
    rf"(?={_LETTER}{{2}})(?!(?:نت|كوم|نيوز|أورغ)(?![{_ARABIC}]))"
)
# the end of a sentence: closing marks go with it; a point between digits, in an ellipsis or behind an initial (جوزيف ن. بيرك، «م. ح.») does not end one
_END = re.compile(
    rf"[.!?؟۔…\n](?:(?<=[.!?؟۔])(?<!\s[ء-لن-ي]\.)(?<![(«\"][ء-ي]\.)[\s\"»”’)\]«]*(?=\s|$)|{_UNPARTED}|(?<=…)[\"»”)]*(?=\s*$)|(?<=\n)\n*)", re.MULTILINE
)


# the longest sentence, in tokens; the longest of the press has under 400. What goes on is cut, so that looking from a word
# to the end of its sentence is a bounded step on any text
LONGEST_SENTENCE = 600


@dataclass(slots=True)
class Tokens:
    """A report as parallel arrays, one item a token; offsets are code points of ``text``.

    ``keys`` are the folded keys of the forms; ``glued[i]`` tells that token i is written together with the one before. ``sentences`` and
    ``paragraphs`` are half-open ranges of token indices, none of them empty.
    """

    text: str
    vocabulary: Vocabulary
    starts: list[int]
    ends: list[int]
    forms: list[int]
    keys: list[str]
    glued: list[bool]
    numbers: NDArray[np.intp]  # the forms again
    sentences: list[tuple[int, int]] = field(default_factory=list)
    paragraphs: list[tuple[int, int]] = field(default_factory=list)
    _rows: Rows | None = None

    @property
    def rows(self) -> Rows:
        """What the vocabulary's columns tell of the forms: asked for the first of several reports, it is worked out for the new forms of all of them."""
        if self._rows is None:
            self._rows = self.vocabulary.rows(self.numbers)
        return self._rows

    def __len__(self) -> int:
        return len(self.starts)

    def light(self, i: int) -> str:
        """Return the light form of a token."""
        return self.vocabulary.light[self.forms[i]]

    def key(self, i: int) -> str:
        """Return the folded key of a token."""
        return self.keys[i]

    def span(self, first: int, stop: int) -> Span:
        """Return the characters from token ``first`` up to before token ``stop``."""
        return Span(self.starts[first], self.ends[stop - 1])

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open range of the tokens that lie, in whole or in part, in the characters ``[start, end)``."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def string(self, first: int, stop: int) -> str:
        """Return the characters of a range of tokens, as printed."""
        return self.text[self.starts[first] : self.ends[stop - 1]]

    def sentence_of(self, i: int) -> int:
        """Return the index of the sentence that token i stands in."""
        return bisect_right(self.sentences, (i, len(self.starts))) - 1

    def paragraph_of(self, i: int) -> int:
        """Return the index of the paragraph that token i stands in."""
        return bisect_right(self.paragraphs, (i, len(self.starts))) - 1

    def cover(self, ranges: Iterable[tuple[int, int]]) -> list[int]:
        """Return for each token the index of the range that it lies in, -1 for none; later ranges win."""
        found = [-1] * len(self.starts)
        for number, (first, stop) in enumerate(ranges):
            found[first:stop] = [number] * (stop - first)
        return found


def tokens_of(text: str, vocabulary: Vocabulary, skip: Sequence[Span] = ()) -> Tokens:
    """Return the tokens of a text, those inside ``skip`` (sorted: its boilerplate) left out. Never raises on any text."""
    found = vocabulary.chunks.tokens(_chunks(text, skip), partial(_cut, vocabulary))
    starts, ends, forms = found[:3].tolist()
    keys = list(map(vocabulary.keys.__getitem__, forms))
    tokens = Tokens(text, vocabulary, starts, ends, forms, keys, found[3].astype(bool).tolist(), found[2])
    _divide(tokens)
    return tokens


def _chunks(text: str, skip: Sequence[Span]) -> list[str]:
    """Return what stands between blanks, in pieces that with one blank between them are as long as the text: each token lies in one of them."""
    if skip:
        text = _blanked(text, skip)
    if _LONE_LETTER.search(text):
        text = _SPACED.sub(lambda spelt: spelt.group().replace(" ", "_"), text)
    for blank in _BLANKS:
        text = text.replace(blank, " ")
    return text.split(" ")


def _blanked(text: str, skip: Sequence[Span]) -> str:
    """Return the text with line ends for the characters left out."""
    kept, at = [], 0
    for span in skip:
        kept += [text[at : span.start], "\n" * (span.end - max(at, span.start))]
        at = max(at, span.end)
    return "".join([*kept, text[at:]])


def _cut(vocabulary: Vocabulary, chunk: str) -> Cut:
    """Return the tokens of a chunk."""
    if PLAIN.fullmatch(chunk):
        return vocabulary.cut(chunk)
    found: list[tuple[int, int, int, bool]] = []
    for match in TOKEN.finditer(chunk):
        at = match.start()
        found += [(at + start, at + stop, form, glued) for start, stop, form, glued in vocabulary.cut(match.group())]
    return found


def _divide(tokens: Tokens) -> None:
    """Fill in the sentences and paragraphs."""
    text, starts, count = tokens.text, tokens.starts, len(tokens.starts)
    first = first_of_paragraph = 0
    for match in _END.finditer(text):
        end = match.end()
        stop = bisect_left(starts, end, first)
        if stop > first:
            _add(tokens.sentences, first, stop)
            first = stop
        if stop > first_of_paragraph and text[end - 1] == "\n":
            tokens.paragraphs.append((first_of_paragraph, stop))
            first_of_paragraph = stop
    if first < count:
        _add(tokens.sentences, first, count)
    if first_of_paragraph < count:
        tokens.paragraphs.append((first_of_paragraph, count))


def _add(sentences: list[tuple[int, int]], first: int, stop: int) -> None:
    """Add a sentence, in pieces where it is too long."""
    while stop - first > LONGEST_SENTENCE:
        sentences.append((first, first + LONGEST_SENTENCE))
        first += LONGEST_SENTENCE
    sentences.append((first, stop))
