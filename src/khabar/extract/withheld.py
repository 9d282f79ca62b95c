"""Words withheld: who was asked and did not comment (رفض التعليق, لم يعلّق, لم يتسنّ الحصول على تعليق)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from khabar.fold import fold
from khabar.model import Declined

if TYPE_CHECKING:
    from khabar.extract.layers import Layers
    from khabar.extract.sources import Speaker
    from khabar.extract.speakers import SpeakerFinder
    from khabar.vocabulary import Vocabulary

_CLASSES = {
    "r": "رفض رفضت رفضوا يرفض ترفض امتنع امتنعت امتنعوا يمتنع تمتنع تحفظ تحفظت اعتذر اعتذرت أحجم أحجمت",
    "n": "لم لا دون",
    "v": "يعلق تعلق يعلقوا يعقب تعقب",
    "c": "التعليق التعقيب الإدلاء الإفصاح الرد الإجابة الحديث الكشف",
    "s": "يصدر تصدر يتسن يتسنى يدل تدل يرد ترد",
    "&": "و ف ثم",
    "t": "تعليق رد تصريح تعقيب موقف",
}
_REFUSED = re.compile("r[^&]{0,12}?c")
_SILENT = re.compile("nv")
_UNREACHED = re.compile("ns[^&]{0,8}?t")


class WithheldFinder:
    """Finds who did not comment."""

    def __init__(self, vocabulary: Vocabulary, speakers: SpeakerFinder) -> None:
        classes = {fold(word): letter for letter, words in _CLASSES.items() for word in words.split()}
        self._letters = vocabulary.letters(lambda _, key: classes.get(key, "."))
        self._speakers = speakers

    def declined(self, layers: Layers) -> list[Declined]:
        """Return the words withheld in text order, with who withheld them where the report names him."""
        letters = self._letters.string(layers.tokens.rows)
        found: dict[int, int] = {}
        for pattern in (_REFUSED, _SILENT, _UNREACHED):
            for match in pattern.finditer(letters):
                first, stop = match.span()
                if layers.sentence[first] == layers.sentence[stop - 1] and not self._reveals(layers, letters, stop - 1):
                    found.setdefault(first, stop)
        return [self._one(layers, first, stop) for first, stop in sorted(found.items())]

    def _reveals(self, layers: Layers, letters: str, i: int) -> bool:
        """Tell whether الكشف, الرد and the like are something else: they need عن or على behind them."""
        return letters[i] == "c" and layers.key(i) not in ("التعليق", "التعقيب") and (i + 1 >= layers.count or layers.key(i + 1) not in ("عن", "علي", "ب"))

    def _one(self, layers: Layers, first: int, stop: int) -> Declined:
        span = layers.tokens.span(first, stop)
        speaker = self._who(layers, first, stop)
        return Declined(span.start, span.end, layers.tokens.text[span.start : span.end], speaker.entities if speaker else ())

    def _who(self, layers: Layers, first: int, stop: int) -> Speaker | None:
        begin, end = layers.sentences[layers.sentence[first]]
        for i in range(first + 1, min(stop + 1, end)):
            found = self._speakers.after(layers, i, end) if layers.covered(i) or layers.letters[i] == "S" else None
            if found:
                return found
        return self._speakers.before(layers, first, begin)
