"""Rules for figures: numbers, dozens, words that stand for a number, none, two and one."""

import re
from collections.abc import Callable

from khabar.extract.numbers import Number, number_at
from khabar.extract.quantities_line import CASUALTY, LETTERS_ONLY, Bounds, Figure, FigureLine, bounded
from khabar.extract.quantities_measures import fraction_behind, halved
from khabar.extract.quantities_numbers import read, shared_scale
from khabar.extract.quantities_signs import sign_before, sign_behind, with_what
from khabar.extract.quantities_whose import counted_again, tells_total, whose_number
from khabar.extract.quantities_words import LETTERS, Noun, is_people, is_two_of_somebody

Rule = Callable[[FigureLine, int, Figure | None], Figure | None]

_GROUPS_KNOWN = frozenset({"state", "side"})  # الدول الثلاث: the three that everybody knows, no figure
# things whose absence is a figure (أي باخرة); nobody counts sides and demands where there are none
_COUNTABLE = frozenset({"person", "ship", "aircraft", "vehicle", "body", "rocket", "shell", "bullet", "bomb", "building", "house"})
_RANKS = frozenset({"كبار", "كبارا", "أفراد", "صغار", "أبرز", "أهم"})
_ACTIVE = frozenset({"قتل", "قتلت", "جرح", "خطف", "اعتقل", "اعتقلت", "أوقف", "أوقفت", "اختطف", "أصاب"})
_BEFALLEN = CASUALTY | {"spared"}
_OF_ANYONE = frozenset({"ل", "ب", "من", "على", "في", "مع", "إلى", "عن"})  # لا يجوز لأي: whoever it is, no figure
_AMONG = frozenset({"بينهم", "بينهن", "منهم"})
_NOT_ONE = frozenset({"ك", "أي", "كل", "قلب"})  # على قلب رجل واحد
_OF_THEM = frozenset({"منهم", "منهما", "منهن"})
_OTHERS_ALONE = {"آخران": 2, "آخر": 1, "ثان": 1, "ثالث": 1, "ثالثة": 1, "رابع": 1, "رابعة": 1, "خامس": 1, "خامسة": 1}
_CHANGE_BEFORE = 8  # tokens before a number within which a verb of change stands
_CLOSING = frozenset({")", '"', "»", "”", "“", "]"})
_SPANNED = re.compile(r"(\d{1,6})-(\d{1,6})")


def _numbered(line: FigureLine, i: int, before: Figure | None) -> Figure | None:
    """Read digits or number words with what opens or roughens them."""
    spanned = _SPANNED.fullmatch(line.tokens.key(i))
    if spanned is not None:
        return _spanned(line, i, float(spanned[1]), float(spanned[2]))
    number = read(line, i)
    if number is None:
        return halved(line, i)
    if _is_name(line, i, number.stop):
        return None
    upper = _upper(line, i, number.stop)
    stop = upper.stop if upper is not None else number.stop
    only = line.light(stop) == "فقط" and number.value != 1
    counted, behind = _counted(line, i, stop + only)
    if _changes(line, i):
        upper, stop = None, number.stop
        counted, behind = _counted_after_change(line, i, stop) if counted is None or line.is_(stop, "TO") else (counted, behind)
    if counted is None:
        counted = Noun("person", "", 3) if line.light(stop) in _OF_THEM else whose_number(line, i, stop, before) or counted_again(line, i, stop, before)
    figure = _is_figure(line, i, stop + only, counted)
    if not (figure or _ends(line, stop + only)):
        return None
    first, sign = sign_before(line, i)
    if not (figure or sign or only):
        return None
    sign = sign or sign_behind(line, behind)
    low = number.value
    if upper is not None and low is not None and number.stop == i + 1 and line.words[upper.stop - 1] is not None:
        scale = shared_scale(line, stop, upper)
        low *= scale if low < scale else 1  # بين ألفين وثلاثة آلاف
    if upper is None and low is not None and counted is not None:
        low += fraction_behind(line, behind, counted)
    bounds = bounded(sign, low, upper.value if upper is not None else None)
    if upper is not None and line.is_(first - 1, "BETWEEN"):
        first = with_what(line, first - 1)
    return Figure(first, stop, bounds, counted, behind)


