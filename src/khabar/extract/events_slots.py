"""The slots of the marks by which a linear model weighs who acts in an event and who meets it, and the codes of their values."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import TYPE_CHECKING

from khabar.extract.events_preferences import Fitting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.extract.events_preferences import Preferences

# the slots of marks, in groups: what is told of the event, of somebody anywhere, of him on each side, of people like him in such events, of all else
GROUPS = (
    ("type", "shape", "frame", "pronoun", "symmetric", "status", "cited", "cue", "others", "at", "last_type"),
    ("kind", "sector", "lead", "told"),
    ("before", "crossed_before", "mark_before", "next_before", "rank_before"),
    ("after", "crossed_after", "mark_after", "role_after", "rank_after"),
    ("fits_actor", "fits_recipient", "fits"),
    ("rule", "governs", "opens", "first", "speaks", "voices", "earlier", "last", "elsewhere", "sentence_before", "nation"),
)
SLOTS = tuple(chain.from_iterable(GROUPS))
Codes = Mapping[str, int]  # the numbers of the values of a slot
Marks = tuple[int, ...]  # the numbers of the values of all slots
NONE = "-"
STEPS = tuple("0 1 2 3 4 4 6 6 6 9 9 9 9 9 14 14 14 14 14 14 14 14 22".split())  # distances in pieces, coarser the farther
FARTHEST = len(STEPS) - 1
COUNTS = tuple("01234")  # ranks and counts; from the last on they are no longer told apart
MOST = len(COUNTS) - 1


class Slots:
    """The codes of the values of the slots, by ``GROUPS``; ``none`` are those of what is not told."""

    def __init__(self, codes: Sequence[Codes], preferences: Preferences) -> None:
        by_slot = dict(zip(SLOTS, codes, strict=True))
        self.groups = tuple(tuple(by_slot[slot] for slot in group) for group in GROUPS)
        self.none = tuple(tuple(slot[NONE] for slot in group) for group in self.groups)
        self.fitting = Fitting(preferences, self.groups[-2])
        self.steps_before, self.steps_after = ([by_slot[side][step] for step in STEPS] for side in ("before", "after"))
        self.ranks_before, self.ranks_after = ([by_slot[side][count] for count in COUNTS] for side in ("rank_before", "rank_after"))
