"""Numbers of figures as the press parts their digits: ``65،772``, the agencies' ``5ر67``, the scale that both ends of a range share."""

from collections.abc import Sequence
from typing import Any

from khabar.extract.numbers import Number, number_at
from khabar.extract.quantities_line import FigureLine


def read(line: FigureLine, i: int) -> Number | None:
    """Return the number at token i; digits parted by an Arabic comma (65،772) or by the agencies' ر (5ر67 for 67.5) are one."""
    key = line.tokens.key(i)
    if key.isdecimal() and _touch(line, i) and _touch(line, i + 1):
        between, rest = line.light(i + 1), line.tokens.key(i + 2)
        if rest.isdecimal() and between in {"،", ","} and len(rest) == 3 and len(key) <= 3:
            return _times_scale(line, float(key + rest), i + 3)
        if rest.isdecimal() and between == "ر" and len(key) <= 4 and len(rest) <= 9:
            return _times_scale(line, float(f"{rest}.{key}"), i + 3)
    return number_at(line.words, i, _Keys(line) if "." in key else None)


def _touch(line: FigureLine, i: int) -> bool:
    """Tell whether token i and the next are written without a blank between them."""
    return i + 1 < len(line.classes) and line.tokens.ends[i] == line.tokens.starts[i + 1]


def _times_scale(line: FigureLine, value: float, stop: int) -> Number:
    word = line.words[stop] if stop < len(line.words) else None
    if word is not None and word.kind == "scale" and word.value is not None:
        value, stop = value * word.value, stop + 1
    return Number(int(value) if value == int(value) else value, stop)


def shared_scale(line: FigureLine, stop: int, upper: Number) -> float:
    """Return the scale that both ends of a range share (1.5 إلى 2 مليون)."""
    word = line.words[stop - 1]
    if word is None or word.kind != "scale" or word.value is None or upper.value is None or upper.value < word.value:
        return 1
    return word.value


class _Keys(Sequence[str]):
    """The folded keys of a report's tokens, looked up as they are asked for."""

    def __init__(self, line: FigureLine) -> None:
        self._line = line

    def __len__(self) -> int:
        return len(self._line.classes)

    def __getitem__(self, i: Any) -> Any:
        return self._line.tokens.key(i)
