"""Search finds words in any spelling, marks them where they stand, and narrows by facets."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.model import Span
from khabar.query.entities import entities
from khabar.query.search import Facets, Filters, Hit, facets, search
from khabar.store.database import Database
from khabar.store.search import marks, match
from khabar.store.writing import Writer, kept
from store_records import TEXT, record


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with Database(tmp_path_factory.mktemp("store") / "khabar.db") as opened:
        days = ["2017-10-18", "2017-10-19", "2017-10-20", None, "2017-10-22"]
        records = [record(f"r{i}", day=day, outlet="al-nahr" if i % 2 else "al-jabal", title=f"تقرير {i}") for i, day in enumerate(days)]
        Writer(opened).write(kept(item) for item in records)
        yield opened


def kinds(database: Database, words: str) -> set[str]:
    return {hit.kind for hit in search(database, words, limit=100).lines}


def khatib(database: Database) -> str:
    """Return the id that linking gave the speaker of the reports."""
    return entities(database, "سامي الخطيب").lines[0].id


def marked(hit: Hit) -> list[str]:
    return [hit.text[span.start : span.end] for span in hit.marks]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("الهدنة", ["الهدنة"]),
        ("هدنة", ["الهدنة"]),
        ("هُدنه", ["الهدنة"]),
        ("الخارجية", ["الخارجيّة"]),
        ("وزير الخارجيه", ["وزير", "الخارجيّة"]),
        ('"وزير الخارجية"', ["وزير الخارجيّة"]),
        ("«وزير الخارجية»", ["وزير الخارجيّة"]),
        ("حكوم*", ["الحكومة"]),
        ("مدني", ["مدنياً"]),
    ],
)
def test_words_are_found_in_any_spelling_and_marked_as_printed(database: Database, words: str, expected: list[str]) -> None:
    hits = [hit for hit in search(database, words, Filters(kind="passage")).lines if hit.report == "r1"]
    assert [word for hit in hits for word in dict.fromkeys(marked(hit))] == expected


@pytest.mark.parametrize("words", ['"الخارجية وزير"', "كتاب", "هدنة كتاب", "هدنة -النهروز", "اترك تعليقا"])
def test_what_is_not_there_is_not_found(database: Database, words: str) -> None:
    assert not search(database, words, Filters(kind="passage")).lines


def test_a_hit_points_at_the_characters_of_the_report(database: Database) -> None:
    for hit in search(database, "النهروز", limit=100).lines:
        source = TEXT if hit.kind != "title" else hit.title or ""
        assert source[hit.start : hit.stop] == hit.text


def test_a_statement_comes_with_its_source_and_chain(database: Database) -> None:
    hits = search(database, "مدنياً قصف", Filters(kind="statement", report="r1")).lines
    assert [(hit.statement, [party.name for party in hit.sources], [(hand.role, hand.name) for hand in hit.chain]) for hit in hits] == [
        ("s2", ["مصدر عسكري"], [("speaker", "مصدر عسكري"), ("agency", "وكالة نبأ"), ("outlet", "al-nahr")])
    ]


def test_a_passage_gives_way_to_the_statement_in_it(database: Database) -> None:
    assert kinds(database, "صامدة") == {"statement"}


@pytest.mark.parametrize(
    ("filters", "reports"),
    [
        (Filters(), {"r0", "r1", "r2", "r3", "r4"}),
        (Filters(outlet="al-nahr"), {"r1", "r3"}),
        (Filters(since="2017-10-19", until="2017-10-20"), {"r1", "r2"}),
        (Filters(report="r2"), {"r2"}),
        (Filters(person="nobody"), set()),
        (Filters(stance="denies"), {"r0", "r1", "r2", "r3", "r4"}),
        (Filters(stance="promises"), set()),
        (Filters(event_type="ASSAULT", status="denied"), {"r0", "r1", "r2", "r3", "r4"}),
        (Filters(event_type="ASSAULT", status="planned"), set()),
        (Filters(event_since="2017-10-19", event_until="2017-10-19"), {"r0", "r1", "r2", "r3", "r4"}),
        (Filters(event_since="2017-10-20"), set()),
        (Filters(agency="org-naba", kind="statement"), {"r0", "r1", "r2", "r3", "r4"}),
        (Filters(agency="org-naba", kind="title"), set()),
    ],
)
def test_filters_narrow(database: Database, filters: Filters, reports: set[str]) -> None:
    assert {hit.report for hit in search(database, "", filters, limit=100).lines} == reports


def test_a_person_narrows_to_where_he_is_named_or_speaks(database: Database) -> None:
    person = khatib(database)
    assert len(search(database, "", Filters(person=person), limit=100).lines) == 15
    assert {hit.stance for hit in search(database, "", Filters(source=person), limit=100).lines} == {"asserts", "denies"}
    assert {hit.statement for hit in search(database, "", Filters(source=person, stance="denies"), limit=100).lines} == {"s3"}


@pytest.mark.parametrize("order", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("words", ["النهروز", ""])
def test_pages_hold_every_hit_once(database: Database, words: str, order: str) -> None:
    found: list[int] = []
    cursor = None
    for _ in range(100):
        page = search(database, words, Filters(kind="statement"), order=order, limit=2, cursor=cursor)
        found += [hit.key for hit in page.lines]
        cursor = page.next
        if cursor is None:
            break
    every = search(database, words, Filters(kind="statement"), order=order, limit=1000).lines
    assert found == [hit.key for hit in every]
    assert len(found) == len(set(found)) == (10 if words else 15)
    days = [hit.day for hit in every]
    assert order != "newest" or days == sorted(days, reverse=True)
    assert order != "oldest" or days == sorted(days)


@given(st.text(), st.text(max_size=30))
def test_no_words_and_no_cursor_make_search_fail(database: Database, words: str, cursor: str) -> None:
    for order in ("relevance", "newest"):
        page = search(database, words, order=order, cursor=cursor, limit=3)
        assert len(page.lines) <= 3
    assert facets(database, words).total >= 0


@given(st.text(), st.text())
def test_marks_lie_in_the_text_in_order(text: str, words: str) -> None:
    found = marks(text, match(words))
    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_phrase_is_marked_as_one_and_its_words_alone_are_not() -> None:
    text = "وزير الداخلية ووزير الخارجية"
    assert marks(text, match('"وزير الخارجية"')) == (Span(14, len(text)),)  # whole words: the و too


def test_a_text_of_the_same_word_is_marked_without_trying_every_pair() -> None:
    assert len(marks("سلام " * 20_000, match("سلام"))) == 20_000


def test_facets_count_the_hits(database: Database) -> None:
    found = facets(database, "النهروز")
    assert found.total == 15
    assert {count.value: count.n for count in found.kinds} == {"passage": 5, "statement": 10}
    assert [(count.value, count.n) for count in found.persons] == [(khatib(database), 10)]
    assert {count.value: count.n for count in found.outlets} == {"al-jabal": 9, "al-nahr": 6}
    assert [count.value for count in found.agencies] == ["org-naba"]
    assert {count.value for count in found.statuses} == {"asserted", "denied"}
    assert [count.value for count in found.event_types] == ["ASSAULT"]


def test_facets_of_nothing_are_empty(database: Database) -> None:
    assert facets(database, '"') == Facets(0, 0)


def test_a_long_passage_is_cut_around_the_first_mark(tmp_path: Path) -> None:
    text = "كلمة " * 2000 + "الهدف " + "كلمة " * 2000
    long = record("long", text=text + TEXT)
    with Database(tmp_path / "khabar.db") as opened:
        Writer(opened).write([kept(long)])
        hits = search(opened, "الهدف").lines
    assert [marked(hit) for hit in hits] == [["الهدف"]]
    assert all(long.text[hit.start : hit.stop] == hit.text for hit in hits)


def test_a_facet_counts_the_hits_that_its_filter_finds(database: Database) -> None:
    found = facets(database, "قصف")
    counted = [("event_type", count) for count in found.event_types] + [("status", count) for count in found.statuses]
    assert counted
    for field, count in counted:
        assert facets(database, "قصف", Filters(**{field: count.value})).total == count.n <= found.total


def test_a_report_of_uncertain_day_is_found_with_the_days_it_lies_between(database: Database) -> None:
    days = {hit.report: (hit.earliest, hit.day) for hit in search(database, "الهدنة", limit=100).lines}
    assert days["r3"] == ("2017-10-19", "2017-10-22")
    assert days["r4"] == (None, "2017-10-22")