def _spanned(line: FigureLine, i: int, low: float, high: float) -> Figure | None:
    """Read a range in one token (20-30 قتيلا), only before a noun: it may be a score."""
    counted, behind = _counted(line, i, i + 1)
    if counted is None or low >= high:
        return None
    return Figure(i, i + 1, bounded("-", low, high), counted, behind)


def _is_name(line: FigureLine, i: int, stop: int) -> bool:
    """Tell whether a number is part of a name: القرار 2254, كا-52, 5+1, الدورة الـ14."""
    word = line.words[i]
    if word is not None and word.kind == "digits" and word.value is None and not line.tokens.key(i).isdecimal():
        return True
    if line.light(i - 1) == "مواليد" or line.light(stop) == "قضائية":
        return True  # the year of birth, or of a court (لسنة 67 قضائية)
    before = i - 2 if line.is_(i - 1, "ARTICLE") else i - 1
    if (line.is_(before, "IDENTIFIER") and line.noun(stop) is None) or line.is_(i - 1, "PLUS") or line.is_(stop, "PLUS"):
        return True
    if line.is_(i - 1, "AND") and line.is_(i - 2, "NUMBER") and line.is_(i - 3, "IDENTIFIER") and line.noun(stop) is None:
        return True  # محاضر رقم 891 و892
    if line.light(stop) == "أضعاف" or (line.is_(stop, "THAN") and line.light(stop + 1).startswith("العمر")):
        return True  # ثلاثة أضعاف, دون الثمانين من العمر
    if word is not None and word.kind == "ten" and stop == i + 1 and line.is_(i - 1, "ORDINAL"):
        return True  # الرابع عشر
    joined = line.tokens.starts[i] == line.tokens.ends[i - 1] if i else False
    return joined and (line.is_(i - 1, "DASH") or (line.light(i - 1).isascii() and line.light(i - 1).isalnum()))


def _upper(line: FigureLine, i: int, stop: int) -> Number | None:
    """Return the upper end of a range: 20 - 30, بين 20 و30, 3 أو 4."""
    between = line.is_(i - 1, "BETWEEN") and line.is_(stop, "AND")
    through = line.is_(stop, "TO") and (line.is_(i - 1, "THAN APPROX BETWEEN") or line.light(i - 1) == "ب" or _is_range(line, i, stop))
    if not (between or line.is_(stop, "DASH OR") or through):
        return None
    if stop + 1 >= len(line.words):
        return None
    upper, low = number_at(line.words, stop + 1), number_at(line.words, i)
    if upper is None or low is None or upper.value is None or low.value is None or upper.value <= low.value:
        return None
    return upper


def _is_range(line: FigureLine, i: int, stop: int) -> bool:
    """Tell whether two numbers with 'to' between them are one count, no verb of change before them (نقل 10 إلى 12 جريحا)."""
    second = number_at(line.words, stop + 1) if stop + 1 < len(line.classes) else None
    if second is None or (line.noun(second.stop) is None and line.light(second.stop) not in _OF_THEM):
        return False
    return not any(line.is_(at, "CHANGE") for at in range(max(0, i - _CHANGE_BEFORE), i))


def _counted_after_change(line: FigureLine, i: int, stop: int) -> tuple[Noun | None, int]:
    """Return what a number counts from which a change begins, told behind the number where it ends (خفض من 3.2 إلى 2.9 في المئة)."""
    second = number_at(line.words, stop + 1) if line.is_(stop, "TO") and stop + 1 < len(line.words) else None
    return _counted(line, i, second.stop if second is not None else stop)


def _changes(line: FigureLine, i: int) -> bool:
    """Tell whether a number is where a change begins (ارتفع من 15 إلى 22), no end of a range."""
    return line.is_(i - 1, "THAN") and any(line.is_(at, "CHANGE") for at in range(max(0, i - _CHANGE_BEFORE), i - 1))


