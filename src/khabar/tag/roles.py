"""Titles and offices, and who holds them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from khabar.model import Mention, Role
from khabar.reading import Reading
from khabar.segment import Tokens
from khabar.tag.apart_titles import ApartTitles, Title
from khabar.tag.offices import Offices
from khabar.tag.titles import LETTERS, NAME_LETTERS, TitleWords, acting_words
from khabar.vocabulary import Coded, Vocabulary

_PIECES = {
    "BODY": "(?:O OI{0,30}|G GI{0,30}|X XI{0,30}|QUOTE{1,2} (?:O OI{0,30}|G GI{0,30}|X XI{0,30}|AL QUALITY{0,2}) QUOTE{1,2})",
    # a body or field with its adjectives: أركان القوات المسلحة، خارجية لبنان، مكتب «الجبهة الشعبية»
    "PHRASE": "NOUN{0,4} (?:(?:AL|FIELD|ADJ) FIELD?|BODY|NOUN) QUALITY{0,4}",
    "MORE": "(?:AND (?:FIELD|ADJ|NOUN{1,3} (?:AL|FIELD|BODY|ADJ)) QUALITY{0,2} (?:BI AL (?=AND|P))?){0,4}",  # والجالية بالخارج
    "INNER": "(?:NOUN{0,2} (?:HEAD|SEVERAL) IADJ?){0,2} (?:CHIEF QUALITY{0,3}|PHRASE) MORE",
    "FOR": (
        "(?:(?<=SPECIAL) LI DEF NAT?|LI IADJ? (?:QUOTE? O OI{0,30} QUOTE?|G GI{0,30}|X XI{0,30}|NOUN{1,3} (?:AL|FIELD|BODY)?"
        "|FIELD{1,2}|HEAD IADJ{0,2} (?:CHIEF|PHRASE)"
        "|DEFX GENERAL (?:LI O OI{0,30})?) QUALITY{0,3})"
        " (?:AND (?:FIELD|ADJ|BODY|NOUN (?:AL|FIELD|BODY)) QUALITY{0,2}){0,4}"
    ),
    "AT": "PREP (?:NOUN{0,2} HEAD PHRASE|PHRASE|NOUN{1,3})",
    "SPEAKING": "(?:(?:ADJ|IADJ){0,2} (?:NAMED|BI NAMED) INNER|(?:ADJ|IADJ){0,2} BI? OWN)",
    "RANKS": "(?:RANK|(?:AL|HEAD|DEF|DEFX) RANKTAIL) DOT? (?:NOUN RANKTAIL)? (?:RANKTAIL|ADJ|IADJ|NAT){0,2}",  # العقيد أركان حرب
    "OFFICER": "(?:RANKS|CHIEF|TRADE)",
    "GENERAL_OF": "GENERAL QUALITY{0,2} LI AL QUALITY{0,2} (?:LI (?:AL|FIELD))?",
    # المستشارة السياسية والإعلامية, الرئيس المنتهية ولايته, الأمين العام المساعد
    "QUALITIES": "(?:QUALITY{0,3} ADJ AND ADJ|QUALITY{0,4} ENDED TERM|GENERAL DEFX|QUALITY{0,5})",
    "GAP": "(?:QUOTE{0,2}|QUOTE? COMMA QUOTE{0,2})",
    "TITLE": (
        "(?:(?:ONE? HEAD|ONE? SEVERAL|ITRADE) IADJ{0,3} (?:INNER|FOR|AT|SPEAKING) QUALITY{0,3}"
        "|HEAD REIGN BODY QUALITY{0,2}|PEER (?:QUALITY|IADJ){0,3} AT?"
        "|(?:CHIEF|TRADE|EPITHET) (?:GENERAL_OF|QUALITIES) SPEAKING?"
        "|MANY QUALITY{1,3}) (?:BI ACTING)? FOR{0,2} (?:SPEAKING|AT AT?)?"
    ),
    "SURE": (
        "(?:(?:HEAD|MANY) IADJ{0,3} (?:INNER|FOR|SPEAKING) QUALITY{0,3}"
        "|HEAD REIGN BODY QUALITY{0,2}|PEER (?:QUALITY|IADJ){1,3}"
        "|(?:DEF|EPITHET|DEFX (?=QUALITY|LI|NAMED|BI NAMED)) (?:GENERAL_OF|QUALITIES) SPEAKING?"
        "|MANY QUALITY{1,3}"
        "|TRADE QUALITY{0,4} AT?) (?:BI ACTING)? FOR{0,2} (?:AND FIELD){0,2}"
    ),
}
_START = LETTERS.pattern("(?:ONE|HEAD|SEVERAL|ITRADE|PEER|CHIEF|TRADE|EPITHET|RANK)")
_BEFORE = LETTERS.pattern(
    "(?:(?:RANKS){0,2} TITLE (?:BELONG LI BODY QUALITY{0,2}|(?<!NAT) REST{1,2})? QUALITY{0,3} (?:OFFICER){0,3}|(?:RANKS){1,4}|HEAD P PI{0,4}) (?=GAP P)",
    _PIECES,
)
_SURE = LETTERS.pattern("SURE", _PIECES)
# an office that says no more than its country is not that of the name before it: سلّم باقري الرئيس السوري رسالة، هنأ عباس نظيره الجزائري
_BARE = LETTERS.pattern("(?:DEF|PEER) NAT?")
_QUALIFIED = LETTERS.pattern("DEF QUALITY{1,4} (?!QUALITY|LI|PREP|NAMED)")
_SURE_OFFICES = frozenset(LETTERS[name] for name in ("DEF", "HEAD"))
# where an office is held: بحزب الإصلاح، في حركة النهضة; a place behind في is where something happens, but between commas
_AT = LETTERS.pattern("BI (?:PHRASE|NOUN{1,3})|IN (?:O OI{0,30}|NOUN PHRASE|G GI{0,8} (?=COMMA))", _PIECES)
_NESTED = LETTERS.pattern(
    "(?:(?:NAMED|IN NOUN) (?P<role>(?:HEAD|CHIEF) (?:INNER)? QUALITY{0,3} FOR?)|LI (?P<whose>DEFX GENERAL FOR?)|SPECIAL LI (?P<of>DEF NAT?))", _PIECES
)
# the outlet spoken to, not the body: وزير المالية ل«الرياض»
_ADDRESSED = LETTERS.pattern("LI QUOTE .{0,31}$")
_NAME_AHEAD = LETTERS.pattern("(?P<gap>GAP)P PI{0,12} QUOTE{0,2}", _PIECES)
_SECOND = LETTERS.pattern("QUOTE{0,2} AND (?P<role>NAT) (?=P)")
# whose title says where they are sent; what tells of a visit, and how many tokens before the title
_SENT = frozenset("سفير سفيره مبعوث موفد منسق ممثل قنصل مندوب ملحق وسيط".split())
_TRAVEL = frozenset("زياره الزياره زيارات زيارته زيارتها وصول توجه سفر عوده جوله مغادره رحله دعوه لقاء".split())
_NEAR = 9
_GOAL = LETTERS.pattern("LI G GI{0,8}$")
_NO_OFFICE = frozenset(LETTERS[name] for name in ("RANK", "TRADE", "ITRADE", "EPITHET"))
_OTHERS = frozenset(LETTERS[name] for name in ("CROWD", "MANY", "ITRADE"))
_SEVERAL = frozenset(LETTERS[name] for name in ("CROWD", "MANY"))
_FOREMOST = frozenset(("كبير", "كبيره"))  # of those whom the title names: كبير المفاوضين
_NAMES = frozenset(LETTERS[name] for name in ("P", "PI"))
_NAME_LETTERS = {kind: (LETTERS[begin], LETTERS[inside]) for kind, (begin, inside) in NAME_LETTERS.items()}
_ACTING, _AL, _AND, _BI, _COMMA, _DEF, _DOT, _HEAD, _NAT, _NOUN, _PEER, _PERSON, _RANK = (
    LETTERS[name] for name in "ACTING AL AND BI COMMA DEF DOT HEAD NAT NOUN PEER P RANK".split()
)
_MARKS = frozenset((LETTERS["QUOTE"], _COMMA))
_CLAUSE = frozenset((LETTERS["STOP"], LETTERS["IN"]))  # إن, إلى
_NEVER_ALONE = frozenset(LETTERS[name] for name in ("TRADE", "ITRADE", "RANK"))


class _Found(NamedTuple):
    """A title in tokens, with the first token of its holder's name, None where it stands alone."""

    first: int
    stop: int
    holder: int | None = None


