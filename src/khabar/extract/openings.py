"""Which cues report something, who speaks beside them, and where what was said begins."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from khabar.extract.complements import ECHOES, Complement
from khabar.extract.cues import (
    AND,
    BE,
    CLAUSE_BEFORE,
    COLON,
    COMMA,
    FINITE,
    NOUN,
    PARTICIPLE,
    PAUSE,
    PREPOSITION,
    QUOTE,
    RELATIVE,
    SOURCE,
    THAT,
    Cue,
    words,
)
from khabar.extract.objects import confronted, confronting
from khabar.extract.opening import CONTAINED, RELAYING
from khabar.extract.other_words import another_word
from khabar.extract.sources import UNIDENTIFIED
from khabar.extract.unknown_speakers import ASKING, plain_speaker, unknown_subject
from khabar.fold import fold

if TYPE_CHECKING:
    from khabar.extract.layers import Layers
    from khabar.extract.opening import Opening
    from khabar.extract.sources import Speaker
    from khabar.extract.speakers import SpeakerFinder

_PREPOSITION_OF = {fold(frame): frame for frame in ("ب", "إلى", "على")}  # behind whom somebody asks
_GAP = 48  # tokens between a cue and what it opens
_WEAK_GAP = 14
_NOUN_GAP = 10
_NAMED_GAP = 30  # behind a verb with another meaning that a speaker follows
_LONGEST_SUBJECT = 6
_BEFORE_RELAY = 8  # tokens between a speaker and نقلا عن
_CONJUNCTIONS, _NEGATIONS = words("conjunction"), words("negation")
_BETWEEN, _HIS_ADDRESS = words("between"), words("his-address")
_ADDRESSED = frozenset(("أبلغ", "أخبر", "دعا", "طالب", "ناشد", "حث", "حض"))
_EXPECTS, _MANY = frozenset(("توقع", "رجح")), 3
_SHOWS = frozenset(("كشف", "أظهر", "أفصح"))
_LEARNS, _FROM = "علم", frozenset(("لدي", "من"))
_WORDED = words("worded")
_SENDERS = {_LEARNS: _FROM, "نسب": frozenset(("الي",))}  # what stands before whom the words come from; else عن
_INSIDE, _MEDIA = words("inside"), words("medium")
_RELATIVE_GENDER = {"الذي": "m", "التي": "f"}
_SAYS_BEHIND = THAT + QUOTE + COLON
_ON, _REPLYING = frozenset(("عن", "حول", "بشان", "بخصوص", "تعليقا", "ردا", "تعقيبا")), ("اجاب", "وعن", "وحول", "وبشان")
_NOUNS_OF_WORDS = frozenset(("أعلن", "دعا", "قال"))  # بقولها: «…»
_DIRECTS = 3  # tokens between who directs and what he directs
_FROM_HIM, _PRONOUN_NEAR = frozenset(("عنه", "عنها", "عنهم", "عنهما")), 2
_RELAYS = frozenset(("نقل", "أورد", "نسب", "علم"))


def _object_by_gender(behind: Speaker, cue: Cue) -> bool:
    """Tell whether a phrase behind a verb cannot be its subject: a feminine one behind a masculine verb, or a single masculine one behind a feminine verb."""
    if cue.number != 1 or not behind.gender or not cue.gender:
        return False
    return behind.gender != cue.gender and (behind.gender == "f" or behind.number == 1)


def _cue(layers: Layers, at: int) -> Cue | None:
    """Return the cue of a token; ورد before a reply is و and رد (ورد الوزير بالقول إن)."""
    cue = layers.cue(at)
    if cue is None or cue.verb != "ورد" or layers.key(at) != "ورد":
        return cue
    if not any(_words_a_reply(layers, i) for i in range(at + 1, min(layers.count, at + _WEAK_GAP))):
        return cue
    return replace(cue, verb="رد", frames=cue.frames | {"Q"})


def _words_a_reply(layers: Layers, i: int) -> bool:
    """Tell whether what follows ورد can only be a reply: بالقول, قائلا, a colon, بأن."""
    return layers.key(i) in ECHOES or layers.letters[i] == COLON or (layers.letters[i] == THAT and layers.key(i - 1) == "ب")


def _follows_subject(cue: Cue) -> bool:
    """Tell whether a verb can stand only behind its subject: in the plural or dual (توعدوا المجلس بكذا: whom they threaten)."""
    return cue.kind == FINITE and cue.gender == "m" and cue.number in (2, _MANY)


class OpeningFinder:
    """Finds what a cue opens."""

    def __init__(self, speakers: SpeakerFinder) -> None:
        self._speakers = speakers

    def opening(self, layers: Layers, at: int, least: int, limit: int) -> Opening | None:
        """Return the opening of the cue at token ``at`` of the sentence ``[least, limit)``; None where nothing said follows."""
        cue = _cue(layers, at)
        if cue is not None and cue.verb == "اعتقد" and layers.light(at).startswith("أ") and not layers.covered(at + 1):
            return None  # أعتقد أن: whoever writes
        negated = at > 0 and layers.key(at - 1) in _NEGATIONS
        if cue is None or (negated and (cue.stance != "denies" or cue.weak)) or another_word(layers, at, least, cue):
            return None
        speaker, stop = self._speaker(layers, at, least, limit)
        if cue.kind == NOUN and self._not_the_speaker(layers, cue, speaker):
            return None
        if cue.kind == FINITE and not negated and not self._finite(layers, at, least, cue, speaker if stop == at + 1 else None, speaker):
            return None
        search = Complement(layers, at, cue, speaker)
        gap = _WEAK_GAP if cue.weak else _GAP
        if cue.weak and speaker is not None and speaker.first > at:
            gap = _NAMED_GAP
        if cue.kind == NOUN:
            gap = _NOUN_GAP
        search.limit = min(limit, stop + gap)
        if cue.verb in _RELAYS or (speaker is not None and self._passes_on(layers, stop, limit)):
            stop = self._relayed(layers, search, stop, limit)
        found = search.opening(stop)
        if found is None and speaker is not None and (shorter := self._without_object(layers, speaker, cue)) is not None:
            search = Complement(layers, at, cue, shorter)
            search.limit = min(limit, shorter.stop + gap)
            speaker, found = shorter, search.opening(shorter.stop)
        if found is None or (cue.kind == NOUN and found.how != "clause" and cue.verb not in _NOUNS_OF_WORDS):
            return None
        supposed = cue.verb == "اعتبر" or (cue.verb in _EXPECTS and least > 0 and cue.gender == "m")
        if supposed and cue.kind == FINITE and cue.tense == "present" and speaker is None and found.how == "phrase":
            return None  # ورغم ذلك يتوقع وصول كذا, ويعتبر المسلسل من أضخم الإنتاجات: it is considered
        if cue.verb == "وجه" and found.how == "phrase" and found.first - stop > _DIRECTS:
            return None  # وجهت المحكمة له اتهامات بكذا
        if speaker is not None and cue.verb in _SHOWS and found.how == "phrase" and self._a_thing(layers, speaker):
            return None  # كشف الهجوم عن خلافات: a thing shows, nobody says
        found.affirms = negated
        return found

    def _without_object(self, layers: Layers, speaker: Speaker, cue: Cue) -> Speaker | None:
        """Return an unnamed speaker without the object of his verb in what describes him (شكك مراقبون في نزاهة الاقتراع), None where none is in it."""
        if not speaker.unnamed or cue.kind != FINITE:
            return None
        for i in range(speaker.first + 1, speaker.stop):
            if layers.letters[i] == PREPOSITION and layers.key(i) in {fold(frame) for frame in cue.frames}:
                return self._speakers.after(layers, speaker.first, i)
        return None

    def _a_thing(self, layers: Layers, speaker: Speaker) -> bool:
        """Tell whether a subject that nothing knows is one definite noun."""
        return speaker.entities == UNIDENTIFIED and speaker.stop - speaker.first == 1 and layers.light(speaker.first).startswith("ال")

    def _passes_on(self, layers: Layers, first: int, limit: int) -> bool:
        """Tell whether a speaker passes on another's words (أعلن المرصد في بيان نقلا عن مصدر أن)."""
        for i in range(first, min(first + _BEFORE_RELAY, limit)):
            if layers.letters[i] in THAT + COLON + FINITE:
                return False
            if layers.key(i) in RELAYING or (layers.key(i) == "لسان" and layers.key(i - 1) == "علي"):
                return True
        return False

    def _not_the_speaker(self, layers: Layers, cue: Cue, speaker: Speaker | None) -> bool:
        """Tell whether who stands behind a verbal noun does not say it: a document, or those who are told or asked (دعوة الناخبين إلى, إبلاغ السكان بأن)."""
        if speaker is None:
            return not cue.possessed
        if speaker.kind == "document" or (cue.verb in _ADDRESSED and speaker.unnamed and speaker.kind == "person"):
            return True
        return cue.verb == "دعا" and layers.key(speaker.stop) == "ل"  # هدفهم دعوة الجيش للتدخل

    def _finite(self, layers: Layers, at: int, least: int, cue: Cue, before: Speaker | None, speaker: Speaker | None) -> bool:
        """Tell whether a verb heads a clause of its own, or has its speaker right before it."""
        if cue.verb in CONTAINED:
            worded = speaker is not None and (speaker.kind in ("document", "body", "medium") or speaker.head or layers.key(speaker.first - 1) in _WORDED)
            if not worded or layers.key(at - 1) == "مما":
                return bool(worded)
        learns = speaker is not None and speaker.type == "ORG"
        if cue.verb == _LEARNS and not learns and layers.key(layers.behind_quotation(at + 1)) not in _FROM:
            return False  # علمت «الوطن» أن: what a paper learnt it tells; what others know they do not say
        if before is not None or not (cue.weak or speaker is None) or layers.key(at + 1) in _INSIDE:
            return True  # بيانا أكدت فيه أن: whose statement it is says it
        if not cue.weak and (_follows_subject(cue) or confronted(layers, least)):
            return True
        if at == least or layers.letters[at - 1] in CLAUSE_BEFORE or layers.time[at - 1] or layers.key(at - 1) in _CONJUNCTIONS:
            return True
        says = not cue.weak and layers.letters[at + 1 : at + 2] in tuple(_SAYS_BEHIND)
        if says and (self._opens_beside(layers, least) or layers.is_person(least)):  # فلان الأمين العام للنقابة بكذا قال إن
            return True
        return layers.covered(at - 1) or (layers.letters[at - 1] == RELATIVE and cue.tense == "past" and not cue.weak)

    def _opens_beside(self, layers: Layers, first: int) -> bool:
        """Tell whether a sentence opens with what is spoken of or replied to, so that its verb stands behind that (وعن إمكانية التحالف قال إن)."""
        first += layers.letters[first] == AND
        return layers.key(first) in _ON or layers.key(first).startswith(_REPLYING)

    def _speaker(self, layers: Layers, at: int, least: int, limit: int) -> tuple[Speaker | None, int]:
        """Return the speaker before or behind his verb, and the token from which the content can begin."""
        cue = _cue(layers, at)
        if cue is None or cue.kind == PARTICIPLE:
            return None, at + 1
        before = self._before(layers, at, least, cue) if cue.kind == FINITE else None
        if before is not None and layers.letters[at - 1] not in PAUSE:
            return before, at + 1
        stop = at + 1
        while stop < limit and (layers.time[stop] or layers.key(stop) in _BETWEEN or (layers.letters[stop] == PARTICIPLE and layers.key(stop) in ECHOES)):
            stop += 1
        stop = self._behind_hearer(layers, stop, limit)
        if cue.verb in CONTAINED:
            if layers.key(stop) != "في":
                return None, limit
            stop += 1 + (layers.key(stop + 1) in _WORDED)
        behind = None if _follows_subject(cue) else self._speakers.after(layers, stop, min(limit, stop + _GAP))
        if behind is None and layers.key(stop) in _WORDED:
            behind = self._worded(layers, stop, limit)
        if behind and "B" in cue.frames and not cue.object and self._accused(layers, behind.stop):
            behind = self._without_title(layers, behind)
        elif behind and cue.act and self._asks_next(layers, behind.stop, cue) and (shorter := self._without_title(layers, behind)):
            behind = shorter  # طالب النائب فلان وزير الطاقة بـ
        elif behind and cue.kind == FINITE and (cue.frames & ASKING or cue.verb == "حمل") and self._an_object(layers, behind, cue):
            behind = None  # حيث طالب الحكومة بكذا: he asked it
        elif behind is None and layers.key(at + 1) in _INSIDE and cue.frames & ASKING:
            pass  # رسالة طالب فيها الأطراف بكذا: whom it asks
        elif behind is None and before is None and cue.kind == FINITE and not _follows_subject(cue):
            behind = unknown_subject(layers, stop, limit, cue)
        if behind is not None:
            return behind, behind.stop
        return before, at + 1 + (layers.key(at + 1) in _INSIDE)

    def _behind_hearer(self, layers: Layers, at: int, limit: int) -> int:
        """Return the token behind a medium that stands between a verb and its subject (صرح لوكالة كذا مصدر أمني), ``at`` where none does."""
        if layers.key(at) != "ل":
            return at
        i = at + 1 + (layers.key(at + 1) in _MEDIA)
        while layers.letters[i : i + 1] == QUOTE:
            i += 1
        if i >= limit or layers.name[i] < 0 or layers.mentions[layers.name[i]].type != "ORG":
            return at
        i = layers.end_of_cover(i)
        while layers.letters[i : i + 1] == QUOTE:
            i += 1
        return i if i < limit and (layers.letters[i] == SOURCE or layers.covered(i)) else at

    def _worded(self, layers: Layers, at: int, limit: int) -> Speaker | None:
        """Return whose words are the subject of a verb (أكدت تصريحات الوزير أن)."""
        found = self._speakers.after(layers, at + 1, limit)
        return found._replace(gender="") if found is not None and layers.letters[found.stop : found.stop + 1] == THAT else None

    def _an_object(self, layers: Layers, behind: Speaker, cue: Cue) -> bool:
        """Tell whether whom a verb of asking stands before is asked: by gender, or by the ending of a plural (حثت المسؤولين على)."""
        light = layers.light(behind.first)
        accusative = behind.unnamed and behind.number == _MANY and light.startswith("ال") and light.endswith("ين")
        return accusative or _object_by_gender(behind, cue)

    def _accused(self, layers: Layers, i: int) -> bool:
        """Tell whether the phrase right behind an accusing verb is whom it accuses (واتهمت جماعة … بالسعي)."""
        while i < layers.count and layers.letters[i] in PAUSE:
            i += 1
        return layers.key(i) == "ب"

    def _asks_next(self, layers: Layers, i: int, cue: Cue) -> bool:
        """Tell whether what a verb asks or blames for stands behind a phrase, a time between them."""
        while i < layers.count and (layers.time[i] or layers.letters[i] in COMMA):
            i += 1
        frame = _PREPOSITION_OF.get(layers.key(i))
        return frame is not None and (frame in cue.frames or (frame == "ب" and "B" in cue.frames))

    def _without_title(self, layers: Layers, speaker: Speaker) -> Speaker | None:
        """Return a named speaker without the title that ends his phrase, which is another's (اتهم زعيم المعارضة فلان رئيس الحكومة بـ); None where none does."""
        last = speaker.stop - 1
        number = layers.role[last]
        if number < 0:
            return None
        while last > speaker.first and layers.role[last - 1] == number:
            last -= 1
        if last == speaker.first or not layers.is_person(last - 1):
            return None
        return self._speakers.after(layers, speaker.first, last)

    def _before(self, layers: Layers, at: int, least: int, cue: Cue) -> Speaker | None:
        """Return the speaker who stands before his verb."""
        if at <= least or (layers.key(at + 1) in _INSIDE and (layers.key(at + 2) in _HIS_ADDRESS or self._verb_heads(layers, least))):
            return None  # أصدرت الوزارة بيانا أكدت فيه: the subject of the sentence
        previous = layers.letters[at - 1]
        if layers.key(at - 1) == "/":
            return None  # الدوحة في 12 فبراير /قنا/ أكد
        if previous == THAT and (named := self._once(layers, at, least)) is not None:
            return named
        if previous == RELATIVE:
            found = self._speakers.before(layers, at - 1 - (layers.letters[at - 2] == AND), least)  # فلان، والذي أشاد
            if found is not None and _follows_subject(cue) and found.number == 1:
                found = None  # رسالة إلى المدير، والتي طالبوا فيها بكذا
            behind = layers.covered(at + 1) or layers.letters[at + 1 : at + 2] == SOURCE
            another = behind and not _follows_subject(cue)  # التي أمرت النيابة بها
            own = cue.tense == "past" and not cue.weak and not another and layers.key(at + 1) not in _INSIDE
            return found or (self._told_of(layers, at, least, cue) if own else None)
        if previous == SOURCE and not layers.light(at - 1).startswith("ال") and not layers.covered(at - 1):
            found = self._speakers.after(layers, at - 1, at)
            return found if found and found.kind == "document" else self._speakers.before(layers, at, least)
        if previous == AND and layers.key(at - 2) == "قد":
            return self._speakers.before(layers, at - 1, least)  # كانت بلاده قد وعدت: the particle is the verb's first letter
        if previous == AND:
            return self._topic(layers, at - 1, least) if layers.key(at - 1) == "ف" else None
        found = self._behind_was(layers, at, least) or self._speakers.before(layers, at, least)
        if found is None and (confronted_one := confronting(layers, least)):
            return self._speakers.after(layers, confronted_one, at)
        if found is not None and _follows_subject(cue):
            found = self._with_joined(layers, found, at, least)
        if found is None and not cue.weak and (told := self._speakers.right_before(layers, at, least)) is not None and self._a_document(layers, told):
            return told  # تناقلت المواقع تقارير إعلامية تحدثت عن كذا
        if found is None and least == 0 and cue.tense == "present" and at - least < _LONGEST_SUBJECT and self._heads_headline(layers, at):
            return plain_speaker(layers, least, at)
        return found

    def _behind_was(self, layers: Layers, at: int, least: int) -> Speaker | None:
        """Return several people who stand right behind the verb to be at the head of a sentence (وكان عدد من العاملين بكذا وكذا قد أعلنوا)."""
        first = least + (layers.letters[least] == AND)
        if layers.letters[first] != BE or layers.key(at - 1) != "قد" or set(layers.letters[first + 1 : at]) & {FINITE, RELATIVE}:
            return None
        found = self._speakers.after(layers, first + 1, at)
        return found if found is not None and found.unnamed else None

    def _with_joined(self, layers: Layers, last: Speaker, at: int, least: int) -> Speaker:
        """Return the subject of a verb in the plural or dual with those joined before the last of them (فلان وفلان تعهدا بكذا)."""
        first = last.first
        while first - 2 > least and layers.letters[first - 1] == AND and layers.name[first - 2] >= 0:
            first = layers.ranges[layers.name[first - 2]][0]
        found = self._speakers.after(layers, first, at) if first < last.first else None
        return found if found is not None and found.stop >= last.stop else last

    def _once(self, layers: Layers, at: int, least: int) -> Speaker | None:
        """Return who has done before what a verb tells (سبق للوزير أن أكد)."""
        for i in range(at - 2, max(least, at - _BEFORE_RELAY), -1):
            if layers.key(i) == "ل" and layers.key(i - 1).endswith("سبق"):
                return self._speakers.after(layers, i + 1, at - 1)
        return None

    def _told_of(self, layers: Layers, at: int, least: int, cue: Cue) -> Speaker | None:
        """Return the speaker right before a relative clause that can be the subject of its verb (طعن في التقرير الذي أكد أن)."""
        end = at - 1
        while end > least and layers.time[end - 1]:
            end -= 1  # الطبيب صباح أمس الذي أكد
        found = self._speakers.right_before(layers, end, least)
        if found is None or found.type == "LOC" or cue.gender != _RELATIVE_GENDER.get(layers.key(at - 1), cue.gender):
            return None  # الوعد الذي تعهدت بموجبه: another's
        return None if _object_by_gender(found, cue) else found

    def _a_document(self, layers: Layers, speaker: Speaker) -> bool:
        return speaker.kind == "document" and not layers.light(speaker.first).startswith("ال")

    def _verb_heads(self, layers: Layers, first: int) -> bool:
        """Tell whether a sentence begins with a verb."""
        first += layers.letters[first] == AND
        if layers.letters[first] == PREPOSITION:
            return False  # وفي رسالة من فلان، قال فيها
        return bool(layers.verbs[layers.tokens.forms[first]]) or layers.letters[first] in FINITE + BE

    def _heads_headline(self, layers: Layers, at: int) -> bool:
        """Tell whether plain words before a verb of a headline are its subject (راقص في الفرقة يقول إن)."""
        plain = all(layers.letters[i] in "." + PREPOSITION or layers.covered(i) for i in range(at))
        return plain and layers.letters[0] == "." and not layers.covered(0) and layers.letters[at + 1 : at + 2] in (THAT, COLON)

    def _topic(self, layers: Layers, end: int, least: int) -> Speaker | None:
        """Return the speaker of أما X فقال."""
        for i in range(least, min(least + 3, end)):
            if layers.key(i) in ("اما", "ما"):
                return self._speakers.after(layers, i + 1, end)
        return None

    def _relayed(self, layers: Layers, search: Complement, at: int, limit: int) -> int:
        """Take in the one whose words are passed on (نقلت وكالة … عن مصدر قوله); return the token behind him."""
        for i in range(search.at + 1, min(at + _PRONOUN_NEAR, limit - 1)):
            if layers.key(i) in _FROM_HIM and search.cue.verb in _RELAYS:
                search.via, search.speaker = search.speaker, None
                search.frames |= {"T", "Q"}
                return max(at, i + 1)
        for i in range(at, min(at + 10, limit - 1)):
            learnt = layers.key(i) in _SENDERS.get(search.cue.verb, ())
            learnt = learnt or (layers.key(i) == "الي" and layers.key(i - 1) == "استنادا")
            if learnt or layers.key(i) == "لسان" or (layers.key(i) == "عن" and layers.key(i + 1) not in ("طريق", "لسان")):
                origin = self._speakers.after(layers, i + 1, min(limit, i + _GAP))
                if origin:
                    if search.speaker is not None and search.speaker.type == "PER" and origin.type == "ORG":
                        search.via = origin  # وأضاف فلان نقلا عن صحيفة كذا
                    else:
                        search.via, search.speaker = search.speaker, origin
                    search.frames |= {"T", "Q"}
                    search.limit = min(limit, origin.stop + _GAP)
                    return origin.stop
            if layers.letters[i] == THAT:
                break
        return at
