"""Where two phrases meet with nothing between them: the letters that keep their words apart when a sentence is cut into pieces.

What an article, an adjective or a pronoun has closed owns no name behind it: طالب الأهالي المحافظ، اقتحمت قوة خاصة مخيم جنين، قصفت طائراتها غزة.
A person named behind such words bears them: الضابط محمود.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from khabar.extract.events_words import bears_pronoun

CLOSED = "F"  # an adjective or a noun with the article that ends its phrase
_WHOLE = {"G": "g", "X": "x"}  # people, and words for what follows, that own nothing behind them
_THEIR_OWN = "O"  # people or a state that a pronoun gives to somebody: دعم بلاده للسلطة
_ADJECTIVE = "j"
_EACH = "كل"  # before من
_ADJECTIVAL = ("ي", "ية", "ة", "ين", "ون")  # endings of what may be an adjective of a name in quotation marks
_SOME = frozenset(("البعض", "الجميع", "الكثيرون", "الكل", "العديدون"))  # people who own and count nobody behind them
_SEVERAL = "w"  # people in the indefinite plural or dual, whom what has the article does not qualify
_ENDED = ("ون", "ين", "ان")
_ONE_OF_THEM = frozenset("لواء عنصر".split())  # words for bodies or their people that one person is called by too
_OF_WEAPONS = frozenset("مفخخة ناسفة حارقة مسيرة ملغومة موقوتة لاصقة مسرعة مسمومة متفجرة".split())  # adjectives of what somebody is attacked with
_NOUNS = frozenset("قرية بلدية مديرية ناحية جمهورية قضية عملية هوية جنسية كلية جمعية اتفاقية حرية ولاية".split())  # that end like adjectives
_PARTED = "P"  # a name that is none of the phrase before it
_OF_THEIRS = frozenset("تابع تابعين تابعون تابعا تابعان موال موالين موالون موالي".split())  # behind a force, of whom it is
_MEETING = re.compile(
    r"""
    (?P<owner>G)(?=[Ga])                             # people and those whom they belong to
    | (?P<body>d)(?=[GZ])                            # a body and whom it meets
    | (?P<theirs>(?<=V)n)(?=[gaGXZRM])
    | (?P<instrument>(?:(?<=b)|(?<=b[dT]))d)(?=[aGgXR])
    | (?P<kind>(?<=[bo]n)[jn])(?=[MRa])
    | (?P<between>(?<=[Xj])n)(?=[slAj])              # between a force and what it is of
    | (?P<from>(?<=[ZdDA])s)(?=M)
    | (?P<own>G)(?=[dj]{0,2}[sl])
    | (?P<some>K)(?=[GXZMR])
    | (?P<each>d)(?=Ks)
    | (?<=[Mm]q)(?P<quoted>d)
    | (?P<several>[ga])(?=[dD])
    | (?P<bare>[GX])(?=[MPRX])                       # people or a force right before a name or title
    | [XZGx][dDAOj]*(?P<last>[dDAOj])(?=[MPRX])      # and with adjectives between
    """,
    re.VERBOSE,
)


class Looks(NamedTuple):
    """What a token is beyond its letter."""

    is_person: Callable[[int], bool]
    is_place: Callable[[int], bool]
    light: Callable[[int], str]
    owns: Callable[[int], bool]  # those who are called by whom they belong to (عائلات)
    is_body: Callable[[int], bool]


def _is_of_bodies(line: str, match: re.Match[str], first: int, looks: Looks) -> bool:
    """Tell whether a phrase names a body, which no person's name behind it goes on with: اعتقلت الشرطة فلانا، قوات الأمن فلانا, not الضابط المتقاعد فلان."""
    head = match.start()
    if line[head] == "G":
        return looks.is_body(first + head) or (head > 0 and line[head - 1] == "X")
    return line[head] in "XZ" and bool(match["last"]) and looks.light(first + head).removeprefix("ال") not in _ONE_OF_THEM


def parted(line: str, first: int, looks: Looks) -> str:
    """Return the letters of a sentence whose first token is ``first`` with those changed that end a phrase or go on with one."""
    changed: dict[int, str] = {}
    for match in _MEETING.finditer(line):
        behind = match.end()
        token = first + behind - 1
        light = looks.light(token)
        if match["own"]:
            if bears_pronoun(light):
                changed[behind - 1] = _THEIR_OWN
        elif match["some"]:
            if light in _SOME:
                changed[behind - 1] = _WHOLE["G"]  # اتهم البعض الحكومة
        elif match["each"]:
            if looks.light(token + 1) == _EACH:
                changed[behind - 1] = CLOSED  # رحب بالاتفاق كل من تركيا
        elif match["quoted"]:
            if not light.endswith(_ADJECTIVAL):
                changed[behind - 1] = "n"  # رفضت «حماس» العرض
        elif match["owner"]:
            if looks.owns(token) and looks.light(token + 1).startswith("ال"):
                changed[behind - 1] = "X"  # عائلات المعتقلين، أحزاب المعارضة
        elif match["body"]:
            if looks.is_body(token) or not looks.light(token + 1).startswith("ال"):
                changed[behind - 1] = CLOSED  # اتهم المركز الشرطة، نددت بالقرار نقابات
        elif match["theirs"]:
            if bears_pronoun(light):
                changed[behind - 1] = CLOSED  # داهم منزله مسلحون
        elif match["instrument"]:
            if line[behind] in "aXR" or looks.light(token + 1).startswith("ال"):
                changed[behind - 1] = CLOSED  # ضربت الشرطة بالهراوات المتظاهرين
        elif match["between"]:
            if light.endswith("ة") or light in _OF_THEIRS:
                changed[behind - 1] = _ADJECTIVE  # قوة خاصة من الجيش، طائرات تابعة لسلاح الجو
        elif match["from"]:
            if looks.is_place(token + 1):
                changed[behind] = _PARTED  # انسحاب القوات الأمريكية من سوريا
        elif match["kind"]:
            if looks.light(token - 1).endswith("ة") and (light in _OF_WEAPONS or (light.endswith("ية") and light not in _NOUNS)):
                changed[behind - 1] = CLOSED  # اغتال مجهولون على دراجة نارية فلانا
        elif match["several"]:
            if light.endswith(_ENDED) and not light.startswith("ال"):
                changed[behind - 1] = _SEVERAL  # أحرق متظاهرون العلم
        elif line[behind] == "M" and looks.is_person(token + 1) and not _is_of_bodies(line, match, first, looks):
            continue
        elif match["last"]:
            changed[behind - 1] = CLOSED
        elif light.startswith("ال") or (match["bare"] == "X" and bears_pronoun(light)):
            changed[behind - 1] = _WHOLE[match["bare"]]
    return "".join([changed.get(at, letter) for at, letter in enumerate(line)]) if changed else line
