"""khabar reads Arabic news into a record: who said what, through whom; who did what to whom, where and when, according to whom.

    import khabar
    record = khabar.annotate("قال الوزير …", published="2017-10-20")
    store = khabar.open_store("khabar.db")

What is imported here is light; everything heavy is loaded by the first call that needs it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from khabar.errors import ConfigError, KhabarError
from khabar.model import Document, Record

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from khabar.model import Time
    from khabar.query.api import Store

__all__ = ["Document", "KhabarError", "Record", "annotate", "open_store", "times"]
__version__ = "0.1.0"


def annotate(
    text: str | Document,
    *,
    published: str | date | None = None,
    outlet: str | None = None,
    title: str | None = None,
    id: str | None = None,  # noqa: A002 - the record's own word
) -> Record:
    """Return the record of one report: its text, or a ``Document`` as ``khabar.read.documents`` gives it.

    ``published`` is an ISO day (None: dated from its text as far as it goes). ``id`` is derived from the text where none is given.

    Raises:
        ConfigError: ``published`` is no day.
    """
    from khabar import knowledge, pipeline  # noqa: PLC0415 - so that importing khabar stays light
    from khabar.read.checks import day  # noqa: PLC0415 - as above

    if isinstance(text, Document):
        return pipeline.annotate(text, knowledge.shared())
    given = day(published)
    if given is None and published:
        message = f"cannot read the day of publication {published!r}, expected an ISO day such as 2017-10-20"
        raise ConfigError(message)
    identity = id or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return pipeline.annotate(Document(identity, text, title, given, outlet), knowledge.shared())


def times(text: str, *, published: str | None = None, direction: str = "past") -> list[Time]:
    """Return the time expressions of a text, resolved against the ISO day ``published``; ``direction`` (past or future) reads bare weekdays and months."""
    from khabar.extract.times import times as found  # noqa: PLC0415 - so that importing khabar stays light

    return found(text, published=published, direction=direction)


def open_store(path: str | Path = "khabar.db") -> Store:
    """Return the store at a path, created where there is none.

    Raises:
        StoreError: the file is no store, or of a newer version.
    """
    from khabar.query.api import open_store as opened  # noqa: PLC0415 - so that importing khabar stays light

    return opened(path)
