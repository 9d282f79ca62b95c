"""A report whose day an analyst gave: what its words say of other days (yesterday, on Thursday) is read anew, counted from that day."""

from dataclasses import replace

from khabar.model import Document, Record
from khabar.store.records import document_of, published_with


def counted_from(record: Record, document: Document, day: str) -> Record:
    """Return the record that a report has where an analyst gave its day; ``published`` stays as it was read, for the day may be taken back."""
    return replace(_read(replace(document, published=day, basis="analyst")), published=record.published)


def read_anew(record: Record, day: str | None) -> Record:
    """Return a record with its words counted from the day that an analyst gave, or, for None, from the day that the report came with or its text tells."""
    document = document_of(record, published_with(record))
    return counted_from(record, document, day) if day else _read(document)


def _read(document: Document) -> Record:
    from khabar import knowledge, pipeline  # noqa: PLC0415 - takes a second to load, and most judgements need none of it

    return pipeline.annotate(document, knowledge.shared())
