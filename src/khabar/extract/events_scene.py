"""A report as a row of pieces: noun phrases, prepositions, words that tell events, ends of clauses."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache, partial
from itertools import compress
from typing import TYPE_CHECKING

from khabar.extract.events_leads import lay_leading
from khabar.extract.events_seams import Looks, is_membership, parted, tells_whose
from khabar.extract.events_words import AGENT
from khabar.extract.media import media
from khabar.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from khabar.extract.events_words import Words
    from khabar.model import Mention, Role
    from khabar.reading import Reading
    from khabar.segment import Tokens

# a noun phrase: shares and numbers, words that stand for what follows, then a title, a name or people, with adjectives; or unknown words
_MORE = "(?:[dDAO]|(?<![ZdDMm])j)"  # what may qualify a noun
_CORE = rf"(?:Rr*(?:Mm*)?|Mm*(?:Rr*)?|Pm*|GZ?|g(?:g|{_MORE})*|a(?:a|{_MORE})*|O)"
# every gap is bounded, so that time stays linear in the length of a run of words; a nationality ends what a noun owns but for من and ل
_OF = "(?:l|s(?!P))"
_HEADS = rf"(?:X[dDj]{{0,6}}{_OF}?|[XZ]{_MORE}{{0,6}}{_OF}){{0,6}}"
_LAST = rf"(?:{_CORE}{_MORE}*F?|w[AOgjw]*)"
_PHRASE = re.compile(
    rf"(?P<at>s[<@]|[ob]@)"
    rf"|(?P<known>(?:(?:K{{1,8}}s?)?x{_MORE}{{0,6}}[sl]|[dD]{{0,2}}(?:K{{1,8}}{_MORE}{{0,6}}s?)?){_HEADS}K{{0,8}}"
    rf"(?:(?:G{_MORE}{{0,6}}[sl]?|[ga]{_MORE}{{0,6}}[sl])(?=[XMPR]))?{_HEADS}{_LAST})"
    rf"|(?P<group>(?:K{{1,8}}s?){{0,2}}(?:X[dDj]{{0,6}}[sl]?){{0,6}}[XZ]{_MORE}*F?|x{_MORE}*|K+{_MORE}*|B{_MORE}*|D[dDj]*A{_MORE}*)"
    rf"|(?P<within>[nj][nAj]{{0,8}}{_MORE}{{0,8}}{_HEADS}{_LAST})"
    r"|(?P<unknown>[ndDAjF]+)"
    r"|(?P<other>.)"
)
# letters that a piece of several can be made of, parted where no piece goes on: only behind words for what follows, people or numbers can of go on
_RUN = re.compile(r"[ABDMOPRdjmnr]*[GKXZagwx](?:[ABDFGKMOPRXZadgjlmnrwx]|s(?![<@]))*|[ABDMOPRdjmnr]+|s[<@]|[ob]@|.")
KNOWN, GROUP, WITHIN, UNKNOWN = "N", "H", "I", "?"  # kinds of noun phrases; any other kind of piece is its letter
PHRASES = frozenset((KNOWN, GROUP, WITHIN, UNKNOWN))
PEOPLE = frozenset("GgaO")  # letters of unnamed people
_LONE = {"<": "S", "@": UNKNOWN}  # قبل without من is a time, يد without على a thing
_SAME = "\0"  # at the place of a letter that goes on with a piece
_KINDS = {"known": KNOWN, "group": GROUP, "within": WITHIN, "unknown": UNKNOWN, "at": AGENT}


@lru_cache(1 << 16)
def _cut(run: str) -> str:
    """Return the kinds of the pieces of a run of letters, each at the place of its first letter. The press has few runs, and prints them again and again."""
    found = []
    for match in _PHRASE.finditer(run):
        first, stop = match.span()
        found.append((_KINDS.get(match.lastgroup or "") or _LONE.get(run[first], run[first])).ljust(stop - first, _SAME))
    return "".join(found)


# an adjective of nationality that stands for one of it, with no noun before it, and the endings with which it does: counted, behind a verb
_NATIONALITY = re.compile(r"(?P<before>[KV])(?P<A>A)")
_COUNTED = ("ان", "يا")
_OF_ONE = (*_COUNTED, "ي", "ية")
OF_TWO = ("تين", "تان")
_INTERNATIONAL = "الدولي"
_OF_WHAT_KIND = frozenset("امني عسكري شعبي مدني طلابي".split())  # people, but before a nationality behind a noun of deeds its adjectives
_ADJECTIVE_TOO = "السعودية"  # the name of a country that is an adjective too
_TWO = 2
_NEGATIONS = frozenset(("لا", "ما", "لم", "لن"))  # before the verbs that with them mean still
_PRESENT = ("ي", "ت")  # what verbs in the present begin with
_VERBS = frozenset("vVLEU")  # letters of verbs
_ABOUT = ("e", "o", "s")  # what joins a number to such a word: يقل عن، يزيد على، يقرب من
_GREAT = frozenset("كبير كبيره قليل قليله محدود محدوده هايل هايله ضخم ضخمه كثير".split())  # how great a number is
_ORGANS = frozenset(("COP", "GOV", "JUD"))  # sectors of bodies that no other body has its name from
_PARTICLES = {"و": "W", "ف": "W", "ب": "b", "ل": "l", "ك": "k"}
_BEFORE_CLAUSE = frozenset(".,WCQ")
TAKEN = frozenset("MmPRrt")  # letters of names, titles and times
_OPPOSED = frozenset(("معارض", "معارضه"))  # people, and behind a title an adjective of its body
_NARROWING = frozenset("dDAO")  # letters of adjectives with the article


class Scene:
    """One report; ``letters`` is the class string with names, titles and times laid over it, ``mention_at`` and ``role_at`` give who starts at a token."""

    __slots__ = (
        "_joined", "_words",
        "extents", "firsts", "kinds", "letters", "mention_at", "mentions", "piece_at", "reading", "role_at", "stops", "time_tokens", "tokens",
    )  # fmt: skip

    def __init__(self, reading: Reading, words: Words) -> None:
        self.reading = reading
        self.tokens: Tokens = reading.tokens
        self._words = words
        self.time_tokens: list[int] = []  # the first token of each time
        self.mention_at: dict[int, Mention] = {}
        self.role_at: dict[int, Role] = {}
        self.mentions = {m.id: m for m in reading.mentions}
        self.letters = list(words.letters.string(self.tokens.rows))
        self._lay()
        self._joined: Sequence[int] = ()  # the tokens of triggers that a particle is still written on
        self.kinds = ""  # of all pieces
        self.firsts: list[int] = []  # of all pieces, their first tokens
        self.stops: list[int] = []  # the tokens behind them
        self.extents: dict[int, tuple[int, int]] = {}  # the first and last piece of each sentence that was cut
        self.piece_at: dict[int, int] = {}  # the pieces of triggers by their tokens

    def named(self, at: int) -> list[Mention]:
        """Return the names that start in a piece."""
        return [self.mention_at[i] for i in range(self.firsts[at], self.stops[at]) if i in self.mention_at]

    def _lay(self) -> None:
        """Lay times, names and titles over the letters; an inner name leaves the outer one standing, a name inside a title stands under it."""
        letters, tokens = self.letters, self.tokens
        for time in self.reading.times:
            first, stop = tokens.range(time.start, time.end)
            letters[first:stop] = "t" * (stop - first)
            self.time_tokens.append(first)
        covered = -1
        for mention, (first, stop) in zip(self.reading.mentions, self.reading.ranges, strict=True):
            if mention.start < covered:
                continue
            covered = mention.end
            if mention.type == "ORG" and (self._run_together(first, stop) or self._signs(mention, first, stop)):
                continue
            if stop > first:
                letters[first:stop] = "M" + "m" * (stop - first - 1)
                self.mention_at[first] = mention
        for role in self.reading.roles:
            first, stop = tokens.range(role.start, role.end)
            if stop > first:
                for token in range(first, stop):
                    self.mention_at.pop(token, None)
                letters[first:stop] = "R" + "r" * (stop - first - 1)
                self.role_at[first] = role
                self._part_from_title(first, stop, role.holder)
                if letters[stop : stop + 1] == ["G"] and tokens.key(stop) in _OPPOSED and not tokens.light(stop - 1).startswith("ال"):
                    letters[stop] = "r"  # رئيس حزب معارض
        for token in self._words.community.having(tokens.rows):
            if letters[token] == "d" and tokens.keys[token + 1 : token + 2] == [_INTERNATIONAL]:
                letters[token] = "G"
        self._count_about()
        self._lay_manner()
        self._lay_still()
        self._lay_representing()
        self._lay_nation()
        self._point_back()
        self._lay_verbs()

    def _signs(self, mention: Mention, first: int, stop: int) -> bool:
        """Tell whether a name is that of a medium behind the place of a dateline, and make marks of it: بغداد: «الخليج» بحث، دمشق-سانا بحث."""
        letters, mark = self.letters, first - 1
        mark -= mark > 0 and letters[mark] == "q"
        place = mark - 1
        while place > 0 and letters[place] == "m":
            place -= 1
        dated = place >= 0 and letters[mark] in ".," and letters[place] == "M" and self._begins_sentence(place)
        if not dated or fold(mention.text) not in media():
            return False
        letters[first:stop] = "q" * (stop - first)
        if letters[stop : stop + 1] == [","]:
            letters[stop] = "q"  # دمشق - سانا - بحث
        return True

    def _begins_sentence(self, token: int) -> bool:
        return not token or self.tokens.sentence_of(token) != self.tokens.sentence_of(token - 1)

    def _run_together(self, first: int, stop: int) -> bool:
        """Tell whether what was taken for one name is a body and whom it meets, both with the article: اتهم المركز الشرطة."""
        if stop - first != _TWO or not (self.tokens.light(first).startswith("ال") and self.tokens.light(first + 1).startswith("ال")):
            return False
        group = self._words.groups.values[self.tokens.forms[first + 1]]
        several = group is not None and (group.sector in _ORGANS or self.tokens.light(first + 1).endswith(("ون", "ين")))
        return self._is_body(first) and (several or self._is_body(first + 1))

    def _count_about(self) -> None:
        """Make one number of about and what it counts, and of a number and how great it is: نحو عشرين، ما لا يقل عن عشرين، عدد كبير من."""
        line = "".join(self.letters)
        at = line.find("Kns")
        while at >= 0:
            if self.tokens.key(at + 1) in _GREAT:
                self.letters[at + 1] = "K"
            at = line.find("Kns", at + 1)
        at = line.find("hK")
        while at >= 0:
            self.letters[at] = "K"
            at = line.find("hK", at + 2)
        for token in self._words.at_least.having(self.tokens.rows):
            first = token - 1 - (line[token - 2 : token] == "Ct")
            stop = token + 1 + (line[token + 1 : token + 2] in _ABOUT)
            if first >= 0 and line[first] in "Ct" and line[stop : stop + 1] == "K":
                self.letters[first:stop] = "K" * (stop - first)

    def _lay_manner(self) -> None:
        """Make manner of words that by alone makes it (بشدة، بقوة), which own nobody behind them: انتقد بشدة رئيس الوفد."""
        for token in self._words.manners.having(self.tokens.rows):
            if token and self.letters[token - 1] == "b" and self.letters[token + 1 : token + 2] not in (["s"], ["d"], ["j"]):
                self.letters[token - 1 : token + 1] = "tt"

    def _lay_still(self) -> None:
        """Make a time of the negation that with its verb means still, where the verb of what goes on follows: السعودية لا تزال تطالب; else its verb a verb."""
        for token in self._words.still.having(self.tokens.rows):
            if token and self.tokens.keys[token - 1] in _NEGATIONS:
                self.letters[token - 1 : token + 1] = "tt" if self._is_verb(token + 1) else self.letters[token - 1] + "v"

    def _is_verb(self, token: int) -> bool:
        """Tell whether a token is a verb, one of two in the present too, which looks like a noun: تطالبان."""
        if token >= len(self.letters):
            return False
        key = self.tokens.keys[token]
        return self.letters[token] in _VERBS or (key.startswith(_PRESENT) and key.endswith("ان"))

    def _lay_representing(self) -> None:
        """Make whom somebody represents those whom he belongs to: ممثلين عن وزارة الصحة."""
        for token in self._words.representing.having(self.tokens.rows):
            if self.letters[token + 1 : token + 2] == ["e"]:
                self.letters[token + 1] = "s"

    def _lay_nation(self) -> None:
        """Lay an adjective over the name of a country that is one behind people or a body: السلطات السعودية، مهندسا تركيا."""
        for token, mention in list(self.mention_at.items()):
            if token and self.letters[token] == "M" and self._is_adjective(token, mention):
                self.letters[token] = "A"
                del self.mention_at[token]

    def _is_adjective(self, token: int, mention: Mention) -> bool:
        """Tell whether the name of a country is an adjective by what stands before it."""
        before = self.letters[token - 1]
        if (before == "a" and self.tokens.light(token - 1).endswith("ا")) or self._goes_on_with_nations(token):
            return self._words.countries.values[self.tokens.forms[token]] is not None
        return mention.text == _ADJECTIVE_TOO and before in "ZG"

    def _goes_on_with_nations(self, token: int) -> bool:
        """Tell whether a word in the feminine follows an adjective of nationality in the feminine, or is joined to one: غارات روسية وسورية."""
        one = token - 1 - (self.letters[token - 1] == "W")
        return one >= 0 and self.letters[one] == "A" and self.tokens.light(one).endswith("ة") and self.tokens.light(token).endswith("ة")

    def _lay_verbs(self) -> None:
        """Make verbs of short words that are as often nouns, where they begin a clause and somebody stands right behind: وصف الناطق العملية."""
        for token in self._words.opening.having(self.tokens.rows):
            told = "".join(self.letters[token + 1 : token + 3]) == "dQ"  # ذكر المصدر أن
            if self.letters[token] == "n" and self._begins_clause(token) and (told or self._names_somebody(token + 1)):
                self.letters[token] = "v"
        line, at = "".join(self.letters), 0
        while (at := line.find("Yn", at) + 1) > 0:
            self.letters[at] = "v"  # الذي أقامته القوات

    def _begins_clause(self, token: int) -> bool:
        """Tell whether nothing of its clause stands before a token."""
        return self._begins_sentence(token) or self.letters[token - 1] in _BEFORE_CLAUSE

    def _names_somebody(self, token: int) -> bool:
        """Tell whether a title, a person, a body or people with the article start at a token, told by a word in the masculine."""
        letter = self.letters[token] if token < len(self.letters) else ""
        if letter == "M":
            return self.mention_at[token].type in ("PER", "ORG") and not self.tokens.light(token).endswith("ة")
        return letter == "R" or (letter in ("G", "g", "Z") and self.tokens.light(token).startswith("ال") and not self.tokens.light(token).endswith("ة"))

    def _part_from_title(self, first: int, stop: int, holder: str | None) -> None:
        """Part names from a title beside them that is not theirs: استدعت تركيا السفير، زار الوزير مصر، استقبل فلان وزير الخارجية."""
        before = first - 1
        while before > 0 and self.letters[before] == "m":
            before -= 1
        for token in (before, stop):
            named = self.mention_at.get(token)
            if named is None or self.letters[token] != "M":
                continue
            if named.type != "PER" or (token == before and named.id != holder and self.letters[token - 1] not in "Rr"):
                self.letters[token] = "P"

    def _point_back(self) -> None:
        """Lay a name over a word with the article that means a body named before it: الوزارة behind وزارة العدل, الحركة behind حركة حماس.

        A word that an adjective narrows down (المجلس العسكري) means another body, but for an adjective of the name itself.
        """
        letters, words, told = self.letters, self._words.bodies, self._bodies()
        last: dict[str, Mention] = {}
        ahead = next(told, None)
        for token in words.having(self.tokens.rows):
            while ahead is not None and ahead[0] < token:
                last.update(dict.fromkeys(ahead[1], ahead[2]))
                ahead = next(told, None)
            meant = last.get(words.values[self.tokens.forms[token]])
            if meant is None or letters[token] in TAKEN:
                continue
            more = self._more_of(meant, token)
            if more or _NARROWING.isdisjoint(letters[token + 1 : token + 2]):
                letters[token : token + 1 + more] = "M" + "m" * more
                self.mention_at[token] = meant

    def _more_of(self, meant: Mention, token: int) -> int:
        """Return how many words behind the first of a name stand again behind a token: المنظمة العربية of المنظمة العربية لحقوق الإنسان."""
        first, stop = self.tokens.range(meant.start, meant.end)
        keys, more = self.tokens.keys, 0
        while first + more + 1 < stop and token + more + 1 < len(keys) and keys[first + more + 1] == keys[token + more + 1]:
            more += 1
        return more

    def _bodies(self) -> Iterator[tuple[int, tuple[str, ...], Mention]]:
        """Yield the names of bodies with the tokens that they start at and the words, without article, by which they are meant again."""
        keys = self.tokens.keys
        for mention, (first, _) in zip(self.reading.mentions, self.reading.ranges, strict=True):
            if mention.type == "ORG" and mention.entity:
                led = first - 1 - (first > 0 and self.letters[first - 1] == "q")  # تنظيم «القاعدة»
                yield first, (*((keys[led],) if led >= 0 else ()), keys[first].removeprefix("ال")), mention

    def cut(self, triggers: Sequence[tuple[int, str]], joined: Sequence[int] = ()) -> None:
        """Cut the report into pieces, the tokens of ``triggers`` being T or V; a particle that is still written on one that is ``joined`` is a piece too."""
        self._joined = joined
        for token, letter in triggers:
            behind = token + 1
            while self.letters[token] == "M" and behind < len(self.letters) and self.letters[behind] == "m":
                self.letters[behind] = self._words.letters.values[self.tokens.forms[behind]]  # the words behind the first of a process' name
                behind += 1
            self.letters[token] = letter
            if self.letters[token : token + 3] == ["T", "G", "A"] and self.tokens.keys[token + 1] in _OF_WHAT_KIND:
                self.letters[token + 1] = "j"  # تعاون أمني لبناني فرنسي
        lay_leading(self.letters, self.tokens.keys, self._words.leading.having(self.tokens.rows))
        self._lay_nationals()
        told = {self.tokens.sentence_of(token) for token, _ in triggers}
        for sentence in sorted({near for number in told for near in (number - 1, number) if near >= 0}):  # an actor may be carried from the one before
            first = len(self.kinds)
            self._cut_sentence(*self.tokens.sentences[sentence])
            self.extents[sentence] = first, len(self.kinds) - 1
        self.piece_at = {token: bisect_right(self.firsts, token) - 1 for token, _ in triggers}

    def _lay_nationals(self) -> None:
        """Make people of nationalities that stand for them, with no noun before: استشهد فلسطيني، ٥٥ مصريا."""
        for match in _NATIONALITY.finditer("".join(self.letters)):
            token = match.start("A")
            counted = match["before"] == "K"
            light, closed = self.tokens.light(token), counted and self.tokens.light(token - 1).startswith("ال")  # القادة السوريون
            after_digits = counted and self.tokens.keys[token - 1][-1:].isdigit()
            stands = light.endswith(_OF_ONE if after_digits or not counted else _COUNTED) and not light.startswith("ال")
            if stands and not closed and not light.endswith(OF_TWO):
                self.letters[token] = "O"

    def _is_person(self, token: int) -> bool:
        """Tell whether a name that starts at a token is a person's."""
        mention = self.mention_at.get(token)
        return mention is not None and mention.type == "PER"

    def owns_country(self, first: int, stop: int) -> bool:
        """Tell whether one of some tokens tells somebody's own country: بلاده."""
        return any(self._words.own.values[self.tokens.forms[token]] == "country" for token in range(first, stop))

    def may_be_past(self, token: int) -> bool:
        """Tell whether a verb that begins with ت may be in the past, and so of either gender: تلقى."""
        return bool(self._words.past_in_t.values[self.tokens.forms[token]])

    def _is_place(self, token: int) -> bool:
        """Tell whether a name that starts at a token is a place's."""
        mention = self.mention_at.get(token)
        return mention is not None and mention.type == "LOC"

    def _tells_whose(self, token: int) -> bool:
        """Tell whether a name that starts at a token tells who the people before it are."""
        return tells_whose(self.mention_at.get(token))

    def _owns(self, token: int) -> bool:
        """Tell whether people are called by what they are to those behind them: عائلات المعتقلين."""
        return self._words.owning.values[self.tokens.forms[token]]

    def is_site(self, token: int) -> bool:
        """Tell whether a word is of what somebody holds and others strike, which never acts: مواقع الجيش."""
        return self.letters[token] == "X" and self.tokens.keys[token].removesuffix("ا") in self._words.sets.classes["site"]

    def _is_body(self, token: int) -> bool:
        """Tell whether a word with the article means a body, which owns nothing behind it."""
        return bool(self._words.bodies.values[self.tokens.forms[token]])

    def _cut_sentence(self, first: int, stop: int) -> None:
        """Add the pieces of a sentence; quotation marks are left out, and the last piece is the end of a clause."""
        of_body = partial(is_membership, self, self._words)
        looks = Looks(self._is_person, self._is_place, self._tells_whose, of_body, self._owns, self._is_body, self.tokens.light)
        line = parted("".join(self.letters[first:stop]), first, looks)
        told = "".join(map(_cut, _RUN.findall(line.replace("q", ""))))
        firsts = list(compress(range(first, stop), told.encode()))
        stops = [*firsts[1:], first + len(told)][: len(firsts)]
        if "q" in line:
            kept = [token for token, letter in enumerate(line, first) if letter != "q"]
            firsts = [kept[token - first] for token in firsts]
            stops = [kept[token - first - 1] + 1 for token in stops]
        kinds = told.replace(_SAME, "")
        if kinds[-1:] != ".":
            kinds += "."
            firsts.append(stop)
            stops.append(stop)
        for token in self._joined:
            if first <= token < stop:
                at = bisect_left(firsts, token)
                kinds = kinds[:at] + _PARTICLES[self.tokens.light(token)[0]] + kinds[at:]
                firsts.insert(at, token)
                stops.insert(at, token)
        self.kinds += kinds
        self.firsts += firsts
        self.stops += stops
