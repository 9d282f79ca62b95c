"""Train the names model from annotated reports.

usage: python scripts/train_names.py FOLDER [--hold-back] [--rounds N]

FOLDER holds names-*.jsonl: one report a line with "id", "text" and "spans" ("start", "end", "type": PER, ORG, LOC, PROC, ROLE; nested).
A fifth of the reports, fixed by a hash of the id, is held back with --hold-back and the scores on it are printed; without, all
reports are trained on. Writes src/khabar/data/names-model.npz. Needs python-crfsuite.
"""

import argparse
import hashlib
import json
import sys
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite

from khabar.segment import Tokens, tokens_of
from khabar.tag import gazetteer
from khabar.tag.evidence import OPENING, AgainMarks, FormMarks, KindsOfMarks, PlaceMarks, load_lists
from khabar.tag.gazetteer import Hit
from khabar.tag.model import OFFSETS, FormScores, Marks, Weights
from khabar.tag.names import Layer, runs_of
from khabar.vocabulary import Vocabulary, press_vocabulary

DATA = Path(__file__).parent.parent / "src" / "khabar" / "data"
TYPES = ("PER", "ORG", "LOC", "PROC")
LEAST_WEIGHT = 0.02
JOINING = frozenset('و ، , او « » " \u201c \u201d ( ) - – / ب ل'.split())
RESPELT = (("سوريا", "سورية"), ("أمريكا", "أميركا"), ("أمريكي", "أميركي"), ("الأمريكي", "الأميركي"))
C1, C2 = 0.05, 0.05  # weights of the L1 and L2 penalties
Example = tuple[list[Any], list[str]]
FOLDS = 5  # of the first readings that the second learns from


@dataclass(frozen=True)
class Report:
    """One annotated report: ``spans`` are (start, end, type)."""

    id: str
    tokens: Tokens
    spans: frozenset[tuple[int, int, str]]


def held_back(report_id: str) -> bool:
    """Tell whether a report is in the fifth that is kept for measuring."""
    return hashlib.sha256(report_id.encode()).digest()[-1] % 5 == 0


