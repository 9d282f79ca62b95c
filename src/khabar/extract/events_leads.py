"""Those under whose lead or eye a body acts, who are no parties of what it does: الفصيل بزعامة فلان، النيابة بإشراف المستشار فلان رئيس النيابة."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LEADER = re.compile(r"n?(?:Rr*){0,2}(?:Mm*)?(?:Rr*|,Rr*(?=,))?(?<=[MmRr])")  # who leads, with the titles around his name
_UNDER = "تحت"
_DELEGATES = ("وفد", "الوفد", "وفود", "بعثه")
_FAR = 8  # tokens before the lead within which a delegation is told of


def lay_leading(letters: list[str], keys: Sequence[str], leading: Iterable[int]) -> None:
    """Make manner of the leads at some tokens; the leader of an attack or of a delegation is one of its parties."""
    line = ""
    for token in leading:
        marked = token > 0 and (letters[token - 1] == "b" or keys[token - 1] == _UNDER)
        first = token - marked
        if not (marked or keys[token].startswith("ب")) or letters[first - 1] == "T" or _tells_of_delegates(keys[max(0, first - _FAR) : first]):
            continue
        line = line or "".join(letters)
        if led := _LEADER.match(line, token + 1):
            letters[first : led.end()] = "t" * (led.end() - first)


def _tells_of_delegates(keys: Sequence[str]) -> bool:
    return any(key.startswith(_DELEGATES) for key in keys)
