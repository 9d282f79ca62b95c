"""Train the model that chooses the actors and recipients of events from reports of which a reader wrote down who did what to whom.

usage: python scripts/train_parties.py REPORTS [REPORTS ...] [--score]

REPORTS are files of reports that khabar reads (JSON Lines, Parquet) with the ids that training/events.tsv names; reports that it does not name
are passed over, and how many of its reports were found is told. The weights are learned from all and written to
src/khabar/data/events_parties.tsv. Then the reports are held back in five parts by turns, and from what was right and wrong in them is learned
how sure each choice is: src/khabar/data/events_confidence.tsv. With --score nothing is written and what was chosen in the reports held back
is scored. Needs scikit-learn.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

import train_doubts
from event_labels import DATA, FOLDS, LABELS, WHOLE_REPORTS, Label, arguments, chances_held_back, folds_of, heard, label_of, labels, vectorized
from khabar.errors import KhabarError
from khabar.extract.events import EventReader
from khabar.extract.events_candidates import Candidates
from khabar.extract.events_confidence import choice, tenth
from khabar.extract.events_confidence import marks as marks_of
from khabar.extract.events_doubts import LEAST
from khabar.extract.events_parties import PAIRS, Chances, chosen
from khabar.extract.events_preferences import Preferences
from khabar.extract.events_scene import Scene
from khabar.extract.events_slots import SLOTS, Slots
from khabar.extract.events_tellings import Telling
from khabar.model import Event
from khabar.reading import Reading
from khabar.vocabulary import Vocabulary

WEIGHTS = DATA / "events_parties.tsv"
CONFIDENCE = DATA / "events_confidence.tsv"
HEAD = """# Weights by which events_parties chooses actors and recipients: of the value of a slot of events_slots, or of two values together; the row
# without a slot is added to all. Learned by scripts/train_parties.py from training/events.tsv. Written for khabar (Apache-2.0).
#:slot	value	slot2	value2	actor	recipient
"""
CONFIDENCE_HEAD = """# Weights by which events_confidence tells how sure a telling is: of the value of a slot; the row without a slot is added to all.
# Learned by scripts/train_parties.py from training/events.tsv. Written for khabar (Apache-2.0).
#:slot	value	weight
"""
SIDES = ("actors", "recipients")
PENALTY = 0.05  # scikit-learn's C: the smaller, the more the weights are held down
LEAST_WEIGHT = 0.05
CONFIDENCE_PENALTY = 0.1
WHOLE, DRAWN = 3.0, 0.5  # weights of a report annotated as a whole, and of a word drawn from reports of one month, against one of which the events were read
WEIGHT = {"whole": WHOLE, "one": DRAWN}
UNNAMED = "<>"


@dataclass(frozen=True, slots=True)
class Case:
    """One telling with what a reader wrote down of it and whom the report names around it."""

    report: str
    weight: float
    drawn: bool  # the word was drawn at random among all that may tell events
    strict: bool  # whoever wrote the label did not judge only what khabar had found
    label: Label
    type: str
    frame: str
    part: str
    framed: tuple[frozenset[str], frozenset[str]]  # whom the frames take for actors and for recipients
    truth: tuple[frozenset[str], frozenset[str]]  # the ids of those whom the reader wrote down
    hollow: bool
    candidates: dict[str, tuple[str, ...]]  # with their marks
    seen: dict[tuple[str, str], float]  # of the word, for how likely it tells an event at all

    @property
    def is_told(self) -> bool:
        """Whether the reader took the word for an event of this type, or for none: one of another type tells nothing of the parties of this."""
        return self.label.type in ("-", self.type)

    def truth_of(self, who: str) -> tuple[bool, bool] | None:
        """Return whether a candidate acts and whether he is met, None where he may be the one without a name whom the reader meant."""
        ruled = tuple(who in side for side in self.framed)
        nameless = who.startswith("<")
        if nameless and any(UNNAMED in side for side in self.truth) and not any(ruled):
            return None
        acts, met = (who in side or (UNNAMED in side and by_frame and nameless) for side, by_frame in zip(self.truth, ruled, strict=True))
        return acts, met

    def is_right(self, actors: Sequence[str]) -> bool:
        """Tell whether type and actors are as the reader wrote them; where somebody with a name acts, those without one are passed over."""
        named = frozenset(who for who in actors if not who.startswith("<"))
        wanted = frozenset(who for who in self.truth[0] if not who.startswith("<"))
        nameless = len(wanted) < len(self.truth[0])
        return self.label.type == self.type and named == wanted and (bool(named) or nameless == bool(actors))


class Itself(dict[str, str]):
    """Stands for the codes of a slot where its values themselves are wanted."""

    def __missing__(self, value: str) -> str:
        return value


class Listening(EventReader):
    """Keeps what the events of the last report were chosen from, with the values of the slots instead of their codes."""

    told: list[Telling]
    scene: Scene
    candidates: Candidates
    reading: Reading

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__(vocabulary)
        self._slots = Slots([Itself() for _ in SLOTS], Preferences())

    def events(self, reading: Reading) -> list[Event]:
        """Keep what the events would be chosen from, and return none."""
        self.reading = reading
        told, scene, actors = self.words(reading)
        self.told, self.scene = told.tellings(), scene
        self.candidates = Candidates(scene, told.frames, actors, self.told, self._slots)
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


def cases(paths: Sequence[str]) -> Iterator[Case]:
    """Yield the tellings that a label speaks of, and those without one in reports whose labels are complete."""
    known, how = labels()
    for report, listening in heard(paths, frozenset(known), Listening):
        by_start = {label.start: label for label in known[report]}
        weight, strict = WEIGHT.get(how[report], 1.0), how[report] != "found"
        for number, telling in enumerate(listening.told):
            label = label_of(telling, by_start, complete=how[report] in WHOLE_REPORTS)
            if label is None:
                continue
            framed = frozenset(telling.actors), frozenset(telling.recipients)
            truth = listening.meant(label.actors), listening.meant(label.recipients)
            candidates = dict(listening.candidates.of(number))
            yield Case(
                report,
                weight,
                how[report] == "one",
                strict,
                label,
                telling.type,
                telling.frame,
                telling.trigger.part,
                framed,
                truth,
                telling.hollow,
                candidates,
                train_doubts.seen_of(telling, listening.scene),
            )


def features(values: tuple[str, ...]) -> dict[tuple[str, str, str, str], int]:
    """Return the values of the slots and of the couples of slots that are weighed."""
    single = {(slot, value, "", ""): 1 for slot, value in zip(SLOTS, values, strict=True) if value != "-"}
    couples = {
        (SLOTS[one], values[one], SLOTS[other], values[other]): 1
        for one, other in PAIRS
        if values[other] != "-" and (SLOTS[one] == "rule" or values[one] != "-")
    }
    return single | couples


def matrices(found: Sequence[Case]) -> tuple[Any, list[Any], Any, Any]:
    """Return the features of all candidates, their names, the number of the case of each, and what is true of each: NaN where that is not known."""
    matrix, names = vectorized([features(marks) for case in found for marks in case.candidates.values()])
    number = np.repeat(np.arange(len(found)), [len(case.candidates) for case in found])
    known = [case.truth_of(who) if case.is_told else None for case in found for who in case.candidates]
    return matrix, names, number, np.array([both or (np.nan, np.nan) for both in known], float)


def fitted(matrix: Any, truth: Any, weights: Any) -> Any:
    """Return a model of one side."""
    return LogisticRegression(C=PENALTY, max_iter=300, solver="liblinear").fit(matrix, truth, sample_weight=weights)


def held_back(found: Sequence[Case], matrix: Any, number: Any, truth: Any) -> list[dict[str, Chances]]:
    """Return the chances of the candidates of each case by weights that were learned without its report."""
    fold, weights = folds_of([case.report for case in found])[number], np.array([case.weight for case in found])[number]
    chances = np.zeros(truth.shape)
    for held in range(FOLDS):
        learned = (fold != held) & ~np.isnan(truth[:, 0])
        for side in (0, 1):
            model = fitted(matrix[learned], truth[learned, side], weights[learned])
            chances[fold == held, side] = model.predict_proba(matrix[fold == held])[:, 1]
    all_chances = iter(map(tuple, chances.tolist()))
    return [dict(zip(case.candidates, all_chances, strict=False)) for case in found]


def main() -> None:
    """Train or score."""
    given = arguments(__doc__)
    found = list(cases(given.reports))
    if not found:
        sys.exit(f"none of the reports that {LABELS} names is in {' '.join(given.reports)}")
    matrix, names, number, truth = matrices(found)
    chances = held_back(found, matrix, number, truth)
    if given.score:
        score(found, chances)
        score_drawn(found, chances)
        score_confidence(found, chances)
        return
    write_parties(found, matrix, names, number, truth)
    write_confidence(found, chances)


def write_parties(found: Sequence[Case], matrix: Any, names: Sequence[Any], number: Any, truth: Any) -> None:
    """Learn the weights of the parties from all reports, and write them."""
    known = ~np.isnan(truth[:, 0])
    weights = np.array([case.weight for case in found])[number][known]
    models = [fitted(matrix[known], truth[known, side], weights) for side in (0, 1)]
    lines = ["\t".join(("", "", "", "", *(f"{model.intercept_[0]:.3f}" for model in models)))]
    for name, *both in zip(names, *(model.coef_[0] for model in models), strict=True):
        if max(map(abs, both)) >= LEAST_WEIGHT:
            lines.append("\t".join((*name, *(f"{weight:.3f}" for weight in both))))
    WEIGHTS.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} weights in {WEIGHTS.name}, from {known.sum()} candidates", file=sys.stderr)


def score(found: Sequence[Case], chances: Sequence[dict[str, Chances]]) -> None:
    """Print precision, recall and F1 of the named actors and recipients of tellings in reports held back by turns; missed words are not counted."""
    told = [(case, around) for case, around in zip(found, chances, strict=True) if case.is_told]
    for side, name in enumerate(SIDES):
        right = given = wanted = 0
        for case, around in told:
            taken = {who for who in chosen(around, *case.framed)[side] if not who.startswith("<")}
            true = {who for who in case.truth[side] & around.keys() if not who.startswith("<")}
            right, given, wanted = right + len(taken & true), given + len(taken), wanted + len(true)
        f1 = 2 * right / (given + wanted)
        print(f"{name}: precision {right / given:.3f}, recall {right / wanted:.3f}, F1 {f1:.3f} ({right} right, {given} given, {wanted} wanted)")


def score_drawn(found: Sequence[Case], chances: Sequence[dict[str, Chances]]) -> None:
    """Print in how many of the words that were drawn at random exactly the actors and the recipients are chosen whom the reader wrote down."""
    drawn = [(case, chosen(around, *case.framed)) for case, around in zip(found, chances, strict=True) if case.drawn]
    right = [[set(side) == set(true) for side, true in zip(both, case.truth, strict=True)] for case, both in drawn if case.label.type == case.type]
    if not right:
        print("none of the words that were drawn is in these reports")
        return
    actors, recipients = np.array(right).mean(0)
    typed = len(right) / len(drawn)
    print(f"of {len(drawn)} drawn: type {typed:.3f}; of these actors exact {actors:.3f}, recipients {recipients:.3f}; type and actors {typed * actors:.3f}")


def judged(found: Sequence[Case], chances: Sequence[dict[str, Chances]]) -> tuple[list[dict[tuple[str, str], int]], Any, Any]:
    """Return how each telling that khabar gives was chosen, whether it is right, and the part in which it was held back.

    Whoever judged what khabar had found took words for events more readily: these reports do not count.
    """
    made, right, reports = [], [], []
    for case, around, likely in zip(found, chances, doubted(found), strict=True):
        actors, recipients = chosen(around, *case.framed)
        if case.strict and likely >= LEAST and (actors or recipients or not case.hollow):
            made.append(dict.fromkeys(marks_of(case.frame, case.part, choice(around, actors, case.framed[0]), tenth(likely)), 1))
            right.append(case.is_right(actors))
            reports.append(case.report)
    return made, np.array(right), folds_of(reports)


def doubted(found: Sequence[Case]) -> Any:
    """Return how likely each word tells an event of its type, by weights that were learned without its report."""
    words = [(case.report, case.seen, case.label.type == case.type) for case in found if case.strict]
    likely = np.ones(len(found))
    likely[[case.strict for case in found]] = train_doubts.held_back([*words, *train_doubts.written()])[: len(words)]
    return likely


def confident(matrix: Any, right: Any) -> Any:
    """Return a model of how sure a telling is."""
    return LogisticRegression(C=CONFIDENCE_PENALTY, max_iter=300, solver="liblinear").fit(matrix, right)


def write_confidence(found: Sequence[Case], chances: Sequence[dict[str, Chances]]) -> None:
    """Learn how sure a telling is from those held back, and write the weights."""
    made, right, _ = judged(found, chances)
    matrix, names = vectorized(made)
    model = confident(matrix, right)
    lines = [f"\t\t{model.intercept_[0]:.3f}"]
    lines += ["\t".join((*name, f"{weight:.3f}")) for name, weight in zip(names, model.coef_[0], strict=True) if abs(weight) >= LEAST_WEIGHT]
    CONFIDENCE.write_text(CONFIDENCE_HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} weights in {CONFIDENCE.name}, from {len(right)} tellings", file=sys.stderr)


def score_confidence(found: Sequence[Case], chances: Sequence[dict[str, Chances]]) -> None:
    """Print for each tenth of confidence how many tellings have it, and what share of them and of all surer ones is right."""
    made, right, fold = judged(found, chances)
    matrix, _ = vectorized(made)
    sure = chances_held_back(matrix, right, fold, confident)
    for least in range(9, -1, -1):
        here, surer = (sure >= least / 10) & (sure < (least + 1) / 10), sure >= least / 10
        if here.any():
            here_right, all_right = right[here].mean(), right[surer].mean()
            print(f"confidence from .{least}: {here.sum()}, right {here_right:.3f}; from there on {surer.mean():.3f} of all, right {all_right:.3f}")


if __name__ == "__main__":
    try:
        main()
    except KhabarError as error:
        sys.exit(str(error))
