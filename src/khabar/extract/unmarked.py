"""Speech that nothing marks: no quotation mark, no colon, no complementiser stands before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.extract.cues import COLON, FINITE, QUOTE, THAT, words

if TYPE_CHECKING:
    from khabar.extract.cues import Cue
    from khabar.extract.layers import Layers
    from khabar.extract.sources import Speaker

_BARE_SPEECH = words("bare-speech")
PREPOSITIONS = frozenset("ب على إلى عن من في حول ل".split())  # that frames of speech name
_AHEAD = 14  # tokens within which a mark or a complementiser shows that speech begins there


def speaks(layers: Layers, i: int) -> bool:
    """Tell whether speech that nothing marks begins at a token, by its first word (يجب، لن)."""
    return i < layers.count and layers.letters[i] == "." and layers.key(i) in _BARE_SPEECH


def passed_on(layers: Layers, i: int, pieces: list[int]) -> bool:
    """Tell whether what somebody is passed on to have said begins with no mark and no complementiser (نقلت عنه الوكالة قوله لن نتراجع)."""
    if len(pieces) == 1 or pieces[-1] != i - 1 or i + 4 > layers.count or layers.sentence[i] != layers.sentence[i - 1]:
        return False
    stop = min(layers.sentences[layers.sentence[i]][1], i + _AHEAD)
    return not any(letter in THAT + QUOTE + COLON for letter in layers.letters[i:stop])


def unmarked(layers: Layers, i: int, cue: Cue, frames: set[str], speaker: Speaker | None) -> bool:
    """Tell whether speech begins right behind a named speaker and goes on to the end of the sentence (قال المالكي لا نقبل …)."""
    if cue.kind != FINITE or cue.stance != "asserts" or not frames >= {"T", "Q"} or frames & {"N", *PREPOSITIONS}:
        return False
    if speaker is None or speaker.stop != i or i + 4 > layers.count or layers.letters[i] != "." or layers.time[i]:
        return False
    return not ((cue.weak and not speaks(layers, i)) or (cue.verb == "أضاف" and _a_thing(layers, i)))  # أضاف اللاعب الهدف الثاني


def _a_thing(layers: Layers, i: int) -> bool:
    """Tell whether a definite noun is what is added, not the beginning of speech: no verb is near."""
    return layers.light(i).startswith("ال") and not any(layers.verbs[layers.tokens.forms[k]] for k in range(i + 1, min(i + 4, layers.count)))
