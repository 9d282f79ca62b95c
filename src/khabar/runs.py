"""A run over many reports: each read into its record, what cannot be read written down, nothing lost and nothing silent."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from khabar import knowledge
from khabar.model import Document, Record
from khabar.pipeline import annotate
from khabar.read.rejects import Reject
from khabar.store.database import Database
from khabar.store.writing import BATCH, Added, Writer, kept


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run over reports came to: how many were new, replaced or there already, and how many were rejected."""

    added: Added
    n_rejects: int


class Rejects:
    """The file of what could not be read, one JSON object a line; made at the first reject."""

    def __init__(self, path: str | Path | None = None) -> None:
        self.path = Path(path) if path is not None else None
        self.count = 0
        self._file: IO[str] | None = None

    def add(self, reject: Reject) -> None:
        """Write one reject down."""
        self.count += 1
        if self.path is not None:
            if self._file is None:
                self._file = self.path.open("w", encoding="utf-8", errors="backslashreplace")
            self._file.write(json.dumps(reject.to_dict(), ensure_ascii=False) + "\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._file is not None:
            self._file.close()


def records(reports: Iterable[Document | Reject], rejects: Rejects, seen: Callable[[Document], bool] | None = None) -> Iterator[tuple[Document, Record]]:
    """Yield each report with its record, in the order of the input (``khabar.read.documents``); reports that ``seen`` tells of are passed over."""
    known = knowledge.shared()
    for item in reports:
        if isinstance(item, Reject):
            rejects.add(item)
        elif seen is None or not seen(item):
            try:
                yield item, annotate(item, known)
            except Exception as error:  # noqa: BLE001 - the one place where a bad report becomes a reject, whatever it did
                rejects.add(Reject(item.path or "", item.id, "annotate", f"{type(error).__name__}: {error}"))


def add(
    database: Database,
    reports: Iterable[Document | Reject],
    rejects: Rejects | None = None,
    *,
    again: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Outcome:
    """Read reports into a store and return what came of it; a report that the store holds already is not read again unless ``again``.

    ``progress`` is called with the number of reports after each batch. What was stored before a failure stays stored.

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
    pairs = records(reports, rejects, seen)
    while batch := list(islice(pairs, BATCH)):
        added += writer.write(kept(record, document, again=again) for document, record in batch)
        if progress:
            progress(len(batch))
    return Outcome(added + Added(unchanged=unchanged), rejects.count)
