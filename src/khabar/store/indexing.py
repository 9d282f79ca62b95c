"""The full-text index brought up to date where it was made with other stems."""

import sqlite3
from collections.abc import Iterator

from khabar.store import terms
from khabar.store.database import Database
from khabar.store.index import statement_stems
from khabar.store.reading import packed_record
from khabar.store.terms import Terms


def bring_up_to_date(database: Database) -> bool:
    """Index the words of every passage anew where the store was indexed with other rules for stems, and tell whether it was.

    All of it is one transaction: readers find by the old stems until it is done.

    Raises:
        StoreError: the store cannot be written.
    """
    if _analysis(database) == terms.ANALYSIS:
        return False
    with database.transaction() as connection:
        there = connection.execute("SELECT EXISTS (SELECT 1 FROM passages)").fetchone()[0]
        if there:
            connection.execute("DELETE FROM words")
            connection.executemany("INSERT INTO words (rowid, stems) VALUES (?, ?)", _words(connection, terms.shared()))
        connection.execute("INSERT INTO facts VALUES ('analysis', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (terms.ANALYSIS,))
    return bool(there)


def is_stale(database: Database) -> bool:
    """Tell whether words are sought in the store by other stems than it was indexed with, so that some are missed."""
    return _analysis(database) != terms.ANALYSIS and bool(database.rows("SELECT EXISTS (SELECT 1 FROM passages)")[0][0])


def _analysis(database: Database) -> str | None:
    rows = database.rows("SELECT value FROM facts WHERE name = 'analysis'")
    return rows[0][0] if rows else None


def _words(connection: sqlite3.Connection, stems: Terms) -> Iterator[tuple[int, str]]:
    for report in connection.execute("SELECT key, title, text, record FROM reports JOIN records ON report_key = key"):
        statements = {statement.id: statement for statement in packed_record(report["text"], report["record"]).statements}
        words = stems.words(report["text"])
        passages = connection.execute(
            "SELECT p.key, p.kind, p.start, p.stop, s.id FROM passages p LEFT JOIN statements s USING (key) WHERE p.report_key = ?", (report["key"],)
        ).fetchall()
        for key, kind, start, stop, statement in passages:
            if kind == "statement":
                yield key, statement_stems(words, statements[statement])
            else:
                yield key, stems.stems(report["title"]) if kind == "title" else words.between(start, stop)
