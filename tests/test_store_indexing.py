"""A store whose words were indexed by other rules is indexed anew, and finds as before."""

from pathlib import Path

import pytest

import khabar
from khabar.store import terms
from khabar.store.database import Database
from khabar.store.indexing import bring_up_to_date
from khabar.store.writing import Writer, kept
from store_records import record


def words(database: Database) -> list[tuple[int, str]]:
    return [(row[0], row[1]) for row in database.rows("SELECT rowid, stems FROM words ORDER BY rowid")]


def test_a_new_store_needs_no_indexing(tmp_path: Path) -> None:
    with Database(tmp_path / "khabar.db") as database:
        assert not bring_up_to_date(database)
        Writer(database).write([kept(record())])
        assert not bring_up_to_date(database)


def test_an_old_index_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Database(tmp_path / "khabar.db") as database:
        Writer(database).write(kept(record(f"r{i}")) for i in range(3))
        before = words(database)
        with database.transaction() as connection:
            connection.execute("UPDATE words SET stems = 'old'")
        monkeypatch.setattr(terms, "ANALYSIS", "other")
        Writer(database)
        assert words(database) == before
        assert database.rows("SELECT value FROM facts")[0][0] == "other"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("وقدم الوزير الشكر للدكتور محمد سالم.", "الدكتور"),
        ("وسلم الجائزة إلى الدكتور محمد سالم.", "الدكتور"),
        ("قال اللواء محمد سالم إن الوضع مستقر.", "اللواء"),
    ],
)
def test_a_title_stands_with_its_article(tmp_path: Path, text: str, title: str) -> None:
    with Database(tmp_path / "khabar.db") as database:
        Writer(database).write([kept(khabar.annotate(khabar.Document("r1", text)))])
        assert [row[0] for row in database.rows("SELECT text FROM roles")] == [title]
