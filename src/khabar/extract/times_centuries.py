"""Rules for decades and centuries: ``تسعينيات القرن الماضي``, ``العقد الأول من القرن الحادي والعشرين``, ``القرنين التاسع عشر والعشرين``."""

from khabar.extract import hijri
from khabar.extract.times_line import Expression, Line
from khabar.extract.times_pieces import ordinal_at, relative_of
from khabar.extract.times_words import LETTERS, words_of

DECADE = LETTERS.pattern("(?P<tens>TENS) (?: OF? CENTURY (?: (?P<relative>RELATIVE) | (?P<order>) (?=ORDINAL|ORDTENS) ) )?")
DECADE_OF = LETTERS.pattern("DECADE (?: (?P<order>ORDINAL|FIRST) | LAST ) OF (?P<at>)")
_CENTURIES, _DECADES = 30, 10


def decade(line: Line, i: int) -> Expression | None:
    """Read a decade: الثمانينيات, تسعينيات القرن الماضي."""
    match = DECADE.match(line.classes, i)
    if match is None or (line.letter(i + 1) == LETTERS["OF"] and line.key(i + 2) in words_of("AGE")):
        return None  # في العشرينات من العمر
    tens, stop, base = int(line.meaning(i)), match.end(), 1900
    if match.start("relative") >= 0 and relative_of(line, match) == 0:
        base = 2000
    if match.start("order") >= 0:
        order = ordinal_at(line, match.end())
        if order is not None:
            stop, base = order[0], (order[1] - 1) * 100
    return Expression("fixed", i, stop, value=f"{(base + tens) // 10}X")


def decade_of_century(line: Line, i: int) -> Expression | None:
    """Read a numbered decade of a century (العقد الأول من القرن الحادي والعشرين)."""
    match = DECADE_OF.match(line.classes, i)
    if match is None or not line.definite(i):
        return None
    whole = century(line, match.end())
    number = 10 if match.start("order") < 0 else int(line.meaning(match.start("order")))
    if whole is None or number > _DECADES:
        return None
    return Expression("fixed", i, whole.stop, value=f"{whole.value}{number - 1}X")


def century(line: Line, i: int) -> Expression | None:
    """Read a numbered century (القرن التاسع عشر, القرن الثالث الهجري, القرن الثاني قبل الميلاد)."""
    order = ordinal_at(line, i + 1)
    if order is None or order[1] >= _CENTURIES or not line.definite(i):
        return None
    stop, number = order
    if line.letter(stop) == LETTERS["HERA"]:
        return Expression("fixed", i, stop + 1, value=str(hijri.common_year(100 * number - 50) // 100))
    if line.letter(stop) == LETTERS["BEFORE"] and line.key(stop + 1) == "الميلاد":
        return Expression("ref", i, stop + 2)
    return Expression("fixed", i, stop + (line.letter(stop) == LETTERS["ERA"]), value=str(number - 1))


def two_centuries(line: Line, i: int) -> Expression | None:
    """Read two numbered centuries (القرنين التاسع عشر والعشرين)."""
    first = ordinal_at(line, i + 1) if line.definite(i) else None
    second = ordinal_at(line, first[0] + 1) if first is not None and line.letter(first[0]) == LETTERS["AND"] else None
    if first is None or second is None or not first[1] < second[1] < _CENTURIES:
        return None
    return Expression("fixed", i, second[0], value=f"{first[1] - 1}/{second[1] - 1}")
