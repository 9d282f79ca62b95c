"""What changed between two versions of a report: by words where they are of common length, else by lines."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

MOST_WORDS = 4_000  # of both texts together: the comparison takes time in their product
MOST_LINES = 4_000
KEPT_AROUND = 200  # code points of what stayed that are shown beside a change
_WORDS = re.compile(r"\s*\S+\s*")


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch that stayed (``same``), was put in (``added``) or taken out (``removed``); ``gap``: more that stayed is left out."""

    kind: str
    text: str


def differences(old: str, new: str) -> list[Change]:
    """Return the steps from the old text to the new one; only a sign that they differ where both are very long."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) + len(after) > MOST_WORDS:
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if len(before) + len(after) > MOST_LINES:
        return [Change("gap", "")]
    steps: list[Change] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            steps.append(Change("same", "".join(before[a:b])))
            continue
        steps += [Change("removed", "".join(before[a:b]))] if b > a else []
        steps += [Change("added", "".join(after[c:d]))] if d > c else []
    return _shortened(steps)


def _shortened(steps: list[Change]) -> list[Change]:
    shown: list[Change] = []
    for kind, run in groupby(steps, key=lambda step: step.kind):
        text = "".join(step.text for step in run)
        if kind == "same" and len(text) > 2 * KEPT_AROUND + 50:
            shown += [Change("same", text[:KEPT_AROUND]), Change("gap", ""), Change("same", text[-KEPT_AROUND:])]
        else:
            shown.append(Change(kind, text))
    return shown
