"""Times and figures of the tables in tests/cases, read by khabar and by whatever other readers are installed.

usage: python benchmarks/times.py [--rounds N] [--readers khabar,dateparser,maha]

Prints, for each reader, how many values it gets right and how many sentences it reads a second on one core, and khabar's speed as a
multiple of theirs. dateparser and Maha (``mahad``) are optional: ``pip install dateparser mahad`` (mahad pins old packages: use an
environment of its own, and ask for it alone with ``--readers khabar,maha``). A reader that gives moments is asked only for values that
are a day; one that gives numbers, for plain numbers. The tables were written before khabar read them, and khabar was then mended on them.
"""

import argparse
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from khabar.extract.quantities import QuantityReader
from khabar.extract.times import TimeReader, times
from khabar.model import Document
from khabar.reading import Reading
from khabar.segment import tokens_of
from khabar.vocabulary import press_vocabulary

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases"
MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")
DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T.*)?")


@dataclass(frozen=True)
class Case:
    """A sentence with the values of its marked words, and the day of print."""

    text: str
    values: tuple[str, ...]
    published: str


def cases(name: str) -> Iterator[Case]:
    """Yield the rows of a table."""
    for line in (CASES / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            published, marked = (cells[0], cells[1]) if name == "times.tsv" else ("2013-03-05", cells[0])
            yield Case(MARK.sub(r"\1", marked), tuple(match[1] for match in MARK.findall(marked)), published)


def days(case: Case) -> list[set[str]]:
    """Return the days that a reader of moments can be asked for: each wanted value with the readings that are defensible."""
    wanted = []
    for value in case.values:
        found = {match[1] for reading in value.split(" or ") if (match := DAY.fullmatch(reading.split(";")[0]))}
        if found:
            wanted.append(found)
    return wanted


def numbers(case: Case) -> list[float]:
    """Return the plain numbers of a sentence, without signs and ranges."""
    return [float(figure) for value in case.values if re.fullmatch(r"[\d.]+", figure := value.split(";")[0].lstrip("<>=~"))]


def khabar_days() -> Callable[[Case], set[str]]:
    """Return khabar as a reader of days."""
    return lambda case: {match[1] for t in times(case.text, case.published) if t.value and (match := DAY.fullmatch(t.value))}


def khabar_numbers() -> Callable[[Case], set[float]]:
    """Return khabar as a reader of numbers."""
    vocabulary = press_vocabulary()
    reader, quantities = TimeReader(vocabulary), QuantityReader(vocabulary)

    def read(case: Case) -> set[float]:
        reading = Reading(Document("", case.text, None, case.published), tokens_of(case.text, vocabulary))
        reading.times = reader.dated(reading).times
        return {float(n) for q in quantities.quantities(reading) for n in (q.low, q.best, q.high) if n is not None}

    return read


def dateparser_days() -> Callable[[Case], set[str]]:
    """Return dateparser's search, past before future, as a reader of days."""
    from dateparser.search import search_dates  # noqa: PLC0415 - a peer that may be missing

    def read(case: Case) -> set[str]:
        settings = {"RELATIVE_BASE": datetime.fromisoformat(case.published), "PREFER_DATES_FROM": "past"}
        return {moment.date().isoformat() for _, moment in search_dates(case.text, languages=["ar"], settings=settings) or ()}

    return read


def maha_days() -> Callable[[Case], set[str]]:
    """Return Maha's parser as a reader of days."""
    from maha.parsers.functions import parse_dimension  # noqa: PLC0415 - a peer that may be missing

    def read(case: Case) -> set[str]:
        base = datetime.fromisoformat(case.published)
        found = set()
        for part in parse_dimension(case.text, time=True):
            if part.value is not None and hasattr(part.value, "__radd__"):
                found.add((base + part.value).date().isoformat())
        return found

    return read


def maha_numbers() -> Callable[[Case], set[float]]:
    """Return Maha's parser as a reader of numbers."""
    from maha.parsers.functions import parse_dimension  # noqa: PLC0415 - a peer that may be missing

    return lambda case: {float(part.value) for part in parse_dimension(case.text, numeral=True)}


def measured(read: Callable[[Case], set], wanted: list[tuple[Case, list]], rounds: int) -> tuple[int, float]:
    """Return how many values are right, and sentences a second, the best of some rounds after one to warm up."""
    right = sum(bool(found & value) if isinstance(value, set) else value in found for case, values in wanted for found in [read(case)] for value in values)
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        for case, _ in wanted:
            read(case)
        best = min(best, time.perf_counter() - start)
    return right, len(wanted) / best


def compare(title: str, readers: dict[str, Callable], wanted: list[tuple[Case, list]], rounds: int) -> None:
    """Print one line a reader."""
    total = sum(len(values) for _, values in wanted)
    print(f"{title}: {total} values in {len(wanted)} sentences")
    ours = 0.0
    for name, make in readers.items():
        try:
            right, speed = measured(make(), wanted, rounds)
        except ImportError as missing:
            print(f"  {name:12} not installed ({missing.name})")
            continue
        ours = ours or speed
        print(f"  {name:12} right {right / total:6.1%}   {speed:9.0f} sentences a second   khabar is {ours / speed:.1f} times as fast")


def main() -> None:
    """Compare the readers."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--readers", default="khabar,dateparser,maha")
    options = parser.parse_args()
    asked, rounds = options.readers.split(","), options.rounds
    of_days = {"khabar": khabar_days, "dateparser": dateparser_days, "maha": maha_days}
    of_numbers = {"khabar": khabar_numbers, "maha": maha_numbers}
    dated = [(case, wanted) for case in cases("times.tsv") if (wanted := days(case))]
    counted = [(case, wanted) for case in cases("numbers.tsv") if (wanted := numbers(case))]
    compare("days", {name: make for name, make in of_days.items() if name in asked}, dated, rounds)
    compare("numbers", {name: make for name, make in of_numbers.items() if name in asked}, counted, rounds)


if __name__ == "__main__":
    main()