def _counted(line: FigureLine, i: int, stop: int) -> tuple[Noun | None, int]:
    """Return the noun that a figure counts and where its phrase ends: behind it, after من, or before it (الجثث الـ19)."""
    if line.is_(stop, "PERCENT"):
        return Noun("percent", "percent", 1), stop + 1
    if line.light(stop) in {"في", "ب"} and line.is_(stop + 1, "HUNDREDTH"):
        return Noun("percent", "percent", 1), stop + 2
    if line.light(stop) in _CLOSING:
        stop += 1
    for at in range(stop, min(stop + 3, len(line.classes))):
        found = line.noun(at)
        if found is not None and not line.is_(at, "OTHERS"):
            return found, at + 1
        if not (line.is_(at, "THAN BETWEEN") or line.light(at) in _RANKS or (at == stop and line.is_(at, "BIG"))):
            break
    word = line.words[i]
    if word is not None and word.value == 2:
        pair = line.noun(i - 1)
        if pair is not None and pair.number == 3 and line.light(i - 1).endswith("ين"):
            return pair, stop  # لبنانيين اثنين, written like the plural
    if line.is_(stop, "OTHERS") or line.light(i - 1) in _AMONG:
        return Noun("person", "", 3), stop + 1
    before = i - 2 if line.is_(i - 1, "ARTICLE") else i - 1
    if _definite_number(line, i):
        for at in (before, before - 1):
            found = line.noun(at)
            if found is not None and found.definite:
                return found, stop
    return None, stop


def _definite_number(line: FigureLine, i: int) -> bool:
    word = line.words[i]
    return line.is_(i - 1, "ARTICLE") or (word is not None and word.definite)


def _is_figure(line: FigureLine, i: int, stop: int, counted: Noun | None) -> bool:
    """Tell whether a number counts something that a reader could dispute."""
    word = line.words[i]
    if line.is_(i - 1, "DUAL") and word is not None and word.value == 2:
        return False  # مشروعين اثنين
    one = word is not None and word.kind == "unit" and word.value == 1 and stop == i + 1
    if one and line.cue(i - 1) in CASUALTY and line.is_(stop, "AND THAN STOP"):
        return True  # قتل واحد وأصيب اثنان
    if counted is not None:
        return not one and not (_definite_number(line, i) and counted.definite and counted.unit in _GROUPS_KNOWN)
    if line.is_(stop, "TIMEUNIT") or one:
        return False
    if line.cue(stop) == "wounded" or (line.light(stop) == "ب" and line.cue(stop + 1) == "wounded"):
        return True  # واثنان بجروح طفيفة
    if line.is_(stop, "THAN") and stop + 1 < len(line.classes) and not line.is_(stop + 1, "NUMBER TIMEUNIT"):
        return LETTERS_ONLY.match(line.light(stop + 1)) is not None
    if any(line.cue(at) in _BEFALLEN for at in (i - 1, i - 2)) and not line.is_(i - 1, "AND"):
        return True
    if _is_sure(line, i, stop) or (line.is_(i - 1, "TO") and any(line.cue(at) in CASUALTY for at in range(i - 9, i - 1))):
        return True
    if tells_total(line, i) or line.light(i - 1) == "أصل" or any(line.is_(at, "COUNT") and line.light(at + 1).startswith("ال") for at in range(i - 5, i - 1)):
        return True
    return _before_noun(line, i, stop)


def _ends(line: FigureLine, i: int) -> bool:
    """Tell whether nothing is counted at token i: the figure's clause ends there (قالت الشرطة إنهم أقل من 1500)."""
    if i + 1 < len(line.classes) and line.light(i + 1)[:1].isdigit():
        return False  # 11،5
    return line.is_(i, "STOP AND") or i >= len(line.classes) or not line.light(i)[:1].isalnum()


def _is_sure(line: FigureLine, i: int, stop: int) -> bool:
    """Tell whether a number is a figure whatever stands behind it: words of two tokens, a scale, decimals; few digits after what befell people."""
    word = line.words[i]
    if word is None or word.definite:
        return False
    if stop > i + 1 or word.kind in {"pair", "hundred", "tens"} or (word.value is not None and word.value != int(word.value)):
        return True
    return word.kind == "digits" and word.value is not None and word.value < 1000 and line.is_(i - 1, "ON") and line.cue(i - 2) in CASUALTY


def _before_noun(line: FigureLine, i: int, stop: int) -> bool:
    """Tell whether an unknown word behind a number is a noun that it counts."""
    behind = line.light(stop)
    if not LETTERS_ONLY.fullmatch(behind) or line.letter(stop) != "." or behind.startswith("ال"):
        return False
    if line.tokens.paragraph_of(i) != line.tokens.paragraph_of(stop):
        return False
    if line.tokens.key(i).isdecimal() and 1900 <= int(line.tokens.key(i)[:6]) <= 2100:
        return False
    return not line.cue(stop)


