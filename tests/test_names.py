"""Names of reports: a table of sentences with their names, and what holds for any text."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.knowledge import shared
from khabar.model import Document, Mention
from khabar.reading import Reading
from khabar.segment import tokens_of

CASES = Path(__file__).parent / "cases" / "names.tsv"
MARK = re.compile(r"\[(PER|ORG|LOC|PROC) |\]")

Span = tuple[int, int, str]


def marked(text: str) -> tuple[str, set[Span]]:
    """Return the text without its marks, and the names that they mark."""
    plain, at, names, starts = "", 0, set(), []
    for match in MARK.finditer(text):
        plain += text[at : match.start()]
        at = match.end()
        if match.group(1):
            starts.append((len(plain), match.group(1)))
        else:
            start, kind = starts.pop()
            names.add((start, len(plain), kind))
    return plain + text[at:], names


def mentions(text: str) -> list[Mention]:
    knowledge = shared()
    return knowledge.names.mentions([Reading(Document("x", text), tokens_of(text, knowledge.vocabulary))])[0]


def spans(found: list[Mention]) -> set[Span]:
    return {(m.start, m.end, m.type) for m in found}


def cases() -> list[object]:
    rows = [line.split("\t") for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [pytest.param(row[0], marks=pytest.mark.xfail if row[1].startswith("miss:") else (), id=row[1]) for row in rows]


@pytest.mark.parametrize("text", cases())
def test_the_names_of_a_sentence(text: str) -> None:
    plain, wanted = marked(text)
    assert spans(mentions(plain)) == wanted


def test_a_rare_name_is_one_wherever_it_stands() -> None:
    text = "انسحب الجنود من بلدة ديابالو شمال غرب مالي.\nوقال ضابط إن رفاقه عادوا الى ديابالو لكن القادة عوقبوا."
    assert [m.text for m in mentions(text) if m.text == "ديابالو"] == ["ديابالو"] * 2


def test_a_long_name_tells_what_its_last_word_is_elsewhere() -> None:
    text = "التقى الوزير مروان الكيلوطي أمس.\nوكان الكيلوطي قد وصل مساء السبت."
    assert [m.text for m in mentions(text) if m.type == "PER"] == ["مروان الكيلوطي", "الكيلوطي"]


def test_particles_and_marks_of_direction_stay_outside() -> None:
    text = "اتفقت المنظمة مع \u200fإيران\u200f ولسوريا."
    assert {m.text for m in mentions(text)} >= {"إيران", "سوريا"}


def test_an_inner_name_follows_its_outer_one_and_ids_go_up() -> None:
    found = mentions("وصل إلى مطار بغداد الدولي وفد من ريف حلب الغربي.")
    assert [m.id for m in found] == [f"m{i}" for i in range(1, len(found) + 1)]
    assert all((a.start, -a.end) < (b.start, -b.end) for a, b in pairwise(found))
    assert any(a.start <= b.start and b.end <= a.end for a, b in pairwise(found))


def test_the_same_names_whatever_was_read_before() -> None:
    text = "قال حسين المرعشلي إن وزير الخارجية وصل إلى حلب."
    before = mentions(text)
    mentions("كلمات أخرى لم ترد من قبل: زنكوبار، فلانستان، كربلاطو.")
    assert mentions(text) == before


def test_a_text_may_end_with_any_name_that_the_rules_look_at() -> None:
    for text in ("بحسب واع", "وقال معالي", "من الفريق أول", "لم يكن من حسن", "أعلنت وال", "استقبل عبد"):
        assert all(m.end <= len(text) for m in mentions(text))


def test_no_words_no_names() -> None:
    assert mentions("") == []
    assert mentions("... «»!؟ 12 ") == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from('وفبلكالنسيرأإى ةه.،«»"٣²5\u200f\u064b'), st.characters()), max_size=200))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    for mention in mentions(text):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert mention.type in {"PER", "ORG", "LOC", "PROC"}


def test_a_text_in_one_long_line_is_read_piece_by_piece() -> None:
    text = "وصل الوزير إلى دمشق و" * 6000
    found = mentions(text)
    assert sum(m.text == "دمشق" for m in found) > 5000
