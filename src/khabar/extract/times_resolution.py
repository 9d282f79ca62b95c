"""What a time expression means, whatever its kind."""

from khabar.extract.times_days import DAYS
from khabar.extract.times_lengths import LENGTHS
from khabar.extract.times_line import Expression
from khabar.extract.times_spans import SPANS
from khabar.extract.times_values import Anchor, Value

_KINDS = DAYS | SPANS | LENGTHS


def resolved(expression: Expression, anchor: Anchor) -> Value:
    """Return what the expression means; its value is None where nothing fixes it, or where it names a day that does not exist."""
    try:
        return _KINDS[expression.kind](expression, anchor)
    except (ValueError, OverflowError):
        # 31 شباط, year 0, a day beyond the calendar: kept as text without a value
        return Value("DATE")