class RoleReader:
    """Finds the titles of a report."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = TitleWords()
        self._letters = vocabulary.letters(self._words.letter)
        self._offices = Offices(self._words.heads)
        self._apart = ApartTitles()
        acting = acting_words()
        self._acting: Coded[bool] = vocabulary.marked(lambda _light, key: key in acting)
        self._foremost: Coded[bool] = vocabulary.marked(lambda _light, key: key in _FOREMOST)

    def roles(self, reading: Reading) -> list[Role]:
        """Return the titles in text order."""
        tokens = reading.tokens
        letters = list(self._letters.string(tokens.rows))
        persons = _overlay(reading, letters)
        for i in self._acting.having(tokens.rows):
            if letters[i - 1] == _BI and i:
                letters[i] = _ACTING
        for i in self._foremost.having(tokens.rows):
            if i + 1 < len(letters) and letters[i + 1] in _SEVERAL:  # كبير المفاوضين; كبير | مفاوضي الوفد
                letters[i : i + 2] = (_HEAD, _AL) if tokens.keys[i + 1].startswith("ال") else (_HEAD, _NOUN)
        string = "".join(letters)
        roles = []
        for found in self._shared(string, self._of_their_own(string, tokens), tokens):
            span = tokens.span(found.first, found.stop)
            holder = persons.get(found.holder) if found.holder is not None else None
            roles.append(Role(span.start, span.end, tokens.text[span.start : span.end], holder, self._office(tokens, found)))
        return roles

    def _of_their_own(self, letters: str, tokens: Tokens) -> Iterator[_Found]:
        """Yield the titles, those behind a name without its holder whose title before the name tells that he has another office."""
        before: dict[int, _Found] = {}
        for found in (_whole(tokens, letters, title) for title in self._found(letters)):
            if found.holder is not None and found.holder >= found.stop:
                before[found.holder] = found
            elif found.holder in before and letters[found.first - 1] in _NAMES and self._are_of_two(before[found.holder], found, letters, tokens):
                yield found._replace(holder=None)  # استقبل الرئيس فلان وزير الدفاع الفرنسي
                continue
            yield found

    def _are_of_two(self, one: _Found, other: _Found, letters: str, tokens: Tokens) -> bool:
        """Tell whether two titles cannot be one person's."""
        return self._apart.are_of_two(self._told_by(one, letters, tokens), self._told_by(other, letters, tokens))

    def _told_by(self, found: _Found, letters: str, tokens: Tokens) -> Title:
        nation = letters.rfind(_NAT, found.first, found.stop)
        return Title(self._office(tokens, found), tokens.keys[nation] if nation >= 0 else "")

    def _shared(self, letters: str, titles: Iterable[_Found], tokens: Tokens) -> Iterator[_Found]:
        """Yield the titles, those without a holder with that of the title or rank that follows right behind them: رئيس الأركان، *الفريق* صدقي."""
        held: list[_Found] = []
        for title in titles:
            holder = title.holder
            joined = bool(held) and _follows(letters, held[-1], title) and not self._are_of_two(held[-1], title, letters, tokens)
            if holder is not None and holder >= title.stop and joined:
                held = [found._replace(holder=holder) for found in held]
            elif holder is not None or not joined:
                yield from held
                held = []
            if holder is None and letters[title.first] not in _OTHERS:
                held.append(title)
            else:
                yield from held
                yield title
                held = []
        yield from held

    def _office(self, tokens: Tokens, found: _Found) -> str | None:
        return self._offices.office(tokens.keys[found.first + (tokens.keys[found.first] in _FOREMOST) : found.stop])

    def _found(self, letters: str) -> Iterator[_Found]:
        """Yield the titles with their holders, left to right, none overlapping."""
        at, last = 0, None
        while start := _START.search(letters, at):
            found = _before(letters, start.start()) or _after(letters, start.start(), last) or _alone(letters, start.start())
            at = start.end()
            if found is None:
                continue
            yield found
            at, last = found.stop, found
            nested = _NESTED.search(letters, found.first, found.stop)
            if nested:
                yield _Found(*nested.span(nested.lastgroup or 0))
            yield from _seconds(letters, found)


