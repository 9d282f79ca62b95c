"""Words withheld: who was asked and did not comment (رفض التعليق, لم يعلّق, لم يتسنّ الحصول على تعليق, لم يؤكد ولم ينفِ)."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from khabar.extract.cues import AND, COMMA, OPEN, PREPOSITION, SOURCE, words
from khabar.fold import fold
from khabar.model import Declined

if TYPE_CHECKING:
    from khabar.extract.layers import Layers
    from khabar.extract.sources import Speaker
    from khabar.extract.speakers import SpeakerFinder
    from khabar.extract.statements import Told
    from khabar.vocabulary import Vocabulary

_CLASSES = {
    "r": "رفض رفضت رفضوا رفضا يرفض ترفض يرفضون رافضا رافضة رافضين امتنع امتنعت امتنعوا يمتنع تمتنع ممتنعا ممتنعة ممتنعين تحفظ تحفظت متحفظا "
    "متحفظة اعتذر اعتذرت اعتذروا أحجم أحجمت أحجموا يحجم تحجم",
    "n": "لم لا لن دون",
    "v": "يعلق تعلق يعلقوا يعلقا يعقب تعقب",
    "c": "التعليق التعقيب الإدلاء الإفصاح الرد الإجابة الحديث الكشف الخوض الدخول",
    "s": "يصدر تصدر يدل تدل يدلي تدلي يدلوا يصرح",
    "u": "يتسن يتسنى",
    "d": "تعذر يتعذر",
    "a": "يرد ترد يردوا يردا يستجب تستجب يستجيبوا يستجيبا يجب تجب يجيبوا",
    "f": "يؤكد تؤكد يؤكدوا ينف تنف ينفي تنفي ينفوا ينفه تنفه ينفها تنفها",
    "&": "و ف ثم أو",
    "t": "تعليق رد تصريح تعقيب موقف تصريحات توضيح",
    "q": "طلب طلبات طلبا سؤال أسئلة الأسئلة استفسار استفسارات اتصال اتصالات الاتصالات مكالمات رسالة رسائل",
    "k": "التزم التزمت التزموا لزم لزمت لزموا يلتزم تلتزم لاذ لاذت لاذوا آثر آثرت",
    "w": "الصمت بالصمت صمت",
}
_REFUSED = re.compile("r[^&]{0,12}?c")
_SILENT = re.compile("nv")
_UNSAID = re.compile("ns[^&]{0,8}?t")
_UNREACHED = re.compile("(?:nu|d)[^&]{0,8}?t")
_UNANSWERED = re.compile("na[^&]{0,10}?q")
_NEITHER = re.compile("nf[^&]{0,6}?&n?f")  # لم يؤكد الجيش ذلك ولم ينفه
_QUIET = re.compile("k[^&]{0,8}?w")
_PATTERNS = (_REFUSED, _SILENT, _UNSAID, _UNREACHED, _UNANSWERED, _NEITHER, _QUIET)
_NEEDS = {"الخوض": ("في",), "الدخول": ("في",)}  # what shows that a word is of telling: the preposition behind it
_TELLING = ("عن", "علي", "ب")
_ANSWERING = frozenset(("علي", "ل", "عن"))
_FROM, _OF = frozenset(("من", "عن")), frozenset(("عن",))
_IDENTITY, _AS_FOR = words("identity"), frozenset(("اما",))
_NAMED_BEHIND = 4  # tokens between a reply and من before whom it was asked of
_BACK = 2  # sentences in which somebody must have spoken, to be the one who says no more
_FEMININE = ("ت",)


class WithheldFinder:
    """Finds who did not comment."""

    def __init__(self, vocabulary: Vocabulary, speakers: SpeakerFinder) -> None:
        classes = {fold(word): letter for letter, words in _CLASSES.items() for word in words.split()}
        self._letters = vocabulary.letters(lambda _, key: classes.get(key, "."))
        self._speakers = speakers

    def declined(self, layers: Layers, told: list[Told]) -> list[Declined]:
        """Return the words withheld in text order, with who withheld them: whom the report names there, else who of ``told`` has just spoken."""
        letters = self._letters.string(layers.tokens.rows)
        found: dict[int, tuple[int, re.Pattern[str]]] = {}
        for pattern in _PATTERNS:
            for match in pattern.finditer(letters):
                first, stop = match.span()
                if layers.sentence[first] == layers.sentence[stop - 1] and not self._other(layers, letters, first, stop):
                    found.setdefault(first, (stop, pattern))
        return [self._one(layers, first, stop, pattern, told) for first, (stop, pattern) in sorted(found.items())]

    def _other(self, layers: Layers, letters: str, first: int, stop: int) -> bool:
        """Tell whether words are of something else: الكشف, الرد and الخوض need their preposition, and a source that hides its name has spoken."""
        last = stop - 1
        if letters[last] == "c":
            needed = _NEEDS.get(layers.key(last), _TELLING)
            if layers.key(last) not in ("التعليق", "التعقيب") and layers.key(stop) not in needed:
                return True
            return any(layers.key(i) in _IDENTITY for i in range(stop, stop + 3))
        if letters[last] == "q":
            return not any(layers.key(i) in _ANSWERING for i in range(first, last))
        return False

    def _one(self, layers: Layers, first: int, stop: int, pattern: re.Pattern[str], told: list[Told]) -> Declined:
        span = layers.tokens.span(first, stop)
        speaker = self._asked(layers, first, stop) if pattern in (_UNSAID, _UNREACHED) else None
        if speaker is None and pattern is not _UNREACHED:
            speaker = self._who(layers, first, stop) or self._spoke_last(layers, first, told)
        return Declined(span.start, span.end, layers.tokens.text[span.start : span.end], speaker.entities if speaker else ())

    def _asked(self, layers: Layers, first: int, stop: int) -> Speaker | None:
        """Return of whom a word was sought in vain (لم يصدر عن الوزارة أي تعليق, لم يتسن الحصول على تعليق من الجيش)."""
        end = layers.sentences[layers.sentence[first]][1]
        for i in range(first + 1, min(stop + _NAMED_BEHIND, end)):
            if layers.letters[i] in COMMA + AND:
                break
            if layers.key(i) in (_FROM if i >= stop else _OF) and (found := self._speakers.after(layers, i + 1, end)) is not None:
                return found
        return None

    def _who(self, layers: Layers, first: int, stop: int) -> Speaker | None:
        """Return who is named behind the verb, before what governs a preposition, or before the verb."""
        begin, end = layers.sentences[layers.sentence[first]]
        for i in range(first + 1, min(stop + 1, end)):
            if layers.letters[i] == PREPOSITION or layers.letters[i] in OPEN:
                break
            found = self._speakers.after(layers, i, end) if layers.covered(i) or layers.letters[i] == SOURCE else None
            if found:
                return found
        if layers.key(first - 1) == "ف" and first - begin > 1:
            topic = next((i for i in range(begin, min(begin + 3, first)) if layers.key(i) in _AS_FOR), -1)
            return self._speakers.after(layers, topic + 1, first - 1) if topic >= 0 else None  # أما بري فلم يدل بأي تصريح
        return self._speakers.before(layers, first, begin)

    def _spoke_last(self, layers: Layers, first: int, told: list[Told]) -> Speaker | None:
        """Return who spoke right before, where the verb alone tells who withholds more (…، لكنه رفض الخوض في التفاصيل)."""
        at = bisect_left(told, first, key=lambda t: t.opening.at)
        sentence = layers.sentence[first]
        verb = layers.key(first + 1) if len(layers.key(first)) == 2 else layers.key(first)
        feminine = verb.startswith(_FEMININE) or verb.endswith(_FEMININE)
        for t in reversed(told[max(0, at - 1) : at]):
            speaker = t.speaker
            if speaker is not None and sentence - t.sentence < _BACK and speaker.gender != ("m" if feminine else "f"):
                return speaker
        return None
