"""What kinds of people act in the events of a frame, and what kinds meet them: the selectional preferences of its words.

``data/events_preferences.tsv`` counts both in a body of reports, by the frames' answers alone (``scripts/count_preferences.py``): soldiers raid and
defendants are arrested oftener than the other way round, whoever they are. Kinds are told apart, never names: what is known of somebody's deeds
elsewhere is no evidence of this one, and nor is a faith or a descent.
"""

from __future__ import annotations

import re
from collections import Counter
from math import log
from operator import getitem
from typing import TYPE_CHECKING

from khabar.tables import rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PRIOR = 20  # parties that the type, and all types, are taken for beside those counted
_FARTHEST = 4  # steps of half a nat from which a preference is no longer told apart
_OF = re.compile(r" (?:of|in) ")
UNCOUNTED = ("-", "-", "-")
_CREEDS = frozenset(  # nobody's faith or descent tells what he did
    "Alawites Amazigh Armenians Bedouin Christians Druze Hindus Islamists Jews Kurds Muslims Salafists Shiites Turkmen Yazidis jihadists worshippers".split()
)
_ANYBODY = "people"


def head_of(who: str) -> str:
    """Return what an unnamed group is called, without whose or where it is: students of ``<students of Cairo University>``."""
    return _OF.split(who[1:-1], maxsplit=1)[0]


def kind_of(who: str, standing: str, sector: str) -> str:
    """Return what kind of people somebody is of: an unnamed group by its head (students), anybody else by entity type or country and sector (ORG/COP)."""
    if not who.startswith("<"):
        return f"{standing}/{sector}"
    head = head_of(who)
    return _ANYBODY if head in _CREEDS else head


class Preferences(dict[tuple[str, str, str], tuple[str, str, str]]):
    """For a type, a frame and a kind of people, in steps of half a nat: how much more often than elsewhere they act, are met, and act rather than are met."""

    def __init__(self) -> None:
        super().__init__()
        self._frames: list[Counter[tuple[str, ...]]] = [Counter(), Counter()]
        self._types: list[Counter[tuple[str, ...]]] = [Counter(), Counter()]
        self._kinds: Counter[str] = Counter()
        for row in rows("events_preferences.tsv"):
            for side, count in enumerate((int(row["acts"]), int(row["meets"]))):
                self._frames[side].update({(row["type"], row["frame"]): count, (row["type"], row["frame"], row["kind"]): count})
                self._types[side].update({(row["type"],): count, (row["type"], row["kind"]): count})
                self._kinds[row["kind"]] += count
        self._everybody = self._kinds.total()

    def __missing__(self, key: tuple[str, str, str]) -> tuple[str, str, str]:
        kind = key[2]
        if kind in self._kinds:
            acts, meets = (self._lift(side, *key) for side in (0, 1))
            found = _step(acts), _step(meets), _step(acts - meets)
        else:
            found = UNCOUNTED
        self[key] = found
        return found

    def _lift(self, side: int, kind_of_event: str, frame: str, people: str) -> float:
        """Return the logarithm of how much more often people are a party of a frame than of any event; a frame counted seldom is taken for its type."""
        share = self._kinds[people] / self._everybody
        of_type = self._types[side]
        expected = (of_type[kind_of_event, people] + _PRIOR * share) / (of_type[kind_of_event,] + _PRIOR)
        of_frame = self._frames[side]
        seen = (of_frame[kind_of_event, frame, people] + _PRIOR * expected) / (of_frame[kind_of_event, frame] + _PRIOR)
        return log(seen / share)


class Fitting(dict[tuple[str, str, str], tuple[int, ...]]):
    """The preferences by the codes that ``events_parties`` gives their steps."""

    def __init__(self, preferences: Preferences, codes: Sequence[Mapping[str, int]]) -> None:
        super().__init__()
        self._preferences, self._codes = preferences, codes

    def __missing__(self, key: tuple[str, str, str]) -> tuple[int, ...]:
        found = self[key] = tuple(map(getitem, self._codes, self._preferences[key]))
        return found


def _step(nats: float) -> str:
    return str(max(-_FARTHEST, min(_FARTHEST, round(2 * nats))))
