"""What somebody said: statements by their source, the hands they came through, their day and their words."""

from dataclasses import dataclass

from khabar.errors import ConfigError
from khabar.query.entities import entities
from khabar.query.listing import Choice, Page, StatementLine, statements
from khabar.query.search import Filters, Hit, search
from khabar.store.database import Database


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for statements; None leaves a field open.

    ``name`` and ``through`` are names in any spelling, or ids: the source, and a hand of the chain. ``about`` are words of the content.
    Days are ISO days of print, both included.
    """

    name: str | None = None
    about: str | None = None
    through: str | None = None
    outlet: str | None = None
    stance: str | None = None
    since: str | None = None
    until: str | None = None


def said(database: Database, asked: Asked, limit: int = 20, cursor: str | None = None) -> Page[StatementLine]:
    """Return the statements asked for, newest first; ``about`` is left to ``said_about``."""
    source, through = entity_id(database, asked.name), entity_id(database, asked.through)
    choice = Choice(entity=source, through=through, outlet=asked.outlet, stance=asked.stance, since=asked.since, until=asked.until)
    return statements(database, choice, limit, cursor)


def said_about(database: Database, asked: Asked, limit: int = 20, cursor: str | None = None) -> Page[Hit]:
    """Return the statements whose content holds the words asked for, best first, with the words marked."""
    source, through = entity_id(database, asked.name), entity_id(database, asked.through)
    filters = Filters(kind="statement", source=source, through=through, outlet=asked.outlet, stance=asked.stance, since=asked.since, until=asked.until)
    return search(database, asked.about or "", filters, limit=limit, cursor=cursor)


def known_id(database: Database, name: str | None) -> str | None:
    """Return the id of an entity from its id or name, as ``entity_id``.

    Raises:
        ConfigError: the store has no entity of that id or name.
    """
    found = entity_id(database, name)
    if found is not None and not database.rows("SELECT 1 FROM entities WHERE id = ?", (found,)):
        message = f"cannot find '{name}': the store has no entity of that id or name. Look for it: khabar search '{name}'"
        raise ConfigError(message)
    return found


def entity_id(database: Database, name: str | None) -> str | None:
    """Return the id of an entity from its id or name, the one most reported where several bear it; a name that nobody bears is returned as it is."""
    if name is None or database.rows("SELECT 1 FROM entities WHERE id = ?", (name,)):
        return name
    lines = entities(database, name, limit=1).lines
    return lines[0].id if lines else name
