import pytest

from khabar.errors import ConfigError
from khabar.grammar import Letters

LETTERS = Letters("DAY MONTH YEAR", {"DATE_PART": "DAY MONTH YEAR"})


def string(classes: str) -> str:
    return "".join("." if name == "." else LETTERS[name] for name in classes.split())


def test_a_rule_is_written_with_the_names_of_classes() -> None:
    rule = LETTERS.pattern("(?P<day>DAY) (?P<month>MONTH) (?P<year>YEAR)?")
    match = rule.search(string(". DAY MONTH YEAR ."))
    assert match is not None
    assert (match.start("day"), match.start("month"), match.start("year")) == (1, 2, 3)


def test_unions_pieces_and_bounded_gaps() -> None:
    rule = LETTERS.pattern("START ANY{0,2} DATE_PART", {"START": "DAY | MONTH"})
    assert rule.search(string("DAY . . YEAR")) is not None
    assert rule.search(string("DAY . . . YEAR")) is None


@pytest.mark.parametrize("source", ["DAY ANY* MONTH", "DAY ANY+ MONTH", "DAY ANY{2,} MONTH"])
def test_a_gap_without_a_bound_is_refused(source: str) -> None:
    with pytest.raises(ConfigError, match="a gap must be bounded"):
        LETTERS.pattern(source)


def test_an_unknown_class_is_refused_with_the_choices() -> None:
    with pytest.raises(ConfigError, match=r"WEEK is no class \(classes: DAY, MONTH"):
        LETTERS.pattern("WEEK DAY")
