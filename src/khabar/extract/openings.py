"""Where what was said begins: behind a complementiser, a preposition, a colon, a quotation mark, or as the bare object of the cue."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.extract.cues import (
    ADVERB,
    AND,
    BE,
    CLOSE,
    COLON,
    COMMA,
    DASH,
    FINITE,
    NOUN,
    OPEN,
    PARTICIPLE,
    POINT,
    PREPOSITION,
    QUOTE,
    RELATIVE,
    RETURN,
    SOURCE,
    THAT,
    Cue,
)
from khabar.fold import fold

if TYPE_CHECKING:
    from khabar.extract.layers import Layers
    from khabar.extract.sources import Speaker
    from khabar.extract.speakers import SpeakerFinder

_GAP = 48  # tokens between a cue and what it opens
_WEAK_GAP = 14
_NAMED_QUOTE = 6  # a quotation this short before a complementiser is a name or a scare quote
_CONJUNCTIONS = frozenset(
    (
        "كما",
        "فيما",
        "بينما",
        "حيث",
        "قد",
        "اذ",
        "وقد",
        "بدوره",
        "بدورها",
        "دوره",
        "دورها",
        "جهته",
        "جهتها",
        "جانبه",
        "جانبها",
        "المقابل",
        "السياق",
        "ذلك",
        "ايضا",
        "كذلك",
        "الا",
        "لكن",
        "لما",
        "ما",
        "حسبما",
        "وكما",
    )
)
_PREPOSITIONS = {fold(w): w for w in "ب على إلى عن من في حول ل".split()}
# nouns that say in what way something is said: they open the content even behind an adverbial
_HEADS = frozenset(
    fold(w)
    for w in "ما ضرورة أهمية وجوب إمكانية حق حرص دعم رفض استعداد التزام تأييد تمسك ترحيب إدانة قلق استنكار موقف حرصه دعمه رفضه استعداده التزامه تمسكه حرصها دعمها رفضها "
    "استعدادها التزامها تمسكها استقالته استقالتها مقاطعتها مقاطعته تضامنه تضامنها ثقته ثقتها أمله أملها استمرار عزمه عزمها عزم نيته نيتها تقديره شكره أسفه أسفها".split()
)
# cues that only repeat the one before: they join it (أضاف … قوله, خلص … إلى القول, جدد … التأكيد)
_ECHOES = frozenset(fold(w) for w in "قائلا قائلة قائلين قوله قولها قولهم القول بالقول التأكيد تأكيده تأكيدها الإعلان الإشارة".split())
_SPEAKS_ON = frozenset(("آن", "لا", "لن", "نحن", "لقد", "هناك", "سوف", "نأمل", "نريد"))
# words before أن that make it another conjunction than the one of speech
_NO_CONTENT = frozenset(
    fold(w)
    for w in "إلا غير رغم بعد قبل منذ حتى حيث لو باعتبار اعتبار لمجرد بمجرد يجب يمكن ينبغي يفترض شأن شأنه شأنها سيما لدرجة يبدو خشية دون شرط شريطة يكاد كاد أوشك "
    "يستطيع تستطيع يستطيعون يريد تريد لابد بد مجرد".split()
)
# participles that only say in what way or upon what somebody speaks
_BESIDES = frozenset(fold(w) for w in "معقبا معلقا مجيبا متحدثا متابعا مخاطبا متسائلا معقبة معلقة".split())
_CONTAINED = frozenset(("جاء", "ورد"))
_RELAYS = frozenset(("نقل", "أورد", "نسب"))
_MANNER = frozenset(fold(w) for w in "شدة قوة أشد حزم وضوح صراحة شكل صورة".split())
_HOPES = frozenset(
    fold(w)
    for w in "أمله أملها أملهم أملهما ثقته ثقتها قناعته اعتقاده اعتقادها خشيته خشيتها تخوفه استعداده قلقه قلقها أسفه أسفها استغرابه التطلع تطلعه تطلعها الأمل".split()
)


@dataclass(slots=True)
class Opening:
    """A cue with the first token of its content.

    ``how``: clause, speech (quotation marks or a colon), phrase (a bare or prepositional object). ``speaker`` is what stands behind or before
    the cue itself, None where the cue carries it. ``affirms``: a denial that is negated (لم ينفِ). ``quoted`` is the opening quotation mark right before the content, -1 for none.
    """

    at: int
    cue: Cue
    first: int
    how: str
    speaker: Speaker | None
    quoted: int = -1
    pieces: list[int] = field(default_factory=list)
    gap: tuple[int, int] = (0, 0)
    via: Speaker | None = None
    affirms: bool = False


class OpeningFinder:
    """Finds what a cue opens."""

    def __init__(self, speakers: SpeakerFinder) -> None:
        self._speakers = speakers

    def opening(self, layers: Layers, at: int, least: int, limit: int) -> Opening | None:
        """Return the opening of the cue at token ``at`` of the sentence ``[least, limit)``; None where nothing said follows."""
        cue = layers.cue(at)
        negated = self._denied(layers, at)
        if cue is None or (negated and (cue.stance != "denies" or cue.weak)):
            return None
        if cue.kind == NOUN and (layers.light(at).startswith("ال") or not cue.frames & {"T", "N"}):
            return None
        speaker, stop = self._speaker(layers, at, least, limit)
        if cue.kind == NOUN and speaker is None and not cue.possessed:
            return None
        if cue.kind == PARTICIPLE and (cue.gender == "f" or cue.verb == "اتهم") and not (at > least and layers.letters[at - 1] in COMMA + QUOTE + AND):
            return None  # مناشدة, مطالبة and متهما are nouns where no clause begins
        if cue.tense == "present" and cue.kind == FINITE and layers.key(at - 1) in ("ما", "مما"):
            return None  # وهو ما يشير إلى أن: the reporter's conclusion
        bound = negated or speaker is not None and stop == at + 1
        told = at > least and (layers.covered(at - 1) or (layers.letters[at - 1] == RELATIVE and cue.tense == "past" and not cue.weak))
        if cue.kind == FINITE and (cue.weak or speaker is None) and not (bound or told) and not self._heads_clause(layers, at, least):
            return None
        if cue.verb in _CONTAINED and (speaker is None or speaker.kind not in ("document", "body", "medium") and not speaker.head):
            return None
        walk = _Walk(layers, at, cue, speaker, min(limit, stop + (_WEAK_GAP if cue.weak else _GAP)))
        if cue.verb in _RELAYS:
            stop = self._relayed(layers, walk, stop, limit)
        elif speaker is not None and stop < limit and layers.key(stop) in ("نقلا", "،") and "نقلا" in (layers.key(stop), layers.key(min(stop + 1, limit - 1))):
            stop = self._relayed(layers, walk, stop, limit)
        found = walk.walk(stop)
        if found and cue.kind == NOUN and found.how != "clause" and cue.verb not in ("أعلن", "دعا"):
            return None
        if found:
            found.affirms = negated
        return found

    def _speaker(self, layers: Layers, at: int, least: int, limit: int) -> tuple[Speaker | None, int]:
        """Return the speaker before or behind his verb, and the token from which the content can begin."""
        cue = layers.cue(at)
        if cue is None or cue.kind == PARTICIPLE:
            return None, at + 1
        before = self._before(layers, at, least) if cue.kind == FINITE else None
        if before is not None and at > least and layers.letters[at - 1] not in COMMA:
            return before, at + 1
        stop = at + 1
        while stop < limit and (layers.time[stop] or layers.letters[stop] == PARTICIPLE and layers.key(stop) in _ECHOES):
            stop += 1
        if cue.verb in _CONTAINED and stop + 1 < limit:
            if layers.key(stop) != "في":
                return None, limit
            stop += 1
        behind = self._speakers.after(layers, stop, min(limit, stop + _GAP))
        if behind and "B" in cue.frames and not cue.object and layers.letters[at - 1 : at] in (AND, "") and self._accused(layers, behind.stop):
            behind = None
        if behind is not None:
            return behind, behind.stop
        if before is None and cue.kind == FINITE and not (stop < limit and (layers.key(stop) in _HEADS or _possessed(layers, stop))):
            clear = not cue.weak and not cue.frames & {"N", "B"}
            behind = self._speakers.unknown(layers, stop, limit, THAT + QUOTE + COLON + COMMA + PREPOSITION if clear else THAT)
            if behind is not None:
                return behind, behind.stop
        return before, at + 1

    def _denied(self, layers: Layers, at: int) -> bool:
        """Tell whether nothing is said: the cue is negated, or nobody's (يُذكر أن)."""
        before = layers.key(at - 1) if at else ""
        return before in ("لم", "لن", "لا", "دون", "عدم", "غير") or before in ("اني", "انني", "اننا", "لاني", "فاننا")

    def _accused(self, layers: Layers, i: int) -> bool:
        """Tell whether the phrase right behind an accusing verb is whom it accuses (واتهمت جماعة … بالسعي)."""
        while i < len(layers) and layers.letters[i] == QUOTE:
            i += 1
        return i < len(layers) and layers.key(i) == "ب"

    def _heads_clause(self, layers: Layers, at: int, least: int) -> bool:
        return (
            at == least
            or layers.letters[at - 1] in AND + COMMA + BE + COLON + POINT + QUOTE + CLOSE + THAT + "-"
            or layers.time[at - 1]
            or layers.key(at - 1) in _CONJUNCTIONS
        )

    def _before(self, layers: Layers, at: int, least: int) -> Speaker | None:
        """Return the speaker who stands before his verb."""
        if at <= least:
            return None
        previous = layers.letters[at - 1]
        if previous == RELATIVE:
            return self._speakers.before(layers, at - 1, least)
        if previous == SOURCE and not layers.light(at - 1).startswith("ال") and not layers.covered(at - 1):
            found = self._speakers.after(layers, at - 1, at)
            return found if found and found.kind == "document" else self._speakers.before(layers, at, least)
        if previous == AND:
            return self._topic(layers, at - 1, least) if layers.key(at - 1) == "ف" else None
        return self._speakers.before(layers, at, least)

    def _topic(self, layers: Layers, end: int, least: int) -> Speaker | None:
        """Return the speaker of أما X فقال."""
        for i in range(least, min(least + 3, end)):
            if layers.key(i) in ("اما", "ما"):
                return self._speakers.after(layers, i + 1, end)
        return None

    def _relayed(self, layers: Layers, walk: _Walk, at: int, limit: int) -> int:
        """Take in the one whose words are passed on (نقلت وكالة … عن مصدر قوله); return the token behind him."""
        for i in range(at, min(at + 8, limit - 1)):
            if layers.key(i) in ("عن", "علي") and layers.key(i + 1) not in ("طريق", "لسان") or (layers.key(i) == "لسان"):
                origin = self._speakers.after(layers, i + 1, min(limit, i + _GAP))
                if origin:
                    walk.via, walk.speaker = walk.speaker, origin
                    walk.frames |= {"T", "Q"}
                    walk.limit = min(limit, origin.stop + _GAP)
                    return origin.stop
            if layers.letters[i] == THAT:
                break
        return at


