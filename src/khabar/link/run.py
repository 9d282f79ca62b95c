"""The reports of one run, without a store: one id for one person in all of them."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

from khabar.link.entities import Linker, linked
from khabar.model import Document, Record
from khabar.read.rejects import Reject
from khabar.runs import Rejects, records

# records held so that all of them are known before the first is handed on
MOST_HELD = 2000


def extracted(
    reports: Iterable[Document | Reject], rejects: Rejects, progress: Callable[[int], None] | None = None, *, most: int = MOST_HELD, jobs: int = 1
) -> Iterator[Record]:
    """Yield the record of each report, in the order of the input, with the ids that hold for the run.

    Up to ``most`` reports are linked as a whole; in a longer run an id holds from where a person is first met. ``progress`` is called
    with 1 for each report read; ``jobs`` processes read side by side.
    """
    read = _counted((record for _, record in records(reports, rejects, jobs=jobs)), progress)
    held = list(islice(read, most + 1))
    if len(held) <= most:
        yield from linked(held)
        return
    linker = Linker(steady=True)
    for number, record in enumerate(chain(held, read)):
        yield linker.linked(record)
        if number % 200 == 0:
            linker.changes()


def _counted(read: Iterable[Record], progress: Callable[[int], None] | None) -> Iterator[Record]:
    for record in read:
        if progress:
            progress(1)
        yield record
