"""The words that report speech: verbs, participles and verbal nouns with what follows them, and the other words that a statement is built of."""

from dataclasses import dataclass, replace
from functools import cache

from khabar.fold import fold, folded_key
from khabar.grammar import OTHER
from khabar.morphology import bases, conjugated
from khabar.tables import packed_lines, rows

# classes of tokens, one letter each: the class string of a report is made of them
FINITE, PARTICIPLE, NOUN = "V", "P", "N"
THAT, QUOTE, COLON, COMMA, AND, RELATIVE, BE, OPEN, CLOSE, DASH = "T", "Q", ":", ",", "&", "R", "K", "(", ")", "-"
VERBAL, PAUSE = FINITE + PARTICIPLE, COMMA + QUOTE
SOURCE, ADVERB, PREPOSITION, RETURN, ATTRIBUTION, IMPERSONAL, POINT, REMARK = "S", "A", "p", "X", "B", "I", "!", "x"
CLAUSE_BEFORE = AND + COMMA + BE + COLON + POINT + QUOTE + CLOSE + THAT + DASH  # what a clause can begin behind


@cache
def words(kind: str) -> frozenset[str]:
    """Return the folded keys of a closed class of ``data/speech_words.tsv``."""
    return frozenset(fold(word) for row in rows("speech_words.tsv") if row["class"] == kind for word in row["words"].split())


@dataclass(frozen=True, slots=True)
class Cue:
    """One form of a reporting word.

    ``kind`` is FINITE, PARTICIPLE or NOUN; ``frames`` as in ``data/speech_verbs.tsv``; ``tense`` is empty for a noun; ``gender`` is m, f or
    empty; ``number`` 1, 2 or 3 (many), 0 unknown; ``possessed``: a verbal noun with the pronoun of the one who speaks; ``object``: a verb
    with a pronoun for whom it is said to or of.
    """

    kind: str
    verb: str
    frames: frozenset[str]
    stance: str
    force: str
    act: bool
    weak: bool
    tense: str = ""
    gender: str = ""
    number: int = 0
    possessed: bool = False
    object: bool = False


_PARTICIPLE_ENDINGS = (("ا", "m", 1), ("ة", "f", 1), ("ين", "m", 3), ("تين", "f", 2))  # in ات they are nouns: مبررات, مطالبات


_OBJECTS = ("ه", "ها", "هم", "نا", "هما")


def _before_pronoun(light: str) -> str:
    """Return a verb as it is written before a pronoun (دعا + ه is دعاه, رأى + ه is رآه, قالوا + ه is قالوه)."""
    if light.endswith("وا"):
        return light[:-1]
    return light[:-1] + "ا" if light.endswith("ى") else light


def _with_object(frames: frozenset[str]) -> frozenset[str]:
    """Return what may follow a verb whose object is a pronoun (وصفه بـ, اتهمه بـ)."""
    return (frames - {"B"}) | {"ب", "T"} if "B" in frames else frames


def cues() -> dict[str, Cue]:
    """Return the cue for each folded key; a form that two verbs share goes to the one with no weak reading, else to the first."""
    found: dict[str, Cue] = {}

    def put(key: str, cue: Cue) -> None:
        known = found.get(key)
        if known is None:
            found[key] = cue
        elif known.verb == cue.verb and known.kind == cue.kind == FINITE:
            found[key] = _joined(known, cue)
        elif known.weak and not cue.weak:
            found[key] = cue

    table = rows("speech_verbs.tsv")
    for row in table:
        others = _other_words(row)
        for light, form in conjugated(row["past"], row["present"]).items():
            if form.person == 3 and folded_key(light) not in others:
                cue = _cue(row, FINITE, form.tense, form.gender, form.number)
                put(folded_key(light), cue)
                for pronoun in _OBJECTS if "object" in row["flags"].split() and form.tense != "future" else ():
                    if fold(_before_pronoun(light) + pronoun) in others:
                        continue
                    put(folded_key(_before_pronoun(light) + pronoun), replace(cue, object=True, frames=_with_object(cue.frames)))
        for ending, gender, number in _PARTICIPLE_ENDINGS if row["participle"] else ():
            weak = row["participle"].endswith("ي") and ending == "ين"  # داعين
            for key in (fold(row["participle"] + ending), *((fold(row["participle"][:-1] + ending),) if weak else ())):
                if key not in others:
                    put(key, _cue(row, PARTICIPLE, "present", gender, number))
    for row in table:
        if row["noun"]:
            put(fold(row["noun"]), _cue(row, NOUN, "", "", 0))
    return found


