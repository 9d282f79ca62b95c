import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.fold import fold, folded_key, light_form

SAME = [
    ("مُحمّد", "محمد", "diacritics"),
    ("داعـــش", "داعش", "tatweel"),
    ("أستانة", "استانه", "hamza and teh marbuta"),
    ("مصرى", "مصري", "Egyptian yeh"),
    ("ایران", "إيران", "Persian yeh"),
    ("کرکوک", "كركوك", "Persian kaf"),
    ("ﻣﺤﻤﺪ", "محمد", "presentation forms"),
    ("ﻻجئ", "لاجئ", "a ligature"),
    ("\u202bإيران\u200f", "ايران", "bidi marks"),
    ("٢٠١٧", "2017", "Arabic-Indic digits"),
    ("۲۰۱۷", "2017", "Persian digits"),
    ("آذار", "اذار", "madda"),
]


@pytest.mark.parametrize(("written", "other"), [pytest.param(a, b, id=why) for a, b, why in SAME])
def test_spellings_of_one_word_meet(written: str, other: str) -> None:
    assert fold(written) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("على", "إلى"), ("سوريا", "سورية"), ("قتل", "قتال"), ("مال", "مالي")])
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_the_light_form_keeps_what_tells_words_apart() -> None:
    assert (light_form("عَلَى"), light_form("عَلِيّ")) == ("على", "علي")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded_key(fold(text)) == fold(text)
