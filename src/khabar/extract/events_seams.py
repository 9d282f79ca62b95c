"""Where two phrases meet with nothing between them: the letters that keep their words apart when a sentence is cut into pieces.

What an article, an adjective or a pronoun has closed owns no name behind it: طالب الأهالي المحافظ، اقتحمت قوة خاصة مخيم جنين، قصفت طائراتها غزة.
A person named behind such words bears them: الضابط محمود.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

CLOSED = "F"  # an adjective or a noun with the article that ends its phrase
_WHOLE = {"G": "g", "X": "x"}  # people, and words for what follows, that own nothing behind them
_THEIR_OWN = "O"  # people or a state that a pronoun gives to somebody: دعم بلاده للسلطة
_ADJECTIVE = "j"
_OWNED = ("ها", "هم", "ه")
# a word between a force and what it is of; people or a force right before a name or title, and with adjectives between
_MEETING = re.compile(r"(?P<between>(?<=X)n)(?=[sl])|(?P<own>G)(?=[sl])|(?P<bare>[GX])(?=[MPRX])|[XZGx][dDAOj]*(?P<last>[dDAOj])(?=[MPRX])")


def parted(line: str, first: int, is_person: Callable[[int], bool], lights: Callable[[int], str]) -> str:
    """Return the letters of a sentence whose first token is ``first`` with those changed that end a phrase or go on with one."""
    changed: dict[int, str] = {}
    for match in _MEETING.finditer(line):
        behind = match.end()
        light = lights(first + behind - 1)
        if match["own"]:
            if not light.startswith("ال") and light.endswith(_OWNED):
                changed[behind - 1] = _THEIR_OWN
        elif match["between"]:
            if light.endswith("ة"):
                changed[behind - 1] = _ADJECTIVE  # قوة خاصة من الجيش، طائرات تابعة لسلاح الجو
        elif line[behind] == "M" and is_person(first + behind):
            continue
        elif match["last"]:
            changed[behind - 1] = CLOSED
        elif light.startswith("ال") or (match["bare"] == "X" and light.endswith(_OWNED)):
            changed[behind - 1] = _WHOLE[match["bare"]]
    return "".join([changed.get(at, letter) for at, letter in enumerate(line)]) if changed else line
