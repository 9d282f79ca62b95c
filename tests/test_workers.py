"""Processes side by side read what one alone reads, in the same order, and a killed one takes no report with it."""

import gc
import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from khabar.errors import ReadError
from khabar.model import Document, Record, Source
from khabar.read import documents
from khabar.read.rejects import Reject
from khabar.runs import Rejects, records
from khabar.workers import side_by_side

SAMPLES = Path(__file__).parent.parent / "samples" / "reports.jsonl"
DOCUMENTS = [Document(f"r{i}", f"قال الوزير سامي الخطيب في اليوم {i} إن الهدنة صامدة في المدينة") for i in range(130)]


def empty(some: Sequence[Document]) -> list[Record | str]:
    """Return records without anything in them; some texts bring the process down or cannot be read."""
    if any(document.text == "kill" for document in some):
        os.kill(os.getpid(), signal.SIGKILL)
    return ["as told" if document.text == "bad" else Record(document.id, Source(), document.text) for document in some]


def failing() -> Iterator[Document]:
    """Yield reports, and fail before the last."""
    yield from DOCUMENTS[:100]
    message = "no more of them can be read"
    raise ReadError(message)


def test_the_records_are_those_that_one_process_makes_in_the_same_order() -> None:
    assert list(records(DOCUMENTS[:45], Rejects(), jobs=2)) == list(records(DOCUMENTS[:45], Rejects()))


@pytest.mark.parametrize("jobs", [1, 3])
def test_every_report_comes_once_and_in_order(jobs: int) -> None:
    assert [document for document, _ in side_by_side(iter(DOCUMENTS), jobs, empty)] == DOCUMENTS


def test_no_reports_give_nothing() -> None:
    assert list(side_by_side([], 2, empty)) == []


def test_a_killed_process_takes_no_report_with_it() -> None:
    results = side_by_side(DOCUMENTS, 2, empty)
    found = [next(results)]
    for child in multiprocessing.active_children():
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
    found += results
    assert [document for document, _ in found] == DOCUMENTS
    assert all(isinstance(record, Record) for _, record in found)


def test_a_report_that_brings_processes_down_is_given_up_and_the_others_are_read() -> None:
    poisoned = [*DOCUMENTS[:30], Document("bad", "kill"), Document("odd", "bad"), *DOCUMENTS[30:60]]
    found = {document.id: record for document, record in side_by_side(poisoned, 2, empty)}
    assert found.pop("bad") == "the process that read it was killed, twice"
    assert found.pop("odd") == "as told"
    assert all(isinstance(record, Record) for record in found.values())
    assert list(found) == [document.id for document in DOCUMENTS[:60]]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_was_taken_in_before_the_source_fails_is_read(jobs: int) -> None:
    results = records(failing(), Rejects(), jobs=jobs)
    found = [next(results)[0] for _ in range(100)]
    assert found == DOCUMENTS[:100]
    with pytest.raises(ReadError, match="no more"):
        next(results)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_source_that_fails_before_its_first_report_is_told(jobs: int) -> None:
    def nothing() -> Iterator[Document]:
        yield from ()
        message = "nothing of it can be read"
        raise ReadError(message)

    with pytest.raises(ReadError, match="nothing of it"):
        list(side_by_side(nothing(), jobs, empty))


def test_no_process_is_left_behind() -> None:
    results = side_by_side(DOCUMENTS, 2, empty)
    next(results)
    results.close()
    assert not multiprocessing.active_children()


def test_rejects_are_kept_and_what_is_known_is_passed_over() -> None:
    rejects = Rejects()
    items: list[Document | Reject] = [DOCUMENTS[0], Reject("x", "", "read", "why"), DOCUMENTS[1], DOCUMENTS[2]]
    assert [document.id for document, _ in records(items, rejects, lambda document: document.id == "r1", jobs=2)] == ["r0", "r2"]
    assert rejects.count == 1


def test_reading_leaves_no_circular_garbage_so_that_nobody_needs_to_look_for_it() -> None:
    list(records(documents([SAMPLES]), Rejects()))  # loads what stays
    gc.collect()
    gc.disable()
    try:
        assert len(list(records(documents([SAMPLES]), Rejects()))) > 10
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_garbage_is_looked_for_again_behind_a_run_also_one_that_is_given_up() -> None:
    reading = records(DOCUMENTS, Rejects())
    next(reading)
    assert not gc.isenabled()
    reading.close()
    assert gc.isenabled()
