"""What is said without a verb before it: headlines with a colon, and words that are attributed behind (…، بحسب X; «…»، قال X)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from khabar.extract.contents import resumes
from khabar.extract.cues import AND, ATTRIBUTION, CLOSE, COLON, COMMA, DASH, FINITE, OPEN, POINT, QUOTE, THAT, Cue, words
from khabar.extract.objects import AS_HE
from khabar.extract.opening import CONTAINED, RELAYING, Opening

if TYPE_CHECKING:
    from khabar.extract.layers import Layers
    from khabar.extract.sources import Speaker
    from khabar.extract.speakers import SpeakerFinder

PLAIN = Cue(FINITE, "", frozenset(), "asserts", "neutral", act=False, weak=False)
_HEADLINE = 45  # tokens of a paragraph that can be a headline
_BEFORE_COLON = 16
_FIRST_PARAGRAPHS = 3
_DATELINE = 14  # tokens of a dateline
_DATELINE_MARKS = OPEN + CLOSE + COMMA + COLON + DASH
_THESE_WORDS = frozenset(("الكلمات", "العبارات", "العباره", "الجمله"))
_LINKS = frozenset(("ما", "ل", "عن", "الي", "لما", "في", "به", "اليه", "فيه", "عنه", "عليه"))
_FROM = frozenset(("عن", "الي"))
_ISSUED_BY = frozenset(("ل", "عن", "من", "رسمي", "صحفي"))
_ENDED = COMMA + POINT + AND
_CONNECTIVE = words("connective")
_OWN, _VERBS, _DOCUMENTS, _FIRST_PERSON = words("own"), words("attributing"), words("attributed"), words("headline-speech")


class Attribution(NamedTuple):
    """A phrase that attributes: ``at`` its first token, ``stop`` the token behind it; ``own`` where it only repeats the speaker (على حد قوله).

    ``via`` is who passed the words of the speaker on (وفق ما أوردته صحيفة كذا نقلا عن مصدر).
    """

    at: int
    stop: int
    speaker: Speaker | None
    own: bool = False
    pieces: tuple[int, ...] = ()
    via: Speaker | None = None


class AttributionFinder:
    """Finds headlines and the attributions behind or before what they attribute."""

    def __init__(self, speakers: SpeakerFinder) -> None:
        self._speakers = speakers

    def attributions(self, layers: Layers) -> list[Attribution]:
        """Return the attributions of a report in text order."""
        found = []
        at = layers.letters.find(ATTRIBUTION)
        while at >= 0:
            if not layers.covered(at):
                attribution = self._attribution(layers, at)
                if attribution:
                    found.append(attribution)
            at = layers.letters.find(ATTRIBUTION, max(at + 1, found[-1].stop if found else 0))
        return found

    def _attribution(self, layers: Layers, at: int) -> Attribution | None:
        limit = min(layers.sentences[layers.sentence[at]][1], at + 40)
        start = at - 1 if at and layers.key(at - 1) in ("ب", "علي") else at
        if layers.key(at) == "حد" and (start == at or layers.key(at + 1) not in _OWN | _DOCUMENTS if at + 1 < limit else True):
            return None
        pieces, i, verbal = [at], at + 1, False
        while i < limit and (layers.key(i) in _LINKS or layers.letters[i] in FINITE + COLON or layers.key(i) in _VERBS):
            verbal = verbal or layers.letters[i] == FINITE or layers.key(i) in _VERBS
            i += 1
        if i < limit and layers.key(i) in _OWN:
            return Attribution(start, i + 1, None, own=True, pieces=(at, i))
        if i < limit and (layers.key(i) in _DOCUMENTS) and layers.letters[i + 1 : i + 2] != "":
            begin = i + 1
            while begin < min(limit, i + 4) and (layers.key(begin) in _ISSUED_BY or layers.key(begin).startswith("صادر")):
                begin += 1
            inner = self._speakers.after(layers, begin, limit)
            if inner and inner.type != "LOC":
                return Attribution(start, inner.stop, inner, pieces=tuple(pieces))
        if verbal and (i == limit or layers.letters[i] in _ENDED):
            return Attribution(start, i, None, own=True, pieces=tuple(pieces))  # …، حسبما قال
        while i < limit and layers.time[i]:
            i += 1
        speaker = self._speakers.after(layers, i, limit) if i < limit else None
        if speaker is None or (speaker.type in ("LOC", "PROC") and not verbal):
            return None
        stop = speaker.stop
        while stop < limit and layers.time[stop]:
            stop += 1
        if verbal and (origin := self._origin(layers, stop, limit)):
            return Attribution(start, origin.stop, origin, pieces=tuple(pieces), via=speaker)
        if layers.letters[start - 1 : start] == OPEN and layers.letters[stop - 1] == CLOSE:
            stop -= 1  # (بحسب فلان)
        return Attribution(start, stop, speaker, pieces=tuple(pieces))

    def _origin(self, layers: Layers, at: int, limit: int) -> Speaker | None:
        """Return whose words the one named before token ``at`` passes on (… نقلا عن مصدر)."""
        at += layers.letters[at : at + 1] in tuple(COMMA)
        at += layers.key(at) in RELAYING
        return self._speakers.after(layers, at + 1, limit) if layers.key(at) in _FROM and at + 1 < limit else None

    def told(self, layers: Layers, at: int) -> Attribution | None:
        """Return the attribution that كما and a verb with its speaker make (…، كما أعلن الجيش; على ما قال وزير); None for any other verb."""
        cue = layers.cue(at)
        if cue is None or cue.kind != FINITE or at < 4 or (cue.verb in CONTAINED and layers.key(at + 1) != "في"):
            return None  # كما جاء فلان أولا
        if self._closes_sentence(layers, at, cue):
            speaker = self._speakers.after(layers, at + 1, layers.sentences[layers.sentence[at]][1])
            return Attribution(at - 1, speaker.stop, speaker, pieces=(at,)) if speaker and self._ends(layers, speaker.stop) else None
        first = at - 1
        if layers.key(first) == "ما" and layers.key(first - 1) == "علي":
            first -= 1
        elif layers.key(first) != "كما":
            return None
        begin = at + 1 + (cue.verb in CONTAINED)
        speaker = self._speakers.after(layers, begin, min(layers.count, at + 40))
        return Attribution(first, speaker.stop, speaker, pieces=(at,)) if speaker else None

    def _closes_sentence(self, layers: Layers, at: int, cue: Cue) -> bool:
        """Tell whether a verb of speech behind a comma can tell of the words before it who said them (الطريق مقطوعة، يقول فلان)."""
        return layers.letters[at - 1] in COMMA and "Q" in cue.frames and not cue.weak

    def _ends(self, layers: Layers, i: int) -> bool:
        """Tell whether a sentence ends at a token."""
        if i >= layers.count or layers.letters[i] in POINT or layers.sentence[i] != layers.sentence[i - 1]:
            return True
        return layers.letters[i] == AND and layers.key(i + 1) in AS_HE  # تقول فلانة وهي تبكي

    def headlines(self, layers: Layers) -> list[Opening]:
        """Return what headlines and captions report with a colon: its content runs to the end of its sentence."""
        found = []
        for number, (first, stop) in enumerate(layers.tokens.paragraphs):
            if number >= _FIRST_PARAGRAPHS and stop - first > 2 * _HEADLINE:
                continue
            opening = self._headline(layers, number, first, stop)
            while opening:
                found.append(opening)
                begin = self._next_headline(layers, opening.first, stop)
                opening.ends, opening = begin, self._headline(layers, number, begin + (layers.letters[begin] == AND), stop) if begin else None
                if opening is None:
                    found[-1].ends = 0
        return found

    def _next_headline(self, layers: Layers, first: int, stop: int) -> int:
        """Return where, behind points, another in the same headline speaks («فلان»: كذا.. و«فلان»: كذا), 0 where none does."""
        colon = layers.letters.find(COLON, first, stop)
        begin = max((layers.letters.rfind(mark, first, colon) for mark in POINT), default=-1) + 1 if colon >= 0 else 0
        return begin if begin > first and stop - first <= _HEADLINE else 0

    def _headline(self, layers: Layers, number: int, first: int, stop: int) -> Opening | None:
        letters = layers.letters
        colon = letters.find(COLON, first, min(stop, first + 3 * _BEFORE_COLON))
        if colon < 0 or colon + 2 >= stop:
            return None
        begin = max((letters.rfind(mark, first, colon) for mark in POINT + "-|"), default=-1) + 1 or first
        begin = max(begin, first)
        speaker = None if colon - begin > _BEFORE_COLON else self._speakers.after(layers, begin, colon)
        if speaker is None or any(letters[i] in FINITE + THAT and layers.key(i) != "عبر" for i in range(speaker.stop, colon)):
            return None
        quoted = colon + 1 if letters[colon + 1] == QUOTE and colon + 1 in layers.quotation_at else -1
        speech = quoted >= 0 and not layers.is_name(layers.quotation_at[quoted])
        if not speech and (number >= _FIRST_PARAGRAPHS or stop - first > _HEADLINE or letters[stop - 1] in POINT):
            return None
        content = colon + 2 if speech else colon + 1
        if speaker.type == "LOC" and not speech and layers.key(content) not in _FIRST_PERSON:
            return None
        if (
            letters[content] == FINITE
            and not speech
            and not layers.light(content).endswith("نا")
            and self._speakers.after(layers, content + 1, stop) is not None
        ):
            return None
        return Opening(colon, PLAIN, content, "speech", speaker, quoted if speech else -1, [], (begin, content))

    def before(self, layers: Layers, attribution: Attribution, taken: int) -> Opening | None:
        """Return what an attribution behind it covers: the sentence up to it, from token ``taken`` at the earliest."""
        begin, end = layers.sentences[layers.sentence[attribution.at]]
        first = self._behind_dateline(layers, max(begin, taken))
        while first < attribution.at and (layers.letters[first] in AND + COMMA + POINT + COLON + "-|" or layers.key(first) in ("كما", "فيما", "بينما")):
            first += 1
        first = self._behind_connective(layers, first, attribution.at)
        if attribution.at - first < (1 if resumes(layers, attribution.at, attribution.stop, end) else 3):
            return None
        quoted = -1
        if layers.letters[first] == QUOTE and first in layers.quotation_at and not layers.is_name(layers.quotation_at[first]):
            quoted, first = first, first + 1
        return Opening(
            attribution.at, PLAIN, first, "before", attribution.speaker, quoted, list(attribution.pieces), (attribution.at, attribution.stop), attribution.via
        )

    def _behind_connective(self, layers: Layers, first: int, stop: int) -> int:
        """Return the token behind words that only join a sentence to the one before (إلى ذلك، …)."""
        i = first
        while i < stop and layers.key(i) in _CONNECTIVE:
            i += 1
        if layers.key(first) == "الي" and layers.key(first + 1) == "ذلك" and i == first + 2:
            return i + (layers.letters[i] in COMMA)
        return i + 1 if first < i < stop and layers.letters[i] in COMMA else first

    def _behind_dateline(self, layers: Layers, first: int) -> int:
        """Return the token behind the places, bodies and marks that a dateline is made of (باريس (أ ف ب) - …)."""
        i = first
        while i < layers.count and i - first < _DATELINE and (layers.covered(i) or layers.letters[i] in _DATELINE_MARKS):
            i = layers.end_of_cover(i)
        return i if i > first and layers.letters[i - 1] in DASH and layers.covered(first) else first

    def heads_clause(self, layers: Layers, attribution: Attribution) -> bool:
        """Tell whether an attribution is followed by a clause of its own (وبحسب المصدر فإن المتهم اعترف)."""
        at = attribution.stop
        while layers.letters[at : at + 1] in tuple(COMMA + AND):
            at += 1
        return layers.letters[at : at + 1] == THAT or (layers.letters[at - 1] == AND and layers.key(at) == "قد")

    def behind(self, layers: Layers, attribution: Attribution) -> Opening | None:
        """Return what an attribution at the head of a sentence covers: the rest of it."""
        _, end = layers.sentences[layers.sentence[attribution.at]]
        first = self._own_clause(layers, attribution.stop, end) or attribution.stop
        while first < end and (layers.letters[first] in COMMA + QUOTE + THAT + AND or layers.key(first) == "قد"):
            first += 1
        if end - first < 3:
            return None
        return Opening(attribution.at, PLAIN, first, "clause", attribution.speaker, -1, list(attribution.pieces), (attribution.at, first), attribution.via)

    def _own_clause(self, layers: Layers, first: int, end: int) -> int:
        """Return the complementiser of فإن that parts what is said from more words about its source (وفقا لبيان نشرته وكالة كذا، فإن …), 0 for none."""
        for i in range(first + 1, min(end, first + _BEFORE_COLON)):
            if layers.letters[i] == THAT:
                return i if layers.key(i - 1) == "ف" else 0
            if layers.letters[i] in POINT + COLON:
                return 0
        return 0

    def spoken_before(self, layers: Layers, at: int) -> Opening | None:
        """Return the quotation that a verb closes with its speaker (««…»، قال لافروف), None where the verb at ``at`` closes none."""
        cue = layers.cue(at)
        i = at - 1
        if cue is None or cue.kind != FINITE or ("Q" not in cue.frames and layers.key(i) not in _THESE_WORDS):
            return None
        if layers.key(i) in _THESE_WORDS and layers.key(i - 1) in ("هذه", "بهذه"):
            i -= 2 + (layers.key(i - 2) == "ب")  # «…»، بهذه الكلمات وصف فلان كذا
        while i >= 0 and (layers.letters[i] in COMMA + "-" or layers.key(i) in ("كما", "هكذا")):
            i -= 1
        quotation = layers.closing.get(i)
        if quotation is None or layers.is_name(quotation) or quotation.stop - quotation.first < 2:
            return None
        speaker = self._speakers.after(layers, at + 1, min(layers.count, at + 40))
        if speaker is None:
            return None
        return Opening(at, cue, quotation.first, "quoted", speaker, quotation.open, [at], (at + 1, speaker.stop))
