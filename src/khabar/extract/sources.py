"""Those who speak: names, titles and the words for speakers who are not named, found before and behind a cue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.extract.cues import AND, CLOSE, COMMA, OPEN, QUOTE, SOURCE
from khabar.fold import fold, folded_key
from khabar.model import Span
from khabar.morphology import bases
from khabar.tables import rows

if TYPE_CHECKING:
    from khabar.extract.layers import Layers
    from khabar.model import Mention

# words that stand before a name and belong to it: forms of address
_ADDRESS = frozenset(
    fold(w)
    for w in "الدكتور الدكتورة السيد السيدة الشيخ المهندس الأستاذ القس الأب المطران النائب النائبة العميد اللواء الفريق العقيد العماد الحاج د م المستشار الرفيق كل".split()
)
_LONGEST = 32  # tokens of a description


@dataclass(frozen=True, slots=True)
class SourceWord:
    """What a word for a speaker tells; ``number`` and ``gender`` as its verb agrees."""

    en: str
    grade: str
    kind: str
    gender: str
    number: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: ``entities`` are ids or one ``<…>``; ``first``, ``stop`` are tokens of the text that names it, equal where nothing does.

    ``links``: the entity and span of each single speaker of a joint statement.
    """

    entities: tuple[str, ...]
    first: int
    stop: int
    span: Span | None
    grade: str
    kind: str = "person"
    gender: str = ""
    number: int = 0
    head: str = ""
    type: str = ""
    links: tuple[tuple[str, Span | None], ...] = ()

    @property
    def unnamed(self) -> bool:
        """Tell whether the text names nobody."""
        return any(e.startswith("<") for e in self.entities)


class SourceWords:
    """The words for speakers, by folded key."""

    def __init__(self) -> None:
        self._heads: dict[str, SourceWord] = {}
        self._adjectives: dict[str, str] = {}
        for row in rows("sources.tsv"):
            key = fold(row["word"])
            if row["kind"] == "adjective":
                self._adjectives[key] = row["en"]
            else:
                self._heads[key] = SourceWord(row["en"], row["grade"], row["kind"], row["gender"], int(row["number"]))
        self.keys = frozenset(k for key in self._heads for k in (key, "ال" + key))

    def head(self, key: str) -> SourceWord | None:
        """Return what a word for a speaker tells, with or without its article."""
        return self._heads.get(key) or (self._heads.get(key[2:]) if key.startswith("ال") else None)

    def adjective(self, light: str) -> str | None:
        """Return the English of an adjective that describes a speaker (أمنية, الإيرانيين)."""
        for base in bases(light):
            key = folded_key(base)
            for ending in ("", "ه", "ون", "ين", "ات"):
                stem = key.removesuffix(ending) if ending else key
                if stem in self._adjectives and (not ending or stem != key):
                    return self._adjectives[stem]
        return None


