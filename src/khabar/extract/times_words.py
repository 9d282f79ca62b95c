"""The classes of words that time expressions are made of, and what each word means among them."""

import re
from functools import cache, lru_cache

from khabar.extract.numbers import number_word
from khabar.fold import fold
from khabar.grammar import OTHER, Letters
from khabar.tables import rows
from khabar.vocabulary import Coded, Column, Vocabulary

_TABLE = "times.tsv"
_PUNCTUATION = {
    "،": "COMMA",
    ",": "COMMA",
    "؛": "COMMA",
    "/": "SLASH",
    "\\": "SLASH",
    "-": "DASH",
    "–": "DASH",
    "—": "DASH",
    "ـ": "DASH",
    "(": "OPEN",
    "[": "OPEN",
    ")": "CLOSE",
    "]": "CLOSE",
    '"': "QUOTE",
    "«": "QUOTE",
    "»": "QUOTE",
    "“": "QUOTE",
    "”": "QUOTE",
    "'": "QUOTE",
    "‘": "QUOTE",
    "’": "QUOTE",
}
# written like a word of time, but another word (أب father, إب the town)
_OTHER_WORDS = frozenset({"أب", "إب", "اب", "أت", "الاب", "الأب"})
# the future: س before ي or ت of the present; words that merely begin so are told by their first letters
_FUTURE = re.compile(
    r"س[يت](?!ار|اس|اح|اد|اق|طر|ناء|ناري|ول|رغ|رج|بير|مون|ين$|ون$|وك|يف|راتيج|راسب|انف|الين)(?!(?:د|ف|ل|ر)(?:ه|ا|ات|ي|تي|نا|ته|ها|هم|ان|فا|تها)?$)\w{3,}"
)
_NAMES = (
    "MONTH CAREFUL RARE TWIN HIJRI HTWIN HPOSS HTAIL HERA ERA WEEKDAY BAREDAY TODAY YESTERDAY TOMORROW TONIGHT PART PARTLY BOUND PAST LAST FORMER NOW NEXT "
    "FOLLOW THIS SAME SELF DAY WEEK MONTHUNIT YEARUNIT DECADE CENTURY HOUR MINUTE DAYS NIGHTS WEEKS MONTHS YEARS DECADES CENTURIES HOURS MINUTES SECONDS "
    "TWODAYS DAILY TWONIGHTS TWOWEEKS TWOMONTHS TWOYEARS TWODECADES TWOCENTURIES TWOHOURS TWOMINUTES SPRING SEASON QUARTER HALF TENS FEW APPROX MORE LESS OF "
    "IN TO BETWEEN AND BEFORE AFTER SINCE DURING EVERY ORDINAL FIRST OTHERTWIN ORDTENS TEEN DATED TIMEZONE GMT MOMENT EPOCH SOONEST POSSIBLE EARLY LATE "
    "PRIOR LATER EVE REF FUTURE OFTEN FISCAL ARTICLE COMMA SLASH DASH OPEN CLOSE DAYNUM YEAR DIGITS CLOCK SLASHED PAIR SPANNED CARD FEAST "
    "WILL SHALL PAST_VERB MONTHPAIR THIRD MISPRINT QUOTE ATONE HOLY OURS EXCEPT PLANS RATE THEREOF WHAT WHICH THEN ERST"
)
UNITS = {
    "ONE": "DAY WEEK MONTHUNIT YEARUNIT DECADE CENTURY HOUR MINUTE",
    "MANY": "DAYS NIGHTS WEEKS MONTHS YEARS DECADES CENTURIES HOURS MINUTES SECONDS",
    "TWO": "TWODAYS TWONIGHTS TWOWEEKS TWOMONTHS TWOYEARS TWODECADES TWOCENTURIES TWOHOURS TWOMINUTES",
    "RELATIVE": "PAST LAST FORMER NOW NEXT FOLLOW",
    "ANYMONTH": "MONTH CAREFUL",
}
LETTERS = Letters(_NAMES, UNITS)


@cache
def _table() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for row in rows(_TABLE):
        for word in row["words"].split():
            found.setdefault(fold(word.replace("_", " ")), (row["class"], row["value"]))
    return found


@cache
def words_of(name: str) -> frozenset[str]:
    """Return the folded words of one class of ``data/times_names.tsv``."""
    return frozenset(fold(word) for row in rows("times_names.tsv") if row["class"] == name for word in row["words"].split())


@cache
def _misprints() -> dict[str, str]:
    """Return the names of days with one letter left out or two exchanged (الأبعاء); read as days only behind أمس and its like."""
    found: dict[str, str] = {}
    for row in rows(_TABLE):
        if row["class"] == "WEEKDAY":
            for word in map(fold, row["words"].split()):
                if len(word) >= 6:
                    for i in range(2, len(word)):
                        found.setdefault(word[:i] + word[i + 1 :], row["value"])
                        found.setdefault(word[:i] + word[i + 1 : i + 2] + word[i] + word[i + 2 :], row["value"])
    return found


@lru_cache(maxsize=1024)  # several columns ask for one form, one after the other
def time_word(light: str, key: str) -> tuple[str, str]:
    """Return the class of a word form and what it means there; ``("", "")`` where it has nothing to do with time."""
    if key in _PUNCTUATION:
        return _PUNCTUATION[key], ""
    if key[0].isdigit():
        return _digits_class(key), key
    found = _table().get(key)
    if found is not None and light not in _OTHER_WORDS:
        return found
    if key.startswith("ال") and len(key) > 4:
        found = _table().get(key[2:])
        if found is not None and found[0] in {"FEW", "HIJRI"}:
            return found
    if key[0] == "س" and _FUTURE.fullmatch(key) is not None:
        return "WILL", "1"
    if number_word(light, key) is not None:
        return "CARD", ""
    return ("MISPRINT", _misprints()[key]) if key in _misprints() else ("", "")


def _digits_class(key: str) -> str:
    if key.isdecimal():
        if len(key) <= 2 and 1 <= int(key) <= 31:
            return "DAYNUM"
        return "YEAR" if len(key) == 4 and "1000" <= key <= "2100" else "DIGITS"
    if ":" in key:
        return "CLOCK"
    if "/" in key or "-" in key or key.count(".") == 2:
        return _joined_class(key.replace("-", "/").replace(".", "/").split("/"))
    return "DIGITS"


def _joined_class(pieces: list[str]) -> str:
    if not all(p.isdecimal() for p in pieces):
        return "DIGITS"
    if len(pieces) == 3:
        return "SLASHED" if len(pieces[1]) <= 2 else "DIGITS"  # 2.832.005 is a figure
    if len(pieces) != 2:
        return "DIGITS"
    first, second = pieces
    if len(first) == 4 and (len(second) == 4 or len(second) == 2) and first.startswith(("1", "20")):
        return "PAIR"
    return "SPANNED" if len(first) <= 2 and len(second) <= 2 else "DIGITS"


def class_column(vocabulary: Vocabulary) -> Coded[str]:
    """Return the column of class letters."""

    def letter(light: str, key: str) -> str:
        name = time_word(light, key)[0]
        return LETTERS[name] if name else OTHER

    return vocabulary.letters(letter)


def meaning_column(vocabulary: Vocabulary) -> Column[str]:
    """Return the column of what each form means in its class (``7`` for تموز, ``TMO`` for صباح)."""
    return vocabulary.column(lambda light, key: time_word(light, key)[1])