def _vague(line: FigureLine, i: int, _before: Figure | None, first: int | None = None) -> Figure | None:
    """Read dozens, hundreds, thousands: the least that they can mean."""
    number, stop = float(line.meaning(i)), i + 1
    if line.is_(stop, "VAGUE"):
        number, stop = number * float(line.meaning(stop)) / 2, stop + 1
    if line.is_(stop, "TIMEUNIT") or (line.is_(stop, "THAN") and line.is_(stop + 1, "TIMEUNIT")):
        return None
    definite = line.light(stop - 1).startswith("ال")  # عشرات الآلاف too
    if not (definite or line.is_(stop, "THAN OTHERS") or line.light(stop).startswith("ال") or line.noun(stop) is not None):
        return None
    counted, behind = _counted(line, i, stop)
    if counted is None and definite:
        counted = Noun("person", "", 3)
    if first is None:
        first, sign = sign_before(line, i)
        first = i if sign == "<" else first  # لا يتجاوز العشرات: how many it is at least, is not said
    return Figure(first, stop, bounded(">", number), counted, behind)


def _worded(line: FigureLine, i: int, _before: Figure | None) -> Figure | None:
    """Read a word that stands for a figure: عدة, العديد من, عدد كبير من."""
    stop = i + 1
    value = line.meaning(i)
    if line.is_(i, "SOME") and line.is_(stop, "VAGUE"):
        return _vague(line, stop, None, i)
    if line.is_(i, "COUNT LOT"):
        if line.is_(stop, "BIG"):
            value, stop = "many", stop + 1
        if not line.is_(stop, "THAN"):
            return None
    elif line.is_(i, "SOME") and (line.is_(stop, "TIMEUNIT") or line.is_(i - 1, "TIMEUNIT")):
        return None
    counted, behind = _counted(line, i, stop)
    if counted is None and line.is_(i, "SOME MANY"):
        counted = next((noun for at in (i - 1, i - 2) if (noun := line.noun(at)) is not None and noun.number == 3), None)
    return Figure(i, stop, Bounds(value=value), counted, behind)


def _none(line: FigureLine, i: int, _before: Figure | None) -> Figure | None:
    """Read that there were none: دون أي خسائر, دون وقوع وفيات."""
    at = i + 1
    if line.is_(at, "HAPPEN"):
        at += 1
    sure = line.is_(at, "ANYONE")
    at += sure
    counted = line.noun(at)
    if not (line.is_(at, "LOSS") or (sure and counted is not None)):
        return None
    return Figure(i, i + 2 if line.is_(i + 1, "ANYONE") else i + 1, bounded("", 0), counted or Noun("person", "casualties", 3), at + 1)


def _negated(line: FigureLine, i: int, _before: Figure | None) -> Figure | None:
    """Read that something did not happen to any: لم ترسل أي باخرة."""
    if line.is_(i + 1, "LOSS") and line.light(i) == "لا" and not line.light(i + 1).startswith("ال"):
        return Figure(i, i + 1, bounded("", 0), line.noun(i + 1) or Noun("person", "casualties", 3), i + 2)  # ولا وفيات
    for at in range(i + 1, min(i + 5, len(line.classes))):
        if line.is_(at, "ANYONE") and line.light(at - 1) not in _OF_ANYONE:
            counted = line.noun(at + 1)
            return Figure(at, at + 1, bounded("", 0), counted, at + 2) if counted is not None and not counted.definite and counted.unit in _COUNTABLE else None
    return None


def _any(line: FigureLine, i: int, _before: Figure | None) -> Figure | None:
    """Read that nobody was hit (نفى مقتل أي جندي)."""
    counted = line.noun(i + 1)
    if line.cue(i - 1) not in CASUALTY or counted is None or counted.definite:
        return None
    return Figure(i, i + 1, bounded("", 0), counted, i + 2)


