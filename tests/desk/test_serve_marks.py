"""A report's text with its marks: nothing is lost, everything nests, whatever crosses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.serve.marks import Mark, Paragraph, Piece, paragraphs

KINDS = ["boilerplate", "said", "label", "role", "cue", "name", "event", "time", "quantity"]


def written(found: list[Paragraph]) -> list[str]:
    """Return the paragraphs as text with marks in brackets; links in capitals."""
    names = {True: str.upper, False: str.lower}

    def one(piece: Piece) -> str:
        if piece.opens:
            return f"<{names[piece.link](piece.opens.kind)}>"
        return f"</{names[piece.link](piece.closes.kind)}>" if piece.closes else piece.text

    return ["".join(map(one, paragraph.pieces)) for paragraph in found]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], ["abc def", "ghi"]),
        ([Mark(0, 3, "name")], ["<name>abc</name> def", "ghi"]),
        ([Mark(0, 7, "said"), Mark(4, 7, "name")], ["<said>abc <name>def</name></said>", "ghi"]),
        ([Mark(0, 5, "said"), Mark(4, 7, "name")], ["<said>abc <name>d</name></said><name>ef</name>", "ghi"]),
        ([Mark(4, 12, "said")], ["abc <said>def</said>", "<said>ghi</said>"]),
        ([Mark(0, 7, "name", href="/a"), Mark(4, 7, "name", href="/b")], ["<NAME>abc <name>def</name></NAME>", "ghi"]),
        ([Mark(2, 2, "name")], ["abc def", "ghi"]),
    ],
)
def test_marks(marks: list[Mark], expected: list[str]) -> None:
    assert written(paragraphs("abc def\n\nghi", marks)) == expected


@given(
    st.text(alphabet="اب\n <&", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(KINDS), st.booleans()), max_size=12)
)
def test_the_text_stays_and_the_marks_nest(text: str, spans: list[tuple[int, int, str, bool]]) -> None:
    marks = [Mark(a, min(b, len(text)), kind, href="/x" if link else None) for a, b, kind, link in spans]
    found = paragraphs(text, marks)
    assert ["".join(piece.text for piece in paragraph.pieces) for paragraph in found] == [line for line in text.split("\n") if line.strip()]
    for paragraph in found:
        opened: list[tuple[Mark, bool]] = []
        for piece in paragraph.pieces:
            if piece.opens:
                assert not (piece.link and any(link for _, link in opened))
                opened.append((piece.opens, piece.link))
            elif piece.closes:
                assert opened.pop() == (piece.closes, piece.link)
        assert opened == []


def test_each_character_stands_in_the_marks_that_cover_it() -> None:
    text = "واحد اثنان ثلاثة"
    marks = [Mark(0, 10, "said"), Mark(5, 16, "label"), Mark(5, 10, "name"), Mark(3, 12, "role")]
    at, opened = 0, []
    for piece in paragraphs(text, marks)[0].pieces:
        if piece.opens:
            opened.append(piece.opens)
        elif piece.closes:
            opened.remove(piece.closes)
        else:
            for place in range(at, at + len(piece.text)):
                assert {mark.kind for mark in opened} == {mark.kind for mark in marks if mark.start <= place < mark.end}
            at += len(piece.text)


def test_a_window_holds_its_part_only() -> None:
    found = paragraphs("abcdef", [Mark(0, 6, "said")], 2, 4)
    assert written(found) == ["<said>cd</said>"]
