"""A judgement on a name touches the reports that it must, and leaves the store as if all had been linked anew."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import khabar
from khabar.query import listing, reports, search
from khabar.store.database import Database
from khabar.store.judging import Judging, relink

TEXTS = (
    "قال وزير الخارجية سمير العلي إنّ المفاوضات مستمرة في بغداد. وأضاف العلي أنّ الوفد وصل.",
    "أعلن وزير الخارجية سمير العلي في البصرة أنّ المعبر سيفتح. وقال سمير علي إنّ القرار نهائي.",
    "التقى سمير العلي السفير في بغداد، وأكد وزير الخارجية أنّ الاجتماع كان مفيداً.",
    "وصل وزير الخارجية سمير العلي إلى البصرة، وقال إنّ الطريق مفتوحة.",
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    lines = (json.dumps({"id": f"r{number}", "text": text, "published": f"2020-01-0{number}"}) for number, text in enumerate(TEXTS, 1))
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with khabar.open_store(tmp_path / "k.db") as opened:
        opened.add(tmp_path / "a.jsonl")
    with Database(tmp_path / "k.db") as found:
        yield found


def told(database: Database) -> dict[str, list[Any]]:
    """Return what the store tells of entities, whatever the numbers in the file are."""
    questions = {
        "entities": "SELECT id, type, name, name_en, n_reports FROM entities WHERE n_reports > 0",
        "spellings": "SELECT id, spelling FROM spellings JOIN entities ON key = entity_key WHERE n_reports > 0",
        "appearances": "SELECT e.id, r.id, a.mentions FROM appearances a JOIN entities e ON e.key = a.entity_key JOIN reports r ON r.key = a.report_key",
    }
    return {name: sorted(map(tuple, database.rows(question)), key=str) for name, question in questions.items()}


def keys(database: Database) -> dict[str, int]:
    return {row[0]: row[1] for row in database.rows("SELECT id, key FROM reports")}


def linked_anew(database: Database) -> dict[str, list[Any]]:
    with database.transaction() as connection:
        connection.execute("DELETE FROM spellings")
    relink(database, sorted(keys(database).values()))
    return told(database)


def mention(report: int, words: str, after: int = 0) -> str:
    start = TEXTS[report - 1].index(words, after)
    return f"r{report}#mention:{start}-{start + len(words)}"


JUDGEMENTS: dict[str, Callable[[Judging], Any]] = {
    "a new name": lambda judging: judging.rename("سمير العلي", "سمير بن صالح العلي"),
    "another type": lambda judging: judging.retype("سمير العلي", "ORG"),
    "another type of a place": lambda judging: judging.retype("بغداد", "ORG"),
    "a mention written so nowhere else": lambda judging: judging.reject(mention(1, "العلي", 30)),
    "a mention written so elsewhere": lambda judging: judging.reject(mention(1, "سمير العلي")),
    "the only mention of a place": lambda judging: judging.reject(mention(3, "بغداد")),
}


@pytest.mark.parametrize("judgement", JUDGEMENTS)
def test_one_report_is_linked_anew_and_the_store_tells_what_all_would(database: Database, judgement: str) -> None:
    before, places = told(database), keys(database)
    number = JUDGEMENTS[judgement](Judging(database, "ليلى")).number
    after, moved = told(database), keys(database)
    assert after != before
    assert sum(moved[report] != place for report, place in places.items()) == 1
    assert linked_anew(database) == after
    Judging(database, "").undo(number)
    assert told(database) == before
    assert linked_anew(database) == before


@pytest.mark.parametrize("order", [(1, 2, 3), (1, 3, 2), (2, 1, 3)])
def test_a_person_is_called_by_the_full_name_that_most_reports_give(order: tuple[int, ...], tmp_path: Path) -> None:
    texts = {
        1: "قال وزير الخارجية السوري فيصل المقداد إنّ المفاوضات مستمرة في دمشق.",
        2: "أعلن الوزير المقداد في دمشق أنّ المعبر سيفتح. وأكد المقداد أنّ القرار نهائي.",
        3: "التقى وزير الخارجية السوري فيصل المقداد السفير في دمشق أمس.",
    }
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps({"id": f"r{number}", "text": texts[number]}) for number in order), encoding="utf-8")
    with khabar.open_store(tmp_path / "k.db") as opened:
        opened.add(tmp_path / "a.jsonl")
    with Database(tmp_path / "k.db") as database:
        named = database.rows("SELECT name, name_en FROM entities JOIN spellings ON key = entity_key WHERE spelling = 'فيصل المقداد' AND n_reports > 0")
        assert [(row[0], row[1].split()[0]) for row in named] == [("فيصل المقداد", "Faisal")]
        Judging(database, "").rename("فيصل المقداد", "المقداد")
        assert linked_anew(database)["entities"] == told(database)["entities"]
        assert "المقداد" in {row[0] for row in database.rows("SELECT name FROM entities WHERE n_reports > 0")}


def test_the_id_of_an_entity_that_is_another_now_finds_what_that_one_has(tmp_path: Path) -> None:
    texts = ("قال الوزير سمير العلي إنّ المفاوضات مستمرة في بغداد.", "قال المحافظ كمال بوزيان إنّ المعبر سيفتح في البصرة. وزار بوزيان البصرة.")
    with khabar.open_store(tmp_path / "k.db") as store:
        store.add([khabar.Document(f"r{number}", text, published="2020-01-01") for number, text in enumerate(texts)])
        first, second = (store.entities(name)[0].id for name in ("سمير العلي", "كمال بوزيان"))
        Judging(store.database, "ليلى").same(first, second)
        assert [line.id for line in store.said(second)] == [line.id for line in store.said(first)]
        for asked in (listing.Choice(entity=first), listing.Choice(entity=second)):
            assert len(listing.statements(store.database, asked).lines) == 2
            assert len(listing.events(store.database, asked).lines) == 1
        assert len(reports.reports(store.database, reports.ReportChoice(entity=second)).lines) == 2
        for field in ("person", "source"):
            limits = search.Filters(**{field: second})
            assert len(search.search(store.database, "قال", limits).lines) == len(search.search(store.database, "قال", search.Filters(**{field: first})).lines)
            assert search.facets(store.database, "", limits).total == search.facets(store.database, "", search.Filters(**{field: first})).total > 0
