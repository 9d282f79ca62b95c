"""What a cue opens, handed from the search for it to all that reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khabar.extract.cues import Cue
    from khabar.extract.sources import Speaker

CONTAINED = frozenset(("جاء", "ورد"))  # verbs of what a document says
RELAYING = frozenset(("نقلا", "استنادا"))  # before عن or إلى, whose words are passed on


@dataclass(slots=True)
class Opening:
    """A cue with the first token of its content.

    ``how``: clause, speech (quotation marks or a colon), phrase (a bare or prepositional object), before or quoted (attributed behind).
    ``speaker`` stands behind or before the cue itself, None where the cue carries it; ``via`` is who passed the words on. ``quoted`` is the
    opening quotation mark right before the content, -1 for none; ``pieces`` are the tokens of the cue, ``gap`` those between it and the
    content. ``affirms``: a denial that is negated (لم ينفِ). ``ends``: the token
    at which it ends at the latest, 0 where nothing but its sentence bounds it.
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
    ends: int = 0
