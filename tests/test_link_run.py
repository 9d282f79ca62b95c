"""One id for one person in all reports of a run."""

import pytest

from khabar.link.run import extracted
from khabar.model import Document
from khabar.read.rejects import Reject
from khabar.runs import Rejects

REPORTS = [
    Document("a", "قال وزير الخارجية السوري سامي الخطيب إن الهدنة صامدة.", published="2017-10-20"),
    Document("b", "التقى وزير الخارجية السوري سامى الخطيب وفداً من المدينة.", published="2017-10-21"),
    Document("c", "أكد الوزير السوري سامي الخطيب أن الحوار مستمر.", published="2017-10-22"),
]


@pytest.mark.parametrize("most", [2000, 1])
def test_a_person_has_one_id_in_all_reports(most: int) -> None:
    read: list[int] = []
    records = list(extracted(REPORTS, Rejects(), read.append, most=most))
    assert [record.id for record in records] == ["a", "b", "c"]
    assert len({entity.id for record in records for entity in record.entities if entity.type == "PER"}) == 1
    assert read == [1, 1, 1]


def test_rejects_are_counted_and_give_no_record() -> None:
    rejects = Rejects()
    assert [record.id for record in extracted([REPORTS[0], Reject("x", "", "read", "why")], rejects)] == ["a"]
    assert rejects.count == 1
