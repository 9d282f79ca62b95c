"""Rules for periods, durations, sets and vague times: ``الشهر الماضي``, ``قبل يومين``, ``كل خميس``, ``حاليا``."""

from khabar.extract.numbers import Number
from khabar.extract.times_line import Expression, Line, letters, replace
from khabar.extract.times_pieces import RELATIVE, beyond, relative_of
from khabar.extract.times_words import LETTERS, words_of
from khabar.grammar import OTHER

_PIECES = {
    "UNIT": "WEEK|MONTHUNIT|YEARUNIT|DECADE|CENTURY|HOUR|DAY",
    "VERDICT": "RELATIVE|SELF",
}
PERIOD = LETTERS.pattern("(?P<unit>UNIT|TODAY|TONIGHT) FISCAL? (?: (?P<two>WHAT? BEFORE PAST|AFTER NEXT) | (?P<relative>VERDICT) )", _PIECES)
THIS_UNIT = LETTERS.pattern("(?P<which>THIS|SAME) (?P<unit>UNIT|TODAY|TONIGHT|DAYS|MOMENT|EPOCH|HOUR|PART) (?P<end>)", _PIECES)
OF_YEAR = LETTERS.pattern("OF YEARUNIT? (?: (?P<relative>RELATIVE) | (?P<year>YEAR) )")
COUNTED = LETTERS.pattern("(?P<unit>MANY|TWO) (?P<few>FEW)? (?P<relative>RELATIVE)")
FIRST_ONES = LETTERS.pattern("MANY ORDINAL")
COUNTED_BEHIND = LETTERS.pattern("(?P<unit>MANY) ARTICLE? (?P<number>)")
SOON = LETTERS.pattern("SOONEST (?: MOMENT POSSIBLE? | POSSIBLE )")
MOMENT = LETTERS.pattern("(?: MOMENT (?: (?P<prior>PRIOR) | (?P<later>LATER) | NOW ) | EPOCH (?: (?P<prior_epoch>PRIOR) | LATER ) )")
EPOCH = LETTERS.pattern("EPOCH (?P<relative>RELATIVE)")
EVERY = LETTERS.pattern("EVERY (?: DAY? (?P<day>BAREDAY|WEEKDAY) | (?P<unit>ONE|TWO) | (?P<night>PART) )")

_UNIT_NAMES = {
    "D": "DAY DAYS TWODAYS TODAY NIGHTS TWONIGHTS DAILY",
    "W": "WEEK WEEKS TWOWEEKS",
    "M": "MONTHUNIT MONTHS TWOMONTHS",
    "Y": "YEARUNIT YEARS TWOYEARS",
    "E": "DECADE DECADES TWODECADES",
    "C": "CENTURY CENTURIES TWOCENTURIES",
    "TH": "HOUR HOURS TWOHOURS",
    "TM": "MINUTE MINUTES TWOMINUTES",
    "TS": "SECONDS",
}
UNIT_OF = {LETTERS[name]: unit for unit, names in _UNIT_NAMES.items() for name in names.split()}
_ONE = letters("DAY WEEK MONTHUNIT YEARUNIT DECADE CENTURY HOUR MINUTE")
_MANY = letters("DAYS NIGHTS WEEKS MONTHS YEARS DECADES CENTURIES HOURS MINUTES SECONDS")
_TWO = letters("TWODAYS TWONIGHTS TWOWEEKS TWOMONTHS TWOYEARS TWODECADES TWOCENTURIES TWOHOURS TWOMINUTES")
# behind one unit these make a date of it (عام 2011, يوم الأحد)
_NOT_A_LENGTH = letters("YEAR PAIR CARD MONTH CAREFUL TWIN HIJRI HTWIN HPOSS PAST NOW NEXT FOLLOW WEEKDAY YESTERDAY TOMORROW TODAY DAYNUM ORDINAL DIGITS")
_NOTHING: frozenset[str] = frozenset()
# what makes a date of a unit behind a number
_NAMED_BEHIND = {
    LETTERS["DAY"]: letters("WEEKDAY DAYNUM YESTERDAY TOMORROW TODAY SLASHED"),
    LETTERS["YEARUNIT"]: letters("YEAR PAIR"),
    LETTERS["MONTHUNIT"]: letters("MONTH CAREFUL TWIN HIJRI HTWIN"),
}
_NUMBERS = letters("DAYNUM CARD ORDINAL DIGITS CLOCK TEEN")
_MOST_COUNTED = 100  # of a length with its article: behind الأعوام larger numbers are years
_WHOLE = frozenset({"واحد", "واحدا", "واحده", "كامل", "كاملا", "كامله"})
_SCHOOL = frozenset({"الدراسي", "الدراسيه", "الجامعي", "الجامعيه"})
_MIDWAY = {"الليل": "TNI", "النهار": "TMI"}
_SMALLER = {"Y": ("M", 12), "D": ("TH", 24), "TH": ("TM", 60), "TM": ("TS", 60)}
_SHARES = {LETTERS["HALF"]: 0.5, LETTERS["QUARTER"]: 0.25}
_REFERENCES = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF", 2: "FUTURE_REF"}


