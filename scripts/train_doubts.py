"""Train the model that tells whether a word that may tell an event tells one, from reports of which a reader wrote down what their words tell.

usage: python scripts/train_doubts.py REPORTS [REPORTS ...] [--score]

REPORTS are files of reports that khabar reads (JSON Lines, Parquet) with the ids that training/events.tsv names; reports that it does not name
are passed over, and how many of its reports were found is told. The sentences of tests/cases that were written for the types of events are learned from too:
they hold turns of all regions that few reports have. The weights are written to src/khabar/data/events_doubts.tsv.
With --score nothing is written: the reports are held back in five parts by turns, and what would be left out and what told of these is printed,
and the sentences in five parts by turns beside all reports.
Needs scikit-learn.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from event_labels import DATA, ROOT, WHOLE_REPORTS, arguments, chances_held_back, folds_of, heard, label_of, labels, vectorized
from khabar.errors import KhabarError
from khabar.extract.events import EventReader
from khabar.extract.events_doubts import AMONG, LEAST, among, marks
from khabar.extract.events_scene import Scene
from khabar.extract.events_tellings import Telling
from khabar.knowledge import load
from khabar.model import Document, Event
from khabar.pipeline import annotate
from khabar.reading import Reading

WEIGHTS = DATA / "events_doubts.tsv"
HEAD = """# Weights by which events_doubts tells whether a word tells an event: of the value of a slot; the row without a slot is added to all.
# Learned by scripts/train_doubts.py from training/events.tsv. Written for khabar (Apache-2.0).
#:slot	value	weight
"""
CASES = ROOT / "tests" / "cases"
SENTENCES = ("events.tsv", "events_violence.tsv", "event_words.tsv", "event_status.tsv", "event_arguments.tsv", "event_tellings.tsv")
NAMED = re.compile(r"\[([^|\]]*)\|[A-Z]+\]")  # a name marked in a sentence
PENALTY = 0.2  # scikit-learn's C: the smaller, the more the weights are held down
LEAST_WEIGHT = 0.05
APART = 0.5  # what a word anywhere in the sentence counts beside one right there

Case = tuple[str, dict[tuple[str, str], float], bool]  # a report or sentence, what is seen of a word, whether it tells an event of its type


class Words(EventReader):
    """Keeps the words of the last report that may tell events."""

    told: Sequence[Telling]
    scene: Scene

    def events(self, reading: Reading) -> list[Event]:
        """Keep the words, and return no events."""
        told, self.scene, _ = self.words(reading)
        self.told = told.tellings()
        return []


def cases(paths: Sequence[str]) -> Iterator[Case]:
    """Yield the words that a label speaks of, and those without one in reports whose labels are complete."""
    known, how = labels()
    wanted = frozenset(report for report in known if how[report] != "found")
    for report, words in heard(paths, wanted, Words):
        by_start = {label.start: label for label in known[report]}
        for telling in words.told:
            label = label_of(telling, by_start, complete=how[report] in WHOLE_REPORTS)
            if label is not None:
                yield report, seen_of(telling, words.scene), label.type == telling.type


def written() -> Iterator[Case]:
    """Yield the words of the sentences that were written for events: their types, near misses, states, arguments and tellings."""
    plain = load()
    words = Words(plain.vocabulary)
    knowledge = replace(plain, events=words)
    for name in SENTENCES:
        for line in (CASES / name).read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                continue
            marked, *told = line.split("\t")
            sentence = NAMED.sub(r"\1", marked)
            annotate(Document("", sentence, published="2019-05-01"), knowledge)
            for telling in words.told:
                tells = _tells(name, sentence[telling.span.start : telling.span.end], telling.type, told)
                if tells is not None:
                    yield sentence, seen_of(telling, words.scene), tells


def _tells(name: str, word: str, kind: str, told: Sequence[str]) -> bool | None:
    """Tell whether a word tells an event of a type by the columns behind its sentence, None where they say nothing of it."""
    if name == "event_words.tsv":
        return kind == told[1] if word == told[0] else None
    if name == "event_status.tsv":
        return True if word == told[0] else None
    if name == "event_tellings.tsv":
        return True if word in told[0].split() else None
    if name == "event_arguments.tsv":
        return True if f"{kind} {word}:" in told[0] else None
    if kind in {one.split("/")[0] for one in told[0].split()}:
        return True
    return False if told[0] == "-" else None


def seen_of(telling: Telling, scene: Scene) -> dict[tuple[str, str], float]:
    """Return what is seen of a word that may tell an event, and how much each counts."""
    near: dict[tuple[str, str], float] = dict.fromkeys(marks(telling, scene), 1.0)
    return near | {(AMONG, word): APART for word in among(telling.sentence, scene)}


def fitted(matrix: Any, right: Any) -> Any:
    """Return a trained model."""
    return LogisticRegression(C=PENALTY, max_iter=300, solver="liblinear").fit(matrix, right)


def held_back(found: Sequence[Case]) -> Any:
    """Return how likely each word tells an event of its type, by weights that were learned without its text."""
    matrix, _ = vectorized([seen for _, seen, _ in found])
    right, fold = np.array([tells for *_, tells in found]), folds_of([text for text, *_ in found])
    return chances_held_back(matrix, right, fold, fitted)


def write(found: Sequence[Case]) -> None:
    """Learn the weights from all reports, and write them."""
    matrix, names = vectorized([seen for _, seen, _ in found])
    model = fitted(matrix, np.array([right for *_, right in found]))
    lines = [f"\t\t{model.intercept_[0]:.3f}"]
    for (slot, value), weight in zip(names, model.coef_[0], strict=True):
        counted = weight * (APART if slot == AMONG else 1)
        if abs(counted) >= LEAST_WEIGHT:
            lines.append(f"{slot}\t{value}\t{counted:.2f}")
    WEIGHTS.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} weights in {WEIGHTS.name}, from {len(found)} words", file=sys.stderr)


def score(found: Sequence[Case], reports: int) -> None:
    """Print what is left out and what is told of reports held back by turns, and of the sentences behind them."""
    right = np.array([tells for *_, tells in found])
    chance = held_back(found)
    for name, these in (("reports", slice(0, reports)), ("sentences", slice(reports, None))):
        tells = right[these]
        print(f"{name}: {len(tells)} words, {tells.mean():.3f} of them tell an event of their type")
        for least in sorted({0.3, LEAST, 0.5, 0.6, 0.7}):
            told = chance[these] >= least
            lost = tells[~told].sum() / tells.sum()
            print(f"  from .{10 * least:.0f} on: {told.mean():.3f} told, {tells[told].mean():.3f} of them right; left out of what is right: {lost:.3f}")


def main() -> None:
    """Train or score."""
    given = arguments(__doc__)
    found = list(cases(given.reports))
    if not found:
        sys.exit(f"none of the labelled reports is in {' '.join(given.reports)}")
    reports = len(found)
    found += written()
    if given.score:
        score(found, reports)
    else:
        write(found)


if __name__ == "__main__":
    try:
        main()
    except KhabarError as error:
        sys.exit(str(error))
