"""The way from a cue's subject to what it opens: a clause, quotation marks, a colon, a preposition or a bare object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.asides import AHEAD, CLAUSE, PREPOSITION_OF, behind_brackets, behind_circumstance, blamed, claimed, in_adverbial, in_phrase, marks_a_word
from khabar.extract.cues import (
    AND,
    ATTRIBUTION,
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
    THAT,
    VERBAL,
    Cue,
    words,
)
from khabar.extract.objects import (
    HEADS,
    asked_further,
    bare_object,
    behind_adjectives,
    behind_asked,
    clause_behind,
    idle,
    names_his_body,
    possessed,
)
from khabar.extract.opening import CONTAINED, Opening
from khabar.extract.other_words import says_nothing, withholds
from khabar.extract.unmarked import PREPOSITIONS, passed_on, speaks, unmarked
from khabar.fold import fold

if TYPE_CHECKING:
    from khabar.extract.layers import Layers
    from khabar.extract.sources import Speaker

_OBJECTS, ECHOES = frozenset("NB"), words("echo")
_OTHER_AN, _BESIDES, _HOPES, _WISHES, _IDIOMS, _QUESTIONS = map(words, ("other-an", "beside", "hope", "wish", "idiom", "question"))
_BREAK, _ASIDES, _ECHOING, _BEFORE_CLAUSE = RETURN + POINT, RELATIVE + COMMA + ATTRIBUTION, PARTICIPLE + NOUN, COMMA + COLON
_OCCASIONS = words("occasion")
_GOES_ON, _SAYING = frozenset(("مضى", "تابع", "استطرد")), frozenset(("يقول", "تقول"))
_SPEAKING, _TELLS = frozenset(("قال", "أضاف", "أردف")), frozenset(("روى", "حكى", "شرح"))
_NEAR = 7  # tokens between a verb of a relative clause and its own complementiser


class Complement:
    """One search for what a cue opens, from behind its subject to ``limit``."""

    def __init__(self, layers: Layers, at: int, cue: Cue, speaker: Speaker | None) -> None:
        self._layers, self.at, self.cue = layers, at, cue
        self.speaker, self.via = speaker, None  # type: Speaker | None, Speaker | None
        self.limit = self._start = at + 1
        self.frames = set(cue.frames)
        self._pieces = [at]
        self._relative = self._held = False  # in a relative clause; its verb takes the next complementiser (هددت إسرائيل التي تعتقد أنها … بكذا)

    def opening(self, start: int) -> Opening | None:
        """Return what the cue opens behind token ``start``; None where it opens nothing."""
        layers, letters = self._layers, self._layers.letters
        i = self._start = self._after_echoes(start)
        if self._opens_at(i):
            return self._opened(i, "clause")
        while i < self.limit:
            letter = letters[i]
            if letter == THAT and not self._another_conjunction(i):
                if not self._held:
                    return self._clause(i)
                self._held = False
            if letter == COLON:
                return self._colon(i)
            found: Opening | None = None
            if letter == QUOTE and i in layers.quotation_at:
                found, i = self._quotation(i)
            elif layers.covered(i):
                i = layers.end_of_cover(i) - 1
            elif letter == PREPOSITION:
                found, i = self._preposition(i)
            elif letter in VERBAL:
                if not self._passes(i):
                    break
                found = self._before_echo(i)
            elif letter == NOUN and layers.key(i) in ECHOES:
                self._echo(i)
            elif layers.key(i) in _QUESTIONS and (self._asks() or (self.cue.verb in _TELLS and layers.key(i) == "كيف")):
                return self._opened(i + 1 if layers.key(i) == "عما" else i - layers.tokens.glued[i], "clause")  # عما إذا, لماذا
            elif letter in OPEN:
                i = behind_brackets(layers, i, self.limit)
            elif letter == AND and "T" in self.frames and (behind := behind_circumstance(layers, i, self.limit)):
                i = behind - 1
            elif letter == DASH:
                i = max(i, letters.find(DASH, i + 1, min(self.limit, i + AHEAD)))
            elif letter in _BREAK:
                break
            elif letter in _ASIDES:
                self._relative = letter not in COMMA
            if found:
                return found
            i += 1
        return self._object() or (self._opened(self._start, "clause") if unmarked(layers, self._start, self.cue, self.frames, self.speaker) else None)

    def _opens_at(self, i: int) -> bool:
        """Tell whether what is said begins at a token, with nothing that opens it: قائلا يجب على النظام أن."""
        if self.cue.kind == PARTICIPLE and self.cue.verb in _SPEAKING:
            return speaks(self._layers, i)
        return self.cue.verb == "نقل" and passed_on(self._layers, i, self._pieces)

    def _asks(self) -> bool:
        """Tell whether a question can follow right away: behind whom one asks (سأل الوزير هل) stands who asks as often as who is asked."""
        return self.cue.stance == "asks" and (self.cue.verb != "سأل" or self.cue.object)

    def _another_conjunction(self, i: int) -> bool:
        """Tell whether أن belongs to the word before it (بعد أن, لأنه, إلا أن)."""
        before = self._layers.key(i - 1)
        if before == "سي" and self._layers.key(i + 1) in ("ان", "اي"):
            return True  # سي إن إن
        return before in _OTHER_AN or (self._layers.tokens.glued[i] and before in ("ل", "ك"))

    def _passes(self, i: int) -> bool:
        """Tell whether a verb or participle on the way ends nothing; notes what it tells of the way."""
        layers, key = self._layers, self._layers.key(i)
        if layers.key(i - 1) == "كما" and (cue := layers.cue(i)) is not None and cue.verb in CONTAINED:
            return True  # قال أمانو كما ورد في نص كلمته «…»
        if layers.key(i - 1) == "عدم" or key in ECHOES or key in _BESIDES or says_nothing(layers, i, self.limit):
            return True
        if i == self.at + 1 and self.cue.verb in _GOES_ON and key in _SAYING:
            self._pieces.append(i)
            return True  # ومضى يقول
        cue = layers.cue(i)
        if self._relative and cue is not None and not cue.weak and layers.letters[i] == FINITE:
            if layers.letters[i - 1] == AND and cue.tense == "past" and not cue.object:
                return False  # المادة التي تنص على كذا وقالت إن
            self._held = self._held or (cue.stance == "asserts" and self._that_behind(i))
        if self.speaker is not None and self.speaker.unnamed and self._withholds(i):
            self._relative = True  # مصدر رفض الكشف عن هويته
            return True
        if cue is not None and cue.weak and not _OCCASIONS.isdisjoint((layers.key(i - 1), layers.key(i - 2))):
            return True  # أعلن التنظيم في بيان نشر على الإنترنت مسؤوليته
        if cue is not None and cue.weak and not self.cue.weak and layers.letters[i - 1] == AND and self.speaker is not None:
            return True  # قالت المحكمة في حكمها الصادر الاثنين ونشر أمس إن
        return self._relative or (layers.letters[i] == FINITE and layers.letters[i - 1] == RELATIVE)

    def _withholds(self, i: int) -> bool:
        """Tell whether a verb tells of a speaker that he is not to be named: right behind him, or behind a comma."""
        layers = self._layers
        if self.speaker is None or i == self.speaker.stop:
            return self.speaker is not None
        return withholds(layers, i) and layers.letters[i - 1] in COMMA + AND

    def _that_behind(self, i: int) -> bool:
        """Tell whether a verb of a relative clause has its own complementiser close behind."""
        at = self._layers.letters.find(THAT, i + 1, i + _NEAR)
        return at > 0 and self._layers.light(at).startswith("أ")

    def _before_echo(self, i: int) -> Opening | None:
        """Return the bare object before a cue that otherwise only repeats (مستنكراً الضغط …، قائلاً); takes in the echo where there is none."""
        if self._layers.key(i) not in ECHOES:
            return None
        if "N" in self.cue.frames and (bare := self._bare(i)) is not None:
            return self._opened(bare, "phrase")
        self._echo(i)
        if speaks(self._layers, i + 1):
            return self._opened(i + 1, "clause")  # هاجم القرار قائلا يجب على
        return None

    def _after_echoes(self, i: int) -> int:
        while i < self.limit and self._layers.letters[i] in _ECHOING and self._layers.key(i) in ECHOES:
            self._echo(i)
            i += 1
        return i

    def _echo(self, i: int) -> None:
        self._pieces.append(i)
        self.frames = (self.frames | {"T", "Q"}) - {"B"}
        if self._layers.key(i).startswith(("التاكيد", "تاكيد")):
            self.frames.add("على")
        self.limit = min(self.limit + 10, self._layers.count)

    def _opened(self, first: int, how: str, quoted: int = -1) -> Opening | None:
        if first >= self._layers.count:
            return None
        return Opening(self.at, self.cue, first, how, self.speaker, quoted, self._pieces, (self.at + 1, first), self.via)

    def _bare(self, limit: int) -> int | None:
        return bare_object(self._layers, self._start, limit, self.speaker)

    def _opens(self, i: int) -> bool:
        """Tell whether an opening quotation mark stands at a token."""
        return i < self._layers.count and self._layers.letters[i] == QUOTE and i in self._layers.quotation_at

    def _clause(self, i: int) -> Opening | None:
        """Return the content behind a complementiser."""
        layers = self._layers
        bare = self._bare(i)
        if bare is not None and self._object_before_clause(bare, i):
            return self._opened(bare, "phrase")
        if not self.frames & ({"T", "B", "من+"} | PREPOSITIONS):
            return None
        quoted = i - 1 if self._opens(i - 1) else -1
        first = i if layers.key(i) == "الا" else i + 1
        if self._opens(first):
            quoted = quoted if layers.is_name(layers.quotation_at[first]) else first
            first += 1
        while first + 1 < layers.count and (layers.letters[first] in _BEFORE_CLAUSE or layers.key(first) == "و") and first < i + 4:
            first += 1
        return self._opened(first, "clause", quoted)

    def _object_before_clause(self, bare: int, that: int) -> bool:
        """Tell whether a noun before the complementiser is the object itself (أكد حرصه على أن), not an unknown subject."""
        if "B" in self.frames:
            return True
        if "N" not in self.frames:
            return False
        if self._layers.letters[that - 1] in COMMA + DASH and not possessed(self._layers, bare):
            return False  # أكد فلان - النائب بالمجلس ورئيس الحزب، أن: an apposition
        if self._layers.key(bare) in HEADS or self._layers.letters[that - 1] == PREPOSITION:
            return True
        return self.speaker is not None and that - bare > 2 and not self.cue.weak

    def _quotation(self, i: int) -> tuple[Opening | None, int]:
        """Return what a quotation opens, and its last token where it only marks a name or a word on the way."""
        layers, quotation = self._layers, self._layers.quotation_at[i]
        inside = layers.letters[quotation.first : quotation.first + 2]
        if quotation.stop <= quotation.first:
            return None, i
        if inside[0] == THAT:
            return self._clause(quotation.first) if self.frames & ({"T", "Q", "N"} | PREPOSITIONS) else None, i
        if marks_a_word(layers, i, self.frames, self.limit):
            return None, min(quotation.stop, self.limit)
        if inside == AND + THAT:
            return self._clause(quotation.first + 1), i
        takes_object = bool(self.frames & _OBJECTS)
        bare = self._bare(i) if takes_object or in_phrase(layers, self.cue, self._start, i) else None
        if bare is not None and not takes_object:
            if i - bare > 1:
                return None, min(quotation.stop, self.limit)  # رفضت القيادات الحوار خوفا من «…»
            bare = None
        if "Q" in self.frames and bare is None:
            return self._opened(quotation.first, "speech", i), i
        if not takes_object or (bare is None and in_adverbial(layers, self._start, i)):
            return None, i
        return self._opened(bare if bare is not None else quotation.first, "phrase", i if bare is None else -1), i

    def _colon(self, i: int) -> Opening | None:
        layers, first = self._layers, i + 1
        if first >= layers.count or not self.frames & {"Q", "T"}:
            return None
        quoted = -1
        if self._opens(first):
            quoted, first = first, first + 1
        if layers.letters[first : first + 1] == THAT:
            self.frames.add("T")
            found = self._clause(first)
            if found and found.quoted < 0:
                found.quoted = quoted
            return found
        return self._opened(first, "speech", quoted)

    def _preposition(self, i: int) -> tuple[Opening | None, int]:
        """Return what a preposition of the cue opens, and the token to go on behind."""
        layers, following = self._layers, i + 1
        word = PREPOSITION_OF.get(layers.key(i))
        if following >= layers.count:
            return None, i
        that = following if layers.letters[following] == THAT else following + 1
        if layers.letters[that : that + 1] == THAT and (that == following or layers.letters[following] == QUOTE):
            if layers.key(i) == "ل" and "ل" not in self.frames:
                bare = self._bare(i) if "N" in self.frames else None
                return self._opened(bare, "phrase") if bare is not None else None, that  # لأن
            if layers.key(i) == "ب" and self.cue.verb == "قال" and claimed(layers, self._start, i, self.limit):
                return None, that  # قال ردا على مزاعم البعض بأن الحكم مسيس، إن
            if layers.key(that) == "الا" and word not in self.frames and "T" not in self.frames:
                return None, i
            return self._clause(that), i
        if word is None:
            return None, i
        if word + "+" in self.frames:
            if self.speaker is None and i == self._start + 1 and (bare := self._bare(i)) is not None:
                return self._opened(bare, "phrase"), i  # طلب رشوة من فلان
            return self._asked(following), i
        if (
            word in self.frames
            and "N" in self.frames
            and (bare := self._bare(i)) is not None
            and (self.speaker is not None or layers.key(bare) in HEADS or (bare == self._start and possessed(layers, bare)))
        ):
            return self._opened(bare, "phrase"), i
        if word == "ب" and self.speaker is not None and i == self.speaker.stop and names_his_body(layers, i, self.limit):
            return None, i
        if (
            word not in self.frames
            or self._relative
            or idle(layers, i)
            or (word == "ب" and self.cue.verb == "ذكر" and THAT in layers.letters[following : self.limit])
            or (word == "ل" and self.cue.verb == "دعا" and asked_further(layers, i, self.limit))
            or ("T" in self.frames and self.cue.kind != NOUN and clause_behind(layers, following, self.limit))
        ):
            return None, i
        return self._governed(following, word), i

    def _governed(self, first: int, word: str) -> Opening | None:
        """Return the object of a preposition of the cue."""
        layers = self._layers
        while first + 1 < layers.count and layers.letters[first] in COMMA:
            first += 1
        if layers.letters[first] == THAT:
            return self._clause(first)
        if layers.letters[first] == NOUN and layers.key(first) in ECHOES:
            return None
        if layers.key(first) in _IDIOMS or layers.key(first) == "ذلك":
            return None
        if word == "عن" and layers.key(first) in _HOPES and (hope := self._hope(first)):
            return hope
        quoted = -1
        if self._opens(first):
            quoted = -1 if layers.is_name(layers.quotation_at[first]) else first
            first += 1
        return self._opened(first, "phrase", quoted)

    def _hope(self, i: int) -> Opening | None:
        """Return the content of أعرب عن أمله بـ/في/أن."""
        layers, following = self._layers, i + 1
        governed = layers.letters[following : following + 1] == PREPOSITION
        following += governed
        if layers.letters[following : following + 1] == THAT:
            self._pieces.append(i)
            self.frames.add("T")
            return self._clause(following)
        if not governed or layers.key(i) not in _WISHES:
            return None
        self._pieces.append(i)
        quoted = -1
        if self._opens(following):
            quoted, following = following, following + 1
            if layers.letters[following : following + 1] == THAT:
                return self._clause(following)
        return self._opened(following, "phrase", quoted)

    def _asked(self, i: int) -> Opening | None:
        """Return what is asked of somebody: behind him (طلب من دي ميستورا إجراء …)."""
        layers, j = self._layers, behind_asked(self._layers, i, self.limit)
        for k in range(j, min(self.limit, j + 12)):
            if layers.letters[k] == THAT and k > j + 1 and layers.letters[k - 1] == PREPOSITION and not layers.light(j).startswith("ال"):
                break  # طلب من الوزراء إبلاغ الأهالي بأن: an object
            if layers.letters[k] == THAT:
                self.frames.add("T")
                return self._clause(k)
            if layers.letters[k] in CLAUSE + COMMA:
                break
        if layers.letters[j : j + 1] == PREPOSITION and layers.key(j) in ("الي", "ل"):
            j += 1  # أهاب بالسكان إلى توخي الحذر
        elif layers.letters[j : j + 1] == PREPOSITION:
            j = bare_object(layers, j, self.limit, None) or j  # طلب من الاتحاد من جديد إدراج
        return self._opened(j, "phrase") if i < j < self.limit and layers.letters[j] not in COMMA + POINT else None

    def _object(self) -> Opening | None:
        """Return the bare object of the cue."""
        if not any(f[0] in "NB" for f in self.frames):
            return None
        layers, bare = self._layers, self._bare(self.limit)
        described = self.speaker is not None and self.speaker.unnamed and self.speaker.stop == bare
        if bare is not None and described and layers.letters[bare] != NOUN and layers.light(bare).startswith("ال"):
            bare = behind_adjectives(layers, bare, self.limit)
        if bare is None or (self.cue.kind == NOUN and (self.speaker is None or bare > self._start + 1)):
            return None
        wanted = next((fold(f[2:]) for f in self.frames if f.startswith("N+")), "")
        if wanted and bare is None:
            bare = blamed(layers, self._start, self.limit, wanted)
        if wanted and not any(layers.key(i).removeprefix("ال").startswith(wanted) for i in range(bare, min(bare + 8, self.limit))):
            return None
        plain = self.cue.weak and not wanted and "B" not in self.frames
        if layers.key(bare) in _IDIOMS:
            return None
        if plain and not (layers.key(bare) in HEADS or possessed(layers, bare) or layers.letters[bare] == QUOTE):
            return None
        return self._opened(bare + 1, "phrase", bare) if layers.letters[bare] == QUOTE else self._opened(bare, "phrase")
