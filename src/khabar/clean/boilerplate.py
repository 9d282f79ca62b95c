"""What stands on the page but is not the report: buttons, share bars, links to other reports, notices, stray entities.

A report is judged line by line. Few lines are short enough to be boilerplate, and only where one of them is known
(``data/boilerplate.tsv``) are its neighbours looked at: a list of links ends where the running text goes on.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from khabar.fold import fold, folded_text
from khabar.model import Span
from khabar.tables import rows

# the longest line that can be boilerplate, in characters; running text is longer, and notices and titles are not
LONGEST_LINE = 240
# how many links a list inside the running text has at most; sites put in one to three
MOST_LINKS_INSIDE = 3
_LEAST_PROSE = 200
_LEAST_AFTER = 0.33  # of the running text before a list: less than that behind it is not the report going on
_WORDS = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+(?:\s+\d+)*")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});|(?<![A-Za-z0-9])(?<![A-Za-z] )&(?![A-Za-z0-9#])(?! [A-Za-z])")
_COUNT = re.compile(r"[\d.,٬]{1,7}")
_STEP = re.compile(r"\s*[/»«›>|]\s*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_HOME = frozenset(map(fold, ("الرئيسية", "الصفحة الرئيسية")))
_STOP = re.compile(r"(?<![.…])[.][\s\"»”’)]*$")
# how a paragraph goes on after a list of links, where it ends without a full stop
_GOES_ON = re.compile(
    r"و(?:قال|قالت|أضاف|اضاف|أضافت|أكد|اكد|أكدت|أوضح|اوضح|أشار|اشار|أعلن|كان|كانت|تابع|ذكر|ذكرت|لفت|شدد|كتب|جاء|بحسب|قد|في|من|أفاد|بين|نقل|نقلت)\s"
    r"|(?:كما|وكما|كان|كانت|قال|قالت|يذكر|يشار|بدوره|بدورها|هذا)\s|من جهت|من جانب|من ناحيت|إلى ذلك|في المقابل|وفي |ومن "
)


@cache
def _phrases() -> dict[str, str]:
    """Return where each folded phrase is boilerplate: whole, begins, heads, tail, share or label."""
    return {_folded(row["phrase"]): row["place"] for row in rows("boilerplate.tsv")}


@cache
def _first_words() -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in _phrases())


@lru_cache(maxsize=16_384)
def _begins_a_phrase(word: str) -> bool:
    return _folded(word) in _first_words()


@cache
def _share_words() -> frozenset[str]:
    return frozenset(word for phrase, place in _phrases().items() if place == "share" for word in phrase.split())


@cache
def _beginnings() -> dict[str, tuple[str, ...]]:
    """Return the phrases that need not fill their line, by their first word."""
    found: dict[str, list[str]] = {}
    for phrase, place in _phrases().items():
        if place in ("begins", "heads", "tail"):
            found.setdefault(phrase.split()[0], []).append(phrase)
    return {first: tuple(phrases) for first, phrases in found.items()}


def _folded(line: str) -> str:
    return _DIGITS.sub("0", " ".join(_WORDS.findall(folded_text(line))))


def boilerplate(text: str) -> list[Span]:
    """Return the stretches of a text that are not the report, sorted, none overlapping; never any of its running text.

    Bylines and the outlet's name are part of the report. Takes time linear in the length of the text.
    """
    lines = _lines(text)
    found = _judged(text, lines) if any(line.place for line in lines) else []
    if "&" in text:
        found = sorted([*found, *_entities(text, found)], key=lambda span: span.start)
    return found


@dataclass(slots=True)
class _Line:
    """A line without the blanks around it, the place of its phrase (empty for none), and whether it is running text."""

    start: int
    end: int
    place: str = ""
    prose: bool = False


def _lines(text: str) -> list[_Line]:
    """Return the lines that are not blank."""
    found, at = [], 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            start = at + line.index(stripped[0])
            found.append(_Line(start, start + len(stripped), _place(stripped) if len(stripped) <= LONGEST_LINE else ""))
        at += len(line) + 1
    return found


def _place(line: str) -> str:
    """Return where a line is boilerplate, empty for a line that holds no known phrase."""
    word = _WORDS.search(line)
    if word is None:
        return ""
    if not _begins_a_phrase(word.group()):
        return "whole" if _ADDRESS.fullmatch(line) else ""
    if _COUNT.fullmatch(line):
        return "count"
    folded = _folded(line)
    place = _phrases().get(folded)
    if place == "label" and line[-1] in ".,،؛":
        return ""  # a piece of a sentence, cut at a link
    if place:
        return "whole" if place == "begins" else place
    for phrase in _beginnings().get(folded.partition(" ")[0], ()):
        if folded.startswith(phrase + " ") and ((" " in phrase and _phrases()[phrase] == "begins") or _has_colon_after(line, phrase)):
            return "whole"
    if _share_words().issuperset(folded.split()):
        return "share"
    return "label" if _is_path(line) else ""


def _is_path(line: str) -> bool:
    """Tell whether a line is the way through the menus to a page (الرئيسية / سياسة / سوريا): sections, behind two of them or the home page perhaps a title.

    A headline behind one label (عاجل | مقتل خمسة جنود) is news.
    """
    steps = [_folded(step) for step in _STEP.split(line)]
    sections = [_phrases().get(step) == "label" for step in steps]
    return len(steps) > 1 and all(sections[:-1]) and (sections[-1] or len(steps) > 2 or steps[0] in _HOME)


def _has_colon_after(line: str, phrase: str) -> bool:
    """Tell whether a colon or a bar parts the phrase from the rest of its line."""
    head, mark, _ = line.replace("|", ":").partition(":")
    return bool(mark) and _folded(head) == phrase


def _judged(text: str, lines: list[_Line]) -> list[Span]:
    """Return the lines that are boilerplate where they stand."""
    for line in lines:
        line.prose = not line.place and _is_prose(text[line.start : line.end])
    first, last = _body(lines)
    gone = [line.place == "whole" for line in lines]
    for i, line in enumerate(lines):
        if line.place in ("heads", "tail"):
            ends = i > last or (line.place == "tail" and _is_end(i, lines))
            _drop_list(i, lines, gone, ends=ends)
        elif line.place == "label":
            gone[i] |= i < first
    for i, line in enumerate(lines):
        if line.place in ("share", "count"):
            gone[i] |= (i > last and line.place == "share") or _beside(i, lines, gone)
    return [Span(line.start, line.end) for line, dropped in zip(lines, gone, strict=True) if dropped]


def _is_prose(line: str) -> bool:
    return len(line) >= _LEAST_PROSE or bool(_GOES_ON.match(line)) or (line.count(" ") >= 4 and bool(_STOP.search(line)))


def _body(lines: list[_Line]) -> tuple[int, int]:
    """Return the indices of the first and the last line of running text; the longest line where none looks like it."""
    prose = [i for i, line in enumerate(lines) if line.prose]
    if not prose:
        plain = [i for i, line in enumerate(lines) if not line.place]
        prose = [max(plain, key=lambda i: lines[i].end - lines[i].start)] if plain else [len(lines)]
    return prose[0], prose[-1]


def _is_end(at: int, lines: list[_Line]) -> bool:
    """Tell whether a line stands behind nearly all of the running text; what little follows are the openings of other reports."""
    before, after = (sum(line.end - line.start for line in part if line.prose) for part in (lines[:at], lines[at:]))
    return after < _LEAST_AFTER * before


def _drop_list(head: int, lines: list[_Line], gone: list[bool], *, ends: bool) -> None:
    """Mark the heading of a list of links and the list: all that follows where the report ends, a few lines inside it."""
    if ends:
        gone[head:] = [True] * (len(lines) - head)
        return
    stop = head + 1
    while stop <= head + MOST_LINKS_INSIDE and stop < len(lines) and not lines[stop].prose and not lines[stop].place:
        stop += 1
    if stop > head + 1:
        gone[head:stop] = [True] * (stop - head)


def _beside(i: int, lines: list[_Line], gone: list[bool]) -> bool:
    """Tell whether a line stands next to a button or to a line that is gone."""
    return any(0 <= j < len(lines) and (gone[j] or lines[j].place == "share") for j in (i - 1, i + 1))


def _entities(text: str, found: list[Span]) -> list[Span]:
    """Return the stray entities of markup that stand outside the lines that are gone."""
    covered = iter([*found, Span(len(text), len(text))])
    span, entities = next(covered), []
    for match in _ENTITY.finditer(text):
        while span.end <= match.start():
            span = next(covered)
        if match.start() < span.start:
            entities.append(Span(*match.span()))
    return entities
