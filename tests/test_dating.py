"""Dating a report from its text: windows as narrow as the evidence, and no wider."""

import pytest

from khabar.extract.hijri import gregorian, orthodox_easter, western_easter, year_of
from khabar.extract.known_events import known_events, tenures
from khabar.extract.times import TimeReader
from khabar.model import Document, Published
from khabar.reading import Reading
from khabar.segment import tokens_of
from khabar.vocabulary import press_vocabulary

VOCABULARY = press_vocabulary()
READER = TimeReader(VOCABULARY)


def published(text: str) -> Published:
    return READER.dated(Reading(Document("", text), tokens_of(text, VOCABULARY))).published


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        # a weekday behind أمس and a month that is running, in the year of a numbered session
        ("شارك الوزير أمس الخميس في أعمال الدورة الـ14 لمنتدى فالداي.", "2017-10-20", "2017-10-20"),
        # a few days before a numbered round
        ("قبل أيام قليلة من اجتماع أستانا 7 أجرى الوفد مشاورات.", "2017-10-20", "2017-10-29"),
        # the only round on those days gives the year, the running month the window
        ("عقد آخر اجتماعات أستانة في الرابع والخامس من تموز الماضي، ويعقد اللقاء في أواخر آب الحالي.", "2017-08-01", "2017-08-31"),
        ("اليوم السبت 31 ديسمبر 2016 عقد اللقاء.", "2016-12-31", "2016-12-31"),
        # the fall of a government is told when it has fallen
        ("منذ سقوط النظام البائد، زار الوفد دمشق أمس الاثنين 6 كانون الثاني.", "2025-01-07", "2025-01-07"),
    ],
)
def test_windows(text: str, earliest: str, latest: str) -> None:
    found = published(text)
    assert (found.basis, found.earliest, found.latest) == ("text", earliest, latest)
    assert found.value == (earliest if earliest == latest else None)
    assert found.evidence
    assert all(text[e.start : e.end] == e.text for e in found.evidence)


@pytest.mark.parametrize("text", ["", "قال الوزير إن الوضع صعب.", "وصل أمس الوفد.", "اليوم السبت عقد اللقاء.", "تأسس الحزب عام 1947."])
def test_no_window_without_evidence(text: str) -> None:
    assert published(text) == Published()


@pytest.mark.parametrize("text", ["طالبوا بمحاسبة محمد مرسي، وعزل النائب العام، أمس.", "اليوم الخميس بحثوا خطط ما بعد سقوط نظام الأسد."])
def test_words_that_only_stand_together_name_no_event(text: str) -> None:
    found = published(text)
    assert (found.earliest or "") < "2013-07-03"


def test_a_window_gives_as_much_of_a_value_as_all_its_days_share() -> None:
    text = "قبل أيام قليلة من اجتماع أستانا 7 أجرى الوفد أمس مشاورات."
    times = READER.dated(Reading(Document("", text), tokens_of(text, VOCABULARY))).times
    assert [t.value for t in times if t.text == "أمس"] == ["2017-10-XX"]


def test_tables_are_sound() -> None:
    assert all(event.first <= event.last for event in known_events())
    assert all(tenure.last is None or tenure.first < tenure.last for tenure in tenures())


@pytest.mark.parametrize(("year", "month", "day", "iso"), [(1436, 12, 10, "2015-09-23"), (1438, 10, 1, "2017-06-25"), (1434, 9, 1, "2013-07-09")])
def test_umm_al_qura(year: int, month: int, day: int, iso: str) -> None:
    assert str(gregorian(year, month, day)) == iso


@pytest.mark.parametrize(("year", "month", "day"), [(1436, 13, 1), (1436, 0, 1), (1436, 1, 31), (0, 1, 1), (1600, 1, 1)])
def test_days_that_the_islamic_calendar_lacks(year: int, month: int, day: int) -> None:
    assert gregorian(year, month, day) is None


def test_easters_and_years() -> None:
    assert [str(western_easter(y)) for y in (2013, 2016, 2024)] == ["2013-03-31", "2016-03-27", "2024-03-31"]
    assert [str(orthodox_easter(y)) for y in (2013, 2016, 2024)] == ["2013-05-05", "2016-05-01", "2024-05-05"]
    assert year_of(gregorian(1436, 12, 10)) == 1436  # type: ignore[arg-type] # the day exists


BODY = "أعلن الوزير، أمس، أن المباحثات ستستأنف في العاصمة خلال أيام قليلة."


@pytest.mark.parametrize(
    "head",
    [
        "الثلاثاء 05 مارس 2024 - 10:30",
        "5 آذار 2024",
        "٥ مارس ٢٠٢٤م",
        "الثلاثاء 24 شعبان 1445 هـ الموافق 05 مارس 2024 م",
        "05/03/2024 10:15 م",
        "تاريخ النشر: 05/03/2024",
        "نُشر الثلاثاء، 5 مارس/ آذار 2024، 10:15 بتوقيت غرينتش",
        "كتب: محرر الشؤون المحلية | 5 مارس، 2024 | 11:20 ص",
        "بيروت، 5 مارس 2024",
    ],
)
def test_a_line_that_is_a_date_is_the_day_of_print(head: str) -> None:
    for text in (f"المباحثات تستأنف\n{head}\n\n{BODY}", f"{head}\n{BODY}"):
        found = published(text)
        assert (found.value, found.basis) == ("2024-03-05", "text")
        assert any(text[e.start : e.end] in head for e in found.evidence)


@pytest.mark.parametrize(
    "text",
    [
        "الدوحة - 05 مارس 2024 - قنا: استقبل الوزير أمس نظيره في العاصمة وبحث معه المباحثات.",
        "القاهرة في 5 مارس 2024 (أ ش أ) استقبل الوزير أمس نظيره في العاصمة وبحث معه المباحثات.",
        "رام الله 5-3-2024 وفا- استقبل الوزير أمس نظيره في العاصمة وبحث معه المباحثات.",
    ],
)
def test_a_dateline_is_the_day_of_print(text: str) -> None:
    assert published(text).value == "2024-03-05"


@pytest.mark.parametrize(
    "text",
    [
        f"آخر تحديث: 6 مارس 2024\n{BODY}",  # a page is changed after it was printed
        f"5 مارس 2024\n{BODY}\n9 مارس 2024\n{BODY}",  # a chronology
        "توفي الكاتب في 5 مارس 2024 عن عمر طويل قضاه في الكتابة والترجمة والتعليم في الجامعة.",
        f"{BODY}\nسطر\nسطر\nسطر\nسطر\n5 مارس 2024\n{BODY}",  # far from the head
        f"{'كلام ' * 1000}5 مارس 2024\n{BODY}",
    ],
)
def test_other_dates_are_no_day_of_print(text: str) -> None:
    assert published(text).value is None


def test_a_stamp_takes_linear_time() -> None:
    for part in ("م -- ", "في  ", "كلمة | ", "10:30  ", "1 مارس 2024 | "):
        published(f"5 مارس 2024 {part * 20_000}س")