def unit_of(line: Line, i: int) -> str | None:
    """Return the code of the unit of time that token i names: D W M Y E C TH TM TS."""
    return UNIT_OF.get(line.letter(i))


def period(line: Line, i: int) -> Expression | None:
    """Read the last, this or the next day, week, month or year."""
    match = PERIOD.match(line.classes, i)
    if match is None or not line.definite(i):
        return _this_period(line, i) if match is None else None
    night = line.classes[i] == LETTERS["TONIGHT"]
    unit = "D" if night else unit_of(line, i)
    relative = beyond(line, match)
    if relative is None:
        relative = relative_of(line, match)
        if relative is None or not _means_time(line, i, match.start("relative")):
            return None
    if unit == "Y" and line.key(i + 1) in _SCHOOL:
        unit = "S"
    if unit == "D" and relative == 0:
        return Expression("ref", i, match.end(), value="PRESENT_REF")
    return Expression("period", i, match.end(), relative=relative, unit=unit, part="TNI" if night else None)


def _means_time(line: Line, i: int, at: int) -> bool:
    """Tell whether a unit and the word behind it are a time: الأمين العام السابق is none."""
    if line.key(i) == "العام" and line.key(i - 1) in words_of("GENERAL"):
        return False
    return not (line.classes[at] == LETTERS["LAST"] and line.classes[i] == LETTERS["TODAY"])


def _this_period(line: Line, i: int) -> Expression | None:
    match = THIS_UNIT.match(line.classes, i)
    if match is None:
        return None
    letter = line.classes[i + 1]
    same = line.classes[i] == LETTERS["SAME"]
    if same and line.letter(match.end()) in RELATIVE:
        return None  # أعلن ذلك الأسبوع الماضي
    if letter in letters("MOMENT EPOCH DAYS HOUR"):
        return None if same or not line.definite(i + 1) else Expression("ref", i, match.end(), value="PRESENT_REF")
    if not line.definite(i + 1):
        return None
    if letter == LETTERS["PART"]:  # هذا الصباح
        return None if same else Expression("day", i, match.end(), offset=0, part=line.meaning(i + 1))
    night = letter == LETTERS["TONIGHT"]
    unit = "D" if night else unit_of(line, i + 1)
    if unit == "D" and not same:
        found = Expression("day", i, match.end(), offset=0, part="TNI" if night else None)
        return _years_back(line, found) if line.key(i - 1) == "مثل" else found
    return Expression("period", i, match.end(), relative=3 if same else 0, unit=unit)


def _years_back(line: Line, found: Expression) -> Expression:
    """Return this day of another year (في مثل هذا اليوم من العام الماضي)."""
    match = OF_YEAR.match(line.classes, found.stop)
    if match is None:
        return found
    year = int(line.key(match.start("year"))) if match.start("year") >= 0 else None
    return replace(found, stop=match.end(), year=year, year_relative=relative_of(line, match))


