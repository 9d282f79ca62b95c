"""A report as the grammar of figures sees it, and the figure that a rule reads."""

import re
from typing import NamedTuple

from khabar.extract.numbers import NumberWord
from khabar.extract.quantities_words import LETTERS, Columns, Noun
from khabar.segment import Tokens

LETTERS_ONLY = re.compile(r"[\u0621-\u064a]{3,}")
CASUALTY = frozenset({"killed", "wounded", "arrested", "kidnapped", "missing", "released"})


class Bounds(NamedTuple):
    """What a figure says: its bounds and the notation ``>200``, ``>=40``, ``~50``, ``20-30``, ``some``."""

    low: float | None = None
    best: float | None = None
    high: float | None = None
    value: str | None = None


class Figure(NamedTuple):
    """A figure: tokens ``[first, stop)``, its bounds, and the noun that it counts."""

    first: int
    stop: int
    bounds: Bounds
    noun: Noun | None
    behind: int  # where the noun phrase ends


def plain(number: float | None) -> str | None:
    """Return a number as the notation writes it."""
    if number is None:
        return None
    return str(int(number)) if number == int(number) else repr(number)


def bounded(sign: str, number: float | None, upper: float | None = None) -> Bounds:
    """Return the bounds of a figure with a sign before it: ``>``, ``>=``, ``<``, ``~``, ``-`` for a range or none."""
    if number is None:
        return Bounds()
    number = int(number) if number == int(number) else number
    upper = int(upper) if upper is not None and upper == int(upper) else upper
    text = plain(number)
    if upper is not None:
        return Bounds(number, None, upper, f"{text}-{plain(upper)}")
    if sign == ">":
        return Bounds(low=number, value=f">{text}")
    if sign == ">=":
        return Bounds(low=number, best=number, value=f">={text}")
    if sign == "<":
        return Bounds(high=number, value=f"<{text}")
    if sign == "~":
        return Bounds(best=number, value=f"~{text}")
    return Bounds(number, number, number, text)


class _Sets(dict[str, frozenset[str]]):
    """The class letters of some classes of figures, by the names of the classes."""

    def __missing__(self, names: str) -> frozenset[str]:
        found = self[names] = frozenset(LETTERS[name] for name in names.split())
        return found


_SETS = _Sets()


class FigureLine:
    """The tokens of a report as the grammar of figures sees them."""

    __slots__ = ("_cues", "_forms", "_meanings", "_nouns", "classes", "tokens", "words")

    def __init__(self, tokens: Tokens, columns: Columns) -> None:
        self.tokens = tokens
        self.classes = columns.classes.string(tokens.rows)
        self.words: list[NumberWord | None] = columns.numbers.sparse(tokens.rows, None)
        self._forms = tokens.forms
        self._meanings, self._nouns, self._cues = columns.meanings.values, columns.nouns.values, columns.cues.values

    def meaning(self, i: int) -> str:
        """Return what token i means in its class."""
        return self._meanings[self._forms[i]]

    def letter(self, i: int) -> str:
        """Return the class letter of token i, '' outside the report."""
        return self.classes[i] if 0 <= i < len(self.classes) else ""

    def noun(self, i: int) -> Noun | None:
        """Return the counted noun at token i."""
        return self._nouns[self._forms[i]] if 0 <= i < len(self.classes) else None

    def cue(self, i: int) -> str:
        """Return what token i tells of those counted: killed, wounded …; '' for nothing."""
        return self._cues[self._forms[i]] if 0 <= i < len(self.classes) else ""

    def light(self, i: int) -> str:
        """Return the light form of token i, '' outside the report."""
        return self.tokens.light(i) if 0 <= i < len(self.classes) else ""

    def is_(self, i: int, names: str) -> bool:
        """Tell whether token i is of one of the classes."""
        return 0 <= i < len(self.classes) and self.classes[i] in _SETS[names]
