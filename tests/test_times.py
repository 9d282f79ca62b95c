"""Times: the table of sentences, the laws that hold for any text, names that look like times, and times on their own."""

import itertools
import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from khabar.cli import app
from khabar.errors import ConfigError
from khabar.extract.times import TimeReader, times
from khabar.extract.times_speech import quoted
from khabar.model import Document, Mention, Time
from khabar.reading import Reading
from khabar.segment import tokens_of
from khabar.vocabulary import press_vocabulary

CASES = Path(__file__).parent / "cases" / "times.tsv"
MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")
VOCABULARY = press_vocabulary()
READER = TimeReader(VOCABULARY)


def rows() -> list[tuple[str, str]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [(cells[0], cells[1]) for line in lines if line and not line.startswith("#") for cells in [line.split("\t")]]


def unmarked(sentence: str) -> tuple[str, list[tuple[int, int, str]]]:
    text, wanted, at = "", [], 0
    for match in MARK.finditer(sentence):
        text += sentence[at : match.start()]
        wanted.append((len(text), len(text) + len(match[1]), match[2]))
        text, at = text + match[1], match.end()
    return text + sentence[at:], wanted


def read(text: str, published: str | None = "2013-03-05", mentions: tuple[Mention, ...] = ()) -> list[Time]:
    reading = Reading(Document("", text, None, published), tokens_of(text, VOCABULARY))
    reading.mentions = list(mentions)
    return READER.dated(reading).times


def told(time: Time) -> str:
    return f"{time.value};{time.mod}" if time.mod in {"START", "MID", "END"} else str(time.value)


@pytest.mark.parametrize(("published", "sentence"), rows(), ids=lambda value: value[:40])
def test_sentence_of_the_table(published: str, sentence: str) -> None:
    text, wanted = unmarked(sentence)
    found = times(text, published)
    assert [(t.start, t.end) for t in found] == [(start, end) for start, end, _ in wanted]
    for time, (_, _, values) in zip(found, wanted, strict=True):
        assert told(time) in values.split(" or ")


def test_table_is_as_large_as_promised() -> None:
    assert len(rows()) >= 400


@pytest.mark.parametrize(
    "text",
    ["31 شباط 2013", "في 30 فبراير", "32 مارس 2013", "الاثنين 45/13/2013", "0/0/0000", "عام 0000", "31/11/2015", "29 شباط 2013"],
)
def test_impossible_dates_have_no_value(text: str) -> None:
    assert all(t.value is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", t.value) for t in times(text, "2013-03-05"))


@pytest.mark.parametrize(
    "text", ["9" * 10_000, "قبل " + "9" * 30 + " عاما", "قبل 999999999999 سنة", "بعد 99999999 يوما", "1" * 50 + "/1/2013", "الساعة 99:99", "عام " + "1" * 400]
)
def test_numbers_beyond_reason_never_raise(text: str) -> None:
    for time in times(text, "2013-03-05"):
        assert text[time.start : time.end] == time.text


@given(st.text(alphabet=st.sampled_from('أمس الخميس 25 من تشرين الأول/ اليوم،2013-()قبل يومين و3:30 م عيد الفطر شهر ساعة٣٫٥٬ \n«»"ـ\u200f'), max_size=120))
@settings(max_examples=150, deadline=None)
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    found = read(text)
    assert all(t.text == text[t.start : t.end] and t.start < t.end for t in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    for t in found:
        if t.earliest is not None and t.latest is not None:
            assert date.fromisoformat(t.earliest) <= date.fromisoformat(t.latest)


@given(st.text(max_size=80), st.sampled_from([None, "2013-03-05", "0001-01-01", "9999-12-31", "gestern"]))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read(text: str, published: str | None) -> None:
    for time in read(text, published):
        assert time.text == text[time.start : time.end]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1500-01-01"])
def test_edges_of_the_calendar(day: str) -> None:
    text = "أمس وغدا والأسبوع الماضي والعام المقبل وقبل قرنين وعيد الفطر المقبل والقرن الماضي ورمضان المقبل وشم النسيم"
    assert [t.text for t in times(text, day)]


def test_time_in_a_name_is_left_alone() -> None:
    text = "اجتمع ناشطون في ساحة السادس من أكتوبر مساء أمس"
    place = Mention("m1", 16, 37, text[16:37], "LOC")
    assert [t.text for t in read(text, mentions=(place,))] == ["مساء أمس"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("أصيب سامر حداد 16 سنة في الحادث أمس", ["أمس"]),
        ("أصيب سامر حداد (ستة أعوام) أمس", ["أمس"]),
        ("حكم سامر حداد 16 سنة ثم رحل", ["16 سنة"]),
    ],
)
def test_an_age_behind_a_name_is_no_time(text: str, found: list[str]) -> None:
    at = text.index("سامر")
    assert [t.text for t in read(text, mentions=(Mention("m1", at, at + 9, "سامر حداد", "PER"),))] == found


@pytest.mark.parametrize(("direction", "value"), [("past", "2017-10-16"), ("future", "2017-10-23")])
def test_direction_of_a_bare_weekday(direction: str, value: str) -> None:
    assert [t.value for t in times("اجتماع الاثنين في موسكو", "2017-10-20", direction)] == [value]


def test_without_a_day_of_print_only_full_dates_have_values() -> None:
    assert [(t.text, t.value) for t in times("أمس وفي 3 آذار 2013")] == [("أمس", None), ("3 آذار 2013", "2013-03-03")]


@pytest.mark.parametrize(("published", "direction"), [("2017", "past"), ("yesterday", "past"), ("2017-10-20", "sideways")])
def test_wrong_arguments_are_told(published: str, direction: str) -> None:
    with pytest.raises(ConfigError, match="expected"):
        times("أمس", published, direction)


def test_today_in_quotation_marks_is_the_day_of_speaking() -> None:
    text = "وقال الوزير أمس الخميس «إننا نطلق اليوم مشروعا جديدا» في العاصمة، فيما يزور اليوم بيروت."
    assert [(t.text, t.value) for t in times(text, "2017-10-20")] == [("أمس الخميس", "2017-10-19"), ("اليوم", "2017-10-19"), ("اليوم", "2017-10-20")]


def test_quotations_close_at_the_end_of_a_paragraph() -> None:
    assert quoted('قال «نعم» ثم "لا\nوسكت') == [(5, 8), (14, 16)]


def test_the_text_is_believed_where_the_feed_stamps_a_day_late() -> None:
    text = "التقى الرئيس اليوم الخميس وفدا، وكان وصل أمس."
    dated = READER.dated(Reading(Document("", text, None, "2013-03-08"), tokens_of(text, VOCABULARY)))
    assert (dated.published.value, dated.published.conflict, dated.published.basis) == ("2013-03-08", "2013-03-07", "metadata")
    assert [t.value for t in dated.times] == ["2013-03-07", "2013-03-06"]
    assert [e.text for e in dated.published.evidence] == ["اليوم الخميس"]


def test_a_long_text_takes_linear_time() -> None:
    assert len(times("أمس " * 20_000, "2013-03-05")) == 20_000
    assert times("«" * 50_000 + "من " * 20_000, "2013-03-05") == []
    assert times("السجن 20 سنة و" * 10_000, "2013-03-05") == []
    assert len(times("لاحقا و" * 10_000, "2013-03-05")) == 10_000


def names() -> list[str]:
    lines = (CASES.parent / "times_names.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[0] for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("sentence", names(), ids=lambda value: value[:40])
def test_names_that_look_like_times(sentence: str) -> None:
    assert times(sentence, "2017-10-20") == []


@pytest.mark.parametrize("piece", ["نهاية ", "وقت مبكر من ", "قبل ", "بعد غد ", "كل ", "الأحد والاثنين و", "1، 2، 3، ", "ساعة ونصف و"])
def test_repeated_leads_do_not_nest_without_end(piece: str) -> None:
    text = piece * 4_000
    assert all(text[t.start : t.end] == t.text for t in times(text, "2013-03-05"))


def test_the_command_prints_one_time_a_line() -> None:
    result = CliRunner().invoke(app, ["times", "وصل أول أمس الأربعاء", "--published", "2017-10-20"])
    assert result.exit_code == 0
    assert result.stdout == "أول أمس الأربعاء\tDATE\t2017-10-18\t2017-10-18 – 2017-10-18\n"


def test_the_command_prints_json() -> None:
    result = CliRunner().invoke(app, ["times", "-", "-p", "2017-10-20", "--json"], input="مساء أمس")
    assert [t["value"] for t in json.loads(result.stdout)["times"]] == ["2017-10-19TEV"]


def test_a_length_counted_from_another_time_has_its_day() -> None:
    found = times("وقع الانفجار بعد يومين من هدنة 3 آذار 2013", "2013-03-20")
    assert [(t.value, t.earliest, t.latest) for t in found] == [("P2D", "2013-03-05", "2013-03-05"), ("2013-03-03", "2013-03-03", "2013-03-03")]


@pytest.mark.parametrize(("published", "value"), [("2013-03-05", "2012/2013"), ("2013-10-05", "2013/2014")])
def test_school_years(published: str, value: str) -> None:
    assert [t.value for t in times("تقام الامتحانات في العام الدراسي الحالي", published)] == [value]


def test_the_day_after_is_counted_from_the_time_before() -> None:
    assert [t.value for t in times("وصل في 3 آذار الماضي إلى عمان وغادرها في اليوم التالي", "2013-05-05")] == ["2013-03-03", "2013-03-04"]
