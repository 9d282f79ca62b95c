"""Whose turn it is to speak where the verb alone carries the speaker: وأضاف, وتابع, مؤكداً."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.attributions import PLAIN
from khabar.extract.cues import AND, BE, COLON, FINITE, NOUN, PARTICIPLE, PREPOSITION, QUOTE, SOURCE, THAT, words
from khabar.extract.objects import confronted
from khabar.extract.speakers import ADDRESS
from khabar.grammar import OTHER

if TYPE_CHECKING:
    from khabar.extract.cues import Cue
    from khabar.extract.layers import Layers
    from khabar.extract.sources import Speaker
    from khabar.extract.speakers import SpeakerFinder
    from khabar.extract.statements import Told

_HIS_ADDRESS, _CONTRASTS = words("his-address"), words("contrast")
_BESIDE_VERB = ADDRESS | words("between")
_INSIDE, _DELIVERED, _RETOLD = words("inside"), words("delivered"), words("retold")
_PRONOUNS = ("ه", "ها", "هم", "هما")
_COLLECTIVE = frozenset(("مجموعه", "عايله", "اسره"))
_LAST = frozenset(("الاخير", "الاخيره"))
_REMEMBERED = 6
_SUBJECT_WITHIN = 120  # tokens of a sentence that are searched for its subject
_MEDIA = words("medium")
_RELAYS = frozenset(("نقل", "أورد"))
_GOES_ON = frozenset(("أضاف", "تابع", "أردف", "استطرد", "زاد", "ختم", "اختتم", "أنهى", "واصل"))
_SEVERAL, _TWO = 3, 2  # the numbers of a plural and of a dual verb
_HEAD = 4  # tokens at the head of a sentence
_FAR = 3  # sentences without a word of his after which a speaker has left off


class Turns:
    """The speakers of a report in the order in which they speak."""

    def __init__(self, layers: Layers, speakers: SpeakerFinder) -> None:
        self._layers, self._speakers = layers, speakers
        self._spoken: list[Speaker] = []

    def give(self, told: list[Told]) -> None:
        """Set the speaker of each statement."""
        sentence_of_last = -1
        for t in told:
            cue = t.opening.cue
            speaker = t.opening.speaker
            if speaker is not None and speaker.unnamed and speaker.head in _HIS_ADDRESS:
                speaker = self._addressed(t, speaker, sentence_of_last)
            elif speaker is not None and t.opening.via is not None:
                speaker = self._quoted(t, speaker)
            elif speaker is not None:
                speaker = self._known(speaker, cue)
            elif t.opening.via is not None:
                speaker, t.carried = self._whose_words(t), True
            else:
                speaker, t.carried = self._carried(t, sentence_of_last), True
            t.speaker = speaker
            if speaker is not None and t.opening.via is None and self._passes_on(t):
                t.opening.via = self._spoken[-1]
            if speaker is not None and t.within is None:
                self._spoken = [s for s in self._spoken if s.entities != speaker.entities][-_REMEMBERED:]
                if t.opening.via is not None:
                    t.opening.via = self._known(t.opening.via, cue)
                    self._spoken.append(t.opening.via)
                self._spoken.append(speaker)
                sentence_of_last = t.sentence

    def _passes_on(self, t: Told) -> bool:
        """Tell whether a medium that has just spoken passes on words with a verb that carries it (أعلن التلفزيون أن …، ونقل عن مصدر أن)."""
        cue, last = t.opening.cue, self._spoken[-1] if self._spoken else None
        if cue.verb not in _RELAYS or last is None or self._layers.key(t.opening.at + 1) != "عن":
            return False
        return (last.kind == "medium" or last.head in _MEDIA) and _agrees(last, cue) and t.speaker is not None and t.speaker.entities != last.entities

    def _quoted(self, t: Told, speaker: Speaker) -> Speaker:
        """Return the speaker whose words another passes on, with the gender that a pronoun tells (نقلت الصحيفة عن فلان قوله): the verb is the other's."""
        said = next((self._layers.key(i) for i in t.opening.pieces[1:]), "")
        gender = "f" if said.endswith("ها") else "m" if said.endswith("ه") else ""
        if gender and not speaker.gender:
            speaker = speaker._replace(gender=gender)
        return self._meant(speaker) or speaker if speaker.unnamed and speaker.span else speaker

    def _whose_words(self, t: Told) -> Speaker | None:
        """Return whom the pronoun means whose words a medium passes on (ونقلت عنه الوكالة قوله): by gender the last who spoke, not the medium itself."""
        keys = [self._layers.key(i) for i in range(t.opening.at + 1, t.opening.first)]
        gender = "f" if "عنها" in keys else "m" if "عنه" in keys else ""
        via = t.opening.via.entities if t.opening.via else ()
        return next((s for s in reversed(self._spoken) if s.entities != via and s.kind != "medium" and s.gender in ("", gender)), None)

    def _addressed(self, t: Told, speaker: Speaker, sentence_of_last: int) -> Speaker:
        """Return the person whom a form of address means (وأكد معاليه أن): the one who would speak if the verb stood alone."""
        meant = self._last_person(speaker) if speaker.head in _LAST else self._carried(t, sentence_of_last)
        if meant is None or meant.unnamed or meant.type != "PER":
            return speaker
        links = tuple((entity, speaker.span) for entity in meant.entities)
        return meant._replace(span=speaker.span, first=speaker.first, stop=speaker.stop, links=links)

    def _last_person(self, speaker: Speaker) -> Speaker | None:
        """Return the person named last before الأخير."""
        layers = self._layers
        for number in layers.mentions_before(layers.tokens.starts[speaker.first]):
            mention = layers.mentions[number]
            if mention.type == "PER":
                return speaker._replace(entities=(mention.entity or mention.id,), grade="named", kind="person", type="PER")
        return None

    def _known(self, speaker: Speaker, cue: Cue) -> Speaker:
        """Return the speaker with the gender of the verb, and a description that points back (المصدر) brought to whom it points."""
        if not speaker.gender and cue.kind == FINITE and cue.number == 1:
            speaker = speaker._replace(gender=cue.gender)
        if not speaker.unnamed or not speaker.span:
            return speaker
        return self._meant(speaker) or speaker

    def _meant(self, speaker: Speaker) -> Speaker | None:
        """Return whom a definite description means: the last speaker of its kind, else the last name of a body that begins with its head."""
        layers = self._layers
        if not layers.light(speaker.first).startswith("ال"):
            return None
        if speaker.kind == "both" and self._spoken:
            several = next((s for s in reversed(self._spoken) if len(s.entities) > 1), None)
            entities = several.entities if several else tuple(dict.fromkeys(e for s in self._spoken[-2:] for e in s.entities))
            if len(entities) < _TWO:
                return self._met(speaker)
            each = tuple((entity, None) for entity in entities)
            return self._spoken[-1]._replace(entities=entities, span=speaker.span, first=speaker.first, stop=speaker.stop, links=each)
        if speaker.kind == "both":
            return self._met(speaker)
        alike = [s for s in reversed(self._spoken) if s.head and _same_head(s.head, speaker.head) and (s.unnamed or s.kind == "body")]
        for known in sorted(alike, key=lambda s: s.head != speaker.head):
            links = tuple((e, speaker.span) for e, _ in known.links)
            return speaker._replace(entities=known.entities, grade=known.grade, kind=known.kind, type=known.type, links=links)
        if speaker.kind in ("body", "medium") and (
            speaker.stop - speaker.first == 1 or layers.key(speaker.first + 1) in ("الرسميه", "المذكوره", "نفسها", "نفسه")
        ):
            return self._body(speaker)
        if speaker.kind in ("office", "person", "spokesman"):
            return self._holder(speaker)
        return None

    def _met(self, speaker: Speaker) -> Speaker | None:
        """Return those two who met in this sentence or the one before, of whom none has spoken (بحث فلان مع فلان كذا. وأعرب الجانبان عن)."""
        layers = self._layers
        for number in range(layers.sentence[speaker.first], max(-1, layers.sentence[speaker.first] - 2), -1):
            first, stop = layers.sentences[number]
            stop = min(stop, speaker.first)
            at = next((i for i in range(first, stop) if layers.key(i) == "مع" and not layers.covered(i)), -1)
            one = self._subject_in(first, at, PLAIN) if at > first else None
            two = self._speakers.after(layers, at + 1, stop) if one is not None else None
            if one is not None and two is not None and not one.unnamed and not two.unnamed and (one.type == "PER") == (two.type == "PER"):
                entities = tuple(dict.fromkeys((*one.entities, *two.entities)))
                each = tuple((entity, None) for entity in entities)
                return one._replace(entities=entities, span=speaker.span, first=speaker.first, stop=speaker.stop, links=each, number=len(entities))
        return None

    def _body(self, speaker: Speaker) -> Speaker | None:
        layers, head = self._layers, speaker.head
        where = layers.tokens.starts[speaker.first]
        for number in layers.mentions_before(where):
            mention = layers.mentions[number]
            if mention.type == "ORG":
                first = layers.ranges[number][0]
                if head in (layers.key(first), layers.key(first).removeprefix("ال")) or self._before_name(first) in (head, "ال" + head):
                    entity = mention.entity or mention.id
                    return speaker._replace(entities=(entity,), grade="institution", kind="body", type="ORG", links=((entity, speaker.span),))
        return None

    def _before_name(self, first: int) -> str:
        """Return the key of the word before a name, quotation marks skipped."""
        layers, i = self._layers, first - 1
        while i >= 0 and layers.letters[i] == QUOTE:
            i -= 1
        return layers.key(i) if i >= 0 else ""

    def _holder(self, speaker: Speaker) -> Speaker | None:
        """Return the last person whose title begins with the head (الوزير, الأمين العام)."""
        layers, head = self._layers, speaker.head
        where = layers.tokens.starts[speaker.first]
        by_id = layers.by_id
        for role in layers.roles_before(where):
            if role.holder in by_id:
                first, stop = layers.tokens.range(role.start, role.end)
                if layers.key(first).removeprefix("ال") == head and self._one_country(range(speaker.first + 1, speaker.stop), range(first + 1, stop)):
                    entity = by_id[role.holder].entity or role.holder
                    return speaker._replace(entities=(entity,), grade="named", kind="person", type="PER", links=((entity, speaker.span),))
        return None

    def _one_country(self, said: range, title: range) -> bool:
        """Tell whether two titles can be one person's: no adjective of the one (الروسي) meets only others in the other (الإيراني)."""
        layers = self._layers
        one, other = ({layers.key(i) for i in part if layers.key(i).endswith(("ي", "يه"))} for part in (said, title))
        return not one or not other or bool(one & other)

    def _carried(self, t: Told, sentence_of_last: int) -> Speaker | None:
        cue = t.opening.cue
        if cue.kind == NOUN and cue.possessed and (origin := self._origin(t)) is not None:
            return origin
        if t.within is None and t.sentence != sentence_of_last and confronted(self._layers, self._layers.sentences[t.sentence][0]):
            return self._confronted(t)
        if t.within is not None:
            found = self._subject(t) if cue.kind == FINITE else None
            return found or t.within.speaker
        if t.sentence != sentence_of_last and (cue.kind == PARTICIPLE or t.opening.at - self._layers.sentences[t.sentence][0] > 4):
            subject = self._subject(t)
            if subject is not None:
                return subject
        t.far = self._too_far(t, sentence_of_last)
        if t.far:
            latest = self._just_named(t, sentence_of_last) if cue.kind == FINITE and cue.tense == "past" else None
            return latest or self._subject(t)
        if cue.kind == FINITE and cue.verb not in _GOES_ON and (latest := self._just_named(t, sentence_of_last)) is not None:
            return latest
        for known in reversed(self._spoken):
            if _agrees(known, cue):
                return known
        if cue.kind == PARTICIPLE and cue.number == _SEVERAL and (several := self._subject(t)) is not None:
            return several  # أقام المتظاهرون منصة ورفعوا لافتات تطالب بكذا، مطالبين بكذا
        if self._spoken and not (cue.kind == FINITE and cue.number == _SEVERAL):
            last = self._spoken[-1]
            other = last.type == "PER" and cue.kind == FINITE and not _agrees(last, cue)  # كيري … واعتبرت
            return (self._subject(t) if cue.kind == FINITE and cue.number == 1 else None) or (None if other else last)
        if self._spoken and (self._spoken[-1].kind == "body" or self._spoken[-1].head in _COLLECTIVE) and t.sentence - sentence_of_last <= 1:
            return self._spoken[-1]  # قالت المجموعة … وأضافوا
        return self._subject(t) or (None if self._spoken else self._earlier(t))

    def _origin(self, t: Told) -> Speaker | None:
        """Return whose words a verb further before passes on (نقلت الصحيفة عن فلان، في ما يتعلق بكذا، قوله)."""
        layers, first = self._layers, self._layers.sentences[t.sentence][0]
        relays = [i for i in range(first, t.opening.at) if layers.letters[i] == FINITE and (cue := layers.cue(i)) is not None and cue.verb in _RELAYS]
        for i in range(relays[-1] + 1, t.opening.at) if relays else ():
            if layers.key(i) == "عن" and (found := self._speakers.after(layers, i + 1, t.opening.at)) is not None and _agrees(found, t.opening.cue):
                via = self._speakers.after(layers, relays[-1] + 1, i)
                t.opening.via = via and self._known(via, t.opening.cue)
                return found
        return None

    def _too_far(self, t: Told, sentence_of_last: int) -> bool:
        """Tell whether a verb without a subject cannot be the last speaker's: sentences after he spoke, or in the present inside another sentence (running text
        and opinion, where a clause of its own has the subject).
        """  # noqa: D205 - the examples belong to the sentence
        cue, away = t.opening.cue, t.sentence - sentence_of_last
        if not self._spoken or cue.verb in _GOES_ON or away < 1:
            return False
        inside = t.opening.at - self._layers.sentences[t.sentence][0] > _HEAD
        return away >= _FAR or (cue.kind == FINITE and cue.tense == "present" and inside)

    def _just_named(self, t: Told, sentence_of_last: int) -> Speaker | None:
        """Return the person who is the subject of the sentence right before, where nobody has spoken since (احتجّ السفير على… . وقال إن)."""
        if t.sentence - sentence_of_last < 2:
            return None
        first, stop = self._layers.sentences[t.sentence - 1]
        found = self._subject_in(first, min(stop, first + 12), t.opening.cue)
        if found is not None and t.opening.cue.gender == "f" and not found.gender:
            found = self._woman(first, stop, t.opening.cue) or found
        return found if found is not None and found.kind in ("person", "office") and found.type != "ORG" else None

    def _earlier(self, t: Told) -> Speaker | None:
        """Return the subject of one of the two sentences before; for a feminine verb whoever is met there, if her title is feminine."""
        if t.opening.cue.gender == "f" and t.sentence and (found := self._woman(*self._layers.sentences[t.sentence - 1], t.opening.cue)) is not None:
            return found
        for number in range(t.sentence - 1, max(-1, t.sentence - 3), -1):
            first, stop = self._layers.sentences[number]
            found = self._subject_in(first, min(stop, first + _SUBJECT_WITHIN), t.opening.cue)
            if found is not None:
                return found
        return None

    def _woman(self, first: int, stop: int, cue: Cue) -> Speaker | None:
        """Return the one woman whom a sentence names with a title (استقبل الرئيس سفيرة كذا فلانة. وقالت)."""
        found: dict[tuple[str, ...], Speaker] = {}
        i = first
        while i < stop:
            if self._layers.role[i] >= 0 and (speaker := self._speakers.after(self._layers, i, stop)) is not None:
                if speaker.gender == "f" and _agrees(speaker, cue):
                    found.setdefault(speaker.entities, speaker)
                i = max(i + 1, speaker.stop)
            else:
                i += 1
        return next(iter(found.values())) if len(found) == 1 else None

    def _subject(self, t: Told) -> Speaker | None:
        """Return the subject of the sentence that a cue without one stands in: the first name behind a verb, else the one at its head."""
        first = self._layers.sentences[t.sentence][0] if t.within is None else t.within.opening.first
        first = max(first, t.opening.at - _SUBJECT_WITHIN)
        if self._layers.key(t.opening.at + 1) in _INSIDE:
            return self._last_subject(first, t.opening.at, t.opening.cue)
        contrast = self._contrast(first, t.opening.at)
        found = self._subject_in(contrast, t.opening.at, t.opening.cue) if contrast > first else None
        return found or self._subject_in(first, t.opening.at, t.opening.cue)

    def _last_subject(self, first: int, stop: int, cue: Cue) -> Speaker | None:
        """Return the last of several subjects (وصل الوزير، وأصدرت الوزارة بيانا أكدت فيه أن)."""
        found = None
        while (following := self._subject_in(first, stop, cue)) is not None:
            first = max(first + 1, following.stop)
            found = found if self._layers.letters[following.first - 1] == PREPOSITION else following
        return found or self._owner(stop, cue)

    def _owner(self, stop: int, cue: Cue) -> Speaker | None:
        """Return whose words a document right before its clause holds (بثت القناة تسجيلا للأسير قال فيه)."""
        for i in range(stop - 1, max(0, stop - _HEAD), -1):
            if self._layers.key(i) == "ل":
                found = self._speakers.after(self._layers, i + 1, stop)
                return found if found and found.stop == stop and _agrees(found, cue) else None
        return None

    def _confronted(self, t: Told) -> Speaker | None:
        """Return who was brought to speak (وبمواجهته اعترف): the person without a title named last in the paragraph; nobody for several."""
        layers, at = self._layers, t.opening.at
        if t.opening.cue.number != 1:
            return None
        holders = {role.holder for role in layers.roles}
        for number in layers.mentions_before(layers.tokens.starts[at]):
            mention, (first, stop) = layers.mentions[number], layers.ranges[number]
            if layers.tokens.paragraph_of(first) != layers.tokens.paragraph_of(at):
                return None
            if mention.type == "PER" and mention.id not in holders:
                return self._speakers.after(layers, first, stop)
        return None

    def _contrast(self, first: int, stop: int) -> int:
        """Return the token behind the last word that sets one clause against another (…، لكن الرئاسة تراجعت وأعلنت), ``first`` for none."""
        return next((i + 1 for i in range(stop - 1, first, -1) if self._layers.key(i) in _CONTRASTS), first)

    def _subject_in(self, first: int, stop: int, cue: Cue) -> Speaker | None:
        layers, i = self._layers, first
        while i < stop:
            if not layers.covered(i) and layers.letters[i] != SOURCE:
                i += 1
                continue
            found = self._speakers.after(layers, i, stop) if self._is_subject(i, first) else None
            if found and found.type != "LOC" and _agrees(found, cue):
                return self._known(found, cue)
            i = found.stop if found and found.stop > i else layers.end_of_cover(i)
        return None

    def _is_subject(self, i: int, first: int) -> bool:
        """Tell whether a name heads its sentence or follows a verb."""
        layers = self._layers
        before = i - 1
        while before >= first and (layers.letters[before] in QUOTE or layers.time[before] or layers.key(before) in _BESIDE_VERB):
            before -= 1
        if before < first or layers.letters[before] in BE + FINITE + COLON + THAT:
            return True
        if layers.letters[before] == AND:
            return before == first
        if layers.key(before) == "علي" and layers.key(before - 1) == "القبض":
            return True  # ألقي القبض على المتهم واعترف
        if layers.key(before) in _DELIVERED | _RETOLD:
            return True  # كلمة ألقاها الوزير، أكد فيها; وهو ما نفته الوزارة في بيان أكدت فيه
        if before - first <= 1 and layers.letters[before] == OTHER and layers.light(before).endswith(_PRONOUNS):
            return before == first or layers.letters[first] == AND  # ونعاه الرئيس فلان، واصفا
        governed = before > first and layers.letters[before - 1] == PREPOSITION  # بحكم فلان
        if before - 2 in (first, first + 1) and layers.letters[before - 1] == PREPOSITION and layers.letters[i] == SOURCE:
            return layers.verbs[layers.tokens.forms[before - 2]]  # وقع على البيان وزراء سبع دول
        plain = layers.letters[before] != PREPOSITION and not layers.covered(before)
        return layers.verbs[layers.tokens.forms[before]] and plain and not governed


def _same_head(one: str, other: str) -> bool:
    """Tell whether two heads are one word, singular or plural (مصدر, مصادر)."""
    return one == other or {one, other} in ({"مصدر", "مصادر"}, {"مسوول", "مسوولون"}, {"ناشط", "ناشطون"})


def _agrees(speaker: Speaker, cue: Cue) -> bool:
    """Tell whether a verb or participle can be the speaker's, by gender and number; what is unknown agrees."""
    if cue.number == _TWO or (cue.number == _SEVERAL and cue.gender == "m"):
        return speaker.number != 1 or len(speaker.entities) > 1
    if cue.number == 1 and len(speaker.entities) > 1 and cue.kind == PARTICIPLE and cue.gender == "m":
        return False
    return not (cue.gender and speaker.gender and cue.number == 1 and cue.gender != speaker.gender)
