from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counting import calls
from khabar.clean.boilerplate import boilerplate

CASES = Path(__file__).parent / "cases" / "boilerplate.tsv"


def blocks() -> list[tuple[str, list[tuple[bool, str]]]]:
    rows = [line for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    found = []
    for block in "\n".join(rows).strip().split("\n\n"):
        pairs = [line.split("\t") for line in block.split("\n")]
        note = pairs[0][1].partition(" ## ")[2]
        found.append((note, [(mark == "B", line.partition(" ## ")[0]) for mark, line in pairs]))
    return found


@pytest.mark.parametrize(("note", "lines"), blocks(), ids=[note for note, _ in blocks()])
def test_lines(note: str, lines: list[tuple[bool, str]]) -> None:
    text = "\n".join(line for _, line in lines)
    assert [text[s.start : s.end] for s in boilerplate(text)] == [line for gone, line in lines if gone], note


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("انتهى الاجتماع. &", ["&"]),
        ("&وأضاف الوزير", ["&"]),
        ("القاهرة&nbsp;- قال", ["&nbsp;"]),
        ("شركة AT&T الأميركية", []),
        ("وكالة S & P للتصنيف", []),
        ("", []),
        ("\n\n \n", []),
    ],
)
def test_stray_entities(text: str, expected: list[str]) -> None:
    assert [text[s.start : s.end] for s in boilerplate(text)] == expected


def test_an_entity_inside_a_line_that_is_gone_is_not_told_twice() -> None:
    text = "أعلنت الوزارة انتهاء المهلة اليوم في كل المراكز.\nجميع الحقوق محفوظة &copy; 2024"
    assert [text[s.start : s.end] for s in boilerplate(text)] == ["جميع الحقوق محفوظة &copy; 2024"]


PIECES = [*"اب \n&;.:|«»\ud800", "شارك", "اقرأ أيضا", "السابق", "سوريا", "تويتر", "قال الوزير إن القرار نهائي."]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5))))
def test_spans_are_sorted_apart_and_inside_any_text(pieces: list[str]) -> None:
    text, at = "".join(pieces), 0
    for span in boilerplate(text):
        assert at <= span.start < span.end <= len(text)
        at = span.end


def test_work_grows_with_the_length_of_the_text_alone() -> None:
    page = "اقرأ أيضا\nشارك\nسوريا\nالسابق\nعنوان قصير\nقال الوزير إن القرار نهائي. &\n"
    boilerplate(page)
    assert calls(lambda: boilerplate(page * 1000)) < 11 * calls(lambda: boilerplate(page * 100))
