"""The way of a report, on one screen."""

from collections.abc import Sequence

from khabar.clean.boilerplate import boilerplate
from khabar.knowledge import Knowledge
from khabar.model import Document, Record, Source
from khabar.reading import Reading
from khabar.segment import tokens_of


def annotate(document: Document, knowledge: Knowledge) -> Record:
    """Return the record of one report: the same record for the same report, whatever was read before or beside it. Never raises on any text."""
    (reading,) = begun([document], knowledge)
    return finished(reading, knowledge)


def begun(documents: Sequence[Document], knowledge: Knowledge) -> list[Reading]:
    """Return reports cut into tokens and with their names: what is quicker for several at once."""
    knowledge.vocabulary.trim()
    readings = []
    for document in documents:
        skipped = boilerplate(document.text)
        readings.append(Reading(document, tokens_of(document.text, knowledge.vocabulary, skipped), skipped))
    for reading, mentions in zip(readings, knowledge.names.mentions(readings), strict=True):
        reading.mentions = mentions
    return readings


def finished(reading: Reading, knowledge: Knowledge) -> Record:
    """Return the record of a report that was begun."""
    reading.roles = knowledge.roles.roles(reading)
    resolved = knowledge.resolver.resolved(reading)
    reading.mentions, reading.entities, reading.roles = resolved.mentions, resolved.entities, resolved.roles

    dated = knowledge.times.dated(reading)
    reading.times, reading.published = dated.times, dated.published
    reading.quantities = knowledge.quantities.quantities(reading)

    said = knowledge.statements.said(reading)
    reading.statements, reading.declined, reading.labels = said.statements, said.declined, said.labels
    reading.events = knowledge.events.events(reading)
    reading.entities = [*reading.entities, *knowledge.events.states(reading)]
    return _record(reading)


def _record(reading: Reading) -> Record:
    document = reading.document
    return Record(
        document.id,
        Source(document.path, document.url, document.outlet, document.title, document.lang),
        document.text,
        reading.published,
        tuple(reading.boilerplate),
        tuple(reading.mentions),
        tuple(reading.entities),
        tuple(reading.roles),
        tuple(reading.times),
        tuple(reading.quantities),
        tuple(reading.statements),
        tuple(reading.declined),
        tuple(reading.labels),
        tuple(reading.events),
    )
