"""Where two phrases meet with nothing between them: the letters that keep their words apart when a sentence is cut into pieces.

What an article, an adjective or a pronoun has closed owns no name behind it: طالب الأهالي المحافظ، اقتحمت قوة خاصة مخيم جنين، قصفت طائراتها غزة.
A person named behind such words bears them: الضابط محمود. The people of a body are one phrase with its name, in whatever way the press tells whose they are
(المتمردين الحوثيين، ضابط في الجيش، مسلحين تابعين لحركة), so that nobody is taken to act against his own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from khabar.extract.events_words import bears_pronoun

if TYPE_CHECKING:
    from khabar.extract.events_scene import Scene
    from khabar.extract.events_words import Words
    from khabar.model import Mention

CLOSED = "F"  # an adjective or a noun with the article that ends its phrase
_OWNERLESS = {"G": "g", "X": "x"}  # people, and words for what follows, that own nothing behind them
_THEIR_OWN = "O"  # people or a state that a pronoun gives to somebody: دعم بلاده للسلطة
_ADJECTIVE, _FROM = "j", "s"
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
FIGHTERS = frozenset(("UAF", "REB", "MIL", "COP", "SPY", "PTY"))  # sectors of people who are taken for the body that they are of
_OF_A_BODY = ("ون", "ين", "ي", "ية")  # endings of names that are adjectives as well
_SORTS = frozenset("تنظيم حركه جماعه حزب جبهه صفوف قوات كتايب ميليشيا مليشيا لواء جهاز منظمه شركه شبكه".split())  # between في and a body's name
_CIVILIANS = "CVL"  # the sector of people who belong to no body
# the letter at each seam comes first in its branch, so that the search passes at once over what begins none
_MEETING = re.compile(
    r"""
    G (?=[Ga]) (?P<owner>)
    | d (?=[GZ]) (?P<body>)
    | n (?<=Vn) (?=[gaGXZRM]) (?P<theirs>)
    | d (?:(?<=bd) | (?<=b[dT]d)) (?=[aGgXR]) (?P<instrument>)
    | [jn] (?<=[bo]n[jn]) (?=[MRa]) (?P<kind>)
    | n (?<=[GgaXK]n) (?=f) (?P<grade>)
    | n (?<=[XjgaG]n) (?=[slAj]) (?P<between>)
    | j (?<=vnj) (?=[MRaXGKZ]) (?P<object>)
    | s (?<=[ZdDA]s) (?=M) (?P<from>)
    | f (?:(?<=[GgaXK]f) | (?<=[GgaXK][jdn]f)) (?=[XM]) (?P<member>)
    | G (?=[dj]{0,2}[sl]) (?P<own>)
    | K (?=[GXZMR]) (?P<some>)
    | d (?=Ks) (?P<each>)
    | d (?<=[Mm]qd) (?P<quoted>)
    | [ga] (?=[dD]) (?P<several>)
    | [ga] (?=M) (?P<called>)
    | G (?=[MPRX]) (?P<people>)
    | X (?=[MPRX]) (?P<force>)
    | [XZGx][dDAOj]*[dDAOj] (?=[MPRX]) (?P<last>)
    """,
    re.VERBOSE,
)


class Looks(NamedTuple):
    """What a token is beyond its letter."""

    is_person: Callable[[int], bool]
    is_place: Callable[[int], bool]
    is_people: Callable[[int], bool]  # a name that tells who the people before it are (الحوثيين)
    is_membership: Callable[[int], bool]  # في between people and the body that they are of
    owns: Callable[[int], bool]  # those who are called by whom they belong to (عائلات)
    is_body: Callable[[int], bool]
    light: Callable[[int], str]


class _Seam(NamedTuple):
    """A place where two phrases may meet: the letters of the sentence, where the phrase before begins in them, the token that ends it and its light form."""

    line: str
    head: int
    at: int
    token: int
    light: str
    looks: Looks

    def before(self) -> str:
        """Return the light form of the token before."""
        return self.looks.light(self.token - 1)

    def behind(self) -> str:
        """Return the light form of the token behind."""
        return self.looks.light(self.token + 1)


def _is_kind(seam: _Seam) -> bool:
    """Tell whether a word says of what kind a thing is, and is none for those behind it: دراجة نارية."""
    return seam.before().endswith("ة") and (seam.light in _OF_WEAPONS or (seam.light.endswith("ية") and seam.light not in _NOUNS))


def _ends_before_name(seam: _Seam) -> bool:
    """Tell whether a phrase ends before a name or title: always but where it may tell who the person behind it is."""
    if seam.line[seam.at + 1] != "M":
        return True
    if seam.looks.is_person(seam.token + 1):
        return _is_of_bodies(seam)
    return seam.line[seam.at] != "G" or not seam.looks.is_people(seam.token + 1)


def _is_of_bodies(seam: _Seam) -> bool:
    """Tell whether a phrase names a body, which no person's name behind it goes on with: اعتقلت الشرطة فلانا، قوات الأمن فلانا, not الضابط المتقاعد فلان."""
    line, head = seam.line, seam.head
    first = seam.token - seam.at + head
    if line[head] == "G":
        return seam.looks.is_body(first) or (head > 0 and line[head - 1] == "X")
    return line[head] in "XZ" and head < seam.at and seam.looks.light(first).removeprefix("ال") not in _ONE_OF_THEM