def _possessed(layers: Layers, i: int) -> bool:
    """Tell whether a noun bears the pronoun of its speaker (دعمه, رفضها, تأكيدهم)."""
    if i >= len(layers):
        return False
    light = layers.light(i)
    return len(light) > 4 and light.endswith(("ه", "ها", "هم", "هما")) and layers.letters[i] in ".N"


class _Walk:
    """The way from a cue's subject to what it opens."""

    def __init__(self, layers: Layers, at: int, cue: Cue, speaker: Speaker | None, limit: int) -> None:  # noqa: PLR0913, PLR0917
        self.layers, self.at, self.cue, self.speaker, self.limit = layers, at, cue, speaker, limit
        self.frames = set(cue.frames)
        self.pieces = [at]
        self.bare = -1
        self.relative = False
        self.via: Speaker | None = None

    def walk(self, start: int) -> Opening | None:
        layers, letters = self.layers, self.layers.letters
        i = self._after_echo(start)
        self.start = i
        while i < self.limit:
            letter = letters[i]
            if letter == THAT and layers.key(i - 1) not in _NO_CONTENT and not (layers.tokens.glued[i] and layers.key(i - 1) in ("ل", "ك")):
                return self._clause(i)
            if letter == QUOTE and i in layers.quotation_at:
                found = self._quotation(i)
                if found:
                    return found
                i = layers.quotation_at[i].stop if self._passing(i) else i
            elif letter == COLON:
                return self._colon(i)
            elif letter == PREPOSITION and not layers.covered(i):
                found, following = self._preposition(i)
                if found:
                    return found
                i = following - 1
            elif letter in (FINITE, PARTICIPLE) and not layers.covered(i):
                if layers.key(i) in _ECHOES:
                    if "N" in self.cue.frames and (bare := self._bare(self.start, i)) is not None:
                        return self._opened(bare, "phrase")
                    self._echo(i)
                elif layers.key(i) in _BESIDES:
                    pass
                elif self.speaker is not None and i == self.speaker.stop and self.speaker.unnamed:
                    self.relative = True  # مصدر رفض الكشف عن هويته
                elif self._aside(i):
                    pass  # قالت المحكمة في حكمها الصادر الاثنين ونشر أمس إن
                elif not self.relative and not (letter == FINITE and letters[i - 1] == RELATIVE):
                    break
            elif letter == NOUN and layers.key(i) in _ECHOES:
                self._echo(i)
            elif letter == RELATIVE:
                self.relative = True
            elif letter == DASH:
                closing = letters.find(DASH, i + 1, min(self.limit, i + 14))
                i = closing if closing > 0 else i
            elif letter in COMMA:
                self.relative = False
            elif letter == RETURN or letter in POINT:
                break
            i = self._next(i)
        return self._object() or self._unmarked()

    def _unmarked(self) -> Opening | None:
        """Return speech that nothing marks (قال المالكي لا نقبل …): right behind a named speaker, to the end of the sentence."""
        layers, i = self.layers, self.start
        if self.speaker is None or self.speaker.stop != i or not self.frames >= {"T", "Q"} or self.cue.kind != FINITE or self.frames & {"N"}:
            return None
        if i + 4 > len(layers) or layers.letters[i] != "." or layers.time[i] or (self.cue.weak and layers.light(i) not in _SPEAKS_ON):
            return None
        return self._opened(i, "clause")

    def _aside(self, i: int) -> bool:
        """Tell whether a weak verb on the way only goes on with an adverbial."""
        cue = self.layers.cue(i)
        return cue is not None and cue.weak and not self.cue.weak and self.layers.letters[i - 1] == AND and self.speaker is not None

    def _next(self, i: int) -> int:
        return self.layers.end_of_cover(i) if self.layers.covered(i) else i + 1

    def _after_echo(self, i: int) -> int:
        while i < self.limit and self.layers.letters[i] in (PARTICIPLE, NOUN) and self.layers.key(i) in _ECHOES:
            self._echo(i)
            i += 1
        return i

    def _echo(self, i: int) -> None:
        self.pieces.append(i)
        self.frames |= {"T", "Q"}
        if self.layers.key(i).startswith(("التاكيد", "تاكيد")):
            self.frames.add("على")
        self.limit = min(self.limit + 10, len(self.layers))

    def _opened(self, first: int, how: str, quoted: int = -1) -> Opening | None:
        if first >= len(self.layers):
            return None
        return Opening(self.at, self.cue, first, how, self.speaker, quoted, self.pieces, (self.at + 1, first), self.via)

    def _clause(self, i: int) -> Opening | None:
        """Return the content behind a complementiser."""
        layers = self.layers
        bare = self._bare(self.start, i)
        if bare is not None and self._object_before_clause(bare, i):
            return self._opened(bare, "phrase")
        if (
            "T" not in self.frames
            and not any(f in _PREPOSITIONS.values() for f in self.frames)
            and "N" not in self.frames
            and "B" not in self.frames
            and "من+" not in self.frames
        ):
            return None
        before = layers.letters[i - 1] == QUOTE and (i - 1) in layers.quotation_at
        quoted = i - 1 if before else -1
        first = i if layers.key(i) == "الا" else i + 1
        if first < len(layers) and layers.letters[first] == QUOTE and first in layers.quotation_at and not layers.is_name(layers.quotation_at[first]):
            quoted, first = first, first + 1
        elif first < len(layers) and layers.letters[first] == QUOTE and first in layers.quotation_at:
            first += 1
        while first + 1 < len(layers) and (layers.letters[first] in COMMA + COLON or layers.key(first) == "و") and first < i + 4:
            first += 1
        return self._opened(first, "clause", quoted)

    def _object_before_clause(self, bare: int, that: int) -> bool:
        """Tell whether a noun before the complementiser is the object itself (أكد حرصه على أن), not an unknown subject."""
        if "B" in self.frames:
            return True
        if "N" not in self.frames:
            return False
        if self.layers.key(bare) in _HEADS or self.layers.letters[that - 1] == PREPOSITION:
            return True
        return self.speaker is not None and that - bare > 2 and not self.cue.weak

    def _quotation(self, i: int) -> Opening | None:
        layers = self.layers
        quotation = layers.quotation_at[i]
        if quotation.stop <= quotation.first:
            return None
        if layers.letters[quotation.first] == THAT:
            return self._clause(quotation.first) if self.frames & {"T", "Q", "N"} or self.frames & set(_PREPOSITIONS.values()) else None
        if self._passing(i):
            return None
        if layers.letters[quotation.first] == AND and quotation.first + 1 < quotation.stop and layers.letters[quotation.first + 1] == THAT:
            return self._clause(quotation.first + 1)
        bare = self._bare(self.start, i) if self.frames & {"N", "B"} else None
        if (
            self.frames & {"N", "B"}
            and "Q" not in self.frames
            and bare is None
            and i > self.start
            and layers.letters[i - 1] not in COMMA + COLON
            and quotation.stop - quotation.first <= _NAMED_QUOTE
        ):
            return None
        if "Q" in self.frames and bare is None:
            return self._opened(quotation.first, "speech", i)
        if self.frames & {"N", "B"}:
            return self._opened(bare if bare is not None else quotation.first, "phrase", i if bare is None else -1)
        return None

    def _passing(self, i: int) -> bool:
        """Tell whether a quotation only marks a name or a word on the way to the content."""
        layers = self.layers
        quotation = layers.quotation_at[i]
        if layers.is_name(quotation):
            return True
        if quotation.stop - quotation.first > _NAMED_QUOTE or not quotation.closed:
            return False
        if "Q" not in self.frames and any(
            layers.key(k) in _PREPOSITIONS and _PREPOSITIONS[layers.key(k)] in self.frames
            for k in range(quotation.stop + 1, min(self.limit, quotation.stop + 4))
        ):
            return True
        ahead = layers.letters[quotation.stop : min(self.limit, quotation.stop + 14)]
        for letter in ahead:
            if letter == THAT:
                return True
            if letter in (FINITE, PARTICIPLE, POINT):
                return False
        return False

    def _colon(self, i: int) -> Opening | None:
        layers = self.layers
        first = i + 1
        if first >= self.limit and first >= len(layers):
            return None
        if not self.frames & {"Q", "T"}:
            return None
        quoted = -1
        if layers.letters[first : first + 1] == QUOTE and first in layers.quotation_at:
            quoted, first = first, first + 1
        if first < len(layers) and layers.letters[first] == THAT:
            self.frames.add("T")
            found = self._clause(first)
            if found and quoted >= 0 and found.quoted < 0:
                found.quoted = quoted
            return found
        return self._opened(first, "speech", quoted)

    def _preposition(self, i: int) -> tuple[Opening | None, int]:
        """Return what a preposition of the cue opens, and the token to go on from."""
        layers = self.layers
        word = _PREPOSITIONS.get(layers.key(i))
        following = i + 1
        if following >= len(layers):
            return None, following
        if layers.letters[following] == THAT or (layers.letters[following] == QUOTE and layers.letters[following + 1 : following + 2] == THAT):
            if layers.key(following) == "الا" and (word is None or (word not in self.frames and "T" not in self.frames)):
                return None, following
            return (self._clause(following if layers.letters[following] == THAT else following + 1), following)
        if word is None:
            return None, following
        if word + "+" in self.frames:
            return self._asked(following), following
        if word not in self.frames or self._idle(i) or self.relative or self._clause_behind(following):
            return None, following
        while following + 1 < len(layers) and layers.letters[following] in COMMA:
            following += 1
        if layers.letters[following] == THAT:
            return self._clause(following), following
        if layers.letters[following] == NOUN and layers.key(following) in _ECHOES:
            return None, following
        if layers.key(following) in _HOPES and word == "عن":
            hope = self._hope(following)
            if hope:
                return hope, following
        quoted = -1
        if layers.letters[following] == QUOTE and following in layers.quotation_at:
            quoted = following if not layers.is_name(layers.quotation_at[following]) else -1
            following += 1
        return self._opened(following, "phrase", quoted), following

    def _clause_behind(self, i: int) -> bool:
        """Tell whether a complementiser behind a comma shows that a preposition belongs to an adverbial (بثته على موقعها، أن)."""
        if "T" not in self.frames:
            return False
        for k in range(i, min(self.limit, i + 14)):
            if self.layers.letters[k] == THAT:
                return self.layers.letters[k - 1] in COMMA
            if self.layers.letters[k] in (FINITE, PARTICIPLE, *POINT):
                return False
        return False

    def _idle(self, i: int) -> bool:
        """Tell whether a preposition belongs to an adverbial (من قبل, في بيان, ب for a place or time)."""
        layers = self.layers
        following = layers.key(i + 1)
        if layers.key(i) == "من":
            return following in ("قبل", "جهه", "جانب", "جهته", "جانبه", "هناك", "هنا") or layers.time[i + 1]
        if layers.key(i) in ("في", "علي"):
            return layers.time[i + 1] or following in (
                "بيان",
                "تصريح",
                "تصريحات",
                "موتمر",
                "كلمه",
                "وقت",
                "لقاء",
                "هامش",
                "حسابه",
                "صفحته",
                "موقعه",
                "تويتر",
                "حد",
            )
        if layers.key(i) == "ب":
            return layers.name[i + 1] >= 0 and layers.mentions[layers.name[i + 1]].type == "LOC" and layers.letters[i + 2 : i + 3] in (COMMA[0], THAT)
        return False

    def _hope(self, i: int) -> Opening | None:
        """Return the content of أعرب عن أمله بـ/في/أن."""
        layers = self.layers
        following = i + 1
        self.pieces.append(i)
        if following < len(layers) and layers.letters[following] == PREPOSITION:
            following += 1
        if following < len(layers) and layers.letters[following] == THAT:
            self.frames.add("T")
            return self._clause(following)
        if layers.key(i) in ("امله", "املها", "املهم", "التطلع", "تطلعه", "تطلعها", "الامل") and following < len(layers) and following > i + 1:
            quoted = -1
            if layers.letters[following] == QUOTE and following in layers.quotation_at:
                quoted, following = following, following + 1
                if layers.letters[following : following + 1] == THAT:
                    return self._clause(following)
            return self._opened(following, "phrase", quoted)
        self.pieces.pop()
        return None

    def _asked(self, i: int) -> Opening | None:
        """Return what is asked of somebody: behind him (طلب من دي ميستورا إجراء …)."""
        layers = self.layers
        j = i
        while j < self.limit and (layers.covered(j) or layers.letters[j] in QUOTE + "S"):
            j = self._next(j)
        while j < self.limit and (layers.key(j) in ("جميع", "كل", "كافه") or layers.letters[j] == "S" or layers.covered(j)):
            j = self._next(j)
        for k in range(j, min(self.limit, j + 12)):
            if layers.letters[k] == THAT:
                self.frames.add("T")
                return self._clause(k)
            if layers.letters[k] in (FINITE, PARTICIPLE, *POINT, *COMMA):
                break
        return self._opened(j, "phrase") if j < self.limit and j > i and layers.letters[j] not in COMMA + POINT else None

    def _object(self) -> Opening | None:
        """Return the bare object of the cue."""
        if not any(f[0] in "NB" for f in self.frames):
            return None
        bare = self._bare(self.start, self.limit)
        layers = self.layers
        if bare is not None and self.speaker is not None and self.speaker.unnamed and self.speaker.stop == bare:
            bare = next((k for k in range(bare, min(bare + 5, self.limit)) if layers.letters[bare] != NOUN and _possessed(layers, k) or layers.key(k) in _HEADS), bare)
        if bare is None or (self.cue.kind == NOUN and (self.speaker is None or bare > self.start + 1)):
            return None
        wanted = next((f[2:] for f in self.frames if f.startswith("N+")), "")
        if wanted and not any(layers.key(i).startswith(fold(wanted)) for i in range(bare, min(bare + 8, self.limit))):
            return None
        if (
            self.cue.weak
            and not wanted
            and "B" not in self.frames
            and not (layers.key(bare) in _HEADS or _possessed(layers, bare) or layers.letters[bare] == QUOTE)
        ):
            return None
        quoted = -1
        if layers.letters[bare] == QUOTE:
            quoted, bare = bare, bare + 1
        return self._opened(bare, "phrase", quoted)

    def _bare(self, start: int, limit: int) -> int | None:
        """Return the first noun behind the subject that no adverbial holds; None where there is none before ``limit``."""
        layers, letters = self.layers, self.layers.letters
        i = self._past_apposition(start, limit)
        while i < min(limit, len(layers)):
            letter = letters[i]
            if letter in COMMA or layers.time[i]:
                i += 1
            elif letter in OPEN:
                while i < limit and letters[i] not in CLOSE:
                    i += 1
                i += 1
            elif layers.key(i) == "من" and i + 1 < limit and layers.letters[i + 1] == FINITE:
                return i
            elif layers.key(i) == "ل" and i + 1 < limit and (layers.covered(i + 1) or layers.letters[i + 1] == "S"):
                i = layers.end_of_cover(i + 1)
            elif layers.key(i) == "ب" and i + 1 < limit and layers.key(i + 1) in _MANNER:
                i += 2
                while i < limit and layers.key(i) in ("شديده", "كبير", "كبيره", "العبارات", "باشد"):
                    i += 1
            elif (letter in (ADVERB, PREPOSITION) and not layers.covered(i)) or letter == RELATIVE:
                i = self._past_adverbial(i, limit)
            elif letter in (FINITE, PARTICIPLE, THAT, COLON, AND, BE, RETURN, *POINT):
                return None
            elif letter == QUOTE and i not in layers.quotation_at:
                i += 1
            else:
                return i
        return None

    def _past_apposition(self, i: int, limit: int) -> int:
        """Return the token behind an apposition that no list knows (علاء صادق، الناقد الرياضي، …)."""
        layers = self.layers
        if self.speaker is None or self.speaker.type != "PER" or i + 2 >= limit or layers.letters[i] not in COMMA or not layers.light(i + 1).startswith("ال"):
            return i
        for k in range(i + 2, min(i + 9, limit)):
            if layers.letters[k] in COMMA:
                return k + 1
            if layers.letters[k] in (FINITE, PARTICIPLE, THAT, COLON, QUOTE, PREPOSITION):
                break
        return i

    def _past_adverbial(self, i: int, limit: int) -> int:
        """Return the token behind an adverbial: behind its comma, or at a noun that opens a content."""
        layers = self.layers
        j = i + 1
        while j < limit:
            if layers.letters[j] in COMMA:
                return j + 1
            if j > i + 1 and layers.key(j) in _HEADS:
                return j
            if layers.letters[j] == QUOTE and j in layers.quotation_at and not layers.is_name(layers.quotation_at[j]):
                quotation = layers.quotation_at[j]
                if quotation.stop - quotation.first > _NAMED_QUOTE or layers.letters[j - 1] in COMMA:
                    return j
                j = quotation.stop + 1
                continue
            if layers.time[j]:
                while j < limit and layers.time[j]:
                    j += 1
                return j
            j += 1
            if layers.key(j - 1).endswith(("ها", "هم", "هما")) and j - 1 == i + 1:
                return j
        return limit
