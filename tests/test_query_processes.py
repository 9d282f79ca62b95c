"""The page of a process from the reports that the index finds, and the processes that a store holds."""

from collections.abc import Iterator

import pytest

from khabar.model import Document
from khabar.query.api import open_store
from khabar.query.processes import gathered, listed, parties
from khabar.store.database import Database

REPORTS = (
    Document("r1", "مدد مجلس الأمن الدولي أمس ولاية قوة الأمم المتحدة المؤقتة في لبنان عاما واحدا.", published="2018-08-31"),
    Document("r2", "قالت اليونيفيل إن دورية لها تعرضت لهجوم. وخرقت طائرة الأجواء في انتهاك للقرار 1701 الصادر عن مجلس الأمن.", published="2018-09-02"),
    Document("r3", "دخلت الهدنة في تعز حيز التنفيذ أمس. ووصلت قافلة مساعدات إلى تعز.", published="2018-09-03"),
    Document("r4", "أصدر وزير التموين القرار رقم 1701 لسنة 2018. وفاز الفريق بثلاثة أهداف.", published="2018-09-04"),
    Document("r5", "انطلقت أمس الجولة الأولى من محادثات جنيف بين الطرفين.", published="2018-09-05"),
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("processes") / "store.db"
    with open_store(path) as store:
        store.add(REPORTS)
    with Database(path, read_only=True) as found:
        yield found


@pytest.mark.parametrize(
    ("asked", "kind", "reports"),
    [
        ("UNIFIL", "mission", {"r1", "r2"}),
        ("اليونيفيل", "mission", {"r1", "r2"}),
        ("resolution 1701", "resolution", {"r2"}),
        ("هدنة تعز", "truce", {"r3"}),
        ("Taiz truce", "truce", {"r3"}),
        ("قوافل مساعدات تعز", "relief", {"r3"}),
        ("geneva", "talks", {"r5"}),
    ],
)
def test_a_page_comes_from_the_reports_that_tell_of_it(database: Database, asked: str, kind: str, reports: set[str]) -> None:
    page = gathered(database, asked)
    assert page is not None
    assert page.kind == kind
    assert {told.report for stage in page.stages for told in stage.told} == reports


@pytest.mark.parametrize("asked", ["", "  ", "القرار 2254", "هدنة صنعاء", "undof"])
def test_nothing_told_is_no_page(database: Database, asked: str) -> None:
    assert gathered(database, asked) is None


def test_the_newest_reports_are_read_where_there_are_more_than_asked_for(database: Database) -> None:
    page = gathered(database, "unifil", most=1)
    assert page is not None
    assert {told.report for stage in page.stages for told in stage.told} == {"r2"}


def test_each_id_of_a_page_has_a_name(database: Database) -> None:
    page = gathered(database, "unifil")
    assert page is not None
    known = parties(database, page)
    assert {fact.value for fact in page.facts} <= set(known)
    assert all(party.name for party in known.values())


def test_a_store_lists_its_processes_and_each_name_leads_to_a_page(database: Database) -> None:
    lines = listed(database)
    assert {(line.kind, line.n_reports) for line in lines} >= {("mission", 2), ("resolution", 1), ("truce", 1), ("relief", 1)}
    assert ("2018-08-31", "2018-09-02") in {(line.first_day, line.last_day) for line in lines if line.kind == "mission"}
    for line in lines:
        page = gathered(database, line.name)
        assert page is not None, line.name
        assert page.kind == line.kind
