"""Spellings of one word meet under one stem; different words do not."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.store import terms


def cases() -> list[tuple[str, str, str]]:
    lines = (Path(__file__).parent / "cases" / "stems.tsv").read_text(encoding="utf-8").splitlines()
    return [(one, other, same) for one, other, same, *_ in (line.split("\t") for line in lines if line and not line.startswith("#"))]


@pytest.mark.parametrize(("one", "other", "same"), cases())
def test_spellings_meet(one: str, other: str, same: str) -> None:
    stems = terms.shared().stems
    assert (stems(one) == stems(other)) is (same == "yes"), (stems(one), stems(other))


@given(st.text())
def test_terms_lie_in_the_text_in_order(text: str) -> None:
    found = terms.shared().terms(text)
    assert all(0 <= term.start < term.end <= len(text) for term in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.text())
def test_the_index_holds_the_stems_of_the_terms(text: str) -> None:
    assert terms.shared().stems(text).split() == " ".join(term.stem for term in terms.shared().terms(text)).split()


def test_stems_are_those_that_stores_were_made_with() -> None:
    """A change here changes what old stores find: raise ``terms.ANALYSIS`` with it."""
    assert terms.ANALYSIS == "3"
    assert terms.shared().stems("قال وزير الخارجية الروسي إن المفاوضات بدأت في العاصمة") == "قال وزير خارج روس ان مفاوض بد في عاصم"


def test_a_word_of_millions_of_letters_has_a_short_stem() -> None:
    found = terms.shared()
    text = "قال " + "ب" * 2_000_000
    words = found.words(text)
    assert sum(len(words.between(at, at + 700)) for at in range(0, len(text), 700)) < len(text)
