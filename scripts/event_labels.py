"""What readers wrote down of the words of reports that tell events: the labels of training/events.tsv, for the scripts that learn from them."""

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from sklearn.feature_extraction import DictVectorizer

from khabar.extract.events import EventReader
from khabar.extract.events_tellings import Telling
from khabar.knowledge import Knowledge, load
from khabar.model import Document
from khabar.pipeline import annotate
from khabar.read import documents

ROOT = Path(__file__).parent.parent
LABELS = ROOT / "training" / "events.tsv"
DATA = ROOT / "src" / "khabar" / "data"
FOLDS = 5
LEAST_SEEN = 4  # times that marks must be seen to be weighed
WHOLE_REPORTS = frozenset(("whole", "all"))  # of which all events were written down: a word without a label tells nothing

Heard = TypeVar("Heard", bound=EventReader)


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader wrote down of one word: ``type`` is PLOVER's, "-" for none."""

    start: int
    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]


def labels() -> tuple[dict[str, list[Label]], dict[str, str]]:
    """Return the labels of each report, and how each was read: "whole", "all" its events, those "found" by khabar, or "one" word of it."""
    found: dict[str, list[Label]] = defaultdict(list)
    how = {}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        report, read, start, kind, actors, recipients, _ = line.split("\t")
        found[report].append(Label(int(start), kind, tuple(filter(None, actors.split(";"))), tuple(filter(None, recipients.split(";")))))
        how[report] = read
    return found, how


def heard(paths: Sequence[str], wanted: frozenset[str], reader: type[Heard]) -> Iterator[tuple[str, Heard]]:
    """Yield the reports that are wanted, each once, with a reader that keeps something of them."""
    plain = load()
    listening = reader(plain.vocabulary)
    knowledge: Knowledge = replace(plain, events=listening)
    seen: set[str] = set()
    for document in documents(paths):
        if isinstance(document, Document) and document.id in wanted and document.id not in seen:
            seen.add(document.id)
            annotate(document, knowledge)
            yield document.id, listening
    print(f"{len(seen)} of {len(wanted)} labelled reports found", file=sys.stderr)


def label_of(telling: Telling, by_start: Mapping[int, Label], *, complete: bool) -> Label | None:
    """Return the label of the word that tells an event; where all events have one, a word without tells none."""
    span = telling.span
    places = (*range(span.start, span.end), span.start - 1, span.start - 2)  # a label may begin with a particle before the word
    found = next((by_start[at] for at in places if at in by_start), None)
    return found or (Label(span.start, "-", (), ()) if complete else None)


def vectorized(marked: Sequence[dict[Any, int]]) -> tuple[Any, list[Any]]:
    """Return marks as a matrix and what each of its columns stands for; what is seldom seen is left out."""
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(marked).tocsr()
    seen = np.asarray((matrix > 0).sum(0)).ravel() >= LEAST_SEEN
    return matrix[:, seen], [name for name, often in zip(vectors.feature_names_, seen, strict=True) if often]


def folds_of(texts: Sequence[str]) -> Any:
    """Return the part in which each case is held back, by the text that it stands in: the same for all of a text."""
    different = sorted(set(texts))
    part = dict(zip(np.random.default_rng(0).permutation(different).tolist(), np.arange(len(different)) % FOLDS, strict=True))
    return np.array([part[text] for text in texts])


def chances_held_back(matrix: Any, right: Any, fold: Any, fitted: Callable[[Any, Any], Any]) -> Any:
    """Return how likely each case is right by a model that was ``fitted`` without its part."""
    chance = np.zeros(len(right))
    for held in range(FOLDS):
        chance[fold == held] = fitted(matrix[fold != held], right[fold != held]).predict_proba(matrix[fold == held])[:, 1]
    return chance


def arguments(description: str | None) -> argparse.Namespace:
    """Return the ``reports`` that a script is to learn from, and whether it only is to ``score``."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="+")
    parser.add_argument("--score", action="store_true")
    return parser.parse_args()
