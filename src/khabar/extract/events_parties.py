"""Who acts in an event and who meets it, chosen among the people named around it by a linear model over their marks.

The weights are in ``data/events_parties.tsv``: one row for the value of a slot of ``events_slots`` or for two values together, with
what it adds for an actor and for a recipient. ``scripts/train_parties.py`` makes them from annotated reports.
"""

from __future__ import annotations

from itertools import accumulate, chain
from typing import TYPE_CHECKING

import numpy as np

from khabar.extract.events_slots import SLOTS
from khabar.tables import rows

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from khabar.extract.events_slots import Marks

# chances from which somebody is taken for an actor whom the frames give, for another actor, for a recipient, and for either if unnamed and given by no frame
FRAMED, ACTS, MEETS, UNNAMED = 0.35, 0.45, 0.25, 0.5
LONE = 0.22  # chance from which the likeliest acts where nobody is sure to
BEST = 0.3  # how much the best of several tellings counts against the mean of all
ABSENT = 0.7  # how much a telling counts around which somebody does not stand: among many tellings one is always mistaken
_COUPLES = {
    "rule": tuple(slot for slot in SLOTS if slot != "rule"),
    "type": (
        "kind sector speaks governs opens earlier last elsewhere mark_before mark_after role_after crossed_before crossed_after before after lead nation "
        "rank_before rank_after"
    ).split(),
    "frame": tuple(slot for slot in SLOTS if slot not in ("frame", "rule", "type")),
    "shape": "kind role_after mark_after crossed_before before after speaks governs rank_before rank_after earlier at others".split(),
    "others": "role_after mark_after mark_before governs speaks earlier elsewhere before".split(),
    "sector": "speaks sentence_before shape".split(),
}
# slots whose values are weighed together
PAIRS = tuple((SLOTS.index(one), SLOTS.index(other)) for one, others in _COUPLES.items() for other in others)
Chances = tuple[float, float]


class _Codes(dict[str, int]):
    """The numbers of the values of a slot; 0 for a value without weights, which is remembered: there are few."""

    def __missing__(self, value: str) -> int:
        self[value] = 0
        return 0


class Parties:
    """The trained weights, laid out so that all candidates of a report are weighed at once."""

    def __init__(self) -> None:
        table = list(rows("events_parties.tsv"))
        self.codes = [_Codes() for _ in SLOTS]  # of the values of each slot
        for row in table:
            for slot, value in ((row["slot"], row["value"]), (row["slot2"], row["value2"])):
                if slot:
                    codes = self.codes[SLOTS.index(slot)]
                    codes.setdefault(value, len(codes) + 1)
        widths = [len(codes) + 1 for codes in self.codes]
        self._singles = np.array([0, *accumulate(widths[:-1])])
        self._one, self._other = (np.array([pair[side] for pair in PAIRS]) for side in (0, 1))
        sizes = [widths[one] * widths[other] for one, other in PAIRS]
        self._pairs = np.array([sum(widths) + before for before in (0, *accumulate(sizes[:-1]))])
        self._widths = np.array([widths[other] for _, other in PAIRS])
        # what a value adds for an actor and what it adds for a recipient are the two parts of one number: one look-up finds both
        self._weights = np.zeros(sum(widths) + sum(sizes), np.complex64)
        self._base = np.complex64(0)
        for row in table:
            self._lay(row)

    def _lay(self, row: Mapping[str, str]) -> None:
        weights = complex(float(row["actor"]), float(row["recipient"]))
        if not row["slot"]:
            self._base = np.complex64(weights)
            return
        one = SLOTS.index(row["slot"])
        code = self.codes[one][row["value"]]
        if not row["slot2"]:
            self._weights[self._singles[one] + code] = weights
            return
        other = SLOTS.index(row["slot2"])
        pair = PAIRS.index((one, other))
        self._weights[self._pairs[pair] + code * self._widths[pair] + self.codes[other][row["value2"]]] = weights

    def chances(self, candidates: Sequence[Marks]) -> list[Chances]:
        """Return for each candidate how likely it is, from 0 to 1, that he acts and that he is met."""
        if not candidates:
            return []
        codes = np.fromiter(chain.from_iterable(candidates), np.intp, len(candidates) * len(SLOTS)).reshape(-1, len(SLOTS))
        pairs = self._pairs + codes.take(self._one, axis=1) * self._widths + codes.take(self._other, axis=1)
        at = np.concatenate((codes + self._singles, pairs), axis=1)
        sums = self._base + np.add.reduce(self._weights.take(at), 1)
        acts, meets = (1 / (1 + np.exp(-np.array((sums.real, sums.imag))))).tolist()
        return list(zip(acts, meets, strict=True))


def chosen(
    chances: Mapping[str, Chances], framed: Collection[str] = (), met: Collection[str] = (), *, sure: bool = False
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the actors and recipients of an event from the chances of everybody around it.

    ``framed`` are those whom the frames take for actors, ``met`` those whom they take for recipients. Where nobody is sure to act, the likeliest does
    from a lower chance on: most events have an actor. ``sure`` leaves him out.
    """
    actors, recipients = [], []
    likeliest: list[str] = []
    most = 0.0
    for who, (acts, meets) in chances.items():
        unseen = who.startswith("<") and who not in framed and who not in met
        if acts >= (UNNAMED if unseen else FRAMED if who in framed else ACTS) and acts >= meets:
            actors.append(who)
        elif meets >= (UNNAMED if unseen else MEETS):
            recipients.append(who)
        elif acts >= LONE and acts >= most:
            likeliest = [*likeliest, who] if acts == most else [who]  # several of one list are as likely as each other
            most = acts
    if not actors and not sure:
        actors += likeliest
    return tuple(actors), tuple(recipients)


def pooled(tellings: Sequence[Mapping[str, Chances]]) -> Mapping[str, Chances]:
    """Return the chances of everybody around an event from those in each of its tellings: their best and their mean together."""
    seen: dict[str, list[Chances]] = {}
    for telling in tellings:
        for who, both in telling.items():
            seen.setdefault(who, []).append(both)
    return {
        who: (_pooled([acts for acts, _ in several], len(tellings)), _pooled([meets for _, meets in several], len(tellings))) for who, several in seen.items()
    }


def _pooled(chances: Sequence[float], tellings: int) -> float:
    """Return the best chance and the mean chance together; a telling around which nobody sees him speaks against him, but less than one that does."""
    return BEST * max(chances) + (1 - BEST) * sum(chances) / (len(chances) + ABSENT * (tellings - len(chances)))
