"""Many reports: Arrow batches in, Arrow batches out, wherever the batches come from.

``annotate_batches`` is the signature of Spark's ``mapInArrow`` and fits Ray's ``map_batches(batch_format="pyarrow")`` in
one line; khabar owns no scheduler.
"""

from collections.abc import Iterable, Iterator

import pyarrow as pa

from khabar import knowledge
from khabar.arrow import record_batch
from khabar.model import Document
from khabar.pipeline import annotate

COLUMNS = ("id", "title", "text", "published", "outlet", "url")


def annotate_batches(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield a batch of records for each batch of reports (columns ``id`` and ``text``; ``title, published, outlet, url`` where there are).

    Knowledge is loaded once a process, at the first batch.
    """
    for batch in batches:
        rows = batch.select([name for name in COLUMNS if name in batch.schema.names]).to_pylist()
        yield record_batch(annotate(Document(**row), knowledge.shared()) for row in rows)