def _other_words(row: dict[str, str]) -> set[str]:
    """Return the forms of a verb that are other words: those its row names, and تفعّل of a weak فعّل (تجدد, تبين)."""
    others = {fold(flag[1:]) for flag in row["flags"].split() if flag.startswith("-")}
    past, present = fold(row["past"]), fold(row["present"])
    if len(past) == 3 and present == "ي" + past and "weak" in row["flags"].split():
        others.add("ت" + past)
    return others


def _cue(row: dict[str, str], kind: str, tense: str, gender: str, number: int) -> Cue:
    flags = row["flags"].split()
    return Cue(kind, row["past"], frozenset(row["frames"].split()), row["stance"], row["force"], "act" in flags, "weak" in flags, tense, gender, number)


def _joined(one: Cue, other: Cue) -> Cue:
    """Return two verbs of one spelling as one cue (ذَكَرَ أن, ذَكَّرَ بـ)."""
    frames = one.frames | other.frames
    return Cue(one.kind, one.verb, frames, one.stance, one.force, one.act, one.weak and other.weak, one.tense, one.gender, one.number)


_WORDS = {
    THAT: "أن إن أنه إنه أنها إنها أنهم إنهم أنهما إنهما أنهن إننا أننا إني أني إنني أنني أنك أنكم إنكم ألا",
    AND: "و ف ثم",
    RELATIVE: "الذي التي الذين اللذين اللذان اللتين اللتان اللواتي ممن",
    BE: "كان كانت كانوا يكون تكون",
    ADVERB: "خلال أثناء بعد قبل عقب إثر أمس اليوم غداة مساء صباح ظهر ليل فجر لدى أمام عند منذ حول ضمن وسط ضد فور تعليقا ردا تعقيبا مؤخرا سابقا حديثا لاحقا",
    PREPOSITION: "ب على إلى عن من في حول ل مع بشأن بخصوص",
    RETURN: "وذلك بينما فيما علما",
    REMARK: "ذلك دون",
    ATTRIBUTION: "حد بحسب حسب حسبما وفق وفقا طبقا نقلا استنادا",
    IMPERSONAL: "يذكر يشار يجدر تجدر جدير الجدير معلوم المعلوم",
}
_SIGNS = {COLON: ":", COMMA: "،,؛;", OPEN: "([", CLOSE: ")]", DASH: "-–—_|", POINT: ".!؟?۔…", QUOTE: '«»"“”„‟〝〞＂‹›'}


class Classes:
    """The class of each word form, and its cue if it is one."""

    def __init__(self, sources: frozenset[str]) -> None:
        """``sources`` are the folded keys of words for speakers."""
        self._cues = cues()
        self._letters = {fold(word): letter for letter, words in _WORDS.items() for word in words.split()}
        self._letters |= {sign: letter for letter, signs in _SIGNS.items() for sign in signs}
        self._sources = sources
        self._verbs = frozenset(packed_lines("verbs.txt.gz"))
        self._nouns = {key for key, cue in self._cues.items() if cue.kind == NOUN}
        # how a form of them begins: all but the last letter stays before a pronoun
        self._beginnings = frozenset(key[:-1][:3] for key in self._nouns)

    def letter(self, light: str, key: str) -> str:
        """Return the class of a form."""
        known = self._letters.get(key)
        if known is not None:
            # آن الأوان is no complementiser, nor is إلا, which is often spelt as ألا
            return OTHER if light == "آن" or (key == "الا" and light != "ألا") else known
        cue = self._cues.get(key)
        if cue is not None:
            return cue.kind
        if key in self._sources:
            return SOURCE
        return NOUN if self._noun(light, key) else OTHER

    def cue(self, light: str, key: str) -> Cue | None:
        """Return the cue that a form is, None for any other form."""
        return self._cues.get(key) or self._noun(light, key)

    def verb(self, light: str, key: str) -> bool:  # noqa: ARG002 - a column gets both
        """Tell whether a form can be a verb in the third person."""
        if key in self._verbs or (key.endswith(("ت", "وا")) and key.removesuffix("ت").removesuffix("وا") in self._verbs):
            return True
        return key[:1] in "يت" and len(key) >= 4 and not key.endswith("ه")

    def _noun(self, light: str, key: str) -> Cue | None:
        """Return the verbal noun under an article or a pronoun (تأكيده, قولها, الدعوة)."""
        if self._beginnings.isdisjoint((key[:2], key[:3], key[2:4], key[2:5])):
            return None
        for base in bases(light)[1:]:
            noun = folded_key(base)
            if noun in self._nouns:
                return replace(self._cues[noun], possessed=light.endswith(("ه", "ها", "هم", "هما")) and not light.startswith("ال"))
        return None
