"""Filters as people write them: names instead of ids."""

from dataclasses import replace

from khabar.query.search import ENTITY_FIELDS, Filters
from khabar.query.statements import entity_id
from khabar.store.database import Database


def named(database: Database, filters: Filters) -> Filters:
    """Return the filters with each entity given by name replaced by the id that it means; ids stay."""
    return replace(filters, **{field: entity_id(database, getattr(filters, field)) for field in ENTITY_FIELDS})
