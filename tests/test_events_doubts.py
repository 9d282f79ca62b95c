"""Whether a word that the tables let through tells an event: what the weights look at, and words that do and do not."""

from math import exp

import pytest

from khabar.extract.events_confidence import tenth
from khabar.extract.events_doubts import AMONG, LEAST, Doubts, among, marks
from khabar.extract.events_scene import TAKEN
from khabar.tables import rows
from test_events import READER, marked_reading

DOUBTS = Doubts()


def words(sentence: str) -> tuple[list[str], list[str]]:
    """Return the words of a sentence that may tell events, and those that are taken to tell one."""
    reading = marked_reading(sentence)
    told, scene, _ = READER.words(reading)
    tellings = told.tellings()
    text = reading.document.text
    both = tellings, DOUBTS.certain(tellings, scene)
    found, certain = ([text[telling.span.start : telling.span.end] for telling in side] for side in both)
    return found, certain


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("رفض الوزير الدعوة إلى اجتماع", "الدعوة"),
        ("قدمت قطر مساعدة إلى النازحين في المخيم", "مساعدة"),
        ("أعلن الجيش السيطرة على البلدة", "السيطرة"),
        ("قتل جنديان في معركة قرب المطار", "معركة"),
    ],
)
def test_what_tells_an_event_is_told(sentence: str, word: str) -> None:
    found, certain = words(sentence)
    assert word in found
    assert word in certain


def test_the_words_around_rule_a_word_out() -> None:
    assert words("تخرج الطالب في كلية الدعوة وأصول الدين") == (["الدعوة"], [])


def test_what_is_certain_says_how_likely_it_is() -> None:
    told, scene, _ = READER.words(marked_reading("شن الجيش هجوما على المدينة. ودعا الرئيس إلى حوار."))
    likely = [int(telling.likely) for telling in DOUBTS.certain(told.tellings(), scene)]
    assert likely
    assert all(10 * LEAST <= tenths <= 10 for tenths in likely)


def test_what_is_summed_is_what_is_seen() -> None:
    """The chance is that of the weights of all marks, which are laid out anew to be summed."""
    weights = {(row["slot"], row["value"]): float(row["weight"]) for row in rows("events_doubts.tsv")}
    told, scene, _ = READER.words(marked_reading("قالت الشرطة إنها اعتقلت ثلاثة شبان. ورفض الوزير الدعوة إلى حوار، وشن الجيش هجوما على [حمص|LOC]."))
    tellings = told.tellings()
    chances = []
    for telling in tellings:
        seen = [("", ""), *marks(telling, scene), *((AMONG, word) for word in among(telling.sentence, scene))]
        chances.append(1 / (1 + exp(-sum(weights.get(mark, 0.0) for mark in seen))))
    assert len(tellings) > 2
    assert [telling.likely for telling in DOUBTS.certain(tellings, scene)] == [tenth(chance) for chance in chances if chance >= LEAST]


def test_names_are_no_evidence() -> None:
    """Sentences that differ in their names alone look the same."""
    seen = []
    for names in (("[سمير الحاج|PER]", "[بغداد|LOC]"), ("[عادل مراد|PER]", "[القاهرة|LOC]")):
        told, scene, _ = READER.words(marked_reading("التقى {} الوفد في {} أمس".format(*names)))
        (telling,) = told.tellings()
        seen.append((list(marks(telling, scene)), among(telling.sentence, scene)))
    assert seen[0] == seen[1]


def test_every_weight_is_of_something_that_is_looked_at() -> None:
    told, scene, _ = READER.words(marked_reading("أعلن اليوم أن الجيش شن أمس هجوما واسعا على قرى حدودية كثيرة"))
    slots = {slot for telling in told.tellings() for slot, _ in marks(telling, scene)} | {"", AMONG}
    weighed = {row["slot"] for row in rows("events_doubts.tsv")}
    assert {slot for slot in weighed if "+" not in slot and "-" not in slot} <= slots
    assert not [row for row in rows("events_doubts.tsv") if row["slot"].startswith("word-") and row["value"] in TAKEN]