def counted_period(line: Line, i: int) -> Expression | None:
    """Read a counted period that ends or begins now: الأيام الثلاثة الماضية, الـ24 ساعة المقبلة."""
    match = COUNTED.match(line.classes, i)
    if match is not None and line.key(i) == "العقود" and line.classes[match.start("relative")] == LETTERS["FORMER"]:
        return None  # the former contracts
    if match is not None and line.definite(i):
        two = line.classes[i] in _TWO
        return Expression("counted", i, match.end(), relative=relative_of(line, match), unit=unit_of(line, i), count=2 if two else None)
    first = FIRST_ONES.match(line.classes, i)
    if first is not None and line.definite(i) and line.meaning(i + 1) == "1":
        return Expression("duration", i, i + 2, unit=unit_of(line, i))
    behind = COUNTED_BEHIND.match(line.classes, i)
    if behind is not None and line.definite(i):
        number = line.number(behind.end())
        if number is not None and line.letter(number.stop) in RELATIVE:
            return Expression("counted", i, number.stop + 1, relative=RELATIVE[line.classes[number.stop]], unit=unit_of(line, i), count=number.value)
        return _known_length(line, i, number)
    at = i + 1 if line.letter(i) == LETTERS["ARTICLE"] else i
    number = line.number(at)
    if number is None or unit_of(line, number.stop) is None or line.letter(number.stop + 1) not in RELATIVE:
        return None
    return Expression("counted", i, number.stop + 2, relative=RELATIVE[line.classes[number.stop + 1]], unit=unit_of(line, number.stop), count=number.value)


def _known_length(line: Line, i: int, number: Number | None) -> Expression | None:
    """Return a length told before, with its number behind it (مهلة الأسابيع الستة, الساعات الأربع والعشرين الأولى)."""
    if number is None or number.value is None or not 1 < number.value < _MOST_COUNTED or line.key(number.stop - 1)[0].isdigit():
        return None
    first = line.letter(number.stop) == LETTERS["ORDINAL"] and line.meaning(number.stop) == "1"
    return Expression("duration", i, number.stop + first, unit=unit_of(line, i), count=number.value)


def duration(line: Line, i: int) -> Expression | None:
    """Read a length of time: 4 أيام, يومين, أشهر عدة, نصف ساعة, عام ونصف العام."""
    letter = line.letter(i)
    found: Expression | None
    if letter in _TWO:
        found = Expression("duration", i, i + 1, unit=unit_of(line, i), count=2)
    elif letter in _MANY:
        found = _vague(line, i)
    elif letter == LETTERS["FEW"] and line.letter(i + 1) in _MANY:
        return Expression("duration", i, i + 2, unit=unit_of(line, i + 1))
    elif letter == LETTERS["FEW"] and line.letter(i + 1) == LETTERS["OF"] and line.letter(i + 2) in _MANY:
        return Expression("duration", i, i + 3, unit=unit_of(line, i + 2))
    elif letter in _SHARES and line.letter(i + 1) in _ONE:
        return Expression("duration", i, i + 2, unit=unit_of(line, i + 1), count=_SHARES[letter])
    elif letter in _ONE:
        found = _single(line, i)
    else:
        found = _numbered(line, i)
    return found and _with_rest(line, found)


def _numbered(line: Line, i: int) -> Expression | None:
    number = line.number(i)
    if number is None:
        return None
    unit = unit_of(line, number.stop)
    if unit is None or line.letter(number.stop) in _TWO:
        return None
    if line.letter(number.stop + 1) in _NAMED_BEHIND.get(line.letter(number.stop), _NOTHING):
        return None  # القرار 181 يوم 29 تشرين الثاني, 60 ألفا عام 2019
    if line.definite(number.stop) and line.letter(number.stop) not in _MANY:
        return None  # بلغ ثلاثين ألفا العام الماضي, رقم 10 السنة
    if line.definite(number.stop) and not line.key(i)[0].isdigit():
        return Expression("duration", i, number.stop + 1, unit=unit)  # ملايين السنين
    return Expression("duration", i, number.stop + 1, unit=unit, count=number.value if number.value is not None else -1)


