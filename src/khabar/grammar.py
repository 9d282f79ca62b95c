"""The class string and the way grammars are written over it.

A grammar gives each word form one class; a report then is a string with one character a token, and a rule of the
grammar is a regular expression over that string, written with the names of the classes:

    letters = Letters("DAY MONTH YEAR DIGITS")
    date = letters.pattern("(?P<day>DIGITS) (?P<month>MONTH) (?P<year>YEAR)?")

The index of a character is the index of a token. Gaps must be bounded (``ANY{0,6}``), so that time stays linear in
the length of the text; ``pattern`` refuses ``*`` and ``+`` after ``ANY``.
"""

import re
from collections.abc import Mapping

from khabar.errors import ConfigError

OTHER = "."
_FIRST = 0xE000  # the private use area: no letter means anything in a regular expression
_NAME = re.compile(r"(?<![<\w])[A-Z][A-Z_0-9]*(?![\w<>])")
_UNBOUNDED = re.compile(r"\bANY(?:[*+]|\{\d*,\})")


class Letters(dict[str, str]):
    """The classes of one grammar: a private character each, ``letters["MONTH"]``; any other token is ``OTHER``."""

    def __init__(self, names: str, unions: Mapping[str, str] | None = None) -> None:
        """``names`` are the classes, blank-separated; ``unions`` name sets of them, as ``{"NUMBER": "DIGITS WORD_NUMBER"}``."""
        super().__init__((name, chr(_FIRST + i)) for i, name in enumerate(names.split()))
        self._sources = {name: re.escape(letter) for name, letter in self.items()} | {"ANY": ".", "REST": re.escape(OTHER)}
        for name, members in (unions or {}).items():
            self._sources[name] = "[" + "".join(self[m] for m in members.split()) + "]"

    def pattern(self, source: str, pieces: Mapping[str, str] | None = None) -> re.Pattern[str]:
        """Return the rule compiled; ``pieces`` are named sub-patterns, put in wherever their name stands.

        Raises:
            ConfigError: a name is no class and no piece, or a gap is not bounded.
        """
        if _UNBOUNDED.search(source):
            message = f"cannot compile the rule {source!r}: a gap must be bounded, as ANY{{0,6}}"
            raise ConfigError(message)

        def letter(match: re.Match[str]) -> str:
            name = match.group()
            if pieces and name in pieces:
                return "(?:" + _NAME.sub(letter, pieces[name]) + ")"
            if name not in self._sources:
                message = f"cannot compile the rule {source!r}: {name} is no class (classes: {', '.join(self._sources)})"
                raise ConfigError(message)
            return self._sources[name]

        return re.compile(re.sub(r"\s+", "", _NAME.sub(letter, source)), re.DOTALL)
