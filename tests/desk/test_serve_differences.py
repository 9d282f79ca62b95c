"""What changed between two versions of a report."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.serve.differences import differences


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("قال الوزير", "قال الوزير", [("same", "قال الوزير")]),
        ("قال الوزير أمس", "قال الرئيس أمس", [("same", "قال "), ("removed", "الوزير "), ("added", "الرئيس "), ("same", "أمس")]),
        ("", "خبر", [("added", "خبر")]),
        ("خبر", "", [("removed", "خبر")]),
    ],
)
def test_differences(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert [(change.kind, change.text) for change in differences(old, new)] == expected


@given(st.text(alphabet="ابج \n", max_size=80), st.text(alphabet="ابج \n", max_size=80))
def test_both_texts_can_be_read_out_of_the_differences(old: str, new: str) -> None:
    found = differences(old, new)
    if not any(change.kind == "gap" for change in found) and old.strip() and new.strip():
        assert "".join(change.text for change in found if change.kind != "added") == old
        assert "".join(change.text for change in found if change.kind != "removed") == new


def test_what_stayed_is_shown_around_a_change_only() -> None:
    same = "كلمة " * 500
    kinds = [change.kind for change in differences(same + "قديم", same + "جديد")]
    assert kinds == ["same", "gap", "same", "removed", "added"]


def test_very_long_texts_are_compared_by_lines() -> None:
    lines = [f"سطر {number} فيه كلمات" for number in range(1500)]
    found = differences("\n".join(lines), "\n".join([*lines[:700], "سطر جديد", *lines[700:]]))
    assert [change.text for change in found if change.kind == "added"] == ["سطر جديد\n"]
