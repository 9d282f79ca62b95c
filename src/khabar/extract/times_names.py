"""Names that look like times: 8 آذار (a party), السادس من أكتوبر (a town), شعبان (a man), the newspaper اليوم."""

from bisect import bisect_right

from khabar.extract.times_line import Expression, Line, letters
from khabar.extract.times_words import LETTERS, words_of
from khabar.model import Mention
from khabar.reading import Reading

_QUOTE = LETTERS["QUOTE"]
_NAMING = frozenset({"اليوم", "الان", "الغد", "غدا", "الامس", "امس"})  # that newspapers, channels and parties are named after
_FIRST_DAY = frozenset({"فاتح", "غره"})  # of a month (فاتح ماي, غرة جوان), often taken for a person's name
_FOLLOWING = 2  # a relative: الموالي is 'following', and 'loyal' behind what is named after a day (حراك 25 جويلية الموالي للرئيس)
_ASKING = letters("IN SINCE TO OF BETWEEN BEFORE AFTER DAY TWODAYS DAILY DURING BOUND")


def is_name(line: Line, expression: Expression, reading: Reading) -> bool:
    """Tell whether an expression stands inside a name, by the mentions found or by the word before it."""
    return _in_mention(line, expression, reading) or _named_after(line, expression)


def _in_mention(line: Line, expression: Expression, reading: Reading) -> bool:
    """Tell whether the mention that reaches over the expression's first character holds the whole of it, and no time that stands for itself."""
    if not reading.mentions or line.key(expression.first) in _FIRST_DAY:
        return False
    start, end = line.tokens.starts[expression.first], line.tokens.ends[expression.stop - 1]
    at = bisect_right(reading.mentions, start, key=lambda m: m.start)
    return any(m.start <= start and end <= m.end and not _tells_time(line, expression, m) for m in reading.mentions[max(0, at - 4) : at])


def _tells_time(line: Line, expression: Expression, mention: Mention) -> bool:
    """Tell whether a time inside a mention is one still: the year of what happened (انتخابات 2007, هجمات 11 أيلول 2001), or what alone was taken for a name."""
    if mention.type == "PROC" and (expression.year is not None or expression.mod is not None):
        return True
    if mention.end - mention.start > line.tokens.ends[expression.stop - 1] - line.tokens.starts[expression.first]:
        return False
    asked = line.letter(expression.first - 1) in _ASKING and line.letter(expression.first) == LETTERS["MONTH"]
    return expression.kind == "feast" or expression.mod is not None or (expression.kind == "month" and asked)


def _named_after(line: Line, expression: Expression) -> bool:
    before, behind = line.key(expression.first - 1), line.key(expression.stop)
    if before[:1] == "و" and before[1:] in words_of("PLACE"):
        before = before[1:]  # an 'and' that the vocabulary did not part from a rare word
    single = expression.stop == expression.first + 1
    if line.letter(expression.first - 1) == _QUOTE and _titled(line, expression):
        return True
    if expression.kind == "date":
        return before in words_of("PLACE") or (_is_bare(expression) and _names_a_day(line, expression))
    if expression.kind == "month":
        return before in words_of("NAMED") and expression.year is None and expression.relative is None
    if expression.kind == "duration" and before in words_of("TITLE"):
        return True  # برنامج 90 دقيقة
    if expression.kind in {"day", "ref"} and single and line.key(expression.first) in _NAMING:
        if line.letter(expression.stop) == _QUOTE and line.letter(expression.first - 2) == _QUOTE and before[0].isalpha():
            return True  # «الحياة اليوم»
        return before in words_of("NEWSPAPER") or (before in words_of("PARTY") and line.key(expression.first) == "الغد")
    if single and line.key(expression.first) == "الاثنان":
        return True  # the two in the nominative, a day only behind يوم
    if single and line.key(expression.first) == "الاثنين" and line.letter(expression.first - 1) == LETTERS["BETWEEN"]:
        return True  # 'the two' (الفرق بين الاثنين), not Monday
    if expression.kind != "weekday":
        return False
    worship = before in words_of("WORSHIP") and expression.relative is None  # صلاة الجمعة, but صلاة الجمعة الماضية
    return worship or (single and (behind in words_of("EPITHET") or before in words_of("PLACE") or before == "عبد"))


def _titled(line: Line, expression: Expression) -> bool:
    """Tell whether a time at the head of a quotation is the title of a programme, a book or a newspaper (برنامج «العاشرة مساء», قناة "اليوم")."""
    at = expression.first - 1
    while at > expression.first - 3 and line.letter(at) == _QUOTE:
        at -= 1
    closed = line.letter(expression.stop) == _QUOTE
    return line.key(at) in words_of("TITLE") or (closed and line.key(at) in words_of("NEWSPAPER"))


def _is_bare(expression: Expression) -> bool:
    """Tell whether a date has neither year nor weekday nor part of day nor a word that points to its year."""
    return expression.year is None and expression.relative in {None, _FOLLOWING} and not (expression.weekdays or expression.part) and expression.until is None


def _names_a_day(line: Line, expression: Expression) -> bool:
    """Tell whether a day and month are the name of a party or an uprising (قوى 8 آذار), by the words before them."""
    day = f"{expression.days[0]}_{line.key(expression.stop - 1)}"
    asked = line.letter(expression.first - 1) in _ASKING or line.letter(expression.first) in _ASKING
    if day in words_of("DAYNAME") and not asked:
        return True
    before = line.key(expression.first - 1)
    return before in words_of("NAMED") or (before == "و" and line.key(expression.first - 2) in words_of("NAMED"))
