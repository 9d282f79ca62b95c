"""Reports into a store: read, kept, and nothing read twice."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from khabar.link.judgements import Judged
from khabar.model import Document, Record
from khabar.read.rejects import Reject
from khabar.runs import Rejects, records
from khabar.store.database import Database
from khabar.store.judged_days import counted_from
from khabar.store.reading import judged
from khabar.store.writing import BATCH, Added, Writer, kept


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run over reports came to: how many were new, replaced or there already, and how many were rejected."""

    added: Added
    n_rejects: int


def add(
    database: Database,
    reports: Iterable[Document | Reject],
    rejects: Rejects | None = None,
    *,
    again: bool = False,
    progress: Callable[[int], None] | None = None,
    jobs: int = 1,
) -> Outcome:
    """Read reports into a store and return what came of it; a report that the store holds already is not read again unless ``again``.

    ``progress`` is called with the number of reports after each batch; ``jobs`` processes read side by side. What was stored before a failure stays stored.

    Raises:
        StoreError: the store cannot be written.
    """
    rejects = rejects or Rejects()
    writer = Writer(database)
    unchanged = 0

    def seen(document: Document) -> bool:
        nonlocal unchanged
        known = not again and writer.known(document)
        unchanged += known
        return known

    added = Added()
    pairs = records(reports, rejects, seen, jobs)
    while batch := list(islice(pairs, BATCH)):
        known = judged(database)
        added += writer.write(kept(_counted(record, document, known), document, again=again) for document, record in batch)
        if progress:
            progress(len(batch))
    return Outcome(added + Added(unchanged=unchanged), rejects.count)


def _counted(record: Record, document: Document, known: Judged) -> Record:
    day = known.day_of(record.id)
    return counted_from(record, document, day) if day else record