def _vague(line: Line, i: int) -> Expression | None:
    if line.definite(i) or line.letter(i + 1) in letters("PAST"):
        return None
    if line.key(i - 1) == "خلال" and line.letter(i - 2) == LETTERS["OF"]:
        return None  # من خلال عقود: by means of
    stop = i + 2 if line.letter(i + 1) == LETTERS["FEW"] else i + 1
    lasted = line.key(i - 1) in words_of("LASTED")
    if stop == i + 1 and not lasted and line.letter(i - 1) not in letters("BEFORE AFTER SINCE DURING EPOCH APPROX") and line.key(i - 1) != "ل":
        return None
    return Expression("duration", i, stop, unit=unit_of(line, i))


def _single(line: Line, i: int) -> Expression | None:
    """Read one unit without a number: only behind a word that asks for a length of time."""
    if line.definite(i):
        about = line.letter(i - 1) == LETTERS["APPROX"] and line.letter(i + 1) not in RELATIVE  # منذ قرابة الشهر
        return Expression("duration", i, i + 1, unit=unit_of(line, i), count=1) if about else None
    if line.key(i + 1) in _WHOLE:
        return Expression("duration", i, i + 2, unit=unit_of(line, i), count=1)
    if line.letter(i + 1) in _NOT_A_LENGTH or (line.key(i) == "عقد" and not _is_decade(line, i)):
        return None
    if line.letter(i + 1) == LETTERS["QUOTE"] and line.letter(i + 2) == LETTERS["YEAR"]:
        return None  # لسنة «2013»
    if line.letter(i - 1) == LETTERS["AFTER"] and line.letter(i - 2) == line.letter(i):
        return None  # يوما بعد يوم
    if line.letter(i + 1) == LETTERS["AND"] and line.letter(i + 2) in _SHARES:
        return Expression("duration", i, i + 1, unit=unit_of(line, i), count=1)
    more = line.letter(i - 1) == LETTERS["OF"] and line.letter(i - 2) in letters("MORE LESS")
    asked = more or line.letter(i - 1) in letters("BEFORE AFTER SINCE DURING EPOCH APPROX") or line.key(i - 1) in {"ل", "مده"}
    asked = asked or line.key(i - 1) in words_of("PASSED") or _is_how_long(line, i)
    return Expression("duration", i, i + 1, unit=unit_of(line, i), count=1) if asked else None


def _is_how_long(line: Line, i: int) -> bool:
    """Tell whether one unit is what something lasted (استمر أسبوعا); a day behind such a verb is a day of some kind (عاش يوما تاريخيا)."""
    return line.key(i - 1) in words_of("LASTED") and line.tokens.light(i).endswith(("ا", "ة")) and line.letter(i) != LETTERS["DAY"]


def _is_decade(line: Line, i: int) -> bool:
    """Tell whether عقد is a decade: mostly it is 'to hold' (لعقد اجتماع, خلال عقد قران)."""
    if line.letter(i + 1) == LETTERS["OF"]:
        return True
    return line.letter(i - 1) in letters("SINCE DURING") and not (line.letter(i + 1) == OTHER and line.key(i + 1).isalpha())


def _with_rest(line: Line, found: Expression) -> Expression:
    """Return the duration with a fraction or a smaller unit behind an 'and' (عام ونصف, ساعة و20 دقيقة)."""
    if line.letter(found.stop) != LETTERS["AND"] or found.count is None:
        return found
    at = found.stop + 1
    share = _SHARES.get(line.letter(at))
    if share is None:
        return _with_smaller(line, found, at)
    return replace(found, stop=at + 2 if unit_of(line, at + 1) == found.unit else at + 1, count=found.count + share)


def _with_smaller(line: Line, found: Expression, at: int) -> Expression:
    """Return the duration with so many of a smaller unit behind an 'and' (سنة وخمسة أشهر, ساعة و20 دقيقة)."""
    smaller = _SMALLER.get(found.unit or "")
    if smaller is None or found.count is None or found.count != int(found.count) or found.count < 0:
        return found
    alone = 2 if line.letter(at) in _TWO else 1 if line.letter(at) in _ONE and not line.definite(at) and line.letter(at + 1) not in _NOT_A_LENGTH else 0
    rest = Expression("duration", at, at + 1, unit=unit_of(line, at), count=alone) if alone else _numbered(line, at)
    if rest is None or rest.unit != smaller[0] or rest.count is None or not 0 < rest.count < smaller[1]:
        return found
    return replace(found, stop=rest.stop, count=found.count * smaller[1] + rest.count, unit=smaller[0])