class SpeakerFinder:
    """Reads the phrase that names a speaker, forwards from a token or backwards up to one."""

    def __init__(self, words: SourceWords) -> None:
        self._words = words

    def after(self, layers: Layers, at: int, limit: int) -> Speaker | None:
        """Return the speaker whose phrase begins at token ``at`` (marks and forms of address skipped), None where none does."""
        stop, parts = self._phrase(layers, at, limit)
        if parts:
            return self._named(layers, at, stop, parts)
        return self._described(layers, at, limit)

    def before(self, layers: Layers, at: int, least: int) -> Speaker | None:
        """Return the speaker whose phrase ends right before token ``at``, looking back no further than ``least``."""
        end = at
        while end > least and (layers.letters[end - 1] in COMMA + QUOTE or layers.key(end - 1) == "قد"):
            end -= 1
        first = end
        while first > least:
            if layers.covered(first - 1):
                first = max(least, layers.start_of_cover(first - 1))
            elif layers.letters[first - 1] == QUOTE or layers.key(first - 1) in _ADDRESS or self._generic(layers, first - 1):
                first -= 1
            elif first < end and layers.letters[first - 1] in COMMA + AND and first - 2 >= least and layers.covered(first - 2):
                first -= 1
            else:
                break
        if first == end:
            return self._described_before(layers, at, least)
        found = self.after(layers, first, end)
        return found if found and found.stop >= end - 1 else None

    def _described_before(self, layers: Layers, end: int, least: int) -> Speaker | None:
        """Return the described speaker that ends at ``end`` (المصادر الدبلوماسية قالت): its head is at most four words back."""
        for first in range(end - 1, max(least, end - 5) - 1, -1):
            if layers.letters[first] == SOURCE and self._words.head(layers.key(first)) and layers.key(first) != "اخر":
                found = self._described(layers, first, end)
                return found if found and found.stop == end else None
            if layers.letters[first] not in ".p":
                return None
        return None

    def _generic(self, layers: Layers, i: int) -> bool:
        word = self._words.head(layers.key(i)) if layers.letters[i] == SOURCE else None
        return word is not None and word.kind in ("medium", "body")

    def _phrase(self, layers: Layers, at: int, limit: int) -> tuple[int, list[int]]:
        """Return the end of a chain of names and titles, and the first token of each; commas join appositions, و joins speakers."""
        parts: list[int] = []
        i = stop = at
        while i < limit:
            letter = layers.letters[i]
            if layers.covered(i):
                parts.append(i)
                i = stop = layers.end_of_cover(i)
            elif layers.key(i) in _ADDRESS or (letter == SOURCE and self._leads(layers, i, limit)):
                i += 1
            elif letter == QUOTE or (letter in OPEN + CLOSE and (i + 1 < limit)):
                if letter == OPEN and not layers.covered(i + 1):
                    break
                i += 1
                if letter == CLOSE or i - 1 in layers.closing:
                    stop = max(stop, i) if parts else stop
            elif parts and letter in COMMA + AND and i + 1 < limit and self._joins(layers, parts[-1], i, limit):
                i += 1
            else:
                break
            if not parts and i - at > 4:
                break
        return stop, parts

    def _leads(self, layers: Layers, i: int, limit: int) -> bool:
        """Tell whether a generic word stands right before a name and only says what it is (وكالة «سانا», تنظيم داعش)."""
        following = i + 1
        while following < limit and (layers.letters[following] in QUOTE + OPEN or layers.key(following) in _ADDRESS) and following - i < 3:
            following += 1
        return (
            following < limit and layers.name[following] >= 0 and layers.mentions[layers.name[following]].type in ("ORG", "PER") and layers.role[following] < 0
        )

    def _joins(self, layers: Layers, last: int, i: int, limit: int) -> bool:
        """Tell whether the phrase goes on behind a comma or و."""
        following = i + 1
        if layers.letters[following] == QUOTE and following + 1 < limit:
            following += 1
        if layers.letters[i] in COMMA and layers.letters[following] != AND:
            if not layers.covered(following):
                return False
            named = layers.name[following]
            return layers.role[following] >= 0 or (layers.role[last] >= 0 and named >= 0 and layers.mentions[named].type == "PER")
        if layers.letters[following] == AND and layers.letters[i] in COMMA:
            following += 1
        if layers.letters[following : following + 1] == QUOTE:
            following += 1
        if following >= limit:
            return False
        return layers.covered(following) or layers.key(following) in _ADDRESS or (layers.letters[following] == SOURCE and layers.role[last] < 0)

    def _named(self, layers: Layers, at: int, stop: int, parts: list[int]) -> Speaker | None:
        first = min(parts[0], at) if layers.letters[at] not in QUOTE + COMMA else parts[0]
        people, bodies, titles = [], [], []
        for part in parts:
            if layers.role[part] >= 0:
                titles.append(part)
                continue
            mention = layers.mentions[layers.name[part]]
            (people if mention.type == "PER" else bodies).append(mention)
        named: list[Mention] = people or []
        gender, number = "", 0
        if not named and titles:
            found = self._holders(layers, titles)
            if found:
                return self._speaker(layers, found, first, stop, "office")
            return self._office(layers, titles[0], first, stop)
        if not named:
            named = bodies
            if not named or named[0].type == "PROC":
                return None
            gender, number = "", 1
        return self._speaker(layers, named, first, stop, "person" if people else "body", gender, number)

    def _holders(self, layers: Layers, titles: list[int]) -> list[Mention]:
        by_id = {m.id: m for m in layers.mentions}
        found = [by_id[holder] for t in titles if (holder := layers.roles[layers.role[t]].holder) in by_id]
        return found[:1] if len({m.entity for m in found}) == 1 else found

    def _speaker(self, layers: Layers, named: list[Mention], first: int, stop: int, kind: str, gender: str = "", number: int = 0) -> Speaker:  # noqa: PLR0913, PLR0917
        entities = tuple(dict.fromkeys(m.entity or m.id for m in named))
        span = layers.tokens.span(first, stop)
        grade = "institution" if kind == "body" else "named"
        inside = [m if first < stop and span.start <= m.start < span.end else None for m in named]
        links = tuple((m.entity or m.id, Span(i.start, i.end) if i else None) for m, i in zip(named, inside, strict=True))
        return Speaker(entities, first, stop, span, grade, kind, gender, max(number, len(entities)), "", named[0].type, tuple(dict(links).items()))

    def _office(self, layers: Layers, title: int, first: int, stop: int) -> Speaker:
        """Return the holder of a title whom the report does not name."""
        words = self.description(layers, first, stop)
        word = self._words.head(layers.key(title))
        grade = "unnamed-official" if word and not layers.light(title).startswith("ال") and word.kind != "office" else "office"
        span = layers.tokens.span(first, stop)
        kind = word.kind if word else "office"
        gender, number = (word.gender, word.number) if word else ("", 1)
        return Speaker((words,), first, stop, span, grade, kind, gender, number, layers.key(title), "", ((words, span),))

    def _described(self, layers: Layers, at: int, limit: int) -> Speaker | None:
        """Return an unnamed speaker: a word for speakers with what describes it."""
        word = self._words.head(layers.key(at)) if at < limit and layers.letters[at] == SOURCE else None
        if word is None:
            return None
        stop = self._described_end(layers, at, min(limit, at + _LONGEST))
        span = layers.tokens.span(at, stop)
        words = self.description(layers, at, stop)
        grade = word.grade
        return Speaker((words,), at, stop, span, grade, word.kind, word.gender, word.number, layers.key(at).removeprefix("ال"), "", ((words, span),))

    def _described_end(self, layers: Layers, at: int, limit: int) -> int:
        """Return the end of the description: adjectives, names and what في, من or ب joins to them."""
        i = at + 1
        definite = layers.light(at).startswith("ال")
        while i < limit:
            letter = layers.letters[i]
            if layers.covered(i):
                i = layers.end_of_cover(i)
            elif layers.time[i]:
                break
            elif letter == QUOTE and i + 1 < limit and (layers.covered(i + 1) or (i in layers.closing and layers.covered(i - 1))):
                i += 1
            elif (letter == "p" and layers.key(i) in _INNER and i + 1 < limit and not definite) or layers.key(i) in ("داخل", "لدي"):
                if layers.letters[i + 1] not in ".SN" and not layers.covered(i + 1):
                    break
                if layers.key(i) == "في" and layers.key(i + 1).startswith(_OCCASION):
                    break
                i += 2 if not layers.covered(i + 1) else 1
            elif self._adjective(layers, i) or (letter in ".S" and i == at + 1 and not definite and self._of(layers, i)):
                i += 1
            elif letter == AND and i + 1 < limit and self._words.adjective(layers.light(i + 1)):
                i += 2
            else:
                break
        return i

    def _adjective(self, layers: Layers, i: int) -> bool:
        light = layers.light(i)
        return self._words.adjective(light) is not None or (layers.letters[i] == "." and layers.key(i).endswith(("يه", "يين", "يون")) and len(light) > 4)

    def _of(self, layers: Layers, i: int) -> bool:
        """Tell whether a word completes the head as its genitive (شهود عيان, وزارة الداخلية)."""
        return layers.light(i).startswith("ال") or layers.key(i) in ("عيان", "اعلام", "حقوق")

    def description(self, layers: Layers, first: int, stop: int) -> str:
        """Return the short English description of an unnamed speaker, in angle brackets."""
        head, described, names = "", [], []
        known = {e.id: e.name_en for e in layers.reading.entities}
        i = first
        while i < stop:
            number = layers.name[i]
            if number >= 0:
                mention = layers.mentions[number]
                names.append(known.get(mention.entity) or mention.text)
                i = max(i + 1, layers.ranges[number][1])
                continue
            word = self._words.head(layers.key(i))
            if word and not head:
                head = word.en
            elif (english := self._words.adjective(layers.light(i))) is not None:
                described.append(english)
            elif word:
                names.append(word.en)
            i += 1
        text = " ".join([*described, head or "source"])
        return f"<{text} ({', '.join(names)})>" if names else f"<{text}>"


_INNER = frozenset("في من ب ل".split())
_OCCASION = tuple(fold(w) for w in "تصريح بيان كلمة خطاب مؤتمر حديث مقابلة حوار لقاء اتصال وقت رسالة ختام تغريدة مداخلة".split())
