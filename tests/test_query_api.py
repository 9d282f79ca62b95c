"""The store as Python sees it, with real reports read into it."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

import khabar
from khabar.errors import ConfigError, ReadError
from khabar.model import Document, Span
from khabar.query.answers import marked
from khabar.query.api import Store
from khabar.query.reports import ReportView
from khabar.read import documents

SAMPLES = Path(__file__).parent.parent / "samples" / "reports.jsonl"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    opened = khabar.open_store(tmp_path_factory.mktemp("store") / "khabar.db")
    opened.add(SAMPLES)
    return opened


def test_reports_are_added_from_paths_and_documents(tmp_path: Path) -> None:
    with khabar.open_store(tmp_path / "khabar.db") as store:
        document = Document("a", "قال الوزير سامي الخطيب إن الهدنة صامدة في المدينة", published="2017-10-20")
        outcome = store.add([SAMPLES, document])
        assert outcome.added.new == store.status().n_reports > 1
        assert store.add(document for _ in range(1)).added.unchanged == 1
        found = store.record("a")
        assert found is not None
        assert found.text == document.text


def test_a_path_that_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(ReadError, match="no such file"):
        store.add("none.txt")


def test_rejects_are_counted_and_written(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": ""}\n', encoding="utf-8")
    with khabar.open_store(tmp_path / "khabar.db") as store:
        assert store.add(tmp_path / "a.jsonl", rejects=tmp_path / "rejects.jsonl").n_rejects == 1
    assert "empty" in (tmp_path / "rejects.jsonl").read_text(encoding="utf-8")


def test_answers_hand_themselves_over_as_arrow(store: Store) -> None:
    hits = store.search("قال")
    table = pa.table(hits)
    assert table.num_rows == len(hits) > 0
    assert table["text"].to_pylist() == [hit.text for hit in hits]
    assert table["sources"].to_pylist()[0] == [{"id": party.id, "name": party.name, "type": party.type} for party in hits[0].sources]


def test_answers_without_lines_have_the_same_columns(store: Store) -> None:
    empty = store.search("لاوجودلهذهالكلمة")
    assert not empty
    assert pa.table(empty).schema == pa.table(store.search("قال")).schema


def test_every_kind_of_answer_is_a_table(store: Store) -> None:
    for answers in (store.said(), store.events(), store.entities()):
        assert pa.table(answers).num_rows == len(answers) > 0
        assert "<table>" in answers._repr_html_()


def test_a_notebook_shows_text_as_text(tmp_path: Path) -> None:
    text = "قال الوزير <script>alert(1)</script> إن الهدنة صامدة في المدينة"
    with khabar.open_store(tmp_path / "khabar.db") as store:
        store.add([Document("a", text)])
        shown = store.search("الهدنة")._repr_html_()
    assert "<script>" not in shown
    assert "<mark>الهدنة</mark>" in shown


def test_marks_are_put_around_escaped_text() -> None:
    assert marked("a<b & c", (Span(0, 1), Span(4, 5))) == "<mark>a</mark>&lt;b <mark>&amp;</mark> c"


def test_pages_follow_one_another(store: Store) -> None:
    first = store.said(limit=3)
    second = store.said(limit=3, cursor=first.next)
    assert {line.key for line in first}.isdisjoint(line.key for line in second)


def test_show_finds_a_report_by_id_and_an_entity_by_name(store: Store) -> None:
    report = next(iter(store.records()))
    view = store.show(report.id)
    assert isinstance(view, ReportView)
    assert view.record == report
    name = store.entities(kind="PER")[0].name
    found = store.show(name)
    assert found is not None
    assert not isinstance(found, ReportView)
    assert found.name == name
    assert store.show("لا أحد بهذا الاسم") is None


def test_what_somebody_said_is_his_own(store: Store) -> None:
    speaker = store.said()[0].sources[0]
    lines = store.said(speaker.id or speaker.name)
    assert lines
    assert all(speaker in line.sources for line in lines)
    assert not store.said("لا أحد بهذا الاسم")


def test_a_filter_that_does_not_exist_is_told(store: Store) -> None:
    with pytest.raises(ConfigError, match="cannot narrow by 'colour'"):
        store.search("قال", colour="red")


@pytest.mark.parametrize("limit", [{"type": "assault"}, {"status": "done"}, {"stance": "says"}, {"grade": "high"}])
def test_a_value_that_no_limit_has_is_told_with_those_that_it_has(limit: dict[str, str], store: Store) -> None:
    with pytest.raises(ConfigError, match=f"cannot narrow by {next(iter(limit))} .*: expected one of "):
        store.events(**limit)  # type: ignore[arg-type] # limits by name
    with pytest.raises(ConfigError, match="expected one of title, passage, statement"):
        store.search("قال", kind="story")


def test_a_document_with_a_day_that_is_none_is_refused(store: Store) -> None:
    with pytest.raises(ConfigError, match="'2024-13-45' of report 'new', expected an ISO day"):
        store.add([Document("new", "قال الوزير إن الهدنة صامدة في المدينة", published="2024-13-45")])
    assert store.show("new") is None


def test_a_limit_that_is_no_day_is_refused_and_a_date_is_one(store: Store) -> None:
    for asked in (lambda: store.search("هدنة", since="20/02/03x"), lambda: store.said(until="2024-13-01"), lambda: store.events(since="gestern")):
        with pytest.raises(ConfigError, match="expected a day"):
            asked()
    assert [line.day for line in store.said(since=date(2024, 2, 13), until="2024-02-29")] == [
        line.day for line in store.said(since="2024-02-13", until="2024-02-29")
    ]


def test_a_hand_is_given_by_name(store: Store) -> None:
    through = store.said(through="رويترز")
    assert len(through) > 0
    assert [line.id for line in through] == [line.id for line in store.said(through=store.entities("رويترز")[0].id)]


def test_a_report_as_it_was_read_is_annotated(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("قال الوزير سامي الخطيب إن الهدنة صامدة في المدينة", encoding="utf-8")
    (found,) = documents([tmp_path])
    assert isinstance(found, Document)
    assert khabar.annotate(found).id == found.id
    assert khabar.annotate(found.text, published=date(2017, 10, 20)).published.value == "2017-10-20"
    with pytest.raises(ConfigError, match="'20 October'"):
        khabar.annotate(found.text, published="20 October")
