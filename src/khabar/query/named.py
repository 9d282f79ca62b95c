"""Filters as people write them: names instead of ids."""

from dataclasses import replace

from khabar.query.search import Filters
from khabar.query.statements import entity_id
from khabar.store.database import Database


def named(database: Database, filters: Filters) -> Filters:
    """Return the filters with each person, place, agency and source given by name replaced by the id that it means; ids stay."""
    return replace(
        filters,
        person=entity_id(database, filters.person),
        place=entity_id(database, filters.place),
        agency=entity_id(database, filters.agency),
        source=entity_id(database, filters.source),
        through=entity_id(database, filters.through),
    )
