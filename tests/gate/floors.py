"""The floors: what each measure has reached and may not fall below."""

import json
import math
from pathlib import Path

from gate.annotation import FOLDER, Annotated, annotated
from gate.measures import Count, measures
from khabar.knowledge import load
from khabar.model import Document
from khabar.pipeline import annotate

FILE = Path(__file__).parent / "floors.json"
# a floor lies so many right answers below what is reached: a change for the better elsewhere may cost one or two here
SLACK = 2


def reports() -> list[Annotated]:
    """Return the annotated reports, sorted by name."""
    return [annotated(path) for path in sorted(FOLDER.glob("*.txt"))]


def reached() -> dict[str, Count]:
    """Return what khabar reaches on the annotated reports, by measure."""
    knowledge = load()
    pairs = []
    for report in reports():
        document = Document(report.name, report.text, published=report.published or None, outlet=report.outlet or None)
        pairs.append((report, annotate(document, knowledge)))
    return measures(pairs)


def floors() -> dict[str, float]:
    """Return the floor of each measure."""
    found: dict[str, float] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def raised(old: dict[str, float], counts: dict[str, Count], *, allow_regression: bool = False) -> dict[str, float]:
    """Return the new floors: never lower than the old ones, unless regressions are allowed."""
    lower = {name: Count(max(0, count.right - SLACK), count.given, count.wanted).f1 for name, count in sorted(counts.items())}
    new = {name: math.floor(1000 * f1) / 1000 for name, f1 in lower.items()}
    return new if allow_regression else {name: max(floor, old.get(name, 0.0)) for name, floor in new.items()}
