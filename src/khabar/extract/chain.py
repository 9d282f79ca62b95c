"""The way that words came: from the one who said them, through body and agency, to the paper that prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.cues import ATTRIBUTION, CLOSE, OPEN, POINT, PREPOSITION, QUOTE, SOURCE, words
from khabar.extract.media import media
from khabar.model import ChainLink, Span
from khabar.tag.spelling import folded

if TYPE_CHECKING:
    from khabar.extract.layers import Layers
    from khabar.extract.media import Medium
    from khabar.extract.sources import Speaker
    from khabar.extract.statements import Told
    from khabar.model import Mention

_SPOKESMEN, _CARRIERS, _MEDIA, _MEDIA_WORDS = words("spokesman"), words("carrier"), words("media"), words("medium")
_DATELINE = 16  # a byline stands within the first words of a paragraph
_FIRST_PARAGRAPHS = 4
_SIGNATURE = 8  # tokens at the end of a report among which an agency signs it
_CORRESPONDENTS = frozenset(("مراسل", "مراسله", "مراسلو", "مراسلون", "مراسلي"))
_TELLING = frozenset(("أبلغ", "أخبر"))
_SPOKEN_TO = words("spoken-to")
_CHANNELS = frozenset(("قناه", "فضائيه", "اذاعه"))
_BEHIND = 8  # tokens behind an attribution in which it tells to whom was spoken
_MEDIUM = 3  # tokens of a medium's name
_TITLE = 5  # tokens of a medium's name in quotation marks
_ATTRIBUTED = 60  # tokens before a cue or behind a content in which an agency is looked for


class Chains:
    """Finds the chain of each statement."""

    def __init__(self) -> None:
        self._media = media()

    def medium(self, name: str) -> Medium | None:
        """Return the medium of a name as printed."""
        key = folded(name).strip('«»"“”()')
        return self._media.get(key) or self._media.get(key.removeprefix("وكاله ").removesuffix(" للانباء")) or self._media.get("ال" + key)

    def of(self, layers: Layers, told: list[Told]) -> list[tuple[ChainLink, ...]]:
        """Return the chain of each statement, in their order."""
        return _Report(self, layers, told).chains()


class _Report:
    """The chains of one report."""

    def __init__(self, chains: Chains, layers: Layers, told: list[Told]) -> None:
        self._of, self._layers, self._told = chains, layers, told
        self._outlet = (layers.reading.document.outlet or "").lower()
        self._bodies: dict[str, ChainLink] = {}

    def chains(self) -> list[tuple[ChainLink, ...]]:
        byline = self._byline()
        outlet = ChainLink("outlet", None, None, None, self._layers.reading.document.outlet)
        self._spokesmen()
        through: dict[int, tuple[ChainLink, ...]] = {}
        found: list[tuple[ChainLink, ...]] = []
        last: Told | None = None
        for t in self._told:
            links = self._speakers(t.speaker)
            if t.within is not None:
                found.append((*links, *found[t.within.number]))
                continue
            media = self._media_of(t, (last, through[last.number]) if last is not None else None)
            if not media and last is not None and self._goes_on(last, t):
                media = through[last.number]
            through[t.number] = media
            known = {link.entity for link in links} | {link.entity for link in media}
            rest = (*media, *(link for link in byline if link.entity not in known))
            found.append((*links, *(link for link in rest if link.entity is None or link.entity not in {x.entity for x in links}), outlet))
            last = t
        return found

    def _goes_on(self, last: Told, t: Told) -> bool:
        """Tell whether a statement goes on in the voice of the last one."""
        if last.speaker is None or t.speaker is None or last.speaker.entities != t.speaker.entities:
            return False
        return t.carried or t.speaker.unnamed or t.opening.cue.verb in ("أضاف", "تابع", "أردف") or self._same_paragraph(last, t)

    def _same_paragraph(self, last: Told, t: Told) -> bool:
        tokens = self._layers.tokens
        return tokens.paragraph_of(last.opening.at) == tokens.paragraph_of(t.opening.at)

    def _speakers(self, speaker: Speaker | None) -> tuple[ChainLink, ...]:
        if speaker is None:
            return ()
        links = [self._link("speaker", entity, span) for entity, span in speaker.links]
        for entity, _ in speaker.links:
            body = self._bodies.get(entity)
            if body is not None and len(links) == 1:
                links = [ChainLink("spokesperson", links[0].entity, links[0].start, links[0].end, links[0].text), body]
        return tuple(links)

    def _link(self, role: str, entity: str | None, span: Span | None) -> ChainLink:
        known = entity if entity and not entity.startswith("<") else None
        if span is None:
            return ChainLink(role, known)
        return ChainLink(role, known, span.start, span.end, self._layers.tokens.text[span.start : span.end])

    def _spokesmen(self) -> None:
        """Take in for whom each spokesman speaks, as his title tells."""
        layers = self._layers
        by_id = layers.by_id
        for role in layers.roles:
            first, stop = layers.tokens.range(role.start, role.end)
            holder = by_id.get(role.holder or "")
            if holder is None or not any(layers.key(i) in _SPOKESMEN for i in range(first, min(first + 2, stop))):
                continue
            body = self._body_in(first, min(stop + 4, layers.count), holder)
            if body:
                self._bodies.setdefault(holder.entity or holder.id, body)
        for t in self._told:
            speaker = t.speaker
            if (
                speaker
                and speaker.unnamed
                and speaker.span
                and any(layers.key(i) in _SPOKESMEN for i in range(speaker.first, min(speaker.first + 4, speaker.stop)))
            ):
                body = self._body_in(speaker.first, speaker.stop, None)
                if body:
                    self._bodies.setdefault(speaker.entities[0], body)

    def _body_in(self, first: int, stop: int, holder: Mention | None) -> ChainLink | None:
        """Return the body that a spokesman's title names."""
        layers = self._layers
        for i in range(first, stop):
            number = layers.name[i]
            if number >= 0 and (holder is None or layers.mentions[number].id != holder.id) and layers.mentions[number].type in ("ORG", "LOC", "PER"):
                mention = layers.mentions[number]
                if mention.type == "LOC" and i > first + 1 and layers.letters[i - 1] not in PREPOSITION + SOURCE and layers.key(i - 1) != "اسم":
                    return None  # الناطق باسم شرطة منطقة القصيم: no body that the names found
                return self._link("body", mention.entity or mention.id, Span(mention.start, mention.end))
            if layers.letters[i] == SOURCE and i > first + 1 and layers.light(i).startswith("ال"):
                return self._named_before(i)
        return None

    def _named_before(self, i: int) -> ChainLink | None:
        """Return the last body whose name begins with a word (باسم الوزارة)."""
        layers = self._layers
        head = layers.key(i).removeprefix("ال")
        where = layers.tokens.starts[i]
        for number in layers.mentions_before(where):
            mention = layers.mentions[number]
            if mention.type == "ORG" and layers.key(layers.ranges[number][0]).removeprefix("ال") == head:
                return self._link("body", mention.entity or mention.id, layers.tokens.span(i, i + 1))
        return None

    def _came_by(self, via: Speaker, last: tuple[Told, tuple[ChainLink, ...]] | None) -> tuple[ChainLink, ...]:
        """Return the media through which whoever passes words on has just spoken (ونقل المصدر عن فلان قوله): they came with his own."""
        if last is None or last[0].speaker is None or last[0].speaker.entities != via.entities:
            return ()
        return last[1]

    def _media_of(self, t: Told, last: tuple[Told, tuple[ChainLink, ...]] | None) -> tuple[ChainLink, ...]:
        """Return the media that the sentence says the words went through; ``last`` is the statement before with those of its own."""
        opening = t.opening
        if opening.via is not None:
            if opening.via.unnamed and (own := self._own_medium(opening.via)):
                return own  # نقل مراسل رويترز عن ضابط
            role = "body" if opening.speaker is not None and self._layers.key(opening.speaker.first - 1) == "لسان" else "agency"
            return (*(self._link(role, entity, span) for entity, span in opening.via.links), *self._came_by(opening.via, last))
        media = (
            self._told_to(*opening.gap)
            or (() if opening.how in ("before", "quoted") else self._carriers(*opening.gap))
            or self._told_to(self._head_of(t), opening.at)
            or self._titled_before(self._head_of(t), opening.at)
            or self._own_medium(t.speaker)
        )
        if media:
            return media
        if opening.cue.verb in _TELLING and (media := self._told_plainly(*opening.gap)):
            return media  # أبلغ مسؤول وكالة كذا بأن
        if opening.how in ("before", "quoted") and (media := self._told_to(opening.gap[1], opening.gap[1] + _BEHIND)):
            return media  # …، وفق ما صرح به دبلوماسي لصحيفة كذا
        return self._attributed(t)

    def _told_plainly(self, first: int, stop: int) -> tuple[ChainLink, ...]:
        """Return the agency that somebody told, named as the object of the verb."""
        layers = self._layers
        for number in sorted({layers.name[i] for i in range(first, min(stop, layers.count)) if layers.name[i] >= 0 and layers.role[i] < 0}):
            mention = layers.mentions[number]
            medium = self._of.medium(mention.text)
            if medium is not None and medium.kind == "agency" and not self._own(medium):
                return (self._link("agency", mention.entity or mention.id, Span(mention.start, mention.end)),)
        return ()

    def _own_medium(self, speaker: Speaker | None) -> tuple[ChainLink, ...]:
        """Return the medium whose correspondent speaks."""
        layers = self._layers
        if speaker is None or speaker.span is None:
            return ()
        first = next((i for i in range(speaker.first, speaker.stop) if layers.key(i) in _CORRESPONDENTS), -1)
        if first < 0:
            return ()
        for i in range(first + 1, speaker.stop):
            number = layers.name[i]
            if number >= 0 and (self._of.medium(layers.mentions[number].text) or self._generic_before(i)):
                mention = layers.mentions[number]
                return (self._link("agency", mention.entity or mention.id, Span(mention.start, mention.end)),)
        return self._unnamed_medium(first + 1)

    def _unnamed_medium(self, first: int) -> tuple[ChainLink, ...]:
        """Return the medium whose name at a token is no mention, for it lies in a title (مراسل الجزيرة في غزة)."""
        for stop in range(min(first + _MEDIUM, self._layers.count), first, -1):
            span = self._layers.tokens.span(first, stop)
            medium = self._of.medium(self._layers.tokens.text[span.start : span.end])
            if medium and not self._own(medium):
                return (self._link("agency", None, span),)
        return ()

    def _head_of(self, t: Told) -> int:
        """Return the token from which a sentence can say before its verb to whom was spoken (وفي اتصال مع …، أكد): none behind another statement."""
        first = self._layers.sentences[t.sentence][0]
        earlier = t.number > 0 and self._told[t.number - 1].sentence == t.sentence
        return t.opening.at if earlier or t.opening.at - first > 24 else first

    def _told_to(self, first: int, stop: int) -> tuple[ChainLink, ...]:
        layers = self._layers
        for i in range(max(first, 1), min(stop, layers.count)):
            number = layers.name[i]
            if number < 0 or layers.role[i] >= 0 or layers.ranges[number][0] != i:
                continue
            mention = layers.mentions[number]
            medium = self._of.medium(mention.text)
            generic = self._generic_before(i) or layers.key(i).removeprefix("ال") in _MEDIA_WORDS
            if (medium is None and not generic) or (mention.type == "LOC" and not generic) or not self._carried_by(i, medium):
                continue
            if (medium and self._own(medium)) or (not generic and (medium is None or (medium.kind == "paper" and not self._outlet))):
                continue  # لـ«الحياة»: the paper itself, as long as nothing tells that another prints the report
            return (self._link("agency", mention.entity or mention.id, Span(mention.start, mention.end)),)
        return ()

    def _carriers(self, first: int, stop: int) -> tuple[ChainLink, ...]:
        """Return media that carried the words and are not named (في تصريحات نشرتها وسائل إعلام محلية)."""
        layers = self._layers
        for i in range(first + 1, min(stop, layers.count) - 1):
            if (title := self._titled(i)) is not None:
                return (self._link("agency", None, title),)
            if layers.key(i) in _MEDIA and layers.key(i - 1) in _CARRIERS and layers.key(i - 1) != "في":
                end = i + 1
                while end < stop and layers.letters[end] == "." and end < i + 4:
                    end += 1
                return (self._link("agency", None, layers.tokens.span(i, end)),)
        return ()

    def _titled_before(self, first: int, stop: int) -> tuple[ChainLink, ...]:
        """Return the medium in quotation marks that a sentence names before its verb (في تغريدة على منصة «…»، دعا)."""
        if QUOTE not in self._layers.letters[first:stop]:
            return ()
        title = next((title for i in range(first + 1, stop) if (title := self._titled(i)) is not None), None)
        return () if title is None else (self._link("agency", None, title),)

    def _titled(self, i: int) -> Span | None:
        """Return the name in quotation marks of a medium that no list knows (في تصريح لصحيفة «…»), None where none stands behind token i."""
        layers = self._layers
        if layers.key(i) not in _MEDIA_WORDS or layers.key(i - 1) not in _CARRIERS or layers.letters[i + 1] != QUOTE:
            return None
        quotation = layers.quotation_at.get(i + 1)
        if quotation is None or not quotation.closed or not 0 < quotation.stop - quotation.first <= _TITLE:
            return None
        return layers.tokens.span(quotation.first, quotation.stop)

    def _generic_before(self, i: int) -> bool:
        layers = self._layers
        j = i - 1
        while j >= 0 and layers.letters[j] == QUOTE:
            j -= 1
        return j >= 0 and layers.key(j).removeprefix("ال") in _MEDIA_WORDS

    def _carried_by(self, i: int, medium: Medium | None) -> bool:
        """Tell whether what stands before a medium shows that words went through it; ب does so before a channel and before what is known only as a medium."""
        layers = self._layers
        j = i - 1
        while j >= 0 and (layers.letters[j] in QUOTE + OPEN or layers.key(j).removeprefix("ال") in _MEDIA_WORDS):
            j -= 1
        if j >= 0 and layers.key(j) == "ب":
            return (medium is not None and medium.kind != "paper") or layers.key(j + 1) in _CHANNELS
        if j > 0 and layers.key(j) == "الي":
            return layers.key(j - 1) in _SPOKEN_TO  # في حديث إلى إذاعة كذا
        return j >= 0 and layers.key(j) in _CARRIERS

    def _attributed(self, t: Told) -> tuple[ChainLink, ...]:
        """Return the agency of وبحسب وكالة …، in the same sentence."""
        layers = self._layers
        first, stop = layers.sentences[t.sentence]
        ways = ((max(first, t.opening.at - _ATTRIBUTED), t.opening.at), t.opening.gap, (t.stop - 1, min(stop, t.stop + _ATTRIBUTED)))
        for low, high in ways:
            i = layers.letters.find(ATTRIBUTION, low, high)
            while i >= 0:
                if link := self._medium_behind(i, stop):
                    return (link,)
                i = layers.letters.find(ATTRIBUTION, i + 1, high)
        return ()

    def _medium_behind(self, i: int, stop: int) -> ChainLink | None:
        """Return the medium that an attribution names right behind it."""
        layers = self._layers
        for j in range(i + 1, min(i + _BEHIND, stop)):
            number = layers.name[j]
            if number >= 0:
                mention = layers.mentions[number]
                medium = self._of.medium(mention.text)
                if (medium and not self._own(medium) and mention.type != "LOC") or (medium is None and self._generic_before(j)):
                    return self._link("agency", mention.entity or mention.id, Span(mention.start, mention.end))
                return None
        return None

    def _own(self, medium: Medium) -> bool:
        return bool(self._outlet) and any(site and (site in self._outlet or self._outlet in site) for site in (*medium.sites, medium.id))

    def _byline(self) -> tuple[ChainLink, ...]:
        """Return the agency that the dateline names (بغداد - أ ش أ, بيروت (ا ف ب) -)."""
        layers = self._layers
        for first, stop in layers.tokens.paragraphs[:_FIRST_PARAGRAPHS]:
            for i in range(first, min(stop, first + _DATELINE)):
                number = layers.name[i]
                if number < 0 or layers.ranges[number][0] != i or layers.mentions[number].type != "ORG":
                    continue
                mention = layers.mentions[number]
                medium = self._of.medium(mention.text)
                if medium is None or medium.kind != "agency" or self._own(medium):
                    continue
                if self._stands_apart(first, i, layers.ranges[number][1], stop):
                    return (self._link("agency", mention.entity or mention.id, Span(mention.start, mention.end)),)
        return self._signature()

    def _signature(self) -> tuple[ChainLink, ...]:
        """Return the one agency that stands at the end of the report, in brackets or on a line of its own (… في إيران. (أ ف ب))."""
        layers = self._layers
        first, stop = layers.tokens.paragraphs[-1]
        least = max(first, stop - _SIGNATURE)
        opened = max(layers.letters.rfind(mark, least, stop) for mark in OPEN)
        found = sorted({layers.name[i] for i in range(max(least, opened), stop) if layers.name[i] >= 0})
        if not found:
            return self._spelt(opened + 1, stop)
        if len(found) > 1:
            return ()
        mention, (begin, behind) = layers.mentions[found[0]], layers.ranges[found[0]]
        medium = self._of.medium(mention.text)
        if medium is None or medium.kind != "agency" or self._own(medium) or any(letter not in CLOSE + POINT for letter in layers.letters[behind:stop]):
            return ()
        if begin == first or layers.letters[begin - 1] in OPEN:
            return (self._link("agency", mention.entity or mention.id, Span(mention.start, mention.end)),)
        return ()

    def _spelt(self, first: int, stop: int) -> tuple[ChainLink, ...]:
        """Return the agency in brackets at the end, from token ``first``, that the names did not find (د.ب.أ)."""
        letters, end = self._layers.letters, stop - 1
        while end > first and letters[end] in CLOSE + POINT:
            end -= 1
        if not 0 < first <= end or end == stop - 1:
            return ()
        span = self._layers.tokens.span(first, end + 1)
        letters_alone = " ".join(self._layers.tokens.text[span.start : span.end].replace(".", " ").split())  # د .ب .أ
        medium = self._of.medium(letters_alone)
        return (self._link("agency", None, span),) if medium and medium.kind == "agency" and not self._own(medium) else ()

    def _stands_apart(self, first: int, i: int, behind: int, stop: int) -> bool:
        """Tell whether a name stands between the marks of a dateline."""
        layers, letters = self._layers, self._layers.letters
        if i > 0 and behind < stop and layers.key(i - 1) == layers.key(behind) == "/":
            return True  # الدوحة في 12 فبراير /قنا/
        before = i == first or letters[i - 1] in "-(,|:" or letters[i - 1] == "."
        after = behind >= stop or letters[behind] in "-):,!"
        words = i - first
        return (before and after) and words <= _DATELINE and not any(letters[k] in "VPT" + PREPOSITION and not layers.covered(k) for k in range(first, i))