def ago(line: Line, i: int) -> Expression | None:
    """Read a time so far before or after now: قبل يومين, بعد ثلاثة أشهر. Before 'of' the length alone is read (قبل يومين من)."""
    letter = line.letter(i)
    if letter == LETTERS["BEFORE"] and line.letter(i - 1) == LETTERS["OF"] and _stands_alone(line, i + 1):
        return Expression("ref", i - 1, i + 1, value="PAST_REF")
    sign = {LETTERS["BEFORE"]: -1, LETTERS["AFTER"]: 1, LETTERS["SINCE"]: 0}.get(letter)
    if sign is None:
        return None
    at = _beyond_about(line, i + 1)
    if sign == -1 and line.key(at) in {"قليل", "فتره", "مده"}:
        return Expression("ref", i, at + 1, value="PAST_REF")
    found = duration(line, at)
    if found is not None and found.unit == "Y" and line.letter(found.stop) == LETTERS["YEAR"]:
        return None  # بعد عامي 1985 و1996
    if found is None or sign == 0 or found.count is None or found.count < 0:
        return found
    if line.letter(found.stop) == LETTERS["OF"]:
        if line.key(found.stop + 1) == "دون":
            return replace(found, kind="ago", first=i, relative=sign)
        if line.letter(found.stop + 1) not in letters("REF TODAY"):
            return found
        return replace(found, kind="ago", first=i, stop=found.stop + 2, relative=sign)
    if sign == 1 and line.key(found.stop) == "علي":
        return found
    return replace(found, kind="ago", first=i, relative=sign)


def _beyond_about(line: Line, at: int) -> int:
    """Return where a length begins behind words that make it rough (قبل نحو عامين, قبل ما يزيد على عشرة أيام)."""
    at += line.key(at) == "ما"
    at += line.key(at) == "لا"
    if line.letter(at) in letters("APPROX"):
        return at + 1
    if (line.letter(at) in letters("MORE LESS") or line.key(at) in words_of("ROUGH")) and line.key(at + 1) in {"من", "عن", "علي"}:
        return at + 2
    return at


def _stands_alone(line: Line, i: int) -> bool:
    """Tell whether من قبل ends here (حذر من قبل من ذلك): before a noun it is 'by'."""
    if i >= len(line.classes) or line.letter(i) in letters("OF COMMA AND"):
        return True
    return not line.key(i)[0].isalnum() and line.letter(i) not in letters("QUOTE OPEN")


def every(line: Line, i: int) -> Expression | None:
    """Read a repeated time: كل خميس, كل يومين, كل ستة أشهر."""
    match = EVERY.match(line.classes, i)
    if match is None:
        found = _numbered(line, i + 1) if line.letter(i) == LETTERS["EVERY"] else None
        return found and replace(found, kind="set", first=i)
    if match.start("day") >= 0:
        return Expression("set", i, match.end(), value=f"XXXX-WXX-{int(line.meaning(match.start('day'))) + 1}")
    if match.start("night") >= 0:
        return None if line.definite(i + 1) or line.key(i + 1) == "عصر" else Expression("set", i, match.end(), unit="D", count=1, part=line.meaning(i + 1))
    if line.definite(i + 1):
        return None
    return Expression("set", i, match.end(), unit=unit_of(line, i + 1), count=2 if line.classes[i + 1] in _TWO else 1)


def often(line: Line, i: int) -> Expression | None:
    """Read an adverb of repetition (يوميا, بشكل يومي)."""
    rate = {LETTERS["DAILY"]: "P1D", LETTERS["MONTHPAIR"]: "P1M", LETTERS["RATE"]: line.meaning(i)}.get(line.letter(i))
    if rate is not None:
        return Expression("set", i, i + 1, value=rate) if line.key(i - 1) in {"شكل", "شبه", "اساس"} else None
    return Expression("set", i, i + 1, value=line.meaning(i))


