"""Forms that can be cues and are other words where they stand, told by what stands before and behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.cues import (
    AND,
    ATTRIBUTION,
    BE,
    CLAUSE_BEFORE,
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

if TYPE_CHECKING:
    from khabar.extract.layers import Layers

_WITHHOLDING, _WITHHELD, _IDENTITY = words("withholding"), words("withheld"), words("identity")
_CALLED, _FIRST_PERSON, _BETWEEN = words("called"), words("first-person"), words("between")
_LIKE_NOUNS = frozenset(("طلب", "عرض", "وعد", "رفض", "ذكر", "نقل", "نشر", "حث", "حمل", "شكر"))  # written as their verbal nouns
_NO_AND = words("no-and")
_NOBODY, _WANTING = words("nobody"), words("wanting")
_GOES_ON = frozenset(("أضاف", "تابع", "أردف", "استطرد", "استدرك", "ختم", "واصل", "أكمل"))
_NEGATED = frozenset(("لا", "لم", "لن"))
_TITLED = 30  # tokens that a verb may need to its عن where its subject is named at length
_NO_VERBS = frozenset(("بين", "عبر"))
_DAMMA = "\u064f"
_SAID_AGAIN = 14  # tokens between بين and وبين
_ABOUT_REACH = 10  # tokens behind عبر within which عن shows that it is the verb
_JOINS = AND + COMMA
_NOUNS_TOO = frozenset(("اتهم", "اقترح"))
_SOURCE = 5  # tokens of an attribution with its unnamed speaker
_CLAUSE_NEAR = 14  # tokens within which its clause follows
_NAMELESS = 6  # tokens within which طالبا عدم الكشف عن هويته names what is withheld
_SUPPOSED = frozenset(("لاحظ", "اعتقد", "توقع", "رجح", "قدر", "زعم", "عد", "ظن", "حسب", "ذكر"))
_THOUGHT, _PARTICLE = frozenset(("اعتقد", "ظن", "رجح", "زعم", "قدر")), 3
_WRITES = frozenset(("كتب", "دون"))
_ABOUT, _UPON = ("عن", "عنه", "عنها"), ("عليها", "عليه", "عليهما")
# prepositions with a pronoun, by the preposition that a cue governs
_RESUMED = {
    "ب": frozenset(("به", "بها", "بهم", "بهما")),
    "عن": frozenset(("عنه", "عنها", "عنهم")),
    "إلى": frozenset(("اليه", "اليها", "اليهم")),
}
_RESUMING = frozenset().union(*_RESUMED.values())
_AMBIGUOUS = _CALLED | {"بين", "عبر", "طالب", "شبه"}


def is_half(layers: Layers, i: int) -> bool:
    """Tell whether شبه before an adjective is no verb (وكالة شبه رسمية)."""
    adjective = layers.key(i + 1).endswith(("ي", "يه")) and not layers.covered(i + 1)
    return layers.key(i) == "شبه" and adjective and i > 0 and layers.letters[i - 1] not in AND + RELATIVE


def is_called(layers: Layers, i: int) -> bool:
    """Tell whether a verb tells how somebody is called (يُدعى فلان)."""
    return layers.key(i) in _CALLED and layers.is_person(i + 1)


def withholds(layers: Layers, i: int) -> bool:
    """Tell whether a word tells that somebody does not want something to be told (رفض الكشف)."""
    return layers.key(i) in _WITHHOLDING and layers.key(i + 1) in _WITHHELD


def keeps_nameless(layers: Layers, i: int) -> bool:
    """Tell whether a word tells that a source does not want to be named (طلب عدم ذكر اسمه)."""
    return withholds(layers, i) and any(layers.key(k) in _IDENTITY for k in range(i + 2, min(i + _NAMELESS, layers.count)))


def says_nothing(layers: Layers, i: int, limit: int) -> bool:
    """Tell whether a form on the way to a complementiser reports nothing itself (قال مسؤول لرويترز طالبا عدم ذكر اسمه إن)."""
    if layers.key(i) in _NO_VERBS and _no_verb(layers, i, layers.letters[i - 1]):
        return True  # ردا على سؤال عن قمة بين بوتين وأردوغان
    nameless = keeps_nameless(layers, i) or keeps_nameless(layers, i - 1)
    return is_half(layers, i) or is_called(layers, i) or (nameless and THAT in layers.letters[i : min(limit, i + _CLAUSE_NEAR)])


def another_word(layers: Layers, at: int, least: int, cue: Cue) -> bool:
    """Tell whether the form at token ``at`` of the sentence begun at ``least`` is no cue."""
    before = layers.letters[at - 1] if at > least else ""
    if before and layers.key(at - 1).isdecimal():
        return True  # 450 طالبا
    if keeps_nameless(layers, at) and before not in tuple(RELATIVE):
        return True
    if _of_nobody(layers, at, cue) or (cue.kind == FINITE and _of_his_own(layers, at, cue)):
        return True
    if cue.kind == NOUN:
        return layers.light(at).startswith("ال") or not cue.frames & {"T", "N"}
    if cue.kind == PARTICIPLE:
        # مناشدة, مطالبة, متهما and مقترحا are nouns where no clause begins
        if cue.verb == "جدد":
            return before not in tuple(COMMA) or layers.letters[at + 1 : at + 2] in tuple(COMMA)  # أكد مجددا أن
        return (cue.gender == "f" or cue.verb in _NOUNS_TOO) and (not before or before not in PAUSE + AND) and not _clause_of_body(layers, at)
    return _no_verb(layers, at, before) or _nobodys(layers, at, least, cue) or _inside(layers, at, least, cue)


def _clause_of_body(layers: Layers, at: int) -> bool:
    """Tell whether a participle right behind a name opens a clause (ردت وزارة البيئة موضحة أن)."""
    behind = at + 1 + (layers.letters[at + 1 : at + 2] == PREPOSITION)
    return layers.covered(at - 1) and layers.letters[behind : behind + 1] == THAT


def _of_nobody(layers: Layers, at: int, cue: Cue) -> bool:
    """Tell whether a saying is told, not somebody's words (قال تعالى, يقول المثل, كما قال الشاعر)."""
    return cue.verb == "قال" and layers.key(at + 1) in _NOBODY and not layers.covered(at + 2)


