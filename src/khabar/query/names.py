"""Names at a glance: who is called what a reader has typed, by the index alone."""

from khabar.query.entities import EntityLine, entity
from khabar.query.listing import Party, parties_of
from khabar.store.database import Database
from khabar.store.directory import folded_name


def called(database: Database, words: str, limit: int = 6) -> tuple[EntityLine, ...]:
    """Return the entities of which a spelling is the words, or begins with them: those called just so first, then the most reported.

    ``khabar.query.entities.entities`` finds more, names that hold the words anywhere, and takes longer.
    """
    folded = folded_name(words)
    if not folded:
        return ()
    rows = database.rows(
        """
        SELECT e.id, e.type, e.name, e.name_en, e.country, e.n_reports, f.spelling FROM (
            SELECT entity_key, max(folded = :folded) AS exact, min(spelling) AS spelling FROM spellings
            WHERE folded = :folded OR (folded > :folded || ' ' AND folded < :folded || '!') GROUP BY entity_key
        ) f JOIN entities e ON e.key = f.entity_key WHERE e.n_reports > 0 ORDER BY f.exact DESC, e.n_reports DESC, e.key LIMIT :limit
        """,
        {"folded": folded, "limit": limit},
    )
    return tuple(EntityLine(*row) for row in rows)


def english(database: Database, identity: str) -> str | None:
    """Return the English name of an entity, None where none is known."""
    rows = database.rows("SELECT name_en FROM entities WHERE id = ?", (identity,))
    return rows[0][0] if rows else None


def known(database: Database, identity: str) -> Party | None:
    """Return who an id means, with the id that it has now; None where the store has none of that id.

    ``khabar.query.entities.entity`` tells everything of it, and takes longer.
    """
    party = parties_of(database, [identity])[0]
    if party.id is not None:
        return party
    found = entity(database, identity, most=1)
    return Party(found.id, found.name, found.type) if found else None
