"""A report as a row of pieces: noun phrases, prepositions, words that tell events, ends of clauses."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from khabar.extract.events_words import AGENT, PAIR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from khabar.extract.events_words import Words
    from khabar.model import Mention, Role
    from khabar.reading import Reading
    from khabar.segment import Tokens

# a noun phrase: shares and numbers, words that stand for what follows, then a title, a name or people, with adjectives; or unknown words
_CORE = r"(?:Rr*(?:Mm*)?|Mm*(?:Rr*)?|G)"
# every gap is bounded, so that time stays linear in the length of a run of words
_HEADS = r"(?:X[dAj]{0,6}[sl]?|Z[dAj]{0,6}[sl]){0,6}"
_PHRASE = re.compile(
    rf"(?P<at>s[<@]|[ob]@)"
    rf"|(?P<known>d{{0,2}}(?:K{{1,8}}[dAj]{{0,6}}s?)?{_HEADS}K{{0,8}}(?:G[dAj]{{0,6}}[sl]?(?=[XMR]))?{_HEADS}{_CORE}[dAj]*)"
    rf"|(?P<group>(?:K{{1,8}}s?)?(?:X[dAj]{{0,6}}){{0,6}}[XZ][dAj]*|K+[dAj]*|B[dAj]*)"
    rf"|(?P<within>[nj][nAj]{{0,8}}[dAj]{{0,8}}{_HEADS}{_CORE}[dAj]*)"
    rf"|(?P<unknown>[ndAj]+)"
    r"|(?P<other>.)"
)
_RUN = re.compile(r"[ABGKMRXZdjlmnors<@b]+|.")  # a run of the letters that a piece of several can be made of, or any other letter: a piece of its own
KNOWN, GROUP, WITHIN, UNKNOWN = "N", "H", "I", "?"  # kinds of noun phrases; any other kind of piece is its letter
PHRASES = frozenset((KNOWN, GROUP, WITHIN, UNKNOWN))
_LONE = {"<": "S", "@": UNKNOWN}  # قبل without من is a time, يد without على a thing
_KINDS = {"known": KNOWN, "group": GROUP, "within": WITHIN, "unknown": UNKNOWN, "at": AGENT}


class Piece(NamedTuple):
    """One piece: ``kind`` is one of the kinds of noun phrases or the letter of a word; ``first`` and ``stop`` are tokens."""

    kind: str
    first: int
    stop: int


@lru_cache(1 << 16)
def _cut(run: str) -> tuple[tuple[str, int, int], ...]:
    """Return the pieces of a run of letters: kind, first letter, behind the last. The press has few runs, and prints them again and again."""
    found = []
    for match in _PHRASE.finditer(run):
        start, end = match.span()
        found.append((_KINDS.get(match.lastgroup or "") or _LONE.get(run[start], run[start]), start, end))
    return tuple(found)


class Scene:
    """One report; ``letters`` is the class string with names, titles and times laid over it, ``mention_at`` and ``role_at`` give who starts at a token."""

    __slots__ = (
        "_fields", "_near", "_words", "extents", "kinds", "letters", "mention_at", "mentions", "piece_at", "pieces", "reading", "role_at", "roles", "tokens",
    )  # fmt: skip

    def __init__(self, reading: Reading, words: Words) -> None:
        self.reading = reading
        self.tokens: Tokens = reading.tokens
        self._words = words
        self._fields: dict[int, frozenset[str]] = {}
        self._near: dict[tuple[int, int], set[str]] = {}
        self.mention_at: dict[int, Mention] = {}
        self.role_at: dict[int, Role] = {}
        self.mentions = {m.id: m for m in reading.mentions}
        self.letters = list(words.letters.string(self.tokens.forms))
        self._lay()
        self.pieces: list[Piece] = []
        self.kinds = ""  # of all pieces
        self.extents: dict[int, tuple[int, int]] = {}  # the first and last piece of each sentence that was cut
        self.piece_at: dict[int, int] = {}

    def _lay(self) -> None:
        """Lay times, names and titles over the letters; an inner name leaves the outer one standing, a name inside a title stands under it."""
        letters, tokens = self.letters, self.tokens
        for time in self.reading.times:
            first, stop = tokens.range(time.start, time.end)
            letters[first:stop] = "t" * (stop - first)
        covered = -1
        for mention in self.reading.mentions:
            if mention.start < covered:
                continue
            covered = mention.end
            first, stop = tokens.range(mention.start, mention.end)
            if stop > first:
                letters[first:stop] = "M" + "m" * (stop - first - 1)
                self.mention_at[first] = mention
        for role in self.reading.roles:
            first, stop = tokens.range(role.start, role.end)
            if stop > first:
                for token in range(first, stop):
                    self.mention_at.pop(token, None)
                letters[first:stop] = "R" + "r" * (stop - first - 1)
                self.role_at[first] = role

    def cut(self, triggers: Sequence[tuple[int, str]]) -> None:
        """Cut the report into pieces, the tokens of ``triggers`` being T or V."""
        for token, letter in triggers:
            behind = token + 1
            while self.letters[token] == "M" and behind < len(self.letters) and self.letters[behind] == "m":
                self.letters[behind] = self._words.letters.values[self.tokens.forms[behind]]  # the words behind the first of a process' name
                behind += 1
            self.letters[token] = letter
        told = {self.tokens.sentence_of(token) for token, _ in triggers}
        for sentence in sorted({near for number in told for near in (number - 1, number) if near >= 0}):  # an actor may be carried from the one before
            first = len(self.pieces)
            self.pieces.extend(self._pieces(*self.tokens.sentences[sentence]))
            self.extents[sentence] = first, len(self.pieces) - 1
        self.kinds = "".join([piece.kind for piece in self.pieces])
        self.piece_at = {piece.first: number for number, piece in enumerate(self.pieces)}

    def _pieces(self, first: int, stop: int) -> Iterator[Piece]:
        """Yield the pieces of a sentence."""
        letters = self.letters[first:stop]
        kept: Sequence[int] = range(first, stop + 1)
        if "q" in letters:
            kept = [i for i, letter in enumerate(letters, first) if letter != "q"]
            letters = [letter for letter in letters if letter != "q"]
        at, kind = 0, ""
        for run in _RUN.findall("".join(letters)):
            for kind, start, end in _cut(run):
                yield Piece(kind, kept[at + start], kept[at + end - 1] + 1)
            at += len(run)
        if kind != ".":
            yield Piece(".", stop, stop)

    def fields(self, token: int) -> frozenset[str]:
        """Return the letters of the fields of the sentence that a token stands in."""
        sentence = self.tokens.sentence_of(token)
        if sentence not in self._fields:
            self._fields[sentence] = frozenset(self._fields_of(*self.tokens.sentences[sentence]))
        return self._fields[sentence]

    def near(self, token: int, before: int, after: int) -> set[str]:
        """Return the words near a token in its sentence, its own left out, that some sense needs or is ruled out by."""
        key = (token, before)
        found = self._near.get(key)
        if found is None:
            first, stop = self.tokens.sentences[self.tokens.sentence_of(token)]
            forms = self.tokens.forms
            around = chain(forms[max(first, token - before) : token], forms[token + 1 : min(stop, token + after + 1)])
            found = self._near[key] = set().union(*map(self._words.conditions.values.__getitem__, around))
        return found

    def _fields_of(self, first: int, stop: int) -> str:
        forms = self.tokens.forms[first:stop]
        values = self._words.fields.of(forms)
        found = "".join(values)
        if PAIR not in found:
            return found
        bases, pairs = self._words.bases.values, self._words.pairs
        more = []
        for at, value in enumerate(values[:-1]):
            if PAIR in value:
                behind = bases[forms[at + 1]]
                more += [letter for base in bases[forms[at]] for second, letter in pairs.get(base, ()) if second in behind]
        return found + "".join(more)