def _of_his_own(layers: Layers, at: int, cue: Cue) -> bool:
    """Tell whether a form is the first person of one who speaks (لا أستبعد, أريد أن أوضح)."""
    first = layers.light(at).startswith("أ") and cue.verb.startswith("ا") and cue.tense == "past"
    if first and (layers.enclosing[at] is not None or layers.key(at - 1) in _NEGATED):
        return True
    return layers.letters[at - 1 : at] == THAT and layers.key(at - 1) == "ان" and layers.key(at - 2) in _WANTING


def _no_verb(layers: Layers, at: int, before: str) -> bool:
    """Tell whether a form of a verb is a preposition, a noun or an adverb."""
    key = layers.key(at)
    if before == PREPOSITION and not layers.covered(at - 1) and layers.key(at - 1) != "من":
        return True  # بطلب فدية: the verbal noun
    if before == PREPOSITION and key in _LIKE_NOUNS and layers.light(at + 1).startswith("ال"):
        return True  # منع القوات من طلب المساندة
    if before == AND and layers.key(at - 2) in _NO_AND:
        return True  # بعدما ووجهت بعنف
    if key not in _AMBIGUOUS:
        return layers.light(at).endswith("ة")  # دعاة
    if key == "بين" and before and (before not in _JOINS or _between_two(layers, at)):
        return True
    if key == "عبر" and all(layers.key(i) not in _ABOUT or layers.key(i + 1) == "طريق" for i in range(at + 1, _about_reach(layers, at))):
        return True  # قال عبر تويتر
    if key == "طالب" and before and before not in CLAUSE_BEFORE and _a_student(layers, at + 1):
        return True
    return is_called(layers, at) or is_half(layers, at)


def _between_two(layers: Layers, at: int) -> bool:
    """Tell whether وبين only says again between whom (مشتركة بين الأمانة وبين الدول)."""
    first = max(layers.sentences[layers.sentence[at]][0], at - _SAID_AGAIN)
    return layers.letters[at - 1] == AND and any(layers.key(i) == "بين" and layers.letters[i - 1] not in _JOINS for i in range(first + 1, at - 1))


