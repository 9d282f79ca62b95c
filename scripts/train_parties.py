"""Train the model that chooses the actors and recipients of events from reports of which a reader wrote down who did what to whom.

usage: python scripts/train_parties.py REPORTS [REPORTS ...] [--folds N]

REPORTS are files of reports that khabar reads (JSON Lines, Parquet) with the ids that training/events.tsv names; reports that it does not name
are passed over, and how many of its reports were found is told. With --folds the reports are held back in N parts by turns and what is chosen
in them is scored; without, the weights are learned from all and written to src/khabar/data/events_parties.tsv. Needs scikit-learn.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from khabar.errors import KhabarError
from khabar.extract.events import EventReader
from khabar.extract.events_candidates import Candidates
from khabar.extract.events_parties import PAIRS, chosen
from khabar.extract.events_preferences import Preferences
from khabar.extract.events_slots import SLOTS, Slots
from khabar.extract.events_tellings import Telling
from khabar.knowledge import Knowledge, load
from khabar.model import Document, Event
from khabar.pipeline import annotate
from khabar.read import documents
from khabar.reading import Reading
from khabar.vocabulary import Vocabulary

ROOT = Path(__file__).parent.parent
LABELS = ROOT / "training" / "events.tsv"
WEIGHTS = ROOT / "src" / "khabar" / "data" / "events_parties.tsv"
HEAD = """# Weights by which events_parties chooses actors and recipients: of the value of a slot of events_slots, or of two values together; the row
# without a slot is added to all. Learned by scripts/train_parties.py from training/events.tsv. Written for khabar (Apache-2.0).
#:slot	value	slot2	value2	actor	recipient
"""
SIDES = ("actors", "recipients")
PENALTY = 0.05  # scikit-learn's C: the smaller, the more the weights are held down
LEAST_SEEN = 4  # times that marks must be seen to be weighed
LEAST_WEIGHT = 0.03
WHOLE = 3.0  # weight of a report annotated as a whole, against one of which only the events were read
UNNAMED = "<>"


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader wrote down of one word: ``type`` is PLOVER's, "-" for none."""

    start: int
    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One candidate of one telling: whether he acts, whether he is met."""

    report: str
    telling: int
    who: str
    marks: tuple[str, ...]
    framed: bool  # the frames take him for an actor
    truth: tuple[bool, bool]
    weight: float


class Itself(dict[str, str]):
    """Stands for the codes of a slot where its values themselves are wanted."""

    def __missing__(self, value: str) -> str:
        return value


class Listening(EventReader):
    """Keeps what the events of the last report were chosen from, with the values of the slots instead of their codes."""

    told: list[Telling]
    candidates: Candidates
    reading: Reading

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__(vocabulary)
        self._slots = Slots([Itself() for _ in SLOTS], Preferences())

    def events(self, reading: Reading) -> list[Event]:
        """Keep what the events would be chosen from, and return none."""
        self.reading = reading
        self.told, self.candidates, _ = self.tellings(reading)
        return []

    def meant(self, written: Sequence[str]) -> frozenset[str]:
        """Return the ids of the record for what a label names: whom a mention or the words at a character stand for, or ids as they stand."""
        found: set[str] = set()
        for name in written:
            if not name.startswith("@"):
                found.add(name)
                continue
            at = int(name[1:])
            named = [mention.entity for mention in self.reading.mentions if mention.start <= at < mention.end]
            token, _ = self.reading.tokens.range(at, at + 1)
            token += self.reading.tokens.ends[token] - self.reading.tokens.starts[token] == 1  # a particle before the words
            found.update(named or self.candidates.standing_at(token))
        return frozenset(found)


def labels() -> tuple[dict[str, list[Label]], dict[str, str]]:
    """Return the labels of each report, and how each was read: "whole", "all" its events, or those "found" by khabar."""
    found: dict[str, list[Label]] = defaultdict(list)
    how = {}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        report, read, start, kind, actors, recipients = line.split("\t")
        found[report].append(Label(int(start), kind, tuple(filter(None, actors.split(";"))), tuple(filter(None, recipients.split(";")))))
        how[report] = read
    return found, how


def heard(paths: Sequence[str], wanted: frozenset[str]) -> Iterator[tuple[str, Listening]]:
    """Yield the reports that are wanted, each once, with what their events are chosen from."""
    plain = load()
    listening = Listening(plain.vocabulary)
    knowledge: Knowledge = replace(plain, events=listening)
    seen: set[str] = set()
    for document in documents(paths):
        if isinstance(document, Document) and document.id in wanted and document.id not in seen:
            seen.add(document.id)
            annotate(document, knowledge)
            yield document.id, listening
    print(f"{len(seen)} of {len(wanted)} labelled reports found", file=sys.stderr)


def examples(paths: Sequence[str]) -> Iterator[Example]:
    """Yield the candidates of all tellings that a label speaks of, and of those without one in reports whose labels are complete."""
    known, how = labels()
    for report, listening in heard(paths, frozenset(known)):
        by_start = {label.start: label for label in known[report]}
        weight = WHOLE if how[report] == "whole" else 1.0
        for number, telling in enumerate(listening.told):
            label = _label_of(telling, by_start, complete=how[report] != "found")
            if label is None or label.type not in ("-", telling.type):
                continue
            sides = [listening.meant(side) for side in (label.actors, label.recipients)]
            for who, marks in listening.candidates.of(number).items():
                ruled = (who in telling.actors, who in telling.recipients)
                if who.startswith("<") and any(UNNAMED in side for side in sides) and not any(ruled):
                    continue  # it may be the one that is meant
                acts, met = (who in side or (UNNAMED in side and by_frame and who.startswith("<")) for side, by_frame in zip(sides, ruled, strict=True))
                yield Example(report, number, who, marks, ruled[0], (acts, met), weight)


def _label_of(telling: Telling, by_start: Mapping[int, Label], *, complete: bool) -> Label | None:
    """Return the label of the word that tells an event; where all events have one, a word without tells none."""
    span = telling.span
    places = (*range(span.start, span.end), span.start - 1, span.start - 2)  # a label may begin with a particle before the word
    found = next((by_start[at] for at in places if at in by_start), None)
    return found or (Label(span.start, "-", (), ()) if complete else None)


def features(values: tuple[str, ...]) -> dict[tuple[str, str, str, str], int]:
    """Return the values of the slots and of the couples of slots that are weighed."""
    single = {(slot, value, "", ""): 1 for slot, value in zip(SLOTS, values, strict=True) if value != "-"}
    couples = {
        (SLOTS[one], values[one], SLOTS[other], values[other]): 1
        for one, other in PAIRS
        if values[other] != "-" and (SLOTS[one] == "rule" or values[one] != "-")
    }
    return single | couples


def fitted(matrix: Any, truth: Any, weights: Any) -> Any:
    """Return a model of one side."""
    return LogisticRegression(C=PENALTY, max_iter=300, solver="liblinear").fit(matrix, truth, sample_weight=weights)


def main() -> None:
    """Train or score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="+")
    parser.add_argument("--folds", type=int, default=0)
    given = parser.parse_args()
    found = list(examples(given.reports))
    if not found:
        sys.exit(f"none of the reports that {LABELS} names is in {' '.join(given.reports)}")
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([features(example.marks) for example in found]).tocsr()
    seen = np.asarray((matrix > 0).sum(0)).ravel() >= LEAST_SEEN
    matrix, names = matrix[:, seen], [name for name, often in zip(vectors.feature_names_, seen, strict=True) if often]
    truth = np.array([example.truth for example in found])
    weights = np.array([example.weight for example in found])
    if given.folds:
        score(found, matrix, truth, weights, given.folds)
        return
    models = [fitted(matrix, truth[:, side], weights) for side in (0, 1)]
    lines = ["\t".join(("", "", "", "", *(f"{model.intercept_[0]:.3f}" for model in models)))]
    for name, *both in zip(names, *(model.coef_[0] for model in models), strict=True):
        if max(map(abs, both)) >= LEAST_WEIGHT:
            lines.append("\t".join((*name, *(f"{weight:.3f}" for weight in both))))
    WEIGHTS.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} weights in {WEIGHTS.name}, from {len(found)} candidates", file=sys.stderr)


