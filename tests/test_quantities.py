"""Figures: the table of sentences, and the laws that hold for any text."""

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.extract.quantities import QuantityReader
from khabar.extract.quantities_line import bounded
from khabar.extract.times import TimeReader
from khabar.model import Document, Mention, Quantity
from khabar.reading import Reading
from khabar.segment import tokens_of
from khabar.vocabulary import press_vocabulary

CASES = Path(__file__).parent / "cases" / "numbers.tsv"
MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")
VOCABULARY = press_vocabulary()
TIMES, QUANTITIES = TimeReader(VOCABULARY), QuantityReader(VOCABULARY)


def rows() -> list[str]:
    return [line.split("\t")[0] for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def read(text: str, mentions: tuple[Mention, ...] = ()) -> list[Quantity]:
    reading = Reading(Document("", text, None, "2013-03-05"), tokens_of(text, VOCABULARY))
    reading.mentions = list(mentions)
    reading.times = TIMES.dated(reading).times
    return QUANTITIES.quantities(reading)


@pytest.mark.parametrize("sentence", rows(), ids=lambda value: value[:40])
def test_sentence_of_the_table(sentence: str) -> None:
    wanted = [match[1].split(";")[0] for match in MARK.findall(sentence)]
    assert [str(q.value) for q in read(MARK.sub(r"\1", sentence))] == wanted


def test_table_is_as_large_as_promised() -> None:
    assert len(rows()) >= 200


def test_units_of_the_table() -> None:
    right = asked = 0
    for sentence in rows():
        wanted = [match[1].split(";") for match in MARK.findall(sentence)]
        for cells, quantity in zip(wanted, read(MARK.sub(r"\1", sentence)), strict=True):
            asked += len(cells) > 1
            right += len(cells) > 1 and quantity.unit == cells[1]
    assert right / asked > 0.97


@pytest.mark.parametrize(
    ("text", "unit", "what"),
    [
        ("أدى القصف إلى مقتل ثلاثة مدنيين", "person", "killed"),
        ("أصيب في الهجوم 14 عنصرا", "person", "wounded"),
        ("بينهم 5 أطفال قتلوا تحت الأنقاض", "person", "killed"),
        ("نزوح نحو 2000 عائلة", "family", "family"),
        ("دمر الجيش ثلاث آليات", "vehicle", "destroyed"),
        ("ألقت المروحيات أربعة براميل متفجرة", "bomb", "barrel-bomb"),
        ("إطلاق سراح عشرة من المخطوفين", "person", "released"),
    ],
)
def test_what_is_counted(text: str, unit: str, what: str) -> None:
    assert [(q.unit, q.what) for q in read(text)] == [(unit, what)]


def test_bounds_are_those_of_the_record() -> None:
    assert [(b.low, b.best, b.high, b.value) for b in (bounded(sign, 40) for sign in ("", ">", ">=", "<", "~"))] == [
        (40, 40, 40, "40"),
        (40, None, None, ">40"),
        (40, 40, None, ">=40"),
        (None, None, 40, "<40"),
        (None, 40, None, "~40"),
    ]
    assert bounded("-", 20, 30).value == "20-30"


def test_numbers_in_names_and_times_are_left_alone() -> None:
    text = "مشروع 1070 شقة قرب حلب يوم 18 تشرين الأول"
    assert read(text, (Mention("m1", 0, 14, text[:14], "LOC"),)) == []


@pytest.mark.parametrize("text", ["9" * 10_000 + " قتيل", "قتل " + "9" * 40, "عشرات " * 5_000, "ألف " * 5_000, "و" * 1_000 + " 5 قتلى"])
def test_numbers_beyond_reason_never_raise(text: str) -> None:
    for quantity in read(text):
        assert text[quantity.start : quantity.end] == quantity.text


def test_a_number_beyond_18_digits_is_kept_as_text() -> None:
    assert [(q.text, q.best, q.value) for q in read("جند " + "9" * 30 + " مقاتل")] == [("9" * 30, None, None)]


@given(st.text(alphabet=st.sampled_from("مقتل 5 قتلى وعشرات الجرحى من نحو 3.5 مليون، عدة (20-30) ر،65٪٫أكثر على الأقل دون أي \n"), max_size=100))
@settings(max_examples=150, deadline=None)
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    found = read(text)
    assert all(q.text == text[q.start : q.end] and q.text for q in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    for q in found:
        assert q.low is None or q.high is None or q.low <= q.high


def names() -> list[tuple[str, str]]:
    lines = (CASES.parent / "times_names.tsv").read_text(encoding="utf-8").splitlines()
    return [(sentence, figures) for line in lines if line and not line.startswith("#") for sentence, _, figures in [line.partition("\t")]]


@pytest.mark.parametrize(("sentence", "figures"), names(), ids=lambda value: value[:40])
def test_names_that_look_like_figures(sentence: str, figures: str) -> None:
    assert [q.value for q in read(sentence)] == figures.split()