def _about_reach(layers: Layers, at: int) -> int:
    """Return the token before which عن must follow عبر: words of names and titles are not counted."""
    plain, i = 0, at + 1
    while i < min(layers.count, at + _TITLED) and plain < _ABOUT_REACH:
        plain += not layers.covered(i)
        i += 1
    return i


def _a_student(layers: Layers, i: int) -> bool:
    """Tell whether a bare noun behind طالب shows that it is none of asking (المجني عليه طالب مصاب بكذا)."""
    light = layers.light(i)
    if layers.letters[i : i + 1] == QUOTE and layers.key(i + 1).isdecimal():
        return True  # طالب "15 سنة"
    plain = layers.letters[i : i + 1] == "." and not layers.covered(i) and layers.key(i) not in _BETWEEN
    return plain and not light.startswith("ال") and not light.endswith(("ون", "ين"))


def _nobodys(layers: Layers, at: int, least: int, cue: Cue) -> bool:
    """Tell whether a verb tells nobody's words: a passive."""
    passive = cue.tense == "past" and layers.tokens.text[layers.tokens.starts[at] + 1 : layers.tokens.starts[at] + 2] == _DAMMA
    if cue.tense == "present" and at > least and layers.key(at - 1) == "ان":
        return cue.verb not in _GOES_ON or layers.key(at - 2) != "قبل"  # قبل أن يضيف: he did; يجب أن يقول: nobody has said it
    if passive and not (cue.verb == "نقل" and layers.key(at + 1) == "عن"):
        return True  # كُشف
    if cue.verb in _SUPPOSED and cue.tense == "present" and at - least <= 1 and layers.letters[at + 1 : at + 2] == THAT:
        return True  # ويُعتقد أن, ويُلاحظ أن
    if cue.verb in _THOUGHT and cue.tense == "present" and cue.number == 1 and layers.letters[at + 1 : at + 2] == THAT and _indefinite(layers, at - 1, least):
        return True  # مسلحين يُعتقد أنهم من كذا
    return cue.verb in _WRITES and cue.number == 1 and layers.key(at + 1) in _UPON  # لافتات كتب عليها «…»


def _indefinite(layers: Layers, i: int, least: int) -> bool:
    """Tell whether an indefinite noun stands at a token, which a clause behind it describes."""
    plain = i > least and layers.letters[i] in "." + SOURCE and not layers.covered(i) and not layers.time[i]
    return plain and len(layers.light(i)) > _PARTICLE and not layers.light(i).startswith("ال")


def _inside(layers: Layers, at: int, least: int, cue: Cue) -> bool:
    """Tell whether a verb belongs to a clause inside other words, whose object or label it tells."""
    if layers.key(at + 1) in _RESUMING and any(layers.key(at + 1) in _RESUMED.get(frame, ()) for frame in cue.frames):
        return True  # التي طالبت بها الجماهير: what stands before is its object
    if at - 2 >= least and layers.letters[at - 1] == BE and layers.letters[at - 2] == RELATIVE and cue.weak:
        return True  # التي كانوا يأملون أن
    key = layers.key(at - 1) if at else ""
    if key == "ما" and (cue.object or ATTRIBUTION in layers.letters[max(least, at - 3) : at]):
        return True  # احتجاجا على ما وصفوه بالمماطلة: a label; وفقا لما نقل التلفزيون: an attribution
    if cue.verb == "تحدث" and ATTRIBUTION in layers.letters[max(least, at - _SOURCE) : at]:
        return True  # بحسب مصدرين تحدثا لوكالة كذا
    if cue.verb == "تحدث" and any(layers.key(k) in _IDENTITY for k in range(at + 1, at + _NAMELESS + 2)):
        return True  # الذي تحدث شريطة عدم الكشف عن اسمه
    if cue.verb == "اعتبر" and cue.object and (cue.tense == "present" or layers.letters[at - 1] not in CLAUSE_BEFORE):
        return True  # فيما يعتبره مراقبون, خطوة اعتبرها محللون
    if cue.verb == "أطلع" and layers.key(at + 1) in _UPON:
        return True  # بيان اطلعت عليه الوكالة
    return key in _FIRST_PERSON or (cue.tense == "present" and key in ("ما", "مما"))  # إني أعلن; وهو ما يشير إلى أن