def read(folder: Path, vocabulary: Vocabulary) -> list[Report]:
    """Return the reports of a folder in the order of their files."""
    found = []
    for path in sorted(folder.glob("names-*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for copy in (row, *respelt(row)):
                spans = frozenset((s["start"], s["end"], s["type"]) for s in copy["spans"])
                found.append(Report(copy["id"], tokens_of(copy["text"], vocabulary), spans))
    return found


def outer(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return the names that lie in no other name, in text order."""
    found: list[tuple[int, int, str]] = []
    for span in sorted((s for s in spans if s[2] in TYPES), key=lambda s: (s[0], -s[1])):
        if not found or span[0] >= found[-1][1]:
            found.append(span)
    return found


def respelt(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a report again in the spelling of another press, where it differs; all spellings are of one length."""
    text = row["text"]
    for spelling, other in RESPELT:
        text = text.replace(spelling, other)
    if text != row["text"]:
        yield row | {"text": text}


def labels(report: Report, names: Iterable[tuple[int, int, str]]) -> list[str]:
    """Return a label for each token: B- and I- of the names, + between names of one type in a list, R inside titles, O elsewhere."""
    tokens = report.tokens
    found = ["O"] * len(tokens)
    ends: list[tuple[int, int, str]] = []
    for start, end, kind in report.spans:
        if kind == "ROLE":
            first, stop = tokens.range(start, end)
            found[first:stop] = ["R"] * (stop - first)
    for start, end, kind in names:
        first, stop = tokens.range(start, end)
        found[first:stop] = [("B-" if i == first else "I-") + kind for i in range(first, stop)]
        ends.append((first, stop, kind))
    for (_, before, kind), (after, _, other) in pairwise(ends):
        if kind == other and all(tokens.key(i) in JOINING for i in range(before, after)):
            found[before:after] = ["+" + kind] * (after - before)
    return found


def told(marks: KindsOfMarks, offset: int) -> list[str]:
    """Return what the marks of a form tell at a distance."""
    return marks.far if abs(offset) == max(OFFSETS) else marks.near if offset else [*marks.near, *marks.alone]


class Marker:
    """Gives the marks of each token of a report, with their distances."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.lists = load_lists(vocabulary.counts)
        forms = self.forms = FormMarks(self.lists)
        self.gazetteer = gazetteer.load(vocabulary)
        self._places = PlaceMarks(self.gazetteer, self.lists, str)
        self._quotes = vocabulary.marked(lambda light, _key: light in OPENING)
        self._columns = [(o, vocabulary.column(lambda _light, key, o=o: [f"{o}|{mark}" for mark in told(forms.of(key), o)])) for o in OFFSETS]

    def marks(self, tokens: Tokens) -> list[list[str]]:
        """Return the marks of each token."""
        found: list[list[str]] = [[] for _ in tokens.forms]
        for first, stop in tokens.sentences:
            for i in range(first, stop):
                for offset, column in self._columns:
                    if first <= i + offset < stop:
                        found[i] += column.values[tokens.forms[i + offset]]
        for i, mark in zip(*self._places.marks(tokens, *self.seen(tokens)), strict=True):
            if 0 <= i < len(tokens):
                found[i].append(mark)
        return found

    def seen(self, tokens: Tokens) -> tuple[list[Hit], list[int]]:
        """Return the known names of a report, and its marks of quotation."""
        return self.gazetteer.hits(tokens.keys, range(len(tokens))), self._quotes.having(tokens.rows)

    def inner_marks(self, tokens: Tokens, first: int, stop: int, kind: str) -> list[list[str]]:
        """Return the marks of each token of a name, seen for itself."""
        found: list[list[str]] = [[] for _ in range(first, stop)]
        forms = tokens.forms[first:stop]
        for i in range(stop - first):
            for offset, column in self._columns:
                if 0 <= i + offset < stop - first:
                    found[i] += column.values[forms[i + offset]]
        for i, mark in zip(*self._places.inner_marks(tokens.keys[first:stop], kind), strict=True):
            found[i].append(mark)
        return found


def outer_examples(report: Report, marker: Marker) -> Iterator[Example]:
    """Yield the sentences of a report with the labels of its outer names."""
    marks, wanted = marker.marks(report.tokens), labels(report, outer(report.spans))
    for first, stop in report.tokens.sentences:
        yield marks[first:stop], wanted[first:stop]


def trained(data: Iterable[Example], rounds: int) -> Weights:
    """Return the weights of a conditional random field, rounded as they are kept."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for marks, wanted in data:
        trainer.append(pycrfsuite.ItemSequence(marks), wanted)
    trainer.set_params({"c1": C1, "c2": C2, "max_iterations": rounds, "feature.minfreq": 0})
    with tempfile.NamedTemporaryFile() as file:
        trainer.train(file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        info = tagger.info()
        tagger.close()
    kinds = sorted(info.labels)
    number = {label: i for i, label in enumerate(kinds)}
    moves = np.zeros((len(kinds), len(kinds)), np.float32)
    for (before, after), weight in info.transitions.items():
        moves[number[before], number[after]] = weight
    strong = {key: weight for key, weight in info.state_features.items() if abs(weight) > LEAST_WEIGHT}
    rows = {mark: i for i, mark in enumerate(sorted({mark for mark, _ in strong}))}
    states = np.zeros((len(rows), len(kinds)), np.float32)
    for (mark, label), weight in strong.items():
        states[rows[mark], number[label]] = weight
    scale = np.float32(np.abs(states).max() / 2047)
    return Weights(tuple(kinds), rows, np.round(states / scale) * scale, moves)


def write(weights: Weights, name: str) -> None:
    """Write weights to ``data/name``."""
    scale = np.float32(np.abs(weights.states).max() / 2047)
    arrays = {
        "labels": np.frombuffer("\n".join(weights.labels).encode(), np.uint8),
        "marks": np.frombuffer("\n".join(weights.rows).encode(), np.uint8),
        "states": np.round(weights.states / scale).astype(np.int16),
        "scale": scale,
        "moves": weights.moves,
    }
    np.savez_compressed(DATA / name, **arrays)
    print(f"{name}: {len(weights.rows)} marks, {(DATA / name).stat().st_size / 1e6:.2f} MB")


def second_examples(reports: list[Report], marker: Marker, vocabulary: Vocabulary, rounds: int) -> Iterator[Example]:
    """Yield the sentences of reports as a second reading sees them: the first is done by models that never saw the report."""
    again = AgainMarks(vocabulary, str)
    folds = [zlib.crc32(r.id.encode()) % FOLDS for r in reports]
    for fold in range(FOLDS):
        weights = trained((e for r, f in zip(reports, folds, strict=True) if f != fold for e in outer_examples(r, marker)), rounds)
        table = Marks([weights])
        forms, places = FormScores(vocabulary, marker.forms, table), PlaceMarks(marker.gazetteer, marker.lists, table.row)
        layer = Layer(weights, table.columns[0])
        for report in (r for r, f in zip(reports, folds, strict=True) if f == fold):
            tokens = report.tokens
            marks = marker.marks(tokens)
            scores = forms.scores(tokens.rows.numbers, tokens.sentences)
            table.add(scores, *places.marks(tokens, *marker.seen(tokens)))
            for i, mark in zip(*again.marks(tokens.forms, layer.names(scores, runs_of(tokens.sentences))), strict=True):
                if 0 <= i < len(tokens):
                    marks[i].append(mark)
            wanted = labels(report, outer(report.spans))
            for first, stop in tokens.sentences:
                yield marks[first:stop], wanted[first:stop]


def inner_examples(report: Report, marker: Marker) -> Iterator[Example]:
    """Yield each name of two words and more with the names directly inside it."""
    tokens = report.tokens
    names = sorted((s for s in report.spans if s[2] in TYPES), key=lambda s: (s[0], -s[1]))
    for start, end, kind in names:
        first, stop = tokens.range(start, end)
        if stop - first > 1 and kind != "PER":
            inside = outer(s for s in names if start <= s[0] and s[1] <= end and s[1] - s[0] < end - start)
            wanted = ["O"] * (stop - first)
            for name in inside:
                a, b = tokens.range(*name[:2])
                wanted[a - first : b - first] = [("B-" if i == a else "I-") + name[2] for i in range(a, b)]
            yield marker.inner_marks(tokens, first, stop, kind), wanted


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--hold-back", action="store_true")
    parser.add_argument("--rounds", type=int, default=120)
    options = parser.parse_args()
    if not list(options.folder.glob("names-*.jsonl")):
        sys.exit(f"no names-*.jsonl in {options.folder}")
    vocabulary = press_vocabulary()
    marker = Marker(vocabulary)
    reports = [r for r in read(options.folder, vocabulary) if not (options.hold_back and held_back(r.id))]
    print(f"{len(reports)} reports")
    write(trained((e for r in reports for e in outer_examples(r, marker)), options.rounds), "names-model.npz")
    write(trained(second_examples(reports, marker, vocabulary, options.rounds), options.rounds), "names-again.npz")
    write(trained((e for r in reports for e in inner_examples(r, marker)), options.rounds), "names-inner.npz")


if __name__ == "__main__":
    main()
