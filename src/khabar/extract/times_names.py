"""Names that look like times: 8 آذار (a party), السادس من أكتوبر (a town), شعبان (a man), the newspaper اليوم."""

from bisect import bisect_right

from khabar.extract.times_line import Expression, Line, letters
from khabar.extract.times_words import words_of
from khabar.reading import Reading

_ASKING = letters("IN SINCE TO OF BETWEEN BEFORE AFTER DAY TWODAYS DAILY DURING BOUND")


def is_name(line: Line, expression: Expression, reading: Reading) -> bool:
    """Tell whether an expression stands inside a name, by the mentions found or by the word before it."""
    return _in_mention(line, expression, reading) or _named_after(line, expression)


def _in_mention(line: Line, expression: Expression, reading: Reading) -> bool:
    """Tell whether the mention that reaches over the expression's first character holds the whole of it."""
    if not reading.mentions:
        return False
    start, end = line.tokens.starts[expression.first], line.tokens.ends[expression.stop - 1]
    at = bisect_right(reading.mentions, start, key=lambda m: m.start)
    return any(m.start <= start and end <= m.end for m in reading.mentions[max(0, at - 4) : at])


def _named_after(line: Line, expression: Expression) -> bool:
    before = line.key(expression.first - 1)
    if expression.kind == "date" and expression.year is None and expression.relative is None and not expression.weekdays and expression.until is None:
        day = f"{expression.days[0]}_{line.key(expression.stop - 1)}"
        if day in words_of("DAYNAME") and line.letter(expression.first - 1) not in _ASKING and line.letter(expression.first) not in _ASKING:
            return True
        return before in words_of("NAMED") or (before == "و" and line.key(expression.first - 2) in words_of("NAMED"))
    if expression.kind == "month" and expression.year is None and expression.relative is None:
        return before in words_of("NAMED")
    if expression.kind == "day" and expression.stop == expression.first + 1:
        return before in words_of("NEWSPAPER")
    return expression.kind == "weekday" and before in words_of("WORSHIP")