def _whole(tokens: Tokens, letters: str, found: _Found) -> _Found:
    """Return a title without what does not belong to it: a line that begins with a verb, where a visit goes (زيارة وزير الخارجية *لمصر*)."""
    span = tokens.span(found.first, found.stop)
    text = tokens.text[span.start : span.end]
    if "\n" in text:
        line = tokens.range(span.start + text.index("\n"), span.end)[0]
        if not tokens.keys[line].startswith("ال") and line > found.first:
            behind = found.holder is not None and found.holder >= found.stop
            return _Found(found.first, line, None if behind else found.holder)
    goal = _GOAL.search(letters, found.first + 1, found.stop)
    if goal and tokens.keys[found.first].removeprefix("ال") not in _SENT and not _TRAVEL.isdisjoint(tokens.keys[max(0, found.first - _NEAR) : found.first]):
        return found._replace(stop=goal.start())
    return found


def _overlay(reading: Reading, letters: list[str]) -> dict[int, str]:
    """Write the letters of the names over those of their words; return the mention id of each person by the first token of the name.

    Of a name that holds a person (حكومة الدكتور هشام قنديل) only the person is written.
    """
    persons, end = {}, 0
    mentions = reading.mentions
    for number, (mention, (first, stop)) in enumerate(zip(mentions, reading.ranges, strict=True)):
        if mention.start < end or (mention.type != "PER" and _holds_person(mentions, number)):
            continue
        end = mention.end
        if stop <= first:
            continue
        begin, inside = _NAME_LETTERS[mention.type]
        letters[first:stop] = [begin] + [inside] * (stop - first - 1)
        if mention.type == "PER":
            persons[first] = mention.id
    return persons


