"""Processes that a date or a number names: اتفاق 6 فيفري, هجوم السابع من أكتوبر, الجولة الثالثة من محادثات جنيف.

The model sees their words one by one: a day, a place, a number. The head tells that all of them are one name.
"""

from collections.abc import Sequence

from khabar.fold import fold
from khabar.grammar import OTHER, Letters
from khabar.segment import Tokens
from khabar.tables import rows
from khabar.tag.edges import put_in
from khabar.tag.evidence import Name
from khabar.vocabulary import Coded, Vocabulary

# DATED is a process that its day names, DATED_BODY a movement, DATED_SITE a street (حركة 23 مارس، ميدان السادس من أكتوبر), ROUND one of several of
# the same process, DECADE twenty and thirty, OF من, FOR ل, AND و, THE the article before a figure (الـ14); X and XI are the tokens of processes that are found
_LETTERS = Letters("DATED DATED_BODY DATED_SITE ROUND MONTH TWIN YEAR FIGURE ORDINAL TEN DECADE OF FOR AND THE SLASH X XI")
_WORDS = {
    "DATED": "اتفاق الاتفاق اتفاقية تفاهم تفاهمات ثورة انتفاضة حراك أحداث انقلاب هجوم هجمات إعلان مجزرة مذبحة انتخابات استفتاء",
    "DATED_BODY": "حركة قوى",
    "DATED_SITE": "شارع ميدان ساحة جسر كوبري حي محور نفق",
    "ROUND": "الجولة جولة الدورة دورة النسخة الطبعة",
    "MONTH": "مارس",  # a verb too, and so of a class of its own among the words of time
    "TEN": "عشر عشرة",
    "DECADE": "عشرين عشرون ثلاثين ثلاثون العشرين العشرون الثلاثين",
    "OF": "من",
    "FOR": "ل",
    "AND": "و",
    "THE": "ال الـ",
    "SLASH": "/",
}
_MONTHS = {"MONTH": "MONTH", "RARE": "MONTH", "TWIN": "TWIN", "ORDINAL": "ORDINAL"}  # classes of data/times.tsv
_DATED = _LETTERS.pattern(
    "HEAD (?P<day> FIGURE | DECADE | ORDINAL TEN? (?: AND DECADE )? ) OF? IN_MONTH (?: SLASH IN_MONTH )? (?P<year>FIGURE)?",
    {"HEAD": "(?P<head>DATED | DATED_BODY | DATED_SITE )", "IN_MONTH": "(?: MONTH | TWIN ORDINAL )"},
)
_KINDS = {_LETTERS["DATED"]: "PROC", _LETTERS["DATED_BODY"]: "ORG", _LETTERS["DATED_SITE"]: "LOC"}
_NUMBERED = _LETTERS.pattern("ROUND (?: THE? FIGURE | ORDINAL TEN? (?: AND DECADE )? ) (?: OF | FOR ) (?P<process>X XI{0,12})")
_ORDERED = _LETTERS.pattern("X XI{1,12} (?P<order>ORDINAL TEN?) (?! OF )")  # محادثات جنيف الثالثة; no قمة الرياض الأولى من نوعها
_LAST_DAY, _FIRST_YEAR, _LAST_YEAR = 31, 1900, 2100


class Processes:
    """The rules with the classes of words that they look at."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        times = [(word, _MONTHS[row["class"]]) for row in rows("times.tsv") if row["class"] in _MONTHS for word in row["words"].split()]
        classes = {fold(word): _LETTERS[name] for word, name in times}
        classes |= {fold(word): _LETTERS[name] for name, words in _WORDS.items() for word in words.split()}
        figure = _LETTERS["FIGURE"]
        self._classes: Coded[str] = vocabulary.letters(lambda _light, key: classes.get(key) or (figure if key.isdecimal() else OTHER))

    def told(self, tokens: Tokens, names: Sequence[Name]) -> list[Name]:
        """Return the names of a report, in text order, with the processes that a date or a number names."""
        string = self._classes.string(tokens.rows)
        found = _over(names, self._dated(tokens, string)) if any(letter in string for letter in _KINDS) else list(names)
        if not any(kind == "PROC" for _, _, kind in found):
            return found
        letters = _overlaid(string, found)
        ordered = [match.span() for match in _ORDERED.finditer(letters) if tokens.keys[match.start("order")].startswith("ال")]
        numbered = [match.span() for match in _NUMBERED.finditer(letters)] if _LETTERS["ROUND"] in string else []
        return _over(found, [(*span, "PROC") for span in (*ordered, *numbered)])

    def _dated(self, tokens: Tokens, string: str) -> list[Name]:
        found = []
        for match in _DATED.finditer(string):
            day, year = match["day"], match.start("year")
            if len(day) == 1 and tokens.keys[match.start("day")].isdecimal() and not 0 < int(tokens.keys[match.start("day")]) <= _LAST_DAY:
                continue
            is_year = year >= 0 and _FIRST_YEAR < int(tokens.keys[year]) < _LAST_YEAR
            found.append((match.start(), match.end() if is_year or year < 0 else year, _KINDS[match["head"]]))
        return found


def _overlaid(string: str, names: Sequence[Name]) -> str:
    """Return a class string with the letters of the processes over those of their words, bare rounds left out."""
    letters = list(string)
    for first, stop, kind in names:
        if kind == "PROC" and string[first] != _LETTERS["ROUND"]:
            letters[first:stop] = [_LETTERS["X"], *[_LETTERS["XI"]] * (stop - first - 1)]
    return "".join(letters)


def _over(names: Sequence[Name], better: Sequence[Name]) -> list[Name]:
    """Return the names with the better ones put in, unless a body holds them."""
    bodies = {i for first, stop, kind in names if kind == "ORG" for i in range(first, stop)} if better else ()
    return put_in(names, [name for name in better if name[0] not in bodies])
