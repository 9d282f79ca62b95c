import json
from pathlib import Path

import pytest

from gate.annotation import annotated
from gate.floors import floors, raised, reached, reports
from gate.measures import Count, paired

SAMPLES = Path(__file__).parents[2] / "samples" / "reports.jsonl"


@pytest.fixture(scope="module")
def counts() -> dict[str, Count]:
    return reached()


@pytest.mark.parametrize("measure", sorted(floors()))
def test_no_measure_falls_below_its_floor(measure: str, counts: dict[str, Count]) -> None:
    assert counts[measure].f1 >= floors()[measure]


def test_every_measure_has_a_floor(counts: dict[str, Count]) -> None:
    assert set(counts) == set(floors())


def test_annotated_reports_are_the_samples() -> None:
    rows = (json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines())
    samples = {row["id"]: row for row in rows}
    assert len(reports()) >= 10
    for report in reports():
        assert report.text == samples[report.name]["text"]
        assert report.published == samples[report.name]["published"]


def test_sources_and_actors_are_marked_names() -> None:
    for report in reports():
        named = {mark.ref for mark in report.of("per", "org", "loc", "proc")}
        used = {ref for said in report.said.values() for ref in (*said.source, *said.chain)}
        used |= {ref for told in report.events.values() for ref in (*told.actors, *told.recipients)}
        assert not {ref for ref in used if not ref.startswith("<")} - named, report.name


def test_floors_only_rise() -> None:
    counts = {"names": Count(right=5, given=10, wanted=10)}
    assert raised({"names": 0.8}, counts) == {"names": 0.8}
    assert raised({"names": 0.2}, counts) == {"names": 0.3}
    assert raised({"names": 0.8}, counts, allow_regression=True) == {"names": 0.3}


def test_spans_are_paired_best_first() -> None:
    assert paired([(0, 10), (20, 30)], [(1, 10), (0, 10), (40, 50)]) == [(0, 1)]


@pytest.mark.parametrize("body", ["{per a|x", "x}", "{said 1|x}"])
def test_broken_annotation_is_refused(body: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{body}\n====\nreport\t2024-01-01\tx\tx\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.txt"):
        annotated(path)