# what must hold at a seam, and the letter that its token, or the one behind, gets then
_CHANGES: dict[str, tuple[Callable[[_Seam], bool], str]] = {
    "own": (lambda seam: bears_pronoun(seam.light), _THEIR_OWN),
    "some": (lambda seam: seam.light in _SOME, _OWNERLESS["G"]),  # اتهم البعض الحكومة
    "each": (lambda seam: seam.behind() == _EACH, CLOSED),  # رحب بالاتفاق كل من تركيا
    "quoted": (lambda seam: not seam.light.endswith(_ADJECTIVAL), "n"),  # رفضت «حماس» العرض
    "owner": (lambda seam: seam.looks.owns(seam.token) and seam.behind().startswith("ال"), "X"),  # عائلات المعتقلين، أحزاب المعارضة
    "body": (lambda seam: seam.looks.is_body(seam.token) or not seam.behind().startswith("ال"), CLOSED),  # اتهم المركز الشرطة، نددت بالقرار نقابات
    "theirs": (lambda seam: bears_pronoun(seam.light), CLOSED),  # داهم منزله مسلحون
    "instrument": (lambda seam: seam.line[seam.at + 1] in "aXR" or seam.behind().startswith("ال"), CLOSED),  # ضربت الشرطة بالهراوات المتظاهرين
    "between": (lambda seam: seam.light.endswith("ة") or seam.light in _OF_THEIRS, _ADJECTIVE),  # قوة خاصة من الجيش، طائرات تابعة لسلاح الجو
    "from": (lambda seam: seam.looks.is_place(seam.token + 1), _PARTED),  # انسحاب القوات الأمريكية من سوريا
    "grade": (lambda seam: seam.looks.is_membership(seam.token + 1), _ADJECTIVE),  # ضابط كبير في الجيش
    "member": (lambda seam: seam.looks.is_membership(seam.token), _FROM),  # ضابط في الجيش
    "object": (_is_kind, CLOSED),  # اغتال مسلحون يستقلون دراجة نارية مدير المكتب
    "kind": (_is_kind, CLOSED),  # اغتال مجهولون على دراجة نارية فلانا
    "several": (lambda seam: seam.light.endswith(_ENDED) and not seam.light.startswith("ال"), _SEVERAL),  # أحرق متظاهرون العلم
    "called": (lambda seam: seam.light.startswith("ال") and seam.looks.is_people(seam.token + 1), "G"),  # المتمردين الحوثيين
    "people": (lambda seam: _ends_before_name(seam) and seam.light.startswith("ال"), _OWNERLESS["G"]),
    "force": (lambda seam: _ends_before_name(seam) and (seam.light.startswith("ال") or bears_pronoun(seam.light)), _OWNERLESS["X"]),
    "last": (_ends_before_name, CLOSED),
}


def tells_whose(mention: Mention | None) -> bool:
    """Tell whether a name is what the people of a body are called, and so tells who those before it are: الحوثيين."""
    if mention is None or mention.type != "ORG":
        return False
    return " " not in mention.text and mention.text.startswith("ال") and mention.text.endswith(_OF_A_BODY)


def is_membership(scene: Scene, words: Words, token: int) -> bool:
    """Tell whether في stands between people and the body that they belong to: ضابط في الجيش, not متظاهرون في مقر الحزب nor الطلاب في الوزارة."""
    behind = scene.tokens.keys[token + 1 : token + 2]
    mention = scene.mention_at.get(token + 1) or (scene.mention_at.get(token + 2) if behind and behind[0] in _SORTS else None)
    if mention is None or mention.type != "ORG":
        return False
    groups, forms = words.groups.values, scene.tokens.forms
    word = token - 1 if groups[forms[token - 1]] else max(0, token - 2)
    people = groups[forms[word]]
    if people is None or people.sector == _CIVILIANS:
        return False
    return people.sector in FIGHTERS or not scene.tokens.light(word).startswith("ال")


def parted(line: str, first: int, looks: Looks) -> str:
    """Return the letters of a sentence whose first token is ``first`` with those changed that end a phrase or go on with one."""
    changed: dict[int, str] = {}
    for match in _MEETING.finditer(line):
        kind, at = match.lastgroup or "", match.end() - 1
        holds, letter = _CHANGES[kind]
        if holds(_Seam(line, match.start(), at, first + at, looks.light(first + at), looks)):
            changed[at + (kind == "from")] = letter
    return "".join([changed.get(at, letter) for at, letter in enumerate(line)]) if changed else line
