"""Quotation marks paired, whatever their shape."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.extract.quotes import MARKS, Quotation, quotations
from khabar.segment import Tokens, tokens_of
from khabar.vocabulary import Vocabulary, press_vocabulary


@cache
def _vocabulary() -> Vocabulary:
    return press_vocabulary()


def _paired(text: str) -> tuple[Tokens, list[Quotation]]:
    tokens = tokens_of(text, _vocabulary())
    return tokens, quotations(tokens, [i for i in range(len(tokens)) if tokens.string(i, i + 1) in MARKS])


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("قال «نعم هنا» وذهب", ["نعم هنا"]),
        ('قال "نعم هنا" وذهب', ["نعم هنا"]),
        ("قال “نعم هنا” وذهب", ["نعم هنا"]),
        ("قال »نعم هنا« وذهب", ["نعم هنا"]),
        ("من تنظيم »داعش» ومن", ["داعش"]),
        ("«القائد من تنظيم «داعش» هرب»", ["القائد من تنظيم «داعش» هرب", "داعش"]),
        ("قال «لم يغلق هذا.\nفقرة أخرى", ["لم يغلق هذا"]),
        ("قال «فقرة أولى.\n«فقرة ثانية.\nفقرة ثالثة» وانتهى", ["فقرة أولى.\n«فقرة ثانية.\nفقرة ثالثة", "فقرة ثانية"]),
        ('وقال" أشعر بحزن" أمس', ["أشعر بحزن"]),
        ("بلا علامات", []),
    ],
)
def test_pairs(text: str, inside: list[str]) -> None:
    tokens, found = _paired(text)
    assert [tokens.string(q.first, q.stop) for q in found] == inside


@settings(deadline=None)  # the first example loads the vocabulary
@given(st.text(alphabet=' «»"“”،.\nابوف', max_size=120))
def test_pairs_lie_inside_the_report_and_in_order(text: str) -> None:
    tokens, found = _paired(text)
    assert [q.open for q in found] == sorted({q.open for q in found})
    for q in found:
        assert 0 <= q.open < q.first <= q.stop <= len(tokens)
        assert q.depth < 5