def _two(line: FigureLine, i: int, before: Figure | None) -> Figure | None:
    """Read a noun in the dual; a second one behind it only tells more of the first (طائرتين مسيرتين)."""
    told = line.cue(i - 1) in CASUALTY
    if line.is_(i - 1, "DUAL NUMBER") or (is_people(line.tokens.key(i)) and not told):
        return None  # وزيران فلسطينيان; but استشهد فلسطينيان
    if is_two_of_somebody(line.tokens.key(i)) and not (told or _goes_on(line, i, before)):
        return None  # مقتل رجل وابنيه
    first, sign = sign_before(line, i)
    sign = sign or next((found for at in (i + 1, i + 2) if (found := sign_behind(line, at)) == ">="), "")
    counted = line.noun(i)
    more = fraction_behind(line, i + 1, counted) if counted is not None else 0
    return Figure(first, i + 1, bounded(sign, 2 + more), counted, i + 1)


def _one(line: FigureLine, i: int, before: Figure | None) -> Figure | None:
    """Read one person, where the word before tells what befell him or the figure before goes on with him."""
    if line.cue(i):
        return None
    told = line.cue(i - 1) in CASUALTY and not (line.light(i - 1) in _ACTIVE and line.light(i + 1).endswith("ا"))
    goes_on = _goes_on(line, i, before)
    if goes_on and line.light(i).removesuffix("ة") == line.light(i - 2).removesuffix("ا"):
        return None  # مئة طالب وطالبة
    known = told or goes_on or line.light(i - 1) in _AMONG
    if not (known or (line.is_(i + 1, "NUMBER") and _is_only(line, i))):
        return None
    following = line.light(i + 1)
    if line.light(i - 1) in _AMONG and following.startswith("ال"):
        return None  # بينهم قائد الكتيبة: who it is, not how many
    if told and (following.startswith("ال") or line.is_(i + 1, "NUMBER")) and line.light(i + 1) not in {"واحد", "واحدة"}:
        return None
    stop = i + 2 if following in {"واحد", "واحدة"} else i + 1
    return Figure(i, stop, bounded("", 1), line.noun(i), stop)


def _is_only(line: FigureLine, i: int) -> bool:
    """Tell whether one person is said to be one (وامتنع عضو واحد), no adjective before the number (موقف سياسي واحد)."""
    return line.light(i + 1) in {"واحد", "واحدة"} and line.light(i - 1) not in _NOT_ONE and not line.light(i).endswith(("ي", "ية"))


def _goes_on(line: FigureLine, i: int, before: Figure | None) -> bool:
    """Tell whether a word is joined to people counted right before it (مقتل رجل وامرأة)."""
    return line.is_(i - 1, "AND") and before is not None and i - before.stop <= 4 and before.noun is not None and before.noun.unit == "person"


def _hundred(line: FigureLine, i: int, before: Figure | None) -> Figure | None:
    """Read a hundred with its article, which mostly stands for a percentage (قرابة المئة متظاهر)."""
    return _numbered(line, i, before) if line.is_(i - 1, "APPROX THAN RISE") else None


def _other(line: FigureLine, i: int, _before: Figure | None) -> Figure | None:
    """Read one or two more whom something befell (مقتل جندي وإصابة آخر, أصيب آخران, وإصابة ثالث بجروح)."""
    number = _OTHERS_ALONE.get(line.light(i))
    if number is None or line.cue(i - 1) not in CASUALTY:
        return None
    if LETTERS_ONLY.fullmatch(line.light(i + 1)) and not (line.cue(i + 1) or line.is_(i + 1, "NOUNLESS")):
        return None
    return Figure(i, i + 1, bounded("", number), Noun("person", "", number), i + 1)


RULES: dict[str, Rule] = {
    LETTERS["NUMBER"]: _numbered,
    LETTERS["VAGUE"]: _vague,
    **dict.fromkeys((LETTERS[name] for name in ("SOME", "MANY", "COUNT", "LOT")), _worded),
    LETTERS["ZERO"]: _none,
    LETTERS["NEGATION"]: _negated,
    LETTERS["ANYONE"]: _any,
    LETTERS["DUAL"]: _two,
    LETTERS["ONEPERSON"]: _one,
    LETTERS["HUNDREDTH"]: _hundred,
    **dict.fromkeys((LETTERS[name] for name in ("OTHERS", "ORDINAL")), _other),
}
