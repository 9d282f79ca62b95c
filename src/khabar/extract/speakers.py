"""The phrase that names a speaker, read forwards from a token or backwards up to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.cues import AND, BE, CLOSE, COLON, COMMA, DASH, FINITE, OPEN, PAUSE, POINT, PREPOSITION, QUOTE, RELATIVE, RETURN, SOURCE, THAT, words
from khabar.extract.descriptions import Descriptions, a_womans_title, only_adjectives
from khabar.extract.sources import SourceWords, Speaker
from khabar.model import Span

if TYPE_CHECKING:
    from khabar.extract.layers import Layers
    from khabar.model import Mention

ADDRESS, _OPENERS, _COUNTS = words("address"), words("opener"), words("count")
_PLACE_WORDS, _MASCULINE_PLACES = words("place-word"), words("masculine-place")
_BOUNDARIES = AND + COMMA + BE + THAT + POINT + COLON + DASH + OPEN
_OTHER_CLAUSE = FINITE + COLON + POINT
_LISTING, _BEFORE_NAME, _NO_ASIDE, _PLAIN = COMMA + AND, QUOTE + OPEN + SOURCE, FINITE + THAT + QUOTE + COLON, "." + SOURCE
_ADVERBIAL = _PLAIN + PREPOSITION
_NEAREST = 4  # tokens between a relative pronoun and the head of the phrase before it
_LOOK_BACK = 40  # tokens between a speaker and the verb behind him
_CALLED = words("called")
_TRADE = 4  # tokens of one thing that somebody is, before و
_FROM_HIM = ("صادر", "صدر", "اصدر")
_ISSUED = frozenset(("بيان", "بلاغ", "بيانات", "بلاغات"))
_ISSUING = frozenset(("صادر", "صادره", "صدر", "اصدره", "اصدرته", "باسم", "رسمي", "صحفي", "صحافي", "مشترك"))
_HIS = ("ه", "ها", "هم")
_SAME = frozenset(("ذات", "نفس"))
_LONGEST_NAME = 8  # tokens of a body's name in quotation marks
_GOVERNED = 6  # tokens of an adverbial between a speaker and his verb
_SOME = frozenset(("بعض", "عدد", "العديد", "مئات", "عشرات", "الاف", "المئات", "العشرات", "الالاف"))
_OTHER = frozenset(("اخر", "اخري"))
_PLAIN_SUBJECT = 5  # tokens of a subject that nothing knows
_LONGEST_TITLE = 14  # tokens of a title that no list holds
_APPOSITION = 14  # tokens of an apposition between commas
_LONGEST = 32  # tokens of a description


class SpeakerFinder:
    """Reads the phrase that names a speaker."""

    def __init__(self, words: SourceWords) -> None:
        self._words = words
        self._descriptions = Descriptions(words)

    def after(self, layers: Layers, at: int, limit: int) -> Speaker | None:
        """Return the speaker whose phrase begins at token ``at`` (marks and forms of address skipped), None where none does."""
        if layers.key(at) in _SAME and at + 1 < limit and layers.letters[at + 1] == SOURCE:
            at += 1  # ذات المسؤول
        elif layers.key(at) == "كل" and layers.key(at + 1) == "من":
            at += 2
        elif layers.key(at) == "ال":
            at += 1  # الـ«تايمز»
        elif layers.key(at) in _COUNTS and at + 1 < limit and layers.letters[at + 1] == SOURCE:
            at += 1  # ثلاثة مسؤولين
        stop, parts, others = self._phrase(layers, at, limit)
        if not parts and (titled := self._in_marks(layers, at)):
            return titled
        if parts:
            while stop < limit and not layers.is_person(stop - 1) and self._qualifies(layers, stop):
                stop += 1  # وزارة الصحة المصرية
            return self._named(layers, at, stop, limit, parts, others)
        if AND in layers.letters[at + 1 : at + _TRADE] and (name := self._descriptions.behind_trades(layers, at, limit)):
            number = layers.name[name]
            return self._speaker(layers, [layers.mentions[number]], at, layers.ranges[number][1], [])
        return self._described(layers, at, limit)

    def _in_marks(self, layers: Layers, at: int) -> Speaker | None:
        """Return the body whose name no list knows, where it stands in quotation marks behind its verb (أدانت «لجنة الدفاع عن …»، الاعتداء)."""
        quotation = layers.quotation_at.get(at)
        if quotation is None or not quotation.closed or quotation.stop - quotation.first > _LONGEST_NAME or layers.letters[quotation.first] != SOURCE:
            return None
        word = self._words.head(layers.key(quotation.first))
        if word is None or word.kind not in ("body", "medium"):
            return None
        found = self._described(layers, quotation.first, quotation.stop)
        return found and found._replace(stop=quotation.stop + 1, span=layers.tokens.span(quotation.first, quotation.stop))

    def _qualifies(self, layers: Layers, i: int) -> bool:
        """Tell whether a word is an adjective of the body or title before it."""
        light = layers.light(i)
        return layers.letters[i] in _PLAIN and light.startswith("ال") and not light.endswith(("ين", "ون")) and self._words.adjective(light) is not None

    def before(self, layers: Layers, at: int, least: int) -> Speaker | None:
        """Return the speaker whose phrase, begun at the head of a clause, ends before token ``at``; a relative clause may stand between."""
        end = at
        while end > least and (layers.letters[end - 1] in PAUSE or layers.key(end - 1) == "قد"):
            end -= 1
        least = max(least, at - _LOOK_BACK)
        first = end - 1
        while first >= least:
            if self._heads(layers, first, least):
                found = self.after(layers, first, end)
                apposed = found is not None and found.unnamed and first - 2 >= least and layers.letters[first - 1] in COMMA and layers.covered(first - 2)
                if found and not apposed and (found.stop >= end or self._aside(layers, found.stop, end)):
                    return found
            if layers.letters[first] in _OTHER_CLAUSE and not layers.covered(first):
                return None
            first -= 1
        return None

    def right_before(self, layers: Layers, end: int, least: int) -> Speaker | None:
        """Return the speaker whose phrase ends right before token ``end``, wherever in its clause it stands (طعن في التقرير الذي أكد أن)."""
        for first in range(end - 1, max(least, end - _NEAREST) - 1, -1):
            if layers.letters[first] == SOURCE or layers.covered(first):
                found = self.after(layers, first, end)
                return found if found and only_adjectives(layers, found.stop, end) else None
        return None

    def _heads(self, layers: Layers, i: int, least: int) -> bool:
        """Tell whether a clause can begin at a token."""
        if (layers.name[i] >= 0 and layers.name[i] == layers.name[i - 1]) or (layers.role[i] >= 0 and layers.role[i] == layers.role[i - 1]):
            return i <= least  # inside a name: حزب الحرية والعدالة
        if layers.letters[i - 1 : i] == QUOTE:
            while i > least and layers.letters[i - 1] == QUOTE:
                i -= 1
        return i <= least or layers.letters[i - 1] in _BOUNDARIES or layers.key(i - 1) in _OPENERS

    def _aside(self, layers: Layers, i: int, end: int) -> bool:
        """Tell whether only a relative clause or an apposition between commas stands between a speaker and his verb."""
        if i < end and layers.letters[i] in COMMA and layers.letters[end : end + 1] in tuple(COMMA) and end - i < 8:
            return not any(letter in _NO_ASIDE for letter in layers.letters[i:end])
        if i < end and end - i <= _GOVERNED and (layers.letters[i] == PREPOSITION or layers.light(i).startswith("ال")):
            return all(layers.letters[k] in _ADVERBIAL or layers.covered(k) for k in range(i, end))  # وكان الاتحاد في المدينة أعلن أن
        while i < end and layers.letters[i] in PAUSE:
            i += 1
        return i < end and layers.letters[i] == RELATIVE and layers.letters.find(RETURN, i, end) < 0

    def _phrase(self, layers: Layers, at: int, limit: int) -> tuple[int, list[int], list[Speaker]]:
        """Return the end of a chain of names and titles, the first token of each, and the unnamed speakers joined to them."""
        parts: list[int] = []
        others: list[Speaker] = []
        i = stop = at
        if at + 1 < limit and layers.key(at) in _PLACE_WORDS and layers.name[at + 1] >= 0 and layers.mentions[layers.name[at + 1]].type == "LOC":
            i = at + 1
        while i < limit:
            letter = layers.letters[i]
            if layers.covered(i):
                if parts and i == stop and not self._continues(layers, parts[-1], i):
                    break
                parts.append(i)
                i = stop = layers.end_of_cover(i)
            elif layers.key(i) in ADDRESS or (letter == SOURCE and self._leads(layers, i, limit)):
                i += 1
            elif parts and letter == SOURCE and (self._descriptions.apposed(layers, parts[-1], i) or self._described_by(layers, parts[-1], i)):
                i = stop = self._apposition_end(layers, i, limit, _APPOSITION if layers.letters[i - 1] in COMMA else _LONGEST)
            elif parts and letter == SOURCE and layers.letters[i - 1] == AND and (other := self._described(layers, i, limit)):
                others.append(other)
                i = stop = other.stop
            elif letter == QUOTE or (letter == OPEN and i + 1 < limit and layers.covered(i + 1)) or (letter == CLOSE and parts):
                i += 1
                if i - 1 in layers.closing or letter == CLOSE:
                    stop = i if parts else stop
            elif parts and letter in _LISTING and i + 1 < limit and self._joins(layers, parts[-1], i, limit):
                i += 1
            elif parts and letter in _LISTING and (name := self._behind_rest(layers, parts[-1], i, limit)):
                i = name
            else:
                break
            if not parts and i - at > 4:
                break
        return stop, parts, others

    def _behind_rest(self, layers: Layers, last: int, mark: int, limit: int) -> int:
        """Return the name that words parted by a comma or و keep from its title (وزير الاتصالات وتكنولوجيا المعلومات فلان), 0 where none do."""
        comma = layers.letters[mark] in COMMA
        if layers.role[last] < 0 or (comma and not layers.light(mark + 1).startswith("ال")):
            return 0
        i = mark + 1
        while i < min(limit, mark + _PLAIN_SUBJECT) and layers.letters[i] in _PLAIN and not layers.covered(i) and not layers.time[i]:
            i += 1
        if comma:  # رئيس الجمعية، الخبير المحاسب، فلان
            i = i + 1 if i < limit and layers.letters[i] in COMMA else limit
        return i if mark + 1 < i < limit and layers.is_person(i) else 0

    def _described_by(self, layers: Layers, last: int, i: int) -> bool:
        """Tell whether a word says who the person before it is (فلان خبير الاقتصاد)."""
        word = self._words.head(layers.key(i))
        alone = word is not None and word.kind in ("person", "office") and word.number == 1 and not layers.light(i).startswith("ال")
        return alone and layers.is_person(last) and layers.end_of_cover(last) == i

    def _apposition_end(self, layers: Layers, i: int, limit: int, reach: int) -> int:
        """Return the end of an apposition: its comma where one is near, the complementiser where no comma parts it, else the end of its description."""
        for k in range(i + 1, min(i + reach, limit)):
            if layers.letters[k] in COMMA or (reach == _LONGEST and layers.letters[k] == THAT):
                return k
            if layers.letters[k] in (FINITE, THAT, QUOTE, COLON, *POINT) and not layers.covered(k):
                break
        return self._descriptions.end(layers, i, limit)

    def _continues(self, layers: Layers, last: int, i: int) -> bool:
        """Tell whether a name right behind another belongs to one phrase: one of the two is a title."""
        if layers.role[i] >= 0:
            if layers.letters[i - 1] == QUOTE and layers.role[last] < 0 and not layers.is_person(last):
                return False  # سألت «القبس» الوزير
            return not (layers.is_person(last) and layers.is_person(layers.end_of_cover(i)))  # طالب فلان الرئيس فلانا بكذا
        return layers.role[last] >= 0 and layers.mentions[layers.name[i]].type == "PER"

    def _leads(self, layers: Layers, i: int, limit: int) -> bool:
        """Tell whether a generic word stands right before a name and only says what it is (وكالة «سانا», الناشط فلان)."""
        following = i + 1
        while (
            following < limit
            and following - i < 4
            and not layers.covered(following)
            and (layers.letters[following] in _BEFORE_NAME or layers.key(following) in ADDRESS)
        ):
            following += 1
        if following >= limit or layers.name[following] < 0 or layers.role[following] >= 0:
            return False
        word = self._words.head(layers.key(i))
        kind = layers.mentions[layers.name[following]].type
        if kind == "PER":
            return layers.light(i).startswith("ال") or (following == i + 1 and layers.light(i).endswith(_HIS))  # مدربه فلان
        beside = following == i + 1 and layers.light(i).startswith("ال") and layers.light(following).startswith("ال")  # دعا المجلس الحكومة: two
        return kind == "ORG" and word is not None and word.kind in ("medium", "body") and not beside

    def _joins(self, layers: Layers, last: int, i: int, limit: int) -> bool:
        """Tell whether the phrase goes on behind a comma or و."""
        comma = layers.letters[i] in COMMA
        following = i + 1
        if comma and layers.letters[following] == AND:
            comma, following = False, following + 1
        while following < limit and layers.letters[following] == QUOTE:
            following += 1
        if following >= limit:
            return False
        covered, named = layers.covered(following), layers.name[following]
        if comma and not covered and layers.letters[following] == SOURCE and layers.role[last] < 0 and layers.mentions[layers.name[last]].type == "PER":
            word = self._words.head(layers.key(following))
            return word is not None and word.kind in ("person", "office", "spokesman") and word.number == 1
        if comma:
            return covered and (layers.role[following] >= 0 or (layers.role[last] >= 0 and named >= 0 and layers.mentions[named].type == "PER"))
        if layers.letters[following] == SOURCE and not covered:
            if layers.role[last] >= 0 and layers.letters[i - 1] not in COMMA and layers.letters[i] not in COMMA:
                return False
            return self._leads(layers, following, limit) or self._joinable(layers, following)
        return covered or layers.key(following) in ADDRESS

    def _joinable(self, layers: Layers, i: int) -> bool:
        word = self._words.head(layers.key(i))
        return word is not None and word.kind in ("person", "source", "body", "spokesman", "office")

    def _named(self, layers: Layers, at: int, stop: int, limit: int, parts: list[int], others: list[Speaker]) -> Speaker | None:
        first = parts[0] if layers.letters[at] in PAUSE else at
        people: list[Mention] = []
        bodies: list[Mention] = []
        joined: list[Mention] = []
        titles: list[int] = []
        for part in parts:
            if layers.role[part] >= 0:
                titles.append(part)
                continue
            mention = layers.mentions[layers.name[part]]
            (people if mention.type == "PER" else bodies).append(mention)
            if mention.type == "ORG" and part > first and layers.letters[part - 1] == AND and layers.role[part - 2] < 0:
                joined.append(mention)
        if people:
            named = people + joined
        elif titles:
            named = self._holders(layers, titles)
            if not named:
                return self._office(layers, titles[0], first, stop, limit)
            named = named + joined
        else:
            named = bodies
            if not named or named[0].type == "PROC":
                return None
        return self._speaker(layers, named, first, stop, others)

    def _holders(self, layers: Layers, titles: list[int]) -> list[Mention]:
        by_id = layers.by_id
        found = [by_id[holder] for t in titles if (holder := layers.roles[layers.role[t]].holder) in by_id]
        return found[:1] if len({m.entity for m in found}) == 1 else found

    def _speaker(self, layers: Layers, named: list[Mention], first: int, stop: int, others: list[Speaker]) -> Speaker:
        span = self._span(layers, first, stop)
        links: dict[str, Span | None] = {}
        for mention in named:
            inside = span.start <= mention.start < span.end
            links.setdefault(mention.entity or mention.id, Span(mention.start, mention.end) if inside else None)
        for other in others:
            links |= dict(other.links)
        kind = "person" if named[0].type == "PER" else "body"
        grade = "institution" if kind == "body" else "named"
        number = len(links)
        return Speaker(
            tuple(links),
            first,
            stop,
            span,
            grade,
            kind,
            self._gender(layers, first, kind),
            number,
            self._head(layers, first),
            named[0].type,
            tuple(links.items()),
        )

    def _head(self, layers: Layers, first: int) -> str:
        """Return the generic word that a name was printed with (صحيفة «…»), which may stand for it later."""
        return layers.key(first).removeprefix("ال") if layers.letters[first] == SOURCE else ""

    def _gender(self, layers: Layers, first: int, kind: str) -> str:
        """Return the gender of a body by its first word, of a place by its name; empty where nothing tells."""
        if kind != "body":
            return "f" if a_womans_title(layers, first) else ""
        word = self._words.head(layers.key(first))
        if word is not None:
            return word.gender
        number = layers.name[first]
        if number < 0 or layers.mentions[number].type != "LOC":
            return ""
        return "m" if layers.key(first) in _MASCULINE_PLACES else "f"

    def _span(self, layers: Layers, first: int, stop: int) -> Span:
        """Return the characters of a phrase; a particle still written to its first name stays outside."""
        span = layers.tokens.span(first, stop)
        number = layers.name[first] if layers.role[first] < 0 else -1
        start = max(span.start, layers.mentions[number].start) if number >= 0 and layers.ranges[number][0] == first else span.start
        end = span.end
        while end > start and (layers.tokens.text[end - 1] in "«»\"“”')،," or layers.tokens.text[end - 1].isspace()):
            end -= 1
        return Span(start, end) if end > start else span

    def _office(self, layers: Layers, title: int, first: int, stop: int, limit: int) -> Speaker:
        """Return the holder of a title: the one named behind words that go on with it, else one whom the report does not name."""
        if name := self._descriptions.name_further(layers, first, stop, limit):
            return self._speaker(layers, [layers.mentions[layers.name[name]]], first, layers.end_of_cover(name), [])
        word = self._words.head(layers.key(title))
        definite = layers.light(title).startswith("ال") or (word is not None and word.kind == "office")
        return self._unnamed(layers, first, stop, "office" if definite else "unnamed-official", layers.key(title).removeprefix("ال"))

    def _unnamed(self, layers: Layers, first: int, stop: int, grade: str, head: str) -> Speaker:
        word = self._words.head(head, layers.light(first))
        span = layers.tokens.span(first, stop)
        words = self._descriptions.english(layers, first, stop)
        kind, gender, number = (word.kind, word.gender, word.number) if word else ("office", "", 1)
        return Speaker((words,), first, stop, span, grade, kind, gender, number, head, "", ((words, span),))

    def _described(self, layers: Layers, at: int, limit: int) -> Speaker | None:
        """Return an unnamed speaker: a word for speakers with what describes it; a statement's own body where بيان names one."""
        word = self._words.head(layers.key(at), layers.light(at)) if at < limit and layers.letters[at] == SOURCE else None
        if word is None:
            return None
        if layers.key(at) in _OTHER and layers.letters[at - 1 : at] in _PLAIN:
            return None  # سبب آخر, على جانب آخر
        if layers.key(at) in _SOME and not self._descriptions.some_who(layers, at + 1, limit):
            return None
        stop = self._descriptions.end(layers, at, min(limit, at + _LONGEST))
        if word.kind in ("office", "person", "spokesman") and word.number == 1 and (named := self._name_behind(layers, at, stop, limit)):
            return named
        if layers.key(at).removeprefix("ال") in _ISSUED and (issuer := self._issuer(layers, at, limit)):
            return issuer
        return self._unnamed(layers, at, stop, word.grade, layers.key(at).removeprefix("ال"))

    def _name_behind(self, layers: Layers, at: int, stop: int, limit: int) -> Speaker | None:
        """Return the person whose name stands right behind a title that no list holds (مدير أمن الإسكندرية اللواء فلان)."""
        i, last = stop, min(limit, at + _LONGEST_TITLE)
        called = i + (i < limit and layers.letters[i] in _LISTING)
        if layers.key(called) in _CALLED:
            i = called + 1  # أحد النشطاء ويدعى فلان
        while i < last and not layers.is_person(i):
            if layers.covered(i) and (layers.letters[i - 1] == PREPOSITION or (layers.role[i] < 0 and layers.mentions[layers.name[i]].type == "LOC")):
                i = layers.end_of_cover(i)
            elif layers.role[i] >= 0 and layers.key(i) in ADDRESS and layers.is_person(layers.end_of_cover(i)):
                i = layers.end_of_cover(i)  # المفتي الجعفري الممتاز الشيخ فلان
            elif not layers.covered(i) and self._descriptions.in_title(layers, i, last):
                i += 1
            elif layers.letters[i] in COMMA and layers.is_person(i + 1) and layers.letters.startswith(tuple(COMMA), layers.end_of_cover(i + 1)):
                i += 1  # مدير زراعة العقبة، فلان، إن
            else:
                break
        number = layers.name[i] if i < limit and layers.role[i] < 0 else -1
        if number < 0 or layers.mentions[number].type != "PER" or layers.ranges[number][0] != i:
            return None
        return self._speaker(layers, [layers.mentions[number]], at, layers.ranges[number][1], [])

    def _issuer(self, layers: Layers, at: int, limit: int) -> Speaker | None:
        """Return the body that a statement was issued by (بيان صادر عن قصر الإليزيه, بيان لوزارة الداخلية)."""
        issued = False
        for i in range(at + 1, min(limit, at + 7)):
            issued = issued or layers.key(i).removeprefix("ال").startswith(_FROM_HIM)
            if layers.covered(i):
                body = self.after(layers, i, limit)
                if body is None or body.unnamed or (body.type == "LOC" and not issued):
                    return None
                span = layers.tokens.span(at, body.stop)
                return Speaker(body.entities, at, body.stop, span, body.grade, body.kind, "m", 1, "بيان", body.type, body.links)
            if layers.letters[i] not in COMMA + "pS" and layers.key(i).removeprefix("ال") not in _ISSUING:
                return None
        return None