def _holds_person(mentions: Sequence[Mention], outer: int) -> bool:
    end = mentions[outer].end
    for inner in mentions[outer + 1 :]:
        if inner.start >= end:
            return False
        if inner.type == "PER":
            return True
    return False


def _follows(letters: str, one: _Found, other: _Found) -> bool:
    """Tell whether a title stands right behind another, or a rank behind it and a comma: both are of one holder."""
    between = letters[one.stop : other.first]
    if letters[other.first] == _PEER:
        return False  # استقبل الوزير نظيره
    return not between or (between == _COMMA and letters[other.first] == _RANK)


def _before(letters: str, at: int) -> _Found | None:
    """Return the title that the name of its holder follows."""
    match = _BEFORE.match(letters, at)
    if match is None:
        return None
    ahead = _NAME_AHEAD.match(letters, match.end())
    if ahead is None:
        return None
    if letters[at] in _OTHERS and letters[match.end() - 1] == _DEF:
        return None  # ممثلي الرئيس مرسي: the name is the president's
    comma = _COMMA in ahead["gap"]
    if comma and letters[ahead.end() : ahead.end() + 1] not in (_COMMA, _DOT, "") and letters[max(at - 1, 0) : at] in _NAMES:
        return None  # the name behind the comma is the next of a list
    return _Found(at, match.end(), ahead.end("gap"))


def _holder_behind(letters: str, at: int) -> int | None:
    """Return the first token of the name that ends before ``at``, None where there is none."""
    gap = at - 1
    while gap >= 0 and at - gap <= 3 and letters[gap] in _MARKS:
        gap -= 1
    if gap < 0 or letters[gap] not in _NAMES:
        return None
    return letters.rindex(_PERSON, 0, gap + 1)


def _after(letters: str, at: int, last: _Found | None) -> _Found | None:
    """Return the title in apposition to the name before it, or joined to such a title by و."""
    holder = _holder_behind(letters, at)
    if holder is None and last is not None and last.holder is not None and last.holder < last.first and _goes_on(letters, last.stop, at):
        holder = last.holder
    if holder is None:
        return None
    match = _SURE.match(letters, at)
    touches = letters[at - 1 : at] in _NAMES
    if match is None or (touches and _BARE.fullmatch(match.group())):
        return None
    if touches and last is not None and last.stop == holder and letters[last.first] in _SURE_OFFICES and _QUALIFIED.match(letters, at):
        return None  # هنأ الملك محمد الرئيس المنتخب: the name has its title before it
    place = None if _NAT in match.group() else _AT.match(letters, match.end())
    return _Found(at, place.end() if place else match.end(), holder)


def _goes_on(letters: str, stop: int, at: int) -> bool:
    """Tell whether an office is one more of a holder named before: joined by و, right behind (فلان القائد العام | وزير الدفاع), or between commas."""
    if letters[stop:at] == _COMMA:
        match = _SURE.match(letters, at)  # فلان رئيس الحزب، عضو المجلس، إن: no رئيس الحزب، عضو المجلس، ومدير كذا
        return match is not None and letters[match.end() : match.end() + 1] == _COMMA and letters[match.end() + 1 : match.end() + 2] in _CLAUSE
    return letters[stop:at] == _AND or (stop == at and letters[at] == _HEAD)


def _alone(letters: str, at: int) -> _Found | None:
    """Return the title that stands for its holder."""
    if letters[at] in _NEVER_ALONE:
        return None
    match = _SURE.match(letters, at)
    if match is None:
        return None
    addressed = _ADDRESSED.search(match.group())
    first = at - 1 if letters[max(at - 1, 0)] == _RANK else at  # السيد رئيس الوزراء
    return _Found(first, at + addressed.start() if addressed else match.end())


def _seconds(letters: str, found: _Found) -> Iterator[_Found]:
    """Yield the adjectives that stand for the rest of titles: وزيرا الخارجية الروسي لافروف *والسوري* المعلم."""
    if found.holder is None or found.holder < found.stop or letters[found.first] in _NO_OFFICE:
        return
    end = found.holder
    while name := _NAME_AHEAD.match(letters, end):
        second = _SECOND.match(letters, name.end())
        if second is None:
            return
        yield _Found(second.start("role"), second.end("role"), second.end())
        end = second.end()
