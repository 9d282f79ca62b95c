"""Measure the whole of extraction over a Parquet file of reports, beside spaCy, on one thread: extraction.py REPORTS.parquet [--limit N] [--profile].

Prints words per second of both, their ratio, khabar's peak memory and the time of each part. khabar reads the file and makes every
record; spaCy runs ``blank("ar")`` with its default, untrained ``ner`` component over the texts of a sample of the same reports. Words are
counted alike, between blanks. Each runs in a process of its own; the time is that of the processor, so that other work on the
machine counts for neither. spaCy comes with the dependency group ``bench``.
"""

import argparse
import cProfile
import dataclasses
import json
import os
import pstats
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

# spaCy does some 18,000 words a second: this many reports keep it busy for half a minute
SPACY_REPORTS = 2_000
STAGE_REPORTS = 2_000
LEAST_RATIO = 3.0
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
_PARTS = ("names", "roles", "resolver", "times", "quantities", "statements", "events")


class Timed:
    """A part of khabar whose calls are timed."""

    def __init__(self, part: object, seconds: dict[str, float], name: str) -> None:
        self._part, self._seconds, self._name = part, seconds, name

    def __getattr__(self, attribute: str) -> Callable[..., object]:
        method = getattr(self._part, attribute)

        def timed(*arguments: object) -> object:
            began = time.process_time()
            try:
                return method(*arguments)
            finally:
                self._seconds[self._name] = self._seconds.get(self._name, 0.0) + time.process_time() - began

        return timed


def measured_khabar(path: str, limit: int) -> dict[str, Any]:
    """Return reports, words, seconds and peak memory of reading and annotating the file, then the milliseconds of each part."""
    from khabar.knowledge import shared  # noqa: PLC0415 - only in the process that measures it
    from khabar.runs import Rejects, records  # noqa: PLC0415

    began = time.process_time()
    shared()
    loaded = time.process_time() - began
    reports = words = 0
    began = time.process_time()
    for document, _ in records(_reports(path, limit), Rejects()):
        reports += 1
        words += document.text.count(" ") + document.text.count("\n") + 1
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    parts = _parts(path, min(limit, STAGE_REPORTS))
    return {"reports": reports, "words": words, "seconds": seconds, "load_seconds": loaded, "peak_mb": peak, "parts_ms": parts}


def _reports(path: str, limit: int) -> Iterator[Any]:
    from khabar.read import Reject, documents  # noqa: PLC0415

    for number, document in enumerate(documents([path])):
        if number == limit:
            return
        if not isinstance(document, Reject):
            yield document


def _parts(path: str, limit: int) -> dict[str, float]:
    """Return the milliseconds a report of each part; the first hundred reports are not counted, they fill the vocabulary."""
    from khabar.clean.boilerplate import boilerplate  # noqa: PLC0415
    from khabar.knowledge import load  # noqa: PLC0415
    from khabar.pipeline import annotate  # noqa: PLC0415
    from khabar.segment import tokens_of  # noqa: PLC0415

    began = time.process_time()
    reports = list(_reports(path, limit))
    seconds = {"read": time.process_time() - began}
    knowledge = load()
    for document in reports[:100]:
        annotate(document, knowledge)
    timed = dataclasses.replace(knowledge, **{name: Timed(getattr(knowledge, name), seconds, name) for name in _PARTS})
    seconds["read"] *= (len(reports) - 100) / max(len(reports), 1)
    began = time.process_time()
    for document in reports[100:]:
        annotate(document, timed)
    seconds["annotate in all"] = time.process_time() - began
    for document in reports[100:]:
        began = time.process_time()
        skipped = boilerplate(document.text)
        middle = time.process_time()
        tokens_of(document.text, knowledge.vocabulary, skipped)
        seconds["boilerplate"] = seconds.get("boilerplate", 0.0) + middle - began
        seconds["tokens"] = seconds.get("tokens", 0.0) + time.process_time() - middle
    return {name: 1000 * value / max(len(reports) - 100, 1) for name, value in seconds.items()}


def measured_spacy(path: str, limit: int) -> dict[str, Any]:
    """Return reports, words and seconds of spaCy's untrained names over a sample of the file, evenly spread."""
    import spacy  # noqa: PLC0415 - a dependency group of its own

    texts = [document.text for document in _reports(path, limit)]
    texts = texts[:: max(1, len(texts) // SPACY_REPORTS)][:SPACY_REPORTS]
    spacy.util.fix_random_seed(0)
    model = spacy.blank("ar")
    names = model.add_pipe("ner")
    for label in ("PER", "ORG", "LOC"):
        names.add_label(label)
    model.initialize()
    began = time.process_time()
    for _ in model.pipe(texts):
        pass
    seconds = time.process_time() - began
    return {"reports": len(texts), "words": sum(text.count(" ") + text.count("\n") + 1 for text in texts), "seconds": seconds}


def _child(kind: str, path: str, limit: int) -> dict[str, Any]:
    command = [sys.executable, __file__, path, "--limit", str(limit), "--only", kind]
    done = subprocess.run(command, env=os.environ | _ONE_THREAD, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"{kind} failed")
    return dict(json.loads(done.stdout))


def _profile(path: str, limit: int) -> None:
    from khabar.knowledge import load  # noqa: PLC0415
    from khabar.pipeline import annotate  # noqa: PLC0415

    knowledge, reports = load(), list(_reports(path, limit))
    profile = cProfile.Profile()
    profile.enable()
    for document in reports:
        annotate(document, knowledge)
    profile.disable()
    pstats.Stats(profile).sort_stats("tottime").print_stats(45)


def main() -> None:
    """Run the benchmark; exit with 1 where khabar is not ``LEAST_RATIO`` times as fast."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", help="a Parquet file with the columns id, text, published")
    parser.add_argument("--limit", type=int, default=sys.maxsize, help="read at most so many reports")
    parser.add_argument("--only", choices=("khabar", "spacy"), help="measure one of the two and print JSON")
    parser.add_argument("--profile", action="store_true", help="print where khabar's time goes, by function")
    given = parser.parse_args()
    if not Path(given.reports).exists():
        parser.error(f"no such file: {given.reports}")
    if given.profile:
        _profile(given.reports, given.limit)
    elif given.only:
        measure = measured_khabar if given.only == "khabar" else measured_spacy
        print(json.dumps(measure(given.reports, given.limit)))
    else:
        _compare(given.reports, given.limit)


def _compare(path: str, limit: int) -> None:
    khabar, spacy = _child("khabar", path, limit), _child("spacy", path, limit)
    speeds = {name: found["words"] / found["seconds"] for name, found in (("khabar", khabar), ("spaCy", spacy))}
    for name, found in (("khabar", khabar), ("spaCy", spacy)):
        print(f"{name:8} {found['reports']:7,} reports  {found['words']:10,} words  {found['seconds']:7.1f} s  {speeds[name]:9,.0f} words/s")
    ratio = speeds["khabar"] / speeds["spaCy"]
    print(f"ratio    {ratio:.2f} (at least {LEAST_RATIO:.0f})")
    print(f"memory   {khabar['peak_mb']:.0f} MB at most; loading took {khabar['load_seconds']:.2f} s")
    for part, milliseconds in khabar["parts_ms"].items():
        print(f"  {part:16} {milliseconds:7.3f} ms a report")
    sys.exit(ratio < LEAST_RATIO)


if __name__ == "__main__":
    main()
