"""Names of persons compared: the table of hard pairs, and laws that hold for any two names."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.link.compare import SAME, Names, is_latin

PAIRS = [line.split("\t") for line in (Path(__file__).parent / "cases" / "name_pairs.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
NAMES = Names()


def _verdicts(latin: bool) -> list[tuple[str, str]]:  # noqa: FBT001 - which half of the table
    chosen = [row for row in PAIRS if (is_latin(row[0]) or is_latin(row[1])) == latin]
    return [(row[2], "same" if NAMES.compared(row[0], row[1]).score >= SAME else "different") for row in chosen]


@pytest.mark.parametrize(("latin", "least"), [(False, 0.97), (True, 0.90)])
def test_hard_pairs(latin: bool, least: float) -> None:  # noqa: FBT001 - a parameter of the table
    verdicts = _verdicts(latin)
    assert sum(wanted == got for wanted, got in verdicts) / len(verdicts) >= least


def test_no_two_people_become_one() -> None:
    merged = [(one, other) for one, other, wanted, _ in PAIRS if wanted == "different" and NAMES.compared(one, other).score >= SAME]
    assert merged == []


def test_the_table_is_large_enough() -> None:
    assert len(PAIRS) >= 300


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_strings_compare(one: str, other: str) -> None:
    there, back = NAMES.compared(one, other), NAMES.compared(other, one)
    assert 0 <= there.score <= 1
    assert abs(there.score - back.score) < 1e-9


@given(st.text(alphabet="ابتجحدرسشصعفقكلمنهوي ", min_size=2, max_size=20).filter(str.strip))
def test_a_name_is_its_own_name(name: str) -> None:
    assert NAMES.compared(name, name).score > 0.55
