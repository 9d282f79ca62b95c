"""Lengths that are no times: a person's age, a term in prison, the term of a contract (عمره 25 عاما, السجن 3 سنوات, عقد مدته خمس سنوات)."""

from bisect import bisect_right

from khabar.extract.times_line import Expression, Line, letters
from khabar.extract.times_words import LETTERS, words_of
from khabar.reading import Reading

_MARKS = letters("COMMA OPEN QUOTE DASH")
_ENDS = letters("COMMA CLOSE QUOTE DASH")
_NUMBERS = letters("DAYNUM CARD DIGITS ORDINAL TEEN ARTICLE AND OF TO IN BETWEEN APPROX MORE LESS COMMA")
_SINCE = letters("SINCE BEFORE AFTER")
_FROM_ELSEWHERE = letters("SINCE BEFORE AFTER COMMA PAST_VERB")
_OLDEST, _GROWN = 110, 11  # years: no one is older; a number with a singular noun behind it, which lengths of time in brackets seldom have
_REACH = 8  # tokens before a length within which the word stands that tells what it is the length of
_MOST_MARKS = 4  # marks between a name and an age (محمد.ع.'' 27 سنة)
_NAME_REACH = 5  # tokens before a name within which a verb of lasting stands (حكم فلان 30 عاما)
_PARTICLES = frozenset("ولبفك")
_COUPLED = 25  # tokens between two terms of one sentence of a court (السجن 7 سنوات على الأول و5 سنوات على الثاني)


def timed(line: Line, found: list[Expression], reading: Reading) -> list[Expression]:
    """Return the expressions without the lengths that are ages, terms in prison or terms of contracts."""
    kept: list[Expression] = []
    term = -_COUPLED  # where the last term in prison ended
    for expression in found:
        if expression.kind != "duration":
            kept.append(expression)
        elif _is_sentence(line, expression) or _goes_with(line, expression, term):
            term = expression.stop
        elif not (_is_age(line, expression, reading) or _is_of_contract(line, expression) or line.key(expression.stop) in words_of("DISTANCE")):
            kept.append(expression)
    return kept


def _is_age(line: Line, expression: Expression, reading: Reading) -> bool:
    count = expression.count
    if count is None or not 0 < count <= _OLDEST or expression.unit not in {"Y", "M"}:
        return False
    if line.letter(expression.stop) == LETTERS["OF"] and line.key(expression.stop + 1) in words_of("AGE"):
        return True
    if line.key(expression.first - 1) == "عن" and any(line.key(i) in words_of("DIED") for i in range(max(0, expression.first - _REACH), expression.first - 1)):
        return True
    for i in range(expression.first - 1, max(expression.first - 1 - _REACH, -1), -1):
        if line.key(i) in words_of("AGE"):
            return True
        if line.letter(i) not in _NUMBERS and line.key(i) not in words_of("AGED"):
            break
    return expression.unit == "Y" and _is_beside_a_person(line, expression, reading)


def _is_beside_a_person(line: Line, expression: Expression, reading: Reading) -> bool:
    """Tell whether the years stand where a report gives the age of whom it has named: ``فلان (25 سنة)``, ``فلان، 25 سنة، سائق``."""
    at = expression.first - 1
    while at > expression.first - 1 - _MOST_MARKS and (line.letter(at) in _MARKS or line.key(at) == "."):
        at -= 1
    marked, grown = at < expression.first - 1, (expression.count or 0) >= _GROWN
    if _ends_a_person(line, at, reading):
        return marked or not _lasted(line, at)
    if line.key(at) in words_of("PERSON") or _trade_behind(line, expression.stop):
        return True
    initial = len(line.key(at)) == 1 and line.key(at).isalpha() and (marked or line.key(at) not in _PARTICLES or line.key(at - 1) == ".")
    closed = line.letter(expression.stop) in _ENDS
    return initial or (grown and closed and (marked or line.letter(at) == LETTERS["CLOSE"]))


def _ends_a_person(line: Line, i: int, reading: Reading) -> bool:
    """Tell whether the name of a person ends at token i."""
    if i < 0 or not reading.mentions:
        return False
    end = line.tokens.ends[i]
    at = bisect_right(reading.mentions, end, key=lambda m: m.start)
    return any(m.type == "PER" and m.end == end for m in reading.mentions[max(0, at - 4) : at])


def _lasted(line: Line, i: int) -> bool:
    """Tell whether a verb before a name tells how long the person did something (حكم فلان 30 عاما)."""
    return any(line.key(n) in words_of("LASTED") for n in range(max(0, i - _NAME_REACH), i))


def _trade_behind(line: Line, i: int) -> bool:
    while line.letter(i) in _ENDS or line.key(i) == "و":
        i += 1
    return line.key(i) in words_of("TRADE")


def _is_sentence(line: Line, expression: Expression) -> bool:
    """Tell whether a court or a prosecutor gave the length (بالسجن المشدد لمدة 5 سنوات, عامين حبسا نافذا), not one spent in prison."""
    behind = line.key(expression.stop)
    if line.letter(expression.first - 1) in _SINCE:
        return False
    if behind in words_of("PRISONED") or f"{behind}_{line.key(expression.stop + 1)}" in words_of("PRISONED"):
        return True
    for i in range(expression.first - 1, max(expression.first - 1 - _REACH, -1), -1):
        if line.key(i) in words_of("PRISON"):
            return line.key(i - 1) not in words_of("INSIDE")
        if line.key(i) in words_of("VERDICT"):
            return line.key(i - 1) in words_of("TERM")
        if line.letter(i) in _FROM_ELSEWHERE or line.key(i) in words_of("CLAUSE"):
            return False
    return False


def _goes_with(line: Line, expression: Expression, term: int) -> bool:
    """Tell whether a length is coupled to a term in prison before it in the same sentence."""
    if line.letter(expression.first - 1) != LETTERS["AND"] or expression.first - term > _COUPLED:
        return False
    return line.tokens.sentence_of(term - 1) == line.tokens.sentence_of(expression.first)


def _is_of_contract(line: Line, expression: Expression) -> bool:
    """Tell whether a contract runs for the length: ``عقد مدته 3 سنوات``, ``مدة هذا الاتفاق خمس سنوات``."""
    if expression.unit not in {"M", "Y"}:
        return False
    termed = line.key(expression.first - 1) in words_of("TERM")
    for i in range(expression.first - 2, max(expression.first - 2 - _REACH, -1), -1):
        if termed and line.key(i) in words_of("CONTRACT"):
            return True
        if not termed and line.key(i) in words_of("TERM"):
            return line.key(i + 1) in words_of("CONTRACT") or line.key(i + 2) in words_of("CONTRACT")
        if line.letter(i) in _FROM_ELSEWHERE or line.key(i) in words_of("CLAUSE"):
            return False
    return False
