"""A report with everything that a statement is built of laid over its tokens: names, titles, times, quotations, cues."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from khabar.extract.cues import ADVERB, AND, CLOSE, COLON, COMMA, DASH, FINITE, PARTICIPLE, POINT, PREPOSITION, QUOTE, RELATIVE, THAT, Classes, Cue
from khabar.extract.offices import called
from khabar.extract.quotes import Quotation, quotations
from khabar.tables import rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from khabar.model import Mention, Role
    from khabar.reading import Reading
    from khabar.vocabulary import Vocabulary


_DEEPEST = 6
_NOTHING = ("",) * 64
# a report whose lines are broken at a width: that many lines, that share of them without an end of a sentence, none longer
_LINES, _OPEN_ENDED, _WIDTH, _LINE_ENDS = 7, 0.6, 125, '.!؟:…"»'
_GOES_ON = PREPOSITION + ADVERB + AND + THAT + RELATIVE + COMMA + PARTICIPLE  # no sentence ends so
_BYLINE = 4  # tokens of a line that is a byline
_REMEMBERED = 60  # names before a word that it can point back to
_TURNING = re.compile("[QVPXxpB,]")  # tokens at which a content can end


class Layers:
    """One report; every list has an item a token, and -1 stands for none.

    ``key`` gives the folded key of a token, ``letters`` is the class string; ``name`` and ``role`` index the outermost mention or title
    that a token lies in; ``time`` tells whether it lies in a time expression; ``quotation_at`` maps an opening mark to its quotation,
    ``closing`` a closing mark to its opening, ``enclosing`` a token to the innermost quotation around it.
    """

    __slots__ = (
        "_cues",
        "_english",
        "_opened_at",
        "_wrapped",
        "attributions",
        "by_id",
        "closing",
        "count",
        "enclosing",
        "key",
        "letters",
        "lights",
        "mentions",
        "name",
        "quotation_at",
        "quotations",
        "ranges",
        "reading",
        "role",
        "roles",
        "sentence",
        "sentences",
        "starts_of_mentions",
        "starts_of_roles",
        "time",
        "tokens",
        "turning",
        "verbs",
    )  # fmt: skip

    def __init__(self, reading: Reading, words: Words) -> None:
        tokens = self.tokens = reading.tokens
        self.reading = reading
        self.letters = words.letters.string(tokens.rows)
        self._cues = words.cues.values
        self.verbs = words.verbs.values
        self.lights = tokens.vocabulary.light
        # a bound lookup, for it is asked more than anything else; behind the last token it answers with nothing
        self.key: Callable[[int], str] = [*tokens.keys, *_NOTHING].__getitem__
        self.count = len(tokens)
        named = sorted(zip(reading.mentions, reading.ranges, strict=True), key=_outermost)
        self.mentions: list[Mention] = [mention for mention, _ in named]
        self.ranges = [tokens for _, tokens in named]
        self.by_id = {mention.id: mention for mention in self.mentions}
        self.roles: list[Role] = sorted(reading.roles, key=lambda r: (r.start, -r.end))
        count = len(tokens)
        self.name, self.role, self.time = [-1] * count, [-1] * count, [False] * count
        for number, (first, stop) in sorted(enumerate(self.ranges), key=lambda item: item[1][1] - item[1][0]):
            self.name[first:stop] = [number] * (stop - first)
        for number in sorted(range(len(self.roles)), key=lambda n: self.roles[n].end - self.roles[n].start):
            first, stop = tokens.range(self.roles[number].start, self.roles[number].end)
            self.role[first:stop] = [number] * (stop - first)
        for time in reading.times:
            first, stop = tokens.range(time.start, time.end)
            self.time[first:stop] = [True] * (stop - first)
        self.attributions: dict[int, int] = {}  # first token: token behind a speaker's own aside, 0 for what ends a content
        self._english: dict[str, str] | None = None
        self.starts_of_mentions = [m.start for m in self.mentions]
        self.starts_of_roles = [r.start for r in self.roles]
        self.turning = [match.start() for match in _TURNING.finditer(self.letters)]
        self._quote()
        self._join()

    def mentions_before(self, offset: int) -> list[int]:
        """Return the numbers of the last names before a character, the nearest first."""
        stop = bisect_left(self.starts_of_mentions, offset)
        return list(range(stop - 1, max(-1, stop - 1 - _REMEMBERED), -1))

    def roles_before(self, offset: int) -> list[Role]:
        """Return the last titles before a character, the nearest first."""
        stop = bisect_left(self.starts_of_roles, offset)
        return self.roles[max(0, stop - _REMEMBERED) : stop][::-1]

    def _join(self) -> None:
        """Fill in the sentences; one that only pauses (``..``) goes on in the next of its paragraph."""
        tokens, letters = self.tokens, self.letters
        self._wrapped = self._is_wrapped()
        self.sentences: list[tuple[int, int]] = []
        dateline = letters.find(CLOSE + DASH)  # behind it a first line is no headline
        linked = False  # the last line was a short one inside a sentence
        for first, stop in tokens.sentences:
            if self.sentences:
                before, end = self.sentences[-1]
                pauses = end >= 2 and letters[end - 1] == POINT and (letters[end - 2] == POINT or tokens.text[tokens.starts[end - 1]] == "…")
                between = tokens.text[tokens.ends[end - 1] : tokens.starts[first]]
                goes_on = linked and letters[end - 1] not in POINT + COLON
                broken = (before or 0 <= dateline <= end - 2) and between.count("\n") == 1 and (goes_on or self._broken(before, end, first, stop))
                linked = bool(broken) and stop - first <= _BYLINE
                if broken or (pauses and "\n" not in between):
                    self.sentences[-1] = (before, stop)
                    continue
            self.sentences.append((first, stop))
        self.sentence = tokens.cover(self.sentences)

    def _is_wrapped(self) -> bool:
        """Tell whether the lines of the report are broken at a width, anywhere in its sentences (pages that keep the lines of a narrow column)."""
        lines = [line for line in self.tokens.text.split("\n") if line.strip()]
        open_ended = sum(line.rstrip()[-1] not in _LINE_ENDS for line in lines)
        return len(lines) >= _LINES and open_ended >= _OPEN_ENDED * len(lines) and max(map(len, lines)) <= _WIDTH

    def _broken(self, begin: int, end: int, first: int, stop: int) -> bool:
        """Tell whether a line was broken inside a sentence (around a link of a page): both sides show it. The headline is never broken so."""
        if self.letters[end - 1] in POINT + COLON or (self.letters[end - 1] == QUOTE and self.letters[end - 2] in POINT):
            return False
        if self._wrapped and (end - begin > _BYLINE or self.letters[end - 1] == FINITE):
            return True  # وقال, at the end of a line
        if self.letters[first] in COMMA + POINT + RELATIVE or self.letters[end - 1] in _GOES_ON:
            return True
        if (self.letters[end - 1] == QUOTE and end - 1 in self.quotation_at) or (
            self.letters[first] == QUOTE and (first in self.closing or self.letters[first + 1 : first + 2] in tuple(COMMA))
        ):
            return True
        if stop - first <= _BYLINE and self.letters[first] == PREPOSITION and FINITE in self.letters[begin:end]:
            return self.letters[stop - 1] not in POINT + COLON  # واستبعد مصدر أمني / بمطار القاهرة / أن
        return stop - first <= 3 and end - begin > 8 and self.letters[stop - 1] not in POINT

    def _quote(self) -> None:
        marks, at = [], self.letters.find(QUOTE)
        while at >= 0:
            marks.append(at)
            at = self.letters.find(QUOTE, at + 1)
        self.quotations: list[Quotation] = quotations(self.tokens, marks) if marks else []
        self.quotation_at = {q.open: q for q in self.quotations}
        self.closing = {q.stop: q for q in self.quotations if q.closed}
        self._opened_at = [q.open for q in self.quotations]
        self.enclosing: list[Quotation | None] = [None] * len(self.letters)
        for quotation in sorted(self.quotations, key=lambda q: q.first - q.stop):
            self.enclosing[quotation.first : quotation.stop] = [quotation] * (quotation.stop - quotation.first)

    def quotations_over(self, first: int, stop: int) -> list[Quotation]:
        """Return the quotations that hold token ``first`` or open before token ``stop``, outermost first."""
        around: list[Quotation] = []
        quotation = self.enclosing[first] if first < len(self.enclosing) else None
        while quotation is not None and len(around) < _DEEPEST:
            around.append(quotation)
            outer = self.enclosing[quotation.open]
            quotation = outer if outer is not quotation else None
        inside = self.quotations[bisect_left(self._opened_at, first) : bisect_left(self._opened_at, stop)]
        return [*reversed(around), *inside]

    def __len__(self) -> int:
        return len(self.letters)

    def light(self, i: int) -> str:
        """Return the light form of a token; empty beyond the last."""
        return self.lights[self.tokens.forms[i]] if i < self.count else ""

    def cue(self, i: int) -> Cue | None:
        """Return the cue that a token is."""
        return self._cues[self.tokens.forms[i]]

    def english(self, number: int) -> str:
        """Return the English name of a mention's entity, or the mention as printed."""
        mention = self.mentions[number]
        return self._named().get(mention.entity) or mention.text

    def office(self, number: int) -> str:
        """Return what English calls a title with what it is of (governor of Basra), empty where no office is known."""
        role, body = self.roles[number], ""
        if role.of:
            body = self._named().get(role.of) or _countries().get(role.of) or next((m.text for m in self.mentions if m.entity == role.of), "")
        return called(role.office, role.of, body) if role.office else ""

    def _named(self) -> dict[str, str]:
        """Return the English names of the report's entities by their ids."""
        if self._english is None:
            self._english = {entity.id: entity.name_en for entity in self.reading.entities if entity.name_en}
        return self._english

    def covered(self, i: int) -> bool:
        """Tell whether a token lies in a name or title; none does beyond the last."""
        return i < self.count and (self.name[i] >= 0 or self.role[i] >= 0)

    def end_of_cover(self, i: int) -> int:
        """Return the token behind the name or title that token i lies in."""
        stop = i + 1
        if self.role[i] >= 0:
            number = self.role[i]
            while stop < len(self.role) and self.role[stop] == number:
                stop += 1
        elif self.name[i] >= 0:
            stop = self.ranges[self.name[i]][1]
        return max(stop, i + 1)

    def is_person(self, i: int) -> bool:
        """Tell whether a person's name begins or goes on at a token."""
        return i < self.count and self.role[i] < 0 <= self.name[i] and self.mentions[self.name[i]].type == "PER"

    def behind_quotation(self, i: int) -> int:
        """Return the token behind a quotation that opens at token i, i itself where none does."""
        quotation = self.quotation_at.get(i)
        return quotation.stop + 1 if quotation and quotation.closed else i

    def is_name(self, quotation: Quotation) -> bool:
        """Tell whether a quotation only marks a name (or a short form of one) and is no speech."""
        first, stop = quotation.first, quotation.stop
        if stop - first > 8 or first >= stop:
            return False
        return all(self.covered(i) or self.letters[i] in "-&QS" for i in range(first, stop)) and any(self.name[i] >= 0 for i in range(first, stop))


@cache
def _countries() -> dict[str, str]:
    return {row["id"]: row["name_en"] for row in rows("countries.tsv")}


def _outermost(named: tuple[Mention, tuple[int, int]]) -> tuple[int, int]:
    mention, _ = named
    return mention.start, -mention.end


class Words:
    """The columns of the vocabulary that statements read."""

    __slots__ = ("cues", "letters", "verbs")

    def __init__(self, vocabulary: Vocabulary, classes: Classes) -> None:
        self.letters = vocabulary.letters(classes.letter)
        self.cues = vocabulary.column(classes.cue)
        self.verbs = vocabulary.column(classes.verb)
