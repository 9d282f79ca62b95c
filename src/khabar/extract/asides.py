"""What stands between a cue and what it opens, and is no part of it: brackets, names in marks, what the speaker does beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.cues import ADVERB, CLOSE, COLON, COMMA, POINT, PREPOSITION, THAT, VERBAL
from khabar.extract.objects import AS_HE, NAMED_QUOTE
from khabar.extract.unmarked import PREPOSITIONS
from khabar.fold import fold

if TYPE_CHECKING:
    from khabar.extract.cues import Cue
    from khabar.extract.layers import Layers

PREPOSITION_OF = {fold(word): word for word in PREPOSITIONS}  # as frames write it, by folded key
CLAUSE = VERBAL + POINT
AHEAD = 14  # tokens within which a complementiser shows that what stands before it is no content
_WAYS = "." + PREPOSITION  # before the name of a medium in quotation marks
_ONE_NAME = 3  # tokens of a quotation that most likely is a name
_CIRCUMSTANCE = 40  # tokens of what a speaker does beside what he says


def marks_a_word(layers: Layers, i: int, frames: set[str], limit: int) -> bool:
    """Tell whether the quotation that opens at a token only marks a name or a word on the way to the content."""
    quotation = layers.quotation_at[i]
    if layers.is_name(quotation):
        return True
    if quotation.stop - quotation.first > NAMED_QUOTE or not quotation.closed:
        return False
    if layers.letters[i - 1] == PREPOSITION and PREPOSITION_OF.get(layers.key(quotation.stop + 1)) in frames:
        return True  # أشار في ندوة حول «…» إلى
    reach = 4 if "Q" not in frames else AHEAD if quotation.stop - quotation.first <= _ONE_NAME else 0
    near = range(quotation.stop + 1, min(limit, quotation.stop + reach))
    if any(PREPOSITION_OF.get(layers.key(k)) in frames for k in near):
        return True
    if (layers.letters[i - 1] in _WAYS or layers.key(i - 1) == "عبر") and layers.letters[quotation.stop + 1 : quotation.stop + 2] == COLON:
        return True  # في بيان عبر "تلغرام": «…»
    for letter in layers.letters[quotation.stop : min(limit, quotation.stop + AHEAD)]:
        if letter in CLAUSE or letter == THAT:
            return letter == THAT
    return False


def in_phrase(layers: Layers, cue: Cue, start: int, i: int) -> bool:
    """Tell whether a quotation behind a weak verb stands inside other words (خوفا من «…»), so that the verb may not open it."""
    return cue.weak and "T" in cue.frames and i > start and layers.letters[i - 1] in _WAYS and not layers.time[i - 1]


def in_adverbial(layers: Layers, start: int, i: int) -> bool:
    """Tell whether a short quotation stands inside an adverbial (ببرنامج «…»)."""
    quotation = layers.quotation_at[i]
    return i > start and layers.letters[i - 1] not in COMMA + COLON and quotation.stop - quotation.first <= NAMED_QUOTE


def behind_circumstance(layers: Layers, i: int, limit: int) -> int:
    """Return the token at which what is said begins behind what the speaker did beside it (قالت، وهي تكشف …، إن; قال وهو يغادر: «…»), 0 for none."""
    letters = layers.letters
    if layers.key(i) != "و" or layers.key(i + 1) not in AS_HE:
        return 0
    commas = letters[i - 1] in COMMA
    for k in range(i + 2, min(limit, i + _CIRCUMSTANCE)):
        if letters[k] == COLON and not any(letter in VERBAL for letter in letters[i + 3 : k]):
            return k
        if letters[k] == THAT and (letters[k - 1] in COMMA or not commas) and layers.light(k).startswith("إ"):
            return k
        if letters[k] in POINT:
            break
    return 0


def behind_brackets(layers: Layers, i: int, limit: int) -> int:
    """Return the closing bracket of those that open at a token, the token itself where none closes them near."""
    return next((k for k in range(i + 1, min(limit, i + AHEAD)) if layers.letters[k] in CLOSE), i)


def claimed(layers: Layers, start: int, i: int, limit: int) -> bool:
    """Tell whether بأن at a token belongs to what is replied to, for إن behind a comma opens what is said (قال ردا على مزاعم البعض بأن كذا، إن)."""
    letters = layers.letters
    if ADVERB not in letters[start:i]:
        return False
    return any(letters[k] == THAT and letters[k - 1] in COMMA and layers.light(k).startswith("إ") for k in range(i + 2, limit))


def blamed(layers: Layers, start: int, limit: int, wanted: str) -> int | None:
    """Return the first token of whom somebody is said to blame, right before the noun that is wanted (في بيان السلطات مسؤولية كذا; ، الحكومة، مسؤولية)."""
    for i in range(start + 1, min(start + AHEAD, limit)):
        if layers.key(i).removeprefix("ال").startswith(wanted):
            at = i - 1 - (layers.letters[i - 1] in COMMA)
            while at > start and layers.name[at] >= 0 and layers.name[at - 1] == layers.name[at]:
                at -= 1
            named = layers.covered(at) or layers.light(at).startswith("ال")
            return at if at >= start and layers.letters[at] != PREPOSITION and named else None
    return None
