"""What a number counts that no noun follows: ``12 قتيلا في حلب و7 في إدلب``, ``عدد المتظاهرين بلغ 20 ألفا``, ``بلغ عددهم 19``, ``52 مقعدا من 217``."""

from khabar.extract.quantities_line import LETTERS_ONLY, Figure, FigureLine
from khabar.extract.quantities_signs import sign_behind
from khabar.extract.quantities_words import Noun

_OF_THINGS = "منها"
_WHERE = frozenset({"في", "ب", "قرب", "على", "من", "بين"})  # prepositions that tell the counts of one thing apart (12 قتيلا في حلب و7 في إدلب)
_PARTED, _FAR = 8, 14  # tokens between two counts of one thing, between a whole and a part of it
_ACCORDING = frozenset({"حسب", "بحسب", "وفق", "وفقا", "حسبما"})
_NUMBER_BEFORE = 6  # tokens before a number within which عدد tells whose it is
_TOTAL_BEFORE = 4  # tokens before a number within which a word for a total stands
_OF_PEOPLE = ("هم", "هن")


def counted_again(line: FigureLine, i: int, stop: int, before: Figure | None) -> Noun | None:
    """Return what another counts differently (مليون متظاهر بحسب المنظمين و200 ألف بحسب الشرطة)."""
    if before is None or i - before.behind > _FAR:
        return None
    if line.light(stop) == _OF_THINGS:
        return before.noun
    if i - before.behind > _PARTED:
        return None
    if line.is_(i - 1, "THAN"):
        whole = line.words[i]
        larger = whole is not None and whole.value is not None and before.bounds.low is not None and whole.value > before.bounds.low
        return before.noun if larger and i - before.behind == 1 else None
    if not (line.is_(i - 1, "AND") or line.light(i - 1) in {"،", ","}):
        return None
    at = stop + (line.light(stop) == "ب")
    behind = before.behind + (2 if sign_behind(line, before.behind) == ">=" else 0)
    apart = line.light(stop) in _WHERE and line.light(behind) == line.light(stop) and not any(line.is_(n, "STOP") for n in range(behind, i))
    return before.noun if apart or line.light(at) in _ACCORDING else None


def whose_number(line: FigureLine, i: int, stop: int, before: Figure | None) -> Noun | None:
    """Return those whose number is told (عدد المتظاهرين بلغ بين 20 و30 ألفا, الإصابات: 12, بلغ عددهم 19, ارتفعت الحصيلة إلى 35)."""
    if line.light(i - 1) == ":" and (listed := line.noun(i - 2)) is not None and listed.definite and listed.number == 3:
        return listed
    total = _total(line, i)
    if total is not None and (total.endswith(_OF_PEOPLE) or total == "الحصيلة"):
        return Noun("person", "", 3)
    if total is not None:  # of what was told before, unless an unknown noun follows (يبلغ عددها 18 جزيرة)
        unknown = line.letter(stop) == "." and LETTERS_ONLY.fullmatch(line.light(stop))
        return before.noun if before is not None and not unknown else None
    for at in range(i - 2, max(-1, i - _NUMBER_BEFORE), -1):
        if line.is_(at, "STOP AND NUMBER"):
            return None
        if line.is_(at, "COUNT") and (found := line.noun(at + 1)) is not None and (found.definite or found.number == 3):
            return found
    return None


def _total(line: FigureLine, i: int) -> str | None:
    """Return the word that says that the number at token i is a total, None for no such word: العدد 23 is an issue."""
    for at in range(i - 1, i - 1 - _TOTAL_BEFORE, -1):
        if line.is_(at, "STOP AND NUMBER IDENTIFIER"):
            return None
        if line.is_(at, "TOTAL") and (at < i - 1 or not line.light(at).startswith("ال")):
            return line.light(at)
    return None


def tells_total(line: FigureLine, i: int) -> bool:
    """Tell whether the number at token i is a total of what was told before (ليصل العدد الإجمالي إلى 333)."""
    return _total(line, i) is not None
