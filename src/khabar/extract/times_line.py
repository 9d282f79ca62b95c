"""A report as the grammar of times sees it: class letters, meanings, numbers; and the expression that a rule makes of a stretch of it."""

from dataclasses import dataclass, replace
from functools import cache

from khabar.extract.numbers import Number, NumberWord, number_at, number_column
from khabar.extract.times_words import LETTERS, class_column, meaning_column
from khabar.segment import Tokens
from khabar.vocabulary import Vocabulary


@dataclass(slots=True)  # not frozen: that takes five times as long
class Expression:
    """A time expression before it is resolved. Tokens ``[first, stop)``; what a field does not say is None or empty.

    ``relative``: -2 the one before the last, -1 the last, 0 this, 1 the next, 2 the one after the time before it, 3 the same as the time before it,
    4 the one after the next, 5 the one before the time before it.
    ``offset`` counts days from the day of speaking. ``until`` is the other end of a range, ``joined`` says that its first
    token begins with a particle that is not cut off (بعيد الأضحى).
    """

    kind: str
    first: int
    stop: int
    days: tuple[int, ...] = ()
    weekdays: tuple[int, ...] = ()
    month: int | None = None
    year: int | None = None
    relative: int | None = None
    year_relative: int | None = None
    offset: int | None = None
    part: str | None = None
    clock: str | None = None
    mod: str | None = None
    unit: str | None = None
    count: float | None = None
    hijri: bool = False
    value: str | None = None
    until: "Expression | None" = None
    joined: bool = False


class Line:
    """The tokens of a report with their classes. ``classes[i]`` is the class letter of token i."""

    __slots__ = ("_meanings", "_numbers", "_read", "classes", "tokens", "words")

    def __init__(self, tokens: Tokens, columns: "Columns") -> None:
        self.tokens = tokens
        self.classes = columns.classes.string(tokens.rows)
        self._meanings = columns.meanings.values
        self._numbers = columns.numbers
        self.words: list[NumberWord | None] | None = None
        self._read: dict[int, Number | None] = {}  # several rules ask for one number

    def meaning(self, i: int) -> str:
        """Return what token i means in its class."""
        return self._meanings[self.tokens.forms[i]]

    def letter(self, i: int) -> str:
        """Return the class letter of token i, '' outside the report."""
        return self.classes[i] if 0 <= i < len(self.classes) else ""

    def number(self, i: int) -> Number | None:
        """Return the number that starts at token i."""
        if self.words is None:
            self.words = self._numbers.sparse(self.tokens.rows, None)
        if i not in self._read:
            number = number_at(self.words, i)
            # العشر is no number word (a tithe, the ten days), but one beside a unit of time (السنوات العشر الأخيرة)
            self._read[i] = number if number is not None or self.key(i) != "العشر" else Number(10, i + 1)
        return self._read[i]

    def key(self, i: int) -> str:
        """Return the folded key of token i, '' outside the report."""
        return self.tokens.keys[i] if 0 <= i < len(self.classes) else ""

    def definite(self, i: int) -> bool:
        """Tell whether token i carries the article."""
        return self.key(i).startswith("ال")


class Columns:
    """The columns that the grammar of times reads."""

    __slots__ = ("classes", "meanings", "numbers")

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.classes = class_column(vocabulary)
        self.meanings = meaning_column(vocabulary)
        self.numbers = number_column(vocabulary)


@cache
def letters(names: str) -> frozenset[str]:
    """Return the class letters of some classes."""
    return frozenset(LETTERS[name] for name in names.split())


__all__ = ["Columns", "Expression", "Line", "letters", "replace"]
