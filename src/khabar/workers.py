"""Reports read side by side in processes of their own; a process that dies takes no report with it."""

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from multiprocessing.connection import Connection, wait
from typing import TypeVar

from khabar import knowledge
from khabar.errors import KhabarError
from khabar.model import Document, Record
from khabar.pipeline import annotate, begun, finished

TOGETHER, MOST_CHARACTERS = 24, 100_000  # reports that are read together: so many, but no more once they are so long
_AHEAD = 4  # batches a process that are read before the first of them is handed on
_TRIES = 2  # processes that a report may bring down before it is given up

T = TypeVar("T")
Result = tuple[Document, Record | str]
Read = Callable[[Sequence[Document]], list[Record | str]]


def read_together(documents: Sequence[Document]) -> list[Record | str]:
    """Return the record of each report, or why it could not be read. What is quicker for several at once is done so, and one by one where that fails."""
    known = knowledge.shared()
    try:
        readings = begun(documents, known)
    except Exception:  # noqa: BLE001 - which of them is bad, and why, each will tell
        return [_outcome(document, lambda document: annotate(document, known)) for document in documents]
    return [_outcome(reading, lambda reading: finished(reading, known)) for reading in readings]


def _outcome(document: T, read: Callable[[T], Record]) -> Record | str:
    """Return the record of a report, or why it could not be read: the one place where a bad report becomes a reason, whatever it did."""
    try:
        return read(document)
    except Exception as error:  # noqa: BLE001 - as said
        return f"{type(error).__name__}: {error}"


@contextmanager
def uncollected() -> Iterator[None]:
    """Stop Python's search for circular garbage: reading leaves none behind, and going through a vocabulary that grows takes a twentieth of a run."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yield the reports in lists of some that are read together; those that were taken in before their source fails come first."""
    some: list[Document] = []
    length = 0
    try:
        for document in documents:
            some.append(document)
            length += len(document.text)
            if len(some) == TOGETHER or length > MOST_CHARACTERS:
                yield some
                some, length = [], 0
    except KhabarError:
        if some:
            yield some
        raise
    if some:
        yield some


def one_by_one(documents: Iterable[Document]) -> Iterator[Result]:
    """Yield each report with its record, or with the reason why there is none, in the order of the input, read by this process."""
    return chain.from_iterable(zip(some, read_together(some), strict=True) for some in batches(documents))


def side_by_side(documents: Iterable[Document], jobs: int, read: Read = read_together) -> Generator[Result]:
    """Yield each report with its record, or with the reason why there is none, in the order of the input, read by ``jobs`` processes.

    A process that is killed is replaced, and what it was reading is read again report by report; a report that brings down two processes is given up.
    ``read`` must be a function of a module. Memory does not grow with the input.
    """
    source, failed = batches(documents), None
    shelf = _Shelf()
    workers = [_Worker(read) for _ in range(jobs)]
    try:
        while True:
            try:
                _hand_out(source, shelf, workers)
            except KhabarError as error:  # what came before is read first
                failed, source = error, iter(())
            busy = {worker.connection: worker for worker in workers if worker.task}
            if not busy:
                break
            for connection in wait(list(busy)):
                shelf.take(busy[connection])  # type: ignore[index] # what was waited for
            yield from shelf.finished()
    finally:
        for worker in workers:
            worker.stop()
    if failed:
        raise failed


@dataclass(slots=True)
class _Task:
    """Reports on their way: where they stand in the input, and how many processes died over them."""

    batch: int
    first: int
    documents: list[Document]
    deaths: int = 0


class _Worker:
    """A process that reads what it is sent."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self.task: _Task | None = None
        self.start()

    def start(self) -> None:
        """Start the process, anew where the one before has died."""
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._read), daemon=True)
        self._process.start()
        theirs.close()

    def send(self, task: _Task) -> None:
        """Give the process reports to read."""
        self.task = task
        try:
            self.connection.send(task.documents)
        except OSError:
            return  # it has died; taking its answer tells so

    def stop(self) -> None:
        """End the process."""
        self.connection.close()
        self._process.terminate()
        self._process.join()


@dataclass(slots=True)
class _Shelf:
    """Batches in the order of the input, with what has been read of each."""

    batches: deque[list[Result | None]] = field(default_factory=deque)
    first: int = 0  # the number of the first batch on the shelf
    again: deque[_Task] = field(default_factory=deque)

    def put(self, documents: list[Document]) -> _Task:
        """Take in a batch and return the task of reading it."""
        self.batches.append([None] * len(documents))
        return _Task(self.first + len(self.batches) - 1, 0, documents)

    def take(self, worker: _Worker) -> None:
        """Take the answer of a worker, or what is left to do where it has died."""
        task = worker.task
        if task is None:
            return
        worker.task = None
        try:
            results: list[Record | str] = worker.connection.recv()
        except (EOFError, OSError):
            worker.stop()
            worker.start()
            self._lost(task)
            return
        self._keep(task, results)

    def _lost(self, task: _Task) -> None:
        if task.deaths + 1 >= _TRIES and len(task.documents) == 1:
            self._keep(task, ["the process that read it was killed, twice"])
            return
        deaths = task.deaths + 1 if len(task.documents) == 1 else 0
        self.again.extend(_Task(task.batch, task.first + i, [document], deaths) for i, document in enumerate(task.documents))

    def _keep(self, task: _Task, results: list[Record | str]) -> None:
        batch = self.batches[task.batch - self.first]
        batch[task.first : task.first + len(results)] = list(zip(task.documents, results, strict=True))

    def finished(self) -> Iterator[Result]:
        """Yield what is read of the first batches, as far as they are whole."""
        while self.batches and None not in self.batches[0]:
            yield from (result for result in self.batches.popleft() if result)
            self.first += 1


def _hand_out(source: Iterator[list[Document]], shelf: _Shelf, workers: list[_Worker]) -> None:
    """Give every worker that has nothing to do something, first what must be read again."""
    for worker in workers:
        if worker.task:
            continue
        if shelf.again:
            worker.send(shelf.again.popleft())
        elif len(shelf.batches) < _AHEAD * len(workers) and (batch := next(source, None)):
            worker.send(shelf.put(batch))


def _serve(connection: "Connection[list[Record | str], list[Document]]", read: Read) -> None:
    """Read what comes in until nothing more comes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes of a terminal; who started this one ends it
    with uncollected():
        while True:
            try:
                documents = connection.recv()
            except (EOFError, OSError):  # who sent them is gone
                return
            results = read(documents)
            try:
                connection.send(results)
            except OSError:
                return