def score(found: Sequence[Example], matrix: Any, truth: Any, weights: Any, folds: int) -> None:
    """Print precision, recall and F1 of the named actors and recipients of tellings in reports held back by turns; missed words are not counted."""
    reports = sorted({example.report for example in found})
    fold_of = {report: number % folds for number, report in enumerate(np.random.default_rng(0).permutation(reports))}
    fold = np.array([fold_of[example.report] for example in found])
    chances = np.zeros(truth.shape)
    for held in range(folds):
        for side in (0, 1):
            model = fitted(matrix[fold != held], truth[fold != held, side], weights[fold != held])
            chances[fold == held, side] = model.predict_proba(matrix[fold == held])[:, 1]
    tellings: dict[tuple[str, int], dict[str, tuple[float, float]]] = defaultdict(dict)
    framed: dict[tuple[str, int], set[str]] = defaultdict(set)
    true: dict[tuple[str, int], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for example, both in zip(found, chances.tolist(), strict=True):
        key = (example.report, example.telling)
        tellings[key][example.who] = tuple(both)
        if example.framed:
            framed[key].add(example.who)
        for side in (0, 1):
            if example.truth[side] and not example.who.startswith("<"):
                true[key][side].add(example.who)
    for side, name in enumerate(SIDES):
        taken = {key: {who for who in chosen([telling], framed[key])[side] if not who.startswith("<")} for key, telling in tellings.items()}
        right = sum(len(who & true[key][side]) for key, who in taken.items())
        given, wanted = sum(map(len, taken.values())), sum(len(sides[side]) for sides in true.values())
        f1 = 2 * right / (given + wanted)
        print(f"{name}: precision {right / given:.3f}, recall {right / wanted:.3f}, F1 {f1:.3f} ({right} right, {given} given, {wanted} wanted)")


if __name__ == "__main__":
    try:
        main()
    except KhabarError as error:
        sys.exit(str(error))
