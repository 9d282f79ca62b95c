"""How entities are written: forgetting what no report gives any more."""

from collections.abc import Collection

from khabar.store.database import Database
from khabar.store.directory import spellings_of
from khabar.store.reading import records_of


def forget_unwritten(database: Database, entity: str, spellings: Collection[str]) -> None:
    """Forget those of some spellings of an entity that none of its reports gives any more.

    Reports in whose text the first of them stands are looked at first, for one that gives it is enough.
    """
    left = set(spellings)
    question = """
        SELECT a.report_key FROM appearances a JOIN entities e ON e.key = a.entity_key JOIN records t ON t.report_key = a.report_key
        WHERE e.id = ? ORDER BY instr(t.text, ?) = 0, a.report_key
    """
    keys = [row[0] for row in database.rows(question, (entity, next(iter(spellings), "")))]
    for record in records_of(database, keys):
        if not left:
            return
        left -= {spelling for identity, spelling in spellings_of(record) if identity == entity}
    with database.transaction() as connection:
        gone = [(entity, spelling) for spelling in left]
        connection.executemany("DELETE FROM spellings WHERE entity_key = (SELECT key FROM entities WHERE id = ?) AND spelling = ?", gone)
