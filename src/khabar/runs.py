"""A run over many reports: each read into its record, what cannot be read written down, nothing lost and nothing silent."""

import json
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from khabar.errors import ConfigError
from khabar.model import Document, Record
from khabar.read.rejects import Reject
from khabar.workers import one_by_one, side_by_side, uncollected


class Rejects:
    """The file of what could not be read, one JSON object a line; made at the first reject."""

    def __init__(self, path: str | Path | None = None) -> None:
        self.path = Path(path) if path is not None else None
        self.count = 0
        self._file: IO[str] | None = None

    def add(self, reject: Reject) -> None:
        """Write one reject down.

        Raises:
            ConfigError: the file cannot be written.
        """
        self.count += 1
        if self.path is not None:
            try:
                self._file = self._file or self.path.open("w", encoding="utf-8", errors="backslashreplace")
                self._file.write(json.dumps(reject.to_dict(), ensure_ascii=False) + "\n")
                self._file.flush()
            except OSError as error:
                message = f"cannot write rejects to {self.path}: {error.strerror or error}. Give another file with --rejects"
                raise ConfigError(message) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._file is not None:
            self._file.close()


def records(
    reports: Iterable[Document | Reject], rejects: Rejects, seen: Callable[[Document], bool] | None = None, jobs: int = 1
) -> Generator[tuple[Document, Record]]:
    """Yield each report with its record, in the order of the input (``khabar.read.documents``); reports that ``seen`` tells of are passed over.

    ``jobs`` processes read side by side.
    """
    documents = _documents(reports, rejects, seen)
    results = side_by_side(documents, jobs) if jobs > 1 else one_by_one(documents)
    with uncollected():
        for document, record in results:
            if isinstance(record, Record):
                yield document, record
            else:
                rejects.add(Reject(document.path or "", document.id, "annotate", record))


def _documents(reports: Iterable[Document | Reject], rejects: Rejects, seen: Callable[[Document], bool] | None) -> Iterator[Document]:
    for item in reports:
        if isinstance(item, Reject):
            rejects.add(item)
        elif seen is None or not seen(item):
            yield item
