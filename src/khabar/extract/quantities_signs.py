"""Words that open or roughen a figure: ``أكثر من``, ``نحو``, ``لا يقل عن``, ``تجاوز عدد الضحايا``, ``على أقل تقدير``."""

import re

from khabar.extract.quantities_line import FigureLine

_NOT = frozenset({"لا", "لم", "لن", "ألا"})
_MEASURE = re.compile("(?:قيمت|عدد|وزن|مساحت|طول|كلفت|تكلفت|سعر|ثمن|حجم|قوت|سرعت)(?:ه|ها|هم|هن|هما)")
_NUMBERED = 4  # tokens between a verb of rising and the number of those whose number rises


def sign_before(line: FigureLine, i: int) -> tuple[int, str]:
    """Return where the words that open or roughen the figure at token i begin, and their sign."""
    at = i - 1 if line.is_(i - 1, "ARTICLE") else i
    if line.is_(at - 1, "APPROX"):
        return with_what(line, at - 1), "~"
    if line.is_(at - 1, "THAN") and line.is_(at - 2, "MORE LESS"):
        return at - 2, ">" if line.is_(at - 2, "MORE") else "<"
    if line.is_(at - 1, "THAN") and line.is_(at - 2, "NEAR"):
        return with_what(line, at - 2), "~"
    if line.light(at - 1) == "فوق":
        return with_what(line, at - 1), ">"
    if line.light(at - 1) == "دون" and line.light(at - 2) == "ما":
        return at - 2, "<"
    rises = at - 2 if line.is_(at - 1, "ON") and line.is_(at - 2, "RISE") else at - 1 if line.is_(at - 1, "RISE") else None
    if rises is not None and line.light(rises - 1) in _NOT:
        return with_what(line, rises - 1), "<"
    if rises is not None:
        return with_what(line, rises), ">"
    if line.is_(at - 1, "ON") and line.is_(at - 2, "CLIMB") and line.is_(at - 3, "NEGATION"):
        return with_what(line, at - 3), ">="
    return i, _risen(line, at)


def _risen(line: FigureLine, i: int) -> str:
    """Return the sign of a figure that is the number of those who stand between it and a verb of rising (تجاوز عدد الضحايا 41 ألفا)."""
    if line.is_(i - 2, "RISE") and _MEASURE.fullmatch(line.light(i - 1)):
        return "<" if line.light(i - 3) in _NOT else ">"  # تفوق قيمتها ثمانين ألفا
    for at in range(i - 1, i - 1 - _NUMBERED, -1):
        if line.is_(at, "COUNT") and line.is_(at - 1, "RISE"):
            return "<" if line.light(at - 2) in _NOT else ">"
        if line.is_(at, "COUNT AND NUMBER STOP THAN TO"):
            break
    return ""


def sign_behind(line: FigureLine, i: int) -> str:
    """Return the sign that words behind a figure and its noun give it; ``i``: where they would begin."""
    if line.is_(i, "ON") and (line.is_(i + 1, "LEAST") or (line.light(i + 1) == "أقل" and line.light(i + 2) == "تقدير")):
        return ">="
    return "~" if line.is_(i, "APPROX") else ""


def with_what(line: FigureLine, i: int) -> int:
    """Return where a sign begins that may have a ما before it (ما يقارب)."""
    return i - 1 if line.light(i - 1) == "ما" else i
