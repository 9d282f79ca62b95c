"""The linker's index in a store's file: full names by the sound of their last part, from memory and from the file."""

from pathlib import Path

from khabar.link.clusters import Node, block_of
from khabar.store.database import Database
from khabar.store.entities import StoreIndex


def keep(index: StoreIndex, name: str) -> None:
    """Keep somebody of a full name, who stands for himself."""
    parts = tuple(name.split())
    index.put(block_of(parts), [Node(name, name, parts, n_reports=1)])
    index.stand_for({name: name}, {})


def names(index: StoreIndex, name: str) -> set[str]:
    return {node.name for _, node in index.fuller(block_of((name,)).removeprefix("|"))}


def test_full_names_of_a_last_name_come_from_the_file_and_from_memory(tmp_path: Path) -> None:
    with Database(tmp_path / "k.db") as database:
        with database.transaction() as connection:
            index = StoreIndex(connection)
            keep(index, "سامر الخطيب")
            keep(index, "سامر حداد")
            index.flush()
        with database.transaction() as connection:
            index = StoreIndex(connection)
            keep(index, "وليد الخطيب")
            assert names(index, "الخطيب") == {"سامر الخطيب", "وليد الخطيب"}
            keep(index, "هالة الخطيب")
            assert names(index, "الخطيب") == {"سامر الخطيب", "وليد الخطيب", "هالة الخطيب"}
            assert names(index, "قباني") == set()
