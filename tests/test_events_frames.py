"""Frames: who acts and who is met by the order of the words alone, before the parties' weights decide."""

import pytest

from khabar import annotate
from khabar.extract.events_tellings import Telling
from test_events import READER, marked_reading, rows


def told(text: str, telling: Telling) -> str:
    actors, recipients = (", ".join(ids) or "-" for ids in (telling.actors, telling.recipients))
    return f"{text[telling.span.start : telling.span.end]}: {actors} > {recipients}"


@pytest.mark.parametrize(("sentence", "wanted"), [(row[0], row[1]) for row in rows("event_frames.tsv")])
def test_frames(sentence: str, wanted: str) -> None:
    reading = marked_reading(sentence)
    tellings = READER.words(reading)[0].tellings()
    found = [told(reading.document.text, telling) for telling in tellings]
    for one in wanted.split(" ; "):
        assert one in found


def test_the_opposition_is_against_nobody_named_behind_it_without_a_preposition() -> None:
    (event,) = annotate("التقى زعيم المعارضة السورية سامر الخليلي أمس وفدا من الطلاب.", published="2019-05-01").events
    assert not any("against" in actor for actor in event.actors)


TITLES = [
    ("بحث وزيرا خارجية قطر وتركيا الأزمة الليبية.", ["<minister of foreign affairs of Qatar>", "<minister of foreign affairs of Turkey>"]),
    ("التقى الرئيسان المصري والسوداني أمس.", ["<head of state of Egypt>", "<head of state of Sudan>"]),
]


@pytest.mark.parametrize(("text", "actors"), TITLES)
def test_two_by_one_title_are_two(text: str, actors: list[str]) -> None:
    assert sorted(annotate(text, published="2019-05-01").events[0].actors) == actors