def reference(line: Line, i: int) -> Expression | None:
    """Read a vague time: سابقا, حاليا, قريبا, في وقت سابق, الفترة الماضية."""
    letter = line.letter(i)
    if line.key(i) == "مستقبلا" and line.definite(i + 1):
        return None  # 'receiving' (مستقبلا الوزير)
    if line.key(i) == "قريبا" and line.letter(i + 1) == LETTERS["OF"] and line.key(i + 2) != "اجل":
        return None  # 'close to'
    if letter == LETTERS["OURS"]:
        return Expression("ref", i, i + 2, value=line.meaning(i)) if line.letter(i + 1) in letters("THIS NOW") else None
    if letter in letters("REF FUTURE"):
        if letter == LETTERS["FUTURE"] and line.letter(i - 1) != LETTERS["IN"]:
            return None
        near = letter == LETTERS["FUTURE"] and line.key(i + 1) in {"القريب", "المنظور", "البعيد"}
        return Expression("ref", i, i + 1 + near, value=line.meaning(i))
    match = SOON.match(line.classes, i)
    if match is not None:
        return Expression("ref", i, match.end(), value="FUTURE_REF")
    match = MOMENT.match(line.classes, i)
    if match is not None:
        if line.letter(i) == LETTERS["EPOCH"]:  # في مرحلة سابقة
            return Expression("ref", i, match.end(), value="PAST_REF" if match.start("prior_epoch") >= 0 else "FUTURE_REF")
        value = "PAST_REF" if match.start("prior") >= 0 else "FUTURE_REF" if match.start("later") >= 0 else "PRESENT_REF"
        return Expression("ref", i, match.end(), value=value)
    match = EPOCH.match(line.classes, i)
    if match is not None and line.definite(i):
        return Expression("ref", i, match.end(), value=_REFERENCES.get(relative_of(line, match) or 0))
    return _epoch(line, i)


def _epoch(line: Line, i: int) -> Expression | None:
    """Read a stretch of unknown length: منذ فترة, خلال فترة قصيرة, لفترة طويلة."""
    if line.letter(i) not in letters("EPOCH") or line.definite(i):
        return None
    behind, before = line.key(i + 1), line.letter(i - 1)
    if behind in {"قصيره", "وجيزه"} and line.key(i - 1) == "ل":
        return Expression("duration", i, i + 2, unit="D")
    if behind in {"قصيره", "وجيزه"}:
        return Expression("ref", i, i + 2, value="PAST_REF" if before in letters("BEFORE SINCE") else "FUTURE_REF")
    if behind == "طويله":
        return Expression("ref", i, i + 2, value="PAST_REF") if before in letters("SINCE BEFORE") else Expression("duration", i, i + 2, unit="Y")
    return Expression("ref", i, i + 1, value="PAST_REF") if before in letters("SINCE BEFORE") else None


def day_on_its_own(line: Line, i: int) -> Expression | None:
    """Read 'the eve of', whose day the text alone does not give."""
    return Expression("ref", i, i + 1, value=None) if line.letter(i) == LETTERS["EVE"] else None


def part_of_day(line: Line, i: int) -> Expression | None:
    """Read an adverb of the part of day on its own (صباحا): the day is that of the time before it."""
    key = line.key(i)
    if len(key) < 3 or line.letter(i - 1) in _NUMBERS:
        return None
    return Expression("part", i, i + 1, part=line.meaning(i))


def midway(line: Line, i: int) -> Expression | None:
    """Read midnight and midday without their day: that of the time before it (عند منتصف الليل, منتصف النهار)."""
    part = _MIDWAY.get(line.key(i + 1)) if line.meaning(i) == "MID" else None
    return Expression("part", i, i + 2, part=part) if part is not None else None


def formerly(line: Line, i: int) -> Expression | None:
    """Read في الماضي and في السابق, without a noun before them."""
    alone = line.letter(i - 1) == LETTERS["IN"] and line.key(i) in {"الماضي", "السابق"}
    return Expression("ref", i, i + 1, value="PAST_REF") if alone else None
