"""Rules for times told by the one before them: ``في اليوم الذي يليه``, ``العام الذي سبقه``, ``الاثنين الذي يليه``."""

from khabar.extract.times_line import Expression, Line
from khabar.extract.times_periods import unit_of
from khabar.extract.times_words import LETTERS

WHICH = LETTERS.pattern("(?: (?P<weekday>WEEKDAY) | TODAY | WEEK | MONTHUNIT | YEARUNIT | DECADE ) WHICH (?: (?P<after>THEN) | ERST )")
NEXT, BEFORE = 2, 5  # relatives: the one after, the one before the time told before


def beside(line: Line, i: int) -> Expression | None:
    """Read the day, week, month or year that a clause puts right behind or before the time told last."""
    match = WHICH.match(line.classes, i)
    if match is None or not line.definite(i):
        return None
    relative = NEXT if match.start("after") >= 0 else BEFORE
    if match.start("weekday") >= 0:
        return Expression("weekday", i, match.end(), weekdays=(int(line.meaning(i)),), relative=relative)
    return Expression("period", i, match.end(), relative=relative, unit=unit_of(line, i))
